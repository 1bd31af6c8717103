//! What a monitor on this machine may ask for: `OpenMetrics` on a unix socket, as of the last day's end.
//!
//! Nothing here moves with a visit. What is counted is counted at the start and when a day was closed, so who asks every
//! second learns no more than who asks once a day.

use std::convert::Infallible;
use std::fmt::{self, Write as _};
use std::future::ready;
use std::io;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_http::header::CONTENT_TYPE;
use actix_http::{HttpService, KeepAlive, Method, Request, Response, StatusCode};
use actix_server::ServerBuilder;
use actix_service::{IntoServiceFactory as _, ServiceFactoryExt as _, fn_service};
use serde::{Deserialize, Serialize};
use tokio::net::UnixStream;

use crate::harden::connection::{ConnectionLimits, Guarded};
use crate::link::Shown;
use crate::roster::Roster;
use crate::seal::Day;
use crate::store::{DataFolder, Free};

use super::disk::Disk;
use super::{Config, ServeError, Status};

/// Where the text is, and of what kind it is (`OpenMetrics` 1.0, "Negotiation").
const PATH: &str = "/metrics";
const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Who asks is on this machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// `[status]`
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct StatusConfig {
    /// The unix socket that answers; without it none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub socket: Option<PathBuf>,
}

impl StatusConfig {
    pub(super) const fn is_default(&self) -> bool {
        self.socket.is_none()
    }
}

/// What is told: figures of the last day's end, exchanged when a day was closed or a roster came.
#[derive(Clone)]
pub(super) struct Board(Arc<Pinned>);

struct Pinned {
    status: Mutex<Option<(Status, usize)>>,
    data: DataFolder,
    reserve: Free,
    /// What the open web shows, where there is one.
    certificate: Option<Arc<Shown>>,
}

impl Board {
    pub(super) fn new(config: &Config, certificate: Option<Arc<Shown>>) -> Result<Self, ServeError> {
        let data = DataFolder::at(&config.data)?;
        Ok(Self(Arc::new(Pinned { status: Mutex::default(), data, reserve: config.free(), certificate })))
    }

    /// Counts all days that are over, and tells this from now on, with how many parcels are `damaged`.
    pub(super) fn count(&self, roster: &Roster, damaged: usize, today: Day) -> Result<(), ServeError> {
        let status = Status::of(roster, &self.0.data, self.0.reserve, today)?;
        *self.0.status.lock().unwrap_or_else(PoisonError::into_inner) = Some((status, damaged));
        Ok(())
    }

    /// The text; whether the disk is nearly full, which backup is the last one and which certificate is shown are of this
    /// moment, as somebody may have to act.
    fn text(&self) -> String {
        let Pinned { status, data, reserve, certificate } = &*self.0;
        let counted = status.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some((mut status, damaged)) = counted else { return "# EOF\n".to_owned() };
        status.certificate_ends = certificate.as_ref().and_then(|shown| shown.ends());
        status.certificate_is_usable = certificate.as_ref().map(|_| status.certificate_ends.is_some());
        status.last_backup = data.last_backup();
        status.backup_is_incomplete = data.incomplete_backup().is_some();
        if let Ok(left) = data.left() {
            status.disk = Disk::of(left, *reserve);
            status.disk_nearly_full = status.disk != Disk::Enough;
        }
        status.open_metrics(damaged)
    }
}

/// Adds the socket to a server.
pub(super) fn listen(builder: ServerBuilder, listener: UnixListener, board: &Board) -> io::Result<ServerBuilder> {
    listener.set_nonblocking(true)?;
    let board = board.clone();
    builder.listen_uds("status", listener, move || {
        let board = board.clone();
        let http =
            HttpService::build()
                .keep_alive(KeepAlive::Disabled)
                .client_request_timeout(PATIENCE)
                .client_disconnect_timeout(PATIENCE)
                .h1(fn_service(move |request: Request| ready(Ok::<_, Infallible>(answer(&board, &request))))
                    .into_factory());
        let limits = ConnectionLimits::default();
        fn_service(move |io: UnixStream| ready(Ok((Guarded::new(io, limits), None)))).and_then(http)
    })
}

fn answer(board: &Board, request: &Request) -> Response<String> {
    let status = match (request.path(), request.method()) {
        (PATH, &Method::GET | &Method::HEAD) => StatusCode::OK,
        (PATH, _) => StatusCode::METHOD_NOT_ALLOWED,
        _ => StatusCode::NOT_FOUND,
    };
    let mut answer = Response::build(status);
    if status == StatusCode::OK {
        answer.insert_header((CONTENT_TYPE, KIND)).message_body(board.text()).expect("its head is ours")
    } else {
        answer.message_body(String::new()).expect("its head is ours")
    }
}

/// One family of `OpenMetrics`, all of gauges.
struct Family {
    name: &'static str,
    /// What the name ends in, where it has a unit.
    unit: Option<&'static str>,
    help: &'static str,
    /// Labels and values.
    samples: Vec<(String, u64)>,
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, unit, help, samples } = self;
        writeln!(f, "# TYPE {name} gauge")?;
        if let Some(unit) = unit {
            writeln!(f, "# UNIT {name} {unit}")?;
        }
        writeln!(f, "# HELP {name} {help}")?;
        samples.iter().try_for_each(|(labels, value)| writeln!(f, "{name}{labels} {value}"))
    }
}

impl Status {
    /// It as `OpenMetrics` 1.0, with how many parcels the scrub found damaged.
    fn open_metrics(&self, damaged: usize) -> String {
        let midnight = |day: Day| u64::try_from(day.unix_midnight()).unwrap_or_default();
        let one = |value: u64| vec![(String::new(), value)];
        // Desks are named by letters, digits and hyphens: nothing in them needs a mark before it.
        let desks = self.parcels.iter().map(|(desk, count)| (format!("{{desk=\"{desk}\"}}"), *count as u64));
        let families = [
            Family {
                name: "amparo_parcels",
                unit: None,
                help: "Parcels of all days that are over; cover parcels count too.",
                samples: desks.collect(),
            },
            Family {
                name: "amparo_counted_until_seconds",
                unit: Some("seconds"),
                help: "The midnight up to which everything here is counted.",
                samples: one(midnight(self.day.plus(1))),
            },
            Family {
                name: "amparo_damaged_parcels",
                unit: None,
                help: "Parcels that are not what their names say; the journal names each, and a reviewer who holds one gives it back: amparo push --parcel ID.",
                samples: one(damaged as u64),
            },
            Family {
                name: "amparo_disk_free_bytes",
                unit: Some("bytes"),
                help: "Free on the disk at the day's close, in whole GiB.",
                samples: one(self.free_gib << 30),
            },
            Family {
                name: "amparo_disk_nearly_full",
                unit: None,
                help: "1 when the server soon takes nothing more.",
                samples: one(self.disk_nearly_full.into()),
            },
            Family { name: "amparo_roster_version", unit: None, help: "The roster in use.", samples: one(self.roster) },
            Family {
                name: "amparo_roster_expires_seconds",
                unit: Some("seconds"),
                help: "The midnight after the last day that the roster is meant for.",
                samples: one(midnight(self.roster_expires.plus(1))),
            },
            Family {
                name: "amparo_open_web",
                unit: None,
                help: "1 when the open web is open, 0 while it stays closed, for its address or its certificate: the journal says why; missing where there is none.",
                samples: self.certificate_is_usable.map(|open| (String::new(), open.into())).into_iter().collect(),
            },
            Family {
                name: "amparo_certificate_ends_seconds",
                unit: Some("seconds"),
                help: "The midnight before the open web's certificate ends; missing while none is shown.",
                samples: self.certificate_ends.map(|day| (String::new(), midnight(day))).into_iter().collect(),
            },
            Family {
                name: "amparo_backup_until_seconds",
                unit: Some("seconds"),
                help: "The midnight up to which the last backup was made; missing when there is none.",
                samples: self.last_backup.map(|day| (String::new(), midnight(day.plus(1)))).into_iter().collect(),
            },
            Family {
                name: "amparo_backup_incomplete",
                unit: None,
                help: "1 when something could not be copied into the last backup.",
                samples: one(self.backup_is_incomplete.into()),
            },
        ];
        let mut text = String::from("# TYPE amparo_build info\n# HELP amparo_build The program that runs.\n");
        let _ = writeln!(text, "amparo_build_info{{version=\"{}\"}} 1", self.version);
        for family in families {
            let _ = write!(text, "{family}");
        }
        text + "# EOF\n"
    }
}
