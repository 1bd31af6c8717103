//! SHA-256 of two streams at once, a block of each by turns.
//!
//! A processor's SHA instructions wait for each other within one stream and not between two: side by side both take less time
//! than one after the other (`docs/performance.md`). Blocks, the buffer for what is less and the padding at the end are the
//! `sha2` crate's.

use sha2::Sha256;
use sha2::digest::Output;
use sha2::digest::core_api::{Block, Buffer, CoreProxy, FixedOutputCore as _, UpdateCore as _};

type Core = <Sha256 as CoreProxy>::Core;

const BLOCK_BYTES: usize = 64;

/// A SHA-256 under way (FIPS 180-4).
#[derive(Default)]
pub(super) struct Sum {
    core: Core,
    /// What came behind the last whole block.
    rest: Buffer<Core>,
}

impl Sum {
    /// Adds bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.rest.digest_blocks(bytes, |blocks| self.core.update_blocks(blocks));
    }

    /// Adds `bytes`, and to another sum its own.
    pub(super) fn add_beside(&mut self, bytes: &[u8], other: &mut Self, others: &[u8]) {
        let bytes = self.add_to_block(bytes);
        let others = other.add_to_block(others);
        let together = bytes.len().min(others.len()) / BLOCK_BYTES * BLOCK_BYTES;
        let blocks = bytes[..together].chunks_exact(BLOCK_BYTES).zip(others[..together].chunks_exact(BLOCK_BYTES));
        for (block, others) in blocks {
            self.core.update_blocks(std::slice::from_ref(Block::<Core>::from_slice(block)));
            other.core.update_blocks(std::slice::from_ref(Block::<Core>::from_slice(others)));
        }
        self.add(&bytes[together..]);
        other.add(&others[together..]);
    }

    /// Adds what fills the block that was begun; gives what is behind it.
    fn add_to_block<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let begun = self.rest.get_pos();
        let fills = if begun == 0 { 0 } else { (BLOCK_BYTES - begun).min(bytes.len()) };
        let (first, behind) = bytes.split_at(fills);
        self.add(first);
        behind
    }

    /// The sum of all that was added.
    pub(super) fn finish(mut self) -> [u8; 32] {
        let mut sum = Output::<Core>::default();
        self.core.finalize_fixed_core(&mut self.rest, &mut sum);
        sum.into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sha2::Digest as _;

    use super::*;

    /// FIPS 180-4's examples ("SHA256.pdf" of NIST's examples with intermediate values), and the sum of nothing.
    #[test]
    fn published_vectors_come_out_alone_and_beside_each_other() {
        let vectors: [(&[u8], &str); 3] = [
            (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
        ];
        for (text, expected) in vectors {
            for (others, other) in vectors {
                let (mut left, mut right) = (Sum::default(), Sum::default());
                left.add_beside(text, &mut right, others);
                assert_eq!((hex::encode(left.finish()), hex::encode(right.finish())), (expected.into(), other.into()));
            }
        }
    }

    proptest! {
        #[test]
        fn two_streams_in_any_pieces_have_the_sums_of_each(
            pieces in prop::collection::vec((any::<bool>(), 0..400usize, 0..400usize), 0..12),
        ) {
            let (mut left, mut right) = (Sum::default(), Sum::default());
            let (mut all, mut others) = (Vec::new(), Vec::new());
            for (beside, len, other_len) in pieces {
                let bytes: Vec<u8> = (0..len).map(|n| (n * 31 + all.len()) as u8).collect();
                let other: Vec<u8> = (0..other_len).map(|n| (n * 17 + others.len()) as u8).collect();
                if beside {
                    left.add_beside(&bytes, &mut right, &other);
                } else {
                    left.add(&bytes);
                    right.add(&other);
                }
                all.extend(bytes);
                others.extend(other);
            }
            prop_assert_eq!(left.finish()[..].to_vec(), Sha256::digest(&all).to_vec());
            prop_assert_eq!(right.finish()[..].to_vec(), Sha256::digest(&others).to_vec());
        }
    }
}
