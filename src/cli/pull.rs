use std::collections::BTreeSet;

use indicatif::ProgressBar;
use serde_json::json;

use super::custody::{ended, not_recorded, tell_troubles};
use super::held::{all_lists_read, expired_json, lacks, tell_of_expired, tell_of_held, unread_days, why_not};
use super::inbox::{open_index, short, talk_of_closed, tell_not_kept};
use super::options::Tor;
use super::output::{how_many, print_json, progress, size, talk};
use super::roster::warn_of_end;
use super::{CommandError, Shared};
use crate::roster::Roster;
use crate::seal::{Clock, Day};
use crate::vault::{
    Accepted, Brought, FetchOptions, Fetched, FetchedParcel, Home, HomeError, Index, Looked, Progress, Pulled, Puller,
    Remote, ReviewerKeys, RosterNews, Step, TakenOut, Verified, bring, converse,
};

/// So many new submissions are named by a pull.
const NAMED: usize = 5;

/// Fetch what arrived, and verify it
///
/// Takes what is not in the vault yet; a broken pull goes on where it stopped. Everything fetched is held
/// against its id, opened and verified, unless --sealed is given. Parcels that are for other readers, or of before
/// you joined, are told apart. On a slow line, --below takes the small ones now and leaves the rest for a later
/// pull; what lacks them is listed as incomplete. A roster that has ended or ends within 30 days is told. Exit code 3 when something is not what it should be.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo pull\n  amparo pull --socks 127.0.0.1:9150\n  amparo pull --sealed\n  \
                        amparo pull --below 10MiB")]
pub(super) struct Pull {
    #[command(flatten)]
    tor: Tor,
    /// Check the ciphertext alone and open nothing
    #[arg(long)]
    sealed: bool,
    /// Fetch only parcels below this size, the smallest first, such as 500k or 10MiB
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    below: Option<u64>,
}

impl Pull {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("a pull")?;
        let home = shared.home()?;
        let rosters = home.rosters()?;
        let keys = shared.keys(&home)?;
        let newest = rosters.last().ok_or(HomeError::NotJoined)?;
        let (mut fetched, mut complaints) = (Fetched::default(), Vec::new());
        let told = TellingRosters { home: &home, before: newest.reference().version, complaints: &mut complaints };
        let brought = match converse(self.fetch((&home, &keys), newest, &mut fetched, told))? {
            Ok(brought) => brought,
            Err(error) => return Err(self.after_a_break((&home, &keys), &fetched, complaints, error)),
        };
        tell_of_left_out(&home)?;
        let rosters = home.rosters()?;
        let mut index = open_index(&home, &keys);
        let today = Clock::system().today();
        let newest = rosters.last().ok_or(HomeError::NotJoined)?;
        warn_of_end(newest, today);
        let pull = self.puller((&home, &keys), &rosters, today);
        let mut pulled: Pulled<CommandError> = pull.settle((brought, fetched), &mut index, &mut steps())?;
        complaints.extend(pulled.complaints());
        let not_forgotten = pulled.not_forgotten.take();
        let recorded = tell_of_custody(&mut pulled.looked);
        if !shared.json {
            tell_of_held(&pulled.held);
        }
        let told = self.tell(shared, &pulled, (newest, today), &complaints);
        keep_as_told(&pull, &index);
        let lacks = if self.sealed { Ok(()) } else { lacks(&pulled.held) };
        let told = ended(ended(told, had_room(&pulled.fetched.no_room)), lacks);
        let told = ended(ended(told, all_lists_read(&pulled.fetched.listed)), recorded);
        match not_forgotten {
            None => told,
            // Said last, so that it is read; all else was done.
            Some(damage) => {
                let stays = format!(
                    "{} withdrawn parcels stay in your vault until then: they go together with what you noted of them. All \
                     else was pulled.",
                    pulled.taken.left.len()
                );
                Err(match told {
                    Ok(()) => damage.and(&stays),
                    Err(error) => error.and(&format!("{}. {stays}", damage.line())),
                })
            }
        }
    }

    /// What was whole when the pull broke off is opened and told of, beside why it did.
    fn after_a_break(
        &self,
        (home, keys): (&Home, &ReviewerKeys),
        fetched: &Fetched,
        mut complaints: Vec<String>,
        error: CommandError,
    ) -> CommandError {
        let mut tell = || -> Result<(), CommandError> {
            if self.sealed {
                return complain(&complaints);
            }
            let rosters = home.rosters()?;
            let mut index = open_index(home, keys);
            let puller = self.puller((home, keys), &rosters, Clock::system().today());
            let mut looked = puller.look(&mut index, fetched, &mut steps())?;
            let recorded = tell_of_custody(&mut looked);
            complaints.append(&mut looked.verified.complaints);
            let told = complain(&complaints);
            keep_as_told(&puller, &index);
            ended(told, recorded)
        };
        match tell() {
            Ok(()) => error,
            Err(wrong) => wrong.and(&format!("the pull broke off: {}", error.line())),
        }
    }

    const fn puller<'a>(
        &self,
        (home, keys): (&'a Home, &'a ReviewerKeys),
        rosters: &'a [Roster],
        today: Day,
    ) -> Puller<'a> {
        Puller { home, keys, rosters, today, socks: self.tor.socks, sealed: self.sealed }
    }

    async fn fetch(
        &self,
        (home, keys): (&Home, &ReviewerKeys),
        roster: &Roster,
        fetched: &mut Fetched,
        mut rosters: TellingRosters<'_>,
    ) -> Result<Brought, CommandError> {
        let mut remote = Remote::of(roster, &keys.signing, self.tor.socks).await?;
        let options = FetchOptions { below: self.below, ..FetchOptions::default() };
        let mut bar = None::<ProgressBar>;
        let mut shows = |done: &Progress| {
            // Not before: what is told of the rosters would be written into it.
            let bar = bar.get_or_insert_with(|| progress(true).with_message("fetching"));
            bar.set_length(done.bytes);
            bar.set_position(done.bytes_done);
        };
        let brought = bring(&mut remote, home, &options, fetched, &mut |news| rosters.tell(news), &mut shows).await;
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
        brought
    }

    fn tell(
        &self,
        shared: &Shared,
        pulled: &Pulled<CommandError>,
        (roster, today): (&Roster, Day),
        complaints: &[String],
    ) -> Result<(), CommandError> {
        let Pulled { fetched, taken, held, looked: Looked { verified, .. }, .. } = pulled;
        let no_room = &fetched.no_room;
        if shared.json {
            let new: Vec<_> = fetched.new.iter().map(|p| p.id).collect();
            let notes: Vec<_> = verified.closed.iter().map(ToString::to_string).collect();
            let withdrawn: BTreeSet<_> = taken.submissions.iter().map(|(submission, _)| submission).collect();
            print_json(&json!({
                "new": new, "bytes": fetched.bytes, "left": fetched.left, "left_bytes": fetched.left_bytes,
                "no_room": no_room.len(), "no_room_bytes": bytes_of(no_room), "verified": !self.sealed,
                "withdrawn": withdrawn, "withdrawn_parcels": taken.parcels, "withdrawn_and_left": taken.left,
                "complaints": complaints, "notes": notes, "unread_days": unread_days(&fetched.listed),
                "acknowledged_days": held.acknowledged, "not_acknowledged": why_not(held),
                "missing_on_server": held.missing, "looked_for_missing": held.looked, "older_rosters": pulled.older.taken,
                "expired_days": expired_json(&pulled.let_go),
                "roster": {
                    "version": roster.text().version, "expires": roster.text().expires,
                    "standing": roster.standing(today),
                },
            }))?;
            return complain(complaints);
        }
        tell_of_withdrawn(taken);
        if fetched.new.is_empty() && no_room.is_empty() {
            talk("Nothing new.");
        } else {
            talk(&format!("New parcels: {}, {}.", fetched.new.len(), size(fetched.bytes)));
            if !self.sealed {
                talk_of_closed(verified.closed.iter());
                talk(&what_next(verified));
            }
        }
        if fetched.left > 0 {
            let (left, bytes) = (how_many(fetched.left, "parcel", "parcels"), size(fetched.left_bytes));
            talk(&format!("Left on the server for its size: {left}, {bytes}. A pull without --below takes it."));
        }
        complain(complaints)
    }
}

/// What came, and how it is read.
fn what_next(verified: &Verified) -> String {
    let next = format!("Submissions in the vault: {}. Next: amparo inbox", verified.submissions);
    let Some(first) = verified.told.first() else { return next };
    let named: Vec<String> = verified.told.iter().take(NAMED).map(|id| short(*id)).collect();
    let others = if verified.told.len() > NAMED { " and others" } else { "" };
    format!("New submissions: {}{others}.\n{next}, or amparo read {}", named.join(", "), short(*first))
}

/// Says what a pull is at.
fn steps() -> impl FnMut(Step<'_>) {
    let mut bar = None::<ProgressBar>;
    move |step| match step {
        Step::Expired(new) => tell_of_expired(new),
        Step::Verifying(bytes) => {
            let shown = bar.insert(progress(true).with_message("verifying"));
            shown.set_length(bytes);
        }
        Step::Verified(bytes) => {
            if let Some(bar) = &bar {
                bar.inc(bytes);
            }
        }
        Step::AllVerified => {
            if let Some(bar) = bar.take() {
                bar.finish_and_clear();
            }
        }
    }
}

fn bytes_of(parcels: &[FetchedParcel]) -> u64 {
    parcels.iter().fold(0, |sum, parcel| sum.saturating_add(parcel.size))
}

/// The error of a pull whose disk did not hold all of it. Said once, however many they are.
fn had_room(left: &[FetchedParcel]) -> Result<(), CommandError> {
    if left.is_empty() {
        return Ok(());
    }
    let parcels = how_many(left.len(), "parcel", "parcels");
    let what = format!("the disk of your vault has no room for {parcels}, {}", size(bytes_of(left)));
    Err(CommandError::failed(what)
        .mend("make some and pull again, or take smaller ones with --below; all else was pulled"))
}

/// The error of a pull that found something wrong.
fn complain(complaints: &[String]) -> Result<(), CommandError> {
    if complaints.is_empty() {
        return Ok(());
    }
    let what = format!("{} of what was fetched is not what it should be", complaints.len());
    Err(CommandError::unverified(what).because(complaints.join("\n")).mend("tell the custodian before you rely on it"))
}

fn keep_as_told(puller: &Puller<'_>, index: &Index) {
    if let Err(trouble) = puller.keep_as_told(index) {
        tell_not_kept(&trouble);
    }
}

/// Says what is wrong with the custody log; the error where nothing was recorded in it.
fn tell_of_custody(looked: &mut Looked) -> Result<(), CommandError> {
    tell_troubles(&looked.troubles, &mut BTreeSet::new());
    let again = "go on: the first act on each parcel records that it was found here";
    looked.not_recorded.take().map_or(Ok(()), |error| Err(not_recorded(error.into(), again)))
}

/// Says what became of the rosters that the server has, as soon as it is known; what is wrong with them is complained of.
struct TellingRosters<'a> {
    home: &'a Home,
    /// The version of what is the newest.
    before: u64,
    complaints: &'a mut Vec<String>,
}

impl TellingRosters<'_> {
    fn tell(&mut self, news: RosterNews<'_>) {
        match news {
            RosterNews::Taken(taken) => self.tell_of_taken(taken),
            RosterNews::Refused(error) => self.complaints.push(error.to_string()),
            RosterNews::Older(older) => {
                tell_of_older(&older.taken);
                for refused in &older.refused {
                    if refused.is_strange() {
                        let version = refused.version;
                        talk(&format!("Roster {version} is by a custodian whom you never trusted, and was left out."));
                    } else {
                        self.complaints.push(refused.to_string());
                    }
                }
            }
        }
    }

    fn tell_of_taken(&mut self, taken: &Accepted) {
        let (Accepted::New(roster) | Accepted::NewCustodian(roster)) = taken else { return };
        let version = roster.reference().version;
        let before = std::mem::replace(&mut self.before, version);
        if matches!(taken, Accepted::New(_)) {
            talk(&format!("Roster {version} is new; it is signed by your custodian."));
            return;
        }
        let by = self.home.custodian().map(|key| key.to_string()).unwrap_or_default();
        talk(&format!(
            "Roster {version} is new, and so is who signed it: {by}, whom roster {before} names as successor. You trust them from \
             now on; ask whether that is meant."
        ));
    }
}

/// Says which rosters of before came: whoever stands in them may have signed something away.
fn tell_of_older(taken: &[u64]) {
    if !taken.is_empty() {
        let versions: Vec<_> = taken.iter().map(u64::to_string).collect();
        talk(&format!(
            "Rosters of before that are new here, signed by the custodian of then: {}.",
            versions.join(", ")
        ));
    }
}

/// Warns of notes among the kept rosters that count for nothing.
pub(super) fn tell_of_left_out(home: &Home) -> Result<(), CommandError> {
    for note in home.left_out()? {
        talk(&format!(
            "! {note}. It counts for nothing, and what was sealed under it is shown with a warning; a pull fetches it \
             again, where the server has it."
        ));
    }
    Ok(())
}

fn tell_of_withdrawn(taken: &TakenOut) {
    let what = match (taken.submissions.len(), taken.parcels.len()) {
        (0, 0) => return,
        (0, parcels) => how_many(parcels, "parcel was withdrawn, and is", "parcels were withdrawn, and are"),
        (submissions, _) => {
            how_many(submissions, "submission was withdrawn, and is", "submissions were withdrawn, and are")
        }
    };
    talk(&format!("{what} gone from your vault."));
}

/// A number of bytes as people write it: `500k`, `10MiB`, `1G`; a thousand and 1024 are the same step here, 1024.
fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let step = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 1,
        "m" | "mb" | "mib" => 2,
        "g" | "gb" | "gib" => 3,
        _ => return Err("it is a number with k, M or G, such as 10MiB".to_owned()),
    };
    let bytes = digits.trim().parse::<u64>().ok().and_then(|number| number.checked_mul(1 << (10 * step)));
    bytes.ok_or_else(|| "it is a number with k, M or G, such as 10MiB".to_owned())
}
