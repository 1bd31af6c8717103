use std::collections::BTreeSet;

use serde_json::json;

use super::contested::{opened_without, refused, warn};
use super::inbox::{keep_index, open_index};
use super::named::named;
use super::options::{OneId, Tor, Without};
use super::output::{how_many, print_json, progress, talk};
use super::{CommandError, Shared};
use crate::link::wire::{ParcelOutcome, Removal};
use crate::roster::{DeskEntry, Roster};
use crate::seal::{Clock, Day, ParcelId};
use crate::vault::{Against, Beginning, Home, HomeError, Remote, ReviewerKeys, Submission, Withdrawable, converse};

/// Remove a testimony for good, as its source asked
///
/// Signs that all that the source sent to the desk under the same nine words, until the day on which they asked
/// for it back, be removed from the server and from every vault. As many reviewers as the roster asks for must do
/// so; each desk has a grace period that begins on that day. What remains is a tombstone for each parcel, which
/// says that something was withdrawn and who signed. Nothing is removed that no source asked for, and nothing whose
/// testimony is contested, until --without names what is not the source's: what
/// says it is of the same submission goes all the same, and what is another's stays. Pull before.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo withdraw 3f2a\n  amparo withdraw 3f2a --json")]
pub(super) struct Withdraw {
    #[command(flatten)]
    submission: OneId,
    #[command(flatten)]
    left_out: Without,
    #[command(flatten)]
    tor: Tor,
}

impl Withdraw {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let rosters = home.rosters()?;
        let keys = shared.keys(&home)?;
        let roster = rosters.last().ok_or(HomeError::NotJoined)?;
        let (found, stays) = self.find(shared, (&home, &keys), &rosters)?;
        let Some(asked) = found.asked else {
            return Err(CommandError::failed("nothing was signed")
                .because("the source has not asked for it, as far as this vault knows")
                .mend(
                    "fetch what arrived with `amparo pull`; only who holds the nine words can ask, on the mailbox page",
                ));
        };
        let (reviewer, desk) = named(roster, &keys, &found.desk, "signed")?;
        let not_before = asked.plus(i64::from(desk.withdrawal_grace_days));
        let notes = found.notes(not_before, &reviewer.id, &keys.signing);
        let notes = notes.map_err(|error| {
            CommandError::failed("nothing was signed").because(error).mend("bring your signing key back from a copy")
        })?;
        let outcomes = converse(async {
            let mut remote = Remote::of(roster, &keys.signing, self.tor.socks).await?;
            Ok::<_, CommandError>(remote.withdraw(&notes).await?)
        })??;
        Signed { found: &found, stays: &stays, desk, asked, not_before, outcomes: &outcomes }.tell(shared)
    }

    /// What goes, when it is the source's beyond doubt: nobody brings back what a rogue's testimony led a wish to. And what
    /// is left out and stays: it is another submission's.
    fn find(
        &self,
        shared: &Shared,
        (home, keys): (&Home, &ReviewerKeys),
        rosters: &[Roster],
    ) -> Result<(Withdrawable, BTreeSet<ParcelId>), CommandError> {
        let mut index = open_index(home, keys);
        let mut find = |without: &BTreeSet<ParcelId>| {
            let against = Against { without: without.clone(), ..Against::new(rosters, Clock::system().today()) };
            let bar = progress(false).with_message("opening");
            let found = Withdrawable::find(
                &home.vault(),
                &mut index,
                &keys.identity,
                &self.submission.id,
                &against,
                |done, all| {
                    bar.set_length(all as u64);
                    bar.set_position(done as u64);
                },
            );
            bar.finish_and_clear();
            found
        };
        // Without a rogue's testimony the wish may be another source's, and lead to other submissions.
        let ids = |left_out: &BTreeSet<ParcelId>| {
            let found = find(left_out)?;
            Ok(found.submissions.iter().map(|id| Beginning::of(*id, &found.desk)).collect())
        };
        let (inbox, left_out) = opened_without(shared, (home, keys), ids, &self.left_out.without)?;
        let found = find(&left_out)?;
        keep_index(shared, home, &index, keys);
        let is_going = |one: &&Submission| one.desk == found.desk && found.submissions.contains(&one.id);
        let going: Vec<&Submission> = inbox.submissions.iter().filter(is_going).collect();
        for submission in &going {
            warn(submission);
        }
        if let Some(one) = going.iter().find(|one| one.testimony_is_contested()) {
            return Err(refused(one, "withdrawn"));
        }
        let stays = left_out.difference(&found.parcels).copied().collect();
        Ok((found, stays))
    }
}

/// What was signed for, and what the server said of it.
struct Signed<'a> {
    found: &'a Withdrawable,
    /// Left out of it: another submission's.
    stays: &'a BTreeSet<ParcelId>,
    desk: &'a DeskEntry,
    asked: Day,
    not_before: Day,
    outcomes: &'a [ParcelOutcome],
}

impl Signed<'_> {
    fn count(&self, removal: Removal) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.removal == removal).count()
    }

    /// How many have signed, of the parcel that the fewest have signed for; `None` where none waits for others.
    fn signatures(&self) -> Option<u32> {
        let waits = self.outcomes.iter().filter(|outcome| outcome.removal == Removal::Waiting);
        waits.map(|outcome| outcome.signatures).min()
    }

    fn tell(&self, shared: &Shared) -> Result<(), CommandError> {
        let Self { found, desk, .. } = self;
        if shared.json {
            print_json(&json!({
                "submissions": found.submissions, "desk": found.desk, "asked": self.asked, "not_before": self.not_before,
                "parcels": self.outcomes.len(), "removed": self.count(Removal::Done),
                "waiting": self.count(Removal::Waiting), "missing": self.count(Removal::Missing),
                "absent": found.absent.len(), "closed": found.closed.len(), "stays": self.stays,
                "signatures": self.signatures(), "needed": desk.withdrawal_signatures,
            }))?;
        } else {
            self.tell_in_words();
        }
        match self.count(Removal::OtherDay) {
            0 => Ok(()),
            other_day => Err(CommandError::failed(format!(
                "{} signed for another day by another reviewer",
                how_many(other_day, "of the parcels was", "of the parcels were")
            ))
            .because("your vaults know of different wishes, or your rosters of different grace periods")
            .mend("pull, all of you, and sign again")),
        }
    }

    fn tell_in_words(&self) {
        let Self { found, asked, not_before, .. } = self;
        talk(&format!(
            "The source asked on {asked}. You signed for {} of {}.",
            how_many(self.outcomes.len(), "parcel", "parcels"),
            how_many(found.submissions.len(), "submission", "submissions")
        ));
        if !found.absent.is_empty() {
            talk(&format!(
                "{} not in your vault, and you did not sign for what is not. If the server still has it: amparo pull, and \
                 withdraw again.",
                how_many(found.absent.len(), "more that it names is", "more that it names are")
            ));
        }
        if !found.closed.is_empty() {
            talk(&format!(
                "{} not open here. Anybody can name a parcel, so you did not sign for what stays closed: whoever of desk {} opens \
                 it can.",
                how_many(found.closed.len(), "more that it names does", "more that it names do"),
                found.desk
            ));
        }
        for parcel in self.stays {
            talk(&format!("Parcel {parcel} is of another submission: it stays, and you did not sign for it."));
        }
        let needed = self.desk.withdrawal_signatures;
        match self.signatures() {
            None if self.count(Removal::OtherDay) > 0 => {}
            None => talk("The server has removed them. Your vault loses them with: amparo pull"),
            Some(have) if have < needed => talk(&format!(
                "{have} of {needed} signatures are there. The server removes them when enough reviewers of desk {} \
                 have signed, from {not_before} on.",
                found.desk
            )),
            Some(_) => talk(&format!("Enough have signed. The server removes them on {not_before}.")),
        }
    }
}

/// Says that a source took a testimony back: what leaves the vault, or is written to them, goes against it or comes late.
pub(super) fn warn_of_wish(submission: &Submission) {
    if let Some(day) = submission.withdrawn() {
        talk(&format!(
            "! The source took it back on {day}; `amparo withdraw {:.8}` removes it.",
            submission.id.to_string()
        ));
    }
}
