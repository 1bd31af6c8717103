mod removed;

use std::cell::Cell;
use std::fs;
use std::path::PathBuf;

use rand_core::OsRng;
use serde_json::json;
use zeroize::Zeroizing;

use super::*;
use crate::form::consent::{Change, Shown};
use crate::roster::{DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry, Roster, RosterText};
use crate::seal::{AttachmentTag, FormNonce, Kind, Mailbox, ParcelHead, RecipientKind, Recipients, RosterRef, Sealer};

use crate::vault::closed::tests::{ANA, US, identities, roster as desk_roster};
use crate::vault::{Inbox, Index};

/// A vault that parcels are sealed into.
struct Vault {
    folder: tempfile::TempDir,
    identity: Identity,
    /// The roster that parcels are sealed under.
    roster: Cell<RosterRef>,
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
        let mut sealer = Sealer::begin(head, &recipients, Vec::new()).unwrap();
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
        fs::write(folder.join(format!("{}.age", parcel.finished.id())), parcel.sink).unwrap();
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
        let (mut index, prefix) = (Index::default(), Beginning { desk: None, id: prefix.to_owned() });
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
    let before = [closed(day(-3), &[&ana]), closed(day(-2), &[&ana, &decoy])];
    // Listed once more, under a day of this reviewer's time.
    fs::copy(
        vault.path().join(format!("main/{}/{}.age", day(-2), before[1])),
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
fn on_the_day_that_we_came_a_submissions_own_identity_parcel_goes_with_it() {
    let (vault, rosters, ana) = apart();
    let decoy = Identity::generate(RecipientKind::Classic, &mut OsRng);
    // Sealed by the roster of this day, and by the one before, which may have been in use still.
    for (id, whom, goes) in [(1, &[&ana, &decoy][..], true), (2, &[&ana][..], false)] {
        let named = vault.put_for(whom, "main", day(-1), Kind::Identity, submission(id), None, "{}");
        let told = json!({ "identity": { "parcel": named } }).to_string();
        let told = vault.put("main", day(-1), Kind::Testimony, submission(id), Some(mailbox(id)), &told);
        let wish = vault.says("main", day(0), id, Change::Withdraw);
        let all = vault.find_by(&submission(id).to_string(), &rosters).unwrap();
        let (own, closed) = if goes { (Some(named), None) } else { (None, Some(named)) };
        assert_eq!(all.parcels, [told, wish].into_iter().chain(own).collect(), "{id}");
        assert_eq!(all.closed, closed.into_iter().collect(), "{id}");
    }
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
fn a_parcel_that_the_server_lists_under_another_desk_too_stays_one_submissions() {
    let vault = Vault::new();
    let told = vault.tells("main", day(0), 1, 1);
    let wish = vault.says("main", day(2), 1, Change::Withdraw);
    let before = vault.finds(1);
    for (parcel, on) in [(told, day(0)), (wish, day(2))] {
        let [main, camps] = ["main", "camps"].map(|desk| vault.path().join(format!("{desk}/{on}/{parcel}.age")));
        fs::create_dir_all(camps.parent().unwrap()).unwrap();
        fs::copy(main, camps).unwrap();
    }
    let all = vault.finds(1);
    assert_eq!((all.desk.as_str(), &all.parcels), ("main", &BTreeSet::from([told, wish])));
    assert_eq!(all, before);
    // Listed there alone, it is of the desk that it was sealed for all the same.
    fs::remove_dir_all(vault.path().join("main")).unwrap();
    assert_eq!(vault.finds(1), before);
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
        let first = Beginning::of(submission(1), &"main".parse().unwrap());
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
