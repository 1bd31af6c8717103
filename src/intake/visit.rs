//! One visit: a form's stream into parcels, part by part.

mod files;
mod words;

use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use rand_core::OsRng;

use crate::form::consent;
use crate::roster::Roster;
use crate::seal::{Clock, Codename, FormNonce, Kind, Mailbox, ParcelHead, Recipients, SubmissionId, WordList};
use crate::store::{FailureSignal, Store};

use super::fields::{Fields, PROGRESS};
use super::multipart::{Event, Multipart, PartHead};
use super::outcome::{Asked, Given, KeptFile, NotKept, NotKeptFile, Outcome, Problem, Received, Returned};
use super::parcel::{KeptParcel, keep_small};
use super::testimony::{self, ListedFile, ListedParcel};
use super::under_way::{Counting, UnderWay};
use super::{Batches, IntakeError, Keys, Limits, worker};

use files::{FileUnderWay, without_folders};

/// Receives visits.
pub struct Intake {
    /// Where parcels go.
    pub store: Arc<dyn Store>,
    /// Codename keys.
    pub keys: Arc<Keys>,
    /// Which day it is.
    pub clock: Clock,
    /// What a visit may bring.
    pub limits: Limits,
    /// Raised when the store breaks.
    pub failure: FailureSignal,
    /// How far the visits of this moment are.
    pub under_way: UnderWay,
    /// How much of each file travels at once.
    pub batches: Batches,
}

/// What the head of a request says of its body.
#[derive(Clone, Copy)]
pub struct BodyHead<'a> {
    /// Its type.
    pub content_type: &'a str,
    /// Bytes of it, as far as they are announced.
    pub bytes: Option<u64>,
}

impl Intake {
    /// Receives a visit: words first, then each file; returns when all of it is sealed, synced and kept.
    ///
    /// # Errors
    /// [`IntakeError::Broken`] when the stream ends before anything was typed.
    pub async fn receive<E>(
        &self,
        roster: &Roster,
        asked: Asked,
        head: BodyHead<'_>,
        stream: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Outcome, IntakeError> {
        let recipients = roster.recipients(&asked.desk).ok_or(IntakeError::Worker)?.clone();
        let mut stream = std::pin::pin!(stream);
        let mut form = Multipart::new(head.content_type)?;
        let mut visit = Visit::new(self, roster, recipients, asked, head.bytes);
        let mut read: u64 = 0;
        let most = self.limits.read_of(head.bytes);
        loop {
            loop {
                let event = match form.next_event() {
                    Ok(Some(event)) => event,
                    Ok(None) => break,
                    Err(error) => return visit.end_early(error.into()).await,
                };
                if event == Event::End {
                    // What follows the last boundary is read too, so that the connection stays in step.
                    while read <= most {
                        let Some(Ok(piece)) = stream.next().await else { break };
                        read += piece.len() as u64;
                    }
                    return visit.close((read > most).then_some(NotKept::VisitFull)).await;
                }
                visit.take(event).await?;
            }
            if read > most {
                return visit.close(Some(NotKept::VisitFull)).await;
            }
            let piece = match stream.next().await {
                Some(Ok(piece)) => piece,
                Some(Err(_)) if visit.has_kept() => return visit.break_off(),
                Some(Err(_)) | None => return visit.end_early(IntakeError::Broken).await,
            };
            read += piece.len() as u64;
            visit.arrived(read);
            form.push(piece);
        }
    }
}

/// A visit under way.
struct Visit<'a> {
    intake: &'a Intake,
    recipients: Recipients,
    asked: Asked,
    roster: &'a Roster,
    submission: SubmissionId,
    fields: Fields,
    part: Part,
    stage: Stage,
    /// Padded bytes kept so far.
    used: u64,
    files: u32,
    names: Vec<String>,
    /// The file that is being read: a store that breaks takes it along.
    reading: Option<String>,
    kept: Vec<KeptFile>,
    not_kept: Vec<NotKeptFile>,
    /// Files that are neither kept nor named.
    unnamed: u32,
    parcels: Vec<ListedParcel>,
    announced: Option<u64>,
    counting: Option<Counting<'a>>,
}

/// The part that is being read.
enum Part {
    /// None, or one that is read and dropped.
    Dropped,
    /// A field's text.
    Field { name: String, value: Vec<u8> },
    /// A file on its way into a parcel.
    File(FileUnderWay),
}

/// How far a visit is.
enum Stage {
    /// The form's fields are still arriving.
    Fields,
    /// The words are kept.
    Kept { codename: Codename, given: Given, nonce: FormNonce, words: bool },
    /// The form will go back.
    Refused(Vec<Problem>),
}

impl<'a> Visit<'a> {
    fn new(
        intake: &'a Intake,
        roster: &'a Roster,
        recipients: Recipients,
        asked: Asked,
        announced: Option<u64>,
    ) -> Self {
        let fields = Fields::of(&asked.form, intake.under_way.text.share());
        Self {
            intake,
            recipients,
            asked,
            roster,
            submission: SubmissionId::random(&mut OsRng),
            fields,
            part: Part::Dropped,
            stage: Stage::Fields,
            used: 0,
            files: 0,
            names: Vec::new(),
            reading: None,
            kept: Vec::new(),
            not_kept: Vec::new(),
            unnamed: 0,
            parcels: Vec::new(),
            announced,
            counting: None,
        }
    }

    /// So many bytes have arrived in all.
    fn arrived(&self, bytes: u64) {
        if let Some(counting) = &self.counting {
            counting.arrived(bytes);
        }
    }

    /// Lets whoever holds the page's number see how far the visit is.
    fn count(&mut self, number: &[u8]) {
        let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        self.counting = number.and_then(|number| self.intake.under_way.count(number, self.announced));
    }

    /// Takes the next event. Where something of ours breaks, the visit turns into a form that goes back, so that its
    /// words are not lost with it.
    async fn take(&mut self, event: Event) -> Result<(), IntakeError> {
        let taken = match event {
            Event::Part(head) => self.begin_part(head).await,
            Event::Data(data) => self.data(data).await,
            Event::PartEnd => self.end_part().await,
            Event::End => Ok(()),
        };
        taken.or_else(|error| self.mend(error))?;
        if !matches!(self.part, Part::File(_)) {
            self.reading = None;
        }
        Ok(())
    }

    const fn has_kept(&self) -> bool {
        matches!(self.stage, Stage::Kept { .. })
    }

    /// Whether the form goes back with something in it.
    fn has_words(&self) -> bool {
        !(self.fields.typed.is_empty() && self.fields.aside.is_empty())
    }

    /// Ends a visit before its form does, where whoever sent it still hears of it.
    async fn end_early(mut self, error: IntakeError) -> Result<Outcome, IntakeError> {
        // What is kept by now is kept, and the page must say so.
        if self.has_kept() {
            return self.close(Some(NotKept::Broken)).await;
        }
        // What was typed by now goes back.
        let part = std::mem::replace(&mut self.part, Part::Dropped);
        self.end_field(part, true);
        if !self.has_words() {
            return Err(error);
        }
        let mut problems = match std::mem::replace(&mut self.stage, Stage::Fields) {
            Stage::Refused(problems) => problems,
            Stage::Fields | Stage::Kept { .. } => Vec::new(),
        };
        // Of a store that broke nobody can say that it holds nothing.
        if !problems.contains(&Problem::NotStored) {
            problems.push(Problem::Malformed);
        }
        Ok(Outcome::Returned(self.returned(problems, true)))
    }

    /// Ends a visit whose connection broke. What is kept is told, if anybody is left to hear it; without a closing
    /// parcel the submission shows as incomplete, since nobody knows what was still to come.
    fn break_off(mut self) -> Result<Outcome, IntakeError> {
        self.drop_file(NotKept::Broken);
        self.received(true, false).map(Outcome::Received).ok_or(IntakeError::Broken)
    }

    /// Lets the form go back for what is no fault of it: a store that broke, or work that came to no end.
    fn mend(&mut self, error: IntakeError) -> Result<(), IntakeError> {
        if matches!(error, IntakeError::Form(_) | IntakeError::Broken) {
            return Err(error);
        }
        self.intake.raise_if_broken(&error);
        self.names.extend(self.kept.drain(..).map(|file| file.name).chain(self.reading.take()));
        self.part = Part::Dropped;
        self.stage = Stage::Refused(vec![Problem::NotStored]);
        Ok(())
    }

    async fn begin_part(&mut self, head: PartHead) -> Result<(), IntakeError> {
        self.part = match head.file_name {
            None if self.fields.reads(&head.name, &self.asked) => Part::Field { name: head.name, value: Vec::new() },
            None => Part::Dropped,
            // A file input in which nothing was chosen.
            Some(name) if name.is_empty() => Part::Dropped,
            Some(name) => {
                let name = self.fields.fit(without_folders(name));
                self.begin_file(name, head.content_type).await?
            }
        };
        Ok(())
    }

    async fn data(&mut self, data: Bytes) -> Result<(), IntakeError> {
        match &mut self.part {
            Part::Dropped => Ok(()),
            Part::Field { name, value } => {
                self.fields.gather(name, value, &data);
                Ok(())
            }
            Part::File(_) => self.file_data(data).await,
        }
    }

    async fn end_part(&mut self) -> Result<(), IntakeError> {
        match std::mem::replace(&mut self.part, Part::Dropped) {
            Part::File(file) => self.end_file(file).await,
            part => {
                self.end_field(part, false);
                Ok(())
            }
        }
    }

    /// Takes a field that has arrived, or, `is_cut`, what arrived of it before the form broke off.
    fn end_field(&mut self, part: Part, is_cut: bool) {
        match part {
            Part::Field { name, value } if name == PROGRESS => self.count(&value),
            // Words are kept before the first file; no form has fields behind it.
            Part::Field { name, value } if !self.has_kept() => {
                let named_a_desk = self.fields.names_a_desk();
                self.fields.set(&name, value, is_cut);
                if !named_a_desk && self.fields.names_a_desk() {
                    self.fields.turn_to_its_desk(&self.asked);
                }
            }
            _ => {}
        }
    }

    /// Ends the visit: the words, if no file brought them forward, and the closing parcel.
    ///
    /// `cut` says why it ends before the form does.
    async fn close(mut self, cut: Option<NotKept>) -> Result<Outcome, IntakeError> {
        let cut_short = cut.is_some();
        if let Some(reason) = cut {
            self.drop_file(reason);
        }
        if matches!(self.stage, Stage::Fields) {
            self.keep_words(false).await.or_else(|error| self.mend(error))?;
        }
        let nonce = match &mut self.stage {
            Stage::Kept { nonce, .. } => *nonce,
            Stage::Refused(problems) => {
                let problems = std::mem::take(problems);
                return Ok(Outcome::Returned(self.returned(problems, cut_short)));
            }
            Stage::Fields => return Err(IntakeError::Worker),
        };
        let head = self.parcel_head(nonce, self.files.saturating_add(1), Kind::Closing, None);
        let list = testimony::closing(&self.parcels, &self.not_kept);
        let listed = match self.keep_small(head, vec![("parcels.json", list)]).await {
            // Without it the submission shows as incomplete; what it would list is kept all the same.
            Err(error) if error.is_full() => false,
            Err(error) => {
                self.mend(error)?;
                return Ok(Outcome::Returned(self.returned(vec![Problem::NotStored], cut_short)));
            }
            Ok(_) => true,
        };
        self.received(cut_short, listed).map(Outcome::Received).ok_or(IntakeError::Worker)
    }

    async fn keep_small(
        &self,
        head: ParcelHead,
        files: Vec<(&'static str, zeroize::Zeroizing<Vec<u8>>)>,
    ) -> Result<KeptParcel, IntakeError> {
        let (store, recipients) = (Arc::clone(&self.intake.store), self.recipients.clone());
        let today = self.intake.clock.today();
        on_worker(move || keep_small(&*store, head, &recipients, files, today)).await
    }

    fn parcel_head(&self, nonce: FormNonce, number: u32, kind: Kind, mailbox: Option<Mailbox>) -> ParcelHead {
        ParcelHead {
            submission: self.submission,
            nonce,
            number,
            kind,
            desk: self.asked.desk.clone(),
            language: self.asked.language.clone(),
            roster: self.roster.reference(),
            mailbox,
        }
    }

    /// Notes a parcel for the closing one.
    fn note(&mut self, number: u32, kind: Kind, name: Option<String>, parcel: KeptParcel) {
        self.used = self.used.saturating_add(parcel.kept.size());
        self.parcels.push(ListedParcel {
            number,
            kind,
            name,
            id: parcel.kept.id().to_string(),
            size: parcel.kept.size(),
            payload: parcel.payload.into_iter().map(ListedFile::from).collect(),
        });
    }

    fn words_list(&self) -> WordList {
        WordList::of_language(self.asked.language.as_str())
    }

    /// What is kept; `None` where no words are. `listed` says that the closing parcel is, with its names of files.
    fn received(self, cut_short: bool, listed: bool) -> Option<Received> {
        let Self { stage, fields, kept, not_kept, unnamed, .. } = self;
        let Stage::Kept { codename, given, words, .. } = stage else { return None };
        Some(Received { codename, given, words, kept, not_kept, unnamed, listed, cut_short, room: fields.room })
    }

    fn returned(mut self, mut problems: Vec<Problem>, cut_short: bool) -> Returned {
        if self.fields.is_of_before(&self.asked) {
            // What was agreed to is not what stands there now.
            self.fields.typed.forget(consent::FIELD);
            if !problems.contains(&Problem::PageOfBefore) {
                problems.insert(0, Problem::PageOfBefore);
            }
        }
        // Said here alone, so that text never goes back without its end unsaid, whatever sends it back.
        problems.extend(self.fields.cut_off());
        let (codename, given) = self.fields.codename(self.words_list());
        let (nonce, desk) = (self.fields.nonce(), self.fields.other_desk(&self.asked));
        let Self { fields: Fields { typed, aside, room, .. }, names: files, unnamed, .. } = self;
        Returned { typed, codename, given, nonce, problems, files, unnamed, desk, aside, cut_short, room }
    }
}

/// Waits for what blocks.
async fn on_worker<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, IntakeError> + Send + 'static,
) -> Result<T, IntakeError> {
    worker::start(work).await.map_err(|_| IntakeError::Worker)?
}
