//! What commands say of a submission that is not here as a whole.

use super::CommandError;
use super::output::talk;
use crate::vault::{Lack, Submission};

/// Warns where the list of all that belongs to it is not here.
pub(super) fn warn_of_no_list(submission: &Submission) {
    if submission.lack() == Some(Lack::List) {
        talk(&format!(
            "! The list of the parcels of submission {} is not here, so nobody can tell whether all of it is: a visit broke \
             off, or it was not pulled",
            submission.id
        ));
    }
}

/// How what is missing comes here.
const PULL: &str = "`amparo pull` fetches what the server has of it (without --below)";

/// That so many of its parcels are not here, and what can be done beside a pull.
pub(super) fn parcels_away(submission: &Submission, count: usize, beside: Option<&str>) -> CommandError {
    let of_it = format!("of the parcels of submission {}", submission.id);
    let says = match count {
        1 => format!("1 {of_it} is not here"),
        _ => format!("{count} {of_it} are not here"),
    };
    let mend = beside.map_or_else(|| PULL.to_owned(), |beside| format!("{PULL}; {beside}"));
    // Where something else lies in its place, that is worse than to lack it.
    if submission.damaged { CommandError::unverified(says).mend(&mend) } else { CommandError::failed(says).mend(&mend) }
}
