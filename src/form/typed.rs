//! What a source typed, field by field, before anything is made of it.

use std::collections::{BTreeMap, BTreeSet};

use super::definition::{FieldKind, Form, Input};
use super::encoding::{is_text, text_of};

/// The fields of a form that was sent. Cannot be printed.
///
/// Holds what the form asks and nothing else: other names are dropped as they come.
#[derive(Default)]
pub struct Typed {
    values: BTreeMap<String, Vec<String>>,
    broken: BTreeSet<String>,
}

impl Typed {
    /// Takes a field's bytes. Where they are no text that is known, the field is remembered as broken.
    pub fn add(&mut self, name: &str, value: Vec<u8>) {
        if !is_text(&value) {
            self.broken.insert(name.to_owned());
        }
        self.values.entry(name.to_owned()).or_default().push(text_of(value));
    }

    /// Drops what came under the name.
    pub fn forget(&mut self, name: &str) {
        self.values.remove(name);
        self.broken.remove(name);
    }

    /// What was typed into the field, the first words of several; empty when it was not sent.
    pub fn first(&self, name: &str) -> &str {
        self.all(name).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// All that was chosen under the name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.get(name).into_iter().flatten().map(String::as_str)
    }

    /// Every name and value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().flat_map(|(name, values)| values.iter().map(move |value| (name.as_str(), value.as_str())))
    }

    /// True when this value was chosen under the name.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|chosen| chosen == value)
    }

    /// True when bytes of the field did not make text.
    pub fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
    }

    /// True when nothing was typed or chosen at all.
    pub fn is_empty(&self) -> bool {
        self.values.values().flatten().all(|text| text.trim().is_empty())
    }
}

/// The parts of a date's name behind the field's own, which holds the words.
pub const DATE_PARTS: [&str; 7] = ["day", "month", "year", "about", "until-day", "until-month", "until-year"];
/// The field that makes a form's size say nothing; what it holds is dropped.
pub const FILLER: &str = "filler";
/// The part of a count's name that says exactly or about.
pub const COUNT_HOW: &str = "how";
/// The part of a name that says that there is no answer, and why.
pub const NOT_SAID: &str = "not";

impl Input<'_> {
    /// The name of a part of it.
    pub fn part(&self, part: &str) -> String {
        format!("{}-{part}", self.name())
    }

    /// Every name that its answer may be sent under.
    pub fn names(&self) -> Vec<String> {
        let mut names = vec![self.name()];
        match self.field.kind {
            FieldKind::Date => names.extend(DATE_PARTS.map(|part| self.part(part))),
            FieldKind::Count => names.push(self.part(COUNT_HOW)),
            _ => {}
        }
        if self.field.not_said {
            names.push(self.part(NOT_SAID));
        }
        names
    }
}

impl Form {
    /// Every name that answers may be sent under; what comes under another is dropped.
    pub fn names(&self) -> std::collections::HashSet<String> {
        let asked = self.inputs().filter(|input| input.field.kind != FieldKind::Files);
        asked.flat_map(|input| input.names()).collect()
    }
}
