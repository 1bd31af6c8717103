//! A reply to a source: its JSON, its one length, and the text of what stands in it.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::seal::{Day, DeskId, REPLY_BYTES, ShortName, is_invisible};

const SCHEMA: &str = "amparo/v1/reply";

/// The longest text, in bytes, where each of `& < > " '` counts for five: as many as it takes in a page.
pub const MAX_REPLY_TEXT_BYTES: usize = 3600;

/// What ends a line, besides LF (Unicode, UAX 14): word processors write some of them.
const LINE_ENDS: [char; 6] = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// What a reviewer answers, in the desk's name.
#[derive(Deserialize, Serialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    schema: String,
    /// The desk that answers.
    #[zeroize(skip)]
    pub desk: DeskId,
    /// The day on which it was written.
    #[zeroize(skip)]
    pub day: Day,
    /// Its words.
    pub text: String,
    /// Who wrote it: in the desk's own copy only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[zeroize(skip)]
    pub reviewer: Option<ShortName>,
}

/// A text cannot be a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadReply {
    /// There are no words in it.
    Empty,
    /// It has so many bytes, counted as [`MAX_REPLY_TEXT_BYTES`] counts.
    TooLong(usize),
    /// It is no UTF-8.
    NotText,
}

impl Reply {
    /// A reply of a desk: line ends become LF, white space at the end goes, and so does what shows nothing, in whose place a
    /// page has a mark: a text from elsewhere begins with a byte order mark, hides hyphens, or parts Burmese words by spaces
    /// of no width.
    pub fn new(desk: DeskId, day: Day, text: &[u8]) -> Result<Self, BadReply> {
        let text = std::str::from_utf8(text).map_err(|_| BadReply::NotText)?;
        let text = text.replace("\r\n", "\n").replace(LINE_ENDS, "\n");
        let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        let text = text.trim_end().to_owned();
        let reply = Self { schema: SCHEMA.to_owned(), desk, day, text, reviewer: None };
        match cost(&reply.text) {
            0 => Err(BadReply::Empty),
            cost if cost > MAX_REPLY_TEXT_BYTES => Err(BadReply::TooLong(cost)),
            _ if reply.to_padded().is_none() => Err(BadReply::TooLong(MAX_REPLY_TEXT_BYTES + 1)),
            _ => Ok(reply),
        }
    }

    /// What is opened and drawn in place of a reply where there is none, as long as many are.
    pub fn decoy() -> Zeroizing<Vec<u8>> {
        let desk = "none".parse().expect("it is a short name");
        let day = "2000-01-01".parse().expect("it is a day");
        let text = "Words that nobody wrote & nobody reads.\n".repeat(20);
        let decoy = Self::new(desk, day, text.as_bytes()).ok().and_then(|reply| reply.to_padded());
        decoy.expect("it is text that fits")
    }

    /// The plaintext of the source's copy: JSON, then spaces up to [`REPLY_BYTES`]; `None` when it is longer.
    pub fn to_padded(&self) -> Option<Zeroizing<Vec<u8>>> {
        let mut json = Zeroizing::new(Vec::with_capacity(REPLY_BYTES));
        serde_json::to_writer(&mut *json, self).ok()?;
        if json.len() > REPLY_BYTES {
            return None;
        }
        json.resize(REPLY_BYTES, b' ');
        Some(json)
    }

    /// Its words for a page: what could reorder them, or hide in them, is shown as U+FFFD.
    pub fn shown(&self) -> String {
        self.text.chars().map(|c| if is_shown(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
    }

    /// The same, line by line; of empty lines one after the other the first. So a page has at most three times its bytes,
    /// however it ends its lines.
    pub fn lines_shown(&self) -> Vec<String> {
        let shown = self.shown();
        let mut lines: Vec<String> = Vec::new();
        for line in shown.lines() {
            if !(line.trim().is_empty() && lines.last().is_some_and(|last| last.trim().is_empty())) {
                lines.push(line.to_owned());
            }
        }
        lines
    }

    /// Reads either copy; `None` for what is none, or has more words than a page has room for.
    pub fn read(json: &[u8]) -> Option<Self> {
        let reply: Self = serde_json::from_slice(json).ok()?;
        (reply.schema == SCHEMA && (1..=MAX_REPLY_TEXT_BYTES).contains(&cost(&reply.text))).then_some(reply)
    }
}

/// How many bytes a text leaves of [`MAX_REPLY_TEXT_BYTES`]; below zero when it has too many.
pub fn bytes_left(text: &str) -> isize {
    MAX_REPLY_TEXT_BYTES.cast_signed() - cost(text.trim_end()).cast_signed()
}

/// False for what could reorder a page's text, or shows nothing.
pub fn is_shown(c: char) -> bool {
    !((c.is_control() && c != '\n' && c != '\t') || is_invisible(c))
}

/// What a text takes up in a page.
fn cost(text: &str) -> usize {
    let cost = |c: char| match c {
        '&' | '<' | '>' | '"' | '\'' => 5,
        c if !is_shown(c) => 4,
        c => c.len_utf8(),
    };
    text.chars().map(cost).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(text: &str) -> Result<Reply, BadReply> {
        Reply::new("main".parse().unwrap(), "2026-11-25".parse().unwrap(), text.as_bytes())
    }

    #[test]
    fn every_reply_has_one_length_and_reads_back() {
        for text in ["a", "¿Puede decirnos más?\r\n\r\nGracias.\n", &"ñ".repeat(1800), &"<".repeat(720)] {
            let padded = reply(text).unwrap().to_padded().unwrap();
            assert_eq!(padded.len(), REPLY_BYTES);
            assert_eq!(Reply::read(&padded).unwrap().text, text.replace("\r\n", "\n").trim_end());
        }
    }

    #[test]
    fn what_could_reorder_a_page_is_shown_by_a_mark() {
        let json = r#"{"schema":"amparo/v1/reply","desk":"main","day":"2026-11-25","text":"a\u202eb\u001b[2J\n\tc"}"#;
        assert_eq!(Reply::read(json.as_bytes()).unwrap().shown(), "a\u{fffd}b\u{fffd}[2J\n\tc");
    }

    #[test]
    fn what_shows_nothing_is_left_out_of_a_reply_and_line_ends_of_any_kind_stay() {
        let text = "\u{feff}မြန်မာ\u{200b}စာ inves\u{ad}tiga \u{200f}العربية\u{200f}\r\nمی\u{200c}خواهم\r1\u{b}2\u{2029}3\u{200b}\n\u{feff}";
        let new = reply(text).unwrap();
        assert_eq!(new.text, "မြန်မာစာ investiga العربية\nمی\u{200c}خواهم\n1\n2\n3");
        assert_eq!(new.shown(), new.text);
        assert_eq!(reply("\u{feff}\u{200b}\n").err(), Some(BadReply::Empty));
    }

    #[test]
    fn lines_take_a_bounded_place_of_a_page_however_many_there_are() {
        let new = reply("first\n\n \n\nsecond\nthird").unwrap();
        assert_eq!(new.lines_shown(), ["first", "", "second", "third"]);
        for text in ["a\n\n".repeat(1199), "\n".repeat(3599) + "a", "a\n".repeat(1799), " \n".repeat(1799) + "a"] {
            let json = serde_json::json!({ "schema": SCHEMA, "desk": "main", "day": "2026-11-25", "text": text });
            let lines = Reply::read(json.to_string().as_bytes()).unwrap().lines_shown();
            let bytes = lines.iter().map(|line| line.len() + "<br>".len()).sum::<usize>();
            assert!(bytes <= 3 * MAX_REPLY_TEXT_BYTES, "{bytes}");
        }
    }

    #[test]
    fn what_has_no_words_or_too_many_is_refused() {
        assert_eq!(reply(" \r\n ").err(), Some(BadReply::Empty));
        assert_eq!(reply(&"a".repeat(3601)).err(), Some(BadReply::TooLong(3601)));
        assert_eq!(reply(&"\"".repeat(721)).err(), Some(BadReply::TooLong(3605)));
        assert!(reply(&"\u{1}".repeat(3000)).is_err());
        let day = "2026-11-25".parse().unwrap();
        assert_eq!(Reply::new("main".parse().unwrap(), day, b"\xff").err(), Some(BadReply::NotText));
        let long =
            format!(r#"{{"schema":"amparo/v1/reply","desk":"main","day":"2026-11-25","text":"{}"}}"#, "a".repeat(3601));
        for hostile in ["", "{}", "[]", &long, &long.replace("reply", "other")] {
            assert!(Reply::read(hostile.as_bytes()).is_none());
        }
    }
}
