//! Empty files that parcels are written into, taken at random.
//!
//! A file's birth time and inode number cannot be set. So the files exist before the parcels do, and a parcel takes any of
//! them. They are made by the thousand, and made up by [`BATCH`] when so many are gone: made up at each tick by as many as were
//! taken, their birth times would tell for good how many parcels came in which ten minutes.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rand_core::{OsRng, RngCore as _};
use rustix::fs::OFlags;

use super::disk::{entries, left, len_of_file, make_folder, named, open_plain, random_below};
use super::{Left, StoreError};
use crate::seal::DeskId;

/// So many files are made at a time, where fewer than that are left.
const BATCH: usize = 512;
/// So many where the disk has no room for a batch and none is left.
const FEW: usize = 32;
/// So many wait for each desk at the most.
const MOST: usize = 2 * BATCH;

/// The empty files of every desk.
pub(super) struct Pool {
    folder: PathBuf,
    free: Mutex<HashMap<DeskId, Vec<PathBuf>>>,
}

impl Pool {
    /// Takes over the empty files of an earlier run; what was left half-written is deleted.
    pub(super) fn open(folder: PathBuf) -> Result<Self, StoreError> {
        make_folder(&folder)?;
        let mut free = HashMap::new();
        for (name, path) in entries(&folder)? {
            let Ok(desk) = name.parse::<DeskId>() else { return Err(StoreError::Stray(path)) };
            free.insert(desk, empty_files(&path)?);
        }
        Ok(Self { folder, free: Mutex::new(free) })
    }

    /// Makes more files for `desk` where a batch of them is gone, as far as the disk has room.
    pub(super) fn top_up(&self, desk: &DeskId) -> Result<(), StoreError> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        self.fill(desk, free.entry(desk.clone()).or_default())
    }

    fn fill(&self, desk: &DeskId, files: &mut Vec<PathBuf>) -> Result<(), StoreError> {
        let folder = self.folder.join(desk.as_str());
        make_folder(&folder)?;
        while files.len() + BATCH <= MOST {
            let many = batch(left(&self.folder)?, files.len());
            if many == 0 {
                return Ok(());
            }
            for _ in 0..many {
                match make_file(&folder) {
                    Ok(path) => files.push(path),
                    // A tick must not end a server whose disk is full: what is here is read on.
                    Err(StoreError::Full) => return Ok(()),
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// The desks that have files here.
    pub(super) fn desks(&self) -> Vec<DeskId> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// Makes up the files of every desk.
    pub(super) fn top_up_all(&self) -> Result<(), StoreError> {
        self.desks().iter().try_for_each(|desk| self.top_up(desk))
    }

    /// Takes a file at random, making more when there is none left.
    pub(super) fn take(&self, desk: &DeskId) -> Result<(PathBuf, File), StoreError> {
        let path = {
            let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
            let files = free.entry(desk.clone()).or_default();
            if files.is_empty() {
                self.fill(desk, files)?;
            }
            if files.is_empty() {
                return Err(StoreError::Full);
            }
            files.swap_remove(random_below(files.len()))
        };
        let opened = open_plain(&path, OpenOptions::new().write(true), OFlags::empty());
        let file = opened.map_err(|e| StoreError::Io("opening an empty file", named(&path, e)))?;
        Ok((path, file))
    }
}

/// How many to make where so many wait. The last files that a disk has are for folders, notes and the index; what is left
/// beyond them is for words, also where it is less than a batch.
fn batch(left: Left, waiting: usize) -> usize {
    let has_room = |many: usize| left.files.is_none_or(|left| left >= Left::LEAST_FILES + many as u64);
    let few = if waiting == 0 { FEW } else { 0 };
    [BATCH, few].into_iter().find(|many| has_room(*many)).unwrap_or(0)
}

fn empty_files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut empty = Vec::new();
    for (_, path) in entries(folder)? {
        if len_of_file(&path)? == 0 {
            empty.push(path);
        } else {
            fs::remove_file(&path).map_err(|e| StoreError::Io("removing what was left half-written", e))?;
        }
    }
    Ok(empty)
}

fn make_file(folder: &Path) -> Result<PathBuf, StoreError> {
    let mut name = [0; 16];
    OsRng.fill_bytes(&mut name);
    let path = folder.join(hex::encode(name));
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
    made.map_err(|e| StoreError::Io("making an empty file", named(&path, e)).or_full())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(pool: &Pool, desk: &DeskId) -> usize {
        pool.free.lock().unwrap()[desk].len()
    }

    #[test]
    fn empty_files_take_none_of_the_last_that_a_disk_has_and_words_find_one_before_that() {
        let many = |files, waiting| batch(Left { bytes: 0, files }, waiting);
        assert_eq!((many(None, 0), many(Some(1512), 1)), (BATCH, BATCH));
        assert_eq!(
            (many(Some(1511), 1), many(Some(1511), 0), many(Some(1032), 0), many(Some(1031), 0)),
            (0, FEW, FEW, 0)
        );
    }

    #[test]
    fn files_are_made_in_batches_that_do_not_tell_how_many_parcels_came_between_two_ticks() {
        let folder = tempfile::tempdir().unwrap();
        let desk: DeskId = "main".parse().unwrap();
        let pool = Pool::open(folder.path().join("pool")).unwrap();
        pool.top_up(&desk).unwrap();
        assert_eq!(waiting(&pool, &desk), MOST);
        for n in 1..BATCH {
            pool.take(&desk).unwrap();
            pool.top_up_all().unwrap();
            assert_eq!(waiting(&pool, &desk), MOST - n);
        }
        // A start makes no other number.
        drop(pool);
        let pool = Pool::open(folder.path().join("pool")).unwrap();
        fs::remove_file(pool.take(&desk).unwrap().0).unwrap();
        pool.top_up(&desk).unwrap();
        assert_eq!(waiting(&pool, &desk) % BATCH, BATCH - 1);
        while waiting(&pool, &desk) > 0 {
            pool.take(&desk).unwrap();
        }
        // A flood that takes the last finds more.
        pool.take(&desk).unwrap();
        assert_eq!(waiting(&pool, &desk), MOST - 1);
    }
}
