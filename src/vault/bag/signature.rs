//! The reviewer's signature under a bag: a signed note that names both tag manifests, and so every byte.
//!
//! ```text
//! amparo/v1/bag
//! submission 32 hex
//! for BODY
//! day YYYY-MM-DD
//! agent ROLE 64 hex
//! roster N 64 hex
//! tool amparo VERSION
//! tagmanifest-sha256.txt 64 hex        SHA-256 of that file
//! tagmanifest-sha512.txt 128 hex       SHA-512 of that file
//! ```

use crate::form::permit::Body;
use crate::roster::{NoteSigner, note_text};
use crate::seal::{Day, Digest, RosterRef, SubmissionId};
use crate::vault::custody::{Agent, CustodyError};

use super::layout::TAG_MANIFESTS;

/// The purpose that begins the signed text, so that no other signed note can pass for a bag's signature.
const PURPOSE: &str = "amparo/v1/bag\n";

/// What a reviewer signs of a bag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::vault) struct Signature {
    pub(in crate::vault) submission: SubmissionId,
    pub(in crate::vault) body: Body,
    pub(in crate::vault) day: Day,
    pub(in crate::vault) agent: Agent,
    pub(in crate::vault) tool: String,
    /// SHA-256 of `tagmanifest-sha256.txt`.
    pub(in crate::vault) sha256: Digest,
    /// SHA-512 of `tagmanifest-sha512.txt`, in hex.
    pub(in crate::vault) sha512: String,
}

impl Signature {
    /// The note.
    pub(in crate::vault) fn sign(&self, signer: &NoteSigner) -> Result<String, CustodyError> {
        signer.sign(&self.to_text()).map_err(CustodyError::Note)
    }

    /// Reads a note; whose signature it carries is not checked yet.
    pub(in crate::vault) fn parse(note: &str) -> Option<Self> {
        let text = note_text(note).ok()?;
        let mut lines = text.strip_prefix(PURPOSE)?.lines();
        let mut field = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        let submission = field("submission")?.parse().ok()?;
        let body = field("for")?.parse().ok()?;
        let day = field("day")?.parse().ok()?;
        let (role, key) = field("agent")?.split_once(' ')?;
        let (version, digest) = field("roster")?.split_once(' ')?;
        let roster = RosterRef { version: version.parse().ok()?, digest: digest.parse().ok()? };
        let agent = Agent { role: role.parse().ok()?, key: key.parse().ok()?, roster };
        let tool = field("tool")?.to_owned();
        let [first, second] = TAG_MANIFESTS;
        let (sha256, sha512) = (field(first)?.parse().ok()?, field(second)?.to_owned());
        let says = Self { submission, body, day, agent, tool, sha256, sha512 };
        (says.to_text() == text).then_some(says)
    }

    fn to_text(&self) -> String {
        let Self { submission, body, day, agent, tool, sha256, sha512 } = self;
        let Agent { role, key, roster } = agent;
        let [first, second] = TAG_MANIFESTS;
        format!(
            "{PURPOSE}submission {submission}\nfor {body}\nday {day}\nagent {role} {key}\nroster {} {}\ntool {tool}\n\
             {first} {sha256}\n{second} {sha512}\n",
            roster.version, roster.digest
        )
    }
}
