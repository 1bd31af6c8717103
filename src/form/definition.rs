//! A form as data: groups of fields, read from TOML (`docs/forms.md`).

mod reading;

use std::fmt;

use crate::seal::{Digest, ShortName};

/// The forms that come with Amparo, by name.
const SHIPPED: [(&str, &str); 3] = [
    ("guided", include_str!("../../static/forms/guided.toml")),
    ("short", include_str!("../../static/forms/short.toml")),
    ("detention", include_str!("../../static/forms/detention.toml")),
];

/// The key of a text, in the Fluent files.
pub type TextKey = String;

/// A form, checked. Made by [`Form::read`] alone.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its name.
    pub id: ShortName,
    /// Counted by who writes it.
    pub version: u32,
    /// The page's title.
    pub title: TextKey,
    /// What stands under the title.
    pub lead: Option<TextKey>,
    /// In the order of the page.
    pub groups: Vec<Group>,
    digest: Digest,
}

/// So many closed groups in a row stand together behind one more door, and of a form that has as many none is on a first
/// page: a long list of them frightens too.
pub const MANY_CLOSED: usize = 4;

/// Questions that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name, which a repeated group's answers stand under.
    pub id: String,
    /// What it is about.
    pub title: TextKey,
    /// Why it is asked.
    pub lead: Option<TextKey>,
    /// What stands before hard questions.
    pub warning: Option<TextKey>,
    /// It is closed until the source opens it.
    pub fold: bool,
    /// How often it stands on the page, once at least.
    pub repeat: u8,
    /// The title of each repetition; has `{ $n }`. Without it, the group stands once.
    pub each: Option<TextKey>,
    /// The questions.
    pub fields: Vec<Field>,
    /// Where it begins in the TOML, from 1.
    pub line: usize,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, unique in the form.
    pub id: String,
    /// How it is answered.
    pub kind: FieldKind,
    /// The question.
    pub label: TextKey,
    /// What helps to answer it.
    pub hint: Option<TextKey>,
    /// The answer identifies people: it is sealed apart.
    pub identity: bool,
    /// "I don't know" and "I'd rather not say" are offered.
    pub not_said: bool,
    /// Where it begins in the TOML, from 1.
    pub line: usize,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line, of so many characters or as many as the limits say.
    Line(Option<usize>),
    /// Several lines, likewise.
    Text(Option<usize>),
    /// One of these.
    Choice(Options),
    /// Some of these.
    Choices(Options),
    /// A day, month or year, about or exactly, or a span; in numbers, in words or both.
    Date,
    /// How many, exactly or about.
    Count,
    /// The files.
    Files,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The values, as they are sealed.
    pub values: Vec<String>,
    texts: String,
}

impl Options {
    /// The key of a value's text.
    pub fn text_key(&self, value: &str) -> TextKey {
        format!("{}-{value}", self.texts)
    }
}

/// A form's TOML cannot be used: where, why, and how to mend it.
#[derive(Debug)]
pub struct FormError {
    /// The line, from 1; `None` where it concerns the whole.
    pub line: Option<usize>,
    /// What is wrong, and how to mend it.
    pub what: String,
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for FormError {}

impl Form {
    /// A form that comes with Amparo.
    pub fn shipped(name: &str) -> Option<Self> {
        let (_, toml) = SHIPPED.into_iter().find(|(known, _)| *known == name)?;
        Some(Self::read(toml).expect("the shipped forms are read in the tests"))
    }

    /// The names of the shipped forms.
    pub fn shipped_names() -> impl Iterator<Item = &'static str> {
        SHIPPED.into_iter().map(|(name, _)| name)
    }

    /// The SHA-256 of the TOML, which is sealed with the answers.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// Every field as often as it stands on the page, in order.
    pub fn inputs(&self) -> impl Iterator<Item = Input<'_>> {
        self.groups.iter().flat_map(Group::inputs)
    }

    /// The keys of all its texts.
    pub fn text_keys(&self) -> Vec<TextKey> {
        self.texts().into_iter().map(|(key, _)| key).collect()
    }

    /// The keys of all its texts, each with the line of the TOML where its group or field begins.
    pub fn texts(&self) -> Vec<(TextKey, usize)> {
        let mut keys = vec![(self.title.clone(), 1)];
        keys.extend(self.lead.clone().map(|lead| (lead, 1)));
        for group in &self.groups {
            keys.push((group.title.clone(), group.line));
            let others = [&group.lead, &group.warning, &group.each].into_iter().flatten();
            keys.extend(others.map(|key| (key.clone(), group.line)));
            for field in &group.fields {
                keys.push((field.label.clone(), field.line));
                keys.extend(field.hint.clone().map(|hint| (hint, field.line)));
                if let FieldKind::Choice(options) | FieldKind::Choices(options) = &field.kind {
                    keys.extend(options.values.iter().map(|value| (options.text_key(value), field.line)));
                }
            }
        }
        keys
    }
}

/// A field as it stands on the page.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The group it belongs to.
    pub group: &'a Group,
    /// Which repetition, from 1; 0 in a group that stands once.
    pub n: u8,
    /// The field.
    pub field: &'a Field,
}

impl Input<'_> {
    /// Its name in the form that is sent.
    pub fn name(&self) -> String {
        match self.n {
            0 => self.field.id.clone(),
            n => format!("{}-{n}-{}", self.group.id, self.field.id),
        }
    }
}

impl Group {
    /// True when its answers are an array.
    pub const fn is_repeated(&self) -> bool {
        self.each.is_some()
    }

    /// The numbers of its repetitions, from 1; 0 alone when it stands once.
    pub fn numbers(&self) -> std::ops::RangeInclusive<u8> {
        if self.is_repeated() { 1..=self.repeat } else { 0..=0 }
    }

    /// Its fields as often as they stand on the page, in order.
    pub fn inputs(&self) -> impl Iterator<Item = Input<'_>> {
        self.numbers().flat_map(move |n| self.fields.iter().map(move |field| Input { group: self, n, field }))
    }
}
