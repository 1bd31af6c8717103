use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::output::{print, print_json, progress, size, talk};
use super::{CommandError, Shared};
use crate::vault::display::sanitize_line;
use crate::vault::{Closed, ClosedParcel, Home, Inbox, ReviewerKeys, Submission};

/// List the submissions in the vault
///
/// Works without a network. A submission is complete when its closing parcel and all that it lists is here.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo inbox\n  amparo inbox --label un:wgad\n  \
                        amparo inbox --json | jq -r '.[].id'")]
pub(super) struct InboxCommand {
    /// List only what has this label of yours
    #[arg(long, value_name = "CODE")]
    label: Vec<String>,
}

impl InboxCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox = open_inbox(&home, &keys)?;
        let has_labels = |one: &&Submission| self.label.iter().all(|label| one.labels.contains(label));
        let listed: Vec<&Submission> = inbox.submissions.iter().filter(has_labels).collect();
        if shared.json {
            return print_json(&listed);
        }
        if inbox.submissions.is_empty() {
            talk("The vault holds no submission. Fetch what arrived with: amparo pull");
        }
        for submission in listed {
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
    let mut inbox = inbox?;
    for error in inbox.add_labels(&home.records(), &keys.identity) {
        talk(&format!("! {error}"));
    }
    talk_of_closed(inbox.closed.iter().filter(|closed| closed.why != Closed::Identity));
    for (_, why) in &inbox.unreadable {
        talk(&format!("! {why}"));
    }
    Ok(inbox)
}

/// Says how many parcels are for others, and why.
pub(super) fn talk_of_closed<'a>(closed: impl Iterator<Item = &'a ClosedParcel>) {
    let (mut identity, mut before) = (0, BTreeMap::new());
    for parcel in closed {
        match parcel.why {
            Closed::Identity => identity += 1,
            Closed::BeforeUs { since } => *before.entry((parcel.file.desk(), since)).or_insert(0) += 1,
        }
    }
    if identity > 0 {
        talk(&format!("{identity} of the parcels hold answers that identify people, and are for others of the desk."));
    }
    for ((desk, since), count) in before {
        talk(&format!(
            "{count} of the parcels were sealed before you stood in desk {desk}, which you do since {since}."
        ));
    }
}

fn line(submission: &Submission) -> String {
    let mut line = format!("{}  {}  {}  {}", submission.day, submission.desk, submission.id, submission.language);
    if !submission.complete {
        line.push_str("  incomplete");
    }
    if let Some(day) = submission.withdrawn() {
        let _ = write!(line, "  withdrawn by the source on {day}");
    }
    match submission.replies {
        0 => {}
        1 => line.push_str("  1 reply"),
        replies => {
            let _ = write!(line, "  {replies} replies");
        }
    }
    line.push('\n');
    if !submission.labels.is_empty() {
        let _ = writeln!(line, "    {}", sanitize_line(&submission.labels.join(", ")));
    }
    if let Some(identity) = &submission.identity {
        line.push_str("    + answers that identify people");
        line.push_str(if identity.readable { "\n" } else { ", for others\n" });
    }
    for file in &submission.attachments {
        let _ = writeln!(line, "    {}. {}  {}", file.n, sanitize_line(&file.name), size(file.size));
    }
    for file in &submission.not_kept {
        let _ =
            writeln!(line, "    {}. {}  not kept: {}", file.n, sanitize_line(&file.name), sanitize_line(&file.reason));
    }
    for warning in &submission.warnings {
        let _ = writeln!(line, "    ! {warning}");
    }
    line
}
