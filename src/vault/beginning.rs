//! The beginning of an id, by which a person names what they mean.

use std::fmt;
use std::str::FromStr;

use crate::seal::SubmissionId;

/// Fewer characters name what nobody meant: an empty one, as a script's unset variable gives it, would be any.
const LEAST_CHARS: usize = 4;

/// The first characters of an id, in hex as it is shown; 4 at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning(pub(super) String);

impl Beginning {
    /// Whether the id of something begins so.
    pub fn fits(&self, id: &impl fmt::Display) -> bool {
        id.to_string().starts_with(&self.0)
    }

    /// It as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<SubmissionId> for Beginning {
    /// All of it.
    fn from(id: SubmissionId) -> Self {
        Self(id.to_string())
    }
}

impl fmt::Display for Beginning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// So few characters name nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooShort;

impl fmt::Display for TooShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "give {LEAST_CHARS} characters of the id or more, so that none is meant by mistake")
    }
}

impl std::error::Error for TooShort {}

impl FromStr for Beginning {
    type Err = TooShort;

    fn from_str(given: &str) -> Result<Self, TooShort> {
        if given.chars().count() < LEAST_CHARS { Err(TooShort) } else { Ok(Self(given.to_owned())) }
    }
}
