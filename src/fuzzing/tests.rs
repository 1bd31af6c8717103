//! Every seed, whole, cut and changed, through its door.

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What the target begins with, and what was found by it before.
fn seeds(door: &str) -> Vec<Vec<u8>> {
    let more = match door {
        "age_file" => "tests/vectors/age",
        "form_definition" => "static/forms",
        "texts" => "static/texts",
        _ => "",
    };
    let folders = [root().join("tests/fuzz/seeds").join(door), root().join(more)];
    let folders = folders.iter().take(if more.is_empty() { 1 } else { 2 });
    let files = folders.filter_map(|folder| folder.read_dir().ok()).flatten();
    files.filter_map(|file| fs::read(file.unwrap().path()).ok()).collect()
}

#[test]
fn every_door_has_seeds_and_every_seed_a_door() {
    for (door, _) in DOORS {
        assert!(!seeds(door).is_empty(), "{door}");
    }
    let folders = root().join("tests/fuzz/seeds").read_dir().unwrap();
    assert_eq!(folders.count(), DOORS.len());
}

#[test]
fn every_seed_and_every_finding_of_before_passes_its_door() {
    for (door, open) in DOORS {
        for seed in seeds(door) {
            open(&seed);
            // Cut off anywhere, too.
            (0..8).for_each(|eighth| open(&seed[..seed.len() * eighth / 8]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_pass_every_door(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for (_, open) in DOORS {
            open(&bytes);
        }
    }

    #[test]
    fn any_text_passes_every_door(text in "(\\PC|\n){0,300}") {
        for (_, open) in DOORS {
            open(text.as_bytes());
        }
    }

    #[test]
    fn a_seed_with_any_change_passes_its_door(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), which in any::<prop::sample::Index>(),
    ) {
        for (door, open) in DOORS {
            let seeds = seeds(door);
            let mut changed = seeds[which.index(seeds.len())].clone();
            if !changed.is_empty() {
                let at = at.index(changed.len());
                changed[at] = byte;
            }
            open(&changed);
        }
    }
}
