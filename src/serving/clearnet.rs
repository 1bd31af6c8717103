//! The source interface on the open web: what the configuration says of it, and a certificate that is renewed while
//! the server runs. (Decision 0032.) What fails of it leaves it closed, and keeps nobody from the onion service.

use std::fmt;
use std::fs;
use std::io;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use actix_server::ServerBuilder;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use zeroize::Zeroizing;

use crate::harden::connection::ConnectionLimits;
use crate::link::{self, Certificate, CertificateError, Shown};
use crate::portal::pages::OpenWeb;
use crate::portal::{self, CurrentPortal};
use crate::roster::is_onion_host;
use crate::seal::Day;

use super::fault::TO_BE_READ;

/// `[clearnet]`. Paths are taken from the configuration's own folder.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ClearnetConfig {
    /// `HOST:PORT`
    pub listen: String,
    /// The certificate and its chain, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
    /// The host of the site's onion service, `….onion`, told to Tor Browser; empty for none.
    #[serde(default)]
    pub onion: String,
    /// For how many days browsers are told to come by HTTPS alone.
    #[serde(default)]
    pub hsts_days: u32,
    /// How often it is asked whether the certificate was renewed.
    #[serde(default = "default_look_secs")]
    pub look_secs: u64,
}

const fn default_look_secs() -> u64 {
    600
}

/// What `[clearnet]` names cannot be served.
#[derive(Debug)]
pub enum ClearnetError {
    /// It does not listen on TCP.
    NotTcp,
    /// What should be the onion service's host is none.
    Onion(String),
    /// Its address cannot be listened on.
    Bind(String, io::Error),
    /// A file cannot be read.
    Read(PathBuf, io::Error),
    /// The private key can be read by every account.
    Bare(PathBuf),
    /// Certificate and key cannot be used.
    Certificate(PathBuf, CertificateError),
}

impl fmt::Display for ClearnetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTcp => f.write_str("`clearnet.listen` must be HOST:PORT; the open web has no unix sockets"),
            Self::Onion(host) => write!(
                f,
                "`clearnet.onion` must be the host of the onion service, 56 characters and .onion, and not {host:?}"
            ),
            Self::Bind(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::Read(path, error) => write!(f, "{} cannot be read: {error}", path.display()),
            Self::Bare(path) => write!(f, "every account can read the private key {}", path.display()),
            Self::Certificate(path, error) => write!(f, "the certificate {}: {error}", path.display()),
        }
    }
}

impl std::error::Error for ClearnetError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind(_, error) | Self::Read(_, error) => Some(error),
            Self::Certificate(_, error) => Some(error),
            Self::NotTcp | Self::Onion(_) | Self::Bare(_) => None,
        }
    }
}

impl ClearnetError {
    /// How to mend it.
    pub fn mend(&self) -> String {
        match self {
            Self::NotTcp => "name an address such as \"0.0.0.0:8443\"".to_owned(),
            Self::Onion(_) => "copy the address that `amparo init` printed, or leave `onion` out".to_owned(),
            Self::Bind(..) => {
                "stop what listens there, name an address of this machine, and let the server listen there (the \
                               unit's clearnet.conf); then start again"
                    .to_owned()
            }
            Self::Read(_, why) if why.kind() == io::ErrorKind::PermissionDenied => TO_BE_READ.to_owned(),
            Self::Read(..) => "put certificate and key there, readable for the server's account".to_owned(),
            Self::Bare(path) => format!("take that away: chmod o= {}", path.display()),
            Self::Certificate(..) => {
                "copy chain and key anew, both of the same certificate, the server's own first in the chain".to_owned()
            }
        }
    }
}

impl ClearnetConfig {
    /// Takes the paths from `folder`, and checks what can be checked without touching anything.
    pub(super) fn settle(&mut self, folder: &Path) -> Result<(), ClearnetError> {
        if self.listen.starts_with("unix:") {
            return Err(ClearnetError::NotTcp);
        }
        if !(self.onion.is_empty() || is_onion_host(&self.onion)) {
            return Err(ClearnetError::Onion(self.onion.clone()));
        }
        self.certificate = folder.join(&self.certificate);
        self.key = folder.join(&self.key);
        Ok(())
    }

    /// Folders that must stay within reach: a renewal puts new files in the place of the old, or of what they link to. One that
    /// is not there is nobody's to reach.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let folder = |path: &Path| path.parent().map(Path::to_owned);
        let files = [&self.certificate, &self.key].into_iter();
        files
            .flat_map(|file| [folder(file), fs::canonicalize(file).ok().and_then(|file| folder(&file))])
            .flatten()
            .filter(|folder| folder.exists())
            .collect()
    }

    /// What pages on the open web know besides.
    pub(super) fn open_web(&self) -> OpenWeb {
        let onion = Some(self.onion.clone()).filter(|host| !host.is_empty());
        OpenWeb { onion, hsts_days: self.hsts_days }
    }

    /// Reads certificate and key.
    ///
    /// # Errors
    /// A file cannot be read, every account could, or the two do not fit together.
    pub(super) fn read(&self) -> Result<Certificate, ClearnetError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| ClearnetError::Read(path, error)
        };
        let chain = fs::read(&self.certificate).map_err(failed(&self.certificate))?;
        let key = Zeroizing::new(fs::read(&self.key).map_err(failed(&self.key))?);
        if fs::metadata(&self.key).map_err(failed(&self.key))?.mode() & 0o007 != 0 {
            return Err(ClearnetError::Bare(self.key.clone()));
        }
        Certificate::from_pem(&chain, &key).map_err(|error| ClearnetError::Certificate(self.certificate.clone(), error))
    }

    /// What tells one state of the two files from another.
    fn state(&self) -> Vec<Option<(u64, u64, i64, i64)>> {
        // The time of the last change, which a new mode or owner moves too.
        let of = |path: &PathBuf| fs::metadata(path).ok().map(|m| (m.ino(), m.size(), m.ctime(), m.ctime_nsec()));
        [&self.certificate, &self.key].into_iter().map(of).collect()
    }
}

/// Adds the portal, as the open web meets it, to a server, with so many places.
pub(super) fn listen(
    builder: ServerBuilder,
    listener: TcpListener,
    shown: &Arc<Shown>,
    portal: CurrentPortal,
    limits: ConnectionLimits,
    places: usize,
) -> io::Result<ServerBuilder> {
    let tls = link::web_config(Arc::clone(shown)).map_err(io::Error::other)?;
    portal::listen_with_tls(builder, listener, tls, portal, limits, places)
}

/// Until when the certificate is good that is shown, or why there is none to show.
pub type Opened = Result<Day, ClearnetError>;

/// What came of a look at the certificate's files.
pub struct Looked {
    /// What was found.
    pub found: Opened,
    /// Whether a certificate was shown before, which stays where none was found.
    pub was_open: bool,
}

/// Looks after the certificate for as long as the server runs, at once where a reload asks for it, and tells what came of each
/// change of its files; while the open web is closed, of each reload too.
pub(super) async fn look_after(
    config: ClearnetConfig,
    shown: Arc<Shown>,
    reloads: Arc<Notify>,
    told: fn(&Looked),
) -> std::convert::Infallible {
    let config = Arc::new(config);
    let mut known = config.state();
    loop {
        let is_asked = tokio::select! {
            () = sleep(Duration::from_secs(config.look_secs.max(1))) => false,
            () = reloads.notified() => true,
        };
        let looking = Arc::clone(&config);
        let Ok(state) = spawn_blocking(move || looking.state()).await else { continue };
        let was_open = shown.ends().is_some();
        if state == known && (was_open || !is_asked) {
            continue;
        }
        // A renewal that is half written does not fit together; the old one stays until the rest has come.
        known = state;
        let reading = Arc::clone(&config);
        let Ok(read) = spawn_blocking(move || reading.read()).await else { continue };
        let found = read.map(|certificate| {
            let ends = certificate.ends();
            shown.change(certificate);
            ends
        });
        told(&Looked { found, was_open });
    }
}
