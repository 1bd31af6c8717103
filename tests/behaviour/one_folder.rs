//! What several commands write into one folder: none takes away what another has finished.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::bags::{EVERYTHING, Told};
use crate::common::process::Process;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;
use crate::common::{everything_in, files_in, wait_until};

/// A site with a submission for each of these names of a file, pulled, and their ids in that order.
fn told(names: &[&str]) -> (Site, Vec<String>) {
    let site = Site::demo();
    let server = site.start();
    for name in names {
        let visit = Visit::to("en", &server.form("en"))
            .with("account", "words")
            .file(*name, format!("this is {name}").into_bytes());
        assert_eq!(server.tell(&visit).status, 200);
    }
    site.reviewer.pull();
    server.stop();
    let inbox = site.reviewer.inbox();
    let of = |name: &&str| {
        let found = inbox.iter().find(|one| one["attachments"][0]["name"] == **name);
        found.unwrap()["id"].as_str().unwrap().to_owned()
    };
    let ids = names.iter().map(of).collect();
    (site, ids)
}

fn names_in(folder: &Path) -> Vec<PathBuf> {
    everything_in(folder)[1..].iter().map(|path| path.strip_prefix(folder).unwrap().to_owned()).collect()
}

#[test]
fn no_name_that_a_source_gives_is_taken_for_what_a_kill_left_of_another_file() {
    let names = ["video", "video.part", ".1-video.part"];
    let (site, ids) = told(&names);
    let to = site.folder.path().join("files");
    for id in ids.iter().rev() {
        site.reviewer.extract(id, &to);
    }
    // No finished name begins with a dot, as every half does.
    assert_eq!(names_in(&to), ["1-1-video.part", "1-video", "1-video.part"].map(PathBuf::from));
    assert_eq!(fs::read_to_string(to.join("1-video.part")).unwrap(), "this is video.part");
    assert_eq!(fs::read_to_string(to.join("1-video")).unwrap(), "this is video");

    // What a kill did leave is taken away by the next extract of that file.
    let to = site.folder.path().join("again");
    fs::create_dir(&to).unwrap();
    fs::write(to.join(".1-video.part"), "half of it").unwrap();
    site.reviewer.extract(&ids[0], &to);
    assert_eq!(names_in(&to), [PathBuf::from("1-video")]);
}

#[test]
fn of_two_extracts_into_one_folder_the_second_waits_and_takes_no_half_away() {
    let (site, ids) = told(&["a.txt"]);
    let to = site.folder.path().join("files");
    fs::create_dir(&to).unwrap();
    let first = File::open(&to).unwrap();
    first.lock().unwrap();
    let half = to.join(".1-a.txt.part");
    fs::write(&half, "half of it").unwrap();
    let second = Process::start(&mut site.reviewer.command(&["extract", &ids[0], "--to", path_text(&to)]));
    let id = second.id().to_string();
    let waits = |line: &str| line.contains("->") && line.split_whitespace().any(|word| word == id);
    wait_until("the second waits", || fs::read_to_string("/proc/locks").unwrap().lines().any(waits));
    assert_eq!(fs::read_to_string(&half).unwrap(), "half of it");
    // The first finishes.
    fs::rename(&half, to.join("1-a.txt")).unwrap();
    drop(first);
    let ended = second.wait();
    assert!(ended.status.code() == Some(1) && ended.stderr.contains("1-a.txt exists already"), "{}", ended.stderr);
    assert_eq!(names_in(&to), [PathBuf::from("1-a.txt")]);
    assert_eq!(fs::read_to_string(to.join("1-a.txt")).unwrap(), "half of it");
}

#[test]
fn who_waits_for_another_command_is_told_so() {
    let (site, ids) = told(&["a.txt"]);
    let to = site.folder.path().join("files");
    fs::create_dir(&to).unwrap();
    let reading = ["read", &ids[0]];
    let extracting = ["extract", &ids[0], "--to", path_text(&to)];
    for (folder, arguments) in [(site.reviewer.home.join("custody"), &reading[..]), (to.clone(), &extracting[..])] {
        let other = File::open(&folder).unwrap();
        other.lock().unwrap();
        let waits = Process::start(&mut site.reviewer.command(arguments));
        let said = waits.stderr.line_with("this one waits for its end").unwrap();
        assert!(said.contains(path_text(&folder)), "{said}");
        drop(other);
        let ended = waits.wait();
        assert!(ended.status.success(), "{}", ended.stderr);
    }
}

#[test]
fn the_list_of_what_stays_of_another_bag_is_never_replaced() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let to = told.folder().join("out");
    let export = |body: &str| told.reviewer().run(&["export", &told.id, "--for", body, "--to", path_text(&to)]);
    let first = export("un");
    assert_eq!(first.code, 0, "{}", first.err);
    let list = to.join(format!("{}.refused.json", told.id));
    let kept = fs::read(&list).unwrap();
    // The bag is handed over, its list stays with the reviewer.
    fs::rename(to.join(&told.id), told.folder().join("handed over")).unwrap();
    let other = export("partner");
    let said = format!("{} exists already", list.display());
    assert!(other.code == 1 && other.err.contains(&said) && other.text().is_empty(), "{other:?}");
    assert!(fs::read(&list).unwrap() == kept, "the list of the bag for the UN");
    assert_eq!(files_in(&to), std::slice::from_ref(&list), "no bag, and no half of one");
    // The list that an export left that broke off just before its bag was in place is the very same.
    let again = export("un");
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(fs::read(&list).unwrap() == kept && to.join(&told.id).is_dir());
}
