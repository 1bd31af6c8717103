//! What strangers wrote, made safe for a terminal.

use std::fmt::Write as _;

use crate::seal::is_invisible;

/// Replaces what could command a terminal or reorder its text by a visible name, `⟨U+202E⟩`.
///
/// Line ends and tabs stay; the joiners that Persian and Indic words need stay too.
pub fn sanitize_for_display(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\t' => safe.push(c),
            // A browser's line ends; a lone CR would go back over what stands in the line.
            '\r' if chars.peek() == Some(&'\n') => {}
            c if is_harmful(c) => {
                let _ = write!(safe, "⟨U+{:04X}⟩", u32::from(c));
            }
            c => safe.push(c),
        }
    }
    safe
}

/// The same on one line, for names.
pub fn sanitize_line(text: &str) -> String {
    sanitize_for_display(&text.replace(['\n', '\r', '\t'], " "))
}

/// Writes harmful characters of a JSON text as escapes: the same JSON, safe to look at.
pub fn escape_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if is_harmful(c) && c != '\n' {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

fn is_harmful(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_and_overrides_are_shown_by_name() {
        let text = "a\u{1b}[2Jb\u{202e}c\r\nd\re\u{9b}31mf\u{7f}";
        assert_eq!(sanitize_for_display(text), "a⟨U+001B⟩[2Jb⟨U+202E⟩c\nd⟨U+000D⟩e⟨U+009B⟩31mf⟨U+007F⟩");
        assert_eq!(sanitize_line("a\nb"), "a b");
        assert_eq!(sanitize_for_display("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    proptest! {
        #[test]
        fn escaped_json_is_the_same_json(text in "\\PC{0,50}|[\\x00-\\x{2100}]{0,80}") {
            let json = serde_json::to_string(&text).unwrap();
            let safe = escape_json(&json);
            prop_assert!(!safe.chars().any(is_harmful));
            prop_assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
        }
    }
}
