//! The sealed parcels of a submission, as they lie in the vault.

use std::path::Path;

use super::{Attachment, Submission};
use crate::seal::ParcelId;

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

    /// The identity answers' parcel and its length, when this key opens it.
    pub fn sealed_identity(&self) -> Option<(ParcelId, u64)> {
        sealed(self.identity.as_ref()?.file.as_ref()?)
    }
}

impl Attachment {
    /// The file's parcel and its length.
    pub fn sealed(&self) -> Option<(ParcelId, u64)> {
        sealed(&self.file)
    }
}
