use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rand_core::OsRng;
use serde_json::{Value, json};

use super::contested::warn;
use super::custody::{ended, in_doubt, record_done_once};
use super::errors::REST;
use super::inbox::open_inbox;
use super::incomplete::{parcels_away, warn_of_no_list};
use super::interrupts::Interrupts;
use super::options::OneId;
use super::output::{how_many, path_text, print, print_json, progress, talk};
use super::withdraw::warn_of_wish;
use super::{CommandError, Shared};
use crate::harden::private_file;
use crate::vault::content::{Examined, examine};
use crate::vault::display::sanitize_line;
use crate::vault::{Act, Attachment, CopyError, Home, Lack, ReviewerKeys, Submission, WorkingCopy, Workshop, converse};

/// Write a submission's files to a folder, bit for bit
///
/// Each gets its number and a safe form of its name. Nothing is written outside the folder and nothing is
/// overwritten. Each is looked at: what it really is, against what was claimed, and what it could do when it is
/// opened. The files are a stranger's: open them on a machine without a network that has nothing to lose. Exit code 1
/// when some of the submission is not here, as after `amparo pull --below`: what is here is written all the same.
///
/// With --working-copy, copies without hidden data (who, where, when, with what) are written instead, by mat2 and the
/// tools that it uses. A copy that is not clean is not written. The originals stay sealed in the vault as they are.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo extract 3f2a --to ./3f2a\n  amparo extract 3f2a --to ./3f2a --file 2\n  \
                        amparo extract 3f2a --to ./copies --working-copy\n  \
                        amparo extract 3f2a --to ./3f2a --json | jq '.[].type'")]
pub(super) struct Extract {
    #[command(flatten)]
    submission: OneId,
    /// The folder to write to; made when it is not there
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Only the file with this number; may be given several times
    #[arg(long, value_name = "N")]
    file: Vec<u32>,
    /// Write copies without hidden data, instead of the files as they were sent
    #[arg(long)]
    working_copy: bool,
    /// Give a copy up when a tool takes longer for it than so many seconds
    #[arg(long, value_name = "SECS", default_value_t = 600, requires = "working_copy")]
    patience: u64,
}

impl Extract {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox = open_inbox(shared, &home, &keys)?;
        let submission = inbox.find(&self.submission.id)?;
        warn_of_wish(submission);
        let files = self.chosen(submission)?;
        warn(submission);
        private_file::make_folder(&self.to).map_err(|error| {
            CommandError::failed(format!("{} cannot be used", self.to.display()))
                .because(error)
                .mend("name a folder that is yours to write")
        })?;
        if files.is_empty() && submission.lack().is_none() {
            talk("This submission has no files.");
        }
        let done = if self.working_copy {
            self.copies(shared, (&home, &keys), submission, &files)
        } else {
            self.originals(shared, (&home, &keys), submission, &files)
        };
        done.and_then(|()| self.all_of(submission))
    }

    /// Whether all was here that was asked for: who names files has them.
    fn all_of(&self, submission: &Submission) -> Result<(), CommandError> {
        if !self.file.is_empty() {
            return Ok(());
        }
        warn_of_no_list(submission);
        match submission.lack() {
            Some(Lack::Parcels(count)) => {
                let why = "there may be files among them; those that are here were written";
                Err(parcels_away(submission, count, Some("--file N writes one that is here")).because(why))
            }
            Some(Lack::List | Lack::Unsound) | None => Ok(()),
        }
    }

    /// The files that were asked for, all where none was named.
    fn chosen<'a>(&self, submission: &'a Submission) -> Result<Vec<&'a Attachment>, CommandError> {
        let there = |n: &&u32| submission.attachments.iter().all(|file| file.n != **n);
        if let Some(n) = self.file.iter().find(there) {
            let all: Vec<String> = submission.attachments.iter().map(|file| file.n.to_string()).collect();
            return Err(CommandError::failed(format!("this submission has no file {n} in the vault"))
                .mend(&format!("its files here are: {}", all.join(", "))));
        }
        let all = submission.attachments.iter();
        Ok(all.filter(|file| self.file.is_empty() || self.file.contains(&file.n)).collect())
    }

    fn originals(
        &self,
        shared: &Shared,
        (home, keys): (&Home, &ReviewerKeys),
        submission: &Submission,
        files: &[&Attachment],
    ) -> Result<(), CommandError> {
        let interrupts = Interrupts::watch()?;
        let (mut written, mut record) = (Vec::new(), Recording::new(shared, (home, keys)));
        let bar = progress(true).with_message("extracting");
        bar.set_length(files.iter().map(|file| file.size).sum());
        let done = files.iter().try_for_each(|file| {
            let path = file.extract(&self.to, &keys.identity, &mut |bytes| {
                bar.inc(bytes);
                interrupts.going()
            });
            let path = path.map_err(|error| in_doubt(shared, (home, keys), submission, error))?;
            // What is out is out, whatever comes behind it, and it is recorded before anything is said of it.
            record.add(Act::extracted(submission, file));
            interrupts.rests();
            let found = look(&path, file)?;
            written.push((*file, path, found));
            Ok::<_, CommandError>(())
        });
        bar.finish_and_clear();
        let told = if written.is_empty() && done.is_err() { Ok(()) } else { self.tell_originals(shared, &written) };
        ended(done.and(told), record.outcome)
    }

    fn tell_originals(
        &self,
        shared: &Shared,
        written: &[(&Attachment, PathBuf, Examined)],
    ) -> Result<(), CommandError> {
        if shared.json {
            let shown = written.iter().map(|(file, path, found)| {
                let own = json!({
                    "n": file.n, "path": path_text(path), "sha256": file.sha256, "name": file.name,
                    "type_claimed": file.type_claimed,
                });
                with(found, own)
            });
            return print_json(&shown.collect::<Vec<_>>());
        }
        for (file, path, found) in written {
            print(&format!("{}\n", path.display()))?;
            tell(found, file);
        }
        if written.iter().any(|(.., found)| !found.cautions.is_empty()) {
            talk(&format!(
                "\nOpen these on a machine without a network that has nothing to lose, or make copies without hidden \
                 data: amparo extract {} --to DIR --working-copy",
                self.submission.id
            ));
        }
        Ok(())
    }

    fn copies(
        &self,
        shared: &Shared,
        (home, keys): (&Home, &ReviewerKeys),
        submission: &Submission,
        files: &[&Attachment],
    ) -> Result<(), CommandError> {
        let (mut made, mut refused) = (Vec::new(), Vec::new());
        let mut record = Recording::new(shared, (home, keys));
        let bar = progress(false).with_message("copying");
        bar.set_length(files.len() as u64);
        let worked: Result<Result<(), CopyError>, _> = converse(async {
            let mut workshop = Workshop::open(&self.to, Duration::from_secs(self.patience), &mut OsRng)?;
            for file in files {
                match workshop.copy(file, &self.to, &keys.identity).await {
                    Ok(copy) => {
                        record.add(Act::working_copy(submission, file, (copy.sha256, copy.bytes)));
                        made.push((*file, copy));
                    }
                    Err(CopyError::Inbox(error)) => {
                        let act = error.doubted().and_then(|parcel| Act::doubted(submission, parcel));
                        if let Some(act) = act {
                            record.add(act);
                        }
                        return Err(CopyError::Inbox(error));
                    }
                    Err(why @ CopyError::Interrupted) => return Err(why),
                    Err(why) => refused.push((*file, why)),
                }
                bar.inc(1);
            }
            Ok(())
        });
        bar.finish_and_clear();
        let told = tell_copies(shared, files.len(), &made, &refused);
        let done = worked.map_err(CommandError::from).and_then(|worked| Ok(worked?));
        ended(done.and(told), record.outcome)
    }
}

/// How what was extracted comes into the custody log after all: nothing is overwritten.
const AGAIN: &str = "extract it once more, to another folder";

/// Records each file as soon as it is out, so that a kill costs one event at the most.
struct Recording<'a> {
    shared: &'a Shared,
    whose: (&'a Home, &'a ReviewerKeys),
    /// What could not be recorded; it is tried again with the next.
    waiting: Vec<Act>,
    /// What is wrong with the log, each once.
    told: BTreeSet<String>,
    outcome: Result<(), CommandError>,
}

impl<'a> Recording<'a> {
    const fn new(shared: &'a Shared, whose: (&'a Home, &'a ReviewerKeys)) -> Self {
        Self { shared, whose, waiting: Vec::new(), told: BTreeSet::new(), outcome: Ok(()) }
    }

    fn add(&mut self, act: Act) {
        self.waiting.push(act);
        self.outcome = record_done_once(self.shared, self.whose, &self.waiting, AGAIN, &mut self.told);
        if self.outcome.is_ok() {
            self.waiting.clear();
        }
    }
}

fn tell_copies(
    shared: &Shared,
    asked: usize,
    made: &[(&Attachment, WorkingCopy)],
    refused: &[(&Attachment, CopyError)],
) -> Result<(), CommandError> {
    if shared.json {
        let copies = made.iter().map(|(file, copy)| copy_json(file, copy));
        let none = refused.iter().map(|(file, why)| {
            json!({ "n": file.n, "path": null, "original": { "sha256": file.sha256 }, "why": why.to_string() })
        });
        print_json(&copies.chain(none).collect::<Vec<_>>())?;
    } else {
        for (file, copy) in made {
            print(&format!("{}\n", copy.path.display()))?;
            talk(&format!("   original  sha256 {}\n   copy      sha256 {}", file.sha256, copy.sha256));
        }
        if made.iter().any(|(_, copy)| !copy.confined) {
            talk(
                "! This kernel has no Landlock: the tools ran unconfined, and could reach the network and your files.",
            );
        }
        if !made.is_empty() {
            talk(STAYS);
        }
    }
    for (file, why) in refused {
        talk(&format!("! {}. {}: no copy: {}", file.n, sanitize_line(&file.name), sanitize_line(&why.to_string())));
    }
    if refused.is_empty() {
        return Ok(());
    }
    Err(CommandError::failed(format!("of {} of {} there is no copy", refused.len(), how_many(asked, "file", "files")))
        .because("a copy that may not be clean is not written")
        .mend("the originals are in the vault; `amparo extract` without --working-copy writes them as they are"))
}

/// What no tool takes out.
const STAYS: &str = "\nWhat a clean copy still tells: all that can be seen and heard in it, watermarks, and the traces \
                     that a camera's sensor and a recorder leave in every picture and sound.";

impl From<CopyError> for CommandError {
    fn from(error: CopyError) -> Self {
        match error {
            CopyError::Interrupted => Self::failed("interrupted").mend(REST),
            CopyError::Inbox(error) => error.into(),
            error => Self::failed("no copy could be made").because(error).mend("see that the folder is yours to write"),
        }
    }
}

fn look(path: &Path, file: &Attachment) -> Result<Examined, CommandError> {
    let looked = File::open(path).and_then(|mut content| examine(&mut content, &file.name, &file.type_claimed));
    looked.map_err(|error| {
        CommandError::failed(format!("{} cannot be read", path.display()))
            .because(error)
            .mend("extract it once more, to a folder that is yours to read")
    })
}

/// Says what a file is, and what to know before it is opened.
fn tell(found: &Examined, file: &Attachment) {
    let claimed = sanitize_line(&file.type_claimed);
    let claim = match found.as_claimed {
        Some(true) => "as claimed".to_owned(),
        Some(false) => format!("but claimed to be {claimed}"),
        None => "nothing was claimed".to_owned(),
    };
    talk(&format!("   {} ({}), {claim}", found.is.name, found.is.mime));
    for caution in &found.cautions {
        talk(&format!("   ! {}", caution.says()));
    }
}

/// An object with what was found out about the file added to it.
fn with(found: &Examined, mut object: Value) -> Value {
    if let (Some(all), Ok(Value::Object(found))) = (object.as_object_mut(), serde_json::to_value(found)) {
        all.extend(found);
    }
    object
}

fn copy_json(file: &Attachment, copy: &WorkingCopy) -> Value {
    json!({
        "n": file.n, "path": path_text(&copy.path), "original": { "sha256": file.sha256, "bytes": file.size },
        "copy": { "sha256": copy.sha256, "bytes": copy.bytes }, "tool": copy.tool, "confined": copy.confined,
    })
}
