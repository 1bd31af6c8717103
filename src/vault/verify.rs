//! What was fetched, held against itself and the rosters.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::closed::ClosedParcel;
use super::custody::{Act, Outcome};
use super::facts::Facts;
use super::fetch::FetchedParcel;
use super::file::VaultFile;
use super::inbox::{self, Against, Inbox, InboxError, Submission};
use super::index::{Index, Seen};
use crate::seal::{Identity, Kind, ParcelId};

/// What came of looking at everything that was fetched.
#[derive(Debug, Default)]
pub struct Verified {
    /// What is not as it should be.
    pub complaints: Vec<String>,
    /// What is as it should be, and stays closed to this reviewer.
    pub closed: Vec<ClosedParcel>,
    /// How many submissions the vault holds.
    pub submissions: usize,
    /// What custody records of it, by submission.
    pub pulled: Vec<Act>,
    /// Some of it was here before: an earlier pull may have recorded it already.
    pub late: bool,
}

/// Opens and reads everything that is new, and what no pull has told of yet: one that broke off leaves its parcels so, and
/// one that opens nothing. Adds it to `index`; says what does not hold. `progress` is told the bytes of each parcel.
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
    let mut verified = Verified::default();
    let path = |p: &FetchedParcel| vault.join(format!("{}/{}/{}.age", p.desk, p.day, p.id));
    let new: HashSet<PathBuf> = new.iter().map(path).collect();
    let mut due = inbox::files(vault)?;
    due.retain(|file| new.contains(&file.path) || index.is_untold(file));
    if due.is_empty() {
        return Ok(verified);
    }
    verified.late = due.iter().any(|file| !new.contains(&file.path));
    for file in &due {
        let is_new = new.contains(&file.path);
        if is_new || index.seen(file).is_none() {
            // Of what was fetched now the digest was held against its bytes. What was damaged here since, `inbox` names.
            let looked = index.look(file, identity, is_new);
            verified.complaints.extend(looked.err().filter(|_| is_new).map(|error| error.to_string()));
        }
        progress(file.stamp.bytes());
    }
    let against = &against.knowing(index);
    let (mut not_ours, mut doubted, mut brought) = (HashSet::new(), BTreeSet::new(), BTreeSet::new());
    for file in &due {
        match index.seen(file) {
            Some(Seen::Open(facts)) => {
                let mut wrong = inbox::disagreements(file, facts, against);
                wrong.extend(facts.nonsense().map(|error| error.to_string()));
                if !wrong.is_empty() {
                    doubted.insert(file.id);
                }
                verified.complaints.extend(wrong.into_iter().map(|what| format!("parcel {}: {what}", file.id)));
                brought.insert((facts.submission, facts.desk.clone()));
                verified.pulled.extend(pulled(file, facts));
            }
            Some(Seen::Closed(_)) => {
                not_ours.insert(file.path.clone());
            }
            Some(Seen::Broken(why)) => verified.complaints.push(format!("{}: {why}", file.path.display())),
            None => {}
        }
        index.told(file);
    }
    // What stays closed is explained by what is open: the testimony may have come with an earlier pull.
    let inbox = Inbox::read(vault, index, identity, against, |_, _| {})?;
    verified.submissions = inbox.submissions.len();
    let sizes: HashMap<ParcelId, u64> = due.iter().map(|file| (file.id, file.stamp.bytes())).collect();
    verified.pulled.extend(inbox.submissions.iter().flat_map(|one| pulled_apart(one, &sizes)));
    for one in &inbox.submissions {
        if !one.also_in.is_empty() && brought.contains(&(one.id, one.desk.clone())) {
            verified.complaints.push(format!("submission {}/{}: {}", one.desk, one.id, one.in_two_desks()));
        }
        // Said when it happens; `inbox` says it as long as it is so. A new list can put in question what came before it.
        let is_new = one.contested.iter().any(|id| sizes.contains_key(id));
        for contest in one.contests.iter().filter(|_| is_new) {
            verified.complaints.push(format!("submission {}: {}", one.id, contest.says));
            doubted.extend(&contest.parcels);
        }
    }
    verified.pulled.iter_mut().for_each(|act| act.doubt(&doubted));
    verified.pulled.sort_by_key(Act::order);
    let ours = |path: &PathBuf| not_ours.contains(path);
    verified.closed = inbox.closed.into_iter().filter(|closed| ours(&closed.file.path)).collect();
    let unexplained = inbox.unreadable.into_iter().filter(|(path, _)| ours(path));
    verified.complaints.extend(unexplained.map(|(_, why)| why));
    Ok(verified)
}

/// That a parcel was pulled, as if all held. A change of consent stands alone; what it belongs to, the inbox tells.
fn pulled(file: &VaultFile, facts: &Facts) -> Option<Act> {
    let kind = Some(facts.holds.kind()).filter(|kind| *kind != Kind::Consent)?;
    Act::pulled((facts.submission, &facts.desk), kind, (file.id, file.stamp.bytes()), Outcome::Verified)
}

/// What belongs to a submission and does not say so itself: changes of consent, and an identity parcel for others.
fn pulled_apart(submission: &Submission, sizes: &HashMap<ParcelId, u64>) -> Vec<Act> {
    let of = (submission.id, &submission.desk);
    let act = |kind, id: ParcelId, result| Act::pulled(of, kind, (id, *sizes.get(&id)?), result);
    let changes = submission.standing().into_iter().flat_map(|standing| &standing.changes);
    let changes = changes.filter_map(|id| act(Kind::Consent, *id, Outcome::Verified));
    let closed = submission.identity.iter().filter(|identity| identity.here && !identity.readable);
    changes.chain(closed.filter_map(|identity| act(Kind::Identity, identity.parcel, Outcome::Sealed))).collect()
}
