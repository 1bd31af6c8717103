//! How much room the disk has, told to the operator before a source meets it.

use std::fmt;

use serde::Serialize;

use super::config::Config;
use crate::store::{Free, Left, Room};

/// How full the disk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disk {
    /// There is room.
    Enough,
    /// Files are soon refused.
    Little,
    /// Files are refused; words are still taken.
    WordsAlone,
    /// Nothing is taken.
    Full,
}

/// So many times what stays free beside files is little.
const LITTLE: u64 = 4;

impl Disk {
    /// What is left means, of which so much stays free.
    pub fn of(left: Left, free: Free) -> Self {
        if !left.has_room(free, Room::Words, 0, 1) {
            Self::Full
        } else if !left.has_room(free, Room::Files, 0, 1) {
            Self::WordsAlone
        } else if !left.has_room(free, Room::Files, 0, LITTLE) {
            Self::Little
        } else {
            Self::Enough
        }
    }

    /// What the operator should know; `None` where there is room.
    pub fn warning(self) -> Option<String> {
        (self != Self::Enough).then(|| self.to_string())
    }
}

impl fmt::Display for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Enough => "has room",
            Self::Little => "nearly full, make room: files are refused before words are",
            Self::WordsAlone => "so full that files are refused and words alone are taken, make room now",
            Self::Full => "full, nothing is taken, make room now",
        })
    }
}

impl Config {
    /// How much of the disk stays free.
    pub fn free(&self) -> Free {
        Free { least: self.min_free_bytes, for_words: self.free_for_words_bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operator_is_warned_before_files_are_refused_and_those_before_words() {
        let free = Free { least: 10, for_words: 20 };
        let left = |bytes| Left { bytes, files: None };
        let told = [u64::MAX, 120, 119, 30, 29, 10, 9, 0].map(|bytes| Disk::of(left(bytes), free));
        let expected = [
            Disk::Enough,
            Disk::Enough,
            Disk::Little,
            Disk::Little,
            Disk::WordsAlone,
            Disk::WordsAlone,
            Disk::Full,
            Disk::Full,
        ];
        assert_eq!(told, expected);
        // A disk that can make no more files is as full, whatever bytes are free.
        let (least, more) = (Left::LEAST_FILES, Left::FILES_FOR_WORDS);
        let bytes = u64::MAX;
        let files = [(least + more) * LITTLE, (least + more) * LITTLE - 1, least + more, least + more - 1];
        let files = files.into_iter().chain([least, least - 1, 0]);
        let told: Vec<_> = files.map(|files| Disk::of(Left { bytes, files: Some(files) }, free)).collect();
        assert_eq!(told, expected[1..]);
        assert_eq!(Disk::of(left(0), Free::default()), Disk::Enough);
        let huge = Free { least: u64::MAX, for_words: u64::MAX };
        assert_eq!(Disk::of(left(u64::MAX - 1), huge), Disk::Full);
    }
}
