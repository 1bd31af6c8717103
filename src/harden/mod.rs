//! What the process and its connections may not do, whatever runs in them.

pub mod connection;
mod constant_date;
