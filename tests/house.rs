//! What each folder does not know (design.md §8), read from our own source; and what the documents promise, held
//! against it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "house/documents.rs"]
mod documents;
#[path = "house/links.rs"]
mod links;
#[path = "house/promises.rs"]
mod promises;
#[path = "house/recipients.rs"]
mod recipients;
#[path = "house/sentences.rs"]
mod sentences;
#[path = "house/unsafety.rs"]
mod unsafety;

/// The folders; each may use those that stand behind it, and none before it.
const ORDER: [&str; 15] = [
    "cli",
    "serving",
    "portal",
    "reviewing",
    "intake",
    "report",
    "vault",
    "form",
    "backup",
    "texts",
    "roster",
    "store",
    "link",
    "seal",
    "harden",
];

/// Crates that one concern is made of, and the folders that may name them.
const HOMES: [(&str, &[&str]); 40] = [
    ("actix_http", &["portal", "reviewing", "serving"]),
    ("actix_rt", &["serving"]),
    ("actix_server", &["portal", "reviewing", "serving"]),
    ("actix_service", &["portal", "reviewing", "serving"]),
    ("actix_web", &["portal", "reviewing"]),
    ("age", &["seal"]),
    ("age_core", &["seal"]),
    ("anstream", &["cli"]),
    ("anstyle", &["cli"]),
    ("argon2", &["seal"]),
    ("askama", &["portal", "report"]),
    ("aws_lc_rs", &["link", "seal"]),
    ("bech32", &["seal"]),
    ("bip39", &["seal"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("crc32fast", &["seal"]),
    ("directories", &["cli"]),
    ("fluent_bundle", &["portal", "report", "texts"]),
    ("hkdf", &["seal"]),
    ("hpke", &["seal"]),
    ("http_body_util", &["vault"]),
    ("hyper", &["vault"]),
    ("hyper_util", &["vault"]),
    ("indicatif", &["cli"]),
    ("landlock", &["harden"]),
    ("libc", &["harden", "store"]),
    ("ml_kem", &["seal"]),
    ("roxmltree", &["portal"]),
    ("rpassword", &["cli"]),
    ("rustls", &["link"]),
    ("seccompiler", &["harden"]),
    ("sled", &["store"]),
    ("tokio_rustls", &["link"]),
    ("tokio_socks", &["vault"]),
    ("unicode_segmentation", &["cli"]),
    ("unicode_width", &["cli"]),
    ("x25519_dalek", &["seal"]),
    ("x509_cert", &["link"]),
];

/// Macros and crates that write a line somewhere. Only the command line talks.
const TALKING: [&str; 11] =
    ["println", "print", "eprintln", "eprint", "dbg", "log", "tracing", "trace", "debug", "warn", "error"];

/// Folders that know of no file, as the map in `docs/architecture.md` has it.
const WITHOUT_FILES: [&str; 5] = ["portal", "intake", "report", "form", "seal"];

/// A file of ours without comments, text and tests, as words and marks.
struct Source {
    /// The folder it belongs to.
    folder: String,
    path: PathBuf,
    tokens: Vec<String>,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let below = path.strip_prefix(&root).unwrap().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs")
                && !below.ends_with("tests.rs")
                // Its doors reach into every folder; no build that ships has it.
                && !below.ends_with("fuzzing.rs")
            {
                let folder = below.components().next().unwrap().as_os_str().to_str().unwrap();
                let folder = folder.trim_end_matches(".rs").to_owned();
                let tokens = without_tests(&tokens(&fs::read_to_string(&path).unwrap()));
                found.push(Source { folder, path: below, tokens });
            }
        }
    }
    assert!(found.len() > 40);
    found
}

/// What a piece of source is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A word, `::`, or another mark.
    Token,
    /// What stands in plain double quotes, with them.
    Quoted,
    /// Spaces, comments, raw strings and characters.
    Other,
}

fn pieces(text: &str) -> Vec<(Piece, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (piece, len) = if rest.starts_with("//") {
            (Piece::Other, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (Piece::Other, rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if let Some(len) = raw_len(rest) {
            (Piece::Other, len)
        } else if c == '"' {
            (Piece::Quoted, quoted_len(rest))
        } else if let Some(len) = char_len(rest) {
            (Piece::Other, len)
        } else if c.is_alphabetic() || c == '_' {
            (Piece::Token, rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()))
        } else if c.is_whitespace() {
            (Piece::Other, c.len_utf8())
        } else {
            (Piece::Token, if rest.starts_with("::") { 2 } else { c.len_utf8() })
        };
        pieces.push((piece, &rest[..len]));
        rest = &rest[len..];
    }
    pieces
}

/// Words, `::`, and every other mark by itself; without comments and what stands in quotes.
fn tokens(text: &str) -> Vec<String> {
    let tokens = pieces(text).into_iter().filter(|(piece, _)| *piece == Piece::Token);
    tokens.map(|(_, token)| token.to_owned()).collect()
}

/// The length of a raw string, in which nothing is escaped.
fn raw_len(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('b').unwrap_or(text).strip_prefix('r')?;
    let marks = inside.len() - inside.trim_start_matches('#').len();
    let close = format!("\"{}", &inside[..marks]);
    let begun = inside[marks..].strip_prefix('"')?;
    let end = begun.find(&close).map_or(begun.len(), |end| end + close.len());
    Some(text.len() - begun.len() + end)
}

fn quoted_len(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

/// The length of a character literal; lifetimes have no closing quote.
fn char_len(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    let from = if first == '\\' { 2 } else { first.len_utf8() };
    let end = inside.get(from..)?.find('\'')?;
    let fits = if first == '\\' { end <= 8 } else { end == 0 };
    fits.then_some(1 + from + end + 1)
}

/// Cuts out every item under `#[cfg(test)]`, and under `#[cfg(any(test, fuzzing))]`: neither is in the program.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let marks: [&[&str]; 2] = [
        &["#", "[", "cfg", "(", "test", ")", "]"],
        &["#", "[", "cfg", "(", "any", "(", "test", ",", "fuzzing", ")", ")", "]"],
    ];
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some(token) = rest.first() {
        let is = |mark: &&[&str]| rest.iter().take(mark.len()).map(String::as_str).eq(mark.iter().copied());
        if marks.iter().any(is) {
            let mut depth = 0;
            let end = rest.iter().position(|token| {
                depth += i32::from(token == "{") - i32::from(token == "}");
                depth == 0 && (token == ";" || token == "}")
            });
            rest = &rest[end.map_or(rest.len(), |end| end + 1)..];
        } else {
            kept.push(token.clone());
            rest = &rest[1..];
        }
    }
    kept
}

impl Source {
    /// The folders of ours that it names, by `crate::FOLDER` or `crate::{FOLDER…}`.
    fn folders(&self) -> BTreeSet<&str> {
        let mut named = BTreeSet::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let follows = self.tokens.get(at + 1).is_some_and(|t| t == "::");
            if !["crate", "amparo", "super"].contains(&token.as_str()) || !follows {
                continue;
            }
            let mut depth = 0;
            // Up to the end of the list, or only the next word where there is none.
            for word in &self.tokens[at + 2..] {
                depth += i32::from(word == "{") - i32::from(word == "}");
                if depth <= 1 {
                    named.extend(ORDER.into_iter().find(|folder| folder == word));
                }
                if depth == 0 {
                    break;
                }
            }
        }
        named
    }

    /// True when it names this crate: at the start of a path, or in a `use` of its own.
    fn names_crate(&self, name: &str) -> bool {
        (0..self.tokens.len()).filter(|at| self.tokens[*at] == name).any(|at| {
            let before = at.checked_sub(1).map_or("", |at| &self.tokens[at]);
            let after = self.tokens.get(at + 1).map_or("", String::as_str);
            before != "::" && (after == "::" || before == "use")
        })
    }

    /// True when it names what files are opened with.
    fn opens_files(&self) -> bool {
        let runs: [&[&str]; 4] = [&["fs", "::"], &["std", "::", "fs"], &["private_file"], &["harden", "::", "folder"]];
        runs.iter().any(|run| self.has(run))
    }

    fn has(&self, run: &[&str]) -> bool {
        self.tokens.windows(run.len()).any(|window| window.iter().map(String::as_str).eq(run.iter().copied()))
    }
}

fn place(folder: &str) -> usize {
    ORDER.iter().position(|known| *known == folder).unwrap_or_else(|| panic!("{folder} stands nowhere in the order"))
}

#[test]
fn arrows_between_folders_point_down_the_list_only() {
    for source in sources() {
        if source.folder == "lib" {
            continue;
        }
        if source.folder == "main" {
            assert_eq!(source.folders(), BTreeSet::from(["cli"]));
            continue;
        }
        for used in source.folders() {
            let down = used == source.folder || place(used) > place(&source.folder);
            // A folder may have a file that is called like another folder.
            let own = source.path.with_file_name(format!("{used}.rs"));
            let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(own).exists();
            assert!(down || own, "{} uses {used}, which stands above it", source.path.display());
        }
    }
}

#[test]
fn the_map_in_the_docs_has_every_folder_in_that_order() {
    let map = include_str!("../docs/architecture.md").split("## Code map").nth(1).unwrap();
    let map = map.split("\n## ").next().unwrap();
    let rows: Vec<&str> =
        map.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|row| row.split('`').next()).collect();
    assert_eq!(rows, ORDER);
}

#[test]
fn the_library_lists_its_folders_in_that_order() {
    let lib = sources().into_iter().find(|source| source.folder == "lib").unwrap();
    let listed: Vec<&str> =
        lib.tokens.windows(2).filter(|pair| pair[0] == "mod").map(|pair| pair[1].as_str()).collect();
    assert_eq!(listed, ORDER);
}

#[test]
fn a_crate_is_named_where_its_concern_lives_and_nowhere_else() {
    let sources = sources();
    for (name, homes) in HOMES {
        let named: Vec<&Source> = sources.iter().filter(|source| source.names_crate(name)).collect();
        assert!(!named.is_empty(), "nothing names {name}; its line here is stale");
        for source in named {
            assert!(homes.contains(&source.folder.as_str()), "{} names {name}", source.path.display());
        }
    }
}

#[test]
fn who_knows_of_no_file_opens_none() {
    // Tests of the pages' words, which read what translators wrote.
    let is_a_test = |source: &Source| source.path.iter().any(|step| step == "wording" || step == "wording.rs");
    let sources = sources();
    for folder in WITHOUT_FILES {
        let own: Vec<&Source> = sources.iter().filter(|source| source.folder == folder && !is_a_test(source)).collect();
        assert!(!own.is_empty(), "{folder}");
        for source in own {
            assert!(!source.opens_files(), "{} opens files", source.path.display());
        }
    }
}

#[test]
fn only_intake_and_seal_have_a_word_for_plaintext() {
    let mut knowing = BTreeSet::new();
    for source in sources() {
        if source.tokens.iter().any(|token| token.starts_with("Plaintext")) {
            knowing.insert(source.folder);
        }
    }
    assert_eq!(knowing, BTreeSet::from(["intake".to_owned(), "seal".to_owned()]));
}

#[test]
fn nothing_but_the_command_line_prints_or_logs() {
    for source in sources().into_iter().filter(|source| source.folder != "cli") {
        for word in TALKING {
            let talks = source.has(&[word, "!"]) || source.names_crate(word);
            assert!(!talks, "{} has {word}", source.path.display());
        }
        for stream in ["stdout", "stderr"] {
            assert!(!source.has(&[stream, "(", ")"]), "{} writes to {stream}", source.path.display());
        }
    }
}

/// What stands in a file of `seal`.
fn read(text: &str) -> Source {
    Source { folder: "seal".to_owned(), path: PathBuf::from("seal/x.rs"), tokens: without_tests(&tokens(text)) }
}

#[test]
fn the_reader_of_source_sees_what_it_looks_for() {
    let uses = read("use crate::{cli::x, roster, store::{intake, A}};\nfn f() { crate::portal::g(); }");
    assert_eq!(uses.folders(), BTreeSet::from(["cli", "portal", "roster", "store"]));
    assert!(read("use super::store::X;").folders().contains("store"));
    for hidden in [
        "// crate::cli::x",
        "/* crate::cli */",
        "let a = \"crate::cli \\\" crate::cli\";",
        "#[cfg(test)] mod tests { use crate::cli::X; }",
        "#[cfg(test)]\nmod samples;",
        "fn f<'a>(c: char) -> bool { c == '\"' || c == '\\'' || c == '/' } // crate::cli",
        "let a = r#\"crate::cli \" crate::cli\"#;",
        "let a = (br\"crate::cli\\\", \"crate::cli\");",
    ] {
        assert_eq!(read(hidden).folders(), BTreeSet::new(), "{hidden}");
    }
    let after = read("#[cfg(test)] mod tests { fn f() { g() } } fn h() { sled::open(); println!(); }");
    assert!(after.names_crate("sled") && after.has(&["println", "!"]));
    assert!(read("use sled;").names_crate("sled") && read("#[derive(clap::Args)] struct A;").names_crate("clap"));
    assert!(!read("crate::seal::sled::x(); let sled = 1;").names_crate("sled"));
    for opens in
        ["use std::fs;", "std::fs::read(a);", "use std::{fs::File, io};", "use crate::harden::{cage, private_file};"]
    {
        assert!(read(opens).opens_files(), "{opens}");
    }
    assert!(!read("fn fs(folder: &str) {}").opens_files());
}
