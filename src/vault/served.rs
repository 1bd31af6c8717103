//! Since when a server is known to use which roster.
//!
//! ```text
//! HOME/served    a line for each roster: VERSION DAY
//! ```
//! The day is the one, by the reviewer's clock, on which a pull first heard the server itself name the roster. No parcel
//! tells it: whoever knows a desk's recipients can seal one that names any roster and any day, and a server's clock may
//! have stood wrong when it sealed its own.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::harden::private_file;
use crate::seal::Day;

const NAME: &str = "served";

/// The first day on which a server was heard to use a roster, by version.
pub(super) type Served = BTreeMap<u64, Day>;

/// What the folder `home` has heard. What cannot be read or makes no sense was not heard: less is complained of then.
pub(super) fn heard(home: &Path) -> Served {
    read(&path(home)).unwrap_or_default()
}

/// The server used this roster today; the day on which that was heard first stays.
///
/// A clock that stands before the day on which the roster was issued is wrong, and notes nothing.
pub(super) fn hear(home: &Path, (version, issued): (u64, Day), today: Day) -> Result<(), (PathBuf, io::Error)> {
    let path = path(home);
    let noted = read(&path).and_then(|mut served| {
        if today < issued || served.contains_key(&version) {
            return Ok(());
        }
        served.insert(version, today);
        let lines = served.iter().map(|(version, day)| format!("{version} {day}\n"));
        private_file::replace(&path, lines.collect::<String>().as_bytes())
    });
    noted.map_err(|error| (path, error))
}

fn read(path: &Path) -> io::Result<Served> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Served::new()),
        other => Ok(String::from_utf8_lossy(&other?).lines().filter_map(roster_of).collect()),
    }
}

fn roster_of(line: &str) -> Option<(u64, Day)> {
    let (version, day) = line.split_once(' ')?;
    Some((version.parse().ok()?, day.parse().ok()?))
}

fn path(home: &Path) -> PathBuf {
    home.join(NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_on_which_a_roster_was_first_heard_of_stays_and_a_wrong_clock_notes_none() {
        let home = tempfile::tempdir().unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let issued = day("2026-11-18");
        assert_eq!(heard(home.path()), Served::new());
        for (version, today) in [(2, "2025-01-01"), (2, "2026-11-20"), (2, "2026-11-27"), (3, "2026-11-27")] {
            hear(home.path(), (version, issued), day(today)).unwrap();
        }
        assert_eq!(heard(home.path()), Served::from([(2, day("2026-11-20")), (3, day("2026-11-27"))]));
        assert_eq!(fs::read_to_string(home.path().join("served")).unwrap(), "2 2026-11-20\n3 2026-11-27\n");
        fs::write(home.path().join("served"), b"\xff\n2 yesterday\n4 2026-11-28\n").unwrap();
        assert_eq!(heard(home.path()), Served::from([(4, day("2026-11-28"))]));
    }
}
