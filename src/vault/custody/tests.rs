use std::fs;
use std::thread;

use ed25519_dalek::SigningKey;
use rand_core::OsRng;

use super::event::PURPOSE;
use super::*;
use crate::roster::{DeskEntry, Interface, NoteSigner, ReviewerEntry, RosterText};
use crate::seal::{Kind, RecipientKind};

struct Place {
    folder: tempfile::TempDir,
    keys: ReviewerKeys,
    rosters: Vec<Roster>,
}

fn day() -> Day {
    "2026-11-25".parse().unwrap()
}

fn main_desk() -> DeskId {
    "main".parse().unwrap()
}

fn id(byte: u8) -> SubmissionId {
    SubmissionId::from_bytes([byte; 16])
}

fn pulled(submission: u8, parcel: u8) -> Act {
    let of = (id(submission), &main_desk());
    Act::pulled(of, Kind::Testimony, (ParcelId::from_bytes([parcel; 32]), 67_272), Outcome::Verified).unwrap()
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let identity = Identity::generate(RecipientKind::Classic, &mut OsRng);
        let signing = SigningKey::from_bytes(&[3; 32]);
        let server = PublicKey::of(&SigningKey::from_bytes(&[1; 32]));
        let mut text =
            RosterText::new(1, day(), day().plus(9), Interface { address: "127.0.0.1:1".to_owned(), key: server });
        let recipient = identity.to_recipient().to_string();
        text.reviewers.push(ReviewerEntry { id: "ana".parse().unwrap(), recipient, key: PublicKey::of(&signing) });
        text.desks.push(DeskEntry::new(main_desk(), "Main", vec!["ana".parse().unwrap()]));
        let custodian = NoteSigner::new("custodian", SigningKey::from_bytes(&[2; 32])).unwrap();
        let roster = text.sign(&custodian).unwrap().verify(&custodian.verifier()).unwrap();
        Self { folder, keys: ReviewerKeys { identity, signing }, rosters: vec![roster] }
    }

    fn custody(&self) -> Custody {
        Custody::at(self.folder.path().join("custody"))
    }

    fn append(&self, acts: &[Act]) -> Vec<String> {
        self.custody().append(acts, day(), &self.keys, &self.rosters).unwrap()
    }

    fn log(&self) -> CustodyLog {
        self.custody().read(&self.keys.identity).unwrap()
    }

    fn wrong(&self, submission: u8) -> Vec<String> {
        let chain = (id(submission), main_desk());
        let links: Vec<Link> = self.log().chain(&chain).iter().cloned().map(Box::new).map(Link::Shown).collect();
        check(&chain, &links, &known(&self.rosters))
    }

    fn segments(&self) -> usize {
        fs::read_dir(self.folder.path().join("custody")).unwrap().count()
    }
}

#[test]
fn a_command_that_acts_on_many_writes_one_sealed_file_and_a_chain_for_each() {
    let place = Place::new();
    let acts: Vec<Act> = (0..200).map(|n| pulled(n, n)).collect();
    assert_eq!(place.append(&acts), [""; 0]);
    assert_eq!(place.segments(), 1);
    assert_eq!(place.log().chains.len(), 200);
    place.append(&[pulled(7, 70)]);
    let log = place.log();
    let chain = log.chain(&(id(7), main_desk()));
    assert_eq!((chain.len(), chain[1].says.seq, chain[1].says.prev), (2, 1, chain[0].digest()));
    assert_eq!(place.wrong(7), [""; 0]);
    let sealed = fs::read(place.folder.path().join("custody/00000001.age")).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org") && !sealed.windows(6).any(|bytes| bytes == b"pulled"));
}

#[test]
fn what_was_never_recorded_is_found_before_it_is_acted_on() {
    let place = Place::new();
    let mut opened = pulled(1, 1);
    (opened.kind, opened.had) = (ActKind::Opened, std::mem::take(&mut opened.made));
    place.append(&[opened.clone()]);
    place.append(&[opened]);
    let acts =
        |log: &CustodyLog| -> Vec<_> { log.chain(&(id(1), main_desk())).iter().map(|event| event.says.act).collect() };
    assert_eq!(acts(&place.log()), [ActKind::Found, ActKind::Opened, ActKind::Opened]);
    assert_eq!(place.wrong(1), [""; 0]);
}

#[test]
fn commands_at_once_do_not_fork_a_chain() {
    let place = Place::new();
    thread::scope(|scope| {
        for n in 0..8 {
            let place = &place;
            scope.spawn(move || place.append(&[pulled(1, n), pulled(1, n + 100)]));
        }
    });
    assert_eq!(place.log().chain(&(id(1), main_desk())).len(), 16);
    assert_eq!(place.wrong(1), [""; 0]);
}

#[test]
fn a_gap_or_a_damaged_segment_is_told_and_the_log_goes_on() {
    let place = Place::new();
    for parcel in 0..4 {
        place.append(&[pulled(1, parcel)]);
    }
    let file = |n: u32| place.folder.path().join(format!("custody/{n:08}.age"));
    fs::remove_file(file(2)).unwrap();
    fs::write(file(3), "rubbish").unwrap();
    for parcel in [9, 10] {
        let troubles = place.append(&[pulled(1, parcel)]);
        assert!(troubles[0].contains("segment 2") && troubles[1].contains("00000003.age"), "each time: {troubles:?}");
    }
    let wrong = place.wrong(1);
    assert_eq!(wrong, ["where event 1 should be stands event 3: something is missing or moved"]);
    assert_eq!(place.log().chain(&(id(1), main_desk())).last().unwrap().says.seq, 5);
}

/// Makes segments unreadable without showing it: neither their length nor their time changes.
fn spoil(place: &Place, segments: std::ops::RangeInclusive<u32>) {
    for n in segments {
        let path = place.folder.path().join(format!("custody/{n:08}.age"));
        let before = fs::metadata(&path).unwrap();
        fs::write(&path, vec![0; before.len() as usize]).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(before.modified().unwrap()).unwrap();
    }
}

#[test]
fn an_act_reads_where_its_chain_ends_and_not_the_log_of_years() {
    let place = Place::new();
    for parcel in 0..3 {
        place.append(&[pulled(1, parcel), pulled(2, parcel)]);
    }
    let third = place.log().chain(&(id(1), main_desk()))[2].digest();
    spoil(&place, 1..=3);
    let mut opened = pulled(1, 1);
    (opened.kind, opened.had) = (ActKind::Opened, std::mem::take(&mut opened.made));
    assert_eq!(place.append(&[opened]), [""; 0], "nothing of the log was opened");
    let log = place.log();
    let [last] = log.chain(&(id(1), main_desk())) else { panic!("it is recorded that the parcel was found") };
    assert_eq!((last.says.seq, last.says.prev, last.says.act), (3, third, ActKind::Opened));
    assert_eq!(log.troubles.len(), 3, "who reads all of it is told");
}

#[test]
fn segments_that_were_there_and_are_lost_are_told_and_their_chains_go_on_behind_them() {
    let place = Place::new();
    for parcel in 0..3 {
        place.append(&[pulled(1, parcel)]);
    }
    for n in [2, 3] {
        fs::remove_file(place.folder.path().join(format!("custody/{n:08}.age"))).unwrap();
    }
    for parcel in [8, 9] {
        assert_eq!(place.append(&[pulled(1, parcel)]), ["segments 2 to 3 of the custody log are missing"], "each time");
    }
    let seqs: Vec<_> = place.log().chain(&(id(1), main_desk())).iter().map(|event| event.says.seq).collect();
    assert_eq!(seqs, [0, 3, 4], "no place in the chain is taken twice");
}

#[test]
fn a_segment_that_can_be_read_again_finds_its_chain_unforked() {
    let place = Place::new();
    place.append(&[pulled(1, 0)]);
    place.append(&[pulled(1, 1)]);
    let path = place.folder.path().join("custody/00000002.age");
    let (whole, time) = (fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap());
    spoil(&place, 2..=2);
    fs::remove_file(place.folder.path().join("custody.age")).unwrap();
    // Another submission's act meets what cannot be read.
    assert_eq!(place.append(&[pulled(2, 5)]).len(), 1);
    fs::write(&path, whole).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert_eq!(place.append(&[pulled(1, 2)]), [""; 0]);
    assert_eq!(place.wrong(1), [""; 0]);
}

#[test]
fn where_chains_end_is_read_from_the_log_when_what_was_kept_does_not_agree() {
    let place = Place::new();
    let kept = place.folder.path().join("custody.age");
    place.append(&[pulled(1, 0)]);
    let older = fs::read(&kept).unwrap();
    place.append(&[pulled(1, 1)]);
    let own = fs::read(&kept).unwrap();
    let others = Place::new();
    others.append(&[pulled(1, 0)]);
    let foreign = place.keys.identity.seal_own(&own).unwrap();
    let of_others = fs::read(others.folder.path().join("custody.age")).unwrap();
    // An older one is behind by what came after it, as after a crash before it was written.
    let mut length = 2;
    for bytes in [&older, &foreign, &of_others, &b"rubbish".to_vec(), &Vec::new()] {
        fs::write(&kept, bytes).unwrap();
        assert_eq!(place.append(&[pulled(1, 9)]), [""; 0]);
        length += 1;
        assert_eq!((place.log().chain(&(id(1), main_desk())).len(), place.wrong(1)), (length, Vec::new()));
    }
    fs::remove_file(&kept).unwrap();
    place.append(&[pulled(1, 9)]);
    // The log of a backup, which is shorter: the next event names the last one that is there.
    fs::remove_file(&kept).unwrap();
    fs::remove_file(place.folder.path().join(format!("custody/{:08}.age", place.segments()))).unwrap();
    place.append(&[pulled(1, 9)]);
    assert_eq!((place.log().chain(&(id(1), main_desk())).len(), place.wrong(1)), (length + 1, Vec::new()));
    // One that was written anew in the meantime.
    let touched = fs::File::options().write(true).open(place.folder.path().join("custody/00000001.age")).unwrap();
    touched.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    spoil(&place, 2..=2);
    assert!(place.append(&[pulled(1, 9)])[0].contains("00000002.age"), "all of it was read");
}

#[test]
fn an_event_that_was_changed_moved_or_signed_by_others_is_told() {
    let place = Place::new();
    place.append(&[pulled(1, 1), pulled(1, 2), pulled(1, 3)]);
    let chain = (id(1), main_desk());
    let log = place.log();
    let events = log.chain(&chain);
    let links = |events: &[KeptEvent]| -> Vec<Link> { events.iter().cloned().map(Box::new).map(Link::Shown).collect() };
    assert_eq!(check(&chain, &links(events), &known(&place.rosters)), [""; 0]);
    let with = |at: usize, note: String| {
        let mut changed = events.to_vec();
        changed[at] = KeptEvent::parse(&note).unwrap();
        check(&chain, &links(&changed), &known(&place.rosters))
    };
    let moved_day = with(1, events[1].note.replace("2026-11-25", "2026-11-24"));
    assert!(moved_day[0].contains("changed after it was signed") && moved_day[1].contains("event 2"), "{moved_day:?}");
    let other = NoteSigner::new("ana", SigningKey::from_bytes(&[8; 32])).unwrap();
    let others = with(2, other.sign(&events[2].says.to_text()).unwrap());
    assert!(others[0].contains("no signature by this key"), "{others:?}");
    let mut posing = events[2].says.clone();
    posing.agent.key = PublicKey::of(&SigningKey::from_bytes(&[8; 32]));
    let posing = with(2, other.sign(&posing.to_text()).unwrap());
    assert!(posing[0].contains("gives ana another key"), "{posing:?}");
    assert!(!check(&chain, &links(&events[1..]), &known(&place.rosters)).is_empty(), "the first is missing");
    let swapped = [events[0].clone(), events[2].clone(), events[1].clone()];
    assert!(!check(&chain, &links(&swapped), &known(&place.rosters)).is_empty());
    assert!(!check(&(id(2), main_desk()), &links(events), &known(&place.rosters)).is_empty(), "another submission's");
    // What is withheld still holds the chain together.
    let mut partly = links(events);
    partly[1] = Link::Withheld(events[1].digest());
    assert_eq!(check(&chain, &partly, &known(&place.rosters)), [""; 0]);
    partly[1] = Link::Withheld(events[0].digest());
    assert!(!check(&chain, &partly, &known(&place.rosters)).is_empty());
}

#[test]
fn of_what_was_withdrawn_nothing_stays_and_the_rest_holds() {
    let place = Place::new();
    place.append(&[pulled(1, 1), pulled(2, 2), pulled(3, 3)]);
    place.append(&[pulled(2, 22), pulled(1, 11)]);
    let [first, eleventh, third] = [1, 11, 3].map(|byte| ParcelId::from_bytes([byte; 32]));
    let forget = |chains: &[ChainId], parcels: &[(DeskId, ParcelId)]| {
        let (chains, withdrawn) = (chains.iter().cloned().collect(), parcels.iter().cloned().collect());
        let gone = Gone { chains: &chains, withdrawn: &withdrawn, staying: &BTreeSet::from([first]) };
        place.custody().forget(&gone, &place.keys).unwrap();
    };
    // What another desk lets go of is none of this one's.
    let camps: DeskId = "camps".parse().unwrap();
    forget(&[(id(2), camps.clone())], &[(camps, third)]);
    assert_eq!(place.log().chains.len(), 3);
    // Of two testimonies that say they are of one submission, the other stays.
    forget(&[], &[(main_desk(), eleventh)]);
    assert_eq!(place.log().chains.len(), 3);
    forget(&[(id(2), main_desk())], &[(main_desk(), third), (main_desk(), eleventh)]);
    let log = place.log();
    assert_eq!(log.chains.keys().map(|(id, _)| *id).collect::<Vec<_>>(), [id(1)]);
    assert_eq!((log.troubles.len(), place.segments()), (0, 2), "segments keep their numbers");
    assert!(!place.folder.path().join("custody.age").exists(), "where chains ended is forgotten too");
    assert_eq!((log.chain(&(id(1), main_desk())).len(), place.wrong(1)), (2, Vec::new()));
    forget(&[], &[(main_desk(), first), (main_desk(), eleventh)]);
    assert_eq!(place.log().chains.len(), 0, "when both are gone, so is what was noted");
}

#[test]
fn the_signed_text_has_one_spelling_and_a_reviewers_line_is_bounded() {
    let place = Place::new();
    place.append(&[pulled(1, 1)]);
    let log = place.log();
    let text = log.chain(&(id(1), main_desk()))[0].says.to_text();
    assert!(text.starts_with(PURPOSE));
    assert!(Event::from_text(&text).is_some());
    for changed in [
        text.replace("desk main", "desk  main"),
        text.replace("seq 0", "seq 00"),
        text.replace("result", "remark \nresult"),
        text.replace("result", "note x\nresult"),
        text.replace('\n', "\r\n"),
        format!("{text}more\n"),
    ] {
        assert!(Event::from_text(&changed).is_none(), "{changed}");
    }
    let too_long = "a".repeat(301);
    for line in ["", " ", "a\nb", "a\u{1b}[2J", "a\u{202e}b", &*too_long] {
        assert!(line.parse::<Line>().is_err(), "{line:?}");
    }
    assert_eq!(" Office, unit 3 ".parse::<Line>().unwrap().as_str(), "Office, unit 3");
}
