//! What leaves of a submission, and the bag that it leaves in (`vault/bag.rs`).

mod beside;
mod custody;
mod documents;
mod errors;
mod page;
mod parcels;
mod readme;
mod stays;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::bag::chain_file;
use super::bag::describe::describe;
use super::bag::layout::{
    CHAIN, CRATE, FOR_LABEL, FORMAT, FORMAT_LABEL, LOAD_FILE, ORIGINALS, PROOFS, README, ROSTERS, SUBMISSION_LABEL,
    is_evidence, readme_in,
};
use super::bag::load_file::{Common, load_file};
use super::bag::signature::Signature;
use super::bag::writer::{BagWriter, Sealed, discard};
use super::custody::{Agent, Basis, Link};
use super::inbox::{Attachment, Leaving, Submission};
use crate::form::permit::Body;
use crate::form::selection::{Material, Selection, Statement};
use crate::form::{Form, Forms};
use crate::harden::private_file;
use crate::roster::NoteSigner;
use crate::seal::{Day, Digest, Identity, SOFTWARE, safe_file_name};
use crate::texts::{Lang, OwnTexts, Texts};
use beside::Beside;
use readme::About;

pub use custody::Evidence;
pub use errors::ExportError;
pub use stays::Stays;

/// What an export is for, and what the reviewer states.
pub struct Purpose<'a> {
    /// Whom it is for.
    pub body: Body,
    /// What the reviewer states.
    pub statement: &'a Statement,
    /// The day of the export.
    pub day: Day,
    /// The forms whose questions can stand above the answers to them.
    pub forms: &'a Forms,
    /// An organisation's own words, and the form that they are of; of every form where none is named.
    pub own_words: (Option<Digest>, &'a OwnTexts),
    /// The language in which the bag says what it is, beside English.
    pub language: Lang,
}

/// An export of one submission, chosen and not yet written.
pub struct Export<'a> {
    submission: &'a Submission,
    body: Body,
    day: Day,
    language: Lang,
    /// What leaves and what stays.
    pub selection: Selection,
    /// The forms that are answered, of those that are known; their questions stand above what is said to them.
    pub forms: BTreeSet<Digest>,
    /// Paths below `data/` and what stands there.
    documents: Vec<(String, Zeroizing<Vec<u8>>)>,
}

/// A bag that was written.
pub struct Written {
    /// Where it is.
    pub bag: PathBuf,
    /// The SHA-256 and the length of its `tagmanifest-sha256.txt`, by which custody names it.
    pub seal: (Digest, u64),
}

impl<'a> Export<'a> {
    /// Opens a submission and chooses what of it may leave. Writes nothing.
    pub fn choose(submission: &'a Submission, purpose: &Purpose<'_>, identity: &Identity) -> Result<Self, ExportError> {
        let testimony = submission.read_testimony("testimony.json", identity)?;
        let testimony: Option<Value> = serde_json::from_slice(&testimony).ok();
        let readable = submission.identity.as_ref().is_some_and(|identity| identity.readable);
        let named = if readable { Some(submission.read_identity("identity.json", identity)?) } else { None };
        let named: Option<Value> = named.and_then(|json| serde_json::from_slice(&json).ok());
        let files: Vec<u32> = submission.attachments.iter().map(|file| file.n).collect();
        let material = Material {
            testimony: testimony.as_ref(),
            identity: named.as_ref(),
            identity_closed: submission.identity.is_some() && !readable,
            form: testimony.as_ref().and_then(|told| purpose.forms.of(told)),
            files: &files,
            labels: &submission.labels,
        };
        let consent = submission.consent.as_ref();
        let selection = Selection::of(&material, consent, purpose.body, purpose.statement);
        // Whatever leaves: what is counted answers its form too, and shows no question.
        let answered = [testimony.as_ref(), named.as_ref()].into_iter().flatten();
        let forms = answered.filter_map(|sealed| purpose.forms.of(sealed)).map(Form::digest).collect();
        let documents = Vec::new();
        let Purpose { body, day, language, .. } = *purpose;
        let mut export = Self { submission, body, day, language, selection, forms, documents };
        if let (false, Some(consent)) = (export.selection.is_empty(), consent) {
            export.put_documents(consent, purpose, [testimony.as_ref(), named.as_ref()]);
        }
        Ok(export)
    }

    /// By which consent it leaves.
    pub fn basis(&self) -> Option<Basis> {
        let value = self.submission.consent.as_ref()?.get(self.body.level());
        Some(Basis { body: self.body, value })
    }

    /// How many bytes will be written, but for small files.
    pub fn bytes(&self) -> u64 {
        let files = self.files().map(|(file, _)| file.size);
        let parcels = self.parcels().into_iter().filter(|parcel| parcel.leaves).map(|parcel| parcel.bytes);
        files.chain(parcels.filter(|_| is_evidence(self.body))).sum()
    }

    /// Writes the bag into `folder`, whole or not at all.
    ///
    /// `evidence` is what the reviewer adds for who weighs evidence; for others it is not looked at. `progress` is told
    /// the bytes of each piece, and says whether to go on.
    ///
    /// # Errors
    /// [`ExportError::Nothing`] when nothing may leave: then nothing is written, the folder neither.
    /// [`ExportError::Interrupted`] when `progress` said so: then nothing of the bag is left.
    pub fn write(
        &self,
        folder: &Path,
        identity: &Identity,
        evidence: &Evidence<'_>,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Written, ExportError> {
        if self.documents.is_empty() {
            return Err(ExportError::Nothing);
        }
        let own = self.submission.id.to_string();
        let list = pretty(&json!({
            "schema": "amparo/v1/refused", "submission": self.submission.id, "for": self.body.as_str(),
            "refused": self.stays(),
        }));
        let failed = |error| ExportError::Io(folder.to_owned(), error);
        private_file::make_folder(folder).map_err(failed)?;
        // Of two exports into one folder the second waits; where a file system knows no locks, nobody does.
        let _lock = private_file::lock_folder(folder).ok();
        if progress(0).is_break() {
            return Err(ExportError::Interrupted);
        }
        if documents::names_submission(self.body) {
            Beside::of(&folder.join(&own), &list)?;
        }
        let part = folder.join(&own).with_extension("part");
        // What a broken export left here was never whole.
        discard(&part).map_err(|e| ExportError::Io(part.clone(), e))?;
        let broken_off = Cell::new(false);
        let going = || if broken_off.get() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        let mut told = |bytes| broken_off.set(broken_off.get() || progress(bytes).is_break());
        let written = self.fill(&part, identity, evidence, (&mut told, &going)).and_then(|sealed| {
            // To bring it all to the disk may have taken long.
            told(0);
            if broken_off.get() {
                return Err(ExportError::Interrupted);
            }
            // The submission's id would tie what is published or counted to what others were given: a name by content.
            let name = if documents::names_submission(self.body) {
                own
            } else {
                format!("{}-{}", self.body, hex::encode(&sealed.sha256.sha256.as_bytes()[..8]))
            };
            let bag = folder.join(name);
            let beside = Beside::of(&bag, &list)?;
            beside.write(&list)?;
            fs::rename(&part, &bag).map_err(|e| {
                beside.take_back();
                ExportError::Io(bag.clone(), e)
            })?;
            private_file::sync_folder(folder).map_err(failed)?;
            Ok(Written { bag, seal: (sealed.sha256.sha256, sealed.sha256.len) })
        });
        if written.is_err() {
            // Half an export must not be taken for one.
            let _ = discard(&part);
        }
        // What could not be written then could not because nothing was to be.
        written.map_err(|error| if broken_off.get() { ExportError::Interrupted } else { error })
    }

    fn fill(
        &self,
        part: &Path,
        identity: &Identity,
        evidence: &Evidence<'_>,
        (progress, going): (&mut dyn FnMut(u64), &dyn Fn() -> ControlFlow<()>),
    ) -> Result<Sealed, ExportError> {
        let signer = if is_evidence(self.body) { Some(evidence.signer().ok_or(ExportError::NoRole)?) } else { None };
        let mut bag = BagWriter::begin(part.to_owned(), progress)?;
        for (name, content) in &self.documents {
            bag.put(&format!("data/{name}"), content)?;
        }
        for (file, named) in self.files() {
            let path = format!("{ORIGINALS}{}", file_name(file, named));
            bag.stream(&path, Some(file.sha256), |out| {
                file.copy_to(&mut Leaving::new(out, |_| going()), identity).map_err(ExportError::from)
            })?;
        }
        let mut events = [0; 3];
        if let Some((agent, _)) = &signer {
            self.put_parcels(&mut bag, going)?;
            let seen = custody::seen_by(self.body, &evidence.links, self.submission, &self.selection);
            put_custody(&mut bag, &seen)?;
            for (roster, note) in evidence.rosters_of(&seen, agent) {
                bag.put(&format!("{ROSTERS}{:08}.note", roster.reference().version), note.as_str().as_bytes())?;
            }
            bag.put(PROOFS, NO_PROOFS.as_bytes())?;
            let common = Common {
                submission: self.submission.id,
                received: self.submission.day,
                desk: self.submission.desk.as_str(),
            };
            let table = load_file(bag.payload(), &common);
            bag.put(LOAD_FILE, table.as_bytes())?;
            events = counted(&seen);
        }
        let description = describe(bag.payload(), self.body, self.day);
        bag.put(CRATE, &pretty(&description))?;
        self.put_readme(&mut bag, signer.as_ref().map(|(agent, _)| agent), events)?;
        let sealed = bag.close(self.day, &self.info())?;
        if let Some((agent, signer)) = signer {
            bag.sign(&self.signature(agent, &signer, &sealed)?)?;
        }
        bag.sync()?;
        Ok(sealed)
    }

    fn signature(&self, agent: Agent, signer: &NoteSigner, sealed: &Sealed) -> Result<String, ExportError> {
        let signature = Signature {
            submission: self.submission.id,
            body: self.body,
            day: self.day,
            agent,
            tool: SOFTWARE.to_owned(),
            sha256: sealed.sha256.sha256,
            sha512: sealed.sha512.sha512.clone(),
        };
        signature.sign(signer).map_err(|_| ExportError::NoRole)
    }

    /// Lines of `bag-info.txt`. What is published or counted does not carry the submission's id: it would tie bags together.
    fn info(&self) -> Vec<(&'static str, String)> {
        let mut info = vec![(FORMAT_LABEL, FORMAT.to_owned()), (FOR_LABEL, self.body.to_string())];
        if documents::names_submission(self.body) {
            info.push((SUBMISSION_LABEL, self.submission.id.to_string()));
        }
        info
    }

    fn put_readme(
        &self,
        bag: &mut BagWriter<'_>,
        agent: Option<&Agent>,
        events: [usize; 3],
    ) -> Result<(), ExportError> {
        let about = About {
            body: self.body,
            day: self.day,
            received: is_evidence(self.body).then_some(self.submission.day),
            signed: agent.map(|agent| (&agent.role, agent.roster)),
            events,
            files: !self.selection.files.is_empty(),
            parcels: self.parcels().iter().any(|parcel| parcel.leaves),
        };
        let mut put = |[html, text]: [&str; 2], lang: Lang| -> Result<(), ExportError> {
            let texts = Texts::of(lang);
            let (title, blocks) = (readme::title(texts), readme::readme(&about, texts));
            bag.tag(html, page::as_html(lang.code(), &title, &blocks).as_bytes())?;
            Ok(bag.tag(text, page::as_text(&title, &blocks).as_bytes())?)
        };
        put(README, Lang::ALL[0])?;
        if self.language != Lang::ALL[0] {
            let names = readme_in(self.language.code());
            put([&names[0], &names[1]], self.language)?;
        }
        Ok(())
    }

    /// The files that leave, and whether their names leave with them.
    fn files(&self) -> impl Iterator<Item = (&Attachment, bool)> {
        self.selection.files.iter().flat_map(|leaving| {
            let own = self.submission.attachments.iter().filter(|file| file.n == leaving.n);
            own.map(|file| (file, leaving.named))
        })
    }
}

const NO_PROOFS: &str = "\
Proofs by a public ledger, that this was received on a day and that nothing was dropped or replaced since, have their
place here. They are not part of this version: nothing in this bag is proven by a ledger.
";

/// The events that are shown, and the table of all.
fn put_custody(bag: &mut BagWriter<'_>, seen: &[Link]) -> Result<(), ExportError> {
    for (seq, link) in seen.iter().enumerate() {
        if let Link::Shown(event) = link {
            bag.put(&chain_file::note_path(seq), event.note.as_bytes())?;
        }
    }
    bag.put(CHAIN, chain_file::to_text(seen).as_bytes())?;
    Ok(())
}

/// How many events are shown, withheld and lost.
fn counted(seen: &[Link]) -> [usize; 3] {
    let mut counted = [0; 3];
    for link in seen {
        counted[match link {
            Link::Shown(_) => 0,
            Link::Withheld(_) => 1,
            Link::Missing => 2,
        }] += 1;
    }
    counted
}

/// A file's name in the bag: what the source called it where that may leave, else its number alone.
fn file_name(file: &Attachment, named: bool) -> String {
    if named { format!("{}-{}", file.n, safe_file_name(&file.safe_name)) } else { format!("file-{}", file.n) }
}

fn pretty(value: &Value) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(format!("{value:#}\n").into_bytes())
}
