//! Files for their owner's eyes, written whole or not at all.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, fchown, lchown};
use std::path::Path;
use std::process;
use std::sync::OnceLock;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, openat, statat};
use rustix::io::Errno;
use rustix::path::Arg;
use zeroize::Zeroizing;

/// So many characters of a name stand in the name of its part: at four bytes each, with room for what tells parts apart.
const MOST_OF_A_NAME: usize = 50;

/// Most commands hold a folder for a moment: only who waits for longer than a second is told.
const NO_MOMENT: Duration = Duration::from_secs(1);

/// Makes a folder and its parents, for their owner alone; new ones last.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let is_new = |path: &&Path| !path.as_os_str().is_empty() && path.symlink_metadata().is_err();
    let new = path.ancestors().take_while(is_new).count();
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    path.ancestors().skip(1).take(new).try_for_each(sync_folder)
}

/// Makes a folder and its parents; what is made belongs to whoever owns the folder that it is made in. Root makes folders
/// so for another account.
pub fn make_folder_like_above(folder: &Path) -> io::Result<()> {
    let new: Vec<&Path> =
        folder.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists()).collect();
    make_folder(folder)?;
    for made in new.iter().rev() {
        let above = made.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (owner, ours) = (above.metadata()?, made.symlink_metadata()?);
        if (owner.uid(), owner.gid()) != (ours.uid(), ours.gid()) && rustix::process::geteuid().is_root() {
            lchown(made, Some(owner.uid()), Some(owner.gid()))?;
        }
    }
    Ok(())
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when it is; nothing is changed then.
pub fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists));
    }
    replace(path, content)
}

/// Writes a file, in place of the one that may be there. After a crash there is the old one or the new one.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    put(make_anew(part)?, part, path, content)
}

/// The same for a file that a person has named, in a folder where all else is theirs: no file of another name is touched.
///
/// Only with `over` in place of one that is there.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when one is there, without `over`; nothing is changed then.
pub fn write_named(path: &Path, content: &[u8], over: bool) -> io::Result<()> {
    if !over && path.symlink_metadata().is_ok() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Names are at most 255 bytes; the process's number tells two commands apart, the other what lies there already.
    let start: String = name.chars().take(MOST_OF_A_NAME).collect();
    let mut n = 0_u32;
    let (file, part) = loop {
        let part = path.with_file_name(format!(".{start}.{}-{n}.part", process::id()));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => n += 1,
            other => break (other?, part),
        }
    };
    put(file, &part, path, content)
}

/// Writes a part and gives it its name; where that fails, nothing of it is left.
fn put(mut file: File, part: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    let written = file.write_all(content).and_then(|()| file.sync_all()).and_then(|()| fs::rename(part, path));
    if written.is_err() {
        let _ = fs::remove_file(part);
    }
    written?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes an empty file in place of what may lie there. No link is followed: who may write to the folder cannot lead who
/// runs this, mostly root, to another file.
pub fn make_anew(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Gives all that lies in a folder, but for what is called one of `but`, to the folder's own account: who sets a server
/// up or brings it back is not who runs it.
///
/// No link is followed and no file with two names is given away, whoever makes one meanwhile. Who is not root gives nothing:
/// all that they made is theirs, and the folder's group may be one that they are no member of.
pub fn give_to_owner(folder: &Path, but: &[&str]) -> io::Result<()> {
    if !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let folder = open_quietly(CWD, folder, OFlags::DIRECTORY)?;
    let owner = folder.metadata()?;
    give(&folder, (owner.uid(), owner.gid()), but)
}

/// Opens for reading without moving the access time, where the system lets us: a look would leave its moment there.
fn open_quietly(folder: impl AsFd, name: impl Arg + Copy, more: OFlags) -> rustix::io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | more;
    match openat(&folder, name, flags | OFlags::NOATIME, Mode::empty()) {
        Err(Errno::PERM) => openat(&folder, name, flags, Mode::empty()),
        other => other,
    }
    .map(File::from)
}

fn give(folder: &File, owner: (u32, u32), but: &[&str]) -> io::Result<()> {
    // By the handle itself: one that is opened anew to list it would move its access time.
    for entry in Dir::new(folder.try_clone()?)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == c"." || name == c".." || but.iter().any(|but| name.to_bytes() == but.as_bytes()) {
            continue;
        }
        let seen = match statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => continue,
            other => other?,
        };
        // What is theirs already is not opened: there may be many, and one that the disk does not give.
        if (seen.st_uid, seen.st_gid) == owner && FileType::from_raw_mode(seen.st_mode) != FileType::Directory {
            continue;
        }
        let file = match open_quietly(folder, name, OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY) {
            // A link, or a socket; or it went meanwhile.
            Err(Errno::LOOP | Errno::NXIO | Errno::NOENT) => continue,
            other => other?,
        };
        let found = file.metadata()?;
        if !(found.is_dir() || (found.is_file() && found.nlink() == 1)) {
            continue;
        }
        if (found.uid(), found.gid()) != owner {
            fchown(&file, Some(owner.0), Some(owner.1))?;
        }
        if found.is_dir() {
            give(&file, owner, &[])?;
        }
    }
    Ok(())
}

/// A folder, kept from other commands for as long as this is held.
#[must_use]
pub struct Locked(#[expect(dead_code, reason = "the lock goes when the file is closed")] File);

/// Who says that this process waits; nobody in a server.
static WAITING: OnceLock<fn(&Path)> = OnceLock::new();

/// From now on `told` is called when a folder is waited for that another command holds on to.
pub fn tell_of_waiting(told: fn(&Path)) {
    let _ = WAITING.set(told);
}

/// Waits until no other command holds the folder.
pub fn lock_folder(path: &Path) -> io::Result<Locked> {
    if let Some(locked) = try_lock_folder(path)? {
        return Ok(locked);
    }
    let folder = File::open(here(path))?;
    let (done, waits) = mpsc::channel::<()>();
    thread::scope(|scope| {
        if let Some(told) = WAITING.get() {
            let tell = move || {
                if waits.recv_timeout(NO_MOMENT) == Err(RecvTimeoutError::Timeout) {
                    told(path);
                }
            };
            // Where there is no thread for it, it is waited for without a word.
            let _ = thread::Builder::new().spawn_scoped(scope, tell);
        }
        let locked = folder.lock();
        drop(done);
        locked
    })?;
    Ok(Locked(folder))
}

/// The same without waiting; `None` where another command holds the folder.
pub fn try_lock_folder(path: &Path) -> io::Result<Option<Locked>> {
    let folder = File::open(here(path))?;
    match folder.try_lock() {
        Ok(()) => Ok(Some(Locked(folder))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// The parent of a bare file name is written "".
fn here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

/// Makes what was renamed in a folder last.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(here(path))?.sync_all() {
        // Some file systems of memory sticks cannot; they have nothing better.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

/// Reads a file of at most `max` bytes; what comes after them is an error, never cut off.
pub fn read(path: &Path, max: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    read_all(File::open(path)?, max)
}

/// The same, of a file that is open.
pub fn read_all(file: File, max: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    let expected = file.metadata()?.len().min(max);
    let mut bytes = Zeroizing::new(Vec::with_capacity(expected as usize + 1));
    file.take(max + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than such a file can be"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_private_file_is_its_owners_alone_and_never_overwritten_by_a_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let (inner, path) = (folder.path().join("a/b"), folder.path().join("a/b/c.age"));
        make_folder(&inner).unwrap();
        write_new(&path, b"one").unwrap();
        assert_eq!(write_new(&path, b"two").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(**read(&path, 3).unwrap(), *b"one");
        replace(&path, b"three").unwrap();
        assert_eq!(read(&path, 3).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&inner)), (0o600, 0o700));
        assert_eq!(fs::read_dir(&inner).unwrap().count(), 1, "no part is left");
    }

    #[test]
    fn a_link_that_somebody_laid_leads_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, others) = (folder.path().join("ours"), folder.path().join("others"));
        make_folder(&ours).unwrap();
        fs::write(&others, "theirs").unwrap();
        std::os::unix::fs::symlink(&others, ours.join("key.part")).unwrap();
        replace(&ours.join("key"), b"new").unwrap();
        assert_eq!(
            (fs::read(&others).unwrap(), fs::read(ours.join("key")).unwrap()),
            (b"theirs".into(), b"new".into())
        );

        // Root gives what it wrote to the folder's account, and nothing else; who is not root can give nothing away.
        if rustix::process::geteuid().is_root() {
            let owner = |path: &Path| path.symlink_metadata().unwrap().uid();
            make_folder(&ours.join("in/it")).unwrap();
            make_folder(&ours.join("root's")).unwrap();
            std::os::unix::fs::symlink(&others, ours.join("link")).unwrap();
            fs::hard_link(&others, ours.join("in/other-name")).unwrap();
            std::os::unix::fs::chown(&ours, Some(65534), Some(65534)).unwrap();
            give_to_owner(&ours, &["root's"]).unwrap();
            assert_eq!((owner(&ours.join("key")), owner(&ours.join("in/it"))), (65534, 65534));
            assert_eq!((owner(&others), owner(&ours.join("root's")), owner(&ours.join("link"))), (0, 0, 0));
        }
    }
}
