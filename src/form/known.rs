//! The forms whose questions are known where somebody reads.

use serde_json::Value;

use super::definition::Form;
use crate::seal::Digest;

/// The forms that are known here. Answers to any other are a stranger's: what looks like a mark may be a word.
pub struct Forms(Vec<Form>);

impl Forms {
    /// The forms that come with Amparo, and one of the organisation's own.
    pub fn known(own: Option<Form>) -> Self {
        Self(Form::shipped_names().filter_map(Form::shipped).chain(own).collect())
    }

    /// The form that a testimony or an identity file answers, by the digest of its TOML.
    pub fn of(&self, sealed: &Value) -> Option<&Form> {
        self.0.iter().find(|form| form.is_answered_by(sealed))
    }

    /// The form whose TOML has this digest.
    pub fn with(&self, digest: Digest) -> Option<&Form> {
        self.0.iter().find(|form| form.digest() == digest)
    }
}
