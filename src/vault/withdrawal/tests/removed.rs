//! What a vault loses by tombstones, and what it keeps.

use super::*;

fn of_main(byte: u8) -> (SubmissionId, DeskId) {
    (submission(byte), "main".parse().unwrap())
}

fn key(byte: u8) -> SigningKey {
    SigningKey::from_bytes(&[byte; 32])
}

/// A roster of one desk whose reviewers sign with these keys; `signatures` are asked for.
fn roster(version: u64, reviewers: &[(&str, u8)], signatures: u32) -> Roster {
    roster_of(day(0), version, reviewers, signatures)
}

fn roster_of(issued: Day, version: u64, reviewers: &[(&str, u8)], signatures: u32) -> Roster {
    let interface = Interface { address: "127.0.0.1:1".to_owned(), key: PublicKey::of(&key(1)) };
    let mut text = RosterText::new(version, issued, day(365), interface);
    for (id, byte) in reviewers {
        let recipient = Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient().to_string();
        text.reviewers.push(ReviewerEntry { id: id.parse().unwrap(), recipient, key: PublicKey::of(&key(*byte)) });
    }
    let all = text.reviewers.iter().map(|reviewer| reviewer.id.clone()).collect();
    let main = DeskEntry::new("main".parse().unwrap(), "Main", all);
    text.desks.push(DeskEntry { withdrawal_signatures: signatures, ..main });
    let custodian = NoteSigner::new("custodian", key(2)).unwrap();
    text.sign(&custodian).unwrap().verify(&custodian.verifier()).unwrap()
}

fn tombstone(parcel: ParcelId, not_before: Day, by: &str, byte: u8) -> SignedWithdrawal {
    tombstone_of("main", parcel, not_before, by, byte)
}

fn tombstone_of(desk: &str, parcel: ParcelId, not_before: Day, by: &str, byte: u8) -> SignedWithdrawal {
    let says = Withdrawal { desk: desk.parse().unwrap(), parcel, not_before };
    says.sign(&by.parse().unwrap(), &key(byte)).unwrap()
}

#[test]
fn a_vault_loses_what_enough_known_reviewers_have_signed_away_and_nothing_else() {
    let vault = Vault::new();
    let rosters = [roster(1, &[("ana", 3)], 1), roster_of(day(1), 2, &[("bea", 4), ("cruz", 5)], 2)];
    let gone = vault.tells("main", day(0), 1, 1);
    let stays = [2, 3, 4, 5].map(|id| vault.tells("main", day(1), id, id));
    let part = vault.path().join(format!("main/{}/{}.part", day(1), ParcelId::from_bytes([7; 32])));
    fs::write(&part, "half").unwrap();
    let both = [("bea", 4), ("cruz", 5)].map(|(by, byte)| tombstone(ParcelId::from_bytes([7; 32]), day(2), by, byte));
    let tombstones = [
        // By a roster of before: they were enough then.
        tombstone(gone, day(2), "ana", 3),
        rosters[1].merge(&both[0], &both[1]).unwrap(),
        tombstone(stays[0], day(2), "bea", 4),
        tombstone(stays[1], day(3), "ana", 3),
        tombstone(stays[2], day(2), "dora", 6),
    ];
    let mut index = Index::default();
    Inbox::read(&vault.path(), &mut index, &vault.identity, &Against::new(&rosters, day(2)), |_, _| {}).unwrap();
    let rules = WithdrawalRules { rosters: &rosters, today: day(2) };
    let mut take = |tombstones: &[SignedWithdrawal]| {
        let forget = |_: &TakenOut| Ok::<_, InboxError>(());
        take_out(&vault.path(), &mut index, tombstones, rules, &vault.identity, forget).unwrap().0
    };
    let taken = take(&tombstones);
    assert_eq!(taken.parcels, BTreeSet::from([gone]));
    assert_eq!(taken.submissions, BTreeSet::from([of_main(1)]));
    let buried = [gone, ParcelId::from_bytes([7; 32])].map(|id| ("main".parse().unwrap(), id));
    assert_eq!(taken.withdrawn, BTreeSet::from(buried));
    assert_eq!(taken.doubtful.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from([stays[0], stays[1], stays[2]]));
    assert!(!part.exists(), "a part of it goes too");
    assert!(!vault.path().join(format!("main/{}", day(0))).exists(), "nothing is left of its day");
    assert_eq!(files(&vault.path()).unwrap().len(), 4);
    // One that the index does not know is opened, to see what it was.
    let unknown = vault.tells("main", day(1), 6, 6);
    let taken = take(&[tombstone(unknown, day(0), "ana", 3), tombstone(stays[3], day(0), "ana", 3)]);
    assert_eq!(taken.submissions, BTreeSet::from([of_main(5), of_main(6)]));
}

#[test]
fn who_was_removed_before_a_parcel_came_signs_nothing_of_it_away() {
    let vault = Vault::new();
    let (ana, bea, cruz) = (("ana", 3), ("bea", 4), ("cruz", 5));
    // Bea is removed on day 5; from day 8 on two must sign.
    let rosters =
        [roster_of(day(0), 1, &[ana, bea], 1), roster_of(day(5), 2, &[ana], 1), roster_of(day(8), 3, &[ana, cruz], 2)];
    let others = Identity::generate(RecipientKind::Classic, &mut OsRng);
    let opens = |version, on, id| {
        vault.roster.set(unknown(version));
        vault.tells("main", day(on), id, id)
    };
    let closed = |on| vault.put_for(&[&others], "main", day(on), Kind::Identity, submission(9), None, "{}");
    let absent = ParcelId::from_bytes([7; 32]);
    let cases = [
        (opens(1, 0, 1), bea, true),
        // The roster that it names inside counts, whatever day it is of.
        (opens(2, 0, 2), bea, false),
        (opens(2, 6, 3), ana, true),
        // And so does the roster of its day: a server may have gone on with one of before.
        (opens(1, 6, 6), bea, false),
        (opens(1, 6, 7), ana, true),
        (opens(2, 9, 8), ana, false),
        (opens(3, 0, 4), ana, false),
        (opens(4, 0, 5), ana, false),
        // Of what does not open only the day is known.
        (closed(4), bea, true),
        (closed(5), bea, false),
        (closed(7), ana, true),
        (closed(8), ana, false),
        (absent, bea, false),
    ];
    let forget = |_: &TakenOut| Ok::<_, InboxError>(());
    let rules = WithdrawalRules { rosters: &rosters, today: day(9) };
    for known in [false, true] {
        let mut index = Index::default();
        if known {
            Inbox::read(&vault.path(), &mut index, &vault.identity, &Against::new(&rosters, day(9)), |_, _| {})
                .unwrap();
        }
        for (n, (parcel, (by, byte), goes)) in cases.iter().enumerate() {
            let stone = [tombstone(*parcel, day(0), by, *byte)];
            let judged = JudgedTombstones::of(&vault.path(), &index, &stone, rules, &vault.identity).unwrap();
            assert_eq!(judged.withdrawn.len(), usize::from(*goes), "case {n}, in the index: {known}");
        }
    }
    let stones: Vec<_> = cases.iter().map(|(id, (by, byte), _)| tombstone(*id, day(0), by, *byte)).collect();
    let taken = take_out(&vault.path(), &mut Index::default(), &stones, rules, &vault.identity, forget).unwrap().0;
    let goes = cases.iter().filter(|(.., goes)| *goes).map(|(id, ..)| *id).collect();
    assert_eq!((taken.parcels, taken.doubtful.len()), (goes, 7));
}

#[test]
fn what_a_desk_lets_go_of_is_none_of_anothers() {
    let vault = Vault::new();
    let mut text = roster(1, &[("ana", 3)], 1).text().clone();
    text.desks.push(DeskEntry::new("camps".parse().unwrap(), "Camps", vec!["ana".parse().unwrap()]));
    let custodian = NoteSigner::new("custodian", key(2)).unwrap();
    let rosters = [text.sign(&custodian).unwrap().verify(&custodian.verifier()).unwrap()];
    // The same submission in two desks, as a server may make it up; and a parcel of one that it lists under the other.
    let main = vault.tells("main", day(0), 1, 1);
    let camps = vault.tells("camps", day(0), 1, 1);
    let lists_too = |id: ParcelId| {
        let path = |desk| vault.path().join(format!("{desk}/{}/{id}.age", day(0)));
        fs::copy(path("main"), path("camps")).unwrap();
    };
    lists_too(main);
    let stones = [main, camps].map(|id| tombstone_of("camps", id, day(0), "ana", 3));
    let forget = |_: &TakenOut| Ok::<_, InboxError>(());
    let rules = WithdrawalRules { rosters: &rosters, today: day(2) };
    let taken = take_out(&vault.path(), &mut Index::default(), &stones, rules, &vault.identity, forget).unwrap().0;
    let desk: DeskId = "camps".parse().unwrap();
    assert_eq!(taken.withdrawn, BTreeSet::from([(desk.clone(), camps)]));
    assert_eq!(taken.submissions, BTreeSet::from([(submission(1), desk)]));
    assert_eq!(taken.nowhere, BTreeSet::new(), "what is noted of it is of the other desk too");
    assert_eq!(taken.doubtful, [main]);
    assert_eq!(files(&vault.path()).unwrap().len(), 2);
}

#[test]
fn of_two_testimonies_of_one_submission_the_one_that_goes_takes_nothing_noted_with_it() {
    let vault = Vault::new();
    let rosters = [roster(1, &[("ana", 3)], 1)];
    let rules = WithdrawalRules { rosters: &rosters, today: day(2) };
    let forget = |_: &TakenOut| Ok::<_, InboxError>(());
    let take_by = |stones: &[SignedWithdrawal]| {
        take_out(&vault.path(), &mut Index::default(), stones, rules, &vault.identity, forget).unwrap().0
    };
    let take = |parcel| take_by(&[tombstone(parcel, day(0), "ana", 3)]);
    let [genuine, rogue] = [0, 1].map(|on| vault.tells("main", day(on), 1, 1));
    let taken = take(rogue);
    assert_eq!((taken.parcels, taken.submissions), (BTreeSet::from([rogue]), BTreeSet::new()));
    assert_eq!(taken.staying, BTreeSet::from([genuine]));
    // A copy of it that a server lists under another desk is not another, and goes with it.
    let elsewhere = vault.path().join(format!("camps/{}", day(0)));
    fs::create_dir_all(&elsewhere).unwrap();
    let name = format!("{genuine}.age");
    fs::copy(vault.path().join(format!("main/{}/{name}", day(0))), elsewhere.join(&name)).unwrap();
    let stones = ["camps", "main"].map(|desk| tombstone_of(desk, genuine, day(0), "ana", 3));
    let taken = take_by(&stones);
    assert_eq!((&taken.submissions, &taken.nowhere), (&BTreeSet::from([of_main(1)]), &BTreeSet::from([submission(1)])));
    assert_eq!((taken.doubtful, files(&vault.path()).unwrap().len()), (Vec::new(), 0));
    let of_both = ["camps", "main"].map(|desk| (desk.parse().unwrap(), genuine));
    assert_eq!(taken.withdrawn, BTreeSet::from(of_both), "a pull does not look for the copy");
}

#[test]
fn a_parcel_stays_until_what_else_is_kept_of_it_is_forgotten() {
    let vault = Vault::new();
    let rosters = [roster(1, &[("ana", 3)], 1)];
    let gone = vault.tells("main", day(0), 1, 1);
    let tombstones = [tombstone(gone, day(0), "ana", 3)];
    let rules = WithdrawalRules { rosters: &rosters, today: day(2) };
    let mut index = Index::default();
    let mut take = |forget: &dyn Fn(&TakenOut) -> Result<(), InboxError>| {
        take_out(&vault.path(), &mut index, &tombstones, rules, &vault.identity, forget).unwrap()
    };
    for _ in 0..2 {
        // As where the machine stops in between, or what is kept cannot be written.
        let stopped = take(&|taken| {
            assert_eq!(taken.submissions, BTreeSet::from([of_main(1)]), "the next one is told of it again");
            assert_eq!(files(&vault.path()).unwrap().len(), 1);
            Err(InboxError::NoTestimony)
        });
        assert!(matches!(stopped.1, Some(InboxError::NoTestimony)));
        assert_eq!((stopped.0.left, stopped.0.parcels.len()), (BTreeSet::from([gone]), 0));
        assert_eq!(files(&vault.path()).unwrap().len(), 1);
    }
    assert!(take(&|_| Ok(())).1.is_none());
    assert_eq!(files(&vault.path()).unwrap().len(), 0);
}
