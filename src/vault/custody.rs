//! Custody: what a reviewer did with evidence, as a hash-chained log of signed notes.
//!
//! There is a chain for each submission and desk, so that what is shown of one shows nothing of another. Each event is
//! a note of its own (`custody/event.rs`), signed by the reviewer's key. At rest the log is sealed to that reviewer
//! (`custody/segment.rs`).

mod act;
mod chain;
mod event;
mod segment;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::io;
use std::path::PathBuf;

use ed25519_dalek::SigningKey;

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

/// All that is in a log.
#[derive(Debug, Default)]
pub struct CustodyLog {
    /// The events of each chain, in the order in which they were written.
    pub chains: BTreeMap<ChainId, Vec<KeptEvent>>,
    /// What is missing or does not open.
    pub troubles: Vec<String>,
    /// The number of the last segment.
    last: u64,
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
        (identity, signing): (&Identity, &SigningKey),
        rosters: &[Roster],
    ) -> Result<Vec<String>, CustodyError> {
        if acts.is_empty() {
            return Ok(Vec::new());
        }
        let agent = Agent::of(PublicKey::of(signing), rosters.iter()).ok_or(CustodyError::NoRole)?;
        let signer = NoteSigner::new(agent.role.as_str(), signing.clone()).map_err(CustodyError::Note)?;
        // Held until the segment is in its place: of two commands, the second goes on where the first has ended.
        let _lock = segment::lock(&self.folder)?;
        let log = self.read(identity)?;
        let mut writing = Writing { ends: log.ends(), signer, agent, day, notes: Vec::with_capacity(acts.len()) };
        for act in acts {
            writing.add(act)?;
        }
        let notes: Vec<&str> = writing.notes.iter().map(String::as_str).collect();
        segment::write(&self.folder, log.last + 1, &notes, identity)?;
        Ok(log.troubles)
    }

    /// Reads all of it. What is missing or does not open is told, and stops nothing.
    pub fn read(&self, identity: &Identity) -> Result<CustodyLog, CustodyError> {
        let mut log = CustodyLog::default();
        for number in segment::numbers(&self.folder)? {
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
                Err(why) => log.troubles.push(why),
            }
        }
        Ok(log)
    }

    /// Takes out every event of these submissions, and of those whose sealed testimony is among `parcels`: of what was
    /// withdrawn no more stays than its tombstones say.
    ///
    /// Each segment is written anew, whole or not at all, and keeps its number, so that nothing looks missing.
    pub fn forget(
        &self,
        submissions: &BTreeSet<SubmissionId>,
        parcels: &BTreeSet<ParcelId>,
        identity: &Identity,
    ) -> Result<(), CustodyError> {
        if submissions.is_empty() && parcels.is_empty() || segment::numbers(&self.folder)?.is_empty() {
            return Ok(());
        }
        let _lock = segment::lock(&self.folder)?;
        let gone: HashSet<Digest> = parcels.iter().map(|id| Digest::from_bytes(*id.as_bytes())).collect();
        let is_testimony = |object: &Object| object.what == What::Testimony && gone.contains(&object.sha256);
        let log = self.read(identity)?;
        let gone: HashSet<&ChainId> = log
            .chains
            .iter()
            .filter(|((id, _), events)| {
                submissions.contains(id) || events.iter().any(|event| event.says.objects().any(is_testimony))
            })
            .map(|(chain, _)| chain)
            .collect();
        if gone.is_empty() {
            return Ok(());
        }
        for number in segment::numbers(&self.folder)? {
            let Ok(events) = segment::read(&self.folder, number, identity) else { continue };
            let stays = |event: &&KeptEvent| !gone.contains(&(event.says.submission, event.says.desk.clone()));
            let kept: Vec<&str> = events.iter().filter(stays).map(|event| event.note.as_str()).collect();
            if kept.len() < events.len() {
                segment::write(&self.folder, number, &kept, identity)?;
            }
        }
        Ok(())
    }
}

/// The end of a chain, and the parcels that it names.
struct End {
    next: u64,
    prev: Digest,
    parcels: HashSet<Digest>,
}

impl Default for End {
    fn default() -> Self {
        Self { next: 0, prev: event::NOTHING_BEFORE, parcels: HashSet::new() }
    }
}

impl End {
    fn pass(&mut self, event: &KeptEvent) {
        self.next = event.says.seq.saturating_add(1);
        self.prev = event.digest();
        let parcels = event.says.objects().filter(|object| object.what.is_parcel());
        self.parcels.extend(parcels.map(|object| object.sha256));
    }
}

impl CustodyLog {
    /// The events of one chain.
    pub fn chain(&self, id: &ChainId) -> &[KeptEvent] {
        self.chains.get(id).map_or(&[], Vec::as_slice)
    }

    fn ends(&self) -> BTreeMap<ChainId, End> {
        let end = |events: &Vec<KeptEvent>| {
            let mut end = End::default();
            for event in events {
                end.pass(event);
            }
            end
        };
        self.chains.iter().map(|(chain, events)| (chain.clone(), end(events))).collect()
    }
}

/// A segment while it is made.
struct Writing {
    ends: BTreeMap<ChainId, End>,
    signer: NoteSigner,
    agent: Agent,
    day: Day,
    notes: Vec<String>,
}

impl Writing {
    fn add(&mut self, act: &Act) -> Result<(), CustodyError> {
        let end = self.ends.entry((act.submission, act.desk.clone())).or_default();
        let unknown = |object: &&Object| object.what.is_parcel() && !end.parcels.contains(&object.sha256);
        let found: Vec<Act> = act.had.iter().filter(unknown).map(|object| act.found(*object)).collect();
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
