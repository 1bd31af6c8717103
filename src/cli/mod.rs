//! The command line: arguments, progress and printing; no logic.
//!
//! Data goes to stdout, talk to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 verification failed.

mod demo;
mod extract;
mod inbox;
mod join;
mod keygen;
mod output;
mod pull;
mod read;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::seal::SecretString;
use crate::vault::{Home, HomeError, ReviewerKeys};

pub use output::CommandError;

/// Receive testimonies that only their reviewers can read
#[derive(Parser)]
#[command(name = "amparo", version, max_term_width = 100, arg_required_else_help = true)]
struct Arguments {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(clap::Args)]
struct Shared {
    /// The reviewer's folder [default: the platform's data folder]
    #[arg(long, global = true, env = "AMPARO_HOME", value_name = "DIR")]
    home: Option<PathBuf>,
    /// Write the result for a machine, as JSON
    #[arg(long, global = true)]
    json: bool,
    /// Read the passphrase from the first line of FILE instead of asking for it
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    Demo(demo::Demo),
    Serve(serve::Serve),
    Keygen(keygen::Keygen),
    Join(join::Join),
    Pull(pull::Pull),
    Inbox(inbox::InboxCommand),
    Read(read::Read),
    Extract(extract::Extract),
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let Arguments { shared, command } = Arguments::parse();
    let done = match &command {
        Command::Demo(command) => command.run(&shared),
        Command::Serve(command) => command.run(&shared),
        Command::Keygen(command) => command.run(&shared),
        Command::Join(command) => command.run(&shared),
        Command::Pull(command) => command.run(&shared),
        Command::Inbox(command) => command.run(&shared),
        Command::Read(command) => command.run(&shared),
        Command::Extract(command) => command.run(&shared),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error.report(shared.json),
    }
}

impl Shared {
    /// The reviewer's folder.
    fn home(&self) -> Result<Home, CommandError> {
        if let Some(home) = &self.home {
            return Ok(Home::at(home.clone()));
        }
        let folders = directories::ProjectDirs::from("", "", "amparo");
        let folder = folders.map(|f| f.data_dir().to_owned());
        folder
            .map(Home::at)
            .ok_or_else(|| CommandError::failed("no home folder is known here").mend("name one with --home DIR"))
    }

    /// Opens the reviewer's keys, asking for the passphrase when they have one.
    fn keys(&self, home: &Home) -> Result<ReviewerKeys, CommandError> {
        let passphrase = if home.needs_passphrase()? { Some(self.passphrase("Passphrase: ")?) } else { None };
        Ok(home.keys(passphrase.as_ref())?)
    }

    /// The passphrase from its file or the terminal.
    fn passphrase(&self, prompt: &str) -> Result<SecretString, CommandError> {
        if let Some(path) = &self.passphrase_file {
            let text = std::fs::read_to_string(path).map(zeroize::Zeroizing::new);
            let text = text.map_err(|e| CommandError::failed(format!("{}: {e}", path.display())))?;
            return Ok(SecretString::from(text.lines().next().unwrap_or_default().to_owned()));
        }
        let typed = rpassword::prompt_password(prompt);
        let typed = typed.map_err(|e| {
            CommandError::failed(format!("no passphrase could be asked for: {e}")).mend("give --passphrase-file FILE")
        })?;
        Ok(SecretString::from(typed))
    }
}

impl From<HomeError> for CommandError {
    fn from(error: HomeError) -> Self {
        let mend = match &error {
            HomeError::NoKeys(_) => "make keys with `amparo keygen`, or name another folder with --home",
            HomeError::NotJoined => "join with `amparo join ROSTER --custodian VKEY`",
            HomeError::Passphrase(..) => "try the passphrase again",
            _ => "",
        };
        let error = match &error {
            HomeError::Roster(_) | HomeError::OtherRoster(_) | HomeError::OlderRoster { .. } => {
                Self::unverified(error.to_string())
            }
            _ => Self::failed(error.to_string()),
        };
        error.mend(mend)
    }
}
