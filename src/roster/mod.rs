//! The roster: desks, reviewers and their public keys, signed by the custodian.
//!
//! [`SignedRoster::verify`] is the one door to a [`Roster`], and a [`Roster`] the one source of
//! [`Recipients`]: nothing can be sealed to keys that the custodian did not sign.

mod note;

use std::collections::HashSet;
use std::fmt;

use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use crate::seal::{Day, DeskId, Digest, Recipient, RecipientKind, Recipients, RecipientsError, RosterRef, ShortName};

pub use note::{NoteError, NoteSigner, NoteVerifier};

/// The purpose that stands in the signed text, so that no other signed note can pass for a roster.
const PURPOSE: &str = "amparo/v1/roster";
/// How long before its end a roster is warned of, in days.
const WARN_DAYS: i64 = 30;
/// How long after its end it is still used, in days.
const GRACE_DAYS: i64 = 30;

/// What a roster says, as its TOML is written. Becomes a [`Roster`] when it is signed and verified.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RosterText {
    purpose: String,
    /// Counted from 1; a later roster has a larger one.
    pub version: u64,
    /// The day it was signed.
    pub issued: Day,
    /// The last day it is meant for.
    pub expires: Day,
    /// Where reviewers pull from.
    pub interface: Interface,
    /// The desks, the first one for whoever chooses none.
    #[serde(rename = "desk")]
    pub desks: Vec<DeskEntry>,
    /// The reviewers, named by role.
    #[serde(rename = "reviewer")]
    pub reviewers: Vec<ReviewerEntry>,
}

/// The reviewer interface of the server.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// `HOST:PORT`, a `.onion` address in the field.
    pub address: String,
    /// The server's Ed25519 public key.
    pub key: PublicKey,
}

/// A desk: who receives what is sent to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DeskEntry {
    /// Its name in paths and parcels.
    pub id: DeskId,
    /// Its name for people.
    pub title: String,
    /// The reviewers it is sealed to.
    pub reviewers: Vec<ShortName>,
}

/// A reviewer: a role and its public keys.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewerEntry {
    /// The role; never a legal name.
    pub id: ShortName,
    /// The age recipient that parcels are sealed to.
    pub recipient: String,
    /// The Ed25519 key that the reviewer calls the server with.
    pub key: PublicKey,
}

/// An Ed25519 public key, written in hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(transparent)]
pub struct PublicKey(Digest);

impl PublicKey {
    /// The key of these 32 bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Digest::from_bytes(bytes))
    }

    /// Its 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// The public half of `key`.
    pub fn of(key: &SigningKey) -> Self {
        Self::from_bytes(key.verifying_key().to_bytes())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A roster cannot be used.
#[derive(Debug)]
pub enum RosterError {
    /// The note is not signed by the custodian, or is no note.
    Note(NoteError),
    /// The signed text is not a roster's TOML.
    Text(toml::de::Error),
    /// It was signed for another purpose.
    Purpose,
    /// It cannot be written as TOML.
    Write(toml::ser::Error),
    /// A desk's recipients cannot stand together.
    Desk(DeskId, RecipientsError),
    /// A reviewer's recipient or key does not make sense.
    Reviewer(ShortName),
    /// A desk names a reviewer that the roster does not.
    Unknown(DeskId, ShortName),
    /// A desk, a reviewer or a reviewer in a desk stands twice.
    Twice(ShortName),
    /// It has no desk.
    NoDesk,
}

impl fmt::Display for RosterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(error) => write!(f, "the roster is not to be trusted: {error}"),
            Self::Text(error) => write!(f, "the roster's text does not make sense: {error}"),
            Self::Purpose => f.write_str("the signed text is not a roster"),
            Self::Write(error) => write!(f, "the roster cannot be written: {error}"),
            Self::Desk(desk, error) => write!(f, "desk {desk}: {error}"),
            Self::Reviewer(id) => write!(f, "reviewer {id}: the recipient or the key does not make sense"),
            Self::Unknown(desk, id) => write!(f, "desk {desk} names reviewer {id}, whom the roster does not list"),
            Self::Twice(id) => write!(f, "{id} stands twice in the roster"),
            Self::NoDesk => f.write_str("the roster has no desk"),
        }
    }
}

impl std::error::Error for RosterError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Note(error) => Some(error),
            Self::Text(error) => Some(error),
            Self::Write(error) => Some(error),
            Self::Desk(_, error) => Some(error),
            _ => None,
        }
    }
}

impl RosterText {
    /// A roster to be signed.
    pub fn new(version: u64, issued: Day, expires: Day, interface: Interface) -> Self {
        let purpose = PURPOSE.to_owned();
        Self { purpose, version, issued, expires, interface, desks: Vec::new(), reviewers: Vec::new() }
    }

    /// Checks it and signs it.
    pub fn sign(&self, custodian: &NoteSigner) -> Result<SignedRoster, RosterError> {
        let text = toml::to_string(self).map_err(RosterError::Write)?;
        Roster::from_text(&text)?;
        custodian.sign(&text).map(SignedRoster).map_err(RosterError::Note)
    }
}

/// A roster as it was received: nothing in it is believed yet.
#[derive(Clone, Debug)]
pub struct SignedRoster(String);

impl SignedRoster {
    /// Takes a note as it was read.
    pub const fn new(note: String) -> Self {
        Self(note)
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
}

/// A roster that the custodian signed.
#[derive(Clone)]
pub struct Roster {
    text: RosterText,
    digest: Digest,
    desks: Vec<(DeskId, Recipients)>,
}

/// How a roster stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In its time.
    Valid,
    /// In its time, which ends soon.
    EndsSoon,
    /// Past its time, and still used while the custodian makes a new one.
    Grace,
    /// Past its grace too. Intake goes on; the operator is told at each start.
    Ended,
}

impl Roster {
    fn from_text(text: &str) -> Result<Self, RosterError> {
        let digest = Digest::from_bytes(sha2::Sha256::digest(text).into());
        let text: RosterText = toml::from_str(text).map_err(RosterError::Text)?;
        if text.purpose != PURPOSE {
            return Err(RosterError::Purpose);
        }
        let desk_ids = text.desks.iter().map(|d| &d.id);
        if let Some(id) = first_twice(desk_ids).or_else(|| first_twice(text.reviewers.iter().map(|r| &r.id))) {
            return Err(RosterError::Twice(id.clone()));
        }
        for reviewer in &text.reviewers {
            let key = VerifyingKey::from_bytes(reviewer.key.as_bytes());
            if key.is_err() || reviewer.recipient.parse::<Recipient>().is_err() {
                return Err(RosterError::Reviewer(reviewer.id.clone()));
            }
        }
        let desks = text.desks.iter().map(|desk| Ok((desk.id.clone(), recipients_of(desk, &text.reviewers)?)));
        let desks = desks.collect::<Result<Vec<_>, RosterError>>()?;
        if desks.is_empty() {
            return Err(RosterError::NoDesk);
        }
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

    /// Whom a desk's parcels are sealed to.
    pub fn recipients(&self, desk: &DeskId) -> Option<&Recipients> {
        self.desks.iter().find(|(id, _)| id == desk).map(|(_, recipients)| recipients)
    }

    /// How many recipients of which kind a desk's parcels must have.
    pub fn stanzas(&self, desk: &DeskId) -> Option<(RecipientKind, usize)> {
        self.recipients(desk).map(|r| (r.kind(), r.count()))
    }

    /// The reviewer who calls with `key`.
    pub fn reviewer_by_key(&self, key: &PublicKey) -> Option<&ReviewerEntry> {
        self.text.reviewers.iter().find(|r| r.key == *key)
    }

    /// The desks that a reviewer belongs to.
    pub fn desks_of<'a>(&'a self, reviewer: &'a ShortName) -> impl Iterator<Item = &'a DeskEntry> {
        self.text.desks.iter().filter(move |d| d.reviewers.contains(reviewer))
    }

    /// How it stands on `day`.
    pub fn standing(&self, day: Day) -> Standing {
        let end = self.text.expires;
        if day > end.plus(GRACE_DAYS) {
            Standing::Ended
        } else if day > end {
            Standing::Grace
        } else if day > end.plus(-WARN_DAYS) {
            Standing::EndsSoon
        } else {
            Standing::Valid
        }
    }
}

fn recipients_of(desk: &DeskEntry, reviewers: &[ReviewerEntry]) -> Result<Recipients, RosterError> {
    if let Some(id) = first_twice(desk.reviewers.iter()) {
        return Err(RosterError::Twice(id.clone()));
    }
    let recipient = |id: &ShortName| {
        let unknown = || RosterError::Unknown(desk.id.clone(), id.clone());
        let entry = reviewers.iter().find(|r| r.id == *id).ok_or_else(unknown)?;
        entry.recipient.parse().map_err(|_| RosterError::Reviewer(id.clone()))
    };
    let all = desk.reviewers.iter().map(recipient).collect::<Result<Vec<_>, RosterError>>()?;
    Recipients::new(all).map_err(|error| RosterError::Desk(desk.id.clone(), error))
}

fn first_twice<'a>(names: impl Iterator<Item = &'a ShortName>) -> Option<&'a ShortName> {
    let mut seen = HashSet::new();
    names.into_iter().find(|name| !seen.insert(*name))
}
