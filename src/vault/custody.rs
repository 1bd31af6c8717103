//! Custody: what a reviewer did with evidence, as a hash-chained log of signed notes.
//!
//! There is a chain for each submission and desk, so that what is shown of one shows nothing of another. Each event is
//! a note of its own (`custody/event.rs`), signed by the reviewer's key. At rest the log is sealed to that reviewer
//! (`custody/segment.rs`); where its chains end stands beside it (`custody/ends.rs`).

mod act;
mod chain;
mod ends;
mod event;
mod segment;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::PathBuf;

use self::ends::{End, Ends};
use super::home::ReviewerKeys;
use crate::harden::private_file;
use crate::roster::{NoteError, NoteSigner, PublicKey, Roster};
use crate::seal::{Day, DeskId, Digest, Identity, ParcelId, SubmissionId};

pub use act::Act;
pub(super) use chain::doubt;
pub use chain::{Known, Link, check, known};
pub use event::{ActKind, Agent, Basis, Event, KeptEvent, Line, NotALine, Object, Outcome, What};

/// A submission as one desk has it: what a chain is about.
pub type ChainId = (SubmissionId, DeskId);

/// An act cannot be recorded.
#[derive(Debug)]
pub enum CustodyError {
    /// A file or folder cannot be used.
    Io(PathBuf, io::Error),
    /// No roster that is known here names this reviewer's key.
    NoRole,
    /// The key's name makes no note.
    Note(NoteError),
}

impl fmt::Display for CustodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NoRole => f.write_str("no roster that is known here names your key, so you have no role to act in"),
            Self::Note(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CustodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::NoRole => None,
            Self::Note(error) => Some(error),
        }
    }
}

/// The log of one reviewer.
#[derive(Clone, Debug)]
pub struct Custody {
    folder: PathBuf,
}

/// Which chains go with what was withdrawn.
#[derive(Debug)]
pub struct Gone<'a> {
    /// These,
    pub chains: &'a BTreeSet<ChainId>,
    /// and those that name a testimony among these of their desk,
    pub withdrawn: &'a BTreeSet<(DeskId, ParcelId)>,
    /// but for those that name another which is among these, the parcels that stay.
    pub staying: &'a BTreeSet<ParcelId>,
}

impl Gone<'_> {
    /// A chain that names these sealed testimonies goes.
    fn has(&self, chain: &ChainId, testimonies: impl Iterator<Item = Digest>) -> bool {
        let parcels = testimonies.map(|digest| ParcelId::from_bytes(*digest.as_bytes()));
        let (withdrawn, others): (Vec<_>, Vec<_>) =
            parcels.partition(|id| self.withdrawn.contains(&(chain.1.clone(), *id)));
        let named = !withdrawn.is_empty() && !others.iter().any(|id| self.staying.contains(id));
        named || self.chains.contains(chain)
    }
}

/// All that is in a log.
#[derive(Debug, Default)]
pub struct CustodyLog {
    /// The events of each chain, in the order in which they were written.
    pub chains: BTreeMap<ChainId, Vec<KeptEvent>>,
    /// What is missing or does not open.
    pub troubles: Vec<String>,
    /// The number of the last segment.
    last: u64,
    /// Whether a segment that is there was not read.
    unread: bool,
}

impl Custody {
    /// The log in this folder, whether it exists or not.
    pub const fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Records what was done, as one segment: all of it or, after a crash, nothing.
    ///
    /// A parcel that no event names yet gets one first that says it was found here. Returns what is wrong with the log,
    /// which stops nothing: the next event names the last one that is there.
    pub fn append(
        &self,
        acts: &[Act],
        day: Day,
        keys: &ReviewerKeys,
        rosters: &[Roster],
    ) -> Result<Vec<String>, CustodyError> {
        if acts.is_empty() {
            return Ok(Vec::new());
        }
        let agent = Agent::of(PublicKey::of(&keys.signing), rosters.iter()).ok_or(CustodyError::NoRole)?;
        let signer = NoteSigner::new(agent.role.as_str(), keys.signing.clone()).map_err(CustodyError::Note)?;
        // Held until the segment is in its place: of two commands, the second goes on where the first has ended.
        let _lock = segment::lock(&self.folder)?;
        let ends = self.ends(keys)?;
        let mut writing = Writing { ends, signer, agent, day, notes: Vec::with_capacity(acts.len()) };
        for act in acts {
            writing.add(act)?;
        }
        let Writing { mut ends, notes, .. } = writing;
        let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
        let number = ends.last + 1;
        let stamp = segment::write(&self.folder, number, &notes, &keys.identity)?;
        ends.add(number, stamp);
        let troubles = ends.troubles.clone();
        // A segment that was not read now may be read again tomorrow, when its chains go on from where they end.
        if !ends.unread {
            // The act is recorded. What was kept before is behind by this segment, which is read the next time.
            let _ = ends.keep(&self.ends_path(), keys);
        }
        Ok(troubles)
    }

    /// Those of these acts that no event tells of yet.
    pub fn without_known(&self, mut acts: Vec<Act>, identity: &Identity) -> Result<Vec<Act>, CustodyError> {
        let log = self.read(identity)?;
        acts.retain(|act| {
            let mut events = log.chain(&(act.submission, act.desk.clone())).iter();
            !events.any(|event| act.is_told_by(&event.says))
        });
        Ok(acts)
    }

    /// Where the chains end: as it was kept, where that agrees with the segments, else by reading all of them.
    fn ends(&self, keys: &ReviewerKeys) -> Result<Ends, CustodyError> {
        let segments = segment::listed(&self.folder)?;
        if let Some(ends) = Ends::read(&self.ends_path(), &self.folder, &segments, keys) {
            return Ok(ends);
        }
        let mut ends = Ends::of(&self.read(&keys.identity)?, &segments);
        ends.go_on_from_what_is_lost(&self.ends_path(), keys);
        Ok(ends)
    }

    fn ends_path(&self) -> PathBuf {
        self.folder.with_extension("age")
    }

    /// Reads all of it. What is missing or does not open is told, and stops nothing.
    pub fn read(&self, identity: &Identity) -> Result<CustodyLog, CustodyError> {
        let mut log = CustodyLog::default();
        for (number, _) in segment::listed(&self.folder)? {
            match number - log.last {
                1 => {}
                2 => log.troubles.push(format!("segment {} of the custody log is missing", number - 1)),
                _ => log.troubles.push(format!(
                    "segments {} to {} of the custody log are missing",
                    log.last + 1,
                    number - 1
                )),
            }
            log.last = number;
            match segment::read(&self.folder, number, identity) {
                Ok(events) => {
                    for event in events {
                        let chain = (event.says.submission, event.says.desk.clone());
                        log.chains.entry(chain).or_default().push(event);
                    }
                }
                Err(why) => {
                    log.troubles.push(why);
                    log.unread = true;
                }
            }
        }
        Ok(log)
    }

    /// Takes out every event of the chains that are gone: of what was withdrawn no more stays than its tombstones say. What
    /// another desk has of a submission stays.
    ///
    /// Each segment is written anew, whole or not at all, and keeps its number, so that nothing looks missing. Where the
    /// chains end is forgotten first: whatever ends the command in between, nothing of them stays there.
    pub fn forget(&self, gone: &Gone<'_>, keys: &ReviewerKeys) -> Result<(), CustodyError> {
        if gone.chains.is_empty() && gone.withdrawn.is_empty() || segment::listed(&self.folder)?.is_empty() {
            return Ok(());
        }
        let _lock = segment::lock(&self.folder)?;
        let segments = segment::listed(&self.folder)?;
        // Every pull hears of all tombstones anew.
        let known = Ends::read(&self.ends_path(), &self.folder, &segments, keys);
        if known.is_some_and(|ends| ends.troubles.is_empty() && !ends.any_goes(gone)) {
            return Ok(());
        }
        let log = self.read(&keys.identity)?;
        let going: HashSet<&ChainId> = log
            .chains
            .iter()
            .filter(|(chain, events)| {
                let objects = events.iter().flat_map(|event| event.says.objects());
                let testimonies = objects.filter(|object| object.what == What::Testimony);
                gone.has(chain, testimonies.map(|object| object.sha256))
            })
            .map(|(chain, _)| chain)
            .collect();
        if going.is_empty() {
            return Ok(());
        }
        let path = self.ends_path();
        let failed = |error| CustodyError::Io(path.clone(), error);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => path.parent().map_or(Ok(()), private_file::sync_folder).map_err(failed)?,
        }
        for (number, _) in segments {
            let Ok(events) = segment::read(&self.folder, number, &keys.identity) else { continue };
            let stays = |event: &&KeptEvent| !going.contains(&(event.says.submission, event.says.desk.clone()));
            let kept: Vec<&str> = events.iter().filter(stays).map(|event| event.note.as_str()).collect();
            if kept.len() < events.len() {
                segment::write(&self.folder, number, &kept, &keys.identity)?;
            }
        }
        Ok(())
    }
}

impl CustodyLog {
    /// The events of one chain.
    pub fn chain(&self, id: &ChainId) -> &[KeptEvent] {
        self.chains.get(id).map_or(&[], Vec::as_slice)
    }
}

/// A segment while it is made.
struct Writing {
    ends: Ends,
    signer: NoteSigner,
    agent: Agent,
    day: Day,
    notes: Vec<String>,
}

impl Writing {
    fn add(&mut self, act: &Act) -> Result<(), CustodyError> {
        let end: &mut End = self.ends.chains.entry((act.submission, act.desk.clone())).or_default();
        let tells_itself = act.kind == ActKind::Found;
        let unknown = |object: &&Object| !tells_itself && object.what.is_parcel() && !end.names(object);
        let found: Vec<Act> = act.had.iter().filter(unknown).map(|object| act.had_found(*object)).collect();
        for act in found.iter().chain([act]) {
            let says = act.at(end.next, end.prev, &self.agent, self.day);
            let note = self.signer.sign(&says.to_text()).map_err(CustodyError::Note)?;
            let event = KeptEvent { says, note };
            end.pass(&event);
            self.notes.push(event.note);
        }
        Ok(())
    }
}
