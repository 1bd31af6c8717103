//! A form's TOML, read and checked: every mistake has its line and its remedy.

use std::collections::HashSet;

use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use toml::Spanned;

use super::{Field, FieldKind, Form, FormError, Group, MANY_CLOSED, Options, TextKey};
use crate::form::{FILLER, meaning};
use crate::seal::{Digest, ShortName};

/// So many fields fill a page that nobody reads to its end; more is a mistake or an attack.
const MAX_INPUTS: usize = 400;
const MAX_REPEAT: u8 = 20;

/// Names that the page itself uses.
const RESERVED: [&str; 13] = [
    "codename", "nonce", "again", "desk", "page", "progress", "more", "aside", "files", "action", FILLER, "text",
    "send",
];
const RESERVED_BEGINNINGS: [&str; 2] = ["consent", "files-"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormToml {
    form: ShortName,
    version: u32,
    title: TextKey,
    lead: Option<TextKey>,
    #[serde(default)]
    group: Vec<Spanned<GroupToml>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupToml {
    id: Spanned<String>,
    title: TextKey,
    lead: Option<TextKey>,
    warning: Option<TextKey>,
    #[serde(default)]
    fold: bool,
    repeat: Option<Spanned<u8>>,
    each: Option<TextKey>,
    #[serde(default)]
    field: Vec<FieldToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldToml {
    id: Spanned<String>,
    r#type: FieldType,
    label: TextKey,
    hint: Option<TextKey>,
    options: Option<Vec<String>>,
    option_texts: Option<String>,
    #[serde(default)]
    identity: bool,
    #[serde(default = "offered")]
    not_said: bool,
    max_chars: Option<usize>,
}

const fn offered() -> bool {
    true
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FieldType {
    Line,
    Text,
    Choice,
    Choices,
    Date,
    Count,
    Files,
}

impl Form {
    /// Reads and checks a form's TOML.
    pub fn read(toml: &str) -> Result<Self, FormError> {
        let lines = Lines(toml);
        let raw: FormToml = toml::from_str(toml).map_err(|error| FormError {
            line: error.span().map(|span| lines.line_of(span.start)),
            what: error.message().trim_end().to_owned(),
        })?;
        let mut seen = HashSet::new();
        let mut groups = Vec::new();
        let last = raw.group.len().saturating_sub(1);
        for (at, group) in raw.group.into_iter().enumerate() {
            groups.push(lines.group(group, at == last, &mut seen)?);
        }
        let form = Self {
            id: raw.form,
            version: raw.version,
            title: raw.title,
            lead: raw.lead,
            groups,
            digest: Digest::from_bytes(Sha256::digest(toml).into()),
        };
        if form.inputs().next().is_none() {
            return Err(whole("the form asks nothing; add a [[group]] with a [[group.field]]"));
        }
        if form.inputs().count() > MAX_INPUTS {
            return Err(whole(&format!(
                "the form has {} fields, repetitions counted, and a page holds {MAX_INPUTS}; leave some out",
                form.inputs().count()
            )));
        }
        // Fewer are all on the first page, closed or not.
        let are_closed = form.groups.len() >= MANY_CLOSED && form.groups.iter().all(|group| group.fold);
        if let Some(first) = form.groups.first().filter(|_| are_closed) {
            let what = format!(
                "all {} groups are closed, and of {MANY_CLOSED} or more none is on the first page, which would ask nothing; \
                 take fold = true from one at least",
                form.groups.len()
            );
            return Err(FormError { line: Some(first.line), what });
        }
        let mut names = HashSet::new();
        for input in form.inputs() {
            if let Some(twice) = input.names().into_iter().find(|name| !names.insert(name.clone())) {
                let what = format!(
                    "id = {:?} makes the name {twice:?}, which another field of the page has; choose another",
                    input.field.id
                );
                return Err(FormError { line: Some(input.field.line), what });
            }
        }
        if !form.inputs().any(|input| input.field.kind == FieldKind::Files) {
            return Err(whole(
                "the form takes no files; add a last group with a field of type = \"files\" called id = \"files\"",
            ));
        }
        Ok(form)
    }
}

fn whole(what: &str) -> FormError {
    FormError { line: None, what: what.to_owned() }
}

/// The TOML's text, to tell lines by.
struct Lines<'a>(&'a str);

impl Lines<'_> {
    fn line_of(&self, at: usize) -> usize {
        1 + self.0.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count()
    }

    fn error<T>(&self, at: &Spanned<T>, what: impl Into<String>) -> FormError {
        FormError { line: Some(self.line_of(at.span().start)), what: what.into() }
    }

    /// A name that can stand in HTML and JSON, and that nothing else has.
    fn id(&self, id: &Spanned<String>, seen: &mut HashSet<String>) -> Result<String, FormError> {
        let name = id.get_ref();
        let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.len() <= 40
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !plain {
            return Err(self.error(id, format!("id = {name:?} is not 1 to 40 of a-z, 0-9 and '-', a letter first")));
        }
        if !seen.insert(name.clone()) {
            return Err(self.error(id, format!("id = {name:?} stands twice; give each group and field its own")));
        }
        Ok(name.clone())
    }

    fn group(&self, group: Spanned<GroupToml>, last: bool, seen: &mut HashSet<String>) -> Result<Group, FormError> {
        let start = Spanned::new(group.span(), ());
        let mut raw = group.into_inner();
        let mut own = HashSet::new();
        let id = self.id(&raw.id, &mut own)?;
        if raw.field.is_empty() {
            return Err(self.error(&raw.id, "the group has no fields; add a [[group.field]], or leave the group out"));
        }
        let repeat = match (&raw.repeat, &raw.each) {
            (None, None) => 1,
            (Some(repeat), Some(_)) if (1..=MAX_REPEAT).contains(repeat.get_ref()) => *repeat.get_ref(),
            (Some(repeat), Some(_)) => {
                return Err(self.error(repeat, format!("repeat is not between 1 and {MAX_REPEAT}")));
            }
            _ => return Err(self.error(&start, "repeat and each go together: set both, or neither")),
        };
        if raw.each.is_some() && !seen.insert(id.clone()) {
            return Err(self.error(&raw.id, format!("id = {id:?} stands twice; give each group and field its own")));
        }
        let mut fields = Vec::new();
        let repeated = raw.each.is_some();
        let behind_files = raw.field.iter().skip_while(|field| !matches!(field.r#type, FieldType::Files)).nth(1);
        if let Some(lost) = behind_files {
            let what = "files come last: what stands behind them would arrive after the words are sealed, and be lost";
            return Err(self.error(&lost.id, what));
        }
        for field in std::mem::take(&mut raw.field) {
            // Inside a repeated group names are its own.
            let names = if repeated { &mut own } else { &mut *seen };
            if repeated && field.id.get_ref() == "n" {
                return Err(self.error(&field.id, "id = \"n\" is the number of a repetition; choose another"));
            }
            let files = matches!(field.r#type, FieldType::Files);
            if files && (!last || repeated) {
                return Err(self.error(&field.id, "files stand in the last group, which is not repeated"));
            }
            fields.push(self.field(field, names)?);
        }
        let GroupToml { title, lead, warning, fold, each, .. } = raw;
        let line = self.line_of(start.span().start);
        Ok(Group { id, title, lead, warning, fold, repeat, each, fields, line })
    }

    fn field(&self, raw: FieldToml, seen: &mut HashSet<String>) -> Result<Field, FormError> {
        let id = self.id(&raw.id, seen)?;
        let line = self.line_of(raw.id.span().start);
        let files = matches!(raw.r#type, FieldType::Files);
        if files != (id == "files") {
            return Err(self.error(&raw.id, "the field of type = \"files\", and no other, is called id = \"files\""));
        }
        if !files && (RESERVED.contains(&id.as_str()) || RESERVED_BEGINNINGS.iter().any(|it| id.starts_with(it))) {
            return Err(self.error(&raw.id, format!("id = {id:?} is a name that the page uses itself; choose another")));
        }
        let choosing = matches!(raw.r#type, FieldType::Choice | FieldType::Choices);
        if choosing != raw.options.as_ref().is_some_and(|values| !values.is_empty()) {
            let what = "options = [\"…\"] belong to type = \"choice\" and \"choices\", which need one at least";
            return Err(self.error(&raw.id, what));
        }
        if raw.max_chars.is_some() && !matches!(raw.r#type, FieldType::Line | FieldType::Text) {
            return Err(self.error(&raw.id, "max_chars belongs to type = \"line\" and \"text\""));
        }
        let options = match raw.options {
            None => None,
            Some(values) => {
                let mut own = HashSet::new();
                for value in &values {
                    self.id(&Spanned::new(raw.id.span(), value.clone()), &mut own)?;
                    if raw.not_said && ["unknown", "declined"].contains(&value.as_str()) {
                        let what =
                            format!("option {value:?} is offered already; leave it out, or set not_said = false");
                        return Err(self.error(&raw.id, what));
                    }
                }
                Some(Options { values, texts: raw.option_texts.unwrap_or_else(|| id.clone()) })
            }
        };
        let kind = match (raw.r#type, options) {
            (FieldType::Choice, Some(options)) => FieldKind::Choice(options),
            (FieldType::Choices, Some(options)) => FieldKind::Choices(options),
            (FieldType::Text, _) => FieldKind::Text(raw.max_chars),
            (FieldType::Date, _) => FieldKind::Date,
            (FieldType::Count, _) => FieldKind::Count,
            (FieldType::Files, _) => FieldKind::Files,
            (FieldType::Line | FieldType::Choice | FieldType::Choices, _) => FieldKind::Line(raw.max_chars),
        };
        if let Some(what) = meaning::mistake(&id, &kind, raw.identity) {
            return Err(self.error(&raw.id, what));
        }
        let not_said = raw.not_said && !files;
        Ok(Field { id, kind, label: raw.label, hint: raw.hint, identity: raw.identity && !files, not_said, line })
    }
}
