//! How a list of submissions looks to people: a block for each, at most 80 columns wide but for names.

use std::fmt::Write as _;

use anstyle::Style;

use super::Listed;
use crate::cli::output::{Painted, how_many, palette, size};
use crate::seal::SubmissionId;
use crate::vault::display::sanitize_line;
use crate::vault::{Attachment, Status, Submission};

pub(super) fn of(listed: &[Listed<'_>]) -> Painted {
    let widest = listed.iter().map(|one| one.submission.desk.as_str().len()).max().unwrap_or_default();
    let mut text = Painted::default();
    for (at, one) in listed.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| listed[before].submission);
        let goes_on = before.is_some_and(|before| is_same_source(before, one.submission));
        text = block(one, goes_on, widest, text);
    }
    text
}

fn is_same_source(one: &Submission, other: &Submission) -> bool {
    one.conversation.is_some() && (&one.conversation, &one.desk) == (&other.conversation, &other.desk)
}

/// What is new stands out; what is done steps back.
const fn style(status: Status) -> Style {
    match status {
        Status::New => palette::HEADING,
        Status::Working => Style::new(),
        Status::Answered | Status::Closed => palette::QUIET,
    }
}

fn block(one: &Listed<'_>, goes_on: bool, widest: usize, text: Painted) -> Painted {
    let submission = one.submission;
    let Submission { day, desk, id, language, status, .. } = submission;
    let (mark, style_of_mark) = if submission.read { (" ", Style::new()) } else { ("*", palette::HEADING) };
    let mut text = text
        .with(style_of_mark, mark)
        .and(&format!(" {day}  {:<widest$}  ", desk.as_str()))
        .with(palette::QUIET, &id.to_string())
        .and(&format!("  {language:<2}  "))
        .with(style(*status), status.as_str())
        .and("\n");
    for (style, line) in lines(one, goes_on) {
        text = text.and("    ").with(style, &line).and("\n");
    }
    text
}

/// What is said below the first line, and how.
fn lines(one: &Listed<'_>, goes_on: bool) -> Vec<(Style, String)> {
    let Listed { submission, excerpt } = one;
    let mut lines = Vec::new();
    let mut say = |style: Style, line: String| lines.push((style, line));
    let plain = Style::new();
    if goes_on {
        say(palette::QUIET, "from the same source as the one above".to_owned());
    }
    if let Some(day) = submission.withdrawn() {
        say(palette::WARNING, format!("withdrawn by the source on {day}"));
    }
    if !submission.lacks_nothing() {
        say(palette::WARNING, lacking(submission));
    }
    if let Some(first) = submission.sent_twice {
        say(plain, format!("the same page as {}, sent twice", short(first)));
    }
    if let Some(excerpt) = excerpt {
        say(plain, format!("\"{}\"", sanitize_line(excerpt)));
    }
    for answer in &submission.answers {
        let by = answer.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
        say(palette::QUIET, format!("answered on {}{by}", answer.day));
    }
    if submission.waiting > 0 {
        let replies = how_many(submission.waiting, "reply waits", "replies wait");
        say(palette::WARNING, format!("{replies} for: amparo push"));
    }
    if !submission.labels.is_empty() {
        say(plain, format!("labels: {}", sanitize_line(&submission.labels.join(", "))));
    }
    if submission.notes > 0 {
        say(plain, how_many(submission.notes, "note", "notes"));
    }
    if let Some(identity) = &submission.identity {
        let for_whom = if identity.readable { "" } else { ", for others" };
        say(plain, format!("+ answers that identify people{for_whom}"));
    }
    for file in &submission.attachments {
        say(plain, attachment(file));
    }
    for file in &submission.not_kept {
        let (name, reason) = (sanitize_line(&file.name), sanitize_line(&file.reason));
        say(palette::WARNING, format!("{}. {name}  not kept: {reason}", file.n));
    }
    for warning in &submission.warnings {
        say(palette::WARNING, format!("! {warning}"));
    }
    lines
}

fn attachment(file: &Attachment) -> String {
    let mut line = format!("{}. {}  {}", file.n, sanitize_line(&file.name), size(file.size));
    if let Some(first) = file.same_as {
        let _ = write!(line, "  (the same file as in {})", short(first));
    }
    line
}

fn lacking(submission: &Submission) -> String {
    match submission.missing {
        None if submission.testimony => "incomplete: the list of its parcels is not here".to_owned(),
        None => "incomplete: the testimony and the list of its parcels are not here".to_owned(),
        Some(0) => "incomplete: one of its parcels does not hold together".to_owned(),
        Some(1) => "incomplete: 1 of its parcels is not here".to_owned(),
        Some(missing) => format!("incomplete: {missing} of its parcels are not here"),
    }
}

/// Enough of an id to find it.
pub(in crate::cli) fn short(id: SubmissionId) -> String {
    id.to_string()[..8].to_owned()
}
