//! Dates as people say them.

use super::Wording;
use crate::form::edtf::{Edtf, Moment};

impl Edtf {
    /// The date in words, and as it stands in the JSON where the two differ: `about July 2024 (2024-07~)`.
    pub fn spoken(&self, words: &dyn Wording) -> String {
        let moment = |moment: Moment| {
            let said = moment.spoken(words);
            if self.about { words.say_with("spoken-about", &[("date", &said)]) } else { said }
        };
        let said = match (self.from.is_empty(), self.until.is_empty()) {
            (_, true) => moment(self.from),
            (true, false) => words.say_with("spoken-until", &[("until", &moment(self.until))]),
            (false, false) => {
                words.say_with("spoken-span", &[("from", &moment(self.from)), ("until", &moment(self.until))])
            }
        };
        let written = self.to_string();
        if said.is_empty() || said == written { written } else { format!("{said} ({written})") }
    }
}

impl Moment {
    fn spoken(self, words: &dyn Wording) -> String {
        let month = self.month.map(|month| words.say(&format!("spoken-month-{month}"))).unwrap_or_default();
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        let day = self.day.map(|day| day.to_string()).unwrap_or_default();
        let key = match (self.year, self.month, self.day) {
            (Some(_), Some(_), Some(_)) => "spoken-day-month-year",
            (Some(_), Some(_), None) => "spoken-month-year",
            (Some(_), None, None) => return year,
            (Some(_), None, Some(_)) => "spoken-day-year",
            (None, Some(_), Some(_)) => "spoken-day-month",
            (None, Some(_), None) => "spoken-month",
            (None, None, Some(_)) => "spoken-day",
            (None, None, None) => return String::new(),
        };
        words.say_with(key, &[("day", &day), ("month", &month), ("year", &year)])
    }
}
