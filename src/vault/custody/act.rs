//! What a command did, before it becomes an event.

use std::collections::BTreeSet;
use std::path::Path;

use super::event::{ActKind, Agent, Basis, Event, Line, Object, Outcome, What};
use crate::seal::{Day, DeskId, Digest, Kind, ParcelId, SOFTWARE, SubmissionId};
use crate::vault::inbox::{Attachment, Submission};

/// An act on a submission, to be recorded.
#[derive(Clone, Debug)]
pub struct Act {
    pub(super) submission: SubmissionId,
    pub(super) desk: DeskId,
    pub(super) kind: ActKind,
    pub(super) had: Vec<Object>,
    pub(super) made: Vec<Object>,
    pub(super) basis: Option<Basis>,
    pub(super) to: Option<Line>,
    pub(super) remark: Option<Line>,
    pub(super) result: Outcome,
}

/// A parcel, as an event names it.
fn sealed(what: What, id: ParcelId, bytes: u64) -> Object {
    Object { what, sha256: Digest::from_bytes(*id.as_bytes()), bytes }
}

/// What is known of a parcel that opened: one that does not agree with its seal, its place or the rosters, or that others
/// contest, is doubted whenever something is done with it.
fn held(submission: &Submission, parcel: Option<ParcelId>) -> Outcome {
    let is_doubted = parcel.is_some_and(|id| submission.doubted.contains(&id) || submission.contested.contains(&id));
    if is_doubted { Outcome::Doubted } else { Outcome::Verified }
}

impl Act {
    fn new(submission: SubmissionId, desk: &DeskId, kind: ActKind, result: Outcome) -> Self {
        let (had, made) = (Vec::new(), Vec::new());
        Self { submission, desk: desk.clone(), kind, had, made, basis: None, to: None, remark: None, result }
    }

    fn on(submission: &Submission, kind: ActKind, result: Outcome) -> Self {
        Self::new(submission.id, &submission.desk, kind, result)
    }

    /// A parcel of a submission was fetched; `None` for a cover parcel.
    pub fn pulled(
        (submission, desk): (SubmissionId, &DeskId),
        kind: Kind,
        (id, bytes): (ParcelId, u64),
        result: Outcome,
    ) -> Option<Self> {
        let mut act = Self::new(submission, desk, ActKind::Pulled, result);
        act.made.push(sealed(What::parcel(kind)?, id, bytes));
        Some(act)
    }

    /// A parcel of a submission was here when a pull first told of it, and that pull did not fetch it; `None` for a cover
    /// parcel.
    pub fn found(
        (submission, desk): (SubmissionId, &DeskId),
        kind: Kind,
        (id, bytes): (ParcelId, u64),
        result: Outcome,
    ) -> Option<Self> {
        let mut act = Self::new(submission, desk, ActKind::Found, result);
        act.had.push(sealed(What::parcel(kind)?, id, bytes));
        Some(act)
    }

    /// Something is wrong with these parcels: one of them that was pulled or found does not hold.
    pub(in crate::vault) fn doubt(&mut self, parcels: &BTreeSet<ParcelId>) {
        let names = |object: &Object| parcels.contains(&ParcelId::from_bytes(*object.sha256.as_bytes()));
        if self.objects().any(names) {
            self.result = Outcome::Doubted;
        }
    }

    /// What it had and what it made.
    fn objects(&self) -> impl Iterator<Item = &Object> {
        self.had.iter().chain(&self.made)
    }

    /// Whether an event tells as much: of a parcel that was found, any that says how it came, and of a doubt, one that
    /// doubts it.
    pub(super) fn is_told_by(&self, says: &Event) -> bool {
        if self.kind != ActKind::Found {
            return (says.act, says.result) == (self.kind, self.result) && says.made == self.made;
        }
        let names_it = || self.had.iter().all(|own| says.objects().any(|object| object.sha256 == own.sha256));
        let tells_how = matches!(says.act, ActKind::Pulled | ActKind::Found);
        tells_how && (self.result != Outcome::Doubted || says.result == Outcome::Doubted) && names_it()
    }

    /// The event that it becomes at this place of its chain.
    pub(super) fn at(&self, seq: u64, prev: Digest, agent: &Agent, day: Day) -> Event {
        Event {
            submission: self.submission,
            desk: self.desk.clone(),
            seq,
            prev,
            day,
            act: self.kind,
            agent: agent.clone(),
            tool: SOFTWARE.to_owned(),
            had: self.had.clone(),
            made: self.made.clone(),
            basis: self.basis,
            to: self.to.clone(),
            remark: self.remark.clone(),
            result: self.result,
        }
    }

    /// By submission, the testimony first, then by id: the order of a pull tells no order of arrival, and not what kind of
    /// parcel an event is about that is withheld.
    pub fn order(&self) -> (SubmissionId, Option<(bool, Digest)>) {
        (self.submission, self.objects().next().map(|object| (object.what != What::Testimony, object.sha256)))
    }

    /// A parcel that this act had was there already, and nothing tells how it came.
    pub(super) fn had_found(&self, object: Object) -> Self {
        let mut act = Self::new(self.submission, &self.desk, ActKind::Found, Outcome::Done);
        act.had.push(object);
        act
    }

    /// The testimony was opened and shown.
    pub fn opened(submission: &Submission) -> Self {
        let mut act = Self::on(submission, ActKind::Opened, held(submission, submission.testimony_parcel()));
        act.had.extend(submission.sealed_testimony().map(|(id, bytes)| sealed(What::Testimony, id, bytes)));
        act
    }

    /// The answers that identify people were opened and shown.
    pub fn identity_opened(submission: &Submission) -> Self {
        let parcel = submission.identity.as_ref().map(|identity| identity.parcel);
        let mut act = Self::on(submission, ActKind::IdentityOpened, held(submission, parcel));
        act.had.extend(submission.sealed_identity().map(|(id, bytes)| sealed(What::Identity, id, bytes)));
        act
    }

    /// The parcel at `file` was to be opened, and is not what it is named by; `None` where none of the submission's lies
    /// there.
    pub fn doubted(submission: &Submission, file: &Path) -> Option<Self> {
        let attachment = || submission.attachments.iter().find(|one| one.parcel_file() == file);
        let (kind, what, parcel) = if submission.testimony_file() == Some(file) {
            (ActKind::Opened, What::Testimony, submission.sealed_testimony())
        } else if submission.identity_file() == Some(file) {
            (ActKind::IdentityOpened, What::Identity, submission.sealed_identity())
        } else {
            (ActKind::Extracted, What::Attachment, attachment().and_then(Attachment::sealed))
        };
        let (id, bytes) = parcel?;
        let mut act = Self::on(submission, kind, Outcome::Doubted);
        act.had.push(sealed(what, id, bytes));
        Some(act)
    }

    /// A file was written out, bit for bit.
    pub fn extracted(submission: &Submission, file: &Attachment) -> Self {
        let mut act = Self::on(submission, ActKind::Extracted, held(submission, Some(file.parcel)));
        act.had.extend(file.sealed().map(|(id, bytes)| sealed(What::Attachment, id, bytes)));
        act.made.push(Object { what: What::File, sha256: file.sha256, bytes: file.size });
        act
    }

    /// A copy was made of a file that is not the original; `copy` is its digest and length.
    pub fn working_copy(submission: &Submission, file: &Attachment, copy: (Digest, u64)) -> Self {
        let mut act = Self::on(submission, ActKind::WorkingCopy, Outcome::Done);
        act.had.push(Object { what: What::File, sha256: file.sha256, bytes: file.size });
        act.made.push(Object { what: What::Copy, sha256: copy.0, bytes: copy.1 });
        act
    }

    /// The reviewer's own labels or notes were changed.
    pub fn labelled(submission: &Submission) -> Self {
        Self::on(submission, ActKind::Labelled, Outcome::Done)
    }

    /// A bag was written; `bag` is the digest and length of its `tagmanifest-sha256.txt`.
    pub fn exported(submission: &Submission, bag: (Digest, u64), basis: Basis) -> Self {
        let mut act = Self::on(submission, ActKind::Exported, Outcome::Done);
        act.had.extend(submission.sealed_testimony().map(|(id, bytes)| sealed(What::Testimony, id, bytes)));
        act.made.push(Object { what: What::Bag, sha256: bag.0, bytes: bag.1 });
        act.basis = Some(basis);
        act
    }

    /// The bag that `exported` made was handed over to somebody; `None` when that event is no export.
    pub fn handed_over(exported: &Event, to: Line, remark: Option<Line>) -> Option<Self> {
        let bag = exported.bag()?;
        let mut act = Self::new(exported.submission, &exported.desk, ActKind::HandedOver, Outcome::Done);
        act.had.push(*bag);
        act.basis = exported.basis;
        act.to = Some(to);
        act.remark = remark;
        Some(act)
    }
}
