//! What was fetched, held against itself and the rosters.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::fetch::FetchedParcel;
use super::inbox::{self, Inbox, InboxError};
use super::{Closed, ClosedParcel};
use crate::roster::Roster;
use crate::seal::{Identity, OpenedParcel};

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
    let ours = |path: &PathBuf| not_ours.contains_key(path);
    verified.notes = inbox.closed.into_iter().filter(|closed| ours(&closed.file.path)).map(Note).collect();
    let unexplained = inbox.unreadable.into_iter().filter(|(path, _)| ours(path));
    verified.complaints.extend(unexplained.map(|(_, why)| why));
    Ok(verified)
}
