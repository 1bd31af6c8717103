//! Each mutant against the tests that come by it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::mutant::Mutant;
use crate::tests::{Outcome, Test};
use crate::{Asked, Fallible, tests};

/// Runs every test twice, once with a list of what it comes by, and leaves out those that fail without a change.
pub fn each_alone(asked: &Asked, tree: &Path, tests: Vec<Test>) -> Vec<Test> {
    let next = AtomicUsize::new(0);
    let passed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for worker in 0..asked.workers {
            let (next, passed, tests) = (&next, &passed, &tests);
            scope.spawn(move || {
                let file = asked.work.join(format!("reached-{worker}"));
                while let Some(test) = tests.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let _ = fs::remove_file(&file);
                    let limit = Duration::from_secs(240);
                    let first = test.run(tree, &[("AMPARO_REACHED", file.display().to_string())], limit);
                    let second = test.run(tree, &[], limit);
                    if first.0 == Outcome::Passed && second.0 == Outcome::Passed {
                        let reaches = tests::reached(&file);
                        let seconds = first.1.max(second.1);
                        passed.lock().expect("no worker panics").push(Test { seconds, reaches, ..test.clone() });
                    } else {
                        eprintln!(
                            "left out, since it fails without a change: {} ({:?}, {:?})",
                            test.name, first.0, second.0
                        );
                    }
                }
            });
        }
    });
    passed.into_inner().expect("no worker panics")
}

/// What an earlier run saw of each test. Of a mutant that is new it is taken to come by it where it comes by the one before.
pub fn recall(known: &Value, places: &HashMap<usize, usize>, mutants: &[Mutant]) -> Vec<Test> {
    let old: BTreeSet<usize> = places.values().copied().collect();
    let entries = known.as_array().into_iter().flatten();
    let entries =
        entries.filter_map(|entry| serde_json::from_value::<(PathBuf, String, f64, Vec<usize>)>(entry.clone()).ok());
    let tests = entries.map(|(program, name, seconds, reaches)| {
        let mut reached: BTreeSet<usize> = reaches.iter().filter_map(|id| places.get(id).copied()).collect();
        for Mutant { id, .. } in mutants {
            if !old.contains(id) && reached.contains(&(id - 1)) {
                reached.insert(*id);
            }
        }
        Test { program, name, seconds, reaches: reached.into_iter().collect() }
    });
    tests.collect()
}

/// The mutants that are to be tried; `before` is the list that the earlier outcomes are of.
pub fn chosen(
    asked: &Asked,
    before: &[Mutant],
    places: &HashMap<usize, usize>,
    mutants: &[Mutant],
    left_out: &BTreeMap<usize, String>,
) -> Fallible<Vec<usize>> {
    let lived: Option<BTreeSet<usize>> = match &asked.again {
        None => None,
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            let names: BTreeSet<&str> = text
                .lines()
                .filter(|line| line.starts_with("lived\t"))
                .filter_map(|line| line.split('\t').nth(2))
                .collect();
            let lived = before.iter().filter(|mutant| names.contains(mutant.name.as_str()));
            Some(lived.filter_map(|mutant| places.get(&mutant.id).copied()).collect())
        }
    };
    let is_asked = |mutant: &Mutant| asked.only.split(',').any(|text| mutant.name.contains(text));
    let tried = mutants.iter().filter(|mutant| !left_out.contains_key(&mutant.id) && is_asked(mutant));
    let tried = tried.filter(|mutant| lived.as_ref().is_none_or(|lived| lived.contains(&mutant.id)));
    Ok(tried.map(|mutant| mutant.id).collect())
}

pub fn try_all(
    asked: &Asked,
    tree: &Path,
    tests: &[Test],
    mutants: &[Mutant],
    left_out: &BTreeMap<usize, String>,
    chosen: &[usize],
) -> Fallible<()> {
    let by_mutant = tests::by_mutant(tests);
    let outcomes = asked.work.join("outcomes.tsv");
    let _ = fs::remove_file(&outcomes);
    let said = Mutex::new(String::new());
    for (id, why) in left_out {
        let _ = writeln!(said.lock().expect("no worker panics"), "left out\t{why}\t{}", mutants[id - 1].name);
    }
    // Tests that noticed something in a file are asked first about the next change of it.
    let noticed: Mutex<HashMap<(String, usize), usize>> = Mutex::new(HashMap::new());
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let none = Vec::new();
    thread::scope(|scope| {
        for _ in 0..asked.workers {
            scope.spawn(|| {
                while let Some(id) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mutant = &mutants[id - 1];
                    let mut order = by_mutant.get(id).unwrap_or(&none).clone();
                    {
                        let noticed = noticed.lock().expect("no worker panics");
                        // What a test takes, the less the more often it noticed something here.
                        let cost = |at: usize| {
                            let times = noticed.get(&(mutant.file.clone(), at)).copied().unwrap_or(0);
                            let near = tests[at].nearness(&mutant.file);
                            tests[at].seconds / ((times + near) as f64 + 0.05)
                        };
                        order.sort_by(|a, b| cost(*a).total_cmp(&cost(*b)));
                    }
                    let (mut spent, mut ran, mut by) = (0.0, 0, None);
                    for at in &order {
                        if spent > asked.seconds {
                            break;
                        }
                        let test = &tests[*at];
                        let limit = Duration::from_secs_f64(test.seconds * 5.0 + 10.0);
                        let (outcome, seconds) = test.run(tree, &[("AMPARO_MUTANT", id.to_string())], limit);
                        spent += seconds;
                        ran += 1;
                        if outcome != Outcome::Passed {
                            by = Some((*at, outcome));
                            break;
                        }
                    }
                    let line = match by {
                        Some((at, outcome)) => {
                            *noticed.lock().expect("no worker panics").entry((mutant.file.clone(), at)).or_default() +=
                                1;
                            let how = if outcome == Outcome::Ended { " (by never ending)" } else { "" };
                            format!("noticed\t{}{how}\t{}", tests[at].name, mutant.name)
                        }
                        None => format!("lived\t{ran} of {}\t{}", order.len(), mutant.name),
                    };
                    let mut said = said.lock().expect("no worker panics");
                    let _ = writeln!(said, "{line}");
                    // Whatever ends this, what is known by then stays.
                    let _ = fs::write(&outcomes, said.as_bytes());
                    eprintln!("{}/{} {line}", done.fetch_add(1, Ordering::Relaxed) + 1, chosen.len());
                }
            });
        }
    });
    let said = said.into_inner().expect("no worker panics");
    for outcome in ["noticed", "lived", "left out"] {
        println!("{} {outcome}", said.lines().filter(|line| line.starts_with(outcome)).count());
    }
    Ok(())
}
