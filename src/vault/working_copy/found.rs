//! What a second look finds in a cleaned file, apart from what every file of its type has.

use serde_json::{Map, Value};

/// What a file is made of, under the names that exiftool has for it. It says nothing of who made the file, where or when.
const OF_THE_FORMAT: [&str; 34] = [
    "AverageBitrate",
    "BufferSize",
    "CompatibleBrands",
    "CompressorID",
    "GraphicsMode",
    "HandlerType",
    "HandlerVendorID",
    "MajorBrand",
    "MaxBitrate",
    "MediaDataOffset",
    "MediaDataSize",
    "MediaHeaderVersion",
    "MinorVersion",
    "MovieHeaderVersion",
    "NextTrackID",
    "PixelAspectRatio",
    "PreferredRate",
    "Rotation",
    "TimeScale",
    "TrackHeaderVersion",
    "TrackID",
    "TrackLayer",
    "ColorPrimaries",
    "ColorProfiles",
    "MatrixCoefficients",
    "TransferCharacteristics",
    "VideoFullRangeFlag",
    "ChromaFormat",
    "BitDepthLuma",
    "BitDepthChroma",
    "AudioChannels",
    "AudioSampleRate",
    "AudioBitsPerSample",
    "AudioFormat",
];

/// Keys that every file has, and the only values that say nothing.
const OF_THE_TOOL: [(&str, &[&str]); 4] = [
    ("HandlerDescription", &["VideoHandler", "SoundHandler"]),
    ("creation-date", &["-1"]),
    ("mod-date", &["-1"]),
    ("format", &["PDF-1.5"]),
];

/// What exiftool says of each WebP picture.
const OF_A_PICTURE: [&str; 20] = [
    "SourceFile",
    "ExifToolVersion",
    "FileName",
    "Directory",
    "FileSize",
    "FileModifyDate",
    "FileAccessDate",
    "FileInodeChangeDate",
    "FilePermissions",
    "FileType",
    "FileTypeExtension",
    "MIMEType",
    "ImageWidth",
    "ImageHeight",
    "ImageSize",
    "Megapixels",
    "VP8Version",
    "HorizontalScale",
    "VerticalScale",
    "AlphaIsUsed",
];

/// What `mat2 --show` still finds; what cannot be understood counts as found.
pub(super) fn hidden_by_mat2(said: &str) -> Vec<String> {
    let mut left = Vec::new();
    let mut looked = false;
    for line in said.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with("No metadata found in ") || line.starts_with("[+] Metadata for ") {
            looked = true;
            continue;
        }
        let says_nothing = line.split_once(": ").is_some_and(|(key, value)| {
            OF_THE_FORMAT.contains(&key) || OF_THE_TOOL.iter().any(|(known, ok)| *known == key && ok.contains(&value))
        });
        if !says_nothing {
            left.push(shown(line.split_once(": ").map_or(line, |(key, _)| key)));
        }
    }
    if !looked {
        left.push("what is in it could not be seen".to_owned());
    }
    left
}

/// What `exiftool -json` still finds in a WebP picture.
pub(super) fn hidden_by_exiftool(said: &str) -> Vec<String> {
    let all: Option<Vec<Map<String, Value>>> = serde_json::from_str(said).ok();
    match all.as_deref() {
        Some([one]) if one.contains_key("FileType") => {
            one.keys().filter(|key| !OF_A_PICTURE.contains(&key.as_str())).map(|key| shown(key)).collect()
        }
        _ => vec!["what is in it could not be seen".to_owned()],
    }
}

/// Tracks that are neither picture nor sound: telemetry, subtitles, attached files.
pub(super) fn odd_streams(said: &str) -> Vec<String> {
    let kinds: Vec<&str> =
        said.lines().map(|line| line.trim().trim_end_matches(',')).filter(|k| !k.is_empty()).collect();
    if kinds.is_empty() {
        return vec!["its tracks could not be seen".to_owned()];
    }
    let odd = kinds.iter().filter(|kind| !["video", "audio"].contains(kind));
    odd.map(|kind| format!("a track of kind {}", shown(kind))).collect()
}

/// A key, short: the value is what was to be hidden.
fn shown(key: &str) -> String {
    key.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_of_the_format_itself_counts_as_nothing() {
        assert!(hidden_by_mat2("  No metadata found in copy.cleaned.jpg.\n").is_empty());
        let video = "[+] Metadata for copy.cleaned.mp4:\n    HandlerDescription: SoundHandler\n    TrackID: 1\n";
        assert!(hidden_by_mat2(video).is_empty());
        assert!(hidden_by_mat2("[+] Metadata for p:\n    creation-date: -1\n    format: PDF-1.5\n").is_empty());
        assert_eq!(hidden_by_mat2("[+] Metadata for p:\n    author: Ana\n    mod-date: 12\n"), ["author", "mod-date"]);
        assert_eq!(
            hidden_by_mat2("[+] Metadata for v:\n    HandlerDescription: Ana's phone\n"),
            ["HandlerDescription"]
        );
        for said in ["", "\n", "[-] copy.cleaned.jpg's format is not supported", "TrackID: 1"] {
            assert!(!hidden_by_mat2(said).is_empty(), "{said}");
        }
        assert_eq!(odd_streams("video\naudio\n"), Vec::<String>::new());
        assert_eq!(odd_streams("video\ndata\n"), ["a track of kind data"]);
        assert!(!odd_streams("").is_empty());
        assert!(hidden_by_exiftool(r#"[{"FileType": "WEBP", "ImageWidth": 1}]"#).is_empty());
        assert_eq!(hidden_by_exiftool(r#"[{"FileType": "WEBP", "GPSLatitude": 1}]"#), ["GPSLatitude"]);
        for said in ["", "[]", "{}", "[{}, {}]"] {
            assert!(!hidden_by_exiftool(said).is_empty(), "{said}");
        }
    }
}
