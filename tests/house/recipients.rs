//! Who can make the recipients that parcels are sealed to (design.md §8): the roster alone. One crate has no visibility that
//! says so, as `roster` stands above `seal`; so every way to make them is looked for here.

use std::collections::BTreeSet;
use std::path::Path;

use crate::{Source, read, sources};

/// Whom parcels are sealed to.
const RECIPIENTS: &str = "Recipients";

impl Source {
    /// True when it names what a type of ours can be made by: a path through it, another name for it, or something that it
    /// gives the type to do; or the one method that makes another of one.
    fn could_build(&self, name: &str) -> bool {
        let is_named = |tokens: &[String]| tokens.iter().any(|token| token == name);
        let up_to = |at: usize, end: &str| {
            let rest = &self.tokens[at..];
            &rest[..rest.iter().position(|token| token == end).unwrap_or(rest.len())]
        };
        self.tokens.iter().enumerate().any(|(at, token)| match token.as_str() {
            "type" => is_named(up_to(at, ";")),
            "impl" => is_named(up_to(at, "{")),
            "filled_up" => true,
            _ if token == name => {
                let next = |n: usize| self.tokens.get(at + n).map_or("", String::as_str);
                ["::", "as"].contains(&next(1)) || (next(1) == ">" && next(2) == "::")
            }
            _ => false,
        })
    }

    /// What stands in braces behind this.
    fn block_behind(&self, run: &[&str]) -> &[String] {
        let is_it = |window: &[String]| window.iter().map(String::as_str).eq(run.iter().copied());
        let begin = self.tokens.windows(run.len()).position(is_it).unwrap() + run.len();
        let mut depth = 0;
        let end = self.tokens[begin..].iter().position(|token| {
            depth += i32::from(token == "{") - i32::from(token == "}");
            depth == 0
        });
        &self.tokens[begin..begin + end.unwrap()]
    }
}

#[test]
fn only_the_roster_builds_recipients() {
    let sources = sources();
    let at_home = Path::new("seal/recipients.rs");
    let others = sources.iter().filter(|source| source.path != at_home);
    let builders: BTreeSet<&str> =
        others.filter(|source| source.could_build(RECIPIENTS)).map(|source| source.folder.as_str()).collect();
    assert_eq!(builders, BTreeSet::from(["roster"]));
    // Its fields are private, so that nobody else can; these are all the ways there are, and one of them asks for some first.
    let home = sources.iter().find(|source| source.path == at_home).unwrap();
    assert!(home.has(&["(", "Clone", ")", "]", "pub", "struct", RECIPIENTS, "{", "kind", ":"]), "no serde, no default");
    assert_eq!(home.tokens.iter().filter(|token| *token == RECIPIENTS).count(), 2, "the type, and what it does");
    let own = home.block_behind(&["impl", RECIPIENTS]);
    let ways: Vec<&str> = own
        .split(|token| token == "fn")
        .skip(1)
        .filter(|way| way.iter().take_while(|token| *token != "{").any(|token| token == "Self"))
        .map(|way| way[0].as_str())
        .collect();
    assert_eq!(ways, ["new", "filled_up"]);
}

#[test]
fn every_way_to_make_recipients_is_seen_and_what_only_knows_of_them_is_none() {
    for builds in [
        "let a = crate::seal::Recipients::new(all);",
        "use crate::seal::{Recipients as Readers, Sealer};",
        "type Readers = crate::seal::Recipients;",
        "let a = <Recipients>::new(all);",
        "let make = Recipients::new;",
        "impl Recipients { fn of_one() -> Self { loop {} } }",
        "impl From<Vec<Recipient>> for Recipients { }",
        "let a = known.filled_up(9, rng);",
    ] {
        assert!(read(builds).could_build(RECIPIENTS), "{builds}");
    }
    for knows in [
        "use crate::seal::{Recipients, RecipientsError};",
        "fn f(to: &Recipients) -> Option<Recipients> { to.clone() }",
        "struct Visit { recipients: Recipients } impl Visit { fn f(&self, to: Recipients) {} }",
        "fn f<T>(to: Vec<Recipients>) { RecipientsError::Empty }",
    ] {
        assert!(!read(knows).could_build(RECIPIENTS), "{knows}");
    }
}
