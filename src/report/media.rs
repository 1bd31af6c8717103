//! What a file is counted as: what a stranger put in a type's place is never repeated.

use crate::seal::known_media_type;

/// What all the others are counted as.
const FAMILIES: [&str; 4] = ["image/*", "video/*", "audio/*", "text/*"];

/// For what belongs to no family.
pub(super) const OTHER: &str = "*/*";

/// The type of the list that a claimed one is counted as.
pub(super) fn known(claimed: &str) -> &'static str {
    let claimed = claimed.trim_start();
    let family = || {
        FAMILIES.into_iter().find(|family| {
            let beginning = family.trim_end_matches('*');
            claimed.get(..beginning.len()).is_some_and(|own| own.eq_ignore_ascii_case(beginning))
        })
    };
    known_media_type(claimed).or_else(family).unwrap_or(OTHER)
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
