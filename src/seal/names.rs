//! What things are called: desks, parcels, submissions.

use std::fmt;
use std::io;
use std::str::FromStr;

use rand_core::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A name does not have the form its kind asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct BadName(&'static str);

impl fmt::Display for BadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for BadName {}

/// A short name of the organisation's own: a desk's or a role's.
///
/// 1 to 32 characters of `a-z`, `0-9` and `-`, a letter first; it stands in paths and in signed texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShortName(String);

/// The name of a desk.
pub type DeskId = ShortName;

impl ShortName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ShortName {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let fits = (1..=32).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadName("a name is 1 to 32 of a-z, 0-9 and '-', a letter first"))
        }
    }
}

impl TryFrom<String> for ShortName {
    type Error = BadName;

    fn try_from(text: String) -> Result<Self, BadName> {
        text.parse()
    }
}

impl From<ShortName> for String {
    fn from(name: ShortName) -> Self {
        name.0
    }
}

impl fmt::Display for ShortName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Fixed-length names written in lower-case hex, with one way in and one way out.
macro_rules! hex_name {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; $len]);

        impl $name {
            /// The name of these bytes.
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// The bytes it stands for.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// A fresh random one.
            pub fn random(rng: &mut (impl RngCore + CryptoRng)) -> Self {
                let mut bytes = [0; $len];
                rng.fill_bytes(&mut bytes);
                Self(bytes)
            }
        }

        impl FromStr for $name {
            type Err = BadName;

            fn from_str(text: &str) -> Result<Self, BadName> {
                let lower = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
                let mut bytes = [0; $len];
                if lower && hex::decode_to_slice(text, &mut bytes).is_ok() {
                    Ok(Self(bytes))
                } else {
                    Err(BadName(concat!("not ", $len, " bytes in lower-case hex")))
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadName;

            fn try_from(text: String) -> Result<Self, BadName> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }
    };
}

hex_name! {
    /// A parcel's id: the SHA-256 of its ciphertext.
    ParcelId, 32
}
hex_name! {
    /// A SHA-256 digest of a payload, a roster or a text.
    Digest, 32
}

impl Digest {
    /// The digest of all that can be read, and how many bytes that are.
    ///
    /// # Errors
    /// It cannot be read to its end.
    pub fn of_all(from: &mut impl io::Read) -> io::Result<(Self, u64)> {
        let mut hash = Sha256::new();
        let bytes = io::copy(from, &mut hash)?;
        Ok((Self(hash.finalize().into()), bytes))
    }

    /// In groups of four digits, for people who compare it.
    pub fn in_groups(&self) -> String {
        let groups: Vec<_> = self.0.chunks(2).map(hex::encode).collect();
        groups.join(" ")
    }
}

hex_name! {
    /// Ties a submission's parcels together, inside the seal only.
    SubmissionId, 16
}
hex_name! {
    /// Drawn with each form, so that a page sent twice is recognised.
    FormNonce, 16
}
hex_name! {
    /// Drawn with each page, so that whoever holds it sees how far what it sends is. Sealed nowhere.
    ProgressNumber, 16
}
hex_name! {
    /// Where a codename's replies lie.
    MailboxId, 32
}

hex_name! {
    /// The file name of one of a mailbox's slots. It tells neither the mailbox nor the other slots.
    SlotName, 32
}

/// What a parcel holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What a source tells: `data/testimony.json` and `data/testimony.txt`.
    Testimony,
    /// The answers that identify people, for the desk's identity reviewers: `data/identity.json`.
    Identity,
    /// One file, bit for bit as received.
    Attachment,
    /// The list of a submission's parcels.
    Closing,
    /// A later change of consent, or a withdrawal, by who has the codename: `data/consent.json`.
    Consent,
    /// The desk's copy of a reply to a source: `data/reply.json` and `data/reply.txt`.
    Reply,
    /// Nothing: it is there so that a lone submission does not stand alone.
    Cover,
}

/// The one file of a cover parcel, of no bytes: a bag must have one.
pub const COVER_FILE: &str = "empty";

/// An identity parcel's number: above every file's and the closing parcel's, as a form has at most 20 000 parts.
pub const IDENTITY_NUMBER: u32 = 1_000_000;

/// The number of every reply's desk copy; their ids tell them apart.
pub const REPLY_NUMBER: u32 = 2_000_000;

impl Kind {
    const ALL: [Self; 7] =
        [Self::Testimony, Self::Identity, Self::Attachment, Self::Closing, Self::Consent, Self::Reply, Self::Cover];

    /// True for the kinds that say where replies go, and whose word a consent parcel is.
    pub const fn has_mailbox(self) -> bool {
        matches!(self, Self::Testimony | Self::Consent)
    }

    /// The word that stands in `bag-info.txt`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Testimony => "testimony",
            Self::Identity => "identity",
            Self::Attachment => "attachment",
            Self::Closing => "closing",
            Self::Consent => "consent",
            Self::Reply => "reply",
            Self::Cover => "cover",
        }
    }
}

impl FromStr for Kind {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(BadName("not a kind of parcel that this version knows"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_cannot_leave_its_folder() {
        for text in ["", "..", "a/b", "A", "-a", "1a", "a b", "ñ", &"a".repeat(33)] {
            assert!(text.parse::<ShortName>().is_err(), "{text}");
        }
        assert_eq!("detentions-2".parse::<ShortName>().unwrap().as_str(), "detentions-2");
    }

    #[test]
    fn an_id_has_one_spelling() {
        let id = ParcelId::from_bytes([0xab; 32]);
        assert_eq!(id.to_string().parse::<ParcelId>().unwrap(), id);
        assert!(id.to_string().to_uppercase().parse::<ParcelId>().is_err());
        assert!("ab".parse::<ParcelId>().is_err());
    }
}
