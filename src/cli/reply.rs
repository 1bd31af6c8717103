use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use serde_json::json;
use zeroize::Zeroizing;

use super::contested::{self, open_without};
use super::editor::{self, About};
use super::given_text::given_text;
use super::named::named;
use super::options::{OneId, Without};
use super::output::{heading, indented, print_json, talk};
use super::withdraw::warn_of_wish;
use super::{CommandError, Shared};
use crate::form::reply::MAX_REPLY_TEXT_BYTES;
use crate::seal::{Clock, ParcelId, SLOTS};
use crate::vault::{HomeError, OutboxError, ReviewerKeys, Submission};

/// Answer a source
///
/// Opens a small editor on the terminal: it shows what the source told and how much room is left, and writes nothing to
/// disk. The source finds the answer with their nine words, in the desk's name; your colleagues find a copy of it with
/// their next pull. It is sealed at once and waits in your folder until `amparo push` sends it: no network is needed. A
/// reply has at most 3600 bytes, some 600 words. With `--file -` the text is what comes on stdin, which is written to no
/// disk either. A file that you name stays where it is, and is yours to delete.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo reply 3f2a\n  amparo reply 3f2a --file - < answer.txt\n  \
                        amparo reply 3f2a --file answer.txt && amparo push")]
pub(super) struct ReplyCommand {
    #[command(flatten)]
    submission: OneId,
    /// Take the text from a file, or with - from stdin, instead of opening the editor
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    left_out: Without,
}

impl ReplyCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("a reply")?;
        if self.file.is_none() && !io::stdin().is_terminal() {
            return Err(CommandError::usage("there is no terminal to write the reply on")
                .mend("name a file with --file FILE, or give the text on stdin with --file -"));
        }
        let home = shared.home()?;
        let rosters = home.rosters()?;
        let keys = shared.keys(&home)?;
        let roster = rosters.last().ok_or(HomeError::NotJoined)?;
        let inbox =
            open_without(shared, (&home, &keys), std::slice::from_ref(&self.submission.id), &self.left_out.without)?;
        let submission = inbox.find(&self.submission.id)?;
        warn_of_wish(submission);
        // It goes where the testimony says: one that somebody else sealed would lead it away from the source.
        if submission.testimony_is_contested() {
            return Err(contested::refused(submission, "answered"));
        }
        let (reviewer, _) = named(roster, &keys, &submission.desk, "written")?;
        if inbox.replies_in_the_conversation(submission) >= SLOTS {
            talk(&format!(
                "The source's mailbox may be full: it holds {SLOTS} replies, of all desks together, until they delete some."
            ));
        }
        let (outbox, today) = (home.outbox(), Clock::system().today());
        let keep = |text: &[u8]| outbox.write(submission, text, (roster, &reviewer.id), today, &keys.identity);
        let parcel = match &self.file {
            Some(file) => keep(&text_of(file)?)?,
            None => match written(submission, &keys, keep)? {
                Some(parcel) => parcel,
                None => {
                    return Err(CommandError::failed("the reply was thrown away")
                        .mend("to write another one, do the same again"));
                }
            },
        };
        if shared.json {
            return print_json(&json!({ "submission": submission.id, "desk": submission.desk, "parcel": parcel }));
        }
        talk("The reply is sealed and waits. Next: amparo push");
        Ok(())
    }
}

/// Lets the reviewer write, beneath what is answered.
fn written(
    submission: &Submission,
    keys: &ReviewerKeys,
    keep: impl Fn(&[u8]) -> Result<ParcelId, OutboxError>,
) -> Result<Option<ParcelId>, CommandError> {
    if submission.conversation.is_none() {
        return Err(OutboxError::NoMailbox.into());
    }
    let told = submission.read_testimony("testimony.txt", &keys.identity)?;
    let mut told = Zeroizing::new(String::from_utf8_lossy(&told).into_owned());
    for reply in submission.read_replies(&keys.identity)? {
        let replied = heading(&format!("Replied on {}", reply.day));
        let _ = write!(told, "\n{replied}\n\n{}", indented(&reply.text));
    }
    let title = format!("Reply to {:.8}, desk {}, {}", submission.id.to_string(), submission.desk, submission.day);
    let about = About::new(&title, &told);
    editor::write(&about, |text| keep(text.as_bytes()).map_err(|error| error.to_string())).map_err(|error| {
        if error.kind() == io::ErrorKind::Interrupted {
            return CommandError::failed("interrupted").mend("nothing was kept: write it once more");
        }
        CommandError::failed("the terminal cannot be written on")
            .because(error)
            .mend("nothing was kept: name a file with --file FILE, or give the text on stdin with --file -")
    })
}

fn text_of(file: &Path) -> Result<Zeroizing<Vec<u8>>, CommandError> {
    // What is longer than this is longer than a reply, however its letters count.
    let most = 4 * MAX_REPLY_TEXT_BYTES;
    given_text(file, most, "reply")?.ok_or_else(|| {
        CommandError::failed("nothing was written")
            .because(format!("it has more than {most} bytes; a reply has at most {MAX_REPLY_TEXT_BYTES}"))
            .mend("a longer answer goes in several replies")
    })
}
