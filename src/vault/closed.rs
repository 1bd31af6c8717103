//! Parcels that are here and whole, and that this reviewer's key does not open: whether that is as it should be.

use std::fmt;
use std::fs::File;
use std::io;

use super::file::VaultFile;
use crate::roster::{DeskEntry, Roster, RosterText};
use crate::seal::{Day, DeskId, Identity, RosterRef, ShortName, Stanzas};

/// Why a parcel stays closed to a reviewer, and nothing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It holds answers that identify people, for others of the desk.
    Identity,
    /// It was sealed before the reviewer stood in the desk.
    BeforeUs {
        /// The day of the first known roster that names the reviewer for the desk.
        since: Day,
    },
}

/// A parcel that stays closed.
#[derive(Clone, Debug)]
pub struct ClosedParcel {
    /// The parcel.
    pub file: VaultFile,
    /// Why.
    pub why: Closed,
}

impl fmt::Display for ClosedParcel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, why } = self;
        write!(f, "parcel {}: ", file.id())?;
        match why {
            Closed::Identity => f.write_str("it holds answers that identify people, and is for others of the desk"),
            Closed::BeforeUs { since } => {
                write!(f, "it was sealed before this key stood in desk {}, which it does since {since}", file.desk())
            }
        }
    }
}

/// A reviewer, as rosters know them.
pub(super) struct Us<'a> {
    recipient: String,
    rosters: &'a [Roster],
}

impl<'a> Us<'a> {
    /// The reviewer with this key, and the rosters that are known, oldest first.
    pub(super) fn new(identity: &Identity, rosters: &'a [Roster]) -> Self {
        Self { recipient: identity.to_recipient().to_string(), rosters }
    }

    /// Why a parcel that this key does not open may be so; `named_by` is the roster of the testimony that names it
    /// as its identity parcel.
    ///
    /// # Errors
    /// What is wrong, in words that follow "it is not sealed to this key".
    pub(super) fn explain(
        &self,
        file: &VaultFile,
        stanzas: &Stanzas,
        named_by: Option<RosterRef>,
    ) -> Result<Closed, String> {
        let desk = file.desk();
        if let Some(reference) = named_by {
            let Some(roster) = self.rosters.iter().find(|roster| roster.reference() == reference) else {
                return Err(format!(", and its testimony's roster {} is not known here", reference.version));
            };
            if !roster.stanzas(desk).is_some_and(|(kind, count)| stanzas.are_exactly(kind, count)) {
                return Err(", and is sealed to others than the desk's recipients in its roster".to_owned());
            }
            if roster.identity_reviewers(desk).iter().any(|id| self.is(roster, id)) {
                return Err(format!(", though roster {} names it among the identity reviewers", reference.version));
            }
            return Ok(Closed::Identity);
        }
        let Some(first) = self.first(desk) else {
            return Err(format!(", and no known roster names it for desk {desk}"));
        };
        if is_of_the_time_of(first, file) {
            return Err(format!(
                ", though roster {} of {} names it for desk {desk}: the server uses an older roster, or other recipients",
                first.version, first.issued
            ));
        }
        if self.right_before(first.version, desk, stanzas) {
            Ok(Closed::BeforeUs { since: first.issued })
        } else {
            Err(format!(", and is sealed to others than the desk's recipients in any roster before {}", first.version))
        }
    }

    /// Whether a parcel came, by the day under which the server lists it, when the reviewer stood in its desk. On the very
    /// day of the first roster that names them, one of before may have been in use: of that day is what is sealed as none of
    /// those had it, where all of them are known.
    pub(super) fn stood_in_the_desk(&self, file: &VaultFile, stanzas: &Stanzas) -> bool {
        self.first(file.desk()).is_some_and(|first| {
            let is_of_none_before =
                || self.knows_all_before(first.version) && !self.right_before(first.version, file.desk(), stanzas);
            is_of_the_time_of(first, file) || (file.day() == first.issued && is_of_none_before())
        })
    }

    fn knows_all_before(&self, version: u64) -> bool {
        let before = self.rosters.iter().filter(|roster| roster.text().version < version);
        u64::try_from(before.count()).is_ok_and(|known| known + 1 == version)
    }

    /// The first known roster that names the reviewer for the desk.
    fn first(&self, desk: &DeskId) -> Option<&'a RosterText> {
        let ours = |desk: &DeskEntry, roster: &Roster| desk.reviewers.iter().any(|id| self.is(roster, id));
        let named = |roster: &&Roster| roster.desks().iter().any(|entry| entry.id == *desk && ours(entry, roster));
        self.rosters.iter().find(named).map(Roster::text)
    }

    fn is(&self, roster: &Roster, id: &ShortName) -> bool {
        roster.text().reviewer(id).is_some_and(|reviewer| reviewer.recipient == self.recipient)
    }

    /// Whether the stanzas are those of a desk in a roster before this version; where none of those is known, whether
    /// they are all of one kind, as every desk's are.
    fn right_before(&self, version: u64, desk: &DeskId, stanzas: &Stanzas) -> bool {
        let mut before = self.rosters.iter().filter(|roster| roster.text().version < version).peekable();
        if before.peek().is_none() {
            return stanzas.are_of_one_kind();
        }
        before.filter_map(|roster| roster.stanzas(desk)).any(|(kind, count)| stanzas.are_exactly(kind, count))
    }
}

/// Whether a parcel came when this roster or a later one was in use: before the first there was nobody's.
fn is_of_the_time_of(roster: &RosterText, file: &VaultFile) -> bool {
    roster.version == 1 || file.day() > roster.issued
}

/// The stanzas of a parcel, and whether its bytes have the digest that it is named by: all that can be known of it
/// without a key.
pub(super) fn look_at(file: &VaultFile) -> io::Result<Option<Stanzas>> {
    if !file.has_digest()? {
        return Ok(None);
    }
    Ok(Stanzas::read(File::open(&file.path)?).ok())
}

#[cfg(test)]
pub(super) mod tests {
    use std::path::PathBuf;

    use ed25519_dalek::SigningKey;
    use rand_core::OsRng;

    use super::super::file::Stamp;
    use super::*;
    use crate::roster::{DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry};
    use crate::seal::{ParcelId, RecipientKind, Recipients, Sealer};

    pub(in crate::vault) const ANA: u8 = 1;
    pub(in crate::vault) const US: u8 = 2;

    pub(in crate::vault) fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn key(byte: u8) -> PublicKey {
        PublicKey::of(&SigningKey::from_bytes(&[byte; 32]))
    }

    /// Ana's key and ours.
    pub(in crate::vault) fn identities() -> [Identity; 2] {
        [(); 2].map(|()| Identity::generate(RecipientKind::Classic, &mut OsRng))
    }

    /// A roster whose desk `main` has these reviewers, issued on this day.
    pub(in crate::vault) fn roster(
        keys: &[Identity; 2],
        version: u64,
        issued: &str,
        members: &[u8],
        identity: &[u8],
    ) -> Roster {
        let interface = Interface { address: "127.0.0.1:7001".to_owned(), key: key(99) };
        let mut text = RosterText::new(version, day(issued), day("2030-01-01"), interface);
        let name = |n: &u8| format!("reviewer-{n}").parse::<ShortName>().unwrap();
        let entry = |n: u8, own: &Identity| ReviewerEntry {
            id: name(&n),
            recipient: own.to_recipient().to_string(),
            key: key(n),
        };
        text.reviewers = vec![entry(ANA, &keys[0]), entry(US, &keys[1])];
        let mut desk = DeskEntry::new("main".parse().unwrap(), "Main", members.iter().map(name).collect());
        desk.identity_reviewers = identity.iter().map(name).collect();
        text.desks.push(desk);
        let custodian = NoteSigner::new("custodian", SigningKey::from_bytes(&[100; 32])).unwrap();
        text.sign(&custodian).unwrap().verify(&custodian.verifier()).unwrap()
    }

    /// The header of a parcel for so many strangers.
    pub(in crate::vault) fn stanzas(count: usize) -> Stanzas {
        let all = [(); 3].map(|()| Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient());
        let recipients = Recipients::new(all[..count].to_vec()).unwrap();
        let head = crate::seal::ParcelHead {
            submission: crate::seal::SubmissionId::random(&mut OsRng),
            nonce: crate::seal::FormNonce::random(&mut OsRng),
            number: 0,
            kind: crate::seal::Kind::Cover,
            desk: "main".parse().unwrap(),
            language: crate::seal::LanguageTag::undetermined(),
            roster: RosterRef { version: 1, digest: crate::seal::Digest::from_bytes([0; 32]) },
            mailbox: None,
        };
        let mut sealer = Sealer::begin(head, &recipients, Vec::new()).unwrap();
        sealer.add_file("empty", Vec::new().into()).unwrap();
        let parcel = sealer.finish(day("2026-11-25"), None).unwrap();
        Stanzas::read(&*parcel.sink).unwrap()
    }

    pub(in crate::vault) fn file(on: &str) -> VaultFile {
        VaultFile {
            path: PathBuf::new(),
            desk: "main".parse().unwrap(),
            day: day(on),
            id: ParcelId::from_bytes([7; 32]),
            stamp: Stamp::of(&std::fs::metadata("/").unwrap()),
        }
    }

    #[test]
    fn what_was_sealed_before_us_is_told_by_the_rosters_and_the_day() {
        let keys = identities();
        let since = "2026-11-20";
        let before = roster(&keys, 1, "2026-11-01", &[ANA], &[]);
        let ours = roster(&keys, 2, since, &[ANA, US], &[]);
        let later = roster(&keys, 3, "2026-11-24", &[ANA, US], &[]);
        let explain = |rosters: &[&Roster], on: &str, count| {
            let rosters: Vec<Roster> = rosters.iter().map(|roster| (*roster).clone()).collect();
            Us::new(&keys[1], &rosters).explain(&file(on), &stanzas(count), None)
        };
        let told = Ok(Closed::BeforeUs { since: day(since) });
        let all = [&before, &ours, &later];
        assert_eq!(explain(&all, "2026-11-10", 1), told);
        assert_eq!(explain(&all, since, 1), told, "on the day itself the older roster may have been in use");
        assert!(explain(&all, "2026-11-21", 1).unwrap_err().contains("roster 2 of 2026-11-20 names it"));
        assert!(explain(&all, "2026-11-10", 2).unwrap_err().contains("in any roster before 2"));
        // The rosters of before are not known here: any number of one kind may have been right.
        assert_eq!(explain(&[&ours, &later], "2026-11-10", 3), told);
        // There was nobody's parcel before the first roster.
        let first = roster(&keys, 1, since, &[ANA, US], &[]);
        assert!(explain(&[&first], "2026-11-10", 2).is_err());
        assert!(explain(&[&before], "2026-11-10", 1).unwrap_err().contains("no known roster names it"));
    }

    #[test]
    fn of_the_day_that_we_came_is_ours_what_no_roster_of_before_would_have_sealed_so() {
        let keys = identities();
        let day = "2026-11-20";
        let alone = roster(&keys, 1, "2026-11-01", &[ANA], &[]);
        let ours = roster(&keys, 2, day, &[ANA, US], &[ANA]);
        let second = roster(&keys, 2, "2026-11-10", &[ANA], &[]);
        let third = roster(&keys, 3, day, &[ANA, US], &[ANA]);
        let stood = |rosters: &[&Roster], on: &str, count| {
            let rosters: Vec<Roster> = rosters.iter().map(|roster| (*roster).clone()).collect();
            Us::new(&keys[1], &rosters).stood_in_the_desk(&file(on), &stanzas(count))
        };
        assert!(stood(&[&alone, &ours], day, 2));
        assert!(!stood(&[&alone, &ours], day, 1), "the one before may have been in use");
        assert!(!stood(&[&alone, &ours], "2026-11-19", 2) && stood(&[&alone, &ours], "2026-11-21", 1));
        // One of before that is not known may have had as many.
        assert!(!stood(&[&ours], day, 2) && !stood(&[&alone, &third], day, 2));
        assert!(stood(&[&alone, &second, &third], day, 2));
    }

    #[test]
    fn an_identity_parcel_is_for_others_when_its_testimonys_roster_says_so() {
        let keys = identities();
        let apart = roster(&keys, 1, "2026-11-01", &[ANA, US], &[ANA]);
        let open = roster(&keys, 2, "2026-11-20", &[ANA, US], &[]);
        let both = [apart.clone(), open.clone()];
        let explain = |rosters: &[Roster], named_by: &Roster, count| {
            Us::new(&keys[1], rosters).explain(&file("2026-11-21"), &stanzas(count), Some(named_by.reference()))
        };
        assert_eq!(explain(&both, &apart, 2), Ok(Closed::Identity));
        assert!(explain(&both, &apart, 1).unwrap_err().contains("others than the desk's recipients"));
        assert!(explain(&both, &open, 2).unwrap_err().contains("roster 2 names it among the identity reviewers"));
        assert!(explain(&both[..1], &open, 2).unwrap_err().contains("testimony's roster 2 is not known here"));
    }
}
