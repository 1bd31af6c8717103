//! Whether a chain holds together: numbers, digests, signatures, roles.

use super::ChainId;
use super::event::{Agent, KeptEvent, NOTHING_BEFORE};
use crate::roster::{Roster, RosterText};
use crate::seal::{Digest, RosterRef};

/// A place in a chain.
#[derive(Clone, Debug)]
pub enum Link {
    /// The event is here.
    Shown(Box<KeptEvent>),
    /// It is not shown to whoever looks: only the digest of its note is.
    Withheld(Digest),
    /// It was lost, and nobody says that it was not.
    Missing,
}

impl Link {
    /// The places of a chain as it was kept: where numbers are left out, something was lost.
    pub fn all(events: &[KeptEvent]) -> Vec<Self> {
        let mut links = Vec::with_capacity(events.len());
        for event in events {
            // A number that no log reaches is left to whoever checks the chain.
            let lost = event.says.seq.saturating_sub(links.len() as u64).min(MOST_LOST);
            links.extend((0..lost).map(|_| Self::Missing));
            links.push(Self::Shown(Box::new(event.clone())));
        }
        links
    }
}

/// More than one reviewer does with one submission.
const MOST_LOST: u64 = 100_000;

/// A roster, and how events name it.
pub type Known<'a> = (RosterRef, &'a RosterText);

/// Rosters that are trusted, as events name them.
pub fn known(rosters: &[Roster]) -> Vec<Known<'_>> {
    rosters.iter().map(|roster| (roster.reference(), roster.text())).collect()
}

/// Says what of a chain does not hold; nothing when all does.
///
/// Each event must name the one before by number and digest, be of this chain, and be signed by the key that its roster
/// gives to its role. `rosters` are those that are trusted. What is missing is not counted as wrong: whoever shows the
/// chain says so.
pub fn check(id: &ChainId, links: &[Link], rosters: &[Known<'_>]) -> Vec<String> {
    let mut wrong = Vec::new();
    let (mut next, mut prev) = (0_u64, Some(NOTHING_BEFORE));
    for link in links {
        let event = match link {
            Link::Withheld(digest) => {
                (next, prev) = (next.saturating_add(1), Some(*digest));
                continue;
            }
            Link::Missing => {
                (next, prev) = (next.saturating_add(1), None);
                continue;
            }
            Link::Shown(event) => event,
        };
        let says = &event.says;
        let at = says.seq;
        if at != next {
            wrong.push(format!("where event {next} should be stands event {at}: something is missing or moved"));
        } else if prev.is_some_and(|prev| says.prev != prev) {
            wrong.push(format!("event {at} does not name the one before it: one of the two was changed"));
        }
        if (says.submission, &says.desk) != (id.0, &id.1) {
            wrong.push(format!("event {at} is of another chain"));
        }
        if let Some(why) = doubt(&says.agent, &event.note, rosters) {
            wrong.push(format!("event {at}: {why}"));
        }
        (next, prev) = (at.saturating_add(1), Some(event.digest()));
    }
    wrong
}

/// What is wrong with the signature under a note by somebody who says that they act in a role.
pub(in crate::vault) fn doubt(agent: &Agent, note: &str, rosters: &[Known<'_>]) -> Option<String> {
    let Some(verifier) = agent.key.verifier(agent.role.as_str()) else {
        return Some("its key makes no sense".to_owned());
    };
    if let Err(why) = verifier.verify(note) {
        return Some(why.to_string());
    }
    let Some((_, roster)) = rosters.iter().find(|(reference, _)| *reference == agent.roster) else {
        return Some(format!("roster {}, by which {} acted, is not known here", agent.roster.version, agent.role));
    };
    let named = roster.reviewer(&agent.role).is_some_and(|entry| entry.key == agent.key);
    (!named).then(|| format!("roster {} gives {} another key", agent.roster.version, agent.role))
}
