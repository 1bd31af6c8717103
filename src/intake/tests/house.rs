//! A server's intake with one desk and one reviewer, and forms as browsers send them.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use ed25519_dalek::SigningKey;
use futures_util::stream;
use rand_core::OsRng;
use serde_json::Value;
use tempfile::TempDir;

use super::refusing::Refusing;
use crate::form::consent::Shown;
use crate::form::{Form, Keys as Words};
use crate::intake::{Asked, Batches, BodyHead, Intake, IntakeError, Keys, Limits, Outcome, UnderWay};
use crate::roster::{DeskEntry, Interface, NoteSigner, PublicKey, ReviewerEntry, Roster, RosterText};
use crate::seal::{
    Clock, Day, Derivation, DeskId, FormNonce, Identity, Kind, LanguageTag, OpenedParcel, ParcelId, RecipientKind,
};
use crate::store::{Acknowledged, FailureSignal, FileStore, Free, Judged, Store};

pub(super) const NOW: &str = "the page of now";

pub(super) fn today() -> Day {
    "2026-11-26".parse().unwrap()
}

pub(super) fn desk() -> DeskId {
    "main".parse().unwrap()
}

/// A server's intake, and the one reviewer of its desk.
pub(super) struct House {
    pub(super) intake: Intake,
    pub(super) roster: Roster,
    reviewer: Identity,
    store: Arc<FileStore>,
    pub(super) refusing: Arc<Refusing>,
    _folder: TempDir,
}

impl House {
    pub(super) fn new() -> Self {
        Self::with(Limits::default())
    }

    pub(super) fn with(limits: Limits) -> Self {
        Self::of(&["main"], limits)
    }

    pub(super) fn of_two_desks() -> Self {
        Self::of(&["main", "second"], Limits::default())
    }

    fn of(desks: &[&str], limits: Limits) -> Self {
        let folder = TempDir::new().unwrap();
        let store = Arc::new(FileStore::open(folder.path(), Free::default(), today()).unwrap());
        let refusing = Arc::new(Refusing::over(Arc::clone(&store)));
        let reviewer = Identity::generate(RecipientKind::Hybrid, &mut OsRng);
        let key = |byte: u8| PublicKey::of(&SigningKey::from_bytes(&[byte; 32]));
        let interface = Interface { address: "127.0.0.1:7001".to_owned(), key: key(9) };
        let mut text = RosterText::draft(today(), today().plus(365), interface).unwrap();
        let ana =
            ReviewerEntry { id: "ana".parse().unwrap(), recipient: reviewer.to_recipient().to_string(), key: key(1) };
        text.add_reviewer(ana, &[]).unwrap();
        for desk in desks {
            text.add_desk(DeskEntry::new(desk.parse().unwrap(), *desk, vec!["ana".parse().unwrap()])).unwrap();
        }
        let custodian = NoteSigner::new("custodian", SigningKey::from_bytes(&[100; 32])).unwrap();
        let signed = text.to_issue(1, today(), None).unwrap().sign(&custodian).unwrap();
        let intake = Intake {
            store: Arc::clone(&refusing) as Arc<dyn Store>,
            keys: Arc::new(Keys::new(Derivation::generate(&mut OsRng), 2)),
            clock: Clock::from_fn(today),
            limits,
            failure: FailureSignal::default(),
            under_way: UnderWay::default(),
            batches: Batches::default(),
        };
        Self {
            intake,
            roster: signed.verify(&custodian.verifier()).unwrap(),
            reviewer,
            store,
            refusing,
            _folder: folder,
        }
    }

    /// Receives a form in pieces of so many bytes.
    pub(super) async fn receives(&self, form: &Sent, piece: usize) -> Result<Outcome, IntakeError> {
        self.receives_of(asked("short", NOW), &form.body(), piece).await
    }

    pub(super) async fn receives_of(&self, asked: Asked, body: &[u8], piece: usize) -> Result<Outcome, IntakeError> {
        let pieces: Vec<Result<Bytes, ()>> =
            body.chunks(piece).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        let head = BodyHead { content_type: "multipart/form-data; boundary=edge", bytes: Some(body.len() as u64) };
        self.intake.receive(&self.roster, asked, head, stream::iter(pieces)).await
    }

    /// How many parcels a desk has.
    pub(super) fn kept_of(&self, desk: &DeskId) -> usize {
        self.store.parcels(desk, today()).map_or(0, |listed| listed.len())
    }

    /// Of each parcel of a desk, the day that it is listed under and the one that is sealed in it.
    pub(super) fn days_of(&self, desk: &DeskId) -> Vec<(Day, Day)> {
        let listed = self.store.days(desk).unwrap().into_iter().flat_map(|day| {
            let listed = self.store.parcels(desk, day).unwrap();
            listed.into_iter().map(move |parcel| (day, parcel.id))
        });
        let sealed = |id| {
            let stored = self.store.open(desk, id).unwrap().unwrap();
            OpenedParcel::open(stored.content, &self.reviewer).unwrap().info().day
        };
        listed.map(|(day, id)| (day, sealed(id))).collect()
    }

    /// Lets a day go that a desk has nothing of.
    pub(super) fn lets_go(&self, desk: &DeskId, day: Day) {
        let note = Acknowledged { day, reviewer: "ana".parse().unwrap(), text: "whole".to_owned() };
        self.store.keep_acknowledgement(desk, &note, today()).unwrap();
        self.store.expire(&[Judged { desk: desk.clone(), day, parcels: Vec::new() }], today()).unwrap();
    }

    /// All parcels, by their number.
    pub(super) fn parcels(&self) -> BTreeMap<u32, Opened> {
        let listed = self.store.parcels(&desk(), today()).unwrap();
        let opened = listed.iter().map(|listed| self.opened(listed.id));
        opened.map(|parcel| (parcel.number, parcel)).collect()
    }

    fn opened(&self, id: ParcelId) -> Opened {
        let stored = self.store.open(&desk(), id).unwrap().unwrap();
        let mut parcel = OpenedParcel::open(stored.content, &self.reviewer).unwrap();
        parcel.verify().unwrap();
        let names: Vec<String> = parcel.payload().map(|file| file.name.clone()).collect();
        let files = names.into_iter().map(|name| {
            let bytes = parcel.read_file(&name).unwrap().to_vec();
            (name, bytes)
        });
        let files = files.collect();
        let attachment = parcel.attachment().map(|tag| (tag.n, tag.name.clone(), tag.type_claimed.clone()));
        let head = &parcel.info().head;
        let has_mailbox = head.mailbox.is_some();
        Opened {
            id,
            size: stored.len,
            number: head.number,
            kind: head.kind,
            nonce: head.nonce,
            has_mailbox,
            files,
            attachment,
        }
    }
}

/// A parcel as its reviewer has it.
pub(super) struct Opened {
    pub(super) id: ParcelId,
    pub(super) size: u64,
    pub(super) number: u32,
    pub(super) kind: Kind,
    pub(super) nonce: FormNonce,
    pub(super) has_mailbox: bool,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) attachment: Option<(u32, String, String)>,
}

impl Opened {
    pub(super) fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.files[name]).unwrap()
    }

    pub(super) fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&self.files[name]).unwrap()
    }
}

pub(super) fn asked(form: &str, page: &str) -> Asked {
    let language: LanguageTag = "en".to_owned().try_into().unwrap();
    let consent = Shown { version: 7, language: language.clone(), text: "What is consented to.".to_owned() };
    let form = Arc::new(Form::shipped(form).unwrap());
    let page = page.to_owned();
    Asked { desk: desk(), language, form, others: Vec::new(), page, consent, words: Box::new(Words), turns: None }
}

/// A form as a browser sends it.
#[derive(Clone, Default)]
pub(super) struct Sent(pub(super) Vec<u8>);

impl Sent {
    /// What every page says of itself, and a consent.
    pub(super) fn of_now() -> Self {
        Self::default().field("desk", "main").field("page", NOW).field("consent", "yes")
    }

    pub(super) fn field(mut self, name: &str, value: &str) -> Self {
        let part = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        self.0.extend(part.as_bytes());
        self
    }

    pub(super) fn file(mut self, name: &str, content: &[u8]) -> Self {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n"
        );
        self.0.extend(head.as_bytes());
        self.0.extend(content);
        self.0.extend(b"\r\n");
        self
    }

    pub(super) fn body(&self) -> Vec<u8> {
        [&self.0[..], b"--edge--\r\n"].concat()
    }
}
