//! What the program says has no holes: a string whose line was joined to the next without its mark has the indentation in
//! the middle of a sentence.

use std::collections::BTreeSet;
use std::fs;

use crate::documents::{files_below, root};
use crate::{Piece, pieces};

/// Files with strings that hold words apart on purpose, and why.
const APART: [(&str, &str); 5] = [
    ("src/cli/editor.rs", "keys and what each does, beside each other in the last line of the screen"),
    ("src/cli/extract.rs", "two sums that stand below each other"),
    ("src/cli/mod.rs", "commands and what each does, in columns"),
    ("src/cli/roster/show.rs", "names and values, in columns"),
    ("src/vault/export/readme.rs", "a command and its comment"),
];

/// The indentation of what goes on in the next line of the source; examples of commands are indented by two.
const INDENTED: &str = "        ";

/// Whether words of a line stand apart by three spaces or more, as the compiler reads the string. A line begins where it
/// will.
fn has_a_hole(quoted: &str) -> bool {
    let (mut read, mut rest) = (String::new(), quoted);
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '\\' {
            // The end of the source's line is in the string.
            read.push(if c == '\n' && rest.starts_with(INDENTED) { ' ' } else { c });
            continue;
        }
        let Some(escaped) = rest.chars().next() else { break };
        rest = &rest[escaped.len_utf8()..];
        match escaped {
            '\n' => rest = rest.trim_start(),
            'n' => read.push('\n'),
            other => read.push(other),
        }
    }
    read.lines().any(|line| line.trim_matches([' ', '"']).contains("   "))
}

#[test]
fn no_sentence_of_the_program_has_the_indentation_of_its_source_in_it() {
    let mut found = BTreeSet::new();
    for path in files_below("src", ".rs") {
        let path = path.to_str().unwrap();
        if path.ends_with("tests.rs") || path.contains("/tests/") || path.ends_with("commands_in_docs.rs") {
            continue;
        }
        let text = fs::read_to_string(root().join(path)).unwrap();
        // Tests stand last in a file.
        let program = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
        let quoted = pieces(program).into_iter().filter(|(piece, _)| *piece == Piece::Quoted);
        for (_, sentence) in quoted.filter(|(_, sentence)| has_a_hole(sentence)) {
            assert!(APART.iter().any(|(known, _)| *known == path), "{path}: {sentence}");
            found.insert(path.to_owned());
        }
    }
    let named: BTreeSet<String> = APART.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(found, named, "a line here is stale");
}

#[test]
fn a_hole_is_seen_in_a_sentence_and_nowhere_else() {
    for whole in [
        "\"one or the \\\n                other\"",
        "\"one:\\n    the other\\n\"",
        "\"Examples:\n  one\"",
        "\"   one  two   \"",
    ] {
        assert!(!has_a_hole(whole), "{whole}");
    }
    for hole in ["\"one or the        other\"", "\"one or the\n        other\"", "\"one:\\n    the   other\""] {
        assert!(has_a_hole(hole), "{hole}");
    }
}
