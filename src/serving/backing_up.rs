//! What a backup takes besides the data folder: the configuration and all that it names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::config::Config;
use super::{Published, ServeError, key, read_roster, torrc};
use crate::backup::{self, BackupError, SETTINGS, Taken, Taking};
use crate::form::Form;
use crate::harden::folder::{Folder, FolderError, Kind};
use crate::harden::private_file;
use crate::reviewing;
use crate::seal::{Clock, Day, DeskId};
use crate::store::DataFolder;

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
/// Needs no stop: a server may run meanwhile.
pub fn back_up(
    config: &Config,
    folder: &Path,
    clock: &Clock,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Taken, ServeError> {
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
    let taking = Taking {
        data: &data,
        roster: published.roster(),
        note: published.note(),
        custodian: &custodian,
        server: &server,
        settings: settings(config)?,
        expires: &expires,
    };
    let taken = taking.run(folder, today, progress).map_err(ServeError::Backup)?;
    data.note_backup(today.plus(-1), folder, today)?;
    Ok(taken)
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
    let mut folders = data.backup_folders();
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

/// The folder of the last backup, where each that is known lies on the disk that it is a copy of. One that cannot be
/// looked at may be a stick that is kept elsewhere.
pub(super) fn backup_beside(data: &DataFolder) -> Option<PathBuf> {
    let disk = |folder: &Path| folder.metadata().ok().map(|found| found.dev());
    let (own, folders) = (disk(data.root()), data.backup_folders());
    folders.iter().all(|folder| disk(folder) == own).then(|| folders.into_iter().next())?
}

/// The configuration, every file that it names, and tor's beside it, by path below [`SETTINGS`].
fn settings(config: &Config) -> Result<BTreeMap<String, Zeroizing<Vec<u8>>>, ServeError> {
    let folder = config.place.folder();
    let failed = |error: FolderError| ServeError::Backup(error.into());
    let mut paths = vec![config.place.file.clone(), config.roster.file.clone()];
    for desk in &config.desks {
        if Form::shipped(&desk.form).is_none() {
            paths.push(folder.join(&desk.form));
        }
        if let Some(texts) = &desk.texts {
            paths.extend(files_below(&folder.join(texts))?);
        }
    }
    paths.extend(config.look.file(folder));
    paths.extend(Some(torrc::in_folder(folder)).filter(|torrc| torrc.exists()));
    let mut found = BTreeMap::new();
    let mut onions = BTreeSet::new();
    for keys in &config.backup.onion_keys {
        // Two services may each have a folder of the same name.
        let name = keys.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = first_free(&name, |name| onions.contains(name));
        let below = folder.join(keys);
        // Another account's: root reads nothing there by a link of theirs.
        let service = Folder::open(&below).map_err(failed)?;
        for path in plain_files(&service).map_err(failed)? {
            let file = service.read(&path).map_err(failed)?;
            let content = private_file::read_all(file, MAX_SETTING_BYTES);
            let content = content.map_err(|e| unreadable(&below.join(&path), e))?;
            found.insert(format!("{SETTINGS}/onion/{name}/{path}"), content);
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
