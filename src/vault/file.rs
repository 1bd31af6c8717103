//! A parcel in the vault, before it is opened.

use std::path::PathBuf;

use crate::seal::{Day, DeskId, ParcelId};

/// A parcel's file in the vault.
#[derive(Clone, Debug)]
pub struct VaultFile {
    /// Where it lies.
    pub path: PathBuf,
    pub(super) desk: DeskId,
    pub(super) day: Day,
    pub(super) id: ParcelId,
}

impl VaultFile {
    /// The desk it was listed under.
    pub const fn desk(&self) -> &DeskId {
        &self.desk
    }

    /// The day it was listed under.
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The digest that it is named by.
    pub const fn id(&self) -> ParcelId {
        self.id
    }
}
