//! What the documents promise, held against the tests: nothing is promised in a marked section without a test's name,
//! and no name is a test's that does not exist.
//!
//! The convention: in the chapters of [`PROMISING`], promises stand between the comments `claims` and `end of claims`.
//! Each paragraph, list item and row there names a test, a journey below `tests/`, or a bench, itself or in a footnote;
//! or it says `not tested: REASON`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::documents::{CLAIMS, documents, files_below, names, root};

/// Chapters that promise something, and in how many sections at least.
const PROMISING: [(&str, usize); 14] = [
    ("README.md", 1),
    ("docs/architecture.md", 1),
    ("docs/threat-model.md", 6),
    ("docs/operators.md", 2),
    ("docs/sources.md", 3),
    ("docs/source-safety.md", 1),
    ("docs/reviewers.md", 1),
    ("docs/evidence.md", 1),
    ("docs/custodians.md", 1),
    ("docs/privacy-notice.md", 1),
    ("docs/seizure.md", 4),
    ("docs/compromise.md", 5),
    ("docs/decommissioning.md", 1),
    ("docs/auditors.md", 1),
];

/// What is written like a test's name and is none.
const OTHER_NAMES: [&str; 5] = [
    "drip_bytes_per_second",
    "free_for_words_bytes",
    "hs_ed25519_secret_key",
    "hs_ed25519_public_key",
    "open_by_handle_at",
];

/// Scripts that drive whole systems.
const JOURNEYS: [&str; 4] = ["tests/browsers/run", "tests/tor/run", "tests/machine/run", "tests/container/run"];

/// An operator reads the guide in one sitting.
const GUIDE_WORDS: usize = 2500;

/// The tests by name, and the files in which each stands.
fn tests() -> BTreeMap<String, Vec<PathBuf>> {
    let mut tests: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in files_below("tests", ".rs").into_iter().chain(files_below("src", ".rs")) {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let mut marked = false;
        for line in text.lines().map(str::trim_start) {
            if line.starts_with("#[") {
                marked |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
            } else if let Some((_, name)) = line.split_once("fn ").filter(|_| marked) {
                let name = name.split(['(', '<']).next().unwrap().to_owned();
                tests.entry(name).or_default().push(path.clone());
                marked = false;
            } else if !line.starts_with("//") {
                marked = false;
            }
        }
    }
    assert!(tests.len() > 400);
    tests
}

/// Tests are sentences: four words at least.
fn is_like_a_test(name: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    name.split('_').count() > 3 && name.split('_').all(is_word) && !OTHER_NAMES.contains(&name)
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end == "rs")
}

fn is_bench(name: &str) -> bool {
    let bench = name.strip_prefix("cargo bench --bench ").and_then(|rest| rest.split(' ').next());
    bench.is_some_and(|bench| root().join(format!("tests/bench/{bench}.rs")).exists())
}

#[test]
fn every_promise_in_a_marked_section_names_its_test_or_says_why_it_has_none() {
    let tests = tests();
    let documents = documents();
    for (chapter, sections) in PROMISING {
        let document = documents.iter().find(|document| document.is(chapter)).expect(chapter);
        let marked = document.text.matches(CLAIMS).count();
        assert!(marked >= sections, "{chapter} has {marked} marked sections, and should have {sections}");
    }
    let mut bare = Vec::new();
    for document in &documents {
        for promise in document.promises() {
            let holds = |name: &String| tests.contains_key(name) || JOURNEYS.contains(&name.as_str()) || is_bench(name);
            let reason = promise.split("not tested: ").nth(1).is_some_and(|reason| reason.len() > 10);
            if !reason && !names(&promise).iter().any(holds) {
                bare.push(format!("{}: {promise}", document.path.display()));
            }
        }
    }
    assert!(bare.is_empty(), "no test is named for\n{}", bare.join("\n"));
}

#[test]
fn every_test_that_a_document_names_exists_in_the_file_that_is_named_with_it() {
    let tests = tests();
    let mut wrong = Vec::new();
    for document in documents() {
        // The file that a list of tests follows, as `tests/x.rs`: `a`, `b`.
        let mut file: Option<String> = None;
        for piece in document.text.split("\n\n").flat_map(|block| block.split(['|', ';'])) {
            let parts: Vec<&str> = piece.split('`').collect();
            for (at, part) in parts.iter().enumerate() {
                if at % 2 == 0 {
                    let goes_on = matches!(part.trim(), ":" | ",");
                    file = file.filter(|_| goes_on);
                } else if is_like_a_test(part) {
                    let known = tests.get(*part).map_or(&[][..], Vec::as_slice);
                    let there = file.as_ref().is_none_or(|file| known.iter().any(|path| path.ends_with(file)));
                    if known.is_empty() || !there {
                        wrong.push(format!("{}: {part} {file:?}", document.path.display()));
                    }
                } else if part.starts_with("tests/") || part.starts_with("src/") {
                    file = is_rust(part).then(|| (*part).to_owned());
                }
            }
            file = None;
        }
    }
    assert!(wrong.is_empty(), "no such test\n{}", wrong.join("\n"));
}

#[test]
fn every_file_that_a_document_names_is_there() {
    let tops = ["src/", "tests/", "docs/", "static/", "deploy/", ".ci/"];
    let sources: Vec<String> =
        files_below("src", ".rs").iter().map(|path| format!("/{}", path.to_str().unwrap())).collect();
    let mut lacking = Vec::new();
    for document in documents().iter().filter(|document| !document.is("CHANGELOG.md")) {
        for name in document.names() {
            let is_path = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"/._-".contains(&b));
            if !is_path {
                continue;
            }
            let there = if tops.iter().any(|top| name.starts_with(top)) {
                root().join(&name).exists()
            } else if is_rust(&name) {
                // Below `src`, as architecture.md names them.
                let end = format!("/{name}");
                sources.iter().any(|source| source.ends_with(&end))
            } else {
                true
            };
            if !there {
                lacking.push(format!("{}: {name}", document.path.display()));
            }
        }
    }
    assert!(lacking.is_empty(), "no such file\n{}", lacking.join("\n"));
}

#[test]
fn the_operators_guide_is_read_in_one_sitting() {
    let guide = fs::read_to_string(root().join("docs/operators.md")).unwrap();
    let words = guide.split_whitespace().count();
    assert!(words < GUIDE_WORDS, "{words} words");
}

#[test]
fn the_tests_are_found_that_the_documents_may_name() {
    let tests = tests();
    for known in [
        "every_promise_in_a_marked_section_names_its_test_or_says_why_it_has_none",
        "a_day_reads_back_as_it_was_written",
        "a_silent_connection_ends_after_the_idle_time",
    ] {
        assert!(tests.contains_key(known), "{known}");
    }
    assert!(!tests.contains_key("tests") && !tests.contains_key("files_below"));
    let named: BTreeSet<bool> = ["a_b_c_d", "min_free_bytes", "Not_a_test_here"].map(is_like_a_test).into();
    assert_eq!(named.len(), 2);
    assert!(is_bench("cargo bench --bench memory -- --mib 1") && !is_bench("cargo bench --bench nothing"));
}

/// The ways in which a test leaves early where it is not run as root.
const LEAVES_TO_ROOT: [&str; 2] = ["if !i_am_root() {", "// Only root can "];

#[test]
fn what_only_root_can_try_is_named_before_anything_is_tried() {
    let mut named = Vec::new();
    for path in files_below("tests", ".rs").into_iter().filter(|path| !path.ends_with("house/promises.rs")) {
        let text = fs::read_to_string(root().join(path)).unwrap();
        for test in text.split("#[test]\nfn ").skip(1) {
            let (body, _) = test.split_once("\n}\n").unwrap_or((test, ""));
            if LEAVES_TO_ROOT.iter().any(|way| body.contains(way)) {
                named.push(test.split('(').next().unwrap().to_owned());
            }
        }
    }
    assert!(named.len() >= 5, "{named:?}");
    for page in ["test", "CONTRIBUTING.md"] {
        let told = fs::read_to_string(root().join(page)).unwrap();
        for name in &named {
            assert!(told.contains(name.as_str()), "{page} does not name {name}");
        }
    }
}

#[test]
fn a_setting_that_a_document_names_is_told_apart_from_its_section() {
    // On one line they are no TOML.
    let one_line =
        |name: &String| name.starts_with('[') && name.split_once("] ").is_some_and(|(_, key)| key.contains('='));
    for document in documents() {
        let found: Vec<String> = document.names().into_iter().filter(one_line).collect();
        assert!(found.is_empty(), "{}: {found:?}", document.path.display());
    }
}
