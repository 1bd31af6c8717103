//! Requests that are broken, that two servers may read differently, or that only want to be heavy, on both interfaces.
//!
//! What stands behind a request that was not wholly understood is never taken for another one; nothing hangs, nothing
//! breaks, and every answer of the source interface has the size of a page.

use std::io::Write as _;
use std::net::{Shutdown, TcpStream};
use std::thread;

use crate::answers::tells_nothing;
use crate::common::LIMIT;
use crate::common::reviewer::Interfaced;
use crate::common::site::Site;
use crate::common::source::{Answer, Visit, answers_in};

const GET_BYTES: usize = 64 << 10;
const POST_BYTES: usize = 256 << 10;

/// Stands where only a server that lost count would read a request.
const INNER: &str = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

/// Requests of which at most one is answered. `get` and `post` are paths that take the method.
#[expect(clippy::too_many_lines, reason = "a table")]
fn absurd(get: &str, post: &str) -> Vec<(String, Vec<u8>)> {
    let post = format!("POST {post} HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n");
    let get_line = format!("GET {get} HTTP/1.1\r\n");
    let get_head = format!("{get_line}Host: a\r\n");
    let part = "--b\r\nContent-Disposition: form-data; name=\"account\"\r\n\r\nx\r\n";
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |what: &str, request: String| all.push((what.to_owned(), request.into_bytes()));

    // Lengths that contradict themselves or each other.
    add("two lengths", format!("{post}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"));
    add("two lengths in one", format!("{post}Content-Length: 0, {}\r\n\r\n{INNER}", INNER.len()));
    for length in ["+5", "-1", "99999999999999999999999999", "0x5", "5 5", "5.0", "", "five", "18446744073709551616"] {
        add(&format!("a length of {length:?}"), format!("{post}Content-Length: {length}\r\n\r\nhello{INNER}"));
    }
    add("a length after a space", format!("{post}Content-Length : 0\r\n\r\n{INNER}"));
    add("length and chunks", format!("{post}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{INNER}"));
    add("chunks and length", format!("{post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n{INNER}"));
    add("a body behind GET", format!("{get_head}Content-Length: {}\r\n\r\n{INNER}", INNER.len()));

    // Encodings in disguise (CL.TE, TE.CL, TE.TE): another server may believe in chunks, or not.
    for encoding in [
        "chunked, chunked",
        "xchunked",
        "identity, chunked",
        "chunked, identity",
        "chunked;q=1",
        "gzip, chunked",
        "\"chunked\"",
        "chunked\u{b}",
        "\u{b}chunked",
        "chunked\u{0}",
        "chunke\u{64}x",
        ",chunked",
        "identity",
    ] {
        for length in ["", "Content-Length: 3\r\n"] {
            let request = format!("{post}{length}Transfer-Encoding: {encoding}\r\n\r\n0\r\n\r\n{INNER}");
            add(&format!("the encoding {encoding:?}, {length:?}"), request);
        }
    }
    for header in [
        "Transfer-Encoding : chunked",
        "Transfer-Encoding\u{b}: chunked",
        "Transfer-Encoding:\r\n chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "X: a\r\n b\r\nTransfer-Encoding: chunked",
        "X: y\nTransfer-Encoding: chunked",
        "X: y\rTransfer-Encoding: chunked",
        " Transfer-Encoding: chunked",
        "\u{0}Transfer-Encoding: chunked",
    ] {
        add(&format!("the header {header:?}"), format!("{post}{header}\r\nContent-Length: 3\r\n\r\n0\r\n\r\n{INNER}"));
    }
    let old = post.replacen("HTTP/1.1", "HTTP/1.0", 1);
    add("chunks in HTTP/1.0", format!("{old}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{INNER}"));

    // Chunks that are none.
    for chunks in [
        "fffffffffffffffff\r\n",
        "ffffffffffffffff\r\nhello",
        "-1\r\nhello\r\n",
        "+5\r\nhello\r\n",
        "0x5\r\nhello\r\n",
        " 5\r\nhello\r\n",
        "5 \r\nhelloXX",
        "\r\n0\r\n\r\n",
        "xyz\r\nhello\r\n",
        "5\r\nhelloNOTANEND",
        "5\nhello\n0\n\n",
        "5\rhello\r0\r\r",
        "5;a=\"\n\"\r\nhelloX",
        "00000000000000000000000000000000000000000000000000000000\r\nX",
        "0\r\nX",
        "0;a\r\nTransfer-Encoding: chunked\r\nX",
    ] {
        add(&format!("the chunks {chunks:?}"), format!("{post}Transfer-Encoding: chunked\r\n\r\n{chunks}{INNER}"));
    }
    add("an endless chunk extension", format!("{post}Transfer-Encoding: chunked\r\n\r\n5;{}", "x".repeat(300_000)));
    add("endless zeros", format!("{post}Transfer-Encoding: chunked\r\n\r\n{}", "0".repeat(300_000)));
    add("a chunk without an end", format!("{post}Transfer-Encoding: chunked\r\n\r\nfff\r\nhello"));

    // Floods.
    for count in [97, 1000, 20_000] {
        add(&format!("{count} headers"), format!("{get_head}{}\r\n", "X: y\r\n".repeat(count)));
    }
    for bytes in [64 << 10, 1 << 20] {
        add(&format!("a header of {bytes} bytes"), format!("{get_head}X: {}\r\n\r\n", "y".repeat(bytes)));
        add(&format!("a name of {bytes} bytes"), format!("{get_head}{}: y\r\n\r\n", "x".repeat(bytes)));
        add(&format!("a path of {bytes} bytes"), format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "p".repeat(bytes)));
        add(
            &format!("a query of {bytes} bytes"),
            format!("GET {get}?{} HTTP/1.1\r\nHost: a\r\n\r\n", "q".repeat(bytes)),
        );
        add(&format!("a method of {bytes} bytes"), format!("{} / HTTP/1.1\r\nHost: a\r\n\r\n", "M".repeat(bytes)));
    }
    add("empty lines", "\r\n".repeat(100_000));
    add("a head without an end", format!("{get_head}{}", "X: y\r\n".repeat(80)));

    // Lines that are none.
    for line in [
        "GET /\r\n",
        "GET\r\n",
        "\r\n",
        "GET / HTTP/3.7\r\n",
        "GET / HTTP/1.10\r\n",
        "GET / HTTP/0.9\r\n",
        "GET / http/1.1\r\n",
        "GET / HTTP/1.1 \r\n",
        "GET / HTTP/1.1 X\r\n",
        "GET  / HTTP/1.1\r\n",
        "GET\t/\tHTTP/1.1\r\n",
        " GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\n",
        "GET /\u{0} HTTP/1.1\r\n",
        "GET /\u{7f} HTTP/1.1\r\n",
        "GET /ä HTTP/1.1\r\n",
        "GET a HTTP/1.1\r\n",
        "GET * HTTP/1.1\r\n",
        "G\u{0}T / HTTP/1.1\r\n",
        "G(T / HTTP/1.1\r\n",
        "GET http://example.org/ HTTP/1.1\r\n",
        "GET http://user:secret@example.org/en/ HTTP/1.1\r\n",
        "GET https://[::1 HTTP/1.1\r\n",
        "GET //example.org/en/ HTTP/1.1\r\n",
        "GET /#fragment HTTP/1.1\r\n",
        "GET /..%2f..%2fetc%2fpasswd HTTP/1.1\r\n",
        "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n",
        "GET /..\\..\\etc\\passwd HTTP/1.1\r\n",
        "GET /en/1%00.html HTTP/1.1\r\n",
        "GET /en/1%0d%0aX:%20y HTTP/1.1\r\n",
        "GET /%c0%ae%c0%ae/ HTTP/1.1\r\n",
        "GET /%u002e/ HTTP/1.1\r\n",
        "GET /% HTTP/1.1\r\n",
        "OPTIONS * HTTP/1.1\r\n",
        "CONNECT example.org:443 HTTP/1.1\r\n",
        "PRI * HTTP/2.0\r\n",
    ] {
        add(&format!("the line {line:?}"), format!("{line}Host: a\r\n\r\n"));
        add(&format!("the line {line:?}, alone"), format!("{line}\r\n"));
    }
    for header in [
        "Host: a\r\nHost: b",
        "Host:",
        "Host: a b",
        "Host: a\u{0}b",
        "no colon",
        ": no name",
        "a b: c",
        "a\u{0}: c",
        "a: b\u{0}c",
        "a: b\u{7f}c",
        "X: a\r\n b",
        "Connection: upgrade\r\nUpgrade: websocket",
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
        "Connection: close, content-length, transfer-encoding",
        "Expect: nonsense",
        "Trailer: Content-Length",
        "TE: trailers",
        "Range: bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6",
        "X-HTTP-Method-Override: DELETE",
        "X-Original-URL: /en/1",
        "X-Forwarded-Host: evil.example",
    ] {
        add(&format!("the header {header:?}"), format!("{get_line}{header}\r\nConnection: close\r\n\r\n"));
    }

    // Other protocols.
    add("TLS", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}".to_owned());
    add("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u{4}\0\0\0\0\0".to_owned());
    add("SSH", "SSH-2.0-OpenSSH_9.2\r\n".to_owned());
    add("a proxy's line", format!("PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n{get_head}\r\n"));
    add("zeros", "\0".repeat(100_000));
    add("nothing", String::new());

    // Bodies.
    add("an expectation", format!("{post}Expect: nonsense\r\nContent-Length: 5\r\n\r\nhello"));
    add("an expectation and no body", format!("{post}Expect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n"));
    add("a form without an end", format!("{post}Content-Length: {}\r\n\r\n{part}", part.len()));
    let other = get_head.replacen("GET", "POST", 1);
    add("a body of another kind", format!("{other}Content-Type: text/plain\r\nContent-Length: 1\r\n\r\nx"));
    add("a body of no kind", format!("{other}Content-Length: 1\r\n\r\nx"));
    add("a part without an end", format!("{post}Content-Length: 50000\r\n\r\n--b\r\n{}", "h".repeat(49_995)));
    add("half a body", format!("{post}Content-Length: 100\r\n\r\n--b\r\n"));
    all
}

/// What may be said to any of them. 500 is never said, nor anything that a proxy could keep.
const SAID: [u16; 12] = [200, 206, 400, 404, 405, 408, 413, 414, 416, 417, 422, 431];

#[test]
fn absurd_requests_get_few_clean_answers_of_one_size_and_the_server_lives() {
    let site = Site::demo();
    let server = site.start();
    let plain = server.get("/en/").body;
    let mut wrong = Vec::new();
    for (what, request) in absurd("/en/", "/en/1") {
        let stream = server.send_raw(&request);
        let stream = stream.strip_prefix(b"HTTP/1.1 100 Continue\r\n\r\n").unwrap_or(&stream);
        let answers = answers_in(stream);
        let said: Vec<(u16, usize)> = answers.iter().map(|(status, _, bytes)| (*status, *bytes)).collect();
        let clean = |(status, bytes): &(u16, usize)| SAID.contains(status) && [GET_BYTES, POST_BYTES].contains(bytes);
        if said.len() > 1 || !said.iter().all(clean) || memchr::memmem::find(stream, b"smuggled").is_some() {
            wrong.push(format!("{what}: {said:?}"));
        }
        for (_, headers, _) in &answers {
            tells_nothing(headers);
        }
        assert_eq!(server.get("/en/").body, plain, "after {what}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(site.kinds(), Vec::<String>::new());
    let visit = Visit::to("en", &server.form("en")).with("account", "all is well");
    assert_eq!(server.tell(&visit).status, 200);
    let ended = server.stop();
    assert_eq!(ended.stderr, "");
}

#[test]
fn absurd_requests_of_a_reviewers_get_few_clean_answers_and_the_server_lives() {
    let site = Site::configured(|config| {
        // What is half a request ends by it.
        config.insert("timeouts".to_owned(), toml::toml! { idle_secs = 1 }.into());
    });
    let server = site.start();
    let reviewers = Interfaced::of(&site);
    let all = absurd("/days", "/withdrawal");
    thread::scope(|scope| {
        for some in all.chunks(all.len().div_ceil(32)) {
            let reviewers = &reviewers;
            scope.spawn(move || {
                for (what, request) in some {
                    let stream = reviewers.send_raw(request);
                    let stream = stream.strip_prefix(b"HTTP/1.1 100 Continue\r\n\r\n").unwrap_or(&stream);
                    let answers = answers_in(stream);
                    assert!(answers.len() <= 1, "{what}: {} answers", answers.len());
                    for (status, headers, _) in &answers {
                        assert!(SAID.contains(status), "{what}: {status}");
                        tells_nothing(headers);
                    }
                }
            });
        }
    });
    let days = reviewers.send_raw(b"GET /days HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(days.starts_with(b"HTTP/1.1 200 OK\r\n"), "{}", String::from_utf8_lossy(&days));
    let said = server.stop().stderr;
    assert_eq!(said.lines().count(), 2, "that it serves, and that it stopped: {said}");
}

#[test]
fn requests_one_behind_the_other_are_answered_each_by_its_own() {
    let site = Site::demo();
    let server = site.start();
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
    let form = server.form("en");
    let field =
        |name: &str, value: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let body = [
        field("codename", &form.codename),
        field("nonce", &form.nonce),
        field("consent", "yes"),
        field("account", "one of several"),
        "--b--\r\n".to_owned(),
    ]
    .concat();
    let head = "POST /en/1 HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n";
    let told = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
    let chunked =
        format!("{head}Transfer-Encoding: chunked\r\n\r\n{:x};ext=\"a;b\"\r\n{body}\r\n0\r\nX: y\r\n\r\n", body.len());
    let refused = "POST /en/3 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";

    for (what, requests, expected) in [
        ("a page behind none", [get("/en/"), get("/nothing"), get("/en/3")].concat(), &[200, 404][..]),
        ("a page behind another", [get("/en/"), get("/en/3")].concat(), &[200, 200]),
        ("a page behind a form", [told.clone(), get("/en/3")].concat(), &[200, 200]),
        ("a page behind a form of chunks", [chunked, get("/en/3")].concat(), &[200, 200]),
        ("a form behind a page", [get("/en/3"), told].concat(), &[200, 200]),
        ("a page behind a refusal", [refused.to_owned(), get("/en/3")].concat(), &[405]),
        ("a page behind a broken form", [head, "Content-Length: 4\r\n\r\nxxxx", &get("/en/3")].concat(), &[400]),
        ("a hundred pages", get("/en/").repeat(100), &[200; 100]),
    ] {
        let statuses: Vec<u16> =
            answers_in(&server.send_raw(requests.as_bytes())).iter().map(|answer| answer.0).collect();
        // What had been read before a refusal is answered as well, each by its own.
        let (first, behind) = statuses.split_at(expected.len().min(statuses.len()));
        assert_eq!(first, expected, "{what}");
        assert!(behind.is_empty() || behind == [200], "{what}: {behind:?}");
    }
    // The same form three times is one submission, which lists itself three times at most.
    let testimonies = site.kinds().iter().filter(|kind| *kind == "testimony").count();
    assert!((1..=3).contains(&testimonies), "{testimonies}");
}

#[test]
fn forms_of_absurd_parts_are_refused_or_taken_and_cost_nobody_else_anything() {
    let site = Site::demo();
    let server = site.start();
    let good = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
    };
    let file = |name: &[u8]| {
        [&b"--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\""[..], name, b"\"\r\n\r\nx\r\n"].concat()
    };
    let end = b"--b--\r\n".to_vec();
    for (what, more, status) in [
        ("a file's name of 15 KiB", file(&b"n".repeat(15 << 10)), 200),
        ("a file's name of 64 KiB", file(&b"n".repeat(64 << 10)), 422),
        ("a file's name of controls", file(b"\x01\x1b[2J\x00\x7f\xff\xfe"), 200),
        ("a file's name that climbs", file(b"../../../../etc/passwd"), 200),
        ("a file's name of another system", file(b"C:\\con\\..\\nul. "), 200),
        ("a file's name with quotes", file(b"a\"; name=\"codename"), 200),
        ("19 000 more fields", good("account", "").repeat(19_000), 200),
        ("more parts than a form has", good("account", "").repeat(21_000), 422),
        ("a field of a mebibyte", good("account", &"w".repeat(1 << 20)), 422),
        ("a field without a name", b"--b\r\n\r\nx\r\n".to_vec(), 200),
        ("a part without headers or content", b"--b\r\n\r\n\r\n".to_vec(), 200),
        ("headers without a colon", b"--b\r\nnothing\r\n\r\nx\r\n".to_vec(), 200),
        (
            "a form within the form",
            b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--\r\n".to_vec(),
            200,
        ),
        ("a boundary that goes on", b"--bb\r\n\r\n".to_vec(), 422),
        ("a codename twice", good("codename", "abandon ".repeat(9).trim()), 200),
    ] {
        let form = server.form("en");
        let body = [
            good("codename", &form.codename),
            good("nonce", &form.nonce),
            good("consent", "yes"),
            good("account", "words that are kept"),
            more,
            end.clone(),
        ]
        .concat();
        let head = format!(
            "POST /en/1 HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = TcpStream::connect(server.address()).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        // A form that is refused is not read to its end.
        let _ = stream.write_all(&[head.as_bytes(), &body].concat());
        let _ = stream.shutdown(Shutdown::Write);
        let answer = Answer::read(&mut stream, "POST").unwrap_or_else(|| panic!("{what}: no answer"));
        assert_eq!(answer.status, status, "{what}");
        let bytes = answer.head_bytes + answer.body.len();
        assert_eq!(bytes % POST_BYTES, 0, "{what}: {bytes} bytes");
        assert_eq!(server.get("/en/").status, 200, "after {what}");
    }
    assert_eq!(server.stop().stderr, "");
}
