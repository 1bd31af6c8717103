use std::path::PathBuf;

use serde_json::{Value, json};

use crate::cli::join::read_signed;
use crate::cli::output::{print, print_json, talk};
use crate::cli::{CommandError, Shared};
use crate::roster::{CustodianFolder, DeskEntry, NoteVerifier, RosterText, Standing};
use crate::seal::{Clock, Digest, RecipientKind};
use crate::vault::display::sanitize_line;
use crate::vault::names;

/// Show the draft or a signed roster
///
/// A signed roster is verified with --custodian, or else with the key in the custodian's folder; when there
/// is neither, it is shown as not verified. Exit code 3 when the signature does not hold.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster show --dir custodian
  amparo roster show roster.note --custodian custodian+a1b2c3d4+AbCd…
  amparo roster show roster.note --json")]
pub(super) struct Show {
    /// A signed roster [default: the draft in the custodian's folder]
    file: Option<PathBuf>,
    /// The custodian's public key, name+id+base64
    #[arg(long, value_name = "KEY")]
    custodian: Option<NoteVerifier>,
}

impl Show {
    pub(super) fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        let Some(file) = &self.file else {
            let shown = Shown { text: folder.draft()?, state: State::Draft };
            return shown.print(shared);
        };
        let signed = read_signed(file)?;
        let custodian = self.custodian.clone().or_else(|| folder.verifier().ok());
        let shown = match custodian {
            Some(custodian) => {
                let roster = signed.verify(&custodian)?;
                let digest = roster.reference().digest;
                Shown { text: roster.text().clone(), state: State::Verified(Box::new(custodian), digest) }
            }
            None => Shown { text: signed.claim()?, state: State::NotVerified },
        };
        shown.print(shared)
    }
}

/// A roster to be shown, and how far it can be believed.
struct Shown {
    text: RosterText,
    state: State,
}

enum State {
    Draft,
    NotVerified,
    Verified(Box<NoteVerifier>, Digest),
}

impl Shown {
    fn print(&self, shared: &Shared) -> Result<(), CommandError> {
        if shared.json {
            return print_json(&self.json());
        }
        print(&self.lines().concat())?;
        match &self.state {
            State::Draft => talk("This is the draft: nobody relies on it until `amparo roster sign`."),
            State::NotVerified => talk("! NOT VERIFIED: anyone can have written this. Give --custodian KEY."),
            State::Verified(..) => {}
        }
        Ok(())
    }

    fn standing(&self) -> Standing {
        self.text.standing(Clock::system().today())
    }

    fn kind(&self, desk: &DeskEntry) -> Option<RecipientKind> {
        let first = desk.reviewers.first().and_then(|id| self.text.reviewer(id));
        first.and_then(|reviewer| reviewer.recipient.parse().ok()).map(|r: crate::seal::Recipient| r.kind())
    }

    fn lines(&self) -> Vec<String> {
        let text = &self.text;
        let mut lines = match &self.state {
            State::Draft => vec![format!("draft, last signed as version {}\n", text.version)],
            State::NotVerified => vec![format!("roster {}, NOT VERIFIED\n", text.version)],
            State::Verified(custodian, digest) => {
                vec![
                    format!("roster {}, signed by {custodian}\n", text.version),
                    format!("fingerprint  {}\n", digest.in_groups()),
                ]
            }
        };
        let standing = match self.standing() {
            Standing::Valid => "",
            Standing::EndsSoon => ", ends soon",
            Standing::Grace => ", has ended and is still used",
            Standing::Ended => ", has ended",
        };
        lines.push(format!("issued       {}\n", text.issued));
        lines.push(format!("expires      {}{standing}\n", text.expires));
        lines.push(format!("interface    {}\n             key {}\n", text.interface.address, text.interface.key));
        lines.extend(text.backup.iter().map(|recipient| format!("backup       {recipient}\n")));
        lines.extend(text.successors.iter().map(|key| format!("successor    {key}\n")));
        for desk in &text.desks {
            let kind = self.kind(desk).map_or("", |kind| kind.stanza());
            lines.push(format!("desk         {}  {}  {kind}\n", desk.id, sanitize_line(&desk.title)));
            lines.push(format!("             reviewers {}\n", names(&desk.reviewers)));
            if !desk.identity_reviewers.is_empty() {
                lines.push(format!("             identity reviewers {}\n", names(&desk.identity_reviewers)));
            }
            let (signatures, days) = (desk.withdrawal_signatures, desk.withdrawal_grace_days);
            let of = if signatures == 1 { "signature" } else { "signatures" };
            lines.push(format!("             withdrawal by {signatures} {of}, after {days} days\n"));
        }
        for reviewer in &text.reviewers {
            lines.push(format!("reviewer     {}  {}\n", reviewer.id, reviewer.public().fingerprint()));
        }
        lines
    }

    fn json(&self) -> Value {
        let text = &self.text;
        let (state, custodian, digest) = match &self.state {
            State::Draft => ("draft", None, None),
            State::NotVerified => ("not-verified", None, None),
            State::Verified(custodian, digest) => ("verified", Some(custodian), Some(digest)),
        };
        let desks = text.desks.iter().map(|desk| {
            json!({
                "id": desk.id, "title": desk.title, "kind": self.kind(desk).map(RecipientKind::stanza),
                "reviewers": desk.reviewers, "identity_reviewers": desk.identity_reviewers,
                "withdrawal_signatures": desk.withdrawal_signatures,
                "withdrawal_grace_days": desk.withdrawal_grace_days,
            })
        });
        let desks: Vec<_> = desks.collect();
        let reviewers = text.reviewers.iter().map(|reviewer| {
            json!({
                "id": reviewer.id, "recipient": reviewer.recipient, "key": reviewer.key,
                "fingerprint": reviewer.public().fingerprint(),
            })
        });
        let reviewers: Vec<_> = reviewers.collect();
        json!({
            "state": state, "verified": custodian.is_some(), "custodian": custodian, "digest": digest,
            "version": text.version, "issued": text.issued, "expires": text.expires, "standing": self.standing(),
            "interface": text.interface, "backup": text.backup, "successors": text.successors,
            "desks": desks, "reviewers": reviewers,
        })
    }
}
