use clap::Subcommand;

use super::{Member, Successor, edit};
use crate::cli::{CommandError, Shared};
use crate::roster::{CustodianFolder, RosterText};
use crate::seal::ShortName;

/// Remove from the draft
///
/// What was sealed before stays readable for whom it was sealed to; what comes after the new roster does not
/// reach them.
#[derive(Subcommand)]
#[command(after_help = "\
Examples:
  amparo roster remove reviewer ana
  amparo roster remove desk detentions")]
pub(super) enum Remove {
    /// Remove a reviewer, from every desk too
    Reviewer(Named),
    /// Remove a desk; its reviewers stay
    Desk(Named),
    /// Take a reviewer out of a desk
    Member(Member),
    /// Take back that a custodian may sign in this one's place
    Successor(Successor),
    Backup(NoBackup),
}

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster remove reviewer ana
  amparo roster remove desk detentions")]
pub(super) struct Named {
    /// Its name
    id: ShortName,
}

/// Name no recipient of backups
#[derive(clap::Args)]
#[command(after_help = "Example:\n  amparo roster remove backup")]
pub(super) struct NoBackup {}

impl Remove {
    pub(super) fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        match self {
            Self::Reviewer(Named { id }) => {
                let done = format!(
                    "Reviewer {id} was removed, from every desk too. What was sealed to {id} before stays readable for {id}."
                );
                edit(shared, folder, &done, |draft| draft.remove_reviewer(id))
            }
            Self::Desk(Named { id }) => {
                edit(shared, folder, &format!("Desk {id} was removed."), |draft| draft.remove_desk(id))
            }
            Self::Member(Member { desk, reviewer }) => {
                let done = format!("Desk {desk} is not sealed to {reviewer} any more, once the roster is signed.");
                edit(shared, folder, &done, |draft| draft.remove_member(desk, reviewer))
            }
            Self::Successor(Successor { key }) => {
                edit(shared, folder, "The successor was removed.", |draft| draft.remove_successor(key))
            }
            Self::Backup(NoBackup {}) => {
                edit(shared, folder, "The recipient of backups was removed.", RosterText::remove_backup)
            }
        }
    }
}
