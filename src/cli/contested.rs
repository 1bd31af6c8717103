//! What commands say of a submission of which not all parcels can be the source's, and how one is left out.

use std::collections::BTreeSet;

use super::errors::not_one;
use super::inbox::open;
use super::output::{how_many, talk};
use super::{CommandError, Shared};
use crate::seal::ParcelId;
use crate::vault::{Beginning, Home, Inbox, ReviewerKeys, Submission};

/// The same as [`opened_without`], where the inbox suffices.
pub(super) fn open_without(
    shared: &Shared,
    whose: (&Home, &ReviewerKeys),
    ids: &[Beginning],
    without: &[Beginning],
) -> Result<Inbox, CommandError> {
    opened_without(shared, whose, |_| Ok(ids.to_vec()), without).map(|(inbox, _)| inbox)
}

/// Opens the vault. Parcels whose ids begin as `without` says, each one that is contested, are left out as not the source's,
/// and given back. They are of the submissions that `ids` names, which hears what is left out already.
pub(super) fn opened_without(
    shared: &Shared,
    (home, keys): (&Home, &ReviewerKeys),
    mut ids: impl FnMut(&BTreeSet<ParcelId>) -> Result<Vec<Beginning>, CommandError>,
    without: &[Beginning],
) -> Result<(Inbox, BTreeSet<ParcelId>), CommandError> {
    let mut opened = open(shared, home, keys)?;
    let (mut left_out, mut rest) = (BTreeSet::new(), without.iter().collect::<Vec<_>>());
    // Without one testimony, the list that has that alone is contested too: so what is named may show only by and by.
    while !rest.is_empty() {
        let mut contested = BTreeSet::<ParcelId>::new();
        for id in &ids(&left_out)? {
            contested.extend(opened.inbox.find(id)?.can_be_left_out());
        }
        let is_contested = |prefix: &&Beginning| contested.iter().any(|id| prefix.fits(id));
        let (now, later): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_contested);
        for prefix in if now.is_empty() { &later } else { &now } {
            left_out.insert(one_of(&contested, prefix)?);
        }
        opened.leave_out((home, keys), left_out.clone())?;
        rest = later;
    }
    Ok((opened.inbox, left_out))
}

/// The one of these parcels whose id begins so.
fn one_of(contested: &BTreeSet<ParcelId>, prefix: &Beginning) -> Result<ParcelId, CommandError> {
    let matching: Vec<_> = contested.iter().filter(|id| prefix.fits(id)).collect();
    let not_one = |mend| not_one(matching.len(), "contested parcel", "contested parcels", prefix, mend);
    match matching[..] {
        [id] => Ok(*id),
        [_, ..] => Err(not_one("give more of it to --without")),
        [] => Err(not_one("`amparo read ID` names the contested parcels of a submission")
            .because("only what is contested can be left out: all else is the source's, as far as anybody can tell")),
    }
}

/// Warns of all that does not hold together in a submission.
pub(super) fn warn(submission: &Submission) {
    for warning in &submission.warnings {
        talk(&format!("! {warning}"));
    }
    if !submission.contested.is_empty() {
        talk(
            "! Nobody can tell by these parcels alone which the source sent: somebody who knows the desk's keys may have \
             sealed one. Ask your colleagues and the operator before you rely on any.",
        );
    }
}

/// Refuses to `act` (as "exported") on a submission of which parcels are contested.
pub(super) fn refused(submission: &Submission, act: &str) -> CommandError {
    let why: Vec<&str> = submission.contests.iter().map(|contest| contest.says.as_str()).collect();
    CommandError::unverified(format!("submission {} is contested, and was not {act}", submission.id))
        .because(why.join("\n"))
        .mend(
            "find out which the source sent: `amparo read ID --without PARCEL` shows it as if that parcel were not there; \
             then leave out what is not theirs in the same way here",
        )
}

/// Refuses to `act` (as "exported") on a submission of which parcels are not what they should be; `all_the_same` says how it
/// goes on.
pub(super) fn doubted(submission: &Submission, act: &str, all_the_same: &str) -> CommandError {
    CommandError::unverified(format!(
        "submission {} has {}, and was not {act}",
        submission.id,
        how_many(submission.doubted.len(), "parcel that is doubted", "parcels that are doubted")
    ))
    .because(submission.warnings.join("\n"))
    .mend(&format!(
        "ask the custodian and the operator how that came; {all_the_same}, and custody says that it is doubted"
    ))
}
