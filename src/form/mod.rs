//! What is asked, what was answered and what is permitted: forms as data, typed answers, consent.
//!
//! Pure: no files, no clock, no pages. `portal` draws a [`Form`], `intake` understands what was
//! [`Typed`] into it, a reviewer's machine reads what came of it, as a [`Document`] in the reviewer's language, and what
//! [`consent`] lets leave.

mod answers;
mod as_typed;
pub mod consent;
mod definition;
mod document;
mod edtf;
mod encoding;
mod known;
mod meaning;
pub mod permit;
pub mod reply;
mod schema;
mod sealed;
pub mod selection;
pub mod taxonomy;
#[cfg(test)]
mod tests;
mod typed;

pub use answers::{Answer, Answered, Answers, Exactness, Mistake, NotSaid, Part, TextLimits, Why};
pub use definition::{Field, FieldKind, Form, FormError, Group, Input, MANY_CLOSED, Options, TextKey};
#[cfg(any(test, fuzzing))]
pub(crate) use document::keys::Keys;
pub use document::{Document, Entry, Phrase, Section, Wording};
pub use edtf::{DateMistake, Edtf, Moment};
pub use encoding::text_of;
pub use known::Forms;
pub use sealed::ReadBack;
pub use typed::{COUNT_HOW, DATE_PARTS, FILLER, NOT_SAID, Typed};

/// Reads a date as it is sealed; for `crate::fuzzing`.
#[cfg(any(test, fuzzing))]
pub(crate) fn edtf_of(text: &str) -> Option<Edtf> {
    Edtf::parse(text)
}
