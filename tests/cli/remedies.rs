//! Every error that a command makes says how to mend it.

use std::fs;
use std::path::{Path, PathBuf};

/// How an error begins.
const BEGINNINGS: [&str; 6] = [
    "CommandError::failed(",
    "CommandError::usage(",
    "CommandError::unverified(",
    "Self::failed(",
    "Self::usage(",
    "Self::unverified(",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// How long what stands in brackets is, from the opening one on; text in quotes is passed over.
fn bracketed(text: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// The names of the methods that are called on what `text` begins with.
fn methods(text: &str) -> Vec<&str> {
    let mut rest = &text[bracketed(text)..];
    let mut names = Vec::new();
    while let Some(method) = rest.trim_start().strip_prefix('.') {
        let end = method.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(method.len());
        names.push(&method[..end]);
        rest = &method[end..];
        if rest.starts_with('(') {
            rest = &rest[bracketed(rest)..];
        }
    }
    names
}

/// The lines of a source that begin an error without a remedy. Errors that are begun once and ended in several
/// places, by `let failed = || …`, are passed over.
fn unmended(source: &str) -> Vec<usize> {
    let mut lines = Vec::new();
    for beginning in BEGINNINGS {
        for (at, _) in source.match_indices(beginning) {
            let opening = at + beginning.len() - 1;
            let shared = source[..at].trim_end().ends_with("||");
            let comment = source[..at].rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with("//"));
            let ended = methods(&source[opening..]).contains(&"mend");
            if !shared && !comment && !ended {
                lines.push(1 + source[..at].matches('\n').count());
            }
        }
    }
    lines
}

#[test]
fn every_error_says_how_to_mend_it() {
    let mut paths = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli"), &mut paths);
    assert!(paths.len() > 15);
    let found: Vec<String> = paths
        .iter()
        .flat_map(|path| {
            let source = fs::read_to_string(path).expect("a source");
            unmended(&source).into_iter().map(|line| format!("{}:{line}", path.display())).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "end them with .mend(…): {found:#?}");
}

#[test]
fn an_error_without_a_remedy_is_found() {
    assert_eq!(unmended("a\nCommandError::failed(format!(\"({x}\")).because(y)"), [2]);
    assert_eq!(unmended("CommandError::failed(\")\").because(y(z))\n    .mend(\"try\")"), Vec::<usize>::new());
    assert_eq!(unmended("let failed = || CommandError::failed(x);"), Vec::<usize>::new());
}
