//! How a server stands, read from its files: as of the last day's end, and nothing about sources.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind::PermissionDenied;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::backing_up::closed_backups;
use super::clearnet::{ClearnetConfig, ClearnetError};
use super::config::Config;
use super::disk::Disk;
use super::{Published, ServeError, read_roster};
use crate::roster::{Roster, Standing};
use crate::seal::{Clock, Day, DeskId};
use crate::store::{DataFolder, Free, LOCK};

/// How a server stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The program's version.
    pub version: &'static str,
    /// Whether a server uses the data folder now; `None` where the system does not tell.
    pub running: Option<bool>,
    /// The last day that is counted.
    pub day: Day,
    /// Parcels of all days until then, by desk; cover parcels count too.
    pub parcels: BTreeMap<DeskId, usize>,
    /// Whole GiB that are free on the disk.
    pub free_gib: u64,
    /// True when so little is free that the server soon takes no more files.
    pub disk_nearly_full: bool,
    /// How full it is.
    pub disk: Disk,
    /// The roster's version.
    pub roster: u64,
    /// The last day it is meant for.
    pub roster_expires: Day,
    /// How it stands.
    pub roster_standing: Standing,
    /// Days that are left of it; less than nothing when it has ended.
    pub roster_days_left: i64,
    /// Whether the open web's certificate and key can be used; `None` where it is not served, and where whoever asks may not
    /// read them.
    pub certificate_is_usable: Option<bool>,
    /// The last day of the open web's certificate, where it is served and the certificate can be read.
    pub certificate_ends: Option<Day>,
    /// Days that are left of it; less than nothing when it has ended.
    pub certificate_days_left: Option<i64>,
    /// True when whoever asks may not read it or its key.
    #[serde(skip)]
    pub certificate_is_closed: bool,
    /// The day up to whose end the last backup was made.
    pub last_backup: Option<Day>,
    /// How many days that are over it lacks; less than nothing when it was made by a clock that was ahead.
    pub backup_lacks_days: Option<i64>,
    /// True when something could not be copied into it.
    pub backup_is_incomplete: bool,
    /// What in folders of backups the account cannot write into whose backups go there: its next run would fail.
    pub backup_not_its_owners: Vec<PathBuf>,
}

impl Status {
    /// Reads it; a server that runs notices nothing.
    pub fn read(config: &Config, clock: &Clock) -> Result<Self, ServeError> {
        let published = Published::new(read_roster(config)?, &config.custodian()?).map_err(ServeError::Roster)?;
        let data = DataFolder::at(&config.data)?;
        let today = clock.today();
        let status = Self::of(published.roster(), &data, config.free(), today)?;
        let certificate = config.clearnet.as_ref().map(ClearnetConfig::read);
        let is_closed =
            |error: &ClearnetError| matches!(error, ClearnetError::Read(_, why) if why.kind() == PermissionDenied);
        let certificate_is_closed = matches!(&certificate, Some(Err(error)) if is_closed(error));
        let certificate_is_usable = certificate.as_ref().filter(|_| !certificate_is_closed).map(Result::is_ok);
        let certificate_ends = certificate.and_then(Result::ok).map(|certificate| certificate.ends());
        let certificate_days_left = certificate_ends.map(|ends| days_between(today, ends));
        let status =
            Self { certificate_is_usable, certificate_ends, certificate_days_left, certificate_is_closed, ..status };
        let not_its_owners = closed_backups(&data).into_iter().map(|closed| closed.path).collect();
        Ok(Self { running: is_locked(&data), backup_not_its_owners: not_its_owners, ..status })
    }

    /// How a server stands that runs with this roster.
    pub(super) fn of(roster: &Roster, data: &DataFolder, reserve: Free, today: Day) -> Result<Self, ServeError> {
        let desks = roster.desks().iter().map(|desk| (desk.id.clone(), 0));
        let mut parcels: BTreeMap<DeskId, usize> = desks.collect();
        for parcel in data.parcels_before(today)? {
            *parcels.entry(parcel.desk).or_default() += 1;
        }
        let (left, last_backup) = (data.left()?, data.last_backup());
        let disk = Disk::of(left, reserve);
        Ok(Self {
            version: env!("CARGO_PKG_VERSION"),
            running: Some(true),
            day: today.plus(-1),
            parcels,
            free_gib: left.bytes >> 30,
            disk_nearly_full: disk != Disk::Enough,
            disk,
            roster: roster.text().version,
            roster_expires: roster.text().expires,
            roster_standing: roster.standing(today),
            roster_days_left: days_between(today, roster.text().expires),
            certificate_is_usable: None,
            certificate_ends: None,
            certificate_days_left: None,
            certificate_is_closed: false,
            last_backup,
            // Out of a server's reach.
            backup_not_its_owners: Vec::new(),
            backup_lacks_days: last_backup.map(|day| days_between(day, today.plus(-1))),
            backup_is_incomplete: data.incomplete_backup().is_some(),
        })
    }
}

pub(super) fn days_between(from: Day, to: Day) -> i64 {
    (to.unix_midnight() - from.unix_midnight()) / 86_400
}

/// Whether somebody holds the folder, or [`LOCK`] in it, as the kernel lists it: trying could keep a server from starting.
fn is_locked(data: &DataFolder) -> Option<bool> {
    let inode = |path: &Path| fs::metadata(path).ok().map(|known| known.ino().to_string());
    let folder = inode(data.root())?;
    // Versions of before lock the file alone.
    let file = inode(&data.root().join(LOCK));
    let locks = fs::read_to_string("/proc/locks").ok()?;
    let is_ours = |line: &str| {
        let on = line.split_whitespace().find(|word| word.matches(':').count() == 2);
        let on = on.and_then(|on| on.rsplit(':').next());
        line.contains(" FLOCK ") && (on == Some(folder.as_str()) || on.is_some() && on == file.as_deref())
    };
    Some(locks.lines().any(is_ours))
}
