use serde_json::json;

use super::held::all_lists_read;
use super::named;
use super::options::Tor;
use super::output::{how_many, print_json, progress, talk};
use super::{CommandError, Shared};
use crate::roster::Roster;
use crate::seal::{Clock, ParcelId};
use crate::vault::{
    Damaged, Holder, Home, HomeError, InboxError, Queued, Remote, RemoteError, ReviewerKeys, VaultFile, converse,
    files, give_back,
};

/// Send the replies that wait
///
/// Each is taken out of your folder when the server has confirmed that it is stored. A push that breaks off goes on
/// where it stopped the next time; nothing arrives twice. Exit code 1 when something of them is left: it says which, and
/// why.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  amparo push\n  amparo push --socks 127.0.0.1:9150\n  amparo push --missing\n  amparo push --parcel ID"
)]
pub(super) struct Push {
    #[command(flatten)]
    tor: Tor,
    /// Give the server back what your vault holds and it lacks, because it was restored from a backup
    #[arg(long)]
    missing: bool,
    /// Give this parcel back too, because the operator says that it is damaged on the server; may be given several times
    #[arg(long, value_name = "ID")]
    parcel: Vec<ParcelId>,
}

const TAKEN_OUT: &str = "what it answers was taken out of the vault, as after a withdrawal; `amparo outbox --drop ID` \
                         throws it away";

const BROKEN_OFF: &str = "the push broke off";

/// What came of it.
#[derive(Default)]
struct Pushed {
    sent: Vec<ParcelId>,
    /// What waits on, and why.
    waiting: Vec<(ParcelId, String)>,
    /// Files that cannot be sent, whatever is tried.
    damaged: Vec<Damaged>,
    /// Parcels that the server has again.
    given: Vec<ParcelId>,
    /// Parcels that it does not take back.
    refused: Vec<ParcelId>,
    /// Files that are not what they are named by: nobody is given them.
    spoiled: Vec<VaultFile>,
}

impl Push {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("a push")?;
        let home = shared.home()?;
        let rosters = home.rosters()?;
        let mut pushed = Pushed::default();
        match self.push(shared, &home, &rosters, &mut pushed) {
            Ok(()) => {
                tell(shared, &pushed, self.gives_back())?;
                match (pushed.spoiled(), pushed.left()) {
                    (Some(spoiled), Some(left)) => Err(spoiled.and(left.what())),
                    (one, other) => one.or(other).map_or(Ok(()), Err),
                }
            }
            Err(error) => {
                // What arrived before is told too. The error that broke it off counts more than one of printing that.
                if !pushed.sent.is_empty() || pushed.gave_back() {
                    let _ = tell(shared, &pushed, pushed.gave_back());
                }
                let error = match pushed.left() {
                    Some(left) => error.and(left.what()),
                    None => error,
                };
                Err(match pushed.spoiled() {
                    Some(spoiled) => spoiled.and(&error.line()),
                    None => error,
                })
            }
        }
    }

    fn push(&self, shared: &Shared, home: &Home, rosters: &[Roster], pushed: &mut Pushed) -> Result<(), CommandError> {
        let roster = rosters.last().ok_or(HomeError::NotJoined)?;
        let outbox = home.outbox();
        if !outbox.waiting()?.is_empty() {
            let keys = shared.keys(home)?;
            // Held until the last reply is sent: what another push sends meanwhile is none of ours then.
            let sending = outbox.sending(|| talk("Another push is under way: this one waits for its end."))?;
            let mut queued;
            (queued, pushed.damaged) = outbox.queued(&keys.identity, &sending)?;
            let vault = files(&home.vault())?;
            queued.retain(|one| {
                let wanted = one.is_wanted(&vault);
                if !wanted {
                    pushed.waiting.push((one.parcel, TAKEN_OUT.to_owned()));
                }
                wanted
            });
            if !queued.is_empty() {
                converse(self.send(roster, &keys, queued, pushed))??;
            }
        }
        if self.gives_back() {
            let keys = shared.keys(home)?;
            converse(self.give_back(home, rosters, &keys, pushed))??;
        }
        Ok(())
    }

    const fn gives_back(&self) -> bool {
        self.missing || !self.parcel.is_empty()
    }

    /// The parcels that were named, in the vault.
    fn named(&self, home: &Home) -> Result<Vec<VaultFile>, CommandError> {
        let vault = files(&home.vault())?;
        let named = |id: &ParcelId| {
            vault.iter().find(|file| file.id() == *id).cloned().ok_or_else(|| {
                CommandError::failed(format!("your vault does not hold the parcel {id}"))
                    .mend("a colleague of the desk may hold it")
            })
        };
        self.parcel.iter().map(named).collect()
    }

    /// Gives the server what it lacks, or has damaged.
    async fn give_back(
        &self,
        home: &Home,
        rosters: &[Roster],
        keys: &ReviewerKeys,
        pushed: &mut Pushed,
    ) -> Result<(), CommandError> {
        let roster = rosters.last().ok_or(HomeError::NotJoined)?;
        let mut missing = self.named(home)?;
        let mut remote = Remote::of(roster, &keys.signing, self.tor.socks).await?;
        let mut all_read = Ok(());
        if self.missing {
            let vault = home.vault();
            let holder = Holder::of(&vault, keys, rosters)
                .ok_or_else(|| CommandError::failed("the newest roster does not name you").mend(named::ASK))?;
            let (lacking, listed) = holder.lacking::<CommandError>(&mut remote, home, Clock::system().today()).await?;
            all_read = all_lists_read(&listed);
            missing.extend(lacking.into_iter().filter(|file| !self.parcel.contains(&file.id())));
        }
        let bar = progress(false).with_message("giving back");
        bar.set_length(missing.len() as u64);
        for file in missing {
            // The server would refuse it, as it refuses what is withdrawn.
            if !file.has_digest().map_err(|error| InboxError::Io(file.path().to_owned(), error))? {
                pushed.spoiled.push(file);
                bar.inc(1);
                continue;
            }
            let taken = give_back(&mut remote, &file).await;
            match taken {
                Ok(true) => pushed.given.push(file.id()),
                Ok(false) => pushed.refused.push(file.id()),
                Err(error) => {
                    bar.finish_and_clear();
                    return Err(error.into());
                }
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        all_read
    }

    async fn send(
        &self,
        roster: &Roster,
        keys: &ReviewerKeys,
        queued: Vec<Queued>,
        pushed: &mut Pushed,
    ) -> Result<(), CommandError> {
        let mut remote = Remote::of(roster, &keys.signing, self.tor.socks).await?;
        let bar = progress(false).with_message("sending");
        bar.set_length(queued.len() as u64);
        let mut queued = queued.into_iter();
        while let Some(one) = queued.next() {
            let broke = match remote.reply(&one.desk, one.parcel, &one.body).await {
                Ok(()) => {
                    pushed.sent.push(one.parcel);
                    one.forget_sent().err().map(CommandError::from)
                }
                Err(RemoteError::NotTaken) => {
                    let why = "the server does not take it; its version may be another one: ask the operator";
                    pushed.waiting.push((one.parcel, why.to_owned()));
                    None
                }
                Err(error @ (RemoteError::MailboxFull | RemoteError::NotFound)) => {
                    pushed.waiting.push((one.parcel, error.to_string()));
                    None
                }
                Err(error) => {
                    pushed.waiting.push((one.parcel, BROKEN_OFF.to_owned()));
                    Some(error.into())
                }
            };
            // With the others it would be the same.
            if let Some(error) = broke {
                bar.finish_and_clear();
                pushed.waiting.extend(queued.map(|one| (one.parcel, BROKEN_OFF.to_owned())));
                return Err(error);
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(())
    }
}

impl Pushed {
    const fn gave_back(&self) -> bool {
        !self.given.is_empty() || !self.refused.is_empty() || !self.spoiled.is_empty()
    }

    /// The error that names what could not be given back, since it is damaged here.
    fn spoiled(&self) -> Option<CommandError> {
        let count = self.spoiled.len();
        let paths = self.spoiled.iter().map(|file| file.path().display().to_string()).collect::<Vec<_>>().join("\n");
        (count > 0).then(|| {
            CommandError::unverified(format!(
                "{}, and not given back",
                how_many(count, "of your vault's files is not what it is named by", "of your vault's files are not what they are named by")
            ))
            .because(paths)
            .mend("a colleague of the desk may hold them whole: ask them to push; once the server has them again, move yours out of \
                   the vault, and `amparo pull` fetches them")
        })
    }

    /// The error that says what is left of the replies, and why.
    fn left(&self) -> Option<CommandError> {
        let left = self.waiting.len() + self.damaged.len();
        if left == 0 {
            return None;
        }
        let waiting = self.waiting.iter().map(|(id, why)| format!("reply {id}: {why}"));
        let damaged = self.damaged.iter().map(|one| one.why.to_string());
        let mend = if self.damaged.is_empty() && self.waiting.iter().all(|(_, why)| why == TAKEN_OUT) {
            "throw each away: no push sends it, and nobody would read it"
        } else if self.damaged.is_empty() {
            "nothing is lost: `amparo push` sends them again, `amparo outbox` lists them"
        } else {
            "`amparo push` sends again what can be read; bring a damaged file back from a copy, or throw it away with \
             `amparo outbox --drop FILENAME`"
        };
        let why = waiting.chain(damaged).collect::<Vec<_>>().join("\n");
        Some(
            CommandError::failed(how_many(left, "of the replies waits on", "of the replies wait on"))
                .because(why)
                .mend(mend),
        )
    }
}

fn tell(shared: &Shared, pushed: &Pushed, missing: bool) -> Result<(), CommandError> {
    if shared.json {
        let waiting: Vec<_> = pushed.waiting.iter().map(|(id, why)| json!({ "parcel": id, "why": why })).collect();
        let damaged = pushed.damaged.iter().map(|one| json!({ "file": one.file, "why": one.why.to_string() }));
        print_json(&json!({
            "sent": pushed.sent, "waiting": waiting, "damaged": damaged.collect::<Vec<_>>(),
            "given_back": pushed.given, "not_taken_back": pushed.refused,
            "damaged_here": pushed.spoiled.iter().map(VaultFile::id).collect::<Vec<_>>(),
        }))?;
    } else if pushed.sent.is_empty() && pushed.waiting.is_empty() && pushed.damaged.is_empty() {
        if !missing {
            talk("Nothing waits to be sent.");
        }
    } else {
        talk(&format!("Replies sent: {}.", pushed.sent.len()));
    }
    if missing && !shared.json {
        match (pushed.given.len(), pushed.refused.len()) {
            (0, 0) if pushed.spoiled.is_empty() => talk("The server lacks nothing that your vault holds."),
            (given, 0) => talk(&format!("Given back: {}.", how_many(given, "parcel", "parcels"))),
            (given, refused) => talk(&format!(
                "Given back: {}. {refused} more the server does not take: a tombstone is there.",
                how_many(given, "parcel", "parcels")
            )),
        }
    }
    Ok(())
}
