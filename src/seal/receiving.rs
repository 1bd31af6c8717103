//! A parcel that comes sealed from a reviewer's vault, piece by piece.

use sha2::{Digest as _, Sha256};

use super::header::MAX_HEADER_BYTES;
use super::names::ParcelId;
use super::opened::Stanzas;
use super::sealer::{Finished, SealedChunk};

/// What came is no parcel's age file.
#[derive(Debug, PartialEq, Eq)]
pub struct NotAParcel;

/// A parcel as it comes in.
#[derive(Default)]
pub struct Receiving {
    hash: Sha256,
    len: u64,
    head: Vec<u8>,
}

impl Receiving {
    /// How many bytes came.
    pub const fn len(&self) -> u64 {
        self.len
    }

    /// True when nothing came.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Takes the next piece.
    pub fn take(&mut self, piece: Vec<u8>) -> SealedChunk {
        self.hash.update(&piece);
        self.len += piece.len() as u64;
        let room = MAX_HEADER_BYTES - self.head.len();
        self.head.extend_from_slice(&piece[..room.min(piece.len())]);
        SealedChunk::of(piece)
    }

    /// The end: its id and length, when it is an age file with recipients of one kind, as every parcel is.
    pub fn finish(self) -> Result<Finished, NotAParcel> {
        let stanzas = Stanzas::read(&self.head[..]).map_err(|_| NotAParcel)?;
        if !stanzas.are_of_one_kind() {
            return Err(NotAParcel);
        }
        Ok(Finished::of(ParcelId::from_bytes(self.hash.finalize().into()), self.len))
    }
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;
    use crate::seal::{Identity, RecipientKind};

    #[test]
    fn an_age_file_in_pieces_has_its_id_and_nothing_else_is_taken() {
        let identity = Identity::generate(RecipientKind::Hybrid, &mut OsRng);
        let sealed = identity.seal_own(&vec![7; 100_000]).unwrap();
        let mut receiving = Receiving::default();
        for piece in sealed.chunks(1000) {
            assert_eq!(receiving.take(piece.to_vec()).as_bytes(), piece);
        }
        let finished = receiving.finish().unwrap();
        assert_eq!(finished.id().as_bytes()[..], Sha256::digest(&sealed)[..]);
        assert_eq!(finished.size(), sealed.len() as u64);
        let lines = [b"age-encryption.org/v1\n", "-> a\n\n".repeat(80_000).as_bytes()].concat();
        for hostile in [&b""[..], b"age-encryption.org/v1\n", b"PK\x03\x04", &vec![0; 600_000], &sealed[..100], &lines]
        {
            let mut receiving = Receiving::default();
            receiving.take(hostile.to_vec());
            assert_eq!(receiving.finish().unwrap_err(), NotAParcel);
        }
    }

    #[test]
    fn of_what_comes_no_more_is_kept_than_a_header_may_have() {
        let mut receiving = Receiving::default();
        assert!(receiving.is_empty());
        for pieces in 1..4 {
            receiving.take(vec![0; MAX_HEADER_BYTES - 1]);
            assert_eq!(receiving.len(), pieces * (MAX_HEADER_BYTES as u64 - 1));
            assert_eq!(receiving.head.len(), (MAX_HEADER_BYTES - 1).max(MAX_HEADER_BYTES * usize::from(pieces > 1)));
        }
        assert!(!receiving.is_empty());
    }
}
