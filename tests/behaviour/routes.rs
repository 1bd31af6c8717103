//! Every address of both interfaces by every method: what is not in these tables is refused.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::files_in;
use crate::common::reviewer::Interfaced;
use crate::common::site::{DESK, Site};
use crate::common::source::answers_in;

const METHODS: [&str; 13] =
    ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "LOCK", "BREW", "get"];
const GET_BYTES: usize = 64 << 10;
const POST_BYTES: usize = 256 << 10;

/// The routes of the source interface as `src/portal/routes.rs` mounts them, an address of each, and what GET and an
/// empty POST are told there. Everything else is 405.
const SOURCES: [(&str, &str, u16, u16); 15] = [
    ("/", "/", 200, 405),
    ("/exit", "/exit", 200, 405),
    ("/{lang}/", "/en/", 200, 405),
    ("/{lang}/1", "/en/1", 200, 400),
    ("/{lang}/1/{desk}", "/es/1/1", 200, 400),
    ("/{lang}/2", "/en/2", 200, 400),
    ("/{lang}/3", "/en/3", 200, 405),
    ("/{lang}/4", "/en/4", 200, 405),
    ("/{lang}/5", "/en/5", 200, 405),
    ("/{lang}/5/{desk}", "/en/5/1", 200, 405),
    ("/{lang}/6/{number}", "/en/6/0123456789abcdef0123456789abcdef", 200, 405),
    // What has an address of a route's form, and is no page: another language, another number.
    ("", "/en/6/1", 404, 405),
    ("", "/EN/1", 404, 404),
    ("", "/xx/3", 404, 405),
    // Another spelling of a page's address.
    ("", "/en/%31", 200, 400),
];

/// Addresses of nothing, whatever the method.
const NOWHERE: [&str; 14] = [
    "/nothing",
    "/en",
    "/en/1/",
    "/en/1/1/1",
    "/en/7",
    "/en/6",
    "//",
    "/en/1.html",
    "/.git/config",
    "/admin",
    "/metrics",
    "/server-status",
    "/robots.txt",
    "/.well-known/security.txt",
];

/// The routes that the source of a folder mounts: what stands in quotes and begins with a slash, where routes are made.
fn mounted() -> BTreeSet<String> {
    let portal = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/portal");
    let mut found = BTreeSet::new();
    for path in files_in(&portal) {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let mounts = ["web::resource(", "web::scope(", ".service(", "#[get(", "#[post(", "#[route("];
        if !mounts.iter().any(|how| text.contains(how)) {
            continue;
        }
        assert!(path.ends_with("portal/routes.rs"), "{} mounts routes, and is not looked at", path.display());
        let configure = text.split("fn configure(").nth(1).expect("it mounts").split("\n}\n").next().expect("it ends");
        let quoted = configure.split('"').skip(1).step_by(2);
        found.extend(quoted.filter(|text| text.starts_with('/')).map(str::to_owned));
    }
    found
}

#[test]
fn every_address_of_the_source_interface_takes_its_methods_and_refuses_all_others() {
    let listed: BTreeSet<String> =
        SOURCES.iter().map(|row| row.0.to_owned()).filter(|route| !route.is_empty()).collect();
    assert_eq!(listed, mounted(), "each route has its row in the table, and each row its route");

    let site = Site::demo();
    let server = site.start();
    let rows = SOURCES.iter().map(|(_, path, get, post)| (*path, *get, *post, 405));
    let nowhere = NOWHERE.iter().map(|path| (*path, 404, 404, 404));
    for (path, get, post, other) in rows.chain(nowhere) {
        for method in METHODS {
            let what = format!("{method} {path}");
            let request =
                format!("{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            let heard = server.send_raw(request.as_bytes());
            if method == "HEAD" {
                let answer = String::from_utf8(heard).expect("a head");
                let status = format!("HTTP/1.1 {other} ");
                assert!(answer.starts_with(&status) && answer.ends_with("\r\n\r\n"), "{what}: {answer}");
                continue;
            }
            let answers = answers_in(&heard);
            let [(status, headers, bytes)] = &answers[..] else { panic!("{what}: {} answers", answers.len()) };
            let (status_asked, bytes_asked) = match method {
                "GET" => (get, GET_BYTES),
                "POST" => (post, POST_BYTES),
                _ => (other, GET_BYTES),
            };
            assert_eq!((*status, *bytes), (status_asked, bytes_asked), "{what}");
            assert!(headers.iter().all(|(name, _)| name != "allow"), "{what}: a method is offered");
        }
    }
    assert_eq!(site.kinds(), Vec::<String>::new());
}

/// The requests of the reviewer interface, as `src/reviewing/mod.rs` lists them, and what they are told there when
/// nothing is posted; by any other method they are 405.
const REVIEWERS: [(&str, &str, u16); 13] = [
    ("GET /days", "/days", 200),
    ("GET /day/DESK/DAY", "/day/main/2026-11-24", 404),
    ("GET /parcel/ID", "/parcel/ID", 404),
    ("GET /roster", "/roster", 200),
    ("GET /rosters", "/rosters", 200),
    ("GET /roster/N", "/roster/1", 200),
    ("POST /withdrawal", "/withdrawal", 400),
    ("GET /withdrawn/DESK", "/withdrawn/main", 200),
    ("POST /acknowledgement", "/acknowledgement", 400),
    ("GET /acknowledged/DESK", "/acknowledged/main", 200),
    ("GET /expired/DESK", "/expired/main", 200),
    ("POST /parcel/DESK/DAY/ID", "/parcel/main/2026-11-24/ID", 400),
    ("POST /reply/DESK", "/reply/main", 400),
];

#[test]
fn every_request_of_the_reviewer_interface_takes_its_method_and_refuses_all_others() {
    let source = include_str!("../../src/reviewing/mod.rs");
    let documented = source.lines().filter_map(|line| line.strip_prefix("//! | `")?.split('`').next());
    let listed: BTreeSet<&str> = REVIEWERS.iter().map(|row| row.0).collect();
    assert_eq!(listed, documented.collect(), "each request has its row in the table");
    let source = include_str!("../../src/reviewing/request.rs");
    let asked = source.split("enum Asked {").nth(1).and_then(|rest| rest.split("\n}").next()).expect("the requests");
    let variants = asked.lines().filter(|line| line.trim_start().starts_with(char::is_uppercase)).count();
    assert_eq!(variants, REVIEWERS.len(), "each that is understood is documented");

    assert_eq!(DESK, "main");
    let site = Site::configured(|_| {});
    let server = site.start();
    let reviewers = Interfaced::of(&site);
    let rows =
        REVIEWERS.iter().map(|(request, path, status)| (request.split(' ').next().expect("a method"), *path, *status));
    let nowhere = ["/", "/nothing", "/days/", "/en/1", "/metrics", "/roster/../days"].map(|path| ("GET", path, 404));
    for (own, path, expected) in rows.chain(nowhere) {
        let path = path.replace("ID", &"ab".repeat(32));
        for method in METHODS {
            let what = format!("{method} {path}");
            let request =
                format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
            let heard = String::from_utf8(reviewers.ask(request.as_bytes())).expect("text");
            let expected = if method == own { expected } else { 405 };
            assert!(heard.starts_with(&format!("HTTP/1.1 {expected} ")), "{what}: {heard}");
            if expected != 200 {
                assert!(heard.ends_with("\r\n\r\n"), "{what}: a refusal has no content");
            }
        }
    }
    server.stop();
}
