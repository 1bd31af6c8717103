//! The post-quantum hybrid recipient of age: `mlkem768x25519` (C2SP age.md).
//!
//! A file key is wrapped by HPKE (RFC 9180, base mode, HKDF-SHA256, ChaCha20-Poly1305, empty aad)
//! over X-Wing (`xwing.rs`), so that what is recorded today stays closed unless both ML-KEM-768 and
//! X25519 fall. The `age` crate has no such recipient yet; this adapter goes when it does.
//!
//! | string | shape |
//! | --- | --- |
//! | recipient | Bech32, `age1pq1…`, lower case, 1 959 characters: 1 216 bytes, ML-KEM key ‖ X25519 key |
//! | identity | Bech32, `AGE-SECRET-KEY-PQ-1…`, upper case, 77 characters: the 32-byte seed |
//! | stanza | `-> mlkem768x25519 ENC`, ENC 1 120 bytes in canonical base64, body 32 bytes |

mod xwing;

use std::collections::HashSet;
use std::error::Error;
use std::fmt;
use std::io;
use std::str::FromStr;

use age::secrecy::zeroize::Zeroizing;
use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::primitives::{bech32_decode, bech32_encode};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use bech32::Hrp;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::{Deserializable, HpkeError, Kem, OpModeR, OpModeS, Serializable};
use rand_core::{CryptoRng, OsRng, RngCore};

use crate::harden::stack::forgetting;
use xwing::{EncappedKey, PrivateKey, PublicKey, SEED_BYTES, XWing};

const RECIPIENT_PREFIX: Hrp = Hrp::parse_unchecked("age1pq");
const IDENTITY_PREFIX: Hrp = Hrp::parse_unchecked("age-secret-key-pq-");
const STANZA_TAG: &str = "mlkem768x25519";
/// HPKE's `info`: binds the wrapped key to this use of it (C2SP age.md).
const HPKE_INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
/// Keeps age from adding a recipient that a quantum computer opens to the same file.
const LABEL: &str = "postquantum";
/// The file key and its Poly1305 tag. Checked before anything is opened, so that one body cannot
/// hold keys of several lengths (C2SP age.md).
const BODY_BYTES: usize = FILE_KEY_BYTES + 16;

/// Whom a file is sealed to: a reviewer's, or a mailbox's, public key.
///
/// Stanzas do not name their recipient. Every value was checked when it was parsed; equal values
/// have equal strings.
#[derive(Clone, PartialEq, Eq)]
pub struct HybridRecipient(PublicKey);

/// What opens a file: a reviewer's, or a mailbox's, secret key.
///
/// Holds the seed alone, wiped on drop, and grows the keys from it each time.
pub struct HybridIdentity(PrivateKey);

/// Why a string is no hybrid recipient or identity. Says nothing of what the string was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HybridKeyError {
    /// Not Bech32, or its checksum fails: cut off or mistyped.
    NotBech32,
    /// Bech32, but another kind of key, such as a classic `age1…`.
    OtherKind,
    /// Too short or too long for its kind.
    WrongLength,
    /// Not how this key is written: the other case, or bits left over.
    NotCanonical,
    /// An ML-KEM key that is not reduced (FIPS 203, 7.2), or an X25519 key of low order.
    Unsound,
}

impl HybridIdentity {
    /// Draws a new identity.
    pub fn generate(mut rng: impl RngCore + CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; SEED_BYTES]);
        rng.fill_bytes(&mut *seed);
        Self::from_seed(seed)
    }

    /// The identity that grows from a seed, which must be uniformly random: a mailbox's comes from
    /// its codename by HKDF.
    #[expect(clippy::needless_pass_by_value, reason = "taking the seed wipes it at its old place")]
    pub fn from_seed(seed: Zeroizing<[u8; SEED_BYTES]>) -> Self {
        Self(PrivateKey::from_seed(&seed))
    }

    /// The string form, `AGE-SECRET-KEY-PQ-1…`.
    pub fn to_secret_string(&self) -> SecretString {
        let mut text = bech32_encode(IDENTITY_PREFIX, self.0.seed());
        text.make_ascii_uppercase();
        SecretString::from(text)
    }

    /// The recipient that this identity opens.
    pub fn to_recipient(&self) -> HybridRecipient {
        HybridRecipient(forgetting(|| XWing::sk_to_pk(&self.0)))
    }
}

impl FromStr for HybridIdentity {
    type Err = HybridKeyError;

    fn from_str(text: &str) -> Result<Self, HybridKeyError> {
        let seed = decode::<SEED_BYTES>(text, IDENTITY_PREFIX)?;
        let identity = Self::from_seed(seed);
        if identity.to_secret_string().expose_secret() == text {
            Ok(identity)
        } else {
            Err(HybridKeyError::NotCanonical)
        }
    }
}

impl age::Identity for HybridIdentity {
    /// Opens a stanza; `None` when it is of another kind or for somebody else.
    ///
    /// # Errors
    /// [`DecryptError::InvalidHeader`] for a stanza of this kind that breaks its rules: not exactly
    /// one argument, a share or body of another length, base64 that is not canonical, or an X25519
    /// share of low order.
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag != STANZA_TAG {
            return None;
        }
        match forgetting(|| self.open(stanza)) {
            Ok(file_key) => Some(Ok(file_key)),
            Err(Unopened::ForSomebodyElse) => None,
            Err(Unopened::Malformed) => Some(Err(DecryptError::InvalidHeader)),
        }
    }
}

impl HybridIdentity {
    fn open(&self, stanza: &Stanza) -> Result<FileKey, Unopened> {
        let [share] = stanza.args.as_slice() else {
            return Err(Unopened::Malformed);
        };
        let share = BASE64_STANDARD_NO_PAD.decode(share).map_err(|_| Unopened::Malformed)?;
        let share = EncappedKey::from_bytes(&share).map_err(|_| Unopened::Malformed)?;
        if stanza.body.len() != BODY_BYTES {
            return Err(Unopened::Malformed);
        }
        let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.0,
            &share,
            HPKE_INFO,
            &stanza.body,
            b"",
        );
        let opened = match opened {
            Ok(opened) => Zeroizing::new(opened),
            Err(HpkeError::DecapError) => return Err(Unopened::Malformed),
            Err(_) => return Err(Unopened::ForSomebodyElse),
        };
        FileKey::try_init_with_mut(|file_key| {
            if opened.len() != file_key.len() {
                return Err(Unopened::Malformed);
            }
            file_key.copy_from_slice(&opened);
            Ok(())
        })
    }
}

/// Why a stanza of our kind gave no file key.
enum Unopened {
    /// Well formed, but the tag fails under our key, which is all that can be known.
    ForSomebodyElse,
    /// Breaks the stanza's rules, whoever it is for.
    Malformed,
}

impl FromStr for HybridRecipient {
    type Err = HybridKeyError;

    fn from_str(text: &str) -> Result<Self, HybridKeyError> {
        let bytes = decode::<{ xwing::PUBLIC_KEY_BYTES }>(text, RECIPIENT_PREFIX)?;
        let key = PublicKey::from_bytes(&*bytes).map_err(|_| HybridKeyError::Unsound)?;
        let recipient = Self(key);
        if recipient.to_string() == text { Ok(recipient) } else { Err(HybridKeyError::NotCanonical) }
    }
}

impl fmt::Display for HybridRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bech32_encode(RECIPIENT_PREFIX, &self.0.to_bytes()))
    }
}

/// The beginning and the end of the string: enough to tell keys apart.
impl fmt::Debug for HybridRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_string();
        let (head, tail) = (&text[..16], &text[text.len() - 8..]);
        write!(f, "HybridRecipient({head}…{tail})")
    }
}

impl age::Recipient for HybridRecipient {
    /// Wraps a file key into one stanza, with the label `postquantum`.
    fn wrap_file_key(&self, file_key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let (share, body) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, XWing, _>(
            &OpModeS::Base,
            &self.0,
            HPKE_INFO,
            file_key.expose_secret(),
            b"",
            &mut OsRng,
        )
        .map_err(|_| io::Error::other("the file key could not be wrapped to a hybrid recipient"))?;
        let stanza =
            Stanza { tag: STANZA_TAG.to_owned(), args: vec![BASE64_STANDARD_NO_PAD.encode(share.to_bytes())], body };
        Ok((vec![stanza], HashSet::from([LABEL.to_owned()])))
    }
}

impl fmt::Display for HybridKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotBech32 => "the key is cut off or mistyped",
            Self::OtherKind => "the key is not of the post-quantum hybrid kind",
            Self::WrongLength => "the key has the wrong length",
            Self::NotCanonical => "the key is not written the way its kind is written",
            Self::Unsound => "the key's numbers are out of their range",
        })
    }
}

impl Error for HybridKeyError {}

/// Reads exactly `N` bytes out of a Bech32 string of the given kind, into memory that is wiped.
fn decode<const N: usize>(text: &str, kind: Hrp) -> Result<Zeroizing<[u8; N]>, HybridKeyError> {
    bech32_decode(
        text,
        |_| HybridKeyError::NotBech32,
        |found| (found == kind).then_some(()).ok_or(HybridKeyError::OtherKind),
        |_, bytes| {
            if bytes.len() != N {
                return Err(HybridKeyError::WrongLength);
            }
            let mut buffer = Zeroizing::new([0; N]);
            for (place, byte) in buffer.iter_mut().zip(bytes) {
                *place = byte;
            }
            Ok(buffer)
        },
    )
}

#[cfg(test)]
mod tests {
    use age::{Identity as _, Recipient as _};
    use proptest::prelude::*;

    use super::*;

    fn identity() -> HybridIdentity {
        HybridIdentity::from_seed(Zeroizing::new([7; SEED_BYTES]))
    }

    fn file_key() -> FileKey {
        FileKey::new(Box::new([5; FILE_KEY_BYTES]))
    }

    fn wrapped() -> Stanza {
        let (mut stanzas, _) = identity().to_recipient().wrap_file_key(&file_key()).unwrap();
        stanzas.pop().unwrap()
    }

    #[test]
    fn what_is_wrapped_to_a_recipient_opens_with_its_identity_alone() {
        let stanza = wrapped();
        let opened = identity().unwrap_stanza(&stanza).unwrap().unwrap();
        assert_eq!(opened.expose_secret(), file_key().expose_secret());

        let other = HybridIdentity::generate(OsRng);
        assert!(other.unwrap_stanza(&stanza).is_none());
    }

    #[test]
    fn strings_come_back_as_they_went() {
        let identity = identity();
        let text = identity.to_secret_string();
        assert_eq!(text.expose_secret().len(), 77);
        assert!(text.expose_secret().starts_with("AGE-SECRET-KEY-PQ-1"));
        let again: HybridIdentity = text.expose_secret().parse().unwrap();
        assert_eq!(again.to_recipient(), identity.to_recipient());

        let text = identity.to_recipient().to_string();
        assert_eq!(text.len(), 1959);
        assert!(text.starts_with("age1pq1"));
        assert_eq!(text.parse(), Ok(identity.to_recipient()));
    }

    #[test]
    fn a_hybrid_recipient_shares_no_file_with_a_classic_one() {
        let hybrid = identity().to_recipient();
        let classic = age::x25519::Identity::generate().to_public();
        let recipients: [&dyn age::Recipient; 2] = [&hybrid, &classic];
        assert!(matches!(
            age::Encryptor::with_recipients(recipients.into_iter())
                .and_then(|encryptor| Ok(encryptor.wrap_output(Vec::new())?)),
            Err(EncryptError::IncompatibleRecipients { .. })
        ));
    }

    #[test]
    fn strings_of_another_shape_are_refused_each_for_its_reason() {
        use HybridKeyError::{NotBech32, NotCanonical, OtherKind, WrongLength};

        let recipient = identity().to_recipient().to_string();
        let secret = identity().to_secret_string();
        let secret = secret.expose_secret();
        let classic = age::x25519::Identity::generate();
        let short = bech32_encode(RECIPIENT_PREFIX, &[1; 1215]);
        let long = bech32_encode(IDENTITY_PREFIX, &[1; 33]).to_uppercase();
        let recipient_error = |text: &str| text.parse::<HybridRecipient>().err();
        let identity_error = |text: &str| text.parse::<HybridIdentity>().err();

        assert_eq!(recipient_error(""), Some(NotBech32));
        assert_eq!(recipient_error(&recipient[..1958]), Some(NotBech32));
        assert_eq!(recipient_error(&classic.to_public().to_string()), Some(OtherKind));
        assert_eq!(recipient_error(secret), Some(OtherKind));
        assert_eq!(recipient_error(&short), Some(WrongLength));
        assert_eq!(recipient_error(&recipient.to_uppercase()), Some(NotCanonical));
        assert_eq!(identity_error(&recipient), Some(OtherKind));
        assert_eq!(identity_error(classic.to_string().expose_secret()), Some(OtherKind));
        assert_eq!(identity_error(&long), Some(WrongLength));
        assert_eq!(identity_error(&secret.to_lowercase()), Some(NotCanonical));
    }

    #[test]
    fn unsound_keys_are_refused_when_they_are_read() {
        let sound = identity().to_recipient().0.to_bytes();
        let refused = |bytes: &[u8]| {
            let text = bech32_encode(RECIPIENT_PREFIX, bytes);
            text.parse::<HybridRecipient>() == Err(HybridKeyError::Unsound)
        };

        // A coefficient of 0xfff, above ML-KEM's modulus of 3 329.
        let mut unreduced = sound;
        unreduced[..2].fill(0xff);
        assert!(refused(&unreduced));

        // The X25519 points of order 4 and 1.
        for point in [0, 1] {
            let mut low_order = sound;
            low_order[1184..].fill(0);
            low_order[1184] = point;
            assert!(refused(&low_order));
        }
        assert!(!refused(&sound));
    }

    #[test]
    fn identities_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<HybridIdentity>();
        shared::<HybridRecipient>();
    }

    /// Whatever a header or a key file holds, reading it ends in a value or an error.
    fn fuzz_strings_and_stanzas(data: &[u8]) {
        if let Ok(text) = str::from_utf8(data) {
            let _ = text.parse::<HybridRecipient>().map(|key| key.to_string());
            let _ = text.parse::<HybridIdentity>().map(|key| key.to_recipient());
        }
        let _ = bech32_encode(RECIPIENT_PREFIX, data).parse::<HybridRecipient>();
        let (share, body) = data.split_at(data.len().min(1120));
        let stanza = Stanza {
            tag: STANZA_TAG.to_owned(),
            args: vec![BASE64_STANDARD_NO_PAD.encode(share)],
            body: body.to_vec(),
        };
        assert!(!matches!(identity().unwrap_stanza(&stanza), Some(Ok(_))));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn hostile_bytes_are_refused_without_a_panic(
            data in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..1400),
                prop::collection::vec(any::<u8>(), 1152),
                prop::collection::vec(any::<u8>(), 1216),
            ]
        ) {
            fuzz_strings_and_stanzas(&data);
        }

        #[test]
        fn a_changed_letter_never_gives_another_key(at in 0_usize..1959, letter in "[a-z0-9]") {
            let mut text = identity().to_recipient().to_string();
            text.replace_range(at..=at, &letter);
            if let Ok(read) = text.parse::<HybridRecipient>() {
                prop_assert_eq!(read, identity().to_recipient());
            }
        }

        #[test]
        fn a_changed_stanza_never_opens(at in 0_usize..1152, flip in 1_u8..) {
            let mut stanza = wrapped();
            let mut share = BASE64_STANDARD_NO_PAD.decode(&stanza.args[0]).unwrap();
            // The top bit of an X25519 share is ignored (RFC 7748, 5), but X-Wing hashes it.
            if at < 1120 {
                share[at] ^= flip;
            } else {
                stanza.body[at - 1120] ^= flip;
            }
            stanza.args[0] = BASE64_STANDARD_NO_PAD.encode(share);
            prop_assert!(!matches!(identity().unwrap_stanza(&stanza), Some(Ok(_))));
        }
    }
}
