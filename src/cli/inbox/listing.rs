//! How a list of submissions looks to people: a block for each, at most 80 columns wide but for names.

use std::fmt::Write as _;

use super::Listed;
use crate::cli::output::size;
use crate::seal::SubmissionId;
use crate::vault::display::sanitize_line;
use crate::vault::{Attachment, Submission};

pub(super) fn of(listed: &[Listed<'_>]) -> String {
    let widest = listed.iter().map(|one| one.submission.desk.as_str().len()).max().unwrap_or_default();
    let mut text = String::new();
    for (at, one) in listed.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| listed[before].submission);
        let goes_on = before.is_some_and(|before| is_same_source(before, one.submission));
        block(one, goes_on, widest, &mut text);
    }
    text
}

fn is_same_source(one: &Submission, other: &Submission) -> bool {
    one.conversation.is_some() && (&one.conversation, &one.desk) == (&other.conversation, &other.desk)
}

fn block(one: &Listed<'_>, goes_on: bool, widest: usize, text: &mut String) {
    let Listed { submission, excerpt } = one;
    let Submission { day, desk, id, language, status, .. } = submission;
    let mark = if submission.read { ' ' } else { '*' };
    let _ = writeln!(text, "{mark} {day}  {:<widest$}  {id}  {language:<2}  {status}", desk.as_str());
    let mut say = |line: &str| {
        let _ = writeln!(text, "    {line}");
    };
    if goes_on {
        say("from the same source as the one above");
    }
    if let Some(day) = submission.withdrawn() {
        say(&format!("withdrawn by the source on {day}"));
    }
    if !submission.lacks_nothing() {
        say(&lacking(submission));
    }
    if let Some(first) = submission.sent_twice {
        say(&format!("the same page as {}, sent twice", short(first)));
    }
    if let Some(excerpt) = excerpt {
        say(&format!("\"{}\"", sanitize_line(excerpt)));
    }
    for answer in &submission.answers {
        let by = answer.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
        say(&format!("answered on {}{by}", answer.day));
    }
    match submission.waiting {
        0 => {}
        1 => say("1 reply waits for: amparo push"),
        waiting => say(&format!("{waiting} replies wait for: amparo push")),
    }
    if !submission.labels.is_empty() {
        say(&format!("labels: {}", sanitize_line(&submission.labels.join(", "))));
    }
    match submission.notes {
        0 => {}
        1 => say("1 note"),
        notes => say(&format!("{notes} notes")),
    }
    if let Some(identity) = &submission.identity {
        say(if identity.readable {
            "+ answers that identify people"
        } else {
            "+ answers that identify people, for others"
        });
    }
    for file in &submission.attachments {
        say(&attachment(file));
    }
    for file in &submission.not_kept {
        say(&format!("{}. {}  not kept: {}", file.n, sanitize_line(&file.name), sanitize_line(&file.reason)));
    }
    for warning in &submission.warnings {
        say(&format!("! {warning}"));
    }
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
        Some(1) => "incomplete: 1 of its parcels is not here".to_owned(),
        Some(missing) => format!("incomplete: {missing} of its parcels are not here"),
    }
}

/// Enough of an id to find it.
fn short(id: SubmissionId) -> String {
    id.to_string()[..8].to_owned()
}
