//! Counting: from entries to figures.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::coded::Marks;
use super::entry::{Entry, Named, Wait};
use super::span::Step;
use crate::form::TextKey;
use crate::form::consent::{Choice, Level};
use crate::seal::{Day, DeskId};

/// What of the vault is counted.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scope {
    /// Only what came on this day or later.
    pub since: Option<Day>,
    /// Only what came on this day or before.
    pub until: Option<Day>,
    /// Only what this desk received.
    pub desk: Option<DeskId>,
    /// Ids, file names and places in the sources' words are told too, but of what was withdrawn.
    pub identifying: bool,
}

/// What a vault holds, in figures.
#[derive(Serialize)]
pub struct Figures {
    /// What is counted.
    pub scope: Scope,
    /// How many submissions.
    pub submissions: usize,
    /// By how many sources at least: what came under the same nine words counts once.
    pub conversations: usize,
    /// The day of the first one.
    pub first: Option<Day>,
    /// The day of the last one.
    pub last: Option<Day>,
    /// What a column of `came` stands for.
    pub step: Step,
    /// How many came when; columns of none stand too.
    pub came: Vec<Bucket>,
    /// By desk.
    pub desks: Vec<Count>,
    /// By the language of the page.
    pub languages: Vec<Count>,
    /// By kind, as sources marked it; one submission can have several.
    pub kinds: Marked,
    /// By kind of place, likewise.
    pub places: Marked,
    /// The files.
    pub files: Files,
    /// What waits for the desk.
    pub waiting: Waiting,
    /// What sources permit, use by use. What was withdrawn is left out.
    pub uses: Vec<Use>,
    /// What identifies people, a submission each; only where it was asked for. What was withdrawn is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub named: Option<Vec<Named>>,
}

/// How many came in one column.
#[derive(Serialize)]
pub struct Bucket {
    /// Its first day.
    pub from: Day,
    /// How many.
    pub number: usize,
}

/// How many are of one sort.
#[derive(Serialize)]
pub struct Count {
    /// The sort's code.
    pub code: String,
    /// How many.
    pub number: usize,
    /// The key of its text, where it has one.
    #[serde(skip)]
    pub text: Option<TextKey>,
}

/// What was marked in answer to one question.
#[derive(Default, Serialize)]
pub struct Marked {
    /// How often each was marked.
    pub marks: Vec<Count>,
    /// How many left the question.
    pub left: usize,
    /// How many were not asked.
    pub not_asked: usize,
    /// How many answered a form that is not known here, or have no testimony here.
    pub unknown: usize,
}

/// The files of all submissions.
#[derive(Default, Serialize)]
pub struct Files {
    /// How many.
    pub number: usize,
    /// Bytes.
    pub bytes: u64,
    /// How many submissions have none.
    pub without: usize,
    /// By the type that the browser named.
    pub types: Vec<Type>,
}

/// The files of one type.
#[derive(Serialize)]
pub struct Type {
    /// The type, of a closed list; `image/*` for others of a family.
    pub media: &'static str,
    /// How many.
    pub number: usize,
    /// Bytes.
    pub bytes: u64,
}

/// How many submissions wait for what, and how many parcels do not open: nobody can tell whose those are, so that no
/// scope holds for them.
pub struct Waiting {
    submissions: [(Wait, usize); Wait::ALL.len()],
    unreadable: usize,
}

/// What sources say to one use.
#[derive(Serialize)]
pub struct Use {
    /// The use.
    #[serde(serialize_with = "as_code")]
    pub level: Level,
    /// How many permit it.
    pub yes: usize,
    /// How many permit it as far as nothing identifies them.
    pub anonymous: usize,
    /// How many want to be asked.
    pub ask: usize,
    /// How many do not permit it.
    pub no: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn as_code<S: serde::Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(level.as_str())
}

impl Scope {
    /// True when a submission of that desk and day is counted.
    pub fn holds(&self, desk: &DeskId, day: Day) -> bool {
        self.since.is_none_or(|since| since <= day)
            && self.until.is_none_or(|until| day <= until)
            && self.desk.as_ref().is_none_or(|own| own == desk)
    }
}

impl Use {
    /// How many permit it in no way without being asked.
    pub const fn without(&self) -> usize {
        self.ask + self.no
    }

    /// How many were counted.
    pub const fn all(&self) -> usize {
        self.yes + self.anonymous + self.without()
    }
}

impl Figures {
    /// Counts the entries that the scope holds. `unreadable` is the number of parcels that do not open.
    pub fn of(entries: &[Entry], scope: Scope, unreadable: usize) -> Self {
        let all: Vec<&Entry> = entries.iter().filter(|entry| scope.holds(&entry.desk, entry.day)).collect();
        let days = || all.iter().map(|entry| entry.day);
        let (first, last) = (days().min(), days().max());
        let step = first.zip(last).map_or(Step::Day, |(first, last)| Step::fitting(first, last));
        let told: Vec<&Entry> = all.iter().copied().filter(|entry| !entry.is_withdrawn()).collect();
        let conversations: BTreeSet<_> = all.iter().filter_map(|entry| entry.conversation.as_ref()).collect();
        let alone = all.iter().filter(|entry| entry.conversation.is_none()).count();
        Self {
            submissions: all.len(),
            conversations: conversations.len() + alone,
            first,
            last,
            step,
            came: came(&all, step, first.zip(last)),
            desks: counted(all.iter().map(|entry| (entry.desk.as_str(), None))),
            languages: counted(all.iter().map(|entry| (entry.language.as_str(), None))),
            kinds: Marked::of(told.iter().map(|entry| &entry.kinds)),
            places: Marked::of(told.iter().map(|entry| &entry.place)),
            files: Files::of(&all),
            waiting: Waiting::of(&all, unreadable),
            uses: Level::OPTIONAL.into_iter().map(|level| Use::of(level, &told)).collect(),
            named: scope.identifying.then(|| told.iter().map(|entry| named(entry)).collect()),
            scope,
        }
    }
}

fn came(all: &[&Entry], step: Step, span: Option<(Day, Day)>) -> Vec<Bucket> {
    let Some((first, last)) = span else { return Vec::new() };
    let mut numbers: BTreeMap<Day, usize> = step.columns(first, last).map(|from| (from, 0)).collect();
    for entry in all {
        *numbers.entry(step.begin(entry.day)).or_default() += 1;
    }
    numbers.into_iter().map(|(from, number)| Bucket { from, number }).collect()
}

/// Counts by code: the most frequent first, then by code.
fn counted<'a>(codes: impl Iterator<Item = (&'a str, Option<&'a TextKey>)>) -> Vec<Count> {
    let mut numbers = BTreeMap::new();
    for (code, text) in codes {
        *numbers.entry((code, text)).or_insert(0) += 1;
    }
    let mut counts: Vec<Count> = numbers
        .into_iter()
        .map(|((code, text), number)| Count { code: code.to_owned(), number, text: text.cloned() })
        .collect();
    counts.sort_by_key(|count| Reverse(count.number));
    counts
}

impl Marked {
    fn of<'a>(all: impl Iterator<Item = &'a Marks>) -> Self {
        let mut marked = Self::default();
        let mut marks = Vec::new();
        for one in all {
            match one {
                Marks::Unknown => marked.unknown += 1,
                Marks::NotAsked => marked.not_asked += 1,
                Marks::Marked(none) if none.is_empty() => marked.left += 1,
                Marks::Marked(some) => marks.extend(some.iter().map(|(code, text)| (code.as_str(), Some(text)))),
            }
        }
        marked.marks = counted(marks.into_iter());
        marked
    }
}

impl Files {
    fn of(all: &[&Entry]) -> Self {
        let mut types = BTreeMap::<&str, Type>::new();
        for file in all.iter().flat_map(|entry| &entry.files) {
            let of_type = types.entry(file.media).or_insert(Type { media: file.media, number: 0, bytes: 0 });
            of_type.number += 1;
            of_type.bytes = of_type.bytes.saturating_add(file.bytes);
        }
        let mut types: Vec<Type> = types.into_values().collect();
        types.sort_by_key(|of_type| Reverse(of_type.number));
        Self {
            number: types.iter().map(|of_type| of_type.number).sum(),
            bytes: types.iter().fold(0, |sum, of_type| sum.saturating_add(of_type.bytes)),
            without: all.iter().filter(|entry| entry.files.is_empty()).count(),
            types,
        }
    }
}

impl Waiting {
    fn of(all: &[&Entry], unreadable: usize) -> Self {
        let count = |wait| (wait, all.iter().filter(|entry| entry.waits.contains(&wait)).count());
        Self { submissions: Wait::ALL.map(count), unreadable }
    }

    /// Each by its name.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let submissions = self.submissions.iter().map(|(wait, number)| (wait.as_str(), *number));
        submissions.chain([("unreadable", self.unreadable)])
    }
}

impl Serialize for Waiting {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.each())
    }
}

fn named(entry: &Entry) -> Named {
    Named { waits: entry.waits.iter().copied().collect(), ..entry.named.clone() }
}

impl Use {
    fn of(level: Level, told: &[&Entry]) -> Self {
        let said = |choice| {
            let says = |entry: &&&Entry| entry.consent.as_ref().map_or(Choice::No, |it| it.get(level)) == choice;
            told.iter().filter(says).count()
        };
        Self {
            level,
            yes: said(Choice::Yes),
            anonymous: said(Choice::Anonymous),
            ask: said(Choice::Ask),
            no: said(Choice::No),
        }
    }
}
