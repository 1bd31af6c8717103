//! Doors for hostile bytes: each reader of what strangers send, called with any bytes, and what must hold of it.
//!
//! Not in the program: it is built for `cargo fuzz` (`tests/fuzz/run`), and for the unit tests, which put every seed
//! and every finding of before through the same doors (`tests/fuzz/seeds/`). A door panics where a promise is broken.

#[cfg(test)]
mod tests;

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::OnceLock;

use bytes::Bytes;
use rand_core::OsRng;
use serde_json::json;

use crate::form::{Edtf, Form, Keys, Moment, Part, TextLimits, Typed};
use crate::intake::multipart::{Event, Multipart, MultipartError};
use crate::link::wire;
use crate::portal::look::Mark;
use crate::roster::{
    NoteSigner, NoteVerifier, RosterText, SignedAcknowledgement, SignedRoster, SignedWithdrawal, note_text,
};
use crate::seal::{
    Codename, Identity, MAX_NAME_BYTES, OpenedParcel, RecipientKind, SealedReply, Stanzas, WordList, safe_file_name,
};
use crate::texts::{Lang, Texts};
use crate::vault::display::{escape_json, sanitize_for_display, sanitize_line};
use crate::vault::{KeptEvent, Link, Trust, check_chain, content, verify_bag};
use crate::{backup, form, reviewing, seal, serving};

/// Takes what a stranger might send.
pub type Door = fn(&[u8]);

/// The doors, by their names.
pub const DOORS: [(&str, Door); 15] = [
    ("multipart", multipart),
    ("answers", answers),
    ("codename", codename),
    ("parcel", parcel),
    ("age_file", age_file),
    ("bag", bag),
    ("roster", roster),
    ("custody", custody),
    ("requests", requests),
    ("names", names),
    ("configuration", configuration),
    ("form_definition", form_definition),
    ("texts", texts),
    ("content", content),
    ("archive", archive),
];

/// What was sent as lines: the first one, and what follows it.
fn first_line(data: &[u8]) -> (&[u8], &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n');
    end.map_or((data, &[]), |end| (&data[..end], &data[end + 1..]))
}

/// A reader of `multipart/form-data`, given all at once and in pieces: both must find the same.
///
/// The first line says how parts are told apart, and what follows is a body; and all of it is one under a boundary that is
/// known, with a part begun and without.
pub fn multipart(data: &[u8]) {
    const EDGE: &str = "multipart/form-data; boundary=edge";
    let (content_type, body) = first_line(data);
    multipart_of(&String::from_utf8_lossy(content_type), body);
    multipart_of(EDGE, data);
    multipart_of(EDGE, &[b"--edge\r\n", data].concat());
}

fn multipart_of(content_type: &str, body: &[u8]) {
    let whole = events(content_type, body, &[body.len().max(1)]);
    let drawn: Vec<usize> = body.iter().take(9).map(|byte| 1 + usize::from(*byte) % 39).collect();
    for sizes in [&[1][..], &[7], &drawn] {
        assert!(events(content_type, body, sizes) == whole, "the pieces of {sizes:?} bytes say something else");
    }
    let Ok((events, _)) = whole else { return };
    let mut in_part = false;
    for event in &events {
        match event {
            Event::Part(_) => assert!(!std::mem::replace(&mut in_part, true), "a part within a part"),
            Event::Data(bytes) => assert!(in_part && !bytes.is_empty(), "bytes of no part"),
            Event::PartEnd => assert!(std::mem::replace(&mut in_part, false), "the end of no part"),
            Event::End => assert!(!in_part, "an end within a part"),
        }
    }
}

/// Every event, the bytes of a part in one; and the error that ended it. The sizes of the pieces come round.
fn events(
    content_type: &str,
    body: &[u8],
    sizes: &[usize],
) -> Result<(Vec<Event>, Option<MultipartError>), MultipartError> {
    let mut reader = Multipart::new(content_type)?;
    let mut events: Vec<Event> = Vec::new();
    let (mut rest, mut sizes) = (body, sizes.iter().cycle());
    while let Some(size) = sizes.next().filter(|_| !rest.is_empty()) {
        let (piece, left) = rest.split_at(rest.len().min(*size));
        rest = left;
        reader.push(Bytes::copy_from_slice(piece));
        loop {
            match reader.next_event() {
                Ok(Some(Event::Data(bytes))) => match events.last_mut() {
                    Some(Event::Data(before)) => *before = [&before[..], &bytes].concat().into(),
                    _ => events.push(Event::Data(bytes)),
                },
                Ok(Some(event)) => events.push(event),
                Ok(None) => break,
                Err(error) => return Ok((events, Some(error))),
            }
        }
    }
    Ok((events, None))
}

/// The fields of a visit: understood or refused, and what is sealed of them reads back as it was.
///
/// The first byte chooses a form; of each line the first two say which field, the rest stands in it.
pub fn answers(data: &[u8]) {
    const LIMITS: TextLimits = TextLimits { line_chars: 200, text_chars: 2000 };
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| Form::shipped_names().filter_map(Form::shipped).collect());
    let Some((first, rest)) = data.split_first() else { return };
    let form = &forms[usize::from(*first) % forms.len()];
    let mut names: Vec<String> = form.inputs().flat_map(|input| input.names()).collect();
    names.extend(form::consent::Level::ALL.map(|level| level.field().to_owned()));
    names.push("consent".to_owned());
    let mut typed = Typed::default();
    for line in rest.split(|byte| *byte == b'\n') {
        let Some((field, value)) = line.split_first_chunk::<2>() else { continue };
        typed.add(&names[usize::from(u16::from_be_bytes(*field)) % names.len()], value.to_vec());
    }
    let _ = form::consent::Choices::from_fields(typed.iter());
    match form.understand(&typed, LIMITS) {
        Ok(answers) => {
            for part in [Part::Open, Part::Identity] {
                let (told, not_said) = answers.json(part);
                let back = form.read_back(part, &json!({ "answers": told, "not_said": not_said }));
                assert!(back.answers.json(part) == (told, not_said), "what was sealed reads back otherwise");
                assert!(back.document(&Keys).text() == answers.document(part, &Keys).text());
            }
        }
        Err(mistakes) => assert!(mistakes.iter().all(|mistake| names.contains(&mistake.name))),
    }
    // What somebody else sealed, and dates as they were typed.
    if let Ok(sealed) = serde_json::from_slice(rest) {
        for part in [Part::Open, Part::Identity] {
            let _ = form.read_back(part, &sealed).document(&Keys).text();
        }
    }
    dates(&String::from_utf8_lossy(rest));
}

/// Dates of any numbers: what is a date is written in one way, and reads back.
fn dates(text: &str) {
    let mut numbers = text.split([' ', '\n']);
    let mut moment = || {
        let mut next = || numbers.next().unwrap_or_default();
        Moment::read(next(), next(), next())
    };
    if let (Ok(from), Ok(until)) = (moment(), moment())
        && let Ok(Some(date)) = Edtf::new(from, until, text.contains('~'))
    {
        assert!(form::edtf_of(&date.to_string()) == Some(date), "{date}");
    }
    if let Some(date) = form::edtf_of(text) {
        assert!(form::edtf_of(&date.to_string()) == Some(date), "{date}");
    }
}

/// Nine words as they are typed: what is a codename is the same one when it is typed as it is shown.
pub fn codename(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    for list in WordList::ALL {
        if let Ok(codename) = Codename::parse(&typed, list) {
            let words = codename.words();
            let again = Codename::parse(&words, list).expect("its own words are a codename");
            assert!(*again.words() == *words, "the words change when they are typed again");
        }
    }
}

/// The key that everything here is sealed to.
fn identity() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(|| Identity::generate(RecipientKind::Classic, &mut OsRng))
}

/// What a reviewer opens: a sealed ZIP whose entries and single bytes somebody else chose.
///
/// Pieces end at 0xFF: names and contents by turns. What follows a double 0xFF are changes of three bytes each: where,
/// from the end, and to what.
pub fn parcel(data: &[u8]) {
    let split = data.windows(2).position(|two| two == [0xff, 0xff]);
    let (entries, changes) = split.map_or((data, &[][..]), |at| (&data[..at], &data[at + 2..]));
    let pieces: Vec<&[u8]> = entries.split(|byte| *byte == 0xff).collect();
    let entries: Vec<(String, &[u8])> = pieces
        .chunks(2)
        .map(|two| (String::from_utf8_lossy(two[0]).into_owned(), two.get(1).copied().unwrap_or_default()))
        .collect();
    let Ok(mut zip) = seal::zip_of(&entries) else { return };
    for change in changes.as_chunks::<3>().0 {
        let from_end = usize::from(u16::from_be_bytes([change[0], change[1]])) % zip.len();
        let at = zip.len() - 1 - from_end;
        zip[at] = change[2];
    }
    let sealed = identity().seal_own(&zip).expect("memory takes it");
    let Ok(mut opened) = OpenedParcel::open(Cursor::new(&sealed), identity()) else { return };
    let names: Vec<String> = opened.payload().map(|file| file.name.clone()).collect();
    for name in &names {
        let _ = opened.read_file(name);
    }
    let _ = opened.verify();
}

/// Age files: headers and stanzas of both kinds, keys, and what lies in a mailbox.
pub fn age_file(data: &[u8]) {
    static HYBRID: OnceLock<Identity> = OnceLock::new();
    let hybrid = HYBRID.get_or_init(|| Identity::generate(RecipientKind::Hybrid, &mut OsRng));
    let _ = Stanzas::read(data).map(|stanzas| stanzas.are_of_one_kind());
    for identity in [identity(), hybrid] {
        let _ = OpenedParcel::open(Cursor::new(data), identity);
        let _ = identity.open_own(data);
    }
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = Identity::from_file(text);
        if let Ok(recipient) = text.parse::<seal::Recipient>() {
            assert!(recipient.to_string() == text, "a recipient is written in two ways");
        }
        let _ = text.parse::<seal::hybrid::HybridIdentity>();
    }
    let _ = SealedReply::received(data.to_vec());
}

/// A bag that was handed on: pieces end at 0xFF, paths and contents by turns. It is never more than told of.
pub fn bag(data: &[u8]) {
    let folder = Folder::fresh();
    let pieces: Vec<&[u8]> = data.split(|byte| *byte == 0xff).collect();
    for two in pieces.chunks(2) {
        let path = String::from_utf8_lossy(two[0]).into_owned();
        let inside = Path::new(&path).components().all(|step| matches!(step, std::path::Component::Normal(_)));
        if !inside || path.is_empty() || path.contains('\0') {
            continue;
        }
        let path = folder.0.join(path);
        let _ = path.parent().map(fs::create_dir_all);
        let _ = fs::write(path, two.get(1).copied().unwrap_or_default());
    }
    let report = verify_bag(&folder.0, &Trust::default(), |_, _| {}).expect("the folder can be read");
    assert!(!report.findings.is_empty(), "nothing was looked at");
}

/// A folder in memory that goes with its owner.
struct Folder(std::path::PathBuf);

impl Folder {
    fn fresh() -> Self {
        let name = format!("/dev/shm/amparo-fuzz-{}-{:?}", std::process::id(), std::thread::current().id());
        let path = Path::new(&name).to_owned();
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("memory takes a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Signed notes, rosters, drafts of rosters and what reviewers sign. What is changed is not believed.
pub fn roster(data: &[u8]) {
    static CUSTODIAN: OnceLock<NoteSigner> = OnceLock::new();
    let custodian = CUSTODIAN
        .get_or_init(|| NoteSigner::new("custodian", ed25519_dalek::SigningKey::from_bytes(&[7; 32])).expect("a name"));
    let text = String::from_utf8_lossy(data).into_owned();
    let _ = note_text(&text);
    let note = SignedRoster::new(text.clone());
    assert!(note.verify(&custodian.verifier()).is_err(), "a roster that nobody signed");
    let _ = note.claim();
    assert!(custodian.verifier().verify(&text).is_err(), "a note that nobody signed");
    let _ =
        text.parse::<NoteVerifier>().map(|key| assert!(key.to_string() == text.trim(), "a key is written in two ways"));
    let _ = NoteSigner::from_secret(&text);
    let _ = NoteSigner::from_secret(&format!("PRIVATE+KEY+{text}"));
    let _ = SignedWithdrawal::parse(&text);
    let _ = SignedAcknowledgement::parse(&text);
    // Whoever can sign signs any text, and drafts: what is a roster then keeps its rules.
    let signed = custodian.sign(&text).ok().and_then(|note| SignedRoster::new(note).verify(&custodian.verifier()).ok());
    let draft = toml::from_str::<RosterText>(&text).ok().and_then(|draft| draft.sign(custodian).ok());
    let drafted = draft.map(|note| note.verify(&custodian.verifier()).expect("what is signed is believed"));
    for roster in signed.into_iter().chain(drafted) {
        for desk in roster.desks() {
            assert!(roster.recipients(&desk.id).is_some_and(|all| all.count() > 0), "a desk that nobody reads");
        }
    }
}

/// A custody log's notes, alone and as a chain, and what stands beside them in a bag.
pub fn custody(data: &[u8]) {
    const PURPOSE: &str = "amparo/v1/custody\n";
    let text = String::from_utf8_lossy(data);
    let notes = text.split(PURPOSE).map(|body| format!("{PURPOSE}{body}"));
    let events: Vec<KeptEvent> = notes.filter_map(|note| KeptEvent::parse(&note)).collect();
    let Some(first) = events.first() else { return };
    let id = (first.says.submission, first.says.desk.clone());
    let wrong = check_chain(&id, &Link::all(&events), &[]);
    assert!(!wrong.is_empty(), "a chain that nobody signed holds");
    let mut links: Vec<Link> = events.iter().cloned().map(|event| Link::Shown(Box::new(event))).collect();
    links.insert(1, Link::Withheld(events[0].digest()));
    links.push(Link::Missing);
    let _ = check_chain(&id, &links, &[]);
}

/// What a reviewer's program sends to the server, behind TLS: the path, a range, and bodies.
pub fn requests(data: &[u8]) {
    let (path, body) = first_line(data);
    reviewing::read_request(&String::from_utf8_lossy(path), body);
    if let Some((at, size, piece)) = wire::parse_given(body) {
        assert!(wire::given_body(at, size, piece) == body);
        assert!(at + piece.len() as u64 <= size);
    }
    if let Some(reply) = wire::ReplyBody::from_bytes(body) {
        assert!(reply.to_bytes() == body);
    }
    if let Ok(wire::Notes { notes }) = serde_json::from_slice(body) {
        for note in notes {
            let _ = SignedWithdrawal::parse(&note);
            let _ = SignedAcknowledgement::parse(&note);
        }
    }
    let _ = serde_json::from_slice::<wire::Days>(body);
    let _ = serde_json::from_slice::<wire::DayList>(body).map(|list| list.is_sorted());
    let _ = serde_json::from_slice::<wire::Rosters>(body);
    let _ = serde_json::from_slice::<wire::Outcomes>(body);
}

/// Names that strangers choose: as names of files, and on a terminal.
pub fn names(data: &[u8]) {
    let name = String::from_utf8_lossy(data);
    let safe = safe_file_name(&name);
    assert!(!safe.is_empty() && safe.len() <= MAX_NAME_BYTES, "{safe:?}");
    assert!(!safe.contains(['/', '\\', '\0', ':', '*', '?', '"', '<', '>', '|', '%']), "{safe:?}");
    assert!(!safe.starts_with(['.', '-', ' ']) && !safe.ends_with(['.', ' ']), "{safe:?}");
    assert!(harmless(&safe, &[]), "{safe:?}");
    assert_eq!(safe_file_name(&safe), safe, "a safe name changes again");
    assert!(harmless(&sanitize_line(&name), &[]), "{name:?}");
    assert!(harmless(&sanitize_for_display(&name), &['\n', '\t']), "{name:?}");
    let json = serde_json::to_string(&name).expect("text is JSON");
    let shown = escape_json(&json);
    assert!(harmless(&shown, &['\n']), "{name:?}");
    assert_eq!(serde_json::from_str::<String>(&shown).expect("it still is JSON"), name);
}

/// No escape, no control, nothing that turns text round, and nothing that is not seen but what scripts need: joiners
/// and the selectors of variants. What Unicode calls `Default_Ignorable_Code_Point`, and lines' ends.
fn harmless(text: &str, but: &[char]) -> bool {
    const UNSEEN: [(u32, u32); 20] = [
        (0xad, 0xad),
        (0x34f, 0x34f),
        (0x61c, 0x61c),
        (0x115f, 0x1160),
        (0x17b4, 0x17b5),
        (0x180e, 0x180e),
        (0x200b, 0x200b),
        (0x200e, 0x200f),
        (0x2028, 0x202e),
        (0x2060, 0x206f),
        (0x3164, 0x3164),
        (0xfeff, 0xfeff),
        (0xffa0, 0xffa0),
        (0xfff0, 0xfffb),
        (0x1bca0, 0x1bca3),
        (0x1d173, 0x1d17a),
        (0xe0000, 0xe0fff),
        (0x0, 0x1f),
        (0x7f, 0x9f),
        (0xd800, 0xdfff),
    ];
    let unseen = |c: char| UNSEEN.iter().any(|(from, to)| (*from..=*to).contains(&u32::from(c)));
    text.chars().all(|c| but.contains(&c) || !unseen(c))
}

/// An operator's configuration.
pub fn configuration(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(config) = serving::read_configuration(text) {
        assert!(!config.languages.is_empty() && config.languages().is_ok());
        let _ = config.custodian();
    }
}

/// An operator's form.
pub fn form_definition(data: &[u8]) {
    if let Ok(form) = Form::read(&String::from_utf8_lossy(data)) {
        assert!((1..=400).contains(&form.inputs().count()) && form.names().len() <= 400 * 10);
        let _ = (form.text_keys(), form.texts());
        let _ = form.understand(&Typed::default(), TextLimits { line_chars: 1, text_chars: 1 });
    }
}

/// An operator's texts, and their mark.
pub fn texts(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    if let Ok(texts) = Texts::of_operator(Lang::ALL[0], text.clone()) {
        for line in text.lines().filter_map(|line| line.split_once(" = ")) {
            if texts.has(line.0) {
                let _ = texts.plain(line.0, &fluent_bundle::FluentArgs::new());
            }
        }
    }
    if let Ok(mark) = Mark::read(data) {
        assert!(mark.width() >= 1 && mark.height() >= 1 && mark.uri().starts_with("data:image/"));
    }
}

/// A file that a source sent, when a reviewer asks what it is. The first line is its name; and all of it is both.
pub fn content(data: &[u8]) {
    let (name, file) = first_line(data);
    let name = String::from_utf8_lossy(name);
    let claimed = name.rsplit('.').next().unwrap_or_default();
    content::examine(&mut Cursor::new(file), &name, claimed).expect("memory can be read");
    content::examine(&mut Cursor::new(data), &String::from_utf8_lossy(data), "").expect("memory can be read");
}

/// What a backup unpacks to.
pub fn archive(data: &[u8]) {
    let _ = backup::names_in(data);
}
