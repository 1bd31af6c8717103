//! Answers for human eyes: each question as the page asked it, and its answer.

use super::answers::{Answer, Answered, Answers, Exactness, Part};
use super::definition::{FieldKind, Input};

/// The words of the pages, in one language.
pub trait Wording {
    /// The text of a key; empty where there is none.
    fn say(&self, key: &str) -> String;
    /// The same, with a number `{ $n }` in it.
    fn say_number(&self, key: &str, n: u64) -> String;
}

impl Answers<'_> {
    /// Writes one part of the answers: groups, questions, answers.
    pub fn text(&self, part: Part, words: &dyn Wording) -> String {
        let mut out = String::new();
        let mut under: Option<(&str, u8)> = None;
        for Answered { input, answer } in self.of(part) {
            let here = (input.group.id.as_str(), input.n);
            if under != Some(here) {
                heading(&mut out, input, words);
                under = Some(here);
            }
            out.push_str(&words.say(&input.field.label));
            out.push_str("\n\n");
            for line in answer_text(input, answer, words).trim_end().lines() {
                out.push_str("    ");
                out.push_str(line);
                out.push('\n');
            }
            out.push('\n');
        }
        out
    }
}

fn heading(out: &mut String, input: &Input<'_>, words: &dyn Wording) {
    let each = input.group.each.as_ref().filter(|_| input.n > 0);
    let title = each.map_or_else(|| words.say(&input.group.title), |each| words.say_number(each, input.n.into()));
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str("== ");
    out.push_str(&title);
    out.push_str("\n\n");
}

fn answer_text(input: &Input<'_>, answer: &Answer, words: &dyn Wording) -> String {
    let option = |value: &str| match &input.field.kind {
        FieldKind::Choice(options) | FieldKind::Choices(options) => words.say(&options.text_key(value)),
        _ => value.to_owned(),
    };
    match answer {
        Answer::Text(text) => text.clone(),
        Answer::Choice(value) => option(value),
        Answer::Choices(values) => values.iter().map(|value| option(value) + "\n").collect(),
        Answer::Date(edtf, said) => {
            let date = edtf.map(|edtf| edtf.to_string() + "\n").unwrap_or_default();
            date + said
        }
        Answer::Count(count, how) => match how {
            Exactness::Unstated => count.to_string(),
            how => format!("{count} ({})", words.say(&format!("count-{}", how.as_str()))),
        },
        Answer::NotSaid(why) => words.say(why.text_key()),
    }
}
