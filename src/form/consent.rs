//! What a source permits: asked in the form, changed later, and what counts in the end.
//!
//! ```text
//! Choices             what was chosen, level by level
//!   + Shown           the text that stood beside it            = Consent   in testimony.json
//! Change + Shown      what the source changed later, or took back          consent.json
//! Consent + Changes                                            = Effective what holds today
//! ```

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::seal::{Digest, LanguageTag};

mod change;
mod effective;
#[cfg(test)]
mod tests;

pub use change::{Change, ChangeRecord};
pub use effective::Effective;

/// The name of the form's field for C0, and how the others' begin.
pub const FIELD: &str = "consent";
const FIELD_NO_DEATH_PENALTY: &str = "consent-no-death-penalty";

/// A use of a testimony that is permitted or not by itself (`docs/decisions/0014`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Stored and read by this organisation's reviewers. Without it nothing is kept.
    C0,
    /// Statistics without details.
    C1,
    /// A partner organisation or a lawyer.
    C2,
    /// The United Nations: fact-finding missions, special procedures, treaty bodies.
    C3,
    /// A prosecutor or court, identity withheld.
    C4,
    /// A prosecutor or court, identity known to them.
    C5,
    /// Reports and media.
    C6,
    /// Being contacted by a psychologist, doctor or lawyer.
    C7,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 8] = [Self::C0, Self::C1, Self::C2, Self::C3, Self::C4, Self::C5, Self::C6, Self::C7];
    /// The levels that a source may choose a value for: all but C0, which is asked by a box.
    pub const OPTIONAL: [Self; 7] = [Self::C1, Self::C2, Self::C3, Self::C4, Self::C5, Self::C6, Self::C7];

    /// Its name in what is sealed: `c3`.
    pub const fn as_str(self) -> &'static str {
        ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"][self as usize]
    }

    /// The name of its field in the form: `consent` for C0, `consent-c3`.
    pub const fn field(self) -> &'static str {
        [FIELD, "consent-c1", "consent-c2", "consent-c3", "consent-c4", "consent-c5", "consent-c6", "consent-c7"]
            [self as usize]
    }

    /// The most that can be permitted in writing.
    ///
    /// What would name a source to a court waits for a talk with them, and nothing that identifies them is
    /// ever made public.
    pub const fn highest(self) -> Choice {
        match self {
            Self::C0 | Self::C1 | Self::C2 | Self::C3 | Self::C7 => Choice::Yes,
            Self::C4 | Self::C6 => Choice::Anonymous,
            Self::C5 => Choice::Ask,
        }
    }

    /// The values that the form offers, the most careful first.
    pub fn offered(self) -> impl Iterator<Item = Choice> {
        let lowest = if self == Self::C0 { Choice::Yes } else { Choice::No };
        Choice::ALL.into_iter().filter(move |choice| (lowest..=self.highest()).contains(choice))
    }
}

impl FromStr for Level {
    type Err = BadConsent;

    fn from_str(text: &str) -> Result<Self, BadConsent> {
        Self::ALL.into_iter().find(|level| level.as_str() == text).ok_or(BadConsent("there is no such level"))
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "C{}", *self as usize)
    }
}

/// What a source says to a use. A smaller value is the more careful one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// Not permitted.
    No,
    /// Not without asking first.
    #[default]
    Ask,
    /// Permitted as far as nothing identifies the source.
    Anonymous,
    /// Permitted.
    Yes,
}

impl Choice {
    /// Every value, the most careful first.
    pub const ALL: [Self; 4] = [Self::No, Self::Ask, Self::Anonymous, Self::Yes];

    /// The word for it in forms and in what is sealed.
    pub const fn as_str(self) -> &'static str {
        ["no", "ask", "anonymous", "yes"][self as usize]
    }
}

impl FromStr for Choice {
    type Err = BadConsent;

    fn from_str(text: &str) -> Result<Self, BadConsent> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == text).ok_or(BadConsent("there is no such choice"))
    }
}

/// A record of consent does not make sense; says why.
#[derive(Debug, PartialEq, Eq)]
pub struct BadConsent(&'static str);

impl fmt::Display for BadConsent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for BadConsent {}

/// Why a value of the form cannot stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The box of C0 is not marked.
    Required,
    /// It is no value that the form offers there.
    NotOffered,
}

/// A value that cannot stand, and the field it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsentProblem {
    /// The field's name.
    pub field: &'static str,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What was chosen, level by level. Never above what a level offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "([Choice; 8], bool)", into = "([Choice; 8], bool)")]
pub struct Choices {
    values: [Choice; 8],
    /// Nothing may reach a court that could sentence somebody to death.
    no_death_penalty: bool,
}

impl Default for Choices {
    /// What a form holds before anything is chosen: C0 not given, the others "ask me first".
    fn default() -> Self {
        let mut values = [Choice::Ask; 8];
        values[0] = Choice::No;
        Self { values, no_death_penalty: false }
    }
}

impl Choices {
    /// Whether the form's consent has a field of this name.
    pub fn is_field(name: &str) -> bool {
        name == FIELD_NO_DEATH_PENALTY || Level::ALL.into_iter().any(|level| level.field() == name)
    }

    /// Reads the values of a form, and says which of them cannot stand.
    ///
    /// Fields of other names are passed over. What was not chosen, or cannot stand, is "ask me first".
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<ConsentProblem>) {
        let Chosen { mut values, read, no_death_penalty, mut problems } = Chosen::read(fields);
        if !read {
            problems.insert(0, ConsentProblem { field: FIELD, wrong: Wrong::Required });
        }
        values[0] = Some(if read { Choice::Yes } else { Choice::No });
        (Self { values: values.map(Option::unwrap_or_default), no_death_penalty }, problems)
    }

    /// These values; refused when one is above what its level offers, or C0 is not given.
    pub fn new(values: [Choice; 8], no_death_penalty: bool) -> Result<Self, BadConsent> {
        for level in Level::ALL {
            if !level.offered().any(|offered| offered == values[level as usize]) {
                return Err(BadConsent("a level has a value that is not offered for it"));
            }
        }
        Ok(Self { values, no_death_penalty })
    }

    /// What was chosen for a level.
    pub const fn get(&self, level: Level) -> Choice {
        self.values[level as usize]
    }

    /// True when nothing may reach a court that could sentence somebody to death.
    pub const fn no_death_penalty(&self) -> bool {
        self.no_death_penalty
    }
}

impl TryFrom<([Choice; 8], bool)> for Choices {
    type Error = BadConsent;

    fn try_from((values, no_death_penalty): ([Choice; 8], bool)) -> Result<Self, BadConsent> {
        Self::new(values, no_death_penalty)
    }
}

impl From<Choices> for ([Choice; 8], bool) {
    fn from(Choices { values, no_death_penalty }: Choices) -> Self {
        (values, no_death_penalty)
    }
}

/// The fields of consent as they were typed, in the form or on the page where it is changed.
#[derive(Default)]
struct Chosen {
    /// By level, of C1 to C7; of a field that came twice the more careful value.
    values: [Option<Choice>; 8],
    /// The box of C0 is marked.
    read: bool,
    no_death_penalty: bool,
    problems: Vec<ConsentProblem>,
}

impl Chosen {
    fn read<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut chosen = Self::default();
        for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            if name == FIELD {
                chosen.read |= value == Choice::Yes.as_str();
            } else if name == FIELD_NO_DEATH_PENALTY {
                // Whatever a mark is called, it is the more careful way to see it.
                chosen.no_death_penalty = true;
            } else if let Some(level) = Level::OPTIONAL.into_iter().find(|level| level.field() == name) {
                let offered = value.parse().ok().filter(|choice| level.offered().any(|offered| offered == *choice));
                let choice = offered.unwrap_or_else(|| chosen.not_offered(level));
                let kept = &mut chosen.values[level as usize];
                *kept = Some(kept.map_or(choice, |before| before.min(choice)));
            }
        }
        chosen
    }

    /// Notes that a level got a value that is not offered for it; what counts then is "ask me first".
    fn not_offered(&mut self, level: Level) -> Choice {
        let problem = ConsentProblem { field: level.field(), wrong: Wrong::NotOffered };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
        Choice::Ask
    }
}

/// The text that stood beside the choices, as the source saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The version of the text, counted from 1.
    pub version: u32,
    /// The language it was in.
    pub language: LanguageTag,
    /// The text itself.
    pub text: String,
}

impl Shown {
    /// The text's SHA-256.
    pub fn sha256(&self) -> Digest {
        Digest::from_bytes(Sha256::digest(&self.text).into())
    }

    /// A text as it was sealed; refused when its digest is another's.
    fn sealed(version: u32, language: LanguageTag, text: String, sha256: Digest) -> Result<Self, BadConsent> {
        if version == 0 {
            return Err(BadConsent("versions of the text count from 1"));
        }
        let shown = Self { version, language, text };
        if shown.sha256() == sha256 { Ok(shown) } else { Err(BadConsent("the text does not have its digest")) }
    }
}

/// What a source permitted, and what they had read: `consent` of `testimony.json`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "ConsentJson", into = "ConsentJson")]
pub struct Consent {
    /// What was chosen.
    pub choices: Choices,
    /// What stood beside it.
    pub shown: Shown,
}

/// As it is sealed (`docs/formats.md`).
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ConsentJson {
    c0: Choice,
    c1: Choice,
    c2: Choice,
    c3: Choice,
    c4: Choice,
    c5: Choice,
    c6: Choice,
    c7: Choice,
    no_death_penalty: bool,
    version: u32,
    language: LanguageTag,
    text: String,
    text_sha256: Digest,
}

impl From<Consent> for ConsentJson {
    fn from(consent: Consent) -> Self {
        let Choices { values: [c0, c1, c2, c3, c4, c5, c6, c7], no_death_penalty } = consent.choices;
        let text_sha256 = consent.shown.sha256();
        let Shown { version, language, text } = consent.shown;
        Self { c0, c1, c2, c3, c4, c5, c6, c7, no_death_penalty, version, language, text, text_sha256 }
    }
}

impl TryFrom<ConsentJson> for Consent {
    type Error = BadConsent;

    fn try_from(json: ConsentJson) -> Result<Self, BadConsent> {
        let ConsentJson { c0, c1, c2, c3, c4, c5, c6, c7, no_death_penalty, .. } = json;
        Ok(Self {
            choices: Choices::new([c0, c1, c2, c3, c4, c5, c6, c7], no_death_penalty)?,
            shown: Shown::sealed(json.version, json.language, json.text, json.text_sha256)?,
        })
    }
}
