//! An event of custody: one act of one reviewer on one submission, as a signed note of its own.
//!
//! ```text
//! amparo/v1/custody
//! submission 32 hex
//! desk DESK
//! seq N                      from 0, in the chain of this submission and desk
//! prev 64 hex                SHA-256 of the whole note before, or 64 zeros
//! day YYYY-MM-DD
//! act ACT
//! agent ROLE 64 hex          the role and the Ed25519 key that signs
//! roster N 64 hex            the roster that names them, and the SHA-256 of its text
//! tool amparo VERSION
//! in|out WHAT 64 hex BYTES   what the act had and what it made; any number of lines
//! for BODY LEVEL VALUE       by which consent; exports only
//! to COUNTERPARTY            hand-overs only
//! remark TEXT                where the reviewer wrote one
//! result RESULT
//! ```
//! There is no hour in it: the hour in which a reviewer pulled or read would bound the hour in which a source sent.
//! There is nothing that a source typed, no name of a file and no label.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::form::consent::{Choice, Level};
use crate::form::permit::Body;
use crate::roster::{PublicKey, Roster, note_text};
use crate::seal::{Day, DeskId, Digest, Kind, RosterRef, ShortName, SubmissionId, is_invisible};

/// The purpose that begins the signed text, so that no other signed note can pass for an event.
pub(super) const PURPOSE: &str = "amparo/v1/custody\n";
/// What stands before the first event of a chain.
pub(super) const NOTHING_BEFORE: Digest = Digest::from_bytes([0; 32]);
/// More than a counterparty's name or a remark needs.
const MAX_LINE_BYTES: usize = 300;

/// A closed set of words, each with one spelling.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// The word for it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            fn of(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

words! {
    /// What was done.
    ActKind {
        /// A parcel was fetched from the server.
        Pulled = "pulled",
        /// A parcel was there when it was first acted on: fetched without a record, or brought by other means.
        Found = "found",
        /// The testimony was opened and shown.
        Opened = "opened",
        /// The answers that identify people were opened and shown.
        IdentityOpened = "identity-opened",
        /// A file was written out, bit for bit.
        Extracted = "extracted",
        /// A copy of a file was made that is not the original.
        WorkingCopy = "working-copy",
        /// A reviewer's own labels or notes were changed; not to what.
        Labelled = "labelled",
        /// A bag was written.
        Exported = "exported",
        /// A bag was handed over.
        HandedOver = "handed-over",
    }
}

words! {
    /// What an act had or made.
    What {
        /// The sealed testimony.
        Testimony = "testimony",
        /// The sealed answers that identify people.
        Identity = "identity",
        /// A sealed file.
        Attachment = "attachment",
        /// The sealed list of parcels.
        Closing = "closing",
        /// A sealed change of consent.
        Consent = "consent",
        /// A sealed reply.
        Reply = "reply",
        /// A file's content.
        File = "file",
        /// A working copy's content.
        Copy = "copy",
        /// A bag, by its `tagmanifest-sha256.txt`.
        Bag = "bag",
    }
}

words! {
    /// What came of it.
    Outcome {
        /// It was held against its digests, and holds.
        Verified = "verified",
        /// It was not opened: it is sealed to others, or nobody asked.
        Sealed = "sealed",
        /// It does not hold, and was complained of.
        Doubted = "doubted",
        /// It was done.
        Done = "done",
    }
}

impl What {
    /// The sealed form of a parcel of this kind; `None` for cover.
    pub const fn parcel(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Testimony => Self::Testimony,
            Kind::Identity => Self::Identity,
            Kind::Attachment => Self::Attachment,
            Kind::Closing => Self::Closing,
            Kind::Consent => Self::Consent,
            Kind::Reply => Self::Reply,
            Kind::Cover => return None,
        })
    }

    /// True for a sealed parcel.
    pub const fn is_parcel(self) -> bool {
        !matches!(self, Self::File | Self::Copy | Self::Bag)
    }
}

/// One thing that an act had or made: its digest and length, and never its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Object {
    /// What it is.
    pub what: What,
    /// SHA-256 of its bytes; of a parcel, that is its id.
    pub sha256: Digest,
    /// Bytes of it.
    pub bytes: u64,
}

/// By which consent something left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Whom it was for.
    pub body: Body,
    /// What the source permits for it.
    pub value: Choice,
}

impl Basis {
    /// The level of consent that covers the body.
    pub const fn level(self) -> Level {
        self.body.level()
    }
}

/// A line that a reviewer wrote: 1 to 300 bytes, nothing that commands a terminal or hides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Line(String);

/// A text is no [`Line`].
#[derive(Debug, PartialEq, Eq)]
pub struct NotALine;

impl fmt::Display for NotALine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it must be one line of at most {MAX_LINE_BYTES} bytes, without invisible characters")
    }
}

impl std::error::Error for NotALine {}

impl FromStr for Line {
    type Err = NotALine;

    fn from_str(text: &str) -> Result<Self, NotALine> {
        let text = text.trim();
        let fits = (1..=MAX_LINE_BYTES).contains(&text.len());
        if fits && !text.chars().any(|c| c.is_control() || is_invisible(c)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotALine)
        }
    }
}

impl Line {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The role, as the roster names it.
    pub role: ShortName,
    /// The public key that signs.
    pub key: PublicKey,
    /// The roster.
    pub roster: RosterRef,
}

impl Agent {
    /// In which role a key acts, by the newest of these rosters, oldest first, that names it.
    pub(in crate::vault) fn of<'a>(
        key: PublicKey,
        rosters: impl DoubleEndedIterator<Item = &'a Roster>,
    ) -> Option<Self> {
        let named = |roster: &Roster| {
            let role = roster.reviewer_by_key(&key)?.id.clone();
            Some(Self { role, key, roster: roster.reference() })
        };
        rosters.rev().find_map(named)
    }
}

/// What an event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The submission.
    pub submission: SubmissionId,
    /// The desk.
    pub desk: DeskId,
    /// Its place in the chain, from 0.
    pub seq: u64,
    /// SHA-256 of the note before.
    pub prev: Digest,
    /// The day.
    pub day: Day,
    /// What was done.
    pub act: ActKind,
    /// By whom.
    pub agent: Agent,
    /// With which program.
    pub tool: String,
    /// What the act had.
    pub had: Vec<Object>,
    /// What it made.
    pub made: Vec<Object>,
    /// By which consent.
    pub basis: Option<Basis>,
    /// To whom.
    pub to: Option<Line>,
    /// What the reviewer adds.
    pub remark: Option<Line>,
    /// What came of it.
    pub result: Outcome,
}

impl Event {
    /// The text that is signed. It has one spelling.
    pub(super) fn to_text(&self) -> String {
        let Agent { role, key, roster } = &self.agent;
        let mut text = format!(
            "{PURPOSE}submission {}\ndesk {}\nseq {}\nprev {}\nday {}\nact {}\nagent {role} {key}\nroster {} {}\ntool {}\n",
            self.submission,
            self.desk,
            self.seq,
            self.prev,
            self.day,
            self.act.as_str(),
            roster.version,
            roster.digest,
            self.tool,
        );
        for (way, objects) in [("in", &self.had), ("out", &self.made)] {
            for Object { what, sha256, bytes } in objects {
                let _ = writeln!(text, "{way} {} {sha256} {bytes}", what.as_str());
            }
        }
        if let Some(Basis { body, value }) = self.basis {
            let _ = writeln!(text, "for {body} {} {}", body.level().as_str(), value.as_str());
        }
        for (name, line) in [("to", &self.to), ("remark", &self.remark)] {
            if let Some(line) = line {
                let _ = writeln!(text, "{name} {}", line.as_str());
            }
        }
        let _ = writeln!(text, "result {}", self.result.as_str());
        text
    }

    /// Reads a signed text.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.strip_prefix(PURPOSE)?.lines().peekable();
        let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        let submission = field("submission")?.parse().ok()?;
        let desk = field("desk")?.parse().ok()?;
        let seq = field("seq")?.parse().ok()?;
        let prev = field("prev")?.parse().ok()?;
        let day = field("day")?.parse().ok()?;
        let act = ActKind::of(field("act")?)?;
        let (role, key) = field("agent")?.split_once(' ')?;
        let (version, digest) = field("roster")?.split_once(' ')?;
        let agent = Agent {
            role: role.parse().ok()?,
            key: key.parse().ok()?,
            roster: RosterRef { version: version.parse().ok()?, digest: digest.parse().ok()? },
        };
        let tool = field("tool")?.to_owned();
        let (mut had, mut made) = (Vec::new(), Vec::new());
        while let Some((way, rest)) = lines.peek().and_then(|line| line.split_once(' ')) {
            let into = match way {
                "in" => &mut had,
                "out" => &mut made,
                _ => break,
            };
            into.push(object(rest)?);
            lines.next();
        }
        let mut optional = |name: &str| {
            let value = lines.peek()?.strip_prefix(name)?.strip_prefix(' ')?;
            lines.next();
            Some(value)
        };
        let basis = match optional("for") {
            Some(line) => Some(basis(line)?),
            None => None,
        };
        let to = match optional("to") {
            Some(line) => Some(line.parse().ok()?),
            None => None,
        };
        let remark = match optional("remark") {
            Some(line) => Some(line.parse().ok()?),
            None => None,
        };
        let result = Outcome::of(optional("result")?)?;
        let event = Self { submission, desk, seq, prev, day, act, agent, tool, had, made, basis, to, remark, result };
        (event.to_text() == text).then_some(event)
    }

    /// The bag that an export made.
    pub fn bag(&self) -> Option<&Object> {
        self.made.iter().find(|object| self.act == ActKind::Exported && object.what == What::Bag)
    }

    /// What it had and what it made.
    pub fn objects(&self) -> impl Iterator<Item = &Object> {
        self.had.iter().chain(&self.made)
    }
}

fn object(text: &str) -> Option<Object> {
    let mut parts = text.split(' ');
    let (what, sha256, bytes) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Object { what: What::of(what)?, sha256: sha256.parse().ok()?, bytes: bytes.parse().ok()? })
}

fn basis(text: &str) -> Option<Basis> {
    let mut parts = text.split(' ');
    let (body, _level, value) = (parts.next()?, parts.next()?, parts.next()?);
    let value = Choice::ALL.into_iter().find(|choice| choice.as_str() == value)?;
    Some(Basis { body: body.parse().ok()?, value })
}

/// An event as it was kept: its note, and what that says. Whose signature it carries is not checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEvent {
    /// What it says.
    pub says: Event,
    /// The note.
    pub note: String,
}

impl KeptEvent {
    /// Reads a note; `None` when it is none of an event.
    pub fn parse(note: &str) -> Option<Self> {
        let says = Event::from_text(note_text(note).ok()?)?;
        Some(Self { says, note: note.to_owned() })
    }

    /// SHA-256 of the note: what the next one names.
    pub fn digest(&self) -> Digest {
        Digest::from_bytes(Sha256::digest(&self.note).into())
    }
}
