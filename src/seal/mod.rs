//! Sealing: age, the hybrid recipient, bags, padding, codenames.

pub mod hybrid;
