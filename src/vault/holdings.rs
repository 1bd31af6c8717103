//! What this vault holds of what a server lists: acknowledged day by day, and given back where the server lacks it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::File;
use std::io::{self, Read as _};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use tokio::time::sleep;

use super::converse;
use super::expired::{ExpiredDays, LetGo};
use super::facts::{self, Facts};
use super::fetch::{Fetched, ServersLists};
use super::file::VaultFile;
use super::home::{Home, ReviewerKeys};
use super::inbox::{Against, InboxError, files};
use super::index::Index;
use super::remote::{Remote, RemoteError};
use super::withdrawal::{Buried, JudgedTombstones, WithdrawalRules};
use crate::link::wire::MAX_GIVEN_PIECE_BYTES;
use crate::roster::{Acknowledgement, PublicKey, Roster, SignedAcknowledgement, SignedWithdrawal, digest_of_ids};
use crate::seal::{Day, DeskId, ParcelId, ShortName};

/// So often a server may have lost what it was given of a parcel.
const MOST_SETBACKS: u32 = 5;
/// How often, and how long each time, a server is waited for that still works on what came before: it reads a large
/// parcel to see whether it is whole.
const MOST_WAITS: u32 = 120;
const WAIT: Duration = Duration::from_secs(1);

/// Who acknowledges, and by what.
pub struct Holder<'a> {
    pub(super) vault: &'a Path,
    /// They open parcels, and sign.
    keys: &'a ReviewerKeys,
    /// The reviewer, as the newest roster names them.
    reviewer: &'a ShortName,
    newest: &'a Roster,
    /// Every roster that is known here.
    pub(super) rosters: &'a [Roster],
}

/// What a server keeps of the days that expired, and of our own word.
#[derive(Default)]
pub(super) struct ServersWord {
    /// Our own acknowledgements; `None` when the server knows none.
    own: Option<Vec<String>>,
    /// By whose acknowledgements days expired.
    pub(super) expired: Vec<String>,
}

/// What came of holding the vault against what a server lists.
pub struct Held<E> {
    /// Days that were acknowledged now.
    pub acknowledged: usize,
    /// Parcels that the server no longer has, though nobody let them go.
    pub missing: Vec<ParcelId>,
    /// Whether what the server lacks was looked for.
    pub looked: bool,
    /// Why nothing could be acknowledged.
    pub failed: Option<E>,
}

impl<E> Default for Held<E> {
    fn default() -> Self {
        Self { acknowledged: 0, missing: Vec::new(), looked: false, failed: None }
    }
}

impl ServersWord {
    /// Asks for both, of these desks.
    pub(super) async fn ask(remote: &mut Remote, desks: &BTreeSet<DeskId>) -> Result<Self, RemoteError> {
        let mut word = Self::default();
        for desk in desks {
            if let Some(own) = remote.acknowledged(desk).await? {
                word.own.get_or_insert_default().extend(own);
            }
            word.expired.extend(remote.expired(desk).await?);
        }
        Ok(word)
    }
}

impl<'a> Holder<'a> {
    /// The owner of these keys; `None` where the newest roster does not name them.
    pub fn of(vault: &'a Path, keys: &'a ReviewerKeys, rosters: &'a [Roster]) -> Option<Self> {
        let newest = rosters.last()?;
        let reviewer = &newest.reviewer_by_key(&PublicKey::of(&keys.signing))?.id;
        Some(Self { vault, keys, reviewer, newest, rosters })
    }

    /// Looks for what the server lacks, and then acknowledges every closed day that is here whole. That this fails takes
    /// nothing away from what was pulled.
    pub(super) fn hold<E>(
        &self,
        word: &ServersWord,
        expired: &ExpiredDays,
        (fetched, withdrawn): (&Fetched, &BTreeSet<Buried>),
        socks: Option<SocketAddr>,
        today: Day,
    ) -> Held<E>
    where
        E: From<InboxError> + From<RemoteError> + From<io::Error>,
    {
        let mut held = Held::default();
        // Looked for first: that acknowledging fails hides nothing.
        match self.missing(&fetched.listed, withdrawn, expired) {
            Ok(missing) => (held.missing, held.looked) = (missing.iter().map(VaultFile::id).collect(), true),
            Err(error) => {
                held.failed = Some(error.into());
                return held;
            }
        }
        match self.acknowledge_fetched(word, fetched, withdrawn, socks, today) {
            Ok(days) => held.acknowledged = days,
            Err(error) => held.failed = Some(error),
        }
        held
    }

    /// Acknowledges what is here, and says how many days.
    fn acknowledge_fetched<E>(
        &self,
        word: &ServersWord,
        fetched: &Fetched,
        withdrawn: &BTreeSet<Buried>,
        socks: Option<SocketAddr>,
        today: Day,
    ) -> Result<usize, E>
    where
        E: From<InboxError> + From<RemoteError> + From<io::Error>,
    {
        let Some(own) = &word.own else { return Ok(0) };
        let mut listed = fetched.listed.clone();
        for ((desk, _), ids) in &mut listed.days {
            ids.retain(|id| !withdrawn.contains(&(desk.clone(), *id)));
        }
        let hashed: HashSet<ParcelId> = fetched.new.iter().map(|parcel| parcel.id).collect();
        let signed = self.acknowledge(&listed, own, &hashed, today)?;
        if signed.is_empty() { Ok(0) } else { Ok(converse(self.send(&signed, socks))??) }
    }

    /// Sends acknowledgements, desk by desk.
    async fn send(&self, signed: &[SignedAcknowledgement], socks: Option<SocketAddr>) -> Result<usize, RemoteError> {
        let mut remote = Remote::of(self.newest, &self.keys.signing, socks).await?;
        let mut kept = 0;
        for of_desk in signed.chunk_by(|a, b| a.says().desk == b.says().desk) {
            kept += remote.acknowledge(of_desk).await?;
        }
        Ok(kept)
    }

    /// What the vault holds and the server lacks, as it lists it now; and those lists.
    pub async fn lacking<E>(
        &self,
        remote: &mut Remote,
        home: &Home,
        today: Day,
    ) -> Result<(Vec<VaultFile>, ServersLists), E>
    where
        E: From<InboxError> + From<RemoteError>,
    {
        let listed = ServersLists::ask(remote).await?;
        let word = ServersWord::ask(remote, &listed.desks).await?;
        let tombstones = tombstones(remote, &listed.desks).await?;
        // What nobody who could has signed away is missing.
        let rules = WithdrawalRules { rosters: self.rosters, today };
        let judged = JudgedTombstones::of(self.vault, &Index::default(), &tombstones, rules, &self.keys.identity)?;
        let expired = LetGo::known(home, self, &listed, &word)?;
        let missing = self.missing(&listed, &judged.withdrawn, &expired)?;
        Ok((missing, listed))
    }

    /// Signs for every closed day of `listed` that is here whole: each parcel has its digest, and what opens holds
    /// together. Days that `known` acknowledges already, with the same parcels, are left out; of parcels in `hashed`
    /// the digest was held against their bytes a moment ago.
    fn acknowledge(
        &self,
        listed: &ServersLists,
        known: &[String],
        hashed: &HashSet<ParcelId>,
        today: Day,
    ) -> Result<Vec<SignedAcknowledgement>, InboxError> {
        let known: HashSet<_> =
            known.iter().filter_map(|note| self.own(note)).map(|says| (says.desk, says.day, says.sha256)).collect();
        let mut here = BTreeMap::<(DeskId, Day), BTreeMap<ParcelId, VaultFile>>::new();
        for file in files(self.vault)? {
            here.entry((file.desk.clone(), file.day)).or_default().insert(file.id, file);
        }
        let mut signed = Vec::new();
        for ((desk, day), ids) in listed.days.iter().filter(|((_, day), ids)| *day < today && !ids.is_empty()) {
            let sha256 = digest_of_ids(ids.iter().copied());
            if known.contains(&(desk.clone(), *day, sha256)) {
                continue;
            }
            let Some(files) = here.get(&(desk.clone(), *day)) else { continue };
            let Some(opened) = self.opened(ids, files, hashed) else { continue };
            let says = Acknowledgement { desk: desk.clone(), day: *day, parcels: ids.len() as u64, opened, sha256 };
            signed.extend(says.sign(self.reviewer, &self.keys.signing));
        }
        Ok(signed)
    }

    /// How many of these parcels open; `None` when one is not here, or not what it should be.
    fn opened(
        &self,
        ids: &[ParcelId],
        files: &BTreeMap<ParcelId, VaultFile>,
        hashed: &HashSet<ParcelId>,
    ) -> Option<u64> {
        let mut opened = 0;
        let against = Against { rosters: self.rosters, ..Against::default() };
        for id in ids {
            let file = files.get(id)?;
            if !hashed.contains(id) && !file.has_digest().unwrap_or(false) {
                return None;
            }
            match facts::open(file, &self.keys.identity).and_then(|mut parcel| Facts::of(&mut parcel, &file.path)) {
                Ok(facts) if against.disagreements(file, &facts).is_empty() => opened += 1,
                // For others of the desk, or of before this key stood in it: held all the same.
                Err(InboxError::Open(_, error)) if error.is_not_ours() => {}
                _ => return None,
            }
        }
        Some(opened)
    }

    /// The parcels that are here and that the server neither lists nor let go by the word of those who may: what was
    /// withdrawn, and days that expired. Of days whose lists could not be read nothing is missed.
    fn missing(
        &self,
        listed: &ServersLists,
        withdrawn: &BTreeSet<Buried>,
        expired: &ExpiredDays,
    ) -> Result<Vec<VaultFile>, InboxError> {
        let gone = |file: &VaultFile| {
            let day = (file.desk.clone(), file.day);
            let is_there = listed.days.get(&day).is_some_and(|ids| ids.binary_search(&file.id).is_ok());
            let may_be_there = is_there || listed.unread.contains_key(&day);
            listed.desks.contains(&file.desk)
                && !may_be_there
                && !withdrawn.contains(&(file.desk.clone(), file.id))
                && !expired.contains(&day)
        };
        Ok(files(self.vault)?.into_iter().filter(gone).collect())
    }

    /// What we ourselves have signed.
    fn own(&self, note: &str) -> Option<Acknowledgement> {
        let note = SignedAcknowledgement::parse(note).ok()?;
        self.is_own(&note).then(|| note.says().clone())
    }

    pub(super) fn is_own(&self, note: &SignedAcknowledgement) -> bool {
        note.is_by(self.reviewer, &PublicKey::of(&self.keys.signing))
    }
}

/// The tombstones of desks. No signature in them is believed yet.
pub(super) async fn tombstones(
    remote: &mut Remote,
    desks: impl IntoIterator<Item = &DeskId>,
) -> Result<Vec<SignedWithdrawal>, RemoteError> {
    let mut tombstones = Vec::new();
    for desk in desks {
        tombstones.extend(remote.withdrawn(desk).await?);
    }
    Ok(tombstones)
}

/// Gives a parcel back to a server that lacks it; false when it does not take it.
pub async fn give_back(remote: &mut Remote, file: &VaultFile) -> Result<bool, GiveError> {
    let failed = |error| GiveError::Vault(InboxError::Io(file.path.clone(), error));
    let mut content = File::open(&file.path).map_err(failed)?;
    let size = content.metadata().map_err(failed)?.len();
    let (mut at, mut piece, mut setbacks, mut waits) = (0, vec![0; MAX_GIVEN_PIECE_BYTES], 0, 0);
    loop {
        io::Seek::seek(&mut content, io::SeekFrom::Start(at)).map_err(failed)?;
        let mut len = 0;
        while len < piece.len() {
            match content.read(&mut piece[len..]).map_err(failed)? {
                0 => break,
                read => len += read,
            }
        }
        match remote.give(&file.desk, file.day, file.id, (at, size), &piece[..len]).await {
            Ok(given) if given.kept => return Ok(true),
            Ok(given) if given.have > at && given.have < size => at = given.have,
            // It was started again meanwhile.
            Ok(given) if given.have < at && setbacks < MOST_SETBACKS => {
                setbacks += 1;
                at = given.have;
            }
            Ok(_) => return Err(RemoteError::Nonsense("it does not go on with a parcel that is given back").into()),
            Err(RemoteError::NotFound | RemoteError::NotTaken) => return Ok(false),
            Err(RemoteError::Busy) if waits < MOST_WAITS => {
                waits += 1;
                sleep(WAIT).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// A parcel could not be given back.
#[derive(Debug)]
pub enum GiveError {
    /// The server could not be talked to.
    Remote(RemoteError),
    /// The vault cannot be read.
    Vault(InboxError),
}

impl From<RemoteError> for GiveError {
    fn from(error: RemoteError) -> Self {
        Self::Remote(error)
    }
}
