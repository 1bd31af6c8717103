//! A parcel sealed and opened again, and what must not open.

use std::io::{self, Cursor};

use proptest::prelude::*;
use rand_core::OsRng;
use zeroize::Zeroizing;

use super::*;

fn head(kind: Kind) -> ParcelHead {
    ParcelHead {
        submission: SubmissionId::random(&mut OsRng),
        nonce: FormNonce::random(&mut OsRng),
        number: 3,
        kind,
        desk: "main".parse().unwrap(),
        language: "es".to_owned().try_into().unwrap(),
        roster: RosterRef { version: 7, digest: Digest::from_bytes([9; 32]) },
        mailbox: None,
    }
}

fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

fn seal(identities: &[&Identity], head: &ParcelHead, content: &[u8]) -> (Vec<u8>, Finished) {
    let recipients = Recipients::new(identities.iter().map(|i| i.to_recipient()).collect()).unwrap();
    let mut sealer = Sealer::begin(head.clone(), &recipients, Vec::new()).unwrap();
    let tag = AttachmentTag { n: 3, name: "é\u{202e}.jpg".into(), type_claimed: "image/jpeg".into() };
    sealer.begin_file("file.jpg").unwrap();
    for piece in content.chunks(1000) {
        sealer.write(Plaintext::new(bytes::Bytes::copy_from_slice(piece))).unwrap();
    }
    let tag = (head.kind == Kind::Attachment).then_some(&tag);
    let Sealed { sink, finished, payload } = sealer.finish(day(), tag).unwrap();
    assert_eq!(payload[0].len, content.len() as u64);
    (sink, finished)
}

fn identities() -> [Identity; 2] {
    [RecipientKind::Hybrid, RecipientKind::Classic].map(|kind| Identity::generate(kind, &mut OsRng))
}

#[test]
fn a_parcel_opens_to_what_was_sealed() {
    for identity in identities() {
        let head = head(Kind::Attachment);
        let (bytes, finished) = seal(&[&identity], &head, b"evidence");
        assert_eq!(finished.size(), bytes.len() as u64);
        let mut parcel = OpenedParcel::open(Cursor::new(bytes), &identity).unwrap();
        parcel.verify().unwrap();
        assert_eq!(parcel.info().head, head);
        assert_eq!(parcel.info().day, day());
        assert_eq!(parcel.attachment().unwrap().name, "é\u{202e}.jpg");
        assert_eq!(*parcel.read_file("file.jpg").unwrap(), b"evidence");
        assert!(parcel.stanzas().are_exactly(identity.to_recipient().kind(), 1));
        assert!(!parcel.stanzas().are_exactly(identity.to_recipient().kind(), 2));
    }
}

#[test]
fn a_parcel_lists_its_files_and_a_long_one_is_not_read_at_once() {
    let identity = Identity::generate(RecipientKind::Classic, &mut OsRng);
    let recipients = Recipients::new(vec![identity.to_recipient()]).unwrap();
    let mut sealer = Sealer::begin(head(Kind::Testimony), &recipients, Vec::new()).unwrap();
    let long = vec![0; (16 << 20) + 1];
    sealer.add_file("short", Zeroizing::new(b"words".to_vec())).unwrap();
    sealer.add_file("long", Zeroizing::new(long.clone())).unwrap();
    sealer.add_file("longest", Zeroizing::new(vec![1; 16 << 20])).unwrap();
    let bytes = sealer.finish(day(), None).unwrap().sink;

    let mut parcel = OpenedParcel::open(Cursor::new(bytes), &identity).unwrap();
    let listed: Vec<(&str, u64)> = parcel.payload().map(|file| (file.name.as_str(), file.len)).collect();
    assert_eq!(listed, [("short", 5), ("long", long.len() as u64), ("longest", 16 << 20)]);
    assert_eq!(parcel.read_file("longest").unwrap().len(), 16 << 20);
    assert_eq!(*parcel.read_file("short").unwrap(), b"words");
    assert!(matches!(parcel.read_file("long"), Err(OpenError::Content("a text is too long to be read at once"))));
    assert!(matches!(parcel.read_file("another"), Err(OpenError::Content("a file is missing"))));
    let mut copied = Vec::new();
    parcel.copy_file("long", &mut copied).unwrap();
    assert!(copied == long);
}

#[test]
fn a_batch_holds_what_it_has_room_for_and_gives_the_rest_back() {
    for (room, sent) in [(10, 25), (10, 10), (65_000, 70_000), (2 << 16, 200_000), (3 << 16, 1)] {
        let mut batch = PlaintextBatch::with_capacity(room + 3);
        assert!(batch.fill(Plaintext::new(vec![7; 3].into())).is_empty());
        let left = batch.fill(Plaintext::new(vec![7; sent].into()));
        assert_eq!((left.len(), batch.is_full()), (sent.saturating_sub(room), sent >= room), "{sent} into {room}");
    }
}

#[test]
fn recipients_of_one_kind_are_told_from_a_mixture() {
    let of_one_kind = |types: &[&str]| {
        let stanzas: Stanzas = serde_json::from_value(serde_json::json!(types)).unwrap();
        stanzas.are_of_one_kind()
    };
    let [hybrid, classic] = [RecipientKind::Hybrid, RecipientKind::Classic].map(RecipientKind::stanza);
    for one_kind in
        [&[classic][..], &[hybrid], &[hybrid, hybrid], &[hybrid, "x-grease"], &["x-grease", classic, classic]]
    {
        assert!(of_one_kind(one_kind), "{one_kind:?}");
    }
    for other in [&[][..], &["x-grease"], &[hybrid, classic], &[classic, "x-grease", "y-grease"], &[classic, "scrypt"]]
    {
        assert!(!of_one_kind(other), "{other:?}");
    }
}

#[test]
fn a_mailbox_stands_in_a_testimony_and_in_a_change_of_consent_alone() {
    let identity = Identity::generate(RecipientKind::Classic, &mut OsRng);
    let mailbox = Mailbox { id: MailboxId::from_bytes([4; 32]), recipient: "age1pq1x".into() };
    for (kind, allowed) in [
        (Kind::Testimony, true),
        (Kind::Consent, true),
        (Kind::Identity, false),
        (Kind::Closing, false),
        (Kind::Reply, false),
        (Kind::Cover, false),
    ] {
        let head = ParcelHead { mailbox: Some(mailbox.clone()), ..head(kind) };
        let (bytes, _) = seal(&[&identity], &head, b"x");
        let opened = OpenedParcel::open(Cursor::new(bytes), &identity);
        match opened {
            Ok(parcel) => assert!(allowed && parcel.info().head == head, "{kind:?}"),
            Err(error) => assert!(!allowed && matches!(error, OpenError::Bag(_)), "{kind:?}: {error}"),
        }
    }
}

#[test]
fn every_recipient_opens_and_nobody_else() {
    let [one, two, other] = [0; 3].map(|_| Identity::generate(RecipientKind::Hybrid, &mut OsRng));
    let (bytes, _) = seal(&[&one, &two], &head(Kind::Attachment), b"x");
    for identity in [&one, &two] {
        let parcel = OpenedParcel::open(Cursor::new(&bytes), identity).unwrap();
        assert!(parcel.stanzas().are_exactly(RecipientKind::Hybrid, 2));
    }
    let error = OpenedParcel::open(Cursor::new(&bytes), &other).err().unwrap();
    assert_eq!(error.to_string(), "it is not sealed to this key");
}

#[test]
fn throwaway_recipients_stand_for_nobody_who_opens() {
    for identity in identities() {
        let kind = identity.to_recipient().kind();
        let other = Identity::generate(kind, &mut OsRng);
        let recipients = Recipients::new(vec![identity.to_recipient()]).unwrap().filled_up(3, &mut OsRng);
        let mut sealer = Sealer::begin(head(Kind::Identity), &recipients, Vec::new()).unwrap();
        sealer.add_file("identity.json", b"{}".to_vec().into()).unwrap();
        let bytes = sealer.finish(day(), None).unwrap().sink;
        let parcel = OpenedParcel::open(Cursor::new(&bytes), &identity).unwrap();
        assert!(parcel.stanzas().are_exactly(kind, 3));
        assert!(matches!(OpenedParcel::open(Cursor::new(&bytes), &other).err().unwrap(), error if error.is_not_ours()));
        assert!(Stanzas::read(Cursor::new(&bytes)).unwrap().are_exactly(kind, 3), "who opens none counts them too");
        assert!(Stanzas::read(Cursor::new(&bytes[..40])).is_err());
    }
}

#[test]
fn hybrid_and_classic_recipients_cannot_be_mixed() {
    let mixed = identities().iter().map(Identity::to_recipient).collect();
    assert_eq!(Recipients::new(mixed).err(), Some(RecipientsError::Mixed));
}

#[test]
fn a_parcel_opens_that_is_sealed_to_as_many_as_there_may_be_and_one_more_is_refused() {
    for identity in identities() {
        let recipient = identity.to_recipient();
        let kind = recipient.kind();
        let most = super::header::most_recipients(kind);
        // As the documents say.
        assert_eq!(most, if kind == RecipientKind::Hybrid { 336 } else { 999 });
        let recipients = Recipients::new(vec![recipient.clone(); most]).unwrap();
        let mut sealer = Sealer::begin(head(Kind::Identity), &recipients, Vec::new()).unwrap();
        sealer.add_file("identity.json", b"{}".to_vec().into()).unwrap();
        let bytes = sealer.finish(day(), None).unwrap().sink;
        assert!(OpenedParcel::open(Cursor::new(&bytes), &identity).unwrap().stanzas().are_exactly(kind, most));
        let refused = Recipients::new(vec![recipient; most + 1]).err();
        assert_eq!(refused, Some(RecipientsError::TooMany { are: most + 1, most }));
    }
}

#[test]
fn an_identity_file_reads_back() {
    for identity in identities() {
        let file = identity.to_file();
        let read = Identity::from_file(file.expose_secret()).unwrap();
        assert_eq!(read.to_recipient().to_string(), identity.to_recipient().to_string());
    }
    assert_eq!(Identity::from_file("# nothing\n").err(), Some(BadIdentity));
}

#[test]
fn a_secret_opens_with_its_passphrase_alone() {
    let sealed = seal_with_passphrase("secret", "right horse".to_owned().into()).unwrap();
    assert_eq!(*open_with_passphrase(&sealed, "right horse".to_owned().into()).unwrap(), "secret");
    assert!(open_with_passphrase(&sealed, "wrong horse".to_owned().into()).is_err());
}

#[test]
fn a_derivation_with_any_other_parameter_is_refused() {
    let read = |version: u32, memory_kib: u32, passes: u32, lanes: u32| -> Derivation {
        let salt = "00".repeat(32);
        let text = format!(
            "version = {version}\nmemory_kib = {memory_kib}\npasses = {passes}\nlanes = {lanes}\nsalt = \"{salt}\""
        );
        toml::from_str(&text).unwrap()
    };
    assert_eq!(read(1, 19 * 1024, 2, 1).check(), Ok(()));
    for (version, memory_kib, passes, lanes) in
        [(2, 19 * 1024, 2, 1), (1, 8, 2, 1), (1, 19 * 1024 + 1, 2, 1), (1, 19 * 1024, 1, 1), (1, 19 * 1024, 2, 2)]
    {
        let other = read(version, memory_kib, passes, lanes);
        assert!(other.check().is_err() && other.arena().is_err(), "{version} {memory_kib} {passes} {lanes}");
    }
}

/// The vector of `docs/formats.md`: a codename, its root and what grows from it.
#[test]
fn a_codename_gives_the_documented_keys() {
    let derivation: Derivation = toml::from_str(
        "version = 1\nmemory_kib = 19456\npasses = 2\nlanes = 1\nsalt = \"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\"",
    )
    .unwrap();
    let codename = Codename::parse(include_str!("../../tests/vectors/codename/words.txt"), WordList::English).unwrap();
    let mut arena = derivation.arena().unwrap();
    drop(derivation.root(&codename, &mut arena).unwrap());
    let root = derivation.root(&codename, &mut arena).expect("an arena serves again");
    let expected = include_str!("../../tests/vectors/codename/derived.txt");
    let recipient = root.mailbox_identity().to_recipient().to_string();
    assert_eq!(format!("mailbox id: {}\nmailbox recipient: {recipient}\n", root.mailbox_id()), expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_plaintext_is_a_padded_size(len in prop_oneof![0..70_000usize, 60_000..200_000usize]) {
        let identity = Identity::generate(RecipientKind::Classic, &mut OsRng);
        let content = vec![7; len];
        let (bytes, _) = seal(&[&identity], &head(Kind::Attachment), &content);
        let mut parcel = OpenedParcel::open(Cursor::new(bytes), &identity).unwrap();
        parcel.verify().unwrap();
        prop_assert_eq!(&**parcel.read_file("file.jpg").unwrap(), &content);
    }

    /// A source's pieces come as they come; batches of whole chunks behind the first are sealed where they lie.
    #[test]
    fn a_file_in_batches_opens_to_what_was_sent(
        len in prop_oneof![0..70_000usize, 60_000..600_000usize],
        pieces in prop::collection::vec(1..90_000usize, 1..6),
        chunks in prop::collection::vec(1..4usize, 1..6),
        to_the_chunk in any::<bool>(),
    ) {
        let identity = Identity::generate(RecipientKind::Classic, &mut OsRng);
        let recipients = Recipients::new(vec![identity.to_recipient()]).unwrap();
        let mut sealer = Sealer::begin(head(Kind::Attachment), &recipients, Vec::new()).unwrap();
        sealer.begin_file("file.jpg").unwrap();
        let (mut sealing, mut sink) = sealer.split();
        let sent: Vec<u8> = (0..len).map(|n| (n % 251 + n / 65_536) as u8).collect();
        let first = if to_the_chunk { sealing.to_next_chunk() } else { 64 << 10 };
        let (mut batch, mut chunks) = (PlaintextBatch::with_capacity(first), chunks.iter().cycle());
        let (mut left, mut pieces) = (&sent[..], pieces.iter().cycle());
        let (mut gathered, mut sealed) = (0, 0);
        let behind = if to_the_chunk { 0 } else { 64 << 10 };
        while !left.is_empty() {
            let (piece, later) = left.split_at(left.len().min(*pieces.next().unwrap()));
            left = later;
            let mut piece = Plaintext::new(bytes::Bytes::copy_from_slice(piece));
            while !piece.is_empty() {
                piece = batch.fill(piece);
                if batch.is_full() {
                    let next = *chunks.next().unwrap() * (64 << 10);
                    let full = std::mem::replace(&mut batch, PlaintextBatch::with_capacity(0));
                    gathered += full.capacity();
                    let chunk = sealing.write_batch(full).unwrap();
                    sealed += chunk.as_bytes().len();
                    // Nothing stays behind but the chunk that fills, and not even that where batches begin with one.
                    prop_assert!(sealed + behind >= gathered);
                    sink.accept(&chunk).unwrap();
                    batch = PlaintextBatch::in_place_of(chunk, next);
                    prop_assert_eq!(batch.capacity(), next);
                }
            }
        }
        sink.accept(&sealing.write_batch(batch).unwrap()).unwrap();
        let tag = AttachmentTag { n: 3, name: "v.jpg".into(), type_claimed: "image/jpeg".into() };
        let Sealed { sink, payload, finished } = sealing.finish(day(), Some(&tag), sink).unwrap();
        prop_assert_eq!((payload[0].len, finished.size()), (len as u64, sink.len() as u64));
        let mut parcel = OpenedParcel::open(Cursor::new(sink), &identity).unwrap();
        parcel.verify().unwrap();
        let mut content = Vec::new();
        parcel.copy_file("file.jpg", &mut content).unwrap();
        prop_assert!(content == sent);
    }

    #[test]
    fn a_changed_byte_is_noticed(at in any::<prop::sample::Index>(), flip in 1..=255u8) {
        let identity = Identity::generate(RecipientKind::Classic, &mut OsRng);
        let (mut bytes, _) = seal(&[&identity], &head(Kind::Attachment), b"evidence");
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        let opened = OpenedParcel::open(Cursor::new(bytes), &identity).and_then(|mut p| p.verify());
        prop_assert!(opened.is_err());
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let identity = Identity::generate(RecipientKind::Classic, &mut OsRng);
        prop_assert!(OpenedParcel::open(Cursor::new(bytes), &identity).is_err());
    }
}

/// ZIPs as a hostile sealer could write them: the age layer is sound, what is inside is not.
mod hostile {
    use super::*;
    use crate::seal::unzip::{UnzipError, ZipReader};
    use crate::seal::zip::ZipWriter;

    fn zip() -> Vec<u8> {
        let mut zip = ZipWriter::new(Vec::new());
        zip.begin("top/data/a".into()).unwrap();
        zip.write(b"content").unwrap();
        zip.begin("top/data/b".into()).unwrap();
        zip.finish_padded("top/padding.bin".into(), |_| Ok::<_, io::Error>(())).unwrap()
    }

    #[test]
    fn our_own_form_is_read() {
        let zip = ZipReader::open(Cursor::new(zip())).unwrap();
        assert_eq!(zip.entries().iter().map(|e| e.len).take(2).collect::<Vec<_>>(), [7, 0]);
        assert_eq!(zip.len, FLOOR_BYTES);
    }

    #[test]
    fn a_local_header_that_says_something_else_is_refused() {
        let whole = zip();
        let name = whole.windows(10).position(|w| w == b"top/data/a").unwrap();
        for (at, what) in
            [(name, "a local name"), (6, "local flags"), (8, "a local compression method"), (14, "a local CRC")]
        {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            let error = ZipReader::open(Cursor::new(changed)).err().unwrap();
            assert!(matches!(error, UnzipError::Form(place) if place == what), "{what}: {error}");
        }
    }

    #[test]
    fn what_lies_before_or_behind_is_refused() {
        let mut behind = zip();
        behind.push(0);
        assert!(ZipReader::open(Cursor::new(behind)).is_err());
        let before = [b"MZ".as_slice(), &zip()].concat();
        assert!(ZipReader::open(Cursor::new(before)).is_err());
    }

    proptest! {
        #[test]
        fn a_changed_zip_is_refused_or_does_not_read(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
            let whole = zip();
            let mut changed = whole.clone();
            for (at, byte) in changes {
                let at = at.index(changed.len());
                changed[at] = byte;
            }
            if let Ok(mut zip) = ZipReader::open(Cursor::new(changed.clone())) {
                let entries = zip.entries().to_vec();
                let read = entries.iter().try_for_each(|e| zip.each_piece(e, |_| Ok::<(), UnzipError>(())));
                prop_assert!(read.is_err() || changed == whole);
            }
        }
    }
}

#[test]
fn what_a_disk_does_once_may_pass_and_what_the_bytes_say_lasts() {
    use std::io::{Error, ErrorKind::*};
    let cases = [
        (OpenError::Age(age::DecryptError::Io(Error::from(Other))), false, true),
        (OpenError::Age(age::DecryptError::Io(Error::from(InvalidData))), true, false),
        (OpenError::Zip(UnzipError::Io(Error::from(Other))), false, true),
        (OpenError::Zip(UnzipError::Io(Error::from(UnexpectedEof))), true, false),
        (OpenError::Output(Error::from(StorageFull)), false, true),
        (OpenError::Output(Error::from(InvalidData)), false, true),
        (OpenError::Content("a test"), true, false),
        // Neither: with another key it may open.
        (OpenError::Age(age::DecryptError::NoMatchingKeys), false, false),
    ];
    for (error, lasts, passes) in cases {
        let said = format!("{error:?}");
        assert_eq!((error.lasts(), error.passing().is_ok()), (lasts, passes), "{said}");
    }
}

#[test]
fn an_error_says_what_lies_below_it() {
    use std::error::Error;
    let io = || std::io::Error::other("a test");
    let errors: Vec<(Box<dyn Error>, bool)> = vec![
        (Box::new(OpenError::Age(age::DecryptError::NoMatchingKeys)), true),
        (Box::new(OpenError::Zip(UnzipError::Form("a test"))), true),
        (Box::new(OpenError::Content("a test")), false),
        (Box::new(OpenError::Output(io())), true),
        (Box::new(UnzipError::Io(io())), true),
        (Box::new(UnzipError::Form("a test")), false),
        (Box::new(SealError::Io(io())), true),
        (Box::new(SealError::Recipient(age::EncryptError::MissingRecipients)), true),
        (Box::new(SizeError::TooLarge), false),
        (Box::new(BadDerivation), false),
        (Box::new(bag::BadLabel("a test")), false),
        (Box::new(Codename::parse("", WordList::English).err().unwrap()), false),
        (Box::new("?".parse::<Recipient>().err().unwrap()), false),
    ];
    for (error, has_source) in errors {
        assert_eq!(error.source().is_some(), has_source, "{error}");
        assert!(!error.to_string().is_empty(), "{error:?}");
    }
}
