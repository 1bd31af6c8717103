use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::contested::{self, open_without};
use super::custody::{in_doubt, record_done};
use super::incomplete::{parcels_away, warn_of_no_list};
use super::interrupts::Interrupts;
use super::language::reader_language;
use super::options::{Ids, OwnForm, OwnWords, Without};
use super::output::{how_many, path_text, print, print_json, progress, talk};
use super::own_form::{own_form, own_texts};
use super::{CommandError, Shared};
use crate::form::permit::Body;
use crate::form::selection::Statement;
use crate::form::{Form, Forms};
use crate::roster::{Roster, SignedRoster};
use crate::seal::{Clock, Digest, SubmissionId};
use crate::texts::{Lang, OwnTexts};
use crate::vault::display::sanitize_line;
use crate::vault::{
    Act, CustodyLog, Evidence, Export, ExportError, Home, Inbox, Lack, Link, Purpose, ReviewerKeys, Submission,
    Written, check_chain, tells_who_reviewed,
};

/// Export what a source permits for somebody
///
/// Writes a `BagIt` bag for each submission, with what may leave and nothing else. For a partner, the UN or a court it
/// holds the chain of custody, the roster and your signature, and says how to check it without Amparo; `amparo verify`
/// checks all of it. For statistics it holds answers that are choices or counts, and your labels. What stays is listed
/// item by item, with the reason, and kept beside the bag in BAG.refused.json. When nothing may leave, nothing is written, and the exit code is 1. Pull before: what a
/// source took back meanwhile is known by what was fetched. A submission of which parcels are not here, as after
/// `amparo pull --below`, is not exported without --incomplete; one of which parcels are doubted, because they do not agree
/// with themselves or the rosters, not without --doubtful; and one of which parcels are contested, because not all of
/// them can be the source's, not without --without. A form of your organisation's own is named with --form and --texts; without
/// them the bag shows its questions and choices by their ids.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo export 3f2a --for statistics --to ./out\n  \
                        amparo export 3f2a --for un --to ./out --reviewed account --reviewed file:1\n  \
                        amparo export 3f2a --for public --to ./out --reviewed lists\n\n\
                        Whom it can be for: partner, un, icc (identity withheld), icc-identified, public, \
                        statistics, care.")]
pub(super) struct ExportCommand {
    #[command(flatten)]
    submissions: Ids,
    /// Whom it is for
    #[arg(long = "for", value_name = "BODY")]
    body: Body,
    /// The folder to write to; made when it is not there
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// State that you looked at this item, and that it identifies nobody; `lists` for all choices, dates and counts together;
    /// for one submission at a time
    #[arg(long, value_name = "ITEM")]
    reviewed: Vec<String>,
    /// State that what leaves reaches no court that could sentence somebody to death
    #[arg(long)]
    death_penalty_excluded: bool,
    /// Export what is here of a submission that is not here as a whole
    #[arg(long)]
    incomplete: bool,
    /// Export a submission although parcels of it are doubted
    #[arg(long)]
    doubtful: bool,
    #[command(flatten)]
    left_out: Without,
    /// The language in which a bag says what it is, beside English [default: for evidence the system's]
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    #[command(flatten)]
    own: OwnForm,
    #[command(flatten)]
    words: OwnWords,
}

/// Submissions with what may leave of them, and those that cannot be looked at.
type Chosen<'a> = (Vec<(&'a Submission, Export<'a>)>, Vec<(SubmissionId, CommandError)>);

impl ExportCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        self.refuse_one_look_for_many()?;
        let language = self.language()?;
        let own = self.own.form.as_deref().map(own_form).transpose()?;
        let texts = own_texts(self.words.texts.as_deref())?;
        if let Some(form) = &own {
            warn_of_bare_ids(form, &texts);
        }
        let named = own.as_ref().map(|form| (form.digest(), format!("{} {}", form.id, form.version)));
        let forms = Forms::known(own);
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox = open_without(shared, (&home, &keys), &self.submissions.ids, &self.left_out.without)?;
        let statement = Statement {
            reviewed: self.reviewed.iter().cloned().collect(),
            death_penalty_excluded: self.death_penalty_excluded,
        };
        let day = Clock::system().today();
        let own_words = (named.as_ref().map(|(digest, _)| *digest), &texts);
        let purpose = Purpose { body: self.body, statement: &statement, day, forms: &forms, own_words, language };
        let chosen = self.choose(shared, (&home, &keys), &inbox, &purpose)?;
        if let Some((digest, name)) = named {
            warn_of_unanswered(&chosen, digest, &name);
        }
        let (rosters, log) = (home.signed_rosters()?, home.custody().read(&keys.identity)?);
        let interrupts = Interrupts::watch()?;
        let exporting = Exporting {
            command: self,
            shared,
            home: &home,
            keys: &keys,
            rosters: &rosters,
            log: &log,
            interrupts: &interrupts,
        };
        exporting.all(chosen)
    }

    /// What may leave of each of the submissions, and what is wrong with those that cannot be looked at.
    fn choose<'a>(
        &self,
        shared: &Shared,
        whose: (&Home, &ReviewerKeys),
        inbox: &'a Inbox,
        purpose: &Purpose<'_>,
    ) -> Result<Chosen<'a>, CommandError> {
        let mut seen = BTreeSet::new();
        let (mut exports, mut unfit) = (Vec::new(), Vec::new());
        for id in &self.submissions.ids {
            let submission = inbox.find(id)?;
            if seen.insert((submission.id, &submission.desk)) {
                for warning in &submission.warnings {
                    talk(&format!("! submission {}: {warning}", submission.id));
                }
                let held = submission.hold_words().map_err(|error| in_doubt(shared, whose, submission, error));
                let chosen = held.and_then(|()| Ok(Export::choose(submission, purpose, &whose.1.identity)?));
                let export = match chosen {
                    Ok(export) => export,
                    Err(error) => {
                        unfit.push((submission.id, error));
                        continue;
                    }
                };
                if let Some(item) = export.selection.unknown.first() {
                    return Err(CommandError::usage(format!("{item} is no item of submission {}", submission.id))
                        .mend("leave --reviewed out to see what stays, item by item"));
                }
                exports.push((submission, export));
            }
        }
        Ok((exports, unfit))
    }

    fn refuse_one_look_for_many(&self) -> Result<(), CommandError> {
        if self.submissions.ids.len() > 1 && !self.reviewed.is_empty() {
            return Err(CommandError::usage("--reviewed holds for one submission")
                .because("what was looked at in one says nothing about another")
                .mend("export the submissions one by one"));
        }
        Ok(())
    }

    /// The language beside English. What is published or counted must not tell how a reviewer's machine is set.
    fn language(&self) -> Result<Lang, CommandError> {
        match &self.language {
            None if !tells_who_reviewed(self.body) => Ok(Lang::ALL[0]),
            asked => reader_language(asked.as_deref()),
        }
    }
}

/// What all bags of an export are written from.
struct Exporting<'a> {
    command: &'a ExportCommand,
    shared: &'a Shared,
    home: &'a Home,
    keys: &'a ReviewerKeys,
    rosters: &'a [(Roster, SignedRoster)],
    log: &'a CustodyLog,
    interrupts: &'a Interrupts,
}

/// What became of a submission: its bag, and what is wrong. Neither, where nothing of it may leave.
struct Exported {
    bag: Option<PathBuf>,
    error: Option<CommandError>,
}

impl Exporting<'_> {
    /// Writes the bags of all that was chosen, and says what became of each.
    fn all(&self, (exports, unfit): Chosen<'_>) -> Result<(), CommandError> {
        let is_json = self.shared.json;
        let is_one = exports.len() + unfit.len() == 1;
        let (mut told, mut left, mut failed) = (Vec::new(), 0, None);
        for (id, error) in unfit {
            if is_json {
                told.push(json!({ "id": id, "bag": null, "refused": [], "error": error.line() }));
            } else if !is_one {
                talk(&format!("! {id}: {}", error.line()));
            }
            failed = graver(failed, Some(error));
        }
        for (submission, export) in &exports {
            let exported = self.one(submission, export);
            left += usize::from(exported.bag.is_some());
            if is_json {
                told.push(exported.to_json(submission, export));
            } else {
                exported.tell(submission, export)?;
            }
            // What is whole stays; the others are tried all the same. Each says what is wrong where it happens, and the
            // gravest is how all of it ends.
            if let Some(error) = exported.error.as_ref().filter(|_| !is_one && !self.interrupts.came() && !is_json) {
                talk(&format!("! {}: {}", submission.id, error.line()));
            }
            failed = graver(failed, exported.error);
        }
        if is_json {
            print_json(&told)?;
        }
        if let Some(error) = failed {
            return Err(error);
        }
        if left == 0 {
            return Err(CommandError::failed(format!("nothing may leave for {}", self.command.body))
                .because("each item that stays says why; nothing was written")
                .mend(
                    "`amparo read ID` shows what is permitted: ask the source first where it says so, or name a body that \
                     gets it",
                ));
        }
        Ok(())
    }

    /// Writes the bag of a submission, and records that.
    fn one(&self, submission: &Submission, export: &Export<'_>) -> Exported {
        let chain = (submission.id, submission.desk.clone());
        let links = Link::all(self.log.chain(&chain));
        let known: Vec<_> = self.rosters.iter().map(|(roster, _)| (roster.reference(), roster.text())).collect();
        for wrong in check_chain(&chain, &links, &known) {
            talk(&format!("! custody of {}: {wrong}; `amparo verify` will say so", submission.id));
        }
        let evidence = Evidence { links, rosters: self.rosters, signing: &self.keys.signing };
        let written = match self.write(submission, export, &evidence) {
            Ok(Some(written)) => written,
            Ok(None) => return Exported { bag: None, error: None },
            Err(error) => return Exported { bag: None, error: Some(error) },
        };
        let act = export.basis().map(|basis| Act::exported(submission, written.seal, basis));
        let acts: Vec<Act> = act.into_iter().collect();
        let recorded =
            record_done(self.shared, (self.home, self.keys), &acts, "export it once more, to another folder");
        self.interrupts.rests();
        warn_of_no_list(submission);
        Exported { bag: Some(written.bag), error: recorded.err() }
    }

    /// Writes a bag; `None` when nothing may leave.
    fn write(
        &self,
        submission: &Submission,
        export: &Export<'_>,
        evidence: &Evidence<'_>,
    ) -> Result<Option<Written>, CommandError> {
        if self.interrupts.came() {
            return Err(ExportError::Interrupted.into());
        }
        if !submission.contested.is_empty() {
            return Err(contested::refused(submission, "exported"));
        }
        if !self.command.doubtful && !submission.doubted.is_empty() {
            return Err(contested::doubted(submission, "exported", "--doubtful exports it all the same"));
        }
        if let (false, Some(Lack::Parcels(count))) = (self.command.incomplete, submission.lack()) {
            let why = "the bag would leave them out without a word";
            let beside = (!export.selection.is_empty()).then_some("--incomplete exports what is here");
            return Err(parcels_away(submission, count, beside).because(why));
        }
        if export.selection.is_empty() {
            return Ok(None);
        }
        let bar = progress(true).with_message("exporting");
        bar.set_length(export.bytes());
        let written = export.write(&self.command.to, &self.keys.identity, evidence, &mut |bytes| {
            bar.inc(bytes);
            self.interrupts.going()
        });
        bar.finish_and_clear();
        written.map(Some).map_err(|error| match error {
            ExportError::Inbox(error) => in_doubt(self.shared, (self.home, self.keys), submission, error),
            error => error.into(),
        })
    }
}

impl Exported {
    fn to_json(&self, submission: &Submission, export: &Export<'_>) -> Value {
        json!({
            "id": submission.id, "bag": self.bag.as_deref().map(path_text), "refused": export.stays(),
            "error": self.error.as_ref().map(CommandError::line),
        })
    }

    fn tell(&self, submission: &Submission, export: &Export<'_>) -> Result<(), CommandError> {
        if self.bag.is_some() || self.error.is_none() || export.selection.is_empty() {
            tell_refused(submission, export);
        }
        self.bag.as_ref().map_or(Ok(()), |bag| print(&format!("{}\n", bag.display())))
    }
}

/// The error that says more: what does not verify before what failed, else the one that came first.
fn graver(before: Option<CommandError>, now: Option<CommandError>) -> Option<CommandError> {
    match (before, now) {
        (Some(before), Some(now)) if now.code() > before.code() => Some(now),
        (before, now) => before.or(now),
    }
}

/// Says that a form's own words are not known, where any of them are not.
fn warn_of_bare_ids(form: &Form, texts: &OwnTexts) {
    let is_unknown = |key: &str| Lang::ALL.into_iter().all(|lang| !texts.has(lang, key));
    let unknown = form.texts().iter().filter(|(key, _)| is_unknown(key)).count();
    if unknown > 0 {
        talk(&format!(
            "! {} of the form {} {} not known here, so the bag shows ids in their place. With them: --texts DIR",
            how_many(unknown, "text", "texts"),
            form.id,
            if unknown == 1 { "is" } else { "are" },
        ));
    }
}

/// Says that nothing answers the form that was named. What cannot be looked at may.
fn warn_of_unanswered((exports, unfit): &Chosen<'_>, form: Digest, name: &str) {
    if unfit.is_empty() && !exports.iter().any(|(_, export)| export.forms.contains(&form)) {
        talk(&format!(
            "! none of this answers the form that --form names ({name}, sha256 {form}), so its questions stand nowhere"
        ));
    }
}

/// Says what stays, item by item.
fn tell_refused(submission: &Submission, export: &Export<'_>) {
    let stays = export.stays();
    if stays.is_empty() {
        return;
    }
    talk(&format!("{}, of submission {}:", how_many(stays.len(), "item stays", "items stay"), submission.id));
    for one in stays {
        talk(&format!("  {}: {}", sanitize_line(&one.item), one.why));
    }
}
