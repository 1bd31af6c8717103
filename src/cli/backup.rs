use std::io::IsTerminal as _;
use std::path::PathBuf;

use serde_json::json;

use super::options::ConfigFile;
use super::output::{how_many, print_json, progress, size, talk};
use super::{CommandError, Shared};
use crate::backup::Taken;
use crate::seal::Clock;
use crate::serving::{self, Config};
use crate::store::{Place, StoreError};

/// Copy what the server keeps, sealed to the roster's backup recipient
///
/// Takes everything up to the end of yesterday, the mailboxes' replies, and the configuration with all that it names;
/// what is in the backup already is not copied again. The server may run meanwhile. What was withdrawn leaves the
/// backup too. What cannot be read is named, and everything else is copied. Once a day is enough: a second run on the
/// same day changes nothing.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  amparo backup --config /etc/amparo/amparo.toml --to /media/stick/amparo")]
pub(super) struct Backup {
    #[command(flatten)]
    file: ConfigFile,
    /// The backup's folder; made when it is not there
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

impl Backup {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let config = Config::read(&self.file.config)?;
        let clock = Clock::system();
        let bar = progress(true).with_message("copying");
        let taken = serving::back_up(&config, &self.to, &clock, &mut |to_come, done| {
            bar.set_length(to_come);
            bar.set_position(done);
        });
        bar.finish_and_clear();
        let (taken, noted) = taken?;
        tell(shared, &taken, noted.as_ref().err(), &clock.today().plus(-1).to_string())
    }
}

fn tell(shared: &Shared, taken: &Taken, unnoted: Option<&StoreError>, day: &str) -> Result<(), CommandError> {
    if shared.json {
        print_json(&json!({
            "day": day, "was_there": taken.was_there, "parcels": taken.parcels, "new": taken.new, "bytes": taken.bytes,
            "removed": taken.removed, "only_in_backup": taken.only_here, "damaged": taken.damaged,
            "too_large": taken.too_large, "missing": taken.missing, "lacks": taken.lacks,
            "holds_replies": taken.holds_replies, "set_aside": taken.is_set_aside, "unbelieved": taken.unbelieved,
            "noted": unnoted.is_none(),
        }))?;
    } else {
        tell_in_words(taken, day);
    }
    if let Some(why) = unnoted {
        talk(&format!(
            "! The backup counts, but the data folder could not be told of it: amparo check and status go on naming the one of \
             before. Why: {why}"
        ));
    }
    let mut troubles = troubles(taken);
    let last = troubles.pop();
    if !shared.json {
        for trouble in troubles {
            talk(&format!("! {}:\n{}", trouble.what, trouble.why));
        }
    }
    last.map_or(Ok(()), Err)
}

/// What was not taken, the worst last.
fn troubles(taken: &Taken) -> Vec<CommandError> {
    let lines = |paths: &[String]| paths.iter().map(|path| told_path(path)).collect::<Vec<_>>().join("\n");
    let (damaged, too_large, missing) = (&taken.damaged, &taken.too_large, &taken.missing);
    let mut found = Vec::new();
    if !too_large.is_empty() {
        let what = format!(
            "{} larger than a file can be in the backup's folder",
            how_many(too_large.len(), "parcel is", "parcels are")
        );
        found.push(CommandError::failed(what).because(lines(too_large)).mend(
            "all others are in the backup; FAT32, as on many sticks, holds no file of 4 GiB: name a folder with --to that \
             lies on ext4, exFAT or NTFS",
        ));
    }
    if !missing.is_empty() {
        let what = format!(
            "{} not there, or cannot be read",
            how_many(missing.len(), "key of an onion service is", "keys of onion services are")
        );
        found.push(CommandError::unverified(what).because(lines(missing)).mend(
            "all else is in the backup, and no list leaves it meanwhile: an older one may have them (amparo restore --day DAY, \
             into another folder); or name the folders that there are in `[backup] onion_keys`",
        ));
    }
    if !damaged.is_empty() {
        let what = format!(
            "{} damaged, or cannot be read",
            how_many(
                damaged.len(),
                "file or folder on the server's disk is",
                "files or folders on the server's disk are"
            )
        );
        found.push(CommandError::unverified(what).because(lines(damaged)).mend(
            "all others are in the backup, and so is what an earlier run copied of these; see to the disk, and run amparo \
             check --repair",
        ));
    }
    found
}

fn tell_in_words(taken: &Taken, day: &str) {
    let is_all = taken.damaged.is_empty() && taken.too_large.is_empty() && taken.missing.is_empty();
    let holds = match (is_all, taken.is_set_aside || taken.holds_replies) {
        (true, false) => format!("The backup holds everything up to the end of {day}"),
        (true, true) => format!("The backup holds all up to the end of {day} but what a repair set aside"),
        (false, _) => {
            format!("The backup holds what could be copied up to the end of {day}; what could not is named below")
        }
    };
    if taken.was_there {
        talk(&format!("The backup up to the end of {day} is there already; nothing was done."));
    } else if !std::io::stderr().is_terminal() {
        // A journal keeps it: day by day, such counts tell how many replies came and how many their sources deleted.
        talk(&format!("{holds}."));
    } else {
        talk(&format!(
            "{holds}. {}. New: {}, {}.",
            how_many(taken.parcels, "parcel", "parcels"),
            how_many(taken.new, "file", "files"),
            size(taken.bytes)
        ));
        if taken.removed > 0 {
            let files = how_many(taken.removed, "file", "files");
            talk(&format!("Taken out, because gone from the server for good: {files}."));
        }
    }
    if taken.only_here > 0 {
        talk(&format!(
            "{} in the backup and no longer on the server, and nobody withdrew any. What is in the backup stays there; find out \
             why.",
            how_many(taken.only_here, "parcel is", "parcels are")
        ));
    }
    if taken.holds_replies {
        talk(
            "! Something of the server's replies, notes or folders is damaged, or was set aside: until that is mended, and gone from \
             `quarantine`, no reply and no list leaves the backup. An older list still names the copy of before: amparo \
             restore --day DAY, into another folder.",
        );
    }
    if !taken.unbelieved.is_empty() {
        talk(&format!(
            "{} for what nobody who could has signed, and the backup lets nothing go. Find out why:\n{}",
            how_many(taken.unbelieved.len(), "note on the server asks", "notes on the server ask"),
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
