use super::options::ConfigFile;
use super::output::{how_many, path_text, print, print_json};
use super::{CommandError, Shared};
use crate::roster::Standing;
use crate::seal::Clock;
use crate::serving::{Config, Status};

/// Show how a server stands
///
/// Whether it runs, disk space, counts as of the last day's end, the roster's end, and the last backup. Reads files
/// alone: a server that runs notices nothing. Nothing about sources is known to it.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  amparo status --config /etc/amparo/amparo.toml --json")]
pub(super) struct StatusCommand {
    #[command(flatten)]
    file: ConfigFile,
}

impl StatusCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let config = Config::read(&self.file.config)?;
        let mut status = Status::read(&config, &Clock::system())?;
        if shared.json {
            for path in &mut status.backup_not_its_owners {
                *path = path_text(path).into();
            }
            return print_json(&status);
        }
        let running = match status.running {
            Some(true) => "runs",
            Some(false) => "does not run",
            None => "the system does not tell whether it runs",
        };
        let days = |n: i64| how_many(n, "day", "days");
        let full = status.disk.warning().map_or_else(String::new, |warning| format!(": {warning}"));
        let roster = match status.roster_standing {
            Standing::Valid => format!(", {} left", days(status.roster_days_left)),
            Standing::EndsSoon => format!(", {} left: ask the custodian for a new one", days(status.roster_days_left)),
            Standing::Grace | Standing::Ended => ": it has ended, ask the custodian for a new one now".to_owned(),
        };
        let certificate = match (&config.clearnet, status.certificate_ends, status.certificate_days_left) {
            (None, ..) => String::new(),
            (_, Some(ends), Some(left)) if left < 0 => format!("certificate: it ended on {ends}, renew it now\n"),
            (_, Some(ends), Some(left)) => format!("certificate: until {ends}, {} left\n", days(left)),
            _ if status.certificate_is_closed => {
                "certificate: you may not read it or its key; run this as root, or as the server's account\n".to_owned()
            }
            _ => {
                "certificate: it cannot be used: with the next start the open web stays closed; amparo check says why\n"
                    .to_owned()
            }
        };
        let backup = match (status.last_backup, status.backup_lacks_days) {
            (Some(day), Some(0)) => format!("made, up to the end of {day}"),
            (Some(day), Some(..0)) => {
                format!("made, up to the end of {day}, by a clock that was ahead: amparo check says what to do")
            }
            (Some(day), Some(lacks)) => format!("made, up to the end of {day}: it lacks {}", days(lacks)),
            _ => "none: amparo backup".to_owned(),
        };
        let lacks = if status.backup_is_incomplete {
            "  ! something could not be copied into it: another run of amparo backup names it\n"
        } else {
            ""
        };
        let closed = status.backup_not_its_owners.iter().map(|path| {
            format!(
                "  ! {} is not for the timer's account to write: a run of the timer there would fail; amparo check says how to \
                 mend it\n",
                path.display()
            )
        });
        let closed = closed.collect::<Vec<_>>().concat();
        let desks = status
            .parcels
            .iter()
            .map(|(desk, parcels)| format!("  {desk}  {}\n", how_many(*parcels, "parcel", "parcels")));
        let desks = desks.collect::<Vec<_>>().concat();
        print(&format!(
            "amparo {}: {running}\ndisk: {} GiB free{full}\nroster {}: until {}{roster}\n{certificate}backup: {backup}\n{lacks}{closed}up to the end of {}:\n{desks}",
            status.version, status.free_gib, status.roster, status.roster_expires, status.day
        ))
    }
}
