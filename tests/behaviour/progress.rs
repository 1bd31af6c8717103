//! How far an upload is, in a second tab.

use crate::common::site::Site;
use crate::common::source::{Answer, Visit};
use crate::common::wait_until;

fn text(answer: &Answer) -> String {
    answer.body.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn who_sends_a_large_file_can_see_how_far_it_is_until_it_has_arrived() {
    let site = Site::demo();
    let server = site.start();
    let opened = server.get("/en/1");
    let link = opened.body.split("href=\"/en/6/").nth(1).expect("a link").split('"').next().unwrap().to_owned();
    assert!(opened.body.contains(&format!("<input type=\"hidden\" name=\"progress\" value=\"{link}\">")));
    let look = || text(&server.get(&format!("/en/6/{link}")));
    let nothing = "Nothing is arriving from that page at this moment.";
    assert!(look().contains(nothing), "before it is sent");

    let file = vec![b'v'; 40 << 20];
    let visit = Visit::by_the_page("en", &opened.form()).and("progress", &link);
    let visit = visit.with("account", "words").file("video.mp4", file);
    let mut upload = server.begin(&visit);
    upload.send(visit.len() / 2 + 1000).unwrap();
    wait_until("half has arrived", || look().contains("<progress max=\"100\" value=\"50\""));
    let seen = server.get(&format!("/en/6/{link}"));
    assert!(text(&seen).contains("20 MiB of 40 MiB have arrived."), "{}", text(&seen));
    assert_eq!(seen.head_bytes + seen.body.len(), 64 << 10);
    assert!(!seen.body.contains("http-equiv"), "it does not move by itself");
    // In any language, and nothing for another number.
    assert!(server.get(&format!("/es/6/{link}")).body.contains("value=\"50\""));
    assert!(text(&server.get("/en/6/00112233445566778899aabbccddeeff")).contains(nothing));
    for none in ["x", "", "00", "0011"] {
        assert_eq!(server.get(&format!("/en/6/{none}")).status, 404, "{none}");
    }
    upload.send(u64::MAX).unwrap();
    let answer = upload.answer().unwrap();
    assert_eq!((answer.status, answer.kept()), (200, vec!["video.mp4".to_owned()]));
    wait_until("it is forgotten", || look().contains(nothing));
}

#[test]
fn an_upload_that_breaks_off_is_on_its_way_no_more_and_a_number_twice_harms_nobody() {
    let site = Site::demo();
    let server = site.start();
    let number = "5bd8c3a3e8eb1ea0a2c1ab7be05b9b1f";
    let told = |words: &str| {
        let visit = Visit::to("en", &server.form("en")).with("account", words).and("progress", number);
        visit.file("video.mp4", vec![b'v'; 8 << 20])
    };
    let is_seen = || server.get(&format!("/en/6/{number}")).body.contains("<progress");
    let visit = told("first");
    let mut first = server.begin(&visit);
    first.send(visit.len() / 2).unwrap();
    wait_until("it is counted", is_seen);
    assert_eq!(server.tell(&told("second, of the same number")).status, 200);
    assert!(is_seen(), "the first is still on its way");
    drop(first);
    wait_until("it is gone", || !is_seen());
    let odd = Visit::to("en", &server.form("en")).with("account", "odd").and("progress", "\u{202e}no number");
    assert_eq!(server.tell(&odd).status, 200);
}
