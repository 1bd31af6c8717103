//! The source interface on actix-web: routes, and the listeners that carry them.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::net::UnixListener;
use std::sync::Arc;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{ConnectionType, HttpService};
use actix_server::{GracefulShutdownSignal, ServerBuilder};
use actix_service::{Service as _, ServiceFactory, ServiceFactoryExt as _, fn_service, map_config};
use actix_web::dev::{AppConfig, Payload, ServiceRequest};
use actix_web::http::Method;
use actix_web::{App, HttpMessage as _, web};
use futures_util::stream::poll_fn;
use futures_util::{FutureExt as _, StreamExt as _};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::unconstrained;
use tokio::time::timeout;

use crate::harden::circuit::{AfterLine, Circuits, Costly, Turns};
use crate::harden::connection::{ConnectionLimits, Guarded};
use crate::harden::room::{AtWork, Room};
use crate::harden::stack::Forgetting;

use super::headers;
use super::one_size;
use super::routes::{self, CurrentPortal};

/// How long a request's head may take. Tor can stall for a while between a circuit's cells.
const HEAD_TIMEOUT: Duration = Duration::from_mins(1);
/// How long a connection is kept for a next request.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// How long a closing connection may take to say goodbye.
const GOODBYE_TIMEOUT: Duration = Duration::from_secs(10);

/// Where the source interface listens.
pub enum Listener {
    /// For tor: no port for other local users.
    Unix(UnixListener),
    /// Loopback TCP.
    Tcp(TcpListener),
}

/// How connections are let in.
#[derive(Clone)]
pub struct Door {
    /// When they end.
    pub limits: ConnectionLimits,
    /// How many there are at once.
    pub room: Arc<Room>,
    /// The circuits that they come on, where tor tells them; how much of the room one of them takes.
    pub circuits: Option<Arc<Circuits>>,
}

/// Adds the source interface to a server.
pub fn listen(
    builder: ServerBuilder,
    listener: Listener,
    portal: CurrentPortal,
    door: Door,
) -> io::Result<ServerBuilder> {
    let stop = builder.graceful_shutdown_signal();
    match listener {
        Listener::Tcp(listener) => {
            listener.set_nonblocking(true)?;
            builder.listen("portal", listener, move || service::<tokio::net::TcpStream>(&portal, &door, &stop))
        }
        Listener::Unix(listener) => {
            listener.set_nonblocking(true)?;
            builder.listen_uds("portal", listener, move || service::<tokio::net::UnixStream>(&portal, &door, &stop))
        }
    }
}

/// A stream of the source interface's: it ends when it only holds its place, and no answer on it tells anything.
pub(super) fn guarded<T>(stream: T, limits: ConnectionLimits) -> Guarded<T> {
    Guarded::new(stream, limits).with_own_answers_of(one_size::GET_BYTES)
}

impl Door {
    /// A connection with its place, and on its circuit.
    ///
    /// # Errors
    /// It does not say its circuit where it should, or its place is needed for another. Nothing is answered then.
    async fn let_in<T: AsyncRead + Unpin>(&self, io: T) -> io::Result<Guarded<AfterLine<T>>> {
        let place = self.room.enter();
        let stream = match &self.circuits {
            None => AfterLine::without(io),
            Some(circuits) => {
                let join = async {
                    let (circuit, stream) = timeout(HEAD_TIMEOUT, AfterLine::of(io)).await??;
                    // Longer than a browser keeps a connection for a next request.
                    let joined = timeout(self.limits.idle, circuits.join(circuit)).await?;
                    Ok::<_, io::Error>(stream.on(joined))
                };
                place.unless_over(join).await.ok_or(io::ErrorKind::TimedOut)??
            }
        };
        Ok(guarded(stream, self.limits).at(place))
    }
}

/// One kind of stream, guarded, and the application over it.
fn service<T>(
    portal: &CurrentPortal,
    door: &Door,
    stop: &GracefulShutdownSignal,
) -> impl ServiceFactory<T, Config = (), Response = (), Error = DispatchError, InitError = ()> + use<T>
where
    T: AsyncRead + AsyncWrite + Unpin + 'static,
{
    let (door, stops) = (door.clone(), stop.clone());
    let let_in = move |stream: T| {
        let (door, stops) = (door.clone(), stops.clone());
        async move {
            tokio::select! {
                let_in = door.let_in(stream) => Ok::<_, DispatchError>((let_in?, None)),
                // A stop waits for nobody whose request is still to come.
                () = stops.notified() => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
            }
        }
    };
    fn_service(let_in).and_then(http(portal, stop, |stream: &AfterLine<T>| Some(stream.circuit()?.turns())))
}

/// The application over guarded streams, of which `turns` knows the circuit. At a stop whoever is idle goes at once, and
/// each answer is the last on its connection.
pub(super) fn http<T>(
    portal: &CurrentPortal,
    stop: &GracefulShutdownSignal,
    turns: fn(&T) -> Option<Turns>,
) -> impl ServiceFactory<(Guarded<T>, Option<SocketAddr>), Config = (), Response = (), Error = DispatchError, InitError = ()>
+ use<T>
where
    T: AsyncRead + AsyncWrite + Unpin + 'static,
{
    // What only a start changes.
    let open_web = portal().site.open_web.clone();
    let (stop, stops) = (stop.clone(), stop.clone());
    let app = App::new()
        .app_data(web::Data::new(Arc::clone(portal)))
        .wrap(headers::on_every_answer(open_web.as_ref()))
        .wrap_fn(move |mut request, routes| {
            // Pages read no body: the stack ends such a connection, and says so, which the answer's size must know.
            let unread = request.method() != Method::POST && !matches!(request.parts().1, Payload::None);
            headers::let_go(&mut request);
            let at_work = request.conn_data::<AtWork>().cloned();
            let working = at_work.as_ref().map(AtWork::begin);
            if let Some(at_work) = at_work {
                request = awaited(request, at_work);
            }
            let turns = request.conn_data::<Turns>().cloned();
            let elsewhere = open_web.as_ref().and_then(|web| headers::onion_location(web, &request));
            let answer = routes.call(request);
            let stop = stop.clone();
            async move {
                let _after = Forgetting;
                let _working = working;
                if let Some(turns) = turns {
                    turns.wait_for(Costly::Request).await;
                }
                let mut answer = answer.await?;
                if let Some(location) = elsewhere.filter(|_| answer.status().is_success()) {
                    answer.headers_mut().insert(headers::ONION_LOCATION, location);
                }
                if unread || has_begun(&stop) {
                    answer.response_mut().head_mut().set_connection_type(ConnectionType::Close);
                }
                Ok(one_size::fill(answer))
            }
        })
        .configure(routes::configure)
        .default_service(web::to(routes::not_found));
    HttpService::build()
        .graceful_shutdown_signal(move || {
            let stops = stops.clone();
            async move { stops.notified().await }
        })
        .client_request_timeout(HEAD_TIMEOUT)
        .client_disconnect_timeout(GOODBYE_TIMEOUT)
        .keep_alive(KEEP_ALIVE)
        .on_connect_ext(move |stream: &Guarded<T>, known| {
            if let Some(turns) = turns(stream.get_ref()) {
                known.insert(turns);
            }
            if let Some(at_work) = stream.at_work() {
                known.insert(at_work);
            }
        })
        .h1(map_config(app, |()| AppConfig::default()))
}

/// Whether the server stops. The stack ends connections then, and says so: an answer's size must know that too.
fn has_begun(stop: &GracefulShutdownSignal) -> bool {
    unconstrained(stop.notified()).now_or_never().is_some()
}

/// The same request; while it waits for its body, its place says so.
fn awaited(mut request: ServiceRequest, at_work: AtWork) -> ServiceRequest {
    let mut body = request.take_payload();
    if matches!(body, Payload::None) {
        return request;
    }
    let body = poll_fn(move |cx| {
        let piece = body.poll_next_unpin(cx);
        at_work.awaits_body(piece.is_pending());
        piece
    });
    request.set_payload(Payload::Stream { payload: Box::pin(body) });
    request
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncWriteExt as _, duplex};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_connection_waits_for_a_place_on_its_circuit_longer_than_a_browser_keeps_one_open() {
        let limits = ConnectionLimits::default();
        let door = Door { limits, room: Room::new(100), circuits: Some(Arc::new(Circuits::new())) };
        let comes = async || {
            let (ours, mut theirs) = duplex(256);
            theirs.write_all(b"PROXY TCP6 fc00:dead:beef:4dad::0:7 ::1 7 80\r\n").await.unwrap();
            (ours, theirs)
        };
        let mut served = Vec::new();
        loop {
            let (ours, theirs) = comes().await;
            let mut let_in = Box::pin(door.let_in(ours));
            if let Ok(connection) = timeout(Duration::from_secs(1), &mut let_in).await {
                served.push((connection.unwrap(), theirs));
                continue;
            }
            assert!(timeout(KEEP_ALIVE, &mut let_in).await.is_err(), "nobody is refused");
            served.pop();
            assert!(let_in.await.is_ok());
            break;
        }
        assert!(!served.is_empty());
    }
}
