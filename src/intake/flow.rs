//! The batches of one file on their way: sealed and written on other threads, which are held only while there is something
//! to do.
//!
//! Two steps stand in line: the first sums and makes ciphertext of plaintext, the second writes it. Each is started when
//! something waits for it, goes on while more does, and comes back here. So pieces pass in their order, and a source that
//! drips holds no thread.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::Notify;

use super::batches::Share;
use super::{IntakeError, worker};
use crate::seal::{PlaintextBatch, SealError, SealedChunk, Sealing};
use crate::store::Part;

type Out = Box<dyn Part>;

/// After so many pieces a step stands at the end of the queue for threads again: other files wait there.
const TURN: usize = 32;

/// One file's batches between the network and the disk. What is on its way when this is dropped is given up.
pub(super) struct Flow(Arc<Shared>);

struct Shared {
    line: Mutex<Line>,
    /// Told whenever a step has done something, or failed.
    moved: Notify,
}

struct Line {
    sealing: Waiting<Sealing>,
    writing: Waiting<Out>,
    /// Chunks that are written, in whose place others can be.
    spent: Vec<SealedChunk>,
    /// As in [`Next`](super::batches::Next).
    ahead: usize,
    failed: Option<IntakeError>,
    given_up: bool,
}

/// A step while it is not at work, and what waits for it.
struct Waiting<S: Step> {
    /// In a box: it holds a key and goes from thread to thread, and each stack that it lay on would keep a copy.
    step: Option<Box<S>>,
    pieces: VecDeque<S::Piece>,
}

/// What one thread at a time does with a piece after the other.
trait Step: Sized + Send + 'static {
    type Piece: Send;

    /// Its place in the line.
    fn at(line: &mut Line) -> &mut Waiting<Self>;

    /// True when what it makes has a place.
    fn has_room(_line: &Line) -> bool {
        true
    }

    fn work(&mut self, piece: Self::Piece) -> Result<SealedChunk, SealError>;

    /// Lays what it made before the next, or aside where it can be used again.
    fn pass_on(line: &mut Line, done: SealedChunk);
}

impl Step for Sealing {
    type Piece = PlaintextBatch;

    fn at(line: &mut Line) -> &mut Waiting<Self> {
        &mut line.sealing
    }

    fn has_room(line: &Line) -> bool {
        line.writing.ahead() < line.ahead
    }

    fn work(&mut self, batch: PlaintextBatch) -> Result<SealedChunk, SealError> {
        self.write_batch(batch)
    }

    fn pass_on(line: &mut Line, chunk: SealedChunk) {
        line.writing.pieces.push_back(chunk);
    }
}

impl Step for Out {
    type Piece = SealedChunk;

    fn at(line: &mut Line) -> &mut Waiting<Self> {
        &mut line.writing
    }

    fn work(&mut self, chunk: SealedChunk) -> Result<SealedChunk, SealError> {
        self.accept(&chunk)?;
        Ok(chunk)
    }

    fn pass_on(line: &mut Line, chunk: SealedChunk) {
        line.spent.push(chunk);
    }
}

impl Flow {
    /// With both halves of a sealer.
    pub(super) fn new((sealing, out): (Sealing, Out)) -> Self {
        let line = Line {
            sealing: Waiting::new(sealing),
            writing: Waiting::new(out),
            spent: Vec::new(),
            ahead: 1,
            failed: None,
            given_up: false,
        };
        Self(Arc::new(Shared { line: Mutex::new(line), moved: Notify::new() }))
    }

    /// Hands a batch on, and gives an empty one; waits while there are too many on their way.
    pub(super) async fn send(&self, batch: PlaintextBatch, share: &mut Share) -> Result<PlaintextBatch, IntakeError> {
        self.wait(|line| line.sealing.ahead() < line.ahead).await?;
        let next = share.next();
        let mut line = self.0.line();
        line.ahead = next.ahead;
        // Where others came meanwhile, memory is theirs.
        line.spent.truncate(2 * next.ahead);
        line.sealing.pieces.push_back(batch);
        self.0.start::<Sealing>(&mut line);
        let spent = line.spent.pop();
        drop(line);
        Ok(match spent {
            Some(chunk) => PlaintextBatch::in_place_of(chunk, next.bytes),
            None => PlaintextBatch::with_capacity(next.bytes),
        })
    }

    /// Waits until all that was sent is written, and gives both halves back.
    pub(super) async fn end(self) -> Result<(Box<Sealing>, Box<Out>), IntakeError> {
        self.wait(|line| line.sealing.ahead() + line.writing.ahead() == 0).await?;
        let mut line = self.0.line();
        line.sealing.step.take().zip(line.writing.step.take()).ok_or(IntakeError::Worker)
    }

    async fn wait(&self, until: impl Fn(&Line) -> bool) -> Result<(), IntakeError> {
        loop {
            {
                let mut line = self.0.line();
                if line.given_up {
                    return Err(line.failed.take().unwrap_or(IntakeError::Worker));
                }
                if until(&line) {
                    return Ok(());
                }
            }
            // What moved since then is remembered for it.
            self.0.moved.notified().await;
        }
    }
}

impl Drop for Flow {
    fn drop(&mut self) {
        self.0.line().given_up = true;
        let shared = Arc::clone(&self.0);
        // A file that is given up goes with its step, and a large one's blocks take a while: not on a network thread.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn_blocking(move || shared.let_go());
        }
    }
}

impl<S: Step> Waiting<S> {
    fn new(step: S) -> Self {
        Self { step: Some(Box::new(step)), pieces: VecDeque::new() }
    }

    /// Pieces that wait or are worked on.
    fn ahead(&self) -> usize {
        self.pieces.len() + usize::from(self.step.is_none())
    }
}

impl Line {
    fn next<S: Step>(&mut self) -> Option<S::Piece> {
        if !self.given_up && S::has_room(self) { S::at(self).pieces.pop_front() } else { None }
    }

    /// Nothing waits any more, and nothing will.
    fn give_up(&mut self) {
        self.given_up = true;
        self.sealing.pieces.clear();
        self.writing.pieces.clear();
    }
}

impl Shared {
    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drops what is not at work; what is, goes when its thread comes back.
    fn let_go(&self) {
        let mut line = self.line();
        let left = (line.sealing.step.take(), line.writing.step.take());
        line.give_up();
        drop(line);
        drop(left);
    }

    fn start_both(self: &Arc<Self>, line: &mut Line) {
        self.start::<Out>(line);
        self.start::<Sealing>(line);
    }

    /// Starts a step that is not at work and has what to do, with its first piece: whoever counts sees it at work with that,
    /// not waiting for a thread while the piece waits too.
    fn start<S: Step>(self: &Arc<Self>, line: &mut Line) {
        if S::at(line).step.is_some()
            && let Some(piece) = line.next::<S>()
            && let Some(step) = S::at(line).step.take()
        {
            let shared = Arc::clone(self);
            worker::start(move || shared.run(step, piece));
        }
    }

    /// One step's turn on a thread. A step that fails is gone, and nothing more is done.
    fn run<S: Step>(self: &Arc<Self>, step: Box<S>, piece: S::Piece) {
        let failed = match catch_unwind(AssertUnwindSafe(|| self.work(step, piece))) {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(IntakeError::Seal(error)),
            Err(_) => Some(IntakeError::Worker),
        };
        if failed.is_some() {
            let mut line = self.line();
            line.give_up();
            line.failed = failed;
        }
        self.moved.notify_one();
    }

    fn work<S: Step>(self: &Arc<Self>, mut step: Box<S>, mut piece: S::Piece) -> Result<(), SealError> {
        for turn in 1..=TURN {
            let done = step.work(piece)?;
            let mut line = self.line();
            if !line.given_up {
                S::pass_on(&mut line, done);
            }
            let next = if turn < TURN { line.next::<S>() } else { None };
            let Some(next) = next else {
                S::at(&mut line).step = Some(step);
                self.start_both(&mut line);
                break;
            };
            piece = next;
            self.start_both(&mut line);
            drop(line);
            self.moved.notify_one();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
