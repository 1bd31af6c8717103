mod add;
mod new;
mod remove;
mod set;
mod show;
mod sign;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::output::{path_text, print_json, shell_word, talk};
use super::{CommandError, Shared};
use crate::roster::{CustodianFolder, EditError, NoteVerifier, Roster, RosterText, Standing};
use crate::seal::{Day, ShortName};
use add::Add;
use new::New;
use remove::Remove;
use set::Set;
use show::Show;
use sign::Sign;

/// The custodian's folder where none is named.
const HERE: &str = ".";

/// Says that a reviewer's newest roster has ended or soon ends: a server that keeps the next one back is noticed by that.
pub(super) fn warn_of_end(roster: &Roster, today: Day) {
    let RosterText { version, expires, .. } = roster.text();
    let ends = match roster.standing(today) {
        Standing::Valid => return,
        Standing::EndsSoon => "ends",
        Standing::Grace | Standing::Ended => "ended",
    };
    talk(&format!(
        "! Roster {version} {ends} on {expires}. Ask the custodian for the next one; where they have signed it already, ask \
         the operator why the server does not give it out."
    ));
}

/// Make, edit and sign the roster, on the custodian's offline machine
///
/// The roster says which desks there are, whom each is sealed to, and where reviewers pull from. A draft is
/// edited in the custodian's folder; nobody relies on it until it is signed. Reviewers and the server take a
/// roster only with the custodian's signature.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster new --dir custodian --interface ADDRESS.onion:443 --server-key HEX
  amparo roster add reviewer ana --from ana.toml --dir custodian
  amparo roster add desk detentions --title Detentions --reviewer ana --dir custodian
  amparo roster sign --dir custodian
  amparo roster show --dir custodian")]
pub(super) struct RosterCommand {
    /// The custodian's folder [default: the current one]
    #[arg(long, global = true, value_name = "DIR", display_order = 100)]
    dir: Option<PathBuf>,
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    New(New),
    #[command(subcommand)]
    Add(Add),
    #[command(subcommand)]
    Set(Set),
    #[command(subcommand)]
    Remove(Remove),
    Sign(Sign),
    Show(Show),
}

/// The last day that a roster is meant for.
#[derive(clap::Args)]
struct End {
    /// The last day that the roster is meant for
    #[arg(long, value_name = "DAY", conflicts_with = "days")]
    expires: Option<Day>,
    /// The same, in days from today
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=3660))]
    days: Option<i64>,
}

impl End {
    fn day(&self, today: Day) -> Option<Day> {
        self.expires.or_else(|| self.days.map(|days| today.plus(days)))
    }
}

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster add member detentions cruz
  amparo roster remove member detentions cruz")]
struct Member {
    /// The desk
    desk: ShortName,
    /// The reviewer's role
    reviewer: ShortName,
}

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster add successor second+a1b2c3d4+AbCd…
  amparo roster remove successor second+a1b2c3d4+AbCd…")]
struct Successor {
    /// The successor's public key, name+id+base64
    #[arg(value_name = "KEY")]
    key: NoteVerifier,
}

impl RosterCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let folder = CustodianFolder::at(self.dir.clone().unwrap_or_else(|| PathBuf::from(HERE)));
        match &self.step {
            Step::New(new) => new.run(shared, &folder),
            Step::Add(add) => add.run(shared, &folder),
            Step::Set(set) => set.run(shared, &folder),
            Step::Remove(remove) => remove.run(shared, &folder),
            Step::Sign(sign) => sign.run(shared, &folder),
            Step::Show(show) => show.run(shared, &folder),
        }
    }
}

/// Changes the draft and says so.
fn edit(
    shared: &Shared,
    folder: &CustodianFolder,
    done: &str,
    change: impl FnOnce(&mut RosterText) -> Result<(), EditError>,
) -> Result<(), CommandError> {
    let draft = folder.edit(change)?;
    if shared.json {
        let desks: Vec<_> = draft.desks.iter().map(|desk| desk.id.as_str()).collect();
        let reviewers: Vec<_> = draft.reviewers.iter().map(|reviewer| reviewer.id.as_str()).collect();
        return print_json(&json!({
            "draft": path_text(&folder.draft_path()), "desks": desks, "reviewers": reviewers,
        }));
    }
    talk(done);
    let dir = in_dir(folder);
    talk(&format!("Next: amparo roster show{dir}, amparo roster sign{dir}"));
    Ok(())
}

/// The option that names the folder in the next command; nothing where it is the current one.
fn in_dir(folder: &CustodianFolder) -> String {
    let path = folder.path();
    if path == Path::new(HERE) { String::new() } else { format!(" --dir {}", shell_word(path)) }
}
