//! Cover parcels: sealed like others, holding nothing, so that a lone submission does not stand alone.

use std::ops::RangeInclusive;

use rand_core::{OsRng, RngCore as _};
use zeroize::Zeroizing;

use crate::roster::Roster;
use crate::seal::{COVER_FILE, DeskId, FormNonce, Kind, LanguageTag, ParcelHead, SubmissionId};

use super::parcel::keep_small;
use super::{Intake, IntakeError};

/// Each desk stores so many a day, drawn anew for each: whoever counts a day's parcels cannot take them off. At the least as
/// many as a testimony and its closing are, and one.
const A_DAY: RangeInclusive<u64> = 3..=12;
const SECONDS_A_DAY: u32 = 24 * 60 * 60;

/// The seconds of a day at which a desk's cover parcels fall due. Drawn in memory, kept nowhere.
pub fn draw_moments() -> Vec<u32> {
    // 2^64 is so much larger than a day that the remainder's bias cannot be seen.
    let below = |bound: u64| OsRng.next_u64() % bound;
    let number = A_DAY.start() + below(A_DAY.end() - A_DAY.start() + 1);
    (0..number).map(|_| below(u64::from(SECONDS_A_DAY)) as u32).collect()
}

impl Intake {
    /// Seals and keeps one cover parcel of `desk`. Blocks.
    pub fn keep_cover(&self, roster: &Roster, desk: &DeskId) -> Result<(), IntakeError> {
        let recipients = roster.recipients(desk).ok_or(IntakeError::Worker)?;
        let head = ParcelHead {
            submission: SubmissionId::random(&mut OsRng),
            nonce: FormNonce::random(&mut OsRng),
            number: 0,
            kind: Kind::Cover,
            desk: desk.clone(),
            language: LanguageTag::undetermined(),
            roster: roster.reference(),
            mailbox: None,
        };
        let nothing = vec![(COVER_FILE, Zeroizing::new(Vec::new()))];
        keep_small(&*self.store, head, recipients, nothing, self.clock.today()).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn cover_falls_due_at_any_second_of_a_day() {
        let moments: Vec<u32> = (0..1000).flat_map(|_| draw_moments()).collect();
        assert!(moments.iter().all(|moment| *moment < 86_400));
        // In each of eight parts of a day: all of 3,000 and more miss one of them by chance once in 10^173 runs.
        for part in 0..8 {
            assert!(moments.iter().any(|moment| moment / 10_800 == part), "none in part {part}");
        }
    }

    #[test]
    fn how_many_cover_parcels_a_day_has_is_drawn() {
        let numbers: BTreeSet<u64> = (0..1000).map(|_| draw_moments().len() as u64).collect();
        // One of ten is missing after a thousand days by chance once in 10^45 runs.
        assert!(numbers.into_iter().eq(A_DAY));
    }
}
