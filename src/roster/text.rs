//! What a roster says, as TOML, and the rules that it must keep.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use super::address::is_address;
use super::{DeskRecipients, NoteError, NoteSigner, NoteVerifier, SignedRoster};
use crate::seal::{BadName, Day, DeskId, Digest, Recipient, Recipients, RecipientsError, ShortName, is_invisible};

/// The purpose that stands in the signed text, so that no other signed note can pass for a roster.
const PURPOSE: &str = "amparo/v1/roster";
/// A desk's title stands in a page's heading and in lists.
const MAX_TITLE_BYTES: usize = 120;
/// How long before its end a roster is warned of, in days.
const WARN_DAYS: i64 = 30;
/// So many days after its end it is still said to be used. Nothing ends with them: intake goes on (decision 0044).
const GRACE_DAYS: i64 = 30;
/// So many reviewers sign a withdrawal where a roster says nothing else.
const WITHDRAWAL_SIGNATURES: u32 = 1;
/// So many days lie between a source's wish and its execution where a roster says nothing else.
const WITHDRAWAL_GRACE_DAYS: u32 = 7;
/// The longest that a source can be made to wait.
const MAX_GRACE_DAYS: u32 = 90;
/// Separates a reviewer's fingerprint from every other use of SHA-256.
const FINGERPRINT: &str = "amparo/v1/reviewer";

/// What a roster says, as its TOML is written. Becomes a [`super::Roster`] when it is signed and verified.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RosterText {
    purpose: String,
    /// Counted from 1; a later roster has a larger one. 0 in a draft that was never signed.
    pub version: u64,
    /// The day it was signed.
    pub issued: Day,
    /// The last day it is meant for.
    pub expires: Day,
    /// The age recipient that backups are sealed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup: Option<String>,
    /// Who may sign later rosters in the custodian's place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<NoteVerifier>,
    /// Where reviewers pull from.
    pub interface: Interface,
    /// The desks, the first one for whoever chooses none.
    #[serde(rename = "desk", default, skip_serializing_if = "Vec::is_empty")]
    pub desks: Vec<DeskEntry>,
    /// The reviewers, named by role.
    #[serde(rename = "reviewer", default, skip_serializing_if = "Vec::is_empty")]
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
    /// Those of them to whom answers that identify people are sealed; all of the desk's reviewers when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identity_reviewers: Vec<ShortName>,
    /// How many of its reviewers must sign before something is withdrawn.
    #[serde(default = "one_signature", skip_serializing_if = "is_one_signature")]
    pub withdrawal_signatures: u32,
    /// How many days after the source's wish a withdrawal is executed.
    #[serde(default = "usual_grace", skip_serializing_if = "is_usual_grace")]
    pub withdrawal_grace_days: u32,
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

/// A reviewer's public keys, as `keygen` writes them for the custodian.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewerPublic {
    /// The age recipient that parcels are sealed to.
    pub recipient: String,
    /// The Ed25519 key that the reviewer calls the server with.
    pub key: PublicKey,
}

/// An Ed25519 public key, written in hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(transparent)]
pub struct PublicKey(Digest);

/// How a roster stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// In its time.
    Valid,
    /// In its time, which ends soon.
    EndsSoon,
    /// Past its time, and still used while the custodian makes a new one.
    Grace,
    /// Past its grace too. Intake goes on; the operator is told at each start and day's close.
    Ended,
}

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

    /// True for a point of the curve that a signature under it could prove something by.
    fn is_sound(&self) -> bool {
        VerifyingKey::from_bytes(self.as_bytes()).is_ok_and(|key| !key.is_weak())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PublicKey {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        text.parse().map(Self)
    }
}

impl DeskEntry {
    /// A desk whose reviewers all see the answers that identify people, and with the usual rules of withdrawal.
    pub fn new(id: DeskId, title: impl Into<String>, reviewers: Vec<ShortName>) -> Self {
        Self {
            id,
            title: title.into(),
            reviewers,
            identity_reviewers: Vec::new(),
            withdrawal_signatures: WITHDRAWAL_SIGNATURES,
            withdrawal_grace_days: WITHDRAWAL_GRACE_DAYS,
        }
    }

    /// Those to whom answers that identify people are sealed.
    pub fn readers_of_identity(&self) -> &[ShortName] {
        if self.identity_reviewers.is_empty() { &self.reviewers } else { &self.identity_reviewers }
    }
}

impl ReviewerPublic {
    /// What two people compare by voice: 32 digits of hex in groups of four.
    ///
    /// The first 16 bytes of SHA-256(label ‖ 0x0A ‖ recipient ‖ 0x0A ‖ key in hex ‖ 0x0A).
    pub fn fingerprint(&self) -> String {
        let hash = sha2::Sha256::digest(format!("{FINGERPRINT}\n{}\n{}\n", self.recipient, self.key));
        let groups: Vec<_> = hash[..16].chunks(2).map(hex::encode).collect();
        groups.join(" ")
    }
}

impl ReviewerEntry {
    /// The keys alone.
    pub fn public(&self) -> ReviewerPublic {
        ReviewerPublic { recipient: self.recipient.clone(), key: self.key }
    }
}

/// A roster cannot be used.
#[derive(Debug)]
pub enum RosterError {
    /// The note is not signed by the custodian, or is no note.
    Note(NoteError),
    /// The signed text is not a roster's TOML.
    Text(Box<toml::de::Error>),
    /// It was signed for another purpose.
    Purpose,
    /// It has version 0, which is a draft's.
    Version,
    /// It ends before it was signed.
    Days,
    /// The reviewer interface's address is not `HOST:PORT`, or an onion address with a typing error.
    Address(String),
    /// The server's key does not make sense.
    ServerKey,
    /// The recipient of backups does not make sense.
    Backup,
    /// It cannot be written as TOML.
    Write(toml::ser::Error),
    /// A desk's title is empty, too long or holds characters that nobody sees.
    Title(DeskId),
    /// A desk's recipients cannot stand together.
    Desk(DeskId, RecipientsError),
    /// A desk asks for no signature on a withdrawal, or for more than it has reviewers.
    WithdrawalSignatures(DeskId),
    /// A desk lets sources wait too long for a withdrawal.
    WithdrawalGrace(DeskId),
    /// One who is to read a desk's identifying answers is not among its reviewers.
    IdentityReviewer(DeskId, ShortName),
    /// A reviewer's recipient or key does not make sense.
    Reviewer(ShortName),
    /// Two reviewers have the same recipient or the same key.
    SameKeys(ShortName, ShortName),
    /// A desk names a reviewer that the roster does not.
    Unknown(DeskId, ShortName),
    /// A desk, a reviewer or a reviewer in a desk stands twice.
    Twice(ShortName),
    /// A successor stands twice.
    SuccessorTwice,
    /// It has no desk.
    NoDesk,
}

impl fmt::Display for RosterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(error) => write!(f, "the roster is not to be trusted: {error}"),
            Self::Text(error) => write!(f, "the roster's text does not make sense: {error}"),
            Self::Purpose => f.write_str("the signed text is not a roster"),
            Self::Version => f.write_str("the roster has version 0, which is a draft's"),
            Self::Days => f.write_str("the roster ends before it begins"),
            Self::Address(address) => {
                write!(
                    f,
                    "the interface's address {address:?} is not HOST:PORT, or an onion address with a typing error"
                )
            }
            Self::ServerKey => f.write_str("the interface's key does not make sense"),
            Self::Backup => f.write_str("the recipient of backups is not an age recipient (age1pq1… or age1…)"),
            Self::Write(error) => write!(f, "the roster cannot be written: {error}"),
            Self::Title(desk) => {
                write!(
                    f,
                    "desk {desk}: the title is empty, longer than {MAX_TITLE_BYTES} bytes or holds invisible characters"
                )
            }
            Self::Desk(desk, error) => write!(f, "desk {desk}: {error}"),
            Self::WithdrawalSignatures(desk) => write!(
                f,
                "desk {desk}: withdrawal signatures must be at least 1, and no more than the desk has reviewers"
            ),
            Self::WithdrawalGrace(desk) => {
                write!(f, "desk {desk}: withdrawal grace days must be no more than {MAX_GRACE_DAYS}")
            }
            Self::IdentityReviewer(desk, id) => {
                write!(f, "desk {desk}: identity reviewer {id} is not among the desk's reviewers")
            }
            Self::Reviewer(id) => write!(f, "reviewer {id}: the recipient or the key does not make sense"),
            Self::SameKeys(one, other) => write!(f, "reviewers {one} and {other} have the same recipient or key"),
            Self::Unknown(desk, id) => write!(f, "desk {desk} names reviewer {id}, whom the roster does not list"),
            Self::Twice(id) => write!(f, "{id} stands twice in the roster"),
            Self::SuccessorTwice => f.write_str("a successor stands twice in the roster"),
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
    /// A roster without desks and reviewers.
    pub fn new(version: u64, issued: Day, expires: Day, interface: Interface) -> Self {
        Self {
            purpose: PURPOSE.to_owned(),
            version,
            issued,
            expires,
            backup: None,
            successors: Vec::new(),
            interface,
            desks: Vec::new(),
            reviewers: Vec::new(),
        }
    }

    /// Reads a text that keeps every rule, but that it may be without desks and unsigned.
    pub fn from_draft(toml: &str) -> Result<Self, RosterError> {
        let text: Self = toml::from_str(toml).map_err(|error| RosterError::Text(Box::new(error)))?;
        text.check()?;
        Ok(text)
    }

    /// The text as TOML.
    pub fn to_toml(&self) -> Result<String, RosterError> {
        toml::to_string(self).map_err(RosterError::Write)
    }

    /// Checks it and signs it.
    pub fn sign(&self, custodian: &NoteSigner) -> Result<SignedRoster, RosterError> {
        let text = self.to_toml()?;
        super::Roster::from_text(&text)?;
        custodian.sign(&text).map(SignedRoster::new).map_err(RosterError::Note)
    }

    /// How it stands on `day`.
    pub fn standing(&self, day: Day) -> Standing {
        if day > self.expires.plus(GRACE_DAYS) {
            Standing::Ended
        } else if day > self.expires {
            Standing::Grace
        } else if day > self.expires.plus(-WARN_DAYS) {
            Standing::EndsSoon
        } else {
            Standing::Valid
        }
    }

    /// The reviewer of that name.
    pub fn reviewer(&self, id: &ShortName) -> Option<&ReviewerEntry> {
        self.reviewers.iter().find(|r| r.id == *id)
    }

    /// Whether a signed text keeps the rules; gives each desk's recipients.
    pub(super) fn check_signed(&self) -> Result<Vec<DeskRecipients>, RosterError> {
        let desks = self.check()?;
        if self.version == 0 {
            Err(RosterError::Version)
        } else if self.expires < self.issued {
            Err(RosterError::Days)
        } else if desks.is_empty() {
            Err(RosterError::NoDesk)
        } else {
            Ok(desks)
        }
    }

    /// Whether a draft keeps the rules; gives each desk's recipients.
    pub(super) fn check(&self) -> Result<Vec<DeskRecipients>, RosterError> {
        if self.purpose != PURPOSE {
            return Err(RosterError::Purpose);
        }
        if !is_address(&self.interface.address) {
            return Err(RosterError::Address(self.interface.address.clone()));
        }
        if !self.interface.key.is_sound() {
            return Err(RosterError::ServerKey);
        }
        if self.backup.as_ref().is_some_and(|backup| backup.parse::<Recipient>().is_err()) {
            return Err(RosterError::Backup);
        }
        if first_twice(self.successors.iter().map(ToString::to_string)).is_some() {
            return Err(RosterError::SuccessorTwice);
        }
        self.check_reviewers()?;
        if let Some(id) = first_twice(self.desks.iter().map(|d| &d.id)) {
            return Err(RosterError::Twice(id.clone()));
        }
        self.desks.iter().map(|desk| self.check_desk(desk)).collect()
    }

    fn check_reviewers(&self) -> Result<(), RosterError> {
        if let Some(id) = first_twice(self.reviewers.iter().map(|r| &r.id)) {
            return Err(RosterError::Twice(id.clone()));
        }
        for (at, reviewer) in self.reviewers.iter().enumerate() {
            if !reviewer.key.is_sound() || reviewer.recipient.parse::<Recipient>().is_err() {
                return Err(RosterError::Reviewer(reviewer.id.clone()));
            }
            let same = |other: &&ReviewerEntry| other.key == reviewer.key || other.recipient == reviewer.recipient;
            if let Some(other) = self.reviewers[..at].iter().find(same) {
                return Err(RosterError::SameKeys(other.id.clone(), reviewer.id.clone()));
            }
        }
        Ok(())
    }

    fn check_desk(&self, desk: &DeskEntry) -> Result<DeskRecipients, RosterError> {
        let unseen = |c: char| c.is_control() || is_invisible(c);
        if desk.title.trim().is_empty() || desk.title.len() > MAX_TITLE_BYTES || desk.title.contains(unseen) {
            return Err(RosterError::Title(desk.id.clone()));
        }
        let together = |all| Recipients::new(all).map_err(|error| RosterError::Desk(desk.id.clone(), error));
        let all = together(self.recipients(desk, &desk.reviewers)?)?;
        let identity = self.recipients(desk, desk.readers_of_identity())?;
        // Who is not of the desk could not fetch what they alone can open.
        if let Some(id) = desk.identity_reviewers.iter().find(|id| !desk.reviewers.contains(id)) {
            return Err(RosterError::IdentityReviewer(desk.id.clone(), id.clone()));
        }
        if desk.withdrawal_signatures == 0 || desk.withdrawal_signatures as usize > desk.reviewers.len() {
            return Err(RosterError::WithdrawalSignatures(desk.id.clone()));
        }
        if desk.withdrawal_grace_days > MAX_GRACE_DAYS {
            return Err(RosterError::WithdrawalGrace(desk.id.clone()));
        }
        Ok(DeskRecipients { id: desk.id.clone(), all, identity: together(identity)? })
    }

    fn recipients(&self, desk: &DeskEntry, reviewers: &[ShortName]) -> Result<Vec<Recipient>, RosterError> {
        if let Some(id) = first_twice(reviewers.iter()) {
            return Err(RosterError::Twice(id.clone()));
        }
        let recipient = |id: &ShortName| {
            let entry = self.reviewer(id).ok_or_else(|| RosterError::Unknown(desk.id.clone(), id.clone()))?;
            entry.recipient.parse().map_err(|_| RosterError::Reviewer(id.clone()))
        };
        reviewers.iter().map(recipient).collect()
    }
}

const fn one_signature() -> u32 {
    WITHDRAWAL_SIGNATURES
}

const fn usual_grace() -> u32 {
    WITHDRAWAL_GRACE_DAYS
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_one_signature(count: &u32) -> bool {
    *count == WITHDRAWAL_SIGNATURES
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_usual_grace(days: &u32) -> bool {
    *days == WITHDRAWAL_GRACE_DAYS
}

fn first_twice<T: Clone + Eq + std::hash::Hash>(mut names: impl Iterator<Item = T>) -> Option<T> {
    let mut seen = HashSet::new();
    names.find(|name| !seen.insert(name.clone()))
}
