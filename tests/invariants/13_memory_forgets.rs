//! Invariant 13: one second after an answer the server's memory holds nothing more of what a source sent, nor
//! of the keys that their nine words gave.
//!
//! Read from outside, as root, over the whole memory of the server that ships.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::aead::quic::{CHACHA20, HeaderProtectionKey};
use hkdf::Hkdf;
use sha2::Sha256;
use sha3::Shake256;
use sha3::digest::{ExtendableOutput as _, Update as _, XofReader as _};

use crate::common::eyes::{Eyes, marker};
use crate::common::residue::{count_in, keys_in, seen_in};
use crate::common::site::Site;
use crate::common::source::{Source, Visit};

/// How long after the answer the memory must have forgotten.
const AFTER: Duration = Duration::from_secs(1);
/// What is looked for of a file's content: the first bytes of each KiB.
const BLOCK: usize = 1024;
const BLOCKS: usize = 2000;
/// A circuit's number that would be seen.
const CIRCUIT: u32 = 0xf1d0_0007;

/// The key that a label gives.
fn key(root: &[u8], label: &str) -> [u8; 32] {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, root).expand(label.as_bytes(), &mut key).unwrap();
    key
}

/// All that nine words lead to, worked out apart from the server's code: docs/formats.md.
fn keys(codename: &str, data: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let list = bip39::Language::English.word_list();
    let number = |word: &str| list.iter().position(|known| *known == word).unwrap() as u128;
    let bits = codename.split(' ').fold(0, |bits, word| bits << 11 | number(word));
    let entropy = &(bits >> 8).to_be_bytes()[4..];
    let derivation: toml::Table = fs::read_to_string(data.join("derivation.toml")).unwrap().parse().unwrap();
    let salt = hex::decode(derivation["salt"].as_str().unwrap()).unwrap();
    let params = Params::new(19 * 1024, 2, 1, Some(32)).unwrap();
    let mut root = [0; 32];
    let mut memory = vec![argon2::Block::default(); params.block_count()];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into_with_memory(entropy, &salt, &mut root, &mut memory).unwrap();
    let seed = key(&root, "amparo/v1/mailbox-identity");
    let mut grown = [0; 96];
    Shake256::default().chain(seed).finalize_xof().read(&mut grown);
    vec![
        ("the entropy", entropy.to_vec()),
        ("the root", root.to_vec()),
        ("the mailbox's id", key(&root, "amparo/v1/mailbox-id").to_vec()),
        ("the mailbox's seed", seed.to_vec()),
        ("the mailbox's ML-KEM seed d", grown[..32].to_vec()),
        ("the mailbox's ML-KEM seed z", grown[32..64].to_vec()),
        ("the mailbox's X25519 scalar", grown[64..].to_vec()),
    ]
}

/// What must be forgotten: of a visit, its words, file name, codename and keys.
fn told(source: &Source, data: &Path, tag: &[u8]) -> Eyes {
    let form = source.form("en");
    let (words, name) = (marker(), marker());
    let content: Vec<u8> = (0..BLOCKS).flat_map(|n| [tag, &[n as u8; BLOCK][tag.len()..]].concat()).collect();
    let visit =
        Visit::to("en", &form).with("account", &format!("I saw {words} there")).file(format!("{name}.jpg"), content);
    assert_eq!(source.tell(&visit).status, 200);
    assert_eq!(source.open_mailbox("en", &form.codename).status, 200);
    let three: Vec<&str> = form.codename.split(' ').skip(3).take(3).collect();
    Eyes::for_markers(&[&words, &name, &form.codename, &three.join(" ")])
        .and(Eyes::for_keys(&keys(&form.codename, data)))
}

/// A guess at nine words, and an upload that breaks off.
fn guessed_and_broken(source: &Source, data: &Path) -> Eyes {
    let form = source.form("en");
    assert_eq!(source.open_mailbox("en", &form.codename).status, 200);
    let (words, name) = (marker(), marker());
    let visit = Visit::to("en", &form).with("account", &words).file(&name, vec![7; 400_000]);
    let mut upload = source.begin(&visit);
    upload.send(200_000).unwrap();
    drop(upload);
    Eyes::for_markers(&[&words, &name, &form.codename]).and(Eyes::for_keys(&keys(&form.codename, data)))
}

/// The first bytes of the `ChaCha20` stream under a key that an age payload's first chunk is sealed with (RFC 8439, 2.4: counter 1,
/// here in QUIC's words for it, RFC 9001, 5.4.4), where more chunks follow it and where it is the last; `None` for what is no
/// key, as most of a memory is.
fn first_of_streams(key: &[u8]) -> Option<[[u8; 5]; 2]> {
    let differ = |bytes: &[u8]| bytes.windows(2).filter(|two| two[0] != two[1]).count() > bytes.len() / 2;
    if !differ(&key[..8]) || !differ(&key[24..]) {
        return None;
    }
    let counter_and_nonce = |last| [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last];
    let key = HeaderProtectionKey::new(&CHACHA20, key).ok()?;
    Some([key.new_mask(&counter_and_nonce(0)).ok()?, key.new_mask(&counter_and_nonce(1)).ok()?])
}

/// The same, read off a parcel: all begin with the same bytes of a ZIP.
fn first_of_stream_in(parcel: &Path) -> [u8; 5] {
    let sealed = fs::read(parcel).unwrap();
    let end = memchr::memmem::find(&sealed, b"\n--- ").unwrap() + 5;
    let payload = end + memchr::memchr(b'\n', &sealed[end..]).unwrap() + 1 + 16;
    std::array::from_fn(|n| sealed[payload + n] ^ b"PK\x03\x04\x2d"[n])
}

#[test]
fn one_second_after_the_answer_no_key_of_a_parcel_is_left_in_the_servers_memory() {
    const LARGE: usize = 24 << 20;
    let site = Site::demo();
    let server = site.start();
    for _ in 0..8 {
        let form = server.form("en");
        let visit = Visit::to("en", &form).with("account", "words").file("video.mp4", vec![7; LARGE]);
        assert_eq!(server.tell(&visit).status, 200);
    }
    thread::sleep(AFTER);
    let parcels = site.parcels();
    assert_eq!(parcels.len(), 3 * 8);
    let firsts: Vec<[u8; 5]> = parcels.iter().map(|parcel| first_of_stream_in(parcel)).collect();
    let is_it = |key: &[u8]| first_of_streams(key).is_some_and(|ours| ours.iter().any(|first| firsts.contains(first)));
    assert_eq!(keys_in(server.process.id(), is_it), 0, "of {} parcels", parcels.len());
    // These eyes do see.
    let known: Box<[u8; 32]> = Box::new(std::array::from_fn(|n| (n * 37) as u8));
    let own = first_of_streams(&known[..]).unwrap();
    assert!(keys_in(std::process::id(), |key| first_of_streams(key) == Some(own)) > 0);
    server.stop();
}

#[test]
fn one_second_after_the_answer_the_servers_memory_holds_nothing_of_a_visit_nor_of_its_keys() {
    let site = Site::with_circuits();
    let server = site.start();
    let id = server.process.id();
    let tag = marker().into_bytes();
    // Its circuit's number stays for a while, compared and never shown; the line that told it does not.
    let line = Eyes::for_markers(&[&format!("4dad::{:x}:", CIRCUIT >> 16)]);
    let eyes = told(&server.on_circuit(CIRCUIT), &site.data, &tag).and(line);
    thread::sleep(AFTER);
    assert_eq!(seen_in(id, &eyes), Vec::<String>::new());
    eprintln!("{} of {BLOCKS} blocks of the file are left", count_in(id, &tag));

    let tag = marker().into_bytes();
    let seen = thread::scope(|scope| {
        let of = |n| server.on_circuit(CIRCUIT + n);
        let (data, tag) = (&site.data, &tag);
        let uploads: Vec<_> = (0..8).map(|n| scope.spawn(move || told(&of(n), data, tag))).collect();
        let others: Vec<_> = (8..16).map(|n| scope.spawn(move || guessed_and_broken(&of(n), data))).collect();
        let all = uploads.into_iter().chain(others).map(|thread| thread.join().unwrap());
        all.reduce(Eyes::and).unwrap()
    });
    let seen = seen.and(Eyes::for_markers(&[&format!("4dad::{:x}:", CIRCUIT >> 16)]));
    thread::sleep(AFTER);
    assert_eq!(seen_in(id, &seen), Vec::<String>::new(), "under load");
    let left = count_in(id, &tag);
    eprintln!("{left} of {} blocks of eight files are left", 8 * BLOCKS);
    assert!(left <= 256, "{left} KiB of files are left");
    // These eyes do see.
    assert_ne!(seen_in(id, &Eyes::for_markers(&["Registro"])), Vec::<String>::new());
    server.stop();
}
