use super::inbox::open_inbox;
use super::output::{print, print_sealed_json, size, talk};
use super::{CommandError, Shared};
use crate::vault::display::sanitize_line;

/// Read a testimony
///
/// The words are shown as they were written, but for control characters and bidirectional overrides,
/// which are shown by name. With --json: the sealed testimony.json as it is.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo read 3f2a\n  amparo read 3f2a --json | jq .answers.account")]
pub(super) struct Read {
    /// The submission's id, or an unambiguous beginning of it
    id: String,
}

impl Read {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox = open_inbox(&home, &keys)?;
        let submission = inbox.find(&self.id)?;
        if shared.json {
            return print_sealed_json(&submission.read_testimony("testimony.json", &keys.identity)?);
        }
        let text = submission.read_testimony("testimony.txt", &keys.identity)?;
        print(&String::from_utf8_lossy(&text))?;
        for file in &submission.attachments {
            print(&format!("{}. {}  {}\n", file.n, sanitize_line(&file.name), size(file.size)))?;
        }
        if !submission.attachments.is_empty() {
            talk(&format!("The files: amparo extract {} --to DIR", self.id));
        }
        for warning in &submission.warnings {
            talk(&format!("! {warning}"));
        }
        Ok(())
    }
}
