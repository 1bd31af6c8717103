//! Every answer: its headers, and what becomes of requests that no browser makes.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use crate::common::LIMIT;
use crate::common::site::{LANGUAGES, Site};
use crate::common::source::{Answer, Source, Visit, answers_in};

/// What holds for every answer, the HTTP stack's own too.
#[track_caller]
pub(crate) fn tells_nothing(headers: &[(String, String)]) {
    let all = |name: &str| -> Vec<&str> {
        headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    };
    assert_eq!(all("date"), ["Thu, 01 Jan 1970 00:00:00 GMT"], "{headers:?}");
    for never in ["set-cookie", "server", "x-powered-by", "last-modified", "etag", "expires", "via", "alt-svc"] {
        assert_eq!(all(never), Vec::<&str>::new(), "{headers:?}");
    }
}

/// What holds for every answer of ours.
#[track_caller]
fn protects(answer: &Answer) {
    tells_nothing(&answer.headers);
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-dns-prefetch-control", "off"),
    ] {
        let values: Vec<&str> = answer.headers.iter().filter(|h| h.0 == name).map(|h| h.1.as_str()).collect();
        assert_eq!(values, [value], "{name}");
    }
    // The policy names the one style sheet by its hash, and it is the one that stands in the page.
    let style = answer.body.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("a style").0;
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    assert_eq!(answer.header("content-security-policy"), Some(policy.as_str()));
    let permissions = answer.header("permissions-policy").unwrap();
    assert!(permissions.split(", ").all(|permission| permission.ends_with("=()")), "{permissions}");
    for never in ["<script", "javascript:", "http://", "https://", " onclick", " onload", "style=\""] {
        assert!(!answer.body.contains(never), "{never}");
    }
}

const NO_PAGES: [&str; 13] = [
    "/style.css",
    "/en",
    "/xx/",
    "/xx/1",
    "/en/6",
    "/en/1/",
    "//",
    "/en//1",
    "/../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/en/1%00",
    "/favicon.ico",
    "/robots.txt",
];

#[test]
fn every_page_in_every_language_and_every_refusal_protects() {
    let mut pages = ["/", "/exit", "/en/1?query=ignored"].map(str::to_owned).to_vec();
    for lang in LANGUAGES {
        pages.extend(["", "1", "2", "3", "4", "5"].map(|page| format!("/{lang}/{page}")));
    }
    let everywhere = Site::in_every_language();
    let site = Site::demo();
    let (of_all, server) = (everywhere.start(), site.start());
    let of_the_demo = ["/es/5/2".to_owned()];
    let asked = pages.iter().map(|path| (&of_all, path)).chain(of_the_demo.iter().map(|path| (&server, path)));
    for (server, path) in asked {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        protects(&answer);
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    }
    for path in NO_PAGES {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        protects(&answer);
    }
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "BREW"] {
        for path in ["/", "/en/1", "/en/2", "/en/3"] {
            let answer = server.ask(method, path);
            assert_eq!(answer.status, 405, "{method} {path}");
            protects(&answer);
        }
    }
    for path in ["/", "/en/3"] {
        let answer = server.send_fields(path, &[("a", "b")]);
        assert_eq!(answer.status, 405, "POST {path}");
        protects(&answer);
    }
}

#[test]
fn every_answer_to_a_form_protects() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    let visit = Visit::to("en", &form).with("account", "words").file("http name.jpg", "x");
    let elsewhere = server.with_header("Sec-Fetch-Site", "cross-site");
    for (status, answer) in [
        (200, server.tell(&visit)),
        (422, server.tell(&visit.clone().without("consent"))),
        (403, elsewhere.tell(&visit)),
        (200, server.open_mailbox("en", &form.codename)),
        (422, server.open_mailbox("en", "three words only")),
        (403, elsewhere.open_mailbox("en", &form.codename)),
        (404, server.send_fields("/xx/1", &[("consent", "yes")])),
    ] {
        assert_eq!(answer.status, status);
        protects(&answer);
    }
}

#[test]
fn a_page_tells_nothing_about_the_visitor_and_is_the_same_for_all() {
    let site = Site::demo();
    let server = site.start();
    let plain = server.get("/en/");
    let other = server
        .with_header("Cookie", "a=b")
        .with_header("User-Agent", "Other/1.0")
        .with_header("Accept-Language", "es")
        .with_header("If-None-Match", "*")
        .with_header("If-Modified-Since", "Thu, 01 Jan 2099 00:00:00 GMT")
        .with_header("Range", "bytes=0-9")
        .with_header("Accept-Encoding", "gzip, br")
        .get("/en/");
    assert_eq!((plain.status, plain.headers, plain.body), (other.status, other.headers, other.body));
}

#[test]
fn the_headers_of_all_answers_stand_in_one_order() {
    let site = Site::demo();
    let server = site.start();
    let names = || -> Vec<String> {
        let answer = server.send_raw(b"GET /en/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        let head = &answer[..memchr::memmem::find(&answer, b"\r\n\r\n").expect("a head")];
        let lines = std::str::from_utf8(head).unwrap().lines().skip(1);
        lines.map(|line| line.split(':').next().unwrap().to_owned()).collect()
    };
    let first = names();
    assert!(first.len() > 10, "{first:?}");
    for _ in 0..20 {
        assert_eq!(names(), first);
    }
}

#[test]
fn a_broken_form_is_answered_with_a_fresh_one() {
    let site = Site::demo();
    let server = site.start();
    for (content_type, body) in [
        ("multipart/form-data; boundary=b", "--b\r\nbroken"),
        ("multipart/form-data; boundary=b", "--bXX\r\n"),
        ("multipart/form-data", "--b--\r\n"),
        ("application/x-www-form-urlencoded", "account=words&consent=yes"),
        ("text/plain", "words"),
    ] {
        let request = format!(
            "POST /en/1 HTTP/1.1\r\nHost: a\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(server.address()).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let answer = Answer::read(&mut stream, "POST").expect("an answer");
        assert_eq!(answer.status, 400, "{content_type}");
        protects(&answer);
        assert_eq!(answer.form().codename.split(' ').count(), 9);
    }
}

/// What comes back on a connection that only waits.
fn waits(source: &Source, sent: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(source.address()).unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    let mut heard = Vec::new();
    // A reset ends it as well.
    let _ = stream.read_to_end(&mut heard);
    heard
}

#[test]
fn connections_that_only_hold_a_place_are_ended() {
    let site = Site::configured(|config| {
        let timeouts = toml::toml! {
            idle_secs = 1
        };
        config.insert("timeouts".to_owned(), timeouts.into());
    });
    let server = site.start();
    let post =
        "POST /en/1 HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 99\r\n\r\n";
    for sent in ["", "GET / HT", post] {
        assert_eq!(answers_in(&waits(&server, sent)).len(), 0, "{sent}");
    }
    assert_eq!(server.get("/en/").status, 200);
    assert_eq!(site.kinds(), Vec::<String>::new());
}

#[test]
fn hundreds_of_idle_connections_do_not_keep_a_source_out() {
    let site = Site::demo();
    let server = site.start();
    let idle: Vec<TcpStream> = (0..300)
        .map(|n| {
            let mut stream = TcpStream::connect(server.address()).unwrap();
            stream.write_all(&b"POST /en/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"[..n % 50]).unwrap();
            stream
        })
        .collect();
    let visit = Visit::to("en", &server.form("en")).with("account", "among many").file("a", "b");
    assert_eq!(server.tell(&visit).status, 200);
    drop(idle);
}
