//! What a process has in its memory, read from outside as only root can.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

use super::eyes::Eyes;

/// Every readable mapping of a process: its line in `/proc/PID/maps`, and what stands there.
fn mappings(process: u32) -> impl Iterator<Item = (String, Vec<u8>)> {
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
        Some((line, bytes))
    })
}

/// What is seen in a process's memory, and in which mapping.
pub(crate) fn seen_in(process: u32, eyes: &Eyes) -> Vec<String> {
    mappings(process)
        .flat_map(|(line, bytes)| {
            let seen = eyes.all_seen_in(&bytes).into_iter();
            seen.map(|how| format!("{how} in {line}")).collect::<Vec<_>>()
        })
        .collect()
}

/// How often these bytes stand in a process's memory.
pub(crate) fn count_in(process: u32, needle: &[u8]) -> usize {
    mappings(process).map(|(_, bytes)| memchr::memmem::find_iter(&bytes, needle).count()).sum()
}
