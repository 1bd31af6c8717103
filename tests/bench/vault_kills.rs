//! A reviewer's commands killed at random instants, by the hundred: what a finished one said stays.
//!
//! `cargo bench --bench vault_kills -- [ROUNDS]`
//!
//! After each kill the vault must open, hold all that finished commands reported, and its chains of custody must verify.
//! Panics at the first loss; ends by itself and takes its folders away.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::collections::BTreeMap;

use common::bench::number;
use common::vault_kills::Vault;

/// A vault must not grow for ever.
const ROUNDS_A_VAULT: usize = 50;

fn main() {
    let rounds: usize = number().unwrap_or(200);
    let (mut ended, mut killed, mut by_command) = (0, 0, BTreeMap::<&str, usize>::new());
    while ended + killed < rounds {
        let mut vault = Vault::new();
        for _ in 0..ROUNDS_A_VAULT.min(rounds - ended - killed) {
            vault.round();
        }
        vault.settle();
        (ended, killed) = (ended + vault.ended, killed + vault.killed);
        for (command, count) in vault.by_command {
            *by_command.entry(command).or_default() += count;
        }
        println!("{} commands: {killed} killed, {ended} ended before; nothing that these said is lost", ended + killed);
    }
    println!("{by_command:?}");
}
