//! What was fetched, held against itself and the rosters.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::custody::{Act, Outcome};
use super::fetch::FetchedParcel;
use super::inbox::{self, Inbox, InboxError, Submission};
use super::{Closed, ClosedParcel};
use crate::roster::Roster;
use crate::seal::{Identity, Kind, OpenedParcel, ParcelId};

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

/// Opens and reads everything that is new; says what does not hold. `progress` is told the bytes of each parcel.
///
/// # Errors
/// The vault cannot be read.
pub fn verify(
    vault: &Path,
    new: &[FetchedParcel],
    identity: &Identity,
    rosters: &[Roster],
    mut progress: impl FnMut(u64),
) -> Result<Verified, InboxError> {
    let path = |p: &FetchedParcel| vault.join(format!("{}/{}/{}.age", p.desk, p.day, p.id));
    let new: HashMap<PathBuf, &FetchedParcel> = new.iter().map(|parcel| (path(parcel), parcel)).collect();
    let mut verified = Verified::default();
    let mut not_ours = HashMap::new();
    for file in inbox::files(vault)? {
        let Some(parcel) = new.get(&file.path) else { continue };
        match inbox::open(&file, identity, rosters) {
            Ok((mut opened, warnings)) => {
                let wrong = OpenedParcel::<File>::verify(&mut opened).err().map(|error| error.to_string());
                let result = if wrong.is_none() { Outcome::Verified } else { Outcome::Doubted };
                let head = &opened.info().head;
                // A change of consent stands alone; what it belongs to, the inbox tells.
                if head.kind != Kind::Consent {
                    let of = (head.submission, &head.desk);
                    verified.pulled.extend(Act::pulled(of, head.kind, (parcel.id, parcel.size), result));
                }
                let told = warnings.into_iter().chain(wrong).map(|what| format!("parcel {}: {what}", parcel.id));
                verified.complaints.extend(told);
            }
            Err(InboxError::Open(_, error)) if error.is_not_ours() => {
                not_ours.insert(file.path, parcel.id);
            }
            Err(error) => verified.complaints.push(error.to_string()),
        }
        progress(parcel.size);
    }
    if new.is_empty() {
        return Ok(verified);
    }
    // What stays closed is explained by what is open: the testimony may have come with an earlier pull.
    let inbox = Inbox::read(vault, identity, rosters, |_, _| {})?;
    verified.submissions = inbox.submissions.len();
    let sizes: HashMap<ParcelId, u64> = new.values().map(|parcel| (parcel.id, parcel.size)).collect();
    verified.pulled.extend(inbox.submissions.iter().flat_map(|one| pulled_apart(one, &sizes)));
    verified.pulled.sort_by_key(Act::order);
    let ours = |path: &PathBuf| not_ours.contains_key(path);
    verified.notes = inbox.closed.into_iter().filter(|closed| ours(&closed.file.path)).map(Note).collect();
    let unexplained = inbox.unreadable.into_iter().filter(|(path, _)| ours(path));
    verified.complaints.extend(unexplained.map(|(_, why)| why));
    Ok(verified)
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
