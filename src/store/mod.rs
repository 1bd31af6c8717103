//! What is kept: sealed bytes and closed facts, behind one trait.
//!
//! A store has no word for plaintext: its only currency is [`SealedChunk`](crate::seal::SealedChunk)s, ids,
//! lengths, desks and days. [`FileStore`] is the embedded default; a second backend passes the same tests.

mod acknowledgements;
mod backed_up;
mod data_folder;
mod disk;
mod failure;
mod files;
mod growing;
mod index;
mod order;
mod pool;
mod quarantine;
mod repair;
mod room;
mod scrub;
mod slots;
mod tombstones;

use std::fmt;
use std::io::{self, Read, Seek};
use std::path::PathBuf;

use crate::harden::folder::FolderError;
use crate::seal::{
    Day, Deleted, Deletion, Derivation, DeskId, Finished, ParcelId, SealedReply, SealedSink, ShortName, SlotName,
};

pub(crate) use acknowledgements::EXPIRED;
pub use backed_up::NotedBackup;
pub use data_folder::{
    DataFolder, ParcelFile, Place, SERVER_KEY, is_folder_of_many, is_kept_roster, kept_roster, mark_restored,
};
pub(crate) use disk::{MAX_SMALL_BYTES, PARCELS, is_damage, is_of_one_file, shuffle};
pub use disk::{RESTORED, is_full};
pub use failure::FailureSignal;
pub use files::{Claimed, FileStore, LOCK, ROSTERS, version_of};
pub use quarantine::{QUARANTINE, name_before};
pub use repair::{Done, Judge, Mended, Repair, check_owner};
pub use room::{Free, Left, Room};
pub(crate) use slots::MAILBOXES;
pub(crate) use tombstones::WITHDRAWN;

/// What keeps parcels. Its calls block: they belong on threads that may wait, never on a network thread.
pub trait Store: Send + Sync {
    /// Starts a parcel of `desk`, where there is room for what it is.
    fn begin(&self, desk: &DeskId, room: Room) -> Result<Box<dyn Part>, StoreError>;

    /// The day under which is filed what comes for `desk` today: `today`, or the first day after it that has not expired. A
    /// clock that was set back may stand on days that went, and what is filed there is gone with them.
    fn filing_day(&self, desk: &DeskId, today: Day) -> Day;

    /// The days on which `desk` has parcels, oldest first.
    fn days(&self, desk: &DeskId) -> Result<Vec<Day>, StoreError>;

    /// A day's parcels of `desk`, sorted by id.
    fn parcels(&self, desk: &DeskId, day: Day) -> Result<Vec<Listed>, StoreError>;

    /// Opens a parcel of `desk` for reading; `None` when the desk has no such parcel.
    fn open(&self, desk: &DeskId, id: ParcelId) -> Result<Option<StoredParcel>, StoreError>;

    /// True when a parcel of `desk` is here, or lies set aside because it is damaged.
    fn knows(&self, desk: &DeskId, id: ParcelId) -> Result<bool, StoreError>;

    /// The versions of the rosters that were served, the oldest first.
    fn roster_versions(&self) -> Result<Vec<u64>, StoreError>;

    /// The signed note of a roster that was served; `None` when there was none of this version.
    fn roster(&self, version: u64) -> Result<Option<String>, StoreError>;

    /// Closes every day before `today`: from then on it is served from the index.
    fn close_days(&self, today: Day) -> Result<(), StoreError>;

    /// Evens what the medium shows of the last minutes. Called every ten.
    fn tick(&self, today: Day) -> Result<(), StoreError>;

    /// Keeps notes of withdrawals that wait for more signatures or for their day, each in place of an earlier one.
    fn keep_waiting(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError>;

    /// The notes of a desk that wait, by parcel.
    fn waiting(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError>;

    /// Removes parcels for good and keeps their notes as tombstones. Whether the notes suffice, the caller knows.
    ///
    /// Once a tombstone is durable its parcel is never served again, whatever happens then.
    fn withdraw(&self, desk: &DeskId, notes: &[Note], today: Day) -> Result<(), StoreError>;

    /// A desk's tombstones, by parcel.
    fn withdrawn(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError>;

    /// Those of its tombstones whose parcels were not here when they were withdrawn, by parcel.
    fn withdrawn_elsewhere(&self, desk: &DeskId) -> Result<Vec<Note>, StoreError>;

    /// Keeps what a reviewer acknowledged of a closed day, in place of what they acknowledged of it before.
    fn keep_acknowledgement(&self, desk: &DeskId, note: &Acknowledged, today: Day) -> Result<(), StoreError>;

    /// What a desk's reviewers acknowledged, by day and reviewer.
    fn acknowledged(&self, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError>;

    /// Removes all parcels of these days for good; the acknowledgements stay. Whether they suffice, the caller knows.
    ///
    /// A day that holds other parcels than it was judged by, because one came back meanwhile, stays; so does one of which
    /// something lies set aside that is not among them.
    fn expire(&self, days: &[Judged], today: Day) -> Result<(), StoreError>;

    /// By whose acknowledgements a desk's days expired, by day and reviewer.
    fn expired(&self, desk: &DeskId) -> Result<Vec<Acknowledged>, StoreError>;

    /// Keeps a parcel that comes back, in place of a damaged one; false when it is not to come back.
    ///
    /// Asked and done as one: what expires or is withdrawn meanwhile is not brought back, and no day expires with it.
    fn bring_back(
        &self,
        desk: &DeskId,
        part: Box<dyn Part>,
        finished: Finished,
        day: Day,
        today: Day,
    ) -> Result<bool, StoreError>;

    /// Whether a parcel is here with the bytes that its id names; reads all of it.
    fn holds_whole(&self, desk: &DeskId, id: ParcelId) -> Result<bool, StoreError>;

    /// Refuses when files of so many bytes would leave too little room for words.
    fn check_room(&self, bytes: u64) -> Result<(), StoreError>;

    /// True when a parcel of a desk was withdrawn.
    fn is_withdrawn(&self, desk: &DeskId, id: ParcelId) -> bool;

    /// True when a day of a desk has expired.
    fn is_expired(&self, desk: &DeskId, day: Day) -> bool;

    /// Keeps a reply in the first free of these slots, unless it lies in one already; false when none is free.
    fn keep_reply(&self, slots: &[SlotName], reply: &SealedReply, today: Day) -> Result<bool, StoreError>;

    /// What lies in each of these slots, at the same cost whatever that is.
    fn replies(&self, slots: &[SlotName]) -> Result<Vec<Option<SealedReply>>, StoreError>;

    /// Deletes what is asked of what lies in these slots, where it is what was shown.
    fn delete_replies(&self, slots: &[SlotName], asked: &Deletion, today: Day) -> Result<Deleted, StoreError>;

    /// How this instance derives keys from codenames.
    fn derivation(&self) -> &Derivation;
}

/// A day that may expire, and by which parcels that was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The desk.
    pub desk: DeskId,
    /// The day.
    pub day: Day,
    /// All that it held.
    pub parcels: Vec<ParcelId>,
}

/// A parcel that is being written. Dropped before it is kept, it is gone.
pub trait Part: SealedSink + Send {
    /// Makes the parcel durable and visible. Under a day that has expired it fails.
    ///
    /// # Errors
    /// Nothing of it is left, but where the store broke behind its renaming: then the next start finds it whole.
    fn keep(self: Box<Self>, finished: Finished, day: Day) -> Result<Kept, StoreError>;
}

/// Proof that a parcel is durable; a confirmation page asks for it. Made by a store alone.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    id: ParcelId,
    len: u64,
    day: Day,
}

impl Kept {
    /// The parcel's id.
    pub const fn id(&self) -> ParcelId {
        self.id
    }

    /// Its ciphertext's length.
    pub const fn size(&self) -> u64 {
        self.len
    }

    /// The day it is kept under.
    pub const fn day(&self) -> Day {
        self.day
    }
}

/// A parcel in a day's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: ParcelId,
    /// Bytes of ciphertext.
    pub len: u64,
}

/// A stored parcel's ciphertext.
pub struct StoredParcel {
    /// Bytes of it.
    pub len: u64,
    /// The bytes.
    pub content: Box<dyn ReadSeek>,
}

/// A signed note that asks for a parcel's withdrawal, or says that it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The parcel.
    pub parcel: ParcelId,
    /// The note, which the store does not read.
    pub text: String,
}

/// A signed note by which a reviewer acknowledges that they hold a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// The day.
    pub day: Day,
    /// The reviewer.
    pub reviewer: ShortName,
    /// The note, which the store does not read.
    pub text: String,
}

/// What can be read from any place.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// Storage failed, or refuses.
#[derive(Debug)]
pub enum StoreError {
    /// The operating system refused; says what was being done.
    Io(&'static str, io::Error),
    /// Too little free space is left; nothing was begun.
    Full,
    /// The folder holds something that is not ours.
    Foreign(PathBuf),
    /// Something lies in the data folder where it does not belong, or is a folder where a file should be.
    Stray(PathBuf),
    /// The folder belongs to the account of this number, which is not ours.
    OtherAccount(PathBuf, u32),
    /// The first of these, in the data folder that is the second, belongs to another account than the folder.
    OthersWithin(PathBuf, PathBuf),
    /// Another server uses the folder.
    InUse(PathBuf),
    /// What lies in the data folder is a link, has a second name, or is no plain file.
    NotPlain(PathBuf),
    /// A file of ours in the data folder does not make sense.
    Damaged(PathBuf),
    /// A later roster was served before.
    OlderRoster {
        /// The version that was to be served.
        offered: u64,
        /// The newest that was.
        newest: u64,
    },
    /// A roster of this version was served before, and said something else.
    OtherRoster(u64),
    /// The index failed.
    Index(sled::Error),
}

impl StoreError {
    /// What could not be read below a folder, while doing this.
    fn of(doing: &'static str, error: FolderError) -> Self {
        match error {
            FolderError::Io(path, error) => Self::Io(doing, disk::named(&path, error)),
            FolderError::NotPlain(path) => Self::NotPlain(path),
        }
    }

    /// True when it says of one file or folder that it is damaged; what we have no right to read may be whole.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Io(_, error) => disk::is_damage(error),
            Self::Damaged(_) | Self::NotPlain(_) | Self::Stray(_) => true,
            _ => false,
        }
    }

    /// The same, but [`StoreError::Full`] where the disk has no room for what was being written: nothing is broken then.
    pub(crate) fn or_full(self) -> Self {
        match self {
            Self::Io(_, error) if disk::is_full(&error) => Self::Full,
            other => other,
        }
    }

    /// True when the store itself is broken and the process should end, so that its supervisor restarts it.
    pub const fn is_failure(&self) -> bool {
        !matches!(self, Self::Full)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(what, error) => write!(f, "{what} failed: {error}"),
            Self::Full => f.write_str("the disk is too full to take more"),
            Self::Foreign(path) => write!(f, "{} is not a data folder of Amparo", path.display()),
            Self::Stray(path) => write!(f, "{} does not belong there", path.display()),
            Self::OtherAccount(path, account) => {
                write!(f, "{} belongs to the account {account}, which is not yours", path.display())
            }
            Self::OthersWithin(path, folder) => {
                write!(f, "{} belongs to another account than {}", path.display(), folder.display())
            }
            Self::InUse(path) => write!(f, "another server uses the data folder {}", path.display()),
            Self::NotPlain(path) => write!(
                f,
                "{} is a link, has a second name, or is no plain file: the server makes nothing such",
                path.display()
            ),
            Self::Damaged(path) => write!(f, "{} is missing, or does not make sense", path.display()),
            Self::OlderRoster { offered, newest } => {
                write!(f, "roster {offered} is older than roster {newest}, which was served before")
            }
            Self::OtherRoster(version) => write!(f, "another roster {version} was served before"),
            Self::Index(error) => write!(f, "the index failed: {error}"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Index(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn an_error_says_whether_something_is_damaged_and_what_lies_below_it() {
        let io = |code: i32| StoreError::Io("a test", io::Error::from_raw_os_error(code));
        let path = || PathBuf::from("a");
        for (error, is_damage, has_source) in [
            // EIO, EACCES, and then ENOSPC, EMFILE.
            (io(5), true, true),
            (io(13), false, true),
            (io(28), false, true),
            (io(24), false, true),
            (StoreError::Damaged(path()), true, false),
            (StoreError::NotPlain(path()), true, false),
            (StoreError::Stray(path()), true, false),
            (StoreError::Foreign(path()), false, false),
            (StoreError::InUse(path()), false, false),
            (StoreError::OtherAccount(path(), 1), false, false),
            (StoreError::OthersWithin(path(), path()), false, false),
            (StoreError::Full, false, false),
            (StoreError::Index(sled::Error::ReportableBug("a test".into())), false, true),
            (StoreError::OlderRoster { offered: 1, newest: 2 }, false, false),
            (StoreError::OtherRoster(1), false, false),
        ] {
            assert_eq!(error.is_damage(), is_damage, "{error}");
            assert_eq!(error.source().is_some(), has_source, "{error}");
            // What is to be done, the commands' table says alone.
            let told = error.to_string();
            assert!(!told.is_empty() && !told.contains(';'), "{told}");
        }
    }
}
