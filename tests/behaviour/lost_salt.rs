//! A server whose codenames' salt is lost goes on in a new folder, as the guide has it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use crate::backups::Kept;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;

const GUIDE: &str = include_str!("../../docs/compromise.md");

/// Loses the salt, and lets a new folder take the old one's place with what the guide copies, but for what `but` names. Gives
/// the key that was printed.
fn lose_the_salt(site: &Site, but: &str) -> toml::Value {
    fs::remove_file(site.data.join("derivation.toml")).unwrap();
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
    let (_, names) = steps.split_once("sudo cp -a /var/lib/amparo.before/{").unwrap();
    let (names, to) = names.split_once('}').unwrap();
    assert!(to.starts_with(" /var/lib/amparo/\n"), "{to}");
    let paths = names.split(',').filter(|name| *name != but).map(|name| before.join(name));
    // It complains of what there never was, and copies all else.
    Command::new("cp").arg("-a").args(paths).arg(&site.data).output().unwrap();
    printed.text().trim().into()
}

#[test]
fn a_server_whose_salt_is_lost_goes_on_in_a_new_folder_with_what_nobody_had_pulled() {
    let site = Site::configured(|_| {});
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    server.stop();
    // Its own key is lost with it.
    let key = lose_the_salt(&site, "reviewing.key");
    site.sign_roster(|text| text.interface.key = key.try_into().unwrap());
    let server = site.start();
    site.join(&site.reviewer);
    site.reviewer.pull();
    assert_eq!(site.reviewer.inbox().len(), 1);
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

    lose_the_salt(&kept.site, "");
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
