use std::io::{self, IsTerminal as _, Read as _};
use std::path::PathBuf;

use serde_json::json;
use zeroize::Zeroizing;

use super::inbox::open_inbox;
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
    /// The submission's id, or an unambiguous beginning of it
    id: String,
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
        let id = inbox.find(&self.id)?.id;
        let records = home.records();
        if let Some(n) = self.remove {
            let count = records.read(&keys)?.of(id).notes.len();
            if !(1..=count).contains(&n) {
                return Err(CommandError::failed(format!("there is no note {n}")).mend("`amparo note ID` shows them"));
            }
            records.change(&keys, [id], |record| {
                if n <= record.notes.len() {
                    record.notes.remove(n - 1);
                }
            })?;
        }
        if let Some(file) = &self.file {
            let text = text(file)?;
            let note = RecordNote { day: Clock::system().today(), text: text.trim_end().to_owned() };
            records.change(&keys, [id], |record| record.notes.push(note.clone()))?;
        }
        let notes = records.read(&keys)?.of(id).notes;
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

fn text(file: &PathBuf) -> Result<Zeroizing<String>, CommandError> {
    let mut text = Zeroizing::new(String::with_capacity(MAX_NOTE_BYTES + 1));
    let most = MAX_NOTE_BYTES as u64 + 1;
    let read = if file.as_os_str() == "-" {
        if io::stdin().is_terminal() {
            talk("Type the note; Ctrl-D on a line of its own ends it.");
        }
        io::stdin().lock().take(most).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(most).read_to_string(&mut text))
    };
    read.map_err(|error| {
        CommandError::failed(format!("{} cannot be read", file.display()))
            .because(error)
            .mend("name a file with the text, or - to type it")
    })?;
    match text.trim().len() {
        0 => Err(CommandError::failed("nothing was noted")
            .because("there are no words in it")
            .mend("write some; `amparo note ID` shows what is there")),
        _ if text.len() > MAX_NOTE_BYTES => Err(CommandError::failed("nothing was noted")
            .because(format!("a note has at most {MAX_NOTE_BYTES} bytes"))
            .mend("write several notes")),
        _ => Ok(text),
    }
}
