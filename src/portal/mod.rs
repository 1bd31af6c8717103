//! The source interface: pages, forms, languages, limits.
//!
//! [`pages`] knows nothing of HTTP: a page is a function of a typed context. `routes` joins
//! them with intake; `server` carries the routes on guarded connections.

pub mod desk;
mod headers;
pub mod look;
mod one_size;
mod open_web;
pub mod pages;
pub mod reading;
mod routes;
mod server;
pub mod support;
#[cfg(test)]
mod wording;

pub use one_size::too_much;
pub use open_web::listen_with_tls;
pub use routes::{CurrentPortal, Portal};
pub use server::{Door, Listener, listen};
