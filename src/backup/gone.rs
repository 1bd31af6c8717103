//! What left a server for good, by notes that reviewers signed.
//!
//! Whoever controls the server can name a file as they like. A backup lets nothing go, and a restore leaves nothing out,
//! but for what reviewers signed whose keys the custodian signed, in the roster that was in force on the parcel's day or a
//! later one. The day is the one under which the backup took it: nobody moves that afterwards. Rosters that another
//! custodian signed count for nothing here: who names a successor in a roster of their own could make themselves one's
//! predecessor.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Names;
use super::shelf::{Blind, Listed};
use crate::roster::{NoteVerifier, Roster, SignedRoster, SignedWithdrawal, Since};
use crate::seal::{Day, DeskId, ParcelId, ShortName};
use crate::store::{EXPIRED, WITHDRAWN, is_kept_roster};

/// Farther away than any parcel: so many days before a roster was issued are looked through for one of before, and so many
/// from then on.
const MOST_DAYS: i64 = 20 * 366;

/// Parcels and days that are gone by notes that hold.
#[derive(Debug, Default)]
pub(super) struct Gone {
    /// Each parcel that has a tombstone, and of which days.
    withdrawn: BTreeMap<(DeskId, ParcelId), Of>,
    /// Each expired day, with the paths of its notes.
    expired: BTreeMap<(DeskId, Day), Vec<String>>,
    /// Paths of notes that say so, and that do not hold.
    pub(super) unbelieved: Vec<String>,
    /// Paths of notes of which a medium that cannot be listed whole does not tell whether a backup followed them.
    pub(super) undecided: Vec<String>,
}

/// Of which days a parcel with that tombstone may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    AllDays,
    /// From this day on a roster was in force by which it was not enough.
    DaysBefore(Day),
}

/// Whether a backup let go what a note lets go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Followed {
    Yes,
    No,
    Unknown,
}

/// The same as [`Gone`], by the names that parcels have on a shelf.
pub(super) struct BlindGone {
    /// With the groups of the days that count, where not all do: 7,320 of them, which many tombstones share.
    withdrawn: BTreeMap<String, Option<Arc<BTreeSet<String>>>>,
    expired: BTreeSet<String>,
}

impl BlindGone {
    /// True for a parcel that is gone.
    pub(super) fn holds(&self, blind: &Blind) -> bool {
        let of_its_day =
            |groups: &Option<Arc<BTreeSet<String>>>| groups.as_ref().is_none_or(|all| all.contains(&blind.group));
        self.withdrawn.get(&blind.name).is_some_and(of_its_day) || self.expired.contains(&blind.group)
    }
}

impl Gone {
    /// Reads the small files of a data folder by the rosters among them.
    pub(super) fn of<'a>(small: impl Iterator<Item = (&'a str, &'a [u8])>, custodian: &NoteVerifier) -> Self {
        let (mut rosters, mut stones, mut days) = (Vec::new(), Vec::new(), BTreeMap::<_, BTreeMap<_, _>>::new());
        for (path, content) in small {
            let text = String::from_utf8_lossy(content);
            if is_kept_roster(path) {
                rosters.extend(SignedRoster::new(text.into_owned()).verify(custodian));
            } else if let Some(parcel) = tombstone(path) {
                stones.push((path, parcel, text));
            } else if let Some((desk, day, reviewer)) = expiry(path) {
                days.entry((desk, day)).or_default().insert(reviewer, (path, text));
            }
        }
        rosters.sort_by_key(|roster: &Roster| roster.text().version);
        let mut gone = Self::default();
        for (path, (desk, parcel), text) in stones {
            let note = SignedWithdrawal::parse(&text).ok();
            let note = note.filter(|note| (&note.says().desk, note.says().parcel) == (&desk, parcel));
            if let Some(days) = note.and_then(|note| Of::enough(&rosters, &note)) {
                gone.withdrawn.insert((desk, parcel), days);
            } else {
                gone.unbelieved.push(path.to_owned());
            }
        }
        for ((desk, day), notes) in days {
            let note = |reviewer: &ShortName| notes.get(reviewer).map(|(_, text)| text.as_ref());
            let paths = notes.values().map(|(path, _)| (*path).to_owned());
            if Since::Day(day).of(&rosters).iter().any(|roster| roster.lets_expire(&desk, day, note)) {
                gone.expired.insert((desk, day), paths.collect());
            } else {
                gone.unbelieved.extend(paths);
            }
        }
        gone
    }

    /// Forgets the expired days of which `may` is not true: nobody asked for that here.
    pub(super) fn keep_expired(&mut self, may: impl Fn(&DeskId, Day) -> bool) {
        self.expired.retain(|(desk, day), _| may(desk, *day));
    }

    /// Takes every note for unbelieved that would have something go which the backup still has, though it could have let it
    /// go, and for undecided where it may lie in what cannot be listed: a server that finds such a note in its place deletes
    /// by it.
    pub(super) fn believe_what_was_followed(&mut self, there: &Listed, names: &Names) {
        let unlisted: BTreeSet<&str> = there.unlisted_groups().collect();
        let listed: BTreeSet<&str> = there.files.iter().map(|blind| blind.group.as_str()).collect();
        let by_name = self.blind(names).withdrawn;
        let Self { withdrawn, expired, unbelieved, undecided } = self;
        let mut put = |followed: Followed, paths: &mut Vec<String>| match followed {
            Followed::Yes => {}
            Followed::No => unbelieved.append(paths),
            Followed::Unknown => undecided.append(paths),
        };
        expired.retain(|(desk, day), paths| {
            let group = names.day(desk, *day);
            let followed = if listed.contains(group.as_str()) {
                Followed::No
            } else if there.is_all_unlisted() || unlisted.contains(group.as_str()) {
                // Its day is there, whatever lies in it.
                Followed::Unknown
            } else {
                Followed::Yes
            };
            put(followed, paths);
            followed == Followed::Yes
        });
        let mut later_days = BTreeMap::<(DeskId, Day), bool>::new();
        let mut followed_of = |(desk, parcel): &(DeskId, ParcelId), of: &Of| {
            let Of::DaysBefore(end) = *of else { return Followed::Yes };
            let name = names.parcel_name(desk, *parcel);
            let allowed = by_name.get(&name).and_then(Option::as_deref);
            let is_of_another_day =
                |blind: &Blind| blind.name == name && allowed.is_some_and(|all| !all.contains(&blind.group));
            if there.files.iter().any(is_of_another_day) {
                return Followed::No;
            }
            // Only in the desk's days from then on may what the note does not let go lie. Many notes share them.
            let is_unlisted = |later| unlisted.contains(names.day(desk, end.plus(later)).as_str());
            let may_lie_there = there.is_all_unlisted()
                || !unlisted.is_empty()
                    && *later_days.entry((desk.clone(), end)).or_insert_with(|| (0..MOST_DAYS).any(is_unlisted));
            if may_lie_there { Followed::Unknown } else { Followed::Yes }
        };
        withdrawn.retain(|key, of| {
            let followed = followed_of(key, of);
            put(followed, &mut vec![format!("{WITHDRAWN}/{}/{}.note", key.0, key.1)]);
            followed == Followed::Yes
        });
    }

    /// True for a parcel that is gone.
    pub(super) fn holds(&self, desk: &DeskId, day: Day, parcel: ParcelId) -> bool {
        let of_its_day = |days: &Of| match days {
            Of::AllDays => true,
            Of::DaysBefore(end) => day < *end,
        };
        self.withdrawn.get(&(desk.clone(), parcel)).is_some_and(of_its_day) || self.holds_day(desk, day)
    }

    /// True for a day that has expired.
    pub(super) fn holds_day(&self, desk: &DeskId, day: Day) -> bool {
        self.expired.contains_key(&(desk.clone(), day))
    }

    /// All of it by blind names.
    pub(super) fn blind(&self, names: &Names) -> BlindGone {
        let mut days = BTreeMap::<(&DeskId, Day), Arc<BTreeSet<String>>>::new();
        let withdrawn = self.withdrawn.iter().map(|((desk, parcel), of)| {
            let groups = match of {
                Of::AllDays => None,
                Of::DaysBefore(end) => {
                    let groups = || Arc::new((1..=MOST_DAYS).map(|ago| names.day(desk, end.plus(-ago))).collect());
                    Some(Arc::clone(days.entry((desk, *end)).or_insert_with(groups)))
                }
            };
            (names.parcel_name(desk, *parcel), groups)
        });
        let withdrawn = withdrawn.collect();
        let expired = self.expired.keys().map(|(desk, day)| names.day(desk, *day)).collect();
        BlindGone { withdrawn, expired }
    }
}

impl Of {
    /// Those of which a tombstone is enough, by [`Since::Day`].
    fn enough(rosters: &[Roster], note: &SignedWithdrawal) -> Option<Self> {
        let last = rosters.iter().rposition(|roster| roster.is_enough(note))?;
        let end = rosters[last + 1..].iter().map(|roster| roster.text().issued).min();
        Some(end.map_or(Self::AllDays, Self::DaysBefore))
    }
}

/// The parcel of a tombstone's path.
fn tombstone(path: &str) -> Option<(DeskId, ParcelId)> {
    let (desk, file) = path.strip_prefix(WITHDRAWN)?.strip_prefix('/')?.split_once('/')?;
    Some((desk.parse().ok()?, file.strip_suffix(".note")?.parse().ok()?))
}

/// Whose word for which expired day lies at a path.
fn expiry(path: &str) -> Option<(DeskId, Day, ShortName)> {
    let (desk, rest) = path.strip_prefix(EXPIRED)?.strip_prefix('/')?.split_once('/')?;
    let (day, file) = rest.split_once('/')?;
    Some((desk.parse().ok()?, day.parse().ok()?, file.strip_suffix(".note")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::{DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry, RosterText, Withdrawal};
    use crate::seal::{Identity, RecipientKind};
    use ed25519_dalek::SigningKey;
    use rand_core::OsRng;

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_bytes(&[byte; 32])
    }

    fn day(n: i64) -> Day {
        "2026-11-10".parse::<Day>().unwrap().plus(n)
    }

    /// Roster 1 of day 0 has ana and bea; in roster 2, of day 5, bea is gone.
    fn small(desk: &DeskId) -> (BTreeMap<String, String>, NoteVerifier) {
        let custodian = NoteSigner::new("custodian", key(2)).unwrap();
        let roster = |version, issued, reviewers: &[(&str, u8)]| {
            let interface = Interface { address: "127.0.0.1:1".to_owned(), key: PublicKey::of(&key(1)) };
            let mut text = RosterText::new(version, issued, issued.plus(365), interface);
            for (id, byte) in reviewers {
                let recipient = Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient().to_string();
                let id = id.parse().unwrap();
                text.reviewers.push(ReviewerEntry { id, recipient, key: PublicKey::of(&key(*byte)) });
            }
            let all = text.reviewers.iter().map(|reviewer| reviewer.id.clone()).collect();
            text.desks.push(DeskEntry::new(desk.clone(), "Main", all));
            text.sign(&custodian).unwrap().as_str().to_owned()
        };
        let rosters = [(1, day(0), &[("ana", 3), ("bea", 4)][..]), (2, day(5), &[("ana", 3)])];
        let rosters = rosters.map(|(n, issued, who)| (format!("rosters/0000000{n}.note"), roster(n, issued, who)));
        (rosters.into(), custodian.verifier())
    }

    /// The same with a tombstone by ana, one by bea, one by nobody whom a roster names, and another by bea: of which parcels.
    fn with_tombstones(desk: &DeskId) -> (BTreeMap<String, String>, NoteVerifier, [ParcelId; 4]) {
        let (mut small, custodian) = small(desk);
        let ids = [7, 8, 9, 10].map(|byte| ParcelId::from_bytes([byte; 32]));
        for (parcel, (by, byte)) in ids.into_iter().zip([("ana", 3), ("bea", 4), ("dora", 5), ("bea", 4)]) {
            let says = Withdrawal { desk: desk.clone(), parcel, not_before: day(0) };
            let note = says.sign(&by.parse().unwrap(), &key(byte)).unwrap();
            small.insert(format!("withdrawn/{desk}/{parcel}.note"), note.as_str().to_owned());
        }
        (small, custodian, ids)
    }

    #[test]
    fn who_was_removed_lets_nothing_go_that_came_afterwards() {
        let desk: DeskId = "main".parse().unwrap();
        let (small, custodian, ids) = with_tombstones(&desk);
        let also_bea = ids[3];
        let files = || small.iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
        let mut gone = Gone::of(files(), &custodian);
        let names = Names::of(&[1; 32]);
        // By the path and by the blind name it is the same: (parcel, day, whether it goes).
        let cases =
            [(0, -9, true), (0, 4, true), (0, 5, true), (1, -9, true), (1, 4, true), (1, 5, false), (2, 4, false)];
        for (n, of, goes) in cases {
            let (id, of) = (ids[n], day(of));
            assert_eq!(gone.holds(&desk, of, id), goes, "{n} of {of}");
            assert_eq!(gone.blind(&names).holds(&names.parcel(&desk, of, id)), goes, "{n} of {of}");
        }
        // A thousand tombstones of one end are not a thousand lists of days.
        let blind = gone.blind(&names).withdrawn;
        let groups = |id| blind[&names.parcel_name(&desk, id)].as_ref().unwrap();
        assert!(Arc::ptr_eq(groups(ids[1]), groups(also_bea)));
        let stone = |n: usize| format!("withdrawn/{desk}/{}.note", ids[n]);
        assert_eq!(gone.unbelieved, [stone(2)]);
        // A restored server deletes by what lies in its place, whatever the day.
        let there = |blind| Listed { files: BTreeSet::from([blind]), unlisted: Vec::new() };
        gone.believe_what_was_followed(&there(names.parcel(&desk, day(4), ids[1])), &names);
        assert_eq!(gone.unbelieved, [stone(2)]);
        gone.believe_what_was_followed(&there(names.parcel(&desk, day(5), ids[1])), &names);
        assert_eq!(gone.unbelieved, [stone(2), stone(1)]);
        assert!(!gone.holds(&desk, day(4), ids[1]));
    }

    #[test]
    fn what_a_backup_may_still_have_is_gone_by_no_note() {
        let desk: DeskId = "main".parse().unwrap();
        let (small, custodian, [of_ana, of_bea, of_nobody, also_bea]) = with_tombstones(&desk);
        let (names, stone) = (Names::of(&[1; 32]), |id: ParcelId| format!("withdrawn/{desk}/{id}.note"));
        let group = |n| format!("files/{}", names.day(&desk, day(n)));
        let (all, replies) = ("files".to_owned(), format!("files/{}", names.replies()));
        let unseen = |path: &String| Listed { files: BTreeSet::new(), unlisted: vec![path.clone()] };
        // A day of which a damaged medium shows nothing but its folder was not let go, nor any where it shows not even those.
        let note = "expired/main/2026-11-10/ana.note".to_owned();
        for (unlisted, is_believed) in [(group(1), true), (group(0), false), (all.clone(), false)] {
            let expired = BTreeMap::from([((desk.clone(), day(0)), vec![note.clone()])]);
            let mut gone = Gone { expired, ..Gone::default() };
            gone.believe_what_was_followed(&unseen(&unlisted), &names);
            let undecided = if is_believed { Vec::new() } else { vec![note.clone()] };
            assert_eq!((gone.expired.is_empty(), gone.undecided), (!is_believed, undecided), "{unlisted}");
            assert!(gone.unbelieved.is_empty(), "it may hold: {unlisted}");
        }
        // Bea's word counts for the days before day 5 alone, so not for what may be of a later one; Ana's for all.
        // What another desk's folder may hold is none of theirs.
        let of_camps = format!("files/{}", names.day(&"camps".parse().unwrap(), day(6)));
        let cases =
            [(group(4), true), (replies, true), (of_camps, true), (group(5), false), (group(400), false), (all, false)];
        for (unlisted, is_believed) in cases {
            let mut gone = Gone::of(small.iter().map(|(path, text)| (path.as_str(), text.as_bytes())), &custodian);
            gone.believe_what_was_followed(&unseen(&unlisted), &names);
            assert_eq!(gone.unbelieved, [stone(of_nobody)], "{unlisted}");
            let undecided: BTreeSet<String> = gone.undecided.iter().cloned().collect();
            let told = if is_believed { Vec::new() } else { vec![of_bea, also_bea] };
            assert_eq!(undecided, told.into_iter().map(stone).collect(), "{unlisted}");
            assert!(gone.holds(&desk, day(9), of_ana));
        }
    }
}
