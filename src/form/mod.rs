//! What is asked and what is permitted. No I/O and no clock.

pub mod consent;
pub mod permit;
