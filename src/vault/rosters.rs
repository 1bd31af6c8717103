//! Fetches the roster that a server uses, and those of before, so that what was sealed under them can be held against
//! them.

use std::fmt;

use super::home::{Accepted, Home, HomeError};
use super::remote::{Remote, RemoteError};
use crate::roster::{NoteError, RosterError};

/// More rosters are not asked for in one go; the rest comes with the next pull.
const MOST: usize = 1000;

/// A roster of before that was not kept.
#[derive(Debug)]
pub struct OlderRoster {
    /// The version it was asked for by.
    pub version: u64,
    /// What is wrong with it.
    pub why: HomeError,
}

impl OlderRoster {
    /// True when it is signed by nobody whom this home ever trusted; so it is after joining under a successor.
    pub const fn is_strange(&self) -> bool {
        matches!(self.why, HomeError::Roster(RosterError::Note(NoteError::Unsigned)))
    }
}

impl fmt::Display for OlderRoster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "roster {}: {}", self.version, self.why)
    }
}

/// What came of asking for the rosters of before.
#[derive(Debug, Default)]
pub struct OlderRosters {
    /// The versions that are new here.
    pub taken: Vec<u64>,
    /// Those that do not hold.
    pub refused: Vec<OlderRoster>,
}

/// What became of the roster that a server uses.
pub struct Newest {
    /// Those before it that were taken on the way to it, the oldest first.
    pub between: Vec<Accepted>,
    /// What became of itself.
    pub accepted: Result<Accepted, HomeError>,
}

/// Takes the roster that the server uses.
///
/// Where it is signed by nobody whom this home knows, one between may name who signed it, as a pull of then would have
/// learnt: those are taken in turn until it follows, each by the rules of a roster that is in use. No further: what a
/// former custodian's key signed later is not taken for it.
///
/// # Errors
/// The server cannot be talked to any more, or the home cannot be read or written.
pub(super) async fn take_newest<E>(remote: &mut Remote, home: &Home) -> Result<Newest, E>
where
    E: From<RemoteError> + From<HomeError>,
{
    let newest = remote.roster().await?;
    let mut accepted = home.accept(&newest);
    let mut between = Vec::new();
    if !is_strange(&accepted) {
        return Ok(Newest { between, accepted });
    }
    let listed = match remote.rosters().await {
        Err(RemoteError::NotFound) => Vec::new(),
        other => other?,
    };
    let uses = newest.claim().map_or(0, |says| says.version);
    for version in home.newer(&listed)?.into_iter().filter(|version| *version < uses).take(MOST) {
        match home.accept_between(version, &remote.older_roster(version).await?) {
            Ok(one) => between.push(one),
            Err(error @ HomeError::Io(..)) => return Err(error.into()),
            // It is told with the rosters of before, once a newer one was taken.
            Err(_) => continue,
        }
        accepted = home.accept(&newest);
        if !is_strange(&accepted) {
            break;
        }
    }
    Ok(Newest { between, accepted })
}

/// True where nobody signed a roster whom this home knows.
const fn is_strange<T>(taken: &Result<T, HomeError>) -> bool {
    matches!(taken, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned))))
}

/// Fetches and keeps the rosters older than the newest that `home` lacks, or has damaged.
///
/// # Errors
/// The server cannot be talked to any more, or the home cannot be read or written.
pub(super) async fn fetch_rosters<E>(remote: &mut Remote, home: &Home) -> Result<OlderRosters, E>
where
    E: From<RemoteError> + From<HomeError>,
{
    let mut older = OlderRosters::default();
    let listed = match remote.rosters().await {
        // An older server keeps them to itself.
        Err(RemoteError::NotFound) => return Ok(older),
        other => other?,
    };
    for version in home.lacking(&listed)?.into_iter().take(MOST) {
        let signed = remote.older_roster(version).await?;
        match home.accept_older(version, &signed) {
            Ok(true) => older.taken.push(version),
            Ok(false) => {}
            Err(error @ HomeError::Io(..)) => return Err(error.into()),
            Err(why) => older.refused.push(OlderRoster { version, why }),
        }
    }
    Ok(older)
}
