//! The types of files that browsers name, as a closed list: what else stands in a type's place may tell of the system or the
//! program that sent it, or anything.

/// Types that are known by name.
const KNOWN: [&str; 29] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/tiff",
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "video/3gpp",
    "video/x-matroska",
    "video/x-msvideo",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "audio/opus",
    "audio/aac",
    "audio/wav",
    "audio/flac",
    "audio/amr",
    "application/pdf",
    "application/zip",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
    "text/plain",
    "text/csv",
];

/// What stands for all others of a family, as in a media range (RFC 9110, §12.5.1).
const FAMILIES: [&str; 4] = ["image/*", "video/*", "audio/*", "text/*"];

/// What says nothing of a file.
pub const ANY_MEDIA_TYPE: &str = "application/octet-stream";

/// A type without its parameters.
pub fn essence(claimed: &str) -> &str {
    claimed.split(';').next().unwrap_or_default().trim()
}

/// As much as is repeated of a type that is claimed: the one of the list, else its family, else that it says nothing.
pub fn known_media_type(claimed: &str) -> &'static str {
    let essence = essence(claimed);
    let is_of = |family: &&str| {
        let beginning = family.trim_end_matches('*');
        essence.get(..beginning.len()).is_some_and(|own| own.eq_ignore_ascii_case(beginning))
    };
    let known = KNOWN.into_iter().find(|known| known.eq_ignore_ascii_case(essence));
    known.or_else(|| FAMILIES.into_iter().find(is_of)).unwrap_or(ANY_MEDIA_TYPE)
}
