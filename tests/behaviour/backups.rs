//! Backups: what is copied beside a running server, and what comes back when the machine is gone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use amparo::roster::Withdrawal;
use amparo::seal::{Clock, Day, ExposeSecret as _, Identity, RecipientKind};
use amparo::vault::Home;
use rand_core::OsRng;
use serde_json::{Value, json};

use crate::common::eyes::{Eyes, marker};
use crate::common::process::command;
use crate::common::reviewer::{Ran, Reviewer};
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;
use crate::common::{AMPARO, everything_in, files_in};
use crate::invariant_12::tool;

/// A site that can be backed up, of a desk of two, who both joined.
pub(super) struct Kept {
    pub(super) site: Site,
    pub(super) both: [Reviewer; 2],
    /// Where backups go.
    pub(super) stick: PathBuf,
    /// The file that opens them.
    pub(super) identity: PathBuf,
}

pub(super) fn today() -> Day {
    Clock::system().today()
}

impl Kept {
    pub(super) fn new() -> Self {
        Self::configured(|_| {})
    }

    pub(super) fn configured(change: impl FnOnce(&mut toml::Table)) -> Self {
        let site = Site::made(RecipientKind::Hybrid, 2, change);
        let identity = Identity::generate(RecipientKind::Hybrid, &mut OsRng);
        let file = site.folder.path().join("backup-identity.txt");
        fs::write(&file, identity.to_file().expose_secret()).unwrap();
        site.sign_roster(|text| text.backup = Some(identity.to_recipient().to_string()));
        let both = [site.reviewer.clone(), site.reviewer(2)];
        for reviewer in &both {
            site.join(reviewer);
        }
        let stick = site.folder.path().join("stick/amparo");
        Self { site, both, stick, identity: file }
    }

    /// Tells something with a file, and gives its nine words.
    pub(super) fn told(&self, account: &str) -> String {
        let server = self.site.start();
        let form = server.form("en");
        let visit = Visit::to("en", &form).with("account", account).file("photo.jpg", vec![7; 90_000]);
        assert_eq!(server.tell(&visit).status, 200);
        server.stop();
        form.codename
    }

    /// Everything that was told until now was told so many days ago.
    pub(super) fn days_ago(&self, days: i64) {
        self.site.moved_to(today().plus(-days), &[self.both[0].identity()]);
    }

    pub(super) fn run(arguments: &[&str]) -> Ran {
        let output = command(AMPARO).args(arguments).stderr(Stdio::piped()).output().unwrap();
        let code = output.status.code().expect("it ends by itself");
        Ran { code, out: output.stdout, err: String::from_utf8(output.stderr).unwrap() }
    }

    pub(super) fn back_up(&self) -> Ran {
        Self::run(&[
            "backup",
            "--config",
            path_text(&self.site.config_file()),
            "--to",
            path_text(&self.stick),
            "--json",
        ])
    }

    #[track_caller]
    pub(super) fn backed_up(&self) -> Value {
        let ran = self.back_up();
        assert_eq!(ran.code, 0, "{ran:?}");
        serde_json::from_slice(&ran.out).unwrap()
    }

    /// A second backup on a later day, as far as the folder knows.
    pub(super) fn a_day_passes(&self) {
        for list in self.lists() {
            let day: Day = list.file_stem().unwrap().to_str().unwrap().parse().unwrap();
            fs::rename(&list, self.stick.join(format!("{}.age", day.plus(-1)))).unwrap();
        }
    }

    pub(super) fn lists(&self) -> Vec<PathBuf> {
        let files = files_in(&self.stick).into_iter().filter(|path| path.parent() == Some(&self.stick));
        files.filter(|path| path.extension().is_some_and(|e| e == "age")).collect()
    }

    pub(super) fn restore(&self, to: &Path, more: &[&str]) -> Ran {
        let (from, identity) = (path_text(&self.stick), path_text(&self.identity));
        let mut all = vec!["restore", "--from", from, "--identity", identity, "--to", path_text(to), "--json"];
        all.extend(more);
        Self::run(&all)
    }

    /// The machine burns, and another one takes its place.
    #[track_caller]
    pub(super) fn is_destroyed_and_restored(&self) -> Value {
        fs::remove_dir_all(&self.site.data).unwrap();
        let ran = self.restore(&self.site.data, &["--custodian", &self.site.custodian_key()]);
        assert_eq!(ran.code, 0, "{ran:?}");
        serde_json::from_slice(&ran.out).unwrap()
    }

    /// What both reviewers signed to have a parcel withdrawn.
    pub(super) fn tombstone(&self, parcel: &Path) -> String {
        let parcel = parcel.file_stem().unwrap().to_str().unwrap().parse().unwrap();
        let says = Withdrawal { desk: "main".parse().unwrap(), parcel, not_before: today() };
        let key = Home::at(self.both[0].home.clone()).keys(None).unwrap().signing;
        says.sign(&"reviewer-1".parse().unwrap(), &key).unwrap().as_str().to_owned()
    }
}

fn ids(submissions: &[Value]) -> Vec<&str> {
    submissions.iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[test]
fn a_machine_that_burnt_comes_back_with_nothing_lost_and_nothing_doubled() {
    let kept = Kept::new();
    let [ana, bea] = &kept.both;
    let codename = kept.told("before the fire");
    kept.days_ago(3);
    kept.told("the day before");
    kept.days_ago(1);
    // A reply waits in a mailbox.
    let server = kept.site.start();
    ana.pull();
    let first = ids(&ana.inbox())[0].to_owned();
    let words = kept.site.folder.path().join("reply.txt");
    fs::write(&words, "we read you").unwrap();
    ana.done(&["reply", &first, "--file", path_text(&words)]);
    ana.done(&["push"]);
    assert!(server.open_mailbox("en", &codename).body.contains("we read you"));

    // Taken while the server runs, and while a source is telling something.
    let form = server.form("en");
    let visit = Visit::to("en", &form).with("account", "on the day itself").file("big.bin", vec![1; 3_000_000]);
    let mut upload = server.begin(&visit);
    upload.send(visit.len_before_file(1) + 1_000_000).unwrap();
    let taken = kept.backed_up();
    upload.send(u64::MAX).unwrap();
    assert_eq!(upload.answer().unwrap().status, 200);
    assert!(taken["parcels"].as_u64() >= Some(6), "{taken}");
    ana.pull();
    let before = ana.inbox();
    assert_eq!(before.len(), 3);
    server.stop();

    let restored = kept.is_destroyed_and_restored();
    assert_eq!((&restored["parcels"], &restored["replies"]), (&taken["parcels"], &json!(1)), "{restored}");
    let server = kept.site.start();
    // The mailbox opens by the same nine words, and the reply is there.
    let page = server.open_mailbox("en", &codename);
    assert!(page.body.contains("we read you"), "{}", page.body);
    // Who had pulled has nothing new; who had not gets everything that the backup held.
    let pulled = ana.pull_and_miss();
    assert_eq!(pulled["new"], json!([]));
    let lacks = pulled["missing_on_server"].as_array().unwrap().len();
    assert!(lacks >= 3, "what came on the day itself is in no backup: {pulled}");
    assert_eq!(ana.inbox(), before);
    bea.pull();
    assert_eq!(bea.inbox().len(), 2);
    assert!(bea.inbox().iter().all(|one| one["complete"] == true));

    // Vaults give back what the server lacks, once.
    let pushed: Value = serde_json::from_slice(&ana.done(&["push", "--missing", "--json"])).unwrap();
    assert_eq!((pushed["given_back"].as_array().unwrap().len(), &pushed["not_taken_back"]), (lacks, &json!([])));
    let again: Value = serde_json::from_slice(&ana.done(&["push", "--missing", "--json"])).unwrap();
    assert_eq!(again["given_back"], json!([]));
    bea.pull();
    let ids_of = |reviewer: &Reviewer| ids(&reviewer.inbox()).into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(ids_of(bea), ids_of(ana));
    assert!(bea.inbox().iter().all(|one| one["complete"] == true));
    assert_eq!(ana.pull()["missing_on_server"], json!([]));
    let big = bea.inbox().iter().find(|one| one["attachments"][0]["name"] == "big.bin").unwrap()["id"].clone();
    let files = bea.extract(big.as_str().unwrap(), &kept.site.folder.path().join("out"));
    assert_eq!(fs::read(&files[0]).unwrap(), vec![1; 3_000_000]);
    server.stop();
}

#[test]
fn the_second_backup_copies_only_what_is_new_and_drops_what_was_withdrawn() {
    let kept = Kept::new();
    kept.told("one");
    kept.days_ago(2);
    let first = kept.backed_up();
    assert_eq!(kept.backed_up()["was_there"], true, "once a day");
    kept.a_day_passes();
    let before = files_in(&kept.stick.join("files"));
    assert_eq!(before.len() as u64, first["new"].as_u64().unwrap());
    kept.told("two");
    kept.days_ago(1);
    let second = kept.backed_up();
    assert_eq!((&second["parcels"], &second["new"]), (&json!(before.len() * 2), &json!(before.len())), "{second}");
    let after = files_in(&kept.stick.join("files"));
    assert!(before.iter().all(|path| after.contains(path)));

    // What is withdrawn leaves it; what merely vanished stays, and is said.
    kept.a_day_passes();
    let gone = kept.site.parcels();
    let name = gone[0].file_stem().unwrap().to_str().unwrap();
    let stone = kept.site.data.join("withdrawn/main");
    fs::create_dir_all(&stone).unwrap();
    fs::write(stone.join(format!("{name}.note")), kept.tombstone(&gone[0])).unwrap();
    fs::remove_file(&gone[0]).unwrap();
    fs::remove_file(&gone[1]).unwrap();
    let third = kept.backed_up();
    assert_eq!((&third["removed"], &third["only_in_backup"]), (&json!(1), &json!(1)), "{third}");
    assert_eq!(files_in(&kept.stick.join("files")).len(), after.len() - 1);
    assert_eq!(kept.lists().len(), 2, "the list before stays, and no older one");
    let restored = kept.is_destroyed_and_restored();
    assert_eq!((&restored["parcels"], &restored["beyond"]), (&json!(after.len() - 2), &json!(1)), "{restored}");
    assert_eq!(kept.site.parcels().len(), after.len() - 1);
    assert!(gone[1].exists() && !gone[0].exists());
}

#[test]
fn a_stick_that_is_found_tells_neither_ids_nor_desks_nor_keys_nor_settings() {
    let kept = Kept::new();
    kept.told("one");
    kept.days_ago(1);
    let server_key = fs::read_to_string(kept.site.data.join("reviewing.key")).unwrap();
    let salt = fs::read_to_string(kept.site.data.join("derivation.toml")).unwrap();
    let salt = salt.split('"').nth(1).unwrap().to_owned();
    let ids: Vec<String> =
        kept.site.parcels().iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    kept.backed_up();
    let ciphertext = fs::read(&kept.site.parcels()[0]).unwrap();
    let piece = hex::encode(&ciphertext[5000..5032]);
    let mut markers = vec![server_key.trim(), &salt, "organisation", "reviewer-1", "age1pq1", "derivation.toml"];
    markers.extend(ids.iter().map(String::as_str));
    assert_eq!(Eyes::for_markers(&markers).seen_below(&kept.stick), Vec::<String>::new());
    for path in files_in(&kept.stick) {
        let bytes = fs::read(&path).unwrap();
        assert!(!hex::encode(&bytes).contains(&piece), "a parcel's own seal shows in {}", path.display());
        let name = path.strip_prefix(&kept.stick).unwrap().to_str().unwrap();
        assert!(ids.iter().all(|id| !name.contains(id.as_str())) && !name.contains("main"), "{name}");
        if name != "amparo-backup" {
            assert!(bytes.starts_with(b"age-encryption.org/v1\n"), "{name}");
        }
    }
}

#[test]
fn what_is_missing_or_damaged_is_said_and_half_a_restore_does_not_pass_for_a_whole_one() {
    let kept = Kept::new();
    kept.told("one");
    kept.days_ago(1);
    kept.backed_up();
    let files = files_in(&kept.stick.join("files"));
    fs::remove_file(&files[0]).unwrap();
    let mut bytes = fs::read(&files[1]).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&files[1], bytes).unwrap();
    fs::remove_dir_all(&kept.site.data).unwrap();

    let ran = kept.restore(&kept.site.data, &[]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let said: Value = serde_json::from_slice(&ran.out).unwrap();
    let count = |what: &str| said[what].as_array().unwrap().len();
    assert_eq!((count("missing"), count("damaged"), &said["restored"]), (1, 1, &json!(false)), "{said}");
    assert!(said["missing"][0].as_str().unwrap().starts_with("parcels/main/"), "{said}");
    let refused = kept.site.refused();
    assert!(refused.stderr.contains("is not a data folder of Amparo"), "{}", refused.stderr);

    // Less was asked for by name; what is there is whole, and what is lost is said again.
    let ran = kept.restore(&kept.site.data, &["--incomplete"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let said: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(said["restored"], true);
    kept.site.start().stop();
    assert!(kept.restore(&kept.site.data, &[]).code == 1, "a data folder is never restored over");
}

#[test]
fn a_list_that_another_wrote_is_not_restored() {
    let kept = Kept::new();
    kept.told("one");
    kept.days_ago(1);
    kept.backed_up();
    let other = Kept::new();
    other.told("two");
    other.days_ago(1);
    other.backed_up();
    let to = kept.site.folder.path().join("restored");
    // Sealed to another key, and by another server.
    fs::copy(&other.lists()[0], &kept.lists()[0]).unwrap();
    let ran = kept.restore(&to, &[]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("does not open with this identity"), "{}", ran.err);
    fs::copy(&other.identity, &kept.identity).unwrap();
    let ran = kept.restore(&to, &["--custodian", &kept.site.custodian_key()]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("rosters are not to be trusted"), "{}", ran.err);
    assert!(!to.exists(), "nothing was written");
    let cut = fs::read(&kept.lists()[0]).unwrap();
    fs::write(&kept.lists()[0], &cut[..cut.len() - 1000]).unwrap();
    assert_eq!(kept.restore(&to, &[]).code, 3);
}

#[test]
fn an_interrupted_backup_leaves_the_one_before_whole_and_goes_on() {
    let kept = Kept::new();
    kept.told("one");
    kept.days_ago(2);
    kept.backed_up();
    kept.a_day_passes();
    kept.told("two");
    kept.days_ago(1);
    // As a kill leaves it: new files, one half, and no list.
    kept.backed_up();
    fs::remove_file(kept.lists().last().unwrap()).unwrap();
    let group = files_in(&kept.stick.join("files"))[0].parent().unwrap().to_owned();
    fs::write(group.join(format!("{}.part", "0123".repeat(8))), "half").unwrap();
    let elsewhere = kept.site.folder.path().join("restored");
    let ran = kept.restore(&elsewhere, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let said: Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(said["parcels"], said["beyond"], "what the new files bring is there too: {said}");
    let taken = kept.backed_up();
    assert_eq!((&taken["new"], &taken["parcels"]), (&json!(0), &json!(said["parcels"].as_u64().unwrap() * 2)));
    assert!(everything_in(&kept.stick).iter().all(|path| path.extension().is_none_or(|e| e != "part")));
}

#[test]
fn a_backup_is_refused_where_it_would_be_lost_or_mixed_up() {
    let kept = Kept::new();
    let refused = |to: &Path, why: &str| {
        let ran = Kept::run(&["backup", "--config", path_text(&kept.site.config_file()), "--to", path_text(to)]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains(why), "{}", ran.err);
    };
    let folder = kept.site.folder.path();
    kept.site.start().stop();
    refused(&kept.site.data.join("backup"), "lies in the data folder");
    refused(folder, "lies in the data folder, or around it");
    let letters = folder.join("letters");
    fs::create_dir(&letters).unwrap();
    fs::write(letters.join("letter.txt"), "dear").unwrap();
    refused(&letters, "is not empty and holds no backup");
    let other = Kept::new();
    other.site.start().stop();
    other.backed_up();
    refused(&other.stick, "holds another server's backup");
    kept.site.sign_roster(|text| text.backup = None);
    refused(&kept.stick, "names no recipient of backups");
    assert_eq!(files_in(&letters).len(), 1);
}

#[test]
fn what_is_sealed_to_a_new_recipient_goes_into_another_folder_and_all_of_it() {
    let mut kept = Kept::new();
    kept.told("one");
    kept.days_ago(2);
    let parcels = kept.backed_up()["parcels"].clone();
    // A folder of before says nothing of its recipient, and goes on as it was.
    let marker = kept.stick.join("amparo-backup");
    let says = fs::read_to_string(&marker).unwrap();
    let of_before: String = says.split_inclusive('\n').take(2).collect();
    fs::write(&marker, &of_before).unwrap();
    kept.a_day_passes();
    assert_eq!(kept.backed_up()["new"], 0);
    assert_eq!(fs::read_to_string(&marker).unwrap(), says);
    assert!(says != of_before && !says.contains("age1"), "{says}");

    // The identity is lost, and the custodian names another recipient.
    let identity = Identity::generate(RecipientKind::Hybrid, &mut OsRng);
    kept.site.sign_roster(|text| text.backup = Some(identity.to_recipient().to_string()));
    kept.a_day_passes();
    let lists = kept.lists();
    let ran = kept.back_up();
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("holds a backup that is sealed to another recipient"), "{ran:?}");
    assert!(ran.err.contains("move this one away"), "{ran:?}");
    assert_eq!(kept.lists(), lists);
    fs::rename(&kept.stick, kept.site.folder.path().join("before")).unwrap();
    let taken = kept.backed_up();
    assert_eq!((&taken["parcels"], &taken["new"]), (&parcels, &parcels), "{taken}");
    kept.identity = kept.site.folder.path().join("new-identity.txt");
    fs::write(&kept.identity, identity.to_file().expose_secret()).unwrap();
    assert_eq!(kept.is_destroyed_and_restored()["parcels"], parcels);
}

#[test]
fn what_was_filed_under_a_day_to_come_is_in_the_next_backup() {
    let kept = Kept::new();
    kept.told("by a clock that was ahead");
    kept.days_ago(-300);
    let ahead = kept.site.parcels();
    kept.told("today");
    let taken = kept.backed_up();
    assert_eq!((&taken["parcels"], &taken["new"]), (&json!(ahead.len()), &json!(ahead.len())), "{taken}");
    kept.a_day_passes();
    let taken = kept.backed_up();
    assert_eq!((&taken["new"], &taken["only_in_backup"]), (&json!(0), &json!(0)), "{taken}");
    let ran = Kept::run(&["check", "--config", path_text(&kept.site.config_file()), "--json"]);
    let said = format!("{} parcels are filed under days to come, up to {}", ahead.len(), today().plus(300));
    assert!(ran.text().contains(&said), "{ran:?}");
    assert_eq!(kept.is_destroyed_and_restored()["parcels"], ahead.len());
    assert_eq!(kept.site.parcels(), ahead, "today's are in none yet");
}

#[test]
fn what_is_filed_in_the_place_of_days_that_were_let_go_is_in_no_backup_before_its_day_is_over() {
    let kept = Kept::new();
    kept.told("by a clock that was ahead");
    kept.days_ago(-2);
    let copied = kept.site.parcels().len();
    assert_eq!(kept.backed_up()["new"], copied);
    // A clock stood on both days, and they were let go.
    for ahead in 0..2 {
        fs::create_dir_all(kept.site.data.join(format!("expired/main/{}", today().plus(ahead)))).unwrap();
    }
    kept.told("now");
    let filed = kept.site.data.join(format!("parcels/main/{}", today().plus(2)));
    assert!(files_in(&filed).len() > copied, "it is filed under the first day that stays");
    kept.a_day_passes();
    let taken = kept.backed_up();
    let counts = ["parcels", "new", "only_in_backup"].map(|what| taken[what].clone());
    assert_eq!(counts, [json!(copied), json!(0), json!(0)], "{taken}");
}

#[test]
fn a_backup_from_before_the_first_start_comes_back() {
    let kept = Kept::new();
    let taken = kept.backed_up();
    assert_eq!((&taken["was_there"], &taken["parcels"]), (&json!(false), &json!(0)));
    let key = fs::read(kept.site.data.join("reviewing.key")).unwrap();
    kept.is_destroyed_and_restored();
    assert_eq!(fs::read(kept.site.data.join("reviewing.key")).unwrap(), key);
    // It serves, and what comes afterwards is in backups of the same folder.
    kept.told("one");
    kept.days_ago(1);
    kept.a_day_passes();
    let taken = kept.backed_up();
    assert_eq!(taken["parcels"].as_u64(), Some(kept.site.parcels().len() as u64), "{taken}");
    kept.is_destroyed_and_restored();
}

#[test]
fn settings_forms_texts_and_onion_keys_are_in_the_backup_and_nowhere_plain() {
    let secret = marker();
    let kept = Kept::configured(|config| {
        config.insert("backup".to_owned(), toml::toml! { onion_keys = ["onion/source"] }.into());
        config.insert("look".to_owned(), toml::toml! { mark = "mark.svg" }.into());
        let desk = toml::toml! { id = "main" form = "forms/own.toml" texts = "texts" };
        config.insert("desk".to_owned(), vec![desk].into());
    });
    let own = [("forms/own.toml", include_str!("../../static/forms/short.toml")), ("texts/en.ftl", "own = Ours\n")];
    for (path, text) in own {
        let path = kept.site.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mark = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8z\"/></svg>";
    fs::write(kept.site.folder.path().join("mark.svg"), mark).unwrap();
    let torrc = "HiddenServiceDir /var/lib/amparo-tor/portal\n";
    fs::write(kept.site.folder.path().join("torrc"), torrc).unwrap();
    let onion = kept.site.folder.path().join("onion/source");
    fs::create_dir_all(&onion).unwrap();
    fs::write(onion.join("hs_ed25519_secret_key"), &secret).unwrap();
    kept.told("one");
    kept.days_ago(1);
    kept.backed_up();
    assert_eq!(Eyes::for_markers(&[&secret]).seen_below(&kept.stick), Vec::<String>::new());
    let config = fs::read(kept.site.config_file()).unwrap();
    kept.is_destroyed_and_restored();
    let restored = kept.site.data.join("restored");
    assert_eq!(fs::read(restored.join("amparo.toml")).unwrap(), config);
    assert_eq!(fs::read_to_string(restored.join("onion/source/hs_ed25519_secret_key")).unwrap(), secret);
    assert!(restored.join("roster.note").exists());
    for (path, text) in own.into_iter().chain([("mark.svg", mark), ("torrc", torrc)]) {
        assert_eq!(fs::read_to_string(restored.join(path)).unwrap(), text, "{path}");
    }
}

#[test]
fn a_backup_comes_back_with_other_peoples_age_and_tar() {
    let kept = Kept::new();
    kept.told("one");
    kept.days_ago(1);
    kept.backed_up();
    let secret = fs::read_to_string(&kept.identity).unwrap();
    let secret = secret.lines().last().unwrap();
    let to = kept.site.folder.path().join("by-hand");
    fs::create_dir(&to).unwrap();
    let typage = tool("AMPARO_TYPAGE", "target/interop/typage", "typage.mjs");
    for sealed in files_in(&kept.stick).into_iter().filter(|path| path.extension().is_some()) {
        let opened = command("node").arg(&typage).args(["decrypt", secret]).arg(&sealed).output().unwrap();
        assert!(opened.status.success(), "{opened:?}");
        let archive = kept.site.folder.path().join("archive.tar");
        fs::write(&archive, opened.stdout).unwrap();
        assert!(command("tar").arg("-xf").arg(&archive).arg("-C").arg(&to).status().unwrap().success());
    }
    for parcel in kept.site.parcels() {
        let below = parcel.strip_prefix(&kept.site.data).unwrap();
        assert_eq!(fs::read(to.join(below)).unwrap(), fs::read(&parcel).unwrap());
    }
    for name in ["derivation.toml", "reviewing.key", "rosters/00000002.note"] {
        assert_eq!(fs::read(to.join(name)).unwrap(), fs::read(kept.site.data.join(name)).unwrap(), "{name}");
    }
}
