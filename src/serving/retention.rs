//! How long a server keeps what every reviewer holds.

use std::collections::btree_map::{BTreeMap, Entry};

use serde::{Deserialize, Serialize};

use super::config::Config;
use super::{Published, ServeError, read_roster};
use crate::reviewing::{Evidence, RetainedDay, Stays};
use crate::seal::{Clock, DeskId, ParcelId};
use crate::store::DataFolder;

/// `[retention]`
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionConfig {
    /// Days after which the server lets go what every reviewer of a desk has acknowledged; without it nothing goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
}

impl RetentionConfig {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    pub(super) const fn is_default(&self) -> bool {
        self.days.is_none()
    }
}

/// What would go at the next day's close, and why the rest stays; `days` in place of the configuration's. Changes
/// nothing.
pub fn retained(config: &Config, days: Option<u32>, clock: &Clock) -> Result<Vec<RetainedDay>, ServeError> {
    let published = Published::new(read_roster(config)?, &config.custodian()?).map_err(ServeError::Roster)?;
    let data = DataFolder::at(&config.data)?;
    let today = clock.today();
    let mut found = Vec::<RetainedDay>::new();
    let mut ids = Vec::<Vec<ParcelId>>::new();
    for parcel in data.parcels_before(today)? {
        let same_day = |last: &&mut RetainedDay| last.desk == parcel.desk && last.day == parcel.day;
        if let (Some(last), Some(ids)) = (found.last_mut().filter(same_day), ids.last_mut()) {
            last.parcels += 1;
            last.bytes += parcel.len;
            ids.push(parcel.id);
        } else {
            found.push(RetainedDay { desk: parcel.desk, day: parcel.day, parcels: 1, bytes: parcel.len, stays: None });
            ids.push(vec![parcel.id]);
        }
    }
    let mut notes = BTreeMap::new();
    for (day, parcels) in found.iter_mut().zip(&ids) {
        let (acknowledged, waiting) = match notes.entry(day.desk.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert((data.acknowledged(&day.desk)?, data.waiting(&day.desk)?)),
        };
        let known = Evidence { parcels, acknowledged, waiting };
        let days = days.or_else(|| config.retention_days(&day.desk));
        day.stays = match days {
            Some(days) => match Stays::of(published.roster(), &day.desk, day.day, days, today, &known) {
                None if data.holds_aside(&day.desk, day.day, parcels)? => Some(Stays::SetAside),
                other => other,
            },
            None => Some(Stays::Off),
        };
    }
    Ok(found)
}

impl Config {
    /// How many days a desk's parcels stay that every reviewer has acknowledged; `None` for ever.
    pub fn retention_days(&self, desk: &DeskId) -> Option<u32> {
        let entry = self.desks.iter().find(|entry| entry.id.get_ref() == desk.as_str());
        entry.and_then(|entry| entry.retention_days).or(self.retention.days)
    }
}
