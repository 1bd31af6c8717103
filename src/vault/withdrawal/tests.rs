use std::cell::Cell;
use std::fs;
use std::io;
use std::path::PathBuf;

use rand_core::OsRng;
use serde_json::json;
use zeroize::Zeroizing;

use super::*;
use crate::form::consent::{Change, Shown};
use crate::roster::{DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry, Roster, RosterText};
use crate::seal::{
    AttachmentTag, FormNonce, Kind, Mailbox, ParcelHead, RecipientKind, Recipients, RosterRef, SealedChunk, SealedSink,
    Sealer,
};

use crate::vault::closed::tests::{ANA, US, identities, roster as desk_roster};
use crate::vault::{Inbox, Index};

/// A vault that parcels are sealed into.
struct Vault {
    folder: tempfile::TempDir,
    identity: Identity,
    /// The roster that parcels are sealed under.
    roster: Cell<RosterRef>,
}

struct Gathered(Vec<u8>);

impl SealedSink for Gathered {
    fn accept(&mut self, chunk: &SealedChunk) -> io::Result<()> {
        self.0.extend_from_slice(chunk.as_bytes());
        Ok(())
    }
}

fn day(n: i64) -> Day {
    "2026-11-24".parse::<Day>().unwrap().plus(n)
}

fn mailbox(byte: u8) -> MailboxId {
    MailboxId::from_bytes([byte; 32])
}

/// A roster that nobody here knows.
fn unknown(version: u64) -> RosterRef {
    RosterRef { version, digest: crate::seal::Digest::from_bytes([1; 32]) }
}

fn submission(byte: u8) -> SubmissionId {
    SubmissionId::from_bytes([byte; 16])
}

impl Vault {
    fn new() -> Self {
        Self::of(Identity::generate(RecipientKind::Classic, &mut OsRng))
    }

    fn of(identity: Identity) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), identity, roster: Cell::new(unknown(1)) }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    fn put(&self, desk: &str, on: Day, kind: Kind, of: SubmissionId, from: Option<MailboxId>, json: &str) -> ParcelId {
        self.put_for(&[&self.identity], desk, on, kind, of, from, json)
    }

    #[expect(clippy::too_many_arguments, reason = "a parcel has them all")]
    fn put_for(
        &self,
        whom: &[&Identity],
        desk: &str,
        on: Day,
        kind: Kind,
        of: SubmissionId,
        from: Option<MailboxId>,
        json: &str,
    ) -> ParcelId {
        let head = ParcelHead {
            submission: of,
            nonce: FormNonce::random(&mut OsRng),
            number: 0,
            kind,
            desk: desk.parse().unwrap(),
            language: "en".to_owned().try_into().unwrap(),
            roster: self.roster.get(),
            mailbox: from.map(|id| Mailbox { id, recipient: "age1pq1x".to_owned() }),
        };
        let recipients = Recipients::new(whom.iter().map(|identity| identity.to_recipient()).collect()).unwrap();
        let mut sealer = Sealer::begin(head, &recipients, Gathered(Vec::new())).unwrap();
        let name = match kind {
            Kind::Testimony => "testimony.json",
            Kind::Closing => "parcels.json",
            Kind::Consent => "consent.json",
            _ => "file.bin",
        };
        sealer.add_file(name, Zeroizing::new(json.as_bytes().to_vec())).unwrap();
        let tag = (kind == Kind::Attachment).then(|| AttachmentTag {
            n: 1,
            name: "file.bin".to_owned(),
            type_claimed: String::new(),
        });
        let parcel = sealer.finish(on, tag.as_ref()).unwrap();
        let folder = self.path().join(format!("{desk}/{on}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{}.age", parcel.finished.id())), parcel.sink.0).unwrap();
        parcel.finished.id()
    }

    /// A testimony and nothing else.
    fn tells(&self, desk: &str, on: Day, id: u8, from: u8) -> ParcelId {
        self.put(desk, on, Kind::Testimony, submission(id), Some(mailbox(from)), "{}")
    }

    fn says(&self, desk: &str, on: Day, from: u8, change: Change) -> ParcelId {
        let shown = Shown { version: 1, language: "en".to_owned().try_into().unwrap(), text: "You decide.".to_owned() };
        let json = serde_json::to_string(&ChangeRecord { change, shown }).unwrap();
        let id = SubmissionId::random(&mut OsRng);
        self.put(desk, on, Kind::Consent, id, Some(mailbox(from)), &json)
    }

    fn find(&self, prefix: &str) -> Result<Withdrawable, InboxError> {
        self.find_by(prefix, &[])
    }

    fn find_by(&self, prefix: &str, rosters: &[Roster]) -> Result<Withdrawable, InboxError> {
        let (mut index, prefix) = (Index::default(), Beginning(prefix.to_owned()));
        let against = Against::new(rosters, day(0));
        Withdrawable::find(&self.path(), &mut index, &self.identity, &prefix, &against, |_, _| {})
    }

    fn finds(&self, id: u8) -> Withdrawable {
        self.find(&submission(id).to_string()).unwrap()
    }
}

fn levels() -> Change {
    Change::Levels { values: [None; 8], no_death_penalty: true }
}

/// A vault of somebody who reads no answers that identify people, as ana does; the second of these rosters is the first
/// that names them, from day -1 on.
fn apart() -> (Vault, [Roster; 2], Identity) {
    let keys = identities();
    let issued = |n| day(n).to_string();
    let rosters =
        [desk_roster(&keys, 1, &issued(-9), &[ANA], &[]), desk_roster(&keys, 2, &issued(-1), &[ANA, US], &[ANA])];
    let [ana, us] = keys;
    let vault = Vault::of(us);
    vault.roster.set(rosters[1].reference());
    (vault, rosters, ana)
}

#[test]
fn all_that_belongs_to_a_submission_goes_with_it() {
    let (vault, rosters, ana) = apart();
    let decoy = Identity::generate(RecipientKind::Classic, &mut OsRng);
    let theirs = vault.put_for(&[&ana, &decoy], "main", day(0), Kind::Identity, submission(1), None, "{}");
    let elsewhere = ParcelId::from_bytes([0xbb; 32]);
    let told = json!({ "identity": { "parcel": theirs } }).to_string();
    let told = vault.put("main", day(0), Kind::Testimony, submission(1), Some(mailbox(1)), &told);
    let file = vault.put("main", day(0), Kind::Attachment, submission(1), None, "x");
    let closing = json!({ "parcels": [ { "id": told, "n": 0 }, { "id": elsewhere, "n": 2 } ], "not_kept": [] });
    let closing = vault.put("main", day(1), Kind::Closing, submission(1), None, &closing.to_string());
    let reply = vault.put("main", day(4), Kind::Reply, submission(1), None, "{}");
    let change = vault.says("main", day(1), 1, levels());
    let wish = vault.says("main", day(2), 1, Change::Withdraw);
    vault.says("main", day(2), 2, Change::Withdraw);
    vault.says("camps", day(2), 1, Change::Withdraw);
    vault.put("main", day(0), Kind::Cover, submission(9), None, "");
    // Who lists it in a list of their own keeps it from nobody.
    let list = json!({ "parcels": [ { "id": theirs } ], "not_kept": [] }).to_string();
    vault.put("main", day(0), Kind::Closing, submission(8), None, &list);
    let all = vault.find_by(&submission(1).to_string(), &rosters).unwrap();
    assert_eq!(all.asked, Some(day(2)));
    assert_eq!(all.desk.as_str(), "main");
    assert_eq!(all.submissions, BTreeSet::from([submission(1)]));
    // An identity parcel that is closed to us, by what names it.
    assert_eq!(all.parcels, BTreeSet::from([told, file, closing, reply, change, wish, theirs]));
    assert_eq!(all.absent, BTreeSet::from([elsewhere]), "a file that we have not pulled");
    assert_eq!(all.closed, BTreeSet::new());
}

#[test]
fn an_invented_submission_takes_no_parcel_of_another_with_it() {
    let (vault, rosters, ana) = apart();
    let decoy = Identity::generate(RecipientKind::Classic, &mut OsRng);
    let closed = |on, whom: &[&Identity]| vault.put_for(whom, "main", on, Kind::Identity, submission(1), None, "{}");
    let named = closed(day(0), &[&ana, &decoy]);
    let told = json!({ "identity": { "parcel": named } }).to_string();
    let theirs = vault.put("main", day(0), Kind::Testimony, submission(1), Some(mailbox(1)), &told);
    let file = vault.put("main", day(0), Kind::Attachment, submission(1), None, "x");
    // What came before this reviewer: nothing that opens here names it.
    let before = [closed(day(-3), &[&ana]), closed(day(-1), &[&ana, &decoy])];
    // Listed once more, under a day of this reviewer's time.
    fs::copy(
        vault.path().join(format!("main/{}/{}.age", day(-1), before[1])),
        vault.path().join(format!("main/{}/{}.age", day(0), before[1])),
    )
    .unwrap();
    // Not as the roster has it: one stanza too few; and one that is no testimony's.
    let [few, listed] = [closed(day(0), &[&ana]), closed(day(0), &[&ana, &decoy])];
    // The server knows every parcel's id. It invents a source who told of them all and wants them gone.
    let unseen = ParcelId::from_bytes([0xbb; 32]);
    let bait = vault.put("main", day(0), Kind::Testimony, submission(9), Some(mailbox(9)), &told);
    let baits = [before[0], before[1], few].map(|id| {
        let told = json!({ "identity": { "parcel": id } }).to_string();
        vault.put("main", day(0), Kind::Testimony, SubmissionId::random(&mut OsRng), Some(mailbox(9)), &told)
    });
    let ids = [theirs, file, named, unseen, before[0], before[1], few, listed];
    let list = json!({ "parcels": ids.map(|id| json!({ "id": id })), "not_kept": [] });
    let list = vault.put("main", day(0), Kind::Closing, submission(9), None, &list.to_string());
    let wish = vault.says("main", day(1), 9, Change::Withdraw);
    let all = vault.find_by(&submission(9).to_string(), &rosters).unwrap();
    let invented = BTreeSet::from([bait, list, wish]).into_iter().chain(baits).collect();
    assert_eq!((all.asked, all.submissions.len(), all.parcels), (Some(day(1)), 4, invented));
    assert_eq!(all.absent, BTreeSet::from([unseen]));
    assert_eq!(all.closed, BTreeSet::from([named, before[0], before[1], few, listed]));

    // Nor does a list that is laid to a genuine wish.
    vault.says("main", day(1), 1, Change::Withdraw);
    let list = json!({ "parcels": [ { "id": theirs }, { "id": before[0] }, { "id": listed } ], "not_kept": [] });
    let list = vault.put("main", day(0), Kind::Closing, submission(1), None, &list.to_string());
    let all = vault.find_by(&submission(1).to_string(), &rosters).unwrap();
    assert!(all.parcels.is_superset(&BTreeSet::from([theirs, file, list])));
    assert_eq!(all.closed, BTreeSet::from([named, before[0], listed]));
}

#[test]
fn a_wish_covers_what_the_source_sent_until_its_day() {
    let vault = Vault::new();
    let first = vault.tells("main", day(0), 1, 1);
    let second = vault.tells("main", day(3), 2, 1);
    let later = vault.tells("main", day(5), 3, 1);
    let others = vault.tells("main", day(0), 4, 2);
    let wish = vault.says("main", day(3), 1, Change::Withdraw);
    let after = vault.says("main", day(6), 1, levels());
    let again = vault.says("main", day(4), 1, Change::Withdraw);
    for id in [1, 2] {
        let all = vault.finds(id);
        assert_eq!((all.asked, &all.submissions), (Some(day(3)), &BTreeSet::from([submission(1), submission(2)])));
        // What was said afterwards may be about what stays.
        assert_eq!(all.parcels, BTreeSet::from([first, second, wish]), "{id}");
    }
    assert_eq!((vault.finds(3).asked, vault.finds(3).parcels), (None, BTreeSet::from([later])));
    assert_eq!((vault.finds(4).asked, vault.finds(4).parcels), (None, BTreeSet::from([others])));
    // With the last of it, all that was said about it goes.
    let wish_of_all = vault.says("main", day(7), 1, Change::Withdraw);
    let all = vault.finds(3);
    assert_eq!(all.asked, Some(day(7)));
    assert_eq!(all.parcels, BTreeSet::from([first, second, later, wish, again, after, wish_of_all]));
}

#[test]
fn a_parcel_that_the_server_lists_under_another_day_moves_no_wish() {
    let vault = Vault::new();
    let told = vault.tells("main", day(0), 1, 1);
    vault.says("main", day(2), 1, Change::Withdraw);
    // Listed once more, behind the wish, as though it had been told after it.
    let later = vault.path().join(format!("main/{}", day(9)));
    fs::create_dir_all(&later).unwrap();
    let name = format!("{told}.age");
    fs::copy(vault.path().join(format!("main/{}/{name}", day(0))), later.join(&name)).unwrap();
    assert_eq!(vault.finds(1).asked, Some(day(2)));
    let mut index = Index::default();
    let inbox = Inbox::read(&vault.path(), &mut index, &vault.identity, &Against::default(), |_, _| {}).unwrap();
    assert_eq!(inbox.submissions.iter().map(|one| one.day).collect::<Vec<_>>(), [day(0)]);
}

#[test]
fn what_is_no_wish_is_not_taken_for_one() {
    let vault = Vault::new();
    vault.tells("main", day(2), 1, 1);
    vault.says("main", day(1), 1, Change::Withdraw);
    vault.says("main", day(3), 1, levels());
    vault.put("main", day(3), Kind::Consent, submission(8), Some(mailbox(1)), r#"{"withdraw":true}"#);
    assert_eq!(vault.finds(1).asked, None);
    let lost = vault.put("main", day(2), Kind::Attachment, submission(2), None, "x");
    let alone = vault.find(&submission(2).to_string());
    assert!(matches!(alone, Err(InboxError::NoTestimony)), "{lost}");
    let none = vault.find("ffff");
    assert!(matches!(none, Err(InboxError::NoSuch(_))));
    let both = vault.find("0");
    assert!(matches!(both, Err(InboxError::Ambiguous(_, 2))));
}

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
    let rosters = [roster(1, &[("ana", 3)], 1), roster(2, &[("bea", 4), ("cruz", 5)], 2)];
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
    let mut take = |tombstones: &[SignedWithdrawal]| {
        let forget = |_: &TakenOut| Ok::<_, InboxError>(());
        take_out(&vault.path(), &mut index, tombstones, (&rosters, day(2)), &vault.identity, forget).unwrap().0
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
        // What it says inside counts, whatever day a server lists it under.
        (opens(2, 0, 2), bea, false),
        (opens(2, 9, 3), ana, true),
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
    for known in [false, true] {
        let mut index = Index::default();
        if known {
            Inbox::read(&vault.path(), &mut index, &vault.identity, &Against::new(&rosters, day(9)), |_, _| {})
                .unwrap();
        }
        for (n, (parcel, (by, byte), goes)) in cases.iter().enumerate() {
            let stone = [tombstone(*parcel, day(0), by, *byte)];
            let judged = Judged::of(&vault.path(), &index, &stone, (&rosters, day(9)), &vault.identity).unwrap();
            assert_eq!(judged.withdrawn.len(), usize::from(*goes), "case {n}, in the index: {known}");
        }
    }
    let stones: Vec<_> = cases.iter().map(|(id, (by, byte), _)| tombstone(*id, day(0), by, *byte)).collect();
    let rules = (&rosters[..], day(9));
    let taken = take_out(&vault.path(), &mut Index::default(), &stones, rules, &vault.identity, forget).unwrap().0;
    let goes = cases.iter().filter(|(.., goes)| *goes).map(|(id, ..)| *id).collect();
    assert_eq!((taken.parcels, taken.doubtful.len()), (goes, 5));
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
    let rules = (&rosters[..], day(2));
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
    let rules = (&rosters[..], day(2));
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
    let mut index = Index::default();
    let mut take = |forget: &dyn Fn(&TakenOut) -> Result<(), InboxError>| {
        take_out(&vault.path(), &mut index, &tombstones, (&rosters, day(2)), &vault.identity, forget).unwrap()
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

/// Makes a parcel unreadable without showing it: neither its length nor its time changes.
fn spoil(path: &Path) {
    let before = fs::metadata(path).unwrap();
    fs::write(path, vec![0; before.len() as usize]).unwrap();
    fs::File::options().write(true).open(path).unwrap().set_modified(before.modified().unwrap()).unwrap();
}

#[test]
fn what_the_index_knows_is_not_opened_again_and_the_wish_is() {
    let vault = Vault::new();
    let told = vault.tells("main", day(0), 1, 1);
    let closing = json!({ "parcels": [ { "id": told } ], "not_kept": [] }).to_string();
    let closing = vault.put("main", day(0), Kind::Closing, submission(1), None, &closing);
    let wish = vault.says("main", day(2), 1, Change::Withdraw);
    let mut index = Index::default();
    let mut find = || {
        let first = submission(1).into();
        let against = Against::default();
        Withdrawable::find(&vault.path(), &mut index, &vault.identity, &first, &against, |_, _| {}).unwrap()
    };
    let before = find();
    assert_eq!((before.asked, &before.parcels), (Some(day(2)), &BTreeSet::from([told, closing, wish])));
    for parcel in [told, closing] {
        spoil(&vault.path().join(format!("main/{}/{parcel}.age", day(0))));
    }
    assert_eq!(find(), before);
    spoil(&vault.path().join(format!("main/{}/{wish}.age", day(2))));
    assert_eq!(find().asked, None, "nobody signs for a wish that does not open");
}
