use serde_json::json;

use super::inbox::open_inbox;
use super::options::Ids;
use super::output::{print_json, talk};
use super::{CommandError, Shared};
use crate::seal::SubmissionId;
use crate::vault::{InboxError, Record, RecordsFile, ReviewerKeys, Status, Submission};

/// Mark submissions as read, or say how far the work is
///
/// A status is new, working, answered or closed. Where you say nothing, a submission is "answered" when somebody of the
/// desk replied, and "new" before; --status new goes back to that. `read` marks what it shows as read. Marks are your
/// own: sealed to your key in your folder, never sent anywhere.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo mark 3f2a --status working\n  amparo mark 3f2a 77c0 --unread")]
pub(super) struct Mark {
    #[command(flatten)]
    submissions: Ids,
    /// Say how far the work is: new, working, answered, closed
    #[arg(long, value_name = "STATUS", required_unless_present_any = ["read", "unread"])]
    status: Option<Status>,
    /// Mark as read
    #[arg(long, conflicts_with = "unread")]
    read: bool,
    /// Mark as not read
    #[arg(long)]
    unread: bool,
}

impl Mark {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("a mark")?;
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox = open_inbox(shared, &home, &keys)?;
        let found =
            self.submissions.ids.iter().map(|id| Ok(inbox.find(id)?)).collect::<Result<Vec<_>, CommandError>>()?;
        change(&home.records(), &keys, &found, |record| {
            if let Some(status) = self.status {
                record.status = Some(status).filter(|status| *status != Status::New);
            }
            record.read = (record.read || self.read) && !self.unread;
        })?;
        if shared.json {
            let ids: Vec<SubmissionId> = found.iter().map(|submission| submission.id).collect();
            return print_json(&json!({ "marked": ids }));
        }
        talk(&format!("Marked: {}.", found.len()));
        Ok(())
    }
}

/// Changes what is noted of submissions, of those that are here still: what a pull has taken out meanwhile, as it was
/// withdrawn, leaves nothing noted.
///
/// A pull forgets what is noted before it deletes, and once more after it.
pub(super) fn change(
    records: &RecordsFile,
    keys: &ReviewerKeys,
    found: &[&Submission],
    change: impl FnMut(&mut Record),
) -> Result<(), CommandError> {
    let mut gone = None;
    // Asked one by one while nobody else writes what is noted.
    let here = found.iter().filter(|submission| {
        let is_here = submission.is_still_here();
        if !is_here {
            gone = Some(submission.id);
        }
        is_here
    });
    records.change(keys, here.map(|submission| (submission.id, submission.desk.clone())), change)?;
    gone.map_or(Ok(()), |id| Err(InboxError::NoSuch(id.to_string()).into()))
}
