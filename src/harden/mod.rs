//! What the process and its connections may not do, whatever runs in them.

pub mod cage;
pub mod connection;
pub mod folder;
pub mod private_file;
pub mod process;
pub mod stack;
mod constant_date;
