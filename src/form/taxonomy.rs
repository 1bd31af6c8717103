//! Codes that reviewers set: mandates of the United Nations and articles of the Rome Statute, as data.

use std::collections::BTreeMap;

use serde::Deserialize;

const SHIPPED: &str = include_str!("../../static/taxonomy.toml");

/// Every code there is, and which plain category may point to which.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taxonomy {
    /// Counted from 1; kept with the labels that were set.
    pub version: u32,
    /// Where the codes come from.
    #[serde(rename = "scheme")]
    pub schemes: Vec<Scheme>,
    suggestions: BTreeMap<String, Vec<String>>,
}

/// Codes from one source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// What its codes begin with.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Which edition of it.
    pub version: String,
    /// Where we have it from.
    pub source: String,
    /// A lawyer has to check it before anybody relies on it.
    pub check: bool,
    /// Codes and what they stand for.
    pub codes: BTreeMap<String, String>,
}

impl Taxonomy {
    /// The one that comes with Amparo.
    pub fn shipped() -> Self {
        toml::from_str(SHIPPED).expect("the shipped taxonomy is read in the tests")
    }

    /// A code's scheme and what it stands for.
    pub fn find(&self, code: &str) -> Option<(&Scheme, &str)> {
        self.schemes.iter().find_map(|scheme| Some((scheme, scheme.codes.get(code)?.as_str())))
    }

    /// The codes that a source's plain categories may point to, each once.
    pub fn suggested(&self, kinds: &[&str]) -> Vec<&str> {
        let mut found = Vec::new();
        for code in kinds.iter().filter_map(|kind| self.suggestions.get(*kind)).flatten() {
            if !found.contains(&code.as_str()) {
                found.push(code.as_str());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{FieldKind, Form};

    #[test]
    fn every_code_begins_with_its_scheme_and_every_suggestion_is_a_code() {
        let taxonomy = Taxonomy::shipped();
        for scheme in &taxonomy.schemes {
            for code in scheme.codes.keys() {
                assert_eq!(code.split(':').next(), Some(scheme.id.as_str()), "{code}");
            }
        }
        for code in taxonomy.suggestions.values().flatten() {
            assert!(taxonomy.find(code).is_some(), "{code}");
        }
        assert!(taxonomy.find("rome:7-1-e").unwrap().0.check, "a lawyer has not seen it");
    }

    #[test]
    fn every_plain_category_of_the_forms_points_somewhere() {
        let taxonomy = Taxonomy::shipped();
        let mut seen = 0;
        for form in Form::shipped_names().filter_map(Form::shipped) {
            for input in form.inputs().filter(|input| input.field.id == "kind") {
                let FieldKind::Choices(options) = &input.field.kind else { panic!("kind is a list") };
                for kind in &options.values {
                    assert!(taxonomy.suggestions.contains_key(kind), "{kind}");
                    seen += 1;
                }
            }
        }
        assert!(seen >= 12);
        assert_eq!(taxonomy.suggested(&["arrested", "custody", "nonsense"])[..2], ["un:wgad", "rome:7-1-e"]);
    }
}
