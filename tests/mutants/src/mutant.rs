//! One change of the program, as `cargo mutants --list --json` tells it.

use std::collections::HashMap;

use serde_json::Value;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Genre {
    /// A function gives back something else at once.
    Body,
    /// Another operator between two expressions.
    Operator,
    /// A sign or a `!` is missing.
    Unary,
    /// An arm's condition always or never holds.
    Guard,
    /// An arm of a match is missing.
    Arm,
    Other,
}

#[derive(Clone, Debug)]
pub struct Mutant {
    /// From 1, in the order of the list.
    pub id: usize,
    /// From the tree's root.
    pub file: String,
    pub name: String,
    pub genre: Genre,
    /// Line and column, from 1.
    pub start: (usize, usize),
    pub replacement: String,
}

impl Mutant {
    /// All of a list; nothing of it is left out.
    pub fn all(list: &Value) -> Option<Vec<Self>> {
        list.as_array()?.iter().enumerate().map(|(at, value)| Self::of(at + 1, value)).collect()
    }

    fn of(id: usize, value: &Value) -> Option<Self> {
        let start = &value["span"]["start"];
        let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok());
        Some(Self {
            id,
            file: value["file"].as_str()?.to_owned(),
            name: value["name"].as_str()?.to_owned(),
            genre: match value["genre"].as_str()? {
                // Two bodies of one function have two types here.
                "FnValue" if value["function"]["return_type"].as_str()?.contains("impl ") => Genre::Other,
                "FnValue" => Genre::Body,
                "BinaryOperator" => Genre::Operator,
                "UnaryOperator" => Genre::Unary,
                "MatchArmGuard" => Genre::Guard,
                "MatchArm" => Genre::Arm,
                _ => Genre::Other,
            },
            start: (number(&start["line"])?, number(&start["column"])?),
            replacement: value["replacement"].as_str().unwrap_or_default().to_owned(),
        })
    }
}

/// Where each mutant of an earlier list stands in a later one: by its file, what it changes, and how many like it stand before
/// it there. Lines and columns do not count.
pub fn places_of(before: &[Mutant], now: &[Mutant]) -> HashMap<usize, usize> {
    let now: HashMap<_, _> = keys(now).into_iter().zip(now.iter().map(|mutant| mutant.id)).collect();
    let known = keys(before).into_iter().zip(before);
    known.filter_map(|(key, mutant)| Some((mutant.id, *now.get(&key)?))).collect()
}

fn keys(mutants: &[Mutant]) -> Vec<(&str, &str, usize)> {
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    mutants
        .iter()
        .map(|mutant| {
            let change = mutant.name.split_once(": ").map_or(mutant.name.as_str(), |(_, change)| change);
            let count = seen.entry((&mutant.file, change)).or_default();
            *count += 1;
            (mutant.file.as_str(), change, *count)
        })
        .collect()
}
