//! Where every chain ends, in one sealed file, so that an act need not read the log of years.
//!
//! ```text
//! HOME/custody.age    see `kept`
//! ```
//! The segments are the truth, and this is made from them. It says which ones it was made from, by their lengths and
//! times: what came after them is read, and where they are others, all of it is read. Whoever wants to can set both; they
//! bring the next event to a wrong place in its chain, which shows wherever a chain is held against itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::event::{KeptEvent, NOTHING_BEFORE, Object, What};
use super::{ChainId, CustodyLog, Gone, segment};
use crate::seal::{DeskId, Digest, SubmissionId};
use crate::vault::file::Stamp;
use crate::vault::home::ReviewerKeys;
use crate::vault::kept::{self, KeptError};

const NAME: &str = "custody";
const VERSION: u32 = 1;

/// The end of a chain, and the parcels that it names.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) next: u64,
    pub(super) prev: Digest,
    testimonies: BTreeSet<Digest>,
    parcels: BTreeSet<Digest>,
}

impl Default for End {
    fn default() -> Self {
        Self { next: 0, prev: NOTHING_BEFORE, testimonies: BTreeSet::new(), parcels: BTreeSet::new() }
    }
}

impl End {
    pub(super) fn pass(&mut self, event: &KeptEvent) {
        self.next = event.says.seq.saturating_add(1);
        self.prev = event.digest();
        for object in event.says.objects().filter(|object| object.what.is_parcel()) {
            let into = if object.what == What::Testimony { &mut self.testimonies } else { &mut self.parcels };
            into.insert(object.sha256);
        }
    }

    /// An event names this parcel.
    pub(super) fn names(&self, object: &Object) -> bool {
        self.testimonies.contains(&object.sha256) || self.parcels.contains(&object.sha256)
    }
}

/// The ends of all chains, and the segments in which they were found.
pub(super) struct Ends {
    pub(super) chains: BTreeMap<ChainId, End>,
    /// What was wrong with those segments.
    pub(super) troubles: Vec<String>,
    /// The number of the last one.
    pub(super) last: u64,
    /// Whether a segment that is there was not read.
    pub(super) unread: bool,
    stamps: Stamps,
}

/// The lengths and times of segments, in order.
#[derive(Clone, Default)]
struct Stamps(Sha256);

impl Stamps {
    fn add(&mut self, number: u64, stamp: Stamp) {
        self.0.update(number.to_be_bytes());
        self.0.update(stamp.to_bytes());
    }

    fn digest(&self) -> Digest {
        Digest::from_bytes(self.0.clone().finalize().into())
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    version: u32,
    last: u64,
    stamps: Digest,
    troubles: Vec<String>,
    chains: Vec<(SubmissionId, DeskId, End)>,
}

impl Ends {
    fn after(troubles: Vec<String>) -> Self {
        Self { chains: BTreeMap::new(), troubles, last: 0, unread: false, stamps: Stamps::default() }
    }

    /// Where segments beyond the last one were known, they are lost: that is told, their numbers are not used again, and
    /// the chains go on from where they ended.
    pub(super) fn go_on_from_what_is_lost(&mut self, path: &Path, keys: &ReviewerKeys) {
        let Ok(Some(stored)) = kept::read::<Stored>(path, NAME, keys) else { return };
        if stored.version != VERSION || stored.last <= self.last {
            return;
        }
        self.troubles.push(format!("segments {} to {} of the custody log are missing", self.last + 1, stored.last));
        self.last = stored.last;
        self.chains.extend(stored.chains.into_iter().map(|(submission, desk, end)| ((submission, desk), end)));
    }

    /// The ends of a log that was read as a whole.
    pub(super) fn of(log: &CustodyLog, segments: &[(u64, Stamp)]) -> Self {
        let mut ends = Self::after(log.troubles.clone());
        ends.unread = log.unread;
        ends.pass(log.chains.values().flatten());
        for (number, stamp) in segments {
            ends.add(*number, *stamp);
        }
        ends
    }

    /// Those that were kept at `path`, when they are of these segments, or of the first of them: then the others are
    /// read. `None` where only reading all of it tells.
    pub(super) fn read(path: &Path, folder: &Path, segments: &[(u64, Stamp)], keys: &ReviewerKeys) -> Option<Self> {
        let stored: Stored = kept::read(path, NAME, keys).ok().flatten()?;
        let mut ends = Self::after(stored.troubles);
        let (known, later) = segments.split_at(segments.partition_point(|(number, _)| *number <= stored.last));
        for (number, stamp) in known {
            ends.add(*number, *stamp);
        }
        if stored.version != VERSION || ends.last != stored.last || ends.stamps.digest() != stored.stamps {
            return None;
        }
        ends.chains = stored.chains.into_iter().map(|(submission, desk, end)| ((submission, desk), end)).collect();
        for (number, stamp) in later {
            if *number != ends.last + 1 {
                return None;
            }
            ends.pass(&segment::read(folder, *number, &keys.identity).ok()?);
            ends.add(*number, *stamp);
        }
        Some(ends)
    }

    /// Keeps them.
    pub(super) fn keep(self, path: &Path, keys: &ReviewerKeys) -> Result<(), KeptError> {
        let stamps = self.stamps.digest();
        let chains = self.chains.into_iter().map(|((submission, desk), end)| (submission, desk, end)).collect();
        let stored = Stored { version: VERSION, last: self.last, stamps, troubles: self.troubles, chains };
        kept::replace(path, NAME, &stored, keys)
    }

    /// A segment was read or written.
    pub(super) fn add(&mut self, number: u64, stamp: Stamp) {
        self.last = number;
        self.stamps.add(number, stamp);
    }

    fn pass<'a>(&mut self, events: impl IntoIterator<Item = &'a KeptEvent>) {
        for event in events {
            self.chains.entry((event.says.submission, event.says.desk.clone())).or_default().pass(event);
        }
    }

    /// One of the chains goes.
    pub(super) fn any_goes(&self, gone: &Gone<'_>) -> bool {
        self.chains.iter().any(|(chain, end)| gone.has(chain, end.testimonies.iter().copied()))
    }
}
