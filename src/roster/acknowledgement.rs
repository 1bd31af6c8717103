//! Acknowledgements: a reviewer's signature under what they hold of a desk's day.
//!
//! ```text
//! amparo/v1/acknowledgement
//! desk DESK
//! day YYYY-MM-DD
//! parcels N
//! opened N
//! sha256 HEX
//!
//! — REVIEWER BASE64(key id (4 bytes) ‖ signature (64 bytes))
//! ```
//! A signed note like a withdrawal's. The digest is over the ids of the day's parcels, sorted, each in hex and with a
//! line feed behind it: it names them all to who has them, and none to who has not. When every reviewer of the desk has
//! said the same, a server may let the day expire, and these notes are what stays of it.

use std::fmt;

use ed25519_dalek::SigningKey;
use sha2::{Digest as _, Sha256};

use super::note::text_of;
use super::{NoteError, NoteSigner, PublicKey, Roster};
use crate::seal::{Day, DeskId, Digest, ParcelId, ShortName};

/// The purpose that begins the signed text, so that no other signed note can pass for an acknowledgement.
const PURPOSE: &str = "amparo/v1/acknowledgement";

/// What an acknowledgement says: all of this day's parcels are here, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The desk.
    pub desk: DeskId,
    /// The day.
    pub day: Day,
    /// How many parcels it has.
    pub parcels: u64,
    /// How many of them this reviewer's key opens.
    pub opened: u64,
    /// Of their ids, by [`digest_of_ids`].
    pub sha256: Digest,
}

/// An acknowledgement as it was received. Whose it is, a roster tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedAcknowledgement {
    says: Acknowledgement,
    note: String,
}

/// An acknowledgement cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcknowledgementError {
    /// It is no signed note.
    Note(NoteError),
    /// Its text is none of an acknowledgement.
    Text,
}

impl fmt::Display for AcknowledgementError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(error) => write!(f, "the acknowledgement is not to be trusted: {error}"),
            Self::Text => f.write_str("the signed text is not an acknowledgement"),
        }
    }
}

impl std::error::Error for AcknowledgementError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Note(error) => Some(error),
            Self::Text => None,
        }
    }
}

/// What an acknowledgement names a day's parcels by.
pub fn digest_of_ids(ids: impl IntoIterator<Item = ParcelId>) -> Digest {
    let mut sorted: Vec<ParcelId> = ids.into_iter().collect();
    sorted.sort_unstable();
    let mut hash = Sha256::new();
    for id in sorted {
        hash.update(format!("{id}\n"));
    }
    Digest::from_bytes(hash.finalize().into())
}

impl Acknowledgement {
    /// Signs it as `reviewer`.
    pub fn sign(&self, reviewer: &ShortName, key: &SigningKey) -> Result<SignedAcknowledgement, NoteError> {
        let note = NoteSigner::new(reviewer.as_str(), key.clone())?.sign(&self.to_text())?;
        Ok(SignedAcknowledgement { says: self.clone(), note })
    }

    /// The text that is signed.
    fn to_text(&self) -> String {
        let Self { desk, day, parcels, opened, sha256 } = self;
        format!("{PURPOSE}\ndesk {desk}\nday {day}\nparcels {parcels}\nopened {opened}\nsha256 {sha256}\n")
    }

    /// Reads a signed text. It has one spelling.
    fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.strip_prefix(PURPOSE)?.strip_prefix('\n')?.lines();
        let mut value = |label: &str| lines.next()?.strip_prefix(label)?.strip_prefix(' ');
        let says = Self {
            desk: value("desk")?.parse().ok()?,
            day: value("day")?.parse().ok()?,
            parcels: value("parcels")?.parse().ok()?,
            opened: value("opened")?.parse().ok()?,
            sha256: value("sha256")?.parse().ok()?,
        };
        (says.to_text() == text && says.opened <= says.parcels).then_some(says)
    }
}

impl SignedAcknowledgement {
    /// Reads a note. No signature in it is believed yet.
    pub fn parse(note: &str) -> Result<Self, AcknowledgementError> {
        let text = text_of(note).map_err(AcknowledgementError::Note)?;
        let says = Acknowledgement::from_text(text).ok_or(AcknowledgementError::Text)?;
        Ok(Self { says, note: note.to_owned() })
    }

    /// What it says.
    pub const fn says(&self) -> &Acknowledgement {
        &self.says
    }

    /// The note, to be stored or sent on.
    pub fn as_str(&self) -> &str {
        &self.note
    }

    /// True when the reviewer of this name and key has signed it.
    pub fn is_by(&self, reviewer: &ShortName, key: &PublicKey) -> bool {
        key.verifier(reviewer.as_str()).is_some_and(|verifier| verifier.verify(&self.note).is_ok())
    }
}

impl Roster {
    /// True when this reviewer of its desk has signed an acknowledgement.
    pub fn has_acknowledged(&self, reviewer: &ShortName, acknowledgement: &SignedAcknowledgement) -> bool {
        let desk = self.desk(&acknowledgement.says.desk);
        let entry = self.text().reviewer(reviewer);
        desk.is_some_and(|desk| desk.reviewers.contains(reviewer))
            && entry.is_some_and(|entry| acknowledgement.is_by(reviewer, &entry.key))
    }

    /// What each reviewer of a desk acknowledged of a day, in the desk's order; nothing of whom no signature holds.
    /// `None` without such a desk.
    pub fn acknowledgements<'a>(
        &self,
        desk: &DeskId,
        day: Day,
        note: impl Fn(&ShortName) -> Option<&'a str>,
    ) -> Option<Vec<(ShortName, Option<Acknowledgement>)>> {
        let entry = self.desk(desk)?;
        let says = |reviewer: &ShortName| {
            let note = SignedAcknowledgement::parse(note(reviewer)?).ok()?;
            let fits = note.says.desk == *desk && note.says.day == day && self.has_acknowledged(reviewer, &note);
            fits.then_some(note.says)
        };
        Some(entry.reviewers.iter().map(|reviewer| (reviewer.clone(), says(reviewer))).collect())
    }

    /// True when all reviewers of a desk acknowledged the same of a day, and one of them could open all of it.
    pub fn lets_expire<'a>(&self, desk: &DeskId, day: Day, note: impl Fn(&ShortName) -> Option<&'a str>) -> bool {
        let all = self.acknowledgements(desk, day, note).unwrap_or_default();
        let Some(said) = all.into_iter().map(|(_, says)| says).collect::<Option<Vec<_>>>() else { return false };
        said.windows(2).all(|two| (two[0].parcels, two[0].sha256) == (two[1].parcels, two[1].sha256))
            && said.iter().any(|says| says.opened == says.parcels)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_bytes(&[byte; 32])
    }

    fn says() -> Acknowledgement {
        Acknowledgement {
            desk: "main".parse().unwrap(),
            day: "2026-11-24".parse().unwrap(),
            parcels: 2,
            opened: 1,
            sha256: digest_of_ids([ParcelId::from_bytes([0xcd; 32]), ParcelId::from_bytes([0xab; 32])]),
        }
    }

    #[test]
    fn the_signed_text_has_one_spelling() {
        let text = says().to_text();
        assert_eq!(Acknowledgement::from_text(&text), Some(says()));
        assert!(text.starts_with("amparo/v1/acknowledgement\ndesk main\nday 2026-11-24\nparcels 2\nopened 1\nsha256 "));
        for changed in [
            text.replace("acknowledgement", "withdrawal"),
            text.replace("opened 1", "opened 3"),
            text.replace("parcels 2", "parcels 02"),
            text.replace("day 2026", "day  2026"),
            format!("{text}more\n"),
            text.trim_end().to_owned(),
        ] {
            assert_eq!(Acknowledgement::from_text(&changed), None, "{changed}");
        }
    }

    #[test]
    fn the_digest_names_the_ids_in_any_order() {
        // printf '%s\n' abab… cdcd… | sha256sum
        let ids = ["ab".repeat(32), "cd".repeat(32)];
        let by_hand = hex::encode(Sha256::digest(format!("{}\n{}\n", ids[0], ids[1])));
        assert_eq!(says().sha256.to_string(), by_hand);
    }

    #[test]
    fn it_is_its_reviewers_alone() {
        let ana: ShortName = "ana".parse().unwrap();
        let signed = says().sign(&ana, &key(3)).unwrap();
        let read = SignedAcknowledgement::parse(signed.as_str()).unwrap();
        assert_eq!(read, signed);
        assert!(read.is_by(&ana, &PublicKey::of(&key(3))));
        assert!(!read.is_by(&ana, &PublicKey::of(&key(4))));
        assert!(!read.is_by(&"bea".parse().unwrap(), &PublicKey::of(&key(3))));
        let changed = signed.as_str().replace("opened 1", "opened 2");
        assert!(!SignedAcknowledgement::parse(&changed).unwrap().is_by(&ana, &PublicKey::of(&key(3))));
    }

    #[test]
    fn a_day_expires_when_all_of_the_desk_hold_the_same_and_one_could_open_all_of_it() {
        let roster = crate::roster::withdrawal::tests::roster();
        let (desk, day): (DeskId, Day) = ("main".parse().unwrap(), "2026-11-24".parse().unwrap());
        let note = |who: &str, byte: u8, says: Acknowledgement| {
            says.sign(&who.parse().unwrap(), &key(byte)).unwrap().as_str().to_owned()
        };
        let some = says();
        let all = Acknowledgement { opened: 2, ..says() };
        let other = Acknowledgement { sha256: digest_of_ids([ParcelId::from_bytes([1; 32])]), ..all.clone() };
        let fewer = Acknowledgement { parcels: 1, opened: 1, ..says() };
        let next_day = Acknowledgement { day: day.plus(1), ..all.clone() };
        let elsewhere = Acknowledgement { desk: "camps".parse().unwrap(), ..all.clone() };
        let ana = || note("ana", 3, all.clone());
        for (what, of_ana, of_bea, expires) in [
            ("both hold it", Some(ana()), Some(note("bea", 4, some.clone())), true),
            ("both could open it", Some(ana()), Some(note("bea", 4, all.clone())), true),
            ("nobody could open all", Some(note("ana", 3, some.clone())), Some(note("bea", 4, some.clone())), false),
            ("one is silent", Some(ana()), None, false),
            ("the other is silent", None, Some(note("bea", 4, all.clone())), false),
            ("nobody said anything", None, None, false),
            ("another list", Some(ana()), Some(note("bea", 4, other)), false),
            ("another number", Some(ana()), Some(note("bea", 4, fewer)), false),
            ("another day", Some(ana()), Some(note("bea", 4, next_day)), false),
            ("another desk", Some(ana()), Some(note("bea", 4, elsewhere)), false),
            ("by ana twice", Some(ana()), Some(ana()), false),
            ("by ana's key in bea's name", Some(ana()), Some(note("bea", 3, all.clone())), false),
            ("by who reviews elsewhere", Some(ana()), Some(note("cruz", 5, all.clone())), false),
            ("nonsense", Some(ana()), Some("words".to_owned()), false),
        ] {
            let of = |who: &ShortName| if who.as_str() == "ana" { of_ana.as_deref() } else { of_bea.as_deref() };
            assert_eq!(roster.lets_expire(&desk, day, of), expires, "{what}");
        }
        let mine = SignedAcknowledgement::parse(&ana()).unwrap();
        assert!(roster.has_acknowledged(&"ana".parse().unwrap(), &mine));
        assert!(!roster.has_acknowledged(&"bea".parse().unwrap(), &mine));
        let unknown: DeskId = "none".parse().unwrap();
        assert!(
            !roster.lets_expire(&unknown, day, |_| None) && roster.acknowledgements(&unknown, day, |_| None).is_none()
        );
    }

    proptest! {
        #[test]
        fn hostile_notes_end_well(note in "(amparo/v1/acknowledgement\n)?[ -~\n\u{2014}]{0,200}") {
            if let Ok(read) = SignedAcknowledgement::parse(&note) {
                prop_assert!(!read.is_by(&"ana".parse().unwrap(), &PublicKey::of(&key(3))));
            }
        }
    }
}
