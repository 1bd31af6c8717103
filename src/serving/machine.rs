//! What of a machine and of a server's files is weaker than it could be, each with its remedy.
//!
//! [`Facts`] are gathered here and there; what follows from them is decided without touching anything.

use std::fs;
use std::io;
use std::net::ToSocketAddrs as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::backing_up::closed_folders;
use super::disk::Disk;
use super::status::days_between;
use super::{Config, key, torrc};
use crate::harden::cage::{self, Kernel};
use crate::harden::process::{enough_files, most_files};
use crate::roster::{Roster, Standing};
use crate::seal::Day;
use crate::store::{DataFolder, RESTORED};

/// Where Debian and others put tor.
const TOR: [&str; 4] = ["/usr/bin/tor", "/usr/sbin/tor", "/usr/local/bin/tor", "/usr/local/sbin/tor"];
/// A backup that lacks more days than this was forgotten.
const BACKUP_MAY_LACK: i64 = 2;

/// Something that is weaker than it could be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Weakness {
    /// Of what: `permissions`, `swap`, `clock`, `kernel`, `tor`, `files`, `roster`, `quarantine`, `disk`, `backup` or `socket`.
    pub about: &'static str,
    /// What it is.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// What the decisions are made of.
struct Facts {
    /// Files and folders, how they may be used, and the bits of their mode that should not be there.
    modes: Vec<(PathBuf, u32, u32)>,
    /// What cannot be looked at, and why.
    closed: Option<(PathBuf, String)>,
    /// What lies in the data folder and belongs to another account than the folder.
    foreign: Vec<PathBuf>,
    /// Devices and files that memory may be written to.
    swaps: Vec<String>,
    kernel: Kernel,
    today: Day,
    /// The latest day that something is known of: the roster's, or a parcel's.
    latest: Day,
    tor_is_installed: bool,
    /// tor's configuration beside ours, the socket that it should lead to, and whether it should send circuit ids.
    torrc: Option<(String, String, bool)>,
    /// How many files a process may open, and how many the server could use.
    open_files: (u64, u64),
    /// The source interface's address, where others reach it without tor.
    open_address: Option<String>,
    standing: Standing,
    expires: Day,
    /// How full the disk is.
    disk: Option<Disk>,
    /// Whether backups have a recipient.
    can_back_up: bool,
    /// Whether there is something to back up.
    is_filled: bool,
    /// Until when it is.
    backed_up: Option<Day>,
    /// How many files a repair set aside in the data folder.
    set_aside: usize,
    /// Where the data folder lies.
    data: PathBuf,
    /// Folders of backups with what in them their owners cannot write into.
    closed_backups: Vec<(PathBuf, PathBuf)>,
}

/// Looks at this machine and a server's files.
pub(super) fn weaknesses(config: &Config, roster: &Roster, today: Day) -> Vec<Weakness> {
    Facts::gather(config, roster, today).weaknesses()
}

impl Facts {
    fn gather(config: &Config, roster: &Roster, today: Day) -> Self {
        let text = roster.text();
        let data = DataFolder::at(&config.data).ok();
        let days = data.as_ref().and_then(|data| data.parcels_before(today.plus(36_525)).ok()).unwrap_or_default();
        let latest = days.iter().map(|parcel| parcel.day).chain([text.issued]).max().unwrap_or(text.issued);
        let (modes, closed) = modes(config);
        let socket = config.portal.listen.strip_prefix("unix:");
        let torrc = fs::read_to_string(torrc::in_folder(config.place.folder())).ok();
        let addresses = socket.is_none().then(|| config.portal.listen.to_socket_addrs().ok()).flatten();
        let is_open = addresses.is_some_and(|mut all| all.any(|address| !address.ip().is_loopback()));
        Self {
            modes,
            closed,
            foreign: foreign(&config.data).unwrap_or_default(),
            swaps: cage::swaps(),
            kernel: cage::kernel(),
            today,
            latest,
            tor_is_installed: TOR.iter().any(|path| Path::new(path).exists()),
            torrc: torrc.zip(socket).map(|(torrc, socket)| (torrc, socket.to_owned(), config.portal.circuit_ids)),
            open_files: (most_files(), enough_files(config.clearnet.is_some())),
            open_address: is_open.then(|| config.portal.listen.clone()),
            standing: roster.standing(today),
            expires: text.expires,
            disk: data.as_ref().and_then(|data| data.left().ok()).map(|left| Disk::of(left, config.free())),
            can_back_up: text.backup.is_some(),
            is_filled: !days.is_empty(),
            backed_up: data.as_ref().and_then(DataFolder::last_backup),
            set_aside: data.as_ref().and_then(|data| data.set_aside().ok()).unwrap_or_default(),
            data: config.data.clone(),
            closed_backups: data.as_ref().map(closed_folders).unwrap_or_default(),
        }
    }

    fn weaknesses(&self) -> Vec<Weakness> {
        let mut found = self.of_files();
        found.extend(self.of_the_machine());
        found.extend(self.of_time());
        found
    }

    fn of_files(&self) -> Vec<Weakness> {
        let about = "permissions";
        let mut found = Vec::new();
        for (path, mode, bad) in self.modes.iter().filter(|(_, mode, bad)| mode & bad != 0) {
            found.push(Weakness {
                about,
                what: format!("{} may be used by others (mode {:03o})", path.display(), mode & 0o777),
                mend: format!("chmod {:03o} {}", mode & 0o777 & !bad, path.display()),
            });
        }
        if let Some((path, why)) = &self.closed {
            let what = format!("{} cannot be looked at: {why}", path.display());
            found.push(Weakness { about, what, mend: "check as root, or as the server's account".to_owned() });
        }
        if let [first, ..] = self.foreign.as_slice() {
            let folder = first.parent().unwrap_or(first).display();
            let what = format!("{} belongs to another account than its folder", first.display());
            let mend = format!("chown -R --reference={folder} {folder}, so that the server can write it");
            found.push(Weakness { about, what, mend });
        }
        found
    }

    fn of_the_machine(&self) -> Vec<Weakness> {
        let mut found = Vec::new();
        let mut weak = |about, what: String, mend: &str| found.push(Weakness { about, what, mend: mend.to_owned() });
        if !self.swaps.is_empty() {
            weak(
                "swap",
                format!("memory may be written to {}", self.swaps.join(", ")),
                "the packaged unit locks the server's memory (LimitMEMLOCK=infinity); otherwise swapoff -a, or encrypt it",
            );
        }
        let Kernel { landlock, whole_landlock, seccomp } = self.kernel;
        if !landlock {
            weak(
                "kernel",
                "no Landlock: whoever breaks in reaches every file of the server's account".to_owned(),
                "take Linux 5.13 or later, with landlock among its security modules (lsm=)",
            );
        } else if !whole_landlock {
            weak(
                "kernel",
                "an early Landlock: seccomp alone keeps the server off the network".to_owned(),
                "take Linux 6.12 or later, to have it twice",
            );
        }
        if !seccomp {
            weak(
                "kernel",
                "no filter of system calls: whoever breaks in can call out".to_owned(),
                "take a kernel with CONFIG_SECCOMP_FILTER",
            );
        }
        if let Some(address) = &self.open_address {
            weak(
                "tor",
                format!("sources' pages are served on {address}, which others reach without Tor"),
                "listen on unix:PATH or 127.0.0.1, and let tor lead there",
            );
        }
        if !self.tor_is_installed {
            weak("tor", "tor is not installed: nobody finds the server".to_owned(), "apt install tor");
        }
        let (may, could) = self.open_files;
        if may < could {
            weak(
                "files",
                format!("a process may open {may} files: fewer visitors at once than the server could hold"),
                "LimitNOFILE=65536 in its unit, as the packaged one has it, or `ulimit -n 65536` before its start",
            );
        }
        if self.set_aside > 0 {
            let folder = self.data.join("quarantine");
            let folder = folder.display();
            weak(
                "quarantine",
                format!("{folder} holds {} that a repair set aside", files(self.set_aside)),
                &format!(
                    "reviewers give back what they hold (amparo push --missing); when nobody needs it any more: rm -r {folder}"
                ),
            );
        }
        if let Some((torrc, socket, circuit_ids)) = &self.torrc {
            found.extend(torrc::weakness(torrc, socket, *circuit_ids));
        }
        if let Some(warning) = self.disk.and_then(Disk::warning) {
            found.push(Weakness {
                about: "disk",
                what: format!("it is {warning}"),
                mend: "make room or take a larger disk; `[retention]` lets go what every reviewer holds".to_owned(),
            });
        }
        found
    }

    fn of_time(&self) -> Vec<Weakness> {
        let mut found = Vec::new();
        let mut weak = |about, what: String, mend: &str| found.push(Weakness { about, what, mend: mend.to_owned() });
        if self.latest > self.today {
            weak(
                "clock",
                format!("the clock says {}, and something here is of {}", self.today, self.latest),
                "set the clock right (timedatectl); what arrives meanwhile is filed under a wrong day",
            );
        }
        let (expires, left) = (self.expires, days_between(self.today, self.expires));
        match self.standing {
            Standing::Valid => {}
            Standing::EndsSoon => {
                weak("roster", format!("it ends on {expires}, in {left} days"), "ask the custodian for a new one");
            }
            Standing::Grace | Standing::Ended => {
                weak("roster", format!("it ended on {expires}"), "ask the custodian for a new one now; intake goes on");
            }
        }
        for (folder, path) in &self.closed_backups {
            let folder = folder.display();
            weak(
                "backup",
                format!("{} is not its owner's to write, so the owner's next backup fails", path.display()),
                &format!("chown -R --reference={folder} {folder} && chmod -R u+rwX {folder}"),
            );
        }
        if !self.can_back_up {
            weak(
                "backup",
                "the roster names no recipient, so none can be made".to_owned(),
                "the custodian adds one: amparo roster add backup AGE, and signs",
            );
        } else if self.is_filled {
            let lacks = self.backed_up.map(|day| days_between(day, self.today.plus(-1)));
            let timer = "systemctl enable --now amparo-backup.timer, or `amparo backup`";
            match lacks {
                None => weak("backup", "there was none yet".to_owned(), timer),
                Some(days) if days > BACKUP_MAY_LACK => {
                    weak("backup", format!("the last one lacks {days} days"), timer);
                }
                Some(_) => {}
            }
        }
        found
    }
}

fn files(n: usize) -> String {
    if n == 1 { "1 file".to_owned() } else { format!("{n} files") }
}

/// The files of a server, with the bits of their modes that should not be there; and the first that cannot be looked at.
type Modes = (Vec<(PathBuf, u32, u32)>, Option<(PathBuf, String)>);

fn modes(config: &Config) -> Modes {
    let own = [config.place.file.clone(), config.roster.file.clone()];
    // Others may read what is served anyway; who may write it chooses the readers.
    let served = own.into_iter().chain(config.own_files()).map(|path| (path, 0o022));
    let kept = [(config.data.clone(), 0o077), (key::path(&config.data), 0o077)];
    let (mut modes, mut closed) = (Vec::new(), None);
    for (path, bad) in served.chain(kept) {
        match path.metadata() {
            Ok(found) => modes.push((path, found.mode(), bad)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => closed = closed.or(Some((path, error.to_string()))),
        }
    }
    (modes, closed)
}

/// What lies in a folder and belongs to another account than the folder.
fn foreign(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let owner = folder.metadata()?.uid();
    let entries = fs::read_dir(folder)?.filter_map(Result::ok);
    // What a restore by root leaves aside, tor's keys among it, is not the server's.
    let entries = entries.filter(|entry| entry.file_name() != RESTORED);
    let others = entries.filter(|entry| entry.metadata().is_ok_and(|found| found.uid() != owner));
    let mut found: Vec<PathBuf> = others.map(|entry| entry.path()).collect();
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    type Weaken = fn(&mut Facts);

    /// A machine without a weakness.
    fn strong() -> Facts {
        Facts {
            modes: vec![("/etc/amparo/amparo.toml".into(), 0o100_640, 0o022), ("/data".into(), 0o40_700, 0o077)],
            closed: None,
            foreign: Vec::new(),
            swaps: Vec::new(),
            kernel: Kernel { landlock: true, whole_landlock: true, seccomp: true },
            today: day("2026-11-25"),
            latest: day("2026-11-25"),
            tor_is_installed: true,
            torrc: Some((
                "HiddenServicePort 80 unix:/run/amparo/portal.sock\n".into(),
                "/run/amparo/portal.sock".into(),
                false,
            )),
            open_files: (enough_files(false), enough_files(false)),
            open_address: None,
            standing: Standing::Valid,
            expires: day("2027-11-25"),
            disk: Some(Disk::Enough),
            can_back_up: true,
            is_filled: true,
            backed_up: Some(day("2026-11-24")),
            closed_backups: Vec::new(),
            set_aside: 0,
            data: "/data".into(),
        }
    }

    #[test]
    fn each_weakness_is_found_alone_with_its_remedy_and_a_strong_machine_has_none() {
        assert_eq!(strong().weaknesses(), []);
        let cases: [(&str, &str, Weaken); 22] = [
            ("permissions", "chmod 640 /etc/amparo/amparo.toml", |f| f.modes[0].1 = 0o100_660),
            ("permissions", "chmod 700 /data", |f| f.modes[1].1 = 0o40_755),
            ("permissions", "check as root", |f| f.closed = Some(("/data".into(), "no".into()))),
            ("permissions", "chown -R --reference=/data /data", |f| f.foreign = vec!["/data/backed-up".into()]),
            ("swap", "swapoff -a", |f| f.swaps = vec!["/dev/dm-1".into()]),
            ("kernel", "Linux 5.13", |f| f.kernel.landlock = false),
            ("kernel", "Linux 6.12", |f| f.kernel.whole_landlock = false),
            ("kernel", "CONFIG_SECCOMP_FILTER", |f| f.kernel.seccomp = false),
            ("tor", "apt install tor", |f| f.tor_is_installed = false),
            ("tor", "the same socket", |f| f.torrc.as_mut().unwrap().1 = "/run/other.sock".into()),
            ("tor", "HiddenServiceExportCircuitID haproxy", |f| f.torrc.as_mut().unwrap().2 = true),
            ("files", "LimitNOFILE", |f| f.open_files.0 = 1024),
            ("files", "LimitNOFILE", |f| f.open_files.1 = enough_files(true)),
            ("tor", "127.0.0.1", |f| f.open_address = Some("0.0.0.0:80".into())),
            ("quarantine", "rm -r /data/quarantine", |f| f.set_aside = 1),
            ("disk", "make room", |f| f.disk = Some(Disk::Little)),
            ("clock", "timedatectl", |f| f.latest = day("2026-11-26")),
            ("roster", "ask the custodian", |f| f.standing = Standing::EndsSoon),
            ("roster", "now", |f| f.standing = Standing::Grace),
            ("backup", "roster add backup", |f| f.can_back_up = false),
            ("backup", "amparo-backup.timer", |f| f.backed_up = None),
            ("backup", "chown -R --reference=/b /b", |f| f.closed_backups = vec![("/b".into(), "/b/files".into())]),
        ];
        for (about, mend, weaken) in cases {
            let mut facts = strong();
            weaken(&mut facts);
            let found = facts.weaknesses();
            assert_eq!(found.len(), 1, "{about}, {mend}: {found:?}");
            assert!(found[0].about == about && found[0].mend.contains(mend), "{found:?}");
        }
        // A backup that was forgotten; one that is being made today is not.
        for (last, found) in [("2026-11-20", 1), ("2026-11-22", 0)] {
            let facts = Facts { backed_up: Some(day(last)), ..strong() };
            assert_eq!(facts.weaknesses().len(), found, "{last}");
        }
    }

    #[test]
    fn what_belongs_to_another_account_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ours"), "").unwrap();
        assert_eq!(foreign(folder.path()).unwrap(), Vec::<PathBuf>::new());
        let theirs = folder.path().join("theirs");
        fs::write(&theirs, "").unwrap();
        // Only root can give files away.
        if std::os::unix::fs::chown(&theirs, Some(65_534), None).is_ok() {
            assert_eq!(foreign(folder.path()).unwrap(), [theirs]);
        }
    }
}
