//! A minimal export: one `BagIt` bag (RFC 8493) for each submission, with what may leave and nothing else.
//!
//! ```text
//! DIR/SUBMISSION/bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
//!     data/consent.json      the consent that it leaves by, and where that is recorded
//!          testimony.json    the answers that leave; testimony.txt: the same for human eyes
//!          identity.json     likewise, of the answers that identify people; identity.txt
//!          statistics.json   coded facts, for statistics alone
//!          files/            attachments, bit for bit
//! DIR/SUBMISSION.refused.json   what stays and why, for the organisation: not part of the bag
//! ```

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::custody::Basis;
use super::inbox::{Attachment, InboxError, Submission};
use crate::form::Form;
use crate::form::consent::Effective;
use crate::form::permit::Body;
use crate::form::selection::{Material, Selection, Statement, Told};
use crate::harden::private_file;
use crate::seal::{Day, Digest, Identity, SOFTWARE, safe_file_name};

const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// What an export is for, and what the reviewer states.
pub struct Purpose<'a> {
    /// Whom it is for.
    pub body: Body,
    /// What the reviewer states.
    pub statement: &'a Statement,
    /// The day of the export.
    pub day: Day,
    /// A form that does not come with Amparo.
    pub form: Option<&'a Form>,
}

/// An export of one submission, chosen and not yet written.
pub struct Export<'a> {
    submission: &'a Submission,
    body: Body,
    day: Day,
    /// What leaves and what stays.
    pub selection: Selection,
    /// Paths below `data/` and what stands there.
    documents: Vec<(String, Zeroizing<Vec<u8>>)>,
}

/// An export cannot be made.
#[derive(Debug)]
pub enum ExportError {
    /// The submission cannot be read.
    Inbox(InboxError),
    /// A file or folder cannot be written.
    Io(PathBuf, io::Error),
    /// There is something of that name already.
    Exists(PathBuf),
    /// Nothing may leave.
    Nothing,
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inbox(error) => error.fmt(f),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Exists(path) => write!(f, "{} exists already; nothing was overwritten", path.display()),
            Self::Nothing => f.write_str("nothing may leave"),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Inbox(error) => Some(error),
            Self::Io(_, error) => Some(error),
            Self::Exists(_) | Self::Nothing => None,
        }
    }
}

impl From<InboxError> for ExportError {
    fn from(error: InboxError) -> Self {
        Self::Inbox(error)
    }
}

impl<'a> Export<'a> {
    /// Opens a submission and chooses what of it may leave. Writes nothing.
    pub fn choose(submission: &'a Submission, purpose: &Purpose<'_>, identity: &Identity) -> Result<Self, ExportError> {
        let testimony = submission.read_testimony("testimony.json", identity)?;
        let testimony: Option<Value> = serde_json::from_slice(&testimony).ok();
        let readable = submission.identity.as_ref().is_some_and(|identity| identity.readable);
        let named = if readable { Some(submission.read_identity("identity.json", identity)?) } else { None };
        let named: Option<Value> = named.and_then(|json| serde_json::from_slice(&json).ok());
        let shipped = testimony.as_ref().and_then(Form::shipped_for);
        let files: Vec<u32> = submission.attachments.iter().map(|file| file.n).collect();
        let material = Material {
            testimony: testimony.as_ref(),
            identity: named.as_ref(),
            identity_closed: submission.identity.is_some() && !readable,
            form: purpose.form.or(shipped.as_ref()),
            files: &files,
            labels: &submission.labels,
        };
        let consent = submission.consent.as_ref();
        let selection = Selection::of(&material, consent, purpose.body, purpose.statement);
        let mut export = Self { submission, body: purpose.body, day: purpose.day, selection, documents: Vec::new() };
        if let (false, Some(consent)) = (export.selection.is_empty(), consent) {
            export.add_documents(consent, purpose.statement, testimony.as_ref());
        }
        Ok(export)
    }

    fn add_documents(&mut self, consent: &Effective, statement: &Statement, testimony: Option<&Value>) {
        let Submission { id, desk, day, language, .. } = self.submission;
        let told = |kind: &str, told: &Told| {
            let form = testimony.map_or(&Value::Null, |testimony| &testimony["form"]);
            json!({
                "schema": format!("amparo/v1/{kind}-excerpt"), "submission": id, "desk": desk, "received": day,
                "language": language, "form": form, "answers": told.answers, "not_said": told.not_said,
            })
        };
        let mut documents = vec![("consent.json".to_owned(), pretty(&self.consent_json(consent, statement)))];
        for (kind, chosen) in [("testimony", &self.selection.testimony), ("identity", &self.selection.identity)] {
            if !chosen.is_empty() {
                documents.push((format!("{kind}.json"), pretty(&told(kind, chosen))));
                documents.push((format!("{kind}.txt"), Zeroizing::new(chosen.text().into_bytes())));
            }
        }
        if let Some(facts) = &self.selection.facts {
            let month = &day.to_string()[..7];
            let statistics = json!({
                "schema": "amparo/v1/statistics", "desk": desk, "month": month,
                "answers": facts["answers"], "labels": facts["labels"],
            });
            documents.push(("statistics.json".to_owned(), pretty(&statistics)));
        }
        self.documents = documents;
    }

    /// The consent for this body alone: what the source permits others is none of its business.
    fn consent_json(&self, consent: &Effective, statement: &Statement) -> Value {
        let level = self.body.level();
        let standing = self.submission.standing();
        let given = standing.and_then(|standing| standing.given.as_ref());
        let mut parcels: Vec<_> = self.submission.testimony_parcel().into_iter().collect();
        parcels.extend(standing.into_iter().flat_map(|standing| &standing.changes));
        let stays: Vec<&str> = self.selection.refused.iter().map(|refused| refused.item.as_str()).collect();
        let reviewed: Vec<&String> = statement.reviewed.iter().filter(|item| !stays.contains(&item.as_str())).collect();
        json!({
            "schema": "amparo/v1/effective-consent", "submission": self.submission.id, "for": self.body.as_str(),
            "level": level.as_str(), "value": consent.get(level), "since": consent.since(level),
            "no_death_penalty": consent.no_death_penalty(),
            "death_penalty_excluded": statement.death_penalty_excluded, "reviewed": reviewed,
            "text": given.map(|given| json!({
                "version": given.version, "language": given.language, "sha256": given.text_sha256,
            })),
            "parcels": parcels,
        })
    }

    /// By which consent it leaves.
    pub fn basis(&self) -> Option<Basis> {
        let value = self.submission.consent.as_ref()?.get(self.body.level());
        Some(Basis { body: self.body, value })
    }

    /// The digest and length of a bag's tag manifest, by which custody names the bag.
    pub fn seal_of(bag: &Path) -> Option<(Digest, u64)> {
        let manifest = fs::read(bag.join("tagmanifest-sha256.txt")).ok()?;
        Some((digest(&manifest), manifest.len() as u64))
    }

    /// Writes the bag into `folder`, whole or not at all, and returns its path.
    ///
    /// # Errors
    /// [`ExportError::Nothing`] when nothing may leave: then nothing is written, the folder neither.
    pub fn write(&self, folder: &Path, identity: &Identity) -> Result<PathBuf, ExportError> {
        if self.documents.is_empty() {
            return Err(ExportError::Nothing);
        }
        let bag = folder.join(self.submission.id.to_string());
        let refused = bag.with_extension("refused.json");
        if let Some(path) = [&bag, &refused].into_iter().find(|path| path.symlink_metadata().is_ok()) {
            return Err(ExportError::Exists(path.clone()));
        }
        let part = bag.with_extension("part");
        // What a broken export left here was never whole.
        match fs::remove_dir_all(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(ExportError::Io(part, error)),
            _ => {}
        }
        let written = self.fill(&part, identity).and_then(|()| {
            let list = json!({
                "schema": "amparo/v1/refused", "submission": self.submission.id, "for": self.body.as_str(),
                "refused": self.selection.refused,
            });
            put(&refused, &pretty(&list))?;
            fs::rename(&part, &bag).map_err(|e| ExportError::Io(bag.clone(), e))?;
            private_file::sync_folder(folder).map_err(|e| ExportError::Io(folder.to_owned(), e))
        });
        if written.is_err() {
            // Half an export must not be taken for one.
            let _ = fs::remove_dir_all(&part);
            let _ = fs::remove_file(&refused);
        }
        written.map(|()| bag)
    }

    fn fill(&self, bag: &Path, identity: &Identity) -> Result<(), ExportError> {
        let data = bag.join("data");
        make(&data)?;
        let mut manifest = Vec::new();
        let mut bytes = 0;
        for (name, content) in &self.documents {
            put(&data.join(name), content)?;
            bytes += content.len() as u64;
            manifest.push((digest(content), format!("data/{name}")));
        }
        if !self.selection.files.is_empty() {
            make(&data.join("files"))?;
        }
        for leaving in &self.selection.files {
            for file in self.submission.attachments.iter().filter(|file| file.n == leaving.n) {
                let name = file_name(file, leaving.named);
                file.extract_to(&data.join("files").join(&name), identity)?;
                bytes += file.size;
                manifest.push((file.sha256, format!("data/files/{name}")));
            }
        }
        let info = format!(
            "Bag-Software-Agent: {SOFTWARE}\nBagging-Date: {}\nExternal-Identifier: {}\nPayload-Oxum: {bytes}.{}\n\
             Amparo-Export-For: {}\n",
            self.day,
            self.submission.id,
            manifest.len(),
            self.body
        );
        let tags = [("bagit.txt", BAGIT.to_owned()), ("bag-info.txt", info), ("manifest-sha256.txt", lines(&manifest))];
        let listed = tags.each_ref().map(|(name, text)| (digest(text.as_bytes()), (*name).to_owned()));
        for (name, text) in &tags {
            put(&bag.join(name), text.as_bytes())?;
        }
        put(&bag.join("tagmanifest-sha256.txt"), lines(&listed).as_bytes())
    }
}

/// A file's name in the bag: what the source called it where that may leave, else its number alone.
fn file_name(file: &Attachment, named: bool) -> String {
    if named { format!("{}-{}", file.n, safe_file_name(&file.safe_name)) } else { format!("file-{}", file.n) }
}

fn digest(content: &[u8]) -> Digest {
    Digest::from_bytes(Sha256::digest(content).into())
}

fn lines(manifest: &[(Digest, String)]) -> String {
    manifest.iter().map(|(digest, path)| [&digest.to_string(), "  ", path, "\n"].concat()).collect()
}

fn pretty(value: &Value) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(format!("{value:#}\n").into_bytes())
}

fn make(folder: &Path) -> Result<(), ExportError> {
    private_file::make_folder(folder).map_err(|e| ExportError::Io(folder.to_owned(), e))
}

fn put(path: &Path, content: &[u8]) -> Result<(), ExportError> {
    private_file::write_new(path, content).map_err(|e| ExportError::Io(path.to_owned(), e))
}
