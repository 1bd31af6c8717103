use std::io::Cursor;

use proptest::prelude::*;

use super::*;

fn of(head: &[u8]) -> FileType {
    examine(&mut Cursor::new(head), "", "").unwrap().is
}

fn codes(head: &[u8], name: &str) -> Vec<&'static str> {
    examine(&mut Cursor::new(head), name, "").unwrap().cautions.into_iter().map(Caution::code).collect()
}

/// A ZIP archive's directory with these names, and a first file called `mimetype`.
fn zip(names: &[&str], says: &str) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.resize(30, 0);
    bytes.extend(b"mimetype");
    bytes.extend(says.as_bytes());
    bytes.push(0);
    let at = bytes.len() as u32;
    for name in names {
        let mut entry = b"PK\x01\x02".to_vec();
        entry.resize(46, 0);
        entry[28] = name.len() as u8;
        bytes.extend(entry);
        bytes.extend(name.as_bytes());
    }
    let size = bytes.len() as u32 - at;
    bytes.extend(b"PK\x05\x06\0\0\0\0\0\0\0\0");
    bytes.extend(size.to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn a_file_is_what_its_content_says_whatever_it_is_called() {
    assert_eq!(of(b"\xff\xd8\xff\xe0").mime, "image/jpeg");
    assert_eq!(of(b"RIFF\0\0\0\0WEBPVP8 ").mime, "image/webp");
    assert_eq!(of(b"xxxxxxxxWEBP").mime, "text/plain");
    assert_eq!(of(b"\0\0\0 ftypisom").mime, "video/mp4");
    assert_eq!(of(b"\0\0\0 ftypqt  ").mime, "video/quicktime");
    assert_eq!(of(b"#!AMR\n").mime, "audio/amr");
    assert_eq!(of(b"#!/bin/sh\n").mime, "text/x-shellscript");
    assert_eq!(of(b"MZ\x90\0").name, "a Windows program");
    assert_eq!(of(b"\n\n%PDF-1.4").mime, "application/pdf");
    assert_eq!(of("una nota: ñ".as_bytes()).mime, "text/plain");
    assert_eq!(of(b"\xff\xfea\0b\0").mime, "text/plain");
    assert_eq!(of(b"a\0b").mime, "application/octet-stream");
    assert_eq!(of(b"").name, "an empty file");
    assert_eq!(of(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- --><svg xmlns=''>").mime, "image/svg+xml");
    assert_eq!(of(b"<!-- x --><HTML>").mime, "text/html");
    for (wide, mime) in [("<?xml version='1.0'?><svg xmlns=''>", "image/svg+xml"), ("<html><script>", "text/html")] {
        let little: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((of(&little).mime, of(&big).mime), (mime, mime), "{wide}");
        assert_eq!(of(&[b"\xff\xfe", &little[..]].concat()).mime, mime);
    }
    assert_eq!(of(b"Received: x\nFrom: a\nSubject: b\n\nhello").mime, "message/rfc822");
    assert_eq!(of(b"From: a line of a letter\nand more").mime, "text/plain");
    assert_eq!(of(b"#EXTM3U\nhttp://x").mime, "audio/x-mpegurl");
    assert_eq!(of(b"[InternetShortcut]\r\nURL=file:x").name, "a shortcut");
    let mut image = vec![0; 0x8001];
    image.extend(b"CD001");
    assert_eq!(of(&image).name, "a disk image");
}

#[test]
fn office_documents_apps_and_plain_archives_are_told_apart() {
    assert_eq!(of(&zip(&["a.txt"], "")).name, "a ZIP archive");
    assert_eq!(of(&zip(&["[Content_Types].xml", "word/document.xml"], "")).name, "a Word document");
    assert_eq!(of(&zip(&["[Content_Types].xml", "xl/workbook.xml"], "")).name, "an Excel workbook");
    assert_eq!(of(&zip(&["content.xml"], "application/vnd.oasis.opendocument.text")).extension(), "odt");
    assert_eq!(of(&zip(&["content.xml"], "application/vnd.oasis.opendocument.spreadsheet")).extension(), "ods");
    assert_eq!(of(&zip(&["META-INF/MANIFEST.MF"], "")).name, "a Java program");
    assert_eq!(of(&zip(&["META-INF/MANIFEST.MF", "AndroidManifest.xml"], "")).name, "an Android app");
    assert_eq!(of(b"PK\x03\x04 broken").name, "a ZIP archive");
    let macros = zip(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"], "");
    assert_eq!(codes(&macros, "a.docm"), ["macros", "office"]);
    assert_eq!(codes(&zip(&["[Content_Types].xml", "ppt/x"], ""), "a.pptx"), ["office"]);
}

#[test]
fn a_name_that_pretends_is_told() {
    let jpeg = b"\xff\xd8\xff\xe0";
    assert_eq!(codes(jpeg, "foto.JPG"), Vec::<&str>::new());
    assert_eq!(codes(jpeg, "foto"), Vec::<&str>::new());
    assert_eq!(codes(jpeg, "la foto. de ayer"), Vec::<&str>::new());
    assert_eq!(codes(jpeg, "foto.pdf"), ["other-end"]);
    assert_eq!(codes(b"MZ", "foto.jpg"), ["program", "other-end"]);
    assert_eq!(codes(b"MZ", "foto.jpg.exe"), ["program", "two-ends", "runs-by-name"]);
    assert_eq!(codes(b"MZ", "foto.jpg      .exe"), ["program", "two-ends", "runs-by-name"]);
    assert_eq!(codes(b"MZ", "foto\u{202e}gpj.exe"), ["program", "hidden-in-name", "runs-by-name"]);
    assert_eq!(codes(b"alert(1)", "nota.js"), ["runs-by-name"]);
}

#[test]
fn a_claim_is_held_against_the_content() {
    let said = |claimed| examine(&mut Cursor::new(b"\xff\xd8\xff"), "", claimed).unwrap().as_claimed;
    assert_eq!(said("image/jpeg"), Some(true));
    assert_eq!(said("IMAGE/JPG; q=1"), Some(true));
    assert_eq!(said("text/plain"), Some(false));
    // Of what is in no list of ours the family is sealed.
    assert_eq!(
        [said("image/*"), said("video/*"), said("*/*"), said("*")],
        [Some(true), Some(false), Some(false), Some(false)]
    );
    assert_eq!(said(""), None);
    assert_eq!(said("application/octet-stream"), None);
}

proptest! {
    #[test]
    fn any_change_to_an_archive_is_examined(at in any::<usize>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut data = zip(&["[Content_Types].xml", "word/document.xml"], "");
        let at = at % data.len();
        if cut { data.truncate(at) } else { data[at] = byte }
        crate::fuzzing::content(&data);
    }
}

/// An archive whose members are packed as office programs do.
fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in members {
        let at = all.len() as u32;
        let deflated = miniz_oxide::deflate::compress_to_vec(content, 6);
        let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
        common.extend(crc32fast::hash(content).to_le_bytes());
        common.extend((deflated.len() as u32).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        all.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), &deflated].concat());
        directory
            .extend([b"PK\x01\x02\x14\0".as_slice(), &common, &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let (at, size) = (all.len() as u32, directory.len() as u32);
    all.extend(directory);
    all.extend([b"PK\x05\x06\0\0\0\0\0\0\0\0".as_slice(), &size.to_le_bytes(), &at.to_le_bytes(), &[0, 0]].concat());
    all
}

const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
const REMOTE: &[u8] = b"<Relationships><Relationship Id=\"rId1\" Type=\"x/attachedTemplate\" \
    Target=\"https://a.example/t.dotm\" TargetMode=\"External\"/></Relationships>";

#[test]
fn a_document_that_asks_an_address_when_it_is_opened_is_told() {
    for (folder, rels) in [
        ("word/", "word/_rels/settings.xml.rels"),
        ("xl/", "xl/externalLinks/_rels/externalLink1.xml.rels"),
        ("ppt/", "ppt/slides/_rels/slide1.xml.RELS"),
    ] {
        let part = format!("{folder}document.xml");
        assert_eq!(codes(&packed(&[TYPES, (&part, b"<x/>"), (rels, REMOTE)]), ""), ["outside"], "{rels}");
        assert_eq!(codes(&packed(&[TYPES, (&part, b"<x/>"), (rels, b"<Relationships/>")]), ""), ["office"], "{rels}");
    }
    let mut open = zip(&[], "application/vnd.oasis.opendocument.text");
    open.truncate(open.len() - 22);
    let href = b"<draw:image xlink:href=\"http://a.example/p.png\"/>";
    let mut shifted = packed(&[("content.xml", href)]);
    // The first member is the one that says the type; the directory tells where the others are.
    let (at, end) = (shifted.len() - 22 - (46 + 11), shifted.len());
    let by = open.len() as u32;
    shifted[at + 42..at + 46].copy_from_slice(&by.to_le_bytes());
    let directory = u32::from_le_bytes(shifted[end - 6..end - 2].try_into().unwrap()) + by;
    shifted[end - 6..end - 2].copy_from_slice(&directory.to_le_bytes());
    assert_eq!(codes(&[open, shifted].concat(), "a.odt"), ["outside"]);
}

#[test]
fn what_could_not_be_looked_through_is_told_and_takes_no_more_than_its_share() {
    let rels = "word/_rels/settings.xml.rels";
    let large = vec![b' '; 65 << 20];
    let bomb = packed(&[TYPES, ("word/document.xml", b"<x/>"), (rels, &large)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(codes(&bomb, ""), ["unread", "office"]);
    let whole = packed(&[TYPES, ("word/document.xml", b"<x/>"), (rels, REMOTE)]);
    let marked = |at: usize, value: u8| {
        let mut changed = whole.clone();
        let directory = changed.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        changed[directory + at] = value;
        codes(&changed, "")
    };
    assert_eq!(marked(8, 1), ["unread", "office"], "encrypted");
    assert_eq!(marked(10, 14), ["unread", "office"], "packed in another way");
    assert_eq!(marked(42, 3), ["unread", "office"], "elsewhere than it says");
    assert_eq!(marked(20, 9), ["unread", "office"], "cut off");
}
