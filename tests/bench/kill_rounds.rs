//! Kills at random instants under concurrent uploads, by the hundred (invariant 2).
//!
//! `cargo bench --bench kill_rounds -- [ROUNDS [MILLISECONDS]]`; the kill comes within so many of the first upload.
//!
//! After each kill the server starts again, and everything it acknowledged must be whole for the reviewer.
//! Panics at the first loss; ends by itself and takes its folders away.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use common::kills::{WITHIN_MS, round_within};
use common::site::Site;

/// A vault is read whole after each round, so that it must not grow for ever.
const ROUNDS_A_SITE: usize = 10;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let (rounds, within) = (numbers.next().unwrap_or(200), numbers.next().unwrap_or(WITHIN_MS));
    let (mut acknowledged, mut broken, mut leaving) = (0, 0, 0);
    let mut site = Site::configured(|_| {});
    for n in 0..rounds as usize {
        if n > 0 && n % ROUNDS_A_SITE == 0 {
            site = Site::configured(|_| {});
            println!("{n} kills: {acknowledged} visits acknowledged, all whole; {broken} broken off");
        }
        let seen = round_within(&site, &n.to_string(), within);
        acknowledged += seen.acknowledged;
        broken += seen.broken;
        leaving += usize::from(seen.left_behind > 0);
    }
    println!(
        "{rounds} kills: {acknowledged} visits acknowledged, all whole; {broken} broken off; {leaving} kills left \
         half-written parcels, all gone after the next start"
    );
}
