//! What is sealed of a testimony: JSON for machines, plain text for people, and the closing list.

use serde::Serialize;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::form::consent::{Choices, Consent};
use crate::form::{Answers, Form, Part, Section};
use crate::seal::{Digest, Kind, ParcelId, PayloadFile};

use super::outcome::{Asked, NotKeptFile};

/// `testimony.json` and `identity.json` (`docs/formats.md` §2.1).
#[derive(Serialize)]
struct AnswersJson<'a> {
    schema: &'static str,
    desk: &'a str,
    form: FormJson<'a>,
    language: &'a str,
    answers: Map<String, Value>,
    not_said: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<IdentityJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consent: Option<Consent>,
}

/// Which questions were asked.
#[derive(Serialize)]
struct FormJson<'a> {
    id: &'a str,
    version: u32,
    /// Of the form's TOML.
    sha256: Digest,
}

/// Where the answers that identify people are.
#[derive(Serialize)]
struct IdentityJson {
    parcel: ParcelId,
}

impl<'a> AnswersJson<'a> {
    fn new(asked: &'a Asked, answers: &Answers<'_>, part: Part) -> Self {
        let Form { id, version, .. } = &*asked.form;
        let schema = match part {
            Part::Open => "amparo/v1/testimony",
            Part::Identity => "amparo/v1/identity",
        };
        let (answers, not_said) = answers.json(part);
        Self {
            schema,
            desk: asked.desk.as_str(),
            form: FormJson { id: id.as_str(), version: *version, sha256: asked.form.digest() },
            language: asked.language.as_str(),
            answers,
            not_said,
            identity: None,
            consent: None,
        }
    }
}

/// The two files of a testimony parcel. `identity` is the parcel that was kept before it, if there is one.
pub(super) fn files(
    asked: &Asked,
    answers: &Answers<'_>,
    choices: Choices,
    identity: Option<ParcelId>,
) -> Vec<(&'static str, Zeroizing<Vec<u8>>)> {
    let mut json = AnswersJson::new(asked, answers, Part::Open);
    json.identity = identity.map(|parcel| IdentityJson { parcel });
    json.consent = Some(Consent { choices, shown: asked.consent.clone() });
    let mut text = answers.document(Part::Open, &*asked.words).text();
    text.push_str("\n== ");
    text.push_str(&asked.words.say("consent-title"));
    text.push_str("\n\n");
    text.push_str(&asked.consent.text);
    text.push_str("\n\n");
    text.push_str(&Section::of_choices(&choices, &*asked.words).text());
    vec![("testimony.json", pretty(&json)), ("testimony.txt", Zeroizing::new(text.into_bytes()))]
}

/// The two files of an identity parcel.
pub(super) fn identity_files(asked: &Asked, answers: &Answers<'_>) -> Vec<(&'static str, Zeroizing<Vec<u8>>)> {
    let json = AnswersJson::new(asked, answers, Part::Identity);
    let text = answers.document(Part::Identity, &*asked.words).text();
    vec![("identity.json", pretty(&json)), ("identity.txt", Zeroizing::new(text.into_bytes()))]
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
