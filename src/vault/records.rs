//! What a reviewer notes of submissions: labels, notes, what they read, how far it is. On their own machine only.
//!
//! ```text
//! HOME/records.age               all of it, see `kept`
//! HOME/records/SUBMISSION.age    as earlier versions kept the labels; taken over at the next change
//! ```
//! One file, because a file for each submission would tell how many were labelled, and when.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize as _;

use super::custody::ChainId;
use super::home::ReviewerKeys;
use super::kept::{self, KeptError};
use crate::harden::private_file;
use crate::seal::{Day, DeskId, SubmissionId};

const NAME: &str = "records";
const VERSION: u32 = 2;
/// Its keys are submissions without a desk.
const VERSION_WITHOUT_DESKS: u32 = 1;
/// As earlier versions wrote it, one file for each submission.
const OLD_SCHEMA: &str = "amparo/v1/record";
/// More than any of those.
const MAX_OLD_BYTES: u64 = 1 << 20;
/// The longest note, in bytes.
pub const MAX_NOTE_BYTES: usize = 64 << 10;

/// How far the work on a submission is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nobody has begun, as far as this reviewer noted.
    #[default]
    New,
    /// Somebody is at it.
    Working,
    /// The source was answered.
    Answered,
    /// Nothing is left to do.
    Closed,
}

impl Status {
    /// All of them, in the order of the work.
    pub const ALL: [Self; 4] = [Self::New, Self::Working, Self::Answered, Self::Closed];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        ["new", "working", "answered", "closed"][self as usize]
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A word is no status.
#[derive(Debug)]
pub struct NoStatus;

impl fmt::Display for NoStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is new, working, answered or closed")
    }
}

impl std::error::Error for NoStatus {}

impl FromStr for Status {
    type Err = NoStatus;

    fn from_str(text: &str) -> Result<Self, NoStatus> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or(NoStatus)
    }
}

/// Free text about a submission. Wiped when it is dropped.
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The day on which it was written.
    pub day: Day,
    /// Its words.
    pub text: String,
}

impl Drop for Note {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

/// What a reviewer noted of one submission.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Record {
    /// The version of the taxonomy that the labels were last set by; 0 without labels.
    pub taxonomy: u32,
    /// Codes of the taxonomy.
    pub labels: BTreeSet<String>,
    /// Notes, the oldest first.
    pub notes: Vec<Note>,
    /// It was read.
    pub read: bool,
    /// What the reviewer says of the work; `None` when they leave it to what is known.
    pub status: Option<Status>,
}

/// Of what something is noted: a submission as one desk has it, written `DESK/ID`. An earlier version named no desk: what
/// it noted, written `ID`, counts for every desk that has the submission, until something else is noted for that one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(into = "String", try_from = "String")]
struct Noted {
    submission: SubmissionId,
    desk: Option<DeskId>,
}

impl From<Noted> for String {
    fn from(Noted { submission, desk }: Noted) -> Self {
        desk.map_or_else(|| submission.to_string(), |desk| format!("{desk}/{submission}"))
    }
}

impl TryFrom<String> for Noted {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (desk, id) = text.split_once('/').map_or((None, text.as_str()), |(desk, id)| (Some(desk), id));
        let wrong = "it is DESK/ID";
        let desk = desk.map(str::parse).transpose().map_err(|_| wrong)?;
        Ok(Self { submission: id.parse().map_err(|_| wrong)?, desk })
    }
}

/// All that a reviewer noted.
#[derive(Default)]
pub struct Records {
    all: BTreeMap<Noted, Record>,
    /// Files of before that are in it now.
    taken_over: Vec<PathBuf>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    version: u32,
    records: BTreeMap<Noted, Record>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OldRecord {
    schema: String,
    submission: SubmissionId,
    taxonomy: u32,
    labels: BTreeSet<String>,
}

impl Records {
    /// What is noted of a submission as a desk has it; nothing, for most.
    pub fn of(&self, submission: SubmissionId, desk: &DeskId) -> Record {
        self.find(submission, desk).cloned().unwrap_or_default()
    }

    /// The same, where there is something.
    pub(super) fn find(&self, submission: SubmissionId, desk: &DeskId) -> Option<&Record> {
        let noted = |desk| self.all.get(&Noted { submission, desk });
        noted(Some(desk.clone())).or_else(|| noted(None))
    }

    /// Notes this of a submission as a desk has it, in place of what was noted.
    fn set(&mut self, (submission, desk): ChainId, record: Record) {
        let is_noted_for_all = self.all.contains_key(&Noted { submission, desk: None });
        let noted = Noted { submission, desk: Some(desk) };
        // That nothing is noted any more must be said where what was noted for all would count again.
        if record == Record::default() && !is_noted_for_all {
            self.all.remove(&noted);
        } else {
            self.all.insert(noted, record);
        }
    }
}

/// The file of a reviewer's records.
#[derive(Clone, Debug)]
pub struct RecordsFile {
    path: PathBuf,
}

impl RecordsFile {
    /// The records of the folder `home`, whether there are any or not.
    pub(super) fn of(home: &Path) -> Self {
        Self { path: home.join(NAME).with_extension("age") }
    }

    /// Reads all of them. Those of earlier versions are read as long as there is no newer file.
    pub fn read(&self, keys: &ReviewerKeys) -> Result<Records, KeptError> {
        match kept::read::<Stored>(&self.path, NAME, keys)? {
            Some(Stored { version: VERSION_WITHOUT_DESKS | VERSION, records }) => {
                Ok(Records { all: records, taken_over: Vec::new() })
            }
            Some(_) => Err(KeptError::Content(self.path.clone())),
            None => self.read_old(keys),
        }
    }

    /// Changes what is noted of submissions. Of two commands at once, the second goes on where the first has ended;
    /// after a crash there is what was before or what came after.
    pub fn change(
        &self,
        keys: &ReviewerKeys,
        submissions: impl IntoIterator<Item = ChainId>,
        mut change: impl FnMut(&mut Record),
    ) -> Result<(), KeptError> {
        let _alone = kept::lock(&self.path)?;
        let mut records = self.read(keys)?;
        let mut changed = false;
        // Taken one by one from here on: whoever hands them on says what is so while nobody else changes anything.
        for (submission, desk) in submissions {
            let before = records.of(submission, &desk);
            let mut after = before.clone();
            change(&mut after);
            if after != before {
                records.set((submission, desk), after);
                changed = true;
            }
        }
        if changed { self.replace(keys, records) } else { Ok(()) }
    }

    /// Deletes what is noted of these, whichever desk has them: of what was withdrawn nothing stays.
    pub fn forget(
        &self,
        keys: &ReviewerKeys,
        submissions: impl IntoIterator<Item = SubmissionId>,
    ) -> Result<(), KeptError> {
        let gone: BTreeSet<SubmissionId> = submissions.into_iter().collect();
        if gone.is_empty() { Ok(()) } else { self.forget_where(keys, |noted| gone.contains(&noted.submission)) }
    }

    /// The same of these as one desk has them. What an earlier version noted for all desks stays for the others.
    pub fn forget_of_desks(&self, keys: &ReviewerKeys, gone: &BTreeSet<ChainId>) -> Result<(), KeptError> {
        let is_gone = |noted: &Noted| noted.desk.clone().is_some_and(|desk| gone.contains(&(noted.submission, desk)));
        if gone.is_empty() { Ok(()) } else { self.forget_where(keys, is_gone) }
    }

    fn forget_where(&self, keys: &ReviewerKeys, is_gone: impl Fn(&Noted) -> bool) -> Result<(), KeptError> {
        if !self.path.exists() && !self.old_folder().exists() {
            return Ok(());
        }
        let _alone = kept::lock(&self.path)?;
        let mut records = self.read(keys)?;
        let before = records.all.len();
        records.all.retain(|noted, _| !is_gone(noted));
        if records.all.len() < before { self.replace(keys, records) } else { Ok(()) }
    }

    fn replace(&self, keys: &ReviewerKeys, records: Records) -> Result<(), KeptError> {
        kept::replace(&self.path, NAME, &Stored { version: VERSION, records: records.all }, keys)?;
        for path in records.taken_over {
            fs::remove_file(&path).map_err(|e| KeptError::Io(path, e))?;
        }
        // Where something of before could not be read, the folder stays.
        let _ = fs::remove_dir(self.old_folder());
        Ok(())
    }

    fn old_folder(&self) -> PathBuf {
        self.path.with_extension("")
    }

    /// Records as earlier versions kept them: sealed, and signed by nobody.
    fn read_old(&self, keys: &ReviewerKeys) -> Result<Records, KeptError> {
        let folder = self.old_folder();
        let failed = |e| KeptError::Io(folder.clone(), e);
        let listing = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Records::default()),
            other => other.map_err(failed)?,
        };
        let mut records = Records::default();
        for entry in listing {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_none_or(|extension| extension != "age") {
                continue;
            }
            let sealed = private_file::read(&path, MAX_OLD_BYTES).map_err(|e| KeptError::Io(path.clone(), e))?;
            let json = keys.identity.open_own(&sealed).map_err(|e| KeptError::Open(path.clone(), e))?;
            match serde_json::from_slice::<OldRecord>(&json) {
                Ok(old) if old.schema == OLD_SCHEMA => {
                    let record = Record { taxonomy: old.taxonomy, labels: old.labels, ..Record::default() };
                    records.all.insert(Noted { submission: old.submission, desk: None }, record);
                    records.taken_over.push(path);
                }
                _ => return Err(KeptError::Content(path)),
            }
        }
        Ok(records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    fn desk(text: &str) -> DeskId {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_noted_is_sealed_and_gone_when_it_is_forgotten() {
        let home = tempfile::tempdir().unwrap();
        let (records, keys) = (RecordsFile::of(home.path()), ReviewerKeys::drawn());
        let id = SubmissionId::random(&mut OsRng);
        let label = |record: &mut Record| record.labels.extend(["un:wgad".to_owned()]);
        records.change(&keys, [(id, desk("main"))], label).unwrap();
        assert!(records.read(&keys).unwrap().of(id, &desk("main")).labels.contains("un:wgad"));
        let kept = fs::read(home.path().join("records.age")).unwrap();
        assert!(!kept.windows(7).any(|bytes| bytes == b"un:wgad"));
        assert!(matches!(records.read(&self::ReviewerKeys::drawn()), Err(KeptError::Open(..))));
        records.forget(&keys, [id]).unwrap();
        records.forget(&keys, [id]).unwrap();
        assert!(records.read(&keys).unwrap().all.is_empty());
    }

    #[test]
    fn labels_of_earlier_versions_are_taken_over_once() {
        let home = tempfile::tempdir().unwrap();
        let (records, keys) = (RecordsFile::of(home.path()), ReviewerKeys::drawn());
        let [id, other] = [1, 2].map(|byte| SubmissionId::from_bytes([byte; 16]));
        let old = home.path().join("records");
        fs::create_dir(&old).unwrap();
        let json = format!(r#"{{"schema":"{OLD_SCHEMA}","submission":"{id}","taxonomy":1,"labels":["un:wgad"]}}   "#);
        let sealed = keys.identity.seal_own(json.as_bytes()).unwrap();
        fs::write(old.join(format!("{id}.age")), &sealed).unwrap();
        assert_eq!(records.read(&keys).unwrap().of(id, &desk("main")).labels.len(), 1);
        records.change(&keys, [(other, desk("main"))], |record| record.read = true).unwrap();
        assert!(!old.exists());
        assert_eq!(records.read(&keys).unwrap().of(id, &desk("main")).labels.len(), 1);
        // What appears there later was written by somebody else.
        fs::create_dir(&old).unwrap();
        fs::write(old.join(format!("{other}.age")), &sealed).unwrap();
        assert!(records.read(&keys).unwrap().of(other, &desk("main")).labels.is_empty());
    }

    #[test]
    fn what_is_noted_for_one_desk_is_not_noted_for_another_that_has_the_same_id() {
        let home = tempfile::tempdir().unwrap();
        let (records, keys) = (RecordsFile::of(home.path()), ReviewerKeys::drawn());
        let id = SubmissionId::from_bytes([1; 16]);
        let labels = |of: &str| records.read(&keys).unwrap().of(id, &desk(of)).labels.len();
        let label = |of: &str, code: &str| {
            let code = code.to_owned();
            records.change(&keys, [(id, desk(of))], |record| record.labels.extend([code.clone()])).unwrap();
        };
        label("main", "un:wgad");
        assert_eq!((labels("main"), labels("camps")), (1, 0));
        records.forget_of_desks(&keys, &BTreeSet::from([(id, desk("main"))])).unwrap();
        assert_eq!((labels("main"), records.read(&keys).unwrap().all.len()), (0, 0));

        // As an earlier version kept it: it counts for each desk, until something else is noted for one.
        let before = serde_json::json!({ "version": 1, "records": { id.to_string(): { "labels": ["un:wgad"] } } });
        kept::replace(&records.path, NAME, &before, &keys).unwrap();
        assert_eq!((labels("main"), labels("camps")), (1, 1));
        label("main", "un:wgeid");
        assert_eq!((labels("main"), labels("camps")), (2, 1));
        records.change(&keys, [(id, desk("main"))], |record| record.labels.clear()).unwrap();
        assert_eq!((labels("main"), labels("camps")), (0, 1), "nothing noted is something else too");
        records.forget(&keys, [id]).unwrap();
        assert!(records.read(&keys).unwrap().all.is_empty());
    }

    #[test]
    fn two_commands_at_once_lose_nothing() {
        let home = tempfile::tempdir().unwrap();
        let (records, keys) = (RecordsFile::of(home.path()), ReviewerKeys::drawn());
        std::thread::scope(|scope| {
            for byte in 0..16 {
                let (records, keys) = (&records, &keys);
                scope.spawn(move || {
                    let one = (SubmissionId::from_bytes([byte; 16]), desk("main"));
                    records.change(keys, [one], |record| record.read = true).unwrap();
                });
            }
        });
        assert_eq!(records.read(&keys).unwrap().all.len(), 16);
    }
}
