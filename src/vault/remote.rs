//! The conversation with a server: one connection, one request after another.
//!
//! A `.onion` address is reached through Tor's SOCKS port, by name: nothing is resolved on this machine.
//! The connection is kept between requests and made anew when the server or the circuit has closed it.

mod errors;
mod reading;
mod route;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use ed25519_dalek::SigningKey;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{self, HeaderMap};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::link::wire::{
    AcknowledgedDays, DayList, Days, Given, MAX_LIST_BYTES, MAX_NOTES, MAX_ROSTER_BYTES, Notes, Outcomes,
    ParcelOutcome, ReplyBody, ReplyKept, Rosters, given_body,
};
use crate::link::{self, ClientConfig, LinkError};
use crate::roster::{Interface, PublicKey, Roster, SignedAcknowledgement, SignedRoster, SignedWithdrawal, is_onion};
use crate::seal::{Day, DeskId, MAX_PARCEL_BYTES, ParcelId};
use reading::Reading;
use route::Route;

pub use errors::RemoteError;

/// How long to wait for a server. A circuit of Tor takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For a connection, with its handshake.
    pub connect: Duration,
    /// For an answer to begin, and for each [`LEAST_BYTES`](reading::LEAST_BYTES) of it.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_mins(2), idle: Duration::from_mins(2) }
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
    sender: SendRequest<Full<Bytes>>,
    refused: JoinHandle<bool>,
}

impl Remote {
    /// Connects to the server at `address` (`HOST:PORT`), which must hold `server`, as the reviewer of `own`.
    ///
    /// Goes through the SOCKS proxy `socks` when one is named, and through Tor's usual one when the
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

    /// The same, to the server that a roster names. The proxy `socks` is for onion addresses: it would not reach a loopback one.
    pub async fn of(roster: &Roster, own: &SigningKey, socks: Option<SocketAddr>) -> Result<Self, RemoteError> {
        let Interface { address, key } = &roster.text().interface;
        let (host, _) = address.rsplit_once(':').unwrap_or((address, ""));
        let socks = socks.filter(|_| is_onion(host));
        Self::connect(address, *key, own, socks, Patience::default()).await
    }

    /// The roster that the server uses. Nothing in it is believed yet.
    pub async fn roster(&mut self) -> Result<SignedRoster, RemoteError> {
        self.note("/roster").await
    }

    /// The versions of all rosters that the server ever used, the oldest first.
    pub async fn rosters(&mut self) -> Result<Vec<u64>, RemoteError> {
        let Rosters { rosters } = self.list("/rosters").await?;
        let sorted = rosters.is_sorted_by(|a, b| a < b);
        if sorted { Ok(rosters) } else { Err(RemoteError::Nonsense("the list of rosters is not in order")) }
    }

    /// A roster that the server used before. Nothing in it is believed yet.
    pub async fn older_roster(&mut self, version: u64) -> Result<SignedRoster, RemoteError> {
        self.note(&format!("/roster/{version}")).await
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
        Ok(ParcelStream { body: Reading::new(answer.into_body(), self.patience.idle), size })
    }

    /// A desk's tombstones, as far as they are some. No signature in them is believed yet. A server of before there
    /// were any has none.
    pub async fn withdrawn(&mut self, desk: &DeskId) -> Result<Vec<SignedWithdrawal>, RemoteError> {
        let notes = match self.list::<Notes>(&format!("/withdrawn/{desk}")).await {
            Err(RemoteError::NotFound) => Vec::new(),
            other => other?.notes,
        };
        Ok(notes.iter().filter_map(|note| SignedWithdrawal::parse(note).ok()).collect())
    }

    /// Hands in withdrawal notes, sorted by parcel, and says what became of each.
    ///
    /// # Errors
    /// [`RemoteError::NotTaken`] when the server does not see them as we do. Notes before that were taken.
    pub async fn withdraw(&mut self, notes: &[SignedWithdrawal]) -> Result<Vec<ParcelOutcome>, RemoteError> {
        let mut all = Vec::new();
        for some in notes.chunks(MAX_NOTES) {
            let notes = Notes { notes: some.iter().map(|note| note.as_str().to_owned()).collect() };
            let body = serde_json::to_vec(&notes).map_err(|_| RemoteError::Nonsense("the notes cannot be written"))?;
            let answer = self.send(&Asking::Post("/withdrawal", body.into())).await?;
            let Outcomes { parcels } = self.read_list(answer).await?;
            if !parcels.iter().map(|outcome| outcome.id).eq(some.iter().map(|note| note.says().parcel)) {
                return Err(RemoteError::Nonsense("it answers about other parcels than were asked for"));
            }
            all.extend(parcels);
        }
        Ok(all)
    }

    /// Our own acknowledgements of a desk; `None` from a server of before there were any.
    pub async fn acknowledged(&mut self, desk: &DeskId) -> Result<Option<Vec<String>>, RemoteError> {
        match self.list::<Notes>(&format!("/acknowledged/{desk}")).await {
            Err(RemoteError::NotFound) => Ok(None),
            other => other.map(|own| Some(own.notes)),
        }
    }

    /// By whose acknowledgements a desk's days expired. Nothing in them is believed yet.
    pub async fn expired(&mut self, desk: &DeskId) -> Result<Vec<String>, RemoteError> {
        match self.list::<Notes>(&format!("/expired/{desk}")).await {
            Err(RemoteError::NotFound) => Ok(Vec::new()),
            other => other.map(|expired| expired.notes),
        }
    }

    /// Hands in acknowledgements of one desk, sorted by day; gives how many the server keeps.
    pub async fn acknowledge(&mut self, notes: &[SignedAcknowledgement]) -> Result<usize, RemoteError> {
        let mut kept = 0;
        for some in notes.chunks(MAX_NOTES) {
            let notes = Notes { notes: some.iter().map(|note| note.as_str().to_owned()).collect() };
            let body = serde_json::to_vec(&notes).map_err(|_| RemoteError::Nonsense("the notes cannot be written"))?;
            let answer = self.send(&Asking::Post("/acknowledgement", body.into())).await?;
            let AcknowledgedDays { days } = self.read_list(answer).await?;
            kept += days.iter().filter(|day| day.kept).count();
        }
        Ok(kept)
    }

    /// Gives back a piece of a parcel of `size` bytes, which begins at `at`.
    ///
    /// # Errors
    /// [`RemoteError::NotFound`] for what is not to come back, [`RemoteError::NotTaken`] for what is no parcel,
    /// [`RemoteError::Busy`] while a piece that was sent before is worked on.
    pub async fn give(
        &mut self,
        desk: &DeskId,
        day: Day,
        id: ParcelId,
        (at, size): (u64, u64),
        piece: &[u8],
    ) -> Result<Given, RemoteError> {
        let path = format!("/parcel/{desk}/{day}/{id}");
        let answer = self.send(&Asking::Post(&path, given_body(at, size, piece).into())).await?;
        self.read_list(answer).await
    }

    /// Hands in a reply; comes back when the server has made both of its files durable.
    ///
    /// # Errors
    /// [`RemoteError::MailboxFull`] when the source has not deleted enough of earlier ones.
    pub async fn reply(&mut self, desk: &DeskId, parcel: ParcelId, reply: &ReplyBody) -> Result<(), RemoteError> {
        let path = format!("/reply/{desk}");
        let answer = self.send(&Asking::Post(&path, reply.to_bytes().into())).await?;
        let ReplyKept { kept } = self.read_list(answer).await?;
        if kept == parcel { Ok(()) } else { Err(RemoteError::Nonsense("it has kept another reply than was sent")) }
    }

    async fn note(&mut self, path: &str) -> Result<SignedRoster, RemoteError> {
        let note = self.whole(path, MAX_ROSTER_BYTES).await?;
        let note = String::from_utf8(note.into()).map_err(|_| RemoteError::Nonsense("the roster is no text"))?;
        Ok(SignedRoster::new(note))
    }

    async fn list<T: DeserializeOwned>(&mut self, path: &str) -> Result<T, RemoteError> {
        let answer = self.get(path, 0).await?;
        self.read_list(answer).await
    }

    async fn read_list<T: DeserializeOwned>(&self, answer: Response<Incoming>) -> Result<T, RemoteError> {
        let text = self.read_whole(answer, MAX_LIST_BYTES).await?;
        serde_json::from_slice(&text).map_err(|_| RemoteError::Nonsense("a list is not of the form agreed on"))
    }

    /// A whole answer of at most `limit` bytes.
    async fn whole(&mut self, path: &str, limit: usize) -> Result<Bytes, RemoteError> {
        let answer = self.get(path, 0).await?;
        self.read_whole(answer, limit).await
    }

    async fn read_whole(&self, answer: Response<Incoming>, limit: usize) -> Result<Bytes, RemoteError> {
        let mut body = Reading::new(answer.into_body(), self.patience.idle);
        let mut whole = Vec::new();
        while let Some(piece) = body.next().await? {
            if piece.len() > limit - whole.len() {
                return Err(RemoteError::Nonsense("a list or roster is longer than one can be"));
            }
            whole.extend_from_slice(&piece);
        }
        Ok(whole.into())
    }

    async fn get(&mut self, path: &str, from: u64) -> Result<Response<Incoming>, RemoteError> {
        self.send(&Asking::Get(path, from)).await
    }

    /// Asks over the connection that is kept, or over a new one when that was closed meanwhile.
    ///
    /// So a request may be made twice; each of ours does the same a second time.
    async fn send(&mut self, asking: &Asking<'_>) -> Result<Response<Incoming>, RemoteError> {
        if let Some(kept) = self.kept.take() {
            match self.ask(kept, asking).await {
                Err(RemoteError::BrokenOff(_)) => {}
                other => return other,
            }
        }
        let line = self.open().await?;
        self.ask(line, asking).await
    }

    async fn ask(&mut self, mut line: Line, asking: &Asking<'_>) -> Result<Response<Incoming>, RemoteError> {
        let request = asking.to_request()?;
        let sending = async {
            line.sender.ready().await?;
            line.sender.send_request(request).await
        };
        let limit = self.patience.idle;
        let silent = |_| RemoteError::TimedOut("waiting for an answer", limit);
        let asked = timeout(limit, sending).await.map_err(silent)?;
        let answer = match asked {
            Ok(answer) => answer,
            Err(error) => return Err(line.why(error).await),
        };
        self.kept = Some(line);
        match answer.status() {
            StatusCode::OK | StatusCode::PARTIAL_CONTENT => Ok(answer),
            StatusCode::FORBIDDEN => Err(RemoteError::Refused),
            StatusCode::NOT_FOUND => Err(RemoteError::NotFound),
            StatusCode::SERVICE_UNAVAILABLE if answer.headers().contains_key(header::RETRY_AFTER) => {
                Err(RemoteError::Busy)
            }
            StatusCode::SERVICE_UNAVAILABLE => Err(RemoteError::Unavailable),
            StatusCode::CONFLICT => Err(RemoteError::MailboxFull),
            StatusCode::BAD_REQUEST if matches!(asking, Asking::Post(..)) => Err(RemoteError::NotTaken),
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
}

/// A request: a path, and from which byte on it is asked for, or what is posted there.
enum Asking<'a> {
    Get(&'a str, u64),
    Post(&'a str, Bytes),
}

impl Asking<'_> {
    fn to_request(&self) -> Result<Request<Full<Bytes>>, RemoteError> {
        let (method, path, body) = match self {
            Self::Get(path, _) => (Method::GET, *path, Bytes::new()),
            Self::Post(path, body) => (Method::POST, *path, body.clone()),
        };
        // HTTP/1.1 wants a name; ours says nothing.
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "amparo");
        if let Self::Get(_, from @ 1..) = self {
            request = request.header(header::RANGE, format!("bytes={from}-"));
        }
        request.body(Full::new(body)).map_err(|_| RemoteError::Nonsense("the request cannot be written"))
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

/// A parcel's ciphertext as it comes in. Checked against nothing: more can come than was announced, and less.
pub struct ParcelStream {
    body: Reading,
    size: u64,
}

impl ParcelStream {
    /// Bytes of the whole parcel, wherever the stream started.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The next piece; `None` at the end. A server of ours ends where it said it would, and one that chunks its answer
    /// wherever it likes.
    pub async fn next(&mut self) -> Result<Option<Bytes>, RemoteError> {
        self.body.next().await
    }
}

fn broken_off(error: hyper::Error) -> RemoteError {
    if link::is_refusal(&error) { RemoteError::Refused } else { RemoteError::BrokenOff(Box::new(error)) }
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
