//! Visits that end before their form does, and those whose text finds no room.

use super::*;

/// Receives this, and then the connection breaks.
async fn breaks(house: &House, sent: &Sent) -> Result<Outcome, IntakeError> {
    let pieces = [Ok(Bytes::copy_from_slice(&sent.0)), Err(())];
    let head = BodyHead { content_type: "multipart/form-data; boundary=edge", bytes: None };
    house.intake.receive(&house.roster, asked("short", NOW), head, stream::iter(pieces)).await
}

async fn ends(house: &House, sent: &Sent) -> Result<Outcome, IntakeError> {
    house.receives_of(asked("short", NOW), &sent.0, 4096).await
}

#[tokio::test]
async fn what_was_kept_is_told_when_a_form_has_no_end_and_a_connection_that_broke_leaves_no_closing_list() {
    let form = Sent::of_now().field("account", "What I saw.").file("a.jpg", b"whole").file("b.jpg", b"half");
    for is_broken in [false, true] {
        let house = House::new();
        let outcome = if is_broken { breaks(&house, &form).await } else { ends(&house, &form).await };
        let received = received(outcome);
        assert!(received.words && received.cut_short);
        assert_eq!(received.kept.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["a.jpg"]);
        let not_kept: Vec<_> = received.not_kept.iter().map(|file| (file.name.as_str(), file.reason)).collect();
        assert_eq!(not_kept, [("b.jpg", NotKept::Broken)]);
        let numbers: Vec<u32> = house.parcels().into_keys().collect();
        assert_eq!(numbers, if is_broken { vec![0, 1] } else { vec![0, 1, 3] });
    }
}

#[tokio::test]
async fn words_that_were_not_kept_go_back_when_a_form_has_no_end_those_on_their_way_too() {
    let form = Sent::of_now().field("account", "What I saw.");
    for is_broken in [false, true] {
        let house = House::new();
        let outcome = if is_broken { breaks(&house, &form).await } else { ends(&house, &form).await };
        let back = returned(outcome);
        assert_eq!(back.problems, [Problem::Malformed]);
        assert!(typed(&back).contains(&("account".to_owned(), "What I saw.".to_owned())));
        assert!(back.cut_short && house.parcels().is_empty());
    }
}

#[tokio::test]
async fn words_that_break_off_within_a_character_go_back_without_it_and_as_they_were_written() {
    let house = House::new();
    for text in ["Нас вывели ночью.", "ညမှာ ခေါ်ထုတ်သွားတယ်။"] {
        let whole = Sent::of_now().field("account", text);
        let behind = text.len() + b"\r\n".len();
        for kept in 1..=text.len() {
            let cut = Sent(whole.0[..whole.0.len() - behind + kept].to_vec());
            for is_broken in [false, true] {
                let outcome = if is_broken { breaks(&house, &cut).await } else { ends(&house, &cut).await };
                let back = returned(outcome);
                assert_eq!(back.problems, [Problem::Malformed]);
                assert_eq!(back.typed.first("account"), &text[..text.floor_char_boundary(kept)], "{kept} bytes");
            }
        }
    }
    assert!(house.parcels().is_empty());
}

#[tokio::test]
async fn visits_with_much_text_share_their_room_until_their_pages_are_gone_and_others_are_kept_meanwhile() {
    let house = House::new();
    // Without consent it goes back.
    let much = Sent::default().field("desk", "main").field("page", NOW).field("account", &"a".repeat(1_000_000));
    let mut pages = Vec::new();
    for _ in 0..40 {
        pages.push(returned(house.receives(&much, 100_000).await));
    }
    let [first, last] = [&pages[0], &pages[39]].map(|page| page.typed.first("account").len());
    assert_eq!(first, 1_000_000);
    assert!((65_000..=65_536).contains(&last), "{last}");
    let are_too_long = |page: &Returned| page.problems.iter().any(|problem| matches!(problem, Problem::TextTooLong(_)));
    assert!(!are_too_long(&pages[0]) && are_too_long(&pages[39]));

    let words = Sent::of_now().field("account", &"b".repeat(60_000)).file("a.jpg", b"bytes");
    assert_eq!(received(house.receives(&words, 4096).await).kept.len(), 1);

    drop(pages);
    let again = returned(house.receives(&much, 100_000).await);
    assert_eq!(again.typed.first("account").len(), 1_000_000);
}

#[tokio::test]
async fn text_that_lost_its_end_is_told_whatever_sends_the_form_back() {
    let house = House::new();
    let much = "a".repeat((1 << 20) + 1);
    let cut = || Problem::TextTooLong(Some("account".to_owned()));
    let more = Sent::of_now().field("account", &much).field("more", "1");
    let before = Sent::default().field("desk", "main").field("page", "an earlier page").field("account", &much);
    for (sent, problems) in [
        (more.clone(), vec![cut()]),
        (more.file("a.jpg", b"bytes"), vec![cut()]),
        (before.clone(), vec![Problem::PageOfBefore, cut()]),
        (before.file("a.jpg", b"bytes"), vec![Problem::PageOfBefore, cut()]),
    ] {
        let back = returned(house.receives(&sent, 100_000).await);
        assert_eq!(back.problems, problems);
        assert!(back.typed.first("account").len() < much.len());
    }
    // What ends before its form does is not whole either.
    let back = returned(breaks(&house, &Sent::of_now().field("account", &much)).await);
    assert_eq!(back.problems, [Problem::Malformed, cut()]);
    assert!(house.parcels().is_empty());
}

#[tokio::test]
async fn a_slip_in_an_optional_answer_keeps_no_words_waiting_for_a_file() {
    let form = Sent::of_now()
        .field("consent-c5", "yes")
        .field("account", "What I saw.")
        .field("when-day", "15-16")
        .field("when-year", "２０２４")
        .field("affected", "a dozen");
    let slips = |problems: &[Problem]| problems.iter().filter(|it| matches!(it, Problem::Answer(_))).count();
    // Without a file the form comes back at once, and can be mended.
    let house = House::new();
    let back = returned(house.receives_of(asked("guided", NOW), &form.body(), 4096).await);
    assert_eq!((slips(&back.problems), house.parcels().len()), (2, 0));
    // With one, the words are kept before it is read, and stay when the connection breaks in it.
    let with_file = form.clone().file("a.mp4", &vec![1; 70_000]);
    let broken = &with_file.body()[..with_file.body().len() - 50_000];
    for (body, files) in [(&with_file.body()[..], 1), (broken, 0)] {
        let house = House::new();
        let kept = received(house.receives_of(asked("guided", NOW), body, 4096).await);
        assert_eq!((kept.words, kept.kept.len()), (true, files));
        let json = house.parcels()[&0].json("testimony.json");
        let answers = &json["answers"];
        assert_eq!(answers["account"], "What I saw.");
        assert_eq!(answers["when"], serde_json::json!({ "words": "15-16 / ? / ２０２４" }));
        assert_eq!(answers["affected"], serde_json::json!({ "words": "a dozen" }));
        assert_eq!(json["consent"]["c5"], "ask", "nothing is permitted that is not offered");
    }
    // Without its box nothing may be kept; and what goes back tells of the slip too, and of what is not offered.
    let slips = |sent: Sent| sent.field("consent-c5", "yes").field("when-day", "15-16");
    let unmarked = slips(Sent::default().field("desk", "main").field("page", NOW));
    let much = "a".repeat((1 << 20) + 1);
    let cut = slips(Sent::of_now()).field("account", &much);
    for (sent, of_consent, cuts) in [(unmarked, 2, 0), (cut, 1, 1)] {
        let house = House::new();
        let back = returned(house.receives_of(asked("guided", NOW), &sent.file("a", b"1").body(), 100_000).await);
        let count = |is: fn(&Problem) -> bool| back.problems.iter().filter(|it| is(it)).count();
        assert_eq!(count(|it| matches!(it, Problem::Consent(_))), of_consent);
        assert_eq!(count(|it| matches!(it, Problem::TextTooLong(_))), cuts);
        assert!(back.problems.iter().any(|it| matches!(it, Problem::Answer(slip) if slip.name == "when")));
        assert!(house.parcels().is_empty());
    }
}

#[tokio::test]
async fn who_announces_more_than_is_read_hears_of_it_where_the_visit_is_full_and_nobody_else_does() {
    let limits = Limits { file_bytes: 200_000, visit_bytes: 1 << 20, ..Limits::default() };
    let form =
        (1..=30).fold(Sent::of_now().field("account", "words"), |form, n| form.file(&n.to_string(), &vec![1; 100_000]));
    let body = form.body();
    let most = 2 << 20;
    for (announced, is_read) in
        [(Some(body.len() as u64), 1 << 20), (Some(most + 1), 1 << 20), (Some(most), most), (None, most)]
    {
        let house = House::with(limits);
        let read = std::cell::Cell::new(0);
        let pieces = body.chunks(1000).map(|piece| {
            read.set(read.get() + piece.len() as u64);
            Ok::<_, ()>(Bytes::copy_from_slice(piece))
        });
        let head = BodyHead { content_type: "multipart/form-data; boundary=edge", bytes: announced };
        let received =
            received(house.intake.receive(&house.roster, asked("short", NOW), head, stream::iter(pieces)).await);
        assert!((is_read..is_read + 2000).contains(&read.get()), "{announced:?}: {}", read.get());
        assert!(received.words && received.cut_short && received.listed);
        assert_eq!(received.not_kept.last().unwrap().reason, NotKept::VisitFull);
        // What fitted is kept in any case, and listed.
        assert_eq!(received.kept.len(), 9, "{announced:?}");
    }
}
