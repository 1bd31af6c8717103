//! What a bag is made of: the names of its files, and what a body gets.

use crate::form::permit::Body;

pub(in crate::vault) use crate::seal::{BAGIT_FILE as BAGIT, BAGIT_TEXT, INFO_FILE as INFO, PAYLOAD_FOLDER as PAYLOAD};

/// The manifests of the payload, and those of the tag files.
pub(in crate::vault) const MANIFESTS: [&str; 2] = ["manifest-sha256.txt", "manifest-sha512.txt"];
pub(in crate::vault) const TAG_MANIFESTS: [&str; 2] = ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"];
/// The reviewer's signature under both tag manifests.
pub(in crate::vault) const SIGNATURE: &str = "signature.note";
/// What a bag is, for somebody who has nothing but the bag. Always there, and in English.
pub(in crate::vault) const README: [&str; 2] = ["README.html", "README.txt"];

/// The names of the same in another language, by its code.
pub(in crate::vault) fn readme_in(language: &str) -> [String; 2] {
    ["html", "txt"].map(|end| format!("README.{language}.{end}"))
}

/// True for the name of one in some other language, also one that this version does not speak.
pub(in crate::vault) fn is_readme_in_another_language(path: &str) -> bool {
    let middle = path.strip_prefix("README.").and_then(|rest| rest.rsplit_once('.'));
    let is_code = |language: &str| {
        let mut parts = language.split('-');
        let first = parts.next().unwrap_or_default();
        (2..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            })
    };
    middle.is_some_and(|(language, end)| is_code(language) && ["html", "txt"].contains(&end))
}
pub(in crate::vault) const CRATE: &str = "data/ro-crate-metadata.json";
pub(in crate::vault) const CONSENT: &str = "data/consent.json";
pub(in crate::vault) const ORIGINALS: &str = "data/originals/";
pub(in crate::vault) const PARCELS: &str = "data/parcels/";
pub(in crate::vault) const PARCEL_LIST: &str = "data/parcels.json";
pub(in crate::vault) const CUSTODY: &str = "data/custody/";
pub(in crate::vault) const CHAIN: &str = "data/custody/chain.txt";
pub(in crate::vault) const ROSTERS: &str = "data/rosters/";
pub(in crate::vault) const LOAD_FILE: &str = "data/icc-load.csv";
const PROOFS_FOLDER: &str = "data/proofs/";
pub(in crate::vault) const PROOFS: &str = "data/proofs/README.txt";

/// The label of `bag-info.txt` that says which rules a bag keeps, and their name.
pub(in crate::vault) const FORMAT_LABEL: &str = "Amparo-Bag-Format";
pub(in crate::vault) const FORMAT: &str = "amparo/v1/bag";
/// The label that says whom a bag is for.
pub(in crate::vault) const FOR_LABEL: &str = "Amparo-Export-For";

/// The label that says on which day a bag was written.
pub(in crate::vault) const DAY_LABEL: &str = "Bagging-Date";
/// The label that says of which submission it is.
pub(in crate::vault) const SUBMISSION_LABEL: &str = "External-Identifier";

/// True for who weighs evidence: they get custody, rosters, sealed parcels and a signature.
///
/// Others get nothing of who reviewed: what is published, counted or handed to a doctor needs no reviewer's role, and
/// could only harm them.
pub const fn is_evidence(body: Body) -> bool {
    match body {
        Body::Partner | Body::Un | Body::Icc | Body::IccIdentified => true,
        Body::Public | Body::Statistics | Body::Care => false,
    }
}

/// True for a file that only they get. In a bag without a signature it is what is left of one that had one.
pub(in crate::vault) fn is_only_in_evidence(path: &str) -> bool {
    [CUSTODY, ROSTERS, PARCELS, PROOFS_FOLDER].iter().any(|folder| path.starts_with(folder))
        || [PARCEL_LIST, LOAD_FILE].contains(&path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Lang;

    #[test]
    fn a_readme_in_any_language_that_there_is_has_its_place() {
        for lang in Lang::ALL {
            assert!(readme_in(lang.code()).iter().all(|name| is_readme_in_another_language(name)), "{}", lang.code());
        }
        for other in ["README.html", "README.ES.txt", "README.zh-.txt", "README.es.exe", "README.a/b.txt"] {
            assert!(!is_readme_in_another_language(other), "{other}");
        }
    }
}
