//! The source interface on the open web: TLS before HTTP, and how much of the server it may take up.
//!
//! Nothing here asks who calls: a connection's address is never looked at.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_server::{GracefulShutdownSignal, ServerBuilder};
use actix_service::{Service as _, ServiceFactory, fn_factory, fn_service};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::routes::CurrentPortal;
use super::server::{guarded, http};
use crate::harden::connection::ConnectionLimits;
use crate::harden::room::Room;
use crate::link::{self, ServerConfig};

/// Handshakes under way at once, where there are as many places; whoever knocks beyond them takes the place of the one
/// that takes the longest.
const HANDSHAKES: usize = 256;
/// The longest that a handshake may take.
const HANDSHAKE_TIME: Duration = Duration::from_secs(30);

/// What every thread of the server shares.
struct Shared {
    tls: Arc<ServerConfig>,
    handshakes: Arc<Room>,
    connections: Arc<Room>,
    stop: GracefulShutdownSignal,
}

/// Adds the source interface on the open web to a server, with places for so many connections at once; whoever comes
/// beyond them takes the place of the latest, as everywhere.
pub fn listen_with_tls(
    builder: ServerBuilder,
    listener: TcpListener,
    tls: Arc<ServerConfig>,
    portal: CurrentPortal,
    limits: ConnectionLimits,
    places: usize,
) -> io::Result<ServerBuilder> {
    listener.set_nonblocking(true)?;
    let (handshakes, connections) = (Room::new(HANDSHAKES.min(places)), Room::new(places));
    let stop = builder.graceful_shutdown_signal();
    let shared = Arc::new(Shared { tls, handshakes, connections, stop });
    builder.listen("open-web", listener, move || service(Arc::clone(&shared), Arc::clone(&portal), limits))
}

/// One thread's service: a socket, from its handshake to its end. How it ended is nothing to be kept.
fn service(
    shared: Arc<Shared>,
    portal: CurrentPortal,
    limits: ConnectionLimits,
) -> impl ServiceFactory<TcpStream, Config = (), Response = (), Error = Infallible> {
    fn_factory(move || {
        let (shared, http) = (Arc::clone(&shared), http(&portal, &shared.stop, |_| None).new_service(()));
        async move {
            let http = Rc::new(http.await?);
            Ok::<_, ()>(fn_service(move |socket: TcpStream| {
                let (shared, http) = (Arc::clone(&shared), Rc::clone(&http));
                async move {
                    if let Some(stream) = shake_hands(&shared, socket).await {
                        let stream = guarded(stream, limits).at(shared.connections.enter());
                        let _ = http.call((stream, None::<SocketAddr>)).await;
                    }
                    Ok::<_, Infallible>(())
                }
            }))
        }
    })
}

async fn shake_hands(shared: &Shared, socket: TcpStream) -> Option<link::ServerStream<TcpStream>> {
    let place = shared.handshakes.enter();
    let shaken = timeout(HANDSHAKE_TIME, link::accept_anyone(&shared.tls, socket));
    tokio::select! {
        shaken = place.unless_over(shaken) => shaken?.ok()?.ok(),
        () = shared.stop.notified() => None,
    }
}
