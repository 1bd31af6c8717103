//! Invariant 1: no byte that a source sends reaches a file, a temporary file, a log or a core dump.
//!
//! The server runs under strace while random markers are sent as words, as a file's content, as its name
//! and in the form's fields. The same eyes are tried on markers that are written on purpose.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use crate::common::eyes::{Eyes, marker, written};
use crate::common::site::Site;
use crate::common::source::{Form, Source, Visit};
use crate::common::trace::{self, Trace};
use crate::common::wait_until;

/// Enough for many batches, chunks and writes.
const CONTENT_BYTES: usize = 6 << 20;

/// The markers of a visit, one for each way in.
struct Markers {
    words: String,
    field: String,
    name: String,
    content: String,
    kind: String,
    stray: String,
    identity: String,
}

impl Markers {
    fn draw() -> Self {
        let [words, field, name, content, kind, stray, identity] = [(); 7].map(|()| marker());
        Self { words, field, name, content, kind, stray, identity }
    }

    fn eyes(&self, form: &Form) -> Eyes {
        let Self { words, field, name, content, kind, stray, identity } = self;
        Eyes::for_markers(&[words, field, name, content, kind, stray, identity, &form.codename, &form.nonce])
    }

    fn visit(&self, form: &Form) -> Visit {
        let content = format!("{}\n", self.content).into_bytes().repeat(CONTENT_BYTES / self.content.len());
        Visit::to("en", form)
            .with("account", &self.words.repeat(1000))
            .with("when", &self.field)
            .with("place", &self.field)
            .and("persons-1-real-name", &self.identity)
            .and("contact", &self.identity)
            .file_of_type(format!("{}.jpg", self.name), &format!("image/{}", self.kind), content)
    }
}

/// All else that a source may do: mistakes, mailboxes, broken forms, nonsense.
fn wander(source: &Source, markers: &Markers, form: &Form) {
    let stray = &markers.stray;
    let refused = source.tell(&markers.visit(form).without("consent"));
    assert_eq!(refused.status, 422);
    assert_eq!(source.open_mailbox("en", &form.codename).status, 200);
    assert_eq!(source.open_mailbox("en", &format!("{stray} b c d e f g h i")).status, 422);
    assert_eq!(source.get(&format!("/{stray}/1?{stray}={stray}")).status, 404);
    assert_eq!(source.with_header("X-Forwarded-For", stray).with_header(stray, stray).get("/en/").status, 200);
    source.send_raw(format!("{stray} / HTTP/1.1\r\n{stray}\r\n\r\n").as_bytes());
    source.send_raw(format!("POST /en/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n{stray}").as_bytes());
    let mut cut = source.begin(&markers.visit(form));
    cut.send(CONTENT_BYTES as u64 / 2).unwrap();
}

#[test]
fn no_marker_of_a_visit_reaches_the_disk_in_any_form() {
    let site = Site::configured(|_| {});
    let trace = site.folder.path().join("trace");
    let server = site.start_traced(&trace);
    let markers = Markers::draw();
    let form = server.form("en");
    let eyes = markers.eyes(&form);
    assert_eq!(server.tell(&markers.visit(&form)).kept().len(), 1);
    wander(&server, &markers, &form);
    let limits = fs::read_to_string(format!("/proc/{}/limits", server.process.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "no core dump");
    let id = server.process.id();
    let ended = server.stop();
    assert_eq!(eyes.seen_in(ended.stdout.as_bytes()), None);
    assert_eq!(eyes.seen_in(ended.stderr.as_bytes()), None);

    let trace = Trace::finished(&trace, id);
    assert!(trace.written() > CONTENT_BYTES as u64, "strace saw the parcels being written");
    assert_eq!(trace.faults(&eyes), Vec::<String>::new());
    let elsewhere: Vec<_> = trace.touched().into_iter().filter(|path| !path.starts_with(&site.data)).collect();
    assert_eq!(elsewhere, Vec::<std::path::PathBuf>::new(), "written outside the data folder");
    assert!(trace.touched().iter().any(|path| path.starts_with(site.data.join("parcels"))));
    assert_eq!(eyes.seen_below(&site.data), Vec::<String>::new());
    // And yet it is all there, for the reviewer.
    assert!(site.parcels().len() >= 4);
}

#[test]
fn what_a_killed_server_leaves_behind_holds_no_marker() {
    let site = Site::configured(|_| {});
    let trace = site.folder.path().join("trace");
    let server = site.start_traced(&trace);
    let markers = Markers::draw();
    let form = server.form("en");
    let eyes = markers.eyes(&form);
    let visit = markers.visit(&form);
    let mut upload = server.begin(&visit);
    upload.send(visit.len() * 8 / 10).unwrap();
    wait_until("a third of the file is on the disk", || site.parts() > CONTENT_BYTES as u64 / 3);
    let id = server.process.id();
    server.kill();
    assert!(site.parts() > CONTENT_BYTES as u64 / 3, "the half-written parcel is still there");
    assert_eq!(eyes.seen_below(&site.data), Vec::<String>::new());
    assert_eq!(Trace::finished(&trace, id).faults(&eyes), Vec::<String>::new());
}

/// Runs a program under the same strace, on this input, writing to `out`.
fn traced(folder: &Path, program: &str, arguments: &[&str], input: &[u8]) -> Trace {
    let trace = folder.join("trace");
    let mut child = trace::of(&trace, program).args(arguments).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    assert!(child.wait().unwrap().success());
    Trace::finished(&trace, child.id())
}

#[test]
fn the_same_eyes_see_every_form_of_a_marker_that_is_written_on_purpose() {
    let marker = marker();
    let eyes = Eyes::for_markers(&[&marker]);
    for (how, bytes) in written(&marker) {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        // Cut into pieces smaller than the marker.
        let to = format!("of={}", out.display());
        let trace = traced(folder.path(), "dd", &["bs=7", "status=none", &to], &[b"\0\xff", &*bytes, b"\0"].concat());
        assert!(!trace.faults(&eyes).is_empty(), "{how}: not seen in the trace");
        assert!(trace.touched().contains(&out));
        fs::remove_file(folder.path().join("trace")).unwrap();
        assert_eq!(eyes.seen_below(folder.path()).len(), 1, "{how}: not seen in the folder");
    }
}

#[test]
fn the_same_eyes_see_a_marker_in_a_name_and_calls_that_go_around_them() {
    let marker = marker();
    let eyes = Eyes::for_markers(&[&marker]);
    let folder = tempfile::tempdir().unwrap();
    let (named, copy) = (folder.path().join(&marker), folder.path().join("copy"));
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let trace = traced(folder.path(), "touch", &[&text(&named)], b"");
    assert!(!trace.faults(&eyes).is_empty(), "a name");
    assert!(trace.touched().contains(&named));
    fs::write(folder.path().join("from"), "no marker").unwrap();
    let trace = traced(folder.path(), "cp", &[&text(&folder.path().join("from")), &text(&copy)], b"");
    assert!(!trace.faults(&eyes).is_empty(), "copy_file_range");
    let seen = eyes.seen_below(folder.path());
    assert!(seen.iter().any(|seen| seen.starts_with("the name of")), "{seen:?}");
}
