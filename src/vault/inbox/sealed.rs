//! The sealed parcels of a submission, as they lie in the vault.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use super::error::InboxError;
use super::submission::{Attachment, Submission};
use crate::seal::{Identity, OpenedParcel, ParcelId};

/// A parcel's id and its length in bytes, by its file.
fn sealed(path: &Path) -> Option<(ParcelId, u64)> {
    let id = path.file_stem()?.to_str()?.parse().ok()?;
    Some((id, path.metadata().ok()?.len()))
}

impl Submission {
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
    /// The file's parcel.
    pub(in crate::vault) fn parcel_file(&self) -> &Path {
        &self.file
    }

    /// Opens the parcel and hands on the file, bit for bit; what does not verify is an error at the end.
    pub(in crate::vault) fn copy_to(&self, mut out: &mut dyn Write, identity: &Identity) -> Result<(), InboxError> {
        let content = File::open(&self.file).map_err(|e| InboxError::Io(self.file.clone(), e))?;
        let opened = OpenedParcel::open(content, identity);
        let copied = opened.and_then(|mut parcel| parcel.copy_file(&self.safe_name, &mut out));
        copied.map_err(|e| InboxError::Open(self.file.clone(), e))
    }

    /// The file's parcel and its length.
    pub fn sealed(&self) -> Option<(ParcelId, u64)> {
        sealed(&self.file)
    }
}
