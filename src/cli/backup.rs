use std::io::IsTerminal as _;
use std::path::PathBuf;

use serde_json::json;

use super::output::{print_json, progress, size, talk};
use super::{CommandError, Shared};
use crate::backup::Taken;
use crate::seal::Clock;
use crate::serving::{self, Config};
use crate::store::Place;

/// Copy what the server keeps, sealed to the roster's backup recipient
///
/// Takes everything up to the end of yesterday, the mailboxes' replies, and the configuration with all that it names;
/// what is in the backup already is not copied again. The server may run meanwhile. What was withdrawn leaves the
/// backup too. What cannot be read is named, and everything else is copied. Once a day is enough: a second run on the
/// same day changes nothing.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  amparo backup --config /etc/amparo/amparo.toml --to /media/stick/amparo")]
pub(super) struct Backup {
    /// The configuration
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The backup's folder; made when it is not there
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

impl Backup {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let config = Config::read(&self.config)?;
        let clock = Clock::system();
        let bar = progress(true).with_message("copying");
        let taken = serving::back_up(&config, &self.to, &clock, &mut |to_come, done| {
            bar.set_length(to_come);
            bar.set_position(done);
        });
        bar.finish_and_clear();
        tell(shared, &taken?, &clock.today().plus(-1).to_string())
    }
}

fn tell(shared: &Shared, taken: &Taken, day: &str) -> Result<(), CommandError> {
    if shared.json {
        print_json(&json!({
            "day": day, "was_there": taken.was_there, "parcels": taken.parcels, "new": taken.new, "bytes": taken.bytes,
            "removed": taken.removed, "only_in_backup": taken.only_here, "damaged": taken.damaged,
            "too_large": taken.too_large, "holds_replies": taken.holds_replies, "unbelieved": taken.unbelieved,
        }))?;
    } else {
        tell_in_words(taken, day);
    }
    let lines = |paths: &[String]| paths.iter().map(|path| told_path(path)).collect::<Vec<_>>().join("\n");
    let (damaged, too_large) = (&taken.damaged, &taken.too_large);
    if !damaged.is_empty() {
        if !too_large.is_empty() && !shared.json {
            talk(&format!("! Larger than a file can be in the backup's folder, and not in it:\n{}", lines(too_large)));
        }
        return Err(CommandError::unverified(format!(
            "{} files on the server's disk are damaged, or cannot be read",
            damaged.len()
        ))
        .because(lines(damaged))
        .mend(
            "all others are in the backup, and so is what an earlier run copied of these; see to the disk, and run amparo \
             check --repair",
        ));
    }
    if too_large.is_empty() {
        return Ok(());
    }
    Err(CommandError::failed(format!(
        "{} parcels are larger than a file can be in the backup's folder",
        too_large.len()
    ))
    .because(lines(too_large))
    .mend(
        "all others are in the backup; FAT32, as on many sticks, holds no file of 4 GiB: name a folder with --to that \
             lies on ext4, exFAT or NTFS",
    ))
}

fn tell_in_words(taken: &Taken, day: &str) {
    let holds = if taken.damaged.is_empty() && taken.too_large.is_empty() {
        format!("The backup holds everything up to the end of {day}")
    } else {
        format!("The backup holds what could be copied up to the end of {day}; what could not is named below")
    };
    if taken.was_there {
        talk(&format!("The backup up to the end of {day} is there already; nothing was done."));
    } else if !std::io::stderr().is_terminal() {
        // A journal keeps it: day by day, such counts tell how many replies came and how many their sources deleted.
        talk(&format!("{holds}."));
    } else {
        talk(&format!("{holds}. {} parcels. New: {} files, {}.", taken.parcels, taken.new, size(taken.bytes)));
        if taken.removed > 0 {
            talk(&format!("Taken out, because they are gone from the server for good: {} files.", taken.removed));
        }
    }
    if taken.only_here > 0 {
        talk(&format!(
            "{} parcels are in the backup and no longer on the server, though nobody withdrew them. They stay in the \
             backup; find out why.",
            taken.only_here
        ));
    }
    if taken.holds_replies {
        talk(
            "! Something of the server's replies or notes is damaged, or was set aside: until that is mended, and gone from \
             `quarantine`, no reply and no list leaves the backup. An older list still names the copy of before: amparo \
             restore --day DAY, into another folder.",
        );
    }
    if !taken.unbelieved.is_empty() {
        talk(&format!(
            "{} notes on the server ask for what nobody who could has signed; the backup lets nothing go for them. Find \
             out why:\n{}",
            taken.unbelieved.len(),
            taken.unbelieved.join("\n")
        ));
    }
}

/// A path as it is told in words, which a journal may keep: not which mailbox a reply lies in.
fn told_path(path: &str) -> &str {
    match Place::of(path) {
        Some(Place::Reply(_)) => "a reply in mailboxes/",
        _ => path,
    }
}
