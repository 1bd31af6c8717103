use std::io::{self, Cursor};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use bytes::Bytes;
use rand_core::OsRng;
use tokio::time::timeout;

use super::*;
use crate::intake::batches::{Batches, LEAST_BYTES};
use crate::seal::{
    AttachmentTag, Day, Digest, Finished, FormNonce, Identity, Kind, OpenedParcel, ParcelHead, Plaintext,
    RecipientKind, Recipients, RosterRef, SealedSink, Sealer, SubmissionId,
};
use crate::store::{Kept, StoreError};

/// What a disk says to the next chunk.
type Answer = Box<dyn FnOnce() -> io::Result<()> + Send>;

/// A disk that waits to be told what to say, and tells what it took.
struct Told {
    answers: Receiver<Answer>,
    taken: Sender<Vec<u8>>,
}

impl SealedSink for Told {
    fn accept(&mut self, chunk: &SealedChunk) -> io::Result<()> {
        // When nobody says anything any more, all is well.
        if let Ok(answer) = self.answers.recv() {
            answer()?;
        }
        let _ = self.taken.send(chunk.as_bytes().to_vec());
        Ok(())
    }
}

impl Part for Told {
    fn keep(self: Box<Self>, _: Finished, _: Day) -> Result<Kept, StoreError> {
        unreachable!("nothing is kept here")
    }
}

/// A file on its way to such a disk, and both ends of it.
struct File {
    flow: Flow,
    share: Share,
    batch: PlaintextBatch,
    answers: Sender<Answer>,
    taken: Receiver<Vec<u8>>,
    identity: Identity,
}

impl File {
    fn begin() -> Self {
        let (answers, told) = channel();
        let (tell_taken, taken) = channel();
        let identity = Identity::generate(RecipientKind::Classic, &mut OsRng);
        let recipients = Recipients::new(vec![identity.to_recipient()]).unwrap();
        let head = ParcelHead {
            submission: SubmissionId::random(&mut OsRng),
            nonce: FormNonce::random(&mut OsRng),
            number: 1,
            kind: Kind::Attachment,
            desk: "main".parse().unwrap(),
            language: "es".to_owned().try_into().unwrap(),
            roster: RosterRef { version: 1, digest: Digest::from_bytes([9; 32]) },
            mailbox: None,
        };
        let sink: Box<dyn Part> = Box::new(Told { answers: told, taken: tell_taken });
        let mut sealer = Sealer::begin(head, &recipients, sink).unwrap();
        sealer.begin_file("video.mp4").unwrap();
        let (mut sealing, sink) = sealer.split();
        let batch = PlaintextBatch::with_capacity(sealing.to_next_chunk());
        Self { flow: Flow::new((sealing, sink)), share: Batches::default().share(), batch, answers, taken, identity }
    }

    /// Fills a batch with one byte and sends it.
    async fn send(&mut self, byte: u8) -> Result<usize, IntakeError> {
        let bytes = self.batch.capacity();
        self.batch.fill(Plaintext::new(Bytes::from(vec![byte; bytes])));
        let full = std::mem::replace(&mut self.batch, PlaintextBatch::with_capacity(0));
        self.batch = self.flow.send(full, &mut self.share).await?;
        Ok(bytes)
    }

    /// True when the next batch does not have to wait.
    fn has_room(&self) -> bool {
        let line = self.flow.0.line();
        line.sealing.ahead() < line.ahead
    }

    /// True when nothing goes on before the disk does: it holds a chunk, and no room is left.
    fn stands_still(&self) -> bool {
        let line = self.flow.0.line();
        line.writing.step.is_none() && line.sealing.step.is_some() && line.sealing.ahead() == line.ahead
    }

    fn says(&self, answer: impl FnOnce() -> io::Result<()> + Send + 'static) {
        self.answers.send(Box::new(answer)).unwrap();
    }
}

#[tokio::test]
async fn what_was_sent_comes_out_in_its_order_and_opens() {
    let mut file = File::begin();
    let mut sent = Vec::new();
    for byte in 0..100 {
        file.says(|| Ok(()));
        let bytes = file.send(byte).await.unwrap();
        sent.resize(sent.len() + bytes, byte);
    }
    let File { flow, answers, taken, identity, .. } = file;
    drop(answers);
    let (sealing, sink) = flow.end().await.unwrap();
    let tag = AttachmentTag { n: 1, name: "v".into(), type_claimed: "video/mp4".into() };
    let finished = sealing.finish("2026-11-26".parse().unwrap(), Some(&tag), sink).unwrap().finished;
    let parcel: Vec<u8> = taken.iter().flatten().collect();
    assert_eq!(finished.size(), parcel.len() as u64);
    let mut opened = OpenedParcel::open(Cursor::new(parcel), &identity).unwrap();
    let name = opened.payload().next().unwrap().name.clone();
    let mut content = Vec::new();
    opened.copy_file(&name, &mut content).unwrap();
    assert!(content == sent);
}

#[tokio::test]
async fn who_sends_waits_while_the_disk_does_and_goes_on_with_it() {
    let mut file = File::begin();
    let mut through = 0;
    while !file.stands_still() {
        if file.has_room() {
            file.send(7).await.unwrap();
            through += 1;
        } else {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
    assert!(timeout(Duration::from_millis(100), file.send(7)).await.is_err());
    // Seven wait to be sealed; of as many others one is being written, and the rest waits for that.
    assert_eq!(through, 14);
    file.answers = channel().0;
    file.batch = PlaintextBatch::with_capacity(LEAST_BYTES);
    file.send(7).await.unwrap();
    let File { flow, taken, .. } = file;
    let _both = flow.end().await.unwrap();
    assert_eq!(taken.try_iter().count(), through + 1);
}

#[tokio::test]
async fn what_waits_for_more_than_one_turn_of_a_step_is_all_done_and_in_its_order() {
    let File { flow, answers, taken, .. } = File::begin();
    drop(answers);
    let mut sent = Vec::new();
    {
        let mut line = flow.0.line();
        for byte in 0..u8::try_from(2 * TURN + 1).unwrap() {
            let sealing = line.sealing.step.as_mut().unwrap();
            let mut batch = PlaintextBatch::with_capacity(sealing.to_next_chunk());
            batch.fill(Plaintext::new(Bytes::from(vec![byte; batch.capacity()])));
            let chunk = sealing.write_batch(batch).unwrap();
            sent.push(chunk.as_bytes().to_vec());
            line.writing.pieces.push_back(chunk);
        }
        flow.0.start::<Out>(&mut line);
    }
    // Both halves come back.
    timeout(Duration::from_mins(1), flow.end()).await.expect("nobody waits for ever").unwrap();
    assert!(taken.iter().eq(sent));
}

#[tokio::test]
async fn a_disk_that_fails_and_a_step_that_panics_are_told_to_who_sends() {
    for panics in [false, true] {
        let mut file = File::begin();
        file.says(|| Ok(()));
        file.says(move || if panics { panic!("on purpose") } else { Err(io::Error::other("broken")) });
        let failed = loop {
            match timeout(Duration::from_mins(1), file.send(7)).await.expect("nobody waits for ever") {
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        match failed {
            IntakeError::Worker => assert!(panics),
            IntakeError::Seal(SealError::Io(error)) => assert!(!panics && error.to_string() == "broken"),
            other => panic!("{other}"),
        }
        // One was taken; its disk is let go of, though this end still stands.
        assert_eq!(file.taken.iter().count(), 1);
        file.batch = PlaintextBatch::with_capacity(LEAST_BYTES);
        let again = timeout(Duration::from_mins(1), file.send(7)).await.expect("nobody waits for ever");
        assert!(matches!(again, Err(IntakeError::Worker)));
    }
}

#[tokio::test]
async fn who_comes_to_the_end_is_told_what_failed_on_the_way() {
    let mut file = File::begin();
    file.says(|| Err(io::Error::other("broken")));
    file.send(7).await.unwrap();
    let end = timeout(Duration::from_mins(1), file.flow.end()).await.expect("nobody waits for ever");
    assert!(matches!(end.err(), Some(IntakeError::Seal(SealError::Io(_)))));
}

#[tokio::test]
async fn of_a_file_that_is_given_up_nothing_more_is_written() {
    let mut file = File::begin();
    let (reached, is_reached) = channel();
    let (let_on, go_on) = channel::<()>();
    file.says(move || {
        reached.send(()).unwrap();
        go_on.recv().map_err(io::Error::other)
    });
    for _ in 0..5 {
        file.send(7).await.unwrap();
    }
    is_reached.recv().unwrap();
    let File { flow, answers, taken, .. } = file;
    drop(flow);
    drop(answers);
    let_on.send(()).unwrap();
    // It ends when the disk is let go of.
    assert_eq!(taken.iter().count(), 1);
}
