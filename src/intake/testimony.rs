//! What is sealed of a testimony: JSON for machines, plain text for people, and the closing list.

use serde::Serialize;
use zeroize::Zeroizing;

use crate::seal::{Digest, Kind, PayloadFile};
use sha2::{Digest as _, Sha256};

use super::outcome::{Asked, NotKeptFile};

/// What a source typed.
#[derive(Clone, Default)]
pub struct Answers {
    /// What happened, in the source's words.
    pub account: String,
    /// When.
    pub when: String,
    /// Where.
    pub place: String,
    /// Consent to be read by this organisation (C0).
    pub consent: bool,
}

impl Answers {
    /// True when nothing was told.
    pub fn is_empty(&self) -> bool {
        [&self.account, &self.when, &self.place].iter().all(|text| text.trim().is_empty())
    }
}

/// `testimony.json` (`docs/formats.md`).
#[derive(Serialize)]
struct TestimonyJson<'a> {
    schema: &'static str,
    desk: &'a str,
    language: &'a str,
    answers: AnswersJson<'a>,
    consent: ConsentJson<'a>,
}

#[derive(Serialize)]
struct AnswersJson<'a> {
    account: &'a str,
    when: &'a str,
    place: &'a str,
}

#[derive(Serialize)]
struct ConsentJson<'a> {
    /// Stored and read by this organisation's reviewers.
    c0: &'static str,
    /// What was consented to, as it was shown.
    text: &'a str,
    text_sha256: Digest,
}

/// The two files of a testimony parcel.
pub(super) fn files(asked: &Asked, answers: &Answers) -> Vec<(&'static str, Zeroizing<Vec<u8>>)> {
    let json = TestimonyJson {
        schema: "amparo/v1/testimony",
        desk: asked.desk.as_str(),
        language: asked.language.as_str(),
        answers: AnswersJson { account: &answers.account, when: &answers.when, place: &answers.place },
        consent: ConsentJson {
            c0: "yes",
            text: &asked.consent_text,
            text_sha256: Digest::from_bytes(Sha256::digest(&asked.consent_text).into()),
        },
    };
    vec![("testimony.json", pretty(&json)), ("testimony.txt", text(asked, answers))]
}

/// The same for human eyes: each question as the page asked it, and its answer.
fn text(asked: &Asked, answers: &Answers) -> Zeroizing<Vec<u8>> {
    let asked_and_answered = [
        (&asked.labels.when, answers.when.as_str()),
        (&asked.labels.place, answers.place.as_str()),
        (&asked.labels.account, answers.account.as_str()),
        (&asked.labels.consent, asked.consent_text.as_str()),
    ];
    let mut out = Zeroizing::new(Vec::with_capacity(answers.account.len() * 2 + 4096));
    for (label, answer) in asked_and_answered {
        if !answer.trim().is_empty() {
            out.extend_from_slice(label.as_bytes());
            out.extend_from_slice(b"\n\n");
            out.extend_from_slice(answer.trim_end().as_bytes());
            out.extend_from_slice(b"\n\n\n");
        }
    }
    out
}

/// A parcel as the closing one lists it.
#[derive(Serialize)]
pub(super) struct ListedParcel {
    pub(super) number: u32,
    pub(super) kind: Kind,
    /// The name as sent, of an attachment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    /// SHA-256 of the ciphertext.
    pub(super) id: String,
    /// Bytes of ciphertext.
    pub(super) size: u64,
    pub(super) payload: Vec<ListedFile>,
}

/// A payload file as the closing parcel lists it.
#[derive(Serialize)]
pub(super) struct ListedFile {
    name: String,
    size: u64,
    sha256: Digest,
}

impl From<PayloadFile> for ListedFile {
    fn from(file: PayloadFile) -> Self {
        Self { name: file.name, size: file.len, sha256: file.sha256 }
    }
}

/// `parcels.json` of a closing parcel.
pub(super) fn closing(parcels: &[ListedParcel], not_kept: &[NotKeptFile]) -> Zeroizing<Vec<u8>> {
    #[derive(Serialize)]
    struct ClosingJson<'a> {
        schema: &'static str,
        parcels: &'a [ListedParcel],
        not_kept: &'a [NotKeptFile],
    }
    pretty(&ClosingJson { schema: "amparo/v1/closing", parcels, not_kept })
}

/// JSON that a person can read too.
fn pretty(value: &impl Serialize) -> Zeroizing<Vec<u8>> {
    let json = serde_json::to_vec_pretty(value).expect("these structs have text keys and finite numbers");
    Zeroizing::new(json)
}
