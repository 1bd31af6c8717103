//! What a pull says of what the vault holds: acknowledged to the server, or no longer there.

use std::collections::{BTreeSet, HashSet};
use std::net::SocketAddr;
use std::path::Path;

use serde_json::{Value, json};

use super::output::talk;
use super::pull::connect;
use super::{CommandError, Shared};
use crate::roster::{PublicKey, Roster, SignedAcknowledgement};
use crate::seal::{Clock, ParcelId, ShortName};
use crate::vault::{
    Buried, ExpiredDays, Fetched, Holder, Home, Index, JudgedTombstones, NewlyExpired, Remote, ReviewerKeys,
    ServersLists, VaultFile, WithdrawalRules, converse,
};

/// What the server keeps of the days that expired, and of our own word.
#[derive(Default)]
pub(super) struct Kept {
    /// Our own acknowledgements; `None` when the server knows none.
    own: Option<Vec<String>>,
    /// By whose acknowledgements days expired.
    expired: Vec<String>,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Held {
    /// Days that were acknowledged now.
    pub(super) acknowledged: usize,
    /// Parcels that the server no longer has, though nobody let them go.
    pub(super) missing: Vec<ParcelId>,
    /// Why nothing could be acknowledged.
    pub(super) failed: Option<String>,
    /// Whether what the server lacks was looked for.
    pub(super) looked: bool,
}

impl Held {
    /// The error where the server lacks what it should have, or nobody could look.
    pub(super) fn lacks(&self) -> Result<(), CommandError> {
        if !self.missing.is_empty() {
            return Err(CommandError::unverified(format!(
                "{} parcels of your vault are no longer on the server, and nobody let them go",
                self.missing.len()
            ))
            .mend(
                "if it was restored from a backup, give them back: amparo push --missing; if not, tell the custodian",
            ));
        }
        if self.looked { Ok(()) } else { Err(self.not_looked()) }
    }

    fn not_looked(&self) -> CommandError {
        CommandError::failed("whether the server has still what you hold could not be looked at")
            .because(self.failed.as_deref().unwrap_or_default())
            .mend("all else was pulled; pull again, and where it stays so ask the operator")
    }
}

/// Days that the server let go.
#[derive(Default)]
pub(super) struct LetGo {
    all: ExpiredDays,
    /// Those that were not told of before.
    pub(super) new: Vec<NewlyExpired>,
}

impl LetGo {
    /// Looks which days are gone by every reviewer's word, says what is new among them, and remembers it: each is told once.
    /// Asked before anything leaves the vault, which must hold them whole.
    pub(super) fn learn(
        (home, keys, rosters): (&Home, &ReviewerKeys, &[Roster]),
        kept: &Kept,
        listed: &ServersLists,
    ) -> Result<Self, CommandError> {
        let known = ExpiredDays::read(home.path())?;
        let Some(reviewer) = named(rosters, keys) else { return Ok(Self { all: known, new: Vec::new() }) };
        let vault = home.vault();
        let (all, new, remembered) = holder(&vault, keys, reviewer, rosters).expired(listed, &kept.expired, &known)?;
        let let_go = Self { all, new };
        let_go.tell();
        if remembered != known {
            remembered.keep(home.path())?;
        }
        Ok(let_go)
    }

    fn tell(&self) {
        if !self.new.is_empty() {
            let parcels: usize = self.new.iter().map(|day| day.parcels).sum();
            talk(&format!(
                "The server has let go of {} days, {parcels} parcels, by the word of all reviewers that they hold them. Your \
                 vault keeps them. Where no retention is meant to be on, tell the custodian: somebody has the server.",
                self.new.len()
            ));
        }
    }

    /// The same, for machines.
    pub(super) fn to_json(&self) -> Value {
        self.new.iter().map(|new| json!({ "desk": new.desk, "day": new.day, "parcels": new.parcels })).collect()
    }
}

/// Who we are by the newest roster.
fn named<'a>(rosters: &'a [Roster], keys: &ReviewerKeys) -> Option<&'a ShortName> {
    Some(&rosters.last()?.reviewer_by_key(&PublicKey::of(&keys.signing))?.id)
}

const fn holder<'a>(
    vault: &'a Path,
    keys: &'a ReviewerKeys,
    reviewer: &'a ShortName,
    rosters: &'a [Roster],
) -> Holder<'a> {
    Holder { vault, identity: &keys.identity, reviewer, signing: &keys.signing, rosters }
}

impl Kept {
    /// Asks for both.
    pub(super) async fn ask(remote: &mut Remote, fetched: &Fetched) -> Result<Self, CommandError> {
        let mut kept = Self::default();
        for desk in &fetched.listed.desks {
            if let Some(own) = remote.acknowledged(desk).await? {
                kept.own.get_or_insert_default().extend(own);
            }
            kept.expired.extend(remote.expired(desk).await?);
        }
        Ok(kept)
    }
}

/// Acknowledges every closed day that is here whole, and looks for what the server lacks. That this fails is said, and
/// takes nothing away from what was pulled.
pub(super) fn hold(
    shared: &Shared,
    (home, keys, rosters): (&Home, &ReviewerKeys, &[Roster]),
    socks: Option<SocketAddr>,
    (kept, let_go): (Result<Kept, CommandError>, &LetGo),
    (fetched, withdrawn): (&Fetched, &BTreeSet<Buried>),
) -> Held {
    let mut held = Held::default();
    let whose = (home, keys, rosters);
    let tried = kept.and_then(|kept| try_hold(whose, socks, (&kept, let_go), (fetched, withdrawn), &mut held));
    if let Err(error) = tried {
        if !shared.json && held.looked {
            talk(&format!(
                "What you hold could not be acknowledged this time; the next pull does it. ({})",
                error.what()
            ));
        }
        held.failed = Some(error.line());
    }
    if shared.json {
        return held;
    }
    match held.acknowledged {
        0 => {}
        1 => talk("The server knows now that you hold one more day whole."),
        days => talk(&format!("The server knows now that you hold {days} more days whole.")),
    }
    held
}

fn try_hold(
    (home, keys, rosters): (&Home, &ReviewerKeys, &[Roster]),
    socks: Option<SocketAddr>,
    (kept, let_go): (&Kept, &LetGo),
    (fetched, withdrawn): (&Fetched, &BTreeSet<Buried>),
    held: &mut Held,
) -> Result<(), CommandError> {
    // Whom the newest roster does not name, the server tells nothing.
    let named = rosters.last().zip(named(rosters, keys));
    let Some((roster, reviewer)) = named else {
        held.looked = true;
        return Ok(());
    };
    let vault = home.vault();
    let holder = holder(&vault, keys, reviewer, rosters);
    // Looked for first: that acknowledging fails hides nothing.
    let missing = holder.missing(&fetched.listed, withdrawn, &let_go.all)?;
    (held.missing, held.looked) = (missing.iter().map(VaultFile::id).collect(), true);
    let Some(own) = &kept.own else { return Ok(()) };
    let mut listed = fetched.listed.clone();
    for ((desk, _), ids) in &mut listed.days {
        ids.retain(|id| !withdrawn.contains(&(desk.clone(), *id)));
    }
    let hashed: HashSet<ParcelId> = fetched.new.iter().map(|parcel| parcel.id).collect();
    let signed = holder.acknowledge(&listed, own, &hashed, Clock::system().today())?;
    if !signed.is_empty() {
        held.acknowledged = converse(send(roster, keys, socks, &signed))??;
    }
    Ok(())
}

/// What the vault holds and the server lacks, as it lists it now; and those lists.
pub(super) async fn missing(
    remote: &mut Remote,
    home: &Home,
    rosters: &[Roster],
    keys: &ReviewerKeys,
) -> Result<(Vec<VaultFile>, ServersLists), CommandError> {
    let reviewer = named(rosters, keys).ok_or_else(|| CommandError::failed("the newest roster does not name you"))?;
    let fetched = Fetched { listed: ServersLists::ask(remote).await?, ..Fetched::default() };
    let kept = Kept::ask(remote, &fetched).await?;
    let mut tombstones = Vec::new();
    for desk in &fetched.listed.desks {
        tombstones.extend(remote.withdrawn(desk).await?);
    }
    let vault = home.vault();
    // What nobody who could has signed away is missing.
    let rules = WithdrawalRules { rosters, today: Clock::system().today() };
    let withdrawn = JudgedTombstones::of(&vault, &Index::default(), &tombstones, rules, &keys.identity)?.withdrawn;
    let holder = holder(&vault, keys, reviewer, rosters);
    // The next pull tells of what is new among them.
    let known = ExpiredDays::read(home.path())?;
    let (expired, ..) = holder.expired(&fetched.listed, &kept.expired, &known)?;
    let missing = holder.missing(&fetched.listed, &withdrawn, &expired)?;
    Ok((missing, fetched.listed))
}

/// The error that names the days whose lists could not be read; all others were looked at.
pub(super) fn all_lists_read(listed: &ServersLists) -> Result<(), CommandError> {
    let days = unread_days(listed);
    if days.is_empty() {
        return Ok(());
    }
    Err(CommandError::failed(format!("{} of the server's days could not be listed", days.len()))
        .because(days.join("\n"))
        .mend("no other day was left out; ask the operator whether the server is flooded, or its version another one"))
}

pub(super) fn unread_days(listed: &ServersLists) -> Vec<String> {
    listed.unread.iter().map(|((desk, day), why)| format!("{desk}, {day}: {why}")).collect()
}

/// Sends acknowledgements, desk by desk.
async fn send(
    roster: &Roster,
    keys: &ReviewerKeys,
    socks: Option<SocketAddr>,
    signed: &[SignedAcknowledgement],
) -> Result<usize, CommandError> {
    let mut remote = connect(roster, keys, socks).await?;
    let mut kept = 0;
    for of_desk in signed.chunk_by(|a, b| a.says().desk == b.says().desk) {
        kept += remote.acknowledge(of_desk).await?;
    }
    Ok(kept)
}
