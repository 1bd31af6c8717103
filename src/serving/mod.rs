//! Serving: configuration, start, the day's close, stop.
//!
//! Puts the parts together for `serve` and `demo` alike. Start, stop and the day's close may be told to
//! the operator; nothing that a request does is.

mod backing_up;
mod check;
mod clearnet;
mod config;
mod desks;
mod disk;
mod housekeeping;
mod key;
mod onion;
mod retention;
mod setup;
mod status;

use std::fmt;
use std::fs;
use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use actix_server::Server;
use ed25519_dalek::SigningKey;

use crate::backup::BackupError;
use crate::harden;
use crate::harden::cage::{self, CageError, Lack, Reach};
use crate::intake::{Intake, Keys};
use crate::link::Shown;
use crate::portal::{self, Listener, Portal, pages};
use crate::reviewing::{self, Published, Reviewing, ReviewingLimits};
use crate::roster::{Roster, RosterError, SignedRoster, Standing};
use crate::seal::{Clock, Day, ParcelId};
use crate::store::{FailureSignal, FileStore, Store, StoreError};

use housekeeping::Housekeeping;

pub use backing_up::{BackupConfig, back_up};
pub use check::{Checked, Finding, check};
pub use clearnet::{ClearnetConfig, ClearnetError, Renewed};
pub use config::{Config, ConfigError, ListenConfig, Place, RosterConfig, Sandbox, Timeouts};
pub use desks::{DeskConfig, DeskError, read_form, read_texts};
pub use disk::Disk;
pub use retention::{RetentionConfig, retained};
pub use setup::{SetUp, Setup, SetupError, adopt_roster};
pub use status::Status;

/// After a storage failure the page that says so gets this long to leave.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// The server cannot start, or had to end.
#[derive(Debug)]
pub enum ServeError {
    /// The configuration cannot be used.
    Config(ConfigError),
    /// A desk cannot be served.
    Desk(DeskError),
    /// The roster file cannot be read.
    RosterFile(PathBuf, io::Error),
    /// The roster is not to be trusted.
    Roster(RosterError),
    /// The store cannot be opened.
    Store(StoreError),
    /// An address cannot be listened on.
    Bind(String, io::Error),
    /// The sandbox cannot be set up.
    Cage(CageError),
    /// The sandbox is required, and this machine lacks something of it.
    Sandbox(Vec<Lack>),
    /// The open web cannot be served.
    Clearnet(ClearnetError),
    /// The operating system refused something else.
    Io(io::Error),
    /// Storage failed while serving.
    StorageFailed,
    /// There is no backup.
    Backup(BackupError),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Desk(error) => error.fmt(f),
            Self::RosterFile(path, error) => write!(f, "the roster {} cannot be read: {error}", path.display()),
            Self::Roster(error) => write!(
                f,
                "{error}.\nNothing is sealed to keys that the custodian did not sign: ask the custodian for the roster again."
            ),
            Self::Store(error) => error.fmt(f),
            Self::Bind(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::Cage(error) => error.fmt(f),
            Self::Sandbox(lacks) => {
                f.write_str("the sandbox is required, and this machine does not hold it:")?;
                lacks.iter().try_for_each(|lack| write!(f, "\n- {lack}"))
            }
            Self::Clearnet(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
            Self::StorageFailed => {
                f.write_str("storage failed; nothing more was accepted. Check the disk, then start again")
            }
            Self::Backup(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Config(error) => Some(error),
            Self::Desk(error) => Some(error),
            Self::Roster(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::RosterFile(_, error) | Self::Bind(_, error) | Self::Io(error) => Some(error),
            Self::Backup(error) => Some(error),
            Self::Cage(error) => Some(error),
            Self::Clearnet(error) => Some(error),
            Self::Sandbox(_) | Self::StorageFailed => None,
        }
    }
}

impl From<ConfigError> for ServeError {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<ClearnetError> for ServeError {
    fn from(error: ClearnetError) -> Self {
        Self::Clearnet(error)
    }
}

impl From<CageError> for ServeError {
    fn from(error: CageError) -> Self {
        Self::Cage(error)
    }
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Both interfaces' sockets, bound before anything else is done.
pub struct Listeners {
    portal: Listener,
    reviewing: TcpListener,
    clearnet: Option<TcpListener>,
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
            let listener = TcpListener::bind(portal).map_err(failed(portal))?;
            let address = listener.local_addr()?;
            (Listener::Tcp(listener), PortalAddress::Tcp(address))
        };
        let reviewing = TcpListener::bind(reviewing).map_err(failed(reviewing))?;
        let reviewing_address = reviewing.local_addr()?;
        Ok(Self { portal: listener, reviewing, clearnet: None, portal_address, reviewing_address })
    }

    /// Binds the open web's socket too, where there is one.
    pub fn and_clearnet(mut self, config: Option<&ClearnetConfig>) -> Result<Self, ServeError> {
        if let Some(ClearnetConfig { listen, .. }) = config {
            let bound = TcpListener::bind(listen).map_err(|error| ServeError::Bind(listen.clone(), error))?;
            self.clearnet = Some(bound);
        }
        Ok(self)
    }

    /// Where the source interface listens on the open web.
    pub fn clearnet_address(&self) -> Option<SocketAddr> {
        self.clearnet.as_ref().and_then(|listener| listener.local_addr().ok())
    }
}

/// Binds a unix socket that tor's group may use, in place of one that nobody listens on any more.
fn bind_unix(path: &Path) -> io::Result<UnixListener> {
    let stale =
        fs::symlink_metadata(path).is_ok_and(|m| m.file_type().is_socket()) && UnixStream::connect(path).is_err();
    if stale {
        fs::remove_file(path)?;
    }
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o660))?;
    Ok(listener)
}

/// What the operator is told when the server runs.
pub struct Started {
    /// How the roster stands today.
    pub standing: Standing,
    /// The last day it is meant for.
    pub roster_expires: Day,
    /// What this machine does not confine the server in.
    pub lacks: Vec<Lack>,
    /// The last day of the open web's certificate.
    pub certificate_ends: Option<Day>,
}

/// How the operator is told what they may know.
pub struct Told<F> {
    /// Called when both interfaces answer.
    pub started: F,
    /// Called when a day was closed, with the parcels that are damaged and how full the disk is.
    pub day_closed: fn(Day, &[ParcelId], Disk),
    /// Called when the certificate's files were changed.
    pub renewed: fn(&Renewed),
}

/// Serves until `stop` ends or storage fails. From the store's opening on the process reaches nothing but
/// `reach`, which [`Config::reach`] gives.
pub fn serve(
    config: &Config,
    reach: &Reach,
    listeners: Listeners,
    clock: &Clock,
    stop: impl Future<Output = ()>,
    told: Told<impl FnOnce(&Started)>,
) -> Result<(), ServeError> {
    let published = Published::new(read_roster(config)?, &config.custodian()?).map_err(ServeError::Roster)?;
    let published = Arc::new(published);
    let roster = Arc::clone(published.roster());
    // Before anything is changed: a start that is refused leaves the data folder as it was.
    let site = Arc::new(site(config, &roster)?);
    let read = |clearnet: &'_ ClearnetConfig| clearnet.read().map(|certificate| (clearnet.clone(), certificate));
    let certificate = config.clearnet.as_ref().map(read).transpose()?;
    let certificate_ends = certificate.as_ref().map(|(_, certificate)| certificate.ends());
    // Asked now: the kernel tells less from within.
    let processors = processors();
    let lacks = confine(config, reach)?;
    let today = clock.today();
    let store = Arc::new(FileStore::open(&config.data, config.free(), today)?);
    store.keep_roster(roster.reference().version, published.note().as_str())?;
    let key = key::load_or_create(&config.data)?;
    store.prepare(roster.desks().iter().map(|desk| &desk.id), today)?;
    reviewing::remove_due(&*store, &roster, today)?;
    reviewing::expire_due(&*store, &roster, |desk| config.retention_days(desk), today)?;
    let failure = FailureSignal::default();

    let intake = Arc::new(Intake {
        store: Arc::<FileStore>::clone(&store),
        keys: Arc::new(Keys::new(store.derivation().clone(), processors)),
        clock: clock.clone(),
        limits: config.limits,
        failure: failure.clone(),
    });
    let portal = Arc::new(Portal { intake, site, roster: Arc::clone(&roster) });
    let reviewing = Reviewing {
        store: Arc::<FileStore>::clone(&store),
        roster: Arc::new(move || Arc::clone(&published)),
        clock: clock.clone(),
        key,
        limits: ReviewingLimits { connection: config.timeouts.connection(), ..ReviewingLimits::default() },
        failure: failure.clone(),
    };
    let ended = actix_rt::System::new().block_on(async {
        let builder = Server::build().workers(processors).disable_signals().shutdown_timeout(config.timeouts.stop_secs);
        let builder = portal::listen(builder, listeners.portal, &portal, config.timeouts.connection())?;
        let builder = reviewing::listen(builder, listeners.reviewing, reviewing)?;
        let mut builder = builder;
        if let (Some(listener), Some((clearnet, certificate))) = (listeners.clearnet, certificate) {
            let limits = config.timeouts.connection();
            let shown = Shown::new(certificate);
            builder = clearnet.listen(builder, listener, &shown, &portal, limits)?;
            actix_rt::spawn(clearnet::look_after(clearnet.clone(), shown, told.renewed));
        }
        let server = builder.run();
        let handle = server.handle();
        let running = actix_rt::spawn(server);
        let housekeeping = Housekeeping {
            store: Arc::clone(&store),
            portal: Arc::clone(&portal),
            clock: clock.clone(),
            retention: roster.desks().iter().map(|desk| (desk.id.clone(), config.retention_days(&desk.id))).collect(),
            free: config.free(),
            closed: told.day_closed,
        };
        harden::process::silence_panics();
        let told_and_running = async {
            let (standing, roster_expires) = (roster.standing(today), roster.text().expires);
            (told.started)(&Started { standing, roster_expires, lacks, certificate_ends });
            housekeeping.run().await
        };
        tokio::select! {
            // In this order: whoever is told that the server runs may send it a signal at once.
            biased;
            () = stop => {
                handle.stop(true).await;
                drop(running.await);
                Ok(())
            }
            () = failure.raised() => {
                let _ = tokio::time::timeout(LAST_ANSWERS, handle.stop(true)).await;
                Err(ServeError::StorageFailed)
            }
            error = told_and_running => Err(ServeError::Store(error)),
        }
    });
    // A unix socket stays, for the next start to take over: its folder is out of reach by now.
    ended?;
    Ok(store.close(clock.today())?)
}

/// Leaves the process what is in reach, from here on, and says what this machine does not hold it to.
///
/// # Errors
/// The same, where the configuration requires the sandbox.
fn confine(config: &Config, reach: &Reach) -> Result<Vec<Lack>, ServeError> {
    harden::private_file::make_folder(&config.data)?;
    let lacks = cage::confine(reach)?;
    if config.sandbox == Sandbox::Require && lacks.iter().any(Lack::is_grave) {
        return Err(ServeError::Sandbox(lacks));
    }
    Ok(lacks)
}

/// The server's key for the reviewer interface; a new data folder is made the first time.
pub fn server_key(config: &Config, clock: &Clock) -> Result<SigningKey, ServeError> {
    if let Some(key) = key::load(&config.data)? {
        return Ok(key);
    }
    let claimed = FileStore::claim(&config.data)?;
    let key = key::load_or_create(&config.data)?;
    claimed.settle(clock.today())?;
    Ok(key)
}

fn read_roster(config: &Config) -> Result<SignedRoster, ServeError> {
    let path = &config.roster.file;
    let text = fs::read_to_string(path).map_err(|e| ServeError::RosterFile(path.clone(), e))?;
    Ok(SignedRoster::new(text))
}

fn site(config: &Config, roster: &Roster) -> Result<pages::Site, ServeError> {
    let limits = config.limits;
    Ok(pages::Site {
        organisation: config.organisation.clone(),
        languages: config.languages()?,
        limits: pages::SiteLimits {
            file_bytes: limits.file_bytes,
            visit_bytes: limits.visit_bytes,
            max_files: limits.max_files as usize,
        },
        version: env!("CARGO_PKG_VERSION"),
        roster_fingerprint: roster.reference().digest.in_groups(),
        quick_exit: config.quick_exit.clone(),
        desks: desks::desks(config, roster).map_err(ServeError::Desk)?,
        open_web: None,
    })
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}
