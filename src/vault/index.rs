//! The index: what every parcel of the vault told when it was opened, in one sealed file.
//!
//! ```text
//! HOME/index.age    see `kept`
//! ```
//! It is made from the parcels and can be made again at any time. A parcel that is in the vault and not in the index
//! is opened, once; what left the vault leaves the index.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::closed::look_at;
use super::facts::{Facts, Holds, open};
use super::file::{Place, Stamp, VaultFile};
use super::home::ReviewerKeys;
use super::inbox::InboxError;
use super::kept::{self, KeptError};
use super::served::{self, Served};
use crate::seal::{DeskId, Digest, Identity, ParcelId, Stanzas, SubmissionId};

const NAME: &str = "index";
/// Counts up with every change of what stands in it, and of what it was held against; another one is made anew.
const VERSION: u32 = 6;

/// What parcels told.
#[derive(Default)]
pub struct Index {
    parcels: BTreeMap<Place, Entry>,
    changed: bool,
    /// What this home has heard of the server; it stands beside the index, and is not made from parcels.
    served: Served,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// A file that was changed is looked at again.
    stamp: Stamp,
    seen: Seen,
    /// Its words were taken out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    wordless: bool,
    /// No pull has told yet what is wrong with it: it came with one that broke off or opened nothing, or not by a pull.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    untold: bool,
}

/// What became of opening a parcel.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Seen {
    /// It opened.
    Open(Box<Facts>),
    /// It has the digest that it is named by, and is not sealed to this key.
    Closed(Stanzas),
    /// It has that digest, and will never open: why.
    Broken(String),
}

/// What a testimony answers.
pub struct Answers<'a> {
    /// The digest of the form, where it names one.
    pub form: Option<Digest>,
    /// Each text and mark, with the question that it answers.
    pub said: &'a [(String, String)],
}

impl<'a> Answers<'a> {
    /// What is said to one question, in the order of its marks.
    pub fn to(&self, question: &str) -> impl Iterator<Item = &'a str> {
        self.said.iter().filter(move |(asked, _)| asked == question).map(|(_, text)| text.as_str())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    version: u32,
    parcels: BTreeMap<Place, Entry>,
}

#[derive(Serialize)]
struct Storing<'a> {
    version: u32,
    parcels: &'a BTreeMap<Place, Entry>,
}

/// The file of the index.
#[derive(Clone, Debug)]
pub struct IndexFile {
    path: PathBuf,
}

impl IndexFile {
    /// The index in this file, whether it exists or not.
    pub const fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Reads it; what cannot be used is told, and an empty one stands in.
    pub fn read(&self, keys: &ReviewerKeys) -> (Index, Option<KeptError>) {
        let (parcels, trouble) = match kept::read_version::<Stored>(&self.path, NAME, VERSION, keys) {
            Ok(None) => (BTreeMap::new(), None),
            Ok(Some(Stored { version: VERSION, parcels })) => (parcels, None),
            Ok(Some(Stored { version, .. })) if version < VERSION => {
                (BTreeMap::new(), Some(KeptError::Older(self.path.clone())))
            }
            Ok(Some(_)) => (BTreeMap::new(), Some(KeptError::Content(self.path.clone()))),
            Err(error) => (BTreeMap::new(), Some(error)),
        };
        let served = self.path.parent().map(served::heard).unwrap_or_default();
        (Index { parcels, changed: false, served }, trouble)
    }

    /// Keeps it, when something of it changed.
    pub fn keep(&self, index: &Index, keys: &ReviewerKeys) -> Result<(), KeptError> {
        if index.changed {
            let _alone = kept::lock(&self.path)?;
            kept::replace(&self.path, NAME, &Storing { version: VERSION, parcels: &index.parcels }, keys)?;
        }
        Ok(())
    }
}

impl Index {
    /// Comes to know these files and no others. Returns those that cannot be read, and why; they are looked at again
    /// the next time.
    pub(super) fn catch_up(
        &mut self,
        files: &[VaultFile],
        identity: &Identity,
        progress: &mut impl FnMut(usize, usize),
    ) -> Vec<(PathBuf, String)> {
        self.keep_only(files);
        let new: Vec<&VaultFile> = files.iter().filter(|file| self.seen(file).is_none()).collect();
        let mut unreadable = Vec::new();
        for (done, file) in new.iter().enumerate() {
            progress(done, new.len());
            if let Err(error) = self.look(file, identity, false) {
                unreadable.push((file.path.clone(), error.to_string()));
            }
        }
        progress(new.len(), new.len());
        unreadable
    }

    /// Takes out what is not in the vault any more.
    fn keep_only(&mut self, files: &[VaultFile]) {
        let here: HashMap<Place, Stamp> = files.iter().map(|file| (file.place(), file.stamp)).collect();
        let before = self.parcels.len();
        self.parcels.retain(|place, entry| here.get(place) == Some(&entry.stamp));
        self.changed |= self.parcels.len() != before;
    }

    /// What a parcel told; `None` when it is not known.
    pub(super) fn seen(&self, file: &VaultFile) -> Option<&Seen> {
        self.parcels.get(&file.place()).filter(|entry| entry.stamp == file.stamp).map(|entry| &entry.seen)
    }

    /// Takes out a parcel that is gone.
    pub(super) fn forget(&mut self, file: &VaultFile) {
        self.changed |= self.parcels.remove(&file.place()).is_some();
    }

    /// Takes out the words of what its source took back: it waits to be deleted, and nobody searches in it. What is not taken
    /// back after all, as where the wish was another's, is opened once more.
    pub(super) fn leave_no_words<'a>(
        &mut self,
        withdrawn: impl Iterator<Item = (SubmissionId, &'a DeskId)>,
        files: &[VaultFile],
        identity: &Identity,
    ) {
        let withdrawn: HashSet<(SubmissionId, &DeskId)> = withdrawn.collect();
        let mut again = HashSet::new();
        for (place, entry) in &mut self.parcels {
            let Seen::Open(facts) = &mut entry.seen else { continue };
            if withdrawn.contains(&(facts.submission, &facts.desk)) {
                let had_words = facts.forget_words();
                entry.wordless |= had_words;
                self.changed |= had_words;
            } else if entry.wordless {
                again.insert(place.clone());
            }
        }
        for file in files.iter().filter(|file| again.contains(&file.place())) {
            // One that does not open now stays known, and is tried the next time.
            let _ = self.look(file, identity, false);
        }
    }

    /// What every parcel told that opened.
    pub(super) fn opened(&self) -> impl Iterator<Item = &Facts> {
        self.parcels.values().filter_map(|entry| match &entry.seen {
            Seen::Open(facts) => Some(&**facts),
            Seen::Closed(_) | Seen::Broken(_) => None,
        })
    }

    /// Since when the server is known to use which roster.
    pub(super) const fn served(&self) -> &Served {
        &self.served
    }

    /// Whether no pull has told of this parcel.
    pub(super) fn is_untold(&self, file: &VaultFile) -> bool {
        self.parcels.get(&file.place()).is_none_or(|entry| entry.untold || entry.stamp != file.stamp)
    }

    /// A pull tells of it.
    pub(super) fn told(&mut self, file: &VaultFile) {
        if let Some(entry) = self.parcels.get_mut(&file.place()) {
            self.changed |= std::mem::take(&mut entry.untold);
        }
    }

    /// What testimonies answer, by parcel. What their sources took back answers nothing.
    pub fn answers(&self) -> HashMap<ParcelId, Answers<'_>> {
        let answers = self.parcels.iter().filter_map(|(place, entry)| {
            let Seen::Open(facts) = &entry.seen else { return None };
            let Holds::Testimony { told, words, .. } = &facts.holds else { return None };
            let answers = Answers { form: told.as_ref()?.form, said: &words.0 };
            Some((place.id, answers))
        });
        answers.collect()
    }

    /// Opens a parcel that is not known, and reads all of it. Where it `has_digest`, that was held against its bytes a moment
    /// ago.
    ///
    /// # Errors
    /// It is not what it is named by, or cannot be read now: such a parcel is looked at again the next time.
    pub(super) fn look(&mut self, file: &VaultFile, identity: &Identity, has_digest: bool) -> Result<(), InboxError> {
        let opened = open(file, identity).and_then(|mut parcel| Facts::of_all(&mut parcel, &file.path));
        let failed = |e| InboxError::Io(file.path.clone(), e);
        let not_itself = || InboxError::NotItself(file.path.clone());
        let seen = match opened {
            Ok(facts) => Seen::Open(Box::new(facts)),
            Err(InboxError::Open(_, error)) if error.is_not_ours() => {
                Seen::Closed(look_at(file).map_err(failed)?.ok_or_else(not_itself)?)
            }
            Err(InboxError::Open(_, error)) if error.lasts() && file.has_digest().map_err(failed)? => {
                Seen::Broken(error.to_string())
            }
            Err(error) => return Err(error),
        };
        // What is noted of a parcel is believed from then on; another one could lie under its name. What does not hold
        // together may be a disk's that gives other bytes than it was given.
        let is_in_question = |facts: &Facts| !has_digest || !facts.wrong.is_empty();
        if matches!(&seen, Seen::Open(facts) if is_in_question(facts)) && !file.has_digest().map_err(failed)? {
            return Err(not_itself());
        }
        let untold = self.is_untold(file);
        self.parcels.insert(file.place(), Entry { stamp: file.stamp, seen, wordless: false, untold });
        self.changed = true;
        Ok(())
    }
}

/// The index of the folder `home`.
pub(super) fn path(home: &Path) -> PathBuf {
    home.join(NAME).with_extension("age")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_that_is_documented_is_of_the_version_that_is_written() {
        let formats = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/formats.md");
        let formats = std::fs::read_to_string(formats).expect("it is there");
        assert!(formats.contains(&format!("The index is `{{\"version\":{VERSION},")), "{VERSION}");
    }
}
