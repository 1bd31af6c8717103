//! A server whose codenames' salt is lost goes on in a new folder, as the operators' guide has it.

use std::fs;

use crate::backups::Kept;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;

#[test]
fn a_server_whose_salt_is_lost_goes_on_in_a_new_folder_with_what_nobody_had_pulled() {
    let site = Site::configured(|_| {});
    let server = site.start();
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "words")).status, 200);
    server.stop();
    fs::remove_file(site.data.join("derivation.toml")).unwrap();
    let config = site.config_file();
    let repaired = Kept::run(&["check", "--repair", "--config", path_text(&config)]);
    assert!(repaired.code == 3 && repaired.text().contains("`amparo serve --print-key` prints then"), "{repaired:?}");

    let before = site.folder.path().join("data.before");
    fs::rename(&site.data, &before).unwrap();
    fs::create_dir(&site.data).unwrap();
    let printed = Kept::run(&["serve", "--print-key", "--config", path_text(&config)]);
    fs::rename(before.join("parcels"), site.data.join("parcels")).unwrap();
    let key: toml::Value = printed.text().trim().into();
    site.sign_roster(|text| text.interface.key = key.try_into().unwrap());
    let server = site.start();
    site.join(&site.reviewer);
    site.reviewer.pull();
    assert_eq!(site.reviewer.inbox().len(), 1);
    server.stop();
}
