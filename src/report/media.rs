//! What a file is counted as: what a stranger put in a type's place is never repeated.

use crate::seal::{ANY_MEDIA_TYPE, known_media_type};

/// For what belongs to no family.
pub(super) const OTHER: &str = "*/*";

/// The type of the list, or the family, that a claimed one is counted as.
pub(super) fn known(claimed: &str) -> &'static str {
    match known_media_type(claimed) {
        ANY_MEDIA_TYPE => OTHER,
        known => known,
    }
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
            ("video/x-matroska", "video/x-matroska"),
            ("video/x-ana", "video/*"),
            ("video/*", "video/*"),
            ("application/octet-stream", OTHER),
            ("ana/torres", OTHER),
            ("imágenes", OTHER),
            ("", OTHER),
        ] {
            assert_eq!(known(claimed), counted, "{claimed}");
        }
    }
}
