//! Invariant 7: the plaintext of every parcel has a Padmé size, 64 KiB at least.

use std::collections::HashSet;

use crate::common::content::Content;
use crate::common::sealed::{Sealed, is_padded};
use crate::common::site::Site;
use crate::common::source::Visit;

/// Around the floor, around steps of Padmé and of age's chunks, and far above.
const SIZES: [u64; 22] = [
    0, 1, 100, 1000, 30_000, 60_000, 62_000, 63_000, 64_000, 65_535, 65_536, 65_537, 67_000, 70_000, 100_000, 131_071,
    131_073, 500_000, 1_000_000, 1_048_577, 3_333_333, 20_000_001,
];

#[test]
fn every_plaintext_has_a_padded_size_and_only_a_few_sizes_there_are() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words").and("persons-1-real-name", "somebody");
    let visit = SIZES.iter().fold(visit, |visit, len| visit.file("f", Content::Drawn { seed: *len, len: *len }));
    assert_eq!(server.tell(&visit).kept().len(), SIZES.len());
    server.stop();
    let mut sizes = HashSet::new();
    for path in site.parcels() {
        let plaintext = Sealed::read(&path).plaintext;
        assert!(is_padded(plaintext), "{plaintext}");
        let parcel = site.reviewer.open(&path);
        let payload: u64 = parcel.payload().map(|file| file.len).sum();
        // The bag around it takes a few KiB; the padding at most 3.2 % of all.
        assert!(
            plaintext > payload && plaintext <= (payload + 8192).max(65_536) * 1032 / 1000,
            "{payload}: {plaintext}"
        );
        sizes.insert(plaintext);
    }
    assert!(sizes.len() < SIZES.len(), "close sizes look alike");
}

#[test]
fn a_word_and_a_long_testimony_a_name_and_a_small_file_look_alike() {
    let site = Site::configured(|_| {});
    let server = site.start();
    for words in ["x".to_owned(), "a long testimony ".repeat(700)] {
        let visit = Visit::to("en", &server.form("en")).with("account", &words).file("small", words.as_str());
        let visit = visit
            .and("persons-1-real-name", &words[..words.len().min(400)])
            .and("contact", &words[..words.len().min(900)]);
        assert_eq!(server.tell(&visit).status, 200);
    }
    server.stop();
    let sizes: HashSet<u64> = site.parcels().iter().map(|path| Sealed::read(path).plaintext).collect();
    assert_eq!(sizes, HashSet::from([65_536]));
}

#[test]
fn the_sizes_that_are_padded_are_those_of_the_paper() {
    for (padded, not) in [(65_536, 65_535), (67_584, 67_583), (1_015_808, 1_000_000), (1 << 30, (1 << 30) + 1)] {
        assert!(is_padded(padded) && !is_padded(not));
    }
    assert!(!is_padded(32_768), "below the floor");
}
