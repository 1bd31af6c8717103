//! Every answer to GET has one size and every answer to POST another, whatever is asked, in whatever language.

use std::collections::BTreeMap;

use crate::common::site::{LANGUAGES, Site};
use crate::common::source::{Source, Visit};

const GET_BYTES: usize = 64 << 10;
const POST_BYTES: usize = 256 << 10;

/// Bytes of all that comes back, head and body, of a request that ends its connection.
fn bytes_of(source: &Source, method: &str, path: &str) -> usize {
    source.send_raw(format!("{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").as_bytes()).len()
}

#[test]
fn every_answer_to_get_has_one_size_in_every_language() {
    let site = Site::in_every_language();
    let server = site.start();
    let mut table = BTreeMap::<usize, Vec<String>>::new();
    let mut paths: Vec<String> =
        ["/", "/exit", "/nothing-here", "/xx/1", "/robots.txt", "/en/1/9", "//", "/%ff"].map(str::to_owned).into();
    for lang in LANGUAGES {
        paths.extend(["", "1", "2", "3", "4", "5", "9", "1?query", "1/1"].map(|page| format!("/{lang}/{page}")));
    }
    for path in paths {
        table.entry(bytes_of(&server, "GET", &path)).or_default().push(format!("GET {path}"));
        // Whoever keeps the connection gets as much, less the line that ends it, plus as much filler.
        let kept = server.get(&path);
        assert_eq!(kept.head_bytes + kept.body.len(), GET_BYTES, "{path}");
    }
    for method in ["PUT", "DELETE", "OPTIONS", "PATCH"] {
        table.entry(bytes_of(&server, method, "/en/1")).or_default().push(format!("{method} /en/1"));
    }
    println!("{table:#?}");
    assert_eq!(table.keys().copied().collect::<Vec<_>>(), [GET_BYTES]);
}

#[test]
fn an_old_browsers_request_changes_no_size_its_own_or_anybody_elses() {
    let site = Site::in_every_language();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).without("consent");
    for _ in 0..5 {
        for stays in ["", "Connection: keep-alive\r\n", "Connection: close\r\n"] {
            let old = |request: &str| {
                server.send_raw(format!("{request} HTTP/1.0\r\nHost: a\r\nContent-Length: 0\r\n{stays}\r\n").as_bytes())
            };
            assert_eq!(old("GET /en/").len(), GET_BYTES, "{stays}");
            assert_eq!(old("POST /en/2").len(), POST_BYTES, "{stays}");
        }
        // The stack answers these with the heads of answers before.
        for _ in 0..3 {
            let page = server.get("/en/");
            assert_eq!(page.head_bytes + page.body.len(), GET_BYTES);
        }
        let answer = server.tell(&visit);
        assert_eq!(answer.head_bytes + answer.body.len(), POST_BYTES);
        assert_eq!(bytes_of(&server, "GET", "/en/3"), GET_BYTES);
    }
}

#[test]
fn every_answer_to_post_has_one_size_in_every_language_and_state() {
    let site = Site::in_every_language();
    let server = site.start();
    let elsewhere = server.with_header("Sec-Fetch-Site", "cross-site");
    let closing = server.with_header("Connection", "close");
    for lang in LANGUAGES {
        let form = server.form(lang);
        let visit = Visit::to(lang, &form).with("account", "a few words").file("photo.jpg", "x");
        let path = format!("/{lang}/2");
        let ask = |fields: &[(&str, &str)]| {
            let all: Vec<_> =
                [("codename", form.codename.as_str())].into_iter().chain(fields.iter().copied()).collect();
            server.send_fields(&path, &all)
        };
        for (what, answer) in [
            ("told", server.tell(&visit)),
            ("told, and the connection ends", closing.tell(&visit)),
            ("without consent", server.tell(&visit.clone().without("consent"))),
            ("more questions", server.tell(&visit.clone().and("more", "1"))),
            ("from elsewhere", elsewhere.tell(&visit)),
            ("no such desk", server.tell(&visit.clone().at_desk(9))),
            ("a used mailbox", ask(&[("action", "open")])),
            ("a mailbox of nobody's", server.open_mailbox(lang, &server.form(lang).codename)),
            ("two words", server.open_mailbox(lang, "two words")),
            ("the form to add to it", ask(&[("action", "add"), ("n", "1")])),
            ("all replies deleted", server.delete_replies(lang, &form.codename, "all")),
            ("nothing changed", ask(&[("action", "consent")])),
            ("what is not offered", ask(&[("action", "consent"), ("consent-c2", "odd")])),
            ("a withdrawal that is not meant", ask(&[("action", "withdraw")])),
            ("what no page asks", ask(&[("action", "receipts")])),
            ("no page", server.send_fields(&format!("/{lang}/nothing"), &[("a", "b")])),
            ("a page that takes nothing", server.send_fields(&format!("/{lang}/3"), &[("a", "b")])),
            ("no form", server.send_fields(&format!("/{lang}/1"), &[])),
        ] {
            let bytes = answer.head_bytes + answer.body.len();
            assert_eq!(bytes, POST_BYTES, "{lang}: {what}: {}", answer.status);
        }
    }
}

#[test]
fn what_the_http_stack_answers_by_itself_has_the_size_of_a_page() {
    let site = Site::demo();
    let server = site.start();
    for request in [
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "nonsense\r\n\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\nHost: a\r\n{}\r\n", "X: y\r\n".repeat(20_000)),
        "POST /en/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello".to_owned(),
    ] {
        let heard = server.send_raw(request.as_bytes());
        let shown = String::from_utf8_lossy(&heard[..heard.len().min(60)]).into_owned();
        assert_eq!(heard.len(), GET_BYTES, "{:?}: {shown}", &request[..14]);
        assert!(shown.starts_with("HTTP/1.1 4"), "{shown}");
    }
    assert_eq!(server.get("/en/").status, 200);
}
