//! A reviewer who seals parcels of their own: they know the desk's recipients, and what the genuine ones say.

use std::fs;
use std::path::{Path, PathBuf};

use amparo::roster::SignedRoster;
use amparo::seal::{AttachmentTag, Day, Kind, ParcelHead, Plaintext, Recipients, RosterRef, Sealer, SubmissionId};
use amparo::vault::Home;
use rand_core::OsRng;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::content::Content;
use super::files_in;
use super::reviewer::Reviewer;
use super::site::{DESK, Site};

/// What a genuine parcel says and holds.
pub(crate) struct Genuine {
    pub(crate) id: String,
    pub(crate) head: ParcelHead,
    pub(crate) day: Day,
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Genuine {
    /// The head of what the source of this testimony says of consent.
    pub(crate) fn consent(&self) -> ParcelHead {
        ParcelHead { kind: Kind::Consent, submission: SubmissionId::random(&mut OsRng), ..self.head.clone() }
    }

    /// The files, to be sealed again.
    pub(crate) fn files(&self) -> Vec<(&str, &[u8])> {
        self.files.iter().map(|(name, content)| (name.as_str(), &content[..])).collect()
    }
}

/// Such a reviewer.
pub(crate) struct Rogue {
    pub(crate) reviewer: Reviewer,
    pub(crate) roster: RosterRef,
    recipients: Recipients,
}

impl Rogue {
    /// A reviewer of a site, who seals by the roster that it serves.
    pub(crate) fn of(site: &Site, reviewer: Reviewer) -> Self {
        let roster = SignedRoster::read(&site.roster_file()).expect("it is there");
        let roster = roster.verify(&site.custodian_key().parse().expect("a key")).expect("it holds");
        let all = roster.text().reviewers.iter().map(|entry| entry.recipient.parse().expect("a recipient")).collect();
        Self { reviewer, roster: roster.reference(), recipients: Recipients::new(all).expect("of one kind") }
    }

    /// A reviewer who seals by the newest roster that they know.
    pub(crate) fn at_home(reviewer: Reviewer) -> Self {
        let roster = Home::at(reviewer.home.clone()).rosters().expect("it is joined").pop().expect("a roster");
        let all = roster.text().reviewers.iter().map(|entry| entry.recipient.parse().expect("a recipient")).collect();
        Self { reviewer, roster: roster.reference(), recipients: Recipients::new(all).expect("of one kind") }
    }

    /// A parcel in their vault, by its id.
    pub(crate) fn file(&self, id: &str) -> PathBuf {
        let vault = files_in(&self.reviewer.home.join("vault"));
        vault.into_iter().find(|path| path.ends_with(format!("{id}.age"))).expect("it is in the vault")
    }

    /// The first parcel of a kind in their vault that opens, which tells all that a forged one must say.
    pub(crate) fn genuine(&self, kind: Kind) -> Genuine {
        let all = files_in(&self.reviewer.home.join("vault")).into_iter().filter(|path| self.reviewer.opens(path));
        let mut parcels = all.map(|path| (self.reviewer.open(&path), path));
        let (mut parcel, path) = parcels.find(|(parcel, _)| parcel.info().head.kind == kind).expect("there is one");
        let names: Vec<String> = parcel.payload().map(|file| file.name.clone()).collect();
        let files = names.into_iter().map(|name| {
            let content = parcel.read_file(&name).expect("it is whole").to_vec();
            (name, content)
        });
        let files = files.collect();
        Genuine { id: id_of(&path), head: parcel.info().head.clone(), day: parcel.info().day, files }
    }

    /// Seals a parcel.
    pub(crate) fn seal(
        &self,
        head: &ParcelHead,
        day: Day,
        files: &[(&str, &[u8])],
        tag: Option<&AttachmentTag>,
    ) -> (String, Vec<u8>) {
        let mut sealer = Sealer::begin(head.clone(), &self.recipients, Vec::new()).expect("it begins");
        for (name, content) in files {
            if tag.is_some() {
                sealer.begin_file(name).expect("a name");
                sealer.write(Plaintext::new(content.to_vec().into())).expect("sealed");
            } else {
                sealer.add_file(name, Zeroizing::new(content.to_vec())).expect("sealed");
            }
        }
        let parcel = sealer.finish(day, tag).expect("it ends");
        (parcel.finished.id().to_string(), parcel.sink)
    }

    /// Seals a change of consent, or a wish to withdraw.
    pub(crate) fn seal_consent(&self, head: &ParcelHead, day: Day, (key, says): (&str, Value)) -> (String, Vec<u8>) {
        let text_sha256 = Content::from("t").sha256();
        let mut record = json!({
            "schema": "amparo/v1/consent", "version": 1, "language": "en", "text": "t", "text_sha256": text_sha256,
        });
        record[key] = says;
        self.seal(head, day, &[("consent.json", record.to_string().as_bytes())], None)
    }

    /// Seals a list of these parcels as the closing parcel of a testimony's submission.
    pub(crate) fn seal_list(&self, told: &Genuine, ids: &[&str]) -> (String, Vec<u8>) {
        let ids: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
        let list = json!({ "schema": "amparo/v1/closing", "parcels": ids, "not_kept": [] }).to_string();
        let head = ParcelHead { kind: Kind::Closing, mailbox: None, ..told.head.clone() };
        self.seal(&head, told.day, &[("parcels.json", list.as_bytes())], None)
    }

    /// Lays a parcel into their vault, from where `push --missing` gives it to the server.
    pub(crate) fn lay(&self, (id, bytes): &(String, Vec<u8>), listed: Day) {
        let folder = self.reviewer.home.join(format!("vault/{DESK}/{listed}"));
        fs::create_dir_all(&folder).expect("made");
        fs::write(folder.join(format!("{id}.age")), bytes).expect("written");
    }
}

fn id_of(path: &Path) -> String {
    path.file_stem().and_then(|name| name.to_str()).expect("an id").to_owned()
}
