//! What the bytes of XML stand for, before anything is looked for in them (XML 1.0, appendix F).
//!
//! Half of a character in UTF-16 may look like a mark of XML. Who looks at bytes alone finds comments and quotes where
//! there are none, and addresses hide behind them.

/// So much of a text's beginning is looked at for a declaration.
const DECLARATION: usize = 256;
/// Names of encodings in which a byte below 0x40 is the character that it is in ASCII, or those names' beginnings.
const LIKE_ASCII: [&str; 14] = [
    "utf-8",
    "utf8",
    "us-ascii",
    "ascii",
    "iso-8859-",
    "windows-125",
    "cp125",
    "koi8-",
    "gb2312",
    "gbk",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-",
];

/// How bytes become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// The first four bytes tell.
    NotSeen,
    /// ASCII, and what lies beyond it in bytes of 0x80 and more.
    Bytes,
    Big,
    Little,
}

/// Reads bytes one by one, in what pieces they come, and hands on their characters in UTF-8.
#[derive(Debug)]
pub(super) struct Characters {
    form: Form,
    first: Vec<u8>,
    /// The first byte of two.
    half: Option<u8>,
    /// What was handed on so far, until a declaration is over or there is none.
    begun: Option<Vec<u8>>,
    /// It is in no form that is understood here, or makes no sense in the one that it is in.
    pub(super) is_strange: bool,
}

impl Default for Characters {
    fn default() -> Self {
        Self { form: Form::NotSeen, first: Vec::new(), half: None, begun: Some(Vec::new()), is_strange: false }
    }
}

impl Characters {
    pub(super) fn read(&mut self, byte: u8, take: &mut impl FnMut(u8)) {
        if self.form != Form::NotSeen {
            return self.go_on(byte, take);
        }
        self.first.push(byte);
        if let Some(first) = self.first.first_chunk::<4>() {
            let (form, mark) = match *first {
                // Of four bytes a character, or of another alphabet's order.
                [0, 0, _, _] | [_, 0, 0, 0] | [0xff, 0xfe, 0, 0] | [0x4c, 0x6f, 0xa7, 0x94] | [b'+', b'/', b'v', _] => {
                    self.is_strange = true;
                    (Form::Bytes, 0)
                }
                [0xef, 0xbb, 0xbf, _] => (Form::Bytes, 3),
                [0xfe, 0xff, ..] => (Form::Big, 2),
                [0xff, 0xfe, ..] => (Form::Little, 2),
                // Without a mark: what XML begins with tells.
                [0, ..] => (Form::Big, 0),
                [_, 0, ..] => (Form::Little, 0),
                _ => (Form::Bytes, 0),
            };
            self.form = form;
            let first = std::mem::take(&mut self.first);
            for byte in &first[mark..] {
                self.go_on(*byte, take);
            }
        }
    }

    fn go_on(&mut self, byte: u8, take: &mut impl FnMut(u8)) {
        let unit = match (self.form, self.half.take()) {
            (Form::Bytes | Form::NotSeen, _) => {
                self.is_strange |= byte == 0;
                self.hand_on(byte, take);
                return;
            }
            (_, None) => {
                self.half = Some(byte);
                return;
            }
            (Form::Big, Some(half)) => u16::from_be_bytes([half, byte]),
            (Form::Little, Some(half)) => u16::from_le_bytes([half, byte]),
        };
        self.is_strange |= unit == 0;
        // Of a pair of surrogates, each half stands for something that no mark is.
        let character = char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER);
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            self.hand_on(byte, take);
        }
    }

    fn hand_on(&mut self, byte: u8, take: &mut impl FnMut(u8)) {
        if let Some(begun) = &mut self.begun {
            begun.push(byte);
            if byte == b'>' || begun.len() == DECLARATION {
                let strange = self.form == Form::Bytes && !is_like_ascii(&String::from_utf8_lossy(begun));
                self.is_strange |= strange;
                self.begun = None;
            }
        }
        take(byte);
    }
}

/// False where XML declares that its bytes are something that is not read here.
fn is_like_ascii(begun: &str) -> bool {
    let Some(declaration) = begun.trim_start().strip_prefix("<?xml") else { return true };
    let Some((_, rest)) = declaration.split_once("encoding") else { return true };
    let quoted = rest.trim_start().strip_prefix('=').map(str::trim_start).unwrap_or_default();
    let name = quoted.split(['"', '\'']).nth(1).unwrap_or_default().to_ascii_lowercase();
    LIKE_ASCII.iter().any(|known| name.starts_with(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The characters of a text, and whether it is strange.
    fn of(bytes: &[u8]) -> (String, bool) {
        let (mut characters, mut out) = (Characters::default(), Vec::new());
        for byte in bytes {
            characters.read(*byte, &mut |byte| out.push(byte));
        }
        (String::from_utf8_lossy(&out).into_owned(), characters.is_strange)
    }

    #[test]
    fn bytes_are_read_as_xml_reads_them() {
        let text = "<x a=\"\u{3c3e}ñ\"/>";
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let plain = (text.to_owned(), false);
        for bytes in [
            text.as_bytes(),
            &[b"\xef\xbb\xbf", text.as_bytes()].concat(),
            &big,
            &little,
            &[b"\xfe\xff", &big[..]].concat(),
            &[b"\xff\xfe", &little[..]].concat(),
        ] {
            assert_eq!(of(bytes), plain, "{bytes:?}");
        }
        let declared = |name: &str| of(format!("<?xml version='1.0' encoding = '{name}' ?><x/>").as_bytes()).1;
        for name in ["UTF-8", "iso-8859-1", "windows-1252", "GB18030"] {
            assert!(!declared(name), "{name}");
        }
        for name in ["UTF-7", "IBM037", "utf-16", "ISO-2022-KR", ""] {
            assert!(declared(name), "{name}");
        }
        for strange in [&b"\0\0\0<"[..], b"<\0\0\0", b"\xff\xfe\0\0", b"\x4c\x6f\xa7\x94", b"<x a\0b/>"] {
            assert!(of(strange).1, "{strange:?}");
        }
    }
}
