use std::io;
use std::path::{Path, PathBuf};

use super::inbox::{Opened, check_days, open};
use super::language::reader_language;
use super::options::OwnForm;
use super::output::{print_json, print_with_headings, talk};
use super::own_form::own_form;
use super::{CommandError, Shared};
use crate::form::Forms;
use crate::harden::private_file;
use crate::report::{Entry, Figures, Scope, page, summary};
use crate::seal::{Clock, Day, DeskId};
use crate::vault::Submission;

/// Show in figures what the vault holds
///
/// Counts what came when, of what kind, in which language and with which files, what waits for the desk, and what
/// sources permit. A page with charts is written where --to says: one file that needs no network and no script. By
/// default no id, no file name and no word of a source stands in it.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo report\n  amparo report --to report.html --language es\n  \
                        amparo report --to march.html --since 2026-03-01 --until 2026-03-31 --desk main\n  \
                        amparo report --json | jq .waiting")]
pub(super) struct ReportCommand {
    /// Write the page to FILE, unencrypted, for your eyes alone
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Write over FILE when it is there already
    #[arg(long, requires = "to")]
    force: bool,
    /// Count only what came on DAY or later
    #[arg(long, value_name = "DAY")]
    since: Option<Day>,
    /// Count only what came on DAY or before
    #[arg(long, value_name = "DAY")]
    until: Option<Day>,
    /// Count only what this desk received
    #[arg(long, value_name = "DESK")]
    desk: Option<DeskId>,
    /// The language of the report [default: the system's, else en]
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Tell ids, file names and places in the sources' own words too
    #[arg(long)]
    identifying: bool,
    #[command(flatten)]
    own: OwnForm,
}

impl ReportCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        check_days(self.since, self.until)?;
        if let Some(path) = self.to.as_ref().filter(|path| !self.force && path.symlink_metadata().is_ok()) {
            return Err(exists(path));
        }
        let language = reader_language(self.language.as_deref())?;
        let forms = Forms::known(self.own.form.as_deref().map(own_form).transpose()?);
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let opened = open(shared, &home, &keys)?;
        let scope =
            Scope { since: self.since, until: self.until, desk: self.desk.clone(), identifying: self.identifying };
        let entries = entries(&opened, &forms, &scope);
        let figures = Figures::of(&entries, scope, opened.inbox.unreadable.len());
        if let Some(path) = &self.to {
            self.write(path, &page(&figures, language, Clock::system().today()))?;
        }
        if shared.json { print_json(&figures) } else { print_with_headings(&summary(&figures, language)) }
    }

    fn write(&self, path: &Path, page: &str) -> Result<(), CommandError> {
        private_file::write_named(path, page.as_bytes(), self.force).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => exists(path),
            _ => CommandError::failed(format!("{} cannot be written", path.display()))
                .because(error)
                .mend("see that the folder is there, has room and is yours to write"),
        })?;
        talk(&format!("The page is in {}. It is not encrypted.", path.display()));
        Ok(())
    }
}

/// Takes of every submission in the scope what is counted: from the index, no parcel is opened for it.
fn entries(opened: &Opened, forms: &Forms, scope: &Scope) -> Vec<Entry> {
    let answers = opened.index.answers();
    let held = opened.inbox.submissions.iter().filter(|one| scope.holds(&one.desk, one.day));
    let told = |one: &Submission| one.testimony_parcel().and_then(|parcel| answers.get(&parcel));
    held.map(|one| Entry::of(one, told(one), forms)).collect()
}

fn exists(path: &Path) -> CommandError {
    CommandError::failed(format!("{} exists already", path.display()))
        .because("nothing is overwritten")
        .mend("name another file with --to, or write over it with --force")
}
