//! Does the server grow while it runs?
//!
//! `cargo bench --bench soak -- [--minutes 60] [--again 0] [--pauses false]`
//!
//! Without a pause, each on a circuit of its own: one source opens pages and sends a testimony with a file, and comes back to
//! its mailbox; one sends larger files, and goes away in the middle of every second; one guesses codenames; one sends what makes no
//! sense; twenty send a byte a second and are followed by twenty others each minute; and a reviewer pulls each minute. Printed for each
//! minute are the testimonies confirmed, how long they took, the server's memory, open files and threads; in the end, by how much the
//! last quarter's memory exceeds the second one's. Every testimony must be confirmed, and be in the vault in the end.
//!
//! With `--again` a new process serves the same store for so many minutes more, to the same sources: what memory it has is what
//! so full a store takes, and only what the old one had beyond that grew with its age. Without pauses a store fills sooner.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use amparo::seal::{Codename, WordList};
use common::bench::argument;
use common::content::Content;
use common::site::{Server, Site};
use common::source::{Source, Visit};
use common::steady::{Times, head_of_form};
use rand_core::{OsRng, RngCore as _};

/// Connections that send a byte a second.
const SLOW: usize = 20;
const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_mins(1);

fn main() {
    let minutes: usize = argument("--minutes").unwrap_or(60);
    let again: usize = argument("--again").unwrap_or(0);
    let pauses = argument("--pauses").unwrap_or(true);
    assert!(minutes >= 4, "the quarters have a minute each at least");

    let site = Site::with_circuits();
    println!("minute testimonies {:<52} {:>8} {:>6} {:>8}", "", "MiB", "files", "threads");
    let (memory, mut confirmed) = serve(&site, minutes, pauses);
    let quarter = |n: usize| median(&memory[minutes * n / 4..minutes * (n + 1) / 4]);
    let [second, last] = [quarter(1), quarter(3)];
    println!(
        "{confirmed} testimonies; memory {second} KiB in the second quarter, {last} KiB in the last: {:+} KiB",
        last.cast_signed() - second.cast_signed()
    );
    if again > 0 {
        let (memory, more) = serve(&site, again, pauses);
        confirmed += more;
        let anew = median(&memory);
        let beyond = last.cast_signed() - anew.cast_signed();
        println!("a new process on the same store: {anew} KiB; the old one had {beyond:+} KiB");
    }
    // Of those who went away there are whole files without a testimony.
    let whole = site.reviewer.inbox().iter().filter(|one| one["complete"] == true).count();
    assert_eq!(whole, confirmed, "every testimony that was confirmed is in the vault");
    println!("all {confirmed} are in the vault");
}

/// Serves for so long and pulls each minute; gives the memory of each, and how many testimonies were confirmed.
fn serve(site: &Site, minutes: usize, pauses: bool) -> (Vec<u64>, usize) {
    let server = site.start();
    let soak = Soak { server: &server, pauses, told: Mutex::default(), over: AtomicBool::new(false) };
    let (memory, confirmed) = thread::scope(|scope| {
        for work in [Soak::tell, Soak::send_large, Soak::guess, Soak::send_garbage, Soak::hold] {
            let soak = &soak;
            scope.spawn(move || soak.again_and_again(work));
        }
        let _ends = Ends(&soak.over);
        let begun = Instant::now();
        let mut memory = Vec::new();
        let mut confirmed = 0;
        for minute in 1..=minutes {
            let now = MINUTE * u32::try_from(minute).expect("it is small");
            while begun.elapsed() < now && !soak.over.load(Ordering::Relaxed) {
                thread::sleep(SECOND / 4);
            }
            site.reviewer.pull();
            let told = std::mem::take(&mut *soak.told.lock().expect("nobody panicked"));
            confirmed += told.len();
            let kib = server.status("VmRSS:");
            memory.push(kib);
            let files = fs::read_dir(format!("/proc/{}/fd", server.process.id())).expect("it runs").count();
            let (times, threads) = (Times::of(told), server.status("Threads:"));
            println!("{minute:>6} {:>11} {times:<52} {:>8} {files:>6} {threads:>8}", times.len(), kib / 1024);
        }
        (memory, confirmed)
    });
    site.reviewer.pull();
    let confirmed = confirmed + soak.told.into_inner().expect("nobody panicked").len();
    server.stop();
    (memory, confirmed)
}

fn median(values: &[u64]) -> u64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

struct Soak<'a> {
    server: &'a Server,
    /// Whether the sources take a breath between two visits.
    pauses: bool,
    /// How long each testimony took that was confirmed since the last minute ended.
    told: Mutex<Vec<Duration>>,
    over: AtomicBool,
}

/// Whoever ends, well or not, ends it for all.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Soak<'_> {
    fn again_and_again(&self, work: fn(&Self, usize)) {
        let _ends = Ends(&self.over);
        for turn in 0.. {
            if self.over.load(Ordering::Relaxed) {
                return;
            }
            work(self, turn);
        }
    }

    /// A circuit that nobody else has.
    fn source(&self) -> Source {
        self.server.on_circuit(OsRng.next_u32() | 1 << 31)
    }

    fn pause(&self, time: Duration) {
        if self.pauses {
            thread::sleep(time);
        }
    }

    fn confirm(&self, source: &Source, visit: &Visit) {
        let begun = Instant::now();
        assert_eq!(source.tell(visit).status, 200);
        self.told.lock().expect("nobody panicked").push(begun.elapsed());
    }

    /// Pages, a testimony with a file, and the mailbox.
    fn tell(&self, turn: usize) {
        let lang = ["es", "en"][turn % 2];
        let source = self.source();
        for page in ["", "3", "4"] {
            assert_eq!(source.get(&format!("/{lang}/{page}")).status, 200);
        }
        let form = source.form(lang);
        let content = Content::Drawn { seed: turn as u64, len: 1 << (10 + turn % 9) };
        let visit = Visit::to(lang, &form).with("account", &format!("testimony {turn}")).file("photo.jpg", content);
        self.confirm(&source, &visit);
        assert_eq!(source.open_mailbox(lang, &form.codename).status, 200);
        self.pause(SECOND);
    }

    /// Four files of some MiB, or a part of them.
    fn send_large(&self, turn: usize) {
        let source = self.source();
        let form = source.form("en");
        let file = |n: u64| Content::Drawn { seed: n, len: 1 << 20 };
        let visit = (0..4).fold(Visit::to("en", &form), |visit, n| visit.file("video.mp4", file(n)));
        if turn.is_multiple_of(2) {
            self.confirm(&source, &visit);
        } else {
            let mut upload = source.begin(&visit);
            let _ = upload.send(u64::from(OsRng.next_u32() % (4 << 20)));
        }
        // With a pause in any case: so many bytes fill a disk.
        thread::sleep(4 * SECOND);
    }

    fn guess(&self, _: usize) {
        let words = Codename::generate(WordList::of_language("en"), &mut OsRng).words();
        assert_eq!(self.source().open_mailbox("en", &words).status, 200);
        self.pause(SECOND / 2);
    }

    fn send_garbage(&self, turn: usize) {
        let mut body = vec![0; 1 << (turn % 21)];
        OsRng.fill_bytes(&mut body);
        let head = if turn.is_multiple_of(2) { head_of_form("/en/1", body.len()) } else { String::new() };
        let answer = self.source().send_raw(&[head.as_bytes(), &body].concat());
        assert!(!answer.starts_with(b"HTTP/1.1 200"), "it makes no sense");
        self.pause(SECOND / 2);
    }

    /// Twenty who send a byte a second for a minute.
    fn hold(&self, _: usize) {
        let open = |_| -> Option<TcpStream> {
            let mut stream = self.source().try_connect().ok()?;
            stream.write_all(head_of_form("/en/1", 100_000).as_bytes()).ok()?;
            Some(stream)
        };
        let mut holding: Vec<TcpStream> = (0..SLOW).filter_map(open).collect();
        for _ in 0..60 {
            if self.over.load(Ordering::Relaxed) {
                return;
            }
            thread::sleep(SECOND);
            holding.retain_mut(|stream| stream.write_all(b"a").is_ok());
        }
    }
}
