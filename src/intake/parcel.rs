//! A parcel being sealed, off the network thread.
//!
//! Hashing, sealing and writing run on the blocking pool. The sealer travels to a worker with a batch of
//! plaintext and comes back with ciphertext, which another worker hashes and writes, while the next
//! batch fills: three batches are on their way at once. Their buffers go round: what was sealed is filled anew,
//! what was written is sealed into. A source that drips holds no thread, only them.

use tokio::task::{JoinHandle, spawn_blocking};
use zeroize::Zeroizing;

use crate::seal::{
    AttachmentTag, Day, ParcelHead, PayloadFile, Plaintext, PlaintextBatch, Recipients, SealError, Sealed, SealedChunk,
    SealedOut, Sealer, Sealing,
};
use crate::store::{Kept, Part, Room, Store};

use super::batches::{FIRST_BYTES, Share};
use super::{IntakeError, worker};

type Out = SealedOut<Box<dyn Part>>;

/// An attachment on its way into the store.
pub(super) struct Parcel {
    sealing: Stage<(Sealing, PlaintextBatch, Option<SealedChunk>)>,
    /// With the chunk that was written last, which is sealed into again.
    out: Stage<(Out, Option<SealedChunk>)>,
    batch: PlaintextBatch,
    share: Share,
}

/// Half a sealer: here, or with the worker that uses it.
enum Stage<T> {
    Here(T),
    Working(JoinHandle<Result<T, SealError>>),
    /// A worker failed, or the parcel is done.
    Gone,
}

impl<T: Send + 'static> Stage<T> {
    /// Takes it back, waiting for the worker that has it.
    async fn take(&mut self) -> Result<T, IntakeError> {
        match std::mem::replace(self, Self::Gone) {
            Self::Here(half) => Ok(half),
            Self::Working(job) => Ok(job.await.map_err(|_| IntakeError::Worker)??),
            Self::Gone => Err(IntakeError::Worker),
        }
    }

    /// Gives it to a worker.
    fn give(&mut self, work: impl FnOnce() -> Result<T, SealError> + Send + 'static) {
        *self = Self::Working(spawn_blocking(work));
    }
}

/// A parcel that is kept, and what its payload was.
pub(super) struct KeptParcel {
    pub(super) kept: Kept,
    pub(super) payload: Vec<PayloadFile>,
}

/// A parcel that is sealed whole and not yet kept. Dropped, it leaves nothing behind.
pub(super) type SealedParcel = Sealed<Box<dyn Part>>;

/// Seals and keeps a parcel of small files in one go.
pub(super) fn keep_small(
    store: &dyn Store,
    head: ParcelHead,
    recipients: &Recipients,
    files: Vec<(&str, Zeroizing<Vec<u8>>)>,
    day: Day,
) -> Result<KeptParcel, IntakeError> {
    keep(seal_small(store, head, recipients, files, day)?, day)
}

/// Seals a parcel of small files.
pub(super) fn seal_small(
    store: &dyn Store,
    head: ParcelHead,
    recipients: &Recipients,
    files: Vec<(&str, Zeroizing<Vec<u8>>)>,
    day: Day,
) -> Result<SealedParcel, IntakeError> {
    let part = store.begin(&head.desk, Room::Words)?;
    let mut sealer = Sealer::begin(head, recipients, part)?;
    for (name, content) in files {
        sealer.add_file(name, content)?;
    }
    Ok(sealer.finish(day, None)?)
}

impl Parcel {
    /// Starts a parcel with one payload file.
    pub(super) fn begin(
        store: &dyn Store,
        head: ParcelHead,
        recipients: &Recipients,
        file: &str,
        share: Share,
    ) -> Result<Self, IntakeError> {
        let part = store.begin(&head.desk, Room::Files)?;
        let mut sealer = Sealer::begin(head, recipients, part)?;
        sealer.begin_file(file)?;
        let (sealing, out) = sealer.split();
        let batch = PlaintextBatch::with_capacity(FIRST_BYTES);
        let other = PlaintextBatch::with_capacity(0);
        Ok(Self { sealing: Stage::Here((sealing, other, None)), out: Stage::Here((out, None)), batch, share })
    }

    /// Adds a piece of the file; waits when the workers are behind.
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
        let (mut sealing, _, sealed) = self.sealing.take().await?;
        let (mut out, _) = self.out.take().await?;
        let (rest, share) = (self.batch, self.share);
        let work = move || {
            let _until_kept = share;
            sealed.iter().try_for_each(|chunk| out.accept(chunk))?;
            out.accept(&sealing.write_batch(&rest)?)?;
            let payload = sealing.finish(day, Some(&tag), &mut out)?;
            keep(out.finish(payload), day)
        };
        worker::start(work).await.map_err(|_| IntakeError::Worker)?
    }

    /// Hands a batch to the sealing worker, and what that has sealed to the writing one.
    async fn send_batch(&mut self) -> Result<(), IntakeError> {
        let (mut sealing, other, sealed) = self.sealing.take().await?;
        let next = self.share.next();
        let mut batch = std::mem::replace(&mut self.batch, other.emptied(next));
        if let Some(chunk) = sealed {
            let (mut out, spent) = self.out.take().await?;
            sealing.seal_into(spent);
            self.out.give(move || out.accept(&chunk).map(|()| (out, Some(chunk))));
        }
        self.sealing.give(move || {
            let sealed = sealing.write_batch(&batch)?;
            batch.forget();
            Ok((sealing, batch, Some(sealed)))
        });
        Ok(())
    }
}

/// Keeps a sealed parcel under `day`.
pub(super) fn keep(sealed: SealedParcel, day: Day) -> Result<KeptParcel, IntakeError> {
    let Sealed { sink, finished, payload } = sealed;
    let kept = sink.keep(finished, day).map_err(IntakeError::Store)?;
    Ok(KeptParcel { kept, payload })
}
