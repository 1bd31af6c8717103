//! What makes a bag evidence: the signature, the roster, custody, sealed parcels.

use std::collections::BTreeSet;

use super::report::{Problems, State};
use super::{Checking, Kind, Trust};
use crate::roster::{NoteVerifier, RosterText, SignedRoster, note_text};
use crate::seal::{Digest, ParcelId, RosterRef, SubmissionId};
use crate::vault::bag::chain_file::{self, Place, note_path};
use crate::vault::bag::layout::{
    CHAIN, CUSTODY, DAY_LABEL, FOR_LABEL, INFO, PARCEL_LIST, PARCELS, ROSTERS, SIGNATURE, SUBMISSION_LABEL,
    TAG_MANIFESTS,
};
use crate::vault::bag::signature::Signature;
use crate::vault::custody::{KeptEvent, Known, Link, Outcome, check, doubt};
use sha2::{Digest as _, Sha256};

/// The largest note that is read.
const MOST_NOTE_BYTES: u64 = 1 << 20;

/// A roster of a bag.
struct Roster {
    reference: RosterRef,
    text: RosterText,
    /// A custodian who is trusted has signed it.
    by: Option<NoteVerifier>,
}

impl Checking<'_> {
    /// Signature, roster, custody and sealed parcels, where the bag must have them.
    pub(super) fn check_evidence(&mut self) {
        if !self.is_signed() {
            self.check_unsigned();
            return;
        }
        let rosters = self.rosters();
        let known: Vec<Known<'_>> = rosters.iter().map(|roster| (roster.reference, &roster.text)).collect();
        let signature = self.check_signature(&known);
        self.check_custodian(&rosters, signature.as_ref());
        self.check_custody(&known, signature.as_ref().map(|signature| signature.submission));
        self.check_parcels();
        self.report.note("ledger", State::Nothing, "proofs by a public ledger are not part of this version");
    }

    /// A bag without a signature: nothing that anybody could rely on, and a failure for who relies on a custodian. It may
    /// be what somebody made of a signed one.
    fn check_unsigned(&mut self) {
        self.report.unsigned = true;
        if !self.trust.named.is_empty() {
            let mut problems = Problems::default();
            problems.add(
                "nobody signed this bag, and you named the custodian by whom its reviewer must be known: anybody could have \
                 made it, of a signed one too",
            );
            self.report.add("signature", "", problems);
            return;
        }
        let why = if self.said.kind == Kind::Minimal {
            "nobody signed it: a bag of an older kind; whoever changed a file could have changed the lists too"
        } else {
            "nobody signed it, so that nothing tells who reviewed; whoever changed a file could have changed the lists too"
        };
        self.report.note("signature", State::Nothing, why);
    }

    /// The rosters that can be read.
    fn rosters(&mut self) -> Vec<Roster> {
        let mut problems = Problems::default();
        let mut rosters = Vec::new();
        for path in self.tree.below(ROSTERS) {
            let read = self.tree.text(path, MOST_NOTE_BYTES).and_then(|note| roster(note, self.trust));
            match read {
                Ok(roster) if path == format!("{ROSTERS}{:08}.note", roster.reference.version) => rosters.push(roster),
                Ok(_) => problems.add(format!("{path} has another version than its name")),
                Err(why) => problems.add(format!("{path}: {why}")),
            }
        }
        if rosters.is_empty() {
            problems.add("there is no roster, so nobody could tell who signed");
        }
        let what = format!("{} that make sense", rosters.len());
        self.report.add("rosters", what, problems);
        rosters
    }

    /// The signature covers both tag manifests, and so every byte.
    fn check_signature(&mut self, known: &[Known<'_>]) -> Option<Signature> {
        let mut problems = Problems::default();
        let note = self.tree.text(SIGNATURE, MOST_NOTE_BYTES);
        let signature = match &note {
            Ok(note) => Signature::parse(note).filter(|_| has_one_signature(note)),
            Err(_) => None,
        };
        let (Ok(note), Some(says)) = (&note, &signature) else {
            problems.add(note.err().unwrap_or_else(|| format!("{SIGNATURE} is no signature of a bag")));
            self.report.add("signature", "", problems);
            return None;
        };
        if let Some(why) = doubt(&says.agent, note, known) {
            problems.add(format!("{SIGNATURE}: {why}"));
        }
        let [first, second] = TAG_MANIFESTS;
        let sums = |name: &str| self.sums.get(name);
        if sums(first).is_none_or(|sums| sums.sha256 != says.sha256) {
            problems.add(format!("{first} is not the one that was signed"));
        }
        if sums(second).is_none_or(|sums| sums.sha512 != says.sha512) {
            problems.add(format!("{second} is not the one that was signed"));
        }
        let said = [
            (SUBMISSION_LABEL, says.submission.to_string()),
            (FOR_LABEL, says.body.to_string()),
            (DAY_LABEL, says.day.to_string()),
        ];
        for (label, value) in said {
            if self.said.info.get(label) != Some(&value) {
                problems.add(format!("{INFO} has another {label} than was signed"));
            }
        }
        let what =
            format!("by {} of roster {} on {}, over every byte", says.agent.role, says.agent.roster.version, says.day);
        self.report.add("signature", what, problems);
        signature
    }

    /// Whether somebody who is trusted says whose the reviewer's key is.
    fn check_custodian(&mut self, rosters: &[Roster], signature: Option<&Signature>) {
        let mut problems = Problems::default();
        let Some(unknown) = rosters.iter().find(|roster| roster.by.is_none()) else {
            let by: BTreeSet<String> =
                rosters.iter().filter_map(|roster| Some(roster.by.as_ref()?.to_string())).collect();
            let by: Vec<String> = by.into_iter().collect();
            if !rosters.is_empty() {
                self.report.add("custodian", format!("every roster is signed by {}", by.join(", ")), problems);
            }
            return;
        };
        if !self.trust.named.is_empty() {
            problems.add(format!("roster {} is not signed by the custodian who was named", unknown.reference.version));
            self.report.add("custodian", "", problems);
            return;
        }
        let signed_by = signature.map(|signature| signature.agent.roster);
        let shown = rosters.iter().find(|roster| Some(roster.reference) == signed_by).unwrap_or(unknown);
        let fingerprint = shown.reference.digest.in_groups();
        let what = format!(
            "compare this with what the organisation tells you by another way: roster {}, {fingerprint}",
            shown.reference.version
        );
        self.report.compare = Some(fingerprint);
        self.report.note("custodian", State::Compare, what);
    }

    /// The chain of custody, as far as it is shown.
    fn check_custody(&mut self, known: &[Known<'_>], submission: Option<SubmissionId>) {
        let mut problems = Problems::default();
        let table = self.tree.text(CHAIN, MOST_NOTE_BYTES * 16).unwrap_or_else(|why| {
            problems.add(why);
            String::new()
        });
        let places = chain_file::parse(&table).unwrap_or_else(|| {
            problems.add(format!("{CHAIN} makes no sense"));
            Vec::new()
        });
        let missing = places.iter().filter(|place| **place == Place::Missing).count();
        let is_shown = |(_, place): &(usize, &Place)| matches!(place, Place::Shown(_));
        let notes: BTreeSet<String> =
            places.iter().enumerate().filter(is_shown).map(|(seq, _)| note_path(seq)).collect();
        let withheld = places.len() - notes.len() - missing;
        let links: Vec<Link> =
            places.iter().enumerate().map(|(seq, place)| self.link(seq, place, &mut problems)).collect();
        // People read the table, and only the notes are signed one by one: it must say what they say, and no more.
        if problems.is_empty() && chain_file::to_text(&links) != table {
            problems.add(format!("{CHAIN} says something else than the signed notes that it is the table of"));
        }
        for path in self.tree.below(CUSTODY).filter(|path| *path != CHAIN && !notes.contains(*path)) {
            problems.add(format!("{path} is not in the chain"));
        }
        // All are of one desk: that of the first.
        let desk = links.iter().find_map(|link| match link {
            Link::Shown(event) => Some(event.says.desk.clone()),
            _ => None,
        });
        if let Some((submission, desk)) = submission.zip(desk) {
            for why in check(&(submission, desk), &links, known) {
                problems.add(why);
            }
        }
        let mut what = format!(
            "{} acts in an unbroken order, each signed; {withheld} withheld, {missing} lost by the reviewer's own log",
            notes.len()
        );
        let doubted: Vec<String> = links.iter().filter_map(doubted).collect();
        if !doubted.is_empty() {
            what = format!("{what}; the reviewer's software doubted what these acts had: {}", doubted.join(", "));
        }
        self.report.add("custody", what, problems);
    }

    /// What stands at a place of the chain; where its note does not fit, no more than that something does.
    fn link(&self, seq: usize, place: &Place, problems: &mut Problems) -> Link {
        match *place {
            Place::Missing => Link::Missing,
            Place::Withheld(digest) => Link::Withheld(digest),
            Place::Shown(digest) => match self.event(&note_path(seq), digest) {
                Ok(event) => Link::Shown(Box::new(event)),
                Err(why) => {
                    problems.add(why);
                    Link::Withheld(digest)
                }
            },
        }
    }

    fn event(&self, path: &str, digest: Digest) -> Result<KeptEvent, String> {
        let note = self.tree.text(path, MOST_NOTE_BYTES)?;
        let event = KeptEvent::parse(&note).ok_or_else(|| format!("{path} is no event of custody"))?;
        if event.digest() == digest { Ok(event) } else { Err(format!("{path} is not the event that {CHAIN} names")) }
    }

    /// Sealed parcels are what they are named by, and the list tells of each.
    fn check_parcels(&mut self) {
        let mut problems = Problems::default();
        let mut here = BTreeSet::new();
        match self.json(PARCEL_LIST) {
            Ok(list) => {
                for parcel in list["parcels"].as_array().into_iter().flatten() {
                    let id: Option<ParcelId> = parcel["id"].as_str().and_then(|id| id.parse().ok());
                    match (id, parcel["here"].as_bool()) {
                        (Some(id), Some(true)) => drop(here.insert(format!("{PARCELS}{id}.age"))),
                        (Some(_), Some(false)) => {}
                        _ => problems.add(format!("{PARCEL_LIST} makes no sense")),
                    }
                }
            }
            Err(why) => problems.add(why),
        }
        let there: BTreeSet<String> = self.tree.below(PARCELS).map(str::to_owned).collect();
        for path in here.symmetric_difference(&there) {
            problems.add(format!("{path} is here or listed, and not both"));
        }
        for path in &there {
            let id = path.strip_prefix(PARCELS).and_then(|name| name.strip_suffix(".age"));
            if self.sums.get(path).map(|sums| sums.sha256.to_string()).as_deref() != id {
                problems.add(format!("{path} is not the parcel that it is named by"));
            }
        }
        self.report.add("parcels", format!("{} sealed parcels, each as it is named", there.len()), problems);
    }
}

/// The place of an event that says of itself that what it had or made does not hold.
fn doubted(link: &Link) -> Option<String> {
    match link {
        Link::Shown(event) if event.says.result == Outcome::Doubted => Some(event.says.seq.to_string()),
        _ => None,
    }
}

/// Reads a roster, and who of the trusted signed it.
fn roster(note: String, trust: &Trust) -> Result<Roster, String> {
    let digest = note_text(&note).map(|text| Digest::from_bytes(Sha256::digest(text).into()));
    let digest = digest.map_err(|error| error.to_string())?;
    let signed = SignedRoster::new(note);
    let text = signed.claim().map_err(|error| error.to_string())?;
    let known = trust.known.iter().filter(|known| known.versions.contains(&text.version)).map(|known| &known.key);
    let by = trust.named.iter().chain(known).find(|custodian| signed.verify(custodian).is_ok()).cloned();
    Ok(Roster { reference: RosterRef { version: text.version, digest }, text, by })
}

/// True when exactly one line of signature stands under a note.
fn has_one_signature(note: &str) -> bool {
    note.rsplit_once("\n\n").is_some_and(|(_, lines)| lines.lines().count() == 1)
}
