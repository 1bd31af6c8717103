//! The reviewer interface: lists and sealed parcels, for those whose key stands in the roster.
//!
//! HTTP/1.1 inside TLS 1.3 with mutual raw public keys. Who calls is known from the handshake alone;
//! there are no sessions, no passwords and nothing to guess. Every answer is decided by the roster of
//! that moment, and a foreign desk's parcel answers like one that does not exist.
//!
//! | request | answer |
//! | --- | --- |
//! | `GET /days` | the caller's desks and their days |
//! | `GET /day/DESK/DAY` | the day's parcels, sorted by id |
//! | `GET /parcel/ID` | the ciphertext; with `Range: bytes=N-`, from there on |
//! | `GET /roster` | the signed roster |
//! | `GET /rosters` | the versions of all that were served |
//! | `GET /roster/N` | the one with version N |
//! | `POST /withdrawal` | takes withdrawal notes that the caller has signed |
//! | `GET /withdrawn/DESK` | the desk's tombstones |
//! | `POST /acknowledgement` | takes what the caller acknowledges to hold of closed days |
//! | `GET /acknowledged/DESK` | the caller's own acknowledgements |
//! | `GET /expired/DESK` | by whose acknowledgements the desk's days expired |
//! | `POST /parcel/DESK/DAY/ID` | takes a piece of a parcel that the server lacks |
//! | `POST /reply/DESK` | takes a reply: a file for the source's mailbox, and the desk's copy |

mod acknowledgements;
mod answers;
mod called;
mod giving;
mod not_taken;
mod parcel_body;
mod replies;
mod request;
mod retention;
mod withdrawals;

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_http::{HttpService, Request, Response};
use actix_server::{GracefulShutdownSignal, ServerBuilder};
use actix_service::{IntoServiceFactory as _, Service as _, ServiceFactory, fn_factory, fn_service};
use ed25519_dalek::SigningKey;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::harden::connection::{ConnectionLimits, Guarded};
use crate::harden::room::Room;
use crate::link::{self, ServerConfig, ServerStream};
use crate::roster::{NoteVerifier, PublicKey, Roster, RosterError, SignedRoster};
use crate::seal::Clock;
use crate::store::{FailureSignal, Store};

use called::Called;

pub use giving::Giving;
pub use retention::{Evidence, RetainedDay, Stays, expire_due, over};
pub use withdrawals::remove_due;

/// More than a client's first message has, with an ML-KEM key.
const HELLO_BYTES: usize = 2048;

/// The roster in use, both as it was signed and as it is believed.
pub struct Published {
    note: SignedRoster,
    roster: Arc<Roster>,
}

impl Published {
    /// Believes a roster when the custodian signed it.
    pub fn new(note: SignedRoster, custodian: &NoteVerifier) -> Result<Self, RosterError> {
        let roster = Arc::new(note.verify(custodian)?);
        Ok(Self { note, roster })
    }

    /// What the custodian signed.
    pub const fn roster(&self) -> &Arc<Roster> {
        &self.roster
    }

    /// The note, to be sent on.
    pub const fn note(&self) -> &SignedRoster {
        &self.note
    }
}

/// Gives the roster of the moment; asked in every handshake and for every request.
pub type CurrentRoster = Arc<dyn Fn() -> Arc<Published> + Send + Sync>;

/// How much of the server reviewers may take up. The numbers hold for all its threads together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewingLimits {
    /// Places for handshakes under way; whoever knocks beyond them takes the place of the one that takes the longest.
    /// Strangers can take up no more than twice as many.
    pub handshakes: usize,
    /// Places for connections of known callers, given up in the same way.
    pub connections: usize,
    /// The longest that a handshake may take.
    pub handshake_time: Duration,
    /// The longest that a request's head may take.
    pub request_time: Duration,
    /// How long a connection is kept for the next request.
    pub keep_alive: Duration,
    /// How long a connection that ends may take to say goodbye.
    pub goodbye_time: Duration,
    /// How long a connection may only hold its place.
    pub connection: ConnectionLimits,
}

/// What a circuit of Tor needs on a bad day, and more reviewers than a desk ever had.
impl Default for ReviewingLimits {
    fn default() -> Self {
        Self {
            handshakes: 256,
            connections: 64,
            handshake_time: Duration::from_secs(30),
            request_time: Duration::from_mins(1),
            keep_alive: Duration::from_mins(2),
            goodbye_time: Duration::from_secs(10),
            connection: ConnectionLimits::default(),
        }
    }
}

/// What the reviewer interface is made of.
pub struct Reviewing {
    /// Where the parcels are.
    pub store: Arc<dyn Store>,
    /// Who may have which of them.
    pub roster: CurrentRoster,
    /// Which day it is.
    pub clock: Clock,
    /// The key that reviewers know the server by.
    pub key: SigningKey,
    /// What they give back and is on its way.
    pub giving: Arc<Giving>,
    /// How much of the server they may take up.
    pub limits: ReviewingLimits,
    /// Raised when the store fails.
    pub failure: FailureSignal,
}

/// What every thread of the server shares.
struct Shared {
    store: Arc<dyn Store>,
    roster: CurrentRoster,
    clock: Clock,
    /// One withdrawal at a time.
    withdrawing: Arc<Mutex<()>>,
    giving: Arc<Giving>,
    tls: Arc<ServerConfig>,
    limits: ReviewingLimits,
    failure: FailureSignal,
    handshakes: Arc<Room>,
    connections: Arc<Room>,
    stop: GracefulShutdownSignal,
}

/// Mounts the reviewer interface on `builder`.
///
/// # Errors
/// The key cannot be used, or the listener cannot be taken over.
pub fn listen(builder: ServerBuilder, listener: TcpListener, reviewing: Reviewing) -> io::Result<ServerBuilder> {
    let Reviewing { store, roster, clock, key, giving, limits, failure } = reviewing;
    let current = Arc::clone(&roster);
    let known = move |key: &[u8; 32]| current().roster.reviewer_by_key(&PublicKey::from_bytes(*key)).is_some();
    let tls = link::server_config(&key, Arc::new(known)).map_err(io::Error::other)?;
    let shared = Arc::new(Shared {
        store,
        roster,
        clock,
        withdrawing: Arc::default(),
        giving,
        tls,
        limits,
        failure,
        handshakes: Room::new(limits.handshakes),
        connections: Room::new(limits.connections),
        stop: builder.graceful_shutdown_signal(),
    });
    builder.listen("reviewing", listener, move || service(Arc::clone(&shared)))
}

/// One thread's service: a socket, from its handshake to its end. Whatever goes wrong is told to nobody.
fn service(shared: Arc<Shared>) -> impl ServiceFactory<TcpStream, Config = (), Response = (), Error = Infallible> {
    fn_factory(move || {
        let shared = Arc::clone(&shared);
        async move {
            let http = Rc::new(http(&shared).new_service(()).await?);
            Ok::<_, ()>(fn_service(move |socket: TcpStream| {
                let (shared, http) = (Arc::clone(&shared), Rc::clone(&http));
                async move {
                    if let Some(called) = shake_hands(&shared, socket).await {
                        // How a connection ended is nothing to be kept.
                        let _ = http.call((called, None)).await;
                    }
                    Ok::<_, Infallible>(())
                }
            }))
        }
    })
}

/// The caller, when its handshake is done in time, its key is known, and nobody needs its place before.
async fn shake_hands(shared: &Shared, socket: TcpStream) -> Option<Called<Guarded<ServerStream<TcpStream>>>> {
    let limits = &shared.limits;
    let place = shared.handshakes.enter();
    let accepting = async {
        // What has come speaks for the caller, so that those who come again and again and say nothing go first.
        place.said(socket.peek(&mut [0; HELLO_BYTES]).await.ok()?);
        link::accept(&shared.tls, socket).await.ok()
    };
    let (key, stream) = tokio::select! {
        accepted = place.unless_over(timeout(limits.handshake_time, accepting)) => accepted?.ok()??,
        // A stop waits for nobody whose request is still to come.
        () = shared.stop.notified() => return None,
    };
    let stream = Guarded::new(stream, limits.connection).at(shared.connections.enter());
    Some(Called::new(PublicKey::from_bytes(key), stream))
}

/// HTTP/1.1 over an accepted connection.
fn http<T: AsyncRead + AsyncWrite + Unpin + 'static>(
    shared: &Arc<Shared>,
) -> impl ServiceFactory<(Called<T>, Option<std::net::SocketAddr>), Config = (), InitError = ()> + use<T> {
    let (answers, stopping) = (Arc::clone(shared), Arc::clone(shared));
    let answer = move |mut request: Request| {
        let shared = Arc::clone(&answers);
        async move { Ok::<Response<_>, Infallible>(answers::answer(&shared, &mut request).await) }
    };
    HttpService::build()
        // Whoever is idle goes at once, and each answer is the last on its connection.
        .graceful_shutdown_signal(move || {
            let stop = stopping.stop.clone();
            async move { stop.notified().await }
        })
        .keep_alive(shared.limits.keep_alive)
        .client_request_timeout(shared.limits.request_time)
        .client_disconnect_timeout(shared.limits.goodbye_time)
        .h1_allow_half_closed(false)
        .on_connect_ext(|called: &Called<T>, data| {
            data.insert(called.caller());
        })
        .h1(fn_service(answer).into_factory())
}

/// Reads a request's path and a range; for `crate::fuzzing`.
#[cfg(any(test, fuzzing))]
pub(crate) fn read_request(path: &str, range: &[u8]) {
    let asked = request::Asked::parse(path);
    assert!(asked.is_none() || path.bytes().all(|b| b.is_ascii_graphic() && b != b'.' && b != b'%'), "{path}");
    let _ = request::parse_range(range);
}
