//! What stands against an item because of the people whom it speaks of.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::pieces::{Place, field, repetitions};
use crate::form::Form;
use crate::form::meaning::{CONTACT, NO, PERMISSION, YES};
use crate::form::permit::Others;

/// What the people whom a testimony describes say to it.
pub(super) struct People {
    /// The one whom all of it is about.
    pub(super) all: Others,
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
            Some(Some(YES)) => Some(Self::Yes),
            Some(Some(NO)) => Some(Self::No),
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
    pub(super) fn of(answers: &Map<String, Value>, not_said: &Map<String, Value>, form: Option<&Form>) -> Self {
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
    pub(super) fn of_place(&self, place: &Place<'_>) -> Others {
        self.person(place).map_or(Others::Agree, Permission::others).min(self.all)
    }

    /// The same for words, which may speak of anybody.
    pub(super) fn spoken_of(&self, place: &Place<'_>) -> Others {
        self.of_place(place).min(self.anywhere())
    }

    /// What stands against words and files: somebody who said no may be in them.
    pub(super) fn anywhere(&self) -> Others {
        let refused = self.each.values().any(|permission| *permission == Permission::No);
        self.all.min(if refused { Others::Unclear } else { Others::Agree })
    }

    /// What stands against a person's name: anything but a yes.
    pub(super) fn named(&self, place: &Place<'_>) -> Others {
        match (place.repetition, self.person(place)) {
            (Some(_), None) => self.all.min(Others::Unclear),
            // How to reach the source is the source's own to give.
            (None, _) if !CONTACT.contains(&place.id) => self.name,
            _ => self.of_place(place),
        }
    }
}
