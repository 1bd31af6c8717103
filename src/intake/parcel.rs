//! A parcel being sealed, off the network thread.
//!
//! What arrives is gathered in batches, which [`Flow`] takes through sealing and writing.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::seal::{
    AttachmentTag, Day, DeskId, ParcelHead, ParcelId, PayloadFile, Plaintext, PlaintextBatch, Recipients, SealError,
    Sealed, SealedSink as _, Sealer,
};
use crate::store::{Kept, Part, Room, Store};

use super::batches::Share;
use super::flow::Flow;
use super::{IntakeError, worker};

/// An attachment on its way into the store.
pub(super) struct Parcel {
    flow: Flow,
    batch: PlaintextBatch,
    share: Share,
    store: Arc<dyn Store>,
    desk: DeskId,
}

/// A parcel that is kept, and what its payload was.
pub(super) struct KeptParcel {
    pub(super) kept: Kept,
    pub(super) payload: Vec<PayloadFile>,
}

/// A parcel that is sealed whole and not yet kept. Dropped, it leaves nothing behind.
pub(super) struct SealedParcel {
    sealed: Sealed<Box<dyn Part>>,
    /// The day that is sealed in it: it is kept under no other.
    day: Day,
}

impl SealedParcel {
    /// What it is named by.
    pub(super) const fn id(&self) -> ParcelId {
        self.sealed.finished.id()
    }
}

/// Seals and keeps a parcel of small files in one go.
pub(super) fn keep_small(
    store: &dyn Store,
    head: ParcelHead,
    recipients: &Recipients,
    files: Vec<(&str, Zeroizing<Vec<u8>>)>,
    today: Day,
) -> Result<KeptParcel, IntakeError> {
    keep(seal_small(store, head, recipients, files, today)?)
}

/// Seals a parcel of small files.
pub(super) fn seal_small(
    store: &dyn Store,
    head: ParcelHead,
    recipients: &Recipients,
    files: Vec<(&str, Zeroizing<Vec<u8>>)>,
    today: Day,
) -> Result<SealedParcel, IntakeError> {
    let (part, day) = (store.begin(&head.desk, Room::Words)?, store.filing_day(&head.desk, today));
    let mut sealer = Sealer::begin(head, recipients, part)?;
    for (name, content) in files {
        sealer.add_file(name, content)?;
    }
    Ok(SealedParcel { sealed: sealer.finish(day, None)?, day })
}

impl Parcel {
    /// Starts a parcel with one payload file.
    pub(super) async fn begin(
        store: Arc<dyn Store>,
        head: ParcelHead,
        recipients: Recipients,
        file: String,
        share: Share,
    ) -> Result<Self, IntakeError> {
        let (place, desk) = (Arc::clone(&store), head.desk.clone());
        let work = move || {
            let part = place.begin(&head.desk, Room::Files)?;
            let mut sealer = Sealer::begin(head, &recipients, part)?;
            sealer.begin_file(&file)?;
            let (mut sealing, part) = sealer.split();
            let first = PlaintextBatch::with_capacity(sealing.to_next_chunk());
            Ok((Flow::new((sealing, part)), first))
        };
        let begun: Result<_, IntakeError> = worker::start(work).await.map_err(|_| IntakeError::Worker)?;
        let (flow, batch) = begun?;
        Ok(Self { flow, batch, share, store, desk })
    }

    /// Adds a piece of the file; waits when the workers are behind.
    pub(super) async fn write(&mut self, mut piece: Plaintext) -> Result<(), IntakeError> {
        while !piece.is_empty() {
            piece = self.batch.fill(piece);
            if self.batch.is_full() {
                let full = std::mem::replace(&mut self.batch, PlaintextBatch::with_capacity(0));
                self.batch = self.flow.send(full, &mut self.share).await?;
            }
        }
        Ok(())
    }

    /// Seals what is left and keeps the parcel.
    pub(super) async fn finish(self, today: Day, tag: AttachmentTag) -> Result<KeptParcel, IntakeError> {
        let Self { flow, batch: rest, share, store, desk } = self;
        let (mut sealing, mut part) = flow.end().await?;
        let work = move || {
            let _until_kept = share;
            part.accept(&sealing.write_batch(rest)?).map_err(SealError::Io)?;
            let day = store.filing_day(&desk, today);
            keep(SealedParcel { sealed: sealing.finish(day, Some(&tag), *part)?, day })
        };
        worker::start(work).await.map_err(|_| IntakeError::Worker)?
    }
}

/// Keeps a sealed parcel under its day.
pub(super) fn keep(SealedParcel { sealed, day }: SealedParcel) -> Result<KeptParcel, IntakeError> {
    let Sealed { sink, finished, payload } = sealed;
    let kept = sink.keep(finished, day).map_err(IntakeError::Store)?;
    Ok(KeptParcel { kept, payload })
}
