//! Vaults of every size, for the tests.

use std::collections::BTreeSet;

use super::coded::Marks;
use super::entry::{Entry, Named, SentFile, Wait};
use super::figures::{Figures, Scope};
use super::media;
use crate::form::consent::{Change, Choice, Choices, Effective};
use crate::form::{FieldKind, Form};
use crate::seal::Day;

/// What a source could type to take a page apart.
pub(super) const HOSTILE: &str = "<script>alert(1)</script>\u{202e}\" onload='x";

/// Draws numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn one_in(&mut self, end: u64) -> bool {
        self.below(end) == 0
    }
}

/// `count` submissions over `days` days, from 3 February 2026 on.
pub(super) fn entries(count: u64, days: u64) -> Vec<Entry> {
    let mut dice = Dice(count + days);
    let guided = Form::shipped("guided").unwrap();
    let first: Day = "2026-02-03".parse().unwrap();
    (0..count)
        .map(|n| {
            // More of them later, and in waves.
            let at = dice.below(days).max(dice.below(days));
            let after = if n == 0 { 0 } else { at.max(dice.below(days) * (at % 3) / 2) };
            entry(&mut dice, n, first.plus(after.cast_signed()), &guided)
        })
        .collect()
}

fn entry(dice: &mut Dice, n: u64, day: Day, form: &Form) -> Entry {
    let desk = ["main", "main", "short", "detentions"][dice.below(4) as usize];
    let asked = desk == "main";
    let marks = |id: &str, dice: &mut Dice, most: u64| {
        let input = form.inputs().find(|input| input.field.id == id).unwrap();
        let (FieldKind::Choice(options) | FieldKind::Choices(options)) = &input.field.kind else { panic!("{id}") };
        let chosen = (0..dice.below(most + 1)).map(|_| {
            let at = dice.below(options.values.len() as u64).min(dice.below(options.values.len() as u64));
            &options.values[at as usize]
        });
        let chosen: BTreeSet<_> = chosen.collect();
        Marks::Marked(chosen.into_iter().map(|value| (value.clone(), options.text_key(value))).collect())
    };
    let types =
        ["image/jpeg", "image/jpeg", "video/mp4", "application/pdf", "image/x-raw", "nobody/knows", "audio/ogg"];
    let file = |dice: &mut Dice| SentFile {
        media: media::known(types[dice.below(types.len() as u64) as usize]),
        bytes: 1 << dice.below(28),
    };
    let mut values = [Choice::Ask; 8];
    values[0] = Choice::Yes;
    for (at, most) in [(1, 4), (2, 4), (3, 4), (4, 3), (5, 2), (6, 3), (7, 4)] {
        if !dice.one_in(3) {
            values[at] = Choice::ALL[dice.below(most) as usize];
        }
    }
    let seldom = [(Wait::Unanswered, 5), (Wait::Incomplete, 50), (Wait::Repeated, 45), (Wait::NotKept, 60)];
    let mut waits: BTreeSet<Wait> =
        seldom.into_iter().filter(|(_, of)| dice.one_in(*of)).map(|(wait, _)| wait).collect();
    let mut withdrawn: Vec<(Day, &Change)> = Vec::new();
    if dice.one_in(40) {
        withdrawn.push((day, &Change::Withdraw));
        waits.remove(&Wait::Unanswered);
        waits.insert(Wait::Withdrawn);
    }
    let choices = Choices::new(values, false).unwrap();
    Entry {
        desk: desk.parse().unwrap(),
        day,
        language: if dice.one_in(4) { "en" } else { "es" }.to_owned(),
        kinds: if asked { marks("kind", dice, 3) } else { Marks::NotAsked },
        place: if asked { marks("place-kind", dice, 1) } else { Marks::NotAsked },
        files: (0..dice.below(4)).map(|_| file(dice)).collect(),
        waits,
        consent: Some(Effective::of(day, &choices, withdrawn)),
        conversation: None,
        named: Named {
            id: format!("{n:032x}"),
            day,
            place: vec!["Perú".to_owned(), HOSTILE.to_owned()],
            files: vec![HOSTILE.to_owned()],
            waits: Vec::new(),
        },
    }
}

/// Vaults of every size, by name.
pub(super) fn vaults() -> Vec<(&'static str, Figures)> {
    let identifying = Scope { identifying: true, ..Scope::default() };
    vec![
        ("empty", Figures::of(&[], Scope::default(), 0)),
        ("one", Figures::of(&entries(1, 1), Scope::default(), 0)),
        ("two", Figures::of(&entries(2, 9), Scope::default(), 1)),
        ("month", Figures::of(&entries(87, 45), Scope::default(), 0)),
        ("year", Figures::of(&entries(412, 300), Scope::default(), 2)),
        ("three-years", Figures::of(&entries(3000, 1096), Scope::default(), 0)),
        ("ten-thousand", Figures::of(&entries(10_000, 1096), Scope::default(), 0)),
        ("decades", Figures::of(&entries(900, 9000), Scope::default(), 0)),
        ("identifying", Figures::of(&entries(30, 45), identifying, 0)),
    ]
}
