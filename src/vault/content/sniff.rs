//! A type by the bytes that a file begins with.

use super::types::{self as t, FileType};

/// What stands at which place of a file, and what it then is. The first that fits counts.
///
/// From the types' own specifications, as collected by the `file` command and the WHATWG MIME Sniffing Standard.
const MARKS: &[(usize, &[u8], FileType)] = &[
    (0, b"\xff\xd8\xff", t::JPEG),
    (0, b"\x89PNG\r\n\x1a\n", t::PNG),
    (0, b"GIF87a", t::GIF),
    (0, b"GIF89a", t::GIF),
    (8, b"WEBP", t::WEBP),
    (8, b"WAVE", t::WAV),
    (8, b"AVI ", t::AVI),
    (0, b"II*\0", t::TIFF),
    (0, b"MM\0*", t::TIFF),
    (4, b"ftypheic", t::HEIC),
    (4, b"ftypheix", t::HEIC),
    (4, b"ftyphevc", t::HEIC),
    (4, b"ftypmif1", t::HEIC),
    (4, b"ftypmsf1", t::HEIC),
    (4, b"ftypavif", t::AVIF),
    (4, b"ftypavis", t::AVIF),
    (4, b"ftypqt  ", t::QUICKTIME),
    (4, b"ftyp3g", t::THREE_GP),
    (4, b"ftypM4A ", t::M4A),
    (4, b"ftypM4B ", t::M4A),
    (4, b"ftyp", t::MP4),
    (4, b"moov", t::QUICKTIME),
    (4, b"wide", t::QUICKTIME),
    (4, b"mdat", t::QUICKTIME),
    (0, b"\x1aE\xdf\xa3", t::MATROSKA),
    (0, b"FLV\x01", t::FLV),
    (0, b"\0\0\x01\xba", t::MPEG),
    (0, b"\0\0\x01\xb3", t::MPEG),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", t::WMV),
    (0, b"OggS", t::OGG),
    (0, b"fLaC", t::FLAC),
    (0, b"ID3", t::MP3),
    (0, b"#!AMR", t::AMR),
    (8, b"AIFF", t::AIFF),
    (8, b"AIFC", t::AIFF),
    (0, b"8BPS", t::PHOTOSHOP),
    (0, b"\0\0\x01\0", t::ICON),
    (0, b"%!PS", t::POSTSCRIPT),
    (0, b"{\\rtf", t::RTF),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", t::OLE),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", t::ONENOTE),
    (0, b"L\0\0\0\x01\x14\x02\0", t::SHORTCUT),
    (0, b"ITSF", t::HELP),
    (0, b"\x7fELF", t::ELF),
    (0, b"\xfe\xed\xfa\xce", t::MACHO),
    (0, b"\xfe\xed\xfa\xcf", t::MACHO),
    (0, b"\xce\xfa\xed\xfe", t::MACHO),
    (0, b"\xcf\xfa\xed\xfe", t::MACHO),
    (0, b"\xca\xfe\xba\xbe", t::MACHO),
    (0, b"dex\n", t::DEX),
    (0, b"\0asm", t::WASM),
    (0, b"#!", t::SCRIPT),
    (0, b"!<arch>\ndebian", t::PACKAGE),
    (0, b"\xed\xab\xee\xdb", t::PACKAGE),
    (0, b"PK\x03\x04", t::ZIP),
    (0, b"PK\x05\x06", t::ZIP),
    (0, b"Rar!\x1a\x07", t::RAR),
    (0, b"7z\xbc\xaf\x27\x1c", t::SEVEN_ZIP),
    (0, b"\x1f\x8b", t::COMPRESSED),
    (0, b"BZh", t::COMPRESSED),
    (0, b"\xfd7zXZ\0", t::COMPRESSED),
    (0, b"\x28\xb5\x2f\xfd", t::COMPRESSED),
    (0, b"MSCF", t::CABINET),
    (257, b"ustar", t::TAR),
    (0x8001, b"CD001", t::DISK_IMAGE),
    (0, b"conectix", t::DISK_IMAGE),
    (0, b"vhdxfile", t::DISK_IMAGE),
    (0, b"KDMV", t::DISK_IMAGE),
    (0, b"QFI\xfb", t::DISK_IMAGE),
    (0, b"SQLite format 3\0", t::SQLITE),
    (0, b"d8:announce", t::TORRENT),
    (0, b"OTTO", t::FONT),
    (0, b"\0\x01\0\0\0", t::FONT),
    (0, b"wOFF", t::FONT),
    (0, b"wOF2", t::FONT),
    (0, b"age-encryption.org/v1", t::AGE),
    (0, b"-----BEGIN AGE ENCRYPTED FILE", t::AGE),
    (0, b"-----BEGIN PGP ", t::PGP),
    (0, b"MZ", t::WINDOWS),
    (0, b"BM", t::BMP),
];

/// What web pages begin with, after space and comments (WHATWG MIME Sniffing §7.1), and anywhere in the first words.
const HTML: [&str; 12] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<script",
    "<iframe",
    "<meta",
    "<style",
    "<title",
    "<table",
    "<img",
    "<hta:",
];

/// Header fields that e-mails begin with.
const EMAIL: [&str; 9] =
    ["received:", "return-path:", "delivered-to:", "mime-version:", "from:", "to:", "date:", "subject:", "message-id:"];

/// How much of a text is looked at for what it is.
const TEXT_LOOK: usize = 4096;
/// A PDF may have something before its mark (PDF 1.7, Annex H, note 13).
const PDF_LOOK: usize = 1024;

/// The type of a file that begins so.
pub(super) fn sniff(head: &[u8]) -> FileType {
    if head.is_empty() {
        return t::EMPTY;
    }
    let has_pdf = head.windows(5).take(PDF_LOOK).any(|window| window == b"%PDF-");
    if has_pdf {
        return t::PDF;
    }
    for (at, mark, is) in MARKS {
        let riff_or_form = *at != 8 || head.starts_with(b"RIFF") || head.starts_with(b"FORM");
        if riff_or_form && head.get(*at..).is_some_and(|rest| rest.starts_with(mark)) {
            return *is;
        }
    }
    if let [0xff, second, ..] = head
        && second & 0xe0 == 0xe0
        // FF FE is how UTF-16 begins, and an MPEG layer that nobody records in.
        && *second != 0xfe
    {
        // An MPEG audio frame; layer 0 is that of AAC's ADTS.
        return if second & 0x06 == 0 { t::AAC } else { t::MP3 };
    }
    if head.first() == Some(&0x47) && head.get(188) == Some(&0x47) && head.get(376) == Some(&0x47) {
        return t::MPEG;
    }
    text(head).map_or(t::UNKNOWN, |text| of_text(&text))
}

/// The beginning as text, if it is one: UTF-8, UTF-16 with its mark, or without one where it begins as XML does; no
/// control characters but white space.
fn text(head: &[u8]) -> Option<String> {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = head.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        // The look may end within a pair.
        String::from_utf16_lossy(&units)
    };
    let text = match head {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => utf16(u16::from_le_bytes),
        [0xfe, 0xff, ..] | [0, b'<', ..] => utf16(u16::from_be_bytes),
        _ => match std::str::from_utf8(head) {
            Ok(text) => text.to_owned(),
            // The look may end within a character.
            Err(error) if error.error_len().is_none() => {
                String::from_utf8_lossy(&head[..error.valid_up_to()]).into_owned()
            }
            Err(_) => return None,
        },
    };
    let is_text = text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}'));
    is_text.then_some(text)
}

fn of_text(text: &str) -> FileType {
    let begun: String = text.trim_start_matches('\u{feff}').trim_start().chars().take(TEXT_LOOK).collect();
    let begun = begun.to_ascii_lowercase();
    let first = begun.lines().next().unwrap_or_default();
    let has_tag = |name: &str| begun.contains(name);
    if first.starts_with("#extm3u") || first.starts_with("[playlist]") || has_tag("<asx") || has_tag("<smil") {
        return t::PLAYLIST;
    }
    if first.starts_with("[internetshortcut]") || first.starts_with("[desktop entry]") || first.starts_with("[shell]") {
        return t::SHORTCUT;
    }
    if has_tag("<svg") {
        return t::SVG;
    }
    if begun.starts_with('<') && HTML.iter().any(|tag| has_tag(tag)) {
        return t::HTML;
    }
    if begun.starts_with("<?xml") {
        return t::XML;
    }
    let headers = begun.lines().take(12).filter(|line| EMAIL.iter().any(|field| line.starts_with(field))).count();
    if headers >= 3 || (first.starts_with("from ") && headers >= 1) {
        return t::EMAIL;
    }
    t::TEXT
}
