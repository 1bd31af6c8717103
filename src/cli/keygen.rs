use serde_json::json;

use super::output::{print, print_json, talk};
use super::{CommandError, Shared};
use crate::seal::{ExposeSecret as _, RecipientKind};

/// A passphrase shorter than this is refused.
const MIN_PASSPHRASE_CHARS: usize = 12;

/// Make a reviewer's keys, under a passphrase
///
/// Prints the two public keys that the custodian puts into the roster. The secret ones stay in the home
/// folder, in age files that any age implementation opens with the passphrase.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo keygen\n  amparo keygen --home /media/stick/amparo --json")]
pub(super) struct Keygen {
    /// Make a classic X25519 key, for a desk whose tools know no post-quantum ones
    #[arg(long)]
    classic: bool,
}

impl Keygen {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let passphrase = shared.passphrase("New passphrase: ")?;
        if passphrase.expose_secret().chars().count() < MIN_PASSPHRASE_CHARS {
            let what = format!("the passphrase has fewer than {MIN_PASSPHRASE_CHARS} characters");
            return Err(CommandError::failed(what).mend("take five or more random words"));
        }
        if shared.passphrase_file.is_none() {
            let again = shared.passphrase("The same again: ")?;
            if again.expose_secret() != passphrase.expose_secret() {
                return Err(CommandError::failed("the two passphrases differ").mend("try again"));
            }
        }
        let kind = if self.classic { RecipientKind::Classic } else { RecipientKind::Hybrid };
        let (recipient, key) = home.create_keys(kind, Some(&passphrase))?;
        if shared.json {
            return print_json(&json!({ "recipient": recipient, "key": key.to_string(), "home": home.path() }));
        }
        print(&format!("recipient = \"{recipient}\"\nkey = \"{key}\"\n"))?;
        talk("Give these two lines to the custodian. Then: amparo join ROSTER --custodian VKEY");
        Ok(())
    }
}
