//! The chain of custody as a table: what a reader sees at a glance, and what a verifier counts by.
//!
//! It has one spelling, so that a verifier can make it anew of the notes: a reader may rely on each of its words.
//!
//! ```text
//! # what this is
//! SEQ  64 hex  YYYY-MM-DD  ACT  ROLE     an event; its note is SEQ.note beside this file
//! SEQ  64 hex  withheld                  an event about something that does not leave: the SHA-256 of its note alone
//! SEQ  missing                           an event that the reviewer's own log had lost
//! end N                                  how many places there are
//! ```

use std::fmt::Write as _;

use super::layout::CUSTODY;
use crate::seal::Digest;
use crate::vault::custody::Link;

/// What stands above. `verify` makes the table anew and compares all of it, so a change here is a change of the format.
const HEAD: &str = "\
# The chain of custody: what this reviewer did with the submission, in order, each act signed. The long number is the
# SHA-256 of the act's note (the file with its number beside this one); each note names the one before by it.
# \"withheld\": the act concerns something that does not leave in this bag, or another handing on; its number and digest
# hold the chain together. Days are UTC, by the reviewer's clock.
";

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::vault) enum Place {
    /// Its note is here, and has this digest.
    Shown(Digest),
    /// Its note has this digest.
    Withheld(Digest),
    /// Nobody has it.
    Missing,
}

/// Where the note of an event lies in a bag.
pub(in crate::vault) fn note_path(seq: usize) -> String {
    format!("{CUSTODY}{seq:04}.note")
}

/// Writes the table.
pub(in crate::vault) fn to_text(links: &[Link]) -> String {
    let mut text = HEAD.to_owned();
    for (seq, link) in links.iter().enumerate() {
        let _ = match link {
            Link::Shown(event) => {
                let says = &event.says;
                let (day, act, role) = (says.day.to_string(), says.act.as_str(), says.agent.role.as_str());
                writeln!(text, "{}", shown(seq, &event.digest().to_string(), [&day, act, role]))
            }
            Link::Withheld(digest) => writeln!(text, "{seq:04}  {digest}  withheld"),
            Link::Missing => writeln!(text, "{seq:04}  missing"),
        };
    }
    let _ = writeln!(text, "end {}", links.len());
    text
}

/// The line of an event whose note is here.
fn shown(seq: usize, digest: &str, [day, act, role]: [&str; 3]) -> String {
    format!("{seq:04}  {digest}  {day}  {act:<15}  {role}")
}

/// Reads a table; `None` where it makes no sense.
pub(in crate::vault) fn parse(text: &str) -> Option<Vec<Place>> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut places = Vec::new();
    loop {
        let line = lines.next()?;
        if let Some(count) = line.strip_prefix("end ") {
            return (count.parse() == Ok(places.len()) && lines.next().is_none()).then_some(places);
        }
        let mut words = line.split_whitespace();
        if words.next()?.parse() != Ok(places.len()) {
            return None;
        }
        places.push(match (words.next()?, words.next()) {
            ("missing", None) => Place::Missing,
            (digest, Some("withheld")) => Place::Withheld(digest.parse().ok()?),
            (digest, Some(_)) => Place::Shown(digest.parse().ok()?),
            _ => return None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_formats_has_what_is_needed_to_make_the_table_without_amparo() {
        let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/formats.md")).unwrap();
        assert!(page.contains(&format!("```\n{HEAD}```")), "the lines above the table, as they are");
        let lines = ["pulled", "identity-opened"].into_iter().enumerate();
        for (seq, act) in lines {
            let line = shown(seq, "64 hex", ["2026-11-25", act, "reviewer-1"]);
            assert!(page.contains(&format!("\n{line}\n")), "{line}");
        }
        assert!(page.contains("\n0002  64 hex  withheld\n0003  missing\nend 4\n"));
    }
}
