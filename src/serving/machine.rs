//! What of a machine and of a server's files is weaker than it could be, each with its remedy.
//!
//! [`Facts`] are gathered here and there; what follows from them is decided without touching anything.

mod backups;

use std::fs;
use std::io;
use std::net::ToSocketAddrs as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use rustix::io::Errno;
use serde::Serialize;

use super::addresses::Addresses;
use super::backing_up::{BesideIt, ClosedBackup, backup_beside, closed_backups};
use super::disk::Disk;
use super::status::days_between;
use super::{Config, account, key, torrc};
use crate::harden::cage::{self, Kernel};
use crate::harden::process::{enough_files, most_files};
use crate::roster::{Roster, Standing};
use crate::seal::Day;
use crate::store::{DataFolder, QUARANTINE, RESTORED};

/// Where Debian and others put tor.
const TOR: [&str; 4] = ["/usr/bin/tor", "/usr/sbin/tor", "/usr/local/bin/tor", "/usr/local/sbin/tor"];
/// ACME clients renew a certificate of 90 days at 30: with fewer than these left, several attempts failed.
const CERTIFICATE_SOON: i64 = 14;
/// The same of one that lives for a few days: such a part of its life.
const CERTIFICATE_PART: i64 = 6;

/// Something that is weaker than it could be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Weakness {
    /// Of what: `permissions`, `swap`, `clock`, `kernel`, `tor`, `files`, `roster`, `certificate`, `open web`, `quarantine`, `disk`,
    /// `backup` or `socket`.
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
    /// The latest day that is known of besides parcels': the roster's, or one that expired; and which it is.
    latest: (Day, &'static str),
    /// How many parcels are filed under days to come, and the last of these days.
    ahead: Option<(usize, Day)>,
    tor_is_installed: bool,
    /// tor's configuration beside ours, the socket that it should lead to, and whether it should send circuit ids.
    torrc: Option<(String, String, bool)>,
    /// How many files a process may open, and how many the server could use.
    open_files: (u64, u64),
    /// The addresses of the source interface and of the reviewer interface, where others reach them without tor.
    open: [Option<String>; 2],
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
    /// Folders of backups that those cannot write into whose backups go there.
    closed_backups: Vec<ClosedBackup>,
    /// The folder of the last backup, where something could not be copied into it.
    incomplete_backup: Option<PathBuf>,
    /// The last backup on the disk that it is a copy of.
    backup_beside: Option<BesideIt>,
    /// The data folder, where its disk takes no writing.
    read_only: Option<PathBuf>,
    /// What tor has of our addresses, and what is said of them.
    addresses: Addresses,
    /// The first and the last day of the open web's certificate.
    certificate: Option<(Day, Day)>,
}

/// Looks at this machine and a server's files.
pub(super) fn weaknesses(
    config: &Config,
    roster: &Roster,
    certificate: Option<(Day, Day)>,
    today: Day,
) -> Vec<Weakness> {
    let mut found = account::closed(config);
    found.extend(Facts { certificate, ..Facts::gather(config, roster, today) }.weaknesses());
    found
}

impl Facts {
    fn gather(config: &Config, roster: &Roster, today: Day) -> Self {
        let text = roster.text();
        let data = DataFolder::at(&config.data).ok();
        let days = data.as_ref().and_then(|data| data.parcels(|_| true).ok()).unwrap_or_default();
        let expired = data.as_ref().and_then(|data| data.last_expired().ok()?);
        let expired = expired.filter(|day| *day > text.issued).map(|day| (day, "the day that was let go last"));
        let ahead = || days.iter().map(|parcel| parcel.day).filter(|day| *day > today);
        let (modes, closed) = modes(config);
        let socket = config.portal.listen.strip_prefix("unix:");
        let torrc = fs::read_to_string(torrc::in_folder(config.place.folder())).ok();
        let addresses = torrc.as_deref().map(|torrc| Addresses::gather(config, &text.interface, torrc));
        let is_open =
            |listen: &str| listen.to_socket_addrs().is_ok_and(|mut all| all.any(|address| !address.ip().is_loopback()));
        let open = |listen: &str| is_open(listen).then(|| listen.to_owned());
        let portal = if socket.is_none() { open(&config.portal.listen) } else { None };
        Self {
            modes,
            closed,
            foreign: foreign(&config.data).unwrap_or_default(),
            swaps: cage::swaps(),
            kernel: cage::kernel(),
            today,
            latest: expired.unwrap_or((text.issued, "the day on which the roster was issued")),
            ahead: ahead().max().map(|last| (ahead().count(), last)),
            tor_is_installed: TOR.iter().any(|path| Path::new(path).exists()),
            torrc: torrc.zip(socket).map(|(torrc, socket)| (torrc, socket.to_owned(), config.portal.circuit_ids)),
            open_files: (most_files(), enough_files(config.clearnet.is_some())),
            open: [portal, open(&config.reviewing.listen)],
            standing: roster.standing(today),
            expires: text.expires,
            disk: data.as_ref().and_then(|data| data.left().ok()).map(|left| Disk::of(left, config.free())),
            can_back_up: text.backup.is_some(),
            is_filled: !days.is_empty(),
            backed_up: data.as_ref().and_then(DataFolder::last_backup),
            set_aside: data.as_ref().and_then(|data| data.set_aside().ok()).unwrap_or_default(),
            data: config.data.clone(),
            closed_backups: data.as_ref().map(closed_backups).unwrap_or_default(),
            incomplete_backup: data.as_ref().and_then(DataFolder::incomplete_backup),
            backup_beside: data.as_ref().and_then(|data| backup_beside(data, today)),
            read_only: (access(&config.data, Access::WRITE_OK) == Err(Errno::ROFS)).then(|| config.data.clone()),
            addresses: addresses.unwrap_or_default(),
            certificate: None,
        }
    }

    fn weaknesses(&self) -> Vec<Weakness> {
        let mut found = self.of_files();
        found.extend(self.of_the_machine());
        found.extend(self.of_the_certificate());
        found.extend(self.of_time());
        found.extend(self.of_backups());
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
            let mend = format!("so that the server can write it: chown -R --reference={folder} {folder}");
            found.push(Weakness { about, what, mend });
        }
        if self.set_aside > 0 {
            let folder = self.data.join(QUARANTINE);
            let folder = folder.display();
            found.push(Weakness {
                about: "quarantine",
                what: format!("{folder} holds {} that a repair set aside", files(self.set_aside)),
                mend: format!(
                    "reviewers give back what they hold (amparo push --missing); when nobody needs it any more: rm -r {folder}"
                ),
            });
        }
        if let Some(data) = &self.read_only {
            found.push(Weakness {
                about: "disk",
                what: format!(
                    "{} lies on a disk that is mounted to be read alone: no start writes there",
                    data.display()
                ),
                mend: "look why (dmesg: the kernel does so to a disk that fails), then mount -o remount,rw".to_owned(),
            });
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
        let interfaces =
            [("sources' pages are", "unix:PATH or 127.0.0.1"), ("the reviewers' interface is", "127.0.0.1")];
        for ((whose, loopback), address) in interfaces.into_iter().zip(&self.open) {
            if let Some(address) = address {
                let what = format!("{whose} served on {address}, which others reach without Tor");
                weak("tor", what, &format!("listen on {loopback}, and let tor lead there"));
            }
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
        if let Some((torrc, socket, circuit_ids)) = &self.torrc {
            found.extend(torrc::weakness(torrc, socket, *circuit_ids));
        }
        found.extend(self.addresses.weaknesses());
        found
    }

    fn of_the_certificate(&self) -> Option<Weakness> {
        let (begins, ends) = self.certificate?;
        let soon = CERTIFICATE_SOON.min(days_between(begins, ends) / CERTIFICATE_PART);
        let left = days_between(self.today, ends);
        let what = if left < 0 {
            format!("it ended on {ends}: on the open web, browsers turn away")
        } else if left <= soon {
            format!("it ends on {ends}, in {left} days, and nobody renewed it")
        } else {
            return None;
        };
        let mend = "renew it, and see why the ACME client or its hook did not; the server takes new files by itself";
        Some(Weakness { about: "certificate", what, mend: mend.to_owned() })
    }

    fn of_time(&self) -> Vec<Weakness> {
        let mut found = Vec::new();
        let mut weak = |about, what: String, mend: &str| found.push(Weakness { about, what, mend: mend.to_owned() });
        let (latest, of) = self.latest;
        if let Some((ahead, last)) = self.ahead {
            weak(
                "clock",
                format!(
                    "the clock says {}, and {ahead} parcels are filed under days to come, up to {last}",
                    self.today
                ),
                "where the clock is wrong, set it right (timedatectl); where it is right, it was once ahead: these parcels are in \
                 backups, and are counted and let go by the day that they bear",
            );
        } else if latest > self.today {
            weak(
                "clock",
                format!("the clock says {}, and {of} is {latest}", self.today),
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
        found
    }
}

fn files(n: usize) -> String {
    if n == 1 { "1 file".to_owned() } else { format!("{n} files") }
}

/// The files of a server, with the bits of their modes that should not be there; and the first that cannot be looked at.
type Modes = (Vec<(PathBuf, u32, u32)>, Option<(PathBuf, String)>);

fn modes(config: &Config) -> Modes {
    // Others may read what is served anyway; who may write it chooses the readers.
    let served = config.files().map(|path| (path, 0o022));
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
mod tests;
