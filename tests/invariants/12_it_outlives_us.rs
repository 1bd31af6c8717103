//! Invariant 12: every parcel opens with a foreign age, then any unzip; its bag validates with a foreign tool.
//!
//! age by typage (npm `age-encryption`), ZIP by Info-ZIP, libarchive and Python, `BagIt` by the Library of
//! Congress's bagit.py, SHA-256 by coreutils. `./test` installs them; `AMPARO_TYPAGE` and `AMPARO_VENV` name
//! where they are if not below `target/`.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use amparo::seal::RecipientKind;

use crate::common::content::{Content, sha256_of};
use crate::common::files_in;
use crate::common::process::command;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;

/// A tool's place, or a failure that says how to get it: never a silent pass.
pub(crate) fn tool(variable: &str, default: &str, inside: &str) -> PathBuf {
    let folder = env::var_os(variable).map_or_else(|| PathBuf::from(default), PathBuf::from);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(inside);
    assert!(path.exists(), "{} is missing: run ./test once, or name its folder in {variable}", path.display());
    path
}

/// What a tool wrote; it must succeed.
#[track_caller]
pub(crate) fn ran(command: &mut Command) -> Vec<u8> {
    let output = command.output().expect("the tool is installed; ./test installs it");
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{command:?}: {said}");
    output.stdout
}

/// The names and digests of all files below a folder.
fn tree(folder: &Path) -> BTreeMap<PathBuf, String> {
    let digest = |path: &Path| sha256_of(fs::File::open(path).unwrap());
    files_in(folder).iter().map(|path| (path.strip_prefix(folder).unwrap().to_owned(), digest(path))).collect()
}

/// Opens a parcel with other people's tools alone; gives its payload's files by name.
fn opened_by_others(parcel: &Path, secret: &str, folder: &Path) -> BTreeMap<PathBuf, String> {
    fs::create_dir(folder).unwrap();
    let typage = tool("AMPARO_TYPAGE", "target/interop/typage", "typage.mjs");
    let zip = folder.join("parcel.zip");
    fs::write(&zip, ran(command("node").arg(typage).args(["decrypt", secret]).arg(parcel))).unwrap();

    let (unzip, tar, python) = (folder.join("unzip"), folder.join("bsdtar"), folder.join("python"));
    for folder in [&unzip, &tar, &python] {
        fs::create_dir(folder).unwrap();
    }
    ran(command("unzip").arg("-tq").arg(&zip));
    ran(command("unzip").arg("-q").arg(&zip).arg("-d").arg(&unzip));
    ran(command("bsdtar").arg("-xf").arg(&zip).arg("-C").arg(&tar));
    let script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n\
                  z.extractall(sys.argv[2])";
    ran(command("python3").args(["-c", script]).arg(&zip).arg(&python));
    let files = tree(&unzip);
    assert_eq!(tree(&tar), files);
    assert_eq!(tree(&python), files);

    let mut bags = fs::read_dir(&unzip).unwrap().map(|entry| entry.unwrap().path());
    let bag = bags.next().expect("one top folder");
    assert_eq!(bags.next(), None, "one top folder");
    ran(command(tool("AMPARO_VENV", "target/venv", "bin/bagit.py")).args(["--validate", path_text(&bag)]));
    ran(command("sha256sum").args(["-c", "--strict", "manifest-sha256.txt"]).current_dir(&bag));
    tree(&bag.join("data"))
}

#[test]
fn every_parcel_opens_with_other_peoples_age_unzip_and_bagit_tools() {
    for kind in [RecipientKind::Hybrid, RecipientKind::Classic] {
        let site = Site::made(kind, 2, |_| {});
        let server = site.start();
        let video = Content::Drawn { seed: 7, len: 5_000_003 };
        let visit = Visit::to("es", &server.form("es"))
            .with("account", "Dentro de veinte años")
            .file("niñez 拘留 اعتقال.mp4", video.clone())
            .file("..\\..\\escape\u{202e}.txt", "contained")
            .file("vacío", "");
        assert_eq!(server.tell(&visit).kept().len(), 3);
        server.stop();
        let text = fs::read_to_string(site.reviewer.home.join("identity.txt")).unwrap();
        let secret = text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-")).unwrap();
        let mut found = BTreeMap::new();
        for (n, parcel) in site.parcels().iter().enumerate() {
            found.extend(opened_by_others(parcel, secret, &site.folder.path().join(format!("opened-{n}"))));
        }
        assert_eq!(found[Path::new("niñez 拘留 اعتقال.mp4")], video.sha256());
        assert_eq!(found[Path::new("_.._escape_.txt")], Content::from("contained").sha256());
        assert_eq!(found[Path::new("vacío")], Content::from("").sha256());
        for name in ["testimony.json", "testimony.txt", "parcels.json"] {
            assert!(found.contains_key(Path::new(name)), "{name}");
        }
    }
}

#[test]
fn an_identity_parcel_opens_for_its_reviewers_with_other_peoples_tools_and_for_nobody_else() {
    for kind in [RecipientKind::Hybrid, RecipientKind::Classic] {
        let site = Site::with_identity_apart(kind, |_| {});
        let server = site.start();
        let visit = Visit::to("en", &server.form("en")).with("account", "words").and("persons-1-real-name", "Somebody");
        assert_eq!(server.tell(&visit).status, 200);
        server.stop();
        let secret = |n: usize| {
            let text = fs::read_to_string(site.reviewer(n).home.join("identity.txt")).unwrap();
            text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-")).unwrap().to_owned()
        };
        let is_identity = |path: &PathBuf| site.reviewer(2).open(path).info().head.kind.as_str() == "identity";
        let (identity, others): (Vec<_>, Vec<_>) = site.parcels().into_iter().partition(is_identity);
        assert_eq!(identity.len(), 1);
        let found = opened_by_others(&identity[0], &secret(2), &site.folder.path().join("opened"));
        assert_eq!(found.keys().collect::<Vec<_>>(), [Path::new("identity.json"), Path::new("identity.txt")]);
        let opens = |parcel: &Path| {
            let typage = tool("AMPARO_TYPAGE", "target/interop/typage", "typage.mjs");
            command("node").arg(typage).args(["decrypt", &secret(1)]).arg(parcel).output().unwrap().status.success()
        };
        assert!(!opens(&identity[0]), "the other reviewer's key");
        assert!(others.iter().all(|parcel| opens(parcel)), "which opens all else");
    }
}

#[test]
fn the_foreign_tools_notice_what_is_not_whole() {
    let folder = tempfile::tempdir().unwrap();
    let bag = folder.path().join("bag");
    fs::create_dir_all(bag.join("data")).unwrap();
    fs::write(bag.join("data/a"), "content").unwrap();
    fs::write(bag.join("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n").unwrap();
    fs::write(bag.join("manifest-sha256.txt"), format!("{}  data/a\n", Content::from("content").sha256())).unwrap();
    let bagit =
        || command(tool("AMPARO_VENV", "target/venv", "bin/bagit.py")).args(["--validate", path_text(&bag)]).output();
    assert!(bagit().unwrap().status.success());
    fs::write(bag.join("data/a"), "Content").unwrap();
    assert!(!bagit().unwrap().status.success());
}
