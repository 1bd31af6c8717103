//! What left a server for good, by notes that reviewers signed.
//!
//! Whoever controls the server can name a file as they like. A backup lets nothing go, and a restore leaves nothing out,
//! but for what reviewers signed whose keys the custodian signed. Rosters that another custodian signed count for
//! nothing here: who names a successor in a roster of their own could make themselves one's predecessor.

use std::collections::{BTreeMap, BTreeSet};

use crate::roster::{NoteVerifier, Roster, SignedRoster, SignedWithdrawal};
use crate::seal::{Day, DeskId, ParcelId, ShortName};

/// Parcels and days that are gone by notes that hold.
#[derive(Debug, Default)]
pub(super) struct Gone {
    pub(super) withdrawn: BTreeSet<(DeskId, ParcelId)>,
    pub(super) expired: BTreeSet<(DeskId, Day)>,
    /// Paths of notes that say so, and that nobody who could has signed.
    pub(super) unbelieved: Vec<String>,
}

impl Gone {
    /// Reads the small files of a data folder by the rosters among them.
    pub(super) fn of<'a>(small: impl Iterator<Item = (&'a str, &'a [u8])>, custodian: &NoteVerifier) -> Self {
        let (mut rosters, mut stones, mut days) = (Vec::new(), Vec::new(), BTreeMap::<_, BTreeMap<_, _>>::new());
        for (path, content) in small {
            let text = String::from_utf8_lossy(content);
            if path.starts_with("rosters/") {
                rosters.extend(SignedRoster::new(text.into_owned()).verify(custodian));
            } else if let Some(parcel) = tombstone(path) {
                stones.push((path, parcel, text));
            } else if let Some((desk, day, reviewer)) = expiry(path) {
                days.entry((desk, day)).or_default().insert(reviewer, (path, text));
            }
        }
        let mut gone = Self::default();
        for (path, (desk, parcel), text) in stones {
            let note = SignedWithdrawal::parse(&text).ok();
            let note = note.filter(|note| (&note.says().desk, note.says().parcel) == (&desk, parcel));
            if note.is_some_and(|note| rosters.iter().any(|roster| roster.is_enough(&note))) {
                gone.withdrawn.insert((desk, parcel));
            } else {
                gone.unbelieved.push(path.to_owned());
            }
        }
        for ((desk, day), notes) in days {
            let note = |reviewer: &ShortName| notes.get(reviewer).map(|(_, text)| text.as_ref());
            if rosters.iter().any(|roster: &Roster| roster.lets_expire(&desk, day, note)) {
                gone.expired.insert((desk, day));
            } else {
                gone.unbelieved.extend(notes.values().map(|(path, _)| (*path).to_owned()));
            }
        }
        gone
    }
}

/// The parcel of a tombstone's path.
fn tombstone(path: &str) -> Option<(DeskId, ParcelId)> {
    let (desk, file) = path.strip_prefix("withdrawn/")?.split_once('/')?;
    Some((desk.parse().ok()?, file.strip_suffix(".note")?.parse().ok()?))
}

/// Whose word for which expired day lies at a path.
fn expiry(path: &str) -> Option<(DeskId, Day, ShortName)> {
    let (desk, rest) = path.strip_prefix("expired/")?.split_once('/')?;
    let (day, file) = rest.split_once('/')?;
    Some((desk.parse().ok()?, day.parse().ok()?, file.strip_suffix(".note")?.parse().ok()?))
}
