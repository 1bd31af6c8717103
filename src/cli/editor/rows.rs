//! A text laid out in rows of a terminal: where they break, and where in them a place of the text is.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// The rows of a text, at least one.
pub(super) struct Rows {
    /// Bytes of the text; a line's end belongs to no row.
    rows: Vec<Range<usize>>,
}

impl Rows {
    /// Breaks a text at line ends and, where a line is wider than `width` columns, after white space. Space at a row's
    /// end may stand out; it is not drawn.
    pub(super) fn of(text: &str, width: usize) -> Self {
        let mut rows = Vec::new();
        let mut begin = 0;
        for line in text.split('\n') {
            break_line(text, begin..begin + line.len(), width.max(1), &mut rows);
            begin += line.len() + 1;
        }
        Self { rows }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The bytes of a row; of the last one for those beyond.
    pub(super) fn range(&self, row: usize) -> Range<usize> {
        self.rows[row.min(self.rows.len() - 1)].clone()
    }

    /// What stands in a row; nothing beyond the last.
    pub(super) fn row<'a>(&self, text: &'a str, row: usize) -> &'a str {
        self.rows.get(row).map_or("", |range| &text[range.clone()])
    }

    /// The row and column of a place in the text.
    pub(super) fn place(&self, text: &str, at: usize) -> (usize, usize) {
        let row = self.rows.partition_point(|range| range.start <= at).saturating_sub(1);
        (row, text[self.rows[row].start..at].width())
    }

    /// The place in the text that stands at this column of a row, or the nearest before.
    pub(super) fn at(&self, text: &str, row: usize, column: usize) -> usize {
        let range = self.range(row);
        let mut at = range.start;
        let mut used = 0;
        for grapheme in text[range.clone()].graphemes(true) {
            used += grapheme.width();
            if used > column || at + grapheme.len() > self.last_place(text, row) {
                break;
            }
            at += grapheme.len();
        }
        at
    }

    /// The last place of a row: its end, or one character before where the next row begins at its end.
    pub(super) fn last_place(&self, text: &str, row: usize) -> usize {
        let range = self.range(row);
        let goes_on = self.rows.get(row + 1).is_some_and(|next| next.start == range.end);
        if !goes_on {
            return range.end;
        }
        let last = text[range.clone()].graphemes(true).next_back();
        range.end - last.map_or(0, str::len)
    }
}

fn break_line(text: &str, line: Range<usize>, width: usize, rows: &mut Vec<Range<usize>>) {
    let (mut start, mut used) = (line.start, 0);
    // After the last white space of the row, and how much was used up to there.
    let mut after_space: Option<(usize, usize)> = None;
    for (offset, grapheme) in text[line.clone()].grapheme_indices(true) {
        let (at, wide) = (line.start + offset, grapheme.width());
        let is_space = grapheme.chars().all(char::is_whitespace);
        // Twice when a word begins beside white space and is itself wider than a row.
        while used + wide > width && !is_space && at > start {
            let (end, before) = after_space.take().unwrap_or((at, used));
            rows.push(start..end);
            start = end;
            used -= before;
        }
        used += wide;
        if is_space {
            after_space = Some((at + grapheme.len(), used));
        }
    }
    rows.push(start..line.end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn broken(text: &str, width: usize) -> Vec<&str> {
        let rows = Rows::of(text, width);
        (0..rows.len()).map(|row| rows.row(text, row)).collect()
    }

    #[test]
    fn lines_break_after_white_space_or_where_they_must() {
        assert_eq!(broken("one two three", 8), ["one two ", "three"]);
        assert_eq!(broken("one two    three", 7), ["one two    ", "three"]);
        assert_eq!(broken("unbroken", 3), ["unb", "rok", "en"]);
        assert_eq!(broken("a\n\nb\n", 5), ["a", "", "b", ""]);
        assert_eq!(broken("", 5), [""]);
        assert_eq!(broken("証拠証拠", 5), ["証拠", "証拠"]);
        assert_eq!(broken("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(broken("شاهد من هنا", 8), ["شاهد من ", "هنا"]);
    }

    #[test]
    fn a_place_at_a_break_stands_in_the_row_that_begins_there() {
        let text = "one two three\nfour";
        let rows = Rows::of(text, 8);
        assert_eq!(rows.place(text, 8), (1, 0));
        assert_eq!(rows.place(text, 13), (1, 5));
        assert_eq!(rows.place(text, 14), (2, 0));
        assert_eq!(rows.last_place(text, 0), 7);
        assert_eq!(rows.last_place(text, 1), 13);
        assert_eq!(rows.at(text, 0, 99), 7);
        assert_eq!(rows.at(text, 2, 2), 16);
    }

    proptest! {
        #[test]
        fn rows_hold_the_whole_text_and_fit(text in "[a-z 証م\u{301}\n]{0,80}", width in 2usize..20) {
            let rows = Rows::of(&text, width);
            let mut end = 0;
            for row in 0..rows.len() {
                let range = rows.range(row);
                prop_assert!(range.start == end || (range.start == end + 1 && &text[end..range.start] == "\n"));
                prop_assert!(text[range.clone()].trim_end().width() <= width);
                end = range.end;
            }
            prop_assert_eq!(end, text.len());
            for (at, _) in text.grapheme_indices(true) {
                let (row, column) = rows.place(&text, at);
                prop_assert!(rows.at(&text, row, column) <= at || text[at..].graphemes(true).next().unwrap().width() == 0);
            }
        }
    }
}
