//! What lies in a folder that a stranger gave us: names and lengths, and nothing that leads out of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::report::Problems;
use crate::seal::MAX_PARCEL_BYTES;
use crate::vault::bag::sums::{Summing, Sums};

/// More files than any visit has.
const MOST_ENTRIES: usize = 200_000;
/// Deeper than any bag of ours.
const MOST_DEPTH: usize = 6;
/// A file up to this length is read at once.
const SMALL_BYTES: u64 = 1 << 20;

/// The ordinary files and folders of a bag.
pub(super) struct Tree {
    root: PathBuf,
    /// Paths with `/` and their lengths.
    pub(super) files: BTreeMap<String, u64>,
    folders: BTreeSet<String>,
}

impl Tree {
    /// Looks at everything once, following no link and opening no device.
    pub(super) fn walk(root: &Path, problems: &mut Problems) -> io::Result<Self> {
        let mut tree = Self { root: root.to_owned(), files: BTreeMap::new(), folders: BTreeSet::new() };
        let mut waiting = vec![(String::new(), 0)];
        let mut seen = 0;
        while let Some((folder, depth)) = waiting.pop() {
            for entry in fs::read_dir(root.join(&folder))? {
                let entry = entry?;
                seen += 1;
                if seen > MOST_ENTRIES {
                    problems.add("there are more files than any bag has; the rest was not looked at");
                    return Ok(tree);
                }
                let Ok(name) = entry.file_name().into_string() else {
                    problems.add(format!("{folder}: the name of a file is no text"));
                    continue;
                };
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                let meta = entry.path().symlink_metadata()?;
                if meta.is_dir() {
                    if depth == MOST_DEPTH {
                        problems.add(format!("{path}: folders lie deeper than in any bag"));
                        continue;
                    }
                    tree.folders.insert(path.clone());
                    waiting.push((path, depth + 1));
                } else if meta.is_file() && meta.len() <= MAX_PARCEL_BYTES {
                    tree.files.insert(path, meta.len());
                } else if meta.is_file() {
                    problems.add(format!("{path}: it is larger than any file of a bag"));
                } else {
                    problems.add(format!("{path}: it is no ordinary file, but a link, a device or a pipe"));
                }
            }
        }
        let filled: BTreeSet<&str> = tree.files.keys().flat_map(|path| parents(path)).collect();
        for folder in tree.folders.iter().filter(|folder| !filled.contains(folder.as_str())) {
            problems.add(format!("{folder}: an empty folder has no place in a bag"));
        }
        Ok(tree)
    }

    /// The files whose paths begin so.
    pub(super) fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        self.files.keys().map(String::as_str).filter(move |path| path.starts_with(prefix))
    }

    /// Reads a small file of text.
    pub(super) fn text(&self, path: &str, most: u64) -> Result<String, String> {
        let failed = |why: &dyn std::fmt::Display| format!("{path}: {why}");
        if !self.files.contains_key(path) {
            return Err(format!("{path} is missing"));
        }
        let mut bytes = Vec::new();
        let file = self.open(path).map_err(|error| failed(&error))?;
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        if bytes.len() as u64 > most {
            return Err(failed(&"it is larger than such a file can be"));
        }
        String::from_utf8(bytes).map_err(|_| failed(&"it is no text in UTF-8"))
    }

    /// Sums up a file.
    pub(super) fn sums(&self, path: &str, progress: &mut dyn FnMut(u64)) -> io::Result<Sums> {
        let mut file = self.open(path)?;
        let len = self.files.get(path).copied().unwrap_or_default();
        let sums = if len <= SMALL_BYTES {
            let mut bytes = Vec::with_capacity(len as usize);
            (&mut file).take(SMALL_BYTES + 1).read_to_end(&mut bytes)?;
            progress(bytes.len() as u64);
            Sums::of(&bytes)
        } else {
            let mut summing = Summing::new(io::sink());
            let mut piece = vec![0; 256 << 10];
            let mut left = len;
            // A file that grows meanwhile is not read for ever.
            while left > 0 {
                let read = file.read(&mut piece)?;
                if read == 0 {
                    break;
                }
                let taken = (read as u64).min(left);
                io::Write::write_all(&mut summing, &piece[..taken as usize])?;
                left -= taken;
                progress(taken);
            }
            summing.finish(None)?.1
        };
        if sums.len == len { Ok(sums) } else { Err(io::Error::other("it changed while it was read")) }
    }

    /// Opens an ordinary file of the tree and nothing else, whatever was put in its place meanwhile.
    fn open(&self, path: &str) -> io::Result<File> {
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(self.root.join(path))?;
        if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no ordinary file")) }
    }
}

/// The folders above a path.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}
