//! The page: figures as text, tables and pictures, in one file that needs nothing else.

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use super::chart::{self, Column, Percent, Scale};
use super::entry::Named;
use super::figures::{Count, Figures, Marked, Use};
use super::span::Step;
use super::voice::Voice;
use crate::seal::{Day, SOFTWARE};
use crate::texts::Lang;
use crate::vault::display::sanitize_line;

/// The one style sheet, which stands in the page.
const STYLE: &str = include_str!("../../static/report/report.css");
/// Below so many columns, words say it better.
const FEWEST_COLUMNS: usize = 2;
/// So many columns are told by name on a small screen.
const MOST_NAMES: usize = 4;

#[derive(Template)]
#[template(path = "report.html", config = ".askama.toml")]
struct Page<'a> {
    voice: Voice,
    style: &'a str,
    policy: String,
    figures: &'a Figures,
    lead: Option<String>,
    scope: Vec<String>,
    made: String,
    came: Option<Came>,
    waiting: Vec<(String, String, bool)>,
    sections: Vec<Section>,
    files_lead: String,
    files: Vec<FileRow>,
    values: [&'static str; 4],
    uses: Vec<UseRow>,
    named: Vec<NamedRow<'a>>,
}

/// What came when.
struct Came {
    once: Option<String>,
    title: String,
    peak: String,
    lines: Vec<(String, u32)>,
    columns: Vec<Column>,
    names: Vec<(Percent, &'static str, String)>,
    highest: Option<(Percent, &'static str, u32, String)>,
    head: String,
    rows: Vec<(String, String)>,
}

/// Bars of one question.
struct Section {
    id: &'static str,
    title: String,
    lead: String,
    head: String,
    bars: Vec<Bar>,
    notes: Vec<String>,
}

struct Bar {
    label: String,
    number: String,
    width: Percent,
}

struct FileRow {
    media: String,
    is_code: bool,
    number: String,
    size: String,
    width: Percent,
}

struct UseRow {
    label: String,
    numbers: [String; 4],
    without: String,
    pieces: [(Percent, Percent); 4],
}

struct NamedRow<'a> {
    id: &'a str,
    day: String,
    /// In the source's words, and what files were called: safe to look at.
    place: Vec<String>,
    files: Vec<String>,
    waits: String,
}

/// The page that tells the figures in a language, made on `today`.
pub fn page(figures: &Figures, lang: Lang, today: Day) -> String {
    let voice = Voice::of(lang);
    let digest = BASE64.encode(Sha256::digest(STYLE));
    let page = Page {
        voice,
        style: STYLE,
        policy: format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"),
        figures,
        lead: lead(voice, figures),
        scope: scope(voice, figures),
        made: voice.with("report-made", [("day", voice.day(today).into()), ("version", SOFTWARE.into())]),
        came: Came::of(voice, figures),
        waiting: waiting(voice, figures),
        sections: sections(voice, figures),
        files_lead: files_lead(voice, figures),
        files: files(voice, figures),
        values: ["yes", "anonymous", "ask", "no"],
        uses: figures.uses.iter().map(|one| UseRow::of(voice, one)).collect(),
        named: figures.named.iter().flatten().map(|one| NamedRow::of(voice, one)).collect(),
    };
    page.render().expect("a page is written to memory")
}

/// How many came, and from when to when; `None` when none did.
pub(super) fn lead(voice: Voice, figures: &Figures) -> Option<String> {
    let (first, last) = figures.first.zip(figures.last)?;
    let number = voice.number(figures.submissions);
    let values = [("from", voice.day(first)), ("until", voice.day(last)), ("number", number)];
    let key = if first == last { "report-lead-once" } else { "report-lead" };
    let values = values.map(|(name, value)| (name, value.into()));
    Some(voice.with(key, values.into_iter().chain([("count", figures.submissions.into())])))
}

/// What was left out of the figures, line by line.
pub(super) fn scope(voice: Voice, figures: &Figures) -> Vec<String> {
    let scope = &figures.scope;
    let day = |key: &str, day: Day| voice.with(key, [("day", voice.day(day).into())]);
    let desk = scope.desk.as_ref();
    desk.map(|desk| voice.with("report-only-desk", [("desk", desk.as_str().to_owned().into())]))
        .into_iter()
        .chain(scope.since.map(|since| day("report-only-since", since)))
        .chain(scope.until.map(|until| day("report-only-until", until)))
        .collect()
}

impl Came {
    fn of(voice: Voice, figures: &Figures) -> Option<Self> {
        let (step, came) = (figures.step, &figures.came);
        let values: Vec<u64> = came.iter().map(|bucket| bucket.number as u64).collect();
        let highest = values.iter().copied().max()?;
        let scale = Scale::holding(highest);
        let columns = chart::columns(&values, &scale);
        let at = values.iter().position(|value| *value == highest)?;
        let peak =
            [("day", voice.column(step, came[at].from).into()), ("number", voice.number(came[at].number).into())];
        let most = if step == Step::Day { "report-came-most" } else { "report-came-most-in" };
        let step_name = serde_json::to_value(step).ok()?.as_str()?.to_owned();
        let named = chart::labelled(columns.len(), MOST_NAMES);
        let name = |at: usize| {
            let middle = columns[at].middle;
            (middle, anchor(middle), voice.short(step, came[at].from))
        };
        let over = |column: &Column| (column.middle, "middle", column.y, voice.number(came[at].number));
        let once = || voice.with("report-came-once", [("day", voice.day(came[at].from).into())]);
        Some(Self {
            once: (came.len() < FEWEST_COLUMNS).then(once),
            title: voice.say(&format!("report-came-{step_name}")),
            peak: voice.with(most, peak),
            lines: scale.lines().map(|(value, y)| (voice.number(value as usize), y)).collect(),
            names: named.into_iter().map(name).collect(),
            highest: columns.get(at).map(over),
            head: voice.say(&format!("report-step-{step_name}")),
            rows: came
                .iter()
                .filter(|bucket| bucket.number > 0)
                .map(|bucket| (voice.column(step, bucket.from), voice.number(bucket.number)))
                .collect(),
            columns,
        })
    }
}

/// How a text hangs on its place, so that none leaves the picture at its sides.
fn anchor(middle: Percent) -> &'static str {
    match middle.0 {
        ..8.0 => "start",
        92.0.. => "end",
        _ => "middle",
    }
}

fn waiting(voice: Voice, figures: &Figures) -> Vec<(String, String, bool)> {
    figures
        .waiting
        .each()
        .map(|(name, number)| (voice.say(&format!("report-waits-{name}")), voice.number(number), number > 0))
        .collect()
}

/// The questions that are told by bars, but for those that say nothing.
pub(super) fn sections_of(figures: &Figures) -> Vec<(&'static str, &[Count], Option<&Marked>)> {
    let mut all = vec![
        ("kinds", &figures.kinds.marks[..], Some(&figures.kinds)),
        ("places", &figures.places.marks[..], Some(&figures.places)),
        ("languages", &figures.languages[..], None),
    ];
    if figures.desks.len() > 1 {
        all.push(("desks", &figures.desks[..], None));
    }
    all
}

/// What is to be known of those that no bar counts.
pub(super) fn notes(voice: Voice, marked: Option<&Marked>) -> Vec<String> {
    let Some(marked) = marked else { return Vec::new() };
    [("left", marked.left), ("not-asked", marked.not_asked), ("unknown", marked.unknown)]
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(name, number)| voice.count(&format!("report-{name}"), number))
        .collect()
}

/// What a sort is called in a section.
pub(super) fn called(voice: Voice, section: &str, count: &Count) -> String {
    match section {
        "languages" => Lang::parse(&count.code).map_or_else(|| count.code.clone(), |lang| lang.own_name().to_owned()),
        _ => voice.called(count),
    }
}

fn sections(voice: Voice, figures: &Figures) -> Vec<Section> {
    let section = |(id, counts, marked): (&'static str, &[Count], Option<&Marked>)| {
        let most = counts.iter().map(|count| count.number).max().unwrap_or_default() as u64;
        let bar = |count: &Count| Bar {
            label: called(voice, id, count),
            number: voice.number(count.number),
            width: chart::share(count.number as u64, most),
        };
        Section {
            id,
            title: voice.say(&format!("report-{id}-title")),
            lead: voice.say(&format!("report-{id}-lead")),
            head: voice.say(&format!("report-{id}-head")),
            bars: counts.iter().map(bar).collect(),
            notes: notes(voice, marked),
        }
    };
    sections_of(figures).into_iter().map(section).collect()
}

fn files_lead(voice: Voice, figures: &Figures) -> String {
    let files = &figures.files;
    let without = voice.count("report-files-without", files.without);
    if files.number == 0 {
        return without;
    }
    let size = voice.with("report-files-size", [("size", voice.size(files.bytes).into())]);
    format!("{} {size} {without}", voice.count("report-files-lead", files.number))
}

fn files(voice: Voice, figures: &Figures) -> Vec<FileRow> {
    let most = figures.files.types.iter().map(|of_type| of_type.number).max().unwrap_or_default() as u64;
    let row = |of_type: &super::figures::Type| {
        let (media, is_code) = media(voice, of_type.media);
        FileRow {
            media,
            is_code,
            number: voice.number(of_type.number),
            size: voice.size(of_type.bytes),
            width: chart::share(of_type.number as u64, most),
        }
    };
    figures.files.types.iter().map(row).collect()
}

/// A type as it is told: by its code, or in words where it stands for several.
pub(super) fn media(voice: Voice, media: &str) -> (String, bool) {
    match media.strip_suffix("/*") {
        Some("*") => (voice.say("report-media-other"), false),
        Some(family) => (voice.say(&format!("report-media-{family}")), false),
        None => (media.to_owned(), true),
    }
}

impl UseRow {
    fn of(voice: Voice, one: &Use) -> Self {
        let numbers = [one.yes, one.anonymous, one.ask, one.no];
        Self {
            label: voice.say(&format!("report-use-{}", one.level.as_str())),
            numbers: numbers.map(|number| voice.number(number)),
            without: voice.count("report-without", one.without()),
            pieces: chart::pieces(numbers.map(|number| number as u64)),
        }
    }
}

impl<'a> NamedRow<'a> {
    fn of(voice: Voice, named: &'a Named) -> Self {
        let waits: Vec<String> =
            named.waits.iter().map(|wait| voice.say(&format!("report-waits-{}", wait.as_str()))).collect();
        let shown = |words: &[String]| words.iter().map(|text| sanitize_line(text)).collect();
        Self {
            id: &named.id,
            day: voice.day(named.day),
            place: shown(&named.place),
            files: shown(&named.files),
            waits: waits.join("; "),
        }
    }
}
