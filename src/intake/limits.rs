//! What one visit may bring.

use serde::{Deserialize, Serialize};

use crate::form::TextLimits;

/// Limits that the operator sets and the page prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// The largest file, in bytes.
    pub file_bytes: u64,
    /// All of a visit's parcels together, in padded bytes.
    pub visit_bytes: u64,
    /// The number of files in one visit.
    pub max_files: u32,
    /// The longest testimony, in characters.
    pub account_chars: usize,
    /// The longest short answer, in characters.
    pub line_chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 4 << 30, visit_bytes: 8 << 30, max_files: 1000, account_chars: 100_000, line_chars: 500 }
    }
}

impl Limits {
    /// What a form's fields may hold where the form does not say.
    pub const fn text(&self) -> TextLimits {
        TextLimits { line_chars: self.line_chars, text_chars: self.account_chars }
    }
}

/// All of a form's text together: what comes back with a form that was not accepted is held in memory.
pub(super) const MAX_TEXT_BYTES: usize = 1 << 20;

/// A file's name is kept whole in its parcel up to this; file systems end names at 255 characters.
pub(super) const MAX_NAME_BYTES: usize = 1024;
