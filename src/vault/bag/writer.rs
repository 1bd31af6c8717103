//! A bag on its way: files that are summed up while they are written, then manifests.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::layout::{BAGIT, BAGIT_TEXT, DAY_LABEL, INFO, MANIFESTS, PAYLOAD, SIGNATURE, TAG_MANIFESTS};
use super::sums::{Summing, Sums};
use crate::harden::private_file;
use crate::seal::{Day, Digest, SOFTWARE};

/// A file of a bag.
#[derive(Clone, Debug)]
pub(in crate::vault) struct Listed {
    /// Its path in the bag.
    pub(in crate::vault) path: String,
    pub(in crate::vault) sums: Sums,
}

/// A bag that is being written.
pub(in crate::vault) struct BagWriter<'a> {
    folder: PathBuf,
    payload: Vec<Listed>,
    tags: Vec<Listed>,
    /// Told the bytes of each piece.
    progress: &'a mut dyn FnMut(u64),
}

/// The digests of both tag manifests: all of a bag hangs on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::vault) struct Sealed {
    /// Of `tagmanifest-sha256.txt`.
    pub(in crate::vault) sha256: Sums,
    /// Of `tagmanifest-sha512.txt`.
    pub(in crate::vault) sha512: Sums,
}

/// A file or folder that cannot be written.
pub(in crate::vault) type Refused = (PathBuf, io::Error);

impl<'a> BagWriter<'a> {
    /// Begins a bag in a folder that is not there yet.
    pub(in crate::vault) fn begin(folder: PathBuf, progress: &'a mut dyn FnMut(u64)) -> Result<Self, Refused> {
        let mut bag = Self { folder, payload: Vec::new(), tags: Vec::new(), progress };
        bag.make_folder(PAYLOAD)?;
        Ok(bag)
    }

    /// The payload so far.
    pub(in crate::vault) fn payload(&self) -> &[Listed] {
        &self.payload
    }

    /// Writes a file of the payload.
    pub(in crate::vault) fn put(&mut self, path: &str, content: &[u8]) -> Result<(), Refused> {
        let sums = self.write(path, content)?;
        self.payload.push(Listed { path: path.to_owned(), sums });
        Ok(())
    }

    /// Writes a tag file.
    pub(in crate::vault) fn tag(&mut self, name: &str, content: &[u8]) -> Result<(), Refused> {
        let sums = self.write(name, content)?;
        self.tags.push(Listed { path: name.to_owned(), sums });
        Ok(())
    }

    /// Writes a file of the payload piece by piece; `known` is its SHA-256 when `fill` checks that itself.
    pub(in crate::vault) fn stream<E: From<Refused>>(
        &mut self,
        path: &str,
        known: Option<Digest>,
        fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
    ) -> Result<(), E> {
        let place = self.folder.join(path);
        self.make_folder(path)?;
        let failed = |error| (place.clone(), error);
        let counted = Counted { file: create(&place).map_err(failed)?, progress: self.progress };
        let mut summing = if known.is_some() { Summing::without_sha256(counted) } else { Summing::new(counted) };
        fill(&mut summing)?;
        let (_, sums) = summing.finish(known).map_err(failed)?;
        self.payload.push(Listed { path: path.to_owned(), sums });
        Ok(())
    }

    /// Writes manifests and tag files; `info` are lines of `bag-info.txt`. Gives what a signature covers.
    pub(in crate::vault) fn close(&mut self, day: Day, info: &[(&str, String)]) -> Result<Sealed, Refused> {
        self.payload.sort_by(|one, other| one.path.cmp(&other.path));
        let bytes: u64 = self.payload.iter().map(|file| file.sums.len).sum();
        let oxum = format!("{bytes}.{}", self.payload.len());
        let own = [("Bag-Software-Agent", SOFTWARE.to_owned()), (DAY_LABEL, day.to_string()), ("Payload-Oxum", oxum)];
        let line = |(label, value): &(&str, String)| [label, ": ", value, "\n"].concat();
        let text: String = own.iter().chain(info).map(line).collect();
        self.tag(BAGIT, BAGIT_TEXT.as_bytes())?;
        self.tag(INFO, text.as_bytes())?;
        let manifests = manifests(&self.payload);
        for (name, text) in MANIFESTS.into_iter().zip(&manifests) {
            self.tag(name, text.as_bytes())?;
        }
        self.tags.sort_by(|one, other| one.path.cmp(&other.path));
        let [sha256, sha512] = self::manifests(&self.tags);
        let [first, second] = TAG_MANIFESTS;
        Ok(Sealed { sha256: self.write(first, sha256.as_bytes())?, sha512: self.write(second, sha512.as_bytes())? })
    }

    /// Writes the signature, which no manifest can list.
    pub(in crate::vault) fn sign(&mut self, note: &str) -> Result<(), Refused> {
        self.write(SIGNATURE, note.as_bytes()).map(drop)
    }

    /// Brings all of it to the disk.
    pub(in crate::vault) fn sync(&self) -> Result<(), Refused> {
        let synced = File::open(&self.folder).and_then(|folder| Ok(rustix::fs::syncfs(folder)?));
        synced.map_err(|error| (self.folder.clone(), error))
    }

    fn write(&mut self, path: &str, content: &[u8]) -> Result<Sums, Refused> {
        self.make_folder(path)?;
        let place = self.folder.join(path);
        let written = create(&place).and_then(|mut file| file.write_all(content));
        written.map_err(|error| (place, error))?;
        (self.progress)(content.len() as u64);
        Ok(Sums::of(content))
    }

    /// Makes the folder in which `path` lies.
    fn make_folder(&mut self, path: &str) -> Result<(), Refused> {
        let inside = path.rfind('/').map_or("", |at| &path[..at]);
        let folder = self.folder.join(inside);
        private_file::make_folder(&folder).map_err(|error| (folder, error))
    }
}

/// A new file for its owner's eyes.
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// The two manifests of files, sorted by path.
fn manifests(files: &[Listed]) -> [String; 2] {
    let line = |digest: &str, file: &Listed| format!("{digest}  {}\n", file.path);
    [
        files.iter().map(|file| line(&file.sums.sha256.to_string(), file)).collect(),
        files.iter().map(|file| line(&file.sums.sha512, file)).collect(),
    ]
}

/// Deletes a bag that was not finished.
pub(in crate::vault) fn discard(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A file whose growth is told.
struct Counted<'a> {
    file: File,
    progress: &'a mut dyn FnMut(u64),
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        (self.progress)(written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
