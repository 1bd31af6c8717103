//! Parcels that no server of ours sealed: anybody who knows a desk's recipients can make one, and name what is in it as
//! they like. What a reviewer's commands show and write of them harms neither the terminal nor the folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path};

use amparo::form::Form;
use amparo::roster::SignedRoster;
use amparo::seal::{
    AttachmentTag, COVER_FILE, Clock, FormNonce, Kind, ParcelHead, Plaintext, Recipients, RosterRef, Sealer,
    SubmissionId,
};
use rand_core::OsRng;
use serde_json::json;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::common::between::{Between, Instead};
use crate::common::content::Content;
use crate::common::process::Process;
use crate::common::site::{DESK, Site, path_text};
use crate::common::source::Visit;
use crate::common::{files_in, wait_until};

/// Who seals to a desk without being its server.
struct Stranger<'a> {
    site: &'a Site,
    roster: RosterRef,
    recipients: Recipients,
    submission: SubmissionId,
}

impl<'a> Stranger<'a> {
    fn of(site: &'a Site) -> Self {
        let note = SignedRoster::read(&site.roster_file()).unwrap();
        let roster = note.verify(&site.custodian_key().parse().unwrap()).unwrap();
        let all = roster.text().reviewers.iter().map(|entry| entry.recipient.parse().unwrap()).collect();
        let recipients = Recipients::new(all).unwrap();
        Self { site, roster: roster.reference(), recipients, submission: SubmissionId::random(&mut OsRng) }
    }

    fn begin(&self, kind: Kind, number: u32) -> Sealer<Vec<u8>> {
        let head = ParcelHead {
            submission: self.submission,
            nonce: FormNonce::random(&mut OsRng),
            number,
            kind,
            desk: DESK.parse().unwrap(),
            language: "en".to_owned().try_into().unwrap(),
            roster: self.roster,
            mailbox: None,
        };
        Sealer::begin(head, &self.recipients, Vec::new()).unwrap()
    }

    /// Ends a parcel and puts it onto the server's disk.
    fn keep(&self, sealer: Sealer<Vec<u8>>, tag: Option<&AttachmentTag>) {
        let today = Clock::system().today();
        let parcel = sealer.finish(today, tag).unwrap();
        let folder = self.site.data.join(format!("parcels/{DESK}/{today}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{}.age", parcel.finished.id())), parcel.sink).unwrap();
    }

    fn tell(&self, json: &serde_json::Value, text: &str) {
        let mut sealer = self.begin(Kind::Testimony, 0);
        sealer.add_file("testimony.json", Zeroizing::new(json.to_string().into_bytes())).unwrap();
        sealer.add_file("testimony.txt", Zeroizing::new(text.as_bytes().to_vec())).unwrap();
        self.keep(sealer, None);
    }

    /// A file: how the source is said to have called it, and its path in the parcel.
    fn send(&self, n: u32, (name, claimed, path): (&str, &str, &str)) {
        let mut sealer = self.begin(Kind::Attachment, n);
        sealer.begin_file(path).unwrap();
        sealer.write(Plaintext::new(format!("file {n}").into_bytes().into())).unwrap();
        let tag = AttachmentTag { n, name: name.to_owned(), type_claimed: claimed.to_owned() };
        self.keep(sealer, Some(&tag));
    }
}

/// Names that command a terminal, turn text round, cannot be seen, or lead elsewhere.
const HOSTILE: [&str; 44] = [
    // What a terminal obeys: titles, the screen, colours, single bytes of C1, device strings, going back.
    "\u{1b}]0;owned\u{7}.jpg",
    "\u{1b}[2J\u{1b}[H.txt",
    "\u{9b}31mred.txt",
    "\u{1b}P$q\"p\u{1b}\\.txt",
    "\u{90}1$r\u{9c}.txt",
    "all is well\u{8}\u{8}\u{8}\u{8}ill.txt",
    "one line\rAnother.txt",
    "tab\tvertical\u{b}form\u{c}.txt",
    "delete\u{7f}\u{7f}.txt",
    "bell\u{7}.txt",
    // What turns text round.
    "photo\u{202e}gpj.exe",
    "\u{202d}\u{202a}left.txt",
    "\u{2067}isolate\u{2069}\u{2066}.txt",
    "\u{200f}mark\u{61c}.txt",
    // What cannot be seen.
    "pass\u{200b}word.txt",
    "\u{feff}mark.txt",
    "word\u{2060}joined.txt",
    "soft\u{ad}hyphen.txt",
    "fill\u{3164}\u{115f}\u{ffa0}ed.txt",
    "tag\u{e0041}\u{e007f}.txt",
    "line\u{2028}para\u{2029}.txt",
    "annotated\u{fff9}x\u{fffa}y\u{fffb}.txt",
    "music\u{1d173}.txt",
    // The same name in two ways, and names that look alike.
    "caf\u{e9}.txt",
    "cafe\u{301}.txt",
    "README.txt",
    "readme.TXT",
    "p\u{430}sswd",
    "passwd",
    // What leads elsewhere, or means a device.
    "/etc/passwd",
    "../../../../home/x/.ssh/authorized_keys",
    "C:\\Windows\\System32\\x.dll",
    "\\\\server\\share",
    "a/../../b",
    "..",
    "",
    "zero\u{0}.txt",
    "con",
    "NUL.txt",
    "COM\u{b9}.txt",
    "trailing. . .",
    "-rf",
    "~root",
    "$(touch x);`id`|&",
];

/// True for what may reach a terminal.
fn is_harmless(text: &str) -> bool {
    let hidden = |c: char| {
        matches!(u32::from(c), 0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180e | 0x200b | 0x200e | 0x200f | 0x2028..=0x202e
            | 0x2060..=0x206f | 0x3164 | 0xfeff | 0xffa0 | 0xfff0..=0xfffb | 0x1bca0..=0x1bca3
            | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
    };
    !text.chars().any(|c| c != '\n' && (c.is_control() || hidden(c)))
}

#[test]
fn names_that_a_stranger_sealed_harm_neither_the_terminal_nor_the_folder() {
    let site = Site::configured(|_| {});
    let stranger = Stranger::of(&site);
    stranger.tell(&json!({ "answers": { "account": "words" } }), "words\n");
    for (name, n) in HOSTILE.into_iter().zip(1..) {
        stranger.send(n, (name, name, "file.txt"));
    }
    let long = "n".repeat(60_000);
    let last = HOSTILE.len() as u32;
    stranger.send(last + 1, (&long, &long, "file.txt"));
    // Their paths in the parcel, which are nobody's business but the manifest's.
    for (path, n) in
        ["../../../x", "/etc/x", "C:\\x", "nul", "a/b", ".", "\u{1b}[2J", "\u{202e}x"].into_iter().zip(last + 2..)
    {
        stranger.send(n, ("path.txt", "", path));
    }

    let server = site.start();
    let ran = site.reviewer.run(&["pull"]);
    server.stop();
    assert!(is_harmless(ran.text()) && is_harmless(&ran.err), "{}", ran.err);
    let submission = site.reviewer.the_submission();
    let id = submission["id"].as_str().unwrap();
    let sent = submission["attachments"].as_array().unwrap().len();
    assert_eq!(sent, HOSTILE.len() + 1 + 8);
    let to = site.folder.path().join("out");
    for arguments in [
        &["inbox"][..],
        &["inbox", "--json"],
        &["inbox", "--text", "passwd"],
        &["read", id],
        &["extract", id, "--to", path_text(&to)],
        &["extract", id, "--to", path_text(&site.folder.path().join("again")), "--json"],
        &["export", id, "--for", "care", "--to", path_text(&site.folder.path().join("bag"))],
        &["custody", id],
    ] {
        let ran = site.reviewer.run(arguments);
        assert_ne!(ran.code, 2, "{arguments:?}: {}", ran.err);
        for heard in [ran.text(), &ran.err] {
            let bad = heard.lines().find(|line| !is_harmless(line));
            assert!(bad.is_none(), "{arguments:?}: {bad:?}");
        }
    }
    let written = files_in(&to);
    assert_eq!(written.len(), sent);
    let mut alike = BTreeSet::new();
    for path in written {
        let name = path.strip_prefix(&to).unwrap();
        assert!(name.components().all(|step| matches!(step, Component::Normal(_))) && name.components().count() == 1);
        let name = name.to_str().unwrap();
        assert!(is_harmless(name) && name.len() <= 130 && !name.ends_with(['.', ' ']), "{name:?}");
        assert!(!name.contains(['\\', ':', '*', '?', '"', '<', '>', '|']), "{name:?}");
        let folded: String = name.nfkd().flat_map(char::to_lowercase).collect();
        assert!(alike.insert(folded), "{name:?} is another file's name where cases and forms do not count");
    }
    for elsewhere in ["x", "etc/x", "passwd", "authorized_keys"] {
        assert!(!Path::new(&site.folder.path().join(elsewhere)).exists(), "{elsewhere}");
    }
}

#[test]
fn words_that_a_stranger_sealed_reach_the_terminal_by_name_alone() {
    let site = Site::configured(|_| {});
    let evil = "a\u{1b}[2J\u{202e}b\rc\u{9b}31m\u{200b}\u{3164}";
    let form = Form::shipped("short").unwrap().digest().to_string();
    // One answers a form that is known here and is shown by it; of the other the text is shown.
    for digest in [form.as_str(), evil] {
        let json = json!({
            "answers": { "account": evil, "kind": evil, evil: evil, "persons": [{ "n": 1, "call": evil, evil: evil }] },
            "not_said": { evil: evil },
            "form": { "id": evil, "sha256": digest, "version": evil },
            "consent": { "language": evil, "text": evil },
            evil: [evil],
        });
        Stranger::of(&site).tell(&json, evil);
    }
    let server = site.start();
    let ran = site.reviewer.run(&["pull"]);
    server.stop();
    assert!(is_harmless(ran.text()) && is_harmless(&ran.err), "{}", ran.err);
    let ids: Vec<String> = site.reviewer.inbox().iter().map(|told| told["id"].as_str().unwrap().to_owned()).collect();
    let [one, other] = &ids[..] else { panic!("{ids:?}") };
    for arguments in [
        &["inbox"][..],
        &["inbox", "--text", "2J"],
        &["report"],
        &["read", one],
        &["read", other],
        &["read", one, "--language", "ar"],
        &["read", other, "--original"],
    ] {
        let ran = site.reviewer.run(arguments);
        assert_ne!(ran.code, 2, "{arguments:?}: {}", ran.err);
        for heard in [ran.text(), &ran.err] {
            let bad = heard.lines().find(|line| !is_harmless(line));
            assert!(bad.is_none(), "{arguments:?}: {bad:?}");
        }
    }
    // In an answer whatever ends a line does, and the next one is set in as it is.
    let read = [one, other].map(|id| site.reviewer.run(&["read", id]).text().to_owned());
    for end in ["\n    ", "⟨U+000D⟩"] {
        let shown = format!("⟨U+001B⟩[2J⟨U+202E⟩b{end}c⟨U+009B⟩31m⟨U+200B⟩⟨U+3164⟩");
        assert!(read.iter().any(|text| text.contains(&shown)), "{read:?}");
    }
}

#[test]
fn a_header_of_very_many_lines_stops_neither_a_pull_nor_any_command_after_it() {
    let site = Site::configured(|_| {});
    let stanzas = "-> a\n\n".repeat(80_000);
    let hostile = format!("age-encryption.org/v1\n{stanzas}--- {}\n{}", "A".repeat(43), "\0".repeat(70_000));
    let today = Clock::system().today();
    let folder = site.data.join(format!("parcels/{DESK}/{today}"));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{}.age", Content::from(hostile.as_str()).sha256())), hostile).unwrap();
    Stranger::of(&site).tell(&json!({ "answers": { "account": "words" } }), "words\n");
    let server = site.start();
    let told = [3, 0].map(|code| {
        let ran = site.reviewer.run(&["pull"]);
        assert_eq!(ran.code, code, "{}", ran.err);
        ran.err
    });
    server.stop();
    assert!(told[0].contains("its seal is damaged"), "{}", told[0]);
    let listed = site.reviewer.run(&["inbox"]);
    assert!(listed.code == 0 && listed.err.contains("its seal is damaged"), "{}", listed.err);
    site.reviewer.the_submission();
}

#[test]
fn answers_that_no_form_has_are_told_and_not_kept_in_memory() {
    let site = Site::configured(|_| {});
    let json = json!({ "answers": { "k".repeat(200_000): vec!["x"; 40_000], "account": "words" } });
    Stranger::of(&site).tell(&json, "words\n");
    let server = site.start();
    let ran = site.reviewer.run(&["pull"]);
    server.stop();
    assert!(ran.code == 3 && ran.err.contains("a parcel's answers are more than any form has"), "{}", ran.err);
    let listed = site.reviewer.the_submission();
    assert!(listed["warnings"].to_string().contains("more than any form has"), "{listed}");
    assert!(fs::metadata(site.reviewer.home.join("index.age")).unwrap().len() < 1 << 20);
}

#[test]
fn files_that_nothing_shows_are_told_and_leave_with_nobody_unasked() {
    let site = Site::configured(|_| {});
    let stranger = Stranger::of(&site);
    stranger.tell(&json!({ "answers": { "account": "words" } }), "words\n");
    let mut sealer = stranger.begin(Kind::Attachment, 1);
    for (path, content) in [("a.txt", "shown"), ("hidden.bin", "hidden"), ("../../x/evil.sh", "climbs")] {
        sealer.begin_file(path).unwrap();
        sealer.write(Plaintext::new(content.as_bytes().into())).unwrap();
    }
    let tag = AttachmentTag { n: 1, name: "a.txt".to_owned(), type_claimed: String::new() };
    stranger.keep(sealer, Some(&tag));
    let server = site.start();
    let ran = site.reviewer.run(&["pull"]);
    server.stop();
    assert!(ran.code == 3 && ran.err.contains("a parcel holds files that nothing shows"), "{}", ran.err);
    let listed = site.reviewer.the_submission();
    let id = listed["id"].as_str().unwrap();
    let out = site.folder.path().join("bag");
    let export = |more: &[&str]| {
        let arguments = [&["export", id, "--for", "care", "--to", path_text(&out)], more].concat();
        site.reviewer.run(&arguments)
    };
    let refused = export(&[]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains("doubted, and was not exported"), "{}", refused.err);
    assert!(!export(&["--doubtful"]).err.contains("doubted, and was not exported"));
}

#[test]
fn a_cover_parcel_is_complained_of_by_no_pull_and_one_that_holds_something_is() {
    let site = Site::configured(|_| {});
    let mut stranger = Stranger::of(&site);
    let mut cover = |name: &str, content: &str| {
        stranger.submission = SubmissionId::random(&mut OsRng);
        let mut sealer = stranger.begin(Kind::Cover, 0);
        sealer.add_file(name, Zeroizing::new(content.as_bytes().to_vec())).unwrap();
        stranger.keep(sealer, None);
        let server = site.start();
        let ran = site.reviewer.run(&["pull"]);
        server.stop();
        assert_eq!(site.reviewer.inbox(), Vec::<serde_json::Value>::new());
        (ran.code, ran.err.contains("a parcel holds files that nothing shows"))
    };
    // As `Intake::keep_cover` seals them.
    assert_eq!(cover(COVER_FILE, ""), (0, false));
    assert_eq!(cover(COVER_FILE, "words"), (3, true));
    assert_eq!(cover("words.txt", ""), (3, true));
}

#[test]
fn what_one_pull_left_untold_the_next_one_tells_and_records_once() {
    let site = Site::configured(|_| {});
    let mut stranger = Stranger::of(&site);
    stranger.roster.version = 9;
    stranger.tell(&json!({ "answers": { "account": "words" } }), "words\n");
    let reviewer = &site.reviewer;
    let server = site.start();
    // Whole and not looked at, as after a pull that broke off.
    reviewer.done(&["pull", "--sealed"]);
    let listed = reviewer.the_submission();
    assert!(listed["warnings"].to_string().contains("roster 9, which is not known here"), "{listed}");
    server.stop();
    let tells = |code: i32, tells: bool| {
        let ran = reviewer.run(&["pull"]);
        assert_eq!((ran.code, ran.err.contains("roster 9, which is not known here")), (code, tells), "{}", ran.err);
        ran.err
    };
    assert!(tells(3, true).contains("the pull broke off"));
    tells(1, false);
    let server = site.start();
    tells(0, false);
    // Made anew, it tells once more; custody has it already.
    fs::remove_file(reviewer.home.join("index.age")).unwrap();
    tells(3, true);
    tells(0, false);
    server.stop();
    let id = listed["id"].as_str().unwrap();
    let custody: serde_json::Value = serde_json::from_slice(&reviewer.done(&["custody", id, "--json"])).unwrap();
    let events = custody["events"].as_array().unwrap();
    // Whether it was fetched then or laid there, the pull that tells of it does not know.
    let came: Vec<_> = events.iter().map(|event| (&event["act"], &event["result"])).collect();
    assert_eq!(came, [(&json!("found"), &json!("doubted"))], "{custody}");
}

#[test]
fn a_pull_that_is_killed_while_it_acknowledges_is_told_whole_by_the_next() {
    let site = Site::configured(|_| {});
    let between = Between::before(&site);
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "of a day that is over")).status, 200);
    server.stop();
    site.moved_to(Clock::system().today().plus(-1), &[site.reviewer.identity()]);
    let mut stranger = Stranger::of(&site);
    stranger.roster.version = 9;
    stranger.tell(&json!({ "answers": { "account": "words" } }), "words\n");
    let server = site.start();
    between.answers("POST /acknowledgement ", Instead::Silence);
    let pull = Process::start(&mut site.reviewer.command(&["pull"]));
    wait_until("it acknowledges", || between.passes_all_on());
    pull.kill();
    let next = site.reviewer.run(&["pull"]);
    server.stop();
    assert!(next.code == 3 && next.err.contains("roster 9, which is not known here"), "{next:?}");
    assert!(next.err.contains("The server knows now that you hold 1 more day whole."), "{}", next.err);
}
