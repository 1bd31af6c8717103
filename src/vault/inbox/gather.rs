//! Submissions while their parcels are gathered.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::against::Against;
use super::contested::{Claims, List, Rivals};
use super::error::InboxError;
use super::submission::{Answer, Attachment, Conversation, IdentityAnswers, Submission};
use crate::roster::Roster;
use crate::seal::{Day, DeskId, FormNonce, MailboxId, ParcelId, RosterRef, Stanzas, SubmissionId};
use crate::vault::closed::{Closed, Us};
use crate::vault::consents::{Changes, Given, Standing};
use crate::vault::facts::{Closing, Facts, Holds};
use crate::vault::file::VaultFile;

/// A submission while its parcels are gathered.
pub(super) struct Gathered<'a> {
    submission: Submission,
    here: HashSet<ParcelId>,
    /// Those of them that agree with the rosters and with a place where they lie.
    agreeing: HashSet<ParcelId>,
    /// Those of them that do not hold together.
    wrong: HashSet<ParcelId>,
    /// Something of it is here that is no reply.
    is_told: bool,
    /// One, unless somebody sealed another.
    testimonies: Vec<Testimony>,
    /// Likewise; `None` where its list makes no sense.
    closings: Vec<(ParcelId, Option<&'a Closing>)>,
    /// The identity parcels that this key opens.
    identity: Vec<(ParcelId, PathBuf)>,
    /// For each identity parcel that testimonies of other submissions name too.
    rivals: Vec<Rivals>,
}

/// A testimony that says it is of a submission.
struct Testimony {
    id: ParcelId,
    file: PathBuf,
    /// The sealed one: a server that lists a parcel elsewhere must not move it behind what the source said later.
    day: Day,
    language: String,
    nonce: FormNonce,
    /// The identity parcel that it names, and by which roster.
    named: Option<(ParcelId, RosterRef)>,
    /// Where replies to it go, and what it permits.
    mailbox: Option<MailboxId>,
    consent: Option<Given>,
}

/// Submissions by id and desk.
pub(super) type AllGathered<'a> = BTreeMap<(SubmissionId, DeskId), Gathered<'a>>;

/// The testimonies that name an identity parcel of their desk: of which submission, which, and by which roster. Those of one
/// submission stand together.
pub(super) type Naming = HashMap<(DeskId, ParcelId), Vec<(SubmissionId, ParcelId, RosterRef)>>;

/// Adds one parcel to its submission.
///
/// # Errors
/// Something of it makes no sense; what does is added all the same.
pub(super) fn gather<'a>(
    file: &VaultFile,
    facts: &'a Facts,
    against: &Against<'_>,
    gathered: &mut AllGathered<'a>,
    changes: &mut Changes,
) -> Result<(), InboxError> {
    let nonsense = facts.nonsense().map_or(Ok(()), |error| Err(InboxError::Open(file.path.clone(), error)));
    match &facts.holds {
        Holds::Cover => return Ok(()),
        // It is no submission of its own, and shows where it belongs to one.
        Holds::Consent { mailbox, change } => {
            if let Some(mailbox) = mailbox {
                changes.add(*mailbox, (file.id, facts.day), *change, against.disagreements(file, facts));
            }
            return nonsense;
        }
        _ => {}
    }
    let entry = gathered
        .entry((facts.submission, facts.desk.clone()))
        .or_insert_with(|| Gathered::new(Submission::empty(file, facts)));
    if let (true, Some(kind)) = (against.without.contains(&file.id), facts.holds.contestable()) {
        entry.submission.left_out.insert(file.id, kind);
        return Ok(());
    }
    entry.is_told |= !facts.is_reply();
    entry.doubt(file, facts, against);
    // One that the server lists under several days counts once.
    if entry.here.insert(file.id) {
        entry.add(file, facts);
    }
    nonsense
}

/// Which testimonies name which identity parcels.
pub(super) fn naming(gathered: &AllGathered<'_>) -> Naming {
    let mut naming = Naming::new();
    for ((submission, desk), one) in gathered {
        for told in &one.testimonies {
            if let Some((parcel, by)) = told.named {
                naming.entry((desk.clone(), parcel)).or_default().push((*submission, told.id, by));
            }
        }
    }
    naming
}

/// Why a parcel that does not open may be so; an identity parcel counts as here for every submission whose testimony names
/// it. Whose it is, nobody can tell who does not open it.
pub(super) fn explain(
    file: &VaultFile,
    stanzas: &Stanzas,
    us: &Us<'_>,
    naming: &Naming,
    gathered: &mut AllGathered<'_>,
) -> Result<Closed, String> {
    let named_by = naming.get(&(file.desk.clone(), file.id)).map_or(&[][..], Vec::as_slice);
    // A rogue may name it by a roster that there is not: one by which all is well suffices.
    let mut why = us.explain(file, stanzas, named_by.first().map(|(.., by)| *by));
    for (.., by) in named_by.iter().skip(1) {
        why = why.or_else(|_| us.explain(file, stanzas, Some(*by)));
    }
    let why = why.map_err(|why| format!("it is not sealed to this key{why}"))?;
    let is_shared = named_by.iter().any(|(submission, ..)| *submission != named_by[0].0);
    let all: Option<Arc<BTreeSet<_>>> =
        is_shared.then(|| Arc::new(named_by.iter().map(|(_, testimony, _)| *testimony).collect()));
    for of_one in named_by.chunk_by(|(a, ..), (b, ..)| a == b) {
        let Some(one) = gathered.get_mut(&(of_one[0].0, file.desk.clone())) else { continue };
        // One that the server lists under several days counts once.
        if one.here.insert(file.id) {
            let own = || of_one.iter().map(|(_, testimony, _)| *testimony).collect();
            one.rivals.extend(all.iter().map(|all| Rivals { all: Arc::clone(all), own: own() }));
        }
    }
    Ok(why)
}

impl<'a> Gathered<'a> {
    fn new(submission: Submission) -> Self {
        Self {
            submission,
            here: HashSet::new(),
            agreeing: HashSet::new(),
            wrong: HashSet::new(),
            is_told: false,
            testimonies: Vec::new(),
            closings: Vec::new(),
            identity: Vec::new(),
            rivals: Vec::new(),
        }
    }

    /// Adds what a parcel holds.
    fn add(&mut self, file: &VaultFile, facts: &'a Facts) {
        match &facts.holds {
            Holds::Testimony { mailbox, told, .. } => {
                let identity = told.as_ref().and_then(|told| told.identity);
                self.testimonies.push(Testimony {
                    id: file.id,
                    file: file.path.clone(),
                    day: facts.day,
                    language: facts.language.as_str().to_owned(),
                    nonce: facts.nonce,
                    named: identity.map(|parcel| (parcel, facts.roster)),
                    mailbox: *mailbox,
                    consent: told.as_ref().and_then(|told| told.consent.clone()),
                });
            }
            Holds::Identity { .. } => self.identity.push((file.id, file.path.clone())),
            Holds::Attachment { n, name, size, sha256, type_claimed, safe_name } => {
                self.submission.attachments.push(Attachment {
                    n: *n,
                    name: name.clone(),
                    size: *size,
                    sha256: *sha256,
                    type_claimed: type_claimed.clone(),
                    same_as: None,
                    parcel: file.id,
                    is_another: false,
                    safe_name: safe_name.clone(),
                    file: file.path.clone(),
                });
            }
            Holds::Closing(closing) => self.closings.push((file.id, closing.as_ref())),
            Holds::Reply { reviewer, .. } => {
                self.submission.reply_files.push((facts.day, file.id, file.path.clone(), reviewer.clone()));
            }
            Holds::Consent { .. } | Holds::Cover => {}
        }
    }

    /// Tells what of a parcel does not agree, or is odd. Of one that lies in several places, the one that agrees counts, as
    /// of changes of consent ([`Changes::sort`]): a stray copy is told and puts nothing in doubt.
    fn doubt(&mut self, file: &VaultFile, facts: &Facts, against: &Against<'_>) {
        let doubts = against.disagreements(file, facts);
        if doubts.is_empty() {
            self.agreeing.insert(file.id);
            self.submission.doubted.remove(&file.id);
        } else if !self.agreeing.contains(&file.id) {
            self.submission.doubted.insert(file.id);
        }
        if !facts.wrong.is_empty() {
            self.wrong.insert(file.id);
        }
        // What is certain makes what may be so needless to say.
        let odd = || against.not_yet(facts).or_else(|| against.too_early(facts));
        let odd = if doubts.is_empty() { odd() } else { None };
        let warnings = &mut self.submission.warnings;
        for warning in doubts.into_iter().chain(odd) {
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
    }

    /// False when nothing is here but replies: what they answered was withdrawn, or is not pulled yet.
    pub(super) const fn is_told(&self) -> bool {
        self.is_told
    }

    /// All that says it is of the submission.
    fn claims(&self) -> Claims {
        let named = |one: &Testimony| one.named.map(|(parcel, _)| parcel);
        let closed = self.testimonies.iter().filter_map(named).filter(|parcel| self.here.contains(parcel));
        Claims {
            testimonies: self.testimonies.iter().map(|one| (one.id, named(one))).collect(),
            closings: self.closings.iter().map(|(id, list)| (*id, list.map(List::of))).collect(),
            files: self.submission.attachments.iter().map(|file| (file.n, file.parcel)).collect(),
            identity: self.identity.iter().map(|(id, _)| *id).chain(closed).collect(),
            rivals: self.rivals.clone(),
        }
    }

    /// The submission as far as it is here.
    pub(super) fn settle(mut self, rosters: &[Roster], changes: &Changes, damaged: &HashSet<ParcelId>) -> Submission {
        let claims = self.claims();
        let named = self.show_testimony(&claims, changes);
        self.show_identity(named, rosters);
        let contests = claims.contests();
        let submission = &mut self.submission;
        submission.warnings.splice(0..0, contests.iter().map(|contest| contest.says.clone()));
        submission.contested = contests.iter().flat_map(|contest| contest.parcels.iter().copied()).collect();
        submission.contests = contests;
        submission.rivals = self.rivals.drain(..).map(|rivals| rivals.all).collect();
        submission.attachments.sort_by_cached_key(|file| (file.n, !claims.is_listed(file.parcel), file.parcel));
        let mut last = None;
        for file in &mut submission.attachments {
            file.is_another = last.replace(file.n) == Some(file.n);
        }
        submission.reply_files.sort();
        submission.replies = submission.reply_files.len();
        let answer = |(day, _, _, by): &(_, _, _, Option<_>)| Answer { day: *day, by: by.clone() };
        submission.answers = submission.reply_files.iter().map(answer).collect();
        self.hold_against_list(damaged);
        self.submission
    }

    /// Shows one testimony, and what counts of all; gives the identity parcel that it names, and by which roster.
    fn show_testimony(&mut self, claims: &Claims, changes: &Changes) -> Option<(ParcelId, RosterRef)> {
        if self.testimonies.is_empty() {
            return None;
        }
        // Of several the one is shown that a closing parcel lists: a rogue's own is not in the source's list.
        let shown = self.testimonies.iter().position(|one| claims.is_listed(one.id)).unwrap_or(0);
        let standings = self.testimonies.iter().map(|one| changes.standing(one.mailbox, one.day, one.consent.clone()));
        let mut standings: Vec<Standing> = standings.collect();
        // Whichever is the source's: what one of them takes back does not leave.
        let counts = standings.iter().position(Standing::is_withdrawn).unwrap_or(shown);
        let (standing, told) = (standings.swap_remove(counts), self.testimonies.swap_remove(shown));
        let submission = &mut self.submission;
        submission.consent.clone_from(&standing.effective);
        submission.warnings.extend(standing.doubts.iter().cloned());
        submission.standing = Some(standing);
        // A visit over midnight spans two days; the testimony's is the one shown.
        submission.day = told.day;
        submission.language = told.language;
        submission.testimony = true;
        submission.nonce = Some(told.nonce);
        submission.testimony_file = Some(told.file);
        submission.conversation = told.mailbox.map(Conversation::of);
        told.named
    }

    /// Shows the identity parcel that the testimony names, or else one that is here.
    fn show_identity(&mut self, named: Option<(ParcelId, RosterRef)>, rosters: &[Roster]) {
        let first = self.identity.first().map(|(id, _)| *id);
        let Some(parcel) = named.map(|(parcel, _)| parcel).or(first) else { return };
        let file = self.identity.iter().find(|(id, _)| *id == parcel).map(|(_, path)| path.clone());
        let roster = named.and_then(|(_, by)| rosters.iter().find(|roster| roster.reference() == by));
        let readers = roster.map_or(&[][..], |roster| roster.identity_reviewers(&self.submission.desk)).to_vec();
        let (readable, here) = (file.is_some(), self.here.contains(&parcel));
        self.submission.identity = Some(IdentityAnswers { parcel, readable, here, readers, file });
    }

    /// Says what is missing of what a closing parcel lists: of several that one which has the testimony that is shown.
    fn hold_against_list(&mut self, damaged: &HashSet<ParcelId>) {
        let told = self.submission.testimony_parcel();
        let mut lists = self.closings.iter().filter_map(|(_, list)| *list);
        let first = lists.clone().next();
        let of_shown = lists.find(|list| told.is_some_and(|id| list.parcels.contains(&id)));
        let Some(closing) = of_shown.or(first) else { return };
        let missing: Vec<&ParcelId> = closing.parcels.iter().filter(|id| !self.here.contains(id)).collect();
        let submission = &mut self.submission;
        submission.damaged = missing.iter().any(|id| damaged.contains(id));
        submission.missing = Some(missing.len());
        submission.complete = missing.is_empty() && !closing.parcels.iter().any(|id| self.wrong.contains(id));
        submission.not_kept.clone_from(&closing.not_kept);
    }
}

#[cfg(test)]
pub(super) mod tests;
