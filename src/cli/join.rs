use std::path::PathBuf;

use serde_json::json;

use super::output::{print_json, talk};
use super::{CommandError, Shared};
use crate::roster::SignedRoster;

/// Trust a custodian and their roster
///
/// Done once, with a roster and a key that came from the custodian by a way you trust. Later rosters come
/// with a pull, and are taken only when the same custodian signed them.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  amparo join roster.note --custodian custodian+a1b2c3d4+AbCd…")]
pub(super) struct Join {
    /// The signed roster
    roster: PathBuf,
    /// The custodian's public key, name+id+base64
    #[arg(long, value_name = "VKEY")]
    custodian: String,
}

impl Join {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let custodian = self.custodian.parse().map_err(|error| {
            CommandError::failed(format!("--custodian: {error}"))
                .mend("copy the whole key, from the name to the last character")
        })?;
        let text = std::fs::read_to_string(&self.roster);
        let text = text.map_err(|e| CommandError::failed(format!("{}: {e}", self.roster.display())))?;
        let home = shared.home()?;
        let roster = home.join(&SignedRoster::new(text), &custodian)?;
        let text = roster.text();
        if shared.json {
            let desks: Vec<_> = roster.desks().iter().map(|d| d.id.as_str()).collect();
            return print_json(&json!({ "version": text.version, "expires": text.expires, "desks": desks }));
        }
        talk(&format!("Joined: roster {} of {}, valid until {}.", text.version, text.interface.address, text.expires));
        talk("Next: amparo pull");
        Ok(())
    }
}
