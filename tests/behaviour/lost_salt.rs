//! A server whose codenames' salt is lost goes on in a new folder, as the guide has it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use crate::backups::Kept;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;

const GUIDE: &str = include_str!("../../docs/compromise.md");

/// Loses the salt, and lets a new folder take the old one's place with what the guide moves. Gives the key that was printed, and
/// where `key_too` stands, the server's own was damaged and drawn anew by a repair.
fn lose_the_salt(site: &Site, key_too: bool) -> toml::Value {
    fs::remove_file(site.data.join("derivation.toml")).unwrap();
    if key_too {
        fs::write(site.data.join("reviewing.key"), "damaged").unwrap();
    }
    let config = site.config_file();
    let repaired = Kept::run(&["check", "--repair", "--config", path_text(&config)]);
    let section = "The salt of the codenames is lost";
    assert!(
        repaired.code == 3 && repaired.text().contains(&format!("docs/compromise.md, \"{section}\"")),
        "{repaired:?}"
    );

    let before = site.folder.path().join("data.before");
    fs::rename(&site.data, &before).unwrap();
    fs::create_dir(&site.data).unwrap();
    let printed = Kept::run(&["serve", "--print-key", "--config", path_text(&config)]);
    let (_, steps) = GUIDE.split_once(&format!("## {section}\n")).unwrap();
    let (steps, _) = steps.split_once("sudo systemctl start amparo\n").unwrap();
    let lines = steps.lines().filter_map(|line| line.strip_prefix("sudo mv /var/lib/amparo.before/{"));
    let moved = lines.map(|line| {
        let names = line.strip_suffix("} /var/lib/amparo/").unwrap().split(',');
        let names = names.filter(|name| !(key_too && *name == "reviewing.key"));
        let moved = Command::new("mv").args(names.map(|name| before.join(name))).arg(&site.data).output().unwrap();
        String::from_utf8(moved.stderr).unwrap()
    });
    let complaints: Vec<String> = moved.collect();
    // Of the first line any complaint is one; of the second, that there never was such a thing.
    let [first, second] = complaints.as_slice() else { panic!("{steps}") };
    assert_eq!(first, "");
    assert!(second.lines().all(|line| line.contains("No such file")), "{second}");
    printed.text().trim().into()
}

#[test]
fn a_server_whose_salt_is_lost_goes_on_in_a_new_folder_with_what_nobody_had_pulled() {
    let site = Site::configured(|_| {});
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    server.stop();
    // A power cut left the last name of a parcel where names are laid anew.
    let parcel = site.parcels().pop().unwrap();
    let beside =
        site.data.join("order").join(parcel.parent().unwrap().strip_prefix(site.data.join("parcels")).unwrap());
    fs::create_dir_all(&beside).unwrap();
    fs::rename(&parcel, beside.join(parcel.file_name().unwrap())).unwrap();
    // Its own key is damaged with the salt.
    let key = lose_the_salt(&site, true);
    site.sign_roster(|text| text.interface.key = key.try_into().unwrap());
    let server = site.start();
    site.join(&site.reviewer);
    site.reviewer.pull();
    assert_eq!(site.reviewer.the_submission()["complete"], true);
    server.stop();
}

#[test]
fn what_was_withdrawn_or_let_go_stays_so_where_the_salt_is_lost() {
    let kept = Kept::new();
    let [_, bea] = &kept.both;
    let told = |account: &str, days: i64, others: &[PathBuf]| -> Vec<PathBuf> {
        kept.told(account);
        kept.days_ago(days);
        kept.site.parcels().into_iter().filter(|path| !others.contains(path)).collect()
    };
    let let_go = told("let go", 3, &[]);
    let withdrawn = told("taken back", 2, &let_go);
    kept.told("stays");
    kept.days_ago(1);
    let server = kept.site.start();
    bea.pull();
    server.stop();
    kept.backed_up();

    // Bea does not know yet.
    let name = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let stones = kept.site.data.join("withdrawn/main");
    fs::create_dir_all(&stones).unwrap();
    for path in &withdrawn {
        fs::write(stones.join(format!("{}.note", name(path))), kept.tombstone(path)).unwrap();
    }
    let day = let_go[0].parent().and_then(Path::file_name).unwrap();
    fs::create_dir_all(kept.site.data.join("expired/main")).unwrap();
    fs::rename(kept.site.data.join("acknowledged/main").join(day), kept.site.data.join("expired/main").join(day))
        .unwrap();
    kept.site.start().stop();
    let here = kept.site.parcels();
    assert!(!here.is_empty() && here.iter().all(|path| !let_go.contains(path) && !withdrawn.contains(path)));

    lose_the_salt(&kept.site, false);
    let server = kept.site.start();
    let (pulled, pushed) = (bea.run(&["pull"]), bea.run(&["push", "--missing"]));
    server.stop();
    assert_eq!(kept.site.parcels(), here, "{pulled:?} {pushed:?}");
    assert_eq!(bea.inbox().len(), 2, "what was taken back is gone, and what the server let go is not");
    // The same server goes on in the same backup.
    kept.a_day_passes();
    let taken = kept.backed_up();
    assert_eq!((&taken["was_there"], &taken["parcels"]), (&json!(false), &json!(here.len())), "{taken}");
}
