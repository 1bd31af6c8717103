//! What parcels are held against, and what does not agree.

use std::collections::{BTreeMap, BTreeSet};

use crate::roster::Roster;
use crate::seal::{Day, ParcelId};
use crate::vault::facts::Facts;
use crate::vault::file::VaultFile;
use crate::vault::index::Index;

/// What parcels are held against.
#[derive(Clone, Default)]
pub struct Against<'a> {
    /// The rosters that are known, oldest first.
    pub rosters: &'a [Roster],
    /// No change of consent can be of a later day; `None` where nobody asks what may leave.
    pub today: Option<Day>,
    /// Parcels that the reviewer takes for none of their submissions, but for changes of consent and replies.
    pub without: BTreeSet<ParcelId>,
    /// The first day on which the server was heard to use a roster, by version.
    pub used: BTreeMap<u64, Day>,
}

/// So many days a server's clock may go before a reviewer's without a doubt: midnight lies between them.
const CLOCKS_DIFFER_DAYS: i64 = 1;

/// So long after a server has taken a newer roster a visit may still send what it began under the older one: no
/// connection lasts longer (`ConnectionLimits::MAX_LIFETIME`).
const VISIT_DAYS: i64 = 1;

impl<'a> Against<'a> {
    /// Against these rosters and this day.
    pub const fn new(rosters: &'a [Roster], today: Day) -> Self {
        Self { rosters, today: Some(today), without: BTreeSet::new(), used: BTreeMap::new() }
    }

    /// The same, and since when the server is known to use which roster.
    ///
    /// By its own word in a pull alone. What parcels say counts for nothing: one that any reviewer sealed, or the server
    /// itself under a wrong day, would put in doubt all that others sent under the rosters of before.
    pub(in crate::vault) fn knowing(&self, index: &Index) -> Self {
        let mut all = self.clone();
        all.used.extend(index.served());
        all
    }

    /// What a parcel tells that does not agree with where it lies, or with the rosters.
    pub(in crate::vault) fn disagreements(&self, file: &VaultFile, facts: &Facts) -> Vec<String> {
        let mut found = facts.wrong.clone();
        let day = facts.day;
        // A later word overrides earlier ones, so one from a day that is not yet would override all to come; and of a testimony
        // of such a day nothing that its source says until then would be heard.
        if self.today.is_some_and(|today| day > today.plus(CLOCKS_DIFFER_DAYS)) {
            found.push(format!("a parcel says it is of {day}, which lies ahead"));
        }
        // A reply is sealed on the day it was written, and listed on the day it was sent.
        let on_its_day = if facts.is_reply() { day <= file.day } else { day == file.day };
        if facts.desk != file.desk || !on_its_day {
            found.push(format!(
                "a parcel says it is of desk {} and day {day}, but the server listed it elsewhere",
                facts.desk
            ));
        }
        let Some(roster) = self.rosters.iter().find(|roster| roster.reference() == facts.roster) else {
            found.push(format!("a parcel was sealed by roster {}, which is not known here", facts.roster.version));
            return found;
        };
        match roster.stanzas(&facts.desk) {
            Some((kind, count)) if facts.stanzas.are_exactly(kind, count) => {}
            _ => found.push("a parcel is sealed to others than the desk's recipients in its roster".to_owned()),
        }
        found.extend(self.older_again(facts));
        found
    }

    /// The first roster above the one that a parcel was sealed under of which this is so. A reviewer who answers may know
    /// a roster before the server does, or after.
    fn newer(&self, facts: &Facts, is: impl Fn(&Roster) -> bool) -> Option<&Roster> {
        let newer = |roster: &&Roster| roster.text().version > facts.roster.version && !facts.is_reply() && is(roster);
        self.rosters.iter().find(newer)
    }

    /// That a parcel was sealed under a roster of before after the server had taken a newer one: whoever was removed in
    /// between could read it.
    fn older_again(&self, facts: &Facts) -> Option<String> {
        let used = |roster: &Roster| self.used.get(&roster.text().version).copied();
        let is_over = |day: Day| day.plus(VISIT_DAYS + CLOCKS_DIFFER_DAYS) < facts.day;
        let newer = self.newer(facts, |roster| used(roster).is_some_and(is_over))?;
        Some(format!(
            "a parcel of {} was sealed by roster {}, though the server used roster {} on {} already",
            facts.day,
            facts.roster.version,
            newer.text().version,
            used(newer).unwrap_or(facts.day)
        ))
    }

    /// That a parcel was sealed under a roster of before when a newer one was issued, which the server may not have had yet.
    pub(super) fn not_yet(&self, facts: &Facts) -> Option<String> {
        let newer = self.newer(facts, |roster| roster.text().issued < facts.day)?.text();
        Some(format!(
            "a parcel of {} was sealed by roster {}, though roster {} was issued on {}: it was installed later, or the \
             server uses an older one",
            facts.day, facts.roster.version, newer.version, newer.issued
        ))
    }

    /// That a parcel says it is of a day before its own roster was issued. Of the oldest that is known nothing is said: no
    /// other is known by which the server could have sealed then.
    pub(super) fn too_early(&self, facts: &Facts) -> Option<String> {
        let own = self.rosters.iter().skip(1).find(|roster| roster.reference() == facts.roster)?.text();
        (facts.day.plus(CLOCKS_DIFFER_DAYS) < own.issued).then(|| {
            format!(
                "a parcel says it is of {}, before roster {} was issued by which it was sealed, on {}: a clock stood wrong, or \
                 somebody chose the day",
                facts.day, own.version, own.issued
            )
        })
    }
}
