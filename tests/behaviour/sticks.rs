//! A vault on a medium that cannot sync folders, as some file systems of memory sticks cannot.

use std::fs;

use amparo::seal::Clock;

use super::withdrawals::{Desk, signs};
use crate::common::reviewer::Reviewer;
use crate::common::site::DESK;
use crate::common::source::Visit;
use crate::common::{AMPARO, trace};

/// Pulls where the kernel says of each folder, of the home and of the vault, that it cannot be synced; gives what is said.
#[track_caller]
fn pull_on_a_stick(desk: &Desk, reviewer: &Reviewer) -> String {
    let trace = desk.site.folder.path().join("trace");
    let vault = reviewer.home.join("vault");
    let of_desk = vault.join(DESK);
    let of_today = of_desk.join(Clock::system().today().to_string());
    let folders = [reviewer.home.clone(), vault, of_desk, of_today];
    let mut pull = trace::always_failing(&trace, AMPARO, &folders, "fsync", "EINVAL");
    let output = pull.args(reviewer.command(&["pull"]).get_args()).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{err}");
    assert!(fs::read_to_string(&trace).unwrap().contains("(INJECTED)"), "some folder was to be synced");
    err
}

#[test]
fn a_vault_on_a_medium_that_syncs_no_folder_takes_what_is_pulled_and_lets_go_what_was_withdrawn() {
    let desk = Desk::new(|desk| (desk.withdrawal_signatures, desk.withdrawal_grace_days) = (2, 0));
    let [ana, bea] = &desk.both;
    let server = desk.site.start();
    let visit =
        Visit::to("en", &server.form("en")).with("account", "take this back").file("photo.jpg", vec![7; 90_000]);
    assert_eq!(server.tell(&visit).status, 200);
    pull_on_a_stick(&desk, ana);
    let submission = ana.the_submission();
    assert_eq!(submission["complete"], true);
    server.stop();

    let id = submission["id"].as_str().unwrap();
    desk.asks_back(id);
    let _server = desk.site.start();
    for reviewer in [ana, bea] {
        reviewer.pull();
        signs(reviewer, id);
    }
    let said = pull_on_a_stick(&desk, ana);
    assert!(said.contains("1 submission was withdrawn, and is gone from your vault."), "{said}");
    assert_eq!(ana.inbox(), Vec::<serde_json::Value>::new());
}
