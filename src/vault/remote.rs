//! The conversation with a server: one connection, one request after another.
//!
//! A `.onion` address is reached through Tor's SOCKS port, by name: nothing is resolved on this machine.
//! The connection is kept between requests and made anew when the server or the circuit has closed it.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use ed25519_dalek::SigningKey;
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{self, HeaderMap};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use rand_core::{OsRng, RngCore as _};
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_socks::tcp::Socks5Stream;

use crate::link::wire::{DayList, Days, MAX_LIST_BYTES, MAX_ROSTER_BYTES};
use crate::link::{self, ClientConfig, LinkError};
use crate::roster::{PublicKey, SignedRoster};
use crate::seal::{Day, DeskId, MAX_PARCEL_BYTES, ParcelId};

/// Where Tor listens unless told otherwise.
pub const DEFAULT_SOCKS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 9050);

/// How long to wait for a server. A circuit of Tor takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For a connection, with its handshake.
    pub connect: Duration,
    /// For the next bytes.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_mins(2), idle: Duration::from_mins(2) }
    }
}

/// What came of talking to a server.
#[derive(Debug)]
pub enum RemoteError {
    /// The address is not `HOST:PORT`.
    Address(String),
    /// Our own key cannot be used.
    OwnKey(LinkError),
    /// The SOCKS proxy does not answer, or does not work as one.
    Proxy(SocketAddr, tokio_socks::Error),
    /// No connection to this address.
    Unreachable(String, io::Error),
    /// Nothing came for too long while doing this.
    TimedOut(&'static str, Duration),
    /// Whoever answers is not the server of our roster.
    WrongServer(String),
    /// The server does not know our key.
    Refused,
    /// There is no such thing on the server, or it is none of ours.
    NotFound,
    /// The server cannot read its store now.
    Unavailable,
    /// The connection broke off.
    BrokenOff(Box<dyn Error + Send + Sync>),
    /// An answer that no server of ours gives; says what is wrong with it.
    Nonsense(&'static str),
}

impl RemoteError {
    /// True when the same request may succeed a little later.
    pub const fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Proxy(..) | Self::Unreachable(..) | Self::TimedOut(..) | Self::Unavailable | Self::BrokenOff(_)
        )
    }
}

impl fmt::Display for RemoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => {
                write!(f, "{address:?} is no address; it must be HOST:PORT, as the roster gives it")
            }
            Self::OwnKey(error) => write!(f, "this reviewer's signing key cannot be used: {error}"),
            Self::Proxy(proxy, error) => write!(
                f,
                "Tor's SOCKS port at {proxy} could not be used: {error}; start Tor, or name its port with --socks"
            ),
            Self::Unreachable(address, error) => write!(
                f,
                "no connection to {address}: {error}; the server may be down or the address old: try later, then ask \
                 the operator"
            ),
            Self::TimedOut(doing, limit) => write!(
                f,
                "nothing came within {} seconds while {doing}; the network may be slow: try again",
                limit.as_secs()
            ),
            Self::WrongServer(address) => write!(
                f,
                "whoever answers at {address} does not hold the server's key that the roster names; do not go on: \
                 ask the custodian whether the key was changed, and join again with the new roster"
            ),
            Self::Refused => f.write_str(
                "the server does not know this reviewer's key; ask the custodian whether it stands in the newest \
                 roster, and the operator whether the server uses that roster",
            ),
            Self::NotFound => f.write_str("the server has no such thing for this reviewer's desks"),
            Self::Unavailable => f.write_str("the server cannot read its store now; try later, then ask the operator"),
            Self::BrokenOff(error) => write!(f, "the connection broke off: {error}; try again, what came is kept"),
            Self::Nonsense(what) => write!(
                f,
                "the server's answer does not make sense: {what}; its version may be another one: ask the operator"
            ),
        }
    }
}

impl Error for RemoteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::OwnKey(error) => Some(error),
            Self::Proxy(_, error) => Some(error),
            Self::Unreachable(_, error) => Some(error),
            Self::BrokenOff(error) => Some(&**error),
            _ => None,
        }
    }
}

/// A server, as a reviewer talks to it. One request at a time.
pub struct Remote {
    route: Route,
    tls: Arc<ClientConfig>,
    patience: Patience,
    /// The connection, while it is open as far as we know.
    kept: Option<Line>,
}

/// An open connection, and the task that drives it, which ends with whether the server refused our key.
struct Line {
    sender: SendRequest<Empty<Bytes>>,
    refused: JoinHandle<bool>,
}

impl Remote {
    /// Connects to the server at `address` (`HOST:PORT`), which must hold `server`, as the reviewer of `own`.
    ///
    /// Goes through the SOCKS proxy `socks` when one is named, and through [`DEFAULT_SOCKS`] when the
    /// address is a `.onion` one; else straight.
    ///
    /// # Errors
    /// That the server does not know us shows at the first request.
    pub async fn connect(
        address: &str,
        server: PublicKey,
        own: &SigningKey,
        socks: Option<SocketAddr>,
        patience: Patience,
    ) -> Result<Self, RemoteError> {
        let route = Route::to(address, socks)?;
        let tls = link::client_config(own, *server.as_bytes()).map_err(RemoteError::OwnKey)?;
        let mut remote = Self { route, tls, patience, kept: None };
        remote.kept = Some(remote.open().await?);
        Ok(remote)
    }

    /// The roster that the server uses. Nothing in it is believed yet.
    pub async fn roster(&mut self) -> Result<SignedRoster, RemoteError> {
        let note = self.whole("/roster", MAX_ROSTER_BYTES).await?;
        let note = String::from_utf8(note.into()).map_err(|_| RemoteError::Nonsense("the roster is no text"))?;
        Ok(SignedRoster::new(note))
    }

    /// Our desks, and the days on which each has parcels.
    pub async fn days(&mut self) -> Result<Days, RemoteError> {
        self.list("/days").await
    }

    /// The parcels of a desk's day.
    pub async fn day(&mut self, desk: &DeskId, day: Day) -> Result<DayList, RemoteError> {
        let list: DayList = self.list(&format!("/day/{desk}/{day}")).await?;
        if list.is_sorted() { Ok(list) } else { Err(RemoteError::Nonsense("a day's list is not in order")) }
    }

    /// A parcel's ciphertext from byte `from` on.
    ///
    /// The stream must be read to its end or dropped before the next request.
    ///
    /// # Errors
    /// [`RemoteError::Nonsense`] when `from` is not inside the parcel.
    pub async fn parcel(&mut self, id: ParcelId, from: u64) -> Result<ParcelStream, RemoteError> {
        let answer = self.get(&format!("/parcel/{id}"), from).await?;
        let left = content_length(answer.headers()).ok_or(RemoteError::Nonsense("a parcel has no length"))?;
        let size = from.checked_add(left).filter(|size| *size <= MAX_PARCEL_BYTES);
        let size = size.ok_or(RemoteError::Nonsense("a parcel is larger than one can be"))?;
        if from > 0 {
            let expected = format!("bytes {from}-{}/{size}", size.saturating_sub(1));
            let range = answer.headers().get(header::CONTENT_RANGE).map(header::HeaderValue::as_bytes);
            if answer.status() != StatusCode::PARTIAL_CONTENT || range != Some(expected.as_bytes()) {
                return Err(RemoteError::Nonsense("another part of a parcel than the one asked for"));
            }
        }
        Ok(ParcelStream { body: answer.into_body(), size, idle: self.patience.idle })
    }

    async fn list<T: DeserializeOwned>(&mut self, path: &str) -> Result<T, RemoteError> {
        let text = self.whole(path, MAX_LIST_BYTES).await?;
        serde_json::from_slice(&text).map_err(|_| RemoteError::Nonsense("a list is not of the form agreed on"))
    }

    /// A whole answer of at most `limit` bytes.
    async fn whole(&mut self, path: &str, limit: usize) -> Result<Bytes, RemoteError> {
        let answer = self.get(path, 0).await?;
        let mut body = Limited::new(answer.into_body(), limit);
        let mut whole = Vec::new();
        while let Some(frame) = timeout(self.patience.idle, body.frame()).await.map_err(|_| self.silent(READING))? {
            let frame = frame.map_err(|error| match error.downcast::<hyper::Error>() {
                Ok(error) => broken_off(*error),
                Err(_) => RemoteError::Nonsense("a list or roster is longer than one can be"),
            })?;
            whole.extend_from_slice(frame.data_ref().map_or(&[], |data| data));
        }
        Ok(whole.into())
    }

    /// Asks over the connection that is kept, or over a new one when that was closed meanwhile.
    async fn get(&mut self, path: &str, from: u64) -> Result<Response<Incoming>, RemoteError> {
        if let Some(kept) = self.kept.take() {
            match self.ask(kept, path, from).await {
                Err(RemoteError::BrokenOff(_)) => {}
                other => return other,
            }
        }
        let line = self.open().await?;
        self.ask(line, path, from).await
    }

    async fn ask(&mut self, mut line: Line, path: &str, from: u64) -> Result<Response<Incoming>, RemoteError> {
        // HTTP/1.1 wants a name; ours says nothing.
        let request = Request::get(path).header(header::HOST, "amparo");
        let request = if from > 0 { request.header(header::RANGE, format!("bytes={from}-")) } else { request };
        let request = request.body(Empty::new()).map_err(|_| RemoteError::Nonsense("the request cannot be written"))?;
        let asking = async {
            line.sender.ready().await?;
            line.sender.send_request(request).await
        };
        let asked = timeout(self.patience.idle, asking).await.map_err(|_| self.silent("waiting for an answer"))?;
        let answer = match asked {
            Ok(answer) => answer,
            Err(error) => return Err(line.why(error).await),
        };
        self.kept = Some(line);
        match answer.status() {
            StatusCode::OK | StatusCode::PARTIAL_CONTENT => Ok(answer),
            StatusCode::FORBIDDEN => Err(RemoteError::Refused),
            StatusCode::NOT_FOUND => Err(RemoteError::NotFound),
            StatusCode::SERVICE_UNAVAILABLE => Err(RemoteError::Unavailable),
            StatusCode::RANGE_NOT_SATISFIABLE => Err(RemoteError::Nonsense("a parcel is shorter than it was")),
            _ => Err(RemoteError::Nonsense("its status is none that was agreed on")),
        }
    }

    /// Makes a new connection, handshake and all.
    async fn open(&self) -> Result<Line, RemoteError> {
        let opening = async {
            let socket = self.route.dial().await?;
            let stream = link::connect(&self.tls, socket).await.map_err(|error| match error {
                LinkError::WrongServer => RemoteError::WrongServer(self.route.to_string()),
                LinkError::Refused => RemoteError::Refused,
                other => RemoteError::BrokenOff(Box::new(other)),
            })?;
            let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken_off)?;
            let refused = tokio::spawn(async { connection.await.is_err_and(|error| link::is_refusal(&error)) });
            Ok(Line { sender, refused })
        };
        let limit = self.patience.connect;
        timeout(limit, opening).await.map_err(|_| RemoteError::TimedOut("connecting", limit))?
    }

    const fn silent(&self, doing: &'static str) -> RemoteError {
        RemoteError::TimedOut(doing, self.patience.idle)
    }
}

impl Line {
    /// Why a request failed with `error`. A refusal that came while nothing was asked is known to the task alone.
    async fn why(self, error: hyper::Error) -> RemoteError {
        drop(self.sender);
        match timeout(Duration::from_secs(1), self.refused).await {
            Ok(Ok(true)) => RemoteError::Refused,
            _ => broken_off(error),
        }
    }
}

const READING: &str = "reading an answer";

/// A parcel's ciphertext as it comes in. Not checked against anything but its announced length.
pub struct ParcelStream {
    body: Incoming,
    size: u64,
    idle: Duration,
}

impl ParcelStream {
    /// Bytes of the whole parcel, wherever the stream started.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The next piece; `None` at the end, which is where the server said it would be.
    pub async fn next(&mut self) -> Result<Option<Bytes>, RemoteError> {
        loop {
            let frame = timeout(self.idle, self.body.frame()).await;
            let frame = frame.map_err(|_| RemoteError::TimedOut(READING, self.idle))?;
            let Some(frame) = frame.transpose().map_err(broken_off)? else { return Ok(None) };
            if let Ok(data) = frame.into_data() {
                return Ok(Some(data));
            }
        }
    }
}

fn broken_off(error: hyper::Error) -> RemoteError {
    if link::is_refusal(&error) { RemoteError::Refused } else { RemoteError::BrokenOff(Box::new(error)) }
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// How a server is reached.
struct Route {
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
    fn to(address: &str, socks: Option<SocketAddr>) -> Result<Self, RemoteError> {
        let unclear = || RemoteError::Address(address.to_owned());
        let (host, port) = address.rsplit_once(':').ok_or_else(unclear)?;
        let host = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
        let port = port.parse().ok().filter(|port| *port != 0).ok_or_else(unclear)?;
        if host.is_empty() || host.len() > 253 || host.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(unclear());
        }
        let host = host.to_ascii_lowercase();
        let onion = host.trim_end_matches('.').rsplit('.').next() == Some("onion");
        let address = socks.or_else(|| onion.then_some(DEFAULT_SOCKS));
        let proxy = address.map(|address| {
            let mut name = [0; 16];
            OsRng.fill_bytes(&mut name);
            Proxy { address, name: hex::encode(name) }
        });
        Ok(Self { host, port, proxy })
    }

    async fn dial(&self) -> Result<TcpStream, RemoteError> {
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
