//! What a backup takes besides the data folder: the configuration and all that it names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::config::Config;
use super::status::days_between;
use super::{Published, ServeError, key, onion, read_roster, torrc};
use crate::backup::{self, BackupError, SETTINGS, Taken, Taking};
use crate::harden::folder::{Folder, FolderError, Kind};
use crate::harden::private_file;
use crate::reviewing;
use crate::seal::{Clock, Day, DeskId};
use crate::store::{DataFolder, NotedBackup, StoreError, is_damage};

/// Where a file goes in a backup that does not lie in the configuration's folder.
const ELSEWHERE: &str = "elsewhere";
/// Where the package's timer makes backups.
const OF_THE_PACKAGE: &str = "/var/backups/amparo";
/// No setting is larger than this.
const MAX_SETTING_BYTES: u64 = 64 << 20;

/// `[backup]`
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct BackupConfig {
    /// Folders with the onion services' keys, which backups hold too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub onion_keys: Vec<PathBuf>,
}

impl BackupConfig {
    pub(super) fn is_default(&self) -> bool {
        self.onion_keys.is_empty()
    }
}

/// Makes a backup of what the configuration serves into `folder`; `progress` is told the bytes to come and done.
///
/// Needs no stop: a server may run meanwhile. A backup counts also where the data folder cannot be told of it, because its
/// disk takes nothing more: why not is given beside it.
pub fn back_up(
    config: &Config,
    folder: &Path,
    clock: &Clock,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(Taken, Result<(), StoreError>), ServeError> {
    let me = rustix::process::geteuid();
    let is_anothers = |folder: fs::Metadata| !me.is_root() && folder.uid() != me.as_raw();
    if config.data.metadata().is_ok_and(is_anothers) {
        return Err(ServeError::Backup(BackupError::Stranger(config.data.clone())));
    }
    let custodian = config.custodian()?;
    let published = Published::new(read_roster(config)?, &custodian).map_err(ServeError::Roster)?;
    let data = DataFolder::at(&config.data)?;
    let server = key::load(&config.data)?.ok_or(ServeError::Backup(BackupError::NoServerKey))?;
    let today = clock.today();
    let expires =
        |desk: &DeskId, day: Day| config.retention_days(desk).is_some_and(|days| reviewing::over(day, days) <= today);
    let (settings, missing) = settings(config)?;
    let taking = Taking {
        data: &data,
        roster: published.roster(),
        note: published.note(),
        custodian: &custodian,
        server: &server,
        settings,
        missing,
        expires: &expires,
    };
    let taken = taking.run(folder, today, progress).map_err(ServeError::Backup)?;
    let made = NotedBackup { day: today.plus(-1), is_whole: taken.lacks.is_empty(), folder: folder.to_owned() };
    let noted = data.note_backup(made, today);
    Ok((taken, noted))
}

/// A folder of backups that the account cannot write into whose backups go there.
pub(super) struct ClosedBackup {
    pub(super) folder: PathBuf,
    /// The first thing that is closed: the folder, or one in it.
    pub(super) path: PathBuf,
    /// All of it should belong to the account that this folder belongs to.
    pub(super) whose: PathBuf,
}

/// Those among the folders that backups were made into from a data folder, and the package's.
pub(super) fn closed_backups(data: &DataFolder) -> Vec<ClosedBackup> {
    let owner = |folder: &Path| folder.metadata().ok().map(|found| found.uid());
    let Some(servers) = owner(data.root()) else { return Vec::new() };
    let mut folders: Vec<PathBuf> = data.backups().into_iter().map(|known| known.folder).collect();
    if folders.iter().all(|known| known != Path::new(OF_THE_PACKAGE)) {
        folders.push(OF_THE_PACKAGE.into());
    }
    let closed = folders.into_iter().filter_map(|folder| {
        let path = backup::not_its_owners(&folder, servers)?;
        let whose = if owner(&folder) == Some(0) { data.root().to_owned() } else { folder.clone() };
        Some(ClosedBackup { folder, path, whose })
    });
    closed.collect()
}

/// A backup that burns with the server.
pub(super) struct BesideIt {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// The newest copy that lies elsewhere, and the days that are over which it lacks.
    pub(super) elsewhere: Option<(PathBuf, i64)>,
}

/// The last backup that lies on the disk that it is a copy of, with the newest one elsewhere. A folder that cannot be looked
/// at may be a stick that is kept elsewhere; a day to come tells nothing.
pub(super) fn backup_beside(data: &DataFolder, today: Day) -> Option<BesideIt> {
    let disk = |folder: &Path| folder.metadata().ok().map(|found| found.dev());
    let own = disk(data.root());
    let (beside, elsewhere): (Vec<_>, Vec<_>) =
        data.backups().into_iter().partition(|known| disk(&known.folder) == own);
    let lacks = |known: &NotedBackup| days_between(known.day, today.plus(-1));
    let newest = elsewhere.into_iter().filter(|known| lacks(known) >= 0).max_by_key(|known| known.day);
    let elsewhere = newest.map(|known| (known.folder.clone(), lacks(&known)));
    beside.into_iter().next().map(|known| BesideIt { folder: known.folder, elsewhere })
}

/// Files by their paths, and the paths of what is not there.
type Settings = (BTreeMap<String, Zeroizing<Vec<u8>>>, Vec<String>);

/// The configuration, every file that it names, and tor's beside it, by path below [`SETTINGS`]; a service without a key is
/// missing.
fn settings(config: &Config) -> Result<Settings, ServeError> {
    let folder = config.place.folder();
    let failed = |error: FolderError| ServeError::Backup(error.into());
    let mut paths = Vec::new();
    for path in config.files() {
        if path.is_dir() {
            paths.extend(files_below(&path)?);
        } else {
            paths.push(path);
        }
    }
    paths.extend(Some(torrc::in_folder(folder)).filter(|torrc| torrc.exists()));
    let mut found = BTreeMap::new();
    let (mut onions, mut missing) = (BTreeSet::new(), Vec::new());
    for keys in &config.backup.onion_keys {
        // Two services may each have a folder of the same name.
        let name = keys.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = first_free(&name, |name| onions.contains(name));
        for (path, content) in onion_keys(&folder.join(keys)).map_err(failed)? {
            let path = format!("{SETTINGS}/onion/{name}/{path}");
            match content {
                Some(content) => drop(found.insert(path, content)),
                None => missing.push(path),
            }
        }
        onions.insert(name);
    }
    for path in paths {
        let content = read(&path)?;
        let name = match path.strip_prefix(folder) {
            Ok(below) if below.components().all(|step| matches!(step, std::path::Component::Normal(_))) => {
                below.display().to_string()
            }
            _ => format!("{ELSEWHERE}/{}", path.file_name().unwrap_or_default().display()),
        };
        let name = first_free(&name, |name| {
            found.get(&format!("{SETTINGS}/{name}")).is_some_and(|known: &Zeroizing<Vec<u8>>| *known != content)
        });
        found.insert(format!("{SETTINGS}/{name}"), content);
    }
    Ok((found, missing))
}

/// A file's path and content; without content when it is lost.
type Key = (String, Option<Zeroizing<Vec<u8>>>);

/// The files of an onion service; lost is a secret key that is not there, and what the disk does not give.
fn onion_keys(folder: &Path) -> Result<Vec<Key>, FolderError> {
    let mut found = Vec::new();
    // Another account's: root reads nothing there by a link of theirs.
    match Folder::open(folder) {
        Err(error) if error.is_missing() => {}
        opened => {
            let service = opened?;
            for path in plain_files(&service)? {
                let read = |file| private_file::read_all(file, MAX_SETTING_BYTES);
                let read =
                    service.read(&path).and_then(|f| read(f).map_err(|e| FolderError::Io(folder.join(&path), e)));
                match read {
                    Err(FolderError::Io(_, error)) if is_damage(&error) => found.push((path, None)),
                    other => found.push((path, Some(other?))),
                }
            }
        }
    }
    if found.iter().all(|(path, _)| !Path::new(path).ends_with(onion::SECRET)) {
        found.push((onion::SECRET.to_owned(), None));
    }
    Ok(found)
}

/// A name that is not taken: with a number behind it, when it is.
fn first_free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|n| format!("{name}-{n}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
}

/// The paths of all files in a folder and below it; what begins with a dot is nobody's to keep.
fn plain_files(folder: &Folder) -> Result<Vec<String>, FolderError> {
    let (mut found, mut folders) = (Vec::new(), vec![String::new()]);
    while let Some(below) = folders.pop() {
        for (name, kind) in folder.entries(&below)? {
            let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
            match kind {
                _ if name.starts_with('.') => {}
                Kind::Folder => folders.push(path),
                Kind::File => found.push(path),
                Kind::Other => return Err(FolderError::NotPlain(folder.path().join(path))),
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Every file in a folder and below it; what begins with a dot is nobody's to keep.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, ServeError> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| unreadable(&folder, e))? {
            let path = entry.map_err(|e| unreadable(&folder, e))?.path();
            if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, ServeError> {
    private_file::read(path, MAX_SETTING_BYTES).map_err(|e| unreadable(path, e))
}

fn unreadable(path: &Path, error: io::Error) -> ServeError {
    ServeError::Backup(BackupError::Io(path.to_owned(), error))
}
