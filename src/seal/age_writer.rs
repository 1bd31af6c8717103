//! An age file sealed in place: the payload of age v1 (C2SP age.md, "Payload").
//!
//! The `age` crate draws the file key and the nonce and writes the header. The chunks behind it are sealed here, by
//! AWS-LC's ChaCha20-Poly1305 and in the buffer that they are handed on in (decision 0039).
//!
//! ```text
//! payload key   HKDF-SHA256 of the file key; salt: the last 16 bytes of the head; label "payload"
//! chunk n       64 KiB of plaintext, the last one less; none but the only one is empty
//! its nonce     n in 11 bytes, big-endian ‖ 1 for the last chunk, else 0
//! ```

use std::cell::OnceCell;
use std::collections::HashSet;
use std::io::{self, Write};

use age_core::format::{FileKey, Stanza};
use age_core::primitives::hkdf;
use age_core::secrecy::ExposeSecret as _;
use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use zeroize::{Zeroize as _, Zeroizing};

/// Plaintext of a whole chunk.
pub(super) const CHUNK_BYTES: usize = 64 * 1024;
pub(super) const TAG_BYTES: usize = 16;
/// A whole chunk, sealed.
pub(super) const SEALED_BYTES: usize = CHUNK_BYTES + TAG_BYTES;
/// What the payload key is drawn with; the last thing before the first chunk.
const SALT_BYTES: usize = 16;

/// Seals what is written to it; the ciphertext is taken from it.
pub(super) struct AgeWriter {
    key: LessSafeKey,
    /// Chunks that are sealed. The next one has this number.
    sealed: u64,
    /// The head and whole chunks, sealed; from `fills` on, the plaintext of the chunk that fills.
    buffer: Vec<u8>,
    fills: usize,
}

impl AgeWriter {
    /// Begins a file to `recipients`.
    pub(super) fn begin<'a>(
        mut recipients: impl Iterator<Item = &'a dyn age::Recipient>,
    ) -> Result<Self, age::EncryptError> {
        let first = recipients.next().ok_or(age::EncryptError::MissingRecipients)?;
        let catching = Catching { inner: first, caught: OnceCell::new() };
        let others = recipients.map(|recipient| recipient as &dyn age::Recipient);
        let all = std::iter::once(&catching as &dyn age::Recipient).chain(others);
        let mut head = Vec::new();
        // What would seal the payload is dropped: nothing but the head is written by it.
        drop(age::Encryptor::with_recipients(all)?.wrap_output(&mut head)?);
        let file_key = catching.caught.into_inner().ok_or_else(|| io::Error::other("age wrapped no file key"))?;
        let salt = head.last_chunk::<SALT_BYTES>().ok_or_else(|| io::Error::other("age wrote no head"))?;
        let key = Zeroizing::new(hkdf(salt, b"payload", &file_key));
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key[..]).map_err(io::Error::other)?;
        let fills = head.len();
        Ok(Self { key: LessSafeKey::new(key), sealed: 0, buffer: head, fills })
    }

    /// How much ciphertext there is to take.
    pub(super) const fn ready(&self) -> usize {
        self.fills
    }

    /// How many bytes the chunk that fills still takes.
    pub(super) const fn room(&self) -> usize {
        CHUNK_BYTES - (self.buffer.len() - self.fills)
    }

    /// Says that this is not the end: a chunk that is whole is sealed now.
    pub(super) fn goes_on(&mut self) -> io::Result<()> {
        if self.room() == 0 { self.seal_chunk(false) } else { Ok(()) }
    }

    /// True when nothing is to be taken, and no chunk has begun.
    pub(super) const fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// Seals a whole chunk where it lies, in front of the room for its tag. Only while [`AgeWriter::is_empty`], and never as the
    /// last: more must come behind it.
    pub(super) fn seal_in_place(&mut self, chunk: &mut [u8; SEALED_BYTES]) -> io::Result<()> {
        if !self.is_empty() {
            return Err(io::Error::other("a chunk was begun"));
        }
        let nonce = self.next_nonce(false)?;
        let (text, room) = chunk.split_at_mut(CHUNK_BYTES);
        let tag = self.key.seal_in_place_separate_tag(nonce, Aad::empty(), text).map_err(io::Error::other)?;
        room.copy_from_slice(tag.as_ref());
        Ok(())
    }

    /// Makes room for so many bytes more, once and not by doubling: pieces are mostly of one size.
    pub(super) fn make_room(&mut self, bytes: usize) {
        let tags = (bytes / CHUNK_BYTES + 1) * TAG_BYTES;
        self.buffer.reserve_exact(bytes + tags);
    }

    /// Takes what is sealed; what follows is sealed into `spare`, where that is not too large.
    pub(super) fn take(&mut self, spare: Vec<u8>) -> Vec<u8> {
        let mut next = if spare.capacity() > self.buffer.len() + self.buffer.len() / 8 { Vec::new() } else { spare };
        next.clear();
        next.reserve_exact(self.buffer.len());
        next.extend_from_slice(&self.buffer[self.fills..]);
        // Whoever gets this buffer gets no plaintext with it, not even behind its end.
        self.buffer[self.fills..].zeroize();
        self.buffer.truncate(self.fills);
        self.fills = 0;
        std::mem::replace(&mut self.buffer, next)
    }

    /// Ends the file, and gives what was not taken of it.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        if self.room() == CHUNK_BYTES && self.sealed > 0 {
            return Err(io::Error::other("an age file would end with an empty chunk"));
        }
        self.seal_chunk(true)?;
        Ok(self.buffer)
    }

    /// Counted before it is used: whatever fails behind this, no number is used twice.
    fn next_nonce(&mut self, last: bool) -> io::Result<Nonce> {
        let nonce = nonce(self.sealed, last);
        self.sealed = self.sealed.checked_add(1).ok_or_else(|| io::Error::other("an age file is too long"))?;
        Ok(Nonce::assume_unique_for_key(nonce))
    }

    fn seal_chunk(&mut self, last: bool) -> io::Result<()> {
        let nonce = self.next_nonce(last)?;
        let chunk = &mut self.buffer[self.fills..];
        let tag = self.key.seal_in_place_separate_tag(nonce, Aad::empty(), chunk).map_err(io::Error::other)?;
        self.buffer.extend_from_slice(tag.as_ref());
        self.fills = self.buffer.len();
        Ok(())
    }
}

impl Write for AgeWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        // Only now: a whole chunk may have been the last one.
        self.goes_on()?;
        let taken = bytes.len().min(self.room());
        self.buffer.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The nonce of the chunk with this number. Eight of its eleven bytes hold more chunks than there will ever be.
fn nonce(number: u64, last: bool) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(last);
    nonce
}

/// Wraps the file key as the recipient within it does, and keeps it: age gives it to recipients alone.
struct Catching<'a> {
    inner: &'a dyn age::Recipient,
    caught: OnceCell<Zeroizing<Vec<u8>>>,
}

impl age::Recipient for Catching<'_> {
    fn wrap_file_key(&self, file_key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let _ = self.caught.set(Zeroizing::new(file_key.expose_secret().to_vec()));
        self.inner.wrap_file_key(file_key)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use proptest::prelude::*;

    use super::*;

    /// Around the edges of chunks.
    const LENGTHS: [usize; 10] = [0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 196_608, 300_001];

    fn content(len: usize) -> Vec<u8> {
        (0..len).map(|n| (n * 31 + n / 251) as u8).collect()
    }

    fn sealed(to: &age::x25519::Identity, content: &[u8], pieces: usize, spare: bool) -> Vec<u8> {
        let recipient = to.to_public();
        let mut writer = AgeWriter::begin(std::iter::once(&recipient as &dyn age::Recipient)).unwrap();
        let mut file = Vec::new();
        let mut spent = Vec::new();
        for piece in content.chunks(pieces) {
            writer.write_all(piece).unwrap();
            assert!(writer.buffer.len() - writer.fills <= CHUNK_BYTES);
            spent = writer.take(if spare { spent } else { Vec::new() });
            file.extend_from_slice(&spent);
        }
        file.extend_from_slice(&writer.finish().unwrap());
        file
    }

    fn opened(with: &age::x25519::Identity, file: &[u8]) -> io::Result<Vec<u8>> {
        let decryptor = age::Decryptor::new(file).map_err(io::Error::other)?;
        let mut content = Vec::new();
        let identity = std::iter::once(with as &dyn age::Identity);
        decryptor.decrypt(identity).map_err(io::Error::other)?.read_to_end(&mut content)?;
        Ok(content)
    }

    /// The length of the head of a file to one classic recipient differs by age's grease alone.
    fn payload_len(len: usize) -> usize {
        len + len.div_ceil(CHUNK_BYTES).max(1) * TAG_BYTES
    }

    #[test]
    fn files_of_every_length_around_a_chunks_edge_open_with_the_age_crate() {
        let identity = age::x25519::Identity::generate();
        for len in LENGTHS {
            let content = content(len);
            for pieces in [7_777, 65_536, 65_537, 400_000] {
                for spare in [false, true] {
                    let file = sealed(&identity, &content, pieces, spare);
                    assert!(opened(&identity, &file).unwrap() == content, "{len} in pieces of {pieces}");
                    let head = file.len() - payload_len(len);
                    // A head ends in its MAC's line and the salt.
                    assert_eq!(file[head - SALT_BYTES - 1], b'\n', "{len} in pieces of {pieces}");
                }
            }
        }
    }

    #[test]
    fn nonces_are_a_number_and_the_mark_of_the_last() {
        assert_eq!(nonce(0, false), [0; 12]);
        assert_eq!(nonce(0, true), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(nonce(0x0102_0304_0506_0708, false), [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0]);
        assert_eq!(nonce(u64::MAX, true), [0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 1]);
    }

    #[test]
    fn chunks_of_one_content_are_sealed_under_one_number_each() {
        let identity = age::x25519::Identity::generate();
        let file = sealed(&identity, &vec![7; 4 * CHUNK_BYTES], 10_000, true);
        let payload = &file[file.len() - payload_len(4 * CHUNK_BYTES)..];
        let chunks: HashSet<&[u8]> = payload.chunks(CHUNK_BYTES + TAG_BYTES).collect();
        assert_eq!(chunks.len(), 4);
    }

    #[test]
    fn a_chunk_that_is_sealed_where_it_lies_is_one_of_the_file_and_never_its_last() {
        let identity = age::x25519::Identity::generate();
        let recipient = identity.to_public();
        let begin = || AgeWriter::begin(std::iter::once(&recipient as &dyn age::Recipient)).unwrap();
        let text = content(2 * CHUNK_BYTES + 9);
        let laid = |n: usize| -> Box<[u8; SEALED_BYTES]> {
            let mut chunk: Box<[u8; SEALED_BYTES]> = vec![0; SEALED_BYTES].try_into().unwrap();
            chunk[..CHUNK_BYTES].copy_from_slice(&text[n * CHUNK_BYTES..][..CHUNK_BYTES]);
            chunk
        };
        let mut writer = begin();
        assert!(writer.seal_in_place(&mut laid(0)).is_err(), "the head was not taken");
        let mut file = writer.take(Vec::new());
        for n in 0..2 {
            let mut chunk = laid(n);
            writer.seal_in_place(&mut chunk).unwrap();
            file.extend_from_slice(&chunk[..]);
        }
        writer.write_all(&text[2 * CHUNK_BYTES..]).unwrap();
        assert!(writer.seal_in_place(&mut laid(0)).is_err(), "a chunk was begun");
        file.extend_from_slice(&writer.finish().unwrap());
        assert!(opened(&identity, &file).unwrap() == text);

        // age's last chunk is empty in an empty file alone.
        let mut writer = begin();
        drop(writer.take(Vec::new()));
        writer.seal_in_place(&mut laid(0)).unwrap();
        assert!(writer.finish().is_err());
    }

    #[test]
    fn what_is_cut_lengthened_or_put_in_another_order_does_not_open() {
        let identity = age::x25519::Identity::generate();
        let (len, chunk) = (3 * CHUNK_BYTES + 5, CHUNK_BYTES + TAG_BYTES);
        let whole = sealed(&identity, &content(len), 50_000, false);
        let head = whole.len() - payload_len(len);
        opened(&identity, &whole).unwrap();
        let part = |n: usize| &whole[(head + n * chunk)..(head + (n + 1) * chunk).min(whole.len())];
        for (change, file) in [
            ("cut behind a chunk", whole[..head + 3 * chunk].to_vec()),
            ("cut within a chunk", whole[..whole.len() - 1].to_vec()),
            ("two chunks changed about", [&whole[..head], part(1), part(0), part(2), part(3)].concat()),
            ("a chunk twice", [&whole[..head], part(0), part(0), part(1), part(2), part(3)].concat()),
            ("more behind the last", [&whole[..], part(3)].concat()),
        ] {
            assert!(opened(&identity, &file).is_err(), "{change}");
        }
    }

    #[test]
    fn a_file_that_was_not_finished_opens_for_nobody() {
        let identity = age::x25519::Identity::generate();
        let recipient = identity.to_public();
        let mut writer = AgeWriter::begin(std::iter::once(&recipient as &dyn age::Recipient)).unwrap();
        writer.write_all(&content(200_000)).unwrap();
        let ready = writer.ready();
        let taken = writer.take(Vec::new());
        assert_eq!(taken.len(), ready);
        assert!(opened(&identity, &taken).is_err());
    }

    #[test]
    fn nothing_is_sealed_to_nobody() {
        let none = AgeWriter::begin(std::iter::empty());
        assert!(matches!(none.err(), Some(age::EncryptError::MissingRecipients)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn pieces_of_any_size_make_one_file(sizes in prop::collection::vec(0..150_000usize, 0..8)) {
            let identity = age::x25519::Identity::generate();
            let recipient = identity.to_public();
            let mut writer = AgeWriter::begin(std::iter::once(&recipient as &dyn age::Recipient)).unwrap();
            let all = content(sizes.iter().sum());
            let (mut rest, mut file) = (&all[..], Vec::new());
            for (n, size) in sizes.iter().enumerate() {
                let (piece, left) = rest.split_at(*size);
                writer.write_all(piece).unwrap();
                if n % 2 == 0 {
                    file.extend(writer.take(Vec::new()));
                }
                rest = left;
            }
            file.extend(writer.finish().unwrap());
            prop_assert!(opened(&identity, &file).unwrap() == all);
        }
    }
}
