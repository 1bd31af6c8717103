use std::collections::BTreeMap;

use super::custody::{event_json, find, record};
use super::errors::not_one;
use super::options::OneId;
use super::output::{print_json, talk};
use super::{CommandError, Shared};
use crate::seal::Digest;
use crate::vault::{Act, Beginning, Event, Line, Object};

/// Record that an exported bag was handed over
///
/// The custody log names the bag by the digest of its tagmanifest-sha256.txt, to whom it went, and what you add. The
/// name stays in your folder: no bag shows to whom another was handed.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo handed-over 3f2a --to 'Office of the Prosecutor, evidence unit'\n  \
                        amparo handed-over 3f2a --to 'Maria, lawyer' --note 'on a stick, in person' --bag 9c1b")]
pub(super) struct HandedOver {
    #[command(flatten)]
    submission: OneId,
    /// Who received it
    #[arg(long, value_name = "WHOM")]
    to: Line,
    /// What should be known of it, on one line
    #[arg(long, value_name = "TEXT")]
    note: Option<Line>,
    /// Which bag, when several were exported: the beginning of its tagmanifest's SHA-256
    #[arg(long, value_name = "SHA256")]
    bag: Option<Beginning>,
}

impl HandedOver {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("a hand-over")?;
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let log = home.custody().read(&keys.identity)?;
        let (id, events) = find(&log.chains, &self.submission.id)?;
        let is_meant = |bag: &Object| self.bag.as_ref().is_none_or(|wanted| wanted.fits(&bag.sha256));
        let is_wanted = |event: &&Event| event.bag().is_some_and(is_meant);
        // One that was exported twice, bit for bit, is one bag: the last time is the one that was handed over.
        let wanted = events.iter().map(|event| &event.says).filter(is_wanted);
        let bags: BTreeMap<Digest, &Event> = wanted.filter_map(|event| Some((event.bag()?.sha256, event))).collect();
        let exports: Vec<&Event> = bags.into_values().collect();
        let exported = match exports[..] {
            [one] => one,
            [] => {
                return Err(CommandError::failed(format!("no such bag of {} was exported from here", id.0))
                    .mend("`amparo custody ID` lists the bags; make one with `amparo export`"));
            }
            _ => {
                let mend = "name one with --bag; `amparo custody ID` lists them";
                return Err(match &self.bag {
                    Some(beginning) => not_one(exports.len(), "exported bag", "exported bags", beginning, mend),
                    None => CommandError::usage(format!("{} bags of {} were exported", exports.len(), id.0)).mend(mend),
                });
            }
        };
        let act = Act::handed_over(exported, self.to.clone(), self.note.clone());
        record(shared, &home, &keys, &act.into_iter().collect::<Vec<_>>())?;
        if shared.json {
            let log = home.custody().read(&keys.identity)?;
            return print_json(&log.chain(id).last().map(|event| event_json(&event.says)));
        }
        let bag = exported.bag().map(|bag| bag.sha256.to_string()).unwrap_or_default();
        talk(&format!("Recorded: bag {bag} of {} was handed over.", id.0));
        Ok(())
    }
}
