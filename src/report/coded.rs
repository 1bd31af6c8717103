//! What of a testimony's answers is counted: marks that its form offers, and no word that somebody typed.

use crate::form::{FieldKind, Form, Forms, TextKey};
use crate::vault::Answers;

/// The question for the kind of thing that happened.
const KIND: &str = "kind";
/// The question for the kind of place.
const PLACE_KIND: &str = "place-kind";
/// The questions for places, from the widest to the narrowest. Sources answer them in words of their own.
const PLACES: [&str; 4] = ["country", "state", "municipality", "place"];

/// What one testimony says, as far as it is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// The kinds of thing that happened.
    pub kinds: Marks,
    /// The kind of place.
    pub place: Marks,
    /// The place in the source's own words, the widest first. Identifies people.
    pub place_words: Vec<String>,
}

/// What was marked of what a form offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// The testimony is not here, or answers a form that is not known.
    #[default]
    Unknown,
    /// The form does not ask.
    NotAsked,
    /// Marked, each with the key of its text; none where the question was left.
    Marked(Vec<(String, TextKey)>),
}

impl Coded {
    /// Takes it from what a testimony answers; of a form that is not known nothing is counted.
    pub fn of(answers: &Answers<'_>, forms: &Forms) -> Self {
        let Some(form) = answers.form.and_then(|digest| forms.with(digest)) else { return Self::default() };
        let words = |id: &str| {
            let asked = form.inputs().any(|input| input.n == 0 && input.field.id == id);
            let said = answers.to(id).next().filter(|text| asked && !text.trim().is_empty());
            said.map(|text| text.trim().to_owned())
        };
        Self {
            kinds: Marks::of(form, KIND, answers),
            place: Marks::of(form, PLACE_KIND, answers),
            place_words: PLACES.into_iter().filter_map(words).collect(),
        }
    }
}

impl Marks {
    fn of(form: &Form, id: &str, answers: &Answers<'_>) -> Self {
        let input = form.inputs().find(|input| input.n == 0 && input.field.id == id);
        let options = input.and_then(|input| match &input.field.kind {
            FieldKind::Choice(options) | FieldKind::Choices(options) => Some(options),
            _ => None,
        });
        let Some(options) = options else { return Self::NotAsked };
        let said: Vec<&str> = answers.to(id).collect();
        // What the form does not offer is no mark, whoever put it there.
        let marked = options.values.iter().filter(|value| said.contains(&value.as_str()));
        Self::Marked(marked.map(|value| (value.clone(), options.text_key(value))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::Digest;

    /// What is counted of a testimony that says this to the form with that digest.
    fn coded(form: Option<Digest>, said: &[(&str, &str)], forms: &Forms) -> Coded {
        let said: Vec<_> = said.iter().map(|(asked, text)| ((*asked).to_owned(), (*text).to_owned())).collect();
        Coded::of(&Answers { form, said: &said }, forms)
    }

    fn shipped(form: &str) -> Option<Digest> {
        Form::shipped(form).map(|form| form.digest())
    }

    fn values(marks: &Marks) -> Vec<&str> {
        let Marks::Marked(marked) = marks else { panic!("{marks:?}") };
        marked.iter().map(|(value, _)| value.as_str()).collect()
    }

    #[test]
    fn marks_that_the_form_offers_are_counted_and_words_are_not() {
        let said = [
            ("kind", "taken"),
            ("kind", "Ana Torres"),
            ("kind", "killed"),
            ("place-kind", "in Ana's house"),
            ("country", " Perú\n"),
            ("persons.kind", "threat"),
        ];
        let coded = coded(shipped("guided"), &said, &Forms::known(None));
        assert_eq!(values(&coded.kinds), ["killed", "taken"]);
        assert_eq!(values(&coded.place), Vec::<&str>::new());
        assert_eq!(coded.place_words, ["Perú"]);
    }

    #[test]
    fn of_a_form_that_is_not_known_nothing_is_counted() {
        let said = [("kind", "Ana Torres"), ("place", "here")];
        for form in [None, Some(Digest::from_bytes([0; 32]))] {
            assert_eq!(coded(form, &said, &Forms::known(None)), Coded::default());
        }
    }

    #[test]
    fn a_form_that_does_not_ask_is_told_from_a_question_that_was_left() {
        let short = coded(shipped("short"), &[("kind", "killed")], &Forms::known(None));
        assert_eq!((short.kinds, short.place), (Marks::NotAsked, Marks::NotAsked));
        let left = coded(shipped("guided"), &[], &Forms::known(None));
        assert_eq!(left.kinds, Marks::Marked(Vec::new()));
    }

    #[test]
    fn an_own_form_is_known_by_its_own_file() {
        let toml = "form = \"own\"\nversion = 1\ntitle = \"t\"\n[[group]]\nid = \"g\"\ntitle = \"g\"\n\
                    [[group.field]]\nid = \"account\"\ntype = \"text\"\nlabel = \"a\"\n\
                    [[group.field]]\nid = \"kind\"\ntype = \"choice\"\nlabel = \"k\"\noptions = [\"theft\"]\n\
                    [[group.field]]\nid = \"files\"\ntype = \"files\"\nlabel = \"f\"\n";
        let own = Form::read(toml).unwrap();
        let (form, said) = (Some(own.digest()), [("kind", "theft")]);
        assert_eq!(coded(form, &said, &Forms::known(None)).kinds, Marks::Unknown);
        assert_eq!(values(&coded(form, &said, &Forms::known(Some(own))).kinds), ["theft"]);
    }
}
