//! Approximate dates: Extended Date/Time Format (ISO 8601-2:2019, Library of Congress EDTF level 2).

use std::fmt;

/// A year that is not known: EDTF's unspecified digits (level 2).
const NO_YEAR: &str = "XXXX";
/// A month that is not known, before a day that is.
const NO_MONTH: &str = "XX";

/// Years that somebody alive can mean, by the calendar that the pages ask for. 1403 is the Persians' own, 1447 the Muslims',
/// 1388 the Burmese, 2568 the Thais': a month by one of these would be read as another.
const OWN_YEARS: std::ops::RangeInclusive<u64> = 1800..=2199;

/// Whether four digits typed as a year are one of another calendar.
pub(super) fn is_year_of_another_calendar(year: &str) -> bool {
    matches!(number(year), Ok(Some(year @ 1000..=9999)) if !OWN_YEARS.contains(&year))
}

/// A day, month or year, or as much of it as somebody remembers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// 1000 to 9999.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31, as many as the month has.
    pub day: Option<u8>,
}

/// A moment or the time between two, exactly or about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edtf {
    /// When, or from when; nothing when only the end is known.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// Both are approximate.
    pub about: bool,
}

/// Why numbers make no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateMistake {
    /// Something is not a number.
    NotANumber,
    /// The calendar has no such day, month or four-digit year.
    NoSuchDay,
    /// The end lies before the beginning.
    EndBeforeStart,
}

impl Moment {
    /// Reads three inputs; empty ones are not known.
    pub fn read(day: &str, month: &str, year: &str) -> Result<Self, DateMistake> {
        let day = number(day)?;
        let month = number(month)?;
        let year = number(year)?;
        let within = |value: Option<u64>, from, to| match value {
            Some(value) if !(from..=to).contains(&value) => Err(DateMistake::NoSuchDay),
            other => Ok(other),
        };
        let year = within(year, 1000, 9999)?.map(|year| year as u16);
        let month = within(month, 1, 12)?.map(|month| month as u8);
        let longest = month.map_or(31, |month| days_in(year, month));
        let day = within(day, 1, longest)?.map(|day| day as u8);
        Ok(Self { year, month, day })
    }

    fn parse(text: &str) -> Option<Self> {
        let known = |part: Option<&str>, unknown: &str| match part {
            Some(part) if part != unknown => part.to_owned(),
            _ => String::new(),
        };
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        Self::read(&known(day, ""), &known(month, NO_MONTH), &known(year, NO_YEAR)).ok()
    }

    /// True when nothing of it is known.
    pub const fn is_empty(self) -> bool {
        self.year.is_none() && self.month.is_none() && self.day.is_none()
    }

    /// Whether it lies wholly before `other`, as far as their years tell.
    fn is_before(self, other: Self) -> bool {
        let (Some(year), Some(others)) = (self.year, other.year) else { return false };
        let latest = (year, self.month.unwrap_or(12), self.day.unwrap_or(31));
        let earliest = (others, other.month.unwrap_or(1), other.day.unwrap_or(1));
        latest < earliest
    }
}

/// The days of a month; of February 29 where the year is not known.
fn days_in(year: Option<u16>, month: u8) -> u64 {
    let leap = year.is_none_or(|y| (y % 4 == 0 && y % 100 != 0) || y % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Reads a count as people type it; `None` when it is empty. Digits of other scripts count too.
pub(super) fn number(text: &str) -> Result<Option<u64>, DateMistake> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut value: u64 = 0;
    for c in text.chars() {
        let digit = digit(c).ok_or(DateMistake::NotANumber)?;
        let more = value.checked_mul(10).and_then(|value| value.checked_add(digit));
        value = more.filter(|value| *value <= 1_000_000_000).ok_or(DateMistake::NotANumber)?;
    }
    Ok(Some(value))
}

/// Decimal digits: Latin, Arabic, Persian, Burmese, and the wide ones of Chinese keyboards.
fn digit(c: char) -> Option<u64> {
    let zeros = ['0', '\u{660}', '\u{6f0}', '\u{1040}', '\u{ff10}'];
    let distance = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|distance| *distance < 10);
    zeros.into_iter().find_map(distance).map(u64::from)
}

impl Edtf {
    /// True for a text that [`Edtf`] writes, or could: digits, unspecified ones and marks, nothing that hides words.
    pub(super) fn is_written(text: &str) -> bool {
        let number = |text: &str, unknown: &str| {
            text == unknown || (text.len() == unknown.len() && text.bytes().all(|b| b.is_ascii_digit()))
        };
        let moment = |text: &str| {
            let mut parts = text.strip_suffix('~').unwrap_or(text).split('-');
            let year = parts.next().is_some_and(|year| number(year, NO_YEAR));
            year && parts.clone().count() <= 2 && parts.all(|part| number(part, NO_MONTH))
        };
        match text.split_once('/') {
            None => moment(text),
            Some((from, until)) => (from.is_empty() || moment(from)) && moment(until),
        }
    }

    /// Reads what [`Edtf`] writes; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let about = text.ends_with('~');
        let (from, until) = text.split_once('/').unwrap_or((text, ""));
        let moment = |text: &str| match text.strip_suffix('~').unwrap_or(text) {
            "" => Some(Moment::default()),
            text => Moment::parse(text),
        };
        let date = Self { from: moment(from)?, until: moment(until)?, about };
        // Whoever wrote it: what is shown is what stands there.
        (date.to_string() == text && !(date.from.is_empty() && date.until.is_empty())).then_some(date)
    }

    /// The pattern of what is written, for a JSON Schema (ECMA-262).
    pub(super) fn pattern() -> String {
        let moment = format!("([0-9]{{4}}|{NO_YEAR})(-([0-9]{{2}}|{NO_MONTH})(-[0-9]{{2}})?)?~?");
        format!("^({moment})?(/{moment})?$")
    }

    /// Puts two moments together; `None` when nothing is known of either.
    pub fn new(from: Moment, until: Moment, about: bool) -> Result<Option<Self>, DateMistake> {
        if until.is_before(from) {
            return Err(DateMistake::EndBeforeStart);
        }
        let nothing = from.is_empty() && until.is_empty();
        Ok((!nothing).then_some(Self { from, until, about }))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str(NO_YEAR)?,
        }
        match (self.month, self.day) {
            (None, None) => {}
            (Some(month), _) => write!(f, "-{month:02}")?,
            (None, Some(_)) => write!(f, "-{NO_MONTH}")?,
        }
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.about { "~" } else { "" };
        if !self.from.is_empty() {
            write!(f, "{}{about}", self.from)?;
        }
        if !self.until.is_empty() {
            write!(f, "/{}{about}", self.until)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edtf(from: [&str; 3], until: [&str; 3], about: bool) -> Result<Option<String>, DateMistake> {
        let from = Moment::read(from[0], from[1], from[2])?;
        let until = Moment::read(until[0], until[1], until[2])?;
        Ok(Edtf::new(from, until, about)?.map(|date| date.to_string()))
    }

    const NONE: [&str; 3] = ["", "", ""];

    #[test]
    fn as_much_of_a_date_as_somebody_knows_is_written_as_edtf() {
        let said = |from, until, about| edtf(from, until, about).unwrap().unwrap();
        assert_eq!(said(["28", "7", "2024"], NONE, false), "2024-07-28");
        assert_eq!(said(["", "07", "2024"], NONE, true), "2024-07~");
        assert_eq!(said(["", "", " 2024 "], NONE, false), "2024");
        assert_eq!(said(["28", "", "2024"], NONE, false), "2024-XX-28");
        assert_eq!(said(["28", "7", ""], NONE, false), "XXXX-07-28");
        assert_eq!(said(["29", "7", "2024"], ["2", "8", "2024"], false), "2024-07-29/2024-08-02");
        assert_eq!(said(["", "7", "2024"], ["", "8", "2024"], true), "2024-07~/2024-08~");
        assert_eq!(said(NONE, ["", "", "2023"], false), "/2023");
        assert_eq!(said(["٢٨", "٧", "٢٠٢٤"], NONE, false), "2024-07-28");
        assert_eq!(said(["２８", "７", "２０２４"], NONE, false), "2024-07-28");
        assert_eq!(edtf(NONE, NONE, true), Ok(None));
    }

    #[test]
    fn what_is_no_date_is_told_apart() {
        assert_eq!(edtf(["31", "2", "2024"], NONE, false), Err(DateMistake::NoSuchDay));
        assert_eq!(edtf(["29", "2", "2023"], NONE, false), Err(DateMistake::NoSuchDay));
        assert_eq!(edtf(["", "13", ""], NONE, false), Err(DateMistake::NoSuchDay));
        assert_eq!(edtf(["", "", "24"], NONE, false), Err(DateMistake::NoSuchDay));
        assert_eq!(edtf(["", "julio", "2024"], NONE, false), Err(DateMistake::NotANumber));
        assert_eq!(edtf(["99999999999999999999", "", ""], NONE, false), Err(DateMistake::NotANumber));
        assert_eq!(edtf(["2", "8", "2024"], ["1", "8", "2024"], false), Err(DateMistake::EndBeforeStart));
        assert_eq!(edtf(["29", "2", ""], NONE, false).unwrap().unwrap(), "XXXX-02-29");
    }

    #[test]
    fn a_written_date_is_read_back_and_nothing_else_is_taken_for_one() {
        for text in ["2024-07-28", "2024-07~", "2024", "2024-XX-28", "XXXX-07-28", "XXXX-XX-03", "/2023", "2024~/2025~"]
        {
            assert_eq!(Edtf::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
        for text in ["", "~", "/", "2024/", "2024-7", "2024-02-31", "2024~/2025", "2024-07-28 ", "julio", "XXXX", "-"] {
            assert!(Edtf::parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_a_date_or_a_mistake(day in ".{0,4}", month in "[0-9]{0,2}", year in "[0-9]{0,5}") {
            if let Ok(Some(text)) = edtf([&day, &month, &year], NONE, false) {
                prop_assert!(text.len() <= 10 && text.is_ascii() && Edtf::is_written(&text));
                prop_assert_eq!(Edtf::parse(&text).map(|date| date.to_string()), Some(text));
            }
        }
    }
}
