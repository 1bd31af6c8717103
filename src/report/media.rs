//! The types that browsers name, as a closed list: what a stranger put there in their place is never repeated.

/// Types that are worth a line of their own.
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

/// What all the others are counted as.
const FAMILIES: [&str; 4] = ["image/*", "video/*", "audio/*", "text/*"];

/// For what belongs to no family.
pub(super) const OTHER: &str = "*/*";

/// The type of the list that a claimed one is counted as.
pub(super) fn known(claimed: &str) -> &'static str {
    let essence = claimed.split(';').next().unwrap_or_default().trim();
    let exact = KNOWN.into_iter().find(|known| known.eq_ignore_ascii_case(essence));
    let family = || {
        FAMILIES.into_iter().find(|family| {
            let beginning = family.trim_end_matches('*');
            essence.get(..beginning.len()).is_some_and(|own| own.eq_ignore_ascii_case(beginning))
        })
    };
    exact.or_else(family).unwrap_or(OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claimed_type_is_counted_as_one_of_a_closed_list() {
        for (claimed, counted) in [
            ("image/jpeg", "image/jpeg"),
            ("IMAGE/JPEG; name=ana.jpg", "image/jpeg"),
            ("image/ana-torres", "image/*"),
            ("video/x-matroska", "video/*"),
            ("ana/torres", OTHER),
            ("imágenes", OTHER),
            ("", OTHER),
        ] {
            assert_eq!(known(claimed), counted, "{claimed}");
        }
    }
}
