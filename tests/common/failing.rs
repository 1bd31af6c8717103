//! A server whose calls on its data folder fail one by one.

use std::fs;
use std::path::Path;

use super::everything_in;
use super::kills::{Acknowledged, all_is_whole, told_to};
use super::process::Ended;
use super::site::Site;

/// What came of a failing call.
#[derive(Default)]
pub(crate) struct Failed {
    /// How often the call was let fail.
    pub(crate) times: usize,
    /// Visits that were acknowledged all the same.
    pub(crate) acknowledged: usize,
    /// Whether the server ended by itself.
    pub(crate) ended: bool,
}

/// The same with calls that fail once the server runs. Needs root.
pub(crate) fn round_while_it_runs(site: &Site, call: &str, error: &str, n: usize) -> Failed {
    let trace = site.folder.path().join("trace");
    let _ = fs::remove_file(&trace);
    let name = format!("running {call} {error} {n}");
    let server = site.start();
    let tracer = super::trace::fail_in(server.process.id(), &trace, &everything_in(&site.data), call, error, n);
    let acknowledged = told_to(&server, &name, 3);
    let ended = server.process.stop();
    tracer.wait();
    judged(site, &trace, (&name, error), &acknowledged, &ended)
}

/// What came of a server that ran. It ended by itself with its one line, or went on and was stopped; where its last sync
/// fails it says so and how to mend it.
fn judged(
    site: &Site,
    trace: &Path,
    (name, error): (&str, &str),
    acknowledged: &[Acknowledged],
    ended: &Ended,
) -> Failed {
    let by_itself = ended.stderr.contains("storage failed");
    let not_synced = ended.status.code() == Some(1) && ended.stderr.contains("  mend ");
    assert!(by_itself || not_synced || ended.status.success(), "{name}: {ended:?}");
    whole(site, trace, (name, error), acknowledged, ended, by_itself)
}

fn whole(
    site: &Site,
    trace: &Path,
    (name, error): (&str, &str),
    acknowledged: &[Acknowledged],
    ended: &Ended,
    by_itself: bool,
) -> Failed {
    assert!(
        !ended.stderr.contains("panicked") && ended.stderr.matches("storage failed").count() <= 1,
        "{name}: {ended:?}"
    );
    all_is_whole(site, acknowledged, error == "ENOSPC");
    let times = fs::read_to_string(trace).map_or(0, |trace| trace.matches("(INJECTED)").count());
    Failed { times, acknowledged: acknowledged.len(), ended: by_itself }
}

/// Tells a few stories to a server whose `n`-th such call fails in each thread, then starts it without and looks.
///
/// Panics at a loss, at a panic of the server's, and where it ends without its one line.
pub(crate) fn round(site: &Site, call: &str, error: &str, n: usize) -> Failed {
    let trace = site.folder.path().join("trace");
    let _ = fs::remove_file(&trace);
    let name = format!("{call} {error} {n}");
    match site.start_failing(&trace, call, error, n) {
        Ok(server) => {
            let acknowledged = told_to(&server, &name, 3);
            judged(site, &trace, (&name, error), &acknowledged, &server.process.stop())
        }
        Err(ended) => {
            assert!(
                matches!(ended.status.code(), Some(1 | 3)) && ended.stderr.contains("  mend "),
                "{name}: {ended:?}"
            );
            whole(site, &trace, (&name, error), &[], &ended, true)
        }
    }
}
