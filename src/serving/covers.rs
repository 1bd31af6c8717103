//! When cover parcels fall due: those of a day, for each desk, drawn when the day begins, at a start, and for desks that a
//! reload brings.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::Instant;

use crate::intake::draw_moments;
use crate::seal::DeskId;

/// The cover parcels of a day that are still to come.
#[derive(Default)]
pub(super) struct Covers {
    /// The desks whose moments are drawn.
    drawn: BTreeSet<DeskId>,
    due: Vec<(Instant, DeskId)>,
}

impl Covers {
    /// Draws the day's moments of those desks of which none are drawn yet. What was before `seconds_into_day` is over: a
    /// server that starts in the evening keeps no more than one that ran all day would have by then.
    pub(super) fn draw<'a>(&mut self, desks: impl Iterator<Item = &'a DeskId>, now: Instant, seconds_into_day: u32) {
        for desk in desks {
            if !self.drawn.contains(desk) {
                self.drawn.insert(desk.clone());
                let waits = draw_moments().into_iter().filter_map(|second| second.checked_sub(seconds_into_day));
                let due = waits.map(|wait| (now + Duration::from_secs(u64::from(wait)), desk.clone()));
                self.due.extend(due);
            }
        }
    }

    /// When the next one falls due.
    pub(super) fn next(&self) -> Option<Instant> {
        self.due.iter().map(|(due, _)| *due).min()
    }

    /// Takes those that are due, each by its desk.
    pub(super) fn take_due(&mut self, now: Instant) -> Vec<DeskId> {
        self.due.extract_if(.., |(due, _)| *due <= now).map(|(_, desk)| desk).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_hours(24);

    fn desk(name: &str) -> DeskId {
        name.parse().unwrap()
    }

    #[test]
    fn every_desk_has_its_cover_parcels_over_the_day_once_and_one_that_a_reload_brings_too() {
        let now = Instant::now();
        let (main, camps) = (desk("main"), desk("camps"));
        let mut covers = Covers::default();
        assert!(covers.next().is_none());
        covers.draw([&main].into_iter(), now, 0);
        covers.draw([&main, &camps].into_iter(), now, 0);
        covers.draw([&main, &camps].into_iter(), now, 0);
        let mut kept = Vec::new();
        while let Some(next) = covers.next() {
            assert!(next >= now && next < now + DAY, "it is of this day");
            if let Some(before) = next.checked_sub(Duration::from_nanos(1)) {
                assert!(covers.take_due(before).is_empty(), "none comes before its moment");
            }
            kept.extend(covers.take_due(next));
        }
        for desk in [&main, &camps] {
            let many = kept.iter().filter(|kept| *kept == desk).count();
            assert!((3..=12).contains(&many), "{many} of {desk}");
        }
        // The next day's are drawn anew.
        covers = Covers::default();
        covers.draw([&main].into_iter(), now + DAY, 0);
        assert!(covers.next().is_some());
    }

    #[test]
    fn a_server_that_starts_late_in_the_day_keeps_no_cover_parcels_of_the_hours_before() {
        let now = Instant::now();
        let last_hour = 23 * 60 * 60;
        let mut most = 0;
        for _ in 0..100 {
            let mut covers = Covers::default();
            covers.draw([&desk("main")].into_iter(), now, last_hour);
            most += covers.take_due(now + Duration::from_hours(1)).len();
            assert!(covers.next().is_none());
        }
        // 750 of a hundred whole days; a twenty-fourth part is 31.
        assert!((1..150).contains(&most), "{most}");
    }
}
