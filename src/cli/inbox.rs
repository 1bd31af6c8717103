use std::fmt::Write as _;

use super::output::{print, print_json, progress, size, talk};
use super::{CommandError, Shared};
use crate::vault::display::sanitize_line;
use crate::vault::{Home, Inbox, ReviewerKeys, Submission};

/// List the submissions in the vault
///
/// Works without a network. A submission is complete when its closing parcel and all that it lists is here.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo inbox\n  amparo inbox --json | jq -r '.[].id'")]
pub(super) struct InboxCommand {}

impl InboxCommand {
    pub(super) fn run(shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox = open_inbox(&home, &keys)?;
        if shared.json {
            return print_json(&inbox.submissions);
        }
        if inbox.submissions.is_empty() {
            talk("The vault holds no submission. Fetch what arrived with: amparo pull");
        }
        for submission in &inbox.submissions {
            print(&line(submission))?;
        }
        Ok(())
    }
}

/// Opens the vault and tells what of it cannot be read.
pub(super) fn open_inbox(home: &Home, keys: &ReviewerKeys) -> Result<Inbox, CommandError> {
    let bar = progress(false).with_message("opening");
    let inbox = Inbox::read(&home.vault(), &keys.identity, &home.rosters()?, |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let inbox = inbox?;
    for (_, why) in &inbox.unreadable {
        talk(&format!("! {why}"));
    }
    Ok(inbox)
}

fn line(submission: &Submission) -> String {
    let mut line = format!("{}  {}  {}  {}", submission.day, submission.desk, submission.id, submission.language);
    if !submission.complete {
        line.push_str("  incomplete");
    }
    line.push('\n');
    for file in &submission.attachments {
        let _ = writeln!(line, "    {}. {}  {}", file.n, sanitize_line(&file.name), size(file.size));
    }
    for file in &submission.not_kept {
        let _ = writeln!(line, "    {}. {}  not kept: {}", file.n, sanitize_line(&file.name), file.reason);
    }
    for warning in &submission.warnings {
        let _ = writeln!(line, "    ! {warning}");
    }
    line
}
