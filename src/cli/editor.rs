//! A small editor on the terminal, for what must not meet a disk.
//!
//! ```text
//!  Reply to 3f2a1c88, desk main, 2031-05-17       3412 bytes left
//! what the source told, as much as a quarter of the rows
//! ------------------------------------------------ Ctrl-T: all of it
//! the text
//!  Ctrl-D done   …
//! ```
//! The text lives in memory that is wiped; the terminal shows it on its other screen, which no scrolling back shows later.

mod keys;
mod rows;
mod terminal;
mod text;

use std::io;

use zeroize::Zeroizing;

use self::keys::{Key, Keys};
use self::rows::Rows;
use self::terminal::{Line, Terminal};
use self::text::Text;
use crate::form::reply::bytes_left;
use crate::vault::display::{sanitize_for_display, sanitize_line};

const HELP: &str = " Ctrl-D done   Ctrl-K cut the line   Ctrl-W the word   Ctrl-Y put it back";
const HELP_READING: &str = " Ctrl-T back to the reply   arrows and page keys move";
const NO_ROOM: &str = " There is no room for more. A longer answer goes in several replies.";

/// What is written about, made safe for a terminal.
pub(super) struct About {
    title: String,
    told: Zeroizing<String>,
    /// The same without empty lines: its beginning stands above the text.
    brief: Zeroizing<String>,
}

impl About {
    /// `told` are a source's words.
    pub(super) fn new(title: &str, told: &str) -> Self {
        let told = Zeroizing::new(sanitize_for_display(told.trim_end()).replace('\t', "    "));
        let lines: Vec<&str> = told.lines().filter(|line| !line.trim().is_empty()).collect();
        let brief = Zeroizing::new(lines.join("\n"));
        Self { title: sanitize_line(title), told, brief }
    }
}

/// What the keys act on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Writing,
    /// All that was told, from this row on.
    Reading(usize),
    /// The question what is to be done with the text.
    Asking,
}

/// Lets a person write, and gives what `keep` made of the text; `None` when it was thrown away.
///
/// Where `keep` fails it says why, and the text is as it was.
pub(super) fn write<T>(about: &About, keep: impl FnMut(&str) -> Result<T, String>) -> io::Result<Option<T>> {
    let terminal = Terminal::take()?;
    let editor = Editor { about, text: Text::new(), view: View::Writing, top: 0, said: None };
    editor.run(terminal, keep)
}

struct Editor<'a> {
    about: &'a About,
    text: Text,
    view: View,
    /// The first row of the text that is seen.
    top: usize,
    /// What the last key led to, until the next one.
    said: Option<String>,
}

impl Editor<'_> {
    fn run<T>(
        mut self,
        mut terminal: Terminal,
        mut keep: impl FnMut(&str) -> Result<T, String>,
    ) -> io::Result<Option<T>> {
        let mut keys = Keys::default();
        loop {
            let (lines, cursor) = self.lines(terminal.size());
            terminal.draw(&lines, cursor)?;
            for byte in terminal.read()?.iter() {
                let Some(key) = keys.take(*byte) else { continue };
                self.said = None;
                match (self.view, key) {
                    (_, Key::Redraw) => terminal.forget(),
                    (View::Asking, Key::Char('s')) if self.can_be_sent() => match keep(self.text.as_str()) {
                        Ok(kept) => return Ok(Some(kept)),
                        Err(why) => (self.view, self.said) = (View::Writing, Some(format!(" {}", sanitize_line(&why)))),
                    },
                    (View::Asking, Key::Char('t')) => return Ok(None),
                    (View::Asking, Key::Char('g')) | (View::Reading(_), Key::Question) => self.view = View::Writing,
                    (View::Asking, _) => {}
                    (_, Key::Done) => self.view = View::Asking,
                    (View::Writing, Key::Question) => self.view = View::Reading(0),
                    (View::Reading(top), key) => self.view = View::Reading(self.moved(top, key, terminal.size())),
                    (View::Writing, key) => {
                        let (rows, columns) = terminal.size();
                        let page = self.room(rows, columns);
                        if !self.text.take(key, width(columns), page) {
                            self.said = Some(NO_ROOM.to_owned());
                        }
                    }
                }
            }
        }
    }

    fn can_be_sent(&self) -> bool {
        !self.text.as_str().trim().is_empty() && bytes_left(self.text.as_str()) >= 0
    }

    /// The first row of what was told that is seen after a key.
    fn moved(&self, top: usize, key: Key, (rows, columns): (usize, usize)) -> usize {
        let last = Rows::of(&self.about.told, width(columns)).len().saturating_sub(1);
        let page = rows.saturating_sub(3).max(1);
        match key {
            Key::Up => top.saturating_sub(1),
            Key::Down => (top + 1).min(last),
            Key::PageUp => top.saturating_sub(page),
            Key::PageDown | Key::Char(' ') => (top + page).min(last),
            Key::Home | Key::Top => 0,
            Key::End | Key::Bottom => last.saturating_sub(page - 1),
            _ => top,
        }
    }

    /// So many rows of what was told stand above the text: none where there is hardly room for the text itself.
    fn told_rows(&self, rows: usize, columns: usize) -> usize {
        if rows < 10 { 0 } else { Rows::of(&self.about.brief, width(columns)).len().min(rows / 4) }
    }

    /// So many rows of the text are seen at once.
    fn room(&self, rows: usize, columns: usize) -> usize {
        rows.saturating_sub(3 + self.told_rows(rows, columns)).max(1)
    }

    /// What the terminal is to show, and where its cursor stands.
    fn lines(&mut self, (rows, columns): (usize, usize)) -> (Vec<Line>, (usize, usize)) {
        let wide = width(columns);
        let mut lines = vec![self.head(columns)];
        if let View::Reading(top) = self.view {
            let told = Rows::of(&self.about.told, wide);
            let seen = rows.saturating_sub(2);
            lines.extend((top..top + seen).map(|row| Line::of(told.row(&self.about.told, row))));
            lines.push(Line::turned(HELP_READING));
            return (lines, (rows - 1, 0));
        }
        let (above, brief) = (self.told_rows(rows, columns), Rows::of(&self.about.brief, wide));
        lines.extend((0..above).map(|row| Line::of(brief.row(&self.about.brief, row))));
        lines.push(Line::of(&rule(wide, brief.len() > above)));
        let text = Rows::of(self.text.as_str(), wide);
        let (row, column) = text.place(self.text.as_str(), self.text.at());
        let room = self.room(rows, columns);
        self.top = self.top.clamp((row + 1).saturating_sub(room), row);
        lines.extend((self.top..self.top + room).map(|row| Line::of(text.row(self.text.as_str(), row))));
        let mut cursor = (lines.len() - room + row - self.top, column.min(wide));
        let foot = self.foot();
        if self.view == View::Asking {
            cursor = (rows - 1, foot.len());
        }
        lines.push(Line::turned(&foot));
        (lines, cursor)
    }

    fn head(&self, columns: usize) -> Line {
        let left = bytes_left(self.text.as_str());
        let left = if left < 0 { format!("{} bytes too many ", -left) } else { format!("{left} bytes left ") };
        let title = columns.saturating_sub(left.len() + 2);
        let title: String = self.about.title.chars().take(title).collect();
        let gap = columns.saturating_sub(1 + title.chars().count() + left.len());
        Line::turned(&format!(" {title}{}{left}", " ".repeat(gap)))
    }

    fn foot(&self) -> String {
        if self.view == View::Asking {
            let send = match bytes_left(self.text.as_str()) {
                left if left < 0 => format!("It has {} bytes too many. ", -left),
                _ if self.can_be_sent() => "s send   ".to_owned(),
                _ => "Nothing is written. ".to_owned(),
            };
            return format!(" {send}g go on   t throw away ");
        }
        self.said.clone().unwrap_or_else(|| HELP.to_owned())
    }
}

/// Columns that are written into: the last one is the cursor's, after a full row.
const fn width(columns: usize) -> usize {
    if columns > 2 { columns - 1 } else { 1 }
}

fn rule(width: usize, more: bool) -> String {
    let hint = if more { " Ctrl-T: all of it" } else { "" };
    format!("{}{hint}", "-".repeat(width.saturating_sub(hint.len())))
}
