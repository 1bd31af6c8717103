use clap::Subcommand;

use super::edit;
use crate::cli::{CommandError, Shared};
use crate::roster::{CustodianFolder, DeskChange};
use crate::seal::{DeskId, ShortName};

/// Change what stands in the draft
#[derive(Subcommand)]
#[command(after_help = "\
Example:
  amparo roster set desk detentions --withdrawal-signatures 2")]
pub(super) enum Set {
    Desk(SetDesk),
}

/// Change a desk: its title, who reads what identifies people, and how a withdrawal is decided
///
/// What is not named stays as it is. Who belongs to the desk is changed with `add member` and `remove member`. It holds for
/// what comes once the roster is signed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster set desk detentions --identity-reviewer ana --identity-reviewer cruz
  amparo roster set desk detentions --withdrawal-signatures 1 --withdrawal-grace-days 14")]
pub(super) struct SetDesk {
    /// The desk
    id: DeskId,
    #[command(flatten)]
    what: Changed,
}

#[derive(clap::Args)]
#[group(required = true, multiple = true)]
struct Changed {
    /// The desk's name for people
    #[arg(long)]
    title: Option<String>,
    /// A reviewer to whom answers that identify people are sealed, in place of those of before; may be given several times
    #[arg(long = "identity-reviewer", value_name = "ID")]
    identity_reviewers: Vec<ShortName>,
    /// Seal those answers to all of the desk
    #[arg(long, conflicts_with = "identity_reviewers")]
    all_identity_reviewers: bool,
    /// How many of its reviewers must sign before something is withdrawn
    #[arg(long, value_name = "N")]
    withdrawal_signatures: Option<u32>,
    /// How many days after the source's wish it is withdrawn
    #[arg(long, value_name = "N")]
    withdrawal_grace_days: Option<u32>,
}

impl Set {
    pub(super) fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        let Self::Desk(SetDesk { id, what }) = self;
        let names_readers = what.all_identity_reviewers || !what.identity_reviewers.is_empty();
        let change = DeskChange {
            title: what.title.clone(),
            // None of them stands for all.
            identity_reviewers: names_readers.then(|| what.identity_reviewers.clone()),
            withdrawal_signatures: what.withdrawal_signatures,
            withdrawal_grace_days: what.withdrawal_grace_days,
        };
        edit(shared, folder, &format!("Desk {id} was changed."), |draft| draft.change_desk(id, change))
    }
}
