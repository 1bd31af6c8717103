//! Withdrawal notes: the reviewers' signatures under the wish that one parcel be removed.
//!
//! ```text
//! amparo/v1/withdrawal
//! desk DESK
//! parcel ID
//! not_before YYYY-MM-DD
//!
//! — REVIEWER BASE64(key id (4 bytes) ‖ signature (64 bytes))
//! ```
//! A signed note like a roster, by the key that the reviewer calls the server with, under the name of their
//! role. There is one note for each parcel, so that notes do not tell what belongs together, and one line
//! for each reviewer who signed. The same notes, with enough signatures, are the tombstones.

use std::fmt;

use ed25519_dalek::SigningKey;

use super::note::{join, text_of};
use super::{NoteError, NoteSigner, Roster};
use crate::seal::{Day, DeskId, ParcelId, ShortName};

/// The purpose that begins the signed text, so that no other signed note can pass for a withdrawal.
const PURPOSE: &str = "amparo/v1/withdrawal";

/// What a withdrawal note says: this parcel is to go, on that day or later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The desk that the parcel was sent to.
    pub desk: DeskId,
    /// The parcel.
    pub parcel: ParcelId,
    /// The first day on which it may be removed.
    pub not_before: Day,
}

/// A withdrawal note as it was received. Whose signatures hold, a roster tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedWithdrawal {
    says: Withdrawal,
    note: String,
}

/// A withdrawal note cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WithdrawalError {
    /// It is no signed note.
    Note(NoteError),
    /// Its text is none of a withdrawal.
    Text,
}

impl fmt::Display for WithdrawalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(error) => write!(f, "the withdrawal is not to be trusted: {error}"),
            Self::Text => f.write_str("the signed text is not a withdrawal"),
        }
    }
}

impl std::error::Error for WithdrawalError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Note(error) => Some(error),
            Self::Text => None,
        }
    }
}

impl Withdrawal {
    /// Signs it as `reviewer`.
    pub fn sign(&self, reviewer: &ShortName, key: &SigningKey) -> Result<SignedWithdrawal, NoteError> {
        let note = NoteSigner::new(reviewer.as_str(), key.clone())?.sign(&self.to_text())?;
        Ok(SignedWithdrawal { says: self.clone(), note })
    }

    /// The text that is signed.
    fn to_text(&self) -> String {
        format!("{PURPOSE}\ndesk {}\nparcel {}\nnot_before {}\n", self.desk, self.parcel, self.not_before)
    }

    /// Reads a signed text. It has one spelling, so that who agrees has signed the same bytes.
    fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.strip_prefix(PURPOSE)?.strip_prefix('\n')?.lines();
        let desk = lines.next()?.strip_prefix("desk ")?.parse().ok()?;
        let parcel = lines.next()?.strip_prefix("parcel ")?.parse().ok()?;
        let not_before = lines.next()?.strip_prefix("not_before ")?.parse().ok()?;
        let says = Self { desk, parcel, not_before };
        (says.to_text() == text).then_some(says)
    }
}

impl SignedWithdrawal {
    /// Reads a note. No signature in it is believed yet.
    pub fn parse(note: &str) -> Result<Self, WithdrawalError> {
        let text = text_of(note).map_err(WithdrawalError::Note)?;
        let says = Withdrawal::from_text(text).ok_or(WithdrawalError::Text)?;
        Ok(Self { says, note: note.to_owned() })
    }

    /// What it says.
    pub const fn says(&self) -> &Withdrawal {
        &self.says
    }

    /// The note, to be stored or sent on.
    pub fn as_str(&self) -> &str {
        &self.note
    }
}

impl Roster {
    /// The reviewers of the desk whose signatures under a withdrawal hold, in the desk's order.
    pub fn signers(&self, withdrawal: &SignedWithdrawal) -> Vec<ShortName> {
        self.signature_lines(withdrawal).into_iter().map(|(id, _)| id.clone()).collect()
    }

    /// True when as many reviewers of its desk have signed a withdrawal as this roster asks for.
    pub fn is_enough(&self, withdrawal: &SignedWithdrawal) -> bool {
        let desk = self.desk(&withdrawal.says.desk);
        desk.is_some_and(|desk| self.signature_lines(withdrawal).len() >= desk.withdrawal_signatures as usize)
    }

    /// One note with the signatures of both that hold by this roster, and no others.
    ///
    /// `None` when they do not say the same.
    pub fn merge(&self, one: &SignedWithdrawal, other: &SignedWithdrawal) -> Option<SignedWithdrawal> {
        if one.says != other.says {
            return None;
        }
        let (ours, theirs) = (self.signature_lines(one), self.signature_lines(other));
        let desk = self.desk(&one.says.desk)?;
        let line = |id| ours.iter().chain(&theirs).find(|(signer, _)| *signer == id).map(|(_, line)| *line);
        let lines = desk.reviewers.iter().filter_map(line);
        Some(SignedWithdrawal { says: one.says.clone(), note: join(&one.says.to_text(), lines) })
    }

    /// Each reviewer of the desk whose signature holds, with its line.
    fn signature_lines<'a>(&'a self, withdrawal: &'a SignedWithdrawal) -> Vec<(&'a ShortName, &'a str)> {
        let Some(desk) = self.desk(&withdrawal.says.desk) else { return Vec::new() };
        let signed = |id: &'a ShortName| {
            let verifier = self.text().reviewer(id)?.key.verifier(id.as_str())?;
            let (_, line) = verifier.verify_line(&withdrawal.note).ok()?;
            Some((id, line))
        };
        desk.reviewers.iter().filter_map(signed).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::roster::{DeskEntry, Interface, PublicKey, ReviewerEntry, RosterText};
    use crate::seal::{Identity, RecipientKind};
    use proptest::prelude::*;
    use rand_core::OsRng;

    const TEXT: &str = "amparo/v1/withdrawal\ndesk main\nparcel abababababababababababababababababababababababababababababababab\nnot_before 2026-12-01\n";

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_bytes(&[byte; 32])
    }

    /// Ana and Bea review `main`, Cruz only `camps`; two signatures are asked for.
    pub(in crate::roster) fn roster() -> Roster {
        let interface = Interface { address: "127.0.0.1:1".to_owned(), key: PublicKey::of(&key(1)) };
        let day = "2026-11-01".parse::<Day>().unwrap();
        let mut text = RosterText::new(1, day, day.plus(365), interface);
        for (id, byte) in [("ana", 3), ("bea", 4), ("cruz", 5)] {
            let recipient = Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient().to_string();
            text.reviewers.push(ReviewerEntry { id: id.parse().unwrap(), recipient, key: PublicKey::of(&key(byte)) });
        }
        let names = |ids: &[&str]| ids.iter().map(|id| id.parse().unwrap()).collect();
        let main = DeskEntry::new("main".parse().unwrap(), "Main", names(&["ana", "bea"]));
        text.desks.push(DeskEntry { withdrawal_signatures: 2, ..main });
        text.desks.push(DeskEntry::new("camps".parse().unwrap(), "Camps", names(&["cruz"])));
        let custodian = NoteSigner::new("custodian", key(2)).unwrap();
        text.sign(&custodian).unwrap().verify(&custodian.verifier()).unwrap()
    }

    fn withdrawal() -> Withdrawal {
        Withdrawal {
            desk: "main".parse().unwrap(),
            parcel: ParcelId::from_bytes([0xab; 32]),
            not_before: "2026-12-01".parse().unwrap(),
        }
    }

    fn signed(id: &str, byte: u8) -> SignedWithdrawal {
        withdrawal().sign(&id.parse().unwrap(), &key(byte)).unwrap()
    }

    #[test]
    fn the_signed_text_has_one_spelling() {
        assert_eq!(withdrawal().to_text(), TEXT);
        assert_eq!(Withdrawal::from_text(TEXT), Some(withdrawal()));
        for changed in [
            TEXT.replace("withdrawal", "roster"),
            TEXT.replace("desk main", "desk  main"),
            TEXT.replace("parcel ab", "parcel AB"),
            TEXT.replace('\n', "\r\n"),
            format!("{TEXT}more\n"),
            TEXT.trim_end().to_owned(),
            String::new(),
        ] {
            assert_eq!(Withdrawal::from_text(&changed), None, "{changed}");
        }
    }

    #[test]
    fn it_takes_the_signatures_of_as_many_reviewers_as_the_roster_asks_for() {
        let roster = roster();
        let (ana, bea) = (signed("ana", 3), signed("bea", 4));
        assert!(!roster.is_enough(&ana) && !roster.is_enough(&bea));
        let both = roster.merge(&bea, &ana).unwrap();
        assert!(roster.is_enough(&both));
        assert_eq!(roster.signers(&both).iter().map(ShortName::as_str).collect::<Vec<_>>(), ["ana", "bea"]);
        // Read back from its bytes it is the same, in whatever order they signed.
        assert_eq!(SignedWithdrawal::parse(both.as_str()), Ok(both.clone()));
        assert_eq!(roster.merge(&ana, &bea).unwrap(), both);
        // One who signs twice is one.
        assert!(!roster.is_enough(&roster.merge(&ana, &ana).unwrap()));
        let doubled = format!("{}{}", ana.as_str(), ana.as_str().lines().last().unwrap());
        assert!(!roster.is_enough(&SignedWithdrawal::parse(&format!("{doubled}\n")).unwrap()));
    }

    #[test]
    fn a_signature_counts_only_by_a_reviewer_of_the_desk_with_their_own_key() {
        let roster = roster();
        for (id, byte) in [("cruz", 5), ("dora", 6), ("bea", 3), ("custodian", 2)] {
            let other = signed(id, byte);
            assert_eq!(roster.signers(&other), [], "{id}");
            let merged = roster.merge(&signed("ana", 3), &other).unwrap();
            assert_eq!(merged, roster.merge(&signed("ana", 3), &signed("ana", 3)).unwrap(), "nothing of {id} is kept");
        }
        // Under a changed text nobody has signed.
        let moved = signed("ana", 3).as_str().replace("2026-12-01", "2026-12-02");
        assert_eq!(roster.signers(&SignedWithdrawal::parse(&moved).unwrap()), []);
        // Notes that say something else are not one.
        assert_eq!(roster.merge(&signed("ana", 3), &SignedWithdrawal::parse(&moved).unwrap()), None);
        // A desk that the roster does not have has no reviewers.
        let other = Withdrawal { desk: "gone".parse().unwrap(), ..withdrawal() };
        let other = other.sign(&"ana".parse().unwrap(), &key(3)).unwrap();
        assert!(roster.signers(&other).is_empty() && !roster.is_enough(&other));
    }

    proptest! {
        #[test]
        fn hostile_notes_end_well(note in "(amparo/v1/withdrawal\n)?[ -~\n\u{2014}]{0,200}") {
            if let Ok(read) = SignedWithdrawal::parse(&note) {
                prop_assert!(roster().signers(&read).is_empty());
            }
        }
    }
}
