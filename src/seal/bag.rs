//! The `BagIt` bag inside a parcel (RFC 8493): its tag files, written and read.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::names::{DeskId, Digest, FormNonce, Kind, MailboxId, SubmissionId};

/// All of [`BAGIT_FILE`].
pub const BAGIT_TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// The tag file that makes a folder a bag.
pub const BAGIT_FILE: &str = "bagit.txt";
/// The tag file that says of what a bag is.
pub const INFO_FILE: &str = "bag-info.txt";
pub(super) const MANIFEST_FILE: &str = "manifest-sha256.txt";
pub(super) const PADDING_FILE: &str = "padding.bin";
/// The tag file of an attachment: what the source called it.
pub(super) const ATTACHMENT_FILE: &str = "amparo.json";
/// The folder of a bag's payload.
pub const PAYLOAD_FOLDER: &str = "data/";

/// This program, as it names itself in what it seals.
pub const SOFTWARE: &str = concat!("amparo ", env!("CARGO_PKG_VERSION"));

/// A language tag (BCP 47): 1 to 35 letters, digits and dashes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(String);

impl LanguageTag {
    /// The tag of what is in no language.
    pub fn undetermined() -> Self {
        Self("und".to_owned())
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = BadLabel;

    fn try_from(text: String) -> Result<Self, BadLabel> {
        let fits = (1..=35).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if fits { Ok(Self(text)) } else { Err(BadLabel("Amparo-Language")) }
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> Self {
        tag.0
    }
}

/// Which roster a parcel was sealed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct RosterRef {
    /// Its version, counted from 1.
    pub version: u64,
    /// The SHA-256 of its signed text.
    pub digest: Digest,
}

/// Where and to whom replies go; only a testimony and a change of consent carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Where the source will look.
    pub id: MailboxId,
    /// The hybrid recipient that only the codename opens (`age1pq1…`).
    pub recipient: String,
}

/// What a parcel says of itself, inside the seal, and is known when it is begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelHead {
    /// The submission it belongs to.
    pub submission: SubmissionId,
    /// The form that was sent.
    pub nonce: FormNonce,
    /// Its place in the submission: the testimony is 0, attachments count from 1, the closing parcel follows the
    /// last; an identity parcel has [`super::IDENTITY_NUMBER`], a reply [`super::REPLY_NUMBER`]. 0 where a parcel stands alone.
    pub number: u32,
    /// What it holds.
    pub kind: Kind,
    /// The desk that receives it.
    pub desk: DeskId,
    /// The language of the page.
    pub language: LanguageTag,
    /// The roster it is sealed by.
    pub roster: RosterRef,
    /// Where replies go.
    pub mailbox: Option<Mailbox>,
}

impl ParcelHead {
    /// The folder that holds the bag.
    pub(super) fn top_folder(&self) -> String {
        format!("{}-{}/", self.submission, self.number)
    }
}

/// All of `bag-info.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelInfo {
    /// What was known from the start.
    pub head: ParcelHead,
    /// The day it was committed.
    pub day: Day,
    /// The program that sealed it.
    pub software: String,
    /// Keeps a ledger entry from being tied to the parcel by who lacks its key.
    pub ledger_salt: Digest,
}

/// A tag file does not say what it should; names the label.
#[derive(Debug, PartialEq, Eq)]
pub struct BadLabel(pub(super) &'static str);

impl fmt::Display for BadLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the label {} is missing, stands twice or does not make sense", self.0)
    }
}

impl std::error::Error for BadLabel {}

/// A file of the payload and its digest, as the manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayloadFile {
    /// Its path below `data/`.
    pub name: String,
    /// Bytes.
    pub len: u64,
    /// SHA-256 of its content.
    pub sha256: Digest,
}

impl ParcelInfo {
    /// Writes `bag-info.txt`.
    pub(super) fn to_text(&self, payload: &[PayloadFile]) -> String {
        let head = &self.head;
        let bytes: u64 = payload.iter().map(|f| f.len).sum();
        let mut lines = vec![
            ("Bagging-Date", self.day.to_string()),
            ("Payload-Oxum", format!("{bytes}.{}", payload.len())),
            ("Bag-Software-Agent", self.software.clone()),
            ("Amparo-Submission", head.submission.to_string()),
            ("Amparo-Form-Nonce", head.nonce.to_string()),
            ("Amparo-Parcel-Number", head.number.to_string()),
            ("Amparo-Parcel-Kind", head.kind.as_str().to_owned()),
            ("Amparo-Desk", head.desk.to_string()),
            ("Amparo-Language", head.language.as_str().to_owned()),
            ("Amparo-Roster-Version", head.roster.version.to_string()),
            ("Amparo-Roster-SHA256", head.roster.digest.to_string()),
            ("Amparo-Ledger-Salt", self.ledger_salt.to_string()),
        ];
        if let Some(mailbox) = &head.mailbox {
            lines.push(("Amparo-Mailbox-Id", mailbox.id.to_string()));
            lines.push(("Amparo-Mailbox-Recipient", mailbox.recipient.clone()));
        }
        lines.iter().map(|(label, value)| [*label, ": ", value, "\n"].concat()).collect()
    }

    /// Reads `bag-info.txt` as [`Self::to_text`] writes it.
    pub(super) fn from_text(text: &str) -> Result<Self, BadLabel> {
        let labels = Labels(text);
        let mailbox = match (labels.optional("Amparo-Mailbox-Id")?, labels.optional("Amparo-Mailbox-Recipient")?) {
            (None, None) => None,
            (Some(id), Some(recipient)) => Some(Mailbox {
                id: id.parse().map_err(|_| BadLabel("Amparo-Mailbox-Id"))?,
                recipient: recipient.to_owned(),
            }),
            _ => return Err(BadLabel("Amparo-Mailbox-Id")),
        };
        let kind: Kind = labels.parsed("Amparo-Parcel-Kind")?;
        if mailbox.is_some() && !kind.has_mailbox() {
            return Err(BadLabel("Amparo-Mailbox-Id"));
        }
        Ok(Self {
            head: ParcelHead {
                submission: labels.parsed("Amparo-Submission")?,
                nonce: labels.parsed("Amparo-Form-Nonce")?,
                number: labels.parsed("Amparo-Parcel-Number")?,
                kind,
                desk: labels.parsed("Amparo-Desk")?,
                language: labels.one("Amparo-Language")?.to_owned().try_into()?,
                roster: RosterRef {
                    version: labels.parsed("Amparo-Roster-Version")?,
                    digest: labels.parsed("Amparo-Roster-SHA256")?,
                },
                mailbox,
            },
            day: labels.parsed("Bagging-Date")?,
            software: labels.one("Bag-Software-Agent")?.to_owned(),
            ledger_salt: labels.parsed("Amparo-Ledger-Salt")?,
        })
    }
}

/// `label: value` lines.
struct Labels<'a>(&'a str);

impl<'a> Labels<'a> {
    fn optional(&self, label: &'static str) -> Result<Option<&'a str>, BadLabel> {
        let mut values = self.0.lines().filter_map(|line| line.strip_prefix(label)?.strip_prefix(": "));
        let value = values.next();
        if values.next().is_some() { Err(BadLabel(label)) } else { Ok(value) }
    }

    fn one(&self, label: &'static str) -> Result<&'a str, BadLabel> {
        self.optional(label)?.ok_or(BadLabel(label))
    }

    fn parsed<T: std::str::FromStr>(&self, label: &'static str) -> Result<T, BadLabel> {
        self.one(label)?.parse().map_err(|_| BadLabel(label))
    }
}

/// Writes `manifest-sha256.txt`.
pub(super) fn manifest_text(payload: &[PayloadFile]) -> String {
    payload.iter().map(|f| [&f.sha256.to_string(), "  ", PAYLOAD_FOLDER, &f.name, "\n"].concat()).collect()
}

/// Reads `manifest-sha256.txt`: digest and name of each file below `data/`.
pub(super) fn parse_manifest(text: &str) -> Result<Vec<(Digest, String)>, BadLabel> {
    let line = |line: &str| {
        let (digest, path) = line.split_once("  ")?;
        let name = path.strip_prefix(PAYLOAD_FOLDER)?;
        Some((digest.parse().ok()?, name.to_owned()))
    };
    text.lines().map(|l| line(l).ok_or(BadLabel(MANIFEST_FILE))).collect()
}

/// `amparo.json` of an attachment: how the source named it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentTag {
    /// Its place in the form, from 1.
    pub n: u32,
    /// The name as it was sent, without folders.
    pub name: String,
    /// The type that the browser claimed, where it is a known one.
    pub type_claimed: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_letters_digits_and_hyphens() {
        for good in ["es", "zh-hans", "und", "de-1996", &"a".repeat(35)] {
            let tag = LanguageTag::try_from(good.to_owned()).unwrap();
            assert_eq!(tag.as_str(), good);
        }
        for bad in ["", "e n", "es\n", "es_VE", "é", "es:VE", "\u{202e}es", &"a".repeat(36)] {
            assert!(LanguageTag::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
    }
}
