use std::path::{Path, PathBuf};

use serde_json::json;
use zeroize::Zeroizing;

use super::given_text::given_text;
use super::inbox::open_inbox;
use super::mark::change;
use super::options::OneId;
use super::output::{print, print_json, talk};
use super::{CommandError, Shared};
use crate::seal::Clock;
use crate::vault::{MAX_NOTE_BYTES, RecordNote};

/// Write or show your notes on a submission
///
/// Without --file and --remove the notes are shown, with their numbers and days. They are your own: sealed to your key
/// in your folder, never sent anywhere and not part of an export. `inbox --text` finds their words. With `--file -` the
/// text is what you type, up to Ctrl-D; it is written to no disk but sealed.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo note 3f2a --file -\n  amparo note 3f2a\n  amparo note 3f2a --remove 1")]
pub(super) struct NoteCommand {
    #[command(flatten)]
    submission: OneId,
    /// Add a note: a file, or - for what comes on stdin
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Take the note with this number away
    #[arg(long, value_name = "N", conflicts_with = "file")]
    remove: Option<usize>,
}

impl NoteCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        if self.file.is_some() || self.remove.is_some() {
            shared.must_record("a note")?;
        }
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox = open_inbox(shared, &home, &keys)?;
        let submission = inbox.find(&self.submission.id)?;
        let (id, desk) = (submission.id, &submission.desk);
        let records = home.records();
        if let Some(n) = self.remove {
            let count = records.read(&keys)?.of(id, desk).notes.len();
            if !(1..=count).contains(&n) {
                return Err(CommandError::failed(format!("there is no note {n}")).mend("`amparo note ID` shows them"));
            }
            records.change(&keys, [(id, desk.clone())], |record| {
                if n <= record.notes.len() {
                    record.notes.remove(n - 1);
                }
            })?;
        }
        if let Some(file) = &self.file {
            let note = RecordNote { day: Clock::system().today(), text: text_of(file)?.to_string() };
            change(&records, &keys, &[submission], |record| record.notes.push(note.clone()))?;
        }
        let notes = records.read(&keys)?.of(id, desk).notes;
        if shared.json {
            return print_json(&json!({ "id": id, "notes": notes }));
        }
        if notes.is_empty() {
            talk("There is no note.");
        }
        for (at, note) in notes.iter().enumerate() {
            print(&format!("{}. {}\n    {}\n", at + 1, note.day, note.text.replace('\n', "\n    ")))?;
        }
        Ok(())
    }
}

fn text_of(file: &Path) -> Result<Zeroizing<String>, CommandError> {
    let refused = || CommandError::failed("nothing was noted");
    let bytes = given_text(file, MAX_NOTE_BYTES, "note")?.ok_or_else(|| {
        refused().because(format!("a note has at most {MAX_NOTE_BYTES} bytes")).mend("write several notes")
    })?;
    let text = str::from_utf8(&bytes);
    let text = text.map_err(|_| refused().because("it is no text in UTF-8").mend("save it as UTF-8"))?.trim_end();
    if text.trim().is_empty() {
        return Err(refused()
            .because("there are no words in it")
            .mend("write some; `amparo note ID` shows what is there"));
    }
    Ok(Zeroizing::new(text.to_owned()))
}
