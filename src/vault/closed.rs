//! Parcels that are here and whole, and that this reviewer's key does not open: whether that is as it should be.

use std::fs::File;
use std::io;

use sha2::{Digest as _, Sha256};

use super::inbox::VaultFile;
use crate::roster::{DeskEntry, Roster};
use crate::seal::{Day, DeskId, Identity, ParcelId, RosterRef, ShortName, Stanzas};

/// Why a parcel stays closed to a reviewer, and nothing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It holds answers that identify people, for others of the desk.
    Identity,
    /// It was sealed before the reviewer stood in the desk.
    BeforeUs {
        /// The day of the first known roster that names the reviewer for the desk.
        since: Day,
    },
}

/// A parcel that stays closed.
#[derive(Clone, Debug)]
pub struct ClosedParcel {
    /// The parcel.
    pub file: VaultFile,
    /// Why.
    pub why: Closed,
}

/// A reviewer, as rosters know them.
pub(super) struct Us<'a> {
    recipient: String,
    rosters: &'a [Roster],
}

impl<'a> Us<'a> {
    /// The reviewer with this key, and the rosters that are known, oldest first.
    pub(super) fn new(identity: &Identity, rosters: &'a [Roster]) -> Self {
        Self { recipient: identity.to_recipient().to_string(), rosters }
    }

    /// Why a parcel that this key does not open may be so; `named_by` is the roster of the testimony that names it
    /// as its identity parcel.
    ///
    /// # Errors
    /// What is wrong, in words that follow "it is not sealed to this key".
    pub(super) fn explain(
        &self,
        file: &VaultFile,
        stanzas: &Stanzas,
        named_by: Option<RosterRef>,
    ) -> Result<Closed, String> {
        let desk = file.desk();
        if let Some(reference) = named_by {
            let Some(roster) = self.rosters.iter().find(|roster| roster.reference() == reference) else {
                return Err(format!(", and its testimony's roster {} is not known here", reference.version));
            };
            if !roster.stanzas(desk).is_some_and(|(kind, count)| stanzas.are_exactly(kind, count)) {
                return Err(", and is sealed to others than the desk's recipients in its roster".to_owned());
            }
            if roster.identity_reviewers(desk).iter().any(|id| self.is(roster, id)) {
                return Err(format!(", though roster {} names it among the identity reviewers", reference.version));
            }
            return Ok(Closed::Identity);
        }
        let ours = |desk: &DeskEntry, roster: &Roster| desk.reviewers.iter().any(|id| self.is(roster, id));
        let named = |roster: &&Roster| roster.desks().iter().any(|entry| entry.id == *desk && ours(entry, roster));
        let Some(first) = self.rosters.iter().find(named).map(Roster::text) else {
            return Err(format!(", and no known roster names it for desk {desk}"));
        };
        if first.version == 1 || file.day() > first.issued {
            return Err(format!(
                ", though roster {} of {} names it for desk {desk}: the server uses an older roster, or other recipients",
                first.version, first.issued
            ));
        }
        if self.right_before(first.version, desk, stanzas) {
            Ok(Closed::BeforeUs { since: first.issued })
        } else {
            Err(format!(", and is sealed to others than the desk's recipients in any roster before {}", first.version))
        }
    }

    fn is(&self, roster: &Roster, id: &ShortName) -> bool {
        roster.text().reviewer(id).is_some_and(|reviewer| reviewer.recipient == self.recipient)
    }

    /// Whether the stanzas are those of a desk in a roster before this version; where none of those is known, whether
    /// they are all of one kind, as every desk's are.
    fn right_before(&self, version: u64, desk: &DeskId, stanzas: &Stanzas) -> bool {
        let mut before = self.rosters.iter().filter(|roster| roster.text().version < version).peekable();
        if before.peek().is_none() {
            return stanzas.are_of_one_kind();
        }
        before.filter_map(|roster| roster.stanzas(desk)).any(|(kind, count)| stanzas.are_exactly(kind, count))
    }
}

/// The stanzas of a parcel, and whether its bytes have the digest that it is named by: all that can be known of it
/// without a key.
pub(super) fn look_at(file: &VaultFile) -> io::Result<Option<Stanzas>> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(&file.path)?, &mut hash)?;
    if ParcelId::from_bytes(hash.finalize().into()) != file.id() {
        return Ok(None);
    }
    Ok(Stanzas::read(File::open(&file.path)?).ok())
}
