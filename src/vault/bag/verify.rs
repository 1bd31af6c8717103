//! Verifies a bag offline, with no home and no passphrase: every digest, every signature, nothing missing, nothing extra.
//!
//! The bag may come from anybody. Nothing is opened but ordinary files that lie in it; what a file says is bounded and
//! leads nowhere.

mod evidence;
mod lists;
mod report;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use serde_json::Value;

use self::lists::{MOST_BYTES, Manifest};
use self::report::Problems;
use self::tree::Tree;
use super::describe::described;
use super::layout::{
    BAGIT, BAGIT_TEXT, CONSENT, CRATE, DAY_LABEL, FOR_LABEL, FORMAT, FORMAT_LABEL, INFO, MANIFESTS, PAYLOAD, README,
    SIGNATURE, SUBMISSION_LABEL, TAG_MANIFESTS, is_evidence, is_only_in_evidence, is_readme_in_another_language,
};
use super::sums::Sums;
use crate::form::permit::Body;
use crate::roster::NoteVerifier;
use crate::seal::{Day, SubmissionId};
use crate::vault::Custodian;

pub use report::{Finding, Report, State};

/// The largest JSON that is read: a description of some fifteen thousand files. Of what a stranger wrote, memory holds up to
/// thirty times as much.
const MOST_JSON_BYTES: u64 = 8 << 20;

/// Whose rosters count.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// Custodians whom the caller names: a bag must be by one of them.
    pub named: Vec<NoteVerifier>,
    /// Custodians who are known here: a bag by others is to be compared.
    pub known: Vec<Custodian>,
}

/// Which rules a bag keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// As this version writes them.
    Full,
    /// As they were before: `BagIt` with SHA-256 alone, and no signature.
    Minimal,
}

/// What a bag says of itself.
struct Said {
    info: BTreeMap<String, String>,
    kind: Kind,
    body: Option<Body>,
    submission: Option<SubmissionId>,
    day: Option<Day>,
}

/// A bag while it is verified.
struct Checking<'a> {
    tree: Tree,
    said: Said,
    /// What every file that could be read has.
    sums: BTreeMap<String, Sums>,
    report: Report,
    trust: &'a Trust,
}

/// Verifies the bag in `folder`. `progress` is told how many bytes were read, and of how many.
///
/// # Errors
/// The folder cannot be read at all. Whatever is wrong with the bag stands in the report.
pub fn verify(folder: &Path, trust: &Trust, mut progress: impl FnMut(u64, u64)) -> io::Result<Report> {
    let mut structure = Problems::default();
    let tree = Tree::walk(folder, &mut structure)?;
    let said = introduce(&tree, &mut structure);
    let report = Report {
        submission: said.submission.map(|id| id.to_string()),
        body: said.body.map(|body| body.to_string()),
        day: said.day.map(|day| day.to_string()),
        ..Report::default()
    };
    let mut checking = Checking { tree, said, sums: BTreeMap::new(), report, trust };
    checking.check_names(&mut structure);
    checking.report.add("structure", "the files of a bag, and no others", structure);
    checking.check_digests(&mut progress);
    checking.check_consent();
    if checking.said.kind == Kind::Full {
        checking.check_description();
    }
    checking.check_evidence();
    Ok(checking.report)
}

/// Reads what a bag says of itself. What is no id, no day and no body is a problem, and is not said again.
fn introduce(tree: &Tree, problems: &mut Problems) -> Said {
    match tree.text(BAGIT, 1024) {
        Ok(text) if text == BAGIT_TEXT => {}
        Ok(_) => problems.add("bagit.txt is not that of BagIt 1.0 in UTF-8"),
        Err(why) => problems.add(why),
    }
    let info = tree.text(INFO, 1 << 16).and_then(|text| lists::info(&text).map_err(|why| format!("{INFO}: {why}")));
    let info = info.unwrap_or_else(|why| {
        problems.add(why);
        BTreeMap::new()
    });
    let kind = match info.get(FORMAT_LABEL).map(String::as_str) {
        None => Kind::Minimal,
        Some(FORMAT) => Kind::Full,
        Some(other) => {
            problems
                .add(format!("it keeps rules that this version does not know: {other}; verify it with a newer one"));
            Kind::Full
        }
    };
    let body = info.get(FOR_LABEL).and_then(|body| body.parse().ok());
    if body.is_none() {
        problems.add(format!("{INFO} does not say whom it is for ({FOR_LABEL})"));
    }
    let day = info.get(DAY_LABEL).and_then(|day| day.parse().ok());
    if day.is_none() {
        problems.add(format!("{INFO} does not say on which day it was written, as YYYY-MM-DD ({DAY_LABEL})"));
    }
    let id = info.get(SUBMISSION_LABEL).map(|id| id.parse());
    if let Some(Err(_)) = id {
        problems.add(format!("{INFO} names a submission by what is no id, which has 32 digits ({SUBMISSION_LABEL})"));
    }
    let submission = id.and_then(Result::ok);
    Said { info, kind, body, submission, day }
}

impl Checking<'_> {
    fn is_signed(&self) -> bool {
        self.said.kind == Kind::Full && self.said.body.is_some_and(is_evidence)
    }

    fn manifests(&self) -> usize {
        if self.said.kind == Kind::Full { 2 } else { 1 }
    }

    /// The tag files that tag manifests list.
    fn listed_tags(&self) -> BTreeSet<&str> {
        let mut tags = BTreeSet::from([BAGIT, INFO]);
        tags.extend(&MANIFESTS[..self.manifests()]);
        if self.said.kind == Kind::Full {
            tags.extend(README);
            tags.extend(self.tree.below("README.").filter(|path| is_readme_in_another_language(path)));
        }
        tags
    }

    /// The files beside the payload: each has its place, and there are no others.
    fn check_names(&self, problems: &mut Problems) {
        let mut expected = self.listed_tags();
        expected.extend(&TAG_MANIFESTS[..self.manifests()]);
        if self.is_signed() {
            expected.insert(SIGNATURE);
        }
        for name in expected.iter().filter(|name| !self.tree.files.contains_key(**name)) {
            problems.add(format!("{name} is missing"));
        }
        for path in self.tree.files.keys() {
            if !path.starts_with(PAYLOAD) && !expected.contains(path.as_str()) {
                problems.add(format!("{path} has no place in a bag"));
            } else if !self.is_signed() && is_only_in_evidence(path) {
                problems.add(format!("{path} has no place in a bag that nobody signed"));
            }
        }
    }

    /// Every file against every list, and the lists against the files.
    fn check_digests(&mut self, progress: &mut impl FnMut(u64, u64)) {
        let mut problems = Problems::default();
        let lists = self.read_lists(&mut problems);
        let payload = self.tree.below(PAYLOAD).map(|path| self.tree.files[path]);
        let (bytes, count) = payload.fold((0u64, 0usize), |(bytes, count), len| (bytes.saturating_add(len), count + 1));
        let oxum = self.said.info.get("Payload-Oxum");
        let said = format!("{bytes}.{count}");
        if oxum != Some(&said) {
            let told = oxum.map_or("nothing", String::as_str);
            problems.add(format!("{INFO} tells of {told} bytes and files (Payload-Oxum), and there are {said}"));
        }
        let all: u64 = self.tree.files.values().fold(0, |sum, len| sum.saturating_add(*len));
        let mut done = 0;
        for path in self.tree.files.keys() {
            let mut told = |bytes: u64| {
                done += bytes;
                progress(done, all);
            };
            match self.tree.sums(path, &mut told) {
                Ok(sums) => {
                    self.sums.insert(path.clone(), sums);
                }
                Err(error) => problems.add(format!("{path}: {error}")),
            }
        }
        for (name, list) in &lists {
            for (path, digest) in list {
                match self.sums.get(path) {
                    None => problems.add(format!("{path} is missing, and {name} lists it")),
                    Some(sums) if digest_of(sums, digest.len()) == *digest => {}
                    Some(_) => problems.add(format!("{path} is not the file that {name} lists")),
                }
            }
        }
        let what = format!("{} files, {bytes} bytes of payload: each is as it was listed", self.tree.files.len());
        self.report.add("digests", what, problems);
    }

    /// Reads all manifests, and holds the paths that they list against those that there are.
    fn read_lists(&self, problems: &mut Problems) -> Vec<(&'static str, Manifest)> {
        let mut lists = Vec::new();
        let tags: BTreeSet<&str> = self.listed_tags();
        let payload: BTreeSet<&str> = self.tree.below(PAYLOAD).collect();
        // Bags of before listed their tag files in this order, and their payload as it came.
        let is_as_before = |name: &str, text: &str| {
            let paths = text.lines().filter_map(|line| Some(line.split_once("  ")?.1));
            name == MANIFESTS[0] || paths.eq([BAGIT, INFO, MANIFESTS[0]])
        };
        for (names, there) in [(MANIFESTS, payload), (TAG_MANIFESTS, tags)] {
            for (name, digits) in names.into_iter().zip([64, 128]).take(self.manifests()) {
                let text = self.tree.text(name, MOST_BYTES);
                let list = text.and_then(|text| {
                    if self.said.kind == Kind::Minimal && !is_as_before(name, &text) {
                        return Err(format!("{name}: its lines are not in their order"));
                    }
                    lists::manifest(&text, digits, self.said.kind == Kind::Full).map_err(|why| format!("{name}: {why}"))
                });
                match list {
                    Ok(list) => {
                        for path in there.iter().filter(|path| !list.contains_key(**path)) {
                            problems.add(format!("{path} is not listed in {name}"));
                        }
                        lists.push((name, list));
                    }
                    Err(why) => problems.add(why),
                }
            }
        }
        lists
    }

    /// The consent that it leaves by, for the body that it is for.
    fn check_consent(&mut self) {
        let mut problems = Problems::default();
        let mut what = String::new();
        match (self.json(CONSENT), self.said.body) {
            (Ok(consent), Some(body)) => {
                let value = consent["value"].as_str().unwrap_or_default();
                if consent["schema"] != "amparo/v1/effective-consent" {
                    problems.add(format!("{CONSENT} is no record of consent"));
                }
                if consent["for"] != body.as_str() || consent["level"] != body.level().as_str() {
                    problems.add(format!("{CONSENT} is for another body than {INFO} says"));
                }
                if !["yes", "anonymous"].contains(&value) {
                    problems.add(format!("the source does not permit it: {value}"));
                }
                let excluded = consent["death_penalty_excluded"] == true || !body.may_hand_on();
                if consent["no_death_penalty"] != false && !excluded {
                    problems.add(
                        "the source wants that it reaches no court with a death penalty, and nobody excludes that",
                    );
                }
                let anonymous = if value == "anonymous" { ", with nothing that identifies them" } else { "" };
                what = format!("the source permits it for {body} ({}){anonymous}", body.level());
            }
            (Ok(_), None) => problems.add("nothing says whom it is for"),
            (Err(why), _) => problems.add(why),
        }
        self.report.add("consent", what, problems);
    }

    /// The description lists every file of the payload, and no other.
    fn check_description(&mut self) {
        let mut problems = Problems::default();
        match self.json(CRATE).map(|json| described(&json)) {
            Ok(Some(listed)) => {
                let count = listed.len();
                let listed: BTreeSet<String> = listed.into_iter().map(|path| format!("{PAYLOAD}{path}")).collect();
                if listed.len() < count {
                    problems.add(format!("{CRATE} lists a file twice"));
                }
                for path in self.tree.below(PAYLOAD).filter(|path| *path != CRATE && !listed.contains(*path)) {
                    problems.add(format!("{path} is not described"));
                }
                for path in listed.iter().filter(|path| !self.tree.files.contains_key(*path)) {
                    problems.add(format!("{path} is described and missing"));
                }
            }
            Ok(None) => problems.add(format!("{CRATE} makes no sense")),
            Err(why) => problems.add(why),
        }
        self.report.add("description", "RO-Crate: every file is described, and no other", problems);
    }

    fn json(&self, path: &str) -> Result<Value, String> {
        let text = self.tree.text(path, MOST_JSON_BYTES)?;
        serde_json::from_str(&text).map_err(|_| format!("{path} is no JSON"))
    }
}

/// The digest of so many hex digits.
fn digest_of(sums: &Sums, digits: usize) -> String {
    if digits == 64 { sums.sha256.to_string() } else { sums.sha512.clone() }
}
