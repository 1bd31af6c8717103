use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::output::{print, print_json, progress, size, talk};
use super::{CommandError, Shared};
use crate::vault::display::sanitize_line;
use crate::vault::{Closed, ClosedParcel, Home, Inbox, Index, ReviewerKeys, Submission};

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
        let inbox = open_inbox(shared, &home, &keys)?;
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

/// Opens the vault and tells what of it cannot be read. What was opened for it is kept in the index.
pub(super) fn open_inbox(shared: &Shared, home: &Home, keys: &ReviewerKeys) -> Result<Inbox, CommandError> {
    let mut index = open_index(home, keys);
    let bar = progress(false).with_message("opening");
    let inbox = Inbox::read(&home.vault(), &mut index, &keys.identity, &home.rosters()?, |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let mut inbox = inbox?;
    keep_index(shared, home, &index, keys);
    for error in inbox.add_labels(&home.records(), &keys.identity) {
        talk(&format!("! {error}"));
    }
    talk_of_closed(inbox.closed.iter().filter(|closed| closed.why != Closed::Identity));
    for (_, why) in &inbox.unreadable {
        talk(&format!("! {why}"));
    }
    Ok(inbox)
}

/// Reads the index; says why, where it must be made anew.
pub(super) fn open_index(home: &Home, keys: &ReviewerKeys) -> Index {
    let (index, trouble) = home.index().read(keys);
    if let Some(trouble) = trouble {
        talk(&format!("! {trouble}. It is made anew from the parcels; nothing is lost."));
    }
    index
}

/// Keeps the index. Where that fails, the next command opens the parcels again, and nothing else is lost.
pub(super) fn keep_index(shared: &Shared, home: &Home, index: &Index, keys: &ReviewerKeys) {
    if shared.no_record {
        return;
    }
    if let Err(trouble) = home.index().keep(index, keys) {
        talk(&format!(
            "! {trouble}. The next command opens the parcels again. Where nothing is to be written: --no-record"
        ));
    }
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
