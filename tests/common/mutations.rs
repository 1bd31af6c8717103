//! Random changes to a bag, each of which must show, and each of which is taken back.

use std::fs;
use std::path::{Path, PathBuf};

use amparo::vault::{Trust, verify_bag};

use super::files_in;

/// `splitmix64`, so that a run can be had again by its seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// What was changed, and how it was before.
struct Changed {
    what: String,
    before: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl Changed {
    fn take_back(self) {
        for (path, content) in self.before {
            match content {
                Some(content) => fs::write(path, content).expect("written"),
                None => fs::remove_file(path).expect("removed"),
            }
        }
    }
}

/// Changes a bag in one of seven ways; `None` when the dice fell on a change that changes nothing.
fn change(bag: &Path, files: &[PathBuf], dice: &mut Dice) -> Option<Changed> {
    let path = files[dice.below(files.len())].clone();
    let content = fs::read(&path).expect("it is there");
    let name = path.strip_prefix(bag).expect("it lies in the bag").display().to_string();
    let before = vec![(path.clone(), Some(content.clone()))];
    let done = |what: String, before| Some(Changed { what, before });
    match dice.below(7) {
        0 => {
            if content.is_empty() {
                return None;
            }
            let (at, bit) = (dice.below(content.len()), dice.below(8));
            let mut flipped = content;
            flipped[at] ^= 1 << bit;
            fs::write(&path, flipped).expect("written");
            done(format!("bit {bit} of byte {at} of {name} flipped"), before)
        }
        1 => {
            fs::remove_file(&path).expect("removed");
            done(format!("{name} dropped"), before)
        }
        2 => {
            let mut lines: Vec<&[u8]> = content.split_inclusive(|byte| *byte == b'\n').collect();
            let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
            lines.swap(one, other);
            let swapped = lines.concat();
            if swapped == content {
                return None;
            }
            fs::write(&path, swapped).expect("written");
            done(format!("lines {one} and {other} of {name} swapped"), before)
        }
        3 => {
            if content.is_empty() {
                return None;
            }
            let len = dice.below(content.len());
            fs::write(&path, &content[..len]).expect("written");
            done(format!("{name} cut to {len} bytes"), before)
        }
        4 => {
            let second = files[dice.below(files.len())].clone();
            let other = fs::read(&second).expect("it is there");
            if other == content {
                return None;
            }
            fs::write(&path, &other).expect("written");
            fs::write(&second, &content).expect("written");
            let what = format!("{name} and {} swapped", second.display());
            done(what, vec![(path, Some(content)), (second, Some(other))])
        }
        5 => {
            let mut longer = content;
            longer.push(b"\n x\0"[dice.below(4)]);
            fs::write(&path, longer).expect("written");
            done(format!("a byte added to {name}"), before)
        }
        _ => {
            let copy = path.with_file_name(format!("more-{}", dice.below(1000)));
            fs::write(&copy, &content).expect("written");
            done(format!("{name} copied to {}", copy.display()), vec![(copy, None)])
        }
    }
}

/// Changes the bag so often, one change at a time. Panics at the first change that is not seen, and when the bag does
/// not hold as it is, before, between or after.
pub(crate) fn all_are_seen(bag: &Path, trust: &Trust, count: usize, seed: u64) {
    let mut dice = Dice(seed);
    let holds = || verify_bag(bag, trust, |_, _| {}).expect("it is read").holds();
    assert!(holds(), "an untouched bag holds");
    let files = files_in(bag);
    let mut tried = 0;
    while tried < count {
        let Some(changed) = change(bag, &files, &mut dice) else { continue };
        assert!(!holds(), "seed {seed}: {} is not seen", changed.what);
        changed.take_back();
        tried += 1;
        if tried % 50 == 0 {
            assert!(holds(), "seed {seed}: a false alarm after {tried} changes were taken back");
        }
    }
    assert!(holds(), "seed {seed}: a false alarm at the end");
}
