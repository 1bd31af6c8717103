//! Deleting from a vault what was withdrawn on the server.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::harden::private_file;
use crate::roster::{Roster, SignedWithdrawal, Since};
use crate::seal::{Day, DeskId, Identity, Kind, OpenedParcel, ParcelId, SubmissionId};
use crate::vault::custody::ChainId;
use crate::vault::file::{Place, VaultFile};
use crate::vault::inbox::{InboxError, files};
use crate::vault::index::{Index, Seen};

/// A parcel as one desk has it: what a tombstone names.
pub(in crate::vault) type Buried = (DeskId, ParcelId);

/// What left a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenOut {
    /// The parcels that were withdrawn, whether they were here or not.
    pub withdrawn: BTreeSet<Buried>,
    /// Those that were here and are gone.
    pub parcels: BTreeSet<ParcelId>,
    /// The testimonies among them, each with the desk that it left: those of which no other parcel there says the same.
    pub submissions: BTreeSet<ChainId>,
    /// Those of these that no other desk here has.
    pub nowhere: BTreeSet<SubmissionId>,
    /// The parcels that are here and stay.
    pub staying: BTreeSet<ParcelId>,
    /// Tombstones that do not hold, of parcels that are here and stay.
    pub doubtful: Vec<ParcelId>,
    /// Those that were withdrawn and stay for now, because what else is kept of them could not be forgotten.
    pub left: BTreeSet<ParcelId>,
}

/// Deletes from `vault` what `tombstones` name, when enough reviewers of the desk signed them by a roster that counts
/// for the parcel, and their day has come ([`JudgedTombstones`]). What they told leaves `index`.
///
/// `forget` is handed what is about to go, before anything of it goes: it takes away what else is kept of it. The
/// parcels tell which submissions those are, so whatever ends the command in between, the next one is told of them again.
/// Where it fails, nothing is deleted, and why is given back: the next command tries again.
///
/// A file that is deleted may be brought back by who has the disk; see the threat model.
///
/// # Errors
/// The vault cannot be used.
pub(in crate::vault) fn take_out<E>(
    vault: &Path,
    index: &mut Index,
    tombstones: &[SignedWithdrawal],
    rules: WithdrawalRules<'_>,
    identity: &Identity,
    forget: impl FnOnce(&TakenOut) -> Result<(), E>,
) -> Result<(TakenOut, Option<E>), InboxError> {
    let JudgedTombstones { withdrawn, going, doubtful, submissions, parts } =
        JudgedTombstones::of(vault, index, tombstones, rules, identity)?;
    let mut taken = TakenOut { withdrawn, submissions, doubtful, ..TakenOut::default() };
    taken.parcels = going.iter().map(VaultFile::id).collect();
    taken.nowhere = taken.submissions.iter().map(|(submission, _)| *submission).collect();
    let goes: HashSet<Place> = going.iter().map(VaultFile::place).collect();
    let stays: Vec<VaultFile> = files(vault)?.into_iter().filter(|file| !goes.contains(&file.place())).collect();
    taken.staying = stays.iter().map(VaultFile::id).collect();
    if !taken.submissions.is_empty() {
        for file in &stays {
            let Some(told) = Told::by(file, index, identity) else { continue };
            let Some(submission) = told.testimony else { continue };
            // Whoever seals another in a source's name, and withdraws that, takes nothing of the source's with it.
            taken.nowhere.remove(&submission);
            taken.submissions.remove(&(submission, told.desk));
        }
    }
    if let Err(error) = forget(&taken) {
        taken.left = std::mem::take(&mut taken.parcels);
        taken.submissions.clear();
        taken.nowhere.clear();
        return Ok((taken, Some(error)));
    }
    for file in going {
        delete(&file.path)?;
        index.forget(&file);
    }
    for part in parts {
        delete(&part)?;
    }
    Ok((taken, None))
}

/// By what tombstones are judged.
#[derive(Clone, Copy)]
pub(in crate::vault) struct WithdrawalRules<'a> {
    /// Every roster that is known here, sorted by version.
    pub(in crate::vault) rosters: &'a [Roster],
    /// Before the day that a tombstone names it does not hold.
    pub(in crate::vault) today: Day,
}

impl WithdrawalRules<'_> {
    /// Whether one of a parcel's tombstones is signed by enough of those who stand in a roster that counts, and its day has
    /// come.
    fn holds(self, tombstones: &[&SignedWithdrawal], since: Since) -> bool {
        let enough = |tombstone: &SignedWithdrawal| since.of(self.rosters).iter().any(|by| by.is_enough(tombstone));
        tombstones.iter().any(|tombstone| tombstone.says().not_before <= self.today && enough(tombstone))
    }
}

/// The tombstones of each parcel.
type Named<'a> = BTreeMap<Buried, Vec<&'a SignedWithdrawal>>;

/// What tombstones say of a vault, as far as they hold.
///
/// For a parcel that opens here the rosters count from the version on that it names inside its seal, and from the one that
/// was in force when the day it says there began: a server that goes on with a roster of before gives nobody back their say. For one
/// that does not open, from the one that was in force on the day it is listed under; for one that is not here, the newest
/// alone. So whoever was removed before it came, or could not decide alone any more, signs nothing of it away.
///
/// One that opens is of the desk that its seal names, and goes from wherever a server listed it. Of one that does not, only
/// what lies in the desk goes: another's reviewers have no say in it.
#[derive(Default)]
pub(in crate::vault) struct JudgedTombstones {
    /// The parcels that are withdrawn, whether they are here or not.
    pub(in crate::vault) withdrawn: BTreeSet<Buried>,
    /// Those that are here.
    going: Vec<VaultFile>,
    doubtful: Vec<ParcelId>,
    submissions: BTreeSet<ChainId>,
    /// What an earlier pull brought of a parcel and never finished.
    parts: Vec<PathBuf>,
}

impl JudgedTombstones {
    /// Judges all that a server gives.
    ///
    /// # Errors
    /// The vault cannot be read.
    pub(in crate::vault) fn of(
        vault: &Path,
        index: &Index,
        tombstones: &[SignedWithdrawal],
        rules: WithdrawalRules<'_>,
        identity: &Identity,
    ) -> Result<Self, InboxError> {
        let mut named = Named::new();
        for tombstone in tombstones {
            let says = tombstone.says();
            named.entry((says.desk.clone(), says.parcel)).or_default().push(tombstone);
        }
        let ids: HashSet<ParcelId> = named.keys().map(|(_, id)| *id).collect();
        let mut here = BTreeMap::<ParcelId, Vec<VaultFile>>::new();
        for file in files(vault)?.into_iter().filter(|file| ids.contains(&file.id)) {
            here.entry(file.id).or_default().push(file);
        }
        let (mut judged, mut doubtful) = (Self::default(), Vec::new());
        for (parcel, tombstones) in &named {
            let places = here.get(&parcel.1).map_or(&[][..], Vec::as_slice);
            let told = places.iter().find_map(|file| Told::by(file, index, identity));
            doubtful.extend(judged.judge(parcel, places, told, |since| rules.holds(tombstones, since)));
        }
        // What the tombstone of one desk leaves, that of another may take.
        let going: HashSet<Place> = judged.going.iter().map(VaultFile::place).collect();
        let stays = |file: &&VaultFile| !going.contains(&file.place());
        judged.doubtful = doubtful.into_iter().filter(stays).map(|file| file.id).collect();
        judged.parts = parts_that_go(vault, &named, rules)?;
        Ok(judged)
    }

    /// Judges one parcel, of which `told` tells where it opens; gives the files of it that stay, though they are named.
    fn judge<'f>(
        &mut self,
        parcel: &Buried,
        places: &'f [VaultFile],
        told: Option<Told>,
        holds: impl Fn(Since) -> bool,
    ) -> Vec<&'f VaultFile> {
        let desk = &parcel.0;
        let is_of_desk = told.as_ref().is_some_and(|told| told.desk == *desk);
        let files: Vec<&VaultFile> = places.iter().filter(|file| is_of_desk || file.desk == *desk).collect();
        // Of one that a server lists under two days the later one counts.
        let Some(day) = files.iter().map(|file| file.day).max() else {
            if holds(Since::Newest) {
                self.withdrawn.insert(parcel.clone());
            }
            return files;
        };
        // All of those that count from the later one on count from the earlier one on too. On the day on which a newer one was
        // issued the older one may have been in use.
        let since = told
            .as_ref()
            .map_or([Since::Day(day); 2], |told| [Since::Version(told.roster), Since::Day(told.day.plus(-1))]);
        if !((is_of_desk || told.is_none()) && since.into_iter().all(holds)) {
            return files;
        }
        self.submissions.extend(told.and_then(|told| Some((told.testimony?, desk.clone()))));
        self.withdrawn.insert(parcel.clone());
        self.withdrawn.extend(files.iter().map(|file| (file.desk.clone(), file.id)));
        self.going.extend(files.into_iter().cloned());
        Vec::new()
    }
}

/// What a parcel tells that decides about a withdrawal.
struct Told {
    /// The desk that it was sent to.
    desk: DeskId,
    /// The version of the roster that it was sealed under.
    roster: u64,
    /// The day that it was sealed on.
    day: Day,
    /// The submission, when this is its testimony.
    testimony: Option<SubmissionId>,
}

impl Told {
    /// From the index or, where that does not know it, the parcel; `None` where it does not open.
    fn by(file: &VaultFile, index: &Index, identity: &Identity) -> Option<Self> {
        match index.seen(file) {
            Some(Seen::Open(facts)) => {
                let testimony = facts.is_testimony().then_some(facts.submission);
                Some(Self { desk: facts.desk.clone(), roster: facts.roster.version, day: facts.day, testimony })
            }
            Some(Seen::Closed(_) | Seen::Broken(_)) => None,
            None => {
                let parcel = OpenedParcel::open(File::open(&file.path).ok()?, identity).ok()?;
                let head = &parcel.info().head;
                let testimony = (head.kind == Kind::Testimony).then_some(head.submission);
                let day = parcel.info().day;
                Some(Self { desk: head.desk.clone(), roster: head.roster.version, day, testimony })
            }
        }
    }
}

/// The unfinished parcels that are withdrawn: of each no more is known than the day it is listed under.
fn parts_that_go(vault: &Path, named: &Named<'_>, rules: WithdrawalRules<'_>) -> Result<Vec<PathBuf>, InboxError> {
    let mut going = Vec::new();
    for desk in named.keys().map(|(desk, _)| desk).collect::<BTreeSet<_>>() {
        for (day, id, path) in parts(vault, desk)? {
            let tombstones = named.get(&(desk.clone(), id));
            if tombstones.is_some_and(|tombstones| rules.holds(tombstones, Since::Day(day))) {
                going.push(path);
            }
        }
    }
    Ok(going)
}

/// Deletes a parcel, and its day's folder when that was the last.
fn delete(path: &Path) -> Result<(), InboxError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| InboxError::Io(path, error)
    };
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(path)(error)),
        _ => {}
    }
    let Some(folder) = path.parent() else { return Ok(()) };
    private_file::sync_folder(folder).map_err(failed(folder))?;
    match fs::remove_dir(folder) {
        Err(error) if !matches!(error.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotFound) => {
            Err(failed(folder)(error))
        }
        _ => Ok(()),
    }
}

/// The unfinished parcels of a desk, with their days.
fn parts(vault: &Path, desk: &DeskId) -> Result<Vec<(Day, ParcelId, PathBuf)>, InboxError> {
    let folder = vault.join(desk.as_str());
    let failed = |e| InboxError::Io(folder.clone(), e);
    let days = match fs::read_dir(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    let mut found = Vec::new();
    for day in days {
        let day = day.map_err(failed)?;
        let of = day.file_name().to_str().and_then(|name| name.parse::<Day>().ok());
        let Some(of) = of.filter(|_| day.path().is_dir()) else { continue };
        for file in fs::read_dir(day.path()).map_err(failed)? {
            let path = file.map_err(failed)?.path();
            let id = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".part")?.parse().ok());
            found.extend(id.map(|id| (of, id, path)));
        }
    }
    Ok(found)
}
