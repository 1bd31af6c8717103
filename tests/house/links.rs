//! The book: every chapter has its place, and every link leads somewhere.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use crate::documents::{Document, documents, root};

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => assert!(plain.pop(), "{} leads out of the repository", path.display()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

fn is_outside(link: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| link.starts_with(scheme))
}

#[test]
fn every_link_in_the_documents_leads_to_a_file_and_a_heading_that_are_there() {
    let documents = documents();
    let by_path: BTreeMap<&Path, &Document> = documents.iter().map(|it| (it.path.as_path(), it)).collect();
    let mut followed = 0;
    for document in &documents {
        let folder = document.path.parent().unwrap();
        for link in document.links().into_iter().filter(|link| !is_outside(link)) {
            let whole = format!("{}: {link}", document.path.display());
            let (file, anchor) = link.split_once('#').map_or((link.as_str(), None), |(f, a)| (f, Some(a)));
            let path = if file.is_empty() { document.path.clone() } else { plain(&folder.join(file)) };
            assert!(root().join(&path).exists(), "{whole} is not there");
            // A page of the book that leads to a file beside it has a broken link in the built book.
            let leaves = document.path.starts_with("docs") && !path.starts_with("docs");
            assert!(!leaves, "{whole} leads out of the book");
            if let Some(anchor) = anchor {
                let target = by_path.get(path.as_path()).unwrap_or_else(|| panic!("{whole} is no document"));
                assert!(target.anchors().contains(anchor), "{whole} has no such heading");
            }
            followed += 1;
        }
    }
    assert!(followed > 100, "{followed}");
}

#[test]
fn every_chapter_stands_once_in_the_books_contents() {
    let documents = documents();
    let summary = documents.iter().find(|it| it.is("docs/SUMMARY.md")).unwrap();
    let listed: Vec<PathBuf> = summary.links().iter().map(|link| Path::new("docs").join(link)).collect();
    let book = documents.iter().filter(|it| it.path.starts_with("docs") && !it.is("docs/SUMMARY.md"));
    let chapters: Vec<PathBuf> = book.map(|it| it.path.clone()).collect();
    for chapter in &chapters {
        let times = listed.iter().filter(|listed| *listed == chapter).count();
        assert_eq!(times, 1, "docs/SUMMARY.md has no line for {}, or more than one", chapter.display());
    }
    assert_eq!(listed.len(), chapters.len());
}

#[test]
fn a_decision_has_one_title_wherever_it_is_listed() {
    let documents = documents();
    let text_of = |path: &str| documents.iter().find(|it| it.is(path)).unwrap().text.as_str();
    let (summary, index) = (text_of("docs/SUMMARY.md"), text_of("docs/decisions/README.md"));
    let mut before = 0;
    for decision in documents.iter().filter(|it| it.path.starts_with("docs/decisions")) {
        let file = decision.path.file_name().unwrap().to_str().unwrap();
        let Some((number, _)) = file.split_once('-') else { continue };
        let head = decision.text.lines().next().unwrap();
        let title = head.strip_prefix(&format!("# {number} ")).unwrap_or_else(|| panic!("{file} begins with `{head}`"));
        assert!(summary.contains(&format!("[{number} {title}](decisions/{file})")), "docs/SUMMARY.md: {number}");
        let row = index.find(&format!("| [{number}]({file}) | {title}")).unwrap_or_else(|| panic!("index: {number}"));
        assert!(row > before, "the index has {number} too early");
        before = row;
    }
}
