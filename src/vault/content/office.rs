//! What a ZIP archive is: an office document, a program, or files packed together.

use std::io::{self, Read, Seek, SeekFrom};

use super::types::{self as t, FileType};

/// The end of central directory record, which a comment of at most 64 KiB may follow (APPNOTE 4.3.16).
const END: &[u8] = b"PK\x05\x06";
const END_LEN: usize = 22;
/// A directory entry's mark and its length without names (APPNOTE 4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LEN: usize = 46;
/// A longer directory is looked at up to here; office documents have some kilobytes.
const MAX_DIRECTORY: u64 = 4 * 1024 * 1024;
/// An `OpenDocument` and an EPUB begin with a stored file that says the type (ODF 1.3 part 2, §3.3).
const MIMETYPE_AT: usize = 30;

/// The names in a ZIP archive, as far as they could be read.
pub(super) struct Listing {
    names: Vec<String>,
    /// The stored content of a first file called `mimetype`.
    says: String,
}

/// Lists an archive. One that is broken has no names: it is still an archive.
pub(super) fn list(file: &mut (impl Read + Seek)) -> io::Result<Listing> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(256).read_to_end(&mut head)?;
    let says = head
        .get(MIMETYPE_AT..)
        .and_then(|rest| rest.strip_prefix(b"mimetype"))
        .map(|rest| rest.iter().take_while(|b| b.is_ascii_graphic()).map(|b| char::from(*b)).collect())
        .unwrap_or_default();
    let len = file.seek(SeekFrom::End(0))?;
    let tail_at = len.saturating_sub(END_LEN as u64 + u64::from(u16::MAX));
    file.seek(SeekFrom::Start(tail_at))?;
    let mut tail = Vec::new();
    file.take(END_LEN as u64 + u64::from(u16::MAX)).read_to_end(&mut tail)?;
    let mut names = Vec::new();
    if let Some(end) = tail.windows(END.len()).rposition(|window| window == END)
        && let (Some(size), Some(at)) = (u32_at(&tail, end + 12), u32_at(&tail, end + 16))
    {
        let mut directory = Vec::new();
        file.seek(SeekFrom::Start(at.into()))?;
        file.take(u64::from(size).min(MAX_DIRECTORY)).read_to_end(&mut directory)?;
        names = names_in(&directory);
    }
    Ok(Listing { names, says })
}

fn names_in(directory: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = directory;
    while rest.starts_with(ENTRY) {
        let length = |at: usize| Some(usize::from(u16::from_le_bytes(rest.get(at..at + 2)?.try_into().ok()?)));
        let (Some(name), Some(extra), Some(comment)) = (length(28), length(30), length(32)) else { break };
        let Some(bytes) = rest.get(ENTRY_LEN..ENTRY_LEN + name) else { break };
        names.push(String::from_utf8_lossy(bytes).into_owned());
        let Some(next) = rest.get(ENTRY_LEN + name + extra + comment..) else { break };
        rest = next;
    }
    names
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl Listing {
    /// What it is.
    pub(super) fn file_type(&self) -> FileType {
        let under = |folder: &str| self.names.iter().any(|name| name.starts_with(folder));
        let named = |file: &str| self.names.iter().any(|name| name == file);
        if let Some(kind) = self.says.strip_prefix("application/vnd.oasis.opendocument.") {
            return match kind.split('-').next().unwrap_or_default() {
                "spreadsheet" => t::ODS,
                "presentation" => t::ODP,
                "graphics" => t::ODG,
                _ => t::ODT,
            };
        }
        if self.says.starts_with("application/epub") {
            return t::EPUB;
        }
        if named("[Content_Types].xml") {
            for (folder, is) in [("word/", t::DOCX), ("xl/", t::XLSX), ("ppt/", t::PPTX)] {
                if under(folder) {
                    return is;
                }
            }
        }
        if named("AndroidManifest.xml") {
            return t::APK;
        }
        if named("META-INF/MANIFEST.MF") {
            return t::JAR;
        }
        t::ZIP
    }

    /// True when an office document in it has macros.
    pub(super) fn has_macros(&self) -> bool {
        self.file_type() != t::ZIP
            && self.names.iter().any(|name| {
                let name = name.to_ascii_lowercase();
                name.ends_with("vbaproject.bin")
                    || name.starts_with("basic/")
                    || name.starts_with("scripts/")
                    || name.contains("/macrosheets/")
            })
    }
}
