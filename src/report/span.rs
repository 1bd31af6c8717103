//! How a span of days is cut into pieces that a chart can show.

use serde::Serialize;

use crate::seal::Day;

/// More columns than this are too thin on a small screen.
const MOST_DAYS: i64 = 62;
const MOST_WEEKS: i64 = 62;
const MOST_MONTHS: i64 = 120;
const SECONDS: i64 = 86_400;

/// What one column stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A day.
    Day,
    /// A week, from Monday on.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Step {
    /// The finest step by which the days from `first` to `last` make no more columns than can be read.
    pub fn fitting(first: Day, last: Day) -> Self {
        let days = number(last) - number(first) + 1;
        let (months, weeks) = (months(last) - months(first) + 1, days / 7 + 1);
        match () {
            () if days <= MOST_DAYS => Self::Day,
            () if weeks <= MOST_WEEKS => Self::Week,
            () if months <= MOST_MONTHS => Self::Month,
            () => Self::Year,
        }
    }

    /// The first day of the column that holds `day`.
    pub fn begin(self, day: Day) -> Day {
        let (_, month, of_month) = day.parts();
        match self {
            Self::Day => day,
            // 1970-01-01 was a Thursday.
            Self::Week => day.plus(-(number(day) + 3).rem_euclid(7)),
            Self::Month => day.plus(1 - i64::from(of_month)),
            Self::Year => {
                let first = Self::Month.begin(day);
                (1..month).fold(first, |day, _| Self::Month.begin(day.plus(-1)))
            }
        }
    }

    /// The first day of the next column.
    pub fn next(self, begin: Day) -> Day {
        match self {
            Self::Day => begin.plus(1),
            Self::Week => begin.plus(7),
            // A month has less than 32 days, a year less than 367.
            Self::Month => self.begin(begin.plus(31)),
            Self::Year => self.begin(begin.plus(366)),
        }
    }

    /// The first day of every column from `first` to `last`.
    pub fn columns(self, first: Day, last: Day) -> impl Iterator<Item = Day> {
        let mut at = self.begin(first);
        std::iter::from_fn(move || {
            let next = self.next(at);
            // The calendar's last column has no next one.
            let column = (at <= last && next > at).then_some(at);
            at = next;
            column
        })
    }
}

fn number(day: Day) -> i64 {
    day.unix_midnight().div_euclid(SECONDS)
}

fn months(day: Day) -> i64 {
    let (year, month, _) = day.parts();
    i64::from(year) * 12 + i64::from(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_step_grows_with_the_span() {
        for (last, step) in [
            ("2026-01-01", Step::Day),
            ("2026-03-03", Step::Day),
            ("2026-03-04", Step::Week),
            ("2027-01-01", Step::Week),
            ("2029-01-01", Step::Month),
            ("2035-12-31", Step::Month),
            ("2036-01-01", Step::Year),
            ("9999-12-31", Step::Year),
        ] {
            assert_eq!(Step::fitting(day("2026-01-01"), day(last)), step, "{last}");
        }
    }

    #[test]
    fn columns_begin_on_mondays_firsts_and_new_year() {
        let columns = |step: Step, first, last| {
            step.columns(day(first), day(last)).map(|day| day.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(columns(Step::Day, "2028-02-28", "2028-03-01"), ["2028-02-28", "2028-02-29", "2028-03-01"]);
        assert_eq!(columns(Step::Week, "2026-11-25", "2026-12-01"), ["2026-11-23", "2026-11-30"]);
        assert_eq!(columns(Step::Month, "2026-11-25", "2027-01-01"), ["2026-11-01", "2026-12-01", "2027-01-01"]);
        assert_eq!(columns(Step::Year, "2027-06-01", "2029-01-01"), ["2027-01-01", "2028-01-01", "2029-01-01"]);
        assert_eq!(columns(Step::Day, "9999-12-31", "9999-12-31").len(), 0, "the calendar ends");
    }

    #[test]
    fn every_day_lies_in_the_column_that_it_begins_with() {
        for step in [Step::Day, Step::Week, Step::Month, Step::Year] {
            for at in 0..1500 {
                let one = day("2027-12-01").plus(at);
                let begin = step.begin(one);
                assert!(begin <= one && one < step.next(begin), "{step:?} {one}");
            }
        }
    }
}
