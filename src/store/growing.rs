//! A file that grows towards the disk while it is written, so that its sync at the end waits for little.
//!
//! Large pieces of large files go past the kernel's page cache (`O_DIRECT`, open(2)): nobody reads a parcel back soon, and a
//! copy of it in the kernel costs processor time and pushes out what others need. All else, and everything where the file system
//! has no such way, goes through the cache, and the kernel is told to begin with it every [`SEND_ON_EVERY`] bytes.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::disk::open_plain;

/// Pieces from so many bytes on go past the cache: sources that come alone or few send such.
const LARGE: usize = 128 << 10;
/// So much of each file goes through the cache: most are not larger.
const SMALL_FILE: u64 = 1 << 20;
/// So much goes past the cache at once; smaller writes cost more for each byte.
const STAGE_BYTES: usize = 1 << 20;
/// What goes past the cache begins and ends at a multiple of this, in the file and in memory: disks have blocks of 512 or 4096
/// bytes.
const BLOCK: usize = 4096;
/// So much of what goes through the cache is sent on at a time.
const SEND_ON_EVERY: u64 = 8 << 20;

/// An empty file that is written from its beginning to its end.
pub(super) struct Growing {
    path: PathBuf,
    file: File,
    /// Bytes that were taken, whether they are written or wait in `past`.
    taken: u64,
    sent_on: u64,
    past: Option<PastCache>,
    /// The file system has no way past its cache, or none for such blocks.
    cached_only: bool,
}

/// The same file once more, written past the cache in whole stages.
struct PastCache {
    file: File,
    /// What waits for its stage to be full; behind `start`, which is the edge of a block of memory.
    stage: Vec<u8>,
    start: usize,
    /// Where in the file the stage begins: at the edge of a block.
    at: u64,
}

impl Growing {
    /// Begins with `file`, which is empty and lies at `path`.
    pub(super) const fn new(path: PathBuf, file: File) -> Self {
        Self { path, file, taken: 0, sent_on: 0, past: None, cached_only: false }
    }

    /// Adds `bytes` at the end.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let large = bytes.len() >= LARGE && self.taken >= SMALL_FILE && !self.cached_only;
        let mut rest = bytes;
        if large && self.past.is_none() {
            let (to_block, others) = rest.split_at(to_next_block(self.taken));
            self.write_cached(to_block)?;
            self.past = PastCache::begin(&self.path, self.taken);
            self.cached_only = self.past.is_none();
            rest = others;
        }
        if !large {
            // Where many sources came meanwhile, the stage's memory is theirs.
            self.leave_past()?;
        }
        while let Some(past) = &mut self.past {
            let waits = past.stage.len();
            rest = past.fill(rest);
            self.taken += (past.stage.len() - waits) as u64;
            if !past.is_full() {
                return Ok(());
            }
            match past.write_stage() {
                // This disk wants larger blocks, or took a part of the stage.
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                    self.cached_only = true;
                    self.leave_past()?;
                }
                other => other?,
            }
        }
        self.write_cached(rest)
    }

    /// Syncs all of it.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        self.leave_past()?;
        self.file.sync_all()
    }

    fn write_cached(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all_at(bytes, self.taken)?;
        self.taken += bytes.len() as u64;
        if self.taken - self.sent_on >= SEND_ON_EVERY {
            begin_to_write(&self.file, self.sent_on, self.taken - self.sent_on);
            self.sent_on = self.taken;
        }
        Ok(())
    }

    /// Writes what waits in the stage, and goes on through the cache.
    fn leave_past(&mut self) -> io::Result<()> {
        let Some(past) = self.past.take() else { return Ok(()) };
        self.file.write_all_at(past.waiting(), past.at)?;
        self.sent_on = past.at;
        Ok(())
    }
}

impl PastCache {
    /// `None` where the file system has no way past its cache.
    fn begin(path: &Path, at: u64) -> Option<Self> {
        let file = open_plain(path, OpenOptions::new().write(true), OFlags::DIRECT).ok()?;
        let mut stage: Vec<u8> = Vec::with_capacity(BLOCK + STAGE_BYTES);
        let start = stage.as_ptr().align_offset(BLOCK);
        // It may say that it cannot tell.
        if start >= BLOCK {
            return None;
        }
        stage.resize(start, 0);
        Some(Self { file, stage, start, at })
    }

    /// Takes as much as the stage has room for; gives back what is left.
    fn fill<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let room = self.start + STAGE_BYTES - self.stage.len();
        let (now, later) = bytes.split_at(room.min(bytes.len()));
        // Its capacity is never outgrown, or its edge would move.
        self.stage.extend_from_slice(now);
        later
    }

    const fn is_full(&self) -> bool {
        self.stage.len() == self.start + STAGE_BYTES
    }

    fn waiting(&self) -> &[u8] {
        &self.stage[self.start..]
    }

    /// Writes a full stage. When it fails, all of it still waits.
    fn write_stage(&mut self) -> io::Result<()> {
        self.file.write_all_at(self.waiting(), self.at)?;
        self.at += STAGE_BYTES as u64;
        self.stage.truncate(self.start);
        Ok(())
    }
}

/// How far it is from here to the edge of a block.
const fn to_next_block(at: u64) -> usize {
    (BLOCK - (at % BLOCK as u64) as usize) % BLOCK
}

/// Lets the kernel begin to write this part of a file to the disk, and does not wait for it.
///
/// Advice alone: nothing is durable by it, and what fails here is told by the sync at the end.
fn begin_to_write(file: &File, from: u64, len: u64) {
    let (Ok(from), Ok(len)) = (i64::try_from(from), i64::try_from(len)) else { return };
    #[expect(unsafe_code, reason = "sync_file_range(2) has no safe wrapper, and what comes near it waits")]
    // SAFETY: it takes numbers alone. The descriptor is the file's, which is borrowed and so stays open.
    let _ = unsafe { libc::sync_file_range(file.as_raw_fd(), from, len, libc::SYNC_FILE_RANGE_WRITE) };
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;

    /// A file that grew by such pieces; once with all its ways, and once where it cannot be opened anew.
    fn grown(pieces: &[usize], cached_only: bool) -> (Vec<u8>, Vec<u8>, Growing) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let file = File::create_new(&path).unwrap();
        let named = if cached_only { folder.path().join("none") } else { path.clone() };
        let mut growing = Growing::new(named, file);
        let mut all = Vec::new();
        for (n, piece) in pieces.iter().enumerate() {
            let bytes: Vec<u8> = (0..*piece).map(|at| (at * 31 + n) as u8).collect();
            growing.write(&bytes).unwrap();
            all.extend_from_slice(&bytes);
        }
        growing.sync().unwrap();
        (fs::read(&path).unwrap(), all, growing)
    }

    #[test]
    fn large_pieces_go_past_the_cache_and_what_lies_there_is_what_was_written() {
        let pieces = [
            70_000,
            LARGE,
            SMALL_FILE as usize,
            LARGE - 1,
            3,
            LARGE + 77,
            3 * STAGE_BYTES + 5,
            0,
            1,
            STAGE_BYTES,
            12,
            9 << 20,
        ];
        for cached_only in [false, true] {
            let (found, all, growing) = grown(&pieces, cached_only);
            assert!(found == all);
            assert_eq!(growing.cached_only, cached_only);
        }
    }

    #[test]
    fn what_waits_is_written_when_small_pieces_come_and_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mut growing = Growing::new(path.clone(), File::create_new(&path).unwrap());
        let on_disk = || fs::metadata(&path).unwrap().len() - SMALL_FILE;
        growing.write(&vec![1; SMALL_FILE as usize - 1]).unwrap();
        growing.write(&[1; 11]).unwrap();
        assert!(growing.past.is_none());
        growing.write(&vec![2; LARGE]).unwrap();
        assert!(growing.past.is_some(), "TMPDIR must lie where O_DIRECT is had");
        assert_eq!(on_disk(), BLOCK as u64);
        growing.write(&vec![2; STAGE_BYTES]).unwrap();
        assert_eq!(on_disk(), (BLOCK + STAGE_BYTES) as u64);
        growing.write(&[3; 5]).unwrap();
        assert!(growing.past.is_none());
        assert_eq!(on_disk(), (10 + LARGE + STAGE_BYTES + 5) as u64);
        growing.write(&vec![4; LARGE]).unwrap();
        growing.sync().unwrap();
        assert_eq!(on_disk(), (10 + LARGE + STAGE_BYTES + 5 + LARGE) as u64);
    }

    #[test]
    fn a_disk_that_wants_other_blocks_is_written_through_the_cache() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mut growing = Growing::new(path.clone(), File::create_new(&path).unwrap());
        let first = vec![1; SMALL_FILE as usize + 3];
        growing.write(&first).unwrap();
        // No block begins here, so no disk takes it.
        growing.past = PastCache::begin(&path, SMALL_FILE + 3);
        let bytes = vec![7; STAGE_BYTES + 1];
        growing.write(&bytes).unwrap();
        assert!(growing.cached_only && growing.past.is_none());
        growing.write(&bytes).unwrap();
        growing.sync().unwrap();
        assert!(fs::read(&path).unwrap() == [&first[..], &bytes, &bytes].concat());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn pieces_of_any_size_come_one_behind_the_other(pieces in prop::collection::vec(0..800_000usize, 0..12)) {
            let (found, all, _) = grown(&pieces, false);
            prop_assert!(found == all);
        }
    }
}
