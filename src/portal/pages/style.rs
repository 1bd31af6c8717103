//! The one style sheet. It stands in every page, so that a page is one request.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

const SHEET: &str = include_str!("../../../static/style.css");

/// A style sheet, and by what a browser knows that it is ours.
#[derive(Clone)]
pub struct Style {
    text: Arc<str>,
    source: Arc<str>,
}

impl Style {
    /// The shipped style sheet, with rules of the operator's look behind it.
    pub fn new(look: &str) -> Self {
        // Comments are for who writes it, and each page carries the sheet.
        let rules: String =
            SHEET.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest)).collect();
        let lines = rules.lines().chain(look.lines()).map(str::trim).filter(|line| !line.is_empty());
        let text = lines.collect::<Vec<_>>().join("\n");
        let hash = BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
        Self { text: text.into(), source: format!("'sha256-{hash}'").into() }
    }

    /// What stands between the tags.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source that a `Content-Security-Policy` allows it by (W3C, CSP Level 3, §2.3.1: `hash-source`).
    pub fn source(&self) -> &str {
        &self.source
    }
}
