use std::path::PathBuf;

use serde_json::json;

use super::output::{path_text, print_json, talk};
use super::{CommandError, Shared, new_passphrase};

/// Change the passphrase of a reviewer's keys
///
/// Both key files get the new passphrase, or neither. Keys without one, as a demo makes them, get their
/// first. Copies of the old files still open with the old passphrase.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  amparo passwd\n  amparo passwd --passphrase-file old.txt --new-passphrase-file new.txt"
)]
pub(super) struct Passwd {
    /// Read the new passphrase from the first line of FILE instead of asking for it
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
}

impl Passwd {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("passwd")?;
        let home = shared.home()?;
        let old = if home.needs_passphrase()? { Some(shared.passphrase("Old passphrase: ")?) } else { None };
        let keys = home.keys(old.as_ref())?;
        let new = new_passphrase(self.new_passphrase_file.as_deref())?;
        home.change_passphrase(&keys, &new)?;
        if shared.json {
            return print_json(&json!({ "home": path_text(home.path()), "first": old.is_none() }));
        }
        talk("Both keys are under the new passphrase. Copies made before still open with the old one.");
        Ok(())
    }
}
