//! Invariant 9: nothing is sealed to keys that the custodian did not sign, and a reviewer notices when it is.

#![allow(
    clippy::needless_pass_by_value,
    clippy::type_complexity,
    reason = "a table of cases, each a function of the recipients"
)]

use std::collections::BTreeMap;
use std::fs;

use amparo::roster::{MAX_NOTE_BYTES, NoteSigner, PublicKey, ReviewerEntry, Roster, RosterText, SignedRoster};
use amparo::seal::{
    Clock, Digest, FormNonce, Identity, Kind, ParcelHead, RecipientKind, Recipients, Sealer, SubmissionId,
};
use ed25519_dalek::SigningKey;
use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::common::AMPARO;
use crate::common::process::{Ended, command};
use crate::common::site::{DESK, Site, path_text};
use crate::common::source::Visit;

/// The server's refusal to start from `note`.
fn refusal(site: &Site, note: &[u8]) -> Ended {
    fs::write(site.folder.path().join("roster.note"), note).unwrap();
    let ended = site.refused();
    assert_eq!(ended.status.code(), Some(3), "{ended:?}");
    assert_eq!(ended.stdout, "");
    ended
}

#[test]
fn a_roster_with_one_byte_changed_is_refused_whatever_the_byte() {
    let site = Site::configured(|_| {});
    let note = fs::read(site.folder.path().join("roster.note")).unwrap();
    let text = std::str::from_utf8(&note).unwrap();
    let signature = text.rfind('\u{2014}').unwrap();
    // A byte of each part: every key of the text, every kind of value, the blank line, the signature line.
    let lines = text.lines().map(|line| line.as_ptr() as usize - text.as_ptr() as usize);
    let values = text.match_indices(" = ").map(|(at, _)| at + 4);
    let ends = [text[..signature].len() - 1, signature, signature + 4, note.len() - 5, note.len() - 1];
    let mut tried = 0;
    for at in lines.chain(values).chain(ends).filter(|at| *at < note.len()) {
        let mut changed = note.clone();
        changed[at] ^= 1;
        let ended = refusal(&site, &changed);
        assert!(ended.stderr.starts_with("amparo: "), "byte {at}: {ended:?}");
        tried += 1;
    }
    assert!(tried > 25, "{tried}");
    fs::write(site.folder.path().join("roster.note"), &note).unwrap();
    site.start().stop();
}

#[test]
fn a_roster_that_is_unsigned_cut_or_signed_by_another_is_refused_and_the_reason_said() {
    let site = Site::configured(|_| {});
    let note = fs::read_to_string(site.folder.path().join("roster.note")).unwrap();
    let text = &note[..=note.rfind("\n\n").unwrap()];
    let stranger = NoteSigner::new("custodian", SigningKey::generate(&mut OsRng)).unwrap();
    let by_stranger = stranger.sign(text).unwrap();
    let both = format!("{by_stranger}{}", &note[text.len() + 1..]);
    for (what, note) in
        [("empty", ""), ("unsigned", text), ("cut", &note[..note.len() / 2]), ("by a stranger", &by_stranger)]
    {
        let ended = refusal(&site, note.as_bytes());
        assert!(ended.stderr.contains("ask the custodian for the roster again"), "{what}: {ended:?}");
    }
    // A signature more does no harm.
    fs::write(site.folder.path().join("roster.note"), both).unwrap();
    site.start().stop();
    fs::remove_file(site.folder.path().join("roster.note")).unwrap();
    let ended = site.refused();
    assert!(ended.status.code() == Some(1) && ended.stderr.contains("roster.note"), "{ended:?}");
}

#[test]
fn a_roster_file_that_is_larger_than_any_roster_is_not_read_and_that_is_said() {
    let site = Site::configured(|_| {});
    let file = fs::OpenOptions::new().write(true).open(site.folder.path().join("roster.note")).unwrap();
    // What comes behind the roster is a hole.
    file.set_len(MAX_NOTE_BYTES as u64 + 1).unwrap();
    let ended = site.refused();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    for said in ["roster.note cannot be read", "it is larger than such a file can be"] {
        assert!(ended.stderr.contains(said), "{ended:?}");
    }
}

/// A site with two reviewers, and its roster.
fn two_reviewers() -> (Site, Roster) {
    let site = Site::made(RecipientKind::Hybrid, 2, |_| {});
    let note = SignedRoster::new(fs::read_to_string(site.folder.path().join("roster.note")).unwrap());
    let config: toml::Table = toml::from_str(&fs::read_to_string(site.config_file()).unwrap()).unwrap();
    let custodian = config["roster"]["custodian"].as_str().unwrap().parse().unwrap();
    (site, note.verify(&custodian).unwrap())
}

/// Puts a testimony onto the server's disk that says it was sealed by `roster`, for these recipients.
fn smuggle(site: &Site, roster: (u64, Digest), to: Vec<String>) {
    smuggle_kind(site, roster, Kind::Testimony, "{}", to);
}

/// The same for a parcel of any kind; gives its id.
fn smuggle_kind(site: &Site, roster: (u64, Digest), kind: Kind, json: &str, to: Vec<String>) -> String {
    let today = Clock::system().today();
    let head = ParcelHead {
        submission: SubmissionId::random(&mut OsRng),
        nonce: FormNonce::random(&mut OsRng),
        number: 0,
        kind,
        desk: DESK.parse().unwrap(),
        language: "en".to_owned().try_into().unwrap(),
        roster: amparo::seal::RosterRef { version: roster.0, digest: roster.1 },
        mailbox: None,
    };
    let recipients = Recipients::new(to.iter().map(|r| r.parse().unwrap()).collect()).unwrap();
    let mut sealer = Sealer::begin(head, &recipients, Vec::new()).unwrap();
    sealer.add_file(&format!("{}.json", kind.as_str()), Zeroizing::new(json.as_bytes().to_vec())).unwrap();
    sealer.add_file(&format!("{}.txt", kind.as_str()), Zeroizing::new(b"smuggled\n".to_vec())).unwrap();
    let parcel = sealer.finish(today, None).unwrap();
    let folder = site.data.join(format!("parcels/{DESK}/{today}"));
    fs::create_dir_all(&folder).unwrap();
    let id = parcel.finished.id().to_string();
    fs::write(folder.join(format!("{id}.age")), parcel.sink).unwrap();
    id
}

/// The complaint of a pull about an identity parcel that a smuggled testimony names, sealed to these.
fn about_identity(reads_it: bool, to: fn(Vec<String>) -> Vec<String>) -> (i32, serde_json::Value) {
    let site = Site::with_identity_apart(RecipientKind::Hybrid, |_| {});
    let roster = SignedRoster::read(&site.roster_file()).unwrap();
    let config: toml::Table = toml::from_str(&fs::read_to_string(site.config_file()).unwrap()).unwrap();
    let roster = roster.verify(&config["roster"]["custodian"].as_str().unwrap().parse().unwrap()).unwrap();
    let (version, digest) = (roster.reference().version, roster.reference().digest);
    let all: Vec<String> = roster.text().reviewers.iter().map(|r| r.recipient.clone()).collect();
    let parcel = smuggle_kind(&site, (version, digest), Kind::Identity, "{}", to(all.clone()));
    let named = format!("{{\"identity\":{{\"parcel\":\"{parcel}\"}}}}");
    smuggle_kind(&site, (version, digest), Kind::Testimony, &named, all);
    let server = site.start();
    let ran = site.reviewer(if reads_it { 2 } else { 1 }).run(&["pull", "--json"]);
    server.stop();
    (ran.code, serde_json::from_slice(&ran.out).unwrap())
}

#[test]
fn a_pull_complains_of_identity_parcels_that_are_not_sealed_as_the_desks_parcels_are() {
    let nobody = serde_json::json!([]);
    let (code, calm) = about_identity(false, |all| vec![all[1].clone(), stranger()]);
    assert_eq!((code, &calm["complaints"], calm["notes"].as_array().unwrap().len()), (0, &nobody, 1), "{calm}");
    let cases: [(&str, bool, fn(Vec<String>) -> Vec<String>, &str); 5] = [
        ("one too few", false, |all| vec![all[1].clone()], "is sealed to others than the desk's recipients"),
        ("one too many", false, |all| vec![all[1].clone(), stranger(), stranger()], "is sealed to others than"),
        ("another kind", false, |_| vec![classic(), classic()], "is sealed to others than the desk's recipients"),
        ("not to its reader", true, |all| vec![all[0].clone(), stranger()], "names it among the identity reviewers"),
        ("one too few, readable", true, |all| vec![all[1].clone()], "sealed to others than the desk's recipients"),
    ];
    for (what, reads_it, to, complaint) in cases {
        let (code, told) = about_identity(reads_it, to);
        assert_eq!((code, &told["notes"]), (3, &nobody), "{what}: {told}");
        assert!(told["complaints"][0].as_str().unwrap().contains(complaint), "{what}: {told}");
    }
}

fn classic() -> String {
    Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient().to_string()
}

fn stranger() -> String {
    Identity::generate(RecipientKind::Hybrid, &mut OsRng).to_recipient().to_string()
}

#[test]
fn a_pull_complains_of_parcels_that_are_not_sealed_to_exactly_the_desk() {
    let cases: BTreeMap<&str, (fn(Vec<String>) -> Vec<String>, bool, &str)> = BTreeMap::from([
        ("one recipient more", (add_a_stranger as fn(_) -> _, true, "sealed to others than the desk's recipients")),
        ("one recipient less", (only_the_first, true, "sealed to others than the desk's recipients")),
        ("not to us", (only_strangers, true, "not sealed to this key")),
        ("an unknown roster", (just_so, false, "which is not known here")),
    ]);
    for (what, (change, known_roster, complaint)) in cases {
        let (site, roster) = two_reviewers();
        let mut reference = (roster.reference().version, roster.reference().digest);
        if !known_roster {
            reference.1 = Digest::from_bytes([7; 32]);
        }
        let to = change(roster.text().reviewers.iter().map(|r| r.recipient.clone()).collect());
        smuggle(&site, reference, to);
        let server = site.start();
        let honest = Visit::to("en", &server.form("en")).with("account", "honest");
        assert_eq!(server.tell(&honest).status, 200);
        let ran = site.reviewer.run(&["pull"]);
        assert_eq!(ran.code, 3, "{what}: {ran:?}");
        assert!(ran.err.contains(complaint), "{what}: {}", ran.err);
        assert!(ran.err.contains("tell the custodian"), "{what}: {}", ran.err);
        // What is honest can be read all the same.
        let readable = |id: &str| site.reviewer.testimony(id)["answers"]["account"] == "honest";
        let inbox = site.reviewer.inbox();
        assert!(inbox.iter().any(|submission| readable(submission["id"].as_str().unwrap())), "{what}");
        server.stop();
    }
}

fn just_so(all: Vec<String>) -> Vec<String> {
    all
}

fn add_a_stranger(mut all: Vec<String>) -> Vec<String> {
    all.push(stranger());
    all
}

fn only_the_first(mut all: Vec<String>) -> Vec<String> {
    all.truncate(1);
    all
}

fn only_strangers(all: Vec<String>) -> Vec<String> {
    all.iter().map(|_| stranger()).collect()
}

#[test]
fn a_parcel_that_was_changed_on_the_server_is_not_taken_for_whole() {
    let site = Site::configured(|_| {});
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    server.stop();
    let parcel = &site.parcels()[0];
    let mut bytes = fs::read(parcel).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(parcel, bytes).unwrap();
    let server = site.start();
    let ran = site.reviewer.run(&["pull"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains(parcel.file_stem().unwrap().to_str().unwrap()), "{}", ran.err);
    server.stop();
}

/// Lets reviewers into the desk until it has so many.
fn fill_up(text: &mut RosterText, count: usize) {
    for n in text.reviewers.len()..count {
        let id: amparo::seal::ShortName = format!("filler-{n}").parse().unwrap();
        let key = PublicKey::of(&SigningKey::generate(&mut OsRng));
        text.reviewers.push(ReviewerEntry { id: id.clone(), recipient: classic(), key });
        text.desks[0].reviewers.push(id);
    }
}

#[test]
fn a_desk_of_more_reviewers_than_parcels_open_for_is_neither_served_nor_joined_and_one_of_as_many_is() {
    let site = Site::made(RecipientKind::Classic, 1, |_| {});
    site.sign_roster(|text| fill_up(text, 999));
    site.join(&site.reviewer);
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "to many")).status, 200);
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    assert_eq!(site.reviewer.testimony(&id)["answers"]["account"], "to many");
    server.stop();

    site.sign_any_roster(|text| fill_up(text, 1000));
    let says_why = |said: &str| {
        assert!(
            said.contains("desk main: it has 1000 recipients") && said.contains("more than 999 of their kind"),
            "{said}"
        );
        assert!(said.contains("ask the custodian for a roster with fewer reviewers in this desk"), "{said}");
    };
    let ended = site.refused();
    assert_eq!(ended.status.code(), Some(3), "{ended:?}");
    says_why(&ended.stderr);
    let checked = command(AMPARO).args(["check", "--config", path_text(&site.config_file())]).output().unwrap();
    says_why(&String::from_utf8(checked.stderr).unwrap());
    let custodian = site.custodian_key();
    let join = site.reviewer.run(&["join", path_text(&site.roster_file()), "--custodian", &custodian]);
    assert_eq!(join.code, 3, "{join:?}");
    says_why(&join.err);
}

#[test]
fn a_reviewer_joins_no_roster_that_the_custodian_did_not_sign() {
    let site = Site::configured(|_| {});
    let stranger = NoteSigner::new("custodian", SigningKey::generate(&mut OsRng)).unwrap().verifier().to_string();
    let roster = site.folder.path().join("roster.note");
    let other = crate::common::reviewer::Reviewer::at(site.folder.path().join("other"));
    let ran = other.run(&["join", path_text(&roster), "--custodian", &stranger]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let ran = other.run(&["join", path_text(&roster), "--custodian", "not a key"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(!other.home.join("rosters").exists());
}
