//! What may come of talking to a server.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use crate::link::LinkError;

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
    /// Nothing, or too little, came for so long while doing this.
    TimedOut(&'static str, Duration),
    /// Whoever answers is not the server of our roster.
    WrongServer(String),
    /// The server does not know our key.
    Refused,
    /// There is no such thing on the server, or it is none of ours.
    NotFound,
    /// The server cannot read its store now.
    Unavailable,
    /// The server still works on what we sent before.
    Busy,
    /// The server does not take what was signed.
    NotTaken,
    /// No slot of the source's mailbox is free.
    MailboxFull,
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
            Self::Proxy(..)
                | Self::Unreachable(..)
                | Self::TimedOut(..)
                | Self::Unavailable
                | Self::Busy
                | Self::BrokenOff(_)
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
                "too little came within {} seconds while {doing}; the network may be slow: try again",
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
            Self::Busy => f.write_str("the server still works on what was sent before; try again in some minutes"),
            Self::NotTaken => f.write_str(
                "the server does not take what was signed; it may use another roster than is known here, or its \
                 clock may be wrong: fetch again, then ask the operator",
            ),
            Self::MailboxFull => {
                f.write_str("the source's mailbox is full; there is room again when they have deleted a reply")
            }
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
