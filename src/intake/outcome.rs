//! What a visit is asked, and how it ends.

use std::sync::Arc;

use serde::Serialize;

use super::limits::TextShare;
use crate::form::consent::{ConsentProblem, Shown};
use crate::form::{Form, Mistake, Typed, Wording};
use crate::harden::circuit::Turns;
use crate::seal::{Codename, DeskId, FormNonce, LanguageTag};

/// What the page asked, in whose words, for which desk.
pub struct Asked {
    /// The desk that receives the visit.
    pub desk: DeskId,
    /// The page's language.
    pub language: LanguageTag,
    /// The questions.
    pub form: Arc<Form>,
    /// What the portal's other desks ask: a page of before may be one of theirs.
    pub others: Vec<(DeskId, Arc<Form>)>,
    /// What the page says of itself: questions and consent as they stand now. Empty where no page of now has this
    /// address.
    pub page: String,
    /// What the source consents to, as shown.
    pub consent: Shown,
    /// The page's words.
    pub words: Box<dyn Wording + Send + Sync>,
    /// The turns of its circuit, for which its files wait; `None` where tor tells no circuits.
    pub turns: Option<Turns>,
}

/// How a visit ended.
pub enum Outcome {
    /// Kept; the confirmation may be shown.
    Received(Received),
    /// It was not kept, or not whole; the form goes back with its words.
    Returned(Returned),
}

/// How a source came to nine words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// The form gave them.
    WithTheForm,
    /// The form's were mistaken, and these are others, which the source does not know yet.
    Instead,
    /// Earlier: the source brought them.
    Before,
}

/// A visit that was kept. Its existence proves that its words are durable.
pub struct Received {
    /// The source's codename.
    pub codename: Codename,
    /// How the source came to it.
    pub given: Given,
    /// Words were among what was kept.
    pub words: bool,
    /// Files that were kept.
    pub kept: Vec<KeptFile>,
    /// Files that were not.
    pub not_kept: Vec<NotKeptFile>,
    /// How many more were not, past those that are named.
    pub unnamed: u32,
    /// The names of files that were not kept are sealed too, in the closing parcel.
    pub listed: bool,
    /// More came than is read: the connection must close.
    pub cut_short: bool,
    /// Held as long as the page is.
    pub room: TextShare,
}

/// A form that goes back: something is to be mended, or its closed questions were asked for.
pub struct Returned {
    /// What was typed.
    pub typed: Typed,
    /// The form's codename, or a fresh one when it was mistaken.
    pub codename: Codename,
    /// How the source came to it.
    pub given: Given,
    /// The form's nonce.
    pub nonce: FormNonce,
    /// What to mend; nothing, where the source asked for more questions and nothing is missing of its words.
    pub problems: Vec<Problem>,
    /// The files that were chosen, as named by the source.
    pub files: Vec<String>,
    /// How many more were chosen than a visit can bring.
    pub unnamed: u32,
    /// The desk that the page was for, where it is another than this address has now.
    pub desk: Option<DeskId>,
    /// Answers to questions that the form does not ask any more, a line each.
    pub aside: String,
    /// More came than is read: the connection must close.
    pub cut_short: bool,
    /// Held as long as the page is.
    pub room: TextShare,
}

/// What keeps a form from being accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The one required box is not ticked, or a choice is none that was offered.
    Consent(ConsentProblem),
    /// An answer cannot stand as it is.
    Answer(Mistake),
    /// No words and no files.
    Nothing,
    /// The page is of before: its questions, its consent or its desk are others now.
    PageOfBefore,
    /// All together is more than can be sent back, or than there is room for while others write as much. From this field
    /// on, where one of the form's is meant, what comes back has no end.
    TextTooLong(Option<String>),
    /// The form has more parts than any form of ours, or parts that make no sense.
    Malformed,
    /// The disk is too full to take anything.
    Full,
    /// Storage failed; nothing is acknowledged.
    NotStored,
}

/// A file that was kept.
pub struct KeptFile {
    /// Its name as sent.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// A file that was not kept.
#[derive(Clone, Debug, Serialize)]
pub struct NotKeptFile {
    /// Its place in the form, from 1.
    pub n: u32,
    /// Its name as sent.
    pub name: String,
    /// The reason.
    pub reason: NotKept,
}

/// Why a file was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotKept {
    /// It is larger than a file may be.
    TooLarge,
    /// The visit holds as much as a visit may.
    VisitFull,
    /// The visit has as many files as a visit may.
    TooMany,
    /// The server has no room.
    ServerFull,
    /// Its part of the form does not make sense.
    Broken,
}
