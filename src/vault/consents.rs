//! What sources changed later: consent parcels, found by the mailbox that they and a testimony name.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::inbox::short;
use crate::form::consent::{Change, ChangeRecord, Choices, Consent, Effective, Level};
use crate::seal::{Day, Digest, LanguageTag, MailboxId, ParcelId};

/// What a testimony came with: the choices, and which text stood beside them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// What was chosen.
    pub choices: Choices,
    /// The version of the text.
    pub version: u32,
    /// The language it was in.
    pub language: LanguageTag,
    /// The text's SHA-256.
    pub text_sha256: Digest,
}

impl From<Consent> for Given {
    fn from(Consent { choices, shown }: Consent) -> Self {
        let text_sha256 = shown.sha256();
        Self { choices, version: shown.version, language: shown.language, text_sha256 }
    }
}

/// The consent of a submission, all changes counted.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What holds today; `None` where a record of it is missing or does not make sense: then nothing may leave.
    pub effective: Option<Effective>,
    /// What the testimony came with.
    pub given: Option<Given>,
    /// Which of its changes are doubted, and why, in words.
    pub doubts: Vec<String>,
    /// Whose changes they are.
    pub(super) mailbox: Option<MailboxId>,
    /// The parcels of all changes of its source, and which is the first that came after it. They are shared: each of so many
    /// testimonies has as many.
    all: Arc<[ParcelId]>,
    first: usize,
}

impl Standing {
    /// The parcels of its changes, oldest first.
    pub fn changes(&self) -> &[ParcelId] {
        &self.all[self.first..]
    }

    /// The source took it back.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.effective.as_ref().is_some_and(|effective| effective.withdrawn().is_some())
    }
}

/// Every change that is in a vault, by mailbox.
#[derive(Default)]
pub(super) struct Changes(HashMap<MailboxId, OfMailbox>);

/// The changes of one mailbox, once they are sorted: oldest first, and the parcels of all of them.
#[derive(Default)]
struct OfMailbox {
    heard: Vec<Heard>,
    parcels: Arc<[ParcelId]>,
}

/// So many doubted changes of one mailbox are looked at one by one; with more of them nothing is known.
const MAX_DOUBTED: usize = 50;

/// A change, as far as it can be read.
struct Heard {
    day: Day,
    parcel: ParcelId,
    /// `None` where it does not make sense: it may be anything, a withdrawal too.
    change: Option<Change>,
    /// What does not agree with the rosters or the calendar: then it permits nothing more.
    doubts: Vec<String>,
}

/// What `consent.json` says; `None` where it does not make sense.
pub(super) fn heard(json: &[u8]) -> Option<Change> {
    let record: Option<ChangeRecord> = serde_json::from_slice(json).ok();
    record.map(|record| record.change).or_else(|| asks_back(json).then_some(Change::Withdraw))
}

/// True when a record that is not quite one asks for a withdrawal: that is heard however it is said.
fn asks_back(json: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(json).is_ok_and(|record| record["withdraw"] == true)
}

impl Changes {
    /// Adds what a consent parcel says; one that makes no sense is kept in mind as a change that nobody knows. `doubts`
    /// are what is wrong with the parcel.
    pub(super) fn add(
        &mut self,
        mailbox: MailboxId,
        (parcel, day): (ParcelId, Day),
        change: Option<Change>,
        doubts: Vec<String>,
    ) {
        self.0.entry(mailbox).or_default().heard.push(Heard { day, parcel, change, doubts });
    }

    /// To be called when all are added.
    pub(super) fn sort(&mut self) {
        for OfMailbox { heard, parcels } in self.0.values_mut() {
            heard.sort_by_key(|heard| (heard.day, heard.parcel));
            // One that the server lists under several days is heard once, as it lies where its seal says: a stray copy, which
            // a pull complains of, puts nothing in doubt.
            heard.dedup_by(|again, first| {
                let same = again.parcel == first.parcel;
                if same && again.doubts.len() < first.doubts.len() {
                    first.doubts = std::mem::take(&mut again.doubts);
                }
                same
            });
            *parcels = heard.iter().map(|heard| heard.parcel).collect();
        }
    }

    /// What holds for a submission whose testimony came with `given` on `day` and answers to `mailbox`.
    pub(super) fn standing(&self, mailbox: Option<MailboxId>, day: Day, given: Option<Given>) -> Standing {
        let none = OfMailbox::default();
        let OfMailbox { heard, parcels } = mailbox.and_then(|mailbox| self.0.get(&mailbox)).unwrap_or(&none);
        let first = heard.partition_point(|heard| heard.day < day);
        let heard = &heard[first..];
        let (mut said, mut is_known, mut doubts, mut doubted) = (Vec::<(Day, &Change)>::new(), true, Vec::new(), 0);
        for one in heard {
            if !one.doubts.is_empty() {
                doubts.push(format!(
                    "a change of consent, parcel {}, permits nothing more: {}",
                    short(one.parcel),
                    one.doubts.join("; ")
                ));
            }
            let Some(change) = &one.change else {
                is_known = false;
                continue;
            };
            said.push((one.day, change));
            if one.doubts.is_empty() || *change == Change::Withdraw {
                continue;
            }
            // Whoever asks for less is heard; what permits more must be the source's beyond doubt. Nobody is in doubt so often.
            doubted += 1;
            let before = &said[..said.len() - 1];
            if doubted > MAX_DOUBTED || given.as_ref().is_none_or(|given| widens(day, given, before, &said)) {
                said.pop();
                is_known = false;
            }
        }
        if doubts.len() > MAX_DOUBTED {
            let more = doubts.len() - MAX_DOUBTED;
            doubts.truncate(MAX_DOUBTED);
            doubts.push(format!("{more} more changes of consent permit nothing more"));
        }
        // Beside a withdrawal it does not matter what else was said.
        let is_known = is_known || said.iter().any(|(_, change)| **change == Change::Withdraw);
        let effective = given.as_ref().filter(|_| is_known).map(|given| Effective::of(day, &given.choices, said));
        Standing { effective, given, doubts, mailbox, all: Arc::clone(parcels), first }
    }
}

/// True when something is permitted after these changes that was not before.
fn widens(day: Day, given: &Given, before: &[(Day, &Change)], after: &[(Day, &Change)]) -> bool {
    let [before, after] = [before, after].map(|said| Effective::of(day, &given.choices, said.iter().copied()));
    let wider = Level::ALL.into_iter().any(|level| after.get(level) > before.get(level));
    wider || before.no_death_penalty() && !after.no_death_penalty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::consent::Choice;

    #[test]
    fn a_doubted_change_permits_nothing_more_and_forbids_as_ever() {
        let (day, mailbox) = ("2026-11-24".parse::<Day>().unwrap(), MailboxId::from_bytes([7; 32]));
        let given = Given {
            choices: Choices::from_fields([("consent", "yes"), ("consent-c2", "yes"), ("consent-c3", "no")]).0,
            version: 1,
            language: "en".to_owned().try_into().unwrap(),
            text_sha256: Digest::from_bytes([0; 32]),
        };
        let level = |level: Level, choice| {
            let mut values = [None; 8];
            values[level as usize] = Some(choice);
            Change::Levels { values, no_death_penalty: false }
        };
        let standing = |said: &[(Change, bool)]| {
            let mut changes = Changes::default();
            for ((change, is_doubted), n) in said.iter().copied().zip(1..) {
                let doubts = if is_doubted { vec!["why".to_owned()] } else { Vec::new() };
                changes.add(mailbox, (ParcelId::from_bytes([n; 32]), day.plus(n.into())), Some(change), doubts);
            }
            changes.sort();
            changes.standing(Some(mailbox), day, Some(given.clone()))
        };
        let widens = level(Level::C3, Choice::Yes);
        let narrows = level(Level::C2, Choice::No);
        let c2_and_c3 = |standing: &Standing| {
            standing.effective.as_ref().map(|effective| [effective.get(Level::C2), effective.get(Level::C3)])
        };
        assert_eq!(c2_and_c3(&standing(&[(widens, false)])), Some([Choice::Yes, Choice::Yes]));
        let doubted = standing(&[(widens, true)]);
        assert_eq!((c2_and_c3(&doubted), doubted.doubts.len()), (None, 1), "nothing leaves, and it is said why");
        assert_eq!(c2_and_c3(&standing(&[(narrows, true)])), Some([Choice::No, Choice::No]));
        // Of very many the last are not looked at, and what holds is not known; a withdrawal is heard all the same.
        let many = vec![(narrows, true); 2 * MAX_DOUBTED];
        assert_eq!(c2_and_c3(&standing(&many[..MAX_DOUBTED])), Some([Choice::No, Choice::No]));
        let too_many = standing(&many);
        assert_eq!((c2_and_c3(&too_many), too_many.doubts.len()), (None, MAX_DOUBTED + 1));
        assert!(standing(&[&many[..], &[(Change::Withdraw, true)]].concat()).is_withdrawn());
        // What a doubted change took back, the same doubted source cannot give again.
        assert_eq!(c2_and_c3(&standing(&[(narrows, true), (level(Level::C2, Choice::Yes), true)])), None);
        assert_eq!(
            c2_and_c3(&standing(&[(narrows, false), (level(Level::C2, Choice::Yes), false)])),
            Some([Choice::Yes, Choice::No])
        );
        assert!(standing(&[(widens, true), (Change::Withdraw, true)]).is_withdrawn());

        // Listed once more, elsewhere, before or behind its own place.
        for copies in [[&["why"][..], &[]], [&[], &["why"]], [&["why", "where"], &["why"]]] {
            let mut changes = Changes::default();
            for doubts in copies {
                let doubts = doubts.iter().map(|why| (*why).to_owned()).collect();
                changes.add(mailbox, (ParcelId::from_bytes([1; 32]), day.plus(1)), Some(widens), doubts);
            }
            changes.sort();
            let standing = changes.standing(Some(mailbox), day, Some(given.clone()));
            let is_doubted = copies.iter().all(|doubts| !doubts.is_empty());
            assert_eq!((standing.changes().len(), standing.doubts.len()), (1, usize::from(is_doubted)));
            assert_eq!(c2_and_c3(&standing), (!is_doubted).then_some([Choice::Yes, Choice::Yes]));
        }
    }
}
