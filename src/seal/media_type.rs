//! The types of files that browsers name, as a closed list: what else stands in a type's place may tell of the system or the
//! program that sent it, or anything.

/// Types that are known by name.
const KNOWN: [&str; 24] = [
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
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "audio/opus",
    "audio/aac",
    "audio/wav",
    "application/pdf",
    "application/zip",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
    "text/plain",
];

/// What says nothing of a file.
pub const ANY_MEDIA_TYPE: &str = "application/octet-stream";

/// The type of the list that is claimed, without what stands behind it.
pub fn known_media_type(claimed: &str) -> Option<&'static str> {
    let essence = claimed.split(';').next().unwrap_or_default().trim();
    KNOWN.into_iter().find(|known| known.eq_ignore_ascii_case(essence))
}
