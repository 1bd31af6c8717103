//! Names of files that cannot hurt whoever unpacks them.

use unicode_normalization::UnicodeNormalization;

/// The longest safe name, in bytes of UTF-8.
pub const MAX_NAME_BYTES: usize = 120;

/// What names are cut to: a safe name that is made safe again stays as it is, also one that was a device's.
const LONGEST: usize = MAX_NAME_BYTES - 1;

/// What an unusable name becomes.
const NAMELESS: &str = "file";

/// Names that Windows keeps for devices, with or without an extension.
const RESERVED: [&str; 30] = [
    "con", "prn", "aux", "nul", "conin$", "conout$", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "com¹", "com²", "com³", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹",
    "lpt²", "lpt³",
];

/// Makes a name that a stranger chose safe to stand in a path, in any archive and on any system.
///
/// NFC; no separator, control, bidirectional or invisible format character, none of
/// `% : " < > | ? *`, no leading dot, dash or space, no trailing dot or space, no reserved device
/// name; at most [`MAX_NAME_BYTES`], an extension of up to 16 bytes kept. Never empty.
pub fn safe_file_name(name: &str) -> String {
    let clean: String = name.nfc().map(|c| if is_unsafe(c) { '_' } else { c }).collect();
    let clean = clean.trim_start_matches(['.', '-', ' ']).trim_end_matches(['.', ' ']);
    let clean = if clean.is_empty() { NAMELESS } else { clean };
    let clean = shorten(clean, LONGEST);
    let stem = clean.split('.').next().unwrap_or_default().trim_end();
    if RESERVED.iter().any(|r| stem.eq_ignore_ascii_case(r)) {
        return format!("_{}", shorten(&clean, LONGEST - 1));
    }
    clean
}

/// True for what must not stand in a safe name.
fn is_unsafe(c: char) -> bool {
    c.is_control() || is_invisible(c) || (c.is_whitespace() && c != ' ') || r#"/\%:"<>|?*"#.contains(c)
}

/// True for characters that reorder or hide their neighbours: bidirectional controls, zero-width
/// characters, fillers that are drawn as nothing, line separators, tags, and what stands for no character at all.
///
/// Unicode's `Default_Ignorable_Code_Point` and what ends lines or annotates. Not the joiners U+200C and U+200D, which
/// Persian and Indic words need, nor the selectors of variants (U+FE00 to U+FE0F, Mongolian's), which emoji need.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Cuts a name to its length between characters, keeping its extension.
fn shorten(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let extension = match name.rfind('.') {
        Some(at) if name.len() - at <= 17 => &name[at..],
        _ => "",
    };
    let mut end = most - extension.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", name[..end].trim_end_matches(['.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_people_use_stay_as_they_are() {
        for name in ["foto 1.jpg", "détention.pdf", "اعتقال.mp4", "拘留.png", "a.tar.gz", "100€.txt"] {
            assert_eq!(safe_file_name(name), name);
        }
    }

    #[test]
    fn names_that_attack_are_disarmed() {
        for (name, safe) in [
            ("", "file"),
            ("..", "file"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\windows\\x.exe", "C__windows_x.exe"),
            ("-rf", "rf"),
            (".bashrc", "bashrc"),
            ("x\u{202e}gpj.exe", "x_gpj.exe"),
            ("a\0b\r\nc\u{1b}[2J", "a_b__c_[2J"),
            ("nul", "_nul"),
            ("COM1.txt", "_COM1.txt"),
            ("Com¹.txt", "_Com¹.txt"),
            ("50%.txt", "50_.txt"),
            ("trailing. . ", "trailing"),
            ("photo.jpg\u{3164}\u{3164}.exe", "photo.jpg__.exe"),
            ("a\u{34f}\u{115f}\u{17b4}\u{ffa0}\u{1bca0}\u{1d173}b", "a______b"),
        ] {
            assert_eq!(safe_file_name(name), safe, "{name:?}");
        }
    }

    #[test]
    fn a_name_that_is_cut_keeps_an_extension_of_up_to_sixteen_bytes() {
        let cut = |extension: &str| safe_file_name(&format!("{}.{extension}", "a".repeat(300)));
        for kept in ["jpg", "extensionof16byt"] {
            assert_eq!(cut(kept), format!("{}.{kept}", "a".repeat(LONGEST - 1 - kept.len())));
        }
        assert_eq!(cut("extensionof17byte"), "a".repeat(119));
    }

    proptest! {
        #[test]
        fn every_name_becomes_safe(name in "\\PC{0,300}|[\\x00-\\x7f]{0,200}") {
            let safe = safe_file_name(&name);
            prop_assert!(!safe.is_empty() && safe.len() <= MAX_NAME_BYTES);
            prop_assert!(!safe.chars().any(is_unsafe));
            prop_assert!(!safe.starts_with(['.', '-', ' ']) && !safe.ends_with(['.', ' ']));
            prop_assert_eq!(safe_file_name(&safe), safe.clone());
        }
    }
}
