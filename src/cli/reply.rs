use std::io::{self, IsTerminal as _, Read as _};
use std::path::PathBuf;

use serde_json::json;
use zeroize::Zeroizing;

use super::inbox::open_inbox;
use super::output::{print_json, talk};
use super::{CommandError, Shared};
use crate::form::reply::MAX_REPLY_TEXT_BYTES;
use crate::roster::PublicKey;
use crate::seal::Clock;
use crate::vault::HomeError;

/// Answer a source
///
/// The source finds the answer with their nine words, in the desk's name; your colleagues find a copy of it with their
/// next pull. It is sealed at once and waits in your folder until `amparo push` sends it: no network is needed. A
/// reply has at most 3600 bytes, some 600 words. With `--file -` the text is what you type, up to Ctrl-D; it is
/// written to no disk. A file that you name stays where it is, and is yours to delete.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo reply 3f2a --file -\n  amparo reply 3f2a --file answer.txt && amparo push")]
pub(super) struct ReplyCommand {
    /// The submission's id, or an unambiguous beginning of it
    id: String,
    /// The text: a file, or - for what comes on stdin
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
}

impl ReplyCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("a reply")?;
        let home = shared.home()?;
        let rosters = home.rosters()?;
        let keys = shared.keys(&home)?;
        let roster = rosters.last().ok_or(HomeError::NotJoined)?;
        let inbox = open_inbox(shared, &home, &keys)?;
        let submission = inbox.find(&self.id)?;
        let reviewer = roster.reviewer_by_key(&PublicKey::of(&keys.signing));
        let reviewer = reviewer.filter(|one| roster.desks_of(&one.id).any(|desk| desk.id == submission.desk));
        let reviewer = reviewer.ok_or_else(|| {
            CommandError::failed("nothing was written")
                .because(format!("the newest roster does not name you for desk {}", submission.desk))
                .mend("ask the desk's reviewers, or the custodian")
        })?;
        let text = self.text()?;
        let (outbox, today) = (home.outbox(), Clock::system().today());
        let parcel = outbox.write(submission, &text, (roster, &reviewer.id), today, &keys.identity)?;
        if shared.json {
            return print_json(&json!({ "submission": submission.id, "desk": submission.desk, "parcel": parcel }));
        }
        talk("The reply is sealed and waits. Next: amparo push");
        Ok(())
    }

    fn text(&self) -> Result<Zeroizing<Vec<u8>>, CommandError> {
        let mut text = Zeroizing::new(Vec::with_capacity(8 * MAX_REPLY_TEXT_BYTES));
        // What is longer than this is longer than a reply.
        let most = 4 * MAX_REPLY_TEXT_BYTES as u64;
        let read = if self.file.as_os_str() == "-" {
            if io::stdin().is_terminal() {
                talk("Type the reply; Ctrl-D on a line of its own ends it.");
            }
            io::stdin().lock().take(most).read_to_end(&mut text)
        } else {
            std::fs::File::open(&self.file).and_then(|file| file.take(most).read_to_end(&mut text))
        };
        read.map_err(|error| {
            CommandError::failed(format!("{} cannot be read", self.file.display()))
                .because(error)
                .mend("name a file with the text, or - to type it")
        })?;
        Ok(text)
    }
}
