//! Deleting from a vault what was withdrawn on the server.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::roster::{Roster, SignedWithdrawal};
use crate::seal::{Day, DeskId, Identity, Kind, OpenedParcel, ParcelId, SubmissionId};
use crate::vault::inbox::{InboxError, files};
use crate::vault::index::Index;

/// What left a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenOut {
    /// The parcels that were withdrawn, whether they were here or not.
    pub withdrawn: BTreeSet<ParcelId>,
    /// Those that were here and are gone.
    pub parcels: BTreeSet<ParcelId>,
    /// The testimonies among them.
    pub submissions: BTreeSet<SubmissionId>,
    /// Tombstones that do not hold, of parcels that are here and stay.
    pub doubtful: Vec<ParcelId>,
    /// Those that were withdrawn and stay for now, because what else is kept of them could not be forgotten.
    pub left: BTreeSet<ParcelId>,
}

/// Deletes from `vault` what `tombstones` name, when enough reviewers of the desk signed them by a roster that is
/// known here, and their day has come. What they told leaves `index`.
///
/// `forget` is handed what is about to go, before anything of it goes: it takes away what else is kept of it. The
/// parcels tell which submissions those are, so whatever ends the command in between, the next one is told of them again.
/// Where it fails, nothing is deleted, and why is given back: the next command tries again.
///
/// A file that is deleted may be brought back by who has the disk; see the threat model.
///
/// # Errors
/// The vault cannot be used.
pub fn take_out<E>(
    vault: &Path,
    index: &mut Index,
    tombstones: &[SignedWithdrawal],
    (rosters, today): (&[Roster], Day),
    identity: &Identity,
    forget: impl FnOnce(&TakenOut) -> Result<(), E>,
) -> Result<(TakenOut, Option<E>), InboxError> {
    let mut taken = TakenOut::default();
    let mut named = BTreeMap::<(DeskId, ParcelId), bool>::new();
    for tombstone in tombstones {
        let says = tombstone.says();
        let holds = says.not_before <= today && rosters.iter().any(|roster| roster.is_enough(tombstone));
        if holds {
            taken.withdrawn.insert(says.parcel);
        }
        *named.entry((says.desk.clone(), says.parcel)).or_default() |= holds;
    }
    let mut going = Vec::new();
    for file in files(vault)? {
        match named.get(&(file.desk.clone(), file.id)) {
            None => {}
            Some(false) => taken.doubtful.push(file.id),
            Some(true) => {
                taken.submissions.extend(index.testimony(&file).or_else(|| testimony_of(&file.path, identity)));
                taken.parcels.insert(file.id);
                going.push(file);
            }
        }
    }
    if let Err(error) = forget(&taken) {
        taken.left = std::mem::take(&mut taken.parcels);
        taken.submissions.clear();
        return Ok((taken, Some(error)));
    }
    for file in going {
        delete(&file.path)?;
        index.forget(&file);
    }
    for ((desk, id), _) in named.iter().filter(|(_, holds)| **holds) {
        delete_parts(vault, desk, *id)?;
    }
    Ok((taken, None))
}

/// The submission, when this parcel is its testimony.
fn testimony_of(path: &Path, identity: &Identity) -> Option<SubmissionId> {
    let parcel = OpenedParcel::open(File::open(path).ok()?, identity).ok()?;
    let head = &parcel.info().head;
    (head.kind == Kind::Testimony).then_some(head.submission)
}

/// Deletes a parcel, and its day's folder when that was the last.
fn delete(path: &Path) -> Result<(), InboxError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| InboxError::Io(path, error)
    };
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(path)(error)),
        _ => {}
    }
    let Some(folder) = path.parent() else { return Ok(()) };
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed(folder))?;
    match fs::remove_dir(folder) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotFound) => {
            Err(failed(folder)(error))
        }
        _ => Ok(()),
    }
}

/// Deletes what an earlier pull brought of a parcel and never finished.
fn delete_parts(vault: &Path, desk: &DeskId, id: ParcelId) -> Result<(), InboxError> {
    let folder = vault.join(desk.as_str());
    let days = match fs::read_dir(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.map_err(|e| InboxError::Io(folder.clone(), e))?,
    };
    for day in days {
        let part = day.map_err(|e| InboxError::Io(folder.clone(), e))?.path().join(format!("{id}.part"));
        if part.exists() {
            delete(&part)?;
        }
    }
    Ok(())
}
