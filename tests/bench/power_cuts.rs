//! Power cuts at random instants, by the hundred: what was acknowledged is there after the next mount.
//!
//! `sudo cargo bench --bench power_cuts -- [ROUNDS] [server|vault]`
//!
//! The server's data folder lies on ext4 on a loop device, which is stopped in the middle of uploads without a flush of
//! its journal (`tests/common/power.rs`); then the same with a reviewer's folder in the middle of commands. Needs root and
//! loop devices. Panics at the first loss; ends by itself and takes its folders away.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use common::bench::number;
use common::kills::round_that_ends;
use common::power::Disk;
use common::site::Site;
use common::vault_kills::Vault;

/// The cut comes within so many milliseconds of the first upload: long enough for some to be acknowledged before.
const WITHIN_MS: u32 = 4000;
/// A disk fills up, and a full one leaves lists out; a vault must not grow for ever.
const ROUNDS_A_SITE: usize = 5;

fn main() {
    let rounds: usize = number().unwrap_or(100);
    let alone = std::env::args().skip(1).find(|argument| argument == "server" || argument == "vault");
    if alone.as_deref() != Some("vault") {
        servers(rounds);
    }
    if alone.as_deref() != Some("server") {
        vaults(rounds);
    }
}

fn servers(rounds: usize) {
    let (mut acknowledged, mut broken, mut late) = (0, 0, 0);
    for n in 0..rounds.div_ceil(ROUNDS_A_SITE) {
        let site = Site::configured(|_| {});
        let disk = Disk::in_folder(site.folder.path()).expect("root, mkfs.ext4 and loop devices are here");
        let moved = Command::new("mv").arg(&site.data).arg(&disk.folder).status();
        assert!(moved.expect("it runs").success());
        let synced = Command::new("sync").arg("-f").arg(&disk.folder).status();
        assert!(synced.expect("it runs").success());
        symlink(disk.folder.join("data"), &site.data).expect("a link");
        let done = n * ROUNDS_A_SITE;
        for n in done..rounds.min(done + ROUNDS_A_SITE) {
            disk.assert_room();
            let seen = round_that_ends(&site, &n.to_string(), |_| disk.cut(), || disk.restore(), true, WITHIN_MS);
            acknowledged += seen.acknowledged;
            broken += seen.broken;
            late += seen.too_late;
        }
        let done = rounds.min(done + ROUNDS_A_SITE);
        println!(
            "{done} power cuts: {acknowledged} visits acknowledged before, all whole; {broken} broken off, {late} \
             answered in the very instant"
        );
        fs::remove_file(&site.data).expect("the link");
    }
}

fn vaults(rounds: usize) {
    let (mut cuts, mut ended) = (0, 0);
    while cuts + ended < rounds {
        let mut vault = Vault::on_a_disk().expect("root, mkfs.ext4 and loop devices are here");
        for _ in 0..(5 * ROUNDS_A_SITE).min(rounds - cuts - ended) {
            vault.round();
        }
        vault.settle();
        (cuts, ended) = (cuts + vault.killed, ended + vault.ended);
        println!(
            "{} power cuts under a reviewer: {cuts} in the middle of a command, {ended} right behind one; nothing that a \
             finished one said is lost",
            cuts + ended
        );
    }
}
