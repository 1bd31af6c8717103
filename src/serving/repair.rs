//! Mending a data folder: who signed what, and the server's own key; the rest is the store's.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Config, ServeError, key, read_roster};
use crate::harden;
use crate::harden::folder::{Folder, Kind};
use crate::roster::{
    NoteError, NoteVerifier, PublicKey, Roster, RosterError, SignedAcknowledgement, SignedRoster, SignedWithdrawal,
};
use crate::seal::{Clock, Day, DeskId, ParcelId, ShortName};
use crate::store::{Judge, QUARANTINE, ROSTERS, Repair, SERVER_KEY, StoreError, name_before, version_of};

pub use crate::store::{Done, Mended};

/// What came of a repair.
pub struct Repaired {
    /// What was found, and what was done about it.
    pub found: Vec<Mended>,
    /// Whether the folder opened as it does for a server.
    pub opens: bool,
    /// Why the repair could not be done to its end, where it could not: the rest was not looked at.
    pub failed: Option<ServeError>,
}

/// Mends the data folder of a configuration while no server runs, and says what it found. `progress` is told the bytes
/// to be read and those that were.
///
/// The configuration need not be fit to be served: a roster that cannot be read judges nothing.
///
/// # Errors
/// Nothing was begun, and nothing changed.
pub fn repair(config: &Config, clock: &Clock, progress: &mut dyn FnMut(u64, u64)) -> Result<Repaired, ServeError> {
    harden::process::files_for_this_user();
    let custodian = config.custodian()?;
    let mut repair = Repair::begin(&config.data)?;
    let done = mend(&mut repair, config, custodian, clock.today(), progress);
    let (opens, failed) = match done {
        Ok(opens) => (opens, None),
        Err(error) => (false, Some(error.into())),
    };
    Ok(Repaired { found: repair.into_found(), opens, failed })
}

fn mend(
    repair: &mut Repair,
    config: &Config,
    custodian: NoteVerifier,
    today: Day,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<bool, StoreError> {
    repair.modes()?;
    let judge = Signed::read(config, custodian);
    repair.run(&judge, progress)?;
    judge.tell(repair);
    let path = Path::new(SERVER_KEY);
    let mend = "its reviewers refuse it: bring the old one back from a backup, for the folder's account, or give the custodian what `amparo serve \
                --print-key` prints, for a new roster";
    match key::load(&config.data) {
        Err(error) if error.is_damage() => {
            repair.set_aside(path, "it does not make sense, or cannot be read", "")?;
            key::create(&config.data)?;
            repair.tell(path, "another was drawn", Done::MadeAnew, mend);
        }
        Err(error) => return Err(error),
        Ok(None) => {
            key::create(&config.data)?;
            repair.tell(path, "it is missing", Done::MadeAnew, mend);
        }
        Ok(Some(found)) => {
            let is_named = judge.rosters.iter().any(|roster| roster.text().interface.key == PublicKey::of(&found));
            // One that cannot be read may name it.
            if !is_named && !judge.rosters.is_empty() && judge.lacking.is_empty() {
                repair.tell(path, "it is not the key that the roster names", Done::Stays, mend);
            }
        }
    }
    repair.finish(config.free(), today)
}

/// All rosters that the custodian signed: a note that one of them bears out was signed by who could.
struct Signed {
    custodian: NoteVerifier,
    rosters: Vec<Roster>,
    /// The versions of those that can be read.
    known: BTreeSet<u64>,
    /// The versions of those that were served and cannot be read any more, whoever signed them.
    lacking: BTreeSet<u64>,
    /// Whether one is by a custodian of before, whose key is not known here.
    has_older: bool,
    /// Whether any that was served is still kept.
    has_kept: bool,
}

impl Signed {
    fn read(config: &Config, custodian: NoteVerifier) -> Self {
        let mut this = Self {
            custodian,
            rosters: Vec::new(),
            known: BTreeSet::new(),
            lacking: BTreeSet::new(),
            has_older: false,
            has_kept: false,
        };
        if let Ok(served) = read_roster(config) {
            this.take(&served);
        }
        let mut versions = BTreeSet::new();
        for (name, kind) in named(config, ROSTERS) {
            let Some(version) = version_of(name_before(&name)) else { continue };
            versions.insert(version);
            let path = config.data.join(ROSTERS).join(name);
            // Nobody waits for a pipe.
            if kind == Kind::File
                && let Ok(kept) = SignedRoster::read(&path)
            {
                this.has_kept |= this.take(&kept) == Some(version);
            }
        }
        // What an earlier repair set aside is not there any more to bear anything out.
        let aside = named(config, &format!("{QUARANTINE}/{ROSTERS}"));
        versions.extend(aside.iter().filter_map(|(name, _)| version_of(name_before(name))));
        this.lacking = versions.difference(&this.known).copied().collect();
        this
    }

    /// Takes a roster for what it is, and gives its version where it can be read.
    fn take(&mut self, signed: &SignedRoster) -> Option<u64> {
        let version = match signed.verify(&self.custodian) {
            Ok(roster) => {
                let version = roster.text().version;
                self.rosters.push(roster);
                version
            }
            Err(RosterError::Note(NoteError::Unsigned)) => {
                self.has_older = true;
                signed.claim().ok()?.version
            }
            Err(_) => return None,
        };
        self.known.insert(version);
        Some(version)
    }

    /// Says which rosters cannot be read: what depends on them was not judged.
    fn tell(&self, repair: &mut Repair) {
        let versions: Vec<String> = self.lacking.iter().map(ToString::to_string).collect();
        if !versions.is_empty() {
            let damage =
                format!("roster {} cannot be read, so that who signed which note was not judged", versions.join(", "));
            repair.tell(
                Path::new(ROSTERS),
                damage,
                Done::Stays,
                "bring it back from a backup, for the folder's account, and repair again",
            );
        }
    }

    /// Whether all reviewers there ever were are known.
    fn knows_all(&self) -> bool {
        !self.rosters.is_empty() && self.has_kept && !self.has_older && self.lacking.is_empty()
    }

    fn bears_out(&self, by: impl Fn(&Roster) -> bool) -> bool {
        !self.knows_all() || self.rosters.iter().any(by)
    }
}

/// What lies in a folder of the data folder; nothing where there is none, or a link or a file is in its place.
fn named(config: &Config, path: &str) -> Vec<(String, Kind)> {
    Folder::open(&config.data).and_then(|folder| folder.entries(path)).unwrap_or_default()
}

impl Judge for Signed {
    fn is_roster(&self, version: u64, note: &str) -> bool {
        let signed = SignedRoster::new(note.to_owned());
        match signed.verify(&self.custodian) {
            Ok(roster) => roster.text().version == version,
            // Of a custodian of before, whose key is not known here.
            Err(RosterError::Note(NoteError::Unsigned)) => signed.claim().is_ok_and(|text| text.version == version),
            Err(_) => false,
        }
    }

    fn is_withdrawal(&self, desk: &DeskId, id: ParcelId, note: &str) -> bool {
        let Ok(signed) = SignedWithdrawal::parse(note) else { return false };
        let says = signed.says();
        says.desk == *desk && says.parcel == id && self.bears_out(|roster| !roster.signers(&signed).is_empty())
    }

    fn is_acknowledgement(&self, desk: &DeskId, day: Day, reviewer: &ShortName, note: &str) -> bool {
        let Ok(signed) = SignedAcknowledgement::parse(note) else { return false };
        let says = signed.says();
        let is_theirs = |roster: &Roster| roster.has_acknowledged(reviewer, &signed);
        says.desk == *desk && says.day == day && self.bears_out(is_theirs)
    }
}
