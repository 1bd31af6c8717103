//! Whom a reviewer trusts: the custodian, and the rosters that were accepted.

mod kept;
mod server_file;

use std::ops::RangeInclusive;

use crate::harden::private_file::{self, Locked};
use crate::roster::{NoteError, NoteVerifier, Roster, RosterError, SignedRoster};
use crate::seal::{Clock, Day, RosterRef};
use crate::vault::served;

use self::kept::Kept;
use self::server_file::{Former, ServerFile};
use super::{Home, HomeError, private_folder};

pub use self::kept::LeftOut;

const ROSTERS: &str = "rosters";

/// What became of a roster that was offered.
pub enum Accepted {
    /// It is the one that is known.
    Known,
    /// It is new, and signed by the custodian who is trusted.
    New(Box<Roster>),
    /// It is new, and signed by a successor whom the roster before it names: the custodian from now on.
    NewCustodian(Box<Roster>),
}

/// Somebody whose rosters count.
#[derive(Clone, Debug)]
pub struct Custodian {
    /// Their key.
    pub key: NoteVerifier,
    /// The versions of the rosters that can be theirs: a former one's key may be in anybody's hands.
    pub versions: RangeInclusive<u64>,
}

impl Home {
    /// Trusts the custodian and their roster from now on.
    ///
    /// Where another custodian is trusted already, only a successor named in the newest roster can follow.
    pub fn join(&self, signed: &SignedRoster, custodian: &NoteVerifier) -> Result<Roster, HomeError> {
        let roster = signed.verify(custodian).map_err(HomeError::Roster)?;
        self.make_folder()?;
        let _alone = self.alone()?;
        match self.server() {
            Ok(server) if server.custodian == *custodian => {}
            Ok(server) => {
                let kept = self.kept(server)?.whole()?;
                if !kept.newest().is_some_and(|newest| newest.text().successors.contains(custodian)) {
                    return Err(HomeError::OtherCustodian(ServerFile::path(&self.root)));
                }
            }
            Err(HomeError::NotJoined) => {
                ServerFile { custodian: custodian.clone(), former: Vec::new() }.write(&self.root)?;
            }
            Err(error) => return Err(error),
        }
        self.accept_alone(signed)?;
        Ok(roster)
    }

    /// The custodian whose rosters are trusted.
    pub fn custodian(&self) -> Result<NoteVerifier, HomeError> {
        Ok(self.server()?.custodian)
    }

    /// Every roster that was accepted, oldest first; each is verified again. One that is damaged is left out
    /// ([`Self::left_out`]), but for the newest.
    ///
    /// # Errors
    /// None was accepted, or the newest is lost: who reads and where the server is would be those of before.
    pub fn rosters(&self) -> Result<Vec<Roster>, HomeError> {
        Ok(self.signed_rosters()?.into_iter().map(|(roster, _)| roster).collect())
    }

    /// The same, each with the note that it was signed by.
    pub fn signed_rosters(&self) -> Result<Vec<(Roster, SignedRoster)>, HomeError> {
        let kept = self.kept(self.server()?)?.whole()?;
        let rosters: Vec<_> = kept.known.into_iter().map(|known| (known.roster, known.signed)).collect();
        if rosters.is_empty() { Err(HomeError::NotJoined) } else { Ok(rosters) }
    }

    /// The notes among the kept rosters that count for nothing, and why.
    pub fn left_out(&self) -> Result<Vec<LeftOut>, HomeError> {
        Ok(self.kept(self.server()?)?.left_out)
    }

    /// The custodian who is trusted, and those before, the first one first.
    pub fn custodians(&self) -> Result<Vec<Custodian>, HomeError> {
        let server = self.kept(self.server()?)?.server;
        let keys = server.former.iter().map(|former| &former.key).chain([&server.custodian]).enumerate();
        Ok(keys.map(|(at, key)| Custodian { key: key.clone(), versions: server.versions(at) }).collect())
    }

    /// Takes a roster that the server uses, when it is not an older one and signed by the custodian, or by
    /// a successor whom the newest roster names; notes since when the server is known to use it.
    pub fn accept(&self, signed: &SignedRoster) -> Result<Accepted, HomeError> {
        self.accept_on(signed, Clock::system().today())
    }

    /// The same, on this day.
    fn accept_on(&self, signed: &SignedRoster, today: Day) -> Result<Accepted, HomeError> {
        let _alone = self.alone()?;
        let accepted = self.accept_alone(signed)?;
        // It is believed by now.
        let says = signed.claim().map_err(HomeError::Roster)?;
        served::hear(&self.root, (says.version, says.issued), today).map_err(|(path, e)| HomeError::Io(path, e))?;
        Ok(accepted)
    }

    fn accept_alone(&self, signed: &SignedRoster) -> Result<Accepted, HomeError> {
        let Kept { server, known, lost, .. } = self.kept(self.server()?)?;
        let newest = known.last().map(|known| &known.roster);
        let (roster, successor) = match signed.verify(&server.custodian) {
            Ok(roster) => (roster, None),
            Err(error @ RosterError::Note(NoteError::Unsigned)) => {
                // Whom the newest one named is not known any more.
                if let Some(lost) = lost {
                    return Err(lost.into());
                }
                let named = newest.map_or(&[][..], |newest| &newest.text().successors);
                let by_successor = named.iter().find_map(|key| Some((signed.verify(key).ok()?, Some(key.clone()))));
                by_successor.ok_or(HomeError::Roster(error))?
            }
            Err(error) => return Err(HomeError::Roster(error)),
        };
        let RosterRef { version, digest } = roster.reference();
        if let Some(lost) = lost.filter(|lost| lost.version.is_some_and(|lost| lost > version)) {
            return Err(lost.into());
        }
        if let Some(newest) = newest.map(Roster::reference) {
            if newest.version > version {
                return Err(HomeError::OlderRoster { offered: version, known: newest.version });
            }
            if newest.version == version {
                return if newest.digest == digest {
                    Ok(Accepted::Known)
                } else {
                    Err(HomeError::OtherRoster(version))
                };
            }
        }
        if let (Some(custodian), Some(newest)) = (&successor, newest) {
            let mut former = server.former;
            // Whoever has the former key may sign what they like from now on: it would be above this.
            former.push(Former { key: server.custodian, until: Some(newest.reference().version) });
            ServerFile { custodian: custodian.clone(), former }.write(&self.root)?;
        }
        self.keep_roster(version, signed)?;
        let roster = Box::new(roster);
        Ok(match successor {
            None => Accepted::New(roster),
            Some(_) => Accepted::NewCustodian(roster),
        })
    }

    /// Takes the roster `version`, which a server used after the newest that is known here and before the one that it uses:
    /// by the rules of [`Self::accept`], as if it had been pulled then.
    pub fn accept_between(&self, version: u64, signed: &SignedRoster) -> Result<Accepted, HomeError> {
        let _alone = self.alone()?;
        if signed.claim().map_err(HomeError::Roster)?.version != version {
            return Err(HomeError::NotThatRoster(version));
        }
        self.accept_alone(signed)
    }

    /// Which of the rosters that a server lists are newer than the newest known one.
    pub fn newer(&self, listed: &[u64]) -> Result<Vec<u64>, HomeError> {
        let kept = self.kept(self.server()?)?.whole()?;
        let newest = kept.known.last().map_or(0, kept::Known::version);
        Ok(listed.iter().copied().filter(|version| *version > newest).collect())
    }

    /// Which of the rosters that a server lists are older than the newest known one, and lacking or damaged here.
    pub fn lacking(&self, listed: &[u64]) -> Result<Vec<u64>, HomeError> {
        let kept = self.kept(self.server()?)?;
        let known: Vec<u64> = kept.known.iter().map(kept::Known::version).collect();
        let newest = known.last().copied().unwrap_or(0);
        Ok(listed.iter().copied().filter(|version| *version < newest && !known.contains(version)).collect())
    }

    /// Takes the roster `version`, which was in use before the newest one that is known; a roster with that
    /// version that is known already stays. True when it is new here.
    ///
    /// # Errors
    /// It must be signed by the custodian of then: a former one signs nothing that is later than the last that was
    /// known of them when another followed, and a successor nothing earlier.
    pub fn accept_older(&self, version: u64, signed: &SignedRoster) -> Result<bool, HomeError> {
        let _alone = self.alone()?;
        let kept = self.kept(self.server()?)?.whole()?;
        let (_, older) = kept.server.verify(signed)?;
        let RosterRef { version: signed_as, digest } = older.reference();
        if signed_as != version || kept.newest().is_none_or(|newest| newest.reference().version < version) {
            return Err(HomeError::NotThatRoster(version));
        }
        if let Some(same) = kept.known.iter().find(|known| known.version() == version) {
            let is_same = same.roster.reference().digest == digest;
            return if is_same { Ok(false) } else { Err(HomeError::OtherRoster(version)) };
        }
        self.keep_roster(version, signed)?;
        Ok(true)
    }

    /// Waits until no other command takes a roster: what is trusted must not change between the look and the writing.
    fn alone(&self) -> Result<Locked, HomeError> {
        let folder = self.root.join(ROSTERS);
        private_folder(&folder)?;
        private_file::lock_folder(&folder).map_err(|e| HomeError::Io(folder, e))
    }

    fn keep_roster(&self, version: u64, signed: &SignedRoster) -> Result<(), HomeError> {
        let folder = self.root.join(ROSTERS);
        private_folder(&folder)?;
        let path = folder.join(format!("{version:08}.note"));
        private_file::replace(&path, signed.as_str().as_bytes()).map_err(|e| HomeError::Io(path, e))
    }

    fn kept(&self, server: ServerFile) -> Result<Kept, HomeError> {
        Kept::read(&self.root.join(ROSTERS), server)
    }

    fn server(&self) -> Result<ServerFile, HomeError> {
        ServerFile::read(&self.root)
    }
}

#[cfg(test)]
mod tests;
