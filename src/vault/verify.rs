//! What was fetched, held against itself and the rosters.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};

use super::custody::{Act, Outcome};
use super::facts::{self, Facts};
use super::fetch::FetchedParcel;
use super::file::VaultFile;
use super::inbox::{self, Against, Inbox, InboxError, Submission};
use super::index::{Index, Seen};
use super::{Closed, ClosedParcel};
use crate::seal::{Identity, Kind, ParcelId};

/// What came of looking at everything that was fetched.
#[derive(Debug, Default)]
pub struct Verified {
    /// What is not as it should be.
    pub complaints: Vec<String>,
    /// What is as it should be, and stays closed to this reviewer.
    pub notes: Vec<Note>,
    /// How many submissions the vault holds.
    pub submissions: usize,
    /// What custody records of it, by submission.
    pub pulled: Vec<Act>,
}

/// A parcel that is for others.
#[derive(Debug)]
pub struct Note(pub ClosedParcel);

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ClosedParcel { file, why } = &self.0;
        write!(f, "parcel {}: ", file.id())?;
        match why {
            Closed::Identity => f.write_str("it holds answers that identify people, and is for others of the desk"),
            Closed::BeforeUs { since } => {
                write!(f, "it was sealed before this key stood in desk {}, which it does since {since}", file.desk())
            }
        }
    }
}

/// Opens and reads everything that is new, and adds it to `index`; says what does not hold. `progress` is told the
/// bytes of each parcel.
///
/// # Errors
/// The vault cannot be read.
pub fn verify(
    vault: &Path,
    index: &mut Index,
    new: &[FetchedParcel],
    identity: &Identity,
    against: &Against<'_>,
    mut progress: impl FnMut(u64),
) -> Result<Verified, InboxError> {
    let mut verified = Verified::default();
    if new.is_empty() {
        return Ok(verified);
    }
    let path = |p: &FetchedParcel| vault.join(format!("{}/{}/{}.age", p.desk, p.day, p.id));
    let new: HashMap<PathBuf, &FetchedParcel> = new.iter().map(|parcel| (path(parcel), parcel)).collect();
    let (mut not_ours, mut doubted) = (HashSet::new(), BTreeSet::new());
    for file in inbox::files(vault)? {
        let Some(parcel) = new.get(&file.path) else { continue };
        match look(&file, index, identity, against) {
            Ok(Looked { wrong, pulled }) => {
                verified.pulled.extend(pulled);
                if !wrong.is_empty() {
                    doubted.insert(parcel.id);
                }
                let told = wrong.into_iter().map(|what| format!("parcel {}: {what}", parcel.id));
                verified.complaints.extend(told);
            }
            Err(InboxError::Open(_, error)) if error.is_not_ours() => {
                not_ours.insert(file.path);
            }
            Err(error) => verified.complaints.push(error.to_string()),
        }
        progress(parcel.size);
    }
    // What stays closed is explained by what is open: the testimony may have come with an earlier pull.
    let inbox = Inbox::read(vault, index, identity, against, |_, _| {})?;
    verified.submissions = inbox.submissions.len();
    let sizes: HashMap<ParcelId, u64> = new.values().map(|parcel| (parcel.id, parcel.size)).collect();
    verified.pulled.extend(inbox.submissions.iter().flat_map(|one| pulled_apart(one, &sizes)));
    for one in &inbox.submissions {
        // Said when it happens; `inbox` says it as long as it is so. A new list can put in question what came before it.
        let is_new = one.contested.iter().any(|id| sizes.contains_key(id));
        for contest in one.contests.iter().filter(|_| is_new) {
            verified.complaints.push(format!("submission {}: {}", one.id, contest.says));
            doubted.extend(&contest.parcels);
        }
    }
    verified.pulled.iter_mut().for_each(|act| act.doubt(&doubted));
    verified.pulled.sort_by_key(Act::order);
    let ours = |path: &PathBuf| not_ours.contains(path);
    verified.notes = inbox.closed.into_iter().filter(|closed| ours(&closed.file.path)).map(Note).collect();
    let unexplained = inbox.unreadable.into_iter().filter(|(path, _)| ours(path));
    verified.complaints.extend(unexplained.map(|(_, why)| why));
    Ok(verified)
}

/// What came of reading one parcel.
struct Looked {
    /// What does not hold.
    wrong: Vec<String>,
    /// That it was pulled, as if all held.
    pulled: Option<Act>,
}

/// Reads all of one parcel.
fn look(file: &VaultFile, index: &mut Index, identity: &Identity, against: &Against<'_>) -> Result<Looked, InboxError> {
    let mut parcel = facts::open(file, identity)?;
    let mut wrong = Vec::new();
    match Facts::of(&mut parcel, &file.path) {
        Ok(facts) => {
            wrong = inbox::disagreements(file, &facts, against);
            wrong.extend(facts.nonsense().map(|error| error.to_string()));
            index.add(file, Seen::Open(Box::new(facts)));
        }
        // Reading all of it says so too.
        Err(InboxError::Open(..)) => {}
        Err(error) => return Err(error),
    }
    let read = parcel.verify();
    wrong.extend(read.err().map(|error| error.to_string()));
    let head = &parcel.info().head;
    // A change of consent stands alone; what it belongs to, the inbox tells.
    let stands_alone = head.kind == Kind::Consent;
    let of = (head.submission, &head.desk);
    let pulled = Act::pulled(of, head.kind, (file.id, file.stamp.bytes()), Outcome::Verified).filter(|_| !stands_alone);
    Ok(Looked { wrong, pulled })
}

/// What belongs to a submission and does not say so itself: changes of consent, and an identity parcel for others.
fn pulled_apart(submission: &Submission, sizes: &HashMap<ParcelId, u64>) -> Vec<Act> {
    let of = (submission.id, &submission.desk);
    let act = |kind, id: ParcelId, result| Act::pulled(of, kind, (id, *sizes.get(&id)?), result);
    let changes = submission.standing().into_iter().flat_map(|standing| &standing.changes);
    let changes = changes.filter_map(|id| act(Kind::Consent, *id, Outcome::Verified));
    let closed = submission.identity.iter().filter(|identity| identity.here && !identity.readable);
    changes.chain(closed.filter_map(|identity| act(Kind::Identity, identity.parcel, Outcome::Sealed))).collect()
}
