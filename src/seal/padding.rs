//! Sizes that say little: Padmé.

use std::fmt;

/// No plaintext is padded to less than this: words and small pictures look alike.
pub const FLOOR_BYTES: u64 = 64 * 1024;

/// The largest plaintext of a parcel, 1 TiB: far above any limit an operator sets, far below an overflow.
pub const MAX_PARCEL_BYTES: u64 = 1 << 40;

/// A length cannot be padded.
#[derive(Debug, PartialEq, Eq)]
pub enum SizeError {
    /// Above [`MAX_PARCEL_BYTES`]; nothing is ever cut short.
    TooLarge,
}

impl fmt::Display for SizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("larger than a parcel can be (1 TiB)")
    }
}

impl std::error::Error for SizeError {}

/// Rounds a plaintext length up to its Padmé size, 64 KiB at least.
///
/// `len` and the result are bytes of ZIP, before age adds its header and tags. The overhead above
/// the floor stays under 12 % (3.2 % from 64 KiB up) and the result tells O(log log len) bits
/// (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs",
/// `PoPETs` 2019, algorithm 1).
///
/// # Errors
/// [`SizeError::TooLarge`] above [`MAX_PARCEL_BYTES`].
pub fn padded_len(len: u64) -> Result<u64, SizeError> {
    if len > MAX_PARCEL_BYTES {
        return Err(SizeError::TooLarge);
    }
    if len <= FLOOR_BYTES {
        return Ok(FLOOR_BYTES);
    }
    let exponent = len.ilog2();
    let low_bits = exponent - (exponent.ilog2() + 1);
    Ok(len.next_multiple_of(1 << low_bits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_sizes() {
        for (len, padded) in [
            (0, 65_536),
            (65_536, 65_536),
            (65_537, 67_584),
            (1_000_000, 1_015_808),
            (1 << 30, 1 << 30),
            ((1 << 30) + 1, (1 << 30) + (1 << 25)),
            (MAX_PARCEL_BYTES, MAX_PARCEL_BYTES),
        ] {
            assert_eq!(padded_len(len), Ok(padded), "{len}");
        }
        assert_eq!(padded_len(MAX_PARCEL_BYTES + 1), Err(SizeError::TooLarge));
    }

    proptest! {
        #[test]
        fn padding_is_small_stable_and_never_shrinks(len in 1..MAX_PARCEL_BYTES) {
            let padded = padded_len(len).unwrap();
            prop_assert!(padded >= len);
            prop_assert_eq!(padded_len(padded), Ok(padded));
            if len > FLOOR_BYTES {
                prop_assert!((padded - len) * 1000 <= len * 32);
            }
        }
    }
}
