//! What a reload exchanges while the server runs: the roster, what the desks ask, what the pages say.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Notify;
use tokio::task::spawn_blocking;

use crate::intake::Intake;
use crate::portal::pages::{self, OpenWeb};
use crate::portal::{CurrentPortal, Portal};
use crate::reviewing::{Giving, Published};
use crate::roster::{NoteVerifier, SignedRoster, Standing};
use crate::seal::{Clock, Day, DeskId};
use crate::store::{DataFolder, FileStore, StoreError};

use super::status_socket::Board;
use super::{ClearnetConfig, Config, Order, ServeError, desks, key, read_roster};

const SECS_OF_AN_HOUR: u64 = 60 * 60;

/// What a configuration names, read and believed; nothing is changed by it yet.
pub(super) struct Named {
    pub(super) published: Arc<Published>,
    pub(super) site: Arc<pages::Site>,
    retention: HashMap<DeskId, Option<u32>>,
}

impl Named {
    pub(super) fn read(config: &Config) -> Result<Self, ServeError> {
        Self::with(config, read_roster(config)?, &config.custodian()?)
    }

    /// The same with this roster in the place of the one that is named.
    pub(super) fn with(config: &Config, note: SignedRoster, custodian: &NoteVerifier) -> Result<Self, ServeError> {
        let published = Published::new(note, custodian).map_err(ServeError::Roster)?;
        let roster = published.roster();
        let look = config.look.read(config)?;
        let style = pages::Style::new(look.css());
        let limits = config.limits.with_files_that_fit();
        let site = pages::Site {
            organisation: config.organisation.clone(),
            languages: config.languages()?,
            limits: pages::SiteLimits {
                file_bytes: limits.file_bytes,
                visit_bytes: limits.visit_bytes,
                max_files: limits.max_files as usize,
                upload_hours: config.timeouts.lifetime_secs / SECS_OF_AN_HOUR,
            },
            version: env!("CARGO_PKG_VERSION"),
            roster_fingerprint: roster.reference().digest.in_groups(),
            quick_exit: config.quick_exit.clone(),
            desks: desks::desks(config, roster)?,
            look,
            support: config.places()?,
            open_web: None,
            style,
        };
        config.check_support(&site)?;
        let retention = roster.desks().iter().map(|desk| (desk.id.clone(), config.retention_days(&desk.id))).collect();
        Ok(Self { published: Arc::new(published), site: Arc::new(site), retention })
    }

    /// Makes the desks ready, and keeps the roster with those that were served: last, so that a roster that is not put in
    /// use is not kept. Kept, it would refuse the one that is in use at the next start.
    ///
    /// # Errors
    /// A newer roster was served before, or another one with this number, or the desks cannot be made ready.
    pub(super) fn keep(&self, store: &FileStore, today: Day) -> Result<(), ServeError> {
        let roster = self.published.roster();
        let (version, note) = (roster.reference().version, self.published.note().as_str());
        store.check_roster(version, note)?;
        store.prepare(roster.desks().iter().map(|desk| &desk.id), today)?;
        Ok(store.keep_roster(version, note)?)
    }

    /// Whether a start or a reload would [`keep`](Self::keep) it, asked without making anything. What may not be looked at
    /// is not judged.
    ///
    /// # Errors
    /// The folder is not a server's own, or as [`keep`](Self::keep) has it of the roster; or as
    /// [`check_server`](Self::check_server).
    pub(super) fn check(&self, folder: &Path) -> Result<(), ServeError> {
        let data = match DataFolder::to_begin_in(folder) {
            Err(StoreError::Io(_, why)) if why.kind() == ErrorKind::PermissionDenied => return Ok(()),
            other => other?,
        };
        let (version, note) = (self.published.roster().reference().version, self.published.note().as_str());
        data.map_or(Ok(()), |data| data.check_roster(version, note))?;
        self.check_server(folder)
    }

    /// Whether a new server would begin in the data folder, and not that which the roster names. What else is wrong with the
    /// folder, a start says in its own words.
    ///
    /// # Errors
    /// [`ServeError::NewServer`], or the salt that lies there does not make sense.
    pub(super) fn check_server(&self, folder: &Path) -> Result<(), ServeError> {
        if !key::is_of_a_new_server(folder, &self.published.roster().text().interface.key) {
            return Ok(());
        }
        match DataFolder::to_begin_in(folder) {
            Ok(data) => data.map_or(Ok(()), |data| data.check_derivation())?,
            Err(_) => return Ok(()),
        }
        Err(ServeError::NewServer(folder.to_owned()))
    }

    /// What is served of it: on the open web too, where there is one.
    pub(super) fn served_by(self, intake: &Arc<Intake>, open_web: Option<(OpenWeb, Arc<Intake>)>) -> Edition {
        let roster = self.published.roster();
        let portal =
            |site: Arc<pages::Site>, intake: Arc<Intake>| Arc::new(Portal { intake, site, roster: Arc::clone(roster) });
        let open = open_web.map(|(web, intake)| {
            let site = pages::Site { open_web: Some(web), ..pages::Site::clone(&self.site) };
            portal(Arc::new(site), intake)
        });
        let portal = portal(Arc::clone(&self.site), Arc::clone(intake));
        Edition { published: self.published, portal, open, retention: self.retention }
    }
}

/// What whoever comes now is served from, to the end of their visit.
pub(super) struct Edition {
    pub(super) published: Arc<Published>,
    pub(super) portal: Arc<Portal>,
    /// The same as the open web meets it.
    open: Option<Arc<Portal>>,
    retention: HashMap<DeskId, Option<u32>>,
}

impl Edition {
    /// How many days a desk's parcels stay that every reviewer has acknowledged.
    pub(super) fn retention_days(&self, desk: &DeskId) -> Option<u32> {
        self.retention.get(desk).copied().flatten()
    }
}

/// The edition of the moment.
pub(super) struct InUse(RwLock<Arc<Edition>>);

impl InUse {
    pub(super) fn new(edition: Edition) -> Self {
        Self(RwLock::new(Arc::new(edition)))
    }

    pub(super) fn now(&self) -> Arc<Edition> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The portal of the moment, for the onion service.
    pub(super) fn portal(self: &Arc<Self>) -> CurrentPortal {
        let in_use = Arc::clone(self);
        Arc::new(move || Arc::clone(&in_use.now().portal))
    }

    /// The same for the open web, where it is served.
    pub(super) fn open_web(self: &Arc<Self>) -> CurrentPortal {
        let in_use = Arc::clone(self);
        Arc::new(move || {
            let now = in_use.now();
            Arc::clone(now.open.as_ref().unwrap_or(&now.portal))
        })
    }

    fn put(&self, edition: Edition) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(edition);
    }
}

/// What the operator is told of a reload.
pub struct Reloaded {
    /// The version of the roster that is in use now.
    pub roster: u64,
    /// How it stands today.
    pub standing: Standing,
    /// The last day it is meant for.
    pub roster_expires: Day,
    /// Keys of the configuration that were changed, and wait for a start.
    pub waiting: Vec<String>,
}

/// A reload that was refused: all is as it was.
pub struct NotReloaded {
    /// The version of the roster that stays in use.
    pub roster: u64,
    /// Why.
    pub why: ServeError,
}

/// What a reload works with.
pub(super) struct Reloading {
    /// As it was at the start.
    pub(super) config: Config,
    pub(super) in_use: Arc<InUse>,
    pub(super) store: Arc<FileStore>,
    /// What reviewers give back.
    pub(super) giving: Arc<Giving>,
    /// Where the day's figures are told.
    pub(super) board: Option<Board>,
    pub(super) clock: Clock,
    /// Who looks after the open web's certificate, and is to look now.
    pub(super) reloads: Arc<Notify>,
}

impl Reloading {
    /// Reloads as often as it is ordered, until it is ordered to stop.
    pub(super) async fn until_stopped(
        self,
        mut orders: impl AsyncFnMut() -> Order,
        told: fn(Result<Reloaded, NotReloaded>),
    ) {
        let this = Arc::new(self);
        while orders().await == Order::Reload {
            let (reloading, today) = (Arc::clone(&this), this.clock.today());
            if let Ok(done) = spawn_blocking(move || reloading.reload(today)).await {
                told(done);
            }
            this.reloads.notify_one();
        }
    }

    fn reload(&self, today: Day) -> Result<Reloaded, NotReloaded> {
        let done = reload(&self.config, &self.in_use, &self.store, today)?;
        let now = self.in_use.now();
        self.giving.keep_only(now.published.roster());
        if let Some(board) = &self.board {
            // A disk that cannot be read is the housekeeping's to notice.
            let _ = board.count(now.published.roster(), self.store.damaged().len(), today);
        }
        Ok(done)
    }
}

/// Reads again what the configuration of the start names, and puts it in the place of what is in use.
fn reload(started: &Config, in_use: &InUse, store: &FileStore, today: Day) -> Result<Reloaded, NotReloaded> {
    let before = in_use.now();
    let try_it = || {
        let config = Config::read(&started.place.file)?;
        let waiting = started.changed_for_a_start(&config);
        // Limits and timeouts are among the things that stay: no page promises what is not held.
        let named = Named::read(&Config { limits: started.limits, timeouts: started.timeouts, ..config })?;
        named.keep(store, today)?;
        let open_web = started.clearnet.as_ref().map(ClearnetConfig::open_web);
        let open_web = open_web.zip(before.open.as_ref().map(|portal| Arc::clone(&portal.intake)));
        in_use.put(named.served_by(&before.portal.intake, open_web));
        Ok(waiting)
    };
    let waiting = try_it().map_err(|why| NotReloaded { roster: before.published.roster().text().version, why })?;
    let roster = Arc::clone(in_use.now().published.roster());
    let (standing, roster_expires) = (roster.standing(today), roster.text().expires);
    Ok(Reloaded { roster: roster.text().version, standing, roster_expires, waiting })
}

/// What a reload takes over; every other key waits for a start.
const RELOADED: [&str; 8] =
    ["organisation", "look", "languages", "quick_exit", "roster", "desk", "support", "retention"];
/// What the server does not use at all.
const NOT_OURS: &str = "backup";

impl Config {
    /// The keys in which `new` says something else, as far as a reload does not take them over.
    fn changed_for_a_start(&self, new: &Self) -> Vec<String> {
        let (Ok(before), Ok(after)) = (toml::Table::try_from(self), toml::Table::try_from(new)) else {
            return Vec::new();
        };
        let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
        let changed = keys.filter(|key| before.get(*key) != after.get(*key));
        // What the command line requires, the configuration does not change.
        let is_ours = |key: &str| key != NOT_OURS && !(key == "sandbox" && self.require_sandbox);
        changed.filter(|key| is_ours(key) && !RELOADED.contains(&key.as_str())).cloned().collect()
    }
}
