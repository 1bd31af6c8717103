//! Files cross to another implementation of age and back: typage (npm `age-encryption`), on Node.
//!
//! `tests/interop/typage/install.sh TARGET_DIR` puts it into `TARGET_DIR/interop/typage`;
//! `AMPARO_TYPAGE` names that folder where it is not `target/interop/typage`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::env;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use age::secrecy::ExposeSecret;
use amparo::seal::hybrid::{HybridIdentity, HybridRecipient};
use rand_core::OsRng;

/// Around the edges of age's 64 KiB chunks, and several chunks.
const SIZES: [usize; 6] = [0, 1, 65_535, 65_536, 65_537, 300_001];

/// typage as installed, or a failure that says how to install it: never a silent pass.
fn typage() -> PathBuf {
    let folder = env::var_os("AMPARO_TYPAGE").map_or_else(|| PathBuf::from("target/interop/typage"), PathBuf::from);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    assert!(
        folder.join("node_modules/age-encryption").is_dir(),
        "typage is not installed in {}: run `tests/interop/typage/install.sh target`, or name its \
         folder in AMPARO_TYPAGE",
        folder.display(),
    );
    folder.join("typage.mjs")
}

/// Runs typage on what it shall read from standard input, and gives what it wrote.
fn run(args: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("node")
        .arg(typage())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "typage {} failed", args[0]);
    output.stdout
}

fn sample(size: usize) -> Vec<u8> {
    (0..size).map(|i| (i * 31 + i / 251) as u8).collect()
}

fn seal(recipient: &HybridRecipient, plaintext: &[u8]) -> Vec<u8> {
    let recipients: [&dyn age::Recipient; 1] = [recipient];
    let encryptor = age::Encryptor::with_recipients(recipients.into_iter()).unwrap();
    let mut writer = encryptor.wrap_output(Vec::new()).unwrap();
    writer.write_all(plaintext).unwrap();
    writer.finish().unwrap()
}

fn open(identity: &HybridIdentity, file: &[u8]) -> Vec<u8> {
    let identities: [&dyn age::Identity; 1] = [identity];
    let decryptor = age::Decryptor::new(file).unwrap();
    let mut plaintext = Vec::new();
    let mut reader = decryptor.decrypt(identities.into_iter()).unwrap();
    reader.read_to_end(&mut plaintext).unwrap();
    plaintext
}

#[test]
fn typage_opens_what_we_seal() {
    let identity = HybridIdentity::generate(OsRng);
    let secret = identity.to_secret_string();
    for size in SIZES {
        let file = tempfile::NamedTempFile::new().unwrap();
        let sealed = seal(&identity.to_recipient(), &sample(size));
        file.as_file().write_all(&sealed).unwrap();
        let path = file.path().to_str().unwrap();
        let opened = run(&["decrypt", secret.expose_secret(), path], b"");
        assert_eq!(opened, sample(size), "{size} bytes");
    }
}

#[test]
fn we_open_what_typage_seals() {
    let identity = HybridIdentity::generate(OsRng);
    let recipient = identity.to_recipient().to_string();
    for size in SIZES {
        let sealed = run(&["encrypt", &recipient], &sample(size));
        assert_eq!(open(&identity, &sealed), sample(size), "{size} bytes");
    }
}

#[test]
fn typage_derives_the_same_recipient_from_an_identity() {
    let identity = HybridIdentity::generate(OsRng);
    let secret = identity.to_secret_string();
    let derived = run(&["recipient", secret.expose_secret()], b"");
    let derived = str::from_utf8(&derived).unwrap();
    assert_eq!(derived, identity.to_recipient().to_string());
    assert_eq!(derived.parse(), Ok(identity.to_recipient()));
}
