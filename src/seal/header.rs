//! The header of an age file that anybody may have written, bounded before age reads it.
//!
//! The age crate parses all that it has of a header anew at each line that it reads, so that one of many short lines takes
//! time by the square of its length. Here a header is first read line by line, as far as one may go, and then handed on
//! whole.

use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};

use super::recipients::RecipientKind;

/// A header is no longer than this: some 300 hybrid recipients.
pub(super) const MAX_HEADER_BYTES: usize = 512 * 1024;
/// So many recipients, also of a kind whose stanzas are short: each is tried with a key, and noted.
const MAX_STANZAS: usize = 1000;
/// What age writes into a header besides the recipients' stanzas: its first line, its last, and at most one stanza at random.
const BESIDE_BYTES: usize = 1024;

const MAGIC: &[u8] = b"age-encryption.org/";
const STANZA: &[u8] = b"-> ";
const END: &[u8] = b"---";

/// To how many recipients of a kind a parcel may be sealed, so that its header is read here.
pub(super) const fn most_recipients(kind: RecipientKind) -> usize {
    let by_bytes = (MAX_HEADER_BYTES - BESIDE_BYTES) / kind.stanza_bytes();
    if by_bytes < MAX_STANZAS { by_bytes } else { MAX_STANZAS - 1 }
}

/// Begins to read an age file.
///
/// # Errors
/// What age says of one that is none, and `InvalidHeader` of a header that is longer than any of ours.
pub(super) fn decryptor<R: BufRead>(mut input: R) -> Result<age::Decryptor<HeaderFirst<R>>, age::DecryptError> {
    let header = Cursor::new(read_header(&mut input)?);
    age::Decryptor::new_buffered(HeaderFirst { header, rest: input })
}

/// Reads up to the line that ends the header, or the input.
fn read_header(input: &mut impl BufRead) -> Result<Vec<u8>, age::DecryptError> {
    let mut header = Vec::new();
    let mut stanzas = 0;
    loop {
        let (at, room) = (header.len(), MAX_HEADER_BYTES - header.len());
        input.by_ref().take(room as u64).read_until(b'\n', &mut header)?;
        let line = &header[at..];
        stanzas += usize::from(line.starts_with(STANZA));
        if line.starts_with(END) || line.is_empty() && room > 0 {
            return Ok(header);
        }
        if header.len() == MAX_HEADER_BYTES || stanzas > MAX_STANZAS || !header.starts_with(MAGIC) {
            return Err(age::DecryptError::InvalidHeader);
        }
    }
}

/// An age file whose header is at hand.
pub(super) struct HeaderFirst<R> {
    header: Cursor<Vec<u8>>,
    rest: R,
}

impl<R> HeaderFirst<R> {
    fn left(&self) -> &[u8] {
        let header = self.header.get_ref();
        &header[(self.header.position() as usize).min(header.len())..]
    }
}

impl<R: BufRead> Read for HeaderFirst<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.left().is_empty() { self.rest.read(buf) } else { self.header.read(buf) }
    }
}

impl<R: BufRead> BufRead for HeaderFirst<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left().is_empty() { self.rest.fill_buf() } else { self.header.fill_buf() }
    }

    fn consume(&mut self, len: usize) {
        if self.left().is_empty() {
            self.rest.consume(len);
        } else {
            self.header.consume(len);
        }
    }

    /// What age reads its header by, line for line: it gets the whole of it for the first.
    fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> io::Result<usize> {
        if self.left().is_empty() { self.rest.read_until(byte, buf) } else { self.header.read_to_end(buf) }
    }
}

impl<R: BufRead + Seek> Seek for HeaderFirst<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let left = i64::try_from(self.left().len()).map_err(io::Error::other)?;
        self.header.set_position(u64::MAX);
        self.rest.seek(match to {
            SeekFrom::Current(by) => SeekFrom::Current(by.saturating_sub(left)),
            other => other,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::Stanzas;

    fn headed(stanzas: &str) -> Vec<u8> {
        format!("age-encryption.org/v1\n{stanzas}--- {}\n{}", "A".repeat(43), "\0".repeat(70_000)).into_bytes()
    }

    #[test]
    fn a_header_of_as_many_recipients_as_there_may_be_is_read_with_the_longest_stanza_at_random() {
        let grease = format!("-> {0}-grease {0} {0} {0} {0}\n{1}\n{1}\nAAAA\n", "a".repeat(8), "A".repeat(64));
        for kind in [RecipientKind::Hybrid, RecipientKind::Classic] {
            let first = format!("-> {} ", kind.stanza());
            let stanza = format!("{first}{}\n{}\n", "A".repeat(kind.stanza_bytes() - first.len() - 45), "A".repeat(43));
            assert_eq!(stanza.len(), kind.stanza_bytes());
            let all = format!("{}{grease}", stanza.repeat(most_recipients(kind)));
            assert!(read_header(&mut &headed(&all)[..]).is_ok(), "{kind:?}");
        }
    }

    #[test]
    fn a_header_is_read_once_and_handed_on_whole() {
        let file = headed(&"-> X25519 a\n\n".repeat(MAX_STANZAS));
        let mut input = &file[..];
        let header = read_header(&mut input).unwrap();
        assert_eq!((header.len() + input.len(), input.len()), (file.len(), 70_000));
        let mut whole = HeaderFirst { header: Cursor::new(header), rest: Cursor::new(&file[file.len() - 70_000..]) };
        let mut first = Vec::new();
        assert_eq!(whole.read_until(b'\n', &mut first).unwrap(), file.len() - 70_000, "age parses it once");
        let mut rest = Vec::new();
        whole.read_to_end(&mut rest).unwrap();
        assert_eq!([first, rest].concat(), file);
        assert!(Stanzas::read(&file[..]).unwrap().are_exactly(RecipientKind::Classic, MAX_STANZAS));
    }

    #[test]
    fn a_header_of_very_many_lines_or_of_one_without_end_is_refused_before_age_sees_it() {
        let endless = "A".repeat(600_000);
        for hostile in [
            "-> a\n\n".repeat(80_000),
            "-> X25519 a\n\n".repeat(MAX_STANZAS + 1),
            "\n".repeat(500_000),
            format!("-> X25519 {endless}\n\n"),
            format!("-> X25519 a\n{}\n", ["A".repeat(64), "\n".to_owned()].concat().repeat(8_200)),
        ] {
            let mut file = &headed(&hostile)[..];
            let refused = read_header(&mut file);
            // Blank lines are no stanza: age refuses them at the first look.
            if hostile.starts_with('\n') {
                assert!(refused.is_ok());
            } else {
                assert!(matches!(refused, Err(age::DecryptError::InvalidHeader)));
            }
            assert!(Stanzas::read(&headed(&hostile)[..]).is_err());
        }
    }
}
