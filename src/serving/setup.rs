//! A server's first hour: its configuration, its keys and its onion addresses, all before it is started.
//!
//! ```text
//! /etc/amparo/amparo.toml    the configuration, with a word to each setting
//!             torrc          for a tor of its own, which knows nothing but this server's two onion services
//!             roster.note    the custodian's, once there is one
//! /var/lib/amparo/           the data folder, with the server's key
//! /var/lib/amparo-tor/       tor's: portal/ and reviewers/ hold the keys of the onion services
//! ```

use std::cmp::Ordering;
use std::fmt;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, lchown};
use std::path::{Path, PathBuf};

use rand_core::OsRng;
use rustix::fs::{Access, access};
use serde::Deserialize;
use toml::Spanned;

use super::config::folder_of;
use super::{Config, ConfigError, ServeError, edition, onion, read_roster, server_key, torrc};
use crate::harden::private_file;
use crate::roster::{NoteVerifier, PublicKey, Roster, RosterError, SignedRoster};
use crate::seal::{Clock, RosterRef};
use crate::store::StoreError;

/// The port of the reviewers' onion service, and where it leads on this machine.
const REVIEWERS_PORT: u16 = 443;
const REVIEWING: &str = "127.0.0.1:7001";
/// The folders of the onion services, below tor's.
const PORTAL: &str = "portal";
const REVIEWERS: &str = "reviewers";
const ROSTER: &str = "roster.note";

/// What a new server is made of.
pub struct Setup {
    /// The configuration's file, which is not there yet.
    pub config: PathBuf,
    /// The data folder.
    pub data: PathBuf,
    /// Tor's folder.
    pub tor: PathBuf,
    /// The source interface's socket.
    pub socket: PathBuf,
    /// Who receives the testimonies, as the pages say it.
    pub organisation: String,
    /// The languages of the pages, the first for visitors who have chosen none.
    pub languages: Vec<String>,
    /// Where the quick exit leads; empty for a blank page of our own.
    pub quick_exit: String,
}

/// What others need to know of a new server.
#[derive(Debug)]
pub struct SetUp {
    /// The sources' address: the host of an onion service.
    pub portal: String,
    /// The reviewers' address, `HOST:PORT`.
    pub interface: String,
    /// The server's key.
    pub key: PublicKey,
    /// Where tor's configuration lies.
    pub torrc: PathBuf,
    /// Whether that was there already, and stays as it is.
    pub torrc_stays: bool,
}

/// A server was not set up, or a roster not taken.
#[derive(Debug)]
pub enum SetupError {
    /// There is a configuration already.
    Exists(PathBuf),
    /// There is a configuration of tor's already, and it is not for this server.
    OtherTorrc(PathBuf),
    /// A folder of an onion service has its public key without the secret one.
    LostSecret(PathBuf),
    /// A file or folder cannot be used.
    Io(PathBuf, io::Error),
    /// The configuration does not hold.
    Config(ConfigError),
    /// The server's key cannot be had.
    Key(ServeError),
    /// The roster is not to be trusted.
    Roster(RosterError),
    /// The configuration names another custodian, who did not name this one as a successor.
    OtherCustodian,
    /// The roster names the key of another server.
    OtherServer,
    /// The roster is older than the one in place, or another with its number.
    NotNewer(StoreError),
    /// With the roster, the configuration could not be served.
    NotServed(ServeError),
    /// The configuration has no line `custodian = "…"` below `[roster]`.
    NoLine(PathBuf),
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(path) => write!(f, "{} exists already; nothing was overwritten", path.display()),
            Self::OtherTorrc(path) => {
                write!(f, "{} exists already, and is not for this server; nothing was overwritten", path.display())
            }
            Self::LostSecret(path) => {
                write!(f, "{} has the public key of an address without its secret", path.display())
            }
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Config(error) => error.fmt(f),
            Self::Key(error) | Self::NotServed(error) => error.fmt(f),
            Self::Roster(error) => error.fmt(f),
            Self::OtherCustodian => f.write_str("the configuration names another custodian"),
            Self::OtherServer => f.write_str("the roster names the key of another server"),
            Self::NotNewer(error) => error.fmt(f),
            Self::NoLine(path) => write!(f, "{} has no line `custodian = \"\"` below [roster]", path.display()),
        }
    }
}

impl std::error::Error for SetupError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Config(error) => Some(error),
            Self::Key(error) | Self::NotServed(error) => Some(error),
            Self::Roster(error) => Some(error),
            Self::NotNewer(error) => Some(error),
            Self::Exists(_)
            | Self::OtherTorrc(_)
            | Self::LostSecret(_)
            | Self::OtherCustodian
            | Self::OtherServer
            | Self::NoLine(_) => None,
        }
    }
}

impl Setup {
    /// Writes the configuration and draws the keys. Keys that are there already are kept, and so is a torrc.
    pub fn write(&self, clock: &Clock) -> Result<SetUp, SetupError> {
        if self.config.symlink_metadata().is_ok() {
            return Err(SetupError::Exists(self.config.clone()));
        }
        // What cannot be served, and what cannot be made, is refused before anything is made.
        let text = self.config_text();
        let config = Config::from_text(&self.config, &text).map_err(SetupError::Config)?;
        let folder = config.place.folder();
        let services = [PORTAL, REVIEWERS].map(|name| self.tor.join(name));
        let torrc = torrc::in_folder(folder);
        let torrc_stays = match fs::read_to_string(&torrc) {
            Ok(there) if self.is_led_to_by(&there, &services) => true,
            Ok(_) => return Err(SetupError::OtherTorrc(torrc)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            // What stands in the way of its folder is told below.
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => false,
            Err(error) => return Err(SetupError::Io(torrc, error)),
        };
        for wanted in [folder, &self.data, &services[0], &services[1]] {
            can_be_made(wanted).map_err(|e| SetupError::Io(wanted.to_owned(), e))?;
        }
        for service in &services {
            let known = onion::known_host(service).map_err(|e| SetupError::Io(service.clone(), e))?;
            // Nobody would ever be found there.
            if known.is_some() && onion::is_lost(service) {
                return Err(SetupError::LostSecret(service.clone()));
            }
        }
        let key = server_key(&config, clock).map_err(SetupError::Key)?;
        make(folder)?;
        let host = |service: &PathBuf| onion::host(service, &mut OsRng).map_err(|e| SetupError::Io(service.clone(), e));
        let (portal, reviewers) = (host(&services[0])?, host(&services[1])?);
        private_file::give_to_owner(&self.tor, &[]).map_err(|e| SetupError::Io(self.tor.clone(), e))?;
        if !torrc_stays {
            put(&torrc, &self.torrc())?;
        }
        put(&self.config, &text)?;
        let interface = format!("{reviewers}:{REVIEWERS_PORT}");
        Ok(SetUp { portal, interface, key: PublicKey::of(&key), torrc, torrc_stays })
    }

    /// Whether a torrc that is there already leads to this server, with the keys in these folders.
    fn is_led_to_by(&self, torrc: &str, services: &[PathBuf; 2]) -> bool {
        let socket = self.socket.display().to_string();
        let listening = [format!("unix:{socket}"), REVIEWING.to_owned()];
        let mut pairs = listening.iter().zip(services);
        pairs.all(|(listen, service)| torrc::folder(torrc, listen).as_ref() == Some(service))
            && torrc::weakness(torrc, &socket, true).is_none()
    }

    fn config_text(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let path = |path: &Path| quoted(&path.display().to_string());
        let languages: Vec<String> = self.languages.iter().map(|code| quoted(code)).collect();
        format!(
            include_str!("../../static/setup/amparo.toml"),
            organisation = quoted(&self.organisation),
            data = path(&self.data),
            languages = languages.join(", "),
            quick_exit = quoted(&self.quick_exit),
            roster = ROSTER,
            portal = quoted(&format!("unix:{}", self.socket.display())),
            reviewing = REVIEWING,
            onion_keys = [PORTAL, REVIEWERS].map(|name| path(&self.tor.join(name))).join(", "),
        )
    }

    fn torrc(&self) -> String {
        format!(
            include_str!("../../static/setup/torrc"),
            tor = self.tor.display(),
            socket = self.socket.display(),
            port = REVIEWERS_PORT,
            reviewing = REVIEWING,
        )
    }
}

/// The place of a custodian's key in a configuration.
#[derive(Deserialize)]
struct Named {
    roster: NamedCustodian,
}

#[derive(Deserialize)]
struct NamedCustodian {
    custodian: Spanned<String>,
}

/// Puts a roster where the configuration says, and names its custodian there. Nothing is changed when it does not
/// verify, is not for this server, could not be served, or is older than the one in place or than one that was served.
///
/// Where another custodian is named already, only a successor whom the roster in place names can follow.
pub fn adopt_roster(
    path: &Path,
    signed: &SignedRoster,
    custodian: &NoteVerifier,
    clock: &Clock,
) -> Result<Roster, SetupError> {
    let config = Config::read_early(path).map_err(SetupError::Config)?;
    let known = config.custodian().ok();
    // One that does not verify is as good as none: it was never served.
    let in_place = known.as_ref().and_then(|known| read_roster(&config).ok()?.verify(known).ok());
    let is_named = config.roster.custodian.is_empty() || known.as_ref() == Some(custodian);
    let is_successor = || in_place.as_ref().is_some_and(|newest| newest.text().successors.contains(custodian));
    if !(is_named || is_successor()) {
        return Err(SetupError::OtherCustodian);
    }
    let roster = signed.verify(custodian).map_err(SetupError::Roster)?;
    if let Some(in_place) = &in_place {
        not_older(&in_place.reference(), &roster.reference()).map_err(SetupError::NotNewer)?;
    }
    let key = server_key(&config, clock).map_err(SetupError::Key)?;
    if roster.text().interface.key != PublicKey::of(&key) {
        return Err(SetupError::OtherServer);
    }
    // What the configuration says of desks that the roster has no more, say, would end the next start.
    let named = edition::Named::with(&config, signed.clone(), custodian).map_err(SetupError::NotServed)?;
    named.check(&config.data).map_err(SetupError::NotServed)?;
    // The custodian first: broken off between the two, the same command goes on.
    if known.as_ref() != Some(custodian) {
        let failed = |e| SetupError::Io(path.to_owned(), e);
        let mut text = fs::read_to_string(path).map_err(failed)?;
        let named: Named = toml::from_str(&text).map_err(|_| SetupError::NoLine(path.to_owned()))?;
        text.replace_range(named.roster.custodian.span(), &toml::Value::String(custodian.to_string()).to_string());
        Config::from_text(path, &text).and_then(|config| config.custodian()).map_err(SetupError::Config)?;
        put(path, &text)?;
    }
    put(&config.roster.file, signed.as_str())?;
    Ok(roster)
}

/// A roster that is in place may come once more; what takes its place is newer.
fn not_older(in_place: &RosterRef, offered: &RosterRef) -> Result<(), StoreError> {
    match offered.version.cmp(&in_place.version) {
        Ordering::Less => Err(StoreError::OlderRoster { offered: offered.version, newest: in_place.version }),
        Ordering::Equal if offered.digest != in_place.digest => Err(StoreError::OtherRoster(offered.version)),
        _ => Ok(()),
    }
}

fn make(folder: &Path) -> Result<(), SetupError> {
    private_file::make_folder(folder).map_err(|e| SetupError::Io(folder.to_owned(), e))
}

/// Whether a folder is there, or nothing stands in the way of making it.
fn can_be_made(folder: &Path) -> io::Result<()> {
    let there = folder.ancestors().find(|path| path.symlink_metadata().is_ok());
    let there = there.unwrap_or(Path::new("."));
    if !there.is_dir() {
        return Err(io::Error::from(io::ErrorKind::NotADirectory));
    }
    Ok(access(there, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Writes a file that its folder's group may read, which is the server's where a package made the folder.
fn put(path: &Path, text: &str) -> Result<(), SetupError> {
    let write = || {
        private_file::replace(path, text.as_bytes())?;
        let group = folder_of(path).metadata()?.gid();
        if group != path.metadata()?.gid() {
            lchown(path, None, Some(group))?;
        }
        fs::set_permissions(path, Permissions::from_mode(0o640))
    };
    write().map_err(|e| SetupError::Io(path.to_owned(), e))
}
