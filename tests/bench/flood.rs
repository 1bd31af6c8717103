//! Do guesses at mailboxes hold up honest testimonies?
//!
//! So many connections each bring nine words after nine words, as fast as they are answered, while testimonies are sent
//! one after the other. Printed are the times of testimonies without and with them, and their ratios. Every testimony
//! must be confirmed.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench fails by panicking, and prints")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use amparo::seal::{Codename, WordList};
use common::site::{Server, Site};
use common::source::Visit;
use rand_core::OsRng;

/// Twice as many as wait at once, and then some.
const CONNECTIONS: usize = 600;
const TESTIMONIES: usize = 200;

/// The times of so many testimonies, in milliseconds, sorted.
fn testimonies(server: &Server) -> Vec<f64> {
    let mut times: Vec<f64> = (0..TESTIMONIES)
        .map(|n| {
            let form = server.form("en");
            let begun = Instant::now();
            let visit = Visit::to("en", &form).with("account", &format!("testimony {n}"));
            assert_eq!(server.tell(&visit).status, 200);
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

fn at(times: &[f64], percent: usize) -> f64 {
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

fn main() {
    let site = Site::demo();
    let server = site.start();
    testimonies(&server);
    let idle = testimonies(&server);
    let over = AtomicBool::new(false);
    let (flooded, answers) = thread::scope(|scope| {
        let guess = || {
            let mut answers = BTreeMap::<u16, usize>::new();
            while !over.load(Ordering::Relaxed) {
                let words = Codename::generate(WordList::of_language("en"), &mut OsRng).words();
                *answers.entry(server.open_mailbox("en", &words).status).or_default() += 1;
            }
            answers
        };
        let guessers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(guess)).collect();
        // The flood has risen when the waiting room is full.
        thread::sleep(Duration::from_secs(3));
        let begun = Instant::now();
        let flooded = testimonies(&server);
        let took = begun.elapsed();
        over.store(true, Ordering::Relaxed);
        let mut answers = BTreeMap::<u16, usize>::new();
        for guesser in guessers {
            for (status, count) in guesser.join().unwrap() {
                *answers.entry(status).or_default() += count;
            }
        }
        println!("{TESTIMONIES} testimonies under the flood took {:.1} s", took.as_secs_f64());
        (flooded, answers)
    });
    // The flood locked nobody out.
    let unused = Codename::generate(WordList::of_language("en"), &mut OsRng).words().to_string();
    let after = server.open_mailbox("en", &unused).status;
    server.stop();
    println!("{CONNECTIONS} connections guessed; their answers by status: {answers:?}");
    println!("testimonies confirmed: {} of {}, mailbox after the flood: {after}", 2 * TESTIMONIES, 2 * TESTIMONIES);
    for (name, percent) in [("p50", 50), ("p99", 99)] {
        let (idle, flooded) = (at(&idle, percent), at(&flooded, percent));
        println!("{name}: idle {idle:.1} ms, under the flood {flooded:.1} ms, ratio {:.2}", flooded / idle);
    }
}
