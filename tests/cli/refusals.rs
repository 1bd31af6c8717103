//! What commands say of folders, rosters, drafts and configurations that are damaged, foreign or not meant: kept word
//! for word in `errors/`, as those in `messages.rs` are.

use std::fs;

use amparo::form::consent::{Choice, Choices, Consent, Shown};
use amparo::roster::NoteSigner;
use amparo::seal::Kind;
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};

use crate::common::damage::spoil_parcels;
use crate::environment::{Environment, matches_kept};
use crate::messages::{place, put};

/// A valid onion address with a port.
const ONION: &str = "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion:443";
const SERVER_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// Copies a folder of the place, with all that is in it.
fn copy(place: &Environment, from: &str, to: &str) {
    fs::create_dir(place.path(to)).expect("a folder");
    for entry in fs::read_dir(place.path(from)).expect("a folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        let (from, to) = (format!("{from}/{name}"), format!("{to}/{name}"));
        if place.path(&from).is_dir() {
            copy(place, &from, &to);
        } else {
            fs::copy(place.path(&from), place.path(&to)).expect("a copy");
        }
    }
}

#[test]
fn about_a_reviewers_folder() {
    let place = place();
    let shown = Shown { version: 1, language: "en".to_owned().try_into().expect("one"), text: "Yes.".to_owned() };
    let mut values = [Choice::Ask; 8];
    (values[0], values[2]) = (Choice::Yes, Choice::Yes);
    let consent = Consent { choices: Choices::new(values, false).expect("they are offered"), shown };
    let told =
        json!({ "answers": { "account": "words" }, "not_said": {}, "identity": Value::Null, "consent": consent });
    put(&place, Kind::Testimony, 0x3f, "testimony.json", &told);
    put(&place, Kind::Closing, 0x77, "parcels.json", &json!({ "parcels": [], "not_kept": [] }));
    place.write("empty", "\n");
    place.write("answer", "We read you.\n");
    fs::write(place.path("latin-1"), b"a\xf1o").expect("written");
    // The most of a note, and the most that is read of a reply, end in the middle of a letter.
    place.write("long", &format!("a{}", "ñ".repeat(40_000)));
    place.write("longer", &format!("a{}", "ñ".repeat(3600)));
    for home in ["records", "foreign", "custody", "vault", "spoilt", "outbox", "damaged", "stranger", "closed"] {
        copy(&place, "ana", home);
    }
    fs::create_dir(place.path("records/records.age")).expect("a folder");
    place.write("damaged/records.age", "no age file");
    let sealed = amparo::vault::Home::at(place.path("ana")).keys(None).expect("keys").identity.seal_own(b"{}");
    fs::write(place.path("foreign/records.age"), sealed.expect("sealed")).expect("written");
    place.write("custody/custody", "no folder");
    fs::remove_dir_all(place.path("vault/vault")).expect("removed");
    place.write("vault/vault", "no folder");
    place.done("inbox --home spoilt");
    spoil_parcels(&place.path("spoilt"));
    place.write("outbox/outbox", "no folder");
    fs::create_dir(place.path("damaged/outbox")).expect("a folder");
    place.write("damaged/outbox/reply.age", "age");
    place.done("roster add desk camps --title Camps --reviewer ana --dir custodian");
    place.done("roster remove desk main --dir custodian");
    place.sign();
    place.done("join custodian/roster.note --custodian {vkey} --home closed");
    // Keys that no roster names, with a vault that is not theirs to sign for.
    fs::write(place.path("stranger/signing.txt"), format!("{}\n", "01".repeat(32))).expect("written");
    let told = place.transcript(&[
        "keygen --home passphrase/ana --passphrase-file passphrase",
        "inbox --home vault",
        "read 7777 --home ana",
        "read 3f3f --json --home spoilt",
        "reply 3f3f --file empty --home ana",
        "reply 3f3f --file latin-1 --home ana",
        "reply 3f3f --file longer --home ana",
        "reply 3f3f --file long --home ana",
        "reply 7777 --file answer --home ana",
        "reply 3f3f --file answer --home closed",
        "outbox --home outbox",
        "outbox --home damaged",
        "label 3f3f --add un:wgad --home records",
        "label 3f3f --add un:wgad --home damaged",
        "label 3f3f --add un:wgad --home foreign",
        "custody 3f3f --home custody",
        "custody 3f3f --home ana",
        "export 3f3f --for partner --to passphrase/out --home ana",
        "export 3f3f --for partner --to bag --home stranger",
        "handed-over 3f3f --to somebody --home ana",
        "mark 3f3f --status done --home ana",
        "note 3f3f --file empty --home ana",
        "note 3f3f --file latin-1 --home ana",
        "note 3f3f --file long --home ana",
        "note 3f3f --remove 1 --home ana",
    ]);
    let parcels = crate::common::files_in(&place.path("spoilt/vault"));
    let ids = parcels.iter().map(|path| path.file_stem().expect("a name").to_string_lossy());
    let told = ids.fold(told, |told, id| told.replace(&*id, "PARCEL"));
    matches_kept("errors/folders.txt", &told);
    let read = place.run("read 3f3f --json --home stranger");
    assert!(read.code == 1 && read.err.contains("this was done, and not recorded in the custody log"), "{read:?}");
    assert!(read.err.contains("no roster that is known here names your key"), "{read:?}");
}

#[test]
fn about_rosters_of_others_and_of_before() {
    let place = place();
    place.done(&format!(
        "roster new --dir stranger --interface 127.0.0.1:1 --server-key {SERVER_KEY} --passphrase-file passphrase"
    ));
    let eva = amparo::vault::Home::at(place.path("eva")).create_keys(amparo::seal::RecipientKind::Hybrid, None);
    place.write("eva.toml", &toml::to_string(&eva.expect("keys")).expect("TOML"));
    place.done("roster add reviewer eva --from eva.toml --dir stranger");
    place.done("roster add desk main --title Main --reviewer eva --dir stranger");
    place.done("roster sign --dir stranger --passphrase-file passphrase");
    let stranger = place.read("stranger/custodian.pub").trim().to_owned();
    place.write("first.note", &place.read("custodian/roster.note"));
    place.sign();
    place.done("join custodian/roster.note --custodian {vkey} --home ana");
    // Signed by a custodian, and no roster.
    let signer = NoteSigner::new("odd", SigningKey::from_bytes(&[9; 32])).expect("a name");
    let odd = signer.verifier().to_string();
    let note = place.read("custodian/roster.note");
    let good = note.split("\n\n\u{2014} ").next().expect("a text").to_owned() + "\n";
    let line = |name: &str| good.lines().find(|line| line.starts_with(name)).expect("it is there").to_owned();
    for (name, text) in [
        ("text", "organisation\n".to_owned()),
        ("purpose", good.replace(&line("purpose"), "purpose = \"amparo/v1/withdrawal\"")),
        ("version", good.replace(&line("version"), "version = 0")),
        ("days", good.replace(&line("expires"), "expires = \"1999-01-01\"")),
    ] {
        place.write(&format!("{name}.note"), &signer.sign(&text).expect("signed"));
    }
    copy(&place, "custodian", "onion");
    place.replace("onion/roster.toml", "127.0.0.1:1", ONION);
    place.done("roster sign --dir onion --passphrase-file passphrase");
    place.done("join onion/roster.note --custodian {vkey} --home ana");
    let told = place.transcript(&[
        &format!("join stranger/roster.note --custodian {stranger} --home ana"),
        "join first.note --custodian {vkey} --home ana",
        &format!("join text.note --custodian {odd} --home new"),
        &format!("join purpose.note --custodian {odd} --home new"),
        &format!("join version.note --custodian {odd} --home new"),
        &format!("join days.note --custodian {odd} --home new"),
        "pull --socks 127.0.0.1:1 --home ana",
    ]);
    matches_kept("errors/rosters-of-others.txt", &told.replace(&stranger, "STRANGER").replace(&odd, "ODD"));
}

#[test]
fn about_drafts_that_break_a_rule() {
    let place = place();
    let desk = "\n[[desk]]\nid = \"main\"\ntitle = \"Again\"\nreviewers = [\"ana\"]\n";
    let draft = place.read("custodian/roster.toml");
    assert!(draft.contains("[[desk]]"), "{draft}");
    for (dir, from, to) in [
        ("title", "title = \"Main\"", "title = \"\""),
        ("signatures", "title = \"Main\"", "title = \"Main\"\nwithdrawal_signatures = 2"),
        ("grace", "title = \"Main\"", "title = \"Main\"\nwithdrawal_grace_days = 100000"),
        ("twice", "[[desk]]", &format!("{}\n[[desk]]", desk.trim())),
        ("reviewer", "recipient = \"age1pq1", "recipient = \"age1pq2"),
        ("words", "[[desk]]", "[[desk"),
    ] {
        copy(&place, "custodian", dir);
        place.replace(&format!("{dir}/roster.toml"), from, to);
    }
    copy(&place, "custodian", "key");
    place.keygen("sealed", "");
    fs::copy(place.path("sealed/identity.age"), place.path("key/custodian.age")).expect("a copy");
    copy(&place, "custodian", "none");
    let at = draft.find("[[desk]]").expect("a desk");
    place.write("none/roster.toml", &draft[..at]);
    let vkey = place.read("custodian/custodian.pub").trim().to_owned();
    place.done("roster add reviewer sealed --from sealed.toml --dir custodian");
    place.done(
        "roster add desk camps --title Camps --reviewer ana --reviewer sealed --identity-reviewer sealed --dir custodian",
    );
    let next = NoteSigner::new("next", SigningKey::from_bytes(&[9; 32])).expect("a name").verifier().to_string();
    place.done(&format!("roster add successor {next} --dir custodian"));
    let told = place.transcript(&[
        "roster show --dir title",
        "roster show --dir signatures",
        "roster show --dir grace",
        "roster show --dir twice",
        "roster show --dir reviewer",
        "roster show --dir words",
        "roster show --dir passphrase",
        "roster sign --dir none --passphrase-file passphrase",
        "roster sign --dir key --passphrase-file passphrase",
        &format!("roster remove successor {vkey} --dir custodian"),
        &format!("roster add successor {next} --dir custodian"),
        "roster remove member camps sealed --dir custodian",
    ]);
    matches_kept("errors/drafts.txt", &told.replace(&vkey, "KEY").replace(&next, "NEXT"));
}

#[test]
fn about_configurations() {
    let place = place();
    let vkey = place.read("custodian/custodian.pub").trim().to_owned();
    let good = format!(
        "organisation = \"Casa\"\ndata = \"data\"\nmin_free_bytes = 0\n[roster]\nfile = \"custodian/roster.note\"\n\
         custodian = \"{vkey}\"\n[portal]\nlisten = \"127.0.0.1:0\"\n[reviewing]\nlisten = \"127.0.0.1:0\"\n"
    );
    for (name, from, to) in [
        ("languages", "min_free_bytes = 0", "languages = []"),
        ("socket", "[portal]\nlisten = \"127.0.0.1:0\"", "[portal]\nlisten = \"unix:data/portal.sock\""),
        ("reviewing", "[reviewing]\nlisten = \"127.0.0.1:0\"", "[reviewing]\nlisten = \"unix:reviewing.sock\""),
        ("lifetime", "[portal]", "[timeouts]\nlifetime_secs = 172800\n[portal]"),
        ("desk", "[portal]", "[[desk]]\nid = \"main\"\nform = \"missing.toml\"\n[portal]"),
        ("data", "data = \"data\"", "data = \"passphrase/data\""),
        ("file", "data = \"data\"", "data = \"passphrase\""),
        ("keyless", "data = \"data\"", "data = \"keyless\""),
        ("damaged", "data = \"data\"", "data = \"damaged\""),
    ] {
        assert!(good.contains(from), "{from}");
        place.write(&format!("{name}.toml"), &good.replace(from, to));
    }
    place.write("good.toml", &good);
    let key = place.done("serve --config good.toml --print-key");
    copy(&place, "data", "damaged");
    place.write("damaged/derivation.toml", "version = 1\n");
    copy(&place, "data", "keyless");
    fs::remove_file(place.path("keyless/reviewing.key")).expect("it was there");
    let told = place.transcript(&[
        "serve --config languages.toml",
        "serve --config socket.toml",
        "serve --config reviewing.toml",
        "serve --config lifetime.toml",
        "serve --config desk.toml",
        "serve --config data.toml",
        "serve --config file.toml",
        "serve --config damaged.toml",
        "init --config passphrase/amparo.toml --organisation Casa",
        "backup --config good.toml --to stick",
        "backup --config never.toml --to stick",
        "restore --from stick --to restored --identity passphrase",
        "restore --from stick --to restored --identity ana/identity.txt",
    ]);
    let public: toml::Table = toml::from_str(&place.read("ana.toml")).expect("TOML");
    place.done(&format!("roster add backup {} --dir custodian", public["recipient"].as_str().expect("text")));
    place.sign();
    let told = told + &place.transcript(&["backup --config good.toml --to stick"]);
    place.replace("custodian/roster.toml", SERVER_KEY, key.trim());
    place.sign();
    let told = told
        + &place.transcript(&[
            "backup --config keyless.toml --to stick",
            "backup --config good.toml --to passphrase/stick",
        ]);
    let folder = place.path("").display().to_string();
    matches_kept("errors/configurations.txt", &told.replace(&folder, ""));
}
