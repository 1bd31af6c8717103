//! A parcel on its way into the vault, and the folders it goes to.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::FetchCause;
use crate::harden::private_file;
use crate::link::wire::ListedParcel;
use crate::seal::ParcelId;

/// So much of a disk no parcel takes: what a reviewer notes needs some.
const SPARE_BYTES: u64 = 16 << 20;

/// A parcel on its way into the vault, hashed as it grows.
pub(super) struct PartFile {
    pub(super) listed: ListedParcel,
    path: PathBuf,
    file: File,
    pub(super) len: u64,
    hash: Sha256,
}

impl PartFile {
    /// Opens the part that is here, hashing it, or starts a new one.
    pub(super) fn open(folder: &Path, listed: ListedParcel) -> Result<Self, FetchCause> {
        let path = folder.join(format!("{}.part", listed.id));
        let failed = |doing| vault_error(doing, &path);
        // Each of our names is a file of ours: a link in its place is not followed.
        let flags = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600).custom_flags(flags);
        let mut file = options.open(&path).map_err(failed("opening"))?;
        let len = file.metadata().map_err(failed("opening"))?.len();
        if len > listed.size {
            // No part of this parcel.
            file.set_len(0).map_err(failed("writing"))?;
        }
        let mut hash = Sha256::new();
        let len = hash_rest(&mut file, &mut hash).map_err(failed("reading"))?;
        Ok(Self { listed, path, file, len, hash })
    }

    /// Whether the disk has room for the rest of it, and some to work with.
    pub(super) fn has_room(&self) -> Result<bool, FetchCause> {
        let disk = rustix::fs::fstatvfs(&self.file);
        let disk = disk.map_err(|error| vault_error("asking for free space for", &self.path)(error.into()))?;
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        Ok(free >= (self.listed.size - self.len).saturating_add(SPARE_BYTES))
    }

    pub(super) fn add(&mut self, piece: &[u8]) -> Result<(), FetchCause> {
        self.file.write_all(piece).map_err(vault_error("writing", &self.path))?;
        self.hash.update(piece);
        self.len += piece.len() as u64;
        Ok(())
    }

    pub(super) fn has_digest(&self) -> bool {
        self.len == self.listed.size && self.hash.clone().finalize()[..] == self.listed.id.as_bytes()[..]
    }

    /// Makes it a whole parcel, for good.
    pub(super) fn keep(self, folder: &Path) -> Result<(), FetchCause> {
        self.file.sync_all().map_err(vault_error("syncing", &self.path))?;
        let whole = folder.join(whole_name(self.listed.id));
        fs::rename(&self.path, &whole).map_err(vault_error("naming", &whole))?;
        private_file::sync_folder(folder).map_err(vault_error("syncing", folder))
    }

    pub(super) fn delete(self) -> Result<(), FetchCause> {
        fs::remove_file(&self.path).map_err(vault_error("deleting", &self.path))
    }
}

/// Keeps other fetches out of a folder, which is made if need be, for as long as the file is held.
pub(super) fn lock(folder: &Path) -> Result<File, FetchCause> {
    make_folder(folder)?;
    let file = File::open(folder).map_err(vault_error("opening", folder))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(FetchCause::Busy(folder.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(vault_error("locking", folder)(error)),
    }
}

pub(super) fn whole_name(id: ParcelId) -> String {
    format!("{id}.age")
}

pub(super) fn is_here(path: &Path) -> Result<bool, FetchCause> {
    path.try_exists().map_err(vault_error("looking for", path))
}

/// Hashes from where the file stands to its end, and says how many bytes that was.
fn hash_rest(file: &mut File, hash: &mut Sha256) -> io::Result<u64> {
    let mut buffer = vec![0; 64 * 1024];
    let mut len = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(len),
            Ok(n) => {
                hash.update(&buffer[..n]);
                len += n as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Makes a folder and those above it, for its owner alone.
pub(super) fn make_folder(folder: &Path) -> Result<(), FetchCause> {
    private_file::make_folder(folder).map_err(vault_error("making", folder))
}

fn vault_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FetchCause {
    let path = path.to_owned();
    move |error| FetchCause::Vault(doing, path, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_that_the_disk_cannot_take_is_not_begun() {
        let folder = tempfile::tempdir().unwrap();
        let part =
            |size| PartFile::open(folder.path(), ListedParcel { id: ParcelId::from_bytes([7; 32]), size }).unwrap();
        assert!(part(70_000).has_room().unwrap());
        assert!(!part(u64::MAX / 2).has_room().unwrap());
    }
}
