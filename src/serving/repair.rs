//! Mending a data folder: who signed what, and the server's own key; the rest is the store's.

use std::fs;
use std::path::Path;

use super::{Config, ServeError, key, read_roster};
use crate::harden;
use crate::roster::{
    NoteError, NoteVerifier, PublicKey, Roster, RosterError, SignedAcknowledgement, SignedRoster, SignedWithdrawal,
};
use crate::seal::{Clock, Day, DeskId, ParcelId, ShortName};
use crate::store::{Judge, Repair, StoreError};

pub use crate::store::{Done, Mended};

const KEY: &str = "reviewing.key";

/// Mends the data folder of a configuration while no server runs, and says what it found. `progress` is told the bytes
/// to be read and those that were.
///
/// The configuration need not be fit to be served: a roster that cannot be read judges nothing.
pub fn repair(config: &Config, clock: &Clock, progress: &mut dyn FnMut(u64, u64)) -> Result<Vec<Mended>, ServeError> {
    harden::process::files_for_this_user();
    let mut repair = Repair::begin(&config.data)?;
    let custodian = config.custodian()?;
    let judge = Signed::read(config, custodian);
    repair.run(&judge, progress)?;
    let mend = "its reviewers refuse it: bring the old one back from a backup, or give the custodian what `amparo serve \
                --print-key` prints, for a new roster";
    match key::load(&config.data) {
        Err(StoreError::Damaged(_) | StoreError::NotPlain(_) | StoreError::Io(..)) => {
            repair.set_aside(Path::new(KEY), "it does not make sense, or cannot be read", "another was drawn")?;
            key::create(&config.data)?;
            repair.tell(Path::new(KEY), "another was drawn", Done::MadeAnew, mend);
        }
        Err(error) => return Err(error.into()),
        Ok(None) => {
            key::create(&config.data)?;
            repair.tell(Path::new(KEY), "it is missing", Done::MadeAnew, mend);
        }
        Ok(Some(found)) => {
            let known = judge.rosters.iter().any(|roster| roster.text().interface.key == PublicKey::of(&found));
            if !known && !judge.rosters.is_empty() {
                repair.tell(Path::new(KEY), "it is not the key that the roster names", Done::Stays, mend);
            }
        }
    }
    Ok(repair.finish(config.free(), clock.today())?)
}

/// All rosters that the custodian signed: a note that one of them bears out was signed by who could.
struct Signed {
    custodian: NoteVerifier,
    rosters: Vec<Roster>,
    /// Whether all reviewers there ever were are known: no roster is by a custodian of before.
    knows_all: bool,
}

impl Signed {
    fn read(config: &Config, custodian: NoteVerifier) -> Self {
        let kept = fs::read_dir(config.data.join("rosters")).into_iter().flatten().filter_map(Result::ok);
        let kept = kept.filter_map(|entry| SignedRoster::read(&entry.path()).ok());
        let served = read_roster(config).ok();
        let (mut rosters, mut knows_all) = (Vec::new(), true);
        for signed in served.into_iter().chain(kept) {
            match signed.verify(&custodian) {
                Ok(roster) => rosters.push(roster),
                Err(RosterError::Note(NoteError::Unsigned)) => knows_all = false,
                Err(_) => {}
            }
        }
        knows_all &= !rosters.is_empty();
        Self { custodian, rosters, knows_all }
    }

    fn bears_out(&self, by: impl Fn(&Roster) -> bool) -> bool {
        !self.knows_all || self.rosters.iter().any(by)
    }
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
