//! Is the server as steady under attack as idle?
//!
//! `cargo bench --bench trickle -- [--holders 5000] [--testimonies 200] [--only trickle,full,…]`
//!
//! Honest sources open the landing page and send testimonies, each on a circuit of its own; meanwhile, by turns, nobody
//! else is there (`idle`), so many connections send one byte of a form a second (`trickle`), more than there are places
//! for do (`full`), so many send a form and never read the answer (`deaf`), and 64 connections ask for forms (`forms`) or
//! send 1 MiB of garbage (`garbage`) as fast as they are answered, on 4 circuits. Printed are the honest times, their
//! ratio to the idle ones, and the server's memory. Every testimony must be confirmed. (`--bench flood` guesses codenames.)

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench fails by panicking, and prints")]
#![expect(clippy::cast_precision_loss, reason = "figures of a bench, far below 2^52")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use amparo::seal::{Codename, FormNonce, WordList};
use common::bench::argument;
use common::site::{Server, Site};
use common::steady::{Kept, Times, head_of_form, page, testimony};
use common::wait_until;
use rand_core::{OsRng, RngCore as _};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::runtime;
use tokio::sync::Semaphore;

/// Connections on one circuit that the server serves at once.
const ON_A_CIRCUIT: usize = 16;
/// Connections of those who come as fast as they are answered, and their circuits.
const HASTY: usize = 64;
const HASTY_CIRCUITS: usize = 4;
const SECOND: Duration = Duration::from_secs(1);

fn main() {
    let holders: usize = argument("--holders").unwrap_or(5000);
    let count: usize = argument("--testimonies").unwrap_or(200);
    let only: String = argument("--only").unwrap_or_default();
    let files = getrlimit(Resource::Nofile).maximum;
    setrlimit(Resource::Nofile, Rlimit { current: files, maximum: files }).unwrap();

    let site = Site::configured(|config| {
        config["portal"].as_table_mut().unwrap().insert("circuit_ids".to_owned(), true.into());
    });
    let server = site.start();
    let bench = Bench { server: &server, count };
    bench.honest();
    println!("{:<9} {:<58} {:<58} memory", "", "GET /en/", "testimony");
    let idle = bench.honest();
    Bench::print("idle", &idle, &idle, "");
    let phases: [(&str, Phase); 5] = [
        ("trickle", |bench, holders| bench.held(holders, How::Trickle)),
        ("full", |bench, holders| bench.held(holders * 2, How::Trickle)),
        ("deaf", |bench, holders| bench.held(holders, How::Deaf)),
        ("forms", |bench, _| bench.hasty(|_| page("/en/1"))),
        ("garbage", |bench, _| bench.hasty(garbage)),
    ];
    for (name, phase) in phases.into_iter().filter(|(name, _)| only.is_empty() || only.contains(name)) {
        let (honest, note) = phase(&bench, holders);
        Bench::print(name, &honest, &idle, &note);
    }
    let after = bench.honest();
    Bench::print("after", &after, &idle, "");
    server.stop();
}

/// What honest sources meet while so many do something else, and what is to be said of it.
type Phase = fn(&Bench<'_>, usize) -> (Honest, String);

/// A form of 1 MiB that makes no sense.
fn garbage(n: usize) -> Vec<u8> {
    let mut body = vec![0; 1 << 20];
    OsRng.fill_bytes(&mut body);
    body[0] = u8::try_from(n % 256).unwrap();
    [head_of_form("/en/1", body.len()).into_bytes(), body].concat()
}

struct Bench<'a> {
    server: &'a Server,
    count: usize,
}

/// What honest sources met.
struct Honest {
    pages: Times,
    testimonies: Times,
}

/// How connections hold their places.
#[derive(Clone, Copy)]
enum How {
    /// One byte of a form a second.
    Trickle,
    /// A form, and never a look at the answer.
    Deaf,
}

impl Bench<'_> {
    /// Opens pages and sends testimonies at the pace of people, each on a connection and a circuit of its own.
    fn honest(&self) -> Honest {
        let over = AtomicBool::new(false);
        let ask = |request: &[u8]| {
            let source = self.server.on_circuit(OsRng.next_u32() | 1 << 31);
            let begun = Instant::now();
            let (status, _) = Kept::open(&source).unwrap().ask(request).unwrap();
            assert_eq!(status, 200);
            begun.elapsed()
        };
        thread::scope(|scope| {
            let pages = scope.spawn(|| {
                let mut times = Vec::new();
                while !over.load(Ordering::Relaxed) {
                    times.push(ask(&page("/en/")));
                    thread::sleep(Duration::from_millis(20));
                }
                times
            });
            let tell = |_| {
                let words = Codename::generate(WordList::of_language("en"), &mut OsRng).words();
                let took = ask(&testimony(&words, &FormNonce::random(&mut OsRng).to_string()));
                thread::sleep(Duration::from_millis(50));
                took
            };
            let testimonies = Times::of((0..self.count).map(tell).collect());
            over.store(true, Ordering::Relaxed);
            Honest { pages: Times::of(pages.join().unwrap()), testimonies }
        })
    }

    /// While so many connections hold places.
    fn held(&self, holders: usize, how: How) -> (Honest, String) {
        let before = self.server.status("VmRSS:");
        let (holding, over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let thread = {
            let (address, holding, over) = (self.server.address(), Arc::clone(&holding), Arc::clone(&over));
            thread::spawn(move || hold(address, holders, how, &holding, &over))
        };
        // Where there are fewer places, holders go as others come.
        let begun = Instant::now();
        let mut most = 0;
        while begun.elapsed() < 30 * SECOND && holding.load(Ordering::Relaxed) < holders {
            most = most.max(holding.load(Ordering::Relaxed));
            thread::sleep(Duration::from_millis(20));
        }
        thread::sleep(2 * SECOND);
        let (after, held) = (self.server.status("VmRSS:"), self.connections());
        let honest = self.honest();
        let left = holding.load(Ordering::Relaxed);
        over.store(true, Ordering::Relaxed);
        thread.join().unwrap();
        wait_until("the holders are gone", || self.connections() < 100);
        let each = after.saturating_sub(before) as f64 / held.max(1) as f64;
        let note = format!(
            "{} -> {} MiB for {held} connections, {each:.1} KiB each; {left} of {holders} hold on",
            before / 1024,
            after / 1024
        );
        (honest, note)
    }

    /// While some send this as fast as they are answered.
    fn hasty(&self, request: impl Fn(usize) -> Vec<u8> + Sync) -> (Honest, String) {
        let before = self.server.status("VmRSS:");
        let (over, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
        let flood = |n: usize| {
            let source = self.server.on_circuit(u32::try_from(1 + n % HASTY_CIRCUITS).unwrap());
            let request = request(n);
            while !over.load(Ordering::Relaxed) {
                let Ok(mut connection) = Kept::open(&source) else { continue };
                while !over.load(Ordering::Relaxed) && connection.ask(&request).is_ok() {
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            }
        };
        thread::scope(|scope| {
            let flood = &flood;
            let flooding: Vec<_> = (0..HASTY).map(|n| scope.spawn(move || flood(n))).collect();
            thread::sleep(2 * SECOND);
            let (begun, first) = (Instant::now(), answered.load(Ordering::Relaxed));
            let honest = self.honest();
            let rate = (answered.load(Ordering::Relaxed) - first) as f64 / begun.elapsed().as_secs_f64();
            let after = self.server.status("VmRSS:");
            over.store(true, Ordering::Relaxed);
            for thread in flooding {
                thread.join().unwrap();
            }
            let note = format!("{} -> {} MiB; the flood got {rate:.0} answers a second", before / 1024, after / 1024);
            (honest, note)
        })
    }

    /// Sockets that the server has open.
    fn connections(&self) -> usize {
        let folder = fs::read_dir(format!("/proc/{}/fd", self.server.process.id())).unwrap();
        let link = |entry: fs::DirEntry| fs::read_link(entry.path()).ok();
        let links = folder.flatten().filter_map(link);
        links.filter(|link| link.to_str().is_some_and(|link| link.starts_with("socket:"))).count()
    }

    fn print(name: &str, honest: &Honest, idle: &Honest, note: &str) {
        let ratio = |now: &Times, idle: &Times| now.percentile(99) / idle.percentile(99);
        println!("{name:<9} {:<58} {:<58} {note}", honest.pages.to_string(), honest.testimonies.to_string());
        let [pages, told] = [ratio(&honest.pages, &idle.pages), ratio(&honest.testimonies, &idle.testimonies)];
        println!("{:<9} p99 {pages:.2} times the idle one {:<35} p99 {told:.2} times the idle one", "", "");
    }
}

/// Holds so many connections until it is over, and counts those that the server has not ended.
fn hold(address: SocketAddr, holders: usize, how: How, holding: &Arc<AtomicUsize>, over: &Arc<AtomicBool>) {
    let connecting = Arc::new(Semaphore::new(200));
    runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let holders: Vec<_> = (0..holders)
            .map(|n| {
                let (connecting, holding) = (Arc::clone(&connecting), Arc::clone(holding));
                let over = Arc::clone(over);
                tokio::spawn(async move {
                    let place = connecting.acquire().await.unwrap();
                    let circuit = n / ON_A_CIRCUIT + 10;
                    let line = format!("PROXY TCP6 fc00:dead:beef:4dad::0:{circuit:x} ::1 {circuit} 80\r\n");
                    let Ok(mut stream) = TcpStream::connect(address).await else { return };
                    let begin = match how {
                        How::Trickle => line + &head_of_form("/en/1", 100_000),
                        How::Deaf => line + &head_of_form("/en/2", 100) + &"x".repeat(100),
                    };
                    if stream.write_all(begin.as_bytes()).await.is_err() {
                        return;
                    }
                    holding.fetch_add(1, Ordering::Relaxed);
                    drop(place);
                    loop {
                        // Not all in the same moment.
                        tokio::time::sleep(SECOND + Duration::from_millis((n % 100) as u64)).await;
                        if over.load(Ordering::Relaxed) {
                            return;
                        }
                        let goes_on = match how {
                            How::Trickle => stream.write_all(b"a").await.is_ok(),
                            How::Deaf => true,
                        };
                        if !goes_on {
                            holding.fetch_sub(1, Ordering::Relaxed);
                            return;
                        }
                    }
                })
            })
            .collect();
        for holder in holders {
            holder.await.unwrap();
        }
    });
}
