use std::path::PathBuf;

use serde_json::Value;
use zeroize::Zeroizing;

use super::contested::{open_without, warn};
use super::custody::{ended, in_doubt, record_done};
use super::inbox::mark_read;
use super::incomplete::{parcels_away, warn_of_no_list};
use super::language::reader_language;
use super::options::{OneId, OwnForm, OwnWords, Without};
use super::output::{indented, print, print_answers, print_heading, print_sealed_json, size, talk};
use super::own_form::{own_form, own_texts};
use super::{CommandError, Shared};
use crate::form::{Form, Forms, Part, Section, Wording as _};
use crate::portal::reading::ReaderWords;
use crate::vault::display::sanitize_line;
use crate::vault::{Act, IdentityAnswers, Inbox, Lack, ReviewerKeys, Submission, names};

/// Read a testimony
///
/// The questions are in your language, the source's words as they were written, but for control characters and
/// bidirectional overrides, which are shown by name. Answers that identify people follow, for whom they are
/// sealed to; then what the source permits, and the replies. A form of your organisation's own is named with
/// --form and --texts; without them its testimony is shown as it was sealed. With --json: the sealed
/// testimony.json as it is, or identity.json with --identity.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo read 3f2a\n  amparo read 3f2a --language es\n  \
                        amparo read 3f2a --form our-form.toml --texts our-texts\n  \
                        amparo read 3f2a --json | jq .answers.account\n  amparo read 3f2a --identity --json")]
pub(super) struct Read {
    #[command(flatten)]
    submission: OneId,
    /// Read the answers that identify people, alone
    #[arg(long)]
    identity: bool,
    /// The language to read in, as es [default: the system's, else en]
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    #[command(flatten)]
    own: OwnForm,
    #[command(flatten)]
    words: OwnWords,
    /// Show the sealed testimony.txt as it is, in the words of the source's page
    #[arg(long, conflicts_with_all = ["form", "texts"])]
    original: bool,
    #[command(flatten)]
    left_out: Without,
}

impl Read {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let reader = Reader::new(self)?;
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox =
            open_without(shared, (&home, &keys), std::slice::from_ref(&self.submission.id), &self.left_out.without)?;
        let submission = inbox.find(&self.submission.id)?;
        // Before the words: who reads them must know how far to believe them.
        warn(submission);
        submission.hold_words().map_err(|error| in_doubt(shared, (&home, &keys), submission, error))?;
        let record = |acts: &[Act]| record_done(shared, (&home, &keys), acts, "read it once more");
        if self.identity {
            if shared.json {
                let answers = submission.read_identity("identity.json", &keys.identity)?;
                let recorded = record(&[Act::identity_opened(submission)]);
                return ended(print_sealed_json(&answers), recorded);
            }
            let answers = reader.answers(submission, Part::Identity, &keys)?;
            let recorded = record(&[Act::identity_opened(submission)]);
            return ended(print_answers(&answers), recorded);
        }
        if shared.json {
            let json = submission.read_testimony("testimony.json", &keys.identity)?;
            let recorded = record(&[Act::opened(submission)]);
            mark_read(shared, &home, &keys, submission);
            return ended(print_sealed_json(&json), recorded);
        }
        let text = reader.answers(submission, Part::Open, &keys)?;
        let readable = submission.identity.as_ref().is_some_and(|identity| identity.readable);
        let identity = readable.then(|| Act::identity_opened(submission));
        let acts: Vec<Act> = [Act::opened(submission)].into_iter().chain(identity).collect();
        let recorded = record(&acts);
        mark_read(shared, &home, &keys, submission);
        ended(self.show(&reader, &text, submission, (&inbox, &keys)), recorded)
    }

    /// Prints all of a testimony.
    fn show(
        &self,
        reader: &Reader,
        text: &str,
        submission: &Submission,
        (inbox, keys): (&Inbox, &ReviewerKeys),
    ) -> Result<(), CommandError> {
        print_answers(text)?;
        if let Some(identity) = &submission.identity {
            reader.about_identity(identity)?;
            if identity.readable {
                print_answers(&reader.answers(submission, Part::Identity, keys)?)?;
            }
        }
        print_answers(&format!("\n{}", Section::of_consent(submission.consent.as_ref(), &reader.words).table()))?;
        for file in &submission.attachments {
            print(&format!("{}. {}  {}\n", file.n, sanitize_line(&file.name), size(file.size)))?;
        }
        if !submission.attachments.is_empty() {
            talk(&format!("The files: amparo extract {} --to DIR", self.submission.id));
        }
        for reply in submission.read_replies(&keys.identity)? {
            let day = reply.day.to_string();
            let heading = match &reply.reviewer {
                Some(who) => reader.words.say_with("reading-replied-by", &[("day", &day), ("who", who.as_str())]),
                None => reader.words.say_with("reading-replied", &[("day", &day)]),
            };
            print_heading(&heading)?;
            print(&indented(&reply.text))?;
        }
        let same = |one: &&Submission| one.conversation == submission.conversation && one.id != submission.id;
        for other in inbox.submissions.iter().filter(|_| submission.conversation.is_some()).filter(same) {
            talk(&format!("Of the same conversation, on {}: amparo read {}", other.day, other.id));
        }
        if let Some(Lack::Parcels(count)) = submission.lack() {
            talk(&format!("! {}", parcels_away(submission, count, None).line()));
        }
        warn_of_no_list(submission);
        Ok(())
    }
}

/// Whoever reads: their language, and the form that they named.
struct Reader {
    words: ReaderWords,
    form: Option<(PathBuf, Form)>,
    shipped: Forms,
    original: bool,
}

impl Reader {
    fn new(command: &Read) -> Result<Self, CommandError> {
        let lang = reader_language(command.language.as_deref())?;
        let form = match &command.own.form {
            None => None,
            Some(path) => Some((path.clone(), own_form(path)?)),
        };
        let texts = own_texts(command.words.texts.as_deref())?;
        Ok(Self { words: ReaderWords::new(lang, texts), form, shipped: Forms::known(None), original: command.original })
    }

    /// Answers in the reader's language; as they were sealed where their form is not known.
    fn answers(
        &self,
        submission: &Submission,
        part: Part,
        keys: &ReviewerKeys,
    ) -> Result<Zeroizing<String>, CommandError> {
        let read = |ending: &str| match part {
            Part::Open => submission.read_testimony(&format!("testimony.{ending}"), &keys.identity),
            Part::Identity => submission.read_identity(&format!("identity.{ending}"), &keys.identity),
        };
        let sealed = || Ok(Zeroizing::new(String::from_utf8_lossy(&read("txt")?).into_owned()));
        if self.original {
            return sealed();
        }
        let json: Value = serde_json::from_slice(&read("json")?).unwrap_or_default();
        let form = match &self.form {
            Some((_, form)) if form.is_answered_by(&json) => form,
            Some((path, form)) => return Err(other_form(path, form, &json)),
            None => match self.shipped.of(&json) {
                None => {
                    talk(&format!(
                        "The form {} is not known here, so its answers are shown in the words of the source's page. \
                         With its file: --form FILE --texts DIR",
                        called(&json)
                    ));
                    return sealed();
                }
                Some(form) => form,
            },
        };
        Ok(Zeroizing::new(form.read_back(part, &json).document(&self.words).text()))
    }

    /// Prints the heading of the answers that identify people; for others, that they exist and who can open them.
    fn about_identity(&self, identity: &IdentityAnswers) -> Result<(), CommandError> {
        let readers = match &identity.readers[..] {
            [] => self.words.say("reading-identity-others"),
            readers => names(readers),
        };
        let said = |key: &str| self.words.say_with(key, &[("who", &readers)]);
        if identity.readable {
            print_heading(&said("reading-identity"))
        } else if identity.here {
            print(&format!("\n{}\n", said("reading-identity-closed")))
        } else {
            print(&format!("\n{}\n", said("reading-identity-away")))
        }
    }
}

fn other_form(path: &std::path::Path, form: &Form, json: &Value) -> CommandError {
    CommandError::failed(format!("{} is not the form that was answered", path.display()))
        .because(format!(
            "the testimony answers {}; the file is {} {}, sha256 {}",
            called(json),
            form.id,
            form.version,
            form.digest()
        ))
        .mend("name the form's file as it was on that day, or leave --form out")
}

/// The form that a testimony answers, as the testimony says.
fn called(json: &Value) -> String {
    let form = &json["form"];
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    sanitize_line(&format!("{} {}, sha256 {}", text(&form["id"]), form["version"], text(&form["sha256"])))
}
