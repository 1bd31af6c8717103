//! Keys in place of words, for tests.

use super::Wording;

/// Says each key as it is, with its values.
pub(crate) struct Keys;

impl Wording for Keys {
    fn say(&self, key: &str) -> String {
        format!("<{key}>")
    }

    fn say_number(&self, key: &str, n: u64) -> String {
        format!("<{key} {n}>")
    }

    fn say_with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        let values: Vec<&str> = values.iter().map(|(_, value)| *value).filter(|value| !value.is_empty()).collect();
        format!("<{key} {}>", values.join(" "))
    }
}
