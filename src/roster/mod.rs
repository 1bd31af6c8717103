//! The roster: desks, reviewers and their public keys, signed by the custodian.
//!
//! [`SignedRoster::verify`] is the one door to a [`Roster`], and a [`Roster`] the one source of
//! [`Recipients`]: nothing can be sealed to keys that the custodian did not sign.

mod acknowledgement;
mod address;
mod draft;
mod folder;
mod note;
mod since;
#[cfg(test)]
mod tests;
mod text;
mod withdrawal;

use std::io;
use std::path::Path;

use rand_core::{CryptoRng, RngCore};
use sha2::Digest as _;

use crate::harden::private_file;
use crate::seal::{Day, DeskId, Digest, RecipientKind, Recipients, RosterRef, ShortName};

pub use acknowledgement::{Acknowledgement, AcknowledgementError, SignedAcknowledgement, digest_of_ids};
pub use address::{is_onion, is_onion_host, onion_host};
pub use draft::{DeskChange, EditError};
pub use folder::{CustodianError, CustodianFolder, Issued};
pub use note::{MAX_NOTE_BYTES, NoteError, NoteSigner, NoteVerifier, text_of as note_text};
pub use since::Since;
pub use text::{DeskEntry, Interface, PublicKey, ReviewerEntry, ReviewerPublic, RosterError, RosterText, Standing};
pub use withdrawal::{SignedWithdrawal, Withdrawal, WithdrawalError};

/// A roster as it was received: nothing in it is believed yet.
#[derive(Clone, Debug)]
pub struct SignedRoster(String);

impl SignedRoster {
    /// Takes a note as it was read.
    pub const fn new(note: String) -> Self {
        Self(note)
    }

    /// Reads a note from its file. What is no text is kept so that it verifies as no note.
    pub fn read(path: &Path) -> io::Result<Self> {
        let bytes = private_file::read(path, MAX_NOTE_BYTES as u64)?;
        Ok(Self(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// The note, to be stored or sent on.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Believes it when the custodian signed it and it makes sense.
    pub fn verify(&self, custodian: &NoteVerifier) -> Result<Roster, RosterError> {
        let text = custodian.verify(&self.0).map_err(RosterError::Note)?;
        Roster::from_text(text)
    }

    /// What it claims, for whoever has no key to verify it with. No [`Roster`] comes of it.
    pub fn claim(&self) -> Result<RosterText, RosterError> {
        let text = note::text_of(&self.0).map_err(RosterError::Note)?;
        RosterText::from_draft(text)
    }
}

/// A roster that the custodian signed.
#[derive(Clone)]
pub struct Roster {
    text: RosterText,
    digest: Digest,
    desks: Vec<DeskRecipients>,
}

/// Whom a desk's parcels are sealed to.
#[derive(Clone)]
struct DeskRecipients {
    id: DeskId,
    /// All of its reviewers.
    all: Recipients,
    /// Those of them who read what identifies people.
    identity: Recipients,
}

impl Roster {
    fn from_text(text: &str) -> Result<Self, RosterError> {
        let digest = Digest::from_bytes(sha2::Sha256::digest(text).into());
        let text: RosterText = toml::from_str(text).map_err(|error| RosterError::Text(Box::new(error)))?;
        let desks = text.check_signed()?;
        Ok(Self { text, digest, desks })
    }

    /// Its version and digest, as every parcel carries them.
    pub fn reference(&self) -> RosterRef {
        RosterRef { version: self.text.version, digest: self.digest }
    }

    /// What it says.
    pub const fn text(&self) -> &RosterText {
        &self.text
    }

    /// The desks.
    pub fn desks(&self) -> &[DeskEntry] {
        &self.text.desks
    }

    /// The desk of this id.
    pub fn desk(&self, id: &DeskId) -> Option<&DeskEntry> {
        self.text.desks.iter().find(|entry| entry.id == *id)
    }

    /// Whom a desk's parcels are sealed to.
    pub fn recipients(&self, desk: &DeskId) -> Option<&Recipients> {
        Some(&self.sealed_to(desk)?.all)
    }

    /// Whom one identity parcel of a desk is sealed to: its identity reviewers, and as many throwaway recipients as
    /// bring the stanzas to the desk's number, so that nobody without a key tells it from another parcel.
    pub fn identity_recipients(&self, desk: &DeskId, rng: &mut (impl RngCore + CryptoRng)) -> Option<Recipients> {
        let desk = self.sealed_to(desk)?;
        Some(desk.identity.filled_up(desk.all.count(), rng))
    }

    /// Who of a desk reads the answers that identify people; all of its reviewers when the roster names none.
    pub fn identity_reviewers(&self, desk: &DeskId) -> &[ShortName] {
        self.desk(desk).map_or(&[], DeskEntry::readers_of_identity)
    }

    fn sealed_to(&self, desk: &DeskId) -> Option<&DeskRecipients> {
        self.desks.iter().find(|entry| entry.id == *desk)
    }

    /// How many recipients of which kind a desk's parcels must have.
    pub fn stanzas(&self, desk: &DeskId) -> Option<(RecipientKind, usize)> {
        self.recipients(desk).map(|r| (r.kind(), r.count()))
    }

    /// The reviewer who calls with `key`.
    pub fn reviewer_by_key(&self, key: &PublicKey) -> Option<&ReviewerEntry> {
        self.text.reviewers.iter().find(|r| r.key == *key)
    }

    /// The reviewer who calls with `key`, and a desk, when they belong to it.
    pub fn reviewer_of(&self, desk: &DeskId, key: &PublicKey) -> Option<(&ReviewerEntry, &DeskEntry)> {
        let reviewer = self.reviewer_by_key(key)?;
        let desk = self.desks().iter().find(|entry| entry.id == *desk)?;
        desk.reviewers.contains(&reviewer.id).then_some((reviewer, desk))
    }

    /// The desks that a reviewer belongs to.
    pub fn desks_of<'a>(&'a self, reviewer: &'a ShortName) -> impl Iterator<Item = &'a DeskEntry> {
        self.text.desks.iter().filter(move |d| d.reviewers.contains(reviewer))
    }

    /// How it stands on `day`.
    pub fn standing(&self, day: Day) -> Standing {
        self.text.standing(day)
    }
}
