//! What was fetched, held against itself and the rosters.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};

use super::facts::{self, Facts};
use super::fetch::FetchedParcel;
use super::file::VaultFile;
use super::inbox::{self, Inbox, InboxError};
use super::index::{Index, Seen};
use super::{Closed, ClosedParcel};
use crate::roster::Roster;
use crate::seal::Identity;

/// What came of looking at everything that was fetched.
#[derive(Debug, Default)]
pub struct Verified {
    /// What is not as it should be.
    pub complaints: Vec<String>,
    /// What is as it should be, and stays closed to this reviewer.
    pub notes: Vec<Note>,
    /// How many submissions the vault holds.
    pub submissions: usize,
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
    rosters: &[Roster],
    mut progress: impl FnMut(u64),
) -> Result<Verified, InboxError> {
    let mut verified = Verified::default();
    if new.is_empty() {
        return Ok(verified);
    }
    let path = |p: &FetchedParcel| vault.join(format!("{}/{}/{}.age", p.desk, p.day, p.id));
    let new: HashMap<PathBuf, &FetchedParcel> = new.iter().map(|parcel| (path(parcel), parcel)).collect();
    let mut not_ours = HashSet::new();
    for file in inbox::files(vault)? {
        let Some(parcel) = new.get(&file.path) else { continue };
        match look(&file, index, identity, rosters) {
            Ok(wrong) => {
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
    let inbox = Inbox::read(vault, index, identity, rosters, |_, _| {})?;
    verified.submissions = inbox.submissions.len();
    let ours = |path: &PathBuf| not_ours.contains(path);
    verified.notes = inbox.closed.into_iter().filter(|closed| ours(&closed.file.path)).map(Note).collect();
    let unexplained = inbox.unreadable.into_iter().filter(|(path, _)| ours(path));
    verified.complaints.extend(unexplained.map(|(_, why)| why));
    Ok(verified)
}

/// Reads all of one parcel, and says what does not hold.
fn look(
    file: &VaultFile,
    index: &mut Index,
    identity: &Identity,
    rosters: &[Roster],
) -> Result<Vec<String>, InboxError> {
    let mut parcel = facts::open(file, identity)?;
    let mut wrong = Vec::new();
    match Facts::of(&mut parcel, &file.path) {
        Ok(facts) => {
            wrong = inbox::disagreements(file, &facts, rosters);
            index.add(file, Seen::Open(Box::new(facts)));
            wrong.extend(parcel.verify().err().map(|error| error.to_string()));
        }
        Err(InboxError::Open(_, error)) => wrong.push(error.to_string()),
        Err(error) => return Err(error),
    }
    Ok(wrong)
}
