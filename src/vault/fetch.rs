//! Fetches the parcels that are not here yet.
//!
//! ```text
//! PARCELS/DESK/YYYY-MM-DD/ID.age    whole: its bytes have the digest it is named by
//!                         ID.part   as far as it came; the next fetch goes on from there
//! ```
//! A part is synced and then renamed, so that a file called `.age` is never half a parcel.

use std::error::Error;
use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tokio::time::sleep;

use super::remote::{Remote, RemoteError};
use crate::link::wire::ListedParcel;
use crate::seal::{Day, DeskId, MAX_PARCEL_BYTES, ParcelId};

/// A try that brings this many bytes was worth it, and is not counted against the server.
const WORTH_BYTES: u64 = 64 * 1024;

/// What to fetch, and how stubbornly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchOptions {
    /// The first day to look at; `None` for all that the server has.
    pub since: Option<Day>,
    /// How often a request is tried before the fetch gives up, counted anew whenever bytes came.
    pub tries: u32,
    /// How long to wait before the second try; before the third twice as long, and so on.
    pub wait: Duration,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self { since: None, tries: 5, wait: Duration::from_secs(3) }
    }
}

/// How far a fetch has come. While the server's lists are read, the sums grow; then the bytes follow. What
/// was here as a part already counts as done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Parcels that are dealt with.
    pub parcels_done: u64,
    /// Parcels to fetch.
    pub parcels: u64,
    /// Bytes of them that are here.
    pub bytes_done: u64,
    /// Bytes of them.
    pub bytes: u64,
}

/// What a fetch has brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The parcels that are new here, whole.
    pub new: Vec<FetchedParcel>,
    /// Bytes that came over the network for them.
    pub bytes: u64,
    /// The parcels that could not be had as they should be.
    pub broken: Vec<BrokenParcel>,
}

/// A parcel that a fetch has brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedParcel {
    /// Its desk.
    pub desk: DeskId,
    /// The day it lies under.
    pub day: Day,
    /// Its id, which its bytes have as their digest.
    pub id: ParcelId,
    /// Bytes of it.
    pub size: u64,
}

/// A parcel that is listed, but could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenParcel {
    /// Its desk, as listed.
    pub desk: DeskId,
    /// Its day, as listed.
    pub day: Day,
    /// Its id, as listed.
    pub id: ParcelId,
    /// What is wrong with it.
    pub why: Broken,
}

/// What is wrong with a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Its bytes do not have its digest. They were deleted.
    Digest,
    /// Its length is not the listed one.
    Length,
    /// The list says that it is larger than a parcel can be.
    TooLarge,
    /// It is listed, but the server does not have it.
    Missing,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Digest => {
                "what came is not what its name says, and was deleted; fetch again, and if it stays so tell the \
                 operator that the server's copy is damaged"
            }
            Self::Length => "its length is not the one the server's list gives; tell the operator",
            Self::TooLarge => "the server's list gives it a size that no parcel can have; tell the operator",
            Self::Missing => "the server lists it and does not have it; it may have been withdrawn: fetch again",
        })
    }
}

/// Why a fetch ended early. What it has brought until then is kept.
#[derive(Debug)]
pub struct FetchError {
    /// What it has brought.
    pub fetched: Fetched,
    /// What ended it.
    pub cause: FetchCause,
}

/// What ended a fetch.
#[derive(Debug)]
pub enum FetchCause {
    /// The server could not be talked to.
    Remote(RemoteError),
    /// Another fetch is filling this folder.
    Busy(PathBuf),
    /// A file or folder of the vault refused; says what was being done.
    Vault(&'static str, PathBuf, io::Error),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            FetchCause::Remote(error) => error.fmt(f),
            FetchCause::Busy(path) => {
                write!(f, "another pull is filling {}; wait until it has ended, then try again", path.display())
            }
            FetchCause::Vault(doing, path, error) => {
                write!(
                    f,
                    "{doing} {} failed: {error}; see that the disk has room and is yours to write",
                    path.display()
                )
            }
        }
    }
}

impl Error for FetchError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.cause {
            FetchCause::Remote(error) => Some(error),
            FetchCause::Busy(_) => None,
            FetchCause::Vault(_, _, error) => Some(error),
        }
    }
}

impl From<RemoteError> for FetchCause {
    fn from(error: RemoteError) -> Self {
        Self::Remote(error)
    }
}

/// Fetches every parcel of our desks that is not in the folder `parcels` yet, and says so as it goes.
///
/// A part that is here is gone on with. A parcel that is not what its name says is left out and reported,
/// and the others are fetched all the same.
///
/// # Errors
/// The server cannot be talked to any more, or the folder cannot be written.
pub async fn fetch(
    remote: &mut Remote,
    parcels: &Path,
    options: &FetchOptions,
    on_progress: &mut dyn FnMut(&Progress),
) -> Result<Fetched, FetchError> {
    let mut fetching = Fetching { remote, parcels, options, on_progress, at: Progress::default() };
    let mut fetched = Fetched::default();
    match fetching.all(&mut fetched).await {
        Ok(()) => Ok(fetched),
        Err(cause) => Err(FetchError { fetched, cause }),
    }
}

/// A fetch under way.
struct Fetching<'a> {
    remote: &'a mut Remote,
    parcels: &'a Path,
    options: &'a FetchOptions,
    on_progress: &'a mut dyn FnMut(&Progress),
    at: Progress,
}

/// A parcel that is not here yet.
struct Wanted {
    desk: DeskId,
    day: Day,
    listed: ListedParcel,
}

impl Fetching<'_> {
    async fn all(&mut self, fetched: &mut Fetched) -> Result<(), FetchCause> {
        let _alone = lock(self.parcels)?;
        let wanted = self.wanted().await?;
        let mut dealt_with = 0_u64;
        for Wanted { desk, day, listed } in wanted {
            let folder = self.parcels.join(desk.as_str()).join(day.to_string());
            let ListedParcel { id, size } = listed;
            match self.one(&folder, listed, dealt_with, &mut fetched.bytes).await? {
                Ok(()) => fetched.new.push(FetchedParcel { desk, day, id, size }),
                Err(why) => fetched.broken.push(BrokenParcel { desk, day, id, why }),
            }
            dealt_with = dealt_with.saturating_add(size);
            self.at.parcels_done += 1;
            self.at.bytes_done = dealt_with;
            (self.on_progress)(&self.at);
        }
        Ok(())
    }

    /// What the server lists and the vault does not hold.
    async fn wanted(&mut self) -> Result<Vec<Wanted>, FetchCause> {
        let options = self.options;
        let days = stubbornly(options, async || self.remote.days().await).await?;
        let mut wanted = Vec::new();
        for desk_days in days.desks {
            let desk = desk_days.desk;
            for day in desk_days.days.into_iter().filter(|day| options.since.is_none_or(|since| *day >= since)) {
                let asked = stubbornly(options, async || self.remote.day(&desk, day).await).await;
                let list = match asked {
                    // All that it held was withdrawn meanwhile.
                    Err(RemoteError::NotFound) => continue,
                    other => other?,
                };
                let folder = self.parcels.join(desk.as_str()).join(day.to_string());
                for listed in list.parcels {
                    if !is_here(&folder.join(whole_name(listed.id)))? {
                        self.at.parcels += 1;
                        self.at.bytes = self.at.bytes.saturating_add(listed.size);
                        wanted.push(Wanted { desk: desk.clone(), day, listed });
                    }
                }
                (self.on_progress)(&self.at);
            }
        }
        Ok(wanted)
    }

    /// Fetches one parcel. The outer error ends the fetch, the inner one concerns this parcel alone.
    async fn one(
        &mut self,
        folder: &Path,
        listed: ListedParcel,
        dealt_with: u64,
        bytes: &mut u64,
    ) -> Result<Result<(), Broken>, FetchCause> {
        if listed.size > MAX_PARCEL_BYTES {
            return Ok(Err(Broken::TooLarge));
        }
        make_folder(folder)?;
        let mut part = PartFile::open(folder, listed)?;
        let mut tried = 0;
        while part.len < listed.size {
            let before = part.len;
            let received = self.receive(&mut part, dealt_with).await;
            *bytes += part.len - before;
            match received {
                Ok(()) => {}
                Err(Trouble::Broken(why)) => return part.delete().map(|()| Err(why)),
                Err(Trouble::Remote(error)) => {
                    tried = if part.len - before >= WORTH_BYTES { 1 } else { tried + 1 };
                    if !error.is_passing() || tried >= self.options.tries {
                        return Err(error.into());
                    }
                    sleep(self.options.wait.saturating_mul(tried)).await;
                }
                Err(Trouble::Vault(cause)) => return Err(cause),
            }
        }
        if part.has_digest() { part.keep(folder).map(Ok) } else { part.delete().map(|()| Err(Broken::Digest)) }
    }

    /// Adds to a part what one request brings.
    async fn receive(&mut self, part: &mut PartFile, dealt_with: u64) -> Result<(), Trouble> {
        let mut stream = match self.remote.parcel(part.listed.id, part.len).await {
            Ok(stream) => stream,
            Err(RemoteError::NotFound) => return Err(Trouble::Broken(Broken::Missing)),
            Err(error) => return Err(Trouble::Remote(error)),
        };
        if stream.size() != part.listed.size {
            return Err(Trouble::Broken(Broken::Length));
        }
        while let Some(piece) = stream.next().await.map_err(Trouble::Remote)? {
            part.add(&piece).map_err(Trouble::Vault)?;
            self.at.bytes_done = dealt_with.saturating_add(part.len);
            (self.on_progress)(&self.at);
        }
        Ok(())
    }
}

/// What may come between a parcel and its end.
enum Trouble {
    Remote(RemoteError),
    Broken(Broken),
    Vault(FetchCause),
}

/// Asks again when the trouble may pass.
async fn stubbornly<T>(
    options: &FetchOptions,
    mut ask: impl AsyncFnMut() -> Result<T, RemoteError>,
) -> Result<T, RemoteError> {
    let mut tried = 1;
    loop {
        match ask().await {
            Err(error) if error.is_passing() && tried < options.tries => {
                sleep(options.wait.saturating_mul(tried)).await;
                tried += 1;
            }
            done => return done,
        }
    }
}

/// A parcel on its way into the vault, hashed as it grows.
struct PartFile {
    listed: ListedParcel,
    path: PathBuf,
    file: File,
    len: u64,
    hash: Sha256,
}

impl PartFile {
    /// Opens the part that is here, hashing it, or starts a new one.
    fn open(folder: &Path, listed: ListedParcel) -> Result<Self, FetchCause> {
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

    fn add(&mut self, piece: &[u8]) -> Result<(), FetchCause> {
        self.file.write_all(piece).map_err(vault_error("writing", &self.path))?;
        self.hash.update(piece);
        self.len += piece.len() as u64;
        Ok(())
    }

    fn has_digest(&self) -> bool {
        self.len == self.listed.size && self.hash.clone().finalize()[..] == self.listed.id.as_bytes()[..]
    }

    /// Makes it a whole parcel, for good.
    fn keep(self, folder: &Path) -> Result<(), FetchCause> {
        self.file.sync_all().map_err(vault_error("syncing", &self.path))?;
        let whole = folder.join(whole_name(self.listed.id));
        fs::rename(&self.path, &whole).map_err(vault_error("naming", &whole))?;
        sync_folder(folder)
    }

    fn delete(self) -> Result<(), FetchCause> {
        fs::remove_file(&self.path).map_err(vault_error("deleting", &self.path))
    }
}

/// Keeps other fetches out of a folder, which is made if need be, for as long as the file is held.
fn lock(folder: &Path) -> Result<File, FetchCause> {
    make_folder(folder)?;
    let file = File::open(folder).map_err(vault_error("opening", folder))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(FetchCause::Busy(folder.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(vault_error("locking", folder)(error)),
    }
}

fn whole_name(id: ParcelId) -> String {
    format!("{id}.age")
}

fn is_here(path: &Path) -> Result<bool, FetchCause> {
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

/// Makes a folder and those above it, for its owner alone; new ones are synced into the one above.
fn make_folder(folder: &Path) -> Result<(), FetchCause> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => folder.parent().map_or(Ok(()), sync_folder),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
            make_folder(above.ok_or_else(|| vault_error("making", folder)(error))?)?;
            make_folder(folder)
        }
        Err(error) => Err(vault_error("making", folder)(error)),
    }
}

fn sync_folder(folder: &Path) -> Result<(), FetchCause> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder).and_then(|f| f.sync_all()).map_err(vault_error("syncing", folder))
}

fn vault_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FetchCause {
    let path = path.to_owned();
    move |error| FetchCause::Vault(doing, path, error)
}
