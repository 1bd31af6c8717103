//! What one parcel tells when it is opened: all that gathering, listing and searching need of it.
//!
//! It is what the index holds, so that a parcel is opened once. What depends on the rosters that are known is not
//! in it: that is held against them anew each time.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

use super::consents::{Given, heard};
use super::file::VaultFile;
use super::inbox::InboxError;
use super::words::{MAX_JSON_BYTES, Words};
use crate::form::consent::{Change, Consent};
use crate::form::reply::Reply;
use crate::seal::{
    COVER_FILE, Day, DeskId, Digest, FormNonce, Identity, Kind, LanguageTag, MailboxId, OpenError, OpenedParcel,
    ParcelId, RosterRef, ShortName, Stanzas, SubmissionId, safe_file_name,
};

/// The payload of a reply's desk copy.
pub(super) const REPLY_FILE: &str = "reply.json";
/// The same for human eyes.
pub(super) const REPLY_TEXT_FILE: &str = "reply.txt";
/// The payloads of the other kinds, for machines and for human eyes.
const TESTIMONY_FILE: &str = "testimony.json";
const TESTIMONY_TEXT_FILE: &str = "testimony.txt";
const IDENTITY_FILE: &str = "identity.json";
const IDENTITY_TEXT_FILE: &str = "identity.txt";
const CLOSING_FILE: &str = "parcels.json";
const CONSENT_FILE: &str = "consent.json";

/// What a parcel says of itself, and what it holds.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    pub(super) submission: SubmissionId,
    pub(super) nonce: FormNonce,
    pub(super) desk: DeskId,
    pub(super) language: LanguageTag,
    /// The sealed one.
    pub(super) day: Day,
    pub(super) roster: RosterRef,
    pub(super) stanzas: Stanzas,
    pub(super) holds: Holds,
    /// What does not hold of what is in it, whatever it is held against.
    pub(super) wrong: Vec<String>,
}

/// What it holds, by kind.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Holds {
    Testimony {
        mailbox: Option<MailboxId>,
        /// `None` where `testimony.json` does not make sense.
        told: Option<Told>,
        words: Words,
    },
    Identity {
        words: Words,
    },
    Attachment {
        n: u32,
        name: String,
        size: u64,
        sha256: Digest,
        type_claimed: String,
        safe_name: String,
    },
    /// `None` where `parcels.json` does not make sense.
    Closing(Option<Closing>),
    Consent {
        /// `None` where it names none, and so belongs to nothing.
        mailbox: Option<MailboxId>,
        /// `None` where it does not make sense: it may be anything.
        change: Option<Change>,
    },
    Reply {
        /// `None` where `reply.json` does not make sense.
        reviewer: Option<ShortName>,
        words: Words,
    },
    Cover,
}

impl Holds {
    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Testimony { .. } => Kind::Testimony,
            Self::Identity { .. } => Kind::Identity,
            Self::Attachment { .. } => Kind::Attachment,
            Self::Closing(_) => Kind::Closing,
            Self::Consent { .. } => Kind::Consent,
            Self::Reply { .. } => Kind::Reply,
            Self::Cover => Kind::Cover,
        }
    }

    /// Its kind, where only one parcel can be right for its submission: neither a change of consent, by which less may
    /// leave, nor a reply.
    pub(super) const fn contestable(&self) -> Option<Kind> {
        match self.kind() {
            Kind::Consent | Kind::Reply | Kind::Cover => None,
            kind => Some(kind),
        }
    }
}

/// What `testimony.json` says, as far as it is needed here.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Told {
    /// The digest of the form that it answers, where it names one.
    pub(super) form: Option<Digest>,
    /// The parcel with the answers that identify people.
    pub(super) identity: Option<ParcelId>,
    /// `None` where it does not make sense.
    pub(super) consent: Option<Given>,
}

/// What the closing parcel lists, as far as it is needed here.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closing {
    /// What was kept.
    pub(super) parcels: Vec<ParcelId>,
    /// What was not.
    pub(super) not_kept: Vec<NotKept>,
}

/// A file that was sent and not kept.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct NotKept {
    /// Its place in the form.
    pub n: u32,
    /// Its name as sent.
    pub name: String,
    /// The reason.
    pub reason: String,
}

/// `testimony.json`
#[derive(Deserialize)]
struct TestimonyJson {
    #[serde(default)]
    form: Value,
    #[serde(default)]
    identity: Option<NamedParcel>,
    #[serde(default)]
    consent: Value,
}

#[derive(Deserialize)]
struct NamedParcel {
    parcel: ParcelId,
}

/// `parcels.json`
#[derive(Deserialize)]
struct ClosingJson {
    parcels: Vec<ListedParcel>,
    not_kept: Vec<NotKept>,
}

#[derive(Deserialize)]
struct ListedParcel {
    id: ParcelId,
}

/// Opens a parcel's file, when it has the digest that it is named by: whoever can write to the vault can lay another
/// parcel in its place that is sealed to us too. Reads it twice: for small ones.
pub(super) fn open_itself(path: &Path, identity: &Identity) -> Result<OpenedParcel<File>, InboxError> {
    let failed = |e| InboxError::Io(path.to_owned(), e);
    let mut content = File::open(path).map_err(failed)?;
    let (digest, _) = Digest::of_all(&mut content).map_err(failed)?;
    if path.file_stem().and_then(|name| name.to_str()) != Some(&digest.to_string()) {
        return Err(InboxError::NotItself(path.to_owned()));
    }
    content.rewind().map_err(failed)?;
    OpenedParcel::open(content, identity).map_err(|e| InboxError::opening(path, e))
}

/// Opens a parcel's file, which somebody holds against its id.
pub(super) fn open(file: &VaultFile, identity: &Identity) -> Result<OpenedParcel<File>, InboxError> {
    let content = File::open(&file.path).map_err(|e| InboxError::Io(file.path.clone(), e))?;
    OpenedParcel::open(content, identity).map_err(|e| InboxError::opening(&file.path, e))
}

impl Facts {
    /// Reads what a parcel tells.
    ///
    /// # Errors
    /// A file inside that tells something is not the one that its manifest names, or is not there, or cannot be read now.
    /// What makes no sense is no error here.
    pub(super) fn of(parcel: &mut OpenedParcel<impl Read + Seek + Send>, path: &Path) -> Result<Self, InboxError> {
        let mut wrong = Vec::new();
        let holds = holds(parcel, &mut wrong).map_err(|e| InboxError::opening(path, e))?;
        if !has_only_its_own_files(parcel) {
            wrong.push("a parcel holds files that nothing shows, or one whose name leads elsewhere".to_owned());
        }
        let info = parcel.info();
        Ok(Self {
            submission: info.head.submission,
            nonce: info.head.nonce,
            desk: info.head.desk.clone(),
            language: info.head.language.clone(),
            day: info.day,
            roster: info.head.roster,
            stanzas: parcel.stanzas().clone(),
            holds,
            wrong,
        })
    }

    /// The same, and reads all of it: each file against its digest, the padding against zero.
    ///
    /// # Errors
    /// Some of it cannot be read now: nothing is known of such a parcel, for or against it.
    pub(super) fn of_all(parcel: &mut OpenedParcel<impl Read + Seek + Send>, path: &Path) -> Result<Self, InboxError> {
        let mut facts = Self::of(parcel, path)?;
        match parcel.verify() {
            Ok(()) => {}
            Err(error) if error.lasts() => facts.wrong.push(format!("a parcel does not hold together: {error}")),
            Err(error) => return Err(InboxError::opening(path, error)),
        }
        Ok(facts)
    }

    /// Wipes the words in it; says whether there were any.
    pub(super) fn forget_words(&mut self) -> bool {
        match &mut self.holds {
            Holds::Testimony { words, .. } | Holds::Identity { words } | Holds::Reply { words, .. } => {
                !std::mem::take(words).0.is_empty()
            }
            _ => false,
        }
    }

    /// True for what a source told.
    pub(super) const fn is_testimony(&self) -> bool {
        matches!(self.holds, Holds::Testimony { .. })
    }

    /// True for the desk's copy of a reply.
    pub(super) const fn is_reply(&self) -> bool {
        matches!(self.holds, Holds::Reply { .. })
    }

    /// What of it makes no sense.
    pub(super) fn nonsense(&self) -> Option<OpenError> {
        let what = match &self.holds {
            Holds::Testimony { told: None, .. } => "testimony.json does not make sense",
            Holds::Closing(None) => "parcels.json does not make sense",
            Holds::Consent { mailbox: None, .. } => "a change of consent names no mailbox",
            Holds::Consent { change: None, .. } => "consent.json does not make sense",
            _ => return None,
        };
        Some(OpenError::Content(what))
    }
}

/// Whether a parcel holds the files of its kind and no others: what else lies in it, no command shows, and it leaves with
/// the parcel.
fn has_only_its_own_files(parcel: &OpenedParcel<impl Read + Seek + Send>) -> bool {
    let mut names = parcel.payload().map(|file| file.name.as_str());
    let own: &[&str] = match parcel.info().head.kind {
        Kind::Testimony => &[TESTIMONY_FILE, TESTIMONY_TEXT_FILE],
        Kind::Identity => &[IDENTITY_FILE, IDENTITY_TEXT_FILE],
        Kind::Attachment => {
            return names.next().is_some_and(|name| safe_file_name(name) == name) && names.next().is_none();
        }
        Kind::Closing => &[CLOSING_FILE],
        Kind::Consent => &[CONSENT_FILE],
        Kind::Reply => &[REPLY_FILE, REPLY_TEXT_FILE],
        Kind::Cover => return parcel.payload().all(|file| file.name == COVER_FILE && file.len == 0),
    };
    names.all(|name| own.contains(&name))
}

/// Reads a file that a list only shows to be here: one that is missing, or not the one that its manifest names, is empty.
fn read_or_nothing(
    parcel: &mut OpenedParcel<impl Read + Seek + Send>,
    name: &str,
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    match parcel.read_file(name) {
        Err(error) if error.lasts() => Ok(Zeroizing::default()),
        other => other,
    }
}

fn holds(parcel: &mut OpenedParcel<impl Read + Seek + Send>, wrong: &mut Vec<String>) -> Result<Holds, OpenError> {
    let mut words_of = |json: &[u8]| {
        Words::of_answers(json).unwrap_or_else(|| {
            wrong.push("a parcel's answers are more than any form has: they are not searched or counted".to_owned());
            Words::default()
        })
    };
    let mailbox = parcel.info().head.mailbox.as_ref().map(|mailbox| mailbox.id);
    Ok(match parcel.info().head.kind {
        Kind::Testimony => {
            let json = parcel.read_file(TESTIMONY_FILE)?;
            let small = Some(&json).filter(|json| json.len() <= MAX_JSON_BYTES);
            let testimony: Option<TestimonyJson> = small.and_then(|json| serde_json::from_slice(json).ok());
            let told = testimony.map(|testimony| Told {
                form: testimony.form["sha256"].as_str().and_then(|digest| digest.parse().ok()),
                identity: testimony.identity.map(|named| named.parcel),
                consent: serde_json::from_value::<Consent>(testimony.consent).ok().map(Given::from),
            });
            Holds::Testimony { mailbox, told, words: words_of(&json) }
        }
        // Of these two a list shows that they are here; what is in them is read when somebody reads it.
        Kind::Identity => {
            let json = read_or_nothing(parcel, IDENTITY_FILE)?;
            Holds::Identity { words: words_of(&json) }
        }
        Kind::Attachment => match (parcel.attachment(), parcel.payload().next()) {
            (Some(tag), Some(payload)) => Holds::Attachment {
                n: tag.n,
                name: tag.name.clone(),
                size: payload.len,
                sha256: payload.sha256,
                type_claimed: tag.type_claimed.clone(),
                safe_name: payload.name.clone(),
            },
            _ => return Err(OpenError::Content("it holds no file")),
        },
        Kind::Closing => {
            let closing: Option<ClosingJson> = serde_json::from_slice(&parcel.read_file(CLOSING_FILE)?).ok();
            Holds::Closing(closing.map(|closing| Closing {
                parcels: closing.parcels.into_iter().map(|listed| listed.id).collect(),
                not_kept: closing.not_kept,
            }))
        }
        Kind::Consent => Holds::Consent { mailbox, change: heard(&parcel.read_file(CONSENT_FILE)?) },
        Kind::Reply => {
            let reply = Reply::read(&read_or_nothing(parcel, REPLY_FILE)?);
            Holds::Reply {
                reviewer: reply.as_ref().and_then(|reply| reply.reviewer.clone()),
                words: Words(reply.iter().map(|reply| (String::new(), reply.text.clone())).collect()),
            }
        }
        Kind::Cover => Holds::Cover,
    })
}
