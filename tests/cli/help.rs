//! What `--help` says of every command.

use std::collections::BTreeSet;

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
