//! Text as it is sent: in UTF-8, which our pages ask for, or as programs that know no other send it all the same.

/// What Windows-1252 has for the bytes 0x80 to 0x9F; the five that it leaves out are control characters, as in the Encoding
/// Standard (WHATWG, "index windows-1252").
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// What was sent, as text. What is no UTF-8 as a whole is taken for Windows-1252: each byte is one character then, and whatever
/// it was meant to be, none is lost.
pub fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| error.as_bytes().iter().map(|byte| character(*byte)).collect())
}

/// False for bytes that are in neither.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok() || !bytes.iter().any(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d))
}

fn character(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn what_is_no_utf_8_is_one_character_for_each_byte_and_no_two_are_the_same() {
        assert_eq!(text_of("desaparecí €".as_bytes().to_vec()), "desaparecí €");
        assert_eq!(text_of(b"desapareci\xf3 \x80 \x93as\xed\x94".to_vec()), "desapareció € “así”");
        let all: Vec<u8> = (0..=255).collect();
        let text = text_of(all.clone());
        assert_eq!(text.chars().collect::<HashSet<char>>().len(), 256);
        assert!(!text.contains(char::REPLACEMENT_CHARACTER) && !is_text(&all));
        for byte in all {
            let control = char::from(byte).is_control() && byte >= 0x80;
            assert_eq!(is_text(&[byte]), !(control && character(byte) == char::from(byte)), "{byte:02x}");
        }
    }
}
