//! How many small testimonies are taken in a second, against how many codenames this machine can derive keys from.
//!
//! `cargo bench --bench sources -- [--seconds 5] [--connections 1,4,16,64]`
//!
//! Each connection sends one testimony of words after the other, as fast as they are confirmed; each is sealed, synced
//! and kept before its answer. The limit is Argon2id with the server's parameters on as many threads as it allows:
//! asked before and after each number of connections, as a machine is not equally busy all the time. The ratio of
//! processor times says what is left to gain, also on a busy machine. Every answer must confirm.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench fails by panicking, and prints")]
#![expect(clippy::cast_precision_loss, reason = "figures of a bench, far below 2^52")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::thread;
use std::time::{Duration, Instant};

use amparo::seal::{Codename, Derivation, FormNonce, WordList};
use common::bench::argument;
use common::site::{Server, Site, cpu_seconds};
use common::steady::{Kept, Times, testimony};
use rand_core::OsRng;

fn main() {
    let time = Duration::from_secs(argument("--seconds").unwrap_or(5));
    let connections: String = argument("--connections").unwrap_or_else(|| "1,4,16,64".to_owned());
    let connections: Vec<usize> = connections.split(',').map(|n| n.parse().unwrap()).collect();
    let processors = thread::available_parallelism().unwrap().get();

    let site = Site::demo();
    let server = site.start();
    testimonies(&server, processors, time / 2);
    println!("{processors} processors, so many derivations at once; {} s each", time.as_secs());
    println!("             testimonies            derivations           ratio");
    println!("connections   a second  CPU ms each   a second  CPU ms each   rate   CPU  times");
    for connections in connections {
        let before = derivations(processors, time / 2);
        let (cpu, begun) = (server.cpu_seconds(), Instant::now());
        let times = testimonies(&server, connections, time);
        let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
        let cpu = (server.cpu_seconds() - cpu) * 1000.0 / times.len() as f64;
        let after = derivations(processors, time / 2);
        let limit = f64::midpoint(before.rate, after.rate);
        let least = f64::midpoint(before.cpu, after.cpu);
        println!(
            "{connections:11}  {rate:9.1}  {cpu:11.1}  {limit:9.1}  {least:11.1}  {:5.2}  {:4.2}  {times}",
            rate / limit,
            least / cpu
        );
    }
    server.stop();
}

/// The times of all testimonies that so many connections could send in this time.
fn testimonies(server: &Server, connections: usize, time: Duration) -> Times {
    let end = Instant::now() + time;
    let send = || {
        let mut connection = Kept::open(server).unwrap();
        let mut times = Vec::new();
        while Instant::now() < end {
            let words = Codename::generate(WordList::of_language("en"), &mut OsRng).words();
            let request = testimony(&words, &FormNonce::random(&mut OsRng).to_string());
            let (status, took) = connection.ask(&request).unwrap();
            assert_eq!(status, 200);
            times.push(took);
        }
        times
    };
    thread::scope(|scope| {
        let senders: Vec<_> = (0..connections).map(|_| scope.spawn(send)).collect();
        Times::of(senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect())
    })
}

/// Keys that were derived in a second, and the processor time of each in milliseconds.
struct Derivations {
    rate: f64,
    cpu: f64,
}

/// Derives keys on so many threads.
fn derivations(threads: usize, time: Duration) -> Derivations {
    let cpu = cpu_seconds("self");
    let derivation = Derivation::generate(&mut OsRng);
    let begun = Instant::now();
    let derive = || {
        let mut arena = derivation.arena().unwrap();
        let mut count = 0;
        while begun.elapsed() < time {
            let codename = Codename::generate(WordList::of_language("en"), &mut OsRng);
            derivation.root(&codename, &mut arena).unwrap();
            count += 1;
        }
        count
    };
    let count: u32 = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(derive)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    let rate = f64::from(count) / begun.elapsed().as_secs_f64();
    Derivations { rate, cpu: (cpu_seconds("self") - cpu) * 1000.0 / f64::from(count) }
}
