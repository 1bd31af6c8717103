use std::fs;

use ed25519_dalek::SigningKey;
use rand_core::OsRng;

use super::*;
use crate::roster::{DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry, RosterText};
use crate::seal::{Day, Identity, RecipientKind};

fn key(byte: u8) -> SigningKey {
    SigningKey::from_bytes(&[byte; 32])
}

fn custodian(byte: u8) -> NoteSigner {
    NoteSigner::new("custodian", key(byte)).unwrap()
}

fn home() -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path().join("home"));
    (folder, home)
}

/// A roster that the custodian `by` signed, and that names `successors`.
fn roster(version: u64, by: u8, successors: &[u8]) -> SignedRoster {
    let day: Day = "2026-11-24".parse().unwrap();
    let interface = Interface { address: "127.0.0.1:7001".to_owned(), key: PublicKey::of(&key(9)) };
    let mut text = RosterText::new(version, day, day, interface);
    let recipient = age_recipient();
    let id: crate::seal::ShortName = "ana".parse().unwrap();
    text.reviewers.push(ReviewerEntry { id: id.clone(), recipient, key: PublicKey::of(&key(8)) });
    text.desks.push(DeskEntry::new("main".parse().unwrap(), "Main", vec![id]));
    text.successors = successors.iter().map(|byte| custodian(*byte).verifier()).collect();
    text.sign(&custodian(by)).unwrap()
}

/// The same one each time, so that equal rosters have equal digests.
fn age_recipient() -> String {
    static ONE: std::sync::LazyLock<String> =
        std::sync::LazyLock::new(|| Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient().to_string());
    ONE.clone()
}

#[test]
fn only_a_successor_whom_the_newest_roster_names_follows_the_custodian() {
    let (_folder, home) = home();
    home.join(&roster(1, 1, &[2]), &custodian(1).verifier()).unwrap();
    let stranger = home.accept(&roster(2, 3, &[]));
    assert!(matches!(stranger, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned)))));
    // A successor signs nothing but what comes after.
    assert!(matches!(home.accept(&roster(1, 2, &[])), Err(HomeError::OtherRoster(1))));
    assert!(matches!(home.accept(&roster(1, 2, &[2])), Ok(Accepted::Known)));
    assert_eq!(home.custodian().unwrap(), custodian(1).verifier());

    assert!(matches!(home.accept(&roster(2, 2, &[3])), Ok(Accepted::NewCustodian(_))));
    assert_eq!(home.custodian().unwrap(), custodian(2).verifier());
    assert_eq!(home.rosters().unwrap().len(), 2, "what the former custodian signed still verifies");
    let former = home.accept(&roster(3, 1, &[]));
    assert!(matches!(former, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned)))));
    assert!(matches!(home.accept(&roster(3, 2, &[])), Ok(Accepted::New(_))));
    // Roster 3 names nobody any more.
    assert!(home.accept(&roster(4, 3, &[])).is_err());
}

#[test]
fn joining_again_follows_a_named_successor_and_nobody_else() {
    let (_folder, home) = home();
    home.join(&roster(1, 1, &[2]), &custodian(1).verifier()).unwrap();
    let other = home.join(&roster(2, 3, &[]), &custodian(3).verifier());
    assert!(matches!(other, Err(HomeError::OtherCustodian(_))));
    home.join(&roster(2, 2, &[]), &custodian(2).verifier()).unwrap();
    assert_eq!(home.custodian().unwrap(), custodian(2).verifier());
    let back = home.join(&roster(3, 1, &[]), &custodian(1).verifier());
    assert!(matches!(back, Err(HomeError::OtherCustodian(_))));
}

#[test]
fn an_older_or_a_contradicting_roster_is_refused() {
    let (_folder, home) = home();
    home.join(&roster(2, 1, &[]), &custodian(1).verifier()).unwrap();
    assert!(matches!(home.accept(&roster(2, 1, &[])), Ok(Accepted::Known)));
    assert!(matches!(home.accept(&roster(2, 1, &[2])), Err(HomeError::OtherRoster(2))));
    let older = home.accept(&roster(1, 1, &[]));
    assert!(matches!(older, Err(HomeError::OlderRoster { offered: 1, known: 2 })));
}

#[test]
fn rosters_of_before_are_taken_from_the_custodian_of_then() {
    let (_folder, home) = home();
    home.join(&roster(4, 1, &[2]), &custodian(1).verifier()).unwrap();
    assert!(matches!(home.accept(&roster(8, 2, &[])), Ok(Accepted::NewCustodian(_))));
    assert_eq!(home.lacking(&[1, 2, 4, 6, 8, 9]).unwrap(), [1, 2, 6]);
    assert!(home.accept_older(2, &roster(2, 1, &[])).unwrap());
    assert!(home.accept_older(6, &roster(6, 2, &[])).unwrap());
    assert!(!home.accept_older(2, &roster(2, 1, &[])).unwrap(), "it is known");
    assert!(matches!(home.accept_older(2, &roster(2, 1, &[2])), Err(HomeError::OtherRoster(2))));
    let versions = || home.rosters().unwrap().iter().map(|r| r.reference().version).collect::<Vec<_>>();
    assert_eq!(versions(), [2, 4, 6, 8]);

    let strange = |version, by| home.accept_older(version, &roster(version, by, &[]));
    // Who has the former custodian's key may have made it since.
    for version in [5, 7] {
        let refused = strange(version, 1);
        assert!(matches!(refused, Err(HomeError::AfterSuccession { until: 4, .. })), "{version}: {refused:?}");
    }
    for (version, by) in [(3, 2), (1, 2), (1, 3)] {
        let refused = strange(version, by);
        let unsigned = matches!(refused, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned))));
        assert!(unsigned, "{version} by {by}: {refused:?}");
    }
    assert!(matches!(strange(9, 2), Err(HomeError::NotThatRoster(9))), "it is later than the newest");
    let another = home.accept_older(3, &roster(1, 1, &[]));
    assert!(matches!(another, Err(HomeError::NotThatRoster(3))));
    assert_eq!(versions(), [2, 4, 6, 8]);

    // What the file says counts for what is kept, too; a file of before does not say it.
    let server = home.path().join("server.toml");
    let text = fs::read_to_string(&server).unwrap();
    assert!(text.contains("until = 4"), "{text}");
    fs::write(&server, text.replace("until = 4", "until = 3")).unwrap();
    assert_eq!(versions(), [2, 6, 8]);
    assert!(home.left_out().unwrap()[0].to_string().contains("00000004.note: it is signed by custodian+"));
    // A custodian may say that a later one was theirs.
    fs::write(&server, text.replace("until = 4", "until = 5")).unwrap();
    assert!(strange(5, 1).unwrap());
    fs::remove_file(home.path().join("rosters/00000005.note")).unwrap();
    let before = format!("custodian = \"{}\"\nformer = [\"{}\"]\n", custodian(2).verifier(), custodian(1).verifier());
    fs::write(&server, before).unwrap();
    assert_eq!(versions(), [2, 4, 6, 8]);
    assert!(matches!(strange(5, 1), Err(HomeError::AfterSuccession { until: 4, .. })));
}

#[test]
fn rosters_between_are_taken_by_the_rules_of_one_in_use_and_say_nothing_of_when_it_was() {
    let (_folder, home) = home();
    home.join(&roster(1, 1, &[]), &custodian(1).verifier()).unwrap();
    assert_eq!(home.newer(&[1, 2, 3]).unwrap(), [2, 3]);
    let unsigned = |version, by| {
        let taken = home.accept_between(version, &roster(version, by, &[]));
        matches!(taken, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned))))
    };
    assert!(unsigned(2, 2), "nobody named the second");
    let another = home.accept_between(3, &roster(2, 1, &[2]));
    assert!(matches!(another, Err(HomeError::NotThatRoster(3))));
    assert!(matches!(home.accept_between(2, &roster(2, 1, &[2])), Ok(Accepted::New(_))));
    assert!(matches!(home.accept_between(4, &roster(4, 2, &[])), Ok(Accepted::NewCustodian(_))));
    assert!(unsigned(5, 1), "whom the second followed");
    assert!(matches!(home.accept_between(3, &roster(3, 2, &[])), Err(HomeError::OlderRoster { .. })));
    assert_eq!(home.custodians().unwrap()[0].versions, 0..=2);
    assert!(served::heard(home.path()).is_empty());
}

#[test]
fn what_is_handed_back_to_a_custodian_of_before_leaves_their_first_rosters_theirs() {
    let (_folder, home) = home();
    home.join(&roster(2, 1, &[2]), &custodian(1).verifier()).unwrap();
    assert!(matches!(home.accept(&roster(4, 2, &[1])), Ok(Accepted::NewCustodian(_))));
    assert!(matches!(home.accept(&roster(6, 1, &[])), Ok(Accepted::NewCustodian(_))));
    let versions = || home.rosters().unwrap().iter().map(|r| r.reference().version).collect::<Vec<_>>();
    assert_eq!((versions(), home.left_out().unwrap()), (vec![2, 4, 6], Vec::new()));
    let ranges: Vec<_> = home.custodians().unwrap().into_iter().map(|one| one.versions).collect();
    assert_eq!(ranges, [0..=2, 3..=4, 5..=u64::MAX]);
    for (version, by) in [(1, 1), (3, 2), (5, 1)] {
        assert!(home.accept_older(version, &roster(version, by, &[])).unwrap(), "{version} by {by}");
    }
    assert_eq!(versions(), [1, 2, 3, 4, 5, 6]);
    fs::remove_file(home.path().join("rosters/00000003.note")).unwrap();
    let between = home.accept_older(3, &roster(3, 1, &[]));
    assert!(matches!(between, Err(HomeError::AfterSuccession { version: 3, until: 2, .. })), "{between:?}");
}

#[test]
fn a_damaged_note_is_left_out_and_taken_again_and_without_the_newest_nothing_goes_on() {
    let (_folder, home) = home();
    let signed = [1, 2, 3].map(|version| roster(version, 1, &[2]));
    home.join(&signed[0], &custodian(1).verifier()).unwrap();
    for later in &signed[1..] {
        assert!(matches!(home.accept(later), Ok(Accepted::New(_))));
    }
    let path = |version: u64| home.path().join(format!("rosters/{version:08}.note"));
    let rot = |version| {
        let note = fs::read_to_string(path(version)).unwrap();
        fs::write(path(version), note.replace("Main", "Mine")).unwrap();
    };
    rot(1);
    fs::copy(path(3), path(2)).unwrap();
    assert_eq!(home.rosters().unwrap().len(), 1);
    let left: std::collections::BTreeSet<_> = home.left_out().unwrap().into_iter().map(|one| one.path).collect();
    assert_eq!(left.into_iter().collect::<Vec<_>>(), [path(1), path(2)]);
    assert_eq!(home.lacking(&[1, 2, 3]).unwrap(), [1, 2]);
    for version in [1, 2] {
        assert!(home.accept_older(version, &signed[version as usize - 1]).unwrap());
    }
    assert_eq!((home.rosters().unwrap().len(), home.left_out().unwrap()), (3, Vec::new()));

    // Whom the newest names, and who followed, nobody knows now.
    rot(3);
    let lost = |result| matches!(result, Err(HomeError::LostRoster(lost, _)) if lost == path(3));
    assert!(lost(home.rosters().map(drop)) && lost(home.accept(&roster(4, 2, &[])).map(drop)));
    assert!(lost(home.join(&roster(4, 2, &[]), &custodian(2).verifier()).map(drop)));
    assert!(lost(home.join(&signed[1], &custodian(1).verifier()).map(drop)), "nothing is rolled back by it");
    home.join(&signed[2], &custodian(1).verifier()).unwrap();
    assert_eq!(home.rosters().unwrap().len(), 3);
    rot(3);
    home.join(&roster(4, 1, &[]), &custodian(1).verifier()).unwrap();
    assert_eq!(home.lacking(&[3]).unwrap(), [3]);
}
