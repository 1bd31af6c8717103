//! The command line: arguments, progress and printing; no logic.
//!
//! Data goes to stdout, talk to stderr. Exit codes: 0 done, 1 failed or not recorded in the custody log, 2 wrong usage,
//! 3 verification failed.

mod backup;
mod check;
mod command;
#[cfg(test)]
mod commands_in_docs;
mod completions;
mod contested;
mod custody;
mod demo;
mod editor;
mod errors;
mod export;
mod extract;
mod given_text;
mod handed_over;
mod held;
mod inbox;
mod incomplete;
mod init;
mod interrupts;
mod join;
mod keygen;
mod label;
mod mark;
mod named;
mod note;
mod language;
mod man;
mod options;
mod outbox;
mod output;
mod own_form;
mod passwd;
mod prompt;
mod pull;
mod push;
mod read;
#[cfg(test)]
mod reference;
mod reply;
mod report;
mod restore;
mod retention;
mod roster;
mod serve;
mod status;
mod verify;
mod withdraw;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::harden::cage::tool;
use crate::harden::private_file;
use crate::seal::{ExposeSecret as _, SecretString};
use crate::vault::{Home, ReviewerKeys};

pub use errors::CommandError;

/// A passphrase shorter than this is refused.
const MIN_PASSPHRASE_CHARS: usize = 12;
/// That costs whoever guesses about a second for each guess, and us once.
const DERIVING: &str = "Deriving a key from the passphrase …";
const AFTER_HELP: &str = "\
Examples:
  amparo demo                      try the whole system in a temporary folder
  amparo pull && amparo inbox      fetch what arrived, and list it

Results go to stdout, everything else to stderr.
Exit codes: 0 done, 1 failed or not recorded, 2 wrong usage, 3 verification failed";

/// Receive testimonies that only their reviewers can read
#[derive(Parser)]
#[command(name = "amparo", version, max_term_width = 100, arg_required_else_help = true, after_help = AFTER_HELP)]
struct Arguments {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Command,
}

/// What stands before or after a command; what only some have a use for, the others refuse ([`command::OF_SOME`]).
#[derive(clap::Args)]
struct Shared {
    // The variable is read in `home`.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        display_order = 101,
        help = "The reviewer's folder [env: AMPARO_HOME] [default: the platform's data folder]"
    )]
    home: Option<PathBuf>,
    /// Write the result for a machine, as JSON
    #[arg(long, global = true, display_order = 102)]
    json: bool,
    /// Read the passphrase from the first line of FILE instead of asking for it
    #[arg(long, global = true, value_name = "FILE", display_order = 103)]
    passphrase_file: Option<PathBuf>,
    /// Write nothing into the reviewer's folder, as on a stick that cannot be written
    #[arg(long, global = true, display_order = 104)]
    no_record: bool,
}

#[derive(Subcommand)]
enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    Serve(serve::Serve),
    Check(check::Check),
    Backup(backup::Backup),
    Restore(restore::RestoreCommand),
    Retention(retention::Retention),
    Status(status::StatusCommand),
    Roster(roster::RosterCommand),
    Keygen(keygen::Keygen),
    Join(join::Join),
    Passwd(passwd::Passwd),
    Pull(pull::Pull),
    Inbox(inbox::InboxCommand),
    Read(read::Read),
    Reply(reply::ReplyCommand),
    Push(push::Push),
    Outbox(outbox::OutboxCommand),
    Report(report::ReportCommand),
    Extract(extract::Extract),
    Export(export::ExportCommand),
    Verify(verify::Verify),
    Label(label::Label),
    Note(note::NoteCommand),
    Mark(mark::Mark),
    Custody(custody::CustodyCommand),
    HandedOver(handed_over::HandedOver),
    Withdraw(withdraw::Withdraw),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    if let Some(error) = tool::become_tool() {
        return errors::no_tool(error).report(false);
    }
    let (Arguments { shared, command }, name) = match command::parse() {
        Ok(parsed) => parsed,
        Err(error) if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") => {
            return usage(&error).report(true);
        }
        Err(error) => error.exit(),
    };
    if let Err(error) = shared.must_be_used_by(&name) {
        return error.report(shared.json);
    }
    private_file::tell_of_waiting(|folder| {
        output::talk(&format!("Another command uses {}: this one waits for its end.", folder.display()));
    });
    let done = match &command {
        Command::Demo(command) => command.run(&shared),
        Command::Init(command) => command.run(&shared),
        Command::Serve(command) => command.run(&shared),
        Command::Check(command) => command.run(&shared),
        Command::Backup(command) => command.run(&shared),
        Command::Restore(command) => command.run(&shared),
        Command::Retention(command) => command.run(&shared),
        Command::Status(command) => command.run(&shared),
        Command::Roster(command) => command.run(&shared),
        Command::Keygen(command) => command.run(&shared),
        Command::Join(command) => command.run(&shared),
        Command::Passwd(command) => command.run(&shared),
        Command::Pull(command) => command.run(&shared),
        Command::Inbox(command) => command.run(&shared),
        Command::Read(command) => command.run(&shared),
        Command::Reply(command) => command.run(&shared),
        Command::Push(command) => command.run(&shared),
        Command::Outbox(command) => command.run(&shared),
        Command::Report(command) => command.run(&shared),
        Command::Extract(command) => command.run(&shared),
        Command::Export(command) => command.run(&shared),
        Command::Verify(command) => command.run(&shared),
        Command::Label(command) => command.run(&shared),
        Command::Note(command) => command.run(&shared),
        Command::Mark(command) => command.run(&shared),
        Command::Custody(command) => command.run(&shared),
        Command::HandedOver(command) => command.run(&shared),
        Command::Withdraw(command) => command.run(&shared),
        Command::Completions(command) => command.run(&shared),
        Command::Man(command) => command.run(&shared),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error.report(shared.json),
    }
}

impl Shared {
    /// The reviewer's folder.
    fn home(&self) -> Result<Home, CommandError> {
        // Not read by the parser: set, it would count as an argument, and empty end every command, also those without a home.
        let set = || std::env::var_os("AMPARO_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
        if let Some(home) = self.home.clone().or_else(set) {
            return Ok(Home::at(home));
        }
        let folders = directories::ProjectDirs::from("", "", "amparo");
        let folder = folders.map(|f| f.data_dir().to_owned());
        folder
            .map(Home::at)
            .ok_or_else(|| CommandError::failed("no home folder is known here").mend("name one with --home DIR"))
    }

    /// Refuses the options that a command has no use for: who gives one relies on it.
    fn must_be_used_by(&self, command: &str) -> Result<(), CommandError> {
        let no_folder = "it works with no reviewer's folder of yours";
        let given = [
            ("home", self.home.is_some(), no_folder),
            ("passphrase_file", self.passphrase_file.is_some(), "it asks for no passphrase"),
            ("no_record", self.no_record, no_folder),
        ];
        let useless = given.into_iter().find(|(option, given, _)| *given && !command::has_use_for(command, option));
        useless.map_or(Ok(()), |(option, _, why)| {
            Err(CommandError::usage(format!("`amparo {command}` has no use for --{}", option.replace('_', "-")))
                .because(why)
                .mend(&format!("leave it out; `amparo {command} --help` lists what it takes")))
        })
    }

    /// Refuses `--no-record` for what cannot be done without writing into the reviewer's folder.
    fn must_record(&self, what: &str) -> Result<(), CommandError> {
        if self.no_record {
            return Err(CommandError::usage(format!("{what} writes into the reviewer's folder"))
                .because("--no-record says that nothing may be written there")
                .mend("leave it out, or use a folder that can be written"));
        }
        Ok(())
    }

    /// Opens the reviewer's keys, asking for the passphrase when they have one.
    fn keys(&self, home: &Home) -> Result<ReviewerKeys, CommandError> {
        let passphrase = if home.needs_passphrase()? { Some(self.passphrase("Passphrase: ")?) } else { None };
        Ok(home.keys(passphrase.as_ref())?)
    }

    /// The passphrase from its file or the terminal.
    fn passphrase(&self, prompt: &str) -> Result<SecretString, CommandError> {
        let passphrase = read_passphrase(prompt, self.passphrase_file.as_deref())?;
        output::talk_of_waiting(DERIVING);
        Ok(passphrase)
    }
}

/// A passphrase that is long enough, from its file, or typed twice.
fn new_passphrase(file: Option<&Path>) -> Result<SecretString, CommandError> {
    let passphrase = read_passphrase("New passphrase: ", file)?;
    if passphrase.expose_secret().chars().count() < MIN_PASSPHRASE_CHARS {
        return Err(CommandError::failed("the passphrase is too short")
            .because(format!("it has fewer than {MIN_PASSPHRASE_CHARS} characters"))
            .mend("take five or more random words"));
    }
    if file.is_none() && read_passphrase("The same again: ", None)?.expose_secret() != passphrase.expose_secret() {
        return Err(CommandError::failed("the two passphrases differ").mend("try again"));
    }
    output::talk_of_waiting(DERIVING);
    Ok(passphrase)
}

fn read_passphrase(prompt: &str, file: Option<&Path>) -> Result<SecretString, CommandError> {
    if let Some(path) = file {
        let text = std::fs::read_to_string(path).map(zeroize::Zeroizing::new);
        let text = text.map_err(|error| {
            CommandError::failed(format!("the passphrase file {} cannot be read", path.display()))
                .because(error)
                .mend("name a file whose first line is the passphrase")
        })?;
        return Ok(SecretString::from(text.lines().next().unwrap_or_default().to_owned()));
    }
    let typed = prompt::hidden(prompt);
    let typed = typed.map_err(|error| {
        CommandError::failed("no passphrase could be asked for")
            .because(error)
            .mend("run the command on a terminal, or give --passphrase-file FILE")
    })?;
    Ok(SecretString::from(typed))
}

/// What the parser of arguments says, in the form of our own errors.
fn usage(error: &clap::Error) -> CommandError {
    let text = error.render().to_string();
    let said = text.split("\n\n").next().unwrap_or_default();
    let said = said.strip_prefix("error: ").unwrap_or(said).trim();
    CommandError::usage(said).mend("`amparo help` lists the commands, `amparo COMMAND --help` their options")
}
