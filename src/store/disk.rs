//! Folders and small files that survive a power cut, and times that tell no more than a day.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, fchown};
use std::path::{Path, PathBuf};

use rand_core::{OsRng, RngCore as _};
use rustix::fs::{AtFlags, CWD, Dir, Mode, OFlags, Timespec, Timestamps, open, utimensat};
use rustix::io::Errno;

use super::{Left, StoreError};
use crate::harden::private_file::{self, make_anew};
use crate::seal::Day;

/// Where parcels lie.
pub(crate) const PARCELS: &str = "parcels";
/// Where a restored folder holds what belongs elsewhere.
pub const RESTORED: &str = "restored";

/// Makes a folder and those above it, for this user alone; new ones last.
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    private_file::make_folder(path).map_err(|error| match error.kind() {
        // A file lies there.
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => StoreError::Stray(path.to_owned()),
        _ => StoreError::Io("making a folder", named(path, error)),
    })
}

/// Makes the folder of a day, and lets it survive a power cut, also where somebody made it who could not see to that.
pub(super) fn make_day_folder(folder: &Path, day: Day) -> Result<(), StoreError> {
    make_folder(folder)?;
    for above in folder.ancestors().skip(1).take(2) {
        sync_folder(above)?;
        set_day(above, day)?;
    }
    Ok(())
}

pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    let synced = File::open(folder).and_then(|f| f.sync_all());
    synced.map_err(|e| StoreError::Io("syncing a folder", named(folder, e)))
}

/// The error, with the path in its words where it does not say by itself what the disk is short of.
pub(super) fn named(path: &Path, error: io::Error) -> io::Error {
    if is_full(&error) { error } else { io::Error::new(error.kind(), Named(path.to_owned(), error)) }
}

/// What a call said, with the file that it was about.
#[derive(Debug)]
struct Named(PathBuf, io::Error);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.display(), self.1)
    }
}

impl std::error::Error for Named {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.1)
    }
}

/// What the system said, whether its file is named or not.
fn errno(error: &io::Error) -> Option<Errno> {
    let named = error.get_ref().and_then(|error| error.downcast_ref::<Named>());
    Errno::from_io_error(named.map_or(error, |Named(_, error)| error))
}

/// True when the disk has no room, or this account may take no more of it.
pub fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// True when an error is of this one file: its blocks are bad, its mode is wrong, or it is no file. Others can be read.
pub(crate) fn is_of_one_file(error: &io::Error) -> bool {
    let alone =
        [Errno::IO, Errno::ACCESS, Errno::PERM, Errno::ISDIR, Errno::LOOP, Errno::NXIO, Errno::BADMSG, Errno::UCLEAN];
    errno(error).is_some_and(|errno| alone.contains(&errno))
}

/// True when an error says that this one file is damaged. What we have no right to read may be whole.
pub(crate) fn is_damage(error: &io::Error) -> bool {
    is_of_one_file(error) && error.kind() != io::ErrorKind::PermissionDenied
}

/// No file of the data folder that is not a parcel is larger; of ids that were withdrawn elsewhere it holds a million.
pub(crate) const MAX_SMALL_BYTES: u64 = 64 << 20;

/// The length of one of our files; what is no plain file is refused.
pub(super) fn len_of_file(path: &Path) -> Result<u64, StoreError> {
    let found = path.symlink_metadata().map_err(|e| StoreError::Io("looking at a file", named(path, e)))?;
    match found.file_type() {
        kind if kind.is_file() => Ok(found.len()),
        kind if kind.is_dir() => Err(StoreError::Stray(path.to_owned())),
        _ => Err(StoreError::NotPlain(path.to_owned())),
    }
}

/// True for a folder that stands there itself, and is not led to by a link.
pub(super) fn is_folder(path: &Path) -> Result<bool, StoreError> {
    match path.symlink_metadata() {
        Ok(found) => Ok(found.is_dir()),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(StoreError::Io("looking at a folder", named(path, error))),
    }
}

/// Writes a small file so that it is there whole or not at all. It belongs to the account of its folder, whoever writes.
pub(super) fn write_whole(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    let part = path.with_extension("part");
    let write = || {
        let mut file = make_anew(&part)?;
        let (folder, ours) = (path.parent().unwrap_or(Path::new(".")).metadata()?, file.metadata()?);
        if folder.uid() != ours.uid() {
            fchown(&file, Some(folder.uid()), Some(folder.gid()))?;
        }
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&part, path)
    };
    write().map_err(|e| {
        // Half of it would take room where there is none.
        let _ = fs::remove_file(&part);
        StoreError::Io("writing a file of the data folder", named(path, e))
    })?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

/// The entries of a folder by name; none when it does not exist. A link in its place does not belong there.
///
/// Does not move the folder's access time: a reviewer's pull asks for the days at any time.
pub(super) fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, StoreError> {
    list(folder, OFlags::NOFOLLOW, usize::MAX)
}

/// True when nothing is in a folder, which may be large, or when it does not exist.
pub(super) fn holds_nothing(folder: &Path) -> Result<bool, StoreError> {
    Ok(list(folder, OFlags::NOFOLLOW, 1)?.is_empty())
}

/// The same of a data folder itself, which its operator may have put elsewhere by a link of their own.
pub(super) fn entries_of_root(root: &Path) -> Result<Vec<(String, PathBuf)>, StoreError> {
    list(root, OFlags::empty(), usize::MAX)
}

fn list(folder: &Path, more: OFlags, most: usize) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let failed = |e: Errno| StoreError::Io("listing a folder", named(folder, e.into()));
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::NOATIME | more;
    let opened = match open(folder, flags, Mode::empty()) {
        Err(Errno::NOENT) => return Ok(Vec::new()),
        Err(Errno::NOTDIR | Errno::LOOP) => return Err(StoreError::Stray(folder.to_owned())),
        other => other.map_err(failed)?,
    };
    let mut found = Vec::new();
    for entry in Dir::new(opened).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = OsStr::from_bytes(entry.file_name().to_bytes());
        if name != "." && name != ".." {
            found.push((name.to_string_lossy().into_owned(), folder.join(name)));
            if found.len() == most {
                break;
            }
        }
    }
    Ok(found)
}

/// Opens a file for reading without moving its access time; what [`open_plain`] refuses is refused.
pub(super) fn open_quietly(path: &Path) -> io::Result<File> {
    open_plain(path, OpenOptions::new().read(true), OFlags::NOATIME)
}

/// Opens a file of the data folder. No link is followed, and nobody waits for what is no file: a pipe in its place would
/// not open before somebody opened its other end.
///
/// # Errors
/// What is no file has one of the errors that [`is_no_file`] knows.
pub(super) fn open_plain(path: &Path, how: &mut OpenOptions, more: OFlags) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | more;
    let file = how.custom_flags(flags.bits().cast_signed()).open(path)?;
    match file.metadata()?.file_type() {
        kind if kind.is_file() => Ok(file),
        kind if kind.is_dir() => Err(Errno::ISDIR.into()),
        _ => Err(Errno::NXIO.into()),
    }
}

/// True when what could not be opened is no file: a folder, a link, or a pipe, a socket or a device.
pub(super) fn is_no_file(error: &io::Error) -> bool {
    matches!(errno(error), Some(Errno::ISDIR | Errno::LOOP | Errno::NXIO))
}

/// Reads a small file of text.
pub(super) fn read_text(path: &Path) -> io::Result<String> {
    open_plain(path, OpenOptions::new().read(true), OFlags::empty()).and_then(io::read_to_string)
}

/// What an unprivileged user may still write to the disk of `path`.
pub(super) fn left(path: &Path) -> Result<Left, StoreError> {
    let disk = rustix::fs::statvfs(path).map_err(|e| StoreError::Io("asking for free space", e.into()))?;
    // A file system without a bound counts none at all.
    let files = (disk.f_files > 0).then_some(disk.f_favail);
    Ok(Left { bytes: disk.f_bavail.saturating_mul(disk.f_frsize), files })
}

/// Sets access and modification time to 00:00 UTC of `day`. What is gone meanwhile needs none.
pub(super) fn set_day(path: &Path, day: Day) -> Result<(), StoreError> {
    let midnight = Timespec { tv_sec: day.unix_midnight(), tv_nsec: 0 };
    let times = Timestamps { last_access: midnight, last_modification: midnight };
    match utimensat(CWD, path, &times, AtFlags::SYMLINK_NOFOLLOW) {
        Err(Errno::NOENT) | Ok(()) => Ok(()),
        Err(error) => Err(StoreError::Io("setting a file's day", named(path, error.into()))),
    }
}

/// Sets the times of all that lies in `folder`, and its own, in random order: so the change times, which
/// nobody can set, tell no order of arrival either.
///
/// What lies in a folder named by a day gets that day, the rest `today`.
pub(super) fn settle_times(folder: &Path, today: Day) -> Result<(), StoreError> {
    settle_but(folder, |_| false, today)
}

/// The same but for the folders of days that are over, however many there are: the close of each settled it.
pub(super) fn settle_open_days(root: &Path, today: Day) -> Result<(), StoreError> {
    let parcels = root.join(PARCELS);
    let is_over = |path: &Path| {
        let day = path.file_name().and_then(OsStr::to_str).and_then(|name| name.parse::<Day>().ok());
        path.parent().and_then(Path::parent) == Some(&parcels) && day.is_some_and(|day| day < today)
    };
    settle_but(root, is_over, today)
}

/// But for what belongs to another account than the folder, whose times only root can set: a backup, a restore or a hand left it
/// there.
fn settle_but(folder: &Path, skip: impl Fn(&Path) -> bool, today: Day) -> Result<(), StoreError> {
    // A data folder may be a link of its operator's: what it leads to is meant.
    let (mut files, mut folders) = (Vec::new(), vec![(folder.join("."), today)]);
    let owner = fs::metadata(folder).map_err(|e| StoreError::Io("looking at a folder", named(folder, e)))?.uid();
    let mut at = 0;
    while let Some((folder, day)) = folders.get(at).cloned() {
        at += 1;
        for (name, path) in entries(&folder)?.into_iter().filter(|(_, path)| !skip(path)) {
            let found = match path.symlink_metadata() {
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                    continue;
                }
                other => other.map_err(|e| StoreError::Io("looking at a file", named(&path, e)))?,
            };
            if found.uid() != owner {
                continue;
            }
            // A link below it has a time of its own, and leads nowhere.
            if found.is_dir() {
                folders.push((path, name.parse().unwrap_or(day)));
            } else {
                files.push((path, day));
            }
        }
    }
    // Setting a file's time leaves its folder's alone, so all can be mixed.
    files.append(&mut folders);
    shuffle(&mut files);
    files.iter().try_for_each(|(path, day)| set_day(path, *day))
}

/// Fisher and Yates; the bias of 64 random bits over a list's length is far below what could be seen.
pub(crate) fn shuffle<T>(list: &mut [T]) {
    // Asked for at once: a call to the system for each of a hundred thousand is seconds.
    let mut random = vec![0; list.len() * size_of::<u64>()];
    OsRng.fill_bytes(&mut random);
    for (last, drawn) in (1..list.len()).rev().zip(random.chunks_exact(size_of::<u64>())) {
        let drawn = drawn.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        list.swap(last, (drawn % (last as u64 + 1)) as usize);
    }
}

/// A random index into a list of `len`.
pub(super) fn random_below(len: usize) -> usize {
    (OsRng.next_u64() % len.max(1) as u64) as usize
}

#[cfg(test)]
mod tests;
