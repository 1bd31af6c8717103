//! Amparo: a portal through which witnesses submit testimonies and evidence anonymously.
//!
//! A folder is a concept; a module may use only those that stand below it in this list
//! (`docs/architecture.md` draws the picture, `tests/house.rs` enforces it).

#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub mod cli;
pub mod serving;
pub mod portal;
pub mod reviewing;
pub mod intake;
pub mod report;
pub mod vault;
pub mod form;
pub mod backup;
pub mod texts;
pub mod roster;
pub mod store;
pub mod link;
pub mod seal;
pub mod harden;
