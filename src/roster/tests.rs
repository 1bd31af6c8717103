//! What a roster must keep, whoever wrote it; and the custodian's steps.

use ed25519_dalek::SigningKey;
use proptest::collection::vec;
use proptest::prelude::*;
use rand_core::OsRng;

use super::*;
use crate::fuzzing;
use crate::seal::{Identity, SecretString};

const ANA: u8 = 1;
const BEA: u8 = 2;
/// Has a classic key.
const CRUZ: u8 = 3;

fn key(byte: u8) -> SigningKey {
    SigningKey::from_bytes(&[byte; 32])
}

fn name(text: &str) -> ShortName {
    text.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn custodian() -> NoteSigner {
    NoteSigner::new("custodian", key(100)).unwrap()
}

fn successor() -> NoteVerifier {
    NoteSigner::new("second", key(101)).unwrap().verifier()
}

/// A recipient of a kind; drawn once, because hybrid ones take their time.
fn recipient(byte: u8) -> String {
    use std::sync::LazyLock;
    static ALL: LazyLock<[String; 3]> = LazyLock::new(|| {
        [RecipientKind::Hybrid, RecipientKind::Hybrid, RecipientKind::Classic]
            .map(|kind| Identity::generate(kind, &mut OsRng).to_recipient().to_string())
    });
    ALL[usize::from(byte) - 1].clone()
}

fn reviewer(id: &str, byte: u8) -> ReviewerEntry {
    ReviewerEntry { id: name(id), recipient: recipient(byte), key: PublicKey::of(&key(byte)) }
}

fn empty() -> RosterText {
    let interface = Interface { address: "127.0.0.1:7001".to_owned(), key: PublicKey::of(&key(99)) };
    RosterText::draft(day("2026-11-24"), day("2027-11-24"), interface).unwrap()
}

/// Ana and Bea at the desk "main"; Cruz, whose key is classic, at none.
fn draft() -> RosterText {
    let mut draft = empty();
    for entry in [reviewer("ana", ANA), reviewer("bea", BEA), reviewer("cruz", CRUZ)] {
        draft.add_reviewer(entry, &[]).unwrap();
    }
    draft.add_desk(DeskEntry::new(name("main"), "Main desk", vec![name("ana"), name("bea")])).unwrap();
    draft
}

fn issued() -> RosterText {
    draft().to_issue(1, day("2026-11-24"), None).unwrap()
}

#[test]
fn a_signed_roster_verifies_with_its_custodian_alone() {
    let signed = issued().sign(&custodian()).unwrap();
    let roster = signed.verify(&custodian().verifier()).unwrap();
    assert_eq!(*roster.text(), issued());
    assert_eq!(roster.stanzas(&name("main")), Some((RecipientKind::Hybrid, 2)));
    let other = signed.verify(&successor());
    assert!(matches!(other, Err(RosterError::Note(NoteError::Unsigned))));
}

#[test]
fn an_identity_parcels_recipients_are_the_desks_in_number_and_new_each_time() {
    let mut text = issued();
    text.desks[0].identity_reviewers = vec![name("bea")];
    let desk = name("main");
    let roster = text.sign(&custodian()).unwrap().verify(&custodian().verifier()).unwrap();
    assert_eq!(roster.identity_reviewers(&desk), [name("bea")]);
    let drawn = [(); 24].map(|()| roster.identity_recipients(&desk, &mut OsRng).unwrap());
    let mut places = [0; 2];
    let mut throwaways = std::collections::HashSet::new();
    for recipients in drawn {
        assert_eq!((recipients.kind(), recipients.count()), (RecipientKind::Hybrid, 2));
        let texts: Vec<String> = recipients.all().map(ToString::to_string).collect();
        let place = texts.iter().position(|text| *text == recipient(BEA)).expect("bea reads it");
        places[place] += 1;
        assert!(!texts.contains(&recipient(ANA)), "ana does not");
        throwaways.insert(texts[1 - place].clone());
    }
    assert_eq!(throwaways.len(), 24, "a throwaway recipient stands in one parcel alone");
    assert!(places.iter().all(|times| *times > 0), "their order tells nothing: {places:?}");

    let nobody_named = issued().sign(&custodian()).unwrap().verify(&custodian().verifier()).unwrap();
    let all: Vec<String> =
        nobody_named.identity_recipients(&desk, &mut OsRng).unwrap().all().map(ToString::to_string).collect();
    assert!(all.len() == 2 && all.contains(&recipient(ANA)) && all.contains(&recipient(BEA)));
    assert!(nobody_named.identity_recipients(&name("camps"), &mut OsRng).is_none());
}

#[test]
fn a_changed_byte_of_a_roster_is_refused() {
    let note = issued().sign(&custodian()).unwrap().as_str().to_owned();
    for at in (0..note.len()).step_by(7) {
        let mut bytes = note.clone().into_bytes();
        bytes[at] ^= 1;
        let changed = SignedRoster::new(String::from_utf8_lossy(&bytes).into_owned());
        assert!(changed.verify(&custodian().verifier()).is_err(), "byte {at}");
    }
}

#[test]
fn another_signed_text_does_not_pass_for_a_roster() {
    let text = issued().to_toml().unwrap().replace("amparo/v1/roster", "amparo/v1/checkpoint");
    let signed = SignedRoster::new(custodian().sign(&text).unwrap());
    assert!(matches!(signed.verify(&custodian().verifier()), Err(RosterError::Purpose)));
}

#[test]
fn a_draft_cannot_be_believed_as_it_is() {
    assert!(matches!(draft().sign(&custodian()), Err(RosterError::Version)));
    assert!(matches!(empty().to_issue(1, day("2026-11-24"), None), Err(EditError::Rule(RosterError::NoDesk))));
    let ends = draft().to_issue(1, day("2026-11-24"), Some(day("2026-11-23")));
    assert!(matches!(ends, Err(EditError::Ends(_))));
}

/// What a change to a valid text makes the rules say.
fn broken(change: impl FnOnce(&mut RosterText)) -> RosterError {
    let mut text = issued();
    change(&mut text);
    text.sign(&custodian()).unwrap_err()
}

#[test]
fn every_rule_is_kept_by_what_is_signed() {
    let main = |text: &mut RosterText, id: &str| text.desks[0].reviewers.push(name(id));
    assert!(matches!(broken(|t| main(t, "cruz")), RosterError::Desk(..)), "hybrid and classic keys are not mixed");
    assert!(matches!(broken(|t| main(t, "dora")), RosterError::Unknown(..)));
    assert!(matches!(broken(|t| main(t, "ana")), RosterError::Twice(_)));
    assert!(matches!(broken(|t| t.desks[0].reviewers.clear()), RosterError::Desk(..)));
    assert!(matches!(broken(|t| t.desks.push(t.desks[0].clone())), RosterError::Twice(_)));
    assert!(matches!(broken(|t| t.reviewers.push(t.reviewers[0].clone())), RosterError::Twice(_)));
    assert!(matches!(broken(|t| t.reviewers[1].key = t.reviewers[0].key), RosterError::SameKeys(..)));
    let same = |t: &mut RosterText| t.reviewers[1].recipient = t.reviewers[0].recipient.clone();
    assert!(matches!(broken(same), RosterError::SameKeys(..)));
    assert!(matches!(broken(|t| t.reviewers[0].recipient.push('x')), RosterError::Reviewer(_)));
    assert!(matches!(broken(|t| t.reviewers[0].key = PublicKey::from_bytes([0; 32])), RosterError::Reviewer(_)));
    assert!(matches!(broken(|t| t.interface.key = PublicKey::from_bytes([0; 32])), RosterError::ServerKey));
    assert!(matches!(broken(|t| t.interface.address.truncate(5)), RosterError::Address(_)));
    assert!(matches!(broken(|t| t.backup = Some("age1x".to_owned())), RosterError::Backup));
    assert!(matches!(broken(|t| t.successors = vec![successor(); 2]), RosterError::SuccessorTwice));
    assert!(matches!(broken(|t| t.desks[0].title = " ".to_owned()), RosterError::Title(_)));
    assert!(matches!(broken(|t| t.desks[0].title = "a\u{202e}b".to_owned()), RosterError::Title(_)));
    assert!(matches!(broken(|t| t.desks[0].title = "a".repeat(121)), RosterError::Title(_)));
    assert!(matches!(broken(|t| t.expires = t.issued.plus(-1)), RosterError::Days));
    let identity =
        |t: &mut RosterText, ids: &[&str]| t.desks[0].identity_reviewers = ids.iter().map(|i| name(i)).collect();
    assert!(matches!(broken(|t| identity(t, &["dora"])), RosterError::Unknown(..)));
    let outside = broken(|t| identity(t, &["ana", "cruz"]));
    assert_eq!(outside.to_string(), "desk main: identity reviewer cruz is not among the desk's reviewers");
    assert!(matches!(broken(|t| identity(t, &["ana", "ana"])), RosterError::Twice(_)));
    for signatures in [0, 3] {
        let asks = broken(|t| t.desks[0].withdrawal_signatures = signatures);
        assert!(matches!(asks, RosterError::WithdrawalSignatures(_)), "{signatures} of two reviewers");
    }
    assert!(matches!(broken(|t| t.desks[0].withdrawal_grace_days = 91), RosterError::WithdrawalGrace(_)));
    // As much as each rule lets through.
    let mut text = issued();
    text.desks[0].title = "a".repeat(120);
    (text.desks[0].withdrawal_grace_days, text.desks[0].withdrawal_signatures) = (90, 2);
    text.expires = text.issued;
    text.sign(&custodian()).unwrap();
}

#[test]
fn a_roster_may_end_on_the_day_it_is_made_and_not_before() {
    let (today, before) = (day("2026-11-24"), day("2026-11-23"));
    let interface = || empty().interface;
    assert!(RosterText::draft(today, today, interface()).is_ok());
    assert!(matches!(RosterText::draft(today, before, interface()), Err(EditError::Ends(_))));
    assert_eq!(draft().to_issue(1, today, Some(today)).unwrap().expires, today);
    assert!(matches!(draft().to_issue(1, today, Some(before)), Err(EditError::Ends(_))));
}

#[test]
fn a_custodians_folder_is_made_where_nothing_of_one_is_and_read_where_it_can_be() {
    let root = tempfile::tempdir().unwrap();
    let passphrase = || SecretString::from("correct horse battery".to_owned());
    let made = root.path().join("made");
    let folder = CustodianFolder::at(made.clone());
    folder.check_new().unwrap();
    folder.create("custodian", &draft(), passphrase(), &mut OsRng).unwrap();
    // Whatever of it is left.
    let entries: Vec<_> = std::fs::read_dir(&made).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(entries.len() >= 3);
    for entry in entries {
        let other = root.path().join("other");
        std::fs::create_dir(&other).unwrap();
        std::fs::write(other.join(&entry), "").unwrap();
        let refused = CustodianFolder::at(other.clone()).check_new();
        assert!(matches!(&refused, Err(CustodianError::Exists(path)) if *path == other.join(&entry)), "{refused:?}");
        std::fs::remove_dir_all(other).unwrap();
    }
    // Versions that cannot be counted are not begun anew.
    let signer = folder.signer(passphrase()).unwrap();
    std::fs::write(made.join("signed"), "").unwrap();
    assert!(matches!(folder.sign(&signer, day("2026-11-24"), None), Err(CustodianError::Io(..))));
    // A version that somebody put there by hand is not written over.
    std::fs::remove_file(made.join("signed")).unwrap();
    std::fs::create_dir(made.join("signed")).unwrap();
    std::fs::write(made.join("signed/00000007.note"), "").unwrap();
    assert_eq!(folder.sign(&signer, day("2026-11-24"), None).unwrap().roster.reference().version, 8);
}

#[test]
fn a_clock_is_behind_where_a_roster_was_issued_after_it_and_one_was() {
    let root = tempfile::tempdir().unwrap();
    let folder = CustodianFolder::at(root.path().join("custodian"));
    let passphrase = || SecretString::from("correct horse battery".to_owned());
    folder.create("custodian", &draft(), passphrase(), &mut OsRng).unwrap();
    let signer = folder.signer(passphrase()).unwrap();
    let sign = |on: &str| folder.sign(&signer, day(on), None).unwrap().clock_behind;
    assert_eq!(sign("2026-11-20"), None, "no roster was issued, whatever the draft says");
    assert_eq!(sign("2026-11-20"), None);
    assert_eq!(sign("2026-11-19"), Some(day("2026-11-20")));
}

#[test]
fn the_usual_rules_of_withdrawal_are_not_written_and_others_are() {
    let usual = issued().to_toml().unwrap();
    assert!(!usual.contains("withdrawal"), "rosters of before keep their bytes: {usual}");
    let mut text = issued();
    (text.desks[0].withdrawal_signatures, text.desks[0].withdrawal_grace_days) = (2, 0);
    let written = text.to_toml().unwrap();
    assert!(written.contains("withdrawal_signatures = 2\nwithdrawal_grace_days = 0\n"), "{written}");
    assert_eq!(RosterText::from_draft(&written).unwrap(), text);
    assert!(
        RosterText::from_draft(&written.replace("withdrawal_signatures = 2", "withdrawal_signatures = -1")).is_err()
    );
}

/// Checks that a step is refused, and that the draft stays as it was.
fn refused(step: impl FnOnce(&mut RosterText) -> Result<(), EditError>) -> EditError {
    let mut after = draft();
    let error = step(&mut after).unwrap_err();
    assert_eq!(after, draft());
    error
}

#[test]
fn a_refused_step_says_why_and_changes_nothing() {
    let (main, ana, cruz, dora) = (name("main"), name("ana"), name("cruz"), name("dora"));
    let desk =
        |reviewers: &[&str]| DeskEntry::new(name("camps"), "Camps", reviewers.iter().map(|id| name(id)).collect());
    assert!(matches!(refused(|d| d.add_reviewer(reviewer("ana", ANA), &[])), EditError::ReviewerExists(_)));
    let again = |d: &mut RosterText| d.add_reviewer(reviewer("ana-2", ANA), &[]);
    assert!(matches!(refused(again), EditError::Rule(RosterError::SameKeys(..))));
    assert!(matches!(refused(|d| d.add_desk(desk(&["ana", "cruz"]))), EditError::Rule(RosterError::Desk(..))));
    assert!(matches!(refused(|d| d.add_desk(desk(&["dora"]))), EditError::Rule(RosterError::Unknown(..))));
    assert!(matches!(refused(|d| d.add_desk(draft().desks[0].clone())), EditError::DeskExists(_)));
    assert!(matches!(refused(|d| d.add_member(&main, &cruz)), EditError::Rule(RosterError::Desk(..))));
    assert!(matches!(refused(|d| d.add_member(&main, &ana)), EditError::Member(..)));
    assert!(matches!(refused(|d| d.add_member(&main, &dora)), EditError::NoReviewer(_)));
    assert!(matches!(refused(|d| d.add_member(&dora, &ana)), EditError::NoDesk(_)));
    assert!(matches!(refused(|d| d.remove_reviewer(&dora)), EditError::NoReviewer(_)));
    assert!(matches!(refused(|d| d.remove_desk(&dora)), EditError::NoDesk(_)));
    assert!(matches!(refused(|d| d.remove_member(&main, &cruz)), EditError::NotMember(..)));
    assert!(matches!(refused(|d| d.remove_successor(&successor())), EditError::NoSuccessor));
    assert!(matches!(refused(RosterText::remove_backup), EditError::NoBackup));
    assert!(matches!(refused(|d| d.set_backup("age1x".to_owned())), EditError::Rule(RosterError::Backup)));
}

#[test]
fn a_desk_is_never_left_without_its_last_reviewer() {
    let (main, ana, bea) = (name("main"), name("ana"), name("bea"));
    let mut draft = draft();
    draft.remove_member(&main, &bea).unwrap();
    assert!(matches!(draft.remove_member(&main, &ana), Err(EditError::LastReviewer(_))));
    assert!(matches!(draft.remove_reviewer(&ana), Err(EditError::LastReviewer(_))));
    draft.add_member(&main, &bea).unwrap();
    draft.desks[0].identity_reviewers = vec![ana.clone()];
    // An empty list would open the answers that identify people to the whole desk.
    assert!(matches!(draft.remove_reviewer(&ana), Err(EditError::LastIdentityReviewer(_))));
    draft.desks[0].identity_reviewers = vec![bea.clone(), ana.clone()];
    draft.remove_reviewer(&ana).unwrap();
    assert_eq!((&draft.desks[0].reviewers, &draft.desks[0].identity_reviewers), (&vec![bea.clone()], &vec![bea]));
    draft.remove_desk(&main).unwrap();
    draft.remove_reviewer(&name("bea")).unwrap();
}

#[test]
fn a_roster_is_warned_of_before_its_end_and_used_after_it() {
    let text = issued();
    let standing = |days| text.standing(text.expires.plus(days));
    assert_eq!([standing(-31), standing(-30)], [Standing::Valid, Standing::Valid]);
    assert_eq!([standing(-29), standing(0)], [Standing::EndsSoon, Standing::EndsSoon]);
    assert_eq!([standing(1), standing(30), standing(31)], [Standing::Grace, Standing::Grace, Standing::Ended]);
}

#[test]
fn a_fingerprint_covers_both_keys() {
    let ana = reviewer("ana", ANA).public();
    let other_key = ReviewerPublic { key: PublicKey::of(&key(BEA)), ..ana.clone() };
    let other_recipient = ReviewerPublic { recipient: recipient(BEA), ..ana.clone() };
    assert_eq!(ana.fingerprint().len(), 39);
    assert_ne!(ana.fingerprint(), other_key.fingerprint());
    assert_ne!(ana.fingerprint(), other_recipient.fingerprint());
    assert_ne!(other_key.fingerprint(), other_recipient.fingerprint());
}

#[test]
fn versions_count_on_from_what_was_ever_signed() {
    let root = tempfile::tempdir().unwrap();
    let folder = CustodianFolder::at(root.path().join("custodian"));
    let passphrase = || SecretString::from("correct horse battery".to_owned());
    folder.create("custodian", &draft(), passphrase(), &mut OsRng).unwrap();
    let again = folder.create("custodian", &draft(), passphrase(), &mut OsRng);
    assert!(matches!(again, Err(CustodianError::Exists(_))));
    let signer = folder.signer(passphrase()).unwrap();
    assert_eq!(signer.verifier(), folder.verifier().unwrap());

    let today = day("2026-11-24");
    let first = std::fs::read(folder.draft_path()).unwrap();
    let one = folder.sign(&signer, today, None).unwrap();
    assert_eq!((one.roster.reference().version, one.clock_behind), (1, None));
    folder.edit(|draft| draft.remove_reviewer(&name("bea"))).unwrap();
    assert_eq!(folder.sign(&signer, today, None).unwrap().roster.reference().version, 2);
    // A draft of before the first signature comes back from a copy; the clock stands still earlier.
    std::fs::write(folder.draft_path(), first).unwrap();
    assert_eq!(folder.sign(&signer, today, None).unwrap().roster.reference().version, 3);
    let earlier = folder.sign(&signer, day("2026-11-23"), None).unwrap();
    assert_eq!((earlier.roster.reference().version, earlier.clock_behind), (4, Some(today)));

    for version in 1..=4_u64 {
        let path = root.path().join(format!("custodian/signed/{version:08}.note"));
        let roster = SignedRoster::read(&path).unwrap().verify(&signer.verifier()).unwrap();
        assert_eq!(roster.reference().version, version);
    }
    let newest = SignedRoster::read(&earlier.note).unwrap().verify(&signer.verifier()).unwrap();
    assert_eq!(newest.reference(), earlier.roster.reference());
}

#[test]
fn an_error_says_what_lies_below_it() {
    use std::error::Error;
    let io = || std::io::Error::other("a test");
    let path = || std::path::PathBuf::from("a");
    let text = || toml::from_str::<RosterText>("?").unwrap_err();
    let same = || RosterError::Twice(name("ana"));
    let errors: Vec<(Box<dyn Error>, bool)> = vec![
        (Box::new(RosterError::Note(NoteError::Form)), true),
        (Box::new(RosterError::Text(Box::new(text()))), true),
        (Box::new(broken(|t| t.desks[0].reviewers.clear())), true),
        (Box::new(same()), false),
        (Box::new(EditError::Rule(same())), true),
        (Box::new(EditError::NoBackup), false),
        (Box::new(CustodianError::Io(path(), io())), true),
        (Box::new(CustodianError::Name(NoteError::Key)), true),
        (Box::new(CustodianError::Draft(path(), same())), true),
        (Box::new(CustodianError::Edit(EditError::NoBackup)), true),
        (Box::new(CustodianError::Missing(path())), false),
        (Box::new(AcknowledgementError::Note(NoteError::Form)), true),
        (Box::new(AcknowledgementError::Text), false),
        (Box::new(WithdrawalError::Note(NoteError::Form)), true),
        (Box::new(WithdrawalError::Text), false),
    ];
    for (error, has_source) in errors {
        assert_eq!(error.source().is_some(), has_source, "{error}");
        assert!(!error.to_string().is_empty(), "{error:?}");
    }
}

fn titles() -> impl Strategy<Value = String> {
    "[^\\p{C}\\p{Z}][^\\p{C}\\p{Zl}\\p{Zp}]{0,20}".prop_filter("a title", |t| !t.contains(crate::seal::is_invisible))
}

fn texts() -> impl Strategy<Value = RosterText> {
    let desk = ("[a-z][a-z0-9-]{0,31}", titles(), 0..3_usize, any::<bool>(), 0..=90_u32);
    let all = (1..1_u64 << 62, 0..20_000_i64, 0..4000_i64, vec(desk, 1..4), any::<bool>(), any::<bool>());
    all.prop_map(|(version, issued, lasts, desks, backup, successors)| {
        let mut text = draft();
        text.desks.clear();
        text.version = version;
        text.issued = day("1970-01-01").plus(issued);
        text.expires = text.issued.plus(lasts);
        text.backup = backup.then(|| recipient(ANA));
        text.successors = successors.then(successor).into_iter().collect();
        for (id, title, whom, identity, withdrawal_grace_days) in desks {
            if text.desks.iter().any(|desk| desk.id == name(&id)) {
                continue;
            }
            let reviewers = [vec![name("ana")], vec![name("bea"), name("ana")], vec![name("cruz")]][whom].clone();
            let identity_reviewers = if identity { reviewers[..1].to_vec() } else { Vec::new() };
            let withdrawal_signatures = u32::try_from(reviewers.len()).unwrap();
            let usual = DeskEntry::new(name(&id), title, reviewers);
            let own = DeskEntry { identity_reviewers, withdrawal_signatures, withdrawal_grace_days, ..usual };
            text.desks.push(own);
        }
        text
    })
}

proptest! {
    #[test]
    fn a_roster_reads_back_as_it_was_written(text in texts()) {
        prop_assert_eq!(&RosterText::from_draft(&text.to_toml().unwrap()).unwrap(), &text);
        let signed = text.sign(&custodian()).unwrap();
        let roster = signed.verify(&custodian().verifier()).unwrap();
        prop_assert_eq!(roster.text(), &text);
        prop_assert_eq!(signed.claim().unwrap(), text);
    }

    #[test]
    fn no_change_to_a_rosters_text_makes_it_panic(at in any::<usize>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut data = issued().to_toml().unwrap().into_bytes();
        let at = at % data.len();
        if cut { data.truncate(at) } else { data[at] = byte }
        data.push(b'\n');
        fuzzing::roster(&data);
    }

    #[test]
    fn no_change_to_a_key_makes_it_panic(at in any::<usize>(), text in "\\PC{0,4}") {
        let mut key = successor().to_string();
        let at = at % key.len();
        key.replace_range(at..=at, &text);
        fuzzing::roster(key.as_bytes());
    }

    #[test]
    fn no_change_to_a_note_makes_it_panic_or_verify(at in any::<usize>(), text in "(\\PC|\n){0,4}") {
        let note = custodian().sign("one\n\ntwo\n").unwrap();
        let at = (0..=at % note.len()).rev().find(|at| note.is_char_boundary(*at)).unwrap();
        let end = (at + 1..=note.len()).find(|end| note.is_char_boundary(*end)).unwrap();
        let mut changed = note.clone();
        changed.replace_range(at..end, &text);
        if changed != note {
            prop_assert!(custodian().verifier().verify(&changed).is_err());
            fuzzing::roster(changed.as_bytes());
        }
    }
}
