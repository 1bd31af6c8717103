//! A text and a cursor in it, in memory that is wiped.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use zeroize::Zeroizing;

use super::keys::Key;
use super::rows::Rows;
use crate::form::reply::is_shown;

/// More than this is not taken: four times what a reply may have.
const MAX_BYTES: usize = 16 << 10;
/// What the tabulator key writes.
const TAB: &str = "    ";

/// What is written so far. A place is a number of bytes, and stands between two characters as people count them.
pub(super) struct Text {
    content: Zeroizing<String>,
    at: usize,
    cut: Zeroizing<String>,
    /// The column that moving up and down keeps to.
    column: Option<usize>,
}

impl Text {
    pub(super) fn new() -> Self {
        // Taken whole at once, so that growing leaves no copies behind.
        let empty = || Zeroizing::new(String::with_capacity(MAX_BYTES));
        Self { content: empty(), at: 0, cut: empty(), column: None }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.content
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Does what a key asks of the text, of whose rows of `width` columns `page` are seen at once. False when there is
    /// no room for a character.
    pub(super) fn take(&mut self, key: Key, width: usize, page: usize) -> bool {
        let kept = self.column.take();
        match key {
            Key::Char('\t') => return self.insert(TAB),
            Key::Char(c) if c == '\n' || is_shown(c) => return self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Insert => {
                let cut = self.cut.clone();
                return self.insert(&cut);
            }
            Key::Backspace => {
                let from = self.before();
                self.remove(from, self.at);
            }
            Key::Delete => {
                let to = self.after();
                self.remove(self.at, to);
            }
            Key::CutWord => self.cut_out(self.word_before(), self.at),
            Key::CutBefore => self.cut_out(self.row(width).start, self.at),
            Key::CutAfter => {
                let end = self.row(width).end;
                // At a line's end its end goes.
                self.cut_out(self.at, if end == self.at { self.after() } else { end });
            }
            Key::Left => self.at = self.before(),
            Key::Right => self.at = self.after(),
            Key::WordLeft => self.at = self.word_before(),
            Key::WordRight => self.at = self.word_after(),
            Key::Home => self.at = self.row(width).start,
            Key::End => {
                let rows = Rows::of(&self.content, width);
                self.at = rows.last_place(&self.content, rows.place(&self.content, self.at).0);
            }
            Key::Top => self.at = 0,
            Key::Bottom => self.at = self.content.len(),
            Key::Up | Key::Down | Key::PageUp | Key::PageDown => {
                let rows = Rows::of(&self.content, width);
                let (row, column) = rows.place(&self.content, self.at);
                let column = kept.unwrap_or(column);
                let by = if matches!(key, Key::Up | Key::Down) { 1 } else { page.max(1) };
                let up = matches!(key, Key::Up | Key::PageUp);
                let to = if up { row.saturating_sub(by) } else { (row + by).min(rows.len() - 1) };
                self.at = rows.at(&self.content, to, column);
                self.column = Some(column);
            }
            Key::Char(_) | Key::Question | Key::Redraw | Key::Done => {}
        }
        true
    }

    /// The row with the cursor.
    fn row(&self, width: usize) -> Range<usize> {
        let rows = Rows::of(&self.content, width);
        rows.range(rows.place(&self.content, self.at).0)
    }

    fn insert(&mut self, what: &str) -> bool {
        if self.content.len() + what.len() > MAX_BYTES {
            return false;
        }
        self.content.insert_str(self.at, what);
        self.at += what.len();
        true
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.content.replace_range(from..to, "");
        self.at = from;
    }

    fn cut_out(&mut self, from: usize, to: usize) {
        if from < to {
            self.cut.clear();
            self.cut.push_str(&self.content[from..to]);
            self.remove(from, to);
        }
    }

    fn before(&self) -> usize {
        self.at - self.content[..self.at].graphemes(true).next_back().map_or(0, str::len)
    }

    fn after(&self) -> usize {
        self.at + self.content[self.at..].graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let words = self.content[..self.at].split_word_bound_indices();
        words.rev().find(|(_, word)| !word.trim().is_empty()).map_or(0, |(at, _)| at)
    }

    fn word_after(&self) -> usize {
        let words = self.content[self.at..].split_word_bound_indices();
        let mut words = words.skip_while(|(_, word)| word.trim().is_empty());
        words.next().map_or(self.content.len(), |(at, word)| self.at + at + word.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WIDTH: usize = 20;

    fn typed(text: &mut Text, keys: impl IntoIterator<Item = Key>) {
        for key in keys {
            text.take(key, WIDTH, 5);
        }
    }

    fn of(words: &str) -> Text {
        let mut text = Text::new();
        typed(&mut text, words.chars().map(Key::Char));
        text
    }

    #[test]
    fn what_is_typed_stands_there_and_can_be_mended() {
        let mut text = of("¿De qe color?\nmás");
        typed(
            &mut text,
            [Key::Up, Key::Home, Key::WordRight, Key::WordRight, Key::WordRight, Key::Left, Key::Char('u')],
        );
        typed(&mut text, [Key::Backspace, Key::Char('u'), Key::Right, Key::Delete, Key::Bottom, Key::Char('!')]);
        assert_eq!(text.as_str(), "¿De quecolor?\nmás!");
        typed(&mut text, [Key::CutBefore, Key::Top, Key::Insert, Key::CutWord, Key::CutWord]);
        assert_eq!(text.as_str(), "¿De quecolor?\n");
        typed(&mut text, [Key::Top, Key::CutAfter, Key::CutAfter]);
        assert_eq!(text.as_str(), "");
    }

    #[test]
    fn a_character_of_several_parts_goes_as_one() {
        let mut text = of("e\u{301}👨\u{200d}👩\u{200d}👧م");
        typed(&mut text, [Key::Backspace, Key::Backspace]);
        assert_eq!(text.as_str(), "e\u{301}");
        typed(&mut text, [Key::Backspace]);
        assert_eq!(text.as_str(), "");
    }

    #[test]
    fn what_would_hide_or_reorder_text_is_not_taken() {
        assert_eq!(of("a\u{202e}b\u{200b}c\u{7}\u{9b}d").as_str(), "abcd");
    }

    #[test]
    fn moving_up_and_down_keeps_to_its_column() {
        let mut text = of("a long first line\nb\nanother line here");
        typed(&mut text, [Key::Up, Key::Up]);
        assert_eq!(text.at(), "a long first line".len());
        typed(&mut text, [Key::Down, Key::Down]);
        assert_eq!(text.at(), text.as_str().len());
    }

    #[test]
    fn what_has_no_room_changes_nothing() {
        let mut text = Text::new();
        assert!(text.insert(&"x".repeat(MAX_BYTES)));
        assert!(!text.take(Key::Char('y'), WIDTH, 5));
        assert_eq!(text.as_str().len(), MAX_BYTES);
    }

    proptest! {
        #[test]
        fn no_keys_bring_the_cursor_into_a_characters_bytes(
            keys in proptest::collection::vec(prop_oneof![
                proptest::sample::select(vec!['a', ' ', '\n', 'ñ', '証', '\u{301}', '\u{200d}', '👩', 'م', '\t']).prop_map(Key::Char),
                proptest::sample::select(vec![
                    Key::Backspace, Key::Delete, Key::Left, Key::Right, Key::WordLeft, Key::WordRight, Key::Up, Key::Down,
                    Key::Home, Key::End, Key::PageUp, Key::PageDown, Key::Top, Key::Bottom, Key::CutWord, Key::CutBefore,
                    Key::CutAfter, Key::Insert,
                ]),
            ], 0..120),
        ) {
            let mut text = Text::new();
            for key in keys {
                text.take(key, WIDTH, 5);
                prop_assert!(text.as_str().is_char_boundary(text.at()));
            }
        }
    }
}
