//! The ZIP of a parcel, written in one pass (PKWARE APPNOTE 6.3.10).
//!
//! Entries are stored, dated 1980-01-01, with flag bits 3 (a data descriptor follows) and 11 (UTF-8
//! names), a ZIP64 extra field and a 24-byte descriptor; the ZIP64 end records are always there. So the
//! length of everything behind the last payload is known before it is written, which padding needs,
//! and nothing is ever seeked. The reader is in [`super::unzip`].

use std::io::{self, Write};

use super::padding::{self, SizeError};

pub(super) const LOCAL_SIGNATURE: u32 = 0x0403_4b50;
pub(super) const DESCRIPTOR_SIGNATURE: u32 = 0x0807_4b50;
pub(super) const CENTRAL_SIGNATURE: u32 = 0x0201_4b50;
pub(super) const END64_SIGNATURE: u32 = 0x0606_4b50;
pub(super) const LOCATOR_SIGNATURE: u32 = 0x0706_4b50;
pub(super) const END_SIGNATURE: u32 = 0x0605_4b50;

/// ZIP64 needs version 4.5; the upper byte of "made by" says Unix.
pub(super) const VERSION_NEEDED: u16 = 45;
pub(super) const VERSION_MADE_BY: u16 = 0x0300 | VERSION_NEEDED;
/// A data descriptor follows (bit 3); the name is UTF-8 (bit 11).
pub(super) const FLAGS: u16 = 1 << 3 | 1 << 11;
pub(super) const STORED: u16 = 0;
/// 1980-01-01 00:00, the first moment ZIP can say.
pub(super) const TIME: u16 = 0;
pub(super) const DATE: u16 = 1 << 5 | 1;
/// A regular file, `-rw-r--r--`, in the upper half as Unix tools expect.
pub(super) const EXTERNAL_ATTRIBUTES: u32 = 0o100_644 << 16;

pub(super) const LOCAL_LEN: u64 = 30 + LOCAL_EXTRA_LEN as u64;
pub(super) const LOCAL_EXTRA_LEN: u16 = 4 + 16;
pub(super) const DESCRIPTOR_LEN: u64 = 24;
pub(super) const CENTRAL_LEN: u64 = 46 + CENTRAL_EXTRA_LEN as u64;
pub(super) const CENTRAL_EXTRA_LEN: u16 = 4 + 24;
pub(super) const END64_LEN: u64 = 56;
pub(super) const LOCATOR_LEN: u64 = 20;
pub(super) const END_LEN: u64 = 22;

/// Fields that ZIP64 replaces hold their largest value.
pub(super) const IN_ZIP64: u32 = u32::MAX;

/// Writes a ZIP entry by entry to a writer that cannot seek.
pub(super) struct ZipWriter<W> {
    out: W,
    written: u64,
    entries: Vec<Entry>,
    open: Option<OpenEntry>,
}

struct Entry {
    name: String,
    offset: u64,
    len: u64,
    crc: u32,
}

struct OpenEntry {
    name: String,
    offset: u64,
    len: u64,
    crc: crc32fast::Hasher,
}

impl<W: Write> ZipWriter<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, written: 0, entries: Vec::new(), open: None }
    }

    /// Starts the entry `name`, closing the one before.
    pub(super) fn begin(&mut self, name: String) -> io::Result<()> {
        self.end()?;
        let offset = self.written;
        let mut head = Vec::with_capacity(LOCAL_LEN as usize + name.len());
        put32(&mut head, LOCAL_SIGNATURE);
        put16(&mut head, VERSION_NEEDED);
        put16(&mut head, FLAGS);
        put16(&mut head, STORED);
        put16(&mut head, TIME);
        put16(&mut head, DATE);
        put32(&mut head, 0); // CRC: in the descriptor
        put32(&mut head, IN_ZIP64);
        put32(&mut head, IN_ZIP64);
        put16(&mut head, name_len(&name)?);
        put16(&mut head, LOCAL_EXTRA_LEN);
        head.extend_from_slice(name.as_bytes());
        put16(&mut head, 1); // the ZIP64 extra field
        put16(&mut head, LOCAL_EXTRA_LEN - 4);
        put64(&mut head, 0); // both lengths: in the descriptor
        put64(&mut head, 0);
        self.put(&head)?;
        self.open = Some(OpenEntry { name, offset, len: 0, crc: crc32fast::Hasher::new() });
        Ok(())
    }

    /// What it is written to.
    pub(super) const fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Adds bytes to the open entry.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.count(bytes)?;
        self.out.write_all(bytes)
    }

    /// Counts bytes of the open entry, which go to [`ZipWriter::out`] by another way.
    pub(super) fn count(&mut self, bytes: &[u8]) -> io::Result<()> {
        let entry = self.open.as_mut().ok_or_else(|| io::Error::other("no entry is open"))?;
        entry.crc.update(bytes);
        entry.len += bytes.len() as u64;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Closes the open entry with its descriptor; nothing to do when none is open.
    pub(super) fn end(&mut self) -> io::Result<()> {
        let Some(entry) = self.open.take() else { return Ok(()) };
        let crc = entry.crc.finalize();
        let mut tail = Vec::with_capacity(DESCRIPTOR_LEN as usize);
        put32(&mut tail, DESCRIPTOR_SIGNATURE);
        put32(&mut tail, crc);
        put64(&mut tail, entry.len);
        put64(&mut tail, entry.len);
        self.put(&tail)?;
        self.entries.push(Entry { name: entry.name, offset: entry.offset, len: entry.len, crc });
        Ok(())
    }

    /// Writes the entry `padding` with as many zeros as bring the whole to its Padmé size, then the
    /// directory, and gives the writer back.
    ///
    /// `pause` is called after each block: zeros can be a thirty-second of a large file, too many to gather.
    pub(super) fn finish_padded<E: From<io::Error>>(
        mut self,
        padding: String,
        mut pause: impl FnMut(&mut W) -> Result<(), E>,
    ) -> Result<W, E> {
        self.end()?;
        let zeros = zeros_needed(self.written + self.len_of_rest(&padding)).map_err(io::Error::other)?;
        self.begin(padding)?;
        let block = [0; 16 * 1024];
        let mut left = zeros;
        while left > 0 {
            let now = left.min(block.len() as u64);
            self.write(&block[..now as usize])?;
            left -= now;
            pause(&mut self.out)?;
        }
        self.end()?;
        self.directory()?;
        debug_assert_eq!(padding::padded_len(self.written), Ok(self.written));
        Ok(self.out)
    }

    /// What an empty entry `padding`, the central directory and the end records will take.
    fn len_of_rest(&self, padding: &str) -> u64 {
        let own = LOCAL_LEN + DESCRIPTOR_LEN + CENTRAL_LEN + 2 * padding.len() as u64;
        let others: u64 = self.entries.iter().map(|e| CENTRAL_LEN + e.name.len() as u64).sum();
        own + others + END64_LEN + LOCATOR_LEN + END_LEN
    }

    fn directory(&mut self) -> io::Result<()> {
        let start = self.written;
        let mut out = Vec::new();
        for entry in &self.entries {
            put32(&mut out, CENTRAL_SIGNATURE);
            put16(&mut out, VERSION_MADE_BY);
            put16(&mut out, VERSION_NEEDED);
            put16(&mut out, FLAGS);
            put16(&mut out, STORED);
            put16(&mut out, TIME);
            put16(&mut out, DATE);
            put32(&mut out, entry.crc);
            put32(&mut out, IN_ZIP64);
            put32(&mut out, IN_ZIP64);
            put16(&mut out, name_len(&entry.name)?);
            put16(&mut out, CENTRAL_EXTRA_LEN);
            put16(&mut out, 0); // comment
            put16(&mut out, 0); // disk
            put16(&mut out, 0); // internal attributes
            put32(&mut out, EXTERNAL_ATTRIBUTES);
            put32(&mut out, IN_ZIP64);
            out.extend_from_slice(entry.name.as_bytes());
            put16(&mut out, 1);
            put16(&mut out, CENTRAL_EXTRA_LEN - 4);
            put64(&mut out, entry.len);
            put64(&mut out, entry.len);
            put64(&mut out, entry.offset);
        }
        let len = out.len() as u64;
        let count = self.entries.len() as u64;
        put32(&mut out, END64_SIGNATURE);
        put64(&mut out, END64_LEN - 12);
        put16(&mut out, VERSION_MADE_BY);
        put16(&mut out, VERSION_NEEDED);
        put32(&mut out, 0);
        put32(&mut out, 0);
        put64(&mut out, count);
        put64(&mut out, count);
        put64(&mut out, len);
        put64(&mut out, start);
        put32(&mut out, LOCATOR_SIGNATURE);
        put32(&mut out, 0);
        put64(&mut out, start + len);
        put32(&mut out, 1);
        put32(&mut out, END_SIGNATURE);
        put16(&mut out, 0);
        put16(&mut out, 0);
        put16(&mut out, u16::MAX);
        put16(&mut out, u16::MAX);
        put32(&mut out, IN_ZIP64);
        put32(&mut out, IN_ZIP64);
        put16(&mut out, 0);
        self.put(&out)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }
}

/// How many zeros bring `len` to its Padmé size.
fn zeros_needed(len: u64) -> Result<u64, SizeError> {
    Ok(padding::padded_len(len)? - len)
}

fn name_len(name: &str) -> io::Result<u16> {
    u16::try_from(name.len()).map_err(|_| io::Error::other("a name in the bag is too long"))
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, value: u64) {
    out.extend_from_slice(&value.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where PKWARE's APPNOTE 6.3.10 has them: 4.3.7, 4.3.9, 4.3.12, 4.3.14 to 4.3.16; what each says, in its own bytes.
    #[test]
    fn a_zips_fields_say_to_other_programs_what_ours_mean() {
        let mut zip = ZipWriter::new(Vec::new());
        zip.begin("a".to_owned()).unwrap();
        zip.write(b"xyz").unwrap();
        let bytes = zip.finish_padded::<io::Error>("p".to_owned(), |_| Ok(())).unwrap();
        let at = |at: usize, len: usize| hex::encode(&bytes[at..at + len]);
        // Version 4.5, sizes in a descriptor and a name in UTF-8, stored, 1980-01-01 00:00.
        assert_eq!(at(0, 14), "504b03042d000808000000002100");
        // A name of one byte, and one extra field of 20: ZIP64's, of 16.
        assert_eq!(at(26, 4), "01001400");
        assert_eq!(at(31, 4), "01001000");
        assert_eq!(at(51, 3), hex::encode("xyz"));
        assert_eq!(at(54, 4), "504b0708");
        let central = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
        // Made by Unix with 4.5; the rest as above.
        assert_eq!(at(central + 4, 12), "2d032d000808000000002100");
        assert_eq!(at(central + 28, 4), "01001c00");
        // A plain file, rw-r--r--.
        assert_eq!(at(central + 38, 4), "0000a481");
        assert_eq!(at(central + 47, 4), "01001800");
        let end = bytes.len() - 98;
        assert_eq!(
            (at(end, 4), at(end + 56, 4), at(end + 76, 4)),
            ("504b0606".into(), "504b0607".into(), "504b0506".into())
        );
        // What of the first follows behind its length.
        assert_eq!(at(end + 4, 8), "2c00000000000000");
    }
}
