//! What of a submission may leave for a body: the rule of [`permit`](super::permit), item by item.
//!
//! Items are called as a reviewer names them: `account`, `when:words`, `persons:1:call`, `file:1`; `lists` names all choices,
//! dates and counts together. What is not known for certain to be one of these counts as words.

mod people;
mod pieces;
mod readable;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Form;
use super::consent::Effective;
use super::meaning::{CONTACT, FACTS, HIDDEN, LISTS, REMOVE, SUPPORT};
use super::permit::{Body, Content, Item, Others, Refusal, Stated, may_leave};
use people::People;
use pieces::{Piece, field, is_structured, pieces, repetitions};

pub use pieces::Told;

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
    /// Items that they looked at, and that identify nobody; `lists` for all choices, dates and counts together.
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

/// Which of a submission's sealed parcels leave as they are: those of which nothing stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealedParcels {
    /// The testimony's.
    pub testimony: bool,
    /// The identity answers'.
    pub identity: bool,
    /// Those of the files with these numbers.
    pub files: BTreeSet<u32>,
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
    /// Which sealed parcels leave whole.
    pub sealed: SealedParcels,
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
        let form = material.form.filter(|form| material.testimony.is_some_and(|told| form.is_answered_by(told)));
        let people = People::of(&answers, &not_said, form);

        if self.body == Body::Statistics {
            self.choose_facts(&answers, form, material.labels, &people);
        }
        let before = self.selection.refused.len();
        for piece in pieces(&answers, &not_said, form) {
            let content = if piece.structured { Content::Structured } else { Content::FreeText };
            let content = self.support_or(&piece, content);
            let others = if content == Content::FreeText {
                people.spoken_of(&piece.place)
            } else {
                people.of_place(&piece.place)
            };
            self.choose_piece(&piece, Item { content, others }, false);
        }
        let words_whole = self.selection.refused.len() == before;
        self.choose_files(&answers, material.files, &people);
        let before = self.selection.refused.len();
        if material.identity_closed {
            self.refuse("identity", Refusal::Closed);
        }
        let (answers, not_said) = (object(material.identity, "answers"), object(material.identity, "not_said"));
        for piece in pieces(&answers, &not_said, None) {
            let content = if CONTACT.contains(&piece.place.id) { Content::Contact } else { Content::Identity };
            let content = self.support_or(&piece, content);
            self.choose_piece(&piece, Item { content, others: people.named(&piece.place) }, true);
        }
        let identity_whole = self.selection.refused.len() == before;
        self.choose_sealed(people.anywhere(), (words_whole, identity_whole));
    }

    /// The sealed parcels: everything in them leaves with them, so nothing in them may have been refused.
    fn choose_sealed(&mut self, others: Others, (words, identity): (bool, bool)) {
        let stated = Stated { reviewed: false, death_penalty_excluded: self.stated.death_penalty_excluded };
        let item = Item { content: Content::Sealed, others };
        if self.consent.is_some_and(|consent| may_leave(consent, self.body, item, stated).is_ok()) {
            let files = self.selection.files.iter().filter(|file| file.named).map(|file| file.n).collect();
            self.selection.sealed = SealedParcels { testimony: words, identity, files };
        }
    }

    /// What help somebody wants is for those who may contact them, and nothing that a look could let out to others. They get
    /// what was chosen from a list.
    fn support_or(&self, piece: &Piece<'_>, content: Content) -> Content {
        let is_support = SUPPORT.contains(&piece.place.id) && (piece.structured || self.body != Body::Care);
        if is_support { Content::Support } else { content }
    }

    fn choose_piece(&mut self, piece: &Piece<'_>, item: Item, identity: bool) {
        let named = is_name(piece.place.id) && piece.place.repetition.is_none_or(|(group, _)| is_name(group));
        if !named {
            self.refuse(&piece.name, Refusal::NoField);
        } else if self.may(&piece.name, item) {
            let told = if identity { &mut self.selection.identity } else { &mut self.selection.testimony };
            told.put(piece);
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
        let is_of_lists = item.content == Content::Structured;
        if is_of_lists {
            self.seen.insert(LISTS.to_owned());
        }
        let reviewed = &self.stated.reviewed;
        let stated = Stated {
            reviewed: reviewed.contains(name) || (is_of_lists && reviewed.contains(LISTS)),
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
