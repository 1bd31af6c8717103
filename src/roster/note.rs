//! Signed notes (C2SP signed-note) with Ed25519 (RFC 8032).
//!
//! ```text
//! text, ending in a newline
//!
//! — NAME BASE64(key id (4 bytes) ‖ signature (64 bytes))
//! ```
//! The key id is the first 4 bytes of SHA-256(NAME ‖ 0x0A ‖ 0x01 ‖ public key); the signature covers the text.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// A note larger than this is not read.
pub const MAX_NOTE_BYTES: usize = 1 << 20;
/// The signature type of Ed25519.
const ED25519: u8 = 1;
const MARK: &str = "\u{2014} ";

/// A note or key is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteError {
    /// The text is no signed note.
    Form,
    /// The key is not of the form `name+id+base64`, or its id is not its own.
    Key,
    /// No signature by this key.
    Unsigned,
    /// The signature by this key does not fit the text.
    Forged,
}

impl fmt::Display for NoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "it is not a signed note",
            Self::Key => "the key is not of the form name+id+base64",
            Self::Unsigned => "it carries no signature by this key",
            Self::Forged => "its signature does not fit its text: it was changed after it was signed",
        })
    }
}

impl std::error::Error for NoteError {}

/// A named key that verifies notes, written `name+id+base64`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct NoteVerifier {
    name: String,
    key: VerifyingKey,
}

/// A named key that signs notes. No `Debug`.
pub struct NoteSigner {
    name: String,
    key: SigningKey,
}

/// A name may hold neither white space nor the key's separator, nor what a note may not hold.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c == '+' || c.is_whitespace() || c.is_control())
}

fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let hash = Sha256::new().chain_update(name).chain_update([b'\n', ED25519]).chain_update(key.as_bytes()).finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

impl NoteSigner {
    /// Gives `key` a name.
    pub fn new(name: &str, key: SigningKey) -> Result<Self, NoteError> {
        if is_name(name) { Ok(Self { name: name.to_owned(), key }) } else { Err(NoteError::Key) }
    }

    /// Its public half.
    pub fn verifier(&self) -> NoteVerifier {
        NoteVerifier { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// Signs `text`, which must end in a newline, and returns the note.
    pub fn sign(&self, text: &str) -> Result<String, NoteError> {
        if !text.ends_with('\n') {
            return Err(NoteError::Form);
        }
        let mut signature = key_id(&self.name, &self.key.verifying_key()).to_vec();
        signature.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        Ok(format!("{text}\n{MARK}{} {}\n", self.name, BASE64.encode(signature)))
    }

    /// The secret key, written `PRIVATE+KEY+name+id+base64`.
    pub fn to_secret(&self) -> Zeroizing<String> {
        let mut key = Zeroizing::new(vec![ED25519]);
        key.extend_from_slice(self.key.as_bytes());
        let id = hex::encode(key_id(&self.name, &self.key.verifying_key()));
        let base64 = Zeroizing::new(BASE64.encode(&*key));
        Zeroizing::new(format!("PRIVATE+KEY+{}+{id}+{}", self.name, *base64))
    }

    /// Reads what [`Self::to_secret`] wrote.
    pub fn from_secret(text: &str) -> Result<Self, NoteError> {
        let text = text.trim().strip_prefix("PRIVATE+KEY+").ok_or(NoteError::Key)?;
        let KeyText { name, id, key } = KeyText::split(text)?;
        let signer = Self::new(name, SigningKey::from_bytes(&key))?;
        if key_id(name, &signer.key.verifying_key()) == id { Ok(signer) } else { Err(NoteError::Key) }
    }
}

impl NoteVerifier {
    /// Gives `key` a name.
    pub fn new(name: &str, key: VerifyingKey) -> Result<Self, NoteError> {
        if is_name(name) { Ok(Self { name: name.to_owned(), key }) } else { Err(NoteError::Key) }
    }

    /// The text of `note`, when this key has signed it.
    pub fn verify<'a>(&self, note: &'a str) -> Result<&'a str, NoteError> {
        self.verify_line(note).map(|(text, _)| text)
    }

    /// The text of `note` and the line of this key's signature, when it has signed it.
    pub(super) fn verify_line<'a>(&self, note: &'a str) -> Result<(&'a str, &'a str), NoteError> {
        let (text, signatures) = split(note)?;
        // Every line is read before one is believed: what is no signature has no place below a note.
        let lines = signatures.lines().map(SignatureLine::read).collect::<Result<Vec<_>, _>>()?;
        let id = key_id(&self.name, &self.key);
        let ours = lines.iter().find(|line| line.name == self.name && line.id == id).ok_or(NoteError::Unsigned)?;
        let signature = Signature::from_slice(&ours.signature).map_err(|_| NoteError::Forged)?;
        self.key.verify_strict(text.as_bytes(), &signature).map_err(|_| NoteError::Forged)?;
        Ok((text, ours.line))
    }
}

/// `— NAME BASE64(key id ‖ signature)`
struct SignatureLine<'a> {
    line: &'a str,
    name: &'a str,
    id: [u8; 4],
    signature: Vec<u8>,
}

impl<'a> SignatureLine<'a> {
    fn read(line: &'a str) -> Result<Self, NoteError> {
        let (name, base64) = line.strip_prefix(MARK).and_then(|rest| rest.split_once(' ')).ok_or(NoteError::Form)?;
        let bytes = BASE64.decode(base64).map_err(|_| NoteError::Form)?;
        let (id, signature) = bytes.split_first_chunk::<4>().ok_or(NoteError::Form)?;
        Ok(Self { line, name, id: *id, signature: signature.to_vec() })
    }
}

/// A note of `text` under these signature lines.
pub(super) fn join<'a>(text: &str, lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut note = format!("{text}\n");
    for line in lines {
        note.push_str(line);
        note.push('\n');
    }
    note
}

/// The text of a note, whoever signed it.
pub fn text_of(note: &str) -> Result<&str, NoteError> {
    split(note).map(|(text, _)| text)
}

/// A note's text and its signatures.
fn split(note: &str) -> Result<(&str, &str), NoteError> {
    if note.len() > MAX_NOTE_BYTES || note.chars().any(|c| c != '\n' && c.is_control()) {
        return Err(NoteError::Form);
    }
    let split = note.rfind("\n\n").ok_or(NoteError::Form)?;
    let (text, signatures) = (&note[..=split], &note[split + 2..]);
    if signatures.ends_with('\n') { Ok((text, signatures)) } else { Err(NoteError::Form) }
}

/// A written key, `name+id+base64(type ‖ key)`, in its parts.
struct KeyText<'a> {
    name: &'a str,
    id: [u8; 4],
    key: Zeroizing<[u8; 32]>,
}

impl<'a> KeyText<'a> {
    fn split(text: &'a str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id_hex), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Key);
        };
        let mut id = [0; 4];
        hex::decode_to_slice(id_hex, &mut id).map_err(|_| NoteError::Key)?;
        let bytes = Zeroizing::new(BASE64.decode(key).map_err(|_| NoteError::Key)?);
        let key = bytes.strip_prefix(&[ED25519]).and_then(|key| key.try_into().ok()).ok_or(NoteError::Key)?;
        Ok(Self { name, id, key: Zeroizing::new(key) })
    }
}

impl FromStr for NoteVerifier {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let KeyText { name, id, key } = KeyText::split(text.trim())?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| NoteError::Key)?;
        let verifier = if key_id(name, &key) == id { Self::new(name, key)? } else { return Err(NoteError::Key) };
        // A key has one spelling, so that equal texts are equal keys.
        if verifier.to_string() == text.trim() { Ok(verifier) } else { Err(NoteError::Key) }
    }
}

impl TryFrom<String> for NoteVerifier {
    type Error = NoteError;

    fn try_from(text: String) -> Result<Self, NoteError> {
        text.parse()
    }
}

impl From<NoteVerifier> for String {
    fn from(verifier: NoteVerifier) -> Self {
        verifier.to_string()
    }
}

impl fmt::Display for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![ED25519];
        key.extend_from_slice(self.key.as_bytes());
        write!(f, "{}+{}+{}", self.name, hex::encode(key_id(&self.name, &self.key)), BASE64.encode(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Go's golang.org/x/mod/sumdb/note, which the C2SP specification descends from.
    const VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const SKEY: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const TEXT: &str =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn the_published_note_verifies_and_is_signed_alike() {
        let verifier: NoteVerifier = VKEY.parse().unwrap();
        assert_eq!(verifier.verify(NOTE), Ok(TEXT));
        assert_eq!(verifier.to_string(), VKEY);
        let signer = NoteSigner::from_secret(SKEY).unwrap();
        assert_eq!(signer.sign(TEXT).unwrap(), NOTE);
        assert_eq!(*signer.to_secret(), SKEY);
    }

    #[test]
    fn a_changed_text_is_forged_and_a_foreign_key_unsigned() {
        let verifier: NoteVerifier = VKEY.parse().unwrap();
        assert_eq!(verifier.verify(&NOTE.replace("answer", "Answer")), Err(NoteError::Forged));
        let other = NoteSigner::new("PeterNeumann", SigningKey::from_bytes(&[7; 32])).unwrap();
        assert_eq!(other.verifier().verify(NOTE), Err(NoteError::Unsigned));
        assert_eq!(verifier.verify(TEXT), Err(NoteError::Form));
        assert_eq!(verifier.verify(""), Err(NoteError::Form));
    }

    #[test]
    fn foreign_signatures_may_stand_beside_ours_and_nothing_else_may() {
        let verifier: NoteVerifier = VKEY.parse().unwrap();
        let other = NoteSigner::new("other", SigningKey::from_bytes(&[7; 32])).unwrap().sign(TEXT).unwrap();
        let line = other.strip_prefix(TEXT).unwrap().trim_start();
        assert_eq!(verifier.verify(&format!("{NOTE}{line}")), Ok(TEXT));
        assert_eq!(verifier.verify(&format!("{NOTE}anything\n")), Err(NoteError::Form));
    }

    #[test]
    fn a_key_has_a_name_without_spaces_and_separators() {
        for name in ["", "a b", "a+b", "a\u{1}b", "a\u{2003}b", "\n"] {
            assert!(NoteSigner::new(name, SigningKey::from_bytes(&[7; 32])).is_err(), "{name:?}");
        }
        assert!(NoteSigner::new("é-1", SigningKey::from_bytes(&[7; 32])).is_ok());
    }

    #[test]
    fn a_note_has_a_longest_length_and_no_control_characters() {
        let of_length = |length: usize| format!("{}\n\nx\n", "a".repeat(length - 4));
        assert_eq!(text_of(&of_length(MAX_NOTE_BYTES)).map(str::len), Ok(MAX_NOTE_BYTES - 3));
        assert_eq!(text_of(&of_length(MAX_NOTE_BYTES + 1)), Err(NoteError::Form));
        for control in ["\r", "\t", "\0", "\u{1b}"] {
            assert_eq!(text_of(&format!("a{control}\n\nx\n")), Err(NoteError::Form), "{control:?}");
        }
    }

    #[test]
    fn every_changed_byte_of_a_note_is_noticed() {
        let verifier: NoteVerifier = VKEY.parse().unwrap();
        for at in 0..NOTE.len() {
            let mut bytes = NOTE.as_bytes().to_vec();
            bytes[at] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(verifier.verify(&changed).is_err(), "byte {at}");
            }
        }
    }
}
