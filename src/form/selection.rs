//! What of a submission may leave for a body: the rule of [`permit`](super::permit), item by item.
//!
//! Items are called as a reviewer names them: `account`, `when:words`, `persons:1:call`, `file:1`. What is not
//! known for certain to be a choice, a date or a count counts as words.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::consent::Effective;
use super::permit::{Body, Content, Item, Others, Refusal, Stated, may_leave};
use super::{Edtf, Field, FieldKind, Form, NotSaid};

#[cfg(test)]
mod tests;

/// Fields that say what is needed to reach and help the source.
const SUPPORT: [&str; 3] = ["support", "specialist", "specialist-needs"];
const CONTACT: [&str; 2] = ["contact", "contact-never"];
/// Fields that statistics count, besides a reviewer's labels.
const FACTS: [&str; 4] = ["kind", "force", "attack", "affected"];
/// What the person concerned says to it, in the group that is about them.
const PERMISSION: &str = "permission";
/// The wish, for a file, that what is hidden in it be taken out.
const HIDDEN: &str = "hidden";
const REMOVE: &str = "remove";

/// A submission, opened.
pub struct Material<'a> {
    /// `testimony.json`; `None` when it is not here.
    pub testimony: Option<&'a Value>,
    /// `identity.json`, when there is one and this key opens it.
    pub identity: Option<&'a Value>,
    /// There is one, and this key does not open it.
    pub identity_closed: bool,
    /// The form it answers, when it is known; any other form is passed over.
    pub form: Option<&'a Form>,
    /// The numbers of its files.
    pub files: &'a [u32],
    /// The reviewers' labels.
    pub labels: &'a [String],
}

/// What a reviewer states for an export.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// Items that they looked at, and that identify nobody.
    pub reviewed: BTreeSet<String>,
    /// What leaves reaches no court that could sentence somebody to death.
    pub death_penalty_excluded: bool,
}

/// An item that stays, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The item's name.
    pub item: String,
    /// A word for the reason.
    pub code: &'static str,
    /// The reason.
    pub why: Refusal,
}

/// A file that leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeavingFile {
    /// Its number.
    pub n: u32,
    /// Its name may leave too.
    pub named: bool,
}

/// What may leave and what stays. Cannot be printed.
#[derive(Default)]
pub struct Selection {
    /// `answers` and `not_said` of the testimony, as far as they leave.
    pub testimony: Told,
    /// The same of the identity answers.
    pub identity: Told,
    /// The files that leave.
    pub files: Vec<LeavingFile>,
    /// What statistics count.
    pub facts: Option<Value>,
    /// What stays.
    pub refused: Vec<Refused>,
    /// Items that were named as reviewed and are none of this submission.
    pub unknown: Vec<String>,
}

impl Selection {
    /// True when nothing may leave.
    pub fn is_empty(&self) -> bool {
        self.testimony.is_empty() && self.identity.is_empty() && self.files.is_empty() && self.facts.is_none()
    }

    /// Chooses what may leave.
    ///
    /// `consent` is `None` where no record of it makes sense; then nothing leaves.
    pub fn of(material: &Material<'_>, consent: Option<&Effective>, body: Body, stated: &Statement) -> Self {
        let mut choosing = Choosing { consent, body, stated, seen: BTreeSet::new(), selection: Self::default() };
        choosing.choose(material);
        let Choosing { seen, mut selection, .. } = choosing;
        selection.unknown = stated.reviewed.difference(&seen).cloned().collect();
        selection
    }
}

/// Answers that leave, as they stood in the JSON.
#[derive(Default)]
pub struct Told {
    /// `answers`
    pub answers: Map<String, Value>,
    /// `not_said`
    pub not_said: Map<String, Value>,
}

impl Told {
    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.not_said.is_empty()
    }

    /// The same for human eyes, one item after the other.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for piece in pieces(&self.answers, &self.not_said, None) {
            let value = match piece.value {
                Value::String(text) => text.clone(),
                Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
                other => count_text(other),
            };
            out.push_str(&piece.name);
            out.push_str("\n\n");
            for line in value.trim_end().lines() {
                out.push_str("    ");
                out.push_str(line);
                out.push('\n');
            }
            out.push('\n');
        }
        out
    }

    /// Puts an item where it stood.
    fn put(&mut self, place: &Place<'_>, value: &Value) {
        let Some(into) = self.at(place) else { return };
        let Some(part) = place.part else {
            into.insert(place.id.to_owned(), value.clone());
            return;
        };
        if let Some(whole) = into.entry(place.id).or_insert_with(|| json!({})).as_object_mut() {
            whole.insert(part.to_owned(), value.clone());
        }
    }

    /// The object that holds an item.
    fn at(&mut self, place: &Place<'_>) -> Option<&mut Map<String, Value>> {
        match place.repetition {
            None if place.said => Some(&mut self.answers),
            None => Some(&mut self.not_said),
            Some((group, n)) => {
                let own = repetition(&mut self.answers, group, n)?;
                if place.said { Some(own) } else { own.entry("not_said").or_insert_with(|| json!({})).as_object_mut() }
            }
        }
    }
}

/// The object of a group's repetition, made when it is not there.
fn repetition<'a>(answers: &'a mut Map<String, Value>, group: &str, n: u64) -> Option<&'a mut Map<String, Value>> {
    let all = answers.entry(group).or_insert_with(|| json!([])).as_array_mut()?;
    let at = all.iter().position(|own| own["n"] == n).unwrap_or_else(|| {
        all.push(json!({ "n": n }));
        all.len() - 1
    });
    all[at].as_object_mut()
}

fn count_text(value: &Value) -> String {
    let how = value["how"].as_str().map(|how| format!(" ({how})")).unwrap_or_default();
    value["count"].as_u64().map(|count| format!("{count}{how}")).unwrap_or_default()
}

/// Where an item stands in the JSON.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The repeated group, and which repetition.
    repetition: Option<(&'a str, u64)>,
    /// The field.
    id: &'a str,
    /// The part of it: a date's numbers and words are items of their own.
    part: Option<&'static str>,
    /// An answer; else a mark that there is none.
    said: bool,
}

/// One item of the answers.
struct Piece<'a> {
    name: String,
    place: Place<'a>,
    value: &'a Value,
    /// Its form is known for certain, and holds no words of the source's own.
    structured: bool,
}

/// Every item of `answers` and `not_said`, in their order.
fn pieces<'a>(
    answers: &'a Map<String, Value>,
    not_said: &'a Map<String, Value>,
    form: Option<&Form>,
) -> Vec<Piece<'a>> {
    let mut found = Vec::new();
    for (id, value) in answers {
        match repetitions(value) {
            Some(all) => {
                for (n, own) in all {
                    let under = Some((id.as_str(), n));
                    for (id, value) in own.iter().filter(|(id, _)| *id != "n") {
                        if let ("not_said", Value::Object(marks)) = (id.as_str(), value) {
                            found.extend(marks.iter().map(|(id, value)| mark(under, id, value, form)));
                        } else {
                            found.extend(answer(under, id, value, form));
                        }
                    }
                }
            }
            None => found.extend(answer(None, id, value, form)),
        }
    }
    found.extend(not_said.iter().map(|(id, value)| mark(None, id, value, form)));
    found
}

/// The repetitions of a group by their numbers; `None` for what is no group's answer.
fn repetitions(value: &Value) -> Option<Vec<(u64, &Map<String, Value>)>> {
    let all = value.as_array()?;
    if all.is_empty() {
        return None;
    }
    let mut seen = BTreeSet::new();
    all.iter().map(|own| Some((own["n"].as_u64().filter(|n| seen.insert(*n))?, own.as_object()?))).collect()
}

fn answer<'a>(under: Option<(&'a str, u64)>, id: &'a str, value: &'a Value, form: Option<&Form>) -> Vec<Piece<'a>> {
    let place = Place { repetition: under, id, part: None, said: true };
    let field = field(form, under, id);
    // A date's numbers and words may go different ways.
    match value.as_object().filter(|date| !date.is_empty() && date.keys().all(|key| key == "edtf" || key == "words")) {
        None => vec![piece(place, value, is_structured(value, field))],
        Some(date) => {
            let asked = field.is_some_and(|field| field.kind == FieldKind::Date);
            let part = |part: &'static str, structured: bool| {
                date.get(part).map(|value| piece(Place { part: Some(part), ..place }, value, structured))
            };
            let numbers = asked && date.get("edtf").and_then(Value::as_str).is_some_and(Edtf::is_written);
            [part("edtf", numbers), part("words", false)].into_iter().flatten().collect()
        }
    }
}

fn mark<'a>(under: Option<(&'a str, u64)>, id: &'a str, value: &'a Value, form: Option<&Form>) -> Piece<'a> {
    let known = field(form, under, id).is_some() && NotSaid::ALL.into_iter().any(|why| value == why.as_str());
    piece(Place { repetition: under, id, part: None, said: false }, value, known)
}

fn piece<'a>(place: Place<'a>, value: &'a Value, structured: bool) -> Piece<'a> {
    let id = place.id;
    let mut name = match place.repetition {
        None => id.to_owned(),
        Some((group, n)) => format!("{group}:{n}:{id}"),
    };
    if place.part == Some("words") {
        name.push_str(":words");
    }
    Piece { name, place, value, structured }
}

/// The field of a form that an answer belongs to.
fn field<'a>(form: Option<&'a Form>, under: Option<(&str, u64)>, id: &str) -> Option<&'a Field> {
    let inputs = form?.inputs().filter(|input| input.field.id == id);
    let mut fitting = inputs.filter(|input| match under {
        None => input.n == 0,
        Some((group, n)) => input.group.id == group && u64::from(input.n) == n,
    });
    fitting.next().map(|input| input.field)
}

/// True when an answer is a choice from the form's list or a count.
fn is_structured(value: &Value, field: Option<&Field>) -> bool {
    match field.map(|field| &field.kind) {
        Some(FieldKind::Choice(options)) => {
            value.as_str().is_some_and(|value| options.values.iter().any(|option| option == value))
        }
        Some(FieldKind::Choices(options)) => value.as_array().is_some_and(|all| {
            all.iter().all(|value| value.as_str().is_some_and(|v| options.values.iter().any(|option| option == v)))
        }),
        Some(FieldKind::Count) => is_count(value),
        _ => false,
    }
}

fn is_count(value: &Value) -> bool {
    value.as_object().is_some_and(|count| {
        count.get("count").is_some_and(Value::is_u64)
            && count
                .iter()
                .all(|(key, value)| key == "count" || (key == "how" && (value == "exact" || value == "estimate")))
    })
}

/// A name that a field or group of a form can have.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A selection on its way.
struct Choosing<'a> {
    consent: Option<&'a Effective>,
    body: Body,
    stated: &'a Statement,
    /// Every item that there is.
    seen: BTreeSet<String>,
    selection: Selection,
}

impl Choosing<'_> {
    fn choose(&mut self, material: &Material<'_>) {
        let empty = Map::new();
        let object = |whole: Option<&Value>, name: &str| {
            whole.and_then(|whole| whole[name].as_object()).unwrap_or(&empty).clone()
        };
        let (answers, not_said) = (object(material.testimony, "answers"), object(material.testimony, "not_said"));
        let form = material.form.filter(|form| answers_form(material.testimony, form));
        let people = People::of(&answers, &not_said, form);

        if self.body == Body::Statistics {
            self.choose_facts(&answers, form, material.labels, &people);
        }
        for piece in pieces(&answers, &not_said, form) {
            let content = if !piece.structured {
                Content::FreeText
            } else if SUPPORT.contains(&piece.place.id) {
                Content::Support
            } else {
                Content::Structured
            };
            let others = if content == Content::FreeText {
                people.spoken_of(&piece.place)
            } else {
                people.of_place(&piece.place)
            };
            self.choose_piece(&piece, Item { content, others }, false);
        }
        self.choose_files(&answers, material.files, &people);
        if material.identity_closed {
            self.refuse("identity", Refusal::Closed);
        }
        let (answers, not_said) = (object(material.identity, "answers"), object(material.identity, "not_said"));
        for piece in pieces(&answers, &not_said, None) {
            let content = if CONTACT.contains(&piece.place.id) { Content::Contact } else { Content::Identity };
            self.choose_piece(&piece, Item { content, others: people.named(&piece.place) }, true);
        }
    }

    fn choose_piece(&mut self, piece: &Piece<'_>, item: Item, identity: bool) {
        let named = is_name(piece.place.id) && piece.place.repetition.is_none_or(|(group, _)| is_name(group));
        if !named {
            self.refuse(&piece.name, Refusal::NoField);
        } else if self.may(&piece.name, item) {
            let told = if identity { &mut self.selection.identity } else { &mut self.selection.testimony };
            told.put(&piece.place, piece.value);
        }
    }

    /// The files, and whether their names leave with them.
    fn choose_files(&mut self, answers: &Map<String, Value>, files: &[u32], people: &People) {
        // Which place of the form a file came from is not kept, so the wish for one holds for all.
        let strip = answers
            .values()
            .filter_map(repetitions)
            .flatten()
            .any(|(_, own)| own.get(HIDDEN).is_some_and(|wish| wish == REMOVE))
            || answers.get(HIDDEN).is_some_and(|wish| wish == REMOVE);
        let content = if strip { Content::Unstripped } else { Content::File };
        for n in files {
            if self.may(&format!("file:{n}"), Item { content, others: people.anywhere() }) {
                let name = Item { content: Content::FileName, others: people.anywhere() };
                let named = self.consent.is_some_and(|consent| {
                    let stated = Stated { reviewed: false, death_penalty_excluded: self.stated.death_penalty_excluded };
                    may_leave(consent, self.body, name, stated).is_ok()
                });
                self.selection.files.push(LeavingFile { n: *n, named });
            }
        }
    }

    /// What statistics count: answers from lists, counts and labels.
    fn choose_facts(&mut self, answers: &Map<String, Value>, form: Option<&Form>, labels: &[String], people: &People) {
        if !self.may("statistics", Item { content: Content::Statistics, others: people.all }) {
            return;
        }
        let counted = FACTS.into_iter().filter_map(|id| {
            let value = answers.get(id)?;
            is_structured(value, field(form, None, id)).then(|| (id.to_owned(), value.clone()))
        });
        let counted: Map<String, Value> = counted.collect();
        self.selection.facts = Some(json!({ "answers": counted, "labels": labels }));
    }

    /// Asks the rule, and notes a refusal.
    fn may(&mut self, name: &str, item: Item) -> bool {
        self.seen.insert(name.to_owned());
        let stated = Stated {
            reviewed: self.stated.reviewed.contains(name),
            death_penalty_excluded: self.stated.death_penalty_excluded,
        };
        let said = self.consent.ok_or(Refusal::NoRecord);
        match said.and_then(|consent| may_leave(consent, self.body, item, stated)) {
            Ok(()) => true,
            Err(why) => {
                self.refuse(name, why);
                false
            }
        }
    }

    fn refuse(&mut self, name: &str, why: Refusal) {
        self.selection.refused.push(Refused { item: name.to_owned(), code: why.code(), why });
    }
}

/// True when the testimony answers this very form.
fn answers_form(testimony: Option<&Value>, form: &Form) -> bool {
    testimony.is_some_and(|testimony| testimony["form"]["sha256"] == form.digest().to_string())
}

/// What the people whom a testimony describes say to it.
struct People {
    /// The one whom all of it is about.
    all: Others,
    /// Whether they may be named: a question that was left out is no yes.
    name: Others,
    /// Those who are described, by group and number.
    each: BTreeMap<(String, u64), Permission>,
}

/// What one person says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Permission {
    Yes,
    No,
    Unclear,
}

impl Permission {
    /// Reads the answer and the mark in its place; `None` where the question was left out.
    fn read(answers: &Map<String, Value>, not_said: Option<&Value>) -> Option<Self> {
        match answers.get(PERMISSION).map(Value::as_str) {
            Some(Some("yes")) => Some(Self::Yes),
            Some(Some("no")) => Some(Self::No),
            Some(_) => Some(Self::Unclear),
            None => not_said.and_then(|marks| marks.get(PERMISSION)).map(|_| Self::Unclear),
        }
    }

    const fn others(self) -> Others {
        match self {
            Self::Yes => Others::Agree,
            Self::Unclear => Others::Unclear,
            Self::No => Others::Refuse,
        }
    }
}

impl People {
    fn of(answers: &Map<String, Value>, not_said: &Map<String, Value>, form: Option<&Form>) -> Self {
        let marks = Value::Object(not_said.clone());
        let said = Permission::read(answers, Some(&marks)).map(Permission::others);
        let all = said.unwrap_or(Others::Agree);
        // A form that is known not to ask tells of nobody else.
        let asks = form.is_none_or(|form| field(Some(form), None, PERMISSION).is_some());
        let name = said.unwrap_or(if asks { Others::Unclear } else { Others::Agree });
        let mut each = BTreeMap::new();
        for (group, value) in answers {
            for (n, own) in repetitions(value).into_iter().flatten() {
                if let Some(permission) = Permission::read(own, own.get("not_said")) {
                    each.insert((group.clone(), n), permission);
                }
            }
        }
        Self { all, name, each }
    }

    fn person(&self, place: &Place<'_>) -> Option<Permission> {
        let (group, n) = place.repetition?;
        self.each.get(&(group.to_owned(), n)).copied()
    }

    /// What stands against an answer, for what it is about.
    fn of_place(&self, place: &Place<'_>) -> Others {
        self.person(place).map_or(Others::Agree, Permission::others).min(self.all)
    }

    /// The same for words, which may speak of anybody.
    fn spoken_of(&self, place: &Place<'_>) -> Others {
        self.of_place(place).min(self.anywhere())
    }

    /// What stands against words and files: somebody who said no may be in them.
    fn anywhere(&self) -> Others {
        let refused = self.each.values().any(|permission| *permission == Permission::No);
        self.all.min(if refused { Others::Unclear } else { Others::Agree })
    }

    /// What stands against a person's name: anything but a yes.
    fn named(&self, place: &Place<'_>) -> Others {
        match (place.repetition, self.person(place)) {
            (Some(_), None) => self.all.min(Others::Unclear),
            // How to reach the source is the source's own to give.
            (None, _) if !CONTACT.contains(&place.id) => self.name,
            _ => self.of_place(place),
        }
    }
}
