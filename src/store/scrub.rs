//! Reading kept parcels again, a little at a time, and holding each against its name: what a disk damages
//! is known while a backup still has it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::StoreError;
use super::disk::{is_of_one_file, open_quietly};
use crate::seal::{Digest, ParcelId};

/// Where a parcel lies and what it must hash to.
pub(super) struct Kept {
    pub(super) path: PathBuf,
    pub(super) id: ParcelId,
}

/// How far the reading is, and what it found: apart, so that who opens a parcel does not wait for what is read.
#[derive(Default)]
pub(super) struct Scrub {
    /// Held for as long as somebody reads.
    to_read: Mutex<Vec<Kept>>,
    /// Held for moments.
    found: Mutex<Found>,
}

#[derive(Default)]
struct Found {
    damaged: BTreeSet<ParcelId>,
    /// Those of them that the disk did not give.
    unreadable: BTreeSet<ParcelId>,
    /// Which one is being read; none once it was withdrawn or came back meanwhile, for then what is read is not it.
    reading: Option<ParcelId>,
}

/// A parcel's file that is read for somebody: where the disk does not give it, that is known from then on, and the
/// parcel is not offered again until it could be read.
pub(super) struct Watched {
    file: File,
    id: ParcelId,
    scrub: Arc<Scrub>,
}

impl Watched {
    pub(super) const fn new(file: File, id: ParcelId, scrub: Arc<Scrub>) -> Self {
        Self { file, id, scrub }
    }
}

impl io::Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer).inspect_err(|error| {
            if is_of_one_file(error) {
                self.scrub.cannot_read(self.id);
            }
        })
    }
}

impl io::Seek for Watched {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Scrub {
    /// Reads on until `budget` bytes are read; `all` lists the parcels when a round begins.
    pub(super) fn read_on(
        &self,
        budget: u64,
        all: impl FnOnce() -> Result<Vec<Kept>, StoreError>,
    ) -> Result<(), StoreError> {
        self.read_on_by(open_quietly, budget, all)
    }

    /// The same, by the caller's way of opening a file.
    fn read_on_by(
        &self,
        open: impl Fn(&Path) -> io::Result<File>,
        budget: u64,
        all: impl FnOnce() -> Result<Vec<Kept>, StoreError>,
    ) -> Result<(), StoreError> {
        let mut to_read = self.to_read.lock().unwrap_or_else(PoisonError::into_inner);
        if to_read.is_empty() {
            *to_read = all()?;
        }
        let mut read = 0;
        while read < budget
            && let Some(parcel) = to_read.pop()
        {
            self.found().reading = Some(parcel.id);
            let digest = open(&parcel.path).and_then(digest);
            // Too few descriptors or too little memory say nothing of a parcel: it is read at the next tick.
            if digest.as_ref().is_err_and(|error| !is_of_one_file(error) && error.kind() != io::ErrorKind::NotFound) {
                self.found().reading = None;
                to_read.push(parcel);
                return Ok(());
            }
            let mut found = self.found();
            let is_it = found.reading.take().is_some();
            match digest {
                Ok((_, len)) if !is_it => read += len,
                Ok((id, len)) => {
                    read += len;
                    found.unreadable.remove(&parcel.id);
                    if id == parcel.id {
                        found.damaged.remove(&parcel.id);
                    } else {
                        found.damaged.insert(parcel.id);
                    }
                }
                // Withdrawn since the list was made.
                Err(error) if !is_it || error.kind() == io::ErrorKind::NotFound => {}
                // A sector that cannot be read is what this looks for.
                Err(_) => {
                    found.damaged.insert(parcel.id);
                }
            }
        }
        Ok(())
    }

    /// Forgets a parcel that was withdrawn, or came back whole.
    pub(super) fn forget(&self, id: ParcelId) {
        let mut found = self.found();
        found.damaged.remove(&id);
        found.unreadable.remove(&id);
        if found.reading == Some(id) {
            found.reading = None;
        }
    }

    /// Notes that the disk does not give a parcel.
    pub(super) fn cannot_read(&self, id: ParcelId) {
        let mut found = self.found();
        found.damaged.insert(id);
        found.unreadable.insert(id);
    }

    /// True when the disk did not give it when it was last read.
    pub(super) fn is_unreadable(&self, id: ParcelId) -> bool {
        self.found().unreadable.contains(&id)
    }

    /// The parcels that were not what their names say when they were last read.
    pub(super) fn damaged(&self) -> Vec<ParcelId> {
        self.found().damaged.iter().copied().collect()
    }

    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The id that a parcel's bytes have, and how many there are.
pub(super) fn digest(mut file: impl io::Read) -> io::Result<(ParcelId, u64)> {
    let (digest, len) = Digest::of_all(&mut file)?;
    Ok((ParcelId::from_bytes(*digest.as_bytes()), len))
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStrExt as _;
    use std::sync::mpsc::channel;
    use std::thread::{scope, sleep};
    use std::time::Duration;

    use super::*;

    /// A pipe that is read until somebody closes its other end.
    fn pipe(folder: &Path) -> PathBuf {
        let path = folder.join("pipe");
        let name = std::ffi::CString::new(path.as_os_str().as_bytes()).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            name,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )
        .unwrap();
        path
    }

    #[test]
    fn nobody_waits_for_what_is_read_and_what_came_back_meanwhile_is_not_called_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = pipe(folder.path());
        let [read, other, back] = [1, 2, 3].map(|byte| ParcelId::from_bytes([byte; 32]));
        let scrub = &Scrub::default();
        for (id, comes_back) in [(read, false), (back, true)] {
            scope(|scope| {
                let (done, is_done) = channel();
                let kept = Kept { path: path.clone(), id };
                scope.spawn(|| scrub.read_on_by(|path| File::open(path), 1, || Ok(vec![kept])).unwrap());
                // Opened once both ends are.
                let end = File::options().write(true).open(&path).unwrap();
                scope.spawn(move || {
                    while scrub.found().reading != Some(id) {
                        sleep(Duration::from_millis(1));
                    }
                    assert!(!scrub.is_unreadable(other));
                    scrub.cannot_read(other);
                    assert!(scrub.is_unreadable(other));
                    assert_eq!(scrub.damaged().last(), Some(&other));
                    scrub.forget(if comes_back { id } else { other });
                    done.send(()).unwrap();
                });
                let waited = is_done.recv_timeout(Duration::from_secs(30));
                drop(end);
                assert!(waited.is_ok(), "it waits for what is read");
            });
            scrub.forget(other);
            assert_eq!(scrub.damaged(), [read], "what is no such parcel, unless it came back meanwhile");
        }
    }

    #[test]
    fn a_pipe_in_the_place_of_a_parcel_is_damaged_and_nobody_waits_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let (scrub, id) = (Scrub::default(), ParcelId::from_bytes([1; 32]));
        let kept = Kept { path: pipe(folder.path()), id };
        scrub.read_on(1, || Ok(vec![kept])).unwrap();
        assert_eq!(scrub.damaged(), [id]);
    }

    #[test]
    fn what_is_wanting_for_any_file_makes_no_parcel_damaged_and_the_round_goes_on_later() {
        let folder = tempfile::tempdir().unwrap();
        let scrub = Scrub::default();
        let kept = |byte: u8| {
            let path = folder.path().join(byte.to_string());
            std::fs::write(&path, "five.").unwrap();
            Kept { path, id: ParcelId::from_bytes([byte; 32]) }
        };
        let mut round = Some([1, 2].map(kept).into());
        for errno in [rustix::io::Errno::MFILE, rustix::io::Errno::NFILE, rustix::io::Errno::NOMEM] {
            let begun = |found: &mut Option<Vec<Kept>>| found.take().expect("the round goes on");
            scrub.read_on_by(|_| Err(errno.into()), 100, || Ok(begun(&mut round))).unwrap();
            assert_eq!(scrub.damaged(), [], "{errno}");
        }
        scrub.read_on(100, || unreachable!("the round goes on")).unwrap();
        assert_eq!(scrub.damaged().len(), 2, "neither was left out, and neither is what its name says");
    }

    #[test]
    fn a_round_goes_on_by_so_many_bytes_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let scrub = Scrub::default();
        // No parcel is what its name says.
        let kept = [1_u8, 2, 3, 4].map(|byte| {
            let path = folder.path().join(byte.to_string());
            std::fs::write(&path, "five.").unwrap();
            Kept { path, id: ParcelId::from_bytes([byte; 32]) }
        });
        let all = |kept: Vec<Kept>| move || Ok(kept);
        let first = ParcelId::from_bytes([4; 32]);
        scrub.cannot_read(first);
        scrub.read_on(5, all(kept.into())).unwrap();
        assert_eq!(scrub.damaged(), [first]);
        assert!(!scrub.is_unreadable(first), "the disk gave it again");
        scrub.read_on(6, || unreachable!("the round goes on")).unwrap();
        assert_eq!(scrub.damaged().len(), 3);
        scrub.read_on(100, || unreachable!("the round goes on")).unwrap();
        assert_eq!(scrub.damaged().len(), 4);
        // What is gone since is not damaged, and what cannot be read is.
        let went = Kept { path: folder.path().join("none"), id: ParcelId::from_bytes([5; 32]) };
        let is_folder = Kept { path: folder.path().to_owned(), id: ParcelId::from_bytes([6; 32]) };
        scrub.read_on(100, all(vec![went, is_folder])).unwrap();
        assert_eq!(scrub.damaged().len(), 5);
        assert!(scrub.damaged().contains(&ParcelId::from_bytes([6; 32])));
    }
}
