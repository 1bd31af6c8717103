//! The documents as a checker reads them: headings, links, names in backticks, footnotes, and the marked sections that
//! promise something.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Documents beside the book's.
const BESIDE: [&str; 4] = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];

/// Each stands on a line of its own.
pub(crate) const CLAIMS: &str = "\n<!-- claims -->\n";
const END_OF_CLAIMS: &str = "\n<!-- end of claims -->\n";

/// One Markdown file.
pub(crate) struct Document {
    /// From the repository's root.
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the repository whose name ends so, from the root.
pub(crate) fn files_below(folder: &str, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().unwrap().ends_with(end) {
                found.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// The book's chapters and the documents beside it.
pub(crate) fn documents() -> Vec<Document> {
    let paths = files_below("docs", ".md").into_iter().chain(BESIDE.map(PathBuf::from));
    paths.map(|path| Document { text: fs::read_to_string(root().join(&path)).unwrap(), path }).collect()
}

impl Document {
    pub(crate) fn is(&self, path: &str) -> bool {
        self.path == Path::new(path)
    }

    /// The text without what stands between fences.
    fn prose(&self) -> String {
        let mut inside = false;
        let is_prose = |line: &&str| {
            let fence = line.trim_start().starts_with("```");
            inside ^= fence;
            !inside && !fence
        };
        self.text.lines().filter(is_prose).collect::<Vec<_>>().join("\n")
    }

    /// What stands in backticks outside of fences, in order. A name that is broken over two lines is joined.
    pub(crate) fn names(&self) -> Vec<String> {
        names(&self.prose())
    }

    /// Where links and images lead, without the footnotes.
    pub(crate) fn links(&self) -> Vec<String> {
        let prose = self.prose();
        let mut found: Vec<String> = Vec::new();
        for (at, _) in prose.match_indices("](") {
            let target = &prose[at + 2..];
            found.push(target[..target.find(')').unwrap_or(target.len())].to_owned());
        }
        found
    }

    /// The ids that mdBook gives to the headings.
    pub(crate) fn anchors(&self) -> BTreeSet<String> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut anchors = BTreeSet::new();
        for line in self.prose().lines() {
            let title = line.trim_start_matches('#');
            if title.len() == line.len() || !title.starts_with(' ') {
                continue;
            }
            let mut id = String::new();
            for c in title.trim().chars() {
                if c.is_alphanumeric() || c == '_' || c == '-' {
                    id.extend(c.to_lowercase());
                } else if c.is_whitespace() {
                    id.push('-');
                }
            }
            let count = seen.entry(id.clone()).or_default();
            anchors.insert(if *count == 0 { id } else { format!("{id}-{count}") });
            *count += 1;
        }
        anchors
    }

    /// Each promise of the marked sections: a paragraph, a list item or a table's row, with its footnotes' texts.
    ///
    /// # Panics
    /// When a section does not end, or a footnote has no text.
    pub(crate) fn promises(&self) -> Vec<String> {
        let footnotes = self.footnotes();
        let mut promises = Vec::new();
        for section in self.text.split(CLAIMS).skip(1) {
            let (section, _) = section.split_once(END_OF_CLAIMS).unwrap_or_else(|| panic!("{}", self.path.display()));
            for mut promise in blocks(section) {
                for (mark, text) in &footnotes {
                    if promise.contains(&format!("[^{mark}]")) {
                        promise.push_str(text);
                    }
                }
                promises.push(promise);
            }
        }
        assert_eq!(
            self.text.matches(CLAIMS).count(),
            self.text.matches(END_OF_CLAIMS).count(),
            "{}",
            self.path.display()
        );
        promises
    }

    /// The footnotes' texts by their marks. Each must be asked for, and each that is asked for must be there.
    fn footnotes(&self) -> BTreeMap<String, String> {
        let notes: BTreeMap<String, String> = self
            .text
            .lines()
            .filter_map(|line| line.strip_prefix("[^")?.split_once("]: "))
            .map(|(mark, text)| (mark.to_owned(), format!(" {text}")))
            .collect();
        let mut asked = BTreeSet::new();
        for (at, _) in self.text.match_indices("[^") {
            let (mark, rest) = self.text[at + 2..].split_once(']').unwrap();
            if !rest.starts_with(": ") {
                asked.insert(mark.to_owned());
            }
        }
        let there: BTreeSet<String> = notes.keys().cloned().collect();
        assert_eq!(there, asked, "the footnotes of {}", self.path.display());
        notes
    }
}

/// What stands in backticks.
pub(crate) fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for block in text.split("\n\n") {
        names.extend(block.split('`').skip(1).step_by(2).map(|name| name.replace('\n', " ")));
    }
    names
}

/// Paragraphs, list items and table rows; a table's head is none.
fn blocks(section: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    let lines: Vec<&str> = section.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let next_is_rule = lines.get(at + 1).is_some_and(|next| next.starts_with("| -"));
        if line.trim().is_empty() || line.starts_with('#') || line.starts_with("| -") || next_is_rule {
            open = false;
        } else if line.starts_with('|') || line.starts_with("- ") || !open {
            blocks.push((*line).to_owned());
            open = !line.starts_with('|');
        } else {
            let last = blocks.last_mut().unwrap();
            last.push(' ');
            last.push_str(line.trim_start());
        }
    }
    blocks
}

#[test]
fn a_section_is_read_promise_by_promise() {
    let text = "x\n<!-- claims -->\n\nA `b`\nc.\n\n- d[^e]\n  f\n- g\n\n| h | i |\n| --- | --- |\n| j | k |\n\n\
                <!-- end of claims -->\ny\n\n[^e]: `z`\n";
    let document = Document { path: "docs/x.md".into(), text: text.to_owned() };
    assert_eq!(document.promises(), ["A `b` c.", "- d[^e] f `z`", "- g", "| j | k |"]);
    let titled = "# A b's `c`\n```\n# no\n```\n## A b's c\n## …the (d), e-f_g\n";
    let document = Document { path: "docs/x.md".into(), text: titled.to_owned() };
    assert_eq!(document.anchors().into_iter().collect::<Vec<_>>(), ["a-bs-c", "a-bs-c-1", "the-d-e-f_g"]);
}
