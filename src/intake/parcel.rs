//! A parcel being sealed, off the network thread.
//!
//! Hashing, sealing and writing run on the blocking pool, one piece of work at a time per parcel: the
//! sealer travels to the worker with a batch of plaintext and comes back, while the next batch fills. A
//! source that drips holds no thread, only its batch.

use tokio::task::{JoinHandle, spawn_blocking};
use zeroize::Zeroizing;

use crate::seal::{
    AttachmentTag, Day, ParcelHead, PayloadFile, Plaintext, PlaintextBatch, Recipients, SealError, Sealed, Sealer,
};
use crate::store::{Kept, Part, Store, StoreError};

use super::IntakeError;

/// How much plaintext travels at once. Two batches and age's chunk are what one upload holds in memory.
const BATCH_BYTES: usize = 128 * 1024;

type PartSealer = Sealer<Box<dyn Part>>;

/// An attachment on its way into the store.
pub(super) struct Parcel {
    at: At,
    batch: PlaintextBatch,
}

/// Where the sealer is.
enum At {
    Here(Box<PartSealer>),
    Working(JoinHandle<Result<Box<PartSealer>, SealError>>),
    /// A worker failed, or the parcel is done.
    Gone,
}

/// A parcel that is kept, and what its payload was.
pub(super) struct KeptParcel {
    pub(super) kept: Kept,
    pub(super) payload: Vec<PayloadFile>,
}

/// Seals and keeps a parcel of small files in one go.
pub(super) fn keep_small(
    store: &dyn Store,
    head: ParcelHead,
    recipients: &Recipients,
    files: Vec<(&str, Zeroizing<Vec<u8>>)>,
    day: Day,
) -> Result<KeptParcel, IntakeError> {
    let part = store.begin(&head.desk)?;
    let mut sealer = Sealer::begin(head, recipients, part)?;
    for (name, content) in files {
        sealer.add_file(name, content)?;
    }
    keep(sealer.finish(day, None)?, day)
}

impl Parcel {
    /// Starts a parcel with one payload file.
    pub(super) fn begin(
        store: &dyn Store,
        head: ParcelHead,
        recipients: &Recipients,
        file: &str,
    ) -> Result<Self, IntakeError> {
        let part = store.begin(&head.desk)?;
        let mut sealer = Sealer::begin(head, recipients, part)?;
        sealer.begin_file(file)?;
        Ok(Self { at: At::Here(Box::new(sealer)), batch: PlaintextBatch::with_capacity(BATCH_BYTES) })
    }

    /// Adds a piece of the file; waits when the worker is two batches behind.
    pub(super) async fn write(&mut self, mut piece: Plaintext) -> Result<(), IntakeError> {
        while !piece.is_empty() {
            piece = self.batch.fill(piece);
            if self.batch.is_full() {
                self.send_batch().await?;
            }
        }
        Ok(())
    }

    /// Seals what is left and keeps the parcel under `day`.
    pub(super) async fn finish(mut self, day: Day, tag: AttachmentTag) -> Result<KeptParcel, IntakeError> {
        let mut sealer = self.sealer().await?;
        let batch = self.batch.take();
        let work = move || {
            sealer.write(batch)?;
            keep(sealer.finish(day, Some(&tag))?, day)
        };
        spawn_blocking(work).await.map_err(|_| IntakeError::Worker)?
    }

    async fn send_batch(&mut self) -> Result<(), IntakeError> {
        let mut sealer = self.sealer().await?;
        let batch = self.batch.take();
        self.at = At::Working(spawn_blocking(move || {
            sealer.write(batch)?;
            Ok(sealer)
        }));
        Ok(())
    }

    /// Takes the sealer, waiting for the worker that has it.
    async fn sealer(&mut self) -> Result<Box<PartSealer>, IntakeError> {
        match std::mem::replace(&mut self.at, At::Gone) {
            At::Here(sealer) => Ok(sealer),
            At::Working(job) => Ok(job.await.map_err(|_| IntakeError::Worker)??),
            At::Gone => Err(IntakeError::Worker),
        }
    }
}

fn keep(sealed: Sealed<Box<dyn Part>>, day: Day) -> Result<KeptParcel, IntakeError> {
    let Sealed { sink, finished, payload } = sealed;
    let kept = sink.keep(finished, day).map_err(|error: StoreError| IntakeError::Store(error))?;
    Ok(KeptParcel { kept, payload })
}
