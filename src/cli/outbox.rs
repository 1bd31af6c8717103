use serde_json::json;

use super::errors::not_one;
use super::output::{print, print_json, talk};
use super::{CommandError, Shared};
use crate::vault::display::sanitize_line;
use crate::vault::{Beginning, Damaged, Waiting};

/// So many characters of a reply are listed.
const SHOWN_CHARS: usize = 60;

/// List the replies that wait to be sent
///
/// They lie sealed in your folder until `amparo push` has sent them. Until then they can be thrown away. A file of them
/// that is damaged is named, and stands in the way of no other; exit code 1 says that there is one.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo outbox\n  amparo outbox --drop 9c41\n  \
                        amparo outbox --json | jq -r '.[].text'")]
pub(super) struct OutboxCommand {
    /// Throw away the reply whose id begins so, or the file of this name
    #[arg(long, value_name = "ID|FILENAME")]
    drop: Option<Beginning>,
}

impl OutboxCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let outbox = home.outbox();
        let (waiting, damaged) = if outbox.waiting()?.is_empty() {
            (Vec::new(), Vec::new())
        } else {
            let keys = shared.keys(&home)?;
            outbox.list(&keys.identity)?
        };
        if let Some(called) = &self.drop {
            shared.must_record("throwing a reply away")?;
            let file = match damaged.iter().find(|one| one.file == called.to_string()) {
                Some(one) => one.file.clone(),
                None => find(&waiting, called)?.file(),
            };
            if !outbox.drop_file(&file)? {
                return Err(CommandError::failed(format!("{file} does not wait any more"))
                    .because("it was sent or thrown away meanwhile, by another command of yours")
                    .mend("`amparo outbox` lists what waits; what was sent cannot be taken back"));
            }
            if shared.json {
                let dropped = file.strip_suffix(".age").unwrap_or(&file);
                return print_json(&json!({ "dropped": dropped }));
            }
            talk("The reply is thrown away. No push sends it; only one that broke off may have done so before.");
            return Ok(());
        }
        if shared.json {
            print_json(&waiting)?;
        } else if waiting.is_empty() && damaged.is_empty() {
            talk("Nothing waits to be sent.");
        } else {
            for one in &waiting {
                print(&line(one))?;
            }
            if !waiting.is_empty() {
                talk("Next: amparo push");
            }
        }
        if damaged.is_empty() { Ok(()) } else { Err(unusable(&damaged)) }
    }
}

/// What is said of files that are no replies any more.
fn unusable(damaged: &[Damaged]) -> CommandError {
    let why: Vec<String> = damaged.iter().map(|one| one.why.to_string()).collect();
    CommandError::failed(format!("{} of the files in the outbox cannot be used", damaged.len()))
        .because(why.join("\n"))
        .mend("bring them back from a copy, or throw each away with `amparo outbox --drop FILENAME`")
}

fn find<'a>(waiting: &'a [Waiting], beginning: &Beginning) -> Result<&'a Waiting, CommandError> {
    let called = |one: &&Waiting| one.file() == beginning.to_string() || beginning.fits(&one.parcel);
    let matching: Vec<_> = waiting.iter().filter(called).collect();
    let not_one = |mend| not_one(matching.len(), "reply", "replies", beginning, mend);
    match matching[..] {
        [one] => Ok(one),
        [_, ..] => Err(not_one("give more of it; `amparo outbox --json` lists whole ids")),
        [] => Err(not_one("`amparo outbox` lists what waits; what was sent cannot be taken back")),
    }
}

/// Ids as long as nobody mistakes them, and the first words.
fn line(one: &Waiting) -> String {
    let words = sanitize_line(&one.text);
    let mut shown: String = words.chars().take(SHOWN_CHARS).collect();
    if words.chars().count() > SHOWN_CHARS {
        shown.push('…');
    }
    let (parcel, submission) = (one.parcel.to_string(), one.submission.to_string());
    format!("{}  {}  {parcel:.12}  to {submission:.12}  {shown}\n", one.day, one.desk)
}
