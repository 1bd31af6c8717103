//! Where `unsafe` may stand. The compiler denies it everywhere (`Cargo.toml`); this says who may say otherwise, and why.

use std::collections::BTreeSet;
use std::fs;

use crate::documents::{files_below, root};
use crate::tokens;

/// Files that may have unsafe code, and why nothing safe would do.
const PLACES: [(&str, &str); 5] = [
    (
        "src/harden/process.rs",
        "descriptors that were inherited have no owner in Rust: they are closed by number, before anything is opened; what \
         the allocator keeps is set by numbers alone",
    ),
    ("src/store/growing.rs", "to begin writing without waiting has no safe wrapper: the call takes numbers alone"),
    (
        "tests/common/cage.rs",
        "what an intruder would call has no safe wrapper: the calls are made by number, to be refused",
    ),
    ("tests/common/power.rs", "a file system is stopped by a call that no crate of ours knows"),
    (
        "tests/mutants/src/switch.rs",
        "a copy of the program that is mutated notes in a shared file what it comes by, from before `main` on",
    ),
];

#[test]
fn unsafe_code_stands_where_it_is_named_and_nowhere_else() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("\nunsafe_code = \"deny\"\n"));
    let mut found = BTreeSet::new();
    for path in files_below("src", ".rs").into_iter().chain(files_below("tests", ".rs")) {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let words = tokens(&text);
        let blocks = words.iter().filter(|word| *word == "unsafe").count();
        let excused = words.iter().filter(|word| *word == "unsafe_code").count();
        if blocks + excused == 0 {
            continue;
        }
        let path = path.to_str().unwrap().to_owned();
        let expected = text.matches("#[expect(unsafe_code, reason = \"").count();
        assert_eq!(excused, expected, "{path}: each is expected, with its reason");
        assert!(text.matches("// SAFETY: ").count() >= blocks, "{path}: each says why it is sound");
        found.insert(path);
    }
    let named: BTreeSet<String> = PLACES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(found, named);
}
