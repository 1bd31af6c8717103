//! Reading a parcel's ZIP by its central directory, and refusing whatever [`super::zip`] would not write.
//!
//! A reviewer opens what strangers sent. So only our own form is taken: entries lie one behind the
//! other, fill the file, and every local header and descriptor says what the directory says. That
//! leaves no room for two readings of one file.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::mpsc;
use std::thread;

use zeroize::Zeroizing;

use super::zip::{
    CENTRAL_EXTRA_LEN, CENTRAL_SIGNATURE, DATE, DESCRIPTOR_LEN, DESCRIPTOR_SIGNATURE, END_LEN, END_SIGNATURE,
    END64_LEN, END64_SIGNATURE, EXTERNAL_ATTRIBUTES, FLAGS, IN_ZIP64, LOCAL_EXTRA_LEN, LOCAL_LEN, LOCAL_SIGNATURE,
    LOCATOR_LEN, LOCATOR_SIGNATURE, STORED, TIME, VERSION_MADE_BY, VERSION_NEEDED,
};

/// A parcel holds a handful of entries; their directory stays far below this.
const MAX_DIRECTORY_BYTES: u64 = 1 << 20;

/// So much of an entry is read at a time.
const PIECE_BYTES: u64 = 256 * 1024;
/// So many pieces wait, while the next is read.
const PIECES_AHEAD: usize = 2;

/// A ZIP cannot be read.
#[derive(Debug)]
pub enum UnzipError {
    /// The bytes could not be read, or did not decrypt.
    Io(io::Error),
    /// The file is not of the one form that parcels have; says where.
    Form(&'static str),
}

impl fmt::Display for UnzipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "it cannot be read: {error}"),
            Self::Form(place) => write!(f, "it is not a parcel's ZIP: {place}"),
        }
    }
}

impl std::error::Error for UnzipError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Form(_) => None,
        }
    }
}

impl From<io::Error> for UnzipError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// One entry of a parcel's ZIP.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    /// Where its bytes begin.
    start: u64,
    /// How many there are.
    pub(super) len: u64,
    crc: u32,
}

/// A ZIP whose directory has been read and found to be of our form.
pub(super) struct ZipReader<R> {
    input: R,
    entries: Vec<Entry>,
    /// The length of the whole file.
    pub(super) len: u64,
}

impl<R: Read + Seek> ZipReader<R> {
    /// Reads the directory and checks every local header and descriptor against it.
    pub(super) fn open(mut input: R) -> Result<Self, UnzipError> {
        let len = input.seek(SeekFrom::End(0))?;
        let ends_len = END64_LEN + LOCATOR_LEN + END_LEN;
        let ends_at = len.checked_sub(ends_len).ok_or(UnzipError::Form("too short"))?;
        let ends = read_at(&mut input, ends_at, ends_len)?;
        let directory = parse_ends(&ends, ends_at)?;
        let bytes = read_at(&mut input, directory.start, directory.len)?;
        let found = parse_directory(&bytes, directory.count)?;

        let mut at = 0;
        let mut entries = Vec::with_capacity(found.len());
        for (entry, offset) in found {
            if offset != at {
                return Err(UnzipError::Form("a gap between entries"));
            }
            let head_len = LOCAL_LEN + entry.name.len() as u64;
            let start = at + head_len;
            let end = start
                .checked_add(entry.len)
                .and_then(|e| e.checked_add(DESCRIPTOR_LEN))
                .filter(|e| *e <= directory.start)
                .ok_or(UnzipError::Form("an entry's length"))?;
            check_local(&read_at(&mut input, at, head_len)?, &entry.name)?;
            check_descriptor(&read_at(&mut input, start + entry.len, DESCRIPTOR_LEN)?, &entry)?;
            entries.push(Entry { start, ..entry });
            at = end;
        }
        if at != directory.start {
            return Err(UnzipError::Form("a gap before the directory"));
        }
        Ok(Self { input, entries, len })
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Reads an entry in pieces, checking its CRC at the end.
    pub(super) fn each_piece<E: From<UnzipError>>(
        &mut self,
        entry: &Entry,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.input.seek(SeekFrom::Start(entry.start)).map_err(UnzipError::Io)?;
        let mut crc = crc32fast::Hasher::new();
        let mut piece = Zeroizing::new(vec![0; entry.len.min(PIECE_BYTES) as usize]);
        let mut left = entry.len;
        while left > 0 {
            let now = left.min(piece.len() as u64) as usize;
            self.input.read_exact(&mut piece[..now]).map_err(UnzipError::Io)?;
            crc.update(&piece[..now]);
            take(&piece[..now])?;
            left -= now as u64;
        }
        if crc.finalize() == entry.crc { Ok(()) } else { Err(UnzipError::Form("an entry's CRC").into()) }
    }
}

impl<R: Read + Seek + Send> ZipReader<R> {
    /// The same; a thread of its own reads, while `take` is at work on this one.
    pub(super) fn each_piece_read_ahead<E: From<UnzipError>>(
        &mut self,
        entry: &Entry,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        thread::scope(|scope| {
            let (read, pieces) = mpsc::sync_channel::<Zeroizing<Vec<u8>>>(PIECES_AHEAD);
            let (taken, spent) = mpsc::channel::<Zeroizing<Vec<u8>>>();
            let reading = scope.spawn(move || {
                self.each_piece(entry, |piece| {
                    let mut copy = spent.try_recv().unwrap_or_default();
                    copy.clear();
                    copy.extend_from_slice(piece);
                    // Nobody takes it when `take` has failed, and that is what is told.
                    read.send(copy).map_err(|_| UnzipError::Io(io::ErrorKind::BrokenPipe.into()))
                })
            });
            pieces.into_iter().try_for_each(|piece| {
                take(&piece)?;
                // What is not wanted back is wiped.
                let _ = taken.send(piece);
                Ok::<(), E>(())
            })?;
            let read = reading.join().unwrap_or_else(|_| Err(UnzipError::Io(io::Error::other("a thread failed"))));
            Ok(read?)
        })
    }
}

struct Directory {
    start: u64,
    len: u64,
    count: u64,
}

/// Reads the three end records, which lie at `ends_at` and have a fixed form.
fn parse_ends(ends: &[u8], ends_at: u64) -> Result<Directory, UnzipError> {
    let mut f = Fields(ends);
    f.expect32(END64_SIGNATURE, "the end record")?;
    f.expect64(END64_LEN - 12, "the end record")?;
    f.expect16(VERSION_MADE_BY, "a version")?;
    f.expect16(VERSION_NEEDED, "a version")?;
    f.expect32(0, "several disks")?;
    f.expect32(0, "several disks")?;
    let count = f.u64()?;
    f.expect64(count, "the number of entries")?;
    let len = f.u64()?;
    let start = f.u64()?;
    f.expect32(LOCATOR_SIGNATURE, "the locator")?;
    f.expect32(0, "several disks")?;
    f.expect64(ends_at, "the locator")?;
    f.expect32(1, "several disks")?;
    f.expect32(END_SIGNATURE, "the last record")?;
    f.expect32(0, "several disks")?;
    f.expect16(u16::MAX, "the last record")?;
    f.expect16(u16::MAX, "the last record")?;
    f.expect32(IN_ZIP64, "the last record")?;
    f.expect32(IN_ZIP64, "the last record")?;
    f.expect16(0, "a comment")?;
    if len > MAX_DIRECTORY_BYTES || start.checked_add(len) != Some(ends_at) {
        return Err(UnzipError::Form("the directory's place"));
    }
    Ok(Directory { start, len, count })
}

/// Reads the central directory: each entry and the offset of its local header.
fn parse_directory(bytes: &[u8], count: u64) -> Result<Vec<(Entry, u64)>, UnzipError> {
    let mut f = Fields(bytes);
    let mut found = Vec::new();
    while !f.0.is_empty() {
        f.expect32(CENTRAL_SIGNATURE, "the directory")?;
        f.expect16(VERSION_MADE_BY, "a version")?;
        f.expect16(VERSION_NEEDED, "a version")?;
        f.expect16(FLAGS, "flags")?;
        f.expect16(STORED, "a compression method")?;
        f.expect16(TIME, "a time")?;
        f.expect16(DATE, "a date")?;
        let crc = f.u32()?;
        f.expect32(IN_ZIP64, "a length")?;
        f.expect32(IN_ZIP64, "a length")?;
        let name_len = f.u16()?;
        f.expect16(CENTRAL_EXTRA_LEN, "an extra field")?;
        f.expect16(0, "a comment")?;
        f.expect16(0, "several disks")?;
        f.expect16(0, "attributes")?;
        f.expect32(EXTERNAL_ATTRIBUTES, "attributes")?;
        f.expect32(IN_ZIP64, "an offset")?;
        let name =
            std::str::from_utf8(f.take(usize::from(name_len))?).map_err(|_| UnzipError::Form("a name"))?.to_owned();
        f.expect16(1, "an extra field")?;
        f.expect16(CENTRAL_EXTRA_LEN - 4, "an extra field")?;
        let len = f.u64()?;
        f.expect64(len, "a length")?;
        let offset = f.u64()?;
        if found.iter().any(|(e, _): &(Entry, u64)| e.name == name) {
            return Err(UnzipError::Form("a name that stands twice"));
        }
        found.push((Entry { name, start: 0, len, crc }, offset));
    }
    if found.len() as u64 == count { Ok(found) } else { Err(UnzipError::Form("the number of entries")) }
}

fn check_local(head: &[u8], name: &str) -> Result<(), UnzipError> {
    let mut f = Fields(head);
    f.expect32(LOCAL_SIGNATURE, "a local header")?;
    f.expect16(VERSION_NEEDED, "a local version")?;
    f.expect16(FLAGS, "local flags")?;
    f.expect16(STORED, "a local compression method")?;
    f.expect16(TIME, "a local time")?;
    f.expect16(DATE, "a local date")?;
    f.expect32(0, "a local CRC")?;
    f.expect32(IN_ZIP64, "a local length")?;
    f.expect32(IN_ZIP64, "a local length")?;
    f.expect16(u16::try_from(name.len()).unwrap_or(u16::MAX), "a local name")?;
    f.expect16(LOCAL_EXTRA_LEN, "a local extra field")?;
    if f.take(name.len())? != name.as_bytes() {
        return Err(UnzipError::Form("a local name"));
    }
    f.expect16(1, "a local extra field")?;
    f.expect16(LOCAL_EXTRA_LEN - 4, "a local extra field")?;
    f.expect64(0, "a local length")?;
    f.expect64(0, "a local length")
}

fn check_descriptor(tail: &[u8], entry: &Entry) -> Result<(), UnzipError> {
    let mut f = Fields(tail);
    f.expect32(DESCRIPTOR_SIGNATURE, "a descriptor")?;
    f.expect32(entry.crc, "a descriptor")?;
    f.expect64(entry.len, "a descriptor")?;
    f.expect64(entry.len, "a descriptor")
}

fn read_at(input: &mut (impl Read + Seek), at: u64, len: u64) -> Result<Vec<u8>, UnzipError> {
    let len = usize::try_from(len).map_err(|_| UnzipError::Form("a length"))?;
    input.seek(SeekFrom::Start(at))?;
    let mut bytes = vec![0; len];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Little-endian fields, each read once, in order.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], UnzipError> {
        let (head, rest) = self.0.split_at_checked(len).ok_or(UnzipError::Form("too short"))?;
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], UnzipError> {
        self.take(N)?.try_into().map_err(|_| UnzipError::Form("too short"))
    }

    fn u16(&mut self) -> Result<u16, UnzipError> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, UnzipError> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64, UnzipError> {
        self.array().map(u64::from_le_bytes)
    }

    fn expect16(&mut self, value: u16, place: &'static str) -> Result<(), UnzipError> {
        if self.u16()? == value { Ok(()) } else { Err(UnzipError::Form(place)) }
    }

    fn expect32(&mut self, value: u32, place: &'static str) -> Result<(), UnzipError> {
        if self.u32()? == value { Ok(()) } else { Err(UnzipError::Form(place)) }
    }

    fn expect64(&mut self, value: u64, place: &'static str) -> Result<(), UnzipError> {
        if self.u64()? == value { Ok(()) } else { Err(UnzipError::Form(place)) }
    }
}

#[cfg(test)]
mod tests;
