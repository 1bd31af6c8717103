//! What holds today: the testimony's consent and what came after it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::SerializeMap as _;

use super::{Change, Choice, Choices, Level};
use crate::seal::Day;

/// What a source permits, all changes counted.
///
/// The testimony's own consent counts on its day. Later days override earlier ones; the order within a day
/// is not kept, so within one the more careful value counts. What was changed before the testimony was sent
/// says nothing about it. After a withdrawal nothing is permitted any more but C0, under which it is held
/// until it is carried out, and no later change brings it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effective {
    values: [Choice; 8],
    since: [Day; 8],
    no_death_penalty: bool,
    changed: Option<Day>,
    withdrawn: Option<Day>,
}

impl Effective {
    /// Counts what a testimony of `day` came with, and the changes to it with their days, in any order.
    pub fn of<'a>(day: Day, choices: &Choices, changes: impl IntoIterator<Item = (Day, &'a Change)>) -> Self {
        let mut by_day = BTreeMap::<Day, Vec<&Change>>::new();
        for (on, change) in changes {
            if on >= day {
                by_day.entry(on).or_default().push(change);
            }
        }
        let mut effective = Self {
            values: choices.values,
            since: [day; 8],
            no_death_penalty: choices.no_death_penalty,
            changed: None,
            withdrawn: None,
        };
        for (on, changes) in by_day {
            effective.add_day(on, on == day, &changes);
        }
        if let Some(on) = effective.withdrawn {
            for level in Level::OPTIONAL {
                effective.values[level as usize] = Choice::No;
                effective.since[level as usize] = on;
            }
        }
        effective
    }

    /// Adds all that came on one day. On the testimony's own day its values count too.
    fn add_day(&mut self, on: Day, own: bool, changes: &[&Change]) {
        let mut careful = [None::<Choice>; 8];
        for change in changes {
            match change {
                Change::Withdraw => {
                    self.withdrawn = self.withdrawn.or(Some(on));
                }
                Change::Levels { values, no_death_penalty } => {
                    self.changed = Some(on);
                    self.no_death_penalty |= no_death_penalty;
                    for level in Level::OPTIONAL {
                        let kept = &mut careful[level as usize];
                        *kept = [*kept, values[level as usize]].into_iter().flatten().min();
                    }
                }
            }
        }
        for level in Level::OPTIONAL {
            if let Some(choice) = careful[level as usize] {
                let before = self.values[level as usize];
                self.values[level as usize] = if own { before.min(choice) } else { choice };
                self.since[level as usize] = on;
            }
        }
    }

    /// What holds for a level.
    pub const fn get(&self, level: Level) -> Choice {
        self.values[level as usize]
    }

    /// The day since which it holds: the testimony's, a change's, or the withdrawal's.
    pub const fn since(&self, level: Level) -> Day {
        self.since[level as usize]
    }

    /// True when nothing may reach a court that could sentence somebody to death.
    pub const fn no_death_penalty(&self) -> bool {
        self.no_death_penalty
    }

    /// The day of the newest change.
    pub const fn changed(&self) -> Option<Day> {
        self.changed
    }

    /// The day on which the source withdrew the testimony.
    pub const fn withdrawn(&self) -> Option<Day> {
        self.withdrawn
    }
}

impl Serialize for Effective {
    /// `{"c0": "yes", …, "no_death_penalty": false, "changed": DAY|null, "withdrawn": DAY|null}`
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for level in Level::ALL {
            map.serialize_entry(level.as_str(), &self.get(level))?;
        }
        map.serialize_entry("no_death_penalty", &self.no_death_penalty)?;
        map.serialize_entry("changed", &self.changed)?;
        map.serialize_entry("withdrawn", &self.withdrawn)?;
        map.end()
    }
}
