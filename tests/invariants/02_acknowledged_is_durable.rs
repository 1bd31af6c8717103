//! Invariant 2: a kill at any instant loses nothing that was acknowledged, and leaves nothing half-visible.
//!
//! Hundreds of rounds: `cargo bench --bench kill_rounds -- ROUNDS`.

use std::fs;

use crate::common::kills::{WITHIN_MS, round_within};
use crate::common::site::Site;
use crate::common::source::Visit;
use crate::common::wait_until;

#[test]
fn what_was_acknowledged_survives_kills_at_random_instants_and_nothing_is_half_visible() {
    let site = Site::configured(|_| {});
    let (mut acknowledged, mut broken) = (0, 0);
    for n in 0..6 {
        // Later and later, so that a busy machine acknowledges something before too.
        let seen = round_within(&site, &n.to_string(), WITHIN_MS * (n + 1));
        acknowledged += seen.acknowledged;
        broken += seen.broken;
    }
    eprintln!("6 kills: {acknowledged} visits acknowledged and whole, {broken} broken");
    assert!(acknowledged > 0 && broken > 0, "the kills came in the middle of visits");
}

#[test]
fn a_visit_without_an_answer_shows_whole_parcels_or_none() {
    let site = Site::configured(|_| {});
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "kept first").file("video", vec![9; 16 << 20]);
    let mut upload = server.begin(&visit);
    upload.send(visit.len() - 1000).unwrap();
    wait_until("most of the file is on the disk", || site.parts() > 12 << 20);
    server.kill();
    let server = site.start();
    assert_eq!((site.kinds(), site.parts()), (vec!["testimony".to_owned()], 0));
    site.reviewer.pull();
    assert_eq!(site.reviewer.the_submission()["complete"], false);
    server.stop();
}

#[test]
fn an_index_that_is_damaged_or_gone_is_made_again_from_the_files() {
    let site = Site::configured(|_| {});
    for damage in ["nothing", "cut", "changed", "gone", "sum gone"] {
        let server = site.start();
        let visit = Visit::to("en", &server.form("en")).with("account", damage);
        assert_eq!(server.tell(&visit).status, 200, "after {damage}");
        server.stop();
        let (index, db) = (site.data.join("index"), site.data.join("index/db"));
        match damage {
            "cut" => fs::OpenOptions::new().write(true).open(&db).unwrap().set_len(100).unwrap(),
            "changed" => fs::write(&db, vec![0xa5; 300_000]).unwrap(),
            "gone" => fs::remove_dir_all(&index).unwrap(),
            "sum gone" => fs::remove_file(site.data.join("index.sum")).unwrap(),
            _ => {}
        }
    }
    let server = site.start();
    site.reviewer.pull();
    assert_eq!(site.reviewer.inbox().len(), 5);
    server.stop();
}
