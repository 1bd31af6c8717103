//! How a server is reached: straight, or by name through Tor's SOCKS port.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use rand_core::{OsRng, RngCore as _};
use tokio::net::TcpStream;
use tokio_socks::tcp::Socks5Stream;

use super::RemoteError;
use crate::roster::is_onion;

/// Where Tor listens unless told otherwise.
const DEFAULT_SOCKS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 9050);

/// How a server is reached.
pub(super) struct Route {
    host: String,
    port: u16,
    proxy: Option<Proxy>,
}

/// A SOCKS proxy, and what we call ourselves there: Tor gives each name circuits of its own.
struct Proxy {
    address: SocketAddr,
    name: String,
}

impl Route {
    pub(super) fn to(address: &str, socks: Option<SocketAddr>) -> Result<Self, RemoteError> {
        let unclear = || RemoteError::Address(address.to_owned());
        let (host, port) = address.rsplit_once(':').ok_or_else(unclear)?;
        let host = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
        let port = port.parse().ok().filter(|port| *port != 0).ok_or_else(unclear)?;
        if host.is_empty() || host.len() > 253 || host.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(unclear());
        }
        let host = host.to_ascii_lowercase();
        let address = socks.or_else(|| is_onion(&host).then_some(DEFAULT_SOCKS));
        let proxy = address.map(|address| {
            let mut name = [0; 16];
            OsRng.fill_bytes(&mut name);
            Proxy { address, name: hex::encode(name) }
        });
        Ok(Self { host, port, proxy })
    }

    pub(super) async fn dial(&self) -> Result<TcpStream, RemoteError> {
        let target = (self.host.as_str(), self.port);
        let Some(proxy) = &self.proxy else {
            let dialled = TcpStream::connect(target).await;
            return dialled.map_err(|error| RemoteError::Unreachable(self.to_string(), error));
        };
        let dialled = Socks5Stream::connect_with_password(proxy.address, target, &proxy.name, &proxy.name).await;
        dialled.map(Socks5Stream::into_inner).map_err(|error| {
            use tokio_socks::Error as Socks;
            match error {
                // What the proxy says of the server, rather than of itself.
                Socks::GeneralSocksServerFailure
                | Socks::NetworkUnreachable
                | Socks::HostUnreachable
                | Socks::ConnectionRefused
                | Socks::TtlExpired
                | Socks::UnknownError => RemoteError::Unreachable(self.to_string(), io::Error::other(error)),
                other => RemoteError::Proxy(proxy.address, other),
            }
        })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_onion_address_never_goes_straight() {
        for address in ["abc.onion:9000", "ABC.ONION:9000", "abc.onion.:9000"] {
            let route = Route::to(address, None).unwrap();
            assert_eq!(route.proxy.unwrap().address, DEFAULT_SOCKS, "{address}");
        }
        let elsewhere = SocketAddr::from(([127, 0, 0, 1], 9150));
        assert_eq!(Route::to("abc.onion:9000", Some(elsewhere)).unwrap().proxy.unwrap().address, elsewhere);
        assert!(Route::to("127.0.0.1:9000", None).unwrap().proxy.is_none());
        assert_eq!(Route::to("127.0.0.1:9000", Some(elsewhere)).unwrap().proxy.unwrap().address, elsewhere);
    }

    #[test]
    fn each_reviewer_has_circuits_of_its_own() {
        let name = || Route::to("abc.onion:9000", None).unwrap().proxy.unwrap().name;
        assert_ne!(name(), name());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for address in ["", "abc", "abc:", ":9000", "abc:0", "abc:70000", "a b:1", "abc:-1", "abc:9000/x"] {
            assert!(matches!(Route::to(address, None), Err(RemoteError::Address(_))), "{address}");
        }
        assert_eq!(Route::to("[::1]:9000", None).unwrap().to_string(), "[::1]:9000");
    }
}
