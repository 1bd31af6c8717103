//! The server's configuration: one TOML file.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::harden::cage::Reach;
use crate::harden::connection::ConnectionLimits;
use crate::intake::Limits;
use crate::roster::NoteVerifier;
use crate::texts::Lang;

use super::backing_up::BackupConfig;
use super::clearnet::{ClearnetConfig, ClearnetError};
use super::desks::DeskConfig;
use super::look::LookConfig;
use super::retention::RetentionConfig;
use super::status_socket::StatusConfig;
use super::support::SupportConfig;

/// The configuration as it is written. Paths are taken from the file's own folder.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Who receives the testimonies, as the pages say it.
    pub organisation: String,
    /// The folder that everything is kept in.
    pub data: PathBuf,
    /// The languages of the pages, the first for visitors who have chosen none.
    #[serde(default = "first_languages")]
    pub languages: Vec<String>,
    /// Where the quick exit leads; empty for a blank page of our own.
    #[serde(default)]
    pub quick_exit: String,
    /// The disk is never filled past so much free space.
    #[serde(default = "default_min_free")]
    pub min_free_bytes: u64,
    /// So much more stays free of files, so that words can be taken when files no longer are.
    #[serde(default = "default_free_for_words")]
    pub free_for_words_bytes: u64,
    /// Whether it serves on a machine whose kernel cannot confine it.
    #[serde(default)]
    pub sandbox: Sandbox,
    /// Whether the command line says so in any case.
    #[serde(skip)]
    pub require_sandbox: bool,
    /// How the pages look.
    #[serde(default, skip_serializing_if = "LookConfig::is_default")]
    pub look: LookConfig,
    /// The roster and who signed it.
    pub roster: RosterConfig,
    /// The source interface.
    pub portal: PortalConfig,
    /// The reviewer interface.
    pub reviewing: ListenConfig,
    /// The source interface on the open web, for those who need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clearnet: Option<ClearnetConfig>,
    /// What one visit may bring.
    #[serde(default)]
    pub limits: Limits,
    /// When connections end.
    #[serde(default)]
    pub timeouts: Timeouts,
    /// What each desk asks; a desk of the roster without an entry has the guided form.
    #[serde(default, rename = "desk", skip_serializing_if = "Vec::is_empty")]
    pub desks: Vec<DeskConfig>,
    /// Who can help, country by country.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<SupportConfig>,
    /// How long parcels stay that every reviewer holds.
    #[serde(default, skip_serializing_if = "RetentionConfig::is_default")]
    pub retention: RetentionConfig,
    /// What backups take besides the data folder.
    #[serde(default, skip_serializing_if = "BackupConfig::is_default")]
    pub backup: BackupConfig,
    /// Where a monitor on this machine may ask how the server stands.
    #[serde(default, skip_serializing_if = "StatusConfig::is_default")]
    pub status: StatusConfig,
    /// Where it was read.
    #[serde(skip)]
    pub place: Place,
}

/// What is done where the kernel cannot confine the server in every respect.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sandbox {
    /// It serves, and says at the start what is lacking.
    #[default]
    BestEffort,
    /// It does not start.
    Require,
}

/// The file that a configuration was read from; the default for one that never was in a file.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// Where its lines begin.
    lines: Vec<usize>,
}

impl Place {
    fn new(file: &Path, text: &str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file: file.to_owned(), lines }
    }

    /// The file's folder, which paths are taken from.
    pub fn folder(&self) -> &Path {
        folder_of(&self.file)
    }

    /// The line of a byte of it, from 1.
    pub fn line_of(&self, at: usize) -> Option<usize> {
        Some(self.lines.partition_point(|begins| *begins <= at)).filter(|line| *line > 0)
    }
}

/// The folder that a file lies in, also where only its name is given.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether a socket would lie in a folder, wherever `..` and links lead; as it is written, where one of both is not there yet.
pub fn lies_in(socket: &Path, folder: &Path) -> bool {
    match (folder_of(socket).canonicalize(), folder.canonicalize()) {
        (Ok(its), Ok(folder)) => its.starts_with(folder),
        _ => socket.starts_with(folder),
    }
}

/// `[roster]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RosterConfig {
    /// The signed roster.
    pub file: PathBuf,
    /// The custodian's public key, `name+id+base64`. Empty before there is a custodian: then nothing is served.
    #[serde(default)]
    pub custodian: String,
}

/// `[portal]`
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PortalConfig {
    /// `HOST:PORT`, or `unix:PATH`.
    pub listen: String,
    /// Whether tor says on which circuit each connection came (`HiddenServiceExportCircuitID haproxy`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub circuit_ids: bool,
}

/// `[reviewing]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListenConfig {
    /// `HOST:PORT`
    pub listen: String,
}

/// `[timeouts]`, in seconds.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Timeouts {
    /// The longest silence of a connection.
    pub idle_secs: u64,
    /// Over so long, a connection must keep up its rate.
    pub drip_window_secs: u64,
    /// That rate.
    pub drip_bytes_per_second: u64,
    /// The longest that a connection lasts; at most [`ConnectionLimits::MAX_LIFETIME`].
    pub lifetime_secs: u64,
    /// How long a stop waits for uploads under way.
    pub stop_secs: u64,
}

impl Default for Timeouts {
    fn default() -> Self {
        let limits = ConnectionLimits::default();
        Self {
            idle_secs: limits.idle.as_secs(),
            drip_window_secs: limits.drip_window.as_secs(),
            drip_bytes_per_second: limits.drip_bytes_per_second,
            lifetime_secs: limits.lifetime.as_secs(),
            stop_secs: 30,
        }
    }
}

impl Timeouts {
    /// What guards each connection.
    pub const fn connection(&self) -> ConnectionLimits {
        ConnectionLimits {
            idle: Duration::from_secs(self.idle_secs),
            drip_window: Duration::from_secs(self.drip_window_secs),
            drip_bytes_per_second: self.drip_bytes_per_second,
            lifetime: Duration::from_secs(self.lifetime_secs),
        }
    }
}

fn first_languages() -> Vec<String> {
    Lang::OFFERED.map(|lang| lang.code().to_owned()).to_vec()
}

const fn default_min_free() -> u64 {
    512 << 20
}

/// Some ten thousand testimonies.
const fn default_free_for_words() -> u64 {
    1 << 30
}

/// The configuration cannot be used.
#[derive(Debug)]
pub enum ConfigError {
    /// The file cannot be read.
    Read(PathBuf, std::io::Error),
    /// It is not the TOML that was expected; names line and field.
    Parse(PathBuf, Box<toml::de::Error>),
    /// A language that there are no pages in.
    Language(String),
    /// There is no language at all.
    NoLanguage,
    /// The quick exit is not a web address.
    QuickExit,
    /// The custodian's key does not make sense.
    Custodian,
    /// A socket would lie in the data folder.
    SocketInData,
    /// The reviewer interface listens on TCP only.
    ReviewingOnUnix,
    /// A connection might last longer than it may.
    Lifetime,
    /// The open web cannot be served like this.
    Clearnet(ClearnetError),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "the configuration {} cannot be read: {error}", path.display()),
            Self::Parse(path, error) => write!(f, "the configuration {} does not make sense:\n{error}", path.display()),
            Self::Language(code) => {
                write!(f, "`languages` names {code:?}; there are pages in {}", Lang::ALL.map(Lang::code).join(", "))
            }
            Self::NoLanguage => f.write_str("`languages` is empty; name one language at least"),
            Self::QuickExit => f.write_str("`quick_exit` must begin with https:// or http://, or be empty"),
            Self::Custodian => f.write_str(
                "`roster.custodian` is not a public key of the form name+id+base64; copy what `amparo roster new` printed",
            ),
            Self::SocketInData => f.write_str("`portal.listen` or `status.socket` lies in the data folder; sockets belong elsewhere"),
            Self::ReviewingOnUnix => {
                f.write_str("`reviewing.listen` must be HOST:PORT; TLS is not served on unix sockets")
            }
            Self::Lifetime => write!(
                f,
                "`timeouts.lifetime_secs` is above {}: a visit keeps the roster that it began with, and reviewers doubt what comes \
                 by it later than that after a newer one",
                ConnectionLimits::MAX_LIFETIME.as_secs()
            ),
            Self::Clearnet(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(_, error) => Some(error),
            Self::Parse(_, error) => Some(error),
            Self::Clearnet(error) => Some(error),
            _ => None,
        }
    }
}

impl Config {
    /// Reads a configuration and checks what can be checked without changing anything.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let config = Self::read_early(path)?;
        config.custodian()?;
        Ok(config)
    }

    /// Reads a configuration that may not name its custodian yet: their roster needs the server's key first.
    pub fn read_early(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|e| ConfigError::Read(path.to_owned(), e))?;
        Self::from_text(path, &text)
    }

    /// Understands the text of the configuration at `path`.
    pub(super) fn from_text(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let mut config: Self = toml::from_str(text).map_err(|e| ConfigError::Parse(path.to_owned(), Box::new(e)))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        config.place = Place::new(path, text);
        config.data = folder.join(&config.data);
        config.roster.file = folder.join(&config.roster.file);
        config.languages()?;
        let exit = config.quick_exit.as_str();
        if !(exit.is_empty() || exit.starts_with("https://") || exit.starts_with("http://")) {
            return Err(ConfigError::QuickExit);
        }
        if let Some(socket) = config.portal.listen.strip_prefix("unix:") {
            let socket = folder.join(socket);
            if lies_in(&socket, &config.data) {
                return Err(ConfigError::SocketInData);
            }
            config.portal.listen = format!("unix:{}", socket.display());
        }
        if let Some(socket) = &mut config.status.socket {
            *socket = folder.join(&*socket);
            if lies_in(socket, &config.data) {
                return Err(ConfigError::SocketInData);
            }
        }
        if config.reviewing.listen.starts_with("unix:") {
            return Err(ConfigError::ReviewingOnUnix);
        }
        if config.timeouts.connection().lifetime > ConnectionLimits::MAX_LIFETIME {
            return Err(ConfigError::Lifetime);
        }
        if let Some(clearnet) = &mut config.clearnet {
            clearnet.settle(folder).map_err(ConfigError::Clearnet)?;
        }
        Ok(config)
    }

    /// The languages as the pages know them.
    pub fn languages(&self) -> Result<Vec<Lang>, ConfigError> {
        if self.languages.is_empty() {
            return Err(ConfigError::NoLanguage);
        }
        let lang = |code: &String| Lang::parse(code).ok_or_else(|| ConfigError::Language(code.clone()));
        self.languages.iter().map(lang).collect()
    }

    /// What stays within the server's reach when it is confined: to read, the folders of the configuration and of what
    /// it names, as a file that takes another's place is another file to the kernel.
    pub fn reach(&self) -> Reach {
        let folder = |path: PathBuf| if path.is_dir() { path } else { folder_of(&path).to_owned() };
        // Also where a link leads.
        let folders = self.files().filter(|path| path.exists());
        let folders = folders.flat_map(|path| [path.canonicalize().ok().map(folder), Some(folder(path))]);
        let certificates = self.clearnet.iter().flat_map(ClearnetConfig::folders);
        let read_only: BTreeSet<PathBuf> = folders.flatten().chain(certificates).collect();
        Reach { read_write: vec![self.data.clone()], read_only: read_only.into_iter().collect(), ..Reach::default() }
    }

    /// Its own file and those that it names, but for the open web's certificate: the roster, and the operator's forms,
    /// folders of texts and mark.
    pub(super) fn files(&self) -> impl Iterator<Item = PathBuf> {
        let folder = self.place.folder();
        let own = self.desks.iter().flat_map(|desk| desk.files(folder)).chain(self.look.file(folder));
        [&self.place.file, &self.roster.file].into_iter().cloned().chain(own)
    }

    /// The key that the roster must be signed with.
    pub fn custodian(&self) -> Result<NoteVerifier, ConfigError> {
        self.roster.custodian.parse().map_err(|_| ConfigError::Custodian)
    }
}

#[cfg(test)]
mod tests;
