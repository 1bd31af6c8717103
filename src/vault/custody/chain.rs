//! Whether a chain holds together: numbers, digests, signatures, roles.

use ed25519_dalek::VerifyingKey;

use super::ChainId;
use super::event::{KeptEvent, NOTHING_BEFORE};
use crate::roster::{NoteVerifier, Roster};
use crate::seal::Digest;

/// A place in a chain.
#[derive(Clone, Debug)]
pub enum Link {
    /// The event is here.
    Shown(Box<KeptEvent>),
    /// It is not shown to whoever looks: only the digest of its note is.
    Withheld(Digest),
}

/// Says what of a chain does not hold; nothing when all does.
///
/// Each event must name the one before by number and digest, be of this chain, and be signed by the key that its roster
/// gives to its role. `rosters` are those that are trusted.
pub fn check(id: &ChainId, links: &[Link], rosters: &[Roster]) -> Vec<String> {
    let mut wrong = Vec::new();
    let (mut next, mut prev) = (0, NOTHING_BEFORE);
    for link in links {
        let event = match link {
            Link::Withheld(digest) => {
                (next, prev) = (next + 1, *digest);
                continue;
            }
            Link::Shown(event) => event,
        };
        let says = &event.says;
        let at = says.seq;
        if at != next {
            wrong.push(format!("where event {next} should be stands event {at}: something is missing or moved"));
        } else if says.prev != prev {
            wrong.push(format!("event {at} does not name the one before it: one of the two was changed"));
        }
        if (says.submission, &says.desk) != (id.0, &id.1) {
            wrong.push(format!("event {at} is of another chain"));
        }
        if let Some(why) = doubt(event, rosters) {
            wrong.push(format!("event {at}: {why}"));
        }
        (next, prev) = (at + 1, event.digest());
    }
    wrong
}

/// What is wrong with the signature of an event.
fn doubt(event: &KeptEvent, rosters: &[Roster]) -> Option<String> {
    let agent = &event.says.agent;
    let key = VerifyingKey::from_bytes(agent.key.as_bytes()).ok();
    let verifier = key.and_then(|key| NoteVerifier::new(agent.role.as_str(), key).ok());
    let Some(verifier) = verifier else { return Some("its key makes no sense".to_owned()) };
    if let Err(why) = verifier.verify(&event.note) {
        return Some(why.to_string());
    }
    let Some(roster) = rosters.iter().find(|roster| roster.reference() == agent.roster) else {
        return Some(format!("roster {}, by which {} acted, is not known here", agent.roster.version, agent.role));
    };
    let named = roster.text().reviewer(&agent.role).is_some_and(|entry| entry.key == agent.key);
    (!named).then(|| format!("roster {} gives {} another key", agent.roster.version, agent.role))
}
