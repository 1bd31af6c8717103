//! How commands speak: results on stdout, talk and errors on stderr.
//!
//! The one place where text gets its colours, and it gets them after it was made safe: no stranger's text can carry
//! any. They reach a terminal alone, and none where `NO_COLOR` or `TERM=dumb` says so; `CLICOLOR_FORCE` wants them
//! everywhere.

use std::fmt::{self, Write as _};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::time::Duration;

use anstyle::Style;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::CommandError;
use crate::vault::display::{escape_json, sanitize_for_display};

/// The few styles there are. Nothing is told by a colour alone.
pub(super) mod palette {
    use anstyle::{AnsiColor, Style};

    /// What stands over a part.
    pub(crate) const HEADING: Style = Style::new().bold();
    /// What is typed as it stands.
    pub(crate) const LITERAL: Style = AnsiColor::Cyan.on_default();
    /// Ids, and what is there to be looked up.
    pub(crate) const QUIET: Style = Style::new().dimmed();
    /// What is to be looked at.
    pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default();
    /// What went wrong.
    pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
}

/// A text in pieces, each made safe for a terminal before it gets its style.
#[derive(Default)]
pub(super) struct Painted(String);

impl Painted {
    /// Adds a piece in a style.
    #[must_use]
    pub(super) fn with(mut self, style: Style, text: &str) -> Self {
        let _ = write!(self.0, "{style}{}{style:#}", sanitize_for_display(text));
        self
    }

    /// Adds a piece as it is.
    #[must_use]
    pub(super) fn and(mut self, text: &str) -> Self {
        self.0.push_str(&sanitize_for_display(text));
        self
    }

    /// Prints it as a result.
    pub(super) fn print(&self) -> Result<(), CommandError> {
        told(anstream::AutoStream::auto(io::stdout().lock()).write_all(self.0.as_bytes()))?;
        told(io::stdout().flush())
    }

    /// Tells it to the person at the terminal; never an error of its own.
    pub(super) fn talk(&self) {
        let _ = writeln!(anstream::AutoStream::auto(io::stderr().lock()), "{}", self.0);
    }
}

/// Tells the person at the terminal; never an error of its own. What begins with `! ` is a warning.
pub(super) fn talk(text: &str) {
    if text.starts_with("! ") {
        Painted::default().with(palette::WARNING, text).talk();
    } else {
        Painted::default().and(text).talk();
    }
}

/// Tells who sits at a terminal what is going on where nobody can say how far it is; a script hears nothing of it.
pub(super) fn talk_of_waiting(text: &str) {
    if io::stderr().is_terminal() {
        talk(text);
    }
}

/// Prints lines of a result, made safe for a terminal.
pub(super) fn print(text: &str) -> Result<(), CommandError> {
    Painted::default().and(text).print()
}

/// Prints lines of a result, with those in a style that stand over others: they begin at the margin, after an empty
/// line.
pub(super) fn print_with_headings(text: &str) -> Result<(), CommandError> {
    let mut painted = Painted::default();
    let mut before_is_empty = false;
    for line in text.split_inclusive('\n') {
        let is_heading = before_is_empty && !line.starts_with([' ', '\n']);
        painted = if is_heading { painted.with(palette::HEADING, line) } else { painted.and(line) };
        before_is_empty = line == "\n";
    }
    painted.print()
}

/// Prints answers as a document writes them, with what stands over a part in a style. What a source typed is indented
/// there, so that nothing of it can pass for a heading.
pub(super) fn print_answers(text: &str) -> Result<(), CommandError> {
    let lines = text.split_inclusive('\n');
    let paint = |painted: Painted, line: &str| {
        if line.starts_with("== ") { painted.with(palette::HEADING, line) } else { painted.and(line) }
    };
    lines.fold(Painted::default(), paint).print()
}

/// What stands over what comes next, where strangers' words stand between.
pub(super) fn heading(text: &str) -> String {
    format!("######## {text} ########")
}

/// Prints what stands over what comes next.
pub(super) fn print_heading(text: &str) -> Result<(), CommandError> {
    Painted::default().and("\n").with(palette::HEADING, &heading(text)).and("\n\n").print()
}

/// Prints a result as JSON, one value on lines of its own.
pub(super) fn print_json(value: &impl Serialize) -> Result<(), CommandError> {
    let json = serde_json::to_string(value).map_err(CommandError::own_mistake)?;
    write_stdout((escape_json(&json) + "\n").as_bytes())
}

/// A reply as a source's words are written: nothing of it can pass for another reply's heading, or for the consent.
pub(super) fn indented(text: &str) -> String {
    text.trim_end().lines().flat_map(|line| ["    ", line, "\n"]).collect()
}

/// Prints bytes of a sealed file as they are; on a terminal, harmful characters are escaped.
pub(super) fn print_sealed_json(json: &[u8]) -> Result<(), CommandError> {
    if io::stdout().is_terminal() {
        write_stdout(escape_json(&String::from_utf8_lossy(json)).as_bytes())
    } else {
        write_stdout(json)
    }
}

fn write_stdout(bytes: &[u8]) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    told(out.write_all(bytes).and_then(|()| out.flush()))
}

fn told(written: io::Result<()>) -> Result<(), CommandError> {
    match written {
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// A progress bar on stderr, on a terminal only, in bytes or in pieces.
pub(super) fn progress(bytes: bool) -> ProgressBar {
    let bar = if io::stderr().is_terminal() { ProgressBar::no_length() } else { ProgressBar::hidden() };
    let template = if bytes {
        "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}"
    } else {
        "{msg} {wide_bar} {pos}/{len} {eta}"
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar.with_style(style)
}

/// A path for JSON, which has text alone: U+FFFD stands for what of it is no UTF-8.
pub(super) fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A path as one word of a shell's command line.
pub(super) fn shell_word(path: &Path) -> String {
    let text = path_text(path);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:,@%".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// A number of things for people: `one` as "parcel is", `more` as "parcels are".
pub(super) fn how_many<N: fmt::Display + PartialEq + From<u8> + Copy>(number: N, one: &str, more: &str) -> String {
    let what = if number == N::from(1) { one } else { more };
    format!("{number} {what}")
}

/// A number of bytes for people.
pub(super) fn size(bytes: u64) -> String {
    indicatif::BinaryBytes(bytes).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_strangers_text_carries_a_style() {
        let hostile = "\u{1b}[31mred\u{1b}[0m\u{9b}1m";
        let painted = Painted::default().and(hostile).with(palette::HEADING, hostile).0;
        let own = format!("{}", palette::HEADING);
        assert_eq!(painted.matches('\u{1b}').count(), 2, "one begins ours, one ends it: {painted:?}");
        assert!(painted.contains(&own) && !painted.contains('\u{9b}'));
    }
}
