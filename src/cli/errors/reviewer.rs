//! What commands say of a reviewer's folder, the vault in it, and the server it is filled from.

use super::{CommandError, ROOM, exists, not_one, passphrase, unusable};
use crate::form::reply::BadReply;
use crate::vault::{
    CustodyError, ExportError, FetchCause, FetchError, GiveError, HomeError, InboxError, KeptError, OutboxError,
    RemoteError,
};

impl From<HomeError> for CommandError {
    fn from(error: HomeError) -> Self {
        match error {
            HomeError::Io(path, why) => unusable(&path, why),
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
                Self::failed("no roster was joined yet").mend("join with `amparo join ROSTER --custodian KEY`")
            }
            HomeError::BadServer(path) => Self::failed(format!("{} does not make sense", path.display()))
                .mend("bring it back from a copy, or remove it and join again"),
            HomeError::OtherCustodian(path) => Self::unverified("this folder trusts another custodian")
                .because(format!("{} names them, and no roster of theirs names this one as successor", path.display()))
                .mend("pull first: a roster between may name the successor. Else ask both custodians; to start anew, join with another --home"),
            HomeError::Roster(error) => error.into(),
            error @ HomeError::OtherRoster(_) => Self::unverified("two rosters contradict each other")
                .because(error)
                .mend("ask the custodian which one holds, and what happened to the key"),
            error @ HomeError::NotThatRoster(_) => Self::unverified("a roster is not the one that it should be")
                .because(error)
                .mend("ask the operator what the server holds under rosters/"),
            error @ HomeError::AfterSuccession { .. } => Self::unverified("a former custodian's key signed a later roster")
                .because(error)
                .mend("ask the custodian whose it is before you rely on the server"),
            HomeError::LostRoster(path, why) => {
                Self::failed(format!("{}, the newest roster, cannot be used", path.display())).because(why).mend(
                    "bring it back from a copy, or give the custodian's newest roster: `amparo join ROSTER --custodian KEY`; \
                     if the custodian signed none of that number, move the file away first",
                )
            }
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
            InboxError::Io(path, why) => unusable(&path, why),
            error @ InboxError::NoIdentity => Self::failed(error.to_string()).mend(list),
            error @ InboxError::IdentityClosed(_) => Self::failed("the answers that identify people do not open")
                .because(error)
                .mend("ask who can open them; if that is you, fetch what is missing with `amparo pull`"),
            InboxError::NoSuch(id) => not_one(0, "submission", "submissions", &id, list),
            InboxError::Ambiguous(id, count) => {
                not_one(count, "submission", "submissions", &id, &format!("give more of it; {list}"))
            }
            InboxError::InTwoDesks(names) => Self::failed("several desks have a submission of this id")
                .because("ids are drawn at random: somebody sealed one of them with the other's")
                .mend(&format!("name one: {names}")),
            InboxError::NoTestimony => Self::failed("the testimony of this submission is not in the vault")
                .mend("fetch the rest with `amparo pull`"),
            error @ InboxError::Damaged => Self::unverified(error.to_string()).mend(
                "`amparo inbox` names the file: move it out of the vault, then `amparo pull` fetches it again, where the server \
                 has it still; else ask a colleague of the desk for theirs",
            ),
            InboxError::Open(path, why) => Self::unverified(format!("{} is not what it should be", path.display()))
                .because(why)
                .mend("tell the custodian before you rely on it"),
            InboxError::NotItself(path) => Self::unverified(format!("{} is not what it should be", path.display()))
                .because("it does not have the digest that it is named by")
                .mend("tell the custodian before you rely on it"),
            InboxError::Exists(path) => exists(&path, "--to"),
            InboxError::Interrupted => Self::failed("interrupted").mend(super::REST),
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
            ExportError::Exists(path) => exists(&path, "--to"),
            ExportError::NoRole => Self::failed("the bag cannot be signed")
                .because(&error)
                .mend("pull the newest roster, or ask the custodian to list your key"),
            ExportError::Nothing => {
                Self::failed("nothing may leave").mend("`amparo read ID` shows what the source permits")
            }
            ExportError::Interrupted => Self::failed("interrupted")
                .mend("bags that were finished before are whole; export the others once more"),
        }
    }
}

impl From<KeptError> for CommandError {
    fn from(error: KeptError) -> Self {
        let mend = "your labels and notes are in it: bring it back from a copy, or move it away and set them again";
        match error {
            // What reads goes on without it, and says by itself that --no-record writes nothing.
            KeptError::Io(path, why) => unusable(&path, why),
            KeptError::Open(path, why) => {
                Self::unverified(format!("{} does not open", path.display())).because(why).mend(mend)
            }
            KeptError::Foreign(path) => Self::unverified(format!("{} is not yours", path.display()))
                .because("it is not signed by your key: somebody else may have put it there")
                .mend(mend),
            KeptError::Content(path) | KeptError::Older(path) => {
                Self::unverified(format!("{} does not make sense", path.display())).mend(mend)
            }
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
        let kept = match error.kept {
            0 => String::new(),
            1 => "; 1 parcel was fetched before that and is kept".to_owned(),
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
                Self::failed(format!("too little came within {} seconds while {doing}", limit.as_secs()))
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
            RemoteError::Busy => Self::failed("the server still works on what was sent before")
                .because("it reads a large parcel, or its disk is slow")
                .mend("try again in some minutes; what came is kept for a while"),
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
            OutboxError::Text(why) => {
                let mend = match why {
                    BadReply::Empty => "write some words",
                    BadReply::NotText => "save it as UTF-8",
                    BadReply::TooLong(_) => "a longer answer goes in several replies",
                };
                Self::failed("nothing was written").because(OutboxError::Text(why)).mend(mend)
            }
            OutboxError::NoMailbox => {
                Self::failed("nothing was written").because(OutboxError::NoMailbox).mend("fetch it with `amparo pull`")
            }
            OutboxError::Testimony(error) => error.into(),
            OutboxError::NoDesk(desk) => Self::failed("nothing was written")
                .because(OutboxError::NoDesk(desk))
                .mend("ask the custodian whether the desk was closed"),
            error @ OutboxError::Busy => Self::failed(error.to_string())
                .because("it may have sent the reply already")
                .mend("wait until it has ended, then `amparo outbox` lists what waits"),
            error => Self::failed("the outbox cannot be used").because(error).mend(ROOM),
        }
    }
}
