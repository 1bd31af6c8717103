//! Text as it is sent: in UTF-8, which our pages ask for, or as programs that know no other send it all the same.

/// What Windows-1252 has for the bytes 0x80 to 0x9F; the five that it leaves out are control characters, as in the Encoding
/// Standard (WHATWG, "index windows-1252").
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// What was sent, as text. What is mostly UTF-8 is that, with a mark in the place of what is none. All else is taken for
/// Windows-1252: each byte is one character then, and whatever it was meant to be, none is lost.
pub fn text_of(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if is_mostly_utf_8(error.as_bytes()) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        Err(error) => error.as_bytes().iter().map(|byte| character(*byte)).collect(),
    }
}

/// False for bytes that are in neither.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok()
        || is_mostly_utf_8(bytes)
        || !bytes.iter().any(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d))
}

/// Whether more characters of UTF-8 than pieces that are none stand among what is no ASCII. In Windows-1252 few neighbours make
/// a character of UTF-8 by chance: a capital with an accent before a closing quotation mark, say.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut characters, mut strays) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        characters += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        strays += usize::from(!chunk.invalid().is_empty());
    }
    characters > strays
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
    fn a_stray_byte_in_utf_8_is_marked_and_the_rest_of_the_text_stays_as_it_was_written() {
        for (before, after) in [("Нас вывели", " ночью."), ("ညမှာ ", "ခေါ်ထုတ်သွားတယ်။"), ("¿Dónde está ", "el niño?")]
        {
            for stray in [&b"\xd0"[..], b"\x90", b"\xff", b"\xe1\x80"] {
                let bytes = [before.as_bytes(), stray, after.as_bytes()].concat();
                assert!(is_text(&bytes));
                assert_eq!(text_of(bytes), format!("{before}\u{fffd}{after}"));
            }
        }
        // What makes a character by chance does not turn the rest.
        assert_eq!(text_of(b"\x93JOS\xc9\x94 desapareci\xf3".to_vec()), "“JOSÉ” desapareció");
        assert_eq!(text_of(b"Jos\xe9".to_vec()), "José");
    }

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
