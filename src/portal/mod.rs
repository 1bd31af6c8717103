//! The source interface: pages, forms, languages, limits.
//!
//! [`pages`] and [`texts`] know nothing of HTTP: a page is a function of a typed context.

pub mod pages;
pub mod texts;
