//! The tests of the woven copy: what there are, how long each takes, and which mutants it comes by.

use std::collections::HashMap;
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

#[derive(Clone, Debug)]
pub struct Test {
    pub program: PathBuf,
    pub name: String,
    pub seconds: f64,
    pub reaches: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Passed,
    Failed,
    /// It did not end by itself.
    Ended,
}

/// Builds every test of the tree, and gives the program and name of each.
pub fn build(tree: &Path, target: &Path) -> Result<Vec<Test>, String> {
    let built = cargo(tree, target, "test", "quick").arg("--no-run").stderr(Stdio::inherit()).output();
    let built = built.map_err(|e| format!("cargo cannot be started: {e}"))?;
    if !built.status.success() {
        return Err("the woven copy's tests do not build".to_owned());
    }
    let mut tests = Vec::new();
    for line in String::from_utf8_lossy(&built.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let (Some(program), Some(true)) = (message["executable"].as_str(), message["profile"]["test"].as_bool()) else {
            continue;
        };
        let listed = Command::new(program).args(["--list", "--format", "terse"]).output().map_err(|e| e.to_string())?;
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        for name in listed.lines().filter_map(|line| line.strip_suffix(": test")) {
            tests.push(Test { program: program.into(), name: name.to_owned(), seconds: 0.0, reaches: Vec::new() });
        }
    }
    Ok(tests)
}

/// Cargo in the tree, with the profile for the edit-and-test loop.
pub fn cargo(tree: &Path, target: &Path, command: &str, profile: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(tree).env("CARGO_TARGET_DIR", target);
    cargo.args([command, "--quiet", "--locked", "--profile", profile, "--message-format", "json"]);
    cargo
}

impl Test {
    /// True for a test that stands within the source.
    pub fn is_of_the_source(&self) -> bool {
        self.program.file_name().is_some_and(|name| name.to_string_lossy().starts_with("amparo-"))
    }

    /// Runs it alone, and ends whatever it leaves behind.
    pub fn run(&self, tree: &Path, environment: &[(&str, String)], limit: Duration) -> (Outcome, f64) {
        let begun = Instant::now();
        let mut command = Command::new(&self.program);
        command.args(["--exact", &self.name, "--nocapture", "--test-threads", "1"]).current_dir(tree).process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.env("CARGO_MANIFEST_DIR", tree).env_remove("AMPARO_MUTANT").env_remove("AMPARO_REACHED");
        for (name, value) in environment {
            command.env(name, value);
        }
        let mut child = command.spawn().expect("a test that was built can be started");
        let outcome = wait(&mut child, limit);
        // Servers of a test that failed stand in its group.
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).stderr(Stdio::null()).status();
        let _ = child.wait();
        (outcome, begun.elapsed().as_secs_f64())
    }

    /// How near it stands to a file of the tree: 2 for a unit test in it, 1 for one in its folder, 0 for others.
    pub fn nearness(&self, file: &str) -> usize {
        let module =
            file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
        let folder = module.split("::").next().unwrap_or(&module);
        let is_in = |of: &str| usize::from(self.name.starts_with(&format!("{of}::")));
        is_in(&module) + is_in(folder)
    }
}

fn wait(child: &mut Child, limit: Duration) -> Outcome {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    while begun.elapsed() < limit {
        match child.try_wait().expect("it is our child") {
            Some(status) if status.success() => return Outcome::Passed,
            Some(_) => return Outcome::Failed,
            None => thread::sleep(pause),
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    }
    Outcome::Ended
}

/// The mutants whose byte is set.
pub fn reached(file: &Path) -> Vec<usize> {
    let bytes = fs::read(file).unwrap_or_default();
    bytes.iter().enumerate().filter(|(_, byte)| **byte != 0).map(|(at, _)| at).collect()
}

/// The tests that come by each mutant.
pub fn by_mutant(tests: &[Test]) -> HashMap<usize, Vec<usize>> {
    let mut by: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, test) in tests.iter().enumerate() {
        for mutant in &test.reaches {
            by.entry(*mutant).or_default().push(at);
        }
    }
    by
}
