//! Real files, made here by ffmpeg and exiftool or byte by byte, with something that hides in each.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::common::process::command;

/// What hides in every original, and in no copy.
pub(super) const MARKER: &str = "HiddenMarkerQX7";

/// Runs a tool that a test needs; one that is missing fails it.
pub(super) fn tool(folder: &Path, program: &str, arguments: &[&str]) {
    let output = command(program).current_dir(folder).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program} is needed: {error}; ./test installs it"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A ZIP archive, stored.
pub(super) fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = all.len() as u32;
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc32fast::hash(content.as_bytes()).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        all.extend(b"PK\x03\x04");
        all.extend(&common);
        all.extend(name.as_bytes());
        all.extend(content.as_bytes());
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size, count) = (all.len() as u32, directory.len() as u32, files.len() as u16);
    all.extend(directory);
    all.extend(b"PK\x05\x06\0\0\0\0");
    all.extend(count.to_le_bytes());
    all.extend(count.to_le_bytes());
    all.extend(size.to_le_bytes());
    all.extend(at.to_le_bytes());
    all.extend([0, 0]);
    all
}

pub(super) fn docx() -> Vec<u8> {
    let types = "http://schemas.openxmlformats.org/package/2006";
    let parts = "application/vnd.openxmlformats";
    let main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let core = format!("{types}/relationships/metadata/core-properties");
    zip(&[
        (
            "[Content_Types].xml",
            &format!(
                "<?xml version=\"1.0\"?><Types xmlns=\"{types}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"{parts}-package.relationships+xml\"/><Default Extension=\"xml\" \
                 ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" \
                 ContentType=\"{parts}-officedocument.wordprocessingml.document.main+xml\"/><Override \
                 PartName=\"/docProps/core.xml\" ContentType=\"{parts}-package.core-properties+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            &format!(
                "<?xml version=\"1.0\"?><Relationships xmlns=\"{types}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{main}\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"{core}\" \
                 Target=\"docProps/core.xml\"/></Relationships>"
            ),
        ),
        (
            "word/document.xml",
            "<?xml version=\"1.0\"?><w:document \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>seen\
             </w:t></w:r></w:p></w:body></w:document>",
        ),
        (
            "docProps/core.xml",
            &format!(
                "<?xml version=\"1.0\"?><cp:coreProperties xmlns:cp=\"{types}/metadata/core-properties\" \
                 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>{MARKER}</dc:creator></cp:coreProperties>"
            ),
        ),
    ])
}

pub(super) fn pdf() -> Vec<u8> {
    let xmp = format!("<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MARKER}</x:xmpmeta>");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>".to_owned(),
        format!("<</Author({MARKER})>>"),
        format!("<</Type/Metadata/Subtype/XML/Length {}>>stream\n{xmp}\nendstream", xmp.len()),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 6\n0000000000 65535 f \n".to_owned();
    for (at, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        writeln!(out, "{} 0 obj\n{object}\nendobj", at + 1).unwrap();
    }
    let at = out.len();
    writeln!(out, "{table}trailer<</Size 6/Root 1 0 R/Info 4 0 R>>\nstartxref\n{at}\n%%EOF").unwrap();
    out.into_bytes()
}

/// A WebP picture of ffmpeg's with an EXIF chunk behind it (RFC 9649 §2.7).
pub(super) fn webp(plain: &[u8]) -> Vec<u8> {
    let mut chunks = b"VP8X\x0a\0\0\0\x08\0\0\0\x3f\0\0\x3f\0\0".to_vec();
    chunks.extend(&plain[12..]);
    let exif = format!("II*\0\x08\0\0\0\0\0\0\0\0\0{MARKER}.");
    chunks.extend(b"EXIF");
    chunks.extend((exif.len() as u32).to_le_bytes());
    chunks.extend(exif.as_bytes());
    if exif.len() % 2 == 1 {
        chunks.push(0);
    }
    let mut all = b"RIFF".to_vec();
    all.extend((chunks.len() as u32 + 4).to_le_bytes());
    all.extend(b"WEBP");
    all.extend(chunks);
    all
}

/// Real files of the types that phones and offices make, each with the marker in its hidden data.
pub(super) fn real_files() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let place = tempfile::tempdir().unwrap();
    let picture = ["-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x64:d=1"];
    let made = |more: &[&str]| tool(place.path(), "ffmpeg", &[&picture, more].concat());
    for name in ["a.jpg", "a.png", "a.webp"] {
        made(&["-frames:v", "1", name]);
    }
    made(&["-metadata", &format!("comment={MARKER}"), "-metadata:s:v", &format!("handler_name={MARKER}"), "a.mp4"]);
    made(&["-metadata", &format!("comment={MARKER}"), "a.mov"]);
    let comment = format!("-Comment={MARKER}");
    let exif = ["-q", "-overwrite_original", "-GPSLatitude=10.5", "-GPSLatitudeRef=N"];
    tool(place.path(), "exiftool", &[&exif[..], &[&format!("-Artist={MARKER}"), "a.jpg"]].concat());
    tool(place.path(), "exiftool", &["-q", "-overwrite_original", &comment, "a.png"]);
    let read = |name: &str| fs::read(place.path().join(name)).unwrap();
    vec![
        ("foto.jpg", "image/jpeg", read("a.jpg")),
        ("captura.png", "image/png", read("a.png")),
        ("imagen.webp", "image/webp", webp(&read("a.webp"))),
        ("carta.pdf", "application/pdf", pdf()),
        ("informe.docx", "application/octet-stream", docx()),
        ("video.mp4", "video/mp4", read("a.mp4")),
        ("iphone.mov", "video/quicktime", read("a.mov")),
    ]
}

pub(super) fn has_marker(bytes: &[u8]) -> bool {
    bytes.windows(MARKER.len()).any(|window| window == MARKER.as_bytes())
}
