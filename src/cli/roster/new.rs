use rand_core::OsRng;
use serde_json::json;

use super::End;
use crate::cli::output::{print, print_json, talk};
use crate::cli::{CommandError, Shared, new_passphrase};
use crate::roster::{CustodianFolder, Interface, PublicKey, RosterText};
use crate::seal::Clock;

/// How long a roster is meant for when nothing else is said.
const DEFAULT_DAYS: i64 = 365;

/// Make a custodian's key and an empty draft
///
/// The key stays in DIR/custodian.age, under a passphrase. Its public half is printed: reviewers join with
/// it, and the server's configuration names it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster new --dir custodian --interface ADDRESS.onion:443 --server-key HEX
  amparo roster new --interface 127.0.0.1:7001 --server-key HEX --expires 2027-06-30 --json")]
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
    #[command(flatten)]
    end: End,
}

impl New {
    pub(super) fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        let today = Clock::system().today();
        let interface = Interface { address: self.interface.clone(), key: self.server_key };
        let expires = self.end.day(today).unwrap_or_else(|| today.plus(DEFAULT_DAYS));
        let draft = RosterText::draft(today, expires, interface)
            .map_err(|error| CommandError::from(error).instead("no folder was made"))?;
        folder.check_new()?;
        let passphrase = new_passphrase(shared.passphrase_file.as_deref())?;
        let custodian = folder.create(&self.name, &draft, passphrase, &mut OsRng)?;
        if shared.json {
            return print_json(&json!({ "custodian": custodian, "draft": folder.draft_path(), "expires": expires }));
        }
        print(&format!("{custodian}\n"))?;
        talk(
            "This is the custodian's public key: the server's configuration names it, and reviewers join with it.\n\
             Next: amparo roster add reviewer ID --from FILE, amparo roster add desk ID --title TITLE --reviewer ID, \
             amparo roster sign",
        );
        Ok(())
    }
}
