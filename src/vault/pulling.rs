//! What a pull does, in the one order in which nothing is missed, forgotten by half or told of in vain.
//!
//! [`bring`] takes the rosters, the parcels, and last what was signed away. [`Puller::settle`] learns which days are gone
//! while the vault holds them whole, takes out what was withdrawn, and only then opens, records and acknowledges what stays.

use std::io;
use std::net::SocketAddr;

use super::custody::{CustodyError, Gone};
use super::expired::{LetGo, NewlyExpired};
use super::fetch::{FetchError, FetchOptions, Fetched, Progress, fetch};
use super::holdings::{Held, Holder, ServersWord, tombstones};
use super::home::{Home, HomeError, ReviewerKeys};
use super::inbox::{Against, InboxError};
use super::index::Index;
use super::kept::KeptError;
use super::remote::{Remote, RemoteError};
use super::rosters::{OlderRosters, RosterNews, fetch_rosters, take_newest};
use super::verify::{Verified, verify};
use super::withdrawal::{TakenOut, WithdrawalRules, take_out};
use crate::roster::{Roster, SignedWithdrawal};
use crate::seal::{Day, DeskId, ParcelId};

/// What came of the conversation with the server.
pub struct Brought {
    /// What became of the rosters of before.
    older: OlderRosters,
    /// No signature in them is believed yet.
    tombstones: Vec<SignedWithdrawal>,
    word: Result<ServersWord, RemoteError>,
}

/// Takes what the server has: its rosters, of which `news` is told before anything else is asked for, then the parcels that
/// are not here yet, which `fetched` tells.
///
/// # Errors
/// The server cannot be talked to any more, or the home cannot be read or written. What came until then is kept, and `fetched`
/// tells it too.
pub async fn bring<E>(
    remote: &mut Remote,
    home: &Home,
    options: &FetchOptions,
    fetched: &mut Fetched,
    news: &mut dyn FnMut(RosterNews<'_>),
    on_progress: &mut dyn FnMut(&Progress),
) -> Result<Brought, E>
where
    E: From<RemoteError> + From<HomeError> + From<FetchError>,
{
    take_newest::<E>(remote, home, news).await?;
    let mut older = OlderRosters::default();
    let came = fetch_rosters::<E>(remote, home, &mut older).await;
    news(RosterNews::Older(&older));
    came?;
    fetch(remote, &home.vault(), options, fetched, on_progress).await?;
    // Asked last, so that nothing is missed that was withdrawn while the parcels came.
    let desks: Vec<_> = remote.days().await?.desks.into_iter().map(|of| of.desk).collect();
    let tombstones = tombstones(remote, &desks).await?;
    let word = ServersWord::ask(remote, &fetched.listed.desks).await;
    Ok(Brought { older, tombstones, word })
}

/// Whose pull it is.
pub struct Puller<'a> {
    /// Their folder.
    pub home: &'a Home,
    /// Their keys.
    pub keys: &'a ReviewerKeys,
    /// Every roster that is known here, those that this pull brought among them.
    pub rosters: &'a [Roster],
    /// The day.
    pub today: Day,
    /// The proxy for onion addresses.
    pub socks: Option<SocketAddr>,
    /// Nothing is opened, and so nothing acknowledged.
    pub sealed: bool,
}

/// What is to be said while a pull is settled.
pub enum Step<'a> {
    /// The server let these days go. They are remembered as told after this.
    Expired(&'a [NewlyExpired]),
    /// Parcels are opened now; so many bytes of them are new.
    Verifying(u64),
    /// So many bytes more were looked at.
    Verified(u64),
    /// All were.
    AllVerified,
}

/// What came of a pull.
pub struct Pulled<E> {
    /// What became of the rosters of before.
    pub older: OlderRosters,
    /// What was fetched, but for what was withdrawn meanwhile.
    pub fetched: Fetched,
    /// Days that the server let go.
    pub let_go: LetGo,
    /// What was withdrawn.
    pub taken: TakenOut,
    /// Why what was withdrawn stays here for now.
    pub not_forgotten: Option<E>,
    /// What came of looking at what was fetched.
    pub looked: Looked,
    /// What the server lacks, and knows now.
    pub held: Held<E>,
}

/// What came of opening what was fetched.
pub struct Looked {
    /// What it tells.
    pub verified: Verified,
    /// What is wrong with the custody log.
    pub troubles: Vec<String>,
    /// Why what was pulled is not in it.
    pub not_recorded: Option<CustodyError>,
}

impl Puller<'_> {
    /// Settles what was brought, and `fetched` on the way.
    ///
    /// # Errors
    /// The vault cannot be used, or what was noted of what is gone cannot be forgotten: the next pull tries all of it again.
    pub fn settle<E>(
        &self,
        (brought, mut fetched): (Brought, Fetched),
        index: &mut Index,
        say: &mut dyn FnMut(Step<'_>),
    ) -> Result<Pulled<E>, E>
    where
        E: From<InboxError> + From<KeptError> + From<CustodyError> + From<RemoteError> + From<io::Error>,
    {
        let Brought { older, tombstones, word } = brought;
        let vault = self.home.vault();
        let holder = Holder::of(&vault, self.keys, self.rosters);
        let learnt = word.map_err(E::from).and_then(|word| {
            let tell = |new: &[NewlyExpired]| say(Step::Expired(new));
            let let_go = LetGo::learn(self.home, holder.as_ref(), &fetched.listed, &word, tell)?;
            Ok((let_go, word))
        });
        let (let_go, word) = match learnt {
            Ok((let_go, word)) => (let_go, Ok(word)),
            Err(error) => (LetGo::default(), Err(error)),
        };
        // Of what leaves, a testimony is opened under --sealed too: nothing may stay noted of it.
        let rules = WithdrawalRules { rosters: self.rosters, today: self.today };
        let (taken, not_forgotten) = take_out(&vault, index, &tombstones, rules, &self.keys.identity, |taken| {
            self.forget_notes(taken)?;
            let gone = Gone { chains: &taken.submissions, withdrawn: &taken.withdrawn, staying: &taken.staying };
            self.home.custody().forget(&gone, self.keys)?;
            Ok::<_, E>(())
        })?;
        // What a command beside this one noted while it was there still.
        self.forget_notes(&taken)?;
        leave_out(&mut fetched, &taken);
        let looked = self.look(index, &fetched, say)?;
        let held = match (word, &holder) {
            _ if self.sealed => Held::default(),
            (Err(error), _) => Held { failed: Some(error), ..Held::default() },
            // Whom the newest roster does not name, the server tells nothing.
            (Ok(_), None) => Held { looked: true, ..Held::default() },
            (Ok(word), Some(holder)) => {
                holder.hold(&word, &let_go.all, (&fetched, &taken.withdrawn), self.socks, self.today)
            }
        };
        Ok(Pulled { older, fetched, let_go, taken, not_forgotten, looked, held })
    }

    /// Keeps what was opened, and that it was told of: last, for whoever is interrupted before, while the server is asked
    /// once more, must hear of it with the next pull.
    ///
    /// # Errors
    /// It cannot be written: the next command opens the parcels again.
    pub fn keep_as_told(&self, index: &Index) -> Result<(), KeptError> {
        self.home.index().keep(index, self.keys)
    }

    /// Opens and reads everything that is new, and what no pull has told of yet; records what was pulled. A pull that broke
    /// off does this alone.
    ///
    /// # Errors
    /// The vault cannot be read.
    pub fn look(
        &self,
        index: &mut Index,
        fetched: &Fetched,
        say: &mut dyn FnMut(Step<'_>),
    ) -> Result<Looked, InboxError> {
        let mut verified = Verified::default();
        if !self.sealed {
            say(Step::Verifying(fetched.new.iter().map(|parcel| parcel.size).sum()));
            let (vault, against) = (self.home.vault(), Against::new(self.rosters, self.today));
            let told = |bytes| say(Step::Verified(bytes));
            let looked = verify(&vault, index, &fetched.new, &self.keys.identity, &against, told);
            say(Step::AllVerified);
            verified = looked?;
        }
        let (troubles, not_recorded) = match self.record(&verified) {
            Ok(troubles) => (troubles, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        Ok(Looked { verified, troubles, not_recorded })
    }

    /// Records what was pulled. What an earlier pull may have recorded is held against the log, and stands in it once.
    fn record(&self, verified: &Verified) -> Result<Vec<String>, CustodyError> {
        let custody = self.home.custody();
        let mut acts = verified.acts.clone();
        if verified.late {
            acts = custody.without_known(acts, &self.keys.identity)?;
        }
        custody.append(&acts, self.today, self.keys, self.rosters)
    }

    fn forget_notes(&self, taken: &TakenOut) -> Result<(), KeptError> {
        let records = self.home.records();
        records.forget(self.keys, taken.nowhere.iter().copied())?;
        records.forget_of_desks(self.keys, &taken.submissions)
    }
}

/// Takes back what is said of parcels that were withdrawn meanwhile.
fn leave_out(fetched: &mut Fetched, taken: &TakenOut) {
    let stays = |desk: &DeskId, id: ParcelId| !taken.withdrawn.contains(&(desk.clone(), id));
    fetched.new.retain(|parcel| stays(&parcel.desk, parcel.id));
    fetched.no_room.retain(|parcel| stays(&parcel.desk, parcel.id));
    fetched.broken.retain(|parcel| stays(&parcel.desk, parcel.id));
}

impl<E> Pulled<E> {
    /// What is not as it should be.
    pub fn complaints(&self) -> Vec<String> {
        let doubtful = self.taken.doubtful.iter().map(|id| {
            format!(
                "parcel {id}: the server says it was withdrawn, but not enough of those have signed who stood in a roster \
                 when it came or later, or its day has not come; it stays in your vault"
            )
        });
        let broken = self.fetched.broken.iter().map(|one| format!("parcel {} of {}: {}", one.id, one.day, one.why));
        doubtful.chain(broken).chain(self.looked.verified.complaints.iter().cloned()).collect()
    }
}
