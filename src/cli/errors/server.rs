//! What commands say of a server: its configuration, its data folder, its backups.

use std::io::{self, ErrorKind};

use super::{CommandError, ROOM, unusable};
use crate::backup::BackupError;
use crate::serving::{ClearnetError, ConfigError, Fault, ServeError, SetupError, TO_BE_READ};
use crate::store::{StoreError, kept_roster};

/// For a socket whose folder is not there.
const NO_FOLDER: &str = "make the folder that it lies in, for the server's account: mkdir -p; the packaged unit makes it at \
                         its start";
/// For what one account alone may read.
const AS_ROOT: &str = "run it as root, who may read what other accounts own: sudo amparo …";

fn is_closed(why: &io::Error) -> bool {
    why.kind() == ErrorKind::PermissionDenied
}

impl From<ConfigError> for CommandError {
    fn from(error: ConfigError) -> Self {
        match error {
            ConfigError::Read(path, why) => {
                let mend = if is_closed(&why) { TO_BE_READ } else { "name it with --config FILE" };
                Self::failed(format!("the configuration {} cannot be read", path.display())).because(why).mend(mend)
            }
            ConfigError::Parse(path, why) => {
                Self::failed(format!("the configuration {} does not make sense", path.display()))
                    .because(why)
                    .mend("correct the line that is shown")
            }
            ConfigError::Clearnet(error) => error.into(),
            ConfigError::Lifetime => Self::failed("the configuration does not make sense")
                .because(error)
                .mend("leave it out, or set a day at most"),
            error => {
                Self::failed("the configuration does not make sense").because(error).mend("correct it and start again")
            }
        }
    }
}

impl From<ClearnetError> for CommandError {
    fn from(error: ClearnetError) -> Self {
        Self::failed("the open web cannot be served").because(&error).mend(&error.mend())
    }
}

impl From<SetupError> for CommandError {
    fn from(error: SetupError) -> Self {
        match error {
            SetupError::Exists(path) => {
                Self::failed(format!("{} exists already; nothing was overwritten", path.display()))
                    .mend("edit it, or name another file with --config FILE; --roster FILE takes a roster")
            }
            error @ SetupError::OtherTorrc(_) => Self::failed(error.to_string())
                .because(
                    "its two services do not lead to --socket and to the reviewers' port with their keys below --tor, or send \
                     no circuit ids",
                )
                .mend("mend that in it; or move it away, and put what you need of it into the new one"),
            error @ SetupError::LostSecret(_) => Self::failed("nothing was set up").because(error).mend(
                "bring the secret key back into it from a backup (amparo restore lays it into restored/); where it is lost, move \
                 the folder away: a new address is drawn",
            ),
            SetupError::Io(path, why) => Self::failed(format!("{} cannot be used", path.display()))
                .because(why)
                .mend("run this as the user who owns the configuration, mostly root, and make room"),
            SetupError::Config(error) => error.into(),
            SetupError::Key(error) => error.into(),
            SetupError::Roster(error) => Self::from(error).instead("the roster was not taken"),
            SetupError::OtherCustodian => {
                Self::unverified("the roster was not taken").because(SetupError::OtherCustodian).mend(
                    "compare both keys by voice; where the custodian did change, name the new key in the configuration",
                )
            }
            SetupError::OtherServer => Self::unverified("the roster was not taken")
                .because(SetupError::OtherServer)
                .mend("`amparo serve --print-key` tells this server's key; ask the custodian for a roster with it"),
            SetupError::NotNewer(StoreError::OlderRoster { offered, newest }) => {
                Self::unverified("the roster was not taken")
                    .because(format!("roster {offered} is older than roster {newest}, which is in place"))
                    .mend("ask the custodian for the newest roster, or to sign the one that is to follow anew")
            }
            SetupError::NotNewer(error) => Self::from(error).instead("the roster was not taken"),
            SetupError::NotServed(error) => Self::from(error)
                .instead("the roster was not taken, as the server would not start with it; nothing was changed"),
            SetupError::NoLine(path) => Self::failed("the roster was not taken")
                .because(SetupError::NoLine(path))
                .mend("add that line, then take the roster again"),
        }
    }
}

impl From<Fault> for CommandError {
    fn from(error: Fault) -> Self {
        Self::failed(error.about).because(&error).mend(&error.mend)
    }
}

impl From<ServeError> for CommandError {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::Config(error) => error.into(),
            ServeError::Fault(error) => error.into(),
            ServeError::RosterFile(path, why) => {
                let missing = "put the custodian's signed roster there; `roster.file` of the configuration names it";
                let mend = if is_closed(&why) { TO_BE_READ } else { missing };
                Self::failed(format!("the roster {} cannot be read", path.display())).because(why).mend(mend)
            }
            ServeError::Roster(error) => {
                let mut told = Self::from(error);
                told.what.push_str(", and nothing is sealed to keys that the custodian did not sign");
                told
            }
            error @ ServeError::NewServer(_) => Self::unverified("the data folder is not that of the server that the roster names")
                .because(error)
                .mend(
                    "see that the disk is mounted that it lies on, and that `data` names it: in a new folder no nine words of \
                     before open anything, and no reviewer pulls. Where it is to be a new server, the custodian signs a roster with \
                     the key that amparo serve --print-key prints",
                ),
            ServeError::Store(error) => error.into(),
            ServeError::Bind(address, why) => {
                let mend = match why.kind() {
                    ErrorKind::NotFound => NO_FOLDER,
                    ErrorKind::PermissionDenied => "let the server's account listen there, or name another address",
                    ErrorKind::InvalidInput => "name an address and a port, such as 127.0.0.1:7001",
                    ErrorKind::AlreadyExists => "see what it is, and take it away, or name another address",
                    _ => "stop what listens there, or name another address",
                };
                Self::failed(format!("cannot listen on {address}")).because(why).mend(mend)
            }
            ServeError::Cage(error) => Self::failed("the server cannot be confined")
                .because(error)
                .mend("every path of the configuration must be there before the start"),
            ServeError::Sandbox(lacks) => Self::failed("the sandbox is required, and this machine does not hold it")
                .because(lacks.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
                .mend("mend the machine; without `sandbox = \"require\"` the server starts, and says what is lacking"),
            ServeError::Io(error) => error.into(),
            error @ ServeError::StorageFailed => {
                Self::failed(error.to_string()).mend("check the disk, then start again")
            }
            ServeError::Backup(error) => error.into(),
        }
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        match error {
            error @ StoreError::Full => Self::failed(error.to_string()).mend("make room, then start again"),
            error @ StoreError::Foreign(_) => Self::failed(error.to_string())
                .because("it is not empty and bears no mark of ours")
                .mend("name an empty or new folder as `data`; where our own mark was damaged: amparo check --repair"),
            error @ StoreError::Stray(_) => Self::failed("the data folder holds what the server did not make")
                .because(error)
                .mend("amparo check --repair --config FILE sets it aside, and says what it found"),
            StoreError::OtherAccount(path, account) => {
                Self::failed(format!("{} belongs to another account", path.display()))
                    .because("what you made there, the server could not use")
                    .mend(&format!("run it as that account: sudo -u '#{account}' amparo …"))
            }
            StoreError::OthersWithin(path, folder) => {
                let (path, folder) = (path.display(), folder.display());
                Self::failed(format!("{path} belongs to another account than {folder}"))
                    .because("what cannot be read for that alone is not damaged: nothing is judged, and nothing moved")
                    .mend(&format!("give it to the folder's account: sudo chown -R --reference={folder} {folder}"))
            }
            error @ StoreError::InUse(_) => {
                Self::failed(error.to_string()).mend("stop it first; a repair ends by itself")
            }
            error @ StoreError::NotPlain(_) => Self::unverified("the data folder holds what the server did not make")
                .because(error)
                .mend(
                    "find out who laid it there: whoever could has the server's account; then take it away. A parcel of ours \
                     with a second name, as `cp -al` and snapshots by hard links give it, stays: take the other name away",
                ),
            error @ StoreError::Damaged(_) => Self::failed(error.to_string())
                .because("without it the server is another one to its sources or reviewers")
                .mend(
                    "bring it back from a backup, and give it to the folder's account (chown); without one, amparo check \
                     --repair --config FILE says what can be done",
                ),
            error @ StoreError::OlderRoster { newest, .. } => {
                Self::unverified("the roster is older than the one that is known").because(error).mend(&format!(
                    "ask the custodian for the newest roster; one who begins anew writes {newest} for `version` into roster.toml, \
                     and signs"
                ))
            }
            error @ StoreError::OtherRoster(version) => Self::unverified("the roster is not the one that was served before")
                .because(error)
                .mend(&format!(
                    "ask the custodian to sign again, so that its number is above; where {} of the data folder is damaged: amparo \
                     check --repair",
                    kept_roster(version)
                )),
            StoreError::Io(what, why) if why.kind() == ErrorKind::PermissionDenied => {
                Self::failed("the data folder cannot be used")
                    .because(format!("{what} failed: {why}"))
                    .mend(
                        "run it as root or as the folder's account; where that account has no right to it: amparo check --repair \
                         --config FILE, run by it, puts modes right, and says how to give it what another account owns",
                    )
            }
            error => Self::failed("the data folder cannot be used").because(error).mend(ROOM),
        }
    }
}

impl From<BackupError> for CommandError {
    fn from(error: BackupError) -> Self {
        let told = error.to_string();
        match error {
            BackupError::Store(error) => error.into(),
            BackupError::Io(path, why) if why.kind() == ErrorKind::PermissionDenied => {
                Self::failed(format!("{} cannot be used", path.display())).because(why).mend(&format!(
                    "{AS_ROOT}; where the timer is to write a backup, make its folder first: sudo install -d -o amparo -g amparo \
                     -m 700 FOLDER"
                ))
            }
            BackupError::Io(path, why) => unusable(&path, why),
            BackupError::Stranger(_) => {
                Self::failed(told).because("what you wrote there, the server could not use").mend(AS_ROOT)
            }
            BackupError::NotPlain(_) => Self::unverified(told)
                .because("whoever may write there could lead root elsewhere")
                .mend("find out who laid it there, and put a plain file or folder in its place"),
            BackupError::Name(_) => Self::failed(told)
                .because(
                    "a name must not begin with a dot, end in .part, hold a backslash, be one of a list's own (backup.note, \
                     manifest, lacks, padding), or be longer than 100 bytes; the folders before it 155",
                )
                .mend("rename it, and what names it in the configuration; then take the backup again"),
            BackupError::Future(path, _) => Self::failed(told)
                .because("with it as the newest, later days would not count")
                .mend(&format!(
                    "set this machine's clock right; if it is right, move {} away and take the backup again: no file is \
                     lost by that",
                    path.display()
                )),
            BackupError::NoSuchDay(_, days) => Self::failed(told)
                .because(format!("there are lists of {}", days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")))
                .mend("name one of these days with --day, or none for the newest"),
            BackupError::Older(error, day) => Self::from(*error).mend(&format!(
                "restore from another copy; or what an older list of this one names: --day {day}"
            )),
            BackupError::NoRecipient => Self::failed(told)
                .because("nothing is copied that whoever finds the copy could read")
                .mend("the custodian adds one: amparo roster add backup AGE, and signs"),
            BackupError::NoServerKey => Self::failed(told)
                .because("this server never ran, so there is nothing to lose")
                .mend("start it once with `amparo serve`"),
            BackupError::OtherServerKey => Self::failed(told)
                .because("a restored server could not prove that it is this one")
                .mend("give the custodian what `amparo serve --print-key` prints"),
            BackupError::Foreign(_) => Self::failed(told).mend("name an empty or new folder with --to"),
            BackupError::OtherServer(_) => Self::failed(told)
                .because("each server's backup has a folder of its own")
                .mend("name another folder with --to"),
            BackupError::OtherRecipient(_) => Self::failed(told)
                .because("what lies there opens with the key of before alone, and would not be copied again")
                .mend(
                    "name another folder with --to, or move this one away: all is copied anew; keep the old one and its key \
                     until that is done",
                ),
            BackupError::Inside(_) => Self::failed(told)
                .because("what takes the one would take the other")
                .mend("name a folder on another disk"),
            BackupError::Busy(_) => Self::failed(told).mend("wait until it has ended, then try again"),
            BackupError::NoBackup(_) => Self::failed(told).mend("name the folder that was given as --to"),
            BackupError::Signature(_) => Self::failed(told)
                .mend("give the server its own key back, or ask the custodian for a roster that names this one"),
            BackupError::Open(path, why) if why.is_not_ours() => {
                Self::failed(format!("{} does not open with this identity", path.display()))
                    .because("it is sealed to another key")
                    .mend("name the identity whose recipient `amparo roster show` gives for backups")
            }
            BackupError::Open(..) | BackupError::List(..) => Self::unverified(told)
                .because("the medium may be damaged, or somebody changed it")
                .mend("restore from another copy of the backup"),
            BackupError::Custodian(_) => Self::unverified(told).mend("compare the key after --custodian by voice"),
            BackupError::NotEmpty(_) => {
                Self::failed(told).because("nothing is overwritten").mend("name an empty or new folder with --to")
            }
        }
    }
}
