//! Fetches the roster that a server uses, and those of before, so that what was sealed under them can be held against
//! them.

use std::fmt;

use super::home::{Accepted, Home, HomeError};
use super::remote::{Remote, RemoteError};
use crate::roster::{NoteError, RosterError, SignedRoster};

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

/// What a pull learns of the rosters that a server has, as it learns it: whoever ends the pull later hides none of it.
#[derive(Clone, Copy)]
pub enum RosterNews<'a> {
    /// One was taken, or the one that is in use was known.
    Taken(&'a Accepted),
    /// The one that is in use was not taken.
    Refused(&'a HomeError),
    /// Those of before.
    Older(&'a OlderRosters),
}

/// Takes the roster that the server uses.
///
/// Where it is signed by nobody whom this home knows, one between may name who signed it, as a pull of then would have
/// learnt: those are taken in turn until it follows, each by the rules of a roster that is in use. No further: what a
/// former custodian's key signed later is not taken for it.
///
/// # Errors
/// The server cannot be talked to any more, or the home cannot be read or written. What was taken until then was told.
pub(super) async fn take_newest<E>(
    remote: &mut Remote,
    home: &Home,
    tell: &mut dyn FnMut(RosterNews<'_>),
) -> Result<(), E>
where
    E: From<RemoteError> + From<HomeError>,
{
    let newest = remote.roster().await?;
    let mut accepted = home.accept(&newest);
    let reached =
        if is_strange(&accepted) { reach::<E>(remote, home, (&newest, &mut accepted), tell).await } else { Ok(()) };
    tell(match &accepted {
        Ok(accepted) => RosterNews::Taken(accepted),
        Err(error) => RosterNews::Refused(error),
    });
    reached
}

/// Takes the rosters before a strange one, until it follows.
async fn reach<E>(
    remote: &mut Remote,
    home: &Home,
    (newest, accepted): (&SignedRoster, &mut Result<Accepted, HomeError>),
    tell: &mut dyn FnMut(RosterNews<'_>),
) -> Result<(), E>
where
    E: From<RemoteError> + From<HomeError>,
{
    let listed = match remote.rosters().await {
        Err(RemoteError::NotFound) => Vec::new(),
        other => other?,
    };
    let uses = newest.claim().map_or(0, |says| says.version);
    for version in home.newer(&listed)?.into_iter().filter(|version| *version < uses).take(MOST) {
        match home.accept_between(version, &remote.older_roster(version).await?) {
            Ok(one) => tell(RosterNews::Taken(&one)),
            Err(error @ HomeError::Io(..)) => return Err(error.into()),
            // It is told with the rosters of before, once a newer one was taken.
            Err(_) => continue,
        }
        *accepted = home.accept(newest);
        if !is_strange(accepted) {
            break;
        }
    }
    Ok(())
}

/// True where nobody signed a roster whom this home knows.
const fn is_strange<T>(taken: &Result<T, HomeError>) -> bool {
    matches!(taken, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned))))
}

/// Fetches and keeps the rosters older than the newest that `home` lacks, or has damaged.
///
/// # Errors
/// The server cannot be talked to any more, or the home cannot be read or written. What came until then is in `older`.
pub(super) async fn fetch_rosters<E>(remote: &mut Remote, home: &Home, older: &mut OlderRosters) -> Result<(), E>
where
    E: From<RemoteError> + From<HomeError>,
{
    let listed = match remote.rosters().await {
        // An older server keeps them to itself.
        Err(RemoteError::NotFound) => return Ok(()),
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
    Ok(())
}
