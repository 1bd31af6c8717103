use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use rand_core::{OsRng, RngCore as _};
use serde_json::json;
use tokio::signal::unix::Signal;

use super::output::{path_text, print, print_json, shell_word, talk, talk_of_waiting};
use super::serve::{early, warn};
use super::{CommandError, Shared};
use crate::harden::cage::Reach;
use crate::harden::process;
use crate::harden::signals::{self, any_of};
use crate::intake::Limits;
use crate::roster::{
    DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry, ReviewerPublic, RosterText, SignedRoster,
};
use crate::seal::{Clock, RecipientKind};
use crate::serving::{
    self, BackupConfig, Config, DeskConfig, ListenConfig, Listeners, LookConfig, Order, Place, PortalConfig,
    RetentionConfig, RosterConfig, Sandbox, ServeError, Started, StatusConfig, Timeouts, Told,
};
use crate::store::{FileStore, StoreError};
use crate::texts::Lang;
use crate::vault::{Home, HomeError};

/// Says that a folder is a demo's.
const MARKER: &str = "amparo-demo";
/// The server's folder in it, and its data folder in that.
const SERVER: &str = "server";
const DATA: &str = "data";
/// How long the demo's roster is valid, in days.
const ROSTER_DAYS: i64 = 365;

/// The demo's desks: id, form, title. One reviewer reads them all.
const DESKS: [(&str, &str, &str); 3] =
    [("main", "guided", "Main desk"), ("short", "short", "Short desk"), ("detentions", "detention", "Detentions")];

/// Run the whole system in a temporary folder: server, desk and reviewer
///
/// Prints the address of the portal and the commands that read what arrives there. Runs until Ctrl-C;
/// then the folder is deleted, unless one was named with --dir.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  amparo demo\n  amparo demo --listen 127.0.0.1:8080 --dir ./demo\n  amparo demo --json"
)]
pub(super) struct Demo {
    /// Where the portal listens; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    listen: String,
    /// Keep everything in DIR; a demo that is there already is continued
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Demo {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        process::prepare()?;
        // Asked now: from within the cage nobody learns it.
        let amparo = std::env::current_exe().unwrap_or_else(|_| "amparo".into());
        // Before there is a folder that could be left behind, with keys in it. A terminal that is closed hangs up.
        let stop = early(&signals::ending_a_server())?;
        let folder = match &self.dir {
            Some(dir) => Folder::named(dir)?,
            None => Folder::temporary()?,
        };
        let done = self.serve(shared, &folder, &amparo, stop);
        if folder.temporary {
            fs::remove_dir_all(&folder.path)?;
        }
        done
    }

    fn serve(
        &self,
        shared: &Shared,
        folder: &Folder,
        amparo: &Path,
        mut stop: Vec<Signal>,
    ) -> Result<(), CommandError> {
        let (server, home) = (folder.path.join(SERVER), Home::at(folder.path.join("reviewer")));
        talk_of_waiting("amparo: the demo starts …");
        make_private(&server)?;
        // A server that runs here, as `serve` may in a demo's folder, stands on what is written below: it comes first.
        let data = server.join(DATA);
        if data.exists() {
            drop(FileStore::claim(&data)?);
        }
        let clock = Clock::system();
        let socket = self.listen.strip_prefix("unix:").map(Path::new);
        if let Some(socket) = socket.filter(|socket| serving::lies_in(socket, &data)) {
            let what = format!("{} would lie in the demo's data folder", socket.display());
            return Err(CommandError::failed(what).mend("sockets belong elsewhere: --listen unix:PATH"));
        }
        let custodian = folder.custodian()?;
        let listeners = bind(&self.listen, &home)?;
        let config = config(&server, &custodian, &self.listen, &listeners);
        let written = toml::to_string(&config).map_err(CommandError::own_mistake)?;
        fs::write(server.join("amparo.toml"), written)?;
        let key = serving::server_key(&config, &clock)?;
        sign_roster(&config, &custodian, &home, &listeners, PublicKey::of(&key), &clock)?;

        let portal = listeners.portal_address.to_string();
        let told = Told {
            started: |started: &Started| {
                // The folder is usable whether or not anybody reads this.
                let _ = if shared.json {
                    let (home, server) = (path_text(home.path()), path_text(&server));
                    print_json(&json!({ "portal": portal, "reviewer_home": home, "server_dir": server }))
                } else {
                    print(&greeting(&portal, amparo, &home))
                };
                warn(started);
            },
            reloaded: |_| {},
            day_closed: |_| {},
            looked: |_| {},
        };
        let orders = async || {
            any_of(&mut stop).await;
            Order::Stop
        };
        serving::serve(&config, &folder.reach(&config), listeners, &clock, orders, told)?;
        if !shared.json {
            talk("amparo: the demo has ended");
        }
        Ok(())
    }
}

/// The folder that a demo lives in.
struct Folder {
    path: PathBuf,
    temporary: bool,
    /// Kept from other demos. Not the folder itself is locked: a reviewer's commands lock it when they write files there.
    _alone: File,
}

impl Folder {
    fn temporary() -> Result<Self, CommandError> {
        #[expect(clippy::disallowed_methods, reason = "the demo's data folder; what lies in it is sealed as anywhere")]
        let parent = std::env::temp_dir();
        let path = parent.join(format!("amparo-demo-{:016x}", OsRng.next_u64()));
        make_private(&path)?;
        let alone = mark(&path)?;
        Ok(Self { path, temporary: true, _alone: alone })
    }

    /// A new folder, or a demo's that is continued.
    fn named(path: &Path) -> Result<Self, CommandError> {
        let empty = !path.exists() || fs::read_dir(path)?.next().is_none();
        if !empty && !path.join(MARKER).is_file() {
            let what = format!("{} is not empty and is not a demo's folder", path.display());
            return Err(CommandError::failed(what).mend("name a new folder, or one that `amparo demo --dir` made"));
        }
        make_private(path)?;
        let path = fs::canonicalize(path)?;
        let alone = mark(&path)?;
        Ok(Self { path, temporary: false, _alone: alone })
    }

    /// What the demo's server must still reach: a temporary folder is removed at the end by the same process.
    fn reach(&self, config: &Config) -> Reach {
        let mut reach = config.reach();
        if self.temporary {
            reach.read_write.push(self.path.clone());
            reach.remove_folders.extend(self.path.parent().map(Path::to_owned));
        }
        reach
    }

    /// The custodian's key; in a demo it lies beside the rest.
    fn custodian(&self) -> Result<NoteSigner, CommandError> {
        let path = self.path.join("custodian.key");
        let bad = |error| {
            CommandError::failed(format!("{} does not hold a custodian's key", path.display()))
                .because(error)
                .mend("name a new folder with --dir")
        };
        if path.exists() {
            let text = zeroize::Zeroizing::new(fs::read_to_string(&path)?);
            return NoteSigner::from_secret(&text).map_err(bad);
        }
        let signer = NoteSigner::new("demo-custodian", SigningKey::generate(&mut OsRng)).map_err(bad)?;
        fs::write(&path, signer.to_secret().as_bytes())?;
        Ok(signer)
    }
}

/// Says that a folder is a demo's, and keeps it from others for as long as the file is held.
fn mark(path: &Path) -> Result<File, CommandError> {
    let mut how = OpenOptions::new();
    let file = how.write(true).create(true).truncate(false).mode(0o600).open(path.join(MARKER))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.join(SERVER).join(DATA)).into()),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn make_private(path: &Path) -> Result<(), CommandError> {
    Ok(fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?)
}

/// Binds both interfaces; the reviewers' stays where an earlier run's roster says, when it can.
fn bind(portal: &str, home: &Home) -> Result<Listeners, CommandError> {
    let known = home.rosters().ok().and_then(|mut rosters| rosters.pop());
    if let Some(roster) = known
        && let Ok(listeners) = Listeners::bind(portal, &roster.text().interface.address)
    {
        return Ok(listeners);
    }
    Ok(Listeners::bind(portal, "127.0.0.1:0")?)
}

fn config(server: &Path, custodian: &NoteSigner, portal: &str, listeners: &Listeners) -> Config {
    Config {
        organisation: "Amparo Demo".to_owned(),
        look: LookConfig::default(),
        data: server.join(DATA),
        languages: Lang::ALL.iter().map(|lang| lang.code().to_owned()).collect(),
        quick_exit: String::new(),
        min_free_bytes: 64 << 20,
        free_for_words_bytes: 64 << 20,
        roster: RosterConfig { file: server.join("roster.note"), custodian: custodian.verifier().to_string() },
        portal: PortalConfig { listen: portal.to_owned(), ..PortalConfig::default() },
        reviewing: ListenConfig { listen: listeners.reviewing_address.to_string() },
        clearnet: None,
        limits: Limits::default(),
        timeouts: Timeouts::default(),
        retention: RetentionConfig::default(),
        backup: BackupConfig::default(),
        status: StatusConfig::default(),
        sandbox: Sandbox::BestEffort,
        require_sandbox: false,
        desks: DESKS.iter().map(|(id, form, _)| DeskConfig::new(id, form)).collect(),
        support: Vec::new(),
        place: Place::default(),
    }
}

/// Makes the reviewer's keys the first time, and signs a roster when the known one no longer fits.
fn sign_roster(
    config: &Config,
    custodian: &NoteSigner,
    home: &Home,
    listeners: &Listeners,
    server_key: PublicKey,
    clock: &Clock,
) -> Result<(), CommandError> {
    let interface = Interface { address: listeners.reviewing_address.to_string(), key: server_key };
    let today = clock.today();
    let known = match home.rosters() {
        Ok(mut rosters) => rosters.pop().map(|roster| roster.text().clone()),
        Err(HomeError::NotJoined) => None,
        Err(HomeError::Io(_, error)) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    let mut text = match known {
        Some(text) if text.interface == interface && has_all_desks(&text) && config.roster.file.exists() => {
            return Ok(());
        }
        Some(mut text) => {
            text.version += 1;
            text
        }
        None => first_roster(home, &interface, clock)?,
    };
    add_desks(&mut text)?;
    (text.interface, text.issued, text.expires) = (interface, today, today.plus(ROSTER_DAYS));
    let signed: SignedRoster = text.sign(custodian).map_err(ServeError::Roster)?;
    fs::write(&config.roster.file, signed.as_str())?;
    home.join(&signed, &custodian.verifier())?;
    Ok(())
}

fn first_roster(home: &Home, interface: &Interface, clock: &Clock) -> Result<RosterText, CommandError> {
    let ReviewerPublic { recipient, key } = home.create_keys(RecipientKind::Hybrid, None)?;
    let today = clock.today();
    let mut text = RosterText::new(1, today, today.plus(ROSTER_DAYS), interface.clone());
    text.reviewers.push(ReviewerEntry { id: "reviewer-1".parse().map_err(bad_name)?, recipient, key });
    Ok(text)
}

fn has_all_desks(text: &RosterText) -> bool {
    DESKS.iter().all(|(id, ..)| text.desks.iter().any(|desk| desk.id.as_str() == *id))
}

/// Adds the desks that an earlier version's demo did not have.
fn add_desks(text: &mut RosterText) -> Result<(), CommandError> {
    let reviewers: Vec<_> = text.reviewers.iter().map(|r| r.id.clone()).collect();
    for (id, _, title) in DESKS {
        if text.desks.iter().all(|desk| desk.id.as_str() != id) {
            text.desks.push(DeskEntry::new(id.parse().map_err(bad_name)?, title, reviewers.clone()));
        }
    }
    Ok(())
}

fn bad_name<E>(_: E) -> CommandError {
    CommandError::own_mistake("the demo's names do not make sense")
}

fn greeting(portal: &str, amparo: &Path, home: &Home) -> String {
    let (amparo, home) = (shell_word(amparo), shell_word(home.path()));
    format!(
        "\nThe portal is open:\n\n    {portal}\n\nTell something there, with JavaScript off if you like. Then read it as the reviewer, in another terminal:\n\n    \
         export AMPARO_HOME={home}\n    \
         {amparo} pull\n    \
         {amparo} inbox\n    \
         {amparo} read ID\n    \
         {amparo} extract ID --to ./files\n\nCtrl-C ends the demo.\n"
    )
}
