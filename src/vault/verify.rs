//! What was fetched, held against itself and the rosters.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::beginning::Beginning;
use super::closed::ClosedParcel;
use super::consents::Standing;
use super::custody::{Act, Outcome};
use super::facts::Facts;
use super::fetch::FetchedParcel;
use super::file::VaultFile;
use super::inbox::{self, Against, Inbox, InboxError, Submission};
use super::index::{Index, Seen};
use crate::seal::{DeskId, Identity, Kind, MailboxId, ParcelId, SubmissionId};

/// What came of looking at everything that was fetched.
#[derive(Debug, Default)]
pub struct Verified {
    /// What is not as it should be.
    pub complaints: Vec<String>,
    /// What is as it should be, and stays closed to this reviewer.
    pub closed: Vec<ClosedParcel>,
    /// The submissions whose testimony came.
    pub told: Vec<SubmissionId>,
    /// How many submissions the vault holds.
    pub submissions: usize,
    /// What custody records of it, by submission: what was fetched, and what was found.
    pub acts: Vec<Act>,
    /// Some of it was here before: an earlier pull may have recorded it already.
    pub late: bool,
}

/// Opens and reads everything that is new, and what no pull has told of yet: one that broke off leaves its parcels so, and
/// one that opens nothing. Adds it to `index`; says what does not hold. `progress` is told the bytes of each parcel.
///
/// Of what this pull did not fetch nobody can tell any more whether an earlier one did, or whether somebody laid it here:
/// custody says of it that it was found.
///
/// # Errors
/// The vault cannot be read.
pub fn verify(
    vault: &Path,
    index: &mut Index,
    new: &[FetchedParcel],
    identity: &Identity,
    against: &Against<'_>,
    mut progress: impl FnMut(u64),
) -> Result<Verified, InboxError> {
    let path = |p: &FetchedParcel| vault.join(format!("{}/{}/{}.age", p.desk, p.day, p.id));
    let new: HashSet<PathBuf> = new.iter().map(path).collect();
    let all = inbox::files(vault)?;
    let due: Vec<&VaultFile> = all.iter().filter(|file| new.contains(&file.path) || index.is_untold(file)).collect();
    if due.is_empty() {
        return Ok(Verified::default());
    }
    let mut telling = Telling::of(&due, &new);
    for file in &due {
        let is_new = new.contains(&file.path);
        if is_new || index.seen(file).is_none() {
            // Of what was fetched now the digest was held against its bytes. What was damaged here since, `inbox` names.
            let looked = index.look(file, identity, is_new);
            telling.verified.complaints.extend(looked.err().filter(|_| is_new).map(|error| error.to_string()));
        }
        progress(file.stamp.bytes());
    }
    let against = &against.knowing(index);
    for file in &due {
        telling.parcel(file, index.seen(file), against);
        index.told(file);
    }
    // Of one that lies in several places, that which agrees with its seal counts; a stray copy was complained of.
    for file in &all {
        if telling.doubted.contains(&file.id)
            && let Some(Seen::Open(facts)) = index.seen(file)
            && wrong_with(file, facts, against).is_empty()
        {
            telling.doubted.remove(&file.id);
        }
    }
    // What stays closed is explained by what is open: the testimony may have come with an earlier pull.
    let inbox = Inbox::read(vault, index, identity, against, |_, _| {})?;
    let changes = ChangesTold::of(&inbox.submissions, &telling.came);
    inbox.submissions.iter().for_each(|one| telling.submission(one, &changes));
    telling.verified.complaints.extend(changes.complaints());
    Ok(telling.whole(inbox))
}

/// What is told of the parcels that are due, as it comes together.
#[derive(Default)]
struct Telling {
    verified: Verified,
    /// How they came.
    came: HashMap<ParcelId, Came>,
    /// Which of them are in question.
    doubted: BTreeSet<ParcelId>,
    /// Submissions whose testimony came.
    told: BTreeSet<(SubmissionId, DeskId)>,
    /// Submissions of which some came.
    brought: BTreeSet<(SubmissionId, DeskId)>,
    /// Those that stay closed to this reviewer.
    not_ours: HashSet<PathBuf>,
}

impl Telling {
    fn of(due: &[&VaultFile], new: &HashSet<PathBuf>) -> Self {
        let mut telling = Self::default();
        for file in due {
            let is_new = new.contains(&file.path);
            telling.verified.late |= !is_new;
            let came = telling.came.entry(file.id).or_insert(Came { bytes: file.stamp.bytes(), is_new: false });
            came.is_new |= is_new;
        }
        telling
    }

    /// Adds what a parcel that is due tells by itself.
    fn parcel(&mut self, file: &VaultFile, seen: Option<&Seen>, against: &Against<'_>) {
        let told = &mut self.verified;
        match seen {
            Some(Seen::Open(facts)) => {
                let wrong = wrong_with(file, facts, against);
                if !wrong.is_empty() {
                    self.doubted.insert(file.id);
                }
                told.complaints.extend(wrong.into_iter().map(|what| format!("parcel {}: {what}", file.id)));
                self.brought.insert((facts.submission, facts.desk.clone()));
                if facts.holds.kind() == Kind::Testimony {
                    self.told.insert((facts.submission, facts.desk.clone()));
                }
                // A change of consent stands alone; what it belongs to, the inbox tells.
                let kind = Some(facts.holds.kind()).filter(|kind| *kind != Kind::Consent);
                let of = (facts.submission, &facts.desk);
                told.acts.extend(kind.and_then(|kind| self.came[&file.id].act(of, kind, file.id, Outcome::Verified)));
            }
            Some(Seen::Closed(_)) => {
                self.not_ours.insert(file.path.clone());
            }
            Some(Seen::Broken(why)) => told.complaints.push(format!("{}: {why}", file.path.display())),
            None => {}
        }
    }

    /// Adds what only all of a submission tells.
    fn submission(&mut self, one: &Submission, changes: &ChangesTold) {
        let told = &mut self.verified;
        told.acts.extend(came_apart(one, &self.came, changes));
        if !one.also_in.is_empty() && self.brought.contains(&(one.id, one.desk.clone())) {
            let which = Beginning::of(one.id, &one.desk);
            told.complaints.push(format!("submission {which}: {}", one.in_two_desks()));
        }
        // Said when it happens; `inbox` says it as long as it is so. A new list can put in question what came before it.
        let is_new = one.contested.iter().any(|id| self.came.contains_key(id));
        for contest in one.contests.iter().filter(|_| is_new) {
            told.complaints.push(format!("submission {}: {}", one.id, contest.says));
            self.doubted.extend(&contest.parcels);
        }
    }

    /// All of it, with what stays closed.
    fn whole(self, inbox: Inbox) -> Verified {
        let Self { mut verified, told, doubted, not_ours, .. } = self;
        verified.submissions = inbox.submissions.len();
        let is_told = |one: &&Submission| told.contains(&(one.id, one.desk.clone()));
        verified.told = inbox.submissions.iter().filter(is_told).map(|one| one.id).collect();
        verified.acts.iter_mut().for_each(|act| act.doubt(&doubted));
        verified.acts.sort_by_key(Act::order);
        let ours = |path: &PathBuf| not_ours.contains(path);
        verified.closed = inbox.closed.into_iter().filter(|closed| ours(&closed.file.path)).collect();
        let unexplained = inbox.unreadable.into_iter().filter(|(path, _)| ours(path));
        verified.complaints.extend(unexplained.map(|(_, why)| why));
        verified
    }
}

/// What a parcel tells that does not hold or makes no sense.
fn wrong_with(file: &VaultFile, facts: &Facts, against: &Against<'_>) -> Vec<String> {
    let mut wrong = against.disagreements(file, facts);
    wrong.extend(facts.nonsense().map(|error| error.to_string()));
    wrong
}

/// How a parcel came into the vault, as far as this pull knows.
#[derive(Clone, Copy)]
struct Came {
    bytes: u64,
    /// It was fetched now.
    is_new: bool,
}

impl Came {
    /// That it came, as custody records it; `None` for a cover parcel.
    fn act(self, of: (SubmissionId, &DeskId), kind: Kind, id: ParcelId, result: Outcome) -> Option<Act> {
        let act = if self.is_new { Act::pulled } else { Act::found };
        act(of, kind, (id, self.bytes), result)
    }
}

/// What belongs to a submission and does not say so itself: changes of consent, and an identity parcel for others.
fn came_apart(submission: &Submission, came: &HashMap<ParcelId, Came>, told: &ChangesTold) -> Vec<Act> {
    let of = (submission.id, &submission.desk);
    let act = |kind, id: ParcelId, result| came.get(&id)?.act(of, kind, id, result);
    let mut changes = changes_that_came(submission, came);
    changes.drain(..changes.len().saturating_sub(told.most_of(submission)));
    let changes = changes.into_iter().filter_map(|id| act(Kind::Consent, id, Outcome::Verified));
    let closed = submission.identity.iter().filter(|identity| identity.here && !identity.readable);
    changes.chain(closed.filter_map(|identity| act(Kind::Identity, identity.parcel, Outcome::Sealed))).collect()
}

/// Those of a submission's changes of consent that are told of now, oldest first.
fn changes_that_came(submission: &Submission, came: &HashMap<ParcelId, Came>) -> Vec<ParcelId> {
    let changes = submission.standing().into_iter().flat_map(Standing::changes);
    changes.copied().filter(|id| came.contains_key(id)).collect()
}

/// So many acts at most tell of the changes of one source that came at once, each change with each of their submissions. Who
/// tells hundreds of times and changes as often what they permit would fill memory and disk with the product of both.
const MOST_CHANGES_TOLD: usize = 4096;

/// How many of the changes of a source custody tells with each of their submissions.
#[derive(Default)]
struct ChangesTold(BTreeMap<MailboxId, OfSource>);

/// The submissions and changes of one source.
struct OfSource {
    /// One of the submissions, and how many there are to which changes came.
    first: SubmissionId,
    submissions: usize,
    /// The changes of each, all together.
    told: usize,
}

impl ChangesTold {
    fn of(submissions: &[Submission], came: &HashMap<ParcelId, Came>) -> Self {
        let mut all = Self::default();
        for one in submissions {
            let Some(mailbox) = one.standing().and_then(|standing| standing.mailbox) else { continue };
            let changes = changes_that_came(one, came).len();
            if changes > 0 {
                let of = all.0.entry(mailbox).or_insert(OfSource { first: one.id, submissions: 0, told: 0 });
                of.submissions += 1;
                of.told += changes;
            }
        }
        all
    }

    /// So many of the changes that came to a submission are told, the last ones.
    fn most_of(&self, submission: &Submission) -> usize {
        let mailbox = submission.standing().and_then(|standing| standing.mailbox);
        mailbox.and_then(|mailbox| self.0.get(&mailbox)).map_or(usize::MAX, OfSource::most)
    }

    fn complaints(&self) -> impl Iterator<Item = String> {
        self.0.values().filter(|of| of.told > MOST_CHANGES_TOLD).map(|of| {
            let OfSource { first, submissions, told } = of;
            format!(
                "submission {first}: its source told {submissions} times and changed what they permit so often that custody would \
                 have {told} acts of it: with each of their submissions it has the last {} of those changes",
                of.most()
            )
        })
    }
}

impl OfSource {
    fn most(&self) -> usize {
        if self.told <= MOST_CHANGES_TOLD { usize::MAX } else { (MOST_CHANGES_TOLD / self.submissions).max(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::inbox::of_one_source;
    use super::*;
    use crate::seal::Digest;

    #[test]
    fn who_tells_often_and_changes_as_often_what_they_permit_fills_custody_with_no_product_of_both() {
        // How many acts with each submission, and how many complaints.
        for (testimonies, changes, most, complaints) in [(3, 2, 2, 0), (64, 64, 64, 0), (600, 500, 6, 1)] {
            let (submissions, parcels) = of_one_source(testimonies, changes);
            let came = parcels.iter().map(|id| (*id, Came { bytes: 1, is_new: true })).collect();
            let told = ChangesTold::of(&submissions, &came);
            assert_eq!(told.complaints().count(), complaints);
            let last: Vec<Digest> =
                parcels[parcels.len() - most..].iter().map(|id| Digest::from_bytes(*id.as_bytes())).collect();
            for one in &submissions {
                let acts = came_apart(one, &came, &told);
                let named: Vec<Digest> = acts.iter().filter_map(|act| Some(act.order().1?.1)).collect();
                assert_eq!(named, last, "the last ones decide what holds");
                let [all, shared] = [one, &submissions[0]].map(|one| one.standing().unwrap().changes());
                assert!(all.len() == parcels.len() && std::ptr::eq(all, shared), "all of them are kept once");
            }
        }
    }
}
