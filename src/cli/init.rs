use std::io::{self, BufRead as _, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf, absolute};
use std::process;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::join::read_signed;
use super::output::{path_text, print, print_json, shell_word, talk};
use super::{CommandError, Shared};
use crate::roster::{MAX_NOTE_BYTES, NoteVerifier, SignedRoster};
use crate::seal::Clock;
use crate::serving::{self, SetUp, Setup};
use crate::texts::Lang;

/// What the packaged units read.
const DEFAULT_CONFIG: &str = "/etc/amparo/amparo.toml";
const SERVICES: [&str; 2] = ["amparo.service", "amparo-tor.service"];
/// systemd calls the server started as soon as its program is: what a start refuses, it refuses within this time.
const REFUSES_WITHIN: Duration = Duration::from_secs(3);
const BETWEEN_LOOKS: Duration = Duration::from_millis(250);

/// Set up a server
///
/// Asks for the organisation's name and little else, writes a configuration that explains itself, and draws the
/// server's key and the keys of two onion services: both addresses are known before tor was ever started. Prints what
/// the custodian needs for their roster.
///
/// With --roster, takes the roster that the custodian signed: verifies it, puts it where the configuration says, and
/// names its custodian there. A later roster is taken in the same way, also one by a successor whom the roster before
/// names.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo init
  amparo init --organisation 'Casa de Memoria' --language es --language en
  amparo init --roster roster.note --custodian custodian+a1b2c3d4+AbCd… --start
  ssh root@SERVER amparo init --roster - --custodian KEY --start < custodian/roster.note")]
pub(super) struct Init {
    /// The configuration to write
    #[arg(long, value_name = "FILE", default_value = DEFAULT_CONFIG)]
    config: PathBuf,
    /// Who receives the testimonies, as every page says it; asked for when it is not given
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// A language of the pages; may be given several times, the first is for who has chosen none [default: en es]
    #[arg(long = "language", value_name = "CODE")]
    languages: Vec<String>,
    /// The address that "Leave this page" leads to [default: a blank page]
    #[arg(long, value_name = "URL")]
    quick_exit: Option<String>,
    /// The data folder
    #[arg(long, value_name = "DIR", default_value = "/var/lib/amparo")]
    data: PathBuf,
    /// The folder of a tor that knows this server alone
    #[arg(long, value_name = "DIR", default_value = "/var/lib/amparo-tor")]
    tor: PathBuf,
    /// The socket between tor and the server
    #[arg(long, value_name = "PATH", default_value = "/run/amparo/portal.sock")]
    socket: PathBuf,
    /// Take this signed roster, or the one on stdin with -
    #[arg(long, value_name = "FILE", requires = "custodian")]
    roster: Option<PathBuf>,
    /// The custodian's public key, compared by voice
    #[arg(long, value_name = "KEY", requires = "roster")]
    custodian: Option<NoteVerifier>,
    /// Then start the server and its tor by systemd, now and after every boot: this publishes the addresses; a server
    /// that runs already reads the roster again
    #[arg(long, requires = "roster")]
    start: bool,
}

impl Init {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        match (&self.roster, &self.custodian) {
            (Some(roster), Some(custodian)) => self.adopt(roster, custodian, shared.json),
            _ => self.set_up(shared.json),
        }
    }

    fn set_up(&self, json: bool) -> Result<(), CommandError> {
        if self.config.symlink_metadata().is_ok() {
            return Err(serving::SetupError::Exists(self.config.clone()).into());
        }
        let done = self.answered()?.write(&Clock::system())?;
        let SetUp { portal, interface, key, torrc, torrc_stays } = &done;
        let config = absolute(&self.config)?;
        if json {
            return print_json(&json!({
                "config": path_text(&config), "torrc": path_text(torrc), "portal": format!("http://{portal}/"),
                "interface": interface, "server_key": key,
            }));
        }
        let next = if config == Path::new(DEFAULT_CONFIG) {
            "amparo init --roster roster.note --custodian KEY --start".to_owned()
        } else {
            // The units that --start starts read another one.
            format!("amparo init --config {} --roster roster.note --custodian KEY", shell_word(&config))
        };
        let config = config.display();
        let stays = if *torrc_stays {
            format!("tor's configuration was there, and stays as it is:\n    {}\n", torrc.display())
        } else {
            String::new()
        };
        print(&format!(
            "The server is set up, and not started.\n\n\
             Its configuration, with a word to each setting:\n    {config}\n{stays}\
             Sources will find it at:\n    http://{portal}/\n\n\
             Nothing is served before a custodian, on another machine, has signed who may read. They type:\n\n    \
             amparo roster new --dir custodian --interface {interface} \\\n        \
             --server-key {key} \\\n        \
             --desk main --title Testimonies --reviewer ROLE=PUBLIC.toml --sign\n\n\
             where PUBLIC.toml is what `amparo keygen` left for the custodian. Then, here:\n\n    \
             {next}\n"
        ))
    }

    /// What was given as options, and what is answered on the terminal.
    fn answered(&self) -> Result<Setup, CommandError> {
        let asks = self.organisation.is_none();
        if asks && !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            return Err(CommandError::usage("the organisation's name is not given")
                .because("there is no terminal to ask on")
                .mend("give it with --organisation NAME"));
        }
        let (all, offered) = (Lang::ALL.map(Lang::code), Lang::OFFERED.map(Lang::code));
        let organisation = match &self.organisation {
            Some(name) => name.clone(),
            None => ask(
                "Who receives the testimonies? Every page says this name, and it is all that a source knows of you.",
                "Organisation",
                "",
            )?,
        };
        if organisation.is_empty() {
            return Err(CommandError::usage("the organisation has no name").mend("sources need to know who reads"));
        }
        let languages = match self.languages.as_slice() {
            [] if asks => ask(
                &format!(
                    "In which languages? The first is for visitors who have chosen none. There are: {}.",
                    all.join(" ")
                ),
                "Languages",
                &offered.join(" "),
            )?,
            [] => offered.join(" "),
            given => given.join(" "),
        };
        let quick_exit = match &self.quick_exit {
            Some(exit) => exit.clone(),
            None if asks => ask(
                "\"Leave this page\" shows a blank page, or an address that harms nobody who is seen with it.",
                "Address, or nothing",
                "",
            )?,
            None => String::new(),
        };
        Ok(Setup {
            // What is typed is meant from here; what stands in the configuration, from there.
            config: absolute(&self.config)?,
            data: absolute(&self.data)?,
            tor: absolute(&self.tor)?,
            socket: absolute(&self.socket)?,
            organisation,
            languages: languages.split([' ', ',']).filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            quick_exit,
        })
    }

    fn adopt(&self, roster: &Path, custodian: &NoteVerifier, json: bool) -> Result<(), CommandError> {
        let signed = if roster.as_os_str() == "-" {
            let mut text = Vec::new();
            io::stdin().lock().take(MAX_NOTE_BYTES as u64 + 1).read_to_end(&mut text)?;
            // What is no text, or too long, carries no signature, and is refused for that.
            SignedRoster::new(String::from_utf8_lossy(&text).into_owned())
        } else {
            read_signed(roster)?
        };
        let roster = serving::adopt_roster(&self.config, &signed, custodian, &Clock::system())?;
        let (text, reference) = (roster.text(), roster.reference());
        let started = if self.start { Some(start()?) } else { None };
        if json {
            return print_json(&json!({
                "version": text.version, "expires": text.expires, "digest": reference.digest, "started": self.start,
            }));
        }
        talk(&format!("Roster {} is in place, until {}.", text.version, text.expires));
        talk(&format!("Its fingerprint: {}", reference.digest.in_groups()));
        match started {
            Some(State::Started) => talk(&format!(
                "Started, now and after every boot: {}. `journalctl -u amparo` has what the server says.",
                SERVICES.join(" and ")
            )),
            Some(State::Reloaded) => {
                talk("The server was running, and was asked to take it: `journalctl -u amparo` says whether it did.");
            }
            None => talk(&format!(
                "Next: amparo check --config {}, then start it; a server that runs takes it by `systemctl reload amparo`",
                shell_word(&self.config)
            )),
        }
        Ok(())
    }
}

/// Explains, asks, and reads one line.
fn ask(why: &str, what: &str, default: &str) -> Result<String, CommandError> {
    talk(&format!("\n{why}"));
    talk(&if default.is_empty() { format!("{what}:") } else { format!("{what} [{default}]:") });
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let line = line.trim();
    Ok(if line.is_empty() { default } else { line }.to_owned())
}

/// What became of the services.
enum State {
    Started,
    /// The server ran already.
    Reloaded,
}

fn start() -> Result<State, CommandError> {
    let systemctl = |arguments: &[&str]| process::Command::new("systemctl").args(arguments).status();
    let runs = |unit: &str| systemctl(&["is-active", "--quiet", unit]).is_ok_and(|status| status.success());
    let [server, _] = SERVICES;
    let ran_before = runs(server);
    // After a few refused starts systemd makes none for a while. What never failed has nothing to reset.
    let quietly = |arguments: &[&str]| {
        let (out, err) = (process::Stdio::null(), process::Stdio::null());
        process::Command::new("systemctl").args(arguments).stdout(out).stderr(err).status()
    };
    let _ = quietly(&[&["reset-failed"], &SERVICES[..]].concat());
    match systemctl(&[&["enable", "--now"], &SERVICES[..]].concat()) {
        Ok(status) if status.success() => {}
        Ok(_) if quietly(&["cat", server]).is_ok_and(|status| status.success()) => {
            // Whatever became of tor: a server that runs takes its roster.
            if ran_before {
                let _ = systemctl(&["reload", server]);
            }
            return Err(not_started(&SERVICES.into_iter().filter(|unit| !runs(unit)).collect::<Vec<_>>()));
        }
        Ok(_) => {
            return Err(CommandError::failed("the services were not started, and the roster is in place")
                .because(format!("systemd knows no {server}"))
                .mend(
                    "the package has the units, and the source tree in deploy/systemd; or start `amparo serve` and tor \
                     yourself",
                ));
        }
        Err(error) => {
            return Err(CommandError::failed("the services were not started, and the roster is in place")
                .because(format!("`systemctl` does not run: {error}"))
                .mend("start `amparo serve` and tor, with the torrc beside the configuration, yourself"));
        }
    }
    if ran_before {
        if !systemctl(&["reload", server]).is_ok_and(|status| status.success()) {
            return Err(CommandError::failed("the server was not asked to take the roster, which is in place")
                .because(format!("`systemctl reload {server}` failed"))
                .mend("`journalctl -u amparo` says why; a start takes it too: `sudo systemctl restart amparo`"));
        }
        return Ok(State::Reloaded);
    }
    let begun = Instant::now();
    while begun.elapsed() < REFUSES_WITHIN {
        thread::sleep(BETWEEN_LOOKS);
        if !runs(server) {
            return Err(CommandError::failed("the server was started, and ended; the roster is in place")
                .because(format!("`systemctl is-active {server}` says that it does not run"))
                .mend(
                    "`journalctl -u amparo` says why: mend that, then `sudo systemctl reset-failed amparo; sudo systemctl \
                     restart amparo`",
                ));
        }
    }
    Ok(State::Started)
}

/// Which units do not run that should, and where it stands why.
fn not_started(units: &[&str]) -> CommandError {
    let all = units.join(" ");
    let because = format!("`systemctl enable --now {}` failed", SERVICES.join(" "));
    if units.is_empty() {
        return CommandError::failed("both services run, and would not after the next boot; the roster is in place")
            .because(because)
            .mend(&format!("`systemctl enable {}` says why", SERVICES.join(" ")));
    }
    let journals: Vec<String> = units.iter().map(|unit| format!("`journalctl -u {unit}`")).collect();
    let (verb, say) = if units.len() == 1 { ("does", "says") } else { ("do", "say") };
    CommandError::failed(format!("{} {verb} not run; the roster is in place", units.join(" and ")))
        .because(because)
        .mend(&format!(
            "{} {say} why: mend that, then `sudo systemctl reset-failed {all}; sudo systemctl enable --now {all}`",
            journals.join(" and ")
        ))
}
