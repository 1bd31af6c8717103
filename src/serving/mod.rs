//! Serving: configuration, start, the day's close, stop.
//!
//! Puts the parts together for `serve` and `demo` alike. Start, stop and the day's close may be told to
//! the operator; nothing that a request does is.

mod account;
mod addresses;
mod backing_up;
mod check;
mod clearnet;
mod config;
mod covers;
mod desks;
mod disk;
mod edition;
mod error;
mod fault;
mod housekeeping;
mod key;
mod listeners;
mod look;
mod machine;
mod onion;
mod repair;
mod retention;
mod setup;
mod status;
mod status_socket;
mod support;
mod torrc;

use std::sync::Arc;
use std::time::Duration;

use actix_server::{Server, ServerBuilder};
use ed25519_dalek::SigningKey;
use tokio::sync::Notify;

use crate::harden;
use crate::harden::cage::{self, Lack, Reach};
use crate::harden::circuit::Circuits;
use crate::harden::process::{Places, most_files};
use crate::harden::room::Room;
use crate::intake::{Batches, Intake, Keys, UnderWay};
use crate::link::{Certificate, Shown};
use crate::portal::{self, Door};
use crate::reviewing::{self, Giving, Published, Reviewing, ReviewingLimits};
use crate::roster::{Roster, SignedRoster, Standing};
use crate::seal::{Clock, Day};
use crate::store::{FailureSignal, FileStore, RESTORED, Store, StoreError, check_owner};

use edition::{InUse, Named, Reloading};
use housekeeping::Housekeeping;
use status_socket::Board;

pub use self::error::ServeError;
pub use backing_up::{BackupConfig, back_up};
pub use check::{Checked, Finding, check};
pub use clearnet::{ClearnetConfig, ClearnetError, Looked, Opened};
pub use config::{Config, ConfigError, ListenConfig, Place, PortalConfig, RosterConfig, Sandbox, Timeouts, lies_in};
pub use desks::{DeskConfig, read_form, read_texts};
pub use disk::Disk;
pub use edition::{NotReloaded, Reloaded};
pub use fault::{Fault, TO_BE_READ};
pub use housekeeping::DayClosed;
pub use listeners::{Listeners, PortalAddress};
pub use look::LookConfig;
pub use machine::Weakness;
pub use repair::{Done, Mended, Repaired, repair};
pub use retention::{RetentionConfig, retained};
pub use setup::{SetUp, Setup, SetupError, adopt_roster};
pub use status::Status;
pub use status_socket::StatusConfig;
pub use support::SupportConfig;

/// Threads of each worker that seal, derive and write: each keeps its stack, and more of them wait for the same processors
/// and the same disk.
const THREADS_OF_A_WORKER: usize = 16;
/// After a storage failure the page that says so gets this long to leave.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// What the operator is told when the server runs.
pub struct Started {
    /// How the roster stands today.
    pub standing: Standing,
    /// The last day it is meant for.
    pub roster_expires: Day,
    /// What this machine does not confine the server in.
    pub lacks: Vec<Lack>,
    /// Whether the data folder's file system lets a day's names be laid anew.
    pub can_lay_anew: bool,
    /// Why a monitor's socket does not answer, where there is to be one.
    pub no_status: Option<ServeError>,
    /// How the open web stands, where it is to be served.
    pub open_web: Option<Opened>,
}

/// How the operator is told what they may know.
pub struct Told<F> {
    /// Called when both interfaces answer.
    pub started: F,
    /// Called after each reload.
    pub reloaded: fn(Result<Reloaded, NotReloaded>),
    /// Called when a day was closed.
    pub day_closed: fn(&DayClosed<'_>),
    /// Called when the certificate's files were looked at anew.
    pub looked: fn(&Looked),
}

/// What the operator asks of a server that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// To read the roster, the forms and the texts again.
    Reload,
    /// To end.
    Stop,
}

/// Serves until it is ordered to stop or storage fails. From the store's opening on the process reaches nothing but
/// `reach`, which [`Config::reach`] gives.
pub fn serve(
    config: &Config,
    reach: &Reach,
    listeners: Listeners,
    clock: &Clock,
    orders: impl AsyncFnMut() -> Order,
    told: Told<impl FnOnce(&Started)>,
) -> Result<(), ServeError> {
    start(config, reach, clock)?.run(listeners, orders, told)
}

/// A server that is confined, whose store is open and whose roster is kept. It answers nobody yet.
struct Ready<'a> {
    config: &'a Config,
    clock: &'a Clock,
    today: Day,
    roster: Arc<Roster>,
    certificate: Option<Result<Certificate, ClearnetError>>,
    processors: usize,
    places: Places,
    lacks: Vec<Lack>,
    store: Arc<FileStore>,
    in_use: Arc<InUse>,
    giving: Arc<Giving>,
    reviewing: Reviewing,
    failure: FailureSignal,
}

/// Reads what the configuration names, confines the process, and opens the store.
fn start<'a>(config: &'a Config, reach: &Reach, clock: &'a Clock) -> Result<Ready<'a>, ServeError> {
    // Before anything is changed: a start that is refused leaves the data folder as it was.
    let named = Named::read(config)?;
    named.check_server(&config.data)?;
    if config.data.exists() {
        check_owner(&config.data)?;
    }
    let roster = Arc::clone(named.published.roster());
    let certificate = config.clearnet.as_ref().map(ClearnetConfig::read);
    // Asked now: the kernel tells less from within.
    let (processors, places) = (processors(), Places::within(most_files(), config.clearnet.is_some()));
    let lacks = confine(config, reach)?;
    let today = clock.today();
    let store = Arc::new(FileStore::open(&config.data, config.free(), today)?);
    // Before the roster is kept: where one was served, the key that it names must be here.
    let key = key::load_or_create(&config.data)?;
    named.keep(&store, today)?;
    reviewing::remove_due(&*store, &roster, today)?;
    reviewing::expire_due(&*store, &roster, |desk| config.retention_days(desk), today)?;
    let failure = FailureSignal::default();

    let batches = Batches::default();
    let intake = |keys| {
        Arc::new(Intake {
            store: Arc::<FileStore>::clone(&store),
            keys: Arc::new(keys),
            clock: clock.clone(),
            limits: config.limits.with_files_that_fit(),
            failure: failure.clone(),
            under_way: UnderWay::default(),
            batches: batches.clone(),
        })
    };
    let keys = Keys::new(store.derivation().clone(), processors);
    let open_web = config.clearnet.as_ref().map(|web| (web.open_web(), intake(keys.of_the_open_web(processors))));
    let in_use = Arc::new(InUse::new(named.served_by(&intake(keys), open_web)));
    let known = Arc::clone(&in_use);
    let giving = Arc::new(Giving::default());
    let reviewing = Reviewing {
        store: Arc::<FileStore>::clone(&store),
        roster: Arc::new(move || Arc::clone(&known.now().published)),
        clock: clock.clone(),
        key,
        giving: Arc::clone(&giving),
        limits: ReviewingLimits { connection: config.timeouts.connection(), ..ReviewingLimits::default() },
        failure: failure.clone(),
    };
    Ok(Ready {
        config,
        clock,
        today,
        roster,
        certificate,
        processors,
        places,
        lacks,
        store,
        in_use,
        giving,
        reviewing,
        failure,
    })
}

impl Ready<'_> {
    /// Answers until it is ordered to stop or storage fails.
    fn run(
        self,
        listeners: Listeners,
        orders: impl AsyncFnMut() -> Order,
        told: Told<impl FnOnce(&Started)>,
    ) -> Result<(), ServeError> {
        let (store, clock) = (Arc::clone(&self.store), self.clock);
        // A unix socket stays, for the next start to take over: its folder is out of reach by now.
        actix_rt::System::new().block_on(self.answer(listeners, orders, told))?;
        Ok(store.close(clock.today())?)
    }

    async fn answer(
        self,
        listeners: Listeners,
        orders: impl AsyncFnMut() -> Order,
        told: Told<impl FnOnce(&Started)>,
    ) -> Result<(), ServeError> {
        let Self { config, clock, today, roster, places, lacks, store, in_use, giving, failure, .. } = self;
        let builder = builder(self.processors, config);
        let builder = portal::listen(builder, listeners.portal, in_use.portal(), door(config, places.onion))?;
        let mut builder = reviewing::listen(builder, listeners.reviewing, self.reviewing)?;
        let (mut open_web, mut certificate_shown) = (None, None);
        let reloads = Arc::new(Notify::new());
        if let (Some(clearnet), Some(bound), Some(read)) = (&config.clearnet, listeners.clearnet, self.certificate) {
            let (listener, read) = match bound {
                Ok(listener) => (Some(listener), read),
                Err(why) => (None, Err(why)),
            };
            let (opened, certificate) = match read {
                Ok(certificate) => (Ok(certificate.ends()), Some(certificate)),
                Err(why) => (Err(why), None),
            };
            let shown = Shown::new(certificate);
            open_web = Some(opened);
            if let Some(listener) = listener {
                let limits = config.timeouts.connection();
                builder = clearnet::listen(builder, listener, &shown, in_use.open_web(), limits, places.open_web)?;
                let (shown, reloads) = (Arc::clone(&shown), Arc::clone(&reloads));
                actix_rt::spawn(clearnet::look_after(clearnet.clone(), shown, reloads, told.looked));
            }
            certificate_shown = Some(shown);
        }
        let (status, no_status) = match listeners.status.transpose() {
            Ok(listener) => (listener, None),
            Err(why) => (None, Some(why)),
        };
        let board = status.is_some().then(|| Board::new(config, certificate_shown)).transpose()?;
        if let (Some(listener), Some(board)) = (status, &board) {
            // As at a day's close: no figures keep nobody from telling something.
            let _ = board.count(&roster, store.damaged().len(), today);
            builder = status_socket::listen(builder, listener, board)?;
        }
        let server = builder.run();
        let handle = server.handle();
        let running = actix_rt::spawn(server);
        let housekeeping = Housekeeping {
            store: Arc::clone(&store),
            in_use: Arc::clone(&in_use),
            giving: Arc::clone(&giving),
            clock: clock.clone(),
            board: board.clone(),
            free: config.free(),
            closed: told.day_closed,
        };
        harden::process::silence_panics();
        let told_and_running = async {
            let (standing, roster_expires) = (roster.standing(today), roster.text().expires);
            let can_lay_anew = store.can_lay_anew();
            (told.started)(&Started { standing, roster_expires, lacks, can_lay_anew, no_status, open_web });
            housekeeping.run().await
        };
        let reloading = Reloading {
            config: config.clone(),
            in_use: Arc::clone(&in_use),
            store: Arc::clone(&store),
            giving,
            board,
            clock: clock.clone(),
            reloads,
        };
        tokio::select! {
            // In this order: whoever is told that the server runs may send it a signal at once.
            biased;
            () = reloading.until_stopped(orders, told.reloaded) => {
                handle.stop(true).await;
                drop(running.await);
                Ok(())
            }
            () = failure.raised() => {
                let _ = tokio::time::timeout(LAST_ANSWERS, handle.stop(true)).await;
                Err(ServeError::StorageFailed)
            }
            error = told_and_running => Err(while_serving(error)),
        }
    }
}

/// How a server ends that housekeeping met an error in.
fn while_serving(error: StoreError) -> ServeError {
    match error {
        // In the same words as when a visit meets it.
        StoreError::Io(..) | StoreError::Index(_) => ServeError::StorageFailed,
        // What lies where it does not belong has a remedy of its own.
        other => ServeError::Store(other),
    }
}

/// A server that is stopped by us, with the threads that work here.
fn builder(processors: usize, config: &Config) -> ServerBuilder {
    Server::build()
        .workers(processors)
        .worker_max_blocking_threads(THREADS_OF_A_WORKER)
        .disable_signals()
        .shutdown_timeout(config.timeouts.stop_secs)
}

/// What sources' connections pass, of which so many have a place. Within a runtime: circuits are looked after.
fn door(config: &Config, places: usize) -> Door {
    let circuits = config.portal.circuit_ids.then(|| Arc::new(Circuits::new()));
    if let Some(circuits) = circuits.clone() {
        actix_rt::spawn(async move { circuits.look_after().await });
    }
    Door { limits: config.timeouts.connection(), room: Room::new(places), circuits }
}

/// Leaves the process what is in reach, from here on, and says what this machine does not hold it to.
///
/// # Errors
/// The same, where the configuration requires the sandbox.
fn confine(config: &Config, reach: &Reach) -> Result<Vec<Lack>, ServeError> {
    harden::private_file::make_folder(&config.data)?;
    let lacks = cage::confine(reach)?;
    let is_required = config.require_sandbox || config.sandbox == Sandbox::Require;
    if is_required && lacks.iter().any(Lack::is_grave) {
        return Err(ServeError::Sandbox(lacks));
    }
    Ok(lacks)
}

/// The server's key for the reviewer interface; a new data folder is made the first time, and all in it belongs to the
/// folder's account: mostly root asks for the key.
pub fn server_key(config: &Config, clock: &Clock) -> Result<SigningKey, ServeError> {
    let give = || harden::private_file::give_to_owner(&config.data, &[RESTORED]);
    // A server that ever ran sets its times itself, and may run now.
    if key::was_served(&config.data)
        && let Some(key) = key::load(&config.data)?
    {
        give()?;
        return Ok(key);
    }
    // One that was interrupted may have drawn the key, and neither given nor settled anything.
    let claimed = FileStore::claim(&config.data)?;
    let key = key::load_or_create(&config.data)?;
    // First: only what is the folder's account's has its time set.
    give()?;
    claimed.settle(clock.today())?;
    Ok(key)
}

fn read_roster(config: &Config) -> Result<SignedRoster, ServeError> {
    let path = &config.roster.file;
    SignedRoster::read(path).map_err(|e| ServeError::RosterFile(path.clone(), e))
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

/// Reads the text of a configuration; for `crate::fuzzing`.
#[cfg(any(test, fuzzing))]
pub(crate) fn read_configuration(text: &str) -> Result<Config, ConfigError> {
    Config::from_text(std::path::Path::new("/etc/amparo/amparo.toml"), text)
}
