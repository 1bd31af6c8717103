//! Visits as they arrive, and what was sealed of them, opened as a reviewer opens it.

mod as_sent;
mod change;
mod early;
mod house;
mod mailbox;
mod refusing;

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use rand_core::OsRng;
use serde_json::Value;
use tokio::time::timeout;

use self::house::{House, NOW, Sent, asked, desk};
use self::refusing::{How, Stage};
use super::*;
use crate::form::Form;
use crate::seal::{Codename, DeskId, FLOOR_BYTES, FormNonce, Kind, ProgressNumber, WordList};

fn received(outcome: Result<Outcome, IntakeError>) -> Received {
    match outcome {
        Ok(Outcome::Received(received)) => received,
        Ok(Outcome::Returned(returned)) => panic!("it went back: {:?}", returned.problems),
        Err(error) => panic!("{error}"),
    }
}

fn returned(outcome: Result<Outcome, IntakeError>) -> Returned {
    match outcome {
        Ok(Outcome::Returned(returned)) => returned,
        Ok(Outcome::Received(_)) => panic!("it was kept"),
        Err(error) => panic!("{error}"),
    }
}

fn typed(returned: &Returned) -> Vec<(String, String)> {
    returned.typed.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn a_full_disk_is_told_from_a_broken_one_wherever_it_shows() {
    let while_sealing = |kind: io::ErrorKind| IntakeError::Seal(SealError::Io(kind.into()));
    let broken = IntakeError::Store(StoreError::Io("a test", io::Error::other("broken")));
    for (error, is_full, is_failure) in [
        (IntakeError::Store(StoreError::Full), true, false),
        (while_sealing(io::ErrorKind::StorageFull), true, false),
        (while_sealing(io::ErrorKind::QuotaExceeded), true, false),
        (while_sealing(io::ErrorKind::Other), false, true),
        (broken, false, true),
        (IntakeError::Worker, false, false),
    ] {
        assert_eq!((error.is_full(), error.is_storage_failure()), (is_full, is_failure), "{error}");
        let has_source = !matches!(error, IntakeError::Worker);
        assert_eq!(std::error::Error::source(&error).is_some(), has_source, "{error}");
        assert!(!error.to_string().is_empty());
        assert_eq!(error.into_storage_failure().is_some(), is_failure);
    }
}

#[tokio::test]
async fn a_visit_is_sealed_as_its_words_its_files_and_a_list_of_both() {
    let house = House::new();
    let nonce = FormNonce::random(&mut OsRng);
    let form = Sent::of_now()
        .field("nonce", &nonce.to_string())
        .field("consent-c2", "no")
        .field("consent-no-death-penalty", "yes")
        .field("account", "What I saw.")
        .file("a.jpg", &vec![1; 70_000])
        .file("", b"")
        .file("b.txt", b"");
    let received = received(house.receives(&form, 1000).await);
    assert_eq!(received.given, Given::Instead, "the form had no codename");
    assert!(received.words && !received.cut_short && received.not_kept.is_empty());
    let kept: Vec<(&str, u64)> = received.kept.iter().map(|file| (file.name.as_str(), file.size)).collect();
    assert_eq!(kept, [("a.jpg", 70_000), ("b.txt", 0)]);

    let parcels = house.parcels();
    let kinds: Vec<(u32, Kind)> = parcels.values().map(|parcel| (parcel.number, parcel.kind)).collect();
    assert_eq!(kinds, [(0, Kind::Testimony), (1, Kind::Attachment), (2, Kind::Attachment), (3, Kind::Closing)]);
    assert!(parcels.values().all(|parcel| parcel.nonce == nonce && parcel.has_mailbox == (parcel.number == 0)));

    let told = &parcels[&0];
    assert_eq!(told.files.keys().collect::<Vec<_>>(), ["testimony.json", "testimony.txt"]);
    let json = told.json("testimony.json");
    assert_eq!(json["schema"], "amparo/v1/testimony");
    assert_eq!(
        (&json["desk"], &json["language"], &json["form"]["id"]),
        (&"main".into(), &"en".into(), &"short".into())
    );
    assert_eq!(json["answers"]["account"], "What I saw.");
    assert_eq!(json["consent"]["version"], 7);
    let text = told.text("testimony.txt");
    let consent = "\n== <consent-title>\n\nWhat is consented to.\n\n== <consent-levels-title>\n\n<consent-c1>\n\n    \
                   <consent-value-ask>\n\n<consent-c2>\n\n    <consent-value-no>\n\n";
    assert!(text.contains("What I saw.") && text.contains(consent), "{text}");
    assert!(text.ends_with("\n<consent-no-death-penalty>\n\n    <answer-yes>\n\n"), "{text}");

    assert_eq!(parcels[&1].files, BTreeMap::from([("a.jpg".to_owned(), vec![1; 70_000])]));
    assert_eq!(parcels[&1].attachment, Some((1, "a.jpg".to_owned(), "image/jpeg".to_owned())));
    assert_eq!(parcels[&2].files, BTreeMap::from([("b.txt".to_owned(), Vec::new())]));

    let list = parcels[&3].json("parcels.json");
    assert_eq!((&list["schema"], &list["not_kept"]), (&"amparo/v1/closing".into(), &Value::Array(Vec::new())));
    let listed = list["parcels"].as_array().unwrap();
    assert_eq!(listed.len(), 3);
    for (listed, parcel) in listed.iter().zip(parcels.values()) {
        assert_eq!((&listed["number"], &listed["size"]), (&parcel.number.into(), &parcel.size.into()));
        assert_eq!(listed["id"], parcel.id.to_string());
        assert_eq!(listed["kind"], parcel.kind.as_str());
        assert_eq!(listed["payload"].as_array().unwrap().len(), parcel.files.len());
    }
    assert_eq!((listed[0].get("name"), &listed[1]["name"]), (None, &"a.jpg".into()));
    assert_eq!(listed[1]["payload"][0]["size"], 70_000);
}

#[tokio::test]
async fn what_identifies_people_is_sealed_apart_and_named_by_the_testimony() {
    let house = House::new();
    let form = Form::shipped("guided").unwrap();
    let name = form.inputs().find(|input| input.field.identity).expect("a question for names").name();
    let form = Sent::of_now().field("account", "What I saw.").field(&name, "Somebody");
    received(house.receives_of(asked("guided", NOW), &form.body(), 4096).await);
    let parcels = house.parcels();
    let identity = parcels.values().find(|parcel| parcel.kind == Kind::Identity).expect("an identity parcel");
    assert_eq!(parcels[&0].json("testimony.json")["identity"]["parcel"], identity.id.to_string());
    assert_eq!(identity.json("identity.json")["schema"], "amparo/v1/identity");
    assert!(identity.text("identity.txt").contains("Somebody"));
    assert!(!parcels[&0].text("testimony.txt").contains("Somebody"));
}

#[tokio::test]
async fn a_cover_parcel_is_one_of_its_kind_with_nothing_in_it() {
    let house = House::new();
    house.intake.keep_cover(&house.roster, &desk()).unwrap();
    let parcels = house.parcels();
    let cover = &parcels[&0];
    assert_eq!((parcels.len(), cover.kind, cover.has_mailbox), (1, Kind::Cover, false));
    assert_eq!(cover.files, BTreeMap::from([("empty".to_owned(), Vec::new())]));
    assert!(house.intake.keep_cover(&house.roster, &"other".parse().unwrap()).is_err());
}

#[tokio::test]
async fn a_page_of_before_goes_back_with_all_of_its_words_and_without_its_consent() {
    let house = House::new();
    for (desk, page, other) in [
        ("main", "an earlier page", None),
        ("left", NOW, Some("left")),
        ("left", "an earlier page", Some("left")),
        // One that says only one of both.
        ("main", "", None),
        ("", "an earlier page", None),
    ] {
        let form = Sent::default()
            .field("desk", desk)
            .field("page", page)
            .field("filler", "nothing")
            .field("consent", "yes")
            .field("account", "What I saw.")
            .field("gone", "A question that is gone.")
            .field("gone-not", "rather-not")
            .field("gone-how", "about")
            .field("aside", " Put aside before. ")
            .file("a.jpg", b"bytes");
        let back = returned(house.receives(&form, 50).await);
        assert_eq!(back.problems, [Problem::PageOfBefore]);
        assert_eq!(typed(&back), [("account".to_owned(), "What I saw.".to_owned())]);
        assert_eq!(back.aside, "A question that is gone.\nPut aside before.\n");
        assert_eq!(back.desk.as_ref().map(DeskId::as_str), other);
        assert_eq!(back.files, ["a.jpg"]);
    }
    // A page that says nothing of itself is of before only where no page of now has its address.
    let silent = Sent::default().field("consent", "yes").field("account", "What I saw.");
    let back = returned(house.receives_of(asked("short", ""), &silent.body(), 50).await);
    assert_eq!(back.problems, [Problem::PageOfBefore]);
    assert!(house.parcels().is_empty());
    received(house.receives(&silent, 50).await);
}

#[tokio::test]
async fn what_a_page_of_another_desk_asks_comes_back_as_it_was_asked_there() {
    let house = House::new();
    let other: DeskId = "other".parse().unwrap();
    let form = |page_desk| {
        Sent::default()
            .field("desk", page_desk)
            .field("page", "its page")
            .field("consent", "yes")
            .field("account", "What I saw.")
            .field("place", "By the river.")
    };
    let guided = std::sync::Arc::new(Form::shipped("guided").unwrap());
    for (page_desk, place, aside) in [("other", "By the river.", ""), ("gone", "", "By the river.\n")] {
        let here = Asked { others: vec![(other.clone(), guided.clone())], ..asked("short", NOW) };
        let back = returned(house.receives_of(here, &form(page_desk).body(), 50).await);
        assert_eq!(back.problems, [Problem::PageOfBefore]);
        assert_eq!(back.desk.as_ref().map(DeskId::as_str), Some(page_desk));
        assert_eq!((back.typed.first("account"), back.typed.first("place")), ("What I saw.", place), "{page_desk}");
        assert_eq!(back.aside, aside, "{page_desk}");
    }
}

#[tokio::test]
async fn what_no_page_of_now_asks_is_dropped() {
    let house = House::new();
    let form = Sent::of_now().field("account", "What I saw.").field("gone", "A question of nobody's.");
    received(house.receives(&form, 4096).await);
    assert!(!house.parcels()[&0].text("testimony.txt").contains("nobody"));
}

#[tokio::test]
async fn who_asks_for_more_questions_gets_the_form_back_and_nothing_is_kept() {
    let house = House::new();
    let back = returned(house.receives(&Sent::of_now().field("account", "words").field("more", ""), 4096).await);
    assert!(back.problems.is_empty());
    assert_eq!(typed(&back), [("account".to_owned(), "words".to_owned()), ("consent".to_owned(), "yes".to_owned())]);
    assert!(house.parcels().is_empty());
}

#[tokio::test]
async fn a_codename_is_the_forms_or_the_sources_own_or_another() {
    let house = House::new();
    let codename = Codename::generate(WordList::of_language("en"), &mut OsRng);
    let form = Sent::of_now().field("account", "words").field("codename", codename.words().as_str());
    let received_with = received(house.receives(&form, 4096).await);
    assert_eq!((received_with.given, received_with.codename.words()), (Given::WithTheForm, codename.words()));
    let again = received(house.receives(&form.clone().field("again", "1"), 4096).await);
    assert_eq!((again.given, again.codename.words()), (Given::Before, codename.words()));
    let not_again = received(house.receives(&form.field("again", "0"), 4096).await);
    assert_eq!(not_again.given, Given::WithTheForm);
    let mistaken =
        received(house.receives(&Sent::of_now().field("account", "words").field("codename", "x"), 4096).await);
    assert_eq!(mistaken.given, Given::Instead);
}

#[tokio::test]
async fn a_form_that_breaks_is_answered_by_what_was_kept_of_it() {
    let house = House::new();
    // Nothing was typed.
    let broken = b"--edge?\r\n".to_vec();
    assert!(matches!(house.receives_of(asked("short", NOW), &broken, 4096).await, Err(IntakeError::Form(_))));
    // Words, and no file.
    let words = Sent::of_now().field("account", "What I saw.");
    let back = returned(house.receives_of(asked("short", NOW), &[&words.0[..], &broken[..]].concat(), 4096).await);
    assert_eq!(back.problems, [Problem::Malformed]);
    assert!(back.cut_short && typed(&back).contains(&("account".to_owned(), "What I saw.".to_owned())));
    assert!(house.parcels().is_empty());
    // A file was kept.
    let body = [&words.file("a.jpg", b"bytes").0[..], &broken[..]].concat();
    let kept = received(house.receives_of(asked("short", NOW), &body, 4096).await);
    assert!(kept.cut_short && kept.words && kept.kept.len() == 1 && kept.not_kept.is_empty());
    assert_eq!(house.parcels().len(), 3);
    // It ends before anything is typed.
    let ended = house.receives_of(asked("short", NOW), b"--edge\r\n", 4096).await;
    assert!(matches!(ended, Err(IntakeError::Broken)));
}

#[tokio::test]
async fn a_visit_ends_where_its_limits_do() {
    let limits = Limits { file_bytes: 1000, visit_bytes: 1 << 20, max_files: 2, ..Limits::default() };
    // A file that is too large, and one too many.
    let house = House::with(limits);
    let form = Sent::of_now()
        .field("account", "words")
        .file("large", &[1; 1001])
        .file("fits", &[1; 1000])
        .file("third", b"3")
        .file("fourth", b"4")
        .file("fifth", b"5");
    let kept = received(house.receives(&form, 4096).await);
    let reasons = [(1, "large", NotKept::TooLarge), (3, "third", NotKept::TooMany)];
    let not_kept = kept.not_kept.iter().map(|it| (it.n, it.name.as_str(), it.reason));
    assert_eq!(not_kept.collect::<Vec<_>>(), reasons, "past the limit they are not named one by one");
    let list = house.parcels()[&6].json("parcels.json");
    assert_eq!((&list["not_kept"][0]["reason"], &list["not_kept"][1]["n"]), (&"too-large".into(), &3.into()));

    // What counts is padded: words and two files take three times the floor, and what age adds.
    let house = House::with(Limits { visit_bytes: 3 * FLOOR_BYTES + 4096, max_files: 9, ..limits });
    let form = Sent::of_now().field("account", "words").file("one", b"1").file("two", b"2").file("three", b"3");
    let kept = received(house.receives(&form, 4096).await);
    assert_eq!(kept.kept.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["one", "two"]);
    assert_eq!((kept.not_kept[0].name.as_str(), kept.not_kept[0].reason), ("three", NotKept::VisitFull));
    // Also where nothing of a file came that could be counted.
    let house = House::with(Limits { visit_bytes: 3 * FLOOR_BYTES + 4096, max_files: 9, ..limits });
    let form = Sent::of_now().field("account", "words").file("one", b"").file("two", b"").file("three", b"");
    let kept = received(house.receives(&form, 4096).await);
    assert_eq!(kept.kept.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["one", "two"]);
    assert_eq!((kept.not_kept[0].name.as_str(), kept.not_kept[0].reason), ("three", NotKept::VisitFull));

    // A file counts with what its parcel takes beside it, at the most.
    let limits_of_two = Limits { file_bytes: FLOOR_BYTES, visit_bytes: 2 * FLOOR_BYTES + 4096, ..limits };
    for (bytes, is_kept) in [(58 << 10, true), ((58 << 10) + 1, false)] {
        let house = House::with(limits_of_two);
        let form = Sent::of_now().field("account", "words").file(&"n".repeat(1024), &vec![1; bytes]);
        let kept = received(house.receives(&form, 4096).await);
        assert_eq!((kept.kept.len(), kept.not_kept.len()), (usize::from(is_kept), usize::from(!is_kept)), "{bytes}");
    }

    // Twice as many bytes as may be kept are read, before the end of the form and behind it.
    let house = House::with(Limits { visit_bytes: 100_000, ..limits });
    let words = Sent::of_now().field("account", "words");
    let most = 200_000;
    for (behind, is_cut) in [(most - words.body().len(), false), (most + 1 - words.body().len(), true)] {
        let body = [words.body(), vec![b'x'; behind]].concat();
        let kept = received(house.receives_of(asked("short", NOW), &body, 1 << 20).await);
        assert_eq!(kept.cut_short, is_cut);
        let kept = received(house.receives_of(asked("short", NOW), &body, 512).await);
        assert_eq!(kept.cut_short, is_cut);
    }
    let endless = [&words.0[..], b"--edge\r\nContent-Disposition: form-data; name=\"dropped\"\r\n\r\n"].concat();
    for (length, is_cut) in [(most, false), (most + 512, true)] {
        let mut body = endless.clone();
        body.resize(length, b'x');
        let ended = house.receives_of(asked("short", NOW), &body, 512).await;
        assert_eq!(matches!(ended, Ok(Outcome::Received(_))), is_cut, "{length}");
    }
}

#[tokio::test]
async fn who_sends_sees_how_far_the_visit_is_while_it_lasts() {
    let house = House::new();
    let number = ProgressNumber::random(&mut OsRng);
    let form = Sent::of_now().field("progress", &number.to_string()).field("account", "words").file("a", &[1; 9000]);
    let body = form.body();
    let seen = std::cell::RefCell::new(Vec::new());
    let pieces = body.chunks(1000).map(|piece| {
        seen.borrow_mut().push(house.intake.under_way.how_far(number));
        Ok::<_, ()>(Bytes::copy_from_slice(piece))
    });
    let head = BodyHead { content_type: "multipart/form-data; boundary=edge", bytes: Some(body.len() as u64) };
    received(house.intake.receive(&house.roster, asked("short", NOW), head, stream::iter(pieces)).await);
    let seen: Vec<HowFar> = seen.into_inner().into_iter().flatten().collect();
    assert!(seen.len() >= 8, "{seen:?}");
    assert!(seen.windows(2).skip(1).all(|two| two[1].arrived == two[0].arrived + 1000), "{seen:?}");
    assert!(seen.iter().all(|it| it.announced == Some(body.len() as u64)));
    assert_eq!(house.intake.under_way.how_far(number), None);
}

#[tokio::test]
async fn a_store_that_is_full_or_breaks_at_any_stage_loses_no_word_and_says_no_more_than_is_kept() {
    let form = Sent::of_now().field("account", "What I saw.").file("a.jpg", b"bytes");
    // The testimony, the file, and the closing list.
    for at in 0..3 {
        for (stage, how) in [Stage::Begin, Stage::Write, Stage::Keep]
            .into_iter()
            .flat_map(|stage| [How::Full, How::Broken, How::Panics].map(|how| (stage, how)))
        {
            let house = House::new();
            house.refusing.after(at, stage, how);
            let outcome = house.receives(&form, 4096).await;
            let kept = house.parcels();
            let ends = timeout(Duration::ZERO, house.intake.failure.raised()).await.is_ok();
            assert_eq!(
                ends,
                how == How::Broken,
                "the process goes on but where the store broke: {at} {stage:?} {how:?}"
            );
            match (at, how != How::Full) {
                (0, is_broken) => {
                    let back = returned(outcome);
                    let problem = if is_broken { Problem::NotStored } else { Problem::Full };
                    assert_eq!(back.problems, [problem], "{stage:?}");
                    assert!(typed(&back).contains(&("account".to_owned(), "What I saw.".to_owned())));
                    assert_eq!((back.files, kept.len()), (vec!["a.jpg".to_owned()], 0), "{stage:?}");
                }
                (_, true) => {
                    let back = returned(outcome);
                    assert_eq!(back.problems, [Problem::NotStored], "{stage:?}");
                    assert!(typed(&back).contains(&("account".to_owned(), "What I saw.".to_owned())));
                    assert_eq!((back.files, kept.len()), (vec!["a.jpg".to_owned()], at), "{stage:?}");
                }
                (1, false) => {
                    let received = received(outcome);
                    assert!(received.words && received.kept.is_empty());
                    assert_eq!(received.not_kept[0].reason, NotKept::ServerFull, "{stage:?}");
                }
                (_, false) => {
                    let received = received(outcome);
                    assert!(received.words && received.kept.len() == 1 && received.not_kept.is_empty());
                    assert_eq!(kept.len(), 2, "all but the list: {stage:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn an_identity_parcel_that_is_kept_alone_is_not_said_to_be_nothing() {
    let guided = Form::shipped("guided").unwrap();
    let name = guided.inputs().find(|input| input.field.identity).expect("a question for names").name();
    let form = Sent::of_now().field("account", "What I saw.").field(&name, "Somebody");
    // The identity parcel comes first.
    for (at, stage, told, kept) in [
        (0, Stage::Keep, Problem::Full, 0),
        (1, Stage::Begin, Problem::Full, 0),
        (1, Stage::Write, Problem::Full, 0),
        (1, Stage::Keep, Problem::NotStored, 1),
    ] {
        let house = House::new();
        house.refusing.after(at, stage, How::Full);
        let back = returned(house.receives_of(asked("guided", NOW), &form.body(), 4096).await);
        assert_eq!((back.problems, house.parcels().len()), (vec![told], kept), "{at} {stage:?}");
        assert_eq!(back.typed.first(&name), "Somebody");
    }
}

#[tokio::test]
async fn a_large_file_that_finds_the_disk_full_on_its_way_is_named_and_the_words_stay() {
    // More than what is sealed before the first of it is written.
    let form = Sent::of_now().field("account", "What I saw.").file("large", &vec![1; 8 << 20]).file("small", b"bytes");
    for (breaks, kept) in [(false, 2), (true, 1)] {
        let house = House::new();
        house.refusing.after(1, Stage::Write, if breaks { How::Broken } else { How::Full });
        let outcome = house.receives(&form, 100_000).await;
        if breaks {
            let back = returned(outcome);
            assert_eq!(
                (back.problems, back.files),
                (vec![Problem::NotStored], vec!["large".to_owned(), "small".to_owned()])
            );
        } else {
            let received = received(outcome);
            let not_kept: Vec<_> = received.not_kept.iter().map(|file| (file.name.as_str(), file.reason)).collect();
            assert_eq!(not_kept, [("large", NotKept::ServerFull), ("small", NotKept::ServerFull)]);
        }
        assert!(house.parcels().len() <= kept);
    }
    // What is beyond a limit is not written.
    let house = House::with(Limits { file_bytes: 1000, ..Limits::default() });
    house.refusing.after(1, Stage::Write, How::Full);
    assert_eq!(received(house.receives(&form, 100_000).await).not_kept[0].reason, NotKept::TooLarge);
}

#[tokio::test]
async fn a_visit_may_hold_what_its_files_come_to_with_their_padding() {
    let form = Sent::of_now().field("account", "words").file("a.jpg", b"bytes");
    let house = House::new();
    received(house.receives(&form, 4096).await);
    let most = house.parcels()[&0].size + FLOOR_BYTES;
    // An age file's head has a stanza of chance length.
    for (visit_bytes, fits) in [(most + 2000, true), (most - 2000, false)] {
        let house = House::with(Limits { visit_bytes, ..Limits::default() });
        assert_eq!(received(house.receives(&form, 4096).await).kept.len(), usize::from(fits));
    }
}

#[tokio::test]
async fn as_much_as_one_file_may_have_fits_into_a_visit_also_where_both_limits_are_one() {
    let both = Limits { file_bytes: 4 << 20, visit_bytes: 4 << 20, ..Limits::default() }.with_files_that_fit();
    let house = House::with(both);
    let of = |bytes: u64| vec![1; usize::try_from(bytes).unwrap()];
    let largest = Sent::of_now().field("account", &"words ".repeat(10_000)).file("largest", &of(both.file_bytes));
    assert_eq!(received(house.receives(&largest, 1 << 16).await).kept.len(), 1);
    let larger = Sent::of_now().field("account", "words").file("larger", &of(both.file_bytes + 1));
    assert_eq!(received(house.receives(&larger, 1 << 16).await).not_kept[0].reason, NotKept::TooLarge);
    let apart = Limits::default();
    assert_eq!(apart.with_files_that_fit(), apart);
}

#[tokio::test]
async fn a_name_that_no_file_system_could_hold_is_cut_between_characters() {
    let house = House::new();
    let exact = "n".repeat(1024);
    let long = format!("{}é", "n".repeat(1023));
    let form = Sent::of_now()
        .field("account", "words")
        .file(&exact, b"1")
        .file(&long, b"2")
        .file(&format!("{exact}n.jpg"), b"3");
    let kept = received(house.receives(&form, 4096).await).kept;
    let names: Vec<&str> = kept.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [exact.as_str(), &exact[..1023], &format!("{}.jpg", &exact[..1020])],
        "it keeps what tells its kind"
    );
}
