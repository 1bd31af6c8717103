//! Amparo: a portal through which witnesses submit testimonies and evidence anonymously.
//!
//! A folder is a concept; a module may use only those that stand below it in this list
//! (`docs/architecture.md` draws the picture, `tests/house.rs` enforces it).

pub mod harden;
pub mod link;
pub mod portal;
pub mod reviewing;
pub mod roster;
pub mod seal;
pub mod store;
pub mod vault;
