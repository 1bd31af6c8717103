//! What commands say when they cannot: one message of each kind, kept word for word in `errors/`.

use std::fs;

use amparo::form::consent::{Change, ChangeRecord, Choice, Choices, Consent, Shown};
use amparo::seal::{
    Day, FormNonce, Identity, Kind, Mailbox, MailboxId, ParcelHead, ParcelId, RecipientKind, Sealer, SubmissionId,
};
use amparo::vault::Home;
use rand_core::OsRng;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::environment::{Environment, matches_kept};

const SERVER_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// `ana` without a passphrase, who joined a roster with version 1.
pub(crate) fn place() -> Environment {
    let place = Environment::new();
    reviewer(&place, "ana", RecipientKind::Hybrid);
    place.custodian("127.0.0.1:1", SERVER_KEY);
    place.sign();
    place.done("join custodian/roster.note --custodian {vkey} --home ana");
    place
}

/// Keys without a passphrase, as a demo has them.
fn reviewer(place: &Environment, name: &str, kind: RecipientKind) {
    let public = Home::at(place.path(name)).create_keys(kind, None).expect("keys");
    place.write(&format!("{name}.toml"), &toml::to_string(&public).expect("TOML"));
}

#[test]
fn about_keys() {
    let place = Environment::new();
    reviewer(&place, "ana", RecipientKind::Hybrid);
    place.keygen("sealed", "--classic");
    fs::create_dir(place.path("broken")).expect("a folder");
    place.write("broken/identity.txt", "AGE-SECRET-KEY-1\n");
    place.write("broken/signing.txt", "00\n");
    let told = place.transcript(&[
        "keygen --home short --passphrase-file short",
        "keygen --home new --passphrase-file missing",
        "keygen --home ana --passphrase-file passphrase",
        "passwd --home nowhere",
        "passwd --home sealed --passphrase-file other --new-passphrase-file passphrase",
        "passwd --home broken --new-passphrase-file passphrase",
        "pull --home ana",
    ]);
    matches_kept("errors/keys.txt", &told);
}

#[test]
fn about_joining_and_reading() {
    let place = place();
    // The same custodian signs another roster with the same version.
    fs::create_dir(place.path("copy")).expect("a folder");
    for name in ["custodian.age", "custodian.pub", "roster.toml"] {
        fs::copy(place.path("custodian").join(name), place.path("copy").join(name)).expect("a copy");
    }
    place.replace("copy/roster.toml", "version = 1", "version = 0");
    place.replace("copy/roster.toml", "\"Main\"", "\"Other\"");
    place.done("roster sign --dir copy --passphrase-file passphrase");
    place.done(&format!(
        "roster new --dir stranger --interface 127.0.0.1:1 --server-key {SERVER_KEY} --passphrase-file passphrase"
    ));
    let stranger = place.read("stranger/custodian.pub").trim().to_owned();
    let note = place.read("custodian/roster.note");
    place.write("changed.note", &note.replace("Main", "Mair"));
    place.write("cut.note", &note[..note.len() / 2]);
    let unsigned = place.refused(3, &format!("join custodian/roster.note --custodian {stranger} --home ana"));
    assert!(unsigned.contains("it carries no signature by this key"), "{unsigned}");
    fs::create_dir(place.path("odd")).expect("a folder");
    place.write("odd/server.toml", "custodian = 1\n");
    let told = place.transcript(&[
        "join custodian/roster.note",
        "join custodian/roster.note --custodian custodian",
        "join missing.note --custodian {vkey}",
        "join changed.note --custodian {vkey} --home ana",
        "join cut.note --custodian {vkey} --home ana",
        "join copy/roster.note --custodian {vkey} --home ana",
        "join custodian/roster.note --custodian {vkey} --home odd",
        "pull --home ana",
        "read ffff --home ana",
        "extract ffff --home ana --to files",
        "reply ffff --home ana",
        "reed ffff",
    ]);
    matches_kept("errors/joining.txt", &told);
}

/// Puts a parcel for desk `main` into ana's vault, from a source whose mailbox is called like the submission.
pub(crate) fn put(place: &Environment, kind: Kind, submission: u8, file: &str, content: &Value) {
    put_of(place, kind, SubmissionId::from_bytes([submission; 16]), submission, file, content);
}

/// The same, of a submission with this id.
fn put_of(place: &Environment, kind: Kind, submission: SubmissionId, from: u8, file: &str, content: &Value) {
    let home = Home::at(place.path("ana"));
    let rosters = home.rosters().expect("ana joined");
    let roster = rosters.last().expect("a roster");
    let desk = roster.desks()[0].id.clone();
    let day: Day = "2026-11-24".parse().expect("a day");
    let recipient = Identity::generate(RecipientKind::Hybrid, &mut OsRng).to_recipient().to_string();
    let mailbox = Mailbox { id: MailboxId::from_bytes([from; 32]), recipient };
    let head = ParcelHead {
        submission,
        nonce: FormNonce::random(&mut OsRng),
        number: 0,
        kind,
        desk: desk.clone(),
        language: "en".to_owned().try_into().expect("a language"),
        roster: roster.reference(),
        mailbox: matches!(kind, Kind::Testimony | Kind::Consent).then_some(mailbox),
    };
    let recipients = roster.recipients(&desk).expect("recipients");
    let mut sealer = Sealer::begin(head, recipients, Vec::new()).expect("it begins");
    sealer.add_file(file, Zeroizing::new(content.to_string().into_bytes())).expect("it is added");
    let parcel = sealer.finish(day, None).expect("it is sealed");
    let folder = home.vault().join(format!("{desk}/{day}"));
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(format!("{}.age", parcel.finished.id())), parcel.sink).expect("it is written");
}

#[test]
fn about_submissions() {
    let place = place();
    let shown = || Shown { version: 1, language: "en".to_owned().try_into().expect("one"), text: "Yes.".to_owned() };
    let mut values = [Choice::Ask; 8];
    (values[0], values[1], values[3]) = (Choice::Yes, Choice::Yes, Choice::No);
    let consent = Consent { choices: Choices::new(values, false).expect("they are offered"), shown: shown() };
    let told = |identity: Value| json!({ "answers": { "account": "words" }, "not_said": {}, "identity": identity, "consent": consent });
    put(&place, Kind::Testimony, 0x3f, "testimony.json", &told(Value::Null));
    let elsewhere = json!({ "parcel": ParcelId::from_bytes([7; 32]) });
    // Its id begins as the first one's does.
    let mut alike = [0x3a; 16];
    alike[..2].fill(0x3f);
    let alike = SubmissionId::from_bytes(alike);
    put_of(&place, Kind::Testimony, alike, 0x3a, "testimony.json", &told(elsewhere));
    put(&place, Kind::Testimony, 0x5c, "testimony.json", &told(Value::Null));
    let wish = ChangeRecord { change: Change::Withdraw, shown: shown() };
    put(&place, Kind::Consent, 0x5c, "consent.json", &json!(wish));
    values[2] = Choice::Yes;
    let consent = Consent { choices: Choices::new(values, false).expect("they are offered"), shown: shown() };
    let told = json!({ "answers": { "account": "words" }, "not_said": {}, "consent": consent });
    put(&place, Kind::Testimony, 0x7e, "testimony.json", &told);
    place.done("export 7e7e --for partner --to out --home ana");
    place.write("form.toml", "form = \"own\"\nversion = 1\ntitle = \"t\"\n");
    let told = place.transcript(&[
        "export ffff --for un --to new --home ana",
        "export 3f3f --for un --to new --home ana",
        "export 3f3f3f --for nobody --to new --home ana",
        "export 3f3f3f --for un --to new --home ana",
        "export 3f3f3f --for partner --to new --home ana",
        "export 5c5c --for statistics --to new --home ana",
        "export 7e7e --for partner --to out --home ana",
        "export 3f3f3f --for partner --to new --reviewed file:1 --home ana",
        "export 3f3f3f 3f3f3a --for partner --to new --reviewed account --home ana",
        "export 3f3f3f --for partner --to new --form form.toml --home ana",
        "export 3f3f3f --for partner --to new --form missing.toml --home ana",
        "export 3f3f3f --for partner --to new --home sealed",
        "label",
        "label ffff --home ana",
        "label 3f3f3f --add un:nothing --home ana",
        "label 3f3f3f --remove un:wgad --home ana",
        "label 3f3f3f --list",
        "withdraw ffff --home ana",
        "withdraw 3f3 --home ana",
        "withdraw 3f3 --json --home ana",
        "handed-over 3f3f3f --to somebody --bag 9c --home ana",
        "withdraw 3f3f --home ana",
        "withdraw 3f3f3f --home ana",
        "withdraw 5c5c --home ana",
        "read ffff --identity --home ana",
        "read 3f3f3f --identity --home ana",
        "read 3f3f3a --identity --home ana",
    ]);
    assert!(!place.path("new").exists(), "what is refused writes nothing");
    matches_kept("errors/submissions.txt", &told);
}

#[test]
fn about_reports() {
    let place = place();
    place.write("there.html", "a page of before");
    let told = place.transcript(&[
        "report --home ana --to there.html",
        "report --home ana --force",
        "report --home ana --language xx",
        "report --home ana --since soon",
        "report --home ana --since 2026-02-01 --until 2026-01-01",
        "inbox --home ana --since 2026-02-01 --until 2026-01-01",
        "report --home ana --to nowhere/report.html",
        "report --home ana --form missing.toml",
    ]);
    assert_eq!(place.read("there.html"), "a page of before");
    matches_kept("errors/reports.txt", &told);
}

#[test]
fn about_rosters() {
    let place = place();
    reviewer(&place, "bea", RecipientKind::Hybrid);
    reviewer(&place, "old", RecipientKind::Classic);
    reviewer(&place, "eva", RecipientKind::Hybrid);
    place.done("roster add reviewer old --from old.toml --dir custodian");
    place.done("roster add reviewer eva --from eva.toml --dir custodian");
    place.write("empty.toml", "");
    let new = |options: &str| format!("roster new --dir new --passphrase-file passphrase {options}");
    let onion = "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczaa.onion:443";
    fs::create_dir(place.path("odd")).expect("a folder");
    place.write(
        "odd/roster.toml",
        &place.read("custodian/roster.toml").replace("reviewers = [\"ana\"]", "reviewers = []"),
    );
    place.write("odd/custodian.age", "no age file");
    let told = place.transcript(&[
        &new(&format!("--interface 127.0.0.1 --server-key {SERVER_KEY}")),
        &new(&format!("--interface {onion} --server-key {SERVER_KEY}")),
        &new(&format!("--interface 127.0.0.1:1 --server-key {}", "0".repeat(64))),
        &new("--interface 127.0.0.1:1 --server-key 00"),
        &new(&format!("--interface 127.0.0.1:1 --server-key {SERVER_KEY} --name a+b")),
        &new(&format!("--interface 127.0.0.1:1 --server-key {SERVER_KEY} --expires 1999-01-01")),
        &new(&format!("--interface 127.0.0.1:1 --server-key {SERVER_KEY} --expires soon")),
        &new(&format!("--interface 127.0.0.1:1 --server-key {SERVER_KEY}")).replace("--dir new", "--dir custodian"),
        "roster show --dir nowhere",
        "roster show --dir odd",
        "roster add reviewer ana --from bea.toml --dir custodian",
        "roster add reviewer ana-2 --from ana.toml --dir custodian",
        "roster add reviewer Ana --from bea.toml --dir custodian",
        "roster add reviewer bea --from missing.toml --dir custodian",
        "roster add reviewer bea --from empty.toml --dir custodian",
        "roster add reviewer bea --dir custodian",
        "roster add desk main --title Main --reviewer ana --dir custodian",
        "roster add desk camps --title Camps --reviewer dora --dir custodian",
        "roster add desk camps --title Camps --reviewer ana --reviewer old --dir custodian",
        "roster add desk camps --title Camps --reviewer ana --identity-reviewer eva --dir custodian",
        "roster add member camps ana --dir custodian",
        "roster add member main dora --dir custodian",
        "roster add member main ana --dir custodian",
        "roster add backup age1x --dir custodian",
        "roster remove member main ana --dir custodian",
        "roster remove member main old --dir custodian",
        "roster remove backup --dir custodian",
        "roster sign --dir custodian --passphrase-file other",
        "roster sign --dir custodian --expires 1999-01-01",
        "roster sign --dir odd --passphrase-file passphrase",
    ]);
    matches_kept("errors/rosters.txt", &told);
}

#[test]
fn about_serving() {
    let place = place();
    let config = |custodian: &str, roster: &str, portal: &str, data: &str| {
        format!(
            "organisation = \"Casa\"\ndata = \"{data}\"\nmin_free_bytes = 0\nfree_for_words_bytes = 0\n[roster]\nfile = \"{roster}\"\n\
             custodian = \"{custodian}\"\n[portal]\nlisten = \"{portal}\"\n[reviewing]\nlisten = \"127.0.0.1:0\"\n"
        )
    };
    let vkey = place.read("custodian/custodian.pub").trim().to_owned();
    let note = place.read("custodian/roster.note");
    place.write("changed.note", &note.replace("Main", "Mair"));
    fs::create_dir(place.path("foreign")).expect("a folder");
    place.write("foreign/thesis.txt", "not ours");
    for (name, text) in [
        ("text.toml", "organisation = Casa\n".to_owned()),
        ("nobody.toml", config("", "custodian/roster.note", "127.0.0.1:0", "data")),
        ("missing.toml", config(&vkey, "missing.note", "127.0.0.1:0", "data")),
        ("changed.toml", config(&vkey, "changed.note", "127.0.0.1:0", "data")),
        ("socket.toml", config(&vkey, "custodian/roster.note", "unix:nowhere/portal.sock", "data")),
        ("address.toml", config(&vkey, "custodian/roster.note", "203.0.113.1:80", "data")),
        ("foreign.toml", config(&vkey, "custodian/roster.note", "127.0.0.1:0", "foreign")),
    ] {
        place.write(name, &text);
    }
    let told = place.transcript(&[
        "serve",
        "serve --config nothing.toml",
        "serve --config text.toml",
        "serve --config nobody.toml",
        "serve --config missing.toml",
        "serve --config changed.toml",
        "serve --config address.toml",
        "serve --config socket.toml",
        "serve --config foreign.toml",
    ]);
    matches_kept("errors/serving.txt", &told);
}

#[test]
fn with_json_every_error_is_one_line_of_json_on_stderr() {
    let place = place();
    place.write("changed.note", &place.read("custodian/roster.note").replace("Main", "Mair"));
    for (code, line) in [
        (1, "keygen --home ana --passphrase-file passphrase"),
        (2, "join changed.note"),
        (2, "roster add desk"),
        (3, "join changed.note --custodian {vkey} --home ana"),
    ] {
        for line in [format!("--json {line}"), format!("{line} --json")] {
            let said = place.refused(code, &line);
            assert_eq!(said.lines().count(), 1, "{line}: {said}");
            let said: Value = serde_json::from_str(&said).expect("JSON");
            let error = said["error"].as_object().expect("an object");
            assert_eq!(error["code"], code, "{line}");
            assert_eq!(error.keys().collect::<Vec<_>>(), ["what", "why", "mend", "code"]);
            assert_ne!(error["what"], "", "{line}");
            assert_ne!(error["mend"], "", "{line}");
        }
    }
}

#[test]
fn home_and_json_stand_before_or_after_the_command_and_home_in_the_environment() {
    let place = place();
    let before = place.done("--home ana --json inbox");
    assert_eq!(before, "[]\n");
    assert_eq!(place.done("inbox --json --home ana"), before);
    let mut command = place.command("inbox --json");
    command.env("AMPARO_HOME", "ana");
    assert_eq!(crate::environment::ran(&mut command).text(), before);

    // Empty it says nothing, and set it is no argument.
    let with = |line: &str, home: &str| {
        let mut command = place.command(line);
        command.env("AMPARO_HOME", home);
        crate::environment::ran(&mut command)
    };
    assert_eq!(with("inbox --json --home ana", "").text(), before);
    assert_eq!(with("label --list", "").code, 0);
    for home in ["", "ana"] {
        let bare = with("", home);
        assert!(bare.err.contains("Commands for reviewers") && bare.code == 2, "{bare:?}");
    }
}

#[test]
fn an_option_that_a_command_has_no_use_for_is_refused_and_not_shown() {
    let place = place();
    let [home, passphrase, record] = ["--home ana", "--passphrase-file passphrase", "--no-record"];
    let refuses: [(&str, &[&str]); 11] = [
        ("demo", &[home, passphrase, record]),
        ("init --config amparo.toml", &[home, passphrase, record]),
        ("serve --config amparo.toml", &[home, passphrase, record]),
        ("check --form guided", &[home, passphrase, record]),
        ("status --config amparo.toml", &[home, passphrase, record]),
        ("backup --config amparo.toml --to stick", &[home, passphrase, record]),
        ("retention --config amparo.toml", &[home, passphrase, record]),
        ("restore --from stick --identity key --to data", &[home, record]),
        ("roster show --dir custodian", &[home, record]),
        ("completions bash", &[home, passphrase, record]),
        ("man --to man1", &[home, passphrase, record]),
    ];
    for (line, options) in refuses {
        let name = line.split(' ').next().expect("a command");
        let help = place.done(&format!("{name} --help"));
        for given in options {
            let option = given.split(' ').next().expect("an option");
            for line in [format!("{line} {given}"), format!("{given} {line}")] {
                let said = place.refused(2, &line);
                assert!(said.contains(&format!("`amparo {name}` has no use for {option}")), "{line}: {said}");
            }
            assert!(!help.contains(option), "{help}");
        }
        let used = [home, passphrase, record].into_iter().find(|one| !options.contains(one));
        assert!(used.is_none_or(|one| help.contains(one.split(' ').next().expect("an option"))), "{help}");
    }
    for line in ["roster show --dir custodian", "check --form guided"] {
        let mut command = place.command(line);
        let ran = crate::environment::ran(command.env("AMPARO_HOME", "ana"));
        assert_eq!(ran.code, 0, "in the environment it is for the others: {line}: {}", ran.err);
    }
}
