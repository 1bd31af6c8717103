//! A folder that is held open, and what lies below it reached step by step: a link that somebody lays there leads
//! nowhere, and a file with a second name elsewhere is not taken for one of the folder's.
//!
//! Root reads and writes so where another account could have laid something: what that account may not read, root does
//! not read for it.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{File, Metadata};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, fchown};
use std::path::{Path, PathBuf};

use rustix::fs::{
    AtFlags, Dir, FileType, Mode, OFlags, Stat, Timespec, Timestamps, mkdirat, openat, renameat, statat, unlinkat,
    utimensat,
};
use rustix::io::Errno;

const STEP: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const READ: OFlags =
    OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);
const NEW: OFlags =
    OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// A folder, held open.
pub struct Folder {
    handle: File,
    path: PathBuf,
}

/// What lies in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A folder.
    Folder,
    /// A file.
    File,
    /// A link, a device, a socket, a pipe.
    Other,
}

/// What lies below a folder cannot be used.
#[derive(Debug)]
pub enum FolderError {
    /// The system refused.
    Io(PathBuf, io::Error),
    /// It is a link, has a second name, or is neither file nor folder.
    NotPlain(PathBuf),
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NotPlain(path) => {
                write!(f, "{} is a link, has a second name, or is no plain file: it is not followed", path.display())
            }
        }
    }
}

impl std::error::Error for FolderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::NotPlain(_) => None,
        }
    }
}

impl From<FolderError> for io::Error {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Io(_, error) => error,
            error @ FolderError::NotPlain(_) => Self::other(error),
        }
    }
}

impl FolderError {
    /// True when there is no such thing.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Io(_, error) if error.kind() == io::ErrorKind::NotFound)
    }
}

type Result<T> = std::result::Result<T, FolderError>;

impl Folder {
    /// Opens a folder by a path that the caller answers for: links in it are followed.
    pub fn open(path: &Path) -> Result<Self> {
        // The parent of a bare file name is written "".
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let opened = openat(rustix::fs::CWD, path, STEP.difference(OFlags::NOFOLLOW), Mode::empty());
        let handle = File::from(opened.map_err(|e| FolderError::Io(path.to_owned(), e.into()))?);
        Ok(Self { handle, path: path.to_owned() })
    }

    /// Where it lies, for who is told of it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder at a path below; `""` is this one.
    pub fn folder(&self, path: &str) -> Result<Self> {
        let mut at = Self { handle: self.quietly(".", STEP)?, path: self.path.clone() };
        for step in path.split('/').filter(|step| !step.is_empty()) {
            let handle = at.quietly(step, STEP)?;
            at = Self { handle, path: at.path.join(step) };
        }
        Ok(at)
    }

    /// Opens a file at a path below for reading, without moving its access time where that is ours to say.
    pub fn read(&self, path: &str) -> Result<File> {
        self.read_named(path, |_| false)
    }

    /// The same of a file that may have a second name, this other path below, and no third.
    pub fn read_by_two_names(&self, path: &str, other: &str) -> Result<File> {
        self.read_named(path, |found| {
            let other = self.stat(other).map(|other| (other.st_dev, other.st_ino));
            found.nlink() == 2 && other.is_ok_and(|other| other == (found.dev(), found.ino()))
        })
    }

    fn read_named(&self, path: &str, may_be_named: impl Fn(&Metadata) -> bool) -> Result<File> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = self.folder(folder)?;
        let file = folder.quietly(name, READ)?;
        let found = file.metadata().map_err(|e| folder.failed(name, e))?;
        // What went meanwhile has no name any more.
        let is_plain = found.is_file() && (found.nlink() <= 1 || may_be_named(&found));
        if is_plain { Ok(file) } else { Err(folder.not_plain(name)) }
    }

    /// What lies at a path below, by name; nothing where there is no such folder.
    pub fn entries(&self, path: &str) -> Result<Vec<(String, Kind)>> {
        let folder = match self.folder(path) {
            Err(error) if error.is_missing() => return Ok(Vec::new()),
            other => other?,
        };
        let Self { handle, path: whole } = folder;
        let failed = |e: Errno| FolderError::Io(whole.clone(), e.into());
        let mut found = Vec::new();
        for entry in Dir::new(handle).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_name() == c"." || entry.file_name() == c".." {
                continue;
            }
            let name = OsStr::from_bytes(entry.file_name().to_bytes()).to_string_lossy().into_owned();
            let kind = match entry.file_type() {
                // Not every file system says it in its list.
                FileType::Unknown => match self.owner_and_mode(&format!("{path}/{name}")) {
                    Err(error) if error.is_missing() => continue,
                    other => FileType::from_raw_mode(other?.1),
                },
                known => known,
            };
            let kind = match kind {
                FileType::Directory => Kind::Folder,
                FileType::RegularFile => Kind::File,
                _ => Kind::Other,
            };
            found.push((name, kind));
        }
        Ok(found)
    }

    /// Who owns what lies at a path below, and its mode; of a link, the link's own. `""` is this folder.
    pub fn owner_and_mode(&self, path: &str) -> Result<(u32, u32)> {
        let found = self.stat(path)?;
        Ok((found.st_uid, found.st_mode))
    }

    /// Bytes of what lies at a path below, whether it may be read or not; of a link, the link's own.
    pub fn len(&self, path: &str) -> Result<u64> {
        Ok(self.stat(path)?.st_size.try_into().unwrap_or_default())
    }

    fn stat(&self, path: &str) -> Result<Stat> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = self.folder(folder)?;
        let itself = if name.is_empty() { "." } else { name };
        let found = statat(&folder.handle, itself, AtFlags::SYMLINK_NOFOLLOW);
        found.map_err(|e| folder.failed(name, e.into()))
    }

    /// The folder of this name in it, made where it is not there; it belongs to whom this one belongs to.
    pub fn make_folder(&self, name: &str) -> Result<Self> {
        match mkdirat(&self.handle, name, Mode::RWXU) {
            Err(Errno::EXIST) => self.folder(name),
            made => {
                made.map_err(|e| self.failed(name, e.into()))?;
                let folder = self.folder(name)?;
                self.give(&folder.handle).map_err(|e| self.failed(name, e))?;
                Ok(folder)
            }
        }
    }

    /// Makes an empty file in place of what may lie there; it belongs to whom the folder belongs to.
    pub fn make_file(&self, name: &str) -> Result<File> {
        self.remove_file(name)?;
        let made = openat(&self.handle, name, NEW, Mode::RUSR | Mode::WUSR);
        let file = File::from(made.map_err(|e| self.failed(name, e.into()))?);
        self.give(&file).map_err(|e| self.failed(name, e))?;
        Ok(file)
    }

    /// Gives a file of it another name, in the place of what had that.
    pub fn rename(&self, from: &str, to: &str) -> Result<()> {
        renameat(&self.handle, from, &self.handle, to).map_err(|e| self.failed(to, e.into()))
    }

    /// Sets access and modification time of what has this name to so many seconds after 1970; of a link, the link's own.
    /// `""` is the folder itself.
    pub fn set_times(&self, name: &str, seconds: i64) -> Result<()> {
        let time = Timespec { tv_sec: seconds, tv_nsec: 0 };
        let times = Timestamps { last_access: time, last_modification: time };
        let itself = if name.is_empty() { "." } else { name };
        utimensat(&self.handle, itself, &times, AtFlags::SYMLINK_NOFOLLOW).map_err(|e| self.failed(name, e.into()))
    }

    /// Removes a file, which may be gone already.
    pub fn remove_file(&self, name: &str) -> Result<()> {
        match unlinkat(&self.handle, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(self.failed(name, error.into())),
        }
    }

    /// Removes an empty folder.
    pub fn remove_folder(&self, name: &str) -> Result<()> {
        unlinkat(&self.handle, name, AtFlags::REMOVEDIR).map_err(|e| self.failed(name, e.into()))
    }

    /// Makes the names in it last.
    pub fn sync(&self) -> Result<()> {
        match self.handle.sync_all() {
            // Some file systems of memory sticks cannot; they have nothing better.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            other => other.map_err(|e| self.failed("", e)),
        }
    }

    fn quietly(&self, name: &str, flags: OFlags) -> Result<File> {
        let opened = match openat(&self.handle, name, flags | OFlags::NOATIME, Mode::empty()) {
            // Whose it is not may not ask for that.
            Err(Errno::PERM) => openat(&self.handle, name, flags, Mode::empty()),
            other => other,
        };
        match opened {
            Ok(handle) => Ok(File::from(handle)),
            Err(Errno::LOOP | Errno::NXIO) => Err(self.not_plain(name)),
            // Where a folder was asked for, a link is this.
            Err(Errno::NOTDIR) => match statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(found) if FileType::from_raw_mode(found.st_mode) == FileType::Symlink => Err(self.not_plain(name)),
                _ => Err(self.failed(name, Errno::NOTDIR.into())),
            },
            Err(error) => Err(self.failed(name, error.into())),
        }
    }

    /// Gives what was made to the folder's own account, where that is another's and the system lets us.
    fn give(&self, made: &File) -> io::Result<()> {
        let (owner, ours) = (self.handle.metadata()?, made.metadata()?);
        if owner.uid() == ours.uid() {
            return Ok(());
        }
        match fchown(made, Some(owner.uid()), Some(owner.gid())) {
            // A share where root is nobody.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
            other => other,
        }
    }

    fn failed(&self, name: &str, error: io::Error) -> FolderError {
        FolderError::Io(if name.is_empty() { self.path.clone() } else { self.path.join(name) }, error)
    }

    fn not_plain(&self, name: &str) -> FolderError {
        FolderError::NotPlain(self.path.join(name))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read as _;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn nothing_is_reached_by_a_link_or_a_second_name() {
        let place = tempfile::tempdir().unwrap();
        let (ours, theirs) = (place.path().join("ours"), place.path().join("theirs"));
        for path in [ours.join("in/it"), theirs.clone()] {
            fs::create_dir_all(path).unwrap();
        }
        fs::write(ours.join("in/it/file"), "plain").unwrap();
        fs::write(theirs.join("secret"), "a secret").unwrap();
        symlink(&theirs, ours.join("folder")).unwrap();
        symlink(theirs.join("secret"), ours.join("in/link")).unwrap();
        symlink("it", ours.join("in/inner")).unwrap();
        fs::hard_link(theirs.join("secret"), ours.join("in/second")).unwrap();
        // A folder that is named by the caller may be reached by a link.
        symlink(&ours, place.path().join("way")).unwrap();
        let folder = Folder::open(&place.path().join("way")).unwrap();
        let mut text = String::new();
        folder.read("in/it/file").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "plain");
        for path in ["folder/secret", "in/link", "in/inner/file", "in/second", "in/it"] {
            let refused = folder.read(path).unwrap_err();
            let first = if path == "folder/secret" { "way/folder" } else { path.trim_end_matches("/file") };
            assert!(matches!(&refused, FolderError::NotPlain(named) if named.ends_with(first)), "{path}: {refused}");
        }
        assert!(matches!(folder.entries("folder"), Err(FolderError::NotPlain(_))));
        assert!(folder.read("in/none").unwrap_err().is_missing());
        assert_eq!(folder.entries("none").unwrap(), []);
        let mut found = folder.entries("in").unwrap();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        let kinds: Vec<_> = found.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
        let expected = [("inner", Kind::Other), ("it", Kind::Folder), ("link", Kind::Other), ("second", Kind::File)];
        assert_eq!(kinds, expected);

        // A second name that is known may be, and no third.
        fs::write(ours.join("in/named"), "plain").unwrap();
        fs::hard_link(ours.join("in/named"), ours.join("in/it/named")).unwrap();
        assert!(folder.read("in/named").is_err() && folder.read_by_two_names("in/named", "in/it/file").is_err());
        folder.read_by_two_names("in/named", "in/it/named").unwrap();
        fs::hard_link(ours.join("in/named"), theirs.join("named")).unwrap();
        assert!(folder.read_by_two_names("in/named", "in/it/named").is_err());
        fs::remove_file(ours.join("in/named")).unwrap();
        assert!(folder.read_by_two_names("in/it/named", "in/named").is_err());
        for name in [theirs.join("named"), ours.join("in/it/named")] {
            fs::remove_file(name).unwrap();
        }

        // Neither is anything written by one.
        assert!(matches!(folder.make_folder("folder"), Err(FolderError::NotPlain(_))));
        drop(folder.folder("in").unwrap().make_file("link").unwrap());
        assert_eq!(fs::read_to_string(theirs.join("secret")).unwrap(), "a secret");
        assert!(ours.join("in/link").symlink_metadata().unwrap().is_file());
    }
}
