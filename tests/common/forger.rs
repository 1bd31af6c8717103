//! Bags that somebody changes, and lists and signs anew as if they had always been so.

use std::fs;
use std::path::{Path, PathBuf};

use amparo::roster::NoteSigner;
use ed25519_dalek::SigningKey;
use serde_json::Value;
use sha2::{Digest, Sha256, Sha512};

use super::files_in;

const TAGS: [&str; 4] = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt"];

/// A bag in the hands of somebody who changes it.
pub(crate) struct Forged {
    pub(crate) bag: PathBuf,
}

impl Forged {
    /// A copy of a bag, to be changed.
    pub(crate) fn of(bag: &Path, copy: PathBuf) -> Self {
        for path in files_in(bag) {
            let to = copy.join(path.strip_prefix(bag).expect("it lies in the bag"));
            fs::create_dir_all(to.parent().expect("a folder")).expect("made");
            fs::copy(path, to).expect("copied");
        }
        Self { bag: copy }
    }

    /// Rewrites a file of text.
    pub(crate) fn rewrite(&self, name: &str, change: impl FnOnce(String) -> String) -> &Self {
        let path = self.bag.join(name);
        let before = fs::read_to_string(&path).expect("it is there");
        let after = change(before.clone());
        assert_ne!(before, after, "{name} is changed");
        fs::write(path, after).expect("written");
        self
    }

    /// Takes files out, and out of the description.
    pub(crate) fn without(&self, names: &[&str]) -> &Self {
        for name in names {
            let path = self.bag.join(name);
            if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("removed");
        }
        self.describe_anew()
    }

    fn describe_anew(&self) -> &Self {
        let path = self.bag.join("data/ro-crate-metadata.json");
        let Ok(text) = fs::read_to_string(&path) else { return self };
        let mut json: Value = serde_json::from_str(&text).expect("JSON");
        // A reference escapes all but plain letters, and only plain names are taken out here.
        let is_gone = |id: &Value| {
            let id = id["@id"].as_str().unwrap_or_default();
            !id.contains([':', '%', '#']) && !id.is_empty() && !self.bag.join("data").join(id).exists()
        };
        for entity in json["@graph"].as_array_mut().expect("a graph") {
            if let Some(parts) = entity.get_mut("hasPart").and_then(Value::as_array_mut) {
                parts.retain(|part| !is_gone(part));
            }
        }
        json["@graph"].as_array_mut().expect("a graph").retain(|entity| !is_gone(entity));
        fs::write(path, format!("{json:#}\n")).expect("written");
        self
    }

    /// Writes all lists anew, as for a bag of today.
    pub(crate) fn listed(&self) -> &Self {
        let payload = self.paths(|path| path.starts_with("data/"));
        let info = self.bag.join("bag-info.txt");
        let bytes: u64 = payload.iter().map(|path| fs::metadata(self.bag.join(path)).expect("it is there").len()).sum();
        let oxum = |line: &str| match line.split_once(": ") {
            Some(("Payload-Oxum", _)) => format!("Payload-Oxum: {bytes}.{}\n", payload.len()),
            _ => format!("{line}\n"),
        };
        let text: String = fs::read_to_string(&info).expect("it is there").lines().map(oxum).collect();
        fs::write(info, text).expect("written");
        self.list("manifest", &payload);
        let tags = self.paths(|path| TAGS.contains(&path) || path.starts_with("README"));
        self.list("tagmanifest", &tags);
        self
    }

    fn paths(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let all = files_in(&self.bag).into_iter();
        let names = all.map(|path| path.strip_prefix(&self.bag).expect("inside").to_str().expect("UTF-8").to_owned());
        let mut paths: Vec<String> = names.filter(|path| wanted(path)).collect();
        paths.sort();
        paths
    }

    fn list(&self, name: &str, paths: &[String]) {
        self.list_by::<Sha256>(&format!("{name}-sha256.txt"), paths);
        self.list_by::<Sha512>(&format!("{name}-sha512.txt"), paths);
    }

    fn list_by<D: Digest>(&self, name: &str, paths: &[String]) {
        let line = |path: &String| format!("{}  {path}\n", self.digest::<D>(path));
        fs::write(self.bag.join(name), paths.iter().map(line).collect::<String>()).expect("written");
    }

    fn digest<D: Digest>(&self, path: &str) -> String {
        hex::encode(D::digest(fs::read(self.bag.join(path)).expect("it is there")))
    }

    /// Signs anew what the signature said before, over the lists as they are now.
    pub(crate) fn signed(&self, key: &SigningKey) -> &Self {
        let path = self.bag.join("signature.note");
        let note = fs::read_to_string(&path).expect("it is signed");
        let text = &note[..=note.rfind("\n\n").expect("a text and a signature")];
        let role = text.lines().find_map(|line| line.strip_prefix("agent ")?.split(' ').next()).expect("an agent");
        let line = |line: &str| match line.split_once(' ') {
            Some((name @ "tagmanifest-sha256.txt", _)) => format!("{name} {}\n", self.digest::<Sha256>(name)),
            Some((name @ "tagmanifest-sha512.txt", _)) => format!("{name} {}\n", self.digest::<Sha512>(name)),
            _ => format!("{line}\n"),
        };
        let text: String = text.lines().map(line).collect();
        let signer = NoteSigner::new(role, key.clone()).expect("a name");
        fs::write(path, signer.sign(&text).expect("signed")).expect("written");
        self
    }
}
