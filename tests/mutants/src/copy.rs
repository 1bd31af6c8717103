//! A copy of the tree that holds every mutant which compiles.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::mutant::Mutant;
use crate::{Asked, Fallible, load, tests, weave};

/// What is committed and what is not yet, without what git ignores.
pub fn copy(root: &Path, tree: &Path) -> Fallible<()> {
    let files = Command::new("git")
        .current_dir(root)
        .args(["ls-files", "-co", "--exclude-standard"])
        .output()
        .map_err(|e| e.to_string())?;
    let _ = fs::remove_dir_all(tree);
    for name in String::from_utf8_lossy(&files.stdout).lines() {
        let to = tree.join(name);
        fs::create_dir_all(to.parent().expect("it stands in the tree")).map_err(|e| e.to_string())?;
        // A file that was removed and is not committed yet.
        if root.join(name).exists() {
            fs::copy(root.join(name), &to).map_err(|e| format!("{name}: {e}"))?;
        }
    }
    Ok(())
}

pub fn listed(asked: &Asked, tree: &Path) -> Fallible<Vec<Mutant>> {
    let list = asked.work.join("list.json");
    if !asked.built {
        let mut command = Command::new("cargo");
        command.current_dir(tree).args(["mutants", "--list", "--json"]);
        for folder in &asked.folders {
            command.args(["-f", &format!("src/{folder}/**")]);
        }
        let output = command.stderr(Stdio::inherit()).output().map_err(|e| e.to_string())?;
        fs::write(&list, output.stdout).map_err(|e| e.to_string())?;
    }
    Mutant::all(&load(&list)?).ok_or_else(|| "the list of cargo mutants has another shape than it had".to_owned())
}

/// Weaves all mutants into the tree, and leaves those out that do not compile: gives them with the reason.
pub fn weave_all(tree: &Path, build: &Path, mutants: &[Mutant]) -> Fallible<BTreeMap<usize, String>> {
    let mut left_out: BTreeMap<usize, String> = BTreeMap::new();
    let mut by_file: BTreeMap<&str, Vec<&Mutant>> = BTreeMap::new();
    for mutant in mutants {
        by_file.entry(&mutant.file).or_default().push(mutant);
    }
    let plain: HashMap<&str, String> = by_file
        .keys()
        .map(|file| fs::read_to_string(tree.join(file)).map(|text| (*file, text)).map_err(|e| format!("{file}: {e}")))
        .collect::<Fallible<_>>()?;
    fs::write(tree.join("src/switch.rs"), include_str!("switch.rs")).map_err(|e| e.to_string())?;
    let library = tree.join("src/lib.rs");
    let named = fs::read_to_string(&library).map_err(|e| e.to_string())?;
    let named = format!(
        "#![allow(warnings, arithmetic_overflow, unconditional_panic)]\n{named}#[allow(unsafe_code)]\npub mod switch;\n"
    );
    fs::write(&library, named).map_err(|e| e.to_string())?;
    let mut constant = BTreeSet::new();
    loop {
        for (file, mutants) in &by_file {
            let left: Vec<&Mutant> =
                mutants.iter().copied().filter(|mutant| !left_out.contains_key(&mutant.id)).collect();
            let (woven, unplaced) = weave::weave(&plain[file], &left, &constant).map_err(|e| format!("{file}: {e}"))?;
            left_out.extend(unplaced.into_iter().map(|id| (id, "has no place in one build".to_owned())));
            fs::write(tree.join(file), woven).map_err(|e| e.to_string())?;
        }
        let (found, called) = errors(tree, build)?;
        eprintln!("{} of {} do not compile in this round", found.len(), mutants.len() - left_out.len());
        if found.is_empty() && called.is_empty() {
            return Ok(left_out);
        }
        constant.extend(called);
        left_out.extend(found);
    }
}

/// The mutants whose text a compiler does not take, and the functions that constants call.
fn errors(tree: &Path, build: &Path) -> Fallible<(BTreeMap<usize, String>, BTreeSet<String>)> {
    // As its own tests see it: some functions are theirs alone.
    let mut cargo = tests::cargo(tree, build, "check", "test");
    let output = cargo.arg("--lib").stderr(Stdio::inherit()).output().map_err(|e| e.to_string())?;
    let mut found = BTreeMap::new();
    let mut called = BTreeSet::new();
    let mut elsewhere = String::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(line) = serde_json::from_str::<Value>(line) else { continue };
        let message = &line["message"];
        if message["level"] != "error" {
            continue;
        }
        let spans = message["spans"].as_array().cloned().unwrap_or_default();
        let mut named: Vec<usize> = Vec::new();
        for primary in [true, false] {
            for span in spans.iter().filter(|span| span["is_primary"] == primary) {
                let (Some(file), Some(at)) = (span["file_name"].as_str(), span["byte_start"].as_u64()) else {
                    continue;
                };
                let woven = fs::read_to_string(tree.join(file)).unwrap_or_default();
                named.extend(weave::mutant_at(&woven, at as usize));
                // A match of nothing but guards: what is missing from it is none of its arms.
                if named.is_empty() && primary && message["code"]["code"] == "E0004" {
                    named.extend(weave::mutants_in_block(&woven, at as usize));
                }
            }
            if !named.is_empty() {
                break;
            }
        }
        let text = message["message"].as_str().unwrap_or_default();
        if let Some(name) =
            text.split('`').nth(1).filter(|_| text.starts_with("cannot call non-const") && !text.contains("switch::on"))
        {
            called.insert(name.rsplit("::").next().unwrap_or(name).to_owned());
            continue;
        }
        let code = message["code"]["code"].as_str().unwrap_or("no code");
        // Of a function that a constant calls: a switch cannot stand there.
        let why = if matches!(code, "E0015" | "E0658") {
            "stands in a constant".to_owned()
        } else {
            format!("does not compile ({code})")
        };
        if named.is_empty() && !spans.is_empty() {
            elsewhere.push_str(message["rendered"].as_str().unwrap_or_default());
        }
        found.extend(named.into_iter().map(|id| (id, why.clone())));
    }
    if found.is_empty() && called.is_empty() && !output.status.success() {
        return Err(format!("the woven copy does not build, and no change is named for it:\n{elsewhere}"));
    }
    Ok((found, called))
}
