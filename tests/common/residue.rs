//! What a process has in its memory, read from outside as only root can.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

use super::eyes::Eyes;

const PAGE: usize = 4096;

/// Every readable mapping of a process: its line in `/proc/PID/maps`, and each run of pages there that are not
/// all zeros, which most are.
fn runs(process: u32) -> impl Iterator<Item = (String, Vec<Vec<u8>>)> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).expect("it runs");
    let memory = File::open(format!("/proc/{process}/mem")).expect("only root may read this: run the tests as root");
    let lines: Vec<String> = maps.lines().map(str::to_owned).collect();
    lines.into_iter().filter_map(move |line| {
        let mut words = line.split_whitespace();
        let (from, to) = words.next()?.split_once('-')?;
        let number = |text| u64::from_str_radix(text, 16).ok();
        let (from, to) = (number(from)?, number(to)?);
        if !words.next()?.starts_with('r') || line.contains("[vvar") || line.contains("[vsyscall]") {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(to - from).ok()?];
        // What it gives back meanwhile is gone.
        memory.read_exact_at(&mut bytes, from).ok()?;
        let runs = bytes.chunks(PAGE).fold(vec![Vec::new()], with_page);
        Some((line, runs))
    })
}

/// Puts a page to the run that it goes on, or ends that where it holds nothing.
fn with_page(mut runs: Vec<Vec<u8>>, page: &[u8]) -> Vec<Vec<u8>> {
    if page.iter().any(|byte| *byte != 0) {
        runs.last_mut().expect("there is always one").extend_from_slice(page);
    } else if runs.last().is_some_and(|run| !run.is_empty()) {
        runs.push(Vec::new());
    }
    runs
}

/// What is seen in a process's memory, and in which mapping.
pub(crate) fn seen_in(process: u32, eyes: &Eyes) -> Vec<String> {
    runs(process)
        .flat_map(|(line, runs)| {
            let seen = runs.iter().flat_map(|run| eyes.all_seen_in(run));
            seen.map(|how| format!("{how} in {line}")).collect::<Vec<_>>()
        })
        .collect()
}

/// How often these bytes stand in a process's memory.
pub(crate) fn count_in(process: u32, needle: &[u8]) -> usize {
    let all = runs(process).flat_map(|(_, runs)| runs);
    all.map(|run| memchr::memmem::find_iter(&run, needle).count()).sum()
}

/// How many runs of 32 bytes in a process's memory, each at an address that a value can have, are such a key.
pub(crate) fn keys_in(process: u32, is_it: impl Fn(&[u8]) -> bool) -> usize {
    let all = runs(process).flat_map(|(_, runs)| runs);
    all.map(|run| (0..run.len().saturating_sub(31)).step_by(8).filter(|at| is_it(&run[*at..*at + 32])).count()).sum()
}
