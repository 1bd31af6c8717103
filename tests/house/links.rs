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
