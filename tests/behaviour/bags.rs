//! Bags of evidence: what they hold for whom, that other people's tools agree, and that every change shows.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use amparo::vault::{Home, Trust, verify_bag};
use rand_core::{OsRng, RngCore as _};
use serde_json::{Value, json};

use crate::common::content::{Content, sha256_of};
use crate::common::eyes::{Eyes, marker};
use crate::common::files_in;
use crate::common::mutations::all_are_seen;
use crate::common::process::command;
use crate::common::reviewer::{Ran, Reviewer};
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;
use crate::invariant_12::{ran, tool};

/// A site with one submission, pulled and read; what the source permits is added by `consent`.
pub(crate) struct Told {
    site: Site,
    pub(crate) id: String,
}

impl Told {
    pub(crate) fn with(consent: &[(&str, &str)], change: impl FnOnce(Visit) -> Visit) -> Self {
        let site = Site::configured(|_| {});
        let server = site.start();
        let mut visit = Visit::to("es", &server.form("es")).with("account", "Vinieron de noche. <b>Tres</b>.");
        for (name, value) in [("kind", "arrested"), ("contact", "the shop")].iter().chain(consent) {
            visit.fields.retain(|(known, _)| known != name);
            visit = visit.and(name, value);
        }
        let visit = change(visit.file("niñez 拘留.mp4", Content::Drawn { seed: 3, len: 300_001 }).file("b.txt", "b"));
        assert_eq!(server.tell(&visit).status, 200);
        site.reviewer.pull();
        server.stop();
        let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
        site.reviewer.done(&["read", &id]);
        Self { site, id }
    }

    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    pub(crate) fn reviewer(&self) -> &Reviewer {
        &self.site.reviewer
    }

    /// Exports and gives the bag.
    pub(crate) fn export(&self, body: &str, more: &[&str]) -> PathBuf {
        let to = self.site.folder.path().join(body);
        let arguments = [&["export", &self.id, "--for", body, "--to", path_text(&to)], more].concat();
        let printed = String::from_utf8(self.reviewer().done(&arguments)).unwrap();
        PathBuf::from(printed.trim_end())
    }

    /// The folder of all of it.
    pub(crate) fn folder(&self) -> &Path {
        self.site.folder.path()
    }

    /// The custodian's key.
    pub(crate) fn custodian(&self) -> String {
        self.site.custodian_key()
    }

    /// The custodian, as somebody knows them who was told by another way.
    fn trust(&self) -> Trust {
        Trust { named: vec![self.custodian().parse().unwrap()], known: Vec::new() }
    }
}

/// `amparo verify` by somebody who has no home.
pub(crate) fn verify(bag: &Path, more: &[&str]) -> Ran {
    Reviewer::at(bag.join("nobody-home")).run(&[&["verify", path_text(bag)], more].concat())
}

/// What may be named in any bag of evidence.
pub(crate) const EVERYTHING: [(&str, &str); 3] =
    [("consent-c2", "yes"), ("consent-c3", "yes"), ("consent-c4", "anonymous")];

#[test]
fn a_bag_of_evidence_holds_and_tools_that_are_not_ours_agree() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let bag = told.export("partner", &[]);
    let names: BTreeSet<String> =
        files_in(&bag).iter().map(|path| path_text(path.strip_prefix(&bag).unwrap()).to_owned()).collect();
    for name in [
        "README.html",
        "data/consent.json",
        "data/testimony.html",
        "data/identity.json",
        "data/originals/1-niñez 拘留.mp4",
        "data/parcels.json",
        "data/custody/0000.note",
        "data/custody/chain.txt",
        "data/rosters/00000001.note",
        "data/icc-load.csv",
        "data/proofs/README.txt",
        "signature.note",
    ] {
        assert!(names.contains(name), "{name}: {names:?}");
    }
    assert_eq!(files_in(&bag.join("data/parcels")).len(), 4, "testimony, identity and two files");

    // By somebody with the custodian's key, by somebody without, by a reviewer of the same roster.
    let whole = verify(&bag, &["--custodian", &told.site.custodian_key()]);
    assert_eq!(whole.code, 0, "{}{}", whole.text(), whole.err);
    assert!(whole.text().contains("holds    custody") && !whole.text().contains("COMPARE"), "{}", whole.text());
    let nobody = verify(&bag, &[]);
    let roster = fs::read_to_string(bag.join("data/rosters/00000001.note")).unwrap();
    let fingerprint = Content::from(&roster[..=roster.rfind("\n\n").unwrap()]).sha256();
    assert_eq!(nobody.code, 0, "{}{}", nobody.text(), nobody.err);
    assert!(
        nobody.text().contains("COMPARE") && nobody.text().replace(' ', "").contains(&fingerprint),
        "{}",
        nobody.text()
    );
    let readme = fs::read_to_string(bag.join("README.txt")).unwrap();
    assert!(readme.replace(' ', "").contains(&fingerprint), "{readme}");
    assert_eq!(told.reviewer().run(&["verify", path_text(&bag)]).code, 0);
    let other = amparo::roster::NoteSigner::new("custodian", ed25519_dalek::SigningKey::from_bytes(&[9; 32])).unwrap();
    let other = verify(&bag, &["--custodian", &other.verifier().to_string(), "--json"]);
    assert_eq!(other.code, 3);
    let report: Value = serde_json::from_str(other.text()).unwrap();
    assert_eq!(report["holds"], false);
    tools_agree(&told, &bag);

    // What a source wrote is text in a page.
    let html = fs::read_to_string(bag.join("data/testimony.html")).unwrap();
    assert!(html.contains("&lt;b&gt;Tres&lt;/b&gt;") && !html.contains("<b>") && !html.contains("<script"), "{html}");
    assert!(html.contains("lang=\"es\"") && html.contains("Vinieron de noche"));
}

/// bagit.py, coreutils, a reader of RO-Crates, OpenSSL, age and unzip.
fn tools_agree(told: &Told, bag: &Path) {
    // BagIt and digests.
    ran(command(tool("AMPARO_VENV", "target/venv", "bin/python")).args(["-m", "bagit", "--validate", path_text(bag)]));
    for (program, list) in [
        ("sha256sum", "tagmanifest-sha256.txt"),
        ("sha512sum", "tagmanifest-sha512.txt"),
        ("sha256sum", "manifest-sha256.txt"),
        ("sha512sum", "manifest-sha512.txt"),
    ] {
        ran(command(program).args(["-c", "--strict", "--quiet", list]).current_dir(bag));
    }
    // RO-Crate.
    let python = tool("AMPARO_VENV", "target/venv", "bin/python");
    let read =
        "import sys\nfrom rocrate.rocrate import ROCrate\nc = ROCrate(sys.argv[1])\nprint(len(c.get_by_type('File')))";
    let count = String::from_utf8(ran(command(&python).args(["-c", read, path_text(&bag.join("data"))]))).unwrap();
    let payload = files_in(&bag.join("data")).len();
    assert_eq!(count.trim().parse::<usize>().unwrap(), payload - 1);
    // Notes, by OpenSSL.
    let place = told.site.folder.path().join("openssl");
    for note in ["signature.note", "data/custody/0000.note"] {
        assert!(openssl_verifies(bag, note, &place), "{note}");
    }
    let forged = told.site.folder.path().join("forged.note");
    let note = fs::read_to_string(bag.join("data/custody/0000.note")).unwrap();
    fs::write(&forged, note.replace("act pulled", "act opened")).unwrap();
    assert!(!openssl_verifies(bag, path_text(&forged), &place), "it sees a change");
    // Parcels, by age and unzip.
    let secret = fs::read_to_string(told.reviewer().home.join("identity.txt")).unwrap();
    let secret = secret.lines().find(|line| line.starts_with("AGE-SECRET-KEY-")).unwrap();
    let mut found = BTreeSet::new();
    for (n, parcel) in files_in(&bag.join("data/parcels")).iter().enumerate() {
        assert_eq!(path_text(parcel.file_stem().unwrap().as_ref()), sha256_of(fs::File::open(parcel).unwrap()));
        let zip = told.site.folder.path().join(format!("{n}.zip"));
        let typage = tool("AMPARO_TYPAGE", "target/interop/typage", "typage.mjs");
        fs::write(&zip, ran(command("node").arg(typage).args(["decrypt", secret]).arg(parcel))).unwrap();
        let listed = String::from_utf8(ran(command("unzip").arg("-Z1").arg(&zip))).unwrap();
        found.extend(listed.lines().filter_map(|name| Some(name.split_once("/data/")?.1.to_owned())));
    }
    assert!(found.contains("testimony.json") && found.contains("identity.json") && found.len() == 6, "{found:?}");
    let original = fs::File::open(bag.join("data/originals/1-niñez 拘留.mp4")).unwrap();
    assert_eq!(sha256_of(original), Content::Drawn { seed: 3, len: 300_001 }.sha256());
}

/// Checks a note by the very steps that the bag's README gives.
fn openssl_verifies(bag: &Path, note: &str, folder: &Path) -> bool {
    fs::create_dir_all(folder).unwrap();
    let readme = fs::read_to_string(bag.join("README.txt")).unwrap();
    let (_, steps) = readme.split_once("    note=signature.note\n").unwrap();
    let (steps, _) = steps.split_once("\n\n").unwrap();
    let steps = format!("set -e\nnote={note}\n{}", steps.replace("/tmp/", &format!("{}/", path_text(folder))));
    command("bash").args(["-c", &steps]).current_dir(bag).output().unwrap().status.success()
}

#[test]
fn an_ro_crate_validator_has_nothing_to_complain_of() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let bag = told.export("partner", &[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/ro-crate/validate.py");
    let validate = || {
        let mut python = command(tool("AMPARO_VENV", "target/venv", "bin/python"));
        python.arg(&script).arg(bag.join("data")).env("HOME", told.site.folder.path()).output().unwrap()
    };
    let output = validate();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    fs::remove_file(bag.join("data/originals/2-b.txt")).unwrap();
    assert!(!validate().status.success(), "it sees that a file is missing");
}

#[test]
fn any_change_of_a_bag_is_seen_and_an_untouched_one_raises_no_alarm() {
    let seed = OsRng.next_u64();
    let told = Told::with(&[("consent-c1", "yes"), ("consent-c2", "yes"), ("consent-c6", "anonymous")], |visit| visit);
    for (body, count) in [("partner", 250), ("statistics", 60), ("public", 60)] {
        let looked = ["--reviewed", "account", "--reviewed", "lists"];
        let bag = told.export(body, &looked[..if body == "public" { 4 } else { 0 }]);
        // Nobody signs what is published or counted, and whoever names a custodian is refused it.
        let trust = if body == "partner" { told.trust() } else { Trust::default() };
        all_are_seen(&bag, &trust, count, seed);
    }
    // Bags of before are verified too: a minimal one, as it was written then.
    let bag = minimal(told.site.folder.path());
    all_are_seen(&bag, &Trust::default(), 60, seed);
}

/// A bag as exports wrote them before there was custody.
pub(crate) fn minimal(folder: &Path) -> PathBuf {
    let bag = folder.join("minimal");
    fs::create_dir_all(bag.join("data/files")).unwrap();
    let consent = json!({
        "schema": "amparo/v1/effective-consent", "submission": "00".repeat(16), "for": "un", "level": "c3", "value": "yes",
        "since": "2026-11-25", "no_death_penalty": false, "death_penalty_excluded": false, "reviewed": [], "parcels": [],
    });
    let payload = [("data/consent.json", consent.to_string()), ("data/files/file-1", "a picture".to_owned())];
    let lines = |files: &[(&str, String)]| -> String {
        let line = |(path, text): &(&str, String)| [&*Content::from(text.as_str()).sha256(), "  ", path, "\n"].concat();
        files.iter().map(line).collect()
    };
    let bytes: usize = payload.iter().map(|(_, text)| text.len()).sum();
    let info = format!(
        "Bag-Software-Agent: amparo 0.1.0\nBagging-Date: 2026-11-25\nExternal-Identifier: {}\nPayload-Oxum: {bytes}.2\n\
         Amparo-Export-For: un\n",
        "00".repeat(16)
    );
    let tags = [
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned()),
        ("bag-info.txt", info),
        ("manifest-sha256.txt", lines(&payload)),
    ];
    for (path, text) in payload.iter().chain(&tags) {
        fs::write(bag.join(path), text).unwrap();
    }
    fs::write(bag.join("tagmanifest-sha256.txt"), lines(&tags)).unwrap();
    bag
}

#[test]
fn what_is_published_or_counted_tells_nothing_of_who_reviewed_and_of_which_submission() {
    let told = Told::with(&[("consent-c1", "yes"), ("consent-c6", "anonymous")], |visit| visit);
    let home = Home::at(told.reviewer().home.clone());
    let key = amparo::roster::PublicKey::of(&home.keys(None).unwrap().signing).to_string();
    let day = amparo::seal::Clock::system().today().to_string();
    for (body, looked) in [("public", &["--reviewed", "lists"][..]), ("statistics", &[])] {
        let bag = told.export(body, looked);
        assert!(!path_text(&bag).contains(&told.id[..8]), "its own name tells nothing either: {}", bag.display());
        assert!(bag.is_dir() && bag.with_extension("refused.json").is_file());
        let names: Vec<_> = files_in(&bag).iter().map(|path| path.strip_prefix(&bag).unwrap().to_owned()).collect();
        assert!(!names.iter().any(|name| name.starts_with("data/custody") || name.starts_with("data/rosters")));
        let eyes = Eyes::for_markers(&[&told.id, &key, "reviewer-1", ".note\n", "age-encryption"]);
        assert_eq!(eyes.seen_below(&bag), [""; 0], "{body}");
        // The day of the export is there; that of the testimony is the same here, and stands nowhere else.
        let at = |name: &str| fs::read_to_string(bag.join(name)).unwrap_or_default().contains(&day);
        assert!(!at("data/consent.json") && !at("data/testimony.json") && !at("data/statistics.json"), "{body}");
        let ran = verify(&bag, &[]);
        assert_eq!(ran.code, 0, "{}", ran.text());
        assert!(ran.text().contains("nothing tells who reviewed"), "{}", ran.text());
    }
}

#[test]
fn nothing_in_a_bag_names_what_stays() {
    let (name, secret) = (marker(), marker());
    let told = Told::with(&[("consent-c4", "anonymous")], |visit| {
        visit.file(format!("{name}.jpg"), "a picture that stays").and("persons-1-real-name", &secret)
    });
    told.reviewer().done(&["read", &told.id, "--identity"]);
    told.reviewer().extract(&told.id, &told.site.folder.path().join("files"));
    let bag = told.export("icc", &["--reviewed", "account", "--reviewed", "file:2"]);
    let submission = told.reviewer().the_submission();
    let identity = submission["identity"]["parcel"].as_str().unwrap();
    let stays = Content::from("a picture that stays").sha256();
    let shown: Value = serde_json::from_slice(&told.reviewer().done(&["custody", &told.id, "--json"])).unwrap();
    let refused: BTreeSet<&str> = shown["events"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|event| event["in"].as_array().unwrap().iter().chain(event["out"].as_array().unwrap()))
        .filter(|object| ["identity", "closing", "reply"].contains(&object["what"].as_str().unwrap()))
        .filter_map(|object| object["sha256"].as_str())
        .collect();
    assert!(refused.contains(identity) && refused.len() == 2);
    let mut unwanted = vec![&*name, &*secret, &*stays, "niñez"];
    unwanted.extend(refused);
    assert_eq!(Eyes::for_markers(&unwanted).seen_below(&bag), [""; 0]);
    let chain = fs::read_to_string(bag.join("data/custody/chain.txt")).unwrap();
    assert!(chain.contains("withheld") && chain.contains("opened") && !chain.contains("identity"), "{chain}");
    let ran = verify(&bag, &["--custodian", &told.site.custodian_key()]);
    assert_eq!(ran.code, 0, "{}", ran.text());
    assert!(
        !files_in(&bag).iter().any(|path| path.extension().is_some_and(|end| end == "age")),
        "no sealed parcel leaves"
    );

    // To whom it was given before is nobody else's affair.
    told.reviewer().done(&["handed-over", &told.id, "--to", "The Hague"]);
    let again = told.site.folder.path().join("again");
    told.reviewer().done(&["export", &told.id, "--for", "icc", "--reviewed", "lists", "--to", path_text(&again)]);
    assert_eq!(Eyes::for_markers(&["The Hague", "handed-over"]).seen_below(&again), [""; 0]);
}

#[test]
fn a_hostile_bag_is_told_and_leads_nowhere() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let bag = told.export("partner", &[]);
    let hostile = |change: &dyn Fn(&Path), expected: &str| {
        let copy = told.site.folder.path().join("hostile");
        ran(command("cp").arg("-r").arg(&bag).arg(&copy));
        change(&copy);
        let ran = verify(&copy, &[]);
        assert_eq!(ran.code, 3, "{expected}: {}", ran.text());
        assert!(ran.text().contains(expected), "{expected}: {}", ran.text());
        fs::remove_dir_all(&copy).unwrap();
    };
    let original = "data/originals/2-b.txt";
    let secret = told.site.folder.path().join("secret");
    fs::write(&secret, "b").unwrap();
    hostile(
        &|bag| {
            fs::remove_file(bag.join(original)).unwrap();
            symlink(&secret, bag.join(original)).unwrap();
        },
        "it is no ordinary file",
    );
    hostile(&|bag| symlink("/", bag.join("data/root")).unwrap(), "it is no ordinary file");
    hostile(
        &|bag| {
            fs::remove_file(bag.join("bagit.txt")).unwrap();
            ran(command("mkfifo").arg(bag.join("bagit.txt")));
        },
        "a link, a device or a pipe",
    );
    hostile(&|bag| fs::create_dir(bag.join("data/empty")).unwrap(), "an empty folder");
    hostile(&|bag| fs::write(bag.join("more.txt"), "").unwrap(), "more.txt has no place in a bag");
    let add = |bag: &Path, name: &str, line: &str| {
        let list = fs::read_to_string(bag.join(name)).unwrap();
        fs::write(bag.join(name), list + line).unwrap();
    };
    let digest = Content::from("b").sha256();
    hostile(&|bag| add(bag, "manifest-sha256.txt", &format!("{digest}  data/../../secret\n")), "a line makes no sense");
    hostile(&|bag| add(bag, "manifest-sha256.txt", &format!("{digest}  /etc/passwd\n")), "a line makes no sense");
    hostile(&|bag| add(bag, "bag-info.txt", "Payload-Oxum: 1.1\n"), "it has Payload-Oxum twice");
    // A file with a hole as large as a disk is not read as a list.
    let grow = |bag: &Path, name: &str, len: u64| {
        fs::OpenOptions::new().write(true).open(bag.join(name)).unwrap().set_len(len).unwrap();
    };
    hostile(&|bag| grow(bag, "bag-info.txt", 1 << 24), "larger than such a file can be");
    hostile(&|bag| grow(bag, original, (1 << 40) + 1), "larger than any file of a bag");
    hostile(
        &|bag| {
            let deep = bag.join("data").join("d/".repeat(30));
            fs::create_dir_all(&deep).unwrap();
            fs::write(deep.join("f"), "").unwrap();
        },
        "folders lie deeper",
    );
    hostile(&|bag| fs::write(bag.join("data/\u{1b}[2J"), "").unwrap(), "⟨U+001B⟩[2J");
    hostile(&|bag| fs::write(bag.join("data/ro-crate-metadata.json"), "[".repeat(100_000)).unwrap(), "is no JSON");

    let nothing = verify(&told.site.folder.path().join("nothing"), &[]);
    assert_eq!(nothing.code, 1);
    assert!(nothing.err.contains("name the folder that holds bagit.txt"), "{}", nothing.err);
}

/// Two testimonies in one vault, of which something may leave.
fn told_twice() -> Told {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let server = told.site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "another").and("consent-c2", "yes");
    assert_eq!(server.tell(&visit).status, 200);
    told.reviewer().pull();
    server.stop();
    told
}

#[test]
fn of_several_exports_those_that_fail_are_named_and_the_others_are_whole() {
    let told = told_twice();
    let ids: Vec<String> = told.reviewer().inbox().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    let out = told.site.folder.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join(&ids[0]), "in the way").unwrap();
    let arguments = ["export", &ids[0], &ids[1], "--for", "partner", "--to", path_text(&out), "--json"];
    let ran = told.reviewer().run(&arguments);
    assert_eq!(ran.code, 1);
    let state: Value = serde_json::from_str(ran.text()).unwrap();
    assert_eq!(state[0]["bag"], Value::Null);
    assert!(state[0]["error"].as_str().unwrap().contains("exists already"), "{state}");
    let bag = PathBuf::from(state[1]["bag"].as_str().unwrap());
    assert_eq!((&state[1]["error"], verify(&bag, &[]).code), (&Value::Null, 0));
    let left: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "the file in the way, a bag, and what stays of it: {left:?}");
}

#[test]
fn of_several_exports_each_error_is_told_and_the_gravest_ends_it() {
    let told = told_twice();
    let of = told.reviewer().inbox();
    let other = of.iter().find(|one| one["id"] != told.id.as_str()).unwrap()["id"].as_str().unwrap();
    let out = told.site.folder.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join(other), "in the way").unwrap();
    // The video's seal does not hold to its end.
    let video = files_in(&told.reviewer().home.join("vault"));
    let video = video.iter().max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let mut bytes = fs::read(video).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(video, bytes).unwrap();
    let arguments = ["export", other, &told.id, "--for", "partner", "--to", path_text(&out)];
    let ran = told.reviewer().run(&arguments);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("it is not the parcel that it is named by"), "{}", ran.err);
    for (id, error) in [(other, "exists already"), (&told.id, "is not here")] {
        let line = ran.err.lines().find(|line| line.starts_with(&format!("! {id}: ")));
        assert!(line.is_some_and(|line| line.contains(error)), "{error}: {}", ran.err);
    }
}

#[test]
fn a_damaged_testimony_among_several_stops_no_export_of_the_others() {
    let told = told_twice();
    let of = told.reviewer().inbox();
    let whole = of.iter().find(|one| one["id"] != told.id.as_str()).unwrap()["id"].as_str().unwrap();
    let list = fs::read(told.export("partner", &[]).join("data/parcels.json")).unwrap();
    let list: Value = serde_json::from_slice(&list).unwrap();
    let testimony = list["parcels"].as_array().unwrap().iter().find(|parcel| parcel["kind"] == "testimony").unwrap();
    let vault = files_in(&told.reviewer().home.join("vault"));
    let parcel = vault.iter().find(|path| path_text(path).contains(testimony["id"].as_str().unwrap())).unwrap();
    fs::write(parcel, "rotten").unwrap();
    let out = told.site.folder.path().join("out");
    let ran = told.reviewer().run(&["export", &told.id, whole, "--for", "partner", "--to", path_text(&out), "--json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let state: Value = serde_json::from_str(ran.text()).unwrap();
    let of = |id: &str| state.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
    assert!(of(&told.id)["bag"].is_null() && of(&told.id)["error"].is_string(), "{state}");
    assert_eq!(verify(&PathBuf::from(of(whole)["bag"].as_str().unwrap()), &[]).code, 0, "{state}");
}

#[test]
fn a_bag_that_was_exported_twice_is_one_that_is_handed_over() {
    let told = Told::with(&[&EVERYTHING[..], &[("consent-c1", "yes")]].concat(), |visit| visit);
    let to = |n: u32| told.folder().join(format!("out-{n}"));
    let exported =
        |n: u32| told.reviewer().done(&["export", &told.id, "--for", "statistics", "--to", path_text(&to(n))]);
    exported(1);
    exported(2);
    let ran = told.reviewer().run(&["handed-over", &told.id, "--to", "the institute"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // Of two that differ one is named.
    told.export("un", &["--death-penalty-excluded"]);
    let ran = told.reviewer().run(&["handed-over", &told.id, "--to", "Geneva"]);
    assert!(ran.code == 2 && ran.err.contains("2 bags"), "{}", ran.err);
}

#[test]
fn a_bag_whose_custody_has_a_hole_says_so_and_holds() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    told.reviewer().done(&["read", &told.id]);
    told.reviewer().done(&["read", &told.id]);
    fs::remove_file(told.reviewer().home.join("custody/00000003.age")).unwrap();
    let bag = told.export("partner", &[]);
    let ran = verify(&bag, &["--custodian", &told.site.custodian_key()]);
    assert_eq!(ran.code, 0, "{}", ran.text());
    let lost = ran.text().lines().find(|line| line.contains("custody")).unwrap();
    assert!(!lost.contains(" 0 lost"), "{lost}");
}

/// The report of a bag in this process: what `--json` prints.
#[test]
fn what_is_found_can_be_read_by_a_machine() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let bag = told.export("un", &["--death-penalty-excluded"]);
    let json: Value = serde_json::from_str(verify(&bag, &["--json"]).text()).unwrap();
    let report = verify_bag(&bag, &Trust::default(), |_, _| {}).unwrap();
    assert_eq!(json["holds"], true);
    assert_eq!(json["bag"], serde_json::to_value(&report).unwrap());
    assert_eq!((&json["bag"]["for"], &json["bag"]["submission"]), (&json!("un"), &json!(told.id)));
}
