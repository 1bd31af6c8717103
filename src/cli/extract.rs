use std::path::PathBuf;

use serde_json::json;

use super::custody::record_or_tell;
use super::inbox::open_inbox;
use super::output::{print, print_json, talk};
use super::{CommandError, Shared};
use crate::vault::Act;

/// Write a submission's files to a folder, bit for bit
///
/// Each gets its number and a safe form of its name. Nothing is written outside the folder and nothing
/// is overwritten. The files are a stranger's: open them on a machine that has nothing to lose.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  amparo extract 3f2a --to ./3f2a")]
pub(super) struct Extract {
    /// The submission's id, or an unambiguous beginning of it
    id: String,
    /// The folder to write to; made when it is not there
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

impl Extract {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox = open_inbox(shared, &home, &keys)?;
        let submission = inbox.find(&self.id)?;
        std::fs::create_dir_all(&self.to).map_err(|e| CommandError::failed(format!("{}: {e}", self.to.display())))?;
        let (mut written, mut acts) = (Vec::new(), Vec::new());
        let extracted = submission.attachments.iter().map(|file| (file, file.extract(&self.to, &keys.identity)));
        for (file, path) in extracted {
            let path = match path {
                Ok(path) => path,
                // What was written before that was written.
                Err(error) => {
                    record_or_tell(shared, &home, &keys, &acts);
                    return Err(error.into());
                }
            };
            acts.push(Act::extracted(submission, file));
            if !shared.json {
                print(&format!("{}\n", path.display()))?;
            }
            written.push(json!({ "n": file.n, "path": path, "sha256": file.sha256 }));
        }
        record_or_tell(shared, &home, &keys, &acts);
        if shared.json {
            return print_json(&written);
        }
        if written.is_empty() {
            talk("This submission has no files.");
        }
        Ok(())
    }
}
