//! Which rosters count for a parcel: who was removed before it came has no say in it.

use super::Roster;
use crate::seal::Day;

/// From where on rosters count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// From the version that a parcel names inside its seal.
    Version(u64),
    /// From the roster that was in force at this day's end, where no more is known of a parcel than its day.
    Day(Day),
    /// The newest alone, where nothing is known.
    Newest,
}

impl Since {
    /// Those that count of `rosters`, which are sorted by version.
    ///
    /// In force on a day is the newest that was issued until then. Where all were issued later, all of them count: none is
    /// known that was replaced before.
    pub fn of(self, rosters: &[Roster]) -> &[Roster] {
        let first = match self {
            Self::Version(version) => rosters.partition_point(|roster| roster.text().version < version),
            Self::Day(day) => rosters.iter().rposition(|roster| roster.text().issued <= day).unwrap_or(0),
            Self::Newest => rosters.len().saturating_sub(1),
        };
        &rosters[first..]
    }
}
