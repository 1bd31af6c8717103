//! The documents of an export: consent, testimony, identity answers, statistics.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::page::{direction, escape, page};
use super::{Export, Purpose, pretty};
use crate::form::consent::Effective;
use crate::form::permit::Body;
use crate::form::selection::{Statement, Told};
use crate::form::{Document, Entry, Form, Part, Phrase, Section, Wording};
use crate::texts::{Lang, OwnTexts};
use crate::vault::bag::layout::is_evidence;
use crate::vault::consents::Standing;
use crate::vault::inbox::Submission;

/// False for what is published or counted: the submission's id would tie it to what others were given.
pub(super) const fn names_submission(body: Body) -> bool {
    !matches!(body, Body::Public | Body::Statistics)
}

impl<'a> Purpose<'a> {
    /// The organisation's own words, where they are this form's. Of another form they would ask what nobody asked.
    fn own_words_of(&self, form: Option<&Form>) -> &'a OwnTexts {
        let (of, texts) = self.own_words;
        if of.is_none_or(|of| form.is_some_and(|form| form.digest() == of)) { texts } else { OwnTexts::none() }
    }
}

impl Export<'_> {
    /// Makes the documents; `sealed` are testimony and identity answers as they came.
    pub(super) fn put_documents(&mut self, consent: &Effective, purpose: &Purpose<'_>, sealed: [Option<&Value>; 2]) {
        let consent = self.consent_json(consent, purpose.statement);
        let mut documents = vec![("consent.json".to_owned(), pretty(&consent))];
        let [testimony, identity] = sealed.map(|sealed| sealed.unwrap_or(&Value::Null));
        let both = [
            ("testimony", Part::Open, &self.selection.testimony, testimony),
            ("identity", Part::Identity, &self.selection.identity, identity),
        ];
        for (kind, part, chosen, sealed) in both.into_iter().filter(|(_, _, chosen, _)| !chosen.is_empty()) {
            // The questions of another form would say something else in the source's name.
            let form = purpose.forms.of(sealed);
            let words = Words::of(&self.submission.language, purpose.own_words_of(form));
            let document = chosen.document(part, form, &words);
            documents.push((format!("{kind}.json"), pretty(&self.excerpt(kind, chosen, &sealed["form"]))));
            documents.push((format!("{kind}.txt"), Zeroizing::new(document.text().into_bytes())));
            documents.push((format!("{kind}.html"), Zeroizing::new(self.html(kind, &document, &words).into_bytes())));
        }
        if let Some(facts) = &self.selection.facts {
            let statistics = json!({
                "schema": "amparo/v1/statistics", "desk": self.submission.desk, "month": self.month(),
                "answers": facts["answers"], "labels": facts["labels"],
            });
            documents.push(("statistics.json".to_owned(), pretty(&statistics)));
        }
        self.documents = documents;
    }

    fn month(&self) -> String {
        self.submission.day.to_string()[..7].to_owned()
    }

    /// What it came with, as far as the body is told: who publishes gets the month alone, and no name to tie bags by.
    fn came_with(&self) -> Map<String, Value> {
        let Submission { id, desk, day, .. } = self.submission;
        let known = if names_submission(self.body) {
            json!({ "submission": id, "desk": desk, "received": day })
        } else {
            json!({ "month": self.month() })
        };
        known.as_object().cloned().unwrap_or_default()
    }

    fn excerpt(&self, kind: &str, chosen: &Told, form: &Value) -> Value {
        let mut excerpt = Map::new();
        excerpt.insert("schema".to_owned(), format!("amparo/v1/{kind}-excerpt").into());
        excerpt.extend(self.came_with());
        excerpt.insert("language".to_owned(), self.submission.language.clone().into());
        excerpt.insert("form".to_owned(), form.clone());
        excerpt.insert("answers".to_owned(), chosen.answers.clone().into());
        excerpt.insert("not_said".to_owned(), chosen.not_said.clone().into());
        excerpt.into()
    }

    /// The consent for this body alone: what the source permits others is none of its business.
    fn consent_json(&self, consent: &Effective, statement: &Statement) -> Value {
        let level = self.body.level();
        let standing = self.submission.standing();
        let given = standing.and_then(|standing| standing.given.as_ref());
        let stays: Vec<&str> = self.selection.refused.iter().map(|refused| refused.item.as_str()).collect();
        let reviewed: Vec<&String> = statement.reviewed.iter().filter(|item| !stays.contains(&item.as_str())).collect();
        let mut told = json!({
            "schema": "amparo/v1/effective-consent", "for": self.body.as_str(),
            "level": level.as_str(), "value": consent.get(level),
            "no_death_penalty": consent.no_death_penalty(),
            "death_penalty_excluded": statement.death_penalty_excluded, "reviewed": reviewed,
            "text": given.map(|given| json!({
                "version": given.version, "language": given.language, "sha256": given.text_sha256,
            })),
        });
        if names_submission(self.body) {
            told["submission"] = json!(self.submission.id);
        }
        if is_evidence(self.body) {
            // The day and the parcels tell when something came, and are for who weighs it.
            let mut parcels: Vec<_> = self.submission.testimony_parcel().into_iter().collect();
            parcels.extend(standing.into_iter().flat_map(Standing::changes));
            told["since"] = json!(consent.since(level));
            told["parcels"] = json!(parcels);
        }
        told
    }

    /// A page to read and to print.
    fn html(&self, kind: &str, document: &Document, words: &Words<'_>) -> String {
        let title = if kind == "identity" { "Answers that identify people" } else { "Testimony" };
        let language = &self.submission.language;
        let mut body = format!("<h1 lang=\"en\" dir=\"ltr\">{title}</h1>\n<table lang=\"en\" dir=\"ltr\">\n");
        for (name, value) in self.came_with() {
            let value = value.as_str().unwrap_or_default();
            let _ = writeln!(body, "<tr><th>{}</th><td>{}</td></tr>", escape(&name), escape(value));
        }
        let _ = writeln!(
            body,
            "<tr><th>language</th><td>{}</td></tr>\n<tr><th>for</th><td>{}: what the source permits, and nothing else</td></tr>\n</table>",
            escape(language),
            self.body,
        );
        for Section { title, entries } in &document.sections {
            if !title.is_empty() {
                let _ = writeln!(body, "<h2>{}</h2>", escape(title));
            }
            for Entry { question, answer } in entries {
                let _ = writeln!(body, "<p class=\"q\">{}</p>", escape(question));
                for phrase in answer {
                    // Words are read in the direction of their own script, whatever the page's is.
                    let (class, direction) = match phrase {
                        Phrase::Words(_) => ("said", "auto"),
                        Phrase::Chosen(_) | Phrase::NotSaid(_) => ("chosen", words.direction()),
                    };
                    let text = escape(phrase.as_str());
                    let _ = writeln!(body, "<div class=\"{class}\" dir=\"{direction}\">{text}</div>");
                }
            }
        }
        page(language, title, &body)
    }
}

/// The pages' words in the testimony's language, the organisation's own before the shipped ones; in English where
/// Amparo does not speak it.
struct Words<'a> {
    lang: Lang,
    language: String,
    own: &'a OwnTexts,
}

impl<'a> Words<'a> {
    fn of(language: &str, own: &'a OwnTexts) -> Self {
        let lang = Lang::parse(language).unwrap_or(Lang::ALL[0]);
        Self { lang, language: language.to_owned(), own }
    }

    fn direction(&self) -> &'static str {
        direction(if self.lang.code() == self.language { &self.language } else { self.lang.code() })
    }
}

impl Wording for Words<'_> {
    fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    fn say_number(&self, key: &str, n: u64) -> String {
        self.own.say_away(self.lang, key, &[("n", n)].into_iter().collect())
    }

    fn say_with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        self.own.say_away(self.lang, key, &values.iter().map(|(name, value)| (*name, *value)).collect())
    }
}
