//! Days that a server let go by the word of every reviewer, and which of them this home has heard of.
//!
//! ```text
//! HOME/expired    a line for each: DESK DAY SHA-256 of the parcels' ids, sorted
//! ```
//! Every pull signs for closed days, whether or not anything is to expire by that. So a server that was taken over has all
//! it needs to pretend that they did, and only people can tell: each day is told once. What was heard of is remembered
//! with the digest that the vault had then: a withdrawal may take some of its parcels later.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fetch::ServersLists;
use super::file::VaultFile;
use super::holdings::{Holder, ServersWord};
use super::home::Home;
use super::inbox::{InboxError, files};
use crate::harden::private_file;
use crate::roster::{Roster, SignedAcknowledgement, Since, digest_of_ids};
use crate::seal::{Day, DeskId, Digest, ShortName};

const NAME: &str = "expired";

/// Days that expired, each with the digest of its parcels' ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ExpiredDays(BTreeMap<(DeskId, Day), Digest>);

/// A day that expired, of which this home had not heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewlyExpired {
    /// The desk.
    pub desk: DeskId,
    /// The day.
    pub day: Day,
    /// How many parcels of it the vault holds.
    pub parcels: usize,
}

impl ExpiredDays {
    /// Those that the folder `home` has heard of. A line that makes no sense is told anew as if it were not there.
    fn read(home: &Path) -> Result<Self, InboxError> {
        let path = path(home);
        match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(InboxError::Io(path, error)),
            Ok(bytes) => Ok(Self(String::from_utf8_lossy(&bytes).lines().filter_map(day_of).collect())),
        }
    }

    /// Lets `change` say what is heard of from now on, while no other command does so, and keeps that.
    fn change<T>(home: &Path, change: impl FnOnce(&Self) -> Result<(Self, T), InboxError>) -> Result<T, InboxError> {
        let _alone = private_file::lock_folder(home).map_err(|e| InboxError::Io(home.to_owned(), e))?;
        let known = Self::read(home)?;
        let (changed, told) = change(&known)?;
        if changed != known {
            changed.keep(home)?;
        }
        Ok(told)
    }

    /// Remembers them.
    fn keep(&self, home: &Path) -> Result<(), InboxError> {
        let lines = self.0.iter().map(|((desk, day), sha256)| format!("{desk} {day} {sha256}\n"));
        let path = path(home);
        private_file::replace(&path, lines.collect::<String>().as_bytes()).map_err(|e| InboxError::Io(path, e))
    }

    pub(super) fn contains(&self, day: &(DeskId, Day)) -> bool {
        self.0.contains_key(day)
    }
}

/// Days that a server let go.
#[derive(Default)]
pub struct LetGo {
    /// All of which this home has heard.
    pub(super) all: ExpiredDays,
    /// Those of which it had not heard before.
    pub new: Vec<NewlyExpired>,
}

impl LetGo {
    /// Looks which days are gone by every reviewer's word, lets `tell` say what is new among them, and then remembers it:
    /// each is told, and told once. Asked before anything leaves the vault, which must hold them whole. Whom the newest
    /// roster does not name is told nothing new.
    ///
    /// # Errors
    /// The vault or the home cannot be read, or what was told cannot be remembered.
    pub(super) fn learn(
        home: &Home,
        holder: Option<&Holder<'_>>,
        listed: &ServersLists,
        word: &ServersWord,
        tell: impl FnOnce(&[NewlyExpired]),
    ) -> Result<Self, InboxError> {
        let Some(holder) = holder else {
            return Ok(Self { all: ExpiredDays::read(home.path())?, new: Vec::new() });
        };
        ExpiredDays::change(home.path(), |known| {
            let (all, new, remembered) = holder.expired(listed, &word.expired, known)?;
            tell(&new);
            Ok((remembered, Self { all, new }))
        })
    }

    /// All of them as of now. The next pull tells of what is new.
    pub(super) fn known(
        home: &Home,
        holder: &Holder<'_>,
        listed: &ServersLists,
        word: &ServersWord,
    ) -> Result<ExpiredDays, InboxError> {
        let known = ExpiredDays::read(home.path())?;
        holder.expired(listed, &word.expired, &known).map(|(all, ..)| all)
    }
}

impl Holder<'_> {
    /// Which days are gone by `notes`, of which this home has heard or hears now; the latter apart; and what of all that is
    /// to be remembered: of a day of which nothing is here any more, nothing is.
    ///
    /// Such a day is one that the server does not list, that every reviewer has acknowledged whose word the rosters ask for
    /// that were in force then or later, and whose parcels the vault holds as our own note says: all of them, and no other.
    fn expired(
        &self,
        listed: &ServersLists,
        notes: &[String],
        known: &ExpiredDays,
    ) -> Result<(ExpiredDays, Vec<NewlyExpired>, ExpiredDays), InboxError> {
        let mut here = BTreeMap::<(DeskId, Day), BTreeSet<_>>::new();
        for file in files(self.vault)? {
            here.entry((file.desk().clone(), file.day())).or_default().insert(VaultFile::id(&file));
        }
        let mut days = BTreeMap::<(DeskId, Day), Vec<SignedAcknowledgement>>::new();
        for note in notes.iter().filter_map(|note| SignedAcknowledgement::parse(note).ok()) {
            days.entry((note.says().desk.clone(), note.says().day)).or_default().push(note);
        }
        let (mut all, mut new) = (ExpiredDays::default(), Vec::new());
        for (day, notes) in days {
            if listed.days.contains_key(&day) || listed.unread.contains_key(&day) {
                continue;
            }
            let Some(sha256) = notes.iter().find(|note| self.is_own(note)).map(|note| note.says().sha256) else {
                continue;
            };
            let held = here.get(&day);
            if known.0.get(&day) != Some(&sha256) {
                let holds_it = held.is_some_and(|ids| digest_of_ids(ids.iter().copied()) == sha256);
                if !holds_it || !lets_expire(self.rosters, &day, &notes) {
                    continue;
                }
                let (desk, of) = day.clone();
                new.push(NewlyExpired { desk, day: of, parcels: held.map_or(0, BTreeSet::len) });
            }
            all.0.insert(day, sha256);
        }
        let mut remembered = known.clone();
        remembered.0.extend(all.0.clone());
        remembered.0.retain(|day, _| here.contains_key(day));
        Ok((all, new, remembered))
    }
}

/// True when every reviewer has signed whom one of the rosters asks for that were in force on that day or later.
fn lets_expire(rosters: &[Roster], (desk, day): &(DeskId, Day), notes: &[SignedAcknowledgement]) -> bool {
    Since::Day(*day).of(rosters).iter().any(|roster| {
        let by = |reviewer: &ShortName| {
            let mut theirs = notes.iter().filter(|note| roster.has_acknowledged(reviewer, note));
            theirs.next().map(SignedAcknowledgement::as_str)
        };
        roster.lets_expire(desk, *day, by)
    })
}

fn day_of(line: &str) -> Option<((DeskId, Day), Digest)> {
    let (desk, rest) = line.split_once(' ')?;
    let (day, sha256) = rest.split_once(' ')?;
    Some(((desk.parse().ok()?, day.parse().ok()?), sha256.parse().ok()?))
}

fn path(home: &Path) -> PathBuf {
    home.join(NAME)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn what_several_pulls_heard_of_at_once_is_remembered_of_all() {
        let home = tempfile::tempdir().unwrap();
        let days: Vec<_> = (10..26).map(|day| format!("main 2026-11-{day} {}", "3f".repeat(32))).collect();
        thread::scope(|scope| {
            for line in &days {
                let hears = |known: &ExpiredDays| {
                    let mut all = known.clone();
                    all.0.extend(day_of(line));
                    Ok((all, ()))
                };
                let home = home.path();
                scope.spawn(move || ExpiredDays::change(home, hears).unwrap());
            }
        });
        let kept = fs::read_to_string(home.path().join(NAME)).unwrap();
        assert_eq!(kept.lines().collect::<Vec<_>>(), days);
        assert_eq!(ExpiredDays::read(home.path()).unwrap().0.len(), days.len());
    }
}
