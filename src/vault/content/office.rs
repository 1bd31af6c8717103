//! What a ZIP archive is: an office document, a program, or files packed together.

use std::io::{self, Read, Seek, SeekFrom};

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

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

/// A member's own header before its content, without name and extra field (APPNOTE 4.3.7).
const HEADER: &[u8] = b"PK\x03\x04";
const HEADER_LEN: usize = 30;
/// So much of a member is in memory at once, packed and unpacked.
const PIECE_BYTES: usize = 32 << 10;

/// A file of an archive, as the directory tells of it.
pub(super) struct Member {
    pub(super) name: String,
    flags: u16,
    method: u16,
    packed: u32,
    at: u32,
}

/// The members of a ZIP archive, as far as they could be read.
pub(super) struct Listing {
    pub(super) members: Vec<Member>,
    /// The directory was read to its end.
    pub(super) whole: bool,
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
    let (mut members, mut whole) = (Vec::new(), false);
    if let Some(end) = tail.windows(END.len()).rposition(|window| window == END)
        && let (Some(size), Some(at)) = (u32_at(&tail, end + 12), u32_at(&tail, end + 16))
    {
        let mut directory = Vec::new();
        file.seek(SeekFrom::Start(at.into()))?;
        file.take(u64::from(size).min(MAX_DIRECTORY)).read_to_end(&mut directory)?;
        let mut rest = &directory[..];
        while let Some((member, next)) = member(rest) {
            members.push(member);
            rest = next;
        }
        whole = rest.is_empty() && u64::from(size) <= MAX_DIRECTORY;
    }
    Ok(Listing { members, whole, says })
}

/// The first member of a directory, and what follows it.
fn member(directory: &[u8]) -> Option<(Member, &[u8])> {
    let entry = directory.get(..ENTRY_LEN).filter(|entry| entry.starts_with(ENTRY))?;
    let length = |at| Some(usize::from(u16_at(entry, at)?));
    let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let name_end = ENTRY_LEN + name;
    let member = Member {
        name: String::from_utf8_lossy(directory.get(ENTRY_LEN..name_end)?).into_owned(),
        flags: u16_at(entry, 8)?,
        method: u16_at(entry, 10)?,
        packed: u32_at(entry, 20)?,
        at: u32_at(entry, 42)?,
    };
    Some((member, directory.get(name_end + extra + comment..)?))
}

/// Unpacks a member piece by piece, `left` bytes at most. False when it could not be read to its end.
pub(super) fn each_piece(
    file: &mut (impl Read + Seek),
    member: &Member,
    left: &mut u64,
    take: &mut impl FnMut(&[u8]),
) -> io::Result<bool> {
    let mut header = Vec::new();
    file.seek(SeekFrom::Start(member.at.into()))?;
    file.by_ref().take(HEADER_LEN as u64).read_to_end(&mut header)?;
    let lengths = (header.starts_with(HEADER), u16_at(&header, 26), u16_at(&header, 28));
    let (true, Some(name), Some(extra)) = lengths else { return Ok(false) };
    // Encrypted, or longer than four bytes can tell: no office program writes these small parts so.
    if member.flags & 1 != 0 || member.packed == u32::MAX {
        return Ok(false);
    }
    file.seek_relative(i64::from(name) + i64::from(extra))?;
    let mut packed = file.take(member.packed.into());
    match member.method {
        0 => each_stored(&mut packed, left, take),
        8 => each_inflated(&mut packed, left, take),
        _ => Ok(false),
    }
}

fn each_stored(packed: &mut impl Read, left: &mut u64, take: &mut impl FnMut(&[u8])) -> io::Result<bool> {
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let read = packed.read(&mut piece)?;
        if read == 0 {
            return Ok(true);
        }
        let Some(rest) = left.checked_sub(read as u64) else { return Ok(false) };
        *left = rest;
        take(&piece[..read]);
    }
}

fn each_inflated(packed: &mut impl Read, left: &mut u64, take: &mut impl FnMut(&[u8])) -> io::Result<bool> {
    let mut state = InflateState::new_boxed(DataFormat::Raw);
    let (mut from, mut out) = (vec![0; PIECE_BYTES], vec![0; PIECE_BYTES]);
    let (mut at, mut end) = (0, 0);
    loop {
        if at == end {
            (at, end) = (0, packed.read(&mut from)?);
        }
        let done = inflate(&mut state, &from[at..end], &mut out, MZFlush::None);
        at += done.bytes_consumed;
        // What is read counts too: empty blocks unpack to nothing and take as long.
        let cost = (done.bytes_consumed + done.bytes_written) as u64;
        let Some(rest) = left.checked_sub(cost) else { return Ok(false) };
        *left = rest;
        take(&out[..done.bytes_written]);
        match done.status {
            Ok(MZStatus::StreamEnd) => return Ok(true),
            // What asks for more, and gets none, is cut off; all else that is no progress is damaged.
            _ if done.bytes_consumed == 0 && done.bytes_written == 0 => return Ok(false),
            _ => {}
        }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl Listing {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|member| member.name.as_str())
    }

    /// What it is.
    pub(super) fn file_type(&self) -> FileType {
        let under = |folder: &str| self.names().any(|name| name.starts_with(folder));
        let named = |file: &str| self.names().any(|name| name == file);
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
            && self.names().any(|name| {
                let name = name.to_ascii_lowercase();
                name.ends_with("vbaproject.bin")
                    || name.starts_with("basic/")
                    || name.starts_with("scripts/")
                    || name.contains("/macrosheets/")
            })
    }
}
