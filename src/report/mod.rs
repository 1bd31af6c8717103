//! What a vault holds, in figures, for the desk's own eyes: a page, a summary, and the same for machines.
//!
//! Pure: no files, no clock, no keys. [`Figures`] count [`Entry`]s, which take of a submission what is counted and
//! nothing else. What a source typed is not among it, unless it is asked for by [`Scope::identifying`].
//!
//! ```text
//! Submission + Coded = Entry ──▶ Figures ──▶ page (chart, span, share), summary, JSON
//! ```

mod chart;
mod coded;
mod entry;
mod figures;
mod media;
mod page;
#[cfg(test)]
mod samples;
mod span;
mod summary;
#[cfg(test)]
mod tests;
mod voice;

pub use coded::{Coded, Marks};
pub use entry::{Entry, Named, SentFile, Wait};
pub use figures::{Bucket, Count, Figures, Files, Marked, Scope, Type, Use, Waiting};
pub use page::page;
pub use span::Step;
pub use summary::summary;
