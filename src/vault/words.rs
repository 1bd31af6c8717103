//! What somebody wrote or chose, for search and to be counted: no more of it than a form can have, whoever sealed it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroize as _;

/// A testimony's JSON is no longer than this: a form's text ends at 1 MiB, of which JSON can make six times as much.
pub(super) const MAX_JSON_BYTES: usize = 8 << 20;
/// A form has some hundreds of questions, a few of them in groups that repeat, each with its marks.
const MAX_TEXTS: usize = 20_000;
/// Of all texts together, each with its question's name.
const MAX_BYTES: usize = 4 << 20;
/// `GROUP.QUESTION`
const MAX_QUESTION_BYTES: usize = 128;

/// What somebody wrote or chose, text by text, each with the question that it answers: for search, and to be counted.
/// Wiped when it is dropped.
///
/// A question in a repeated group is `GROUP.QUESTION`; the text of a reply answers none, which is written "".
#[derive(Default, Deserialize, Serialize)]
#[serde(transparent)]
pub(super) struct Words(pub(super) Vec<(String, String)>);

impl Drop for Words {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Words {
    /// Every text in the answers of a testimony or of an identity parcel; `None` where those are more than a form has.
    pub(super) fn of_answers(json: &[u8]) -> Option<Self> {
        if json.len() > MAX_JSON_BYTES {
            return None;
        }
        let mut words = Self::default();
        if let Ok(mut sealed) = serde_json::from_slice::<Value>(json) {
            words.take("", sealed["answers"].take(), &mut { MAX_BYTES })?;
        }
        Some(words)
    }

    /// Takes what answers a question, as long as there is room for it.
    fn take(&mut self, question: &str, value: Value, room: &mut usize) -> Option<()> {
        match value {
            Value::String(text) => {
                *room = room.checked_sub(question.len() + text.len())?;
                self.0.push((question.to_owned(), text));
                (self.0.len() <= MAX_TEXTS).then_some(())
            }
            Value::Array(items) => items.into_iter().try_for_each(|item| self.take(question, item, room)),
            Value::Object(members) => members.into_iter().try_for_each(|(name, member)| {
                let inner = if question.is_empty() { name } else { format!("{question}.{name}") };
                if inner.len() <= MAX_QUESTION_BYTES { self.take(&inner, member, room) } else { None }
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => Some(()),
        }
    }

    /// The texts alone.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn words(answers: &Value) -> Option<Words> {
        Words::of_answers(json!({ "answers": answers }).to_string().as_bytes())
    }

    #[test]
    fn answers_are_taken_each_with_its_question() {
        let taken =
            words(&json!({ "account": "a", "kind": ["b", "c"], "persons": [{ "n": 1, "call": "d" }] })).unwrap();
        let expected = [("account", "a"), ("kind", "b"), ("kind", "c"), ("persons.call", "d")];
        assert_eq!(taken.0.iter().map(|(asked, said)| (asked.as_str(), said.as_str())).collect::<Vec<_>>(), expected);
        assert_eq!(taken.texts().collect::<String>(), "abcd");
    }

    #[test]
    fn of_answers_that_no_form_has_nothing_is_taken() {
        let long = "k".repeat(MAX_QUESTION_BYTES + 1);
        let deep = json!({ "a".repeat(MAX_QUESTION_BYTES / 2): { "b".repeat(MAX_QUESTION_BYTES / 2): "x" } });
        assert!(words(&json!({ &long: ["x"] })).is_none() && words(&deep).is_none());
        assert!(words(&json!({ &long[1..]: ["x"] })).is_some());
        assert!(words(&json!({ "k": vec!["x"; MAX_TEXTS + 1] })).is_none());
        assert!(words(&json!({ "k": vec!["x"; MAX_TEXTS] })).is_some());
        // The name counts for each text that answers it.
        assert!(words(&json!({ &long[1..]: vec!["x".repeat(128); MAX_TEXTS] })).is_none());
        assert!(Words::of_answers(&vec![b' '; MAX_JSON_BYTES + 1]).is_none());
    }
}
