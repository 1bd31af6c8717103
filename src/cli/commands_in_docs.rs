//! The commands that the documents tell people to type, held against the command line: a chapter cannot name a command
//! or an option that is not there.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Command;
use clap::error::ErrorKind;

use super::command::{has_use_for, plain};

/// Documents beside the book.
const BESIDE: [&str; 2] = ["README.md", "CONTRIBUTING.md"];
/// Made of the command line itself.
const REFERENCE: &str = "commands.md";

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found: Vec<PathBuf> = BESIDE.iter().map(|name| root.join(name)).collect();
    let mut folders = vec![root.join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") && !path.ends_with(REFERENCE) {
                found.push(path);
            }
        }
    }
    found
}

/// A command as it stands in a document.
struct Typed {
    words: Vec<String>,
    /// In a block of its own, and so to be typed as it stands; else it is spoken of, perhaps in part.
    whole: bool,
}

/// The commands of a document.
fn typed(text: &str) -> Vec<Typed> {
    let mut found = Vec::new();
    let mut prose = String::new();
    let mut inside = false;
    let mut line_so_far = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
            prose.push('\n');
        } else if !inside {
            prose.push_str(line);
            prose.push('\n');
        } else if let Some(begun) = line.strip_suffix('\\') {
            line_so_far.push_str(begun);
        } else {
            line_so_far.push_str(line);
            found.extend(command_of(&line_so_far).map(|words| Typed { words, whole: true }));
            line_so_far.clear();
        }
    }
    for paragraph in prose.split("\n\n") {
        for name in paragraph.split('`').skip(1).step_by(2) {
            let name = name.replace('\n', " ");
            found.extend(command_of(&name).map(|words| Typed { words, whole: false }));
        }
    }
    found
}

/// The words behind `amparo`, up to a comment, a pipe or a redirection.
fn command_of(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let line = line.strip_prefix("ssh SERVER ").unwrap_or(line);
    let line = line.strip_prefix("sudo ").unwrap_or(line);
    let line = line.strip_prefix("…/").unwrap_or(line);
    let rest = line.strip_prefix("amparo ").or_else(|| line.strip_prefix("cargo run --release -- "))?;
    let rest = rest.split("   ").next().unwrap_or_default();
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in rest.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '|' | '<' | '>' | '&' | ';' | '#') => break,
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    let is_placeholder = |word: &String| word.starts_with('…') || word.chars().all(|c| c.is_ascii_uppercase());
    if words.first().is_none_or(is_placeholder) || words[0] == "help" { None } else { Some(words) }
}

/// What is wrong with a command as it is typed.
fn wrong(typed: &Typed) -> Option<String> {
    let words = &typed.words;
    let mut command: &Command = &plain();
    let root = command.clone();
    for word in words.iter().filter(|word| *word != "…") {
        if let Some(long) = word.strip_prefix("--") {
            let long = long.split('=').next().unwrap_or_default();
            let knows = |command: &Command| command.get_arguments().any(|known| known.get_long() == Some(long));
            let everywhere = root.get_arguments().any(|known| known.is_global_set() && known.get_long() == Some(long));
            let roster = root.find_subcommand("roster").filter(|_| words.contains(&"roster".to_owned()));
            let is_idle = words
                .iter()
                .find(|word| root.find_subcommand(word).is_some())
                .is_some_and(|first| !has_use_for(first, &long.replace('-', "_")));
            if is_idle {
                return Some(format!("no use for --{long}"));
            }
            if !(knows(command) || everywhere || roster.is_some_and(knows) || ["help", "version"].contains(&long)) {
                return Some(format!("no option --{long}"));
            }
        } else if let Some(next) = command.find_subcommand(word) {
            command = next;
        }
    }
    let error = plain().try_get_matches_from([&["amparo".to_owned()], words.as_slice()].concat()).err()?;
    let is_fine = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => true,
        // `KEY` and `…` stand for what people put there.
        ErrorKind::ValueValidation | ErrorKind::InvalidValue => {
            words.iter().any(|word| word.contains('…') || word.chars().filter(char::is_ascii_uppercase).count() > 1)
        }
        ErrorKind::MissingRequiredArgument
        | ErrorKind::MissingSubcommand
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => !typed.whole,
        _ => words.iter().any(|word| word == "…") && !typed.whole,
    };
    (!is_fine).then(|| error.to_string())
}

#[test]
fn every_command_that_a_document_names_is_one() {
    let (mut seen, mut bad) = (0, Vec::new());
    for path in documents() {
        for typed in typed(&fs::read_to_string(&path).unwrap()) {
            if let Some(why) = wrong(&typed) {
                bad.push(format!("{}: amparo {}\n{why}", path.display(), typed.words.join(" ")));
            }
            seen += 1;
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
    assert!(seen > 100, "{seen}");
}

#[test]
fn a_command_that_is_none_is_noticed() {
    let say = |text: &str| typed(text).iter().map(|typed| wrong(typed).is_some()).collect::<Vec<_>>();
    for (text, expected) in [
        ("```\namparo pull --sealed      fetches\nsudo amparo pul\n```", vec![false, true]),
        ("`amparo read` and `amparo read --languag es`, `amparo.service`", vec![false, true]),
        ("```\namparo read\namparo read 3f2a --json | jq --x\n```", vec![true, false]),
        (
            "`amparo COMMAND --help`, `amparo inbox --since DAY`, `amparo roster add desk x\n--titel y`",
            vec![false, true],
        ),
        ("```\namparo --home ./x inbox\namparo demo --home ./x\n```", vec![false, true]),
        ("```\namparo extract 3f2a \\\n    --to x \\\n    --nothing\n```", vec![true]),
    ] {
        assert_eq!(say(text), expected, "{text}");
    }
}
