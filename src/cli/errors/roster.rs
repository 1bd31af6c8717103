//! What commands say of rosters and of the custodian's folder.

use super::{CommandError, exists, passphrase, unusable};
use crate::roster::{CustodianError, EditError, NoteError, RosterError};
use crate::seal::RecipientsError;

const ASK_AGAIN: &str = "ask the custodian for the roster again, and compare its fingerprint by voice";
/// What was pasted or sent as text is mostly the same roster with other line ends.
const COPY_OR_ASK: &str = "copy the file itself, as line ends and blank lines count; else ask the custodian for the roster \
                           again, and compare its fingerprint by voice";
const EDIT_DRAFT: &str = "correct it in an editor, or with `amparo roster add`, `set` and `remove`";

impl From<RosterError> for CommandError {
    fn from(error: RosterError) -> Self {
        match error {
            RosterError::Note(why) => {
                let is_changed = matches!(why, NoteError::Form | NoteError::Forged);
                let mend = if is_changed { COPY_OR_ASK } else { ASK_AGAIN };
                Self::unverified("the roster is not to be trusted").because(why).mend(mend)
            }
            error => {
                let is_too_large = matches!(error, RosterError::Desk(_, RecipientsError::TooMany { .. }));
                let mend = if is_too_large {
                    "ask the custodian for a roster with fewer reviewers in this desk"
                } else {
                    ASK_AGAIN
                };
                Self::unverified("the roster does not make sense").because(error).mend(mend)
            }
        }
    }
}

impl From<EditError> for CommandError {
    fn from(error: EditError) -> Self {
        let set;
        let mend = match &error {
            EditError::ReviewerExists(_) => "take another name, or remove the old reviewer first",
            EditError::DeskExists(_) => "take another name, or let reviewers in with `amparo roster add member`",
            EditError::NoReviewer(_) => "add the reviewer first; `amparo roster show` lists who is there",
            EditError::NoDesk(_) => "add the desk first; `amparo roster show` lists what is there",
            EditError::Member(..) | EditError::NotMember(..) => "`amparo roster show` lists who belongs to which desk",
            EditError::LastReviewer(_) => "let another reviewer into the desk first, or remove the desk",
            EditError::LastIdentityReviewer(desk) => {
                set = format!("name another of the desk first: amparo roster set desk {desk} --identity-reviewer ID");
                &set
            }
            EditError::NoSuccessor | EditError::NoBackup => "`amparo roster show` tells what is there",
            EditError::Ends(_) => "name a later end with --expires DAY or --days N",
            EditError::Rule(RosterError::WithdrawalSignatures(desk)) => {
                set = format!(
                    "let another reviewer into the desk first, or ask for fewer: amparo roster set desk {desk} \
                     --withdrawal-signatures N"
                );
                &set
            }
            EditError::Rule(RosterError::IdentityReviewer(..)) => {
                "let them into the desk first, or name one of its reviewers: who opens a parcel must be able to fetch it"
            }
            EditError::Rule(RosterError::Desk(_, RecipientsError::TooMany { .. })) => {
                "let fewer into it, and make another desk for the others: amparo roster add desk ID --title TITLE --reviewer ID"
            }
            EditError::Rule(RosterError::Desk(..)) => {
                "give each desk reviewers of one kind: all age1pq1…, or all age1… (amparo keygen --classic)"
            }
            EditError::Rule(RosterError::Unknown(..)) => "add the reviewer first: amparo roster add reviewer",
            EditError::Rule(RosterError::NoDesk) => "add one: amparo roster add desk ID --title TITLE --reviewer ID",
            EditError::Rule(RosterError::Address(_)) => "copy the address from the operator, with its port",
            EditError::Rule(RosterError::ServerKey) => "copy what `amparo serve --print-key` prints",
            EditError::Rule(RosterError::SameKeys(..)) => "each reviewer has keys of their own; compare fingerprints",
            EditError::Rule(RosterError::Reviewer(_)) => "copy both lines that `amparo keygen` printed",
            EditError::Rule(_) => EDIT_DRAFT,
        };
        Self::failed("the draft was not changed").because(error).mend(mend)
    }
}

impl From<CustodianError> for CommandError {
    fn from(error: CustodianError) -> Self {
        match error {
            CustodianError::Edit(error) => error.into(),
            CustodianError::Io(path, why) => unusable(&path, why),
            CustodianError::Exists(path) => exists(&path, "--dir"),
            CustodianError::Missing(path) => Self::failed(format!("there is no {}", path.display()))
                .because("this is not a custodian's folder")
                .mend("name it with --dir, or make one with `amparo roster new`"),
            error @ CustodianError::Name(_) => {
                Self::usage("--name does not fit").because(error).mend("take a name such as custodian")
            }
            CustodianError::BadKey(path) => Self::failed(format!("{} does not hold a custodian's key", path.display()))
                .mend("bring it back from a copy"),
            CustodianError::Passphrase(path, why) => passphrase(&path.display(), &why),
            CustodianError::Draft(path, why) => {
                Self::failed(format!("the draft {} breaks a rule", path.display())).because(why).mend(EDIT_DRAFT)
            }
        }
    }
}
