//! Fetches the parcels that are not here yet.
//!
//! ```text
//! PARCELS/DESK/YYYY-MM-DD/ID.age    whole: its bytes have the digest it is named by
//!                         ID.part   as far as it came; the next fetch goes on from there
//! ```
//! A part is synced and then renamed, so that a file called `.age` is never half a parcel.

mod lists;
mod part;
mod report;

use std::path::Path;
use std::time::Duration;

use tokio::time::sleep;

use super::remote::{Remote, RemoteError};
use crate::link::wire::ListedParcel;
use crate::seal::{Day, DeskId, MAX_PARCEL_BYTES};
use part::{PartFile, is_here, lock, make_folder, whole_name};

pub use lists::ServersLists;
pub use report::{Broken, BrokenParcel, FetchCause, FetchError, Fetched, FetchedParcel, Progress};

/// A try that brings this many bytes was worth it, and is not counted against the server.
const WORTH_BYTES: u64 = 64 * 1024;

/// What to fetch, and how stubbornly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchOptions {
    /// How often a request is tried before the fetch gives up, counted anew whenever bytes came.
    pub tries: u32,
    /// Take only parcels of fewer bytes, the smallest first.
    pub below: Option<u64>,
    /// How long to wait before the second try; before the third twice as long, and so on.
    pub wait: Duration,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self { tries: 5, below: None, wait: Duration::from_secs(3) }
    }
}

/// Fetches every parcel of our desks that is not in the folder `parcels` yet into it, and says so as it goes.
///
/// A part that is here is gone on with. A parcel that is not what its name says is left out and reported, a day whose
/// list cannot be read too, and the others are fetched all the same. What came is added to `fetched`.
///
/// # Errors
/// The server cannot be talked to any more, or the folder cannot be written. What came until then is kept, and in `fetched`.
pub async fn fetch(
    remote: &mut Remote,
    parcels: &Path,
    options: &FetchOptions,
    fetched: &mut Fetched,
    on_progress: &mut dyn FnMut(&Progress),
) -> Result<(), FetchError> {
    let mut fetching = Fetching { remote, parcels, options, on_progress, at: Progress::default() };
    fetching.all(fetched).await.map_err(|cause| FetchError { kept: fetched.new.len(), cause })
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
        let mut wanted = self.wanted(fetched).await?;
        if self.options.below.is_some() {
            wanted.sort_by_key(|one| one.listed.size);
        }
        let mut dealt_with = 0_u64;
        for Wanted { desk, day, listed } in wanted {
            let folder = self.parcels.join(desk.as_str()).join(day.to_string());
            let ListedParcel { id, size } = listed;
            match self.one(&folder, listed, dealt_with, &mut fetched.bytes).await? {
                Ok(()) => fetched.new.push(FetchedParcel { desk, day, id, size }),
                Err(NotHere::NoRoom) => fetched.no_room.push(FetchedParcel { desk, day, id, size }),
                Err(NotHere::Broken(why)) => fetched.broken.push(BrokenParcel { desk, day, id, why }),
            }
            dealt_with = dealt_with.saturating_add(size);
            self.at.parcels_done += 1;
            self.at.bytes_done = dealt_with;
            (self.on_progress)(&self.at);
        }
        Ok(())
    }

    /// What the server lists and the vault does not hold.
    async fn wanted(&mut self, fetched: &mut Fetched) -> Result<Vec<Wanted>, FetchCause> {
        let Self { remote, parcels, options, on_progress, at } = self;
        let mut wanted = Vec::new();
        let (left, left_bytes) = (&mut fetched.left, &mut fetched.left_bytes);
        let lists = ServersLists::read(remote, options, |desk, day, list| {
            let folder = parcels.join(desk.as_str()).join(day.to_string());
            for listed in list {
                if is_here(&folder.join(whole_name(listed.id)))? {
                    continue;
                }
                if options.below.is_some_and(|below| listed.size >= below) {
                    *left += 1;
                    *left_bytes = left_bytes.saturating_add(listed.size);
                } else {
                    at.parcels += 1;
                    at.bytes = at.bytes.saturating_add(listed.size);
                    wanted.push(Wanted { desk: desk.clone(), day, listed });
                }
            }
            on_progress(&*at);
            Ok::<_, FetchCause>(())
        });
        fetched.listed = lists.await?;
        Ok(wanted)
    }

    /// Fetches one parcel. The outer error ends the fetch, the inner one concerns this parcel alone.
    async fn one(
        &mut self,
        folder: &Path,
        listed: ListedParcel,
        dealt_with: u64,
        bytes: &mut u64,
    ) -> Result<Result<(), NotHere>, FetchCause> {
        if listed.size > MAX_PARCEL_BYTES {
            return Ok(Err(NotHere::Broken(Broken::TooLarge)));
        }
        make_folder(folder)?;
        let mut part = PartFile::open(folder, listed)?;
        if !part.has_room()? {
            // What came of it stays for when there is room.
            return if part.len == 0 { part.delete() } else { Ok(()) }.map(|()| Err(NotHere::NoRoom));
        }
        let mut tried = 0;
        while part.len < listed.size {
            let before = part.len;
            let received = self.receive(&mut part, dealt_with).await;
            *bytes += part.len - before;
            match received {
                Ok(()) => {}
                Err(Trouble::Broken(why)) => return part.delete().map(|()| Err(NotHere::Broken(why))),
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
        if part.has_digest() {
            part.keep(folder).map(Ok)
        } else {
            part.delete().map(|()| Err(NotHere::Broken(Broken::Digest)))
        }
    }

    /// Adds to a part what one request brings: all that is left of it, or an error.
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
            // A server can announce a length and send without end.
            if piece.len() as u64 > part.listed.size - part.len {
                return Err(Trouble::Broken(Broken::Length));
            }
            part.add(&piece).map_err(Trouble::Vault)?;
            self.at.bytes_done = dealt_with.saturating_add(part.len);
            (self.on_progress)(&self.at);
        }
        // Or end before it as if all were well: a line that breaks is an error of the stream. Asked again, it would go on so.
        if part.len < part.listed.size { Err(Trouble::Broken(Broken::Length)) } else { Ok(()) }
    }
}

/// Why a parcel is not here, though the others go on.
enum NotHere {
    NoRoom,
    Broken(Broken),
}

/// What may come between a parcel and its end.
enum Trouble {
    Remote(RemoteError),
    Broken(Broken),
    Vault(FetchCause),
}
