//! What a source changes later, or takes back.

use serde::{Deserialize, Serialize};

use super::{BadConsent, Choice, Chosen, ConsentProblem, Level, Shown};
use crate::seal::{Digest, LanguageTag};

const SCHEMA: &str = "amparo/v1/consent";

/// A change of what is permitted, or the withdrawal of everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Change {
    /// New values for some levels; what is absent stays as it is.
    Levels {
        /// By level; never one for C0, whose end is a withdrawal.
        values: [Option<Choice>; 8],
        /// From now on, nothing may reach a court that could sentence somebody to death.
        no_death_penalty: bool,
    },
    /// The source takes the testimony back.
    Withdraw,
}

impl Change {
    /// Reads the values of the page where consent is changed: the form's field names, an empty value for
    /// "leave as it is".
    ///
    /// `Ok(None)` when nothing is to change.
    ///
    /// # Errors
    /// The fields whose values are not offered there.
    pub fn from_fields<'a>(
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Option<Self>, Vec<ConsentProblem>> {
        let Chosen { values, no_death_penalty, problems, .. } = Chosen::read(fields);
        if !problems.is_empty() {
            return Err(problems);
        }
        let changes = no_death_penalty || values.iter().any(Option::is_some);
        Ok(changes.then_some(Self::Levels { values, no_death_penalty }))
    }
}

/// A change and the text that stood beside it: `consent.json` of a consent parcel.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "ChangeJson", into = "ChangeJson")]
pub struct ChangeRecord {
    /// What changes.
    pub change: Change,
    /// What stood beside it.
    pub shown: Shown,
}

/// As it is sealed (`docs/formats.md`).
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ChangeJson {
    schema: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    change: Option<LevelsJson>,
    #[serde(default, skip_serializing_if = "is_false")]
    withdraw: bool,
    version: u32,
    language: LanguageTag,
    text: String,
    text_sha256: Digest,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct LevelsJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    c1: Option<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c2: Option<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c3: Option<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c4: Option<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c5: Option<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c6: Option<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c7: Option<Choice>,
    #[serde(skip_serializing_if = "is_false")]
    no_death_penalty: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl From<ChangeRecord> for ChangeJson {
    fn from(record: ChangeRecord) -> Self {
        let (change, withdraw) = match record.change {
            Change::Levels { values: [_, c1, c2, c3, c4, c5, c6, c7], no_death_penalty } => {
                (Some(LevelsJson { c1, c2, c3, c4, c5, c6, c7, no_death_penalty }), false)
            }
            Change::Withdraw => (None, true),
        };
        let text_sha256 = record.shown.sha256();
        let Shown { version, language, text } = record.shown;
        Self { schema: SCHEMA.to_owned(), change, withdraw, version, language, text, text_sha256 }
    }
}

impl TryFrom<ChangeJson> for ChangeRecord {
    type Error = BadConsent;

    fn try_from(json: ChangeJson) -> Result<Self, BadConsent> {
        if json.schema != SCHEMA {
            return Err(BadConsent("it is of another schema"));
        }
        let change = match (json.change, json.withdraw) {
            (None, true) => Change::Withdraw,
            (Some(LevelsJson { c1, c2, c3, c4, c5, c6, c7, no_death_penalty }), false) => {
                let values = [None, c1, c2, c3, c4, c5, c6, c7];
                for level in Level::OPTIONAL {
                    if values[level as usize].is_some_and(|choice| choice > level.highest()) {
                        return Err(BadConsent("a level has a value that is not offered for it"));
                    }
                }
                if !no_death_penalty && values.iter().all(Option::is_none) {
                    return Err(BadConsent("it changes nothing"));
                }
                Change::Levels { values, no_death_penalty }
            }
            _ => return Err(BadConsent("it is either a change or a withdrawal")),
        };
        Ok(Self { change, shown: Shown::sealed(json.version, json.language, json.text, json.text_sha256)? })
    }
}
