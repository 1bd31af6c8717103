//! The sealed parcels of a submission, as they lie in the vault.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use super::error::InboxError;
use super::submission::{Attachment, Submission};
use crate::seal::{Digest, Identity, OpenedParcel, ParcelId};

/// A parcel's id and its length in bytes, by its file.
fn sealed(path: &Path) -> Option<(ParcelId, u64)> {
    let id = path.file_stem()?.to_str()?.parse().ok()?;
    Some((id, path.metadata().ok()?.len()))
}

impl Submission {
    /// Whether the parcels that its words are in still have the digests that they are named by.
    pub fn hold_words(&self) -> Result<(), InboxError> {
        if self.testimony_file.is_none() && self.damaged {
            return Err(InboxError::Damaged);
        }
        let files = [self.testimony_file(), self.identity_file()];
        files.into_iter().flatten().try_for_each(|path| {
            let failed = |e| InboxError::Io(path.to_owned(), e);
            let (digest, _) = File::open(path).and_then(|mut file| Digest::of_all(&mut file)).map_err(failed)?;
            let is_named = path.file_stem().and_then(|name| name.to_str()) == Some(&digest.to_string());
            is_named.then_some(()).ok_or_else(|| InboxError::NotItself(path.to_owned()))
        })
    }

    /// The testimony's parcel and its length.
    pub fn sealed_testimony(&self) -> Option<(ParcelId, u64)> {
        sealed(self.testimony_file.as_ref()?)
    }

    /// The file of the testimony's parcel.
    pub(in crate::vault) fn testimony_file(&self) -> Option<&Path> {
        self.testimony_file.as_deref()
    }

    /// The file of the identity answers' parcel, when this key opens it.
    pub(in crate::vault) fn identity_file(&self) -> Option<&Path> {
        self.identity.as_ref()?.file.as_deref()
    }

    /// The identity answers' parcel and its length, when this key opens it.
    pub fn sealed_identity(&self) -> Option<(ParcelId, u64)> {
        sealed(self.identity.as_ref()?.file.as_ref()?)
    }
}

impl Attachment {
    /// Opens the parcel, when it holds the very file that was in it when it was held against its id: another one may have
    /// been laid in its place since, and whole films are not read twice to find that out. What is copied of it is held
    /// against the file's digest once more.
    pub(super) fn open(&self, identity: &Identity) -> Result<OpenedParcel<File>, InboxError> {
        let content = File::open(&self.file).map_err(|e| InboxError::Io(self.file.clone(), e))?;
        let parcel = OpenedParcel::open(content, identity).map_err(|e| InboxError::opening(&self.file, e))?;
        let is_it = parcel.payload().any(|file| file.name == self.safe_name && file.sha256 == self.sha256);
        if is_it { Ok(parcel) } else { Err(InboxError::NotItself(self.file.clone())) }
    }

    /// The file's parcel.
    pub(in crate::vault) fn parcel_file(&self) -> &Path {
        &self.file
    }

    /// Opens the parcel and hands on the file, bit for bit; what does not verify is an error at the end.
    pub(in crate::vault) fn copy_to(&self, mut out: &mut dyn Write, identity: &Identity) -> Result<(), InboxError> {
        let copied = self.open(identity)?.copy_file(&self.safe_name, &mut out);
        copied.map_err(|e| InboxError::opening(&self.file, e))
    }

    /// The file's parcel and its length.
    pub fn sealed(&self) -> Option<(ParcelId, u64)> {
        sealed(&self.file)
    }
}
