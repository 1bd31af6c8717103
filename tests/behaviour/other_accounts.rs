//! Files in a data folder that another account owns, or that have a name elsewhere: a hand brought them back as root, or took
//! a snapshot. Only root can lay such files.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Output;

use crate::backups_refused::{SERVERS, give, i_am_root};
use crate::common::AMPARO;
use crate::common::damage::{Place, below};
use crate::common::process::command;
use crate::common::site::path_text;
use crate::monitoring;

/// What a command of the server's account says, and its exit code.
fn by_the_account(place: &Place, arguments: &[&str]) -> (i32, String) {
    let mut run = command(AMPARO);
    run.args(arguments).args(["--config", path_text(&place.site.config_file())]).uid(SERVERS).gid(SERVERS);
    let Output { status, stdout, stderr } = run.output().unwrap();
    (status.code().unwrap(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

/// As root brings a file back.
fn is_roots(path: &Path) {
    chown(path, Some(0), Some(0)).unwrap();
    fs::set_permissions(path, Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn what_root_brought_back_by_hand_stays_where_it_is_until_the_account_owns_it() {
    let place = Place::made();
    if !i_am_root() {
        return;
    }
    let parcel = below(&place, &place.parcel("testimony"));
    for path in [parcel.as_str(), "derivation.toml", "reviewing.key", "amparo-data", "rosters/00000001.note"] {
        place.anew();
        give(place.site.folder.path());
        // Modes of sled's files are put right, once.
        assert_eq!(by_the_account(&place, &["check", "--repair"]).0, 0);
        let whole = fs::read(place.data(path)).unwrap();
        is_roots(&place.data(path));
        let (code, told) = by_the_account(&place, &["check", "--repair"]);
        let mend = format!("sudo chown -R --reference={0} {0}", place.site.data.display());
        assert!(code == 1 && told.contains(&mend) && told.contains("belongs to another account"), "{path}: {told}");
        assert!(!told.contains("backup") && !told.contains("set aside"), "{path}: {told}");
        assert_eq!(fs::read(place.data(path)).unwrap(), whole, "{path}");
        assert!(!place.data("quarantine").exists(), "{path}");
        // What it says mends it.
        give(&place.site.data);
        assert_eq!(
            by_the_account(&place, &["check", "--repair"]),
            (0, "Nothing is damaged; every parcel was read.\n".to_owned())
        );
    }
}

#[test]
fn a_parcel_that_another_account_owns_or_that_has_a_name_elsewhere_is_counted_and_ends_no_start() {
    let place = Place::made();
    if !i_am_root() {
        return;
    }
    let config = fs::read_to_string(place.site.config_file()).unwrap();
    fs::write(place.site.config_file(), config + "\n[status]\nsocket = \"status.sock\"\n").unwrap();
    let snapshot = place.site.folder.path().join("snapshot.age");
    let count = |told: &str| told.lines().find_map(|line| line.strip_prefix("  main  ")).unwrap().to_owned();
    let mut counts = Vec::new();
    for way in [
        |_: &Path, _: &Path| {},
        |path: &Path, _: &Path| is_roots(path),
        |path: &Path, snapshot: &Path| {
            fs::hard_link(path, snapshot).unwrap();
        },
    ] {
        place.anew();
        give(place.site.folder.path());
        way(&place.parcel("testimony"), &snapshot);
        let server = place.site.start_by(|command| {
            command.uid(SERVERS).gid(SERVERS);
        });
        let (_, figures) = monitoring::asked(&place.site.folder.path().join("status.sock"), "GET /metrics");
        assert!(figures.contains("amparo_parcels{desk=\"main\"}"), "{figures}");
        server.stop();
        for arguments in [&["status"][..], &["retention", "--dry-run"]] {
            let (code, told) = by_the_account(&place, arguments);
            assert_eq!(code, 0, "{arguments:?}: {told}");
            counts.extend((arguments[0] == "status").then(|| count(&told)));
        }
    }
    assert!(counts.len() == 3 && counts.iter().all(|count| *count == counts[0]), "{counts:?}");
}
