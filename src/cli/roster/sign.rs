use serde_json::{Value, json};

use super::End;
use crate::cli::output::{path_text, print_json, talk};
use crate::cli::{CommandError, Shared};
use crate::roster::{CustodianFolder, Issued, NoteVerifier, Standing};
use crate::seal::{Clock, Day, SecretString};

/// Sign the draft as the next roster
///
/// Writes DIR/roster.note, for the server and the reviewers, and keeps every signed one in DIR/signed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster sign --dir custodian
  amparo roster sign --days 180 --passphrase-file passphrase.txt --json")]
pub(super) struct Sign {
    #[command(flatten)]
    end: End,
}

impl Sign {
    pub(super) fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        let today = Clock::system().today();
        // What would be refused is told before a passphrase is asked for.
        folder
            .draft()?
            .to_issue(1, today, self.end.day(today))
            .map_err(|error| CommandError::from(error).instead("the roster was not signed"))?;
        let passphrase = shared.passphrase("The custodian's passphrase: ")?;
        let (issued, custodian) = sign(folder, passphrase, today, self.end.day(today))?;
        let (text, reference) = (issued.roster.text(), issued.roster.reference());
        if let Some(day) = issued.clock_behind {
            talk(&format!("! This machine's clock says {today}; the roster before this one was signed on {day}."));
        }
        if text.standing(today) == Standing::EndsSoon {
            talk("! It ends within 30 days; name a later end with --expires DAY or --days N.");
        }
        if shared.json {
            return print_json(&told(&issued, &custodian));
        }
        talk(&format!("Roster {} is signed, until {}: {}", text.version, text.expires, issued.note.display()));
        talk(&format!("Its fingerprint: {}", reference.digest.in_groups()));
        talk(
            "Give it to the operator, who puts it where the configuration says; reviewers get it with their next pull.",
        );
        Ok(())
    }
}

/// Signs the draft; says by whose key.
pub(super) fn sign(
    folder: &CustodianFolder,
    passphrase: SecretString,
    today: Day,
    expires: Option<Day>,
) -> Result<(Issued, NoteVerifier), CommandError> {
    let signer = folder.signer(passphrase)?;
    Ok((folder.sign(&signer, today, expires)?, signer.verifier()))
}

/// What a machine is told of a signed roster.
pub(super) fn told(issued: &Issued, custodian: &NoteVerifier) -> Value {
    let (text, reference) = (issued.roster.text(), issued.roster.reference());
    json!({
        "version": text.version, "issued": text.issued, "expires": text.expires,
        "digest": reference.digest, "note": path_text(&issued.note), "custodian": custodian,
    })
}
