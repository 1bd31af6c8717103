//! Can a used codename be told from a never-used one by the time or the size of the answer (invariant 6)?
//!
//! A thousand requests of each, alternating; printed is the accuracy of the best single threshold, chosen with
//! knowledge of all the samples. A coin has 50 %; with so many samples chance alone makes the best threshold some 52 %.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench fails by panicking, and prints")]
#![expect(clippy::cast_precision_loss, reason = "counts and lengths are small")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::time::Instant;

use amparo::seal::{Codename, WordList};
use common::site::Site;
use common::source::Visit;
use rand_core::OsRng;

const REQUESTS: usize = 1000;
const REPLIES: usize = 16;

/// The share of samples that the best threshold sorts rightly, whichever side it takes for used.
fn best_threshold(used: &[f64], unused: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = used.iter().map(|v| (*v, true)).chain(unused.iter().map(|v| (*v, false))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below_used, mut below_unused, mut best) = (0, 0, 0.5f64);
    for (at, (value, is_used)) in all.iter().enumerate() {
        if *is_used {
            below_used += 1;
        } else {
            below_unused += 1;
        }
        // A threshold stands between values, never inside a run of equal ones.
        if all.get(at + 1).is_some_and(|next| next.0 <= *value) {
            continue;
        }
        let right = |below: usize, above: usize| (below + above) as f64 / all.len() as f64;
        best = best.max(right(below_used, unused.len() - below_unused));
        best = best.max(right(below_unused, used.len() - below_used));
    }
    best
}

fn main() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    assert_eq!(server.tell(&Visit::to("en", &form).with("account", "words")).status, 200);
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let file = site.folder.path().join("answer.txt");
    for n in 0..REPLIES {
        std::fs::write(&file, format!("Answer {n}. {}", "word ".repeat(40 * n))).unwrap();
        site.reviewer.done(&["reply", &id, "--file", file.to_str().unwrap()]);
    }
    site.reviewer.done(&["push"]);
    let unused = Codename::generate(WordList::of_language("en"), &mut OsRng).words().to_string();
    let ask = |codename: &str| {
        let begun = Instant::now();
        let answer = server.open_mailbox("en", codename);
        (begun.elapsed().as_secs_f64(), answer.body.len() as f64)
    };
    let (mut times, mut sizes) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for n in 0..REQUESTS {
        // Which comes first changes each time.
        for which in if n % 2 == 0 { [0, 1] } else { [1, 0] } {
            let (took, bytes) = ask([&form.codename, &unused][which]);
            times[which].push(took);
            sizes[which].push(bytes);
        }
    }
    server.stop();
    let median = |times: &[f64]| {
        let mut times = times.to_vec();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2] * 1000.0
    };
    println!("{REQUESTS} requests each; {REPLIES} replies under the used codename");
    println!("median: used {:.2} ms, never used {:.2} ms", median(&times[0]), median(&times[1]));
    println!("best threshold by time: {:.1} % right", 100.0 * best_threshold(&times[0], &times[1]));
    println!("best threshold by size: {:.1} % right", 100.0 * best_threshold(&sizes[0], &sizes[1]));
}
