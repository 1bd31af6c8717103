use indicatif::ProgressBar;
use serde_json::json;

use super::held::all_lists_read;
use super::named;
use super::options::Tor;
use super::output::{how_many, print_json, progress, talk};
use super::{CommandError, Shared};
use crate::roster::Roster;
use crate::seal::{Clock, ParcelId};
use crate::vault::{Holder, Home, HomeError, PushStep, Pushed, Pusher, RemoteError, VaultFile, Waits, converse, files};

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

impl Push {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("a push")?;
        let home = shared.home()?;
        let rosters = home.rosters()?;
        let mut pushed = Pushed::default();
        match self.push(shared, &home, &rosters, &mut pushed) {
            Ok(()) => {
                tell(shared, &pushed, self.gives_back())?;
                match (spoiled(&pushed), left(&pushed)) {
                    (Some(spoiled), Some(left)) => Err(spoiled.and(left.what())),
                    (one, other) => one.or(other).map_or(Ok(()), Err),
                }
            }
            Err(error) => {
                // What arrived before is told too. The error that broke it off counts more than one of printing that.
                if !pushed.sent.is_empty() || pushed.gave_back() {
                    let _ = tell(shared, &pushed, pushed.gave_back());
                }
                let error = match left(&pushed) {
                    Some(left) => error.and(left.what()),
                    None => error,
                };
                Err(match spoiled(&pushed) {
                    Some(spoiled) => spoiled.and(&error.line()),
                    None => error,
                })
            }
        }
    }

    fn push(&self, shared: &Shared, home: &Home, rosters: &[Roster], pushed: &mut Pushed) -> Result<(), CommandError> {
        let roster = rosters.last().ok_or(HomeError::NotJoined)?;
        if !home.outbox().waiting()?.is_empty() {
            let keys = shared.keys(home)?;
            let sender = Pusher { home, keys: &keys, roster, socks: self.tor.socks };
            converse(sender.send::<CommandError>(pushed, &mut steps()))??;
        }
        if self.gives_back() {
            let keys = shared.keys(home)?;
            let sender = Pusher { home, keys: &keys, roster, socks: self.tor.socks };
            let named = self.named(home)?;
            let (vault, today) = (home.vault(), Clock::system().today());
            let nobody = || CommandError::failed("the newest roster does not name you").mend(named::ASK);
            let holder = if self.missing { Some(Holder::of(&vault, &keys, rosters).ok_or_else(nobody)?) } else { None };
            let holder = holder.as_ref().map(|holder| (holder, today));
            let given = converse(sender.give_back::<CommandError>(named, holder, pushed, &mut steps()))??;
            given.as_ref().map_or(Ok(()), all_lists_read)?;
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
}

/// Says what a push is at.
fn steps() -> impl FnMut(PushStep) {
    let mut bar = None::<ProgressBar>;
    let begin = |what: &'static str, len: usize| {
        let bar = progress(false).with_message(what);
        bar.set_length(len as u64);
        bar
    };
    move |step| match step {
        PushStep::Waiting => talk("Another push is under way: this one waits for its end."),
        PushStep::Sending(len) => bar = Some(begin("sending", len)),
        PushStep::GivingBack(len) => bar = Some(begin("giving back", len)),
        PushStep::One => {
            if let Some(bar) = &bar {
                bar.inc(1);
            }
        }
    }
}

/// Why a reply waits on.
fn why(waits: &Waits) -> String {
    match waits {
        Waits::TakenOut => {
            "what it answers was taken out of the vault, as after a withdrawal; `amparo outbox --drop ID` \
                            throws it away"
                .to_owned()
        }
        Waits::BrokenOff => "the push broke off".to_owned(),
        Waits::Refused(RemoteError::NotTaken) => {
            "the server does not take it; its version may be another one: ask the operator".to_owned()
        }
        Waits::Refused(error) => error.to_string(),
    }
}

/// The error that names what could not be given back, since it is damaged here.
fn spoiled(pushed: &Pushed) -> Option<CommandError> {
    let count = pushed.spoiled.len();
    let paths = pushed.spoiled.iter().map(|file| file.path().display().to_string()).collect::<Vec<_>>().join("\n");
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
fn left(pushed: &Pushed) -> Option<CommandError> {
    let left = pushed.waiting.len() + pushed.damaged.len();
    if left == 0 {
        return None;
    }
    let waiting = pushed.waiting.iter().map(|(id, waits)| format!("reply {id}: {}", why(waits)));
    let damaged = pushed.damaged.iter().map(|one| one.why.to_string());
    let mend = if pushed.damaged.is_empty() && pushed.waiting.iter().all(|(_, waits)| matches!(waits, Waits::TakenOut))
    {
        "throw each away: no push sends it, and nobody would read it"
    } else if pushed.damaged.is_empty() {
        "nothing is lost: `amparo push` sends them again, `amparo outbox` lists them"
    } else {
        "`amparo push` sends again what can be read; bring a damaged file back from a copy, or throw it away with \
         `amparo outbox --drop FILENAME`"
    };
    let each = waiting.chain(damaged).collect::<Vec<_>>().join("\n");
    Some(
        CommandError::failed(how_many(left, "of the replies waits on", "of the replies wait on"))
            .because(each)
            .mend(mend),
    )
}

fn tell(shared: &Shared, pushed: &Pushed, missing: bool) -> Result<(), CommandError> {
    if shared.json {
        let waiting: Vec<_> =
            pushed.waiting.iter().map(|(id, waits)| json!({ "parcel": id, "why": why(waits) })).collect();
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
