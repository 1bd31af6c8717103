use std::io;

use serde_json::json;
use tokio::runtime;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::options::ConfigFile;
use super::output::{print, print_json, talk, talk_of_waiting};
use super::{CommandError, Shared};
use crate::harden;
use crate::harden::signals::{any_of, take};
use crate::roster::{PublicKey, Standing};
use crate::seal::{Clock, Day};
use crate::serving::{
    self, ClearnetError, Config, DayClosed, Listeners, Looked, NotReloaded, Order, Reloaded, Started, Told,
};

/// Run the server
///
/// Serves the source interface (for tor, on a unix socket or loopback) and the reviewer interface until
/// SIGINT or SIGTERM. SIGHUP lets it read the roster, the forms and the texts again; visits under way end with those
/// they began with. Nothing that a request does is logged.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  amparo serve --config /etc/amparo/amparo.toml\n  amparo serve --config amparo.toml --print-key"
)]
pub(super) struct Serve {
    #[command(flatten)]
    file: ConfigFile,
    /// Print the server's public key, for the custodian's roster, and end; needs no custodian yet
    #[arg(long)]
    print_key: bool,
    /// Refuse to start where the kernel cannot confine the server, as `sandbox = "require"` does
    #[arg(long)]
    require_sandbox: bool,
}

impl Serve {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        harden::process::prepare()?;
        let mut reload = early(&[SignalKind::hangup()])?;
        if self.print_key {
            return print_key(&Config::read_early(&self.file.config)?, shared.json);
        }
        let mut config = Config::read(&self.file.config)?;
        config.require_sandbox = self.require_sandbox;
        let listeners = Listeners::bind(&config.portal.listen, &config.reviewing.listen)?;
        let listeners = listeners.with_status(&config.status).and_clearnet(config.clearnet.as_ref());
        let open_web = listeners.clearnet_address().map(|address| format!("https://{address}/")).unwrap_or_default();
        let (portal, reviewing) = (listeners.portal_address.clone(), listeners.reviewing_address);
        let told = Told {
            started: |started: &Started| {
                let open_web = match started.open_web {
                    Some(Ok(_)) => format!(", {open_web}"),
                    _ => String::new(),
                };
                talk(&format!("amparo: serving on {portal}{open_web} and {reviewing}"));
                warn(started);
            },
            reloaded: tell_reloaded,
            looked: tell_looked,
            day_closed: |closed| {
                for line in of_a_closed_day(closed) {
                    talk(&line);
                }
            },
        };
        let mut stop = Box::pin(stopped());
        let orders = async || {
            tokio::select! {
                () = &mut stop => Order::Stop,
                () = any_of(&mut reload) => Order::Reload,
            }
        };
        talk_of_waiting("amparo: starting; where the index is made anew, this takes its time …");
        serving::serve(&config, &config.reach(), listeners, &Clock::system(), orders, told)?;
        talk("amparo: stopped");
        Ok(())
    }
}

/// Takes these signals from here on: one that comes during the start waits for its end, and ends nothing.
pub(super) fn early(kinds: &[SignalKind]) -> io::Result<Vec<Signal>> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let _inside = runtime.enter();
    take(kinds)
}

fn tell_reloaded(done: Result<Reloaded, NotReloaded>) {
    match done {
        Ok(Reloaded { roster, standing, roster_expires, waiting }) => {
            let waiting = match waiting.as_slice() {
                [] => String::new(),
                keys => format!("; the change of {} waits for a restart", keys.join(", ")),
            };
            talk(&format!("amparo: reloaded, roster {roster} is in use{waiting}"));
            warn_of_end(standing, roster_expires);
        }
        Err(NotReloaded { roster, why }) => {
            let why = CommandError::from(why).line();
            let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
            talk(&format!("amparo: not reloaded, roster {roster} stays in use: {why}"));
        }
    }
}

/// Tells what came of a look at the open web's certificate.
fn tell_looked(looked: &Looked) {
    match looked {
        Looked { found: Ok(ends), was_open: true } => {
            talk(&format!("amparo: the certificate was renewed; it ends on {ends}"));
        }
        Looked { found: Ok(ends), was_open: false } => {
            talk(&format!("amparo: the open web is open; its certificate ends on {ends}"));
        }
        Looked { found: Err(error), was_open: true } => {
            talk(&format!("amparo: the certificate before stays in use: {error}"));
        }
        Looked { found: Err(error), was_open: false } => tell_closed(error),
    }
}

/// Tells why nobody comes by the open web, while all else is served.
fn tell_closed(why: &ClearnetError) {
    let then =
        if matches!(why, ClearnetError::Bind(..)) { "" } else { "; then reload, or wait until it is looked at again" };
    talk(&format!("amparo: the open web stays closed, and all else is served: {why}; {}{then}", why.mend()));
}

/// Tells the operator what the machine lacks, and what the custodian must do soon.
pub(super) fn warn(started: &Started) {
    for lack in &started.lacks {
        talk(&format!("amparo: {lack}"));
    }
    if !started.can_lay_anew {
        talk(
            "amparo: the data folder's file system (or AppArmor, without `l` for it) lets no day's names be laid anew: who \
             seizes the disk may read which parcels came together",
        );
    }
    if let Some(why) = &started.no_status {
        talk(&format!(
            "amparo: no monitor is answered, and all else is served: {why}; mend that (amparo check), then start again"
        ));
    }
    match &started.open_web {
        None => {}
        Some(Ok(ends)) => talk(&format!("amparo: the certificate ends on {ends}")),
        Some(Err(why)) => tell_closed(why),
    }
    warn_of_end(started.standing, started.roster_expires);
}

/// What is said when a day was closed, a line each.
fn of_a_closed_day(closed: &DayClosed<'_>) -> Vec<String> {
    let mut said = vec![format!("amparo: {} is closed", closed.day)];
    said.extend(closed.disk.warning().map(|warning| format!("amparo: the disk is {warning}")));
    said.extend(closed.damaged.iter().map(|id| {
        format!(
            "amparo: parcel {id} is damaged on the disk; a reviewer who holds it gives it back: amparo push --parcel {id}"
        )
    }));
    said.extend(end_of_roster(closed.standing, closed.roster_expires));
    said
}

fn warn_of_end(standing: Standing, expires: Day) {
    if let Some(line) = end_of_roster(standing, expires) {
        talk(&line);
    }
}

/// That the roster ends soon, or has. What a roster was for goes on after its end, and after the grace: a source is turned away
/// by none (decision 0044).
fn end_of_roster(standing: Standing, expires: Day) -> Option<String> {
    match standing {
        Standing::Valid => None,
        Standing::EndsSoon => Some(format!("amparo: the roster ends on {expires}; ask the custodian for a new one")),
        Standing::Grace | Standing::Ended => {
            Some(format!("amparo: the roster ended on {expires}; intake goes on, ask the custodian for a new one now"))
        }
    }
}

/// Ends at SIGINT or SIGTERM.
async fn stopped() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        // Without handlers the signals end the process by themselves.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

fn print_key(config: &Config, json: bool) -> Result<(), CommandError> {
    let key = serving::server_key(config, &Clock::system())?;
    let key = PublicKey::of(&key);
    if json { print_json(&json!({ "key": key })) } else { print(&format!("{key}\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serving::Disk;

    #[test]
    fn each_days_close_warns_of_a_roster_that_ends_and_of_one_that_has_ended() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let closed = |standing| {
            let (day, roster_expires) = (day("2026-11-24"), day("2026-12-01"));
            of_a_closed_day(&DayClosed { day, damaged: &[], disk: Disk::Enough, standing, roster_expires })
        };
        assert_eq!(closed(Standing::Valid), ["amparo: 2026-11-24 is closed"]);
        for (standing, said) in [
            (Standing::EndsSoon, "amparo: the roster ends on 2026-12-01; ask"),
            (Standing::Grace, "amparo: the roster ended on 2026-12-01; intake goes on, ask"),
            (Standing::Ended, "amparo: the roster ended on 2026-12-01; intake goes on, ask"),
        ] {
            let lines = closed(standing);
            assert!(lines.len() == 2 && lines[1].starts_with(said), "{lines:?}");
        }
    }

    #[test]
    fn each_days_close_tells_what_is_damaged_and_that_the_disk_is_full() {
        let (day, damaged) = ("2026-11-24".parse::<Day>().unwrap(), ["ab".repeat(32).parse().unwrap()]);
        let closed =
            DayClosed { day, damaged: &damaged, disk: Disk::Little, standing: Standing::Valid, roster_expires: day };
        let lines = of_a_closed_day(&closed);
        assert!(lines.len() == 3 && lines[1].starts_with("amparo: the disk is "), "{lines:?}");
        assert!(lines[2].ends_with(&format!("amparo push --parcel {}", damaged[0])), "{lines:?}");
    }
}
