//! Every socket of a server, bound before anything else is done: later the cage lets none be made.

use std::fmt;
use std::fs;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use rustix::net::sockopt::set_tcp_nodelay;

use crate::portal::Listener;

use super::machine::Weakness;
use super::{ClearnetConfig, ClearnetError, Config, ServeError, StatusConfig};

/// The sockets of both interfaces, and those that the configuration adds.
pub struct Listeners {
    pub(super) portal: Listener,
    pub(super) reviewing: TcpListener,
    pub(super) status: Option<Result<UnixListener, ServeError>>,
    pub(super) clearnet: Option<Result<TcpListener, ClearnetError>>,
    /// Where the source interface listens.
    pub portal_address: PortalAddress,
    /// Where the reviewer interface listens.
    pub reviewing_address: SocketAddr,
}

/// Where the source interface listens.
#[derive(Clone, Debug)]
pub enum PortalAddress {
    /// Loopback TCP.
    Tcp(SocketAddr),
    /// A unix socket.
    Unix(PathBuf),
}

impl fmt::Display for PortalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => write!(f, "http://{address}/"),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

impl Listeners {
    /// Binds what the configuration names.
    pub fn bind(portal: &str, reviewing: &str) -> Result<Self, ServeError> {
        let failed = |address: &str| {
            let address = address.to_owned();
            move |error| ServeError::Bind(address, error)
        };
        let (listener, portal_address) = if let Some(path) = portal.strip_prefix("unix:") {
            let path = Path::new(path);
            (Listener::Unix(bind_unix(path).map_err(failed(portal))?), PortalAddress::Unix(path.to_owned()))
        } else {
            let listener = bind_tcp(portal).map_err(failed(portal))?;
            let address = listener.local_addr()?;
            (Listener::Tcp(listener), PortalAddress::Tcp(address))
        };
        let reviewing = bind_tcp(reviewing).map_err(failed(reviewing))?;
        let reviewing_address = reviewing.local_addr()?;
        Ok(Self { portal: listener, reviewing, status: None, clearnet: None, portal_address, reviewing_address })
    }

    /// With the socket that tells how the server stands, where the configuration names one. What keeps it from that is told
    /// when the server runs.
    #[must_use]
    pub fn with_status(self, config: &StatusConfig) -> Self {
        let bind =
            |path: &PathBuf| bind_unix(path).map_err(|e| ServeError::Bind(format!("unix:{}", path.display()), e));
        Self { status: config.socket.as_ref().map(bind), ..self }
    }

    /// Binds the open web's socket too, where there is one. What keeps it from that is told when the server runs.
    #[must_use]
    pub fn and_clearnet(self, config: Option<&ClearnetConfig>) -> Self {
        let bind = |web: &ClearnetConfig| bind_tcp(&web.listen).map_err(|e| ClearnetError::Bind(web.listen.clone(), e));
        Self { clearnet: config.map(bind), ..self }
    }

    /// Where the source interface listens on the open web.
    pub fn clearnet_address(&self) -> Option<SocketAddr> {
        self.clearnet.as_ref().and_then(|bound| bound.as_ref().ok()?.local_addr().ok())
    }
}

/// Sockets of a configuration whose folder is not there: a start cannot listen on them, unless it makes the folder first.
pub(super) fn without_folder(config: &Config) -> Vec<Weakness> {
    let portal = config.portal.listen.strip_prefix("unix:").map(Path::new);
    let sockets = portal.into_iter().chain(config.status.socket.as_deref());
    let folders = sockets.filter_map(Path::parent).filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let mut folders: Vec<&Path> = folders.collect();
    folders.dedup();
    let weak = |folder: &Path| Weakness {
        about: "socket",
        what: format!("{} is not there, and the server is to listen in it", folder.display()),
        mend: format!("the packaged unit makes it at its start; for another: mkdir -p {}", folder.display()),
    };
    folders.into_iter().map(weak).collect()
}

/// Binds a TCP socket whose connections, which take that from it, send at once: the end of an answer would else wait, 40 ms
/// at each page on a kept connection, until the other side has confirmed what came before (RFC 896).
fn bind_tcp(address: &str) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    set_tcp_nodelay(&listener, true)?;
    Ok(listener)
}

/// Binds a unix socket that tor's group may use, in place of one that nobody listens on any more.
fn bind_unix(path: &Path) -> io::Result<UnixListener> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.file_type().is_socket() => {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "what lies there is no socket"));
        }
        Ok(_) if UnixStream::connect(path).is_err() => fs::remove_file(path)?,
        _ => {}
    }
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o660))?;
    Ok(listener)
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn connections_of_every_tcp_listener_send_at_once() {
        let clearnet = "listen = '127.0.0.1:0'\ncertificate = 'chain.pem'\nkey = 'key.pem'";
        let clearnet: ClearnetConfig = toml::from_str(clearnet).unwrap();
        let listeners = Listeners::bind("127.0.0.1:0", "127.0.0.1:0").unwrap().and_clearnet(Some(&clearnet));
        let Listener::Tcp(portal) = &listeners.portal else { panic!("it was asked for TCP") };
        for listener in [portal, &listeners.reviewing, listeners.clearnet.as_ref().unwrap().as_ref().unwrap()] {
            let _caller = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            assert!(listener.accept().unwrap().0.nodelay().unwrap());
        }
    }
}
