//! Invariant 5: from all that lies on the server's disk one cannot tell, beyond desk and day, which parcels
//! belong together, or to which mailbox.
//!
//! Here: what is written; which file of the pool a parcel takes, and cover parcels, stand with the store
//! and with intake. Moving the clock to see cover parcels fall due is theirs too.

use std::collections::{BTreeMap, HashSet};
use std::os::unix::fs::MetadataExt as _;

use amparo::seal::RecipientKind;

use crate::common::content::{Content, sha256_of};
use crate::common::eyes::Eyes;
use crate::common::files_in;
use crate::common::sealed::{MAGIC, Sealed, is_padded};
use crate::common::site::Site;
use crate::common::source::{Form, Source, Visit};

/// Two visits by one source under one codename, with files; gives the form of the first.
fn told_twice(source: &Source) -> Form {
    let form = source.form("en");
    for (nonce, told) in [(form.nonce.clone(), "first"), (source.form("en").nonce, "second")] {
        let form = Form { nonce, ..form.clone() };
        let visit = Visit::to("en", &form).with("account", told).file("same.jpg", vec![1; 70_000]).file("b", "b");
        let visit = visit.and("persons-1-real-name", told);
        assert_eq!(source.tell(&visit).status, 200);
    }
    form
}

#[test]
fn a_parcel_shows_an_id_the_desks_stanzas_and_a_padded_size() {
    for (kind, reviewers) in [(RecipientKind::Hybrid, 3), (RecipientKind::Classic, 2)] {
        let site = Site::made(kind, reviewers, |_| {});
        let server = site.start();
        told_twice(&server);
        server.stop();
        let parcels = site.parcels();
        assert!(parcels.len() >= 10);
        for path in parcels {
            let sealed = Sealed::read(&path);
            assert_eq!(sealed.recipients(), vec![kind.stanza(); reviewers]);
            assert!(is_padded(sealed.plaintext), "{} bytes", sealed.plaintext);
            assert_eq!(path.file_stem().unwrap().to_str().unwrap(), sha256_of(&*sealed.bytes));
        }
    }
}

#[test]
fn no_file_of_the_server_names_a_submission_a_form_or_a_mailbox() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let form = told_twice(&server);
    server.stop();
    let mut ids = HashSet::from([form.nonce, form.codename]);
    for path in site.parcels() {
        let parcel = site.reviewer.open(&path);
        let info = parcel.info();
        ids.extend([info.head.submission.to_string(), info.head.nonce.to_string(), info.ledger_salt.to_string()]);
        if let Some(mailbox) = &info.head.mailbox {
            ids.extend([mailbox.id.to_string(), mailbox.recipient.clone()]);
        }
    }
    assert!(ids.len() >= 2 + 2 + 1 + 10 + 2, "{ids:?}");
    let raw: Vec<Vec<u8>> = ids.iter().filter_map(|id| hex::decode(id).ok()).collect();
    assert!(raw.len() > 10, "ids are hex: {ids:?}");
    let texts: Vec<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(Eyes::for_markers(&texts).seen_below(&site.data), Vec::<String>::new());
    assert_eq!(Eyes::for_bytes(&raw).seen_below(&site.data), Vec::<String>::new());
}

/// The runs of 12 bytes in a parcel, but for those that every parcel shows, or that age's grease may show: "-grease" behind one
/// to eight drawn characters, of which two parcels have the same now and then.
fn runs(parcel: &Sealed) -> HashSet<&[u8]> {
    let format = format!("{MAGIC}\n-> mlkem768x25519 ");
    let (header, payload) = parcel.bytes.split_at(parcel.header);
    let header = header.strip_prefix(format.as_bytes()).unwrap_or(header);
    let drawn = header.windows(12).filter(|run| !run.windows(4).any(|part| part == b"-gre"));
    drawn.chain(payload.windows(12)).collect()
}

#[test]
fn parcels_of_one_submission_share_nothing_but_the_format() {
    let site = Site::configured(|_| {});
    let server = site.start();
    told_twice(&server);
    server.stop();
    let parcels: Vec<Sealed> = site.parcels().iter().map(|path| Sealed::read(path)).collect();
    let runs: Vec<HashSet<&[u8]>> = parcels.iter().map(runs).collect();
    for (n, one) in runs.iter().enumerate() {
        for other in &runs[n + 1..] {
            let shared: Vec<_> = one.intersection(other).map(|run| String::from_utf8_lossy(run)).collect();
            assert_eq!(shared, Vec::<String>::new());
        }
    }
}

#[test]
fn the_index_is_not_written_while_parcels_come_in() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let index = || -> BTreeMap<_, _> {
        let files = files_in(&site.data.join("index")).into_iter();
        files.map(|path| (path.clone(), sha256_of(std::fs::File::open(path).unwrap()))).collect()
    };
    let before = index();
    assert!(!before.is_empty());
    told_twice(&server);
    site.reviewer.pull();
    assert_eq!(index(), before);
    server.stop();
}

#[test]
fn a_parcel_is_written_into_a_file_that_was_there_before_the_visit() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let inodes = |folder: &str| -> HashSet<u64> {
        files_in(&site.data.join(folder)).iter().map(|path| path.metadata().unwrap().ino()).collect()
    };
    let waiting = inodes("pool");
    assert!(waiting.len() >= 256);
    told_twice(&server);
    let kept = inodes("parcels");
    assert!(kept.len() >= 8 && kept.is_subset(&waiting));
    server.stop();
}

#[test]
fn two_files_that_are_alike_are_sealed_into_parcels_that_differ() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let content = Content::Drawn { seed: 3, len: 100_000 };
    for _ in 0..2 {
        let visit = Visit::to("en", &server.form("en")).file("same", content.clone()).file("same", content.clone());
        assert_eq!(server.tell(&visit).kept().len(), 2);
    }
    assert_eq!(site.kinds().iter().filter(|kind| *kind == "attachment").count(), 4);
    server.stop();
}
