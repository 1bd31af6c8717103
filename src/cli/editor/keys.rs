//! Keys, from the bytes that a terminal sends.

/// A letter, or what a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A character, the line's end among them.
    Char(char),
    /// Takes away what stands before the cursor.
    Backspace,
    /// Takes away what stands under the cursor.
    Delete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Up,
    Down,
    /// To the row's beginning.
    Home,
    /// To the row's end.
    End,
    PageUp,
    PageDown,
    /// To the text's beginning.
    Top,
    /// To the text's end.
    Bottom,
    /// Cuts the word before the cursor.
    CutWord,
    /// Cuts from the row's beginning to the cursor.
    CutBefore,
    /// Cuts from the cursor to the row's end.
    CutAfter,
    /// Puts what was cut last where the cursor is.
    Insert,
    /// Shows the question, all of it, and the text again.
    Question,
    /// Draws everything anew.
    Redraw,
    /// Asks what is to be done with the text.
    Done,
}

/// A longer sequence is none of a keyboard's.
const MAX_SEQUENCE_BYTES: usize = 16;
const ESCAPE: u8 = 0x1b;

/// Puts bytes together. It never waits: a sequence that a slow line cut in two is the same sequence.
#[derive(Default)]
pub(super) struct Keys {
    begun: Vec<u8>,
    /// Between the marks around what is pasted, where control characters command nothing.
    pasting: bool,
}

impl Keys {
    /// Takes a byte; gives a key when one is whole.
    pub(super) fn take(&mut self, byte: u8) -> Option<Key> {
        match self.begun.first() {
            Some(&ESCAPE) => self.escaped(byte),
            Some(_) => self.character(byte),
            None if byte == ESCAPE || byte >= 0x80 => {
                self.begun.push(byte);
                None
            }
            None => self.single(byte),
        }
    }

    fn single(&self, byte: u8) -> Option<Key> {
        Some(match byte {
            // A terminal's Enter; pasted lines may end in either.
            b'\r' | b'\n' => Key::Char('\n'),
            b'\t' => Key::Char('\t'),
            b' '..=b'~' => Key::Char(char::from(byte)),
            _ if self.pasting => return None,
            0x01 => Key::Home,
            0x03 | 0x04 | 0x18 => Key::Done,
            0x05 => Key::End,
            0x0b => Key::CutAfter,
            0x0c => Key::Redraw,
            0x08 | 0x7f => Key::Backspace,
            0x14 => Key::Question,
            0x15 => Key::CutBefore,
            0x17 => Key::CutWord,
            0x19 => Key::Insert,
            _ => return None,
        })
    }

    fn character(&mut self, byte: u8) -> Option<Key> {
        if !(0x80..0xc0).contains(&byte) {
            // What was begun is no character.
            self.begun.clear();
            return self.take(byte);
        }
        self.begun.push(byte);
        let whole = std::str::from_utf8(&self.begun).ok().and_then(|text| text.chars().next());
        if whole.is_some() || self.begun.len() >= 4 {
            self.begun.clear();
        }
        whole.map(Key::Char)
    }

    fn escaped(&mut self, byte: u8) -> Option<Key> {
        self.begun.push(byte);
        let ends = match self.begun.as_slice() {
            [_, b'[' | b'O'] | [_, b'[', b'['] => false,
            [_, b'[', .., last] => (0x40..=0x7e).contains(last) || self.begun.len() >= MAX_SEQUENCE_BYTES,
            [_, b'O', ..] => true,
            _ => {
                // The key stands by itself, or was held together with Alt.
                self.begun.clear();
                return match byte {
                    b'b' if !self.pasting => Some(Key::WordLeft),
                    b'f' if !self.pasting => Some(Key::WordRight),
                    _ => self.take(byte),
                };
            }
        };
        if !ends {
            return None;
        }
        let sequence = std::mem::take(&mut self.begun);
        match &sequence[2..] {
            b"200~" => self.pasting = true,
            b"201~" => self.pasting = false,
            _ => {}
        }
        if self.pasting { None } else { named(&sequence[2..]) }
    }
}

/// The keys of xterm, VT220, rxvt and the Linux console.
fn named(sequence: &[u8]) -> Option<Key> {
    Some(match sequence {
        b"A" => Key::Up,
        b"B" => Key::Down,
        b"C" => Key::Right,
        b"D" => Key::Left,
        b"1;5C" | b"1;3C" | b"c" => Key::WordRight,
        b"1;5D" | b"1;3D" | b"d" => Key::WordLeft,
        b"H" | b"1~" | b"7~" => Key::Home,
        b"F" | b"4~" | b"8~" => Key::End,
        b"1;5H" => Key::Top,
        b"1;5F" => Key::Bottom,
        b"3~" => Key::Delete,
        b"5~" => Key::PageUp,
        b"6~" => Key::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut keys = Keys::default();
        bytes.iter().filter_map(|byte| keys.take(*byte)).collect()
    }

    #[test]
    fn letters_and_named_keys_are_told_apart() {
        let expected = [Key::Char('ñ'), Key::Left, Key::Char('م'), Key::Delete, Key::Char('🕯'), Key::Char('\n')];
        assert_eq!(keys("ñ\u{1b}[Dم\u{1b}[3~🕯\r".as_bytes()), expected);
        assert_eq!(
            keys(b"\x1bOH\x1b[1;5F\x1bb\x03\x04"),
            [Key::Home, Key::Bottom, Key::WordLeft, Key::Done, Key::Done]
        );
        assert_eq!(
            keys(b"\x1b[[Aa\x1b[99;99;99~b\x1b\x1b[Ax"),
            [Key::Char('a'), Key::Char('b'), Key::Up, Key::Char('x')]
        );
    }

    #[test]
    fn what_is_pasted_commands_nothing() {
        let pasted = keys(b"\x1b[200~a\x03\x04\x17\x1b[A\rb\x1b[201~\x17");
        assert_eq!(pasted, [Key::Char('a'), Key::Char('\n'), Key::Char('b'), Key::CutWord]);
    }

    #[test]
    fn bytes_that_are_no_text_are_passed_over() {
        assert_eq!(keys(b"a\xffb\xc3c\xf0\x9f\x95d"), ['a', 'b', 'c', 'd'].map(Key::Char));
    }

    proptest! {
        #[test]
        fn no_bytes_are_a_control_character(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            for key in keys(&bytes) {
                if let Key::Char(c) = key {
                    prop_assert!(c == '\n' || c == '\t' || c >= ' ');
                }
            }
        }

        #[test]
        fn every_text_comes_through(text in "\\PC{0,100}") {
            let typed: String = keys(text.as_bytes()).into_iter().map(|key| match key {
                Key::Char(c) => c,
                other => panic!("{other:?}"),
            }).collect();
            prop_assert_eq!(typed, text);
        }
    }
}
