//! Parcels of which not all can be the submission's own.
//!
//! Anybody who knows a desk's recipients can seal a parcel that says it is of a submission, with other words or another
//! file. Nothing inside tells who sealed it. What tells is that a submission has one testimony, one closing parcel that
//! lists all others, one file for each number, and the identity parcel that its testimony names.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;

use crate::seal::ParcelId;
use crate::vault::facts::Closing;

/// Parcels that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// What is wrong, and with which parcels.
    pub says: String,
    /// Those parcels.
    pub parcels: BTreeSet<ParcelId>,
}

/// What says that it is of one submission, each parcel once.
#[derive(Default)]
pub(super) struct Claims {
    /// Each with the identity parcel that it names.
    pub(super) testimonies: Vec<(ParcelId, Option<ParcelId>)>,
    /// `None` where a list makes no sense.
    pub(super) closings: Vec<(ParcelId, Option<List>)>,
    /// By number.
    pub(super) files: Vec<(u32, ParcelId)>,
    /// Those that this key opens, and one for others that a testimony names.
    pub(super) identity: Vec<ParcelId>,
    pub(super) rivals: Vec<Rivals>,
}

/// Testimonies of several submissions that name one identity parcel, which this key does not open: as one of these
/// submissions has it.
#[derive(Clone)]
pub(super) struct Rivals {
    /// All of them. They are shared: each of so many submissions has as many.
    pub(super) all: Arc<BTreeSet<ParcelId>>,
    /// Those of this submission.
    pub(super) own: BTreeSet<ParcelId>,
}

/// So many testimonies of others a contest names: who invents thousands makes no submission name them all.
const RIVALS_NAMED: usize = 8;

/// The parcels that a closing parcel lists.
pub(super) struct List(HashSet<ParcelId>);

impl List {
    pub(super) fn of(closing: &Closing) -> Self {
        Self(closing.parcels.iter().copied().collect())
    }
}

/// The beginning of a parcel's id by which people name it.
pub(in crate::vault) fn short(id: ParcelId) -> String {
    id.to_string()[..16].to_owned()
}

impl Contest {
    /// Adds the one that contradicts the others.
    fn add(&mut self, what: &str, id: ParcelId) {
        let _ = write!(self.says, "; {what} is {}", short(id));
        self.parcels.insert(id);
    }
}

impl Claims {
    /// True when a closing parcel that is here lists it.
    pub(super) fn is_listed(&self, id: ParcelId) -> bool {
        self.lists().any(|list| list.0.contains(&id))
    }

    fn lists(&self) -> impl Iterator<Item = &List> {
        self.closings.iter().filter_map(|(_, list)| list.as_ref())
    }

    /// What of it contradicts the rest; nothing when all is well.
    pub(super) fn contests(&self) -> Vec<Contest> {
        let mut found = Vec::new();
        self.several(self.testimonies.iter().map(|(id, _)| *id), "testimonies say that they are of it", &mut found);
        self.several(self.closings.iter().map(|(id, _)| *id), "closing parcels say that they are of it", &mut found);
        let mut by_number = BTreeMap::<u32, Vec<ParcelId>>::new();
        for (n, id) in &self.files {
            by_number.entry(*n).or_default().push(*id);
        }
        for (n, ids) in by_number {
            self.several(ids.into_iter(), &format!("parcels say that they are its file {n}"), &mut found);
        }
        self.identities(&mut found);
        found.extend(self.rivals.iter().map(|rivals| self.rivalry(rivals)));
        self.unlisted(&mut found);
        found
    }

    /// More than one where there can be one.
    fn several(&self, ids: impl Iterator<Item = ParcelId>, what: &str, found: &mut Vec<Contest>) {
        let parcels: BTreeSet<ParcelId> = ids.collect();
        if parcels.len() > 1 {
            found.push(self.contest(&format!("{} {what}", parcels.len()), parcels));
        }
    }

    /// The submission's own testimonies and some of the others that name the same identity parcel.
    fn rivalry(&self, Rivals { all, own }: &Rivals) -> Contest {
        let others = all.iter().filter(|id| !own.contains(id));
        let named: BTreeSet<ParcelId> = own.iter().chain(others.take(RIVALS_NAMED)).copied().collect();
        let more = all.len() - named.len();
        let what = format!("{} testimonies, not all of this submission, name one identity parcel", all.len());
        let mut contest = self.contest(&what, named);
        if more > 0 {
            let _ = write!(contest.says, ", and {more} more");
        }
        contest
    }

    /// Identity parcels that not every testimony names; without a testimony, where there are several.
    fn identities(&self, found: &mut Vec<Contest>) {
        if self.testimonies.is_empty() {
            self.several(self.identity.iter().copied(), "identity parcels say that they are of it", found);
            return;
        }
        let named = |id: &ParcelId| self.testimonies.iter().all(|(_, named)| *named == Some(*id));
        let unnamed: BTreeSet<ParcelId> = self.identity.iter().copied().filter(|id| !named(id)).collect();
        if !unnamed.is_empty() {
            let mut contest = self.contest("an identity parcel is here that its testimony does not name", unnamed);
            // Of several, each is contested already.
            if let [(told, _)] = self.testimonies[..] {
                contest.add("the testimony", told);
            }
            found.push(contest);
        }
    }

    /// What not every list of its parcels has.
    fn unlisted(&self, found: &mut Vec<Contest>) {
        let known: BTreeSet<ParcelId> = found.iter().flat_map(|contest| contest.parcels.iter().copied()).collect();
        let told = self.testimonies.iter().map(|(id, _)| *id);
        let all = told.chain(self.files.iter().map(|(_, id)| *id)).chain(self.identity.iter().copied());
        let lacks = |id: &ParcelId| self.lists().any(|list| !list.0.contains(id));
        let unlisted: BTreeSet<ParcelId> = all.filter(|id| !known.contains(id) && lacks(id)).collect();
        if !unlisted.is_empty() {
            let what = if unlisted.len() == 1 { "1 parcel is" } else { &format!("{} parcels are", unlisted.len()) };
            let mut contest = self.contest(&format!("{what} here that its closing parcel does not list"), unlisted);
            // The list may be the rogue's as well as what it lacks. Of several, each is contested already.
            if let [(closing, _)] = self.closings[..] {
                contest.add("the closing parcel", closing);
            }
            found.push(contest);
        }
    }

    fn contest(&self, what: &str, parcels: BTreeSet<ParcelId>) -> Contest {
        let mut says = format!("contested: {what}:");
        for (at, id) in parcels.iter().enumerate() {
            let listed = if self.is_listed(*id) { " (its closing parcel lists it)" } else { "" };
            let _ = write!(says, "{} {}{listed}", if at == 0 { "" } else { "," }, short(*id));
        }
        Contest { says, parcels }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn id(byte: u8) -> ParcelId {
        ParcelId::from_bytes([byte; 32])
    }

    fn list(ids: &[u8]) -> List {
        List(ids.iter().map(|byte| id(*byte)).collect())
    }

    /// The contested parcels of each contest, by their first byte.
    fn found(claims: &Claims) -> Vec<Vec<u8>> {
        let bytes = |contest: &Contest| contest.parcels.iter().map(|id| id.as_bytes()[0]).collect();
        claims.contests().iter().map(bytes).collect()
    }

    #[test]
    fn what_a_visit_leaves_is_not_contested_and_what_is_added_to_it_is() {
        let own = || Some(list(&[1, 2, 3, 4]));
        let visit = |closings| Claims {
            testimonies: vec![(id(1), Some(id(4)))],
            closings,
            files: vec![(1, id(2)), (2, id(3))],
            identity: vec![id(4)],
            rivals: Vec::new(),
        };
        let whole = || visit(vec![(id(5), own())]);
        assert_eq!(found(&whole()), Vec::<Vec<u8>>::new());
        assert_eq!(found(&visit(Vec::new())), Vec::<Vec<u8>>::new(), "a visit that broke off has no list");
        assert_eq!(found(&Claims { identity: vec![id(4)], ..Claims::default() }), Vec::<Vec<u8>>::new());

        let mut other_words = whole();
        other_words.testimonies.push((id(9), Some(id(4))));
        assert_eq!(found(&other_words), [[1, 9]]);
        assert!(other_words.is_listed(id(1)) && !other_words.is_listed(id(9)));
        let mut planted = whole();
        planted.files.push((3, id(9)));
        assert_eq!(found(&planted), [[5, 9]], "the list may be the rogue's");
        assert!(planted.contests()[0].says.ends_with(": 0909090909090909; the closing parcel is 0505050505050505"));
        planted.files[2].0 = 2;
        assert_eq!(found(&planted), [[3, 9]]);
        let mut person = whole();
        person.identity.push(id(9));
        assert_eq!(found(&person), [[1, 9]], "its testimony names another");
        person.testimonies.clear();
        assert_eq!(found(&person), [[4, 9]]);
        // A list of the rogue's own: all that not both have is in question.
        assert_eq!(found(&visit(vec![(id(5), own()), (id(8), Some(list(&[9, 2])))])), [vec![5, 8], vec![1, 3, 4]]);
        assert_eq!(found(&visit(vec![(id(5), own()), (id(8), None)])), [[5, 8]]);
        // Where the genuine list is held back, or never came, the rogue's is in question like what it lacks.
        assert_eq!(found(&visit(vec![(id(8), Some(list(&[3, 4])))])), [[1, 2, 8]]);
    }
}
