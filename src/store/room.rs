//! How much of a disk is for whom.

/// Which space a parcel may be begun in: words are still taken when files no longer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// What a person wrote, and what goes with it.
    Words,
    /// A file, or a parcel that a reviewer gives back.
    Files,
}

/// How much of a disk stays free, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Free {
    /// Nothing is begun below it.
    pub least: u64,
    /// No file is begun below both together.
    pub for_words: u64,
}

impl Free {
    /// What stays free beside what is written in this room.
    pub const fn beside(self, room: Room) -> u64 {
        match room {
            Room::Words => self.least,
            Room::Files => self.least.saturating_add(self.for_words),
        }
    }
}

/// What is left of a disk for an unprivileged user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Bytes.
    pub bytes: u64,
    /// Files that may still be made; `None` where the file system makes as many as there is room for.
    pub files: Option<u64>,
}

impl Left {
    /// So many files stay free in any case: for notes, for folders, and for the index that is written beside the old one.
    pub const LEAST_FILES: u64 = 1000;
    /// So many more stay free of what sources attach: words take three or four a visit.
    pub const FILES_FOR_WORDS: u64 = 4000;

    /// True when something of so many bytes may be begun in this room, and `times` what stays free beside it.
    pub fn has_room(self, free: Free, room: Room, bytes: u64, times: u64) -> bool {
        let files = match room {
            Room::Words => Self::LEAST_FILES,
            Room::Files => Self::LEAST_FILES + Self::FILES_FOR_WORDS,
        };
        self.bytes >= free.beside(room).saturating_mul(times).saturating_add(bytes)
            && self.files.is_none_or(|left| left >= files.saturating_mul(times))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_when_files_no_longer_are() {
        let (free, files) = (Free { least: 100, for_words: 50 }, Left::LEAST_FILES);
        let has_room = |bytes, files, room| Left { bytes, files }.has_room(free, room, 10, 1);
        for (bytes, words, file) in [(109, false, false), (110, true, false), (159, true, false), (160, true, true)] {
            assert_eq!((has_room(bytes, None, Room::Words), has_room(bytes, None, Room::Files)), (words, file));
        }
        for (left, words, file) in
            [(files - 1, false, false), (files, true, false), (files + 3999, true, false), (files + 4000, true, true)]
        {
            let both = [Room::Words, Room::Files].map(|room| has_room(1000, Some(left), room));
            assert_eq!(both, [words, file], "{left} files");
        }
        // What was begun is doubled where somebody wants to be warned earlier.
        assert!(!Left { bytes: 209, files: None }.has_room(free, Room::Words, 10, 2));
        assert!(Left { bytes: 210, files: None }.has_room(free, Room::Words, 10, 2));
    }
}
