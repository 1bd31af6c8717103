//! Rounds of uploads that a kill ends, and what must be true after each.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use rand_core::{OsRng, RngCore as _};

use super::content::{Content, sha256_of};
use super::reviewer::Reviewer;
use super::site::{Server, Site};
use super::source::{Source, Visit};

/// Uploads that run at once.
const SOURCES: usize = 4;
/// The kill comes within so many milliseconds of the first upload.
pub(crate) const WITHIN_MS: u32 = 700;
const LARGEST_FILE: u32 = 3 << 20;

/// A visit that was acknowledged: its words, and its files by name and SHA-256.
pub(crate) struct Acknowledged {
    words: String,
    files: BTreeMap<String, String>,
}

/// What a round saw.
#[derive(Default)]
pub(crate) struct Seen {
    /// Visits that were acknowledged.
    pub(crate) acknowledged: usize,
    /// Visits that the kill broke.
    pub(crate) broken: usize,
    /// Answers that came after the end had begun: what they confirm may be lost.
    pub(crate) too_late: usize,
    /// Bytes of half-written parcels that the kill left.
    pub(crate) left_behind: u64,
}

fn below(limit: u32) -> u32 {
    OsRng.next_u32() % limit
}

/// Uploads from several sources until a kill at a random instant within so many milliseconds of the first, then starts
/// again and looks.
///
/// Panics unless every acknowledged visit is whole for the reviewer, and every parcel that can be seen at
/// all is whole.
pub(crate) fn round_within(site: &Site, name: &str, within_ms: u32) -> Seen {
    round_that_ends(site, name, |server| server.signal(rustix::process::Signal::KILL), || {}, false, within_ms)
}

/// The same with another end than a kill, and something that is done before the next start.
///
/// No acknowledgement is noted while the end is being made.
pub(crate) fn round_that_ends(
    site: &Site,
    name: &str,
    end: impl FnOnce(&Server),
    before_the_next_start: impl FnOnce(),
    may_say_so: bool,
    within_ms: u32,
) -> Seen {
    let server = site.start();
    let acknowledged = Mutex::new(Vec::new());
    let mut in_time = 0;
    let mut seen = Seen::default();
    thread::scope(|scope| {
        let tell = |n: usize| {
            let (source, acknowledged) = (server.source.clone(), &acknowledged);
            move || tell_until_it_breaks(&source, &format!("{name}.{n}"), acknowledged, may_say_so, usize::MAX)
        };
        let sources: Vec<_> = (0..SOURCES).map(|n| scope.spawn(tell(n))).collect();
        thread::sleep(Duration::from_millis(u64::from(below(within_ms))));
        {
            let by_now = acknowledged.lock().expect("no source panicked");
            end(&server);
            in_time = by_now.len();
        }
        seen.broken = sources.into_iter().map(|source| usize::from(source.join().expect("a source ends"))).sum();
    });
    server.kill();
    before_the_next_start();
    seen.left_behind = site.parts();
    let mut acknowledged = acknowledged.into_inner().expect("no source panicked");
    seen.too_late = acknowledged.len() - in_time;
    acknowledged.truncate(in_time);
    seen.acknowledged = in_time;

    all_is_whole(site, &acknowledged, false);
    seen
}

/// True when a visit was under way when it broke.
fn tell_until_it_breaks(
    source: &Source,
    name: &str,
    acknowledged: &Mutex<Vec<Acknowledged>>,
    may_say_so: bool,
    visits: usize,
) -> bool {
    for n in 0..visits {
        let Some(form) = source.try_form("en") else { return false };
        let words = format!("visit {name}.{n}");
        let mut visit = Visit::to("en", &form).with("account", &words);
        let mut files = BTreeMap::new();
        for file in 0..=below(3) {
            let (name, seed) = (format!("{words} {file}"), OsRng.next_u64());
            let content = Content::Drawn { seed, len: u64::from(below(LARGEST_FILE)) };
            files.insert(name.clone(), content.sha256());
            visit = visit.file(name, content);
        }
        let Some(mut upload) = source.try_begin(&visit) else { return true };
        let sent = upload.send(u64::MAX);
        match upload.answer() {
            Some(answer) if sent.is_ok() && answer.status == 200 && answer.kept().len() == files.len() => {
                acknowledged.lock().expect("no source panicked").push(Acknowledged { words, files });
            }
            // The storage failed: the page says so, or names a file as not kept.
            Some(answer) if may_say_so && answer.status == 422 && answer.body.contains(&words) => return true,
            Some(answer) if may_say_so && answer.status == 200 && answer.kept().len() < files.len() => return true,
            Some(answer) => panic!("neither kept nor broken: {}, {:?}", answer.status, answer.kept()),
            None => return true,
        }
    }
    false
}

/// What a server acknowledges of so many visits, one after the other, until one breaks.
pub(crate) fn told_to(server: &Server, name: &str, visits: usize) -> Vec<Acknowledged> {
    let acknowledged = Mutex::new(Vec::new());
    tell_until_it_breaks(&server.source, name, &acknowledged, true, visits);
    acknowledged.into_inner().expect("no source panicked")
}

/// Starts, and looks that nothing of it is lost and nothing half-visible. Where the disk `was_full`, the list of what a visit
/// held may be left out, which no page speaks of.
pub(crate) fn all_is_whole(site: &Site, acknowledged: &[Acknowledged], was_full: bool) {
    let server = site.start();
    assert_eq!(site.parts(), 0, "half-written parcels are gone after a start");
    nothing_is_half_visible(site);
    site.reviewer.pull();
    server.stop();
    every_acknowledged_visit_is_whole(&site.reviewer, acknowledged, was_full);
}

fn nothing_is_half_visible(site: &Site) {
    for path in site.parcels() {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("an id");
        let file = File::open(&path).expect("it is there");
        assert_eq!(sha256_of(file), name, "{} is whole", path.display());
    }
}

fn every_acknowledged_visit_is_whole(reviewer: &Reviewer, acknowledged: &[Acknowledged], was_full: bool) {
    let inbox = reviewer.inbox();
    let words = words_in_the_vault(reviewer);
    for visit in acknowledged {
        let name = visit.files.keys().next().expect("every visit has a file");
        let holds = |submission: &&serde_json::Value| submission["attachments"].to_string().contains(&**name);
        let submission = inbox.iter().find(holds).unwrap_or_else(|| panic!("{name} is lost"));
        let lacks_its_list = submission["testimony"] == true && submission["missing"].is_null();
        assert!(submission["complete"] == true || (was_full && lacks_its_list), "{submission}");
        let attachments = submission["attachments"].as_array().expect("a list").iter();
        let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
        let files: BTreeMap<_, _> = attachments.map(|a| (text(&a["name"]), text(&a["sha256"]))).collect();
        assert_eq!(files, visit.files);
        let id = submission["id"].as_str().expect("text");
        assert_eq!(words.get(id), Some(&visit.words));
    }
}

/// What was told, by submission.
fn words_in_the_vault(reviewer: &Reviewer) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for path in super::files_in(&reviewer.home.join("vault")) {
        if fs::metadata(&path).expect("it is there").len() > 200_000 {
            // Words alone are padded to less.
            continue;
        }
        let mut parcel = reviewer.open(&path);
        if let Ok(json) = parcel.read_file("testimony.json") {
            let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
            let account = json["answers"]["account"].as_str().expect("text").to_owned();
            words.insert(parcel.info().head.submission.to_string(), account);
        }
    }
    words
}
