//! The C2SP vectors of age, through the `age` crate and our hybrid identity.
//!
//! Every file of `tests/vectors/age/` stands below under the ending it must have, so that a parsing
//! error can't pass for a wrong key, nor a broken payload for a broken header.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use age::{DecryptError, Decryptor, Identity};
use amparo::seal::hybrid::HybridIdentity;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// How opening a file ends. Payload hashes cover what was given out before the end.
#[derive(Debug, PartialEq, Eq)]
enum Ending {
    Success { payload: String },
    HeaderFailure,
    HmacFailure,
    NoMatch,
    PayloadFailure { payload: String },
}

/// One file: what it expects, the identities to try, and the age file itself.
struct Vector {
    expect: String,
    payload: String,
    identities: Vec<Box<dyn Identity>>,
    age_file: Vec<u8>,
}

impl Vector {
    fn read(name: &str) -> Self {
        let file = fs::read(folder().join(name)).unwrap();
        let end = file.windows(2).position(|pair| pair == b"\n\n").unwrap();
        let header = str::from_utf8(&file[..end]).unwrap();
        let values = |wanted: &str| -> Vec<&str> {
            let pairs = header.lines().map(|line| line.split_once(": ").unwrap());
            pairs.filter_map(|(key, value)| (key == wanted).then_some(value)).collect()
        };

        let mut age_file = file[end + 2..].to_vec();
        if !values("compressed").is_empty() {
            age_file = miniz_oxide::inflate::decompress_to_vec_zlib(&age_file).unwrap();
        }
        if !values("armored").is_empty() {
            age_file = without_armor(&age_file);
        }
        Self {
            expect: values("expect")[0].to_owned(),
            payload: values("payload").concat(),
            identities: values("identity").into_iter().map(identity).collect(),
            age_file,
        }
    }

    /// Opens the file the way the vault does, and says how that ended.
    fn open(&self) -> Ending {
        let opened = Decryptor::new(self.age_file.as_slice())
            .and_then(|file| file.decrypt(self.identities.iter().map(AsRef::as_ref)));
        let mut stream = match opened {
            Ok(stream) => stream,
            Err(DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed) => {
                return Ending::NoMatch;
            }
            Err(DecryptError::InvalidMac) => return Ending::HmacFailure,
            Err(DecryptError::InvalidHeader | DecryptError::UnknownFormat | DecryptError::Io(_)) => {
                return Ending::HeaderFailure;
            }
            Err(other) => panic!("no vector should end like this: {other}"),
        };
        let mut bytes = Vec::new();
        let end = stream.read_to_end(&mut bytes);
        let payload = hex::encode(Sha256::digest(&bytes));
        match end {
            Ok(_) => Ending::Success { payload },
            Err(_) => Ending::PayloadFailure { payload },
        }
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/age")
}

fn identity(text: &str) -> Box<dyn Identity> {
    if text.starts_with("AGE-SECRET-KEY-PQ-") {
        Box::new(text.parse::<HybridIdentity>().unwrap())
    } else {
        Box::new(text.parse::<age::x25519::Identity>().unwrap())
    }
}

/// The bytes between the armor's first and last line. The one armored vector is well formed.
fn without_armor(text: &[u8]) -> Vec<u8> {
    let text = str::from_utf8(text).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    BASE64_STANDARD.decode(lines.collect::<String>()).unwrap()
}

/// Makes a test of each vector, and the list of all of them.
macro_rules! vectors {
    ($($kind:ident: $expect:literal => $ending:expr, [$($name:ident)+];)*) => {
        $(mod $kind {
            use super::*;
            $(#[test]
            fn $name() {
                let vector = Vector::read(stringify!($name));
                assert_eq!(vector.expect, $expect);
                let ending: fn(String) -> Ending = $ending;
                assert_eq!(vector.open(), ending(vector.payload.clone()));
            })+
        })*

        const NAMED: &[&str] = &[$($(stringify!($name)),+),*];
    };
}

vectors! {
    success: "success" => |payload| Ending::Success { payload }, [
        armor_hybrid hybrid hybrid_and_x25519 hybrid_grease hybrid_multiple_recipients
        stanza_empty_body stanza_empty_last_line stanza_valid_characters
        stream_257_chunks stream_empty_payload stream_last_chunk_full
        stream_last_chunk_full_second stream_three_chunks stream_two_chunks
        x25519 x25519_grease x25519_multiple_recipients
    ];

    no_match: "no match" => |_| Ending::NoMatch, [
        hybrid_bad_tag hybrid_currupted_enc_mlkem hybrid_currupted_enc_x25519 hybrid_no_match
        hybrid_uppercase x25519_bad_tag x25519_lowercase x25519_no_match
    ];

    hmac_failure: "HMAC failure" => |_| Ending::HmacFailure, [
        hmac_bad
    ];

    header_failure: "header failure" => |_| Ending::HeaderFailure, [
        empty header_crlf
        hmac_extra_space hmac_garbage hmac_missing hmac_no_space hmac_not_canonical
        hmac_trailing_space hmac_truncated
        hybrid_extra_argument hybrid_identity hybrid_long_file_key hybrid_long_share
        hybrid_low_order hybrid_not_canonical_body hybrid_not_canonical_enc hybrid_short_share
        hybrid_x25519_arg
        stanza_bad_start stanza_base64_padding stanza_empty_argument stanza_invalid_character
        stanza_long_line stanza_multiple_short_lines stanza_no_arguments stanza_not_canonical
        stanza_spurious_cr
        stream_no_nonce stream_short_nonce
        version_unsupported
        x25519_extra_argument x25519_identity x25519_long_file_key x25519_long_share
        x25519_low_order x25519_not_canonical_body x25519_not_canonical_share x25519_short_share
    ];

    payload_failure: "payload failure" => |payload| Ending::PayloadFailure { payload }, [
        stream_bad_tag stream_bad_tag_second_chunk stream_bad_tag_second_chunk_full
        stream_last_chunk_empty stream_missing_tag stream_no_chunks stream_no_final
        stream_no_final_full stream_no_final_two_chunks stream_no_final_two_chunks_full
        stream_short_chunk stream_short_second_chunk stream_trailing_garbage_long
        stream_trailing_garbage_short stream_two_final_chunks stream_two_final_chunks_full
        stream_two_final_chunks_second stream_two_final_chunks_short
    ];
}

/// Where the `age` crate departs from C2SP, as its own tests say: it still reads the headers of a
/// very old version. Nothing that we promise rests on it.
const ACCEPTED_THOUGH_MALFORMED: &[&str] = &["stanza_missing_body", "stanza_missing_final_line"];

#[test]
fn the_age_crate_departs_from_c2sp_where_it_says_so() {
    for name in ACCEPTED_THOUGH_MALFORMED {
        let vector = Vector::read(name);
        assert_eq!(vector.expect, "header failure", "{name}");
        assert!(matches!(vector.open(), Ending::Success { .. }), "{name}");
    }
}

#[test]
fn every_file_of_the_folder_is_named_above() {
    let named: BTreeSet<String> = NAMED.iter().chain(ACCEPTED_THOUGH_MALFORMED).map(|&name| name.to_owned()).collect();
    let found: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    assert_eq!(named, found);
}
