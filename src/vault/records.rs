//! What a reviewer notes of a submission: labels, sealed to their own key, on their own machine only.
//!
//! ```text
//! HOME/records/SUBMISSION.age    age, to the reviewer's own recipient; inside: JSON, padded with spaces to 4 KiB
//! ```

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::harden::private_file;
use crate::seal::{Identity, OpenError, SubmissionId};

const SCHEMA: &str = "amparo/v1/record";
const STEP_BYTES: usize = 4096;
/// More than any record.
const MAX_BYTES: u64 = 1 << 20;

/// A reviewer's record of one submission.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    schema: String,
    /// The submission.
    pub submission: SubmissionId,
    /// The version of the taxonomy that the labels were last set by.
    pub taxonomy: u32,
    /// Codes of the taxonomy.
    pub labels: BTreeSet<String>,
}

impl Record {
    /// An empty one.
    pub fn new(submission: SubmissionId, taxonomy: u32) -> Self {
        Self { schema: SCHEMA.to_owned(), submission, taxonomy, labels: BTreeSet::new() }
    }
}

/// A record cannot be read or written.
#[derive(Debug)]
pub enum RecordError {
    /// Its file cannot be used.
    Io(PathBuf, io::Error),
    /// It does not open.
    Open(PathBuf, OpenError),
    /// What is inside does not make sense.
    Content(PathBuf),
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Open(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Content(path) => write!(f, "{} does not make sense", path.display()),
        }
    }
}

impl std::error::Error for RecordError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Open(_, error) => Some(error),
            Self::Content(_) => None,
        }
    }
}

/// The folder of a reviewer's records.
#[derive(Clone, Debug)]
pub struct Records {
    folder: PathBuf,
}

impl Records {
    /// The records in this folder, whether it exists or not.
    pub const fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The record of a submission; `None` when nothing was noted.
    pub fn read(&self, submission: SubmissionId, identity: &Identity) -> Result<Option<Record>, RecordError> {
        let path = self.path(submission);
        let sealed = match private_file::read(&path, MAX_BYTES) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(|e| RecordError::Io(path.clone(), e))?,
        };
        let json = identity.open_own(&sealed).map_err(|e| RecordError::Open(path.clone(), e))?;
        let record: Result<Record, _> = serde_json::from_slice(&json);
        match record {
            Ok(record) if record.schema == SCHEMA && record.submission == submission => Ok(Some(record)),
            _ => Err(RecordError::Content(path)),
        }
    }

    /// Keeps a record in place of the one before. After a crash there is the old one or the new one.
    pub fn keep(&self, record: &Record, identity: &Identity) -> Result<(), RecordError> {
        let path = self.path(record.submission);
        let failed = |e| RecordError::Io(path.clone(), e);
        let mut json = serde_json::to_vec(record).map_err(|e| failed(e.into()))?;
        json.resize(json.len().next_multiple_of(STEP_BYTES), b' ');
        let sealed = identity.seal_own(&json).map_err(failed)?;
        private_file::make_folder(&self.folder).map_err(failed)?;
        private_file::replace(&path, &sealed).map_err(failed)
    }

    /// Deletes the record of a submission, when there is one: of a withdrawn one nothing stays noted.
    pub fn delete(&self, submission: SubmissionId) -> Result<(), RecordError> {
        let path = self.path(submission);
        let failed = |e| RecordError::Io(path.clone(), e);
        match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other.and_then(|()| private_file::sync_folder(&self.folder)).map_err(failed),
        }
    }

    fn path(&self, submission: SubmissionId) -> PathBuf {
        self.folder.join(format!("{submission}.age"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::RecipientKind;
    use rand_core::OsRng;

    #[test]
    fn labels_are_kept_sealed_and_gone_when_they_are_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let records = Records::at(folder.path().join("records"));
        let identity = Identity::generate(RecipientKind::Classic, &mut OsRng);
        let id = SubmissionId::random(&mut OsRng);
        assert_eq!(records.read(id, &identity).unwrap(), None);
        let mut record = Record::new(id, 1);
        record.labels.insert("un:wgad".to_owned());
        records.keep(&record, &identity).unwrap();
        assert_eq!(records.read(id, &identity).unwrap(), Some(record.clone()));
        let kept = || fs::read(folder.path().join(format!("records/{id}.age"))).unwrap();
        let one = kept();
        assert!(!one.windows(7).any(|bytes| bytes == b"un:wgad"));
        record.labels.insert("rome:7-1-e".to_owned());
        records.keep(&record, &identity).unwrap();
        // An age header's grease differs in length; what is inside does not.
        assert!(one.len().abs_diff(kept().len()) < 1000);

        let other = Identity::generate(RecipientKind::Classic, &mut OsRng);
        assert!(matches!(records.read(id, &other), Err(RecordError::Open(..))));
        records.delete(id).unwrap();
        records.delete(id).unwrap();
        assert_eq!(records.read(id, &identity).unwrap(), None);
    }
}
