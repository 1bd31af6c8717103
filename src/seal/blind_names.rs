//! File names that tell nothing to who lacks a key, and are the same each time to who has it.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Bytes of a blind name: enough that no two things ever share one.
const NAME_BYTES: usize = 16;

/// Gives blind names. No `Debug`.
pub struct BlindNames(Zeroizing<[u8; 32]>);

impl BlindNames {
    /// Names by a key that comes of a 32-byte `secret`, which serves other purposes too, and of a `purpose`.
    pub fn of(secret: &[u8; 32], purpose: &str) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        expand(secret, purpose, &mut *key);
        Self(key)
    }

    /// The name of what is called `what`: 32 digits of hex.
    pub fn name(&self, what: &str) -> String {
        let mut name = [0; NAME_BYTES];
        expand(&self.0, what, &mut name);
        hex::encode(name)
    }
}

/// HKDF-SHA256 (RFC 5869) without a salt, `info` telling what for.
fn expand(secret: &[u8; 32], info: &str, out: &mut [u8]) {
    Hkdf::<Sha256>::new(None, secret).expand(info.as_bytes(), out).expect("32 bytes and fewer are never too many");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_each_time_and_another_for_every_key_purpose_and_thing() {
        let names = BlindNames::of(&[1; 32], "one");
        assert_eq!(names.name("a"), names.name("a"));
        let all = [
            names.name("a"),
            names.name("b"),
            names.name(""),
            BlindNames::of(&[2; 32], "one").name("a"),
            BlindNames::of(&[1; 32], "other").name("a"),
        ];
        assert!((0..all.len()).all(|at| !all[at + 1..].contains(&all[at]) && all[at].len() == 32), "{all:?}");
    }
}
