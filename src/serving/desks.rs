//! The desks of the configuration: what each asks, and in whose words.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::form::Form;
use crate::portal::desk::Desk;
use crate::roster::{DeskEntry, Roster};
use crate::texts::{Lang, OwnTexts};

use super::fault::TO_BE_READ;
use super::{Config, Fault};

/// What a desk without an entry asks.
pub(super) const DEFAULT_FORM: &str = "guided";

/// `[[desk]]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DeskConfig {
    /// Its name in the roster.
    pub id: Spanned<String>,
    /// What it asks: the name of a form that comes with Amparo, or the path of a form's TOML file.
    #[serde(default = "default_form")]
    pub form: String,
    /// A folder with the operator's own texts: `en.ftl`, `es.ftl`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub texts: Option<PathBuf>,
    /// Days that this desk's parcels stay, in place of `retention.days`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_days: Option<u32>,
}

fn default_form() -> String {
    DEFAULT_FORM.to_owned()
}

impl DeskConfig {
    /// A desk that asks this form.
    pub fn new(id: &str, form: &str) -> Self {
        Self { id: Spanned::new(0..0, id.to_owned()), form: form.to_owned(), texts: None, retention_days: None }
    }

    /// The operator's own files that it names: its form and its texts.
    pub(super) fn files(&self, folder: &Path) -> impl Iterator<Item = PathBuf> {
        let form = (Form::shipped(&self.form).is_none() && is_path(&self.form)).then(|| folder.join(&self.form));
        form.into_iter().chain(self.texts.as_ref().map(|texts| folder.join(texts)))
    }
}

const ABOUT: &str = "a desk cannot be served";

/// The roster's desks in their order, each with its form; those without an entry ask the default form.
pub(super) fn desks(config: &Config, roster: &Roster) -> Result<Vec<Arc<Desk>>, Fault> {
    for entry in &config.desks {
        if roster.desks().iter().all(|desk| desk.id.as_str() != entry.id.get_ref()) {
            let known: Vec<&str> = roster.desks().iter().map(|desk| desk.id.as_str()).collect();
            let what = format!("the roster has no desk {:?}", entry.id.get_ref());
            let mend =
                format!("the roster's desks are: {}; name one of them, or take the entry away", known.join(", "));
            return Err(config.at_desk(entry, what, &mend));
        }
    }
    let desk = |(at, known): (usize, &DeskEntry)| {
        let entry = config.desks.iter().find(|entry| entry.id.get_ref() == known.id.as_str());
        let default = DeskConfig::new(known.id.as_str(), DEFAULT_FORM);
        let (form, texts) = config.asked_by(entry.unwrap_or(&default))?;
        let few_read_identity = known.readers_of_identity().len() < known.reviewers.len();
        Ok(Arc::new(Desk { number: at + 1, id: known.id.clone(), form: Arc::new(form), texts, few_read_identity }))
    };
    roster.desks().iter().enumerate().map(desk).collect()
}

impl Config {
    /// A desk's form and the operator's texts for it.
    pub fn asked_by(&self, entry: &DeskConfig) -> Result<(Form, OwnTexts), Fault> {
        let twice = self.desks.iter().filter(|other| other.id.get_ref() == entry.id.get_ref()).count() > 1;
        if twice {
            let what = format!("the desk {:?} has two entries", entry.id.get_ref());
            return Err(self.at_desk(entry, what, "keep one [[desk]] for each desk"));
        }
        let form = match Form::shipped(&entry.form) {
            Some(form) => form,
            None if is_path(&entry.form) => read_form(&self.place.folder().join(&entry.form))?,
            None => {
                let shipped: Vec<&str> = Form::shipped_names().collect();
                let what = format!("there is no form {:?}", entry.form);
                let mend = format!("name one of {}, or the path of a TOML file", shipped.join(", "));
                return Err(self.at_desk(entry, what, &mend));
            }
        };
        let texts = match &entry.texts {
            None => OwnTexts::default(),
            Some(folder) => {
                let folder = self.place.folder().join(folder);
                let texts = read_texts(&folder)?;
                texts.ok_or_else(|| {
                    let what = format!("{} has no texts", folder.display());
                    let mend = "put en.ftl or es.ftl there, or another language's, or leave `texts` out";
                    self.at_desk(entry, what, mend)
                })?
            }
        };
        Ok((form, texts))
    }

    fn at_desk(&self, entry: &DeskConfig, what: String, mend: &str) -> Fault {
        self.fault(ABOUT, &entry.id, what, mend)
    }
}

fn is_path(form: &str) -> bool {
    form.contains('/') || Path::new(form).extension().is_some_and(|e| e == "toml")
}

/// Reads a form's file.
pub fn read_form(path: &Path) -> Result<Form, Fault> {
    let toml = read(path, "name the path of a form's TOML file")?;
    Form::read(&toml).map_err(|error| Fault {
        about: ABOUT,
        file: path.to_owned(),
        line: error.line,
        what: error.what,
        mend: "docs/forms.md says what a form's file holds; `amparo check --form FILE` reads it alone".to_owned(),
    })
}

/// The operator's texts of a folder; `None` when there are none.
pub fn read_texts(folder: &Path) -> Result<Option<OwnTexts>, Fault> {
    let (mut texts, mut found) = (OwnTexts::default(), false);
    for lang in Lang::ALL {
        let path = folder.join(format!("{}.ftl", lang.code()));
        if !path.exists() {
            continue;
        }
        let file = read(&path, "put plain text there, in UTF-8")?;
        texts.add(lang, file).map_err(|bad| Fault {
            about: ABOUT,
            file: path,
            line: Some(bad.line),
            what: "the text does not parse".to_owned(),
            mend: "each text is `key = words`; further lines of it begin with a space".to_owned(),
        })?;
        found = true;
    }
    Ok(found.then_some(texts))
}

fn read(path: &Path, mend: &str) -> Result<String, Fault> {
    fs::read_to_string(path).map_err(|error| Fault {
        about: ABOUT,
        file: path.to_owned(),
        line: None,
        what: format!("it cannot be read: {error}"),
        mend: if error.kind() == io::ErrorKind::PermissionDenied { TO_BE_READ } else { mend }.to_owned(),
    })
}
