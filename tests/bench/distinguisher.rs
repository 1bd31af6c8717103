//! Can a used codename be told from a never-used one by the time or the size of the answer (invariant 6)?
//!
//! A thousand requests of each, alternating; printed is the accuracy of the best single threshold. It is chosen on one
//! half of the samples and judged on the other, both ways round, so that chance alone makes it 50 %; the interval holds
//! 95 % of what chance would do. Beside it the threshold chosen with knowledge of all the samples, which flatters itself:
//! chance alone makes that some 52 %.
//!
//! Answers leave at ticks (`src/portal/routes/mailbox.rs`); what the ticks hide is measured too, as the time of the
//! server's processor, which somebody on the same machine might see.

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

/// A threshold, and whether what lies above it is taken for used.
#[derive(Clone, Copy)]
struct Threshold {
    at: f64,
    above_is_used: bool,
}

impl Threshold {
    /// The share of samples that it sorts rightly.
    fn right(self, used: &[f64], unused: &[f64]) -> f64 {
        let right = |value: &&f64, is_used: bool| ((**value > self.at) == self.above_is_used) == is_used;
        let used_right = used.iter().filter(|value| right(value, true)).count();
        let unused_right = unused.iter().filter(|value| right(value, false)).count();
        (used_right + unused_right) as f64 / (used.len() + unused.len()) as f64
    }

    /// The one that sorts these samples best.
    fn best(used: &[f64], unused: &[f64]) -> Self {
        let mut all: Vec<(f64, bool)> =
            used.iter().map(|v| (*v, true)).chain(unused.iter().map(|v| (*v, false))).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut below_used, mut below_unused) = (0, 0);
        let mut best = (0, Self { at: f64::MIN, above_is_used: true });
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
            for (right, above_is_used) in
                [(used.len() - below_used + below_unused, true), (below_used + unused.len() - below_unused, false)]
            {
                if right > best.0 {
                    best = (right, Self { at: *value, above_is_used });
                }
            }
        }
        best.1
    }
}

/// How well a threshold does that was chosen on other samples, and one that was chosen on these.
fn told_apart(used: &[f64], unused: &[f64]) -> (f64, f64) {
    // Every second one, so that what drifts is in both halves.
    let half = |samples: &[f64], which: usize| -> Vec<f64> { samples.iter().copied().skip(which).step_by(2).collect() };
    let judged = [(0, 1), (1, 0)].map(|(chosen, judged)| {
        let threshold = Threshold::best(&half(used, chosen), &half(unused, chosen));
        threshold.right(&half(used, judged), &half(unused, judged))
    });
    (judged.iter().sum::<f64>() / 2.0, Threshold::best(used, unused).right(used, unused))
}

/// Milliseconds of processor time that a process has taken.
fn processor_ms(pid: u32) -> f64 {
    // Nanoseconds on a processor, thread by thread.
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let ran = |path: std::path::PathBuf| {
        let line = std::fs::read_to_string(path.join("schedstat")).unwrap_or_default();
        line.split_whitespace().next().and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0)
    };
    tasks.map(|task| ran(task.unwrap().path())).sum::<f64>() / 1e6
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
        let (begun, before) = (Instant::now(), processor_ms(server.process.id()));
        let answer = server.open_mailbox("en", codename);
        let took = begun.elapsed().as_secs_f64() * 1000.0;
        (took, processor_ms(server.process.id()) - before, answer.body.len() as f64)
    };
    let samples = || [Vec::new(), Vec::new()];
    let (mut times, mut work, mut sizes) = (samples(), samples(), samples());
    for n in 0..REQUESTS {
        // Which comes first changes each time.
        for which in if n % 2 == 0 { [0, 1] } else { [1, 0] } {
            let (took, worked, bytes) = ask([&form.codename, &unused][which]);
            times[which].push(took);
            work[which].push(worked);
            sizes[which].push(bytes);
        }
    }
    server.stop();
    let median = |samples: &[f64]| {
        let mut samples = samples.to_vec();
        samples.sort_by(f64::total_cmp);
        samples[samples.len() / 2]
    };
    // Two standard deviations of as many coins.
    let chance = 100.0 / (2.0 * REQUESTS as f64).sqrt();
    println!("{REQUESTS} requests each; {REPLIES} replies under the used codename; chance: 50.0 ± {chance:.1} %");
    for (name, unit, [used, unused]) in
        [("time", "ms", &times), ("processor time", "ms", &work), ("size", "bytes", &sizes)]
    {
        let (judged, flattered) = told_apart(used, unused);
        println!("by {name}: {:.1} % right, {:.1} % with hindsight", 100.0 * judged, 100.0 * flattered);
        println!("    median: used {:.2} {unit}, never used {:.2} {unit}", median(used), median(unused));
    }
}
