//! One submission, as far as it is counted.

use std::collections::BTreeSet;

use serde::Serialize;

use super::coded::{Coded, Marks};
use super::media;
use crate::form::Forms;
use crate::form::consent::Effective;
use crate::seal::{Day, DeskId};
use crate::vault::{Answers, Conversation, Submission};

/// What a desk may have to look after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wait {
    /// The source has the last word of the conversation, and this is it.
    Unanswered,
    /// Not all of it is here.
    Incomplete,
    /// The same was sent before.
    Repeated,
    /// The source took it back, and it is still here.
    Withdrawn,
    /// Files of it were sent and not kept.
    NotKept,
    /// Something of it does not hold or agree, or is contested.
    Doubtful,
    /// No record of what it permits makes sense: nothing of it may leave.
    NoConsent,
}

impl Wait {
    /// Each, in the order of a report.
    pub const ALL: [Self; 7] = [
        Self::Unanswered,
        Self::Incomplete,
        Self::Repeated,
        Self::Withdrawn,
        Self::NotKept,
        Self::Doubtful,
        Self::NoConsent,
    ];

    /// Its name in JSON, and in the key of its text.
    pub const fn as_str(self) -> &'static str {
        ["unanswered", "incomplete", "repeated", "withdrawn", "not-kept", "doubtful", "no-consent"][self as usize]
    }
}

impl Serialize for Wait {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

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
    /// What waits for the desk with it.
    pub waits: BTreeSet<Wait>,
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
    /// What waits for the desk with it.
    pub waits: Vec<Wait>,
}

impl Entry {
    /// Takes what is counted of a submission; where nothing is known of its answers, the rest.
    pub fn of(submission: &Submission, answers: Option<&Answers<'_>>, forms: &Forms) -> Self {
        let coded = answers.map(|answers| Coded::of(answers, forms)).unwrap_or_default();
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
            waits: waits(submission),
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
        self.waits.contains(&Wait::Withdrawn)
    }
}

fn waits(submission: &Submission) -> BTreeSet<Wait> {
    let withdrawn = submission.withdrawn().is_some();
    let holds = |wait: &Wait| match wait {
        Wait::Unanswered => submission.unanswered,
        Wait::Incomplete => !submission.complete,
        Wait::Repeated => submission.is_repeated(),
        Wait::Withdrawn => withdrawn,
        Wait::NotKept => !submission.not_kept.is_empty(),
        Wait::Doubtful => submission.is_in_doubt(),
        Wait::NoConsent => submission.consent.is_none(),
    };
    Wait::ALL.into_iter().filter(holds).collect()
}
