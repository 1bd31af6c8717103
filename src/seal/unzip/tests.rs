use std::io::Cursor;

use super::*;
use crate::seal::zip_of;

/// A ZIP of two entries and the padding.
fn zip() -> Vec<u8> {
    zip_of(&[("top/a".to_owned(), b"first"), ("top/b".to_owned(), b"second")]).unwrap()
}

/// Where the nth of these signatures stands.
fn place(zip: &[u8], signature: u32, n: usize) -> usize {
    memchr::memmem::find_iter(zip, &signature.to_le_bytes()).nth(n).expect("it stands there")
}

/// The same with these bytes at a place behind a signature.
fn with(signature: u32, n: usize, behind: usize, bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip();
    let at = place(&zip, signature, n) + behind;
    assert_ne!(zip[at..at + bytes.len()], *bytes, "something is changed");
    zip[at..at + bytes.len()].copy_from_slice(bytes);
    zip
}

fn refusal(zip: Vec<u8>) -> &'static str {
    let read = ZipReader::open(Cursor::new(zip)).and_then(|mut zip| {
        for entry in zip.entries().to_vec() {
            zip.each_piece(&entry, |_| Ok::<_, UnzipError>(()))?;
        }
        Ok(())
    });
    match read {
        Ok(()) => "nothing",
        Err(UnzipError::Form(what)) => what,
        Err(UnzipError::Io(_)) => "it ends too early",
    }
}

#[test]
fn every_trick_that_makes_two_readers_see_two_archives_is_refused() {
    // Central directory: version 4, needed 6, flags 8, method 10, time 12, CRC 16, sizes 20, name's length 28, extra's
    // 30, comment's 32, disk 34, attributes 36 and 38, offset 42, name 46; behind five bytes of name the extra field.
    let (local, central) = (LOCAL_SIGNATURE, CENTRAL_SIGNATURE);
    let (size, offset) = (46 + 5 + 4, 46 + 5 + 4 + 16);
    let second = place(&zip(), local, 1) as u64;
    let end = END_SIGNATURE;
    for (trick, changed, expected) in [
        ("none", zip(), "nothing"),
        (
            "a second entry that lies over the first",
            with(central, 1, offset, &0u64.to_le_bytes()),
            "a gap between entries",
        ),
        ("entries in another order", with(central, 0, offset, &second.to_le_bytes()), "a gap between entries"),
        ("an offset beyond all", with(central, 1, offset, &u64::MAX.to_le_bytes()), "a gap between entries"),
        ("a length that ends in the next entry", with(central, 0, size, &6u64.to_le_bytes()), "a length"),
        ("a length beyond all", with(central, 0, size, &u64::MAX.to_le_bytes()), "a length"),
        (
            "another length unpacked than packed: a bomb",
            with(central, 0, size + 8, &(1u64 << 40).to_le_bytes()),
            "a length",
        ),
        ("lengths outside the ZIP64 field", with(central, 0, 20, &5u32.to_le_bytes()), "a length"),
        ("an offset outside the ZIP64 field", with(central, 0, 42, &0u32.to_le_bytes()), "an offset"),
        ("deflated", with(central, 0, 10, &8u16.to_le_bytes()), "a compression method"),
        ("deflated, by its own header", with(local, 0, 8, &8u16.to_le_bytes()), "a local compression method"),
        ("encrypted", with(central, 0, 8, &1u16.to_le_bytes()), "flags"),
        ("encrypted, by its own header", with(local, 0, 6, &1u16.to_le_bytes()), "local flags"),
        ("a link", with(central, 0, 38, &(0o120_777_u32 << 16).to_le_bytes()), "attributes"),
        ("a folder", with(central, 0, 38, &0x10u32.to_le_bytes()), "attributes"),
        ("by another system", with(central, 0, 4, &0x0a3fu16.to_le_bytes()), "a version"),
        ("a time", with(central, 0, 12, &1u16.to_le_bytes()), "a time"),
        ("on another disk", with(central, 0, 34, &1u16.to_le_bytes()), "several disks"),
        ("another name in its own header", with(local, 0, 30 + 4, b"z"), "a local name"),
        ("a name that stands twice", with(central, 1, 46 + 4, b"a"), "a name that stands twice"),
        ("a name that is no text", with(central, 0, 46 + 4, b"\xff"), "a name"),
        ("a name that goes on into the next entry", with(central, 0, 28, &600u16.to_le_bytes()), "too short"),
        ("another CRC", with(central, 0, 16, &0u32.to_le_bytes()), "a descriptor"),
        ("another length in the descriptor", with(DESCRIPTOR_SIGNATURE, 0, 8, &6u64.to_le_bytes()), "a descriptor"),
        ("more entries than there are", with(END64_SIGNATURE, 0, 24, &4u64.to_le_bytes()), "the number of entries"),
        (
            "entries that are not counted alike",
            with(END64_SIGNATURE, 0, 32, &4u64.to_le_bytes()),
            "the number of entries",
        ),
        (
            "a directory beyond memory",
            with(END64_SIGNATURE, 0, 40, &(1u64 << 40).to_le_bytes()),
            "the directory's place",
        ),
        ("a directory elsewhere", with(END64_SIGNATURE, 0, 48, &0u64.to_le_bytes()), "the directory's place"),
        (
            "a directory that ends past all numbers",
            with(END64_SIGNATURE, 0, 48, &u64::MAX.to_le_bytes()),
            "the directory's place",
        ),
        ("end records elsewhere", with(LOCATOR_SIGNATURE, 0, 8, &0u64.to_le_bytes()), "the locator"),
        ("counts outside the ZIP64 record", with(end, 0, 8, &3u16.to_le_bytes()), "the last record"),
        ("a comment", with(end, 0, 20, &1u16.to_le_bytes()), "a comment"),
        ("a second archive behind it", [zip(), zip()].concat(), "the locator"),
        ("something before it", [b"#!/bin/sh\n".to_vec(), zip()].concat(), "the locator"),
        ("something behind it", [zip(), b"\0".to_vec()].concat(), "the end record"),
        ("cut off", zip()[..70].to_vec(), "too short"),
        ("nothing at all", Vec::new(), "too short"),
    ] {
        assert_eq!(refusal(changed), expected, "{trick}");
    }
}

#[test]
fn a_byte_that_is_changed_in_an_entry_shows_when_it_is_read() {
    let mut zip = zip();
    let at = memchr::memmem::find(&zip, b"second").unwrap();
    zip[at] ^= 1;
    assert_eq!(refusal(zip), "an entry's CRC");
}
