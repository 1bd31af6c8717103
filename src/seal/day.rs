//! The finest time the server keeps.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// A calendar day in UTC. No record on the server can hold an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

/// A text is not a day of the form `YYYY-MM-DD`.
#[derive(Debug, PartialEq, Eq)]
pub struct NotADay;

impl Day {
    /// The day that holds a Unix time, in seconds.
    pub fn from_unix(seconds: i64) -> Result<Self, NotADay> {
        time::OffsetDateTime::from_unix_timestamp(seconds).map(|t| Self(t.date())).map_err(|_| NotADay)
    }

    /// 00:00 UTC of the day, in Unix seconds: the one time its files carry.
    pub fn unix_midnight(self) -> i64 {
        self.0.midnight().assume_utc().unix_timestamp()
    }

    /// Its year, month and day of the month, the latter two from 1.
    pub const fn parts(self) -> (i32, u8, u8) {
        (self.0.year(), self.0.month() as u8, self.0.day())
    }

    /// The day `days` later (or earlier, when negative); stays where the calendar ends.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(time::Duration::days(days)))
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let bytes = text.as_bytes();
        let plain = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| match i {
                4 | 7 => *b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !plain {
            return Err(NotADay);
        }
        let year: i32 = text[..4].parse().map_err(|_| NotADay)?;
        let month: u8 = text[5..7].parse().map_err(|_| NotADay)?;
        let day: u8 = text[8..].parse().map_err(|_| NotADay)?;
        let month = Month::try_from(month).map_err(|_| NotADay)?;
        if year < 1970 {
            return Err(NotADay);
        }
        Date::from_calendar_date(year, month, day).map(Self).map_err(|_| NotADay)
    }
}

impl TryFrom<String> for Day {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, NotADay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day of the form YYYY-MM-DD, from 1970 on")
    }
}

impl std::error::Error for NotADay {}

/// Where a part of the program learns which day it is. Handed in, so that a test can move it.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> (Day, u32) + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(|| {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
            let seconds = now.map_or(0, |d| d.as_secs());
            let day = Day::from_unix(i64::try_from(seconds).unwrap_or(0)).unwrap_or(Day(Date::MIN));
            (day, (seconds % 86_400) as u32)
        }))
    }

    /// A clock that tells what `day` says, always at its start.
    pub fn from_fn(day: impl Fn() -> Day + Send + Sync + 'static) -> Self {
        Self(Arc::new(move || (day(), 0)))
    }

    /// The day it is.
    pub fn today(&self) -> Day {
        (self.0)().0
    }

    /// How much of the day is over: to await moments by, and never kept.
    pub fn seconds_into_day(&self) -> u32 {
        (self.0)().1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_back_as_it_was_written() {
        for text in ["1970-01-01", "2024-02-29", "2026-11-24", "9999-12-31"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in ["", "2026-1-01", "2026-02-30", "2026-13-01", "2026/01/01", "+026-01-01", "1969-12-31"] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }

    #[test]
    fn a_day_changes_at_midnight_utc() {
        assert_eq!(Day::from_unix(86_399).unwrap().to_string(), "1970-01-01");
        assert_eq!(Day::from_unix(86_400).unwrap().to_string(), "1970-01-02");
    }

    #[test]
    fn the_machines_clock_says_how_much_of_its_day_is_over() {
        #[expect(clippy::disallowed_methods, reason = "what the clock is held against")]
        let now =
            || i64::try_from(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()).unwrap();
        let clock = Clock::system();
        // Where midnight falls between its two answers, they are asked again.
        let is_right = || {
            let before = now();
            let told = clock.today().unix_midnight() + i64::from(clock.seconds_into_day());
            (before..=now()).contains(&told)
        };
        assert!(is_right() || is_right());
        assert!(clock.seconds_into_day() < 86_400);
    }
}
