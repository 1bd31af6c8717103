//! Whom a parcel is sealed to, and with what it is opened.

use std::fmt;
use std::str::FromStr;

use age::secrecy::{ExposeSecret, SecretString};
use rand_core::{CryptoRng, RngCore};

use super::header::most_recipients;
use super::hybrid::{HybridIdentity, HybridRecipient};

/// The two kinds of recipient; age forbids them in one file, so a desk is all of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientKind {
    /// `age1pq1…`: ML-KEM-768 with X25519, the default.
    Hybrid,
    /// `age1…`: X25519, for a desk whose tools know nothing else.
    Classic,
}

impl RecipientKind {
    /// The type of this kind's stanza in an age header.
    pub const fn stanza(self) -> &'static str {
        match self {
            Self::Hybrid => "mlkem768x25519",
            Self::Classic => "X25519",
        }
    }

    /// Bytes of such a stanza in an age header: ENC of a hybrid one is 1 494 characters, and the body of both is 43.
    pub(super) const fn stanza_bytes(self) -> usize {
        let encapsulated = match self {
            Self::Hybrid => 1494,
            Self::Classic => 43,
        };
        "->  \n\n".len() + self.stanza().len() + encapsulated + 43
    }
}

/// One reviewer's public key.
#[derive(Clone)]
pub enum Recipient {
    /// Post-quantum hybrid.
    Hybrid(Box<HybridRecipient>),
    /// Classic X25519.
    Classic(age::x25519::Recipient),
}

/// A text is neither `age1pq1…` nor `age1…`.
#[derive(Debug, PartialEq, Eq)]
pub struct BadRecipient;

impl Recipient {
    /// Which kind it is.
    pub const fn kind(&self) -> RecipientKind {
        match self {
            Self::Hybrid(_) => RecipientKind::Hybrid,
            Self::Classic(_) => RecipientKind::Classic,
        }
    }

    pub(super) fn as_age(&self) -> &dyn age::Recipient {
        match self {
            Self::Hybrid(recipient) => &**recipient,
            Self::Classic(recipient) => recipient,
        }
    }
}

impl FromStr for Recipient {
    type Err = BadRecipient;

    fn from_str(text: &str) -> Result<Self, BadRecipient> {
        if let Ok(recipient) = text.parse() {
            return Ok(Self::Hybrid(Box::new(recipient)));
        }
        text.parse().map(Self::Classic).map_err(|_| BadRecipient)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hybrid(recipient) => recipient.fmt(f),
            Self::Classic(recipient) => recipient.fmt(f),
        }
    }
}

impl fmt::Display for BadRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an age recipient (age1pq1… or age1…)")
    }
}

impl std::error::Error for BadRecipient {}

/// All whom a parcel is sealed to. Built by `roster` alone, from a verified roster.
#[derive(Clone)]
pub struct Recipients {
    kind: RecipientKind,
    all: Vec<Recipient>,
}

/// Recipients that cannot stand together.
#[derive(Debug, PartialEq, Eq)]
pub enum RecipientsError {
    /// There is none.
    Empty,
    /// Hybrid and classic ones are mixed, which age forbids in one file.
    Mixed,
    /// They are more than a parcel can be opened for.
    TooMany {
        /// So many there are.
        are: usize,
        /// So many of this kind there may be.
        most: usize,
    },
}

impl Recipients {
    /// Takes the recipients of one desk.
    pub fn new(all: Vec<Recipient>) -> Result<Self, RecipientsError> {
        let kind = all.first().ok_or(RecipientsError::Empty)?.kind();
        if all.iter().any(|r| r.kind() != kind) {
            return Err(RecipientsError::Mixed);
        }
        let (are, most) = (all.len(), most_recipients(kind));
        if are > most {
            return Err(RecipientsError::TooMany { are, most });
        }
        Ok(Self { kind, all })
    }

    /// These, made up to `count` by throwaway ones of the same kind, in random order.
    ///
    /// The throwaways' secret halves are wiped at once, so their stanzas open for nobody; which stanzas those are
    /// nobody can tell who opens none. Draw them anew for each parcel: a recipient that stood in two would tie them.
    #[must_use]
    pub fn filled_up(&self, count: usize, rng: &mut (impl RngCore + CryptoRng)) -> Self {
        let mut all = self.all.clone();
        while all.len() < count {
            all.push(Identity::generate(self.kind, rng).to_recipient());
        }
        for last in (1..all.len()).rev() {
            // 2^64 is so much larger than any desk that the remainder's bias cannot be seen.
            all.swap(last, (rng.next_u64() % (last as u64 + 1)) as usize);
        }
        Self { kind: self.kind, all }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Which kind they are.
    pub const fn kind(&self) -> RecipientKind {
        self.kind
    }

    /// Each of them.
    pub fn all(&self) -> impl Iterator<Item = &Recipient> {
        self.all.iter()
    }

    pub(super) fn as_age(&self) -> impl Iterator<Item = &dyn age::Recipient> {
        self.all.iter().map(Recipient::as_age)
    }
}

impl fmt::Display for RecipientsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there is no recipient"),
            Self::Mixed => {
                f.write_str("hybrid (age1pq1…) and classic (age1…) recipients are mixed; age forbids both in one file")
            }
            Self::TooMany { are, most } => write!(
                f,
                "it has {are} recipients, and nobody's Amparo opens a parcel that is sealed to more than {most} of their kind"
            ),
        }
    }
}

impl std::error::Error for RecipientsError {}

/// A reviewer's secret key. No `Debug`, no `Clone`.
pub enum Identity {
    /// Post-quantum hybrid.
    Hybrid(Box<HybridIdentity>),
    /// Classic X25519.
    Classic(age::x25519::Identity),
}

/// A text is no age identity of a kind we know.
#[derive(Debug, PartialEq, Eq)]
pub struct BadIdentity;

impl Identity {
    /// Draws a new one.
    pub fn generate(kind: RecipientKind, rng: &mut (impl RngCore + CryptoRng)) -> Self {
        match kind {
            RecipientKind::Hybrid => Self::Hybrid(Box::new(HybridIdentity::generate(rng))),
            RecipientKind::Classic => Self::Classic(age::x25519::Identity::generate()),
        }
    }

    /// Its public half.
    pub fn to_recipient(&self) -> Recipient {
        match self {
            Self::Hybrid(identity) => Recipient::Hybrid(Box::new(identity.to_recipient())),
            Self::Classic(identity) => Recipient::Classic(identity.to_public()),
        }
    }

    /// The identity file that any age can use: a comment with the recipient, then the secret key.
    pub fn to_file(&self) -> SecretString {
        let secret = match self {
            Self::Hybrid(identity) => identity.to_secret_string(),
            Self::Classic(identity) => identity.to_string(),
        };
        SecretString::from(format!("# public key: {}\n{}\n", self.to_recipient(), secret.expose_secret()))
    }

    /// Reads an identity file: the first line that is neither empty nor a comment.
    pub fn from_file(text: &str) -> Result<Self, BadIdentity> {
        let line =
            text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).ok_or(BadIdentity)?;
        if let Ok(identity) = line.parse() {
            return Ok(Self::Hybrid(Box::new(identity)));
        }
        line.parse().map(Self::Classic).map_err(|_| BadIdentity)
    }

    pub(super) fn as_age(&self) -> &dyn age::Identity {
        match self {
            Self::Hybrid(identity) => &**identity,
            Self::Classic(identity) => identity,
        }
    }
}

impl fmt::Display for BadIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an age identity (AGE-SECRET-KEY-PQ-1… or AGE-SECRET-KEY-1…)")
    }
}

impl std::error::Error for BadIdentity {}
