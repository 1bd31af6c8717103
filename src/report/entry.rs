//! One submission, as far as it is counted.

use serde::Serialize;

use super::coded::{Coded, Forms, Marks};
use super::media;
use crate::form::consent::Effective;
use crate::seal::{Day, DeskId, Identity};
use crate::vault::{Conversation, Submission};

/// What is counted of a submission.
pub struct Entry {
    /// The desk that received it.
    pub desk: DeskId,
    /// The day of its testimony.
    pub day: Day,
    /// The language of the page.
    pub language: String,
    /// The kinds of thing that happened.
    pub kinds: Marks,
    /// The kind of place.
    pub place: Marks,
    /// Its files.
    pub files: Vec<SentFile>,
    /// Files that were sent and not kept.
    pub not_kept: usize,
    /// All that belongs to it is here.
    pub complete: bool,
    /// The same was sent before.
    pub repeated: bool,
    /// Somebody of the desk replied.
    pub answered: bool,
    /// Something of it does not agree with the roster.
    pub doubtful: bool,
    /// What the source permits today; `None` where no record of it makes sense.
    pub consent: Option<Effective>,
    /// What the same source told.
    pub conversation: Option<Conversation>,
    /// What identifies people; read only where that is asked for.
    pub named: Named,
}

/// A file, without its name.
#[derive(Clone, Copy)]
pub struct SentFile {
    /// Bytes.
    pub bytes: u64,
    /// Its type as the browser named it, of a closed list.
    pub media: &'static str,
}

/// What of a submission identifies people, or may.
#[derive(Clone, Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its day.
    pub day: Day,
    /// The place in the source's words.
    pub place: Vec<String>,
    /// The names of its files as sent.
    pub files: Vec<String>,
    /// What waits for the desk with it: names of members of [`super::Waiting`].
    pub waits: Vec<&'static str>,
}

impl Entry {
    /// Opens a submission's testimony and takes what is counted; where it does not open, what is known without it.
    pub fn read(submission: &Submission, identity: &Identity, forms: &Forms) -> Self {
        let testimony = submission.read_testimony("testimony.json", identity).ok();
        let testimony = testimony.and_then(|json| serde_json::from_slice(&json).ok());
        Self::of(submission, testimony.map(|it| Coded::of(&it, forms)).unwrap_or_default())
    }

    /// Takes what is counted.
    pub fn of(submission: &Submission, coded: Coded) -> Self {
        let Coded { kinds, place, place_words } = coded;
        let file =
            |file: &crate::vault::Attachment| SentFile { bytes: file.size, media: media::known(&file.type_claimed) };
        Self {
            desk: submission.desk.clone(),
            day: submission.day,
            language: submission.language.clone(),
            kinds,
            place,
            files: submission.attachments.iter().map(file).collect(),
            not_kept: submission.not_kept.len(),
            complete: submission.complete,
            repeated: false,
            answered: submission.replies > 0,
            doubtful: !submission.warnings.is_empty(),
            consent: submission.consent,
            conversation: submission.conversation.clone(),
            named: Named {
                id: submission.id.to_string(),
                day: submission.day,
                place: place_words,
                files: submission.attachments.iter().map(|file| file.name.clone()).collect(),
                waits: Vec::new(),
            },
        }
    }

    /// The source took it back.
    pub fn is_withdrawn(&self) -> bool {
        self.consent.as_ref().is_some_and(|consent| consent.withdrawn().is_some())
    }
}
