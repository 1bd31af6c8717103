//! What reads beside a server that lays its folders anew, and after one that was killed at it.

use std::fs;

use rustix::process::Signal;

use super::backups::{Kept, today};
use crate::common::everything_in;
use crate::common::site::path_text;
use crate::common::wait_until;

#[test]
fn a_start_says_where_names_cannot_be_laid_anew() {
    let site = Kept::new().site;
    let server = site.start();
    let said = server.stop().stderr;
    assert!(!said.contains("laid anew"), "{said}");
    // What stands where the start tries it has the same end as a file system that cannot.
    fs::write(site.data.join("order/try"), "").unwrap();
    let server = site.start();
    server.process.stderr.line_with("lets no day's names be laid anew").unwrap();
    server.stop();
}

#[test]
fn parcels_whose_folder_is_laid_anew_are_backed_up_and_counted_and_nothing_else_with_a_second_name_is() {
    let kept = Kept::new();
    kept.told("the day before");
    kept.days_ago(1);
    let site = &kept.site;
    let parcels = site.parcels();
    let day = format!("main/{}", today().plus(-1));
    // What comes between a tick and midnight: the tick after it lays its folder anew.
    let (late, aside) = (&parcels[0], site.folder.path().join("late"));
    fs::rename(late, &aside).unwrap();
    let server = site.start();
    fs::rename(&aside, late).unwrap();
    server.signal(Signal::HUP);
    let second = site.data.join("order").join(&day).join(late.file_name().unwrap());
    wait_until("it is laid anew", || second.exists());
    server.process.stderr.line_with("amparo: reloaded, ").unwrap();

    let read = |command: &[&str]| {
        let config = site.config_file();
        let ran = Kept::run(&[command, &["--json", "--config", path_text(&config)]].concat());
        assert_eq!(ran.code, 0, "{command:?}: {ran:?}");
        serde_json::from_slice::<serde_json::Value>(&ran.out).unwrap()
    };
    let is_read = |copied: usize| {
        assert_eq!(read(&["status"])["parcels"]["main"], parcels.len());
        let retained = read(&["retention"]);
        assert_eq!(retained[0]["parcels"], parcels.len(), "{retained}");
        let checked = read(&["check"]);
        let about = |weak: &serde_json::Value| weak["what"] == "there was none yet";
        assert!(checked["weaknesses"].as_array().unwrap().iter().any(about) != kept.stick.exists(), "{checked}");
        let taken = kept.backed_up();
        assert_eq!((&taken["parcels"], &taken["only_in_backup"]), (&copied.into(), &0.into()), "{taken}");
    };
    is_read(parcels.len());
    server.kill();
    assert!(second.exists());
    is_read(0);
    // Whoever has the server's account could lay a file of somebody else's there.
    let third = site.folder.path().join("third");
    fs::hard_link(late, &third).unwrap();
    fs::remove_dir_all(&kept.stick).unwrap();
    let ran = kept.back_up();
    assert!(ran.code == 3 && ran.err.contains("second name"), "{ran:?}");
    // It may be a snapshot by hard links, too: it is counted, and a backup says what to take away.
    assert!(ran.err.contains("take the other name away"), "{ran:?}");
    assert_eq!(read(&["status"])["parcels"]["main"], parcels.len());
    fs::remove_file(third).unwrap();
    site.start().stop();
    assert_eq!((site.parcels(), everything_in(&site.data.join("order")).len()), (parcels, 1));
}
