//! SHA-256 and SHA-512 of bytes that pass by, on two threads.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use sha2::{Digest as _, Sha256, Sha512};
use zeroize::Zeroizing;

use crate::seal::Digest;

/// So many bytes go to the other thread at once.
const PIECE_BYTES: usize = 256 << 10;
/// So many pieces wait for it at most.
const WAITING: usize = 8;

/// The digests and the length of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::vault) struct Sums {
    pub(in crate::vault) len: u64,
    pub(in crate::vault) sha256: Digest,
    /// In hex.
    pub(in crate::vault) sha512: String,
}

impl Sums {
    /// The sums of bytes that are here.
    pub(in crate::vault) fn of(bytes: &[u8]) -> Self {
        Self {
            len: bytes.len() as u64,
            sha256: Digest::from_bytes(Sha256::digest(bytes).into()),
            sha512: hex::encode(Sha512::digest(bytes)),
        }
    }
}

/// Hands on what is written, and sums it up: SHA-256 here, SHA-512 on a thread of its own.
pub(in crate::vault) struct Summing<W> {
    out: W,
    /// What a source sent, in the clear: wiped wherever it goes.
    piece: Zeroizing<Vec<u8>>,
    len: u64,
    /// `None` where the caller has it from elsewhere.
    sha256: Option<Sha256>,
    pieces: SyncSender<Arc<Zeroizing<Vec<u8>>>>,
    sha512: JoinHandle<String>,
}

impl<W: Write> Summing<W> {
    /// Sums up what goes to `out`.
    pub(in crate::vault) fn new(out: W) -> Self {
        Self { sha256: Some(Sha256::new()), ..Self::without_sha256(out) }
    }

    /// The same, where SHA-256 is computed by whoever writes.
    pub(in crate::vault) fn without_sha256(out: W) -> Self {
        let (pieces, received) = sync_channel::<Arc<Zeroizing<Vec<u8>>>>(WAITING);
        let sha512 = thread::spawn(move || {
            let mut hash = Sha512::new();
            for piece in received {
                hash.update(&**piece);
            }
            hex::encode(hash.finalize())
        });
        Self { out, piece: empty(), len: 0, sha256: None, pieces, sha512 }
    }

    /// What `out` has become, and the sums; `known` is the SHA-256 where it was not computed here.
    pub(in crate::vault) fn finish(mut self, known: Option<Digest>) -> io::Result<(W, Sums)> {
        self.hand_on()?;
        let Self { mut out, len, sha256, pieces, sha512, .. } = self;
        out.flush()?;
        drop(pieces);
        let sha512 = sha512.join().map_err(|_| io::Error::other("a thread that sums up has died"))?;
        let own = sha256.map(|hash| Digest::from_bytes(hash.finalize().into()));
        let sha256 = own.or(known).ok_or_else(|| io::Error::other("nobody has the SHA-256"))?;
        Ok((out, Sums { len, sha256, sha512 }))
    }

    fn hand_on(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = Arc::new(std::mem::replace(&mut self.piece, empty()));
        let gone = |_| io::Error::other("a thread that sums up has died");
        // The other thread begins while this one writes.
        self.pieces.send(Arc::clone(&piece)).map_err(gone)?;
        self.out.write_all(&piece)?;
        if let Some(hash) = &mut self.sha256 {
            hash.update(&**piece);
        }
        self.len += piece.len() as u64;
        Ok(())
    }
}

/// A piece that never has to move to a larger place, which would leave a copy behind.
fn empty() -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Vec::with_capacity(PIECE_BYTES))
}

impl<W: Write> Write for Summing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = PIECE_BYTES - self.piece.len();
        let taken = bytes.len().min(room);
        self.piece.extend_from_slice(&bytes[..taken]);
        if self.piece.len() == PIECE_BYTES {
            self.hand_on()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_what_passes_by_are_wiped() {
        fn is_wiped(_: &impl zeroize::ZeroizeOnDrop) {}
        fn are_wiped<T: zeroize::ZeroizeOnDrop>(_: &SyncSender<Arc<T>>) {}
        let summing = Summing::new(io::sink());
        is_wiped(&summing.piece);
        are_wiped(&summing.pieces);
        assert_eq!(summing.piece.capacity(), PIECE_BYTES);
    }

    #[test]
    fn what_passes_by_has_the_sums_of_the_whole() {
        for len in [0, 1, PIECE_BYTES - 1, PIECE_BYTES, 3 * PIECE_BYTES + 7] {
            let bytes: Vec<u8> = (0..len).map(|n| (n * 31 % 251) as u8).collect();
            let mut summing = Summing::new(Vec::new());
            for piece in bytes.chunks(70_000) {
                summing.write_all(piece).unwrap();
            }
            let (out, sums) = summing.finish(None).unwrap();
            assert_eq!((&out, &sums), (&bytes, &Sums::of(&bytes)));
            let mut summing = Summing::without_sha256(io::sink());
            summing.write_all(&bytes).unwrap();
            assert_eq!(summing.finish(Some(sums.sha256)).unwrap().1, sums);
        }
    }
}
