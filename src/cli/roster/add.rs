use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Member, Successor, edit};
use crate::cli::{CommandError, Shared};
use crate::roster::{CustodianFolder, DeskEntry, PublicKey, ReviewerEntry, ReviewerPublic};
use crate::seal::ShortName;

/// Add to the draft
#[derive(Subcommand)]
#[command(after_help = "\
Examples:
  amparo roster add reviewer ana --from ana.toml
  amparo roster add desk detentions --title Detentions --reviewer ana --reviewer bea")]
pub(super) enum Add {
    Reviewer(AddReviewer),
    Desk(AddDesk),
    /// Let a reviewer into a desk
    Member(Member),
    /// Name a custodian who may sign later rosters in this one's place
    ///
    /// Reviewers follow to a successor whom the newest roster names. So does the server, where its operator takes the
    /// successor's roster with `amparo init --roster FILE --custodian KEY`.
    Successor(Successor),
    Backup(AddBackup),
}

/// Add a reviewer, by role and public keys
///
/// The two keys are what `amparo keygen` printed. Compare the fingerprint by voice before you sign.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster add reviewer ana --from ana.toml
  amparo roster add reviewer ana --recipient age1pq1… --key HEX --desk detentions")]
pub(super) struct AddReviewer {
    /// The role; never a legal name
    id: ShortName,
    /// The age recipient
    #[arg(long, value_name = "AGE", required_unless_present = "from")]
    recipient: Option<String>,
    /// The key that the reviewer calls the server with
    #[arg(long, value_name = "HEX", required_unless_present = "from")]
    key: Option<PublicKey>,
    /// Take both from the file that `amparo keygen` printed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["recipient", "key"])]
    from: Option<PathBuf>,
    /// A desk to let the reviewer into; may be given several times
    #[arg(long = "desk", value_name = "DESK")]
    desks: Vec<ShortName>,
}

/// Add a desk: a form and the reviewers who receive it
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster add desk detentions --title Detentions --reviewer ana --reviewer bea
  amparo roster add desk camps --title Camps --reviewer ana --reviewer bea --identity-reviewer bea")]
pub(super) struct AddDesk {
    /// The desk's name in paths and parcels
    id: ShortName,
    /// The desk's name for people
    #[arg(long)]
    title: String,
    /// A reviewer it is sealed to; may be given several times
    #[arg(long = "reviewer", value_name = "ID", required = true)]
    reviewers: Vec<ShortName>,
    /// A reviewer to whom answers that identify people are sealed; may be given several times [default: all of the desk]
    #[arg(long = "identity-reviewer", value_name = "ID")]
    identity_reviewers: Vec<ShortName>,
    /// How many of its reviewers must sign before something is withdrawn [default: 1]
    #[arg(long, value_name = "N")]
    withdrawal_signatures: Option<u32>,
    /// How many days after the source's wish it is withdrawn [default: 7]
    #[arg(long, value_name = "N")]
    withdrawal_grace_days: Option<u32>,
}

/// Name the age recipient that backups are sealed to
#[derive(clap::Args)]
#[command(after_help = "Example:\n  amparo roster add backup age1pq1…")]
pub(super) struct AddBackup {
    /// The age recipient
    #[arg(value_name = "AGE")]
    recipient: String,
}

impl Add {
    pub(super) fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        match self {
            Self::Reviewer(add) => add.run(shared, folder),
            Self::Desk(add) => {
                let usual = DeskEntry::new(add.id.clone(), &add.title, add.reviewers.clone());
                let entry = DeskEntry {
                    identity_reviewers: add.identity_reviewers.clone(),
                    withdrawal_signatures: add.withdrawal_signatures.unwrap_or(usual.withdrawal_signatures),
                    withdrawal_grace_days: add.withdrawal_grace_days.unwrap_or(usual.withdrawal_grace_days),
                    ..usual
                };
                edit(shared, folder, &format!("Desk {} was added.", add.id), |draft| draft.add_desk(entry))
            }
            Self::Member(Member { desk, reviewer }) => {
                let done = format!("Desk {desk} is sealed to {reviewer} too, once the roster is signed.");
                edit(shared, folder, &done, |draft| draft.add_member(desk, reviewer))
            }
            Self::Successor(Successor { key }) => {
                edit(shared, folder, "The successor was named.", |draft| draft.add_successor(key.clone()))
            }
            Self::Backup(AddBackup { recipient }) => {
                edit(shared, folder, "The recipient of backups was named.", |draft| draft.set_backup(recipient.clone()))
            }
        }
    }
}

impl AddReviewer {
    fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        let public = self.public()?;
        let done = format!("Reviewer {} was added. Compare by voice:\n\n    {}\n", self.id, public.fingerprint());
        let entry = ReviewerEntry { id: self.id.clone(), recipient: public.recipient, key: public.key };
        edit(shared, folder, &done, |draft| draft.add_reviewer(entry, &self.desks))
    }

    fn public(&self) -> Result<ReviewerPublic, CommandError> {
        if let (Some(recipient), Some(key)) = (&self.recipient, self.key) {
            return Ok(ReviewerPublic { recipient: recipient.clone(), key });
        }
        read_public(&self.from.clone().unwrap_or_default())
    }
}

/// Reads the file that `amparo keygen` left for the custodian.
pub(super) fn read_public(path: &Path) -> Result<ReviewerPublic, CommandError> {
    let mend = "name the file that holds the two lines of `amparo keygen`";
    let text = std::fs::read_to_string(path).map_err(|error| {
        CommandError::failed(format!("{} cannot be read", path.display())).because(error).mend(mend)
    })?;
    toml::from_str(&text).map_err(|error| {
        CommandError::failed(format!("{} does not hold a reviewer's public keys", path.display()))
            .because(error)
            .mend(mend)
    })
}
