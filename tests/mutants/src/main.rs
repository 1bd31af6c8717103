//! Mutation testing of the whole program in one build: `tests/mutants/run --help`.

mod copy;
mod mutant;
mod tests;
mod trying;
mod weave;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};

use mutant::Mutant;

const HELP: &str = "\
Changes one thing in the program at a time, and looks whether a test notices. All changes are built at once, each a
branch that one variable of the environment takes; so each costs the tests that come by it, and no build.

  tests/mutants/run [--folders roster,seal,intake,store] [--seconds 40] [--workers 3] [--only TEXT,…] [--again OUTCOMES] [--unit]

  --folders  what of src/ is changed
  --seconds  how long tests of one change run at most, those of its own file and the quickest first
  --workers  how many changes are tried side by side
  --only     only changes whose name holds one of these texts
  --again    only the changes that lived by an earlier outcomes.tsv
  --unit     only tests within the source, which take a second each
  --built    with the copy of the last run, in which everything is woven already

What a test beside the source came by in an earlier run is not asked again, though the test changed, or what it comes by:
`reached.json` without it forgets that.
Needs cargo-mutants, which makes the list. What comes of it lies in target/mutants: `outcomes.tsv` has a line for each
change: its outcome, the test that noticed it or how many of those that come by it did not, and its name.";

type Fallible<T> = Result<T, String>;

struct Asked {
    root: PathBuf,
    work: PathBuf,
    folders: Vec<String>,
    seconds: f64,
    workers: usize,
    only: String,
    again: Option<PathBuf>,
    built: bool,
    unit: bool,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help") {
        println!("{HELP}");
        return ExitCode::SUCCESS;
    }
    let value = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned();
    let number = |name: &str, otherwise: f64| {
        value(name).map_or(Ok(otherwise), |v| v.parse().map_err(|_| format!("{name} takes a number")))
    };
    let asked = || -> Fallible<Asked> {
        let root = PathBuf::from(std::env::var_os("AMPARO_ROOT").ok_or("started by tests/mutants/run")?);
        Ok(Asked {
            work: std::env::var_os("CARGO_TARGET_DIR")
                .map_or_else(|| root.join("target"), PathBuf::from)
                .join("mutants"),
            root,
            folders: value("--folders")
                .unwrap_or_else(|| "roster,seal,intake,store".to_owned())
                .split(',')
                .map(str::to_owned)
                .collect(),
            seconds: number("--seconds", 40.0)?,
            workers: number("--workers", 3.0)? as usize,
            only: value("--only").unwrap_or_default(),
            again: value("--again").map(PathBuf::from),
            built: arguments.iter().any(|argument| argument == "--built"),
            unit: arguments.iter().any(|argument| argument == "--unit"),
        })
    };
    match asked().and_then(|asked| run(&asked)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(asked: &Asked) -> Fallible<()> {
    let tree = asked.work.join("tree");
    let build = asked.work.join("build");
    let before = load(&asked.work.join("list.json")).ok().and_then(|list| Mutant::all(&list)).unwrap_or_default();
    if !asked.built {
        copy::copy(&asked.root, &tree)?;
    }
    let mutants = copy::listed(asked, &tree)?;
    if !asked.built {
        let left_out = copy::weave_all(&tree, &build, &mutants)?;
        save(&asked.work.join("left-out.json"), &json!(left_out))?;
    }
    let left_out: BTreeMap<usize, String> =
        serde_json::from_value(load(&asked.work.join("left-out.json"))?).map_err(|e| e.to_string())?;
    let known = asked.work.join("reached.json");
    // What an earlier run saw of a test still holds where it and most of the program are what they were.
    let places = mutant::places_of(&before, &mutants);
    let recalled = if known.exists() { trying::recall(&load(&known)?, &places, &mutants) } else { Vec::new() };
    let (mut tests, mut unknown) = (Vec::new(), Vec::new());
    let mut not_asked = Vec::new();
    for test in tests::build(&tree, &build)? {
        let known = recalled.iter().find(|it| it.program == test.program && it.name == test.name);
        match known.filter(|_| !test.is_of_the_source()) {
            _ if asked.unit && !test.is_of_the_source() => not_asked.extend(known.cloned()),
            Some(it) => tests.push(it.clone()),
            None => unknown.push(test),
        }
    }
    eprintln!("{} tests, each alone, to see which changes it comes by; {} are known", unknown.len(), tests.len());
    tests.extend(trying::each_alone(asked, &tree, unknown));
    let all: Vec<Value> =
        tests.iter().chain(&not_asked).map(|t| json!([t.program, t.name, t.seconds, t.reaches])).collect();
    save(&known, &json!(all))?;
    let chosen = trying::chosen(asked, &before, &places, &mutants, &left_out)?;
    trying::try_all(asked, &tree, &tests, &mutants, &left_out, &chosen)
}

fn save(path: &Path, value: &Value) -> Fallible<()> {
    fs::write(path, value.to_string()).map_err(|e| format!("{}: {e}", path.display()))
}

fn load(path: &Path) -> Fallible<Value> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}
