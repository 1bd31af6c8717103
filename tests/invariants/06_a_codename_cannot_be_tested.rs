//! Invariant 6: the server answers any well-formed codename with a page of the same size after the same work.

use std::collections::BTreeSet;

use amparo::seal::{Codename, WordList};
use rand_core::OsRng;

use crate::common::files_in;
use crate::common::site::{Server, Site};
use crate::common::source::Visit;
use crate::common::trace::Trace;

/// Nine words that were never given out.
fn unused() -> String {
    Codename::generate(WordList::of_language("en"), &mut OsRng).words().to_string()
}

/// A codename with so many replies.
fn answered(site: &Site, server: &Server, replies: usize) -> String {
    let form = server.form("en");
    assert_eq!(server.tell(&Visit::to("en", &form).with("account", &form.codename)).status, 200);
    site.reviewer.pull();
    let inbox = site.reviewer.inbox();
    let ids = inbox.iter().map(|one| one["id"].as_str().unwrap());
    let mine = |id: &&str| site.reviewer.testimony(id)["answers"]["account"] == form.codename.as_str();
    let id = ids.into_iter().find(mine).unwrap();
    let file = site.folder.path().join("answer.txt");
    for n in 0..replies {
        std::fs::write(&file, format!("Answer {n}. {}", "<".repeat(100 * n))).unwrap();
        site.reviewer.done(&["reply", id, "--file", file.to_str().unwrap()]);
    }
    site.reviewer.done(&["push"]);
    form.codename
}

#[test]
fn a_used_and_a_never_used_codename_get_pages_of_one_size_after_the_same_reads() {
    let site = Site::demo();
    let trace = site.folder.path().join("trace");
    let server = site.start_traced(&trace);
    let codenames = [answered(&site, &server, 7), answered(&site, &server, 0), unused(), unused()];
    let deleting = |codename: &str, page: &str| server.delete_shown("en", codename, "16", page);
    let mut sizes = BTreeSet::new();
    let mut heads = BTreeSet::new();
    for codename in &codenames {
        let page = server.open_mailbox("en", codename);
        let deleted = deleting(codename, &page.body);
        for answer in [page, deleted, server.open_mailbox("es", codename)] {
            sizes.insert(answer.head_bytes + answer.body.len());
            heads.insert((answer.status, answer.headers.clone()));
        }
    }
    // One that somebody spoiled, then none any more; and a page after a change.
    let spoiled = files_in(&site.data.join("mailboxes")).into_iter().find(|path| path.extension().is_some()).unwrap();
    std::fs::write(&spoiled, vec![b'x'; 6000]).unwrap();
    let seen = server.open_mailbox("en", &codenames[0]);
    assert_eq!(seen.body.matches("<article").count(), 7);
    assert_eq!(seen.body.matches("A reply is here, but it cannot be opened.").count(), 1);
    let emptied = server.delete_shown("en", &codenames[0], "all", &seen.body);
    assert_eq!(emptied.body.matches("<article").count(), 0);
    for answer in [seen, emptied] {
        sizes.insert(answer.head_bytes + answer.body.len());
        heads.insert((answer.status, answer.headers.clone()));
    }
    for codename in &codenames[1..3] {
        let answer = server.send_fields("/en/2", &[("action", "consent"), ("codename", codename)]);
        sizes.insert(answer.head_bytes + answer.body.len());
        heads.insert((answer.status, answer.headers.clone()));
    }
    assert_eq!(sizes, BTreeSet::from([256 << 10]));
    assert_eq!(heads.len(), 1, "{heads:?}");
    let id = server.process.id();
    server.stop();
    // Each answer with a mailbox has asked for sixteen slots, and so has each of the seven replies that were kept.
    let asked = Trace::finished(&trace, id).opened_in("mailboxes");
    let names: BTreeSet<&str> = asked.iter().map(String::as_str).collect();
    assert_eq!(names.len(), 4 * 16);
    let mut counts: Vec<usize> = names.iter().map(|name| asked.iter().filter(|one| one == name).count()).collect();
    counts.sort_unstable();
    assert_eq!(counts[..3 * 16], [4; 3 * 16], "three answers and a deletion each, whether anything lies there or not");
    assert_eq!(counts[3 * 16..], [4 + 7 + 3; 16], "seven replies, two answers and a deletion more");
}
