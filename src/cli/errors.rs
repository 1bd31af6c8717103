//! What a command says when it cannot do what it was asked, in one table: what happened, why, how to
//! mend it, and the exit code.

use std::fmt::Display;
use std::io;
use std::process::ExitCode;

use serde_json::json;

use super::output::{Painted, palette, talk};
use crate::backup::BackupError;
use crate::roster::{EditError, FolderError, RosterError};
use crate::seal::PassphraseError;
use crate::serving::{ConfigError, DeskError, ServeError, SetupError};
use crate::store::StoreError;
use crate::vault::{
    CustodyError, ExportError, FetchCause, FetchError, GiveError, HomeError, InboxError, KeptError, OutboxError,
    RemoteError,
};

const FAILED: u8 = 1;
const USAGE: u8 = 2;
const UNVERIFIED: u8 = 3;

/// A command could not do what it was asked: what happened, why, how to mend it, and its exit code.
#[derive(Debug)]
pub struct CommandError {
    what: String,
    why: String,
    mend: String,
    code: u8,
}

impl CommandError {
    /// Something failed (exit code 1).
    pub fn failed(what: impl Into<String>) -> Self {
        Self { what: what.into(), why: String::new(), mend: String::new(), code: FAILED }
    }

    /// The command line does not make sense (exit code 2).
    pub fn usage(what: impl Into<String>) -> Self {
        Self { what: what.into(), why: String::new(), mend: String::new(), code: USAGE }
    }

    /// Something is not what it should be (exit code 3).
    pub fn unverified(what: impl Into<String>) -> Self {
        Self { what: what.into(), why: String::new(), mend: String::new(), code: UNVERIFIED }
    }

    /// Something that cannot happen unless Amparo itself is wrong (exit code 1).
    pub(super) fn own_mistake(why: impl Display) -> Self {
        Self::failed("Amparo made a mistake").because(why).mend("please report it, without the names of your files")
    }

    /// What happened, in a few words.
    pub(super) fn what(&self) -> &str {
        &self.what
    }

    /// Says by another word what happened.
    #[must_use]
    pub fn instead(mut self, what: &str) -> Self {
        what.clone_into(&mut self.what);
        self
    }

    /// Says why.
    #[must_use]
    pub fn because(mut self, why: impl Display) -> Self {
        self.why = why.to_string();
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn mend(mut self, how: &str) -> Self {
        how.clone_into(&mut self.mend);
        self
    }

    /// The same on one line, for a command that goes on.
    pub(super) fn line(&self) -> String {
        let parts = [&self.what, &self.why, &self.mend];
        parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("; ")
    }

    /// Tells it and gives the exit code.
    pub(super) fn report(&self, json: bool) -> ExitCode {
        if json {
            let error = json!({ "what": self.what, "why": self.why, "mend": self.mend, "code": self.code });
            talk(&json!({ "error": error }).to_string());
        } else {
            Painted::default().with(palette::ERROR, "amparo:").and(&format!(" {}", self.what)).talk();
            for (name, text) in [("why", &self.why), ("mend", &self.mend)] {
                if !text.is_empty() {
                    let text = text.trim_end().replace('\n', "\n        ");
                    Painted::default().with(palette::HEADING, &format!("  {name:<5} ")).and(&text).talk();
                }
            }
        }
        ExitCode::from(self.code)
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        Self::failed("the system refused")
            .because(error)
            .mend("see that the disk has room and that the files are yours, then try again")
    }
}

const ASK_AGAIN: &str = "ask the custodian for the roster again, and compare its fingerprint by voice";
const TRY_AGAIN: &str = "try the passphrase again; without it nothing opens the file";
const EDIT_DRAFT: &str = "correct it in an editor, or with `amparo roster add` and `amparo roster remove`";
const ROOM: &str = "see that the disk has room and that the folder is yours to write";

impl From<RosterError> for CommandError {
    fn from(error: RosterError) -> Self {
        match error {
            RosterError::Note(why) => Self::unverified("the roster is not to be trusted").because(why).mend(ASK_AGAIN),
            error => Self::unverified("the roster does not make sense").because(error).mend(ASK_AGAIN),
        }
    }
}

impl From<EditError> for CommandError {
    fn from(error: EditError) -> Self {
        let mend = match &error {
            EditError::ReviewerExists(_) => "take another name, or remove the old reviewer first",
            EditError::DeskExists(_) => "take another name, or let reviewers in with `amparo roster add member`",
            EditError::NoReviewer(_) => "add the reviewer first; `amparo roster show` lists who is there",
            EditError::NoDesk(_) => "add the desk first; `amparo roster show` lists what is there",
            EditError::Member(..) | EditError::NotMember(..) => "`amparo roster show` lists who belongs to which desk",
            EditError::LastReviewer(_) => "let another reviewer into the desk first, or remove the desk",
            EditError::LastIdentityReviewer(_) => "name another of them in roster.toml (identity_reviewers) first",
            EditError::NoSuccessor | EditError::NoBackup => "`amparo roster show` tells what is there",
            EditError::Ends(_) => "name a later end with --expires DAY or --days N",
            EditError::Rule(RosterError::IdentityReviewer(..)) => {
                "let them into the desk first, or name one of its reviewers: who opens a parcel must be able to fetch it"
            }
            EditError::Rule(RosterError::Desk(..)) => {
                "give each desk reviewers of one kind: all age1pq1…, or all age1… (amparo keygen --classic)"
            }
            EditError::Rule(RosterError::Unknown(..)) => "add the reviewer first: amparo roster add reviewer",
            EditError::Rule(RosterError::NoDesk) => "add one: amparo roster add desk ID --title TITLE --reviewer ID",
            EditError::Rule(RosterError::Address(_)) => "copy the address from the operator, with its port",
            EditError::Rule(RosterError::ServerKey) => "copy what `amparo serve --print-key` prints",
            EditError::Rule(RosterError::SameKeys(..)) => "each reviewer has keys of their own; compare fingerprints",
            EditError::Rule(RosterError::Reviewer(_)) => "copy both lines that `amparo keygen` printed",
            EditError::Rule(_) => EDIT_DRAFT,
        };
        Self::failed("the draft was not changed").because(error).mend(mend)
    }
}

impl From<FolderError> for CommandError {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Edit(error) => error.into(),
            FolderError::Io(path, why) => {
                Self::failed(format!("{} cannot be used", path.display())).because(why).mend(ROOM)
            }
            FolderError::Exists(path) => Self::failed(format!("{} exists already", path.display()))
                .because("nothing is overwritten")
                .mend("name another folder with --dir"),
            FolderError::Missing(path) => Self::failed(format!("there is no {}", path.display()))
                .because("this is not a custodian's folder")
                .mend("name it with --dir, or make one with `amparo roster new`"),
            error @ FolderError::Name(_) => {
                Self::usage("--name does not fit").because(error).mend("take a name such as custodian")
            }
            FolderError::BadKey(path) => Self::failed(format!("{} does not hold a custodian's key", path.display()))
                .mend("bring it back from a copy"),
            FolderError::Passphrase(path, why) => passphrase(&path.display(), &why),
            FolderError::Draft(path, why) => {
                Self::failed(format!("the draft {} breaks a rule", path.display())).because(why).mend(EDIT_DRAFT)
            }
        }
    }
}

impl From<HomeError> for CommandError {
    fn from(error: HomeError) -> Self {
        match error {
            HomeError::Io(path, why) => {
                Self::failed(format!("{} cannot be used", path.display())).because(why).mend(ROOM)
            }
            HomeError::KeysExist(path) => Self::failed(format!("{} exists already", path.display()))
                .because("keys are never overwritten: what was sealed to them would be lost")
                .mend("name another folder with --home; the passphrase is changed with `amparo passwd`"),
            HomeError::NoKeys(path) => Self::failed(format!("there are no keys in {}", path.display()))
                .mend("make keys with `amparo keygen`, or name another folder with --home"),
            HomeError::BadKey(path) => {
                Self::failed(format!("{} does not hold a key", path.display())).mend("bring it back from a copy")
            }
            HomeError::Passphrase(path, why) => passphrase(&path.display(), &why),
            HomeError::NotJoined => {
                Self::failed("no roster was joined yet").mend("join with `amparo join ROSTER --custodian VKEY`")
            }
            HomeError::BadServer(path) => Self::failed(format!("{} does not make sense", path.display()))
                .mend("bring it back from a copy, or remove it and join again"),
            HomeError::OtherCustodian(path) => Self::unverified("this folder trusts another custodian")
                .because(format!("{} names them, and no roster of theirs names this one as successor", path.display()))
                .mend("ask both custodians; to start anew, join with another --home"),
            HomeError::Roster(error) => error.into(),
            error @ HomeError::OtherRoster(_) => Self::unverified("two rosters contradict each other")
                .because(error)
                .mend("ask the custodian which one holds, and what happened to the key"),
            error @ HomeError::NotThatRoster(_) => Self::unverified("a roster is not the one that it should be")
                .because(error)
                .mend("ask the operator what the server holds under rosters/"),
            error @ HomeError::OlderRoster { .. } => Self::unverified("the roster is older than the one that is known")
                .because(error)
                .mend("ask the custodian for the newest roster, and the operator what the server uses"),
        }
    }
}

impl From<InboxError> for CommandError {
    fn from(error: InboxError) -> Self {
        let list = "`amparo inbox` lists the submissions";
        match error {
            InboxError::Io(path, why) => {
                Self::failed(format!("{} cannot be used", path.display())).because(why).mend(ROOM)
            }
            error @ InboxError::NoIdentity => Self::failed(error.to_string()).mend(list),
            error @ InboxError::IdentityClosed(_) => Self::failed("the answers that identify people do not open")
                .because(error)
                .mend("ask who can open them; if that is you, fetch what is missing with `amparo pull`"),
            InboxError::NoSuch(id) => Self::failed(format!("no submission's id begins with {id}")).mend(list),
            InboxError::Ambiguous(id, count) => Self::failed(format!("{count} submissions' ids begin with {id}"))
                .mend(&format!("give more of it; {list}")),
            InboxError::NoTestimony => Self::failed("the testimony of this submission is not in the vault")
                .mend("fetch the rest with `amparo pull`"),
            InboxError::Open(path, why) => Self::unverified(format!("{} is not what it should be", path.display()))
                .because(why)
                .mend("tell the custodian before you rely on it"),
            InboxError::NotItself(path) => Self::unverified(format!("{} is not what it should be", path.display()))
                .because("it does not have the digest that it is named by")
                .mend("tell the custodian before you rely on it"),
            InboxError::Exists(path) => Self::failed(format!("{} exists already", path.display()))
                .because("nothing is overwritten")
                .mend("name another folder with --to"),
        }
    }
}

impl From<ExportError> for CommandError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Inbox(error) => error.into(),
            ExportError::Io(path, why) => {
                Self::failed(format!("{} cannot be written", path.display())).because(why).mend(ROOM)
            }
            ExportError::Exists(path) => Self::failed(format!("{} exists already", path.display()))
                .because("nothing is overwritten")
                .mend("name another folder with --to"),
            ExportError::NoRole => Self::failed("the bag cannot be signed")
                .because(&error)
                .mend("pull the newest roster, or ask the custodian to list your key"),
            ExportError::Nothing => {
                Self::failed("nothing may leave").mend("`amparo read ID` shows what the source permits")
            }
        }
    }
}

impl From<KeptError> for CommandError {
    fn from(error: KeptError) -> Self {
        let mend = "your labels and notes are in it: bring it back from a copy, or move it away and set them again";
        match error {
            KeptError::Io(path, why) => Self::failed(format!("{} cannot be used", path.display()))
                .because(why)
                .mend(&format!("{ROOM}; where nothing is to be written, give --no-record")),
            KeptError::Open(path, why) => {
                Self::unverified(format!("{} does not open", path.display())).because(why).mend(mend)
            }
            KeptError::Foreign(path) => Self::unverified(format!("{} is not yours", path.display()))
                .because("it is not signed by your key: somebody else may have put it there")
                .mend(mend),
            KeptError::Content(path) => Self::unverified(format!("{} does not make sense", path.display())).mend(mend),
        }
    }
}

impl From<CustodyError> for CommandError {
    fn from(error: CustodyError) -> Self {
        Self::failed("this was not recorded in the custody log").because(&error).mend(match &error {
            CustodyError::Io(..) => ROOM,
            CustodyError::NoRole | CustodyError::Note(_) => {
                "pull the newest roster, or ask the custodian to list your key"
            }
        })
    }
}

impl From<FetchError> for CommandError {
    fn from(error: FetchError) -> Self {
        let kept = match error.fetched.new.len() {
            0 => String::new(),
            count => format!("; {count} parcels were fetched before that and are kept"),
        };
        let mut told: Self = match error.cause {
            FetchCause::Remote(error) => error.into(),
            FetchCause::Busy(path) => Self::failed(format!("another pull is filling {}", path.display()))
                .mend("wait until it has ended, then try again"),
            FetchCause::Vault(doing, path, why) => {
                Self::failed(format!("{doing} {} failed", path.display())).because(why).mend(ROOM)
            }
        };
        told.mend.push_str(&kept);
        told
    }
}

impl From<RemoteError> for CommandError {
    fn from(error: RemoteError) -> Self {
        match error {
            RemoteError::Address(address) => Self::failed(format!("{address:?} is no address"))
                .because("the roster must give HOST:PORT")
                .mend("ask the custodian for a corrected roster"),
            RemoteError::OwnKey(why) => Self::failed("this reviewer's signing key cannot be used")
                .because(why)
                .mend("bring it back from a copy"),
            RemoteError::Proxy(proxy, why) => Self::failed(format!("Tor's SOCKS port at {proxy} could not be used"))
                .because(why)
                .mend("start Tor, or name its port with --socks"),
            RemoteError::Unreachable(address, why) => Self::failed(format!("no connection to {address}"))
                .because(why)
                .mend("the server may be down or the address old: try later, then ask the operator"),
            RemoteError::TimedOut(doing, limit) => {
                Self::failed(format!("nothing came within {} seconds while {doing}", limit.as_secs()))
                    .because("the network may be slow")
                    .mend("try again; what came is kept")
            }
            RemoteError::WrongServer(address) => Self::unverified(format!(
                "whoever answers at {address} is not the server"
            ))
            .because("they do not hold the key that the roster names")
            .mend("do not go on: ask the custodian whether the key was changed, and join again with the new roster"),
            RemoteError::Refused => Self::failed("the server does not know this reviewer")
                .because("the key does not stand in the roster that the server uses")
                .mend("ask the custodian whether the newest roster lists you, and the operator whether it is in use"),
            RemoteError::NotFound => Self::failed("the server has no such thing for this reviewer's desks")
                .because("it may have been withdrawn, or you may have left the desk")
                .mend("fetch again with `amparo pull`; ask the custodian which desks are yours"),
            RemoteError::Unavailable => {
                Self::failed("the server cannot read its store now").mend("try later, then ask the operator")
            }
            RemoteError::NotTaken => Self::failed("the server does not take what was signed")
                .because("it may use another roster than is known here, or its clock may be wrong")
                .mend("fetch again with `amparo pull`, then ask the operator"),
            RemoteError::MailboxFull => {
                Self::failed("the source's mailbox is full").mend("send it again when they may have deleted a reply")
            }
            RemoteError::BrokenOff(why) => {
                Self::failed("the connection broke off").because(why).mend("try again; what came is kept")
            }
            RemoteError::Nonsense(why) => Self::failed("the server's answer does not make sense")
                .because(why)
                .mend("its version may be another one: ask the operator"),
        }
    }
}

impl From<GiveError> for CommandError {
    fn from(error: GiveError) -> Self {
        match error {
            GiveError::Remote(error) => error.into(),
            GiveError::Vault(error) => error.into(),
        }
    }
}

impl From<OutboxError> for CommandError {
    fn from(error: OutboxError) -> Self {
        match error {
            OutboxError::Text(why) => Self::failed("nothing was written")
                .because(OutboxError::Text(why))
                .mend("a longer answer goes in several replies"),
            OutboxError::NoMailbox => {
                Self::failed("nothing was written").because(OutboxError::NoMailbox).mend("fetch it with `amparo pull`")
            }
            OutboxError::NoDesk(desk) => Self::failed("nothing was written")
                .because(OutboxError::NoDesk(desk))
                .mend("ask the custodian whether the desk was closed"),
            error => Self::failed("the outbox cannot be used").because(error).mend(ROOM),
        }
    }
}

impl From<ConfigError> for CommandError {
    fn from(error: ConfigError) -> Self {
        match error {
            ConfigError::Read(path, why) => {
                Self::failed(format!("the configuration {} cannot be read", path.display()))
                    .because(why)
                    .mend("name it with --config FILE")
            }
            ConfigError::Parse(path, why) => {
                Self::failed(format!("the configuration {} does not make sense", path.display()))
                    .because(why)
                    .mend("correct the line that is shown")
            }
            error => {
                Self::failed("the configuration does not make sense").because(error).mend("correct it and start again")
            }
        }
    }
}

impl From<SetupError> for CommandError {
    fn from(error: SetupError) -> Self {
        match error {
            SetupError::Exists(path) => {
                Self::failed(format!("{} exists already; nothing was overwritten", path.display()))
                    .mend("edit it, or name another file with --config FILE; --roster FILE takes a roster")
            }
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
            SetupError::NoLine(path) => Self::failed("the roster was not taken")
                .because(SetupError::NoLine(path))
                .mend("add that line, then take the roster again"),
        }
    }
}

impl From<DeskError> for CommandError {
    fn from(error: DeskError) -> Self {
        Self::failed("a desk cannot be served").because(&error).mend(&error.mend)
    }
}

impl From<ServeError> for CommandError {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::Config(error) => error.into(),
            ServeError::Desk(error) => error.into(),
            ServeError::RosterFile(path, why) => Self::failed(format!("the roster {} cannot be read", path.display()))
                .because(why)
                .mend("put the custodian's signed roster there; `roster.file` of the configuration names it"),
            ServeError::Roster(error) => {
                let mut told = Self::from(error);
                told.what.push_str(", and nothing is sealed to keys that the custodian did not sign");
                told
            }
            ServeError::Store(error) => error.into(),
            ServeError::Bind(address, why) => Self::failed(format!("cannot listen on {address}"))
                .because(why)
                .mend("stop what listens there, or name another address"),
            ServeError::Cage(error) => Self::failed("the server cannot be confined")
                .because(error)
                .mend("every path of the configuration must be there before the start"),
            ServeError::Sandbox(lacks) => Self::failed("the sandbox is required, and this machine does not hold it")
                .because(lacks.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
                .mend("mend the machine; without `sandbox = \"require\"` the server starts, and says what is lacking"),
            ServeError::Io(error) => error.into(),
            ServeError::StorageFailed => {
                Self::failed("storage failed; nothing more was accepted").mend("check the disk, then start again")
            }
            ServeError::Backup(error) => error.into(),
        }
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::failed("the disk is too full to take more").mend("make room, then start again"),
            StoreError::Foreign(path) => Self::failed(format!("{} is not a data folder of Amparo", path.display()))
                .because("it is not empty and bears no mark of ours")
                .mend("name an empty or new folder as `data`"),
            StoreError::InUse(path) => {
                Self::failed(format!("another server uses the data folder {}", path.display())).mend("stop it first")
            }
            StoreError::Damaged(path) => {
                Self::failed(format!("{} does not make sense", path.display())).mend("restore it from a backup")
            }
            StoreError::OlderRoster { offered, newest } => {
                Self::unverified("the roster is older than the one that is known")
                    .because(format!("roster {offered} is older than roster {newest}, which was served before"))
                    .mend("ask the custodian for the newest roster")
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
            BackupError::Io(path, why) => {
                Self::failed(format!("{} cannot be used", path.display())).because(why).mend(ROOM)
            }
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
                .mend("restore from another copy; or move this file away, to restore what the day before held"),
            BackupError::Custodian(_) => Self::unverified(told).mend("compare the key after --custodian by voice"),
            BackupError::NotEmpty(_) => {
                Self::failed(told).because("nothing is overwritten").mend("name an empty or new folder with --to")
            }
        }
    }
}

pub(super) fn passphrase(path: &impl Display, why: &PassphraseError) -> CommandError {
    CommandError::failed(format!("{path} was not opened")).because(why).mend(TRY_AGAIN)
}
