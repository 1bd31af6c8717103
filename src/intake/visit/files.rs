//! Attachments: each into a parcel of its own, as soon as the words are kept.

use std::sync::Arc;

use bytes::Bytes;

use super::{Part, Stage, Visit};
use crate::harden::circuit::Costly;
use crate::intake::IntakeError;
use crate::intake::outcome::{KeptFile, NotKept, NotKeptFile};
use crate::intake::parcel::Parcel;
use crate::seal::{AttachmentTag, Kind, Plaintext, known_media_type, padded_len, safe_file_name};

/// What a parcel's ZIP takes beside its payload, at the most: for limits that count padded sizes.
const ENVELOPE_BYTES: u64 = 8 * 1024;

/// A file on its way into a parcel.
pub(super) struct FileUnderWay {
    n: u32,
    name: String,
    content_type: String,
    size: u64,
    parcel: Box<Parcel>,
}

impl Visit<'_> {
    /// Begins a parcel for a file; the words are kept before it.
    pub(super) async fn begin_file(&mut self, name: String, content_type: String) -> Result<Part, IntakeError> {
        self.reading = Some(name.clone());
        if matches!(self.stage, Stage::Fields) {
            self.keep_words(true).await?;
        }
        self.files += 1;
        let n = self.files;
        let most = self.intake.limits.max_files;
        let Stage::Kept { nonce, .. } = self.stage else {
            // The form goes back, and says which files to choose again.
            if n <= most {
                self.names.push(name);
            } else {
                self.unnamed = self.unnamed.saturating_add(1);
            }
            return Ok(Part::Dropped);
        };
        if n > most {
            self.refuse_file(n, name, NotKept::TooMany);
            return Ok(Part::Dropped);
        }
        // Behind the words, which are kept by now, and before anything is taken up for the file.
        if let Some(turns) = &self.asked.turns {
            turns.wait_for(Costly::File).await;
        }
        let head = self.parcel_head(nonce, n, Kind::Attachment, None);
        let share = self.intake.batches.share();
        let store = Arc::clone(&self.intake.store);
        match Parcel::begin(store, head, self.recipients.clone(), safe_file_name(&name), share).await {
            Ok(parcel) => Ok(Part::File(FileUnderWay { n, name, content_type, size: 0, parcel: Box::new(parcel) })),
            Err(error) if error.is_full() => {
                self.refuse_file(n, name, NotKept::ServerFull);
                Ok(Part::Dropped)
            }
            Err(error) => Err(error),
        }
    }

    /// Seals what has arrived of the file, or gives it up.
    pub(super) async fn file_data(&mut self, data: Bytes) -> Result<(), IntakeError> {
        let Part::File(file) = &mut self.part else { return Ok(()) };
        file.size += data.len() as u64;
        let size = file.size;
        if let Some(reason) = self.beyond(size) {
            self.drop_file(reason);
            return Ok(());
        }
        let Part::File(file) = &mut self.part else { return Ok(()) };
        match file.parcel.write(Plaintext::new(data)).await {
            Err(error) if error.is_full() => {
                self.drop_file(NotKept::ServerFull);
                Ok(())
            }
            written => written,
        }
    }

    /// Which limit a file of so many bytes is beyond, with all that is kept by now.
    fn beyond(&self, size: u64) -> Option<NotKept> {
        let limits = self.intake.limits;
        let padded = padded_len(size.saturating_add(ENVELOPE_BYTES)).unwrap_or(u64::MAX);
        if size > limits.file_bytes {
            Some(NotKept::TooLarge)
        } else {
            (self.used.saturating_add(padded) > limits.visit_bytes).then_some(NotKept::VisitFull)
        }
    }

    /// Keeps a file that is whole.
    pub(super) async fn end_file(&mut self, file: FileUnderWay) -> Result<(), IntakeError> {
        let FileUnderWay { n, name, content_type, size, parcel } = file;
        // Of an empty one nothing came that was looked at.
        if let Some(reason) = self.beyond(size) {
            self.refuse_file(n, name, reason);
            return Ok(());
        }
        let today = self.intake.clock.today();
        let type_claimed = known_media_type(&content_type).to_owned();
        let tag = AttachmentTag { n, name: name.clone(), type_claimed };
        match parcel.finish(today, tag).await {
            Ok(parcel) => {
                self.note(n, Kind::Attachment, Some(name.clone()), parcel);
                self.kept.push(KeptFile { name, size });
                Ok(())
            }
            Err(error) if error.is_full() => {
                self.refuse_file(n, name, NotKept::ServerFull);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Gives up the file that is being read; the rest of it is read and dropped.
    pub(super) fn drop_file(&mut self, reason: NotKept) {
        if let Part::File(FileUnderWay { n, name, .. }) = std::mem::replace(&mut self.part, Part::Dropped) {
            self.refuse_file(n, name, reason);
        }
    }

    /// Names a file that is not kept; past the limit of files they are counted, for a page has an end.
    fn refuse_file(&mut self, n: u32, name: String, reason: NotKept) {
        if self.not_kept.len() < self.intake.limits.max_files as usize {
            self.not_kept.push(NotKeptFile { n, name, reason });
        } else {
            self.unnamed = self.unnamed.saturating_add(1);
        }
    }
}

/// A file's own name: some browsers send the folders that it lies in too, and they tell whose they are.
pub(super) fn without_folders(name: String) -> String {
    let is_of_a_drive = matches!(name.as_bytes(), [drive, b':', b'\\', ..] if drive.is_ascii_alphabetic());
    let separators: &[char] = if is_of_a_drive { &['/', '\\'] } else { &['/'] };
    match name.rsplit(separators).find(|step| !step.is_empty()) {
        Some(own) if own.len() < name.len() => own.to_owned(),
        _ => name,
    }
}
