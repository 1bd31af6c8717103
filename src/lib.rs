//! Amparo: a portal through which witnesses submit testimonies and evidence anonymously.
//!
//! A folder is a concept; a module may use only those that stand below it in this list
//! (`docs/architecture.md` draws the picture, `tests/house.rs` enforces it).

pub mod portal;
pub mod seal;
pub mod harden;
