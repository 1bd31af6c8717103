use serde_json::json;

use super::output::{path_text, print, print_json, talk};
use super::{CommandError, Shared, new_passphrase};
use crate::seal::RecipientKind;

/// Make a reviewer's keys, under a passphrase
///
/// Prints the two public keys that the custodian puts into the roster. The secret ones stay in the home
/// folder, in age files that any age implementation opens with the passphrase.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  amparo keygen > ana.toml\n  amparo keygen --home /media/stick/amparo --json\n  amparo keygen --passphrase-file passphrase.txt"
)]
pub(super) struct Keygen {
    /// Make a classic X25519 key, for a desk whose tools know no post-quantum ones
    #[arg(long)]
    classic: bool,
}

impl Keygen {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("keygen")?;
        let home = shared.home()?;
        home.check_no_keys()?;
        let passphrase = new_passphrase(shared.passphrase_file.as_deref())?;
        let kind = if self.classic { RecipientKind::Classic } else { RecipientKind::Hybrid };
        let public = home.create_keys(kind, Some(&passphrase))?;
        let fingerprint = public.fingerprint();
        if shared.json {
            return print_json(&json!({
                "recipient": public.recipient, "key": public.key, "fingerprint": fingerprint,
                "home": path_text(home.path()),
            }));
        }
        print(&format!("recipient = \"{}\"\nkey = \"{}\"\n", public.recipient, public.key))?;
        talk(&format!(
            "Your keys lie in {}. Give the two lines to the custodian, and compare by voice:\n\n    {fingerprint}\n\n\
             When the roster comes back: amparo join ROSTER --custodian KEY",
            home.path().display()
        ));
        Ok(())
    }
}
