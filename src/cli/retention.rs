use serde_json::json;

use super::options::ConfigFile;
use super::output::{how_many, print, print_json, size, talk};
use super::{CommandError, Shared};
use crate::reviewing::{RetainedDay, Stays};
use crate::seal::{Clock, ShortName};
use crate::serving::{self, Config};

/// Show which days the server will let go, and why the others stay
///
/// Changes nothing: the server itself deletes, at the day's close and at a start, and only days that every reviewer of the desk has
/// acknowledged to hold whole, `retention.days` days after they were over. Reviewers' vaults keep what they have.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  amparo retention --config /etc/amparo/amparo.toml\n  amparo retention --config amparo.toml --days 30"
)]
pub(super) struct Retention {
    #[command(flatten)]
    file: ConfigFile,
    /// Show it for so many days, whatever the configuration says
    #[arg(long, value_name = "N")]
    days: Option<u32>,
    /// What it does in any case; kept for scripts that say so
    #[arg(long, hide = true)]
    dry_run: bool,
}

impl Retention {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let config = Config::read(&self.file.config)?;
        let days = serving::retained(&config, self.days, &Clock::system())?;
        if shared.json {
            let day = |day: &RetainedDay| {
                json!({
                    "desk": day.desk, "day": day.day, "parcels": day.parcels, "bytes": day.bytes,
                    "goes": day.stays.is_none(), "stays": day.stays.as_ref().map(why),
                })
            };
            return print_json(&days.iter().map(day).collect::<Vec<_>>());
        }
        for day in &days {
            let goes = if self.days.is_some() { "would go" } else { "goes" };
            let what = day.stays.as_ref().map_or_else(|| goes.to_owned(), |stays| format!("stays: {}", why(stays)));
            let parcels = how_many(day.parcels, "parcel", "parcels");
            print(&format!("{}  {}  {parcels}  {}  {what}\n", day.desk, day.day, size(day.bytes)))?;
        }
        let goes = days.iter().filter(|day| day.stays.is_none());
        let days = how_many(goes.clone().count(), "day", "days");
        let parcels = how_many(goes.map(|day| day.parcels).sum::<usize>(), "parcel", "parcels");
        let when = "at the next close of a day, or start of the server";
        let told = match self.days {
            Some(n) => format!("With `retention.days = {n}`, {days} with {parcels} would go {when}."),
            None => format!("To go {when}: {days} with {parcels}."),
        };
        talk(&format!("{told} Nothing was changed now."));
        Ok(())
    }
}

fn why(stays: &Stays) -> String {
    match stays {
        Stays::Off => "no retention is configured".to_owned(),
        Stays::Until(day) => format!("until {day} at least"),
        Stays::Unacknowledged(who) => {
            let who: Vec<&str> = who.iter().map(ShortName::as_str).collect();
            format!("not acknowledged by {}", who.join(", "))
        }
        Stays::Unopened => "no reviewer could open all of it".to_owned(),
        Stays::WithdrawalWaits => "a withdrawal waits".to_owned(),
        Stays::SetAside => "something of it lies in the quarantine".to_owned(),
        Stays::NoDesk => "the roster has no such desk".to_owned(),
    }
}
