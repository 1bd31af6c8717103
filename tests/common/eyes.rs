//! Eyes that look for a marker, however it was written.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem::Finder;
use rand_core::{OsRng, RngCore as _};

use super::everything_in;

/// A word that stands nowhere else in the world.
pub(crate) fn marker() -> String {
    // Letters, so that it can stand in a header, a file's name and a form alike.
    let mut drawn = [0; 24];
    OsRng.fill_bytes(&mut drawn);
    drawn.iter().map(|byte| char::from(b'a' + byte % 26)).collect()
}

/// Looks for markers as they are, and in base64, hex, UTF-16 and percent signs.
pub(crate) struct Eyes {
    forms: Vec<(String, Finder<'static>)>,
    longest: usize,
}

impl Eyes {
    pub(crate) fn for_markers(markers: &[&str]) -> Self {
        let mut forms: Vec<(String, Vec<u8>)> = Vec::new();
        for marker in markers {
            for (how, bytes) in written(marker) {
                forms.push((format!("{marker} {how}"), bytes));
            }
        }
        Self::of(forms)
    }

    /// Looks for bytes as they are.
    pub(crate) fn for_bytes(all: &[Vec<u8>]) -> Self {
        Self::of(all.iter().map(|bytes| (hex::encode(bytes), bytes.clone())).collect())
    }

    fn of(forms: Vec<(String, Vec<u8>)>) -> Self {
        let longest = forms.iter().map(|(_, bytes)| bytes.len()).max().unwrap_or_default();
        let finder = |bytes: Vec<u8>| Finder::new(&bytes).into_owned();
        Self { forms: forms.into_iter().map(|(how, bytes)| (how, finder(bytes))).collect(), longest }
    }

    /// The same, with more to look for.
    #[must_use]
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.longest = self.longest.max(other.longest);
        self.forms.extend(other.forms);
        self
    }

    /// Looks for bytes as they are and in hex, and says what they are.
    pub(crate) fn for_keys(keys: &[(&str, Vec<u8>)]) -> Self {
        let hex = |bytes: &Vec<u8>| hex::encode(bytes).into_bytes();
        Self::of(
            keys.iter()
                .flat_map(|(what, bytes)| [((*what).to_owned(), bytes.clone()), (format!("{what} in hex"), hex(bytes))])
                .collect(),
        )
    }

    /// How many bytes the longest form has.
    pub(crate) const fn longest(&self) -> usize {
        self.longest
    }

    /// The marker and form that stands in `bytes`.
    pub(crate) fn seen_in(&self, bytes: &[u8]) -> Option<&str> {
        self.forms.iter().find(|(_, finder)| finder.find(bytes).is_some()).map(|(how, _)| how.as_str())
    }

    /// Every marker and form that stands in `bytes`.
    pub(crate) fn all_seen_in(&self, bytes: &[u8]) -> Vec<&str> {
        self.forms.iter().filter(|(_, finder)| finder.find(bytes).is_some()).map(|(how, _)| how.as_str()).collect()
    }

    /// What is seen in the names and contents of everything below `folder`.
    pub(crate) fn seen_below(&self, folder: &Path) -> Vec<String> {
        let mut seen = Vec::new();
        for path in everything_in(folder) {
            let below = path.strip_prefix(folder).unwrap_or(&path);
            if let Some(how) = self.seen_in(below.as_os_str().as_encoded_bytes()) {
                seen.push(format!("the name of {}: {how}", path.display()));
            }
            // What a running server takes away meanwhile is not there.
            let content = if path.is_file() { fs::read(&path).unwrap_or_default() } else { Vec::new() };
            if let Some(how) = self.seen_in(&content) {
                seen.push(format!("{}: {how}", path.display()));
            }
        }
        seen
    }
}

/// The ways in which a marker may be written down.
pub(crate) fn written(marker: &str) -> Vec<(&'static str, Vec<u8>)> {
    let hex = hex::encode(marker);
    let percent =
        |hex: &str| -> Vec<u8> { hex.as_bytes().chunks(2).flat_map(|digits| [b'%', digits[0], digits[1]]).collect() };
    let utf16 = |order: fn(u16) -> [u8; 2]| marker.encode_utf16().flat_map(order).collect();
    let mut forms = vec![
        ("as it is", marker.as_bytes().to_vec()),
        ("in upper case", marker.to_uppercase().into_bytes()),
        ("in hex", hex.clone().into_bytes()),
        ("in upper hex", hex.to_uppercase().into_bytes()),
        ("in UTF-16LE", utf16(u16::to_le_bytes)),
        ("in UTF-16BE", utf16(u16::to_be_bytes)),
        ("in percent signs", percent(&hex)),
        ("in upper percent signs", percent(&hex.to_uppercase())),
    ];
    for shift in 0..3 {
        // Characters of base64 that hold bits of other bytes are left away at both ends.
        let shifted = [&b"..."[..shift], marker.as_bytes()].concat();
        let (from, whole) = ((shift * 8).div_ceil(6), shifted.len() * 8 / 6);
        for (how, alphabet) in [("in base64", STANDARD_NO_PAD), ("in URL base64", URL_SAFE_NO_PAD)] {
            forms.push((how, alphabet.encode(&shifted).as_bytes()[from..whole].to_vec()));
        }
    }
    forms
}
