//! A parcel from its first byte to its place.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use super::Shared;
use super::layout::file_name;
use crate::seal::{Day, DeskId, Finished, SealedChunk, SealedSink};
use crate::store::disk::{make_day_folder, set_day, sync_folder};
use crate::store::write_back;
use crate::store::{Kept, Part, Room, StoreError};

/// Free space is asked for again after so many bytes of one parcel.
const CHECK_SPACE_EVERY: u64 = 64 << 20;

/// So much is sent on to the disk at a time while a parcel grows, so that little is left for the sync at its end.
const SEND_ON_EVERY: u64 = 8 << 20;

/// A parcel on its way into a [`FileStore`].
pub(super) struct FilePart {
    shared: Arc<Shared>,
    desk: DeskId,
    /// `None` once it is renamed.
    path: Option<PathBuf>,
    file: File,
    room: Room,
    written: u64,
    sent_on: u64,
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
            path: Some(path),
            file,
            room,
            written: 0,
            sent_on: 0,
            unchecked: 0,
        })
    }
}

impl SealedSink for FilePart {
    fn accept(&mut self, chunk: &SealedChunk) -> io::Result<()> {
        self.file.write_all(chunk.as_bytes())?;
        self.written += chunk.as_bytes().len() as u64;
        if self.written - self.sent_on >= SEND_ON_EVERY {
            write_back::begin(&self.file, self.sent_on, self.written - self.sent_on);
            self.sent_on = self.written;
        }
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
        let folder = self.shared.day_folder(&self.desk, day);
        make_day_folder(&folder, day)?;
        self.file.sync_all().map_err(|e| StoreError::Io("syncing a parcel", e))?;
        let Some(part) = self.path.take() else {
            return Err(StoreError::Io("keeping a parcel", io::Error::other("it is kept already")));
        };
        let named = set_day(&part, day).and_then(|()| {
            fs::rename(&part, folder.join(file_name(id))).map_err(|e| StoreError::Io("keeping a parcel", e))
        });
        if let Err(error) = named {
            self.path = Some(part);
            return Err(error);
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
