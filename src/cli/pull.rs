use std::collections::BTreeSet;
use std::net::SocketAddr;

use serde_json::json;

use super::custody::{ended, record_done};
use super::held::{Held, Kept, LetGo, all_lists_read, hold, unread_days};
use super::inbox::{keep_index, open_index, talk_of_closed};
use super::output::{print_json, progress, size, talk};
use super::roster::warn_of_end;
use super::{CommandError, Shared};
use crate::roster::{Roster, SignedWithdrawal};
use crate::seal::{Clock, Day};
use crate::vault::{
    self, Accepted, Against, FetchOptions, Fetched, Gone, Home, HomeError, Index, OlderRosters, Patience, Remote,
    ReviewerKeys, TakenOut, Verified, WithdrawalRules, converse, fetch, fetch_rosters, take_out,
};

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
    /// The SOCKS5 proxy for onion addresses [default: 127.0.0.1:9050]
    #[arg(long, value_name = "HOST:PORT")]
    socks: Option<SocketAddr>,
    /// Check the ciphertext alone and open nothing
    #[arg(long)]
    sealed: bool,
    /// Fetch only parcels below this size, the smallest first, such as 500k or 10MiB
    #[arg(long, value_name = "SIZE", value_parser = bytes)]
    below: Option<u64>,
}

/// What came of the conversation with the server.
struct Brought {
    fetched: Fetched,
    /// What became of the roster that it uses.
    accepted: Result<Accepted, HomeError>,
    /// What became of the rosters of before.
    older: OlderRosters,
    /// Tombstones. No signature in them is believed yet.
    tombstones: Vec<SignedWithdrawal>,
    /// What the server keeps of acknowledgements.
    kept: Result<Kept, CommandError>,
}

impl Pull {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("a pull")?;
        let home = shared.home()?;
        let rosters = home.rosters()?;
        let keys = shared.keys(&home)?;
        let mut complaints = Vec::new();
        let newest = rosters.last().ok_or(HomeError::NotJoined)?.clone();
        let brought = match converse(self.fetch(&home, &newest, &keys))? {
            Ok(brought) => brought,
            Err(error) => return Err(self.after_a_break(shared, (&home, &keys), error)),
        };
        let Brought { mut fetched, accepted, older, tombstones, kept } = brought;
        match accepted {
            Ok(Accepted::New(roster)) => {
                talk(&format!("Roster {} is new; it is signed by your custodian.", roster.reference().version));
            }
            Ok(Accepted::NewCustodian(roster)) => {
                talk(&format!(
                    "Roster {} is new, and so is who signed it: {}, whom roster {} names as successor. \
                     You trust them from now on; ask whether that is meant.",
                    roster.reference().version,
                    home.custodian()?,
                    newest.reference().version
                ));
            }
            Ok(Accepted::Known) => {}
            Err(error) => complaints.push(error.to_string()),
        }
        tell_of_older(&older.taken);
        for older in &older.refused {
            if older.is_strange() {
                talk(&format!("Roster {} is by a custodian whom you never trusted, and was left out.", older.version));
            } else {
                complaints.push(older.to_string());
            }
        }
        tell_of_left_out(&home)?;
        let rosters = home.rosters()?;
        let mut index = open_index(&home, &keys);
        let today = Clock::system().today();
        let newest = rosters.last().ok_or(HomeError::NotJoined)?;
        warn_of_end(newest, today);
        let learnt = kept.and_then(|kept| Ok((LetGo::learn((&home, &keys, &rosters), &kept, &fetched.listed)?, kept)));
        let (let_go, kept) = match learnt {
            Ok((let_go, kept)) => (let_go, Ok(kept)),
            Err(error) => (LetGo::default(), Err(error)),
        };
        // Of what leaves, a testimony is opened under --sealed too: nothing may stay noted of it.
        let rules = WithdrawalRules { rosters: &rosters, today };
        let taken = take_out(&home.vault(), &mut index, &tombstones, rules, &keys.identity, |taken| {
            home.records().forget(&keys, taken.nowhere.iter().copied())?;
            let gone = Gone { chains: &taken.submissions, withdrawn: &taken.withdrawn, staying: &taken.staying };
            home.custody().forget(&gone, &keys)?;
            Ok::<_, CommandError>(())
        });
        let (taken, not_forgotten) = taken?;
        // What a command beside this one noted while it was there still.
        home.records().forget(&keys, taken.nowhere.iter().copied())?;
        forget(&mut fetched, &taken);
        for id in &taken.doubtful {
            complaints.push(format!(
                "parcel {id}: the server says it was withdrawn, but not enough of those have signed who stood in a roster \
                 when it came or later, or its day has not come; it stays in your vault"
            ));
        }
        for broken in &fetched.broken {
            complaints.push(format!("parcel {} of {}: {}", broken.id, broken.day, broken.why));
        }
        let mut verified = Verified::default();
        if !self.sealed {
            verified = verify(&home, &mut index, &keys, &Against::new(&rosters, today), &fetched)?;
        }
        keep_index(shared, &home, &index, &keys);
        complaints.append(&mut verified.complaints);
        let recorded = record_pulled(shared, (&home, &keys), &verified);
        let mut held = Held::default();
        if !self.sealed {
            let kept = (kept, &let_go);
            held = hold(shared, (&home, &keys, &rosters), self.socks, kept, (&fetched, &taken.withdrawn));
        }
        let told = (&fetched, &taken, (&held, &let_go));
        let told = self.tell(shared, told, (newest, today), (&verified, &older.taken), &complaints);
        let lacks = if self.sealed { Ok(()) } else { held.lacks() };
        let told = ended(ended(ended(told, lacks), all_lists_read(&fetched.listed)), recorded);
        match not_forgotten {
            None => told,
            // Said last, so that it is read; all else was done.
            Some(damage) => {
                let stays = format!(
                    "{} withdrawn parcels stay in your vault until then: they go together with what you noted of them. All \
                     else was pulled.",
                    taken.left.len()
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
        shared: &Shared,
        (home, keys): (&Home, &ReviewerKeys),
        error: CommandError,
    ) -> CommandError {
        if self.sealed {
            return error;
        }
        let tell = || -> Result<(), CommandError> {
            let rosters = home.rosters()?;
            let mut index = open_index(home, keys);
            let against = Against::new(&rosters, Clock::system().today());
            let verified = verify(home, &mut index, keys, &against, &Fetched::default())?;
            keep_index(shared, home, &index, keys);
            ended(complain(&verified.complaints), record_pulled(shared, (home, keys), &verified))
        };
        match tell() {
            Ok(()) => error,
            Err(wrong) => wrong.and(&format!("the pull broke off: {}", error.line())),
        }
    }

    async fn fetch(&self, home: &Home, roster: &Roster, keys: &ReviewerKeys) -> Result<Brought, CommandError> {
        let mut remote = connect(roster, keys, self.socks).await?;
        let accepted = home.accept(&remote.roster().await?);
        let older = fetch_rosters::<CommandError>(&mut remote, home).await?;
        let options = FetchOptions { below: self.below, ..FetchOptions::default() };
        let bar = progress(true).with_message("fetching");
        let fetched = fetch(&mut remote, &home.vault(), &options, &mut |done| {
            bar.set_length(done.bytes);
            bar.set_position(done.bytes_done);
        })
        .await;
        bar.finish_and_clear();
        let fetched = fetched?;
        // Asked last, so that nothing is missed that was withdrawn while the parcels came.
        let mut tombstones = Vec::new();
        for desk in remote.days().await?.desks {
            tombstones.extend(remote.withdrawn(&desk.desk).await?);
        }
        let kept = Kept::ask(&mut remote, &fetched).await;
        Ok(Brought { fetched, accepted, older, tombstones, kept })
    }

    fn tell(
        &self,
        shared: &Shared,
        (fetched, taken, (held, let_go)): (&Fetched, &TakenOut, (&Held, &LetGo)),
        (roster, today): (&Roster, Day),
        (verified, older): (&Verified, &[u64]),
        complaints: &[String],
    ) -> Result<(), CommandError> {
        if !shared.json {
            tell_of_withdrawn(taken);
        }
        if shared.json {
            let new: Vec<_> = fetched.new.iter().map(|p| p.id).collect();
            let notes: Vec<_> = verified.closed.iter().map(ToString::to_string).collect();
            let withdrawn: BTreeSet<_> = taken.submissions.iter().map(|(submission, _)| submission).collect();
            print_json(&json!({
                "new": new, "bytes": fetched.bytes, "left": fetched.left, "left_bytes": fetched.left_bytes, "verified": !self.sealed,
                "withdrawn": withdrawn, "withdrawn_parcels": taken.parcels, "withdrawn_and_left": taken.left,
                "complaints": complaints, "notes": notes, "unread_days": unread_days(&fetched.listed),
                "acknowledged_days": held.acknowledged, "not_acknowledged": held.failed,
                "missing_on_server": held.missing, "looked_for_missing": held.looked, "older_rosters": older,
                "expired_days": let_go.to_json(),
                "roster": {
                    "version": roster.text().version, "expires": roster.text().expires,
                    "standing": roster.standing(today),
                },
            }))?;
        } else if fetched.new.is_empty() {
            talk("Nothing new.");
        } else {
            talk(&format!("New parcels: {}, {}.", fetched.new.len(), size(fetched.bytes)));
            if !self.sealed {
                talk_of_closed(verified.closed.iter());
                talk(&format!("Submissions in the vault: {}. Next: amparo inbox", verified.submissions));
            }
        }
        if !shared.json && fetched.left > 0 {
            let (left, bytes) = (fetched.left, size(fetched.left_bytes));
            talk(&format!(
                "Left on the server for their size: {left} parcels, {bytes}. A pull without --below takes them."
            ));
        }
        complain(complaints)
    }
}

/// The error of a pull that found something wrong.
fn complain(complaints: &[String]) -> Result<(), CommandError> {
    if complaints.is_empty() {
        return Ok(());
    }
    let what = format!("{} of what was fetched is not what it should be", complaints.len());
    Err(CommandError::unverified(what).because(complaints.join("\n")).mend("tell the custodian before you rely on it"))
}

/// Records what was pulled. What an earlier pull may have recorded is held against the log, and stands in it once.
fn record_pulled(
    shared: &Shared,
    (home, keys): (&Home, &ReviewerKeys),
    verified: &Verified,
) -> Result<(), CommandError> {
    let again = "go on: the first act on each parcel records that it was found here";
    if !verified.late || shared.no_record {
        return record_done(shared, (home, keys), &verified.pulled, again);
    }
    let acts = home.custody().without_known(verified.pulled.clone(), &keys.identity)?;
    record_done(shared, (home, keys), &acts, again)
}

/// Takes back what is said of parcels that were withdrawn meanwhile.
fn forget(fetched: &mut Fetched, taken: &TakenOut) {
    fetched.new.retain(|parcel| !taken.withdrawn.contains(&(parcel.desk.clone(), parcel.id)));
    fetched.broken.retain(|parcel| !taken.withdrawn.contains(&(parcel.desk.clone(), parcel.id)));
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
    match (taken.submissions.len(), taken.parcels.len()) {
        (0, 0) => {}
        (0, 1) => talk("1 parcel was withdrawn, and is gone from your vault."),
        (0, parcels) => talk(&format!("{parcels} parcels were withdrawn, and are gone from your vault.")),
        (1, _) => talk("1 testimony was withdrawn, and is gone from your vault."),
        (testimonies, _) => talk(&format!("{testimonies} testimonies were withdrawn, and are gone from your vault.")),
    }
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

/// Connects to the server that the roster names.
pub(super) async fn connect(
    roster: &Roster,
    keys: &ReviewerKeys,
    socks: Option<SocketAddr>,
) -> Result<Remote, CommandError> {
    let interface = &roster.text().interface;
    // A proxy is for onion addresses; it would not reach a loopback one.
    let socks = socks.filter(|_| is_onion(&interface.address));
    Ok(Remote::connect(&interface.address, interface.key, &keys.signing, socks, Patience::default()).await?)
}

fn is_onion(address: &str) -> bool {
    address.rsplit_once(':').is_some_and(|(host, _)| host.to_ascii_lowercase().ends_with(".onion"))
}

/// Opens and reads everything that is new, and what no pull has told of yet.
fn verify(
    home: &Home,
    index: &mut Index,
    keys: &ReviewerKeys,
    against: &Against<'_>,
    fetched: &Fetched,
) -> Result<Verified, CommandError> {
    let bar = progress(true).with_message("verifying");
    bar.set_length(fetched.new.iter().map(|p| p.size).sum());
    let verified = vault::verify(&home.vault(), index, &fetched.new, &keys.identity, against, |bytes| bar.inc(bytes));
    bar.finish_and_clear();
    Ok(verified?)
}
