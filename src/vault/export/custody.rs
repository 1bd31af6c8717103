//! Which events of custody a body sees.

use std::collections::{BTreeSet, HashSet};

use ed25519_dalek::SigningKey;

use crate::form::permit::Body;
use crate::form::selection::Selection;
use crate::roster::{NoteSigner, PublicKey, Roster, SignedRoster};
use crate::seal::{Digest, RosterRef};
use crate::vault::consents::Standing;
use crate::vault::custody::{ActKind, Agent, Event, Link, What};
use crate::vault::inbox::Submission;

/// What a reviewer adds to a bag so that it stands as evidence: what they did, who they are, and their signature.
pub struct Evidence<'a> {
    /// The whole chain of this submission, as their log has it.
    pub links: Vec<Link>,
    /// Every roster that is known, oldest first, as it was signed.
    pub rosters: &'a [(Roster, SignedRoster)],
    /// Their key.
    pub signing: &'a SigningKey,
}

impl Evidence<'_> {
    /// In which role they sign, and with what; `None` where no roster names their key.
    pub(super) fn signer(&self) -> Option<(Agent, NoteSigner)> {
        let key = PublicKey::of(self.signing);
        let agent = Agent::of(key, self.rosters.iter().map(|(roster, _)| roster))?;
        let signer = NoteSigner::new(agent.role.as_str(), self.signing.clone()).ok()?;
        Some((agent, signer))
    }

    /// The rosters by which these events and the signature were made.
    pub(super) fn rosters_of(&self, shown: &[Link], agent: &Agent) -> Vec<&(Roster, SignedRoster)> {
        let mut named: BTreeSet<(u64, Digest)> = BTreeSet::from([key_of(agent.roster)]);
        for link in shown {
            if let Link::Shown(event) = link {
                named.insert(key_of(event.says.agent.roster));
            }
        }
        self.rosters.iter().filter(|(roster, _)| named.contains(&key_of(roster.reference()))).collect()
    }
}

fn key_of(roster: RosterRef) -> (u64, Digest) {
    (roster.version, roster.digest)
}

/// The chain as a body sees it: of events about what does not leave, the digest alone.
pub(super) fn seen_by(body: Body, links: &[Link], submission: &Submission, selection: &Selection) -> Vec<Link> {
    let named = named(submission, selection);
    // A parcel that is not here may be one that the source keeps back.
    let all_kept = submission.complete && submission.not_kept.is_empty();
    let whole = all_kept && selection.files.len() == submission.attachments.len();
    let see = |link: &Link| match link {
        Link::Shown(event) if may_see(&event.says, body, &named, whole) => link.clone(),
        Link::Shown(event) => Link::Withheld(event.digest()),
        other => other.clone(),
    };
    links.iter().map(see).collect()
}

/// The digests that the body learns from the bag anyway.
fn named(submission: &Submission, selection: &Selection) -> HashSet<Digest> {
    let id = |bytes: &[u8; 32]| Digest::from_bytes(*bytes);
    let mut named = HashSet::new();
    named.extend(submission.testimony_parcel().map(|parcel| id(parcel.as_bytes())));
    if !selection.identity.is_empty() {
        named.extend(submission.sealed_identity().map(|(parcel, _)| id(parcel.as_bytes())));
    }
    for file in submission.attachments.iter().filter(|file| selection.files.iter().any(|leaving| leaving.n == file.n)) {
        named.insert(file.sha256);
        named.extend(file.sealed().map(|(parcel, _)| id(parcel.as_bytes())));
    }
    named.extend(submission.standing().into_iter().flat_map(Standing::changes).map(|parcel| id(parcel.as_bytes())));
    named
}

/// Whether a body may see an event: what it names must be what leaves.
fn may_see(event: &Event, body: Body, named: &HashSet<Digest>, whole: bool) -> bool {
    match event.act {
        // That something was handed to others, and to whom, is their affair.
        ActKind::HandedOver => false,
        ActKind::Exported => event.basis.is_some_and(|basis| basis.body == body),
        _ => event.objects().all(|object| match object.what {
            // The list's length tells how many files there were.
            What::Closing => whole,
            // What the desk wrote back is not the source's to permit, and leaves with nobody.
            What::Reply => false,
            // A copy goes where its original goes, which is named beside it.
            What::Copy => true,
            _ => named.contains(&object.sha256),
        }),
    }
}
