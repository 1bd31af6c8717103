use std::path::PathBuf;
use std::str::FromStr;

use rand_core::OsRng;
use serde_json::json;

use super::End;
use super::add::read_public;
use super::in_dir;
use super::sign::{sign, told};
use crate::cli::output::{path_text, print, print_json, talk};
use crate::cli::{CommandError, Shared, new_passphrase};
use crate::roster::{CustodianFolder, DeskEntry, Interface, PublicKey, ReviewerEntry, RosterText};
use crate::seal::{Clock, DeskId, ShortName};

/// How long a roster is meant for when nothing else is said.
const DEFAULT_DAYS: i64 = 365;

/// Make a custodian's key and an empty draft
///
/// The key stays in DIR/custodian.age, under a passphrase. Its public half is printed: reviewers join with
/// it, and the server's configuration names it. With --desk and --sign, the first roster is signed in the same step.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster new --dir custodian --interface ADDRESS.onion:443 --server-key HEX
  amparo roster new --interface 127.0.0.1:7001 --server-key HEX --expires 2027-06-30 --json
  amparo roster new --dir custodian --interface ADDRESS.onion:443 --server-key HEX \\
      --desk main --title Testimonies --reviewer ana=ana.toml --sign")]
pub(super) struct New {
    /// The custodian's name in signatures, one word
    #[arg(long, default_value = "custodian")]
    name: String,
    /// Where reviewers pull from
    #[arg(long, value_name = "HOST:PORT")]
    interface: String,
    /// The server's public key, as `amparo serve --print-key` prints it
    #[arg(long, value_name = "HEX")]
    server_key: PublicKey,
    /// A first desk, which all the reviewers named here belong to
    #[arg(long, value_name = "ID", requires = "reviewers")]
    desk: Option<DeskId>,
    /// The first desk's name for people [default: Testimonies]
    #[arg(long, requires = "desk")]
    title: Option<String>,
    /// A reviewer's role, and the file that `amparo keygen` left for the custodian; may be given several times
    #[arg(long = "reviewer", value_name = "ROLE=FILE", requires = "desk")]
    reviewers: Vec<NamedFile>,
    /// Sign the first roster at once
    #[arg(long, requires = "desk")]
    sign: bool,
    #[command(flatten)]
    end: End,
}

/// A role and a file.
#[derive(Clone, Debug)]
struct NamedFile(ShortName, PathBuf);

impl FromStr for NamedFile {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "it is not of the form ROLE=FILE";
        let (role, file) = text.split_once('=').ok_or(wrong)?;
        Ok(Self(role.parse().map_err(|_| "a role has letters a to z, digits and dashes")?, file.into()))
    }
}

impl New {
    pub(super) fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        let today = Clock::system().today();
        let interface = Interface { address: self.interface.clone(), key: self.server_key };
        let expires = self.end.day(today).unwrap_or_else(|| today.plus(DEFAULT_DAYS));
        let draft = self.draft(RosterText::draft(today, expires, interface))?;
        folder.check_new()?;
        let passphrase = new_passphrase(shared.passphrase_file.as_deref())?;
        let custodian = folder.create(&self.name, &draft, passphrase.clone(), &mut OsRng)?;
        if self.sign {
            let (issued, _) = sign(folder, passphrase, today, None)?;
            if shared.json {
                let mut said = told(&issued, &custodian);
                said["draft"] = json!(path_text(&folder.draft_path()));
                return print_json(&said);
            }
            print(&format!("{custodian}\n"))?;
            let (note, reference) = (issued.note.display(), issued.roster.reference());
            talk("This is the custodian's public key: the server's operator and the reviewers need it.");
            for entry in &issued.roster.text().reviewers {
                talk(&format!("{}: compare by voice\n\n    {}\n", entry.id, entry.public().fingerprint()));
            }
            talk(&format!("Roster 1 is signed, until {expires}: {note}"));
            talk(&format!("Its fingerprint: {}", reference.digest.in_groups()));
            talk(&format!(
                "Next: give it to the operator (amparo init --roster FILE --custodian KEY); reviewers: amparo join {note} \
                 --custodian KEY"
            ));
            return Ok(());
        }
        if shared.json {
            return print_json(&json!({
                "custodian": custodian, "draft": path_text(&folder.draft_path()), "expires": expires,
            }));
        }
        print(&format!("{custodian}\n"))?;
        let dir = in_dir(folder);
        talk(&format!(
            "This is the custodian's public key: the server's configuration names it, and reviewers join with it.\n\
             Next: amparo roster add reviewer ID --from FILE{dir}, amparo roster add desk ID --title TITLE --reviewer \
             ID{dir}, amparo roster sign{dir}"
        ));
        Ok(())
    }

    /// The draft, with the first desk where one is named.
    fn draft(&self, empty: Result<RosterText, crate::roster::EditError>) -> Result<RosterText, CommandError> {
        let none = |error| CommandError::from(error).instead("no folder was made");
        let mut draft = empty.map_err(none)?;
        for NamedFile(role, file) in &self.reviewers {
            let public = read_public(file)?;
            let entry = ReviewerEntry { id: role.clone(), recipient: public.recipient, key: public.key };
            draft.add_reviewer(entry, &[]).map_err(none)?;
        }
        if let Some(desk) = &self.desk {
            let title = self.title.as_deref().unwrap_or("Testimonies");
            let reviewers = self.reviewers.iter().map(|NamedFile(role, _)| role.clone()).collect();
            draft.add_desk(DeskEntry::new(desk.clone(), title, reviewers)).map_err(none)?;
        }
        Ok(draft)
    }
}
