//! What `--help` says of every command.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::common::site::{Site, path_text};
use crate::common::source::Visit;
use crate::environment::{Environment, kept_folder, matches_kept, ran};

/// The commands that a help text lists, but for `help` itself.
fn commands_in(help: &str) -> Vec<String> {
    let lists = help.split("\n\n").filter(|part| part.starts_with("Commands"));
    let lines = lists.flat_map(|list| list.lines().skip(1));
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_explains_itself_and_shows_an_example() {
    let place = Environment::new();
    let mut waiting = vec![String::new()];
    let mut names = BTreeSet::new();
    while let Some(line) = waiting.pop() {
        let help = place.done(&format!("{line} --help"));
        assert!(help.contains("\nExample"), "amparo {line} --help shows no example");
        let name = format!("help/amparo{}.txt", line.replace(' ', "-"));
        matches_kept(&name, &help);
        names.insert(name);
        waiting.extend(commands_in(&help).into_iter().map(|command| format!("{line} {command}")));
    }
    for expected in ["amparo-keygen", "amparo-passwd", "amparo-roster-add-reviewer"] {
        assert!(names.contains(&format!("help/{expected}.txt")), "{expected} was found");
    }
    let kept = kept_folder().join("help").read_dir().expect("texts are kept");
    let kept = kept.map(|entry| format!("help/{}", entry.expect("an entry").file_name().to_string_lossy()));
    assert_eq!(kept.collect::<BTreeSet<_>>(), names, "a text is kept of every command and of no other");
}

#[test]
fn the_exit_codes_stand_in_the_help() {
    let help = Environment::new().done("--help");
    assert!(
        help.contains("Exit codes: 0 done, 1 failed or not recorded, 2 wrong usage, 3 verification failed"),
        "{help}"
    );
}

#[test]
fn no_color_takes_the_colours_away() {
    let place = Environment::new();
    let escapes = |no_color: bool| {
        let mut command = place.command("keygen --colour");
        command.env("CLICOLOR_FORCE", "1");
        if no_color {
            command.env("NO_COLOR", "1");
        }
        ran(&mut command).err.contains('\u{1b}')
    };
    assert!(escapes(false), "colours can be forced");
    assert!(!escapes(true));
}

/// What a path of jq leads to: names behind dots, and `[]` for each of a list; nothing where a name is not there.
fn led_to<'a>(value: &'a Value, path: &str) -> Vec<&'a Value> {
    let path = path.trim_start_matches('.');
    if path.is_empty() {
        return vec![value];
    }
    if let Some(rest) = path.strip_prefix("[]") {
        return value.as_array().into_iter().flatten().flat_map(|each| led_to(each, rest)).collect();
    }
    let end = path.find(['.', '[']).unwrap_or(path.len());
    value.get(&path[..end]).into_iter().flat_map(|inner| led_to(inner, &path[end..])).collect()
}

#[test]
fn the_examples_with_jq_find_what_they_ask_for() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("es", &server.form("es")).with("account", "words").file("a.txt", "a file");
    assert_eq!(server.tell(&visit.and("consent-c1", "yes").and("consent-c2", "yes")).status, 200);
    let reviewer = &site.reviewer;
    reviewer.pull();
    let id = reviewer.the_submission()["id"].as_str().expect("an id").to_owned();
    reviewer.done(&["read", &id]);
    let answer = site.folder.path().join("answer");
    fs::write(&answer, "We read you.").expect("written");
    reviewer.done(&["reply", &id, "--file", path_text(&answer)]);
    let bags = site.folder.path().join("bags");
    let bag = reviewer.done(&["export", &id, "--for", "partner", "--to", path_text(&bags)]);
    let bag = String::from_utf8(bag).expect("a path").trim_end().to_owned();

    let mut tried = 0;
    for help in fs::read_dir(kept_folder().join("help")).expect("texts are kept") {
        let help = fs::read_to_string(help.expect("an entry").path()).expect("a text");
        for (line, filter) in help.lines().filter_map(|line| line.trim().split_once(" | jq ")) {
            let line = line.strip_prefix("amparo ").expect("a command of ours");
            let path = filter.trim_start_matches("-r ").trim_matches('\'');
            let line = line.replace("./3f2a…", &bag).replace("3f2a ", &format!("{id} "));
            let mut command = reviewer.command(&line.split(' ').collect::<Vec<_>>());
            let ran = ran(command.current_dir(site.folder.path()));
            assert_eq!(ran.code, 0, "amparo {line}: {}", ran.err);
            let said: Value = serde_json::from_slice(&ran.out).expect("JSON");
            let found = led_to(&said, path);
            assert!(!found.is_empty() && !found.contains(&&Value::Null), "amparo {line} | jq {filter}: {said}");
            tried += 1;
        }
    }
    assert!(tried >= 7, "the examples are found");
    server.stop();
}
