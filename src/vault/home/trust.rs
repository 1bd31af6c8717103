//! Whom a reviewer trusts: the custodian, and the rosters that were accepted.

use std::fs;
use std::io;

use serde::{Deserialize, Serialize};

use super::{Home, HomeError, private_folder};
use crate::harden::private_file::{self, Locked};
use crate::roster::{NoteError, NoteVerifier, Roster, RosterError, SignedRoster};
use crate::seal::RosterRef;

const SERVER: &str = "server.toml";
const ROSTERS: &str = "rosters";

/// `server.toml`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ServerFile {
    custodian: NoteVerifier,
    /// Earlier custodians, whose kept rosters still verify; nothing new is taken from them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former: Vec<NoteVerifier>,
}

/// A kept roster, and how many custodians came before the one who signed it.
struct Known {
    custodian: usize,
    roster: Roster,
}

/// What became of a roster that was offered.
pub enum Accepted {
    /// It is the one that is known.
    Known,
    /// It is new, and signed by the custodian who is trusted.
    New(Box<Roster>),
    /// It is new, and signed by a successor whom the roster before it names: the custodian from now on.
    NewCustodian(Box<Roster>),
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
            Ok(_) => {
                let known = self.known()?;
                if !known.last().is_some_and(|newest| newest.roster.text().successors.contains(custodian)) {
                    return Err(HomeError::OtherCustodian(self.root.join(SERVER)));
                }
            }
            Err(HomeError::NotJoined) => {
                self.write_server(&ServerFile { custodian: custodian.clone(), former: Vec::new() })?;
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

    /// Every roster that was accepted, oldest first; each is verified again.
    pub fn rosters(&self) -> Result<Vec<Roster>, HomeError> {
        let rosters: Vec<_> = self.known()?.into_iter().map(|known| known.roster).collect();
        if rosters.is_empty() { Err(HomeError::NotJoined) } else { Ok(rosters) }
    }

    /// The same, each with the note that it was signed by.
    pub fn signed_rosters(&self) -> Result<Vec<(Roster, SignedRoster)>, HomeError> {
        let path = |roster: &Roster| self.root.join(ROSTERS).join(format!("{:08}.note", roster.reference().version));
        let signed = |roster: Roster| {
            let path = path(&roster);
            let note = SignedRoster::read(&path).map_err(|e| HomeError::Io(path, e))?;
            Ok((roster, note))
        };
        self.rosters()?.into_iter().map(signed).collect()
    }

    /// The keys of the custodian who is trusted, and of those before.
    pub fn custodians(&self) -> Result<Vec<NoteVerifier>, HomeError> {
        let server = self.server()?;
        Ok(std::iter::once(server.custodian).chain(server.former.into_iter().rev()).collect())
    }

    /// Takes a roster that the server offers, when it is not an older one and signed by the custodian, or by
    /// a successor whom the newest roster names.
    pub fn accept(&self, signed: &SignedRoster) -> Result<Accepted, HomeError> {
        let _alone = self.alone()?;
        self.accept_alone(signed)
    }

    fn accept_alone(&self, signed: &SignedRoster) -> Result<Accepted, HomeError> {
        let server = self.server()?;
        let known = self.known()?;
        let newest = known.last().map(|known| &known.roster);
        let (roster, successor) = match signed.verify(&server.custodian) {
            Ok(roster) => (roster, None),
            Err(error @ RosterError::Note(NoteError::Unsigned)) => {
                let named = newest.map_or(&[][..], |newest| &newest.text().successors);
                let by_successor = named.iter().find_map(|key| Some((signed.verify(key).ok()?, Some(key.clone()))));
                by_successor.ok_or(HomeError::Roster(error))?
            }
            Err(error) => return Err(HomeError::Roster(error)),
        };
        let RosterRef { version, digest } = roster.reference();
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
        if let Some(custodian) = &successor {
            let mut former = server.former;
            former.push(server.custodian);
            self.write_server(&ServerFile { custodian: custodian.clone(), former })?;
        }
        self.keep_roster(version, signed)?;
        let roster = Box::new(roster);
        Ok(match successor {
            None => Accepted::New(roster),
            Some(_) => Accepted::NewCustodian(roster),
        })
    }

    /// Which of the rosters that a server lists are older than the newest known one, and lacking here.
    pub fn lacking(&self, listed: &[u64]) -> Result<Vec<u64>, HomeError> {
        let known: Vec<u64> = self.known()?.iter().map(Known::version).collect();
        let newest = known.last().copied().unwrap_or(0);
        Ok(listed.iter().copied().filter(|version| *version < newest && !known.contains(version)).collect())
    }

    /// Takes the roster `version`, which was in use before the newest one that is known; a roster with that
    /// version that is known already stays.
    ///
    /// # Errors
    /// It must be signed by the custodian of then: a former one signs nothing that is later than what their
    /// successor signed, and a successor nothing earlier.
    pub fn accept_older(&self, version: u64, signed: &SignedRoster) -> Result<(), HomeError> {
        let _alone = self.alone()?;
        let server = self.server()?;
        let known = self.known()?;
        let older = server.verify_kept(signed).map_err(HomeError::Roster)?;
        if older.version() != version || known.last().is_none_or(|newest| newest.version() < version) {
            return Err(HomeError::NotThatRoster(version));
        }
        if let Some(same) = known.iter().find(|known| known.version() == version) {
            let digests = (same.roster.reference().digest, older.roster.reference().digest);
            return if digests.0 == digests.1 { Ok(()) } else { Err(HomeError::OtherRoster(version)) };
        }
        let in_turn = |known: &Known| version.cmp(&known.version()).is_lt() == (older.custodian < known.custodian);
        if known.iter().all(|known| known.custodian == older.custodian || in_turn(known)) {
            self.keep_roster(version, signed)
        } else {
            Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned)))
        }
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

    /// Every roster that was accepted, oldest first; none yet where none was.
    fn known(&self) -> Result<Vec<Known>, HomeError> {
        let server = self.server()?;
        let folder = self.root.join(ROSTERS);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(HomeError::Io(folder, error)),
        };
        let mut rosters = Vec::new();
        for entry in entries {
            let path = entry.map_err(|e| HomeError::Io(folder.clone(), e))?.path();
            if path.extension().is_some_and(|e| e == "note") {
                let signed = SignedRoster::read(&path).map_err(|e| HomeError::Io(path, e))?;
                rosters.push(server.verify_kept(&signed).map_err(HomeError::Roster)?);
            }
        }
        rosters.sort_by_key(Known::version);
        Ok(rosters)
    }

    fn server(&self) -> Result<ServerFile, HomeError> {
        let path = self.root.join(SERVER);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(HomeError::NotJoined),
            Err(error) => return Err(HomeError::Io(path, error)),
        };
        toml::from_str(&text).map_err(|_| HomeError::BadServer(path))
    }

    fn write_server(&self, server: &ServerFile) -> Result<(), HomeError> {
        let path = self.root.join(SERVER);
        let text = toml::to_string(server).map_err(|_| HomeError::BadServer(path.clone()))?;
        private_file::replace(&path, text.as_bytes()).map_err(|e| HomeError::Io(path, e))
    }
}

impl Known {
    fn version(&self) -> u64 {
        self.roster.reference().version
    }
}

impl ServerFile {
    /// Verifies a roster of before, by the custodian of then.
    fn verify_kept(&self, signed: &SignedRoster) -> Result<Known, RosterError> {
        let mut unsigned = RosterError::Note(NoteError::Unsigned);
        // The newest custodian first: whoever signed together with an earlier one counts as the later.
        let newest = std::iter::once((self.former.len(), &self.custodian));
        for (custodian, key) in newest.chain(self.former.iter().enumerate().rev()) {
            match signed.verify(key) {
                Ok(roster) => return Ok(Known { custodian, roster }),
                Err(error @ RosterError::Note(NoteError::Unsigned)) => unsigned = error,
                Err(error) => return Err(error),
            }
        }
        Err(unsigned)
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use rand_core::OsRng;

    use super::*;
    use crate::roster::{DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry, RosterText};
    use crate::seal::{Day, Identity, RecipientKind};

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_bytes(&[byte; 32])
    }

    fn custodian(byte: u8) -> NoteSigner {
        NoteSigner::new("custodian", key(byte)).unwrap()
    }

    fn home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("home"));
        (folder, home)
    }

    /// A roster that the custodian `by` signed, and that names `successors`.
    fn roster(version: u64, by: u8, successors: &[u8]) -> SignedRoster {
        let day: Day = "2026-11-24".parse().unwrap();
        let interface = Interface { address: "127.0.0.1:7001".to_owned(), key: PublicKey::of(&key(9)) };
        let mut text = RosterText::new(version, day, day, interface);
        let recipient = age_recipient();
        let id: crate::seal::ShortName = "ana".parse().unwrap();
        text.reviewers.push(ReviewerEntry { id: id.clone(), recipient, key: PublicKey::of(&key(8)) });
        text.desks.push(DeskEntry::new("main".parse().unwrap(), "Main", vec![id]));
        text.successors = successors.iter().map(|byte| custodian(*byte).verifier()).collect();
        text.sign(&custodian(by)).unwrap()
    }

    /// The same one each time, so that equal rosters have equal digests.
    fn age_recipient() -> String {
        static ONE: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
            Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient().to_string()
        });
        ONE.clone()
    }

    #[test]
    fn only_a_successor_whom_the_newest_roster_names_follows_the_custodian() {
        let (_folder, home) = home();
        home.join(&roster(1, 1, &[2]), &custodian(1).verifier()).unwrap();
        let stranger = home.accept(&roster(2, 3, &[]));
        assert!(matches!(stranger, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned)))));
        // A successor signs nothing but what comes after.
        assert!(matches!(home.accept(&roster(1, 2, &[])), Err(HomeError::OtherRoster(1))));
        assert!(matches!(home.accept(&roster(1, 2, &[2])), Ok(Accepted::Known)));
        assert_eq!(home.custodian().unwrap(), custodian(1).verifier());

        assert!(matches!(home.accept(&roster(2, 2, &[3])), Ok(Accepted::NewCustodian(_))));
        assert_eq!(home.custodian().unwrap(), custodian(2).verifier());
        assert_eq!(home.rosters().unwrap().len(), 2, "what the former custodian signed still verifies");
        let former = home.accept(&roster(3, 1, &[]));
        assert!(matches!(former, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned)))));
        assert!(matches!(home.accept(&roster(3, 2, &[])), Ok(Accepted::New(_))));
        // Roster 3 names nobody any more.
        assert!(home.accept(&roster(4, 3, &[])).is_err());
    }

    #[test]
    fn joining_again_follows_a_named_successor_and_nobody_else() {
        let (_folder, home) = home();
        home.join(&roster(1, 1, &[2]), &custodian(1).verifier()).unwrap();
        let other = home.join(&roster(2, 3, &[]), &custodian(3).verifier());
        assert!(matches!(other, Err(HomeError::OtherCustodian(_))));
        home.join(&roster(2, 2, &[]), &custodian(2).verifier()).unwrap();
        assert_eq!(home.custodian().unwrap(), custodian(2).verifier());
        let back = home.join(&roster(3, 1, &[]), &custodian(1).verifier());
        assert!(matches!(back, Err(HomeError::OtherCustodian(_))));
    }

    #[test]
    fn an_older_or_a_contradicting_roster_is_refused() {
        let (_folder, home) = home();
        home.join(&roster(2, 1, &[]), &custodian(1).verifier()).unwrap();
        assert!(matches!(home.accept(&roster(2, 1, &[])), Ok(Accepted::Known)));
        assert!(matches!(home.accept(&roster(2, 1, &[2])), Err(HomeError::OtherRoster(2))));
        let older = home.accept(&roster(1, 1, &[]));
        assert!(matches!(older, Err(HomeError::OlderRoster { offered: 1, known: 2 })));
    }

    #[test]
    fn rosters_of_before_are_taken_from_the_custodian_of_then() {
        let (_folder, home) = home();
        home.join(&roster(4, 1, &[2]), &custodian(1).verifier()).unwrap();
        assert!(matches!(home.accept(&roster(8, 2, &[])), Ok(Accepted::NewCustodian(_))));
        assert_eq!(home.lacking(&[1, 2, 4, 6, 8, 9]).unwrap(), [1, 2, 6]);
        home.accept_older(2, &roster(2, 1, &[])).unwrap();
        home.accept_older(6, &roster(6, 2, &[])).unwrap();
        home.accept_older(2, &roster(2, 1, &[])).unwrap();
        assert!(matches!(home.accept_older(2, &roster(2, 1, &[2])), Err(HomeError::OtherRoster(2))));
        // Between what a custodian and the successor signed, either may have.
        home.accept_older(5, &roster(5, 1, &[])).unwrap();
        let versions: Vec<u64> = home.rosters().unwrap().iter().map(|r| r.reference().version).collect();
        assert_eq!(versions, [2, 4, 5, 6, 8]);

        let strange = |version, by| home.accept_older(version, &roster(version, by, &[]));
        for (version, by) in [(7, 1), (3, 2), (1, 2), (1, 3)] {
            let refused = strange(version, by);
            let unsigned = matches!(refused, Err(HomeError::Roster(RosterError::Note(NoteError::Unsigned))));
            assert!(unsigned, "{version} by {by}: {refused:?}");
        }
        assert!(matches!(strange(9, 2), Err(HomeError::NotThatRoster(9))), "it is later than the newest");
        let another = home.accept_older(3, &roster(1, 1, &[]));
        assert!(matches!(another, Err(HomeError::NotThatRoster(3))));
        assert_eq!(home.rosters().unwrap().len(), 5);
    }
}
