use std::path::PathBuf;

use serde_json::json;

use super::output::{print_json, progress, size, talk};
use super::{CommandError, Shared};
use crate::backup::Taken;
use crate::seal::Clock;
use crate::serving::{self, Config};

/// Copy what the server keeps, sealed to the roster's backup recipient
///
/// Takes everything up to the end of yesterday, the mailboxes' replies, and the configuration with all that it names;
/// what is in the backup already is not copied again. The server may run meanwhile. What was withdrawn leaves the
/// backup too. Once a day is enough: a second run on the same day changes nothing.
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
            "unbelieved": taken.unbelieved,
        }))?;
    } else if taken.was_there {
        talk(&format!("The backup up to the end of {day} is there already; nothing was done."));
    } else {
        talk(&format!(
            "The backup holds everything up to the end of {day}: {} parcels. New: {} files, {}.",
            taken.parcels,
            taken.new,
            size(taken.bytes)
        ));
        if taken.removed > 0 {
            talk(&format!("Taken out, because they are gone from the server for good: {} files.", taken.removed));
        }
    }
    if taken.only_here > 0 && !shared.json {
        talk(&format!(
            "{} parcels are in the backup and no longer on the server, though nobody withdrew them. They stay in the \
             backup; find out why.",
            taken.only_here
        ));
    }
    if !taken.unbelieved.is_empty() && !shared.json {
        talk(&format!(
            "{} notes on the server ask for what nobody who could has signed; the backup lets nothing go for them. Find \
             out why:\n{}",
            taken.unbelieved.len(),
            taken.unbelieved.join("\n")
        ));
    }
    if taken.damaged.is_empty() {
        return Ok(());
    }
    let ids: Vec<String> = taken.damaged.iter().map(|id| format!("parcel {id}")).collect();
    Err(CommandError::unverified(format!("{} parcels are damaged on the server's disk", taken.damaged.len()))
        .because(ids.join("\n"))
        .mend("all others are in the backup, and so is what an earlier run copied of these; see to the disk"))
}
