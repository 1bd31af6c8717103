//! A parcel from its first byte to its place.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::Shared;
use super::layout::file_name;
use crate::seal::{Day, DeskId, Finished, SealedChunk, SealedSink};
use crate::store::disk::{set_day, sync_folder};
use crate::store::growing::Growing;
use crate::store::{Kept, Part, Room, StoreError};

/// Free space is asked for again after so many bytes of one parcel: so much can each of those under way go too far.
const CHECK_SPACE_EVERY: u64 = 1 << 20;

/// A parcel on its way into a [`FileStore`].
pub(super) struct FilePart {
    shared: Arc<Shared>,
    desk: DeskId,
    /// `None` once it is renamed.
    path: Option<PathBuf>,
    file: Growing,
    room: Room,
    unchecked: u64,
}

impl FilePart {
    /// Takes an empty file for a parcel of `desk`.
    pub(super) fn begin(shared: &Arc<Shared>, desk: &DeskId, room: Room) -> Result<Self, StoreError> {
        shared.check_space(room, 0)?;
        let (path, file) = shared.pool.take(desk)?;
        Ok(Self {
            shared: Arc::clone(shared),
            desk: desk.clone(),
            file: Growing::new(path.clone(), file),
            path: Some(path),
            room,
            unchecked: 0,
        })
    }
}

impl SealedSink for FilePart {
    fn accept(&mut self, chunk: &SealedChunk) -> io::Result<()> {
        self.file.write(chunk.as_bytes())?;
        self.unchecked += chunk.as_bytes().len() as u64;
        if self.unchecked >= CHECK_SPACE_EVERY {
            self.unchecked = 0;
            self.shared.check_space(self.room, 0).map_err(|_| io::Error::from(io::ErrorKind::StorageFull))?;
        }
        Ok(())
    }
}

impl Part for FilePart {
    fn keep(mut self: Box<Self>, finished: Finished, day: Day) -> Result<Kept, StoreError> {
        let (id, len) = (finished.id(), finished.size());
        let refused = |why| StoreError::Io("keeping a parcel", io::Error::other(why));
        self.file.sync().map_err(|e| StoreError::Io("syncing a parcel", e).or_full())?;
        let _laid = self.shared.not_laid_anew();
        // Nobody would see it there, and the next start would take it away.
        if self.shared.acknowledgements.is_expired(&self.desk, day) {
            return Err(refused("its day has expired meanwhile"));
        }
        let folder = self.shared.make_day_folder(&self.desk, day).map_err(StoreError::or_full)?;
        let Some(part) = self.path.take() else { return Err(refused("it is kept already")) };
        let named = set_day(&part, day).and_then(|()| {
            fs::rename(&part, folder.join(file_name(id))).map_err(|e| StoreError::Io("keeping a parcel", e))
        });
        if let Err(error) = named {
            self.path = Some(part);
            return Err(error.or_full());
        }
        sync_folder(&folder)?;
        set_day(&folder, day)?;
        if let Some(pool) = part.parent() {
            set_day(pool, day)?;
        }
        let mut open = self.shared.open_days();
        open.entry((self.desk.clone(), day)).or_default().insert(id, len);
        Ok(Kept { id, len, day })
    }
}

impl Drop for FilePart {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // What cannot be removed now is removed at the next start.
            let _ = fs::remove_file(path);
        }
    }
}
