//! The same in a few plain lines, for a terminal.

use std::fmt::Write as _;

use super::figures::{Count, Figures};
use super::page::{called, lead, media, notes, scope, sections_of};
use super::voice::Voice;
use crate::texts::Lang;

/// The figures in plain lines. What stands in them of a stranger's making is for the terminal to make safe.
pub fn summary(figures: &Figures, lang: Lang) -> String {
    let voice = Voice::plain(lang);
    let mut text = lead(voice, figures).unwrap_or_else(|| voice.say("report-empty")) + "\n";
    for line in scope(voice, figures) {
        text.push_str(&line);
        text.push('\n');
    }
    if figures.submissions == 0 {
        return text;
    }
    let rows = |counts: &[(String, String)]| {
        let width = counts.iter().map(|(_, number)| number.chars().count()).max().unwrap_or_default();
        counts.iter().fold(String::new(), |mut rows, (label, number)| {
            let _ = writeln!(rows, "  {number:>width$}  {label}");
            rows
        })
    };
    let waiting: Vec<(String, String)> = figures
        .waiting
        .each()
        .filter(|(_, number)| *number > 0)
        .map(|(name, number)| (voice.say(&format!("report-waits-{name}")), voice.number(number)))
        .collect();
    if waiting.is_empty() {
        let _ = write!(text, "\n{}\n", voice.say("report-waits-nothing"));
    } else {
        let _ = write!(text, "\n{}\n{}", voice.say("report-waits-title"), rows(&waiting));
    }
    for (id, counts, marked) in sections_of(figures) {
        let told: Vec<(String, String)> =
            counts.iter().map(|count: &Count| (called(voice, id, count), voice.number(count.number))).collect();
        let notes = notes(voice, marked);
        if told.is_empty() && notes.is_empty() {
            continue;
        }
        let _ = write!(text, "\n{}\n{}", voice.say(&format!("report-{id}-title")), rows(&told));
        for note in notes {
            let _ = writeln!(text, "  {note}");
        }
    }
    let types: Vec<(String, String)> = figures
        .files
        .types
        .iter()
        .map(|one| (format!("{}, {}", media(voice, one.media).0, voice.size(one.bytes)), voice.number(one.number)))
        .collect();
    if !types.is_empty() {
        let _ = write!(text, "\n{}\n{}", voice.say("report-files-title"), rows(&types));
    }
    let uses: Vec<(String, String)> = figures
        .uses
        .iter()
        .map(|one| (voice.say(&format!("report-use-{}", one.level.as_str())), voice.number(one.without())))
        .collect();
    let _ = write!(text, "\n{}\n{}", voice.say("report-uses-without"), rows(&uses));
    text
}
