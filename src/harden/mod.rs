//! What the process and its connections may not do, whatever runs in them.

pub mod cage;
pub mod circuit;
pub mod connection;
mod constant_date;
pub mod folder;
mod own_answer;
mod patience;
pub mod private_file;
pub mod process;
pub mod room;
pub mod signals;
pub mod stack;
