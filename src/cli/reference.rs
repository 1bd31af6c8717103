//! The command reference, `docs/commands.md`, made of the command line itself and held against the file.

use std::fmt::Write as _;
use std::path::Path;

use clap::{Arg, Command};

use super::command::{OF_SOME, has_use_for, plain};

const HEAD: &str = "\
# Commands

Made from the command line itself: `AMPARO_BLESS=1 cargo nextest run the_command_reference` writes this page anew.
`amparo help COMMAND` says the same, `amparo man --to DIR` writes it as manual pages.

Results go to stdout, everything else to stderr. Exit codes: 0 done, 1 failed or not recorded, 2 wrong usage, 3 verification failed.
With `--json` an error is one line of JSON on stderr: `{\"error\": {\"what\", \"why\", \"mend\", \"code\"}}`.
Colours reach a terminal alone; `NO_COLOR` and `TERM=dumb` turn them off, `CLICOLOR_FORCE=1` wants them everywhere.
";

/// The whole page.
fn reference() -> String {
    let mut command = plain().disable_help_subcommand(true);
    command.build();
    let mut page = HEAD.to_owned();
    page.push_str("\n## Options of every command\n\n");
    page.push_str(&options(&command, |arg| arg.is_global_set() && has_use_for("", arg.get_id().as_str())));
    page.push_str("\n## Options of reviewers' commands\n\n");
    page.push_str(&options(&command, |arg| arg.is_global_set() && !has_use_for("", arg.get_id().as_str())));
    for (id, others) in OF_SOME {
        let others: Vec<String> = others.iter().map(|name| format!("`amparo {name}`")).collect();
        let _ = write!(page, "\n`--{}` is for {} too.", id.replace('_', "-"), others.join(", "));
    }
    page.push_str(" What has no use for one of these refuses it.\n");
    for below in command.get_subcommands() {
        add(&mut page, below);
    }
    page
}

/// Adds a command and all below it.
fn add(page: &mut String, command: &Command) {
    if command.is_hide_set() {
        return;
    }
    let name = command.get_bin_name().unwrap_or_default();
    let about = command.get_long_about().or_else(|| command.get_about()).map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    let _ = write!(page, "\n## {name}\n\n{}\n\n```\n{usage}\n```\n", about.trim());
    let options = options(command, |arg| !arg.is_global_set());
    if !options.is_empty() {
        let _ = write!(page, "\n{options}");
    }
    if let Some(after) = command.get_after_help() {
        let after = after.to_string();
        let lines = after.lines().filter(|line| !matches!(*line, "Examples:" | "Example:"));
        let lines: Vec<&str> = lines.map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
        let _ = write!(page, "\n```\n{}\n```\n", lines.join("\n"));
    }
    for below in command.get_subcommands() {
        add(page, below);
    }
}

/// A table of those of a command's arguments that are `wanted`.
fn options(command: &Command, wanted: impl Fn(&Arg) -> bool) -> String {
    let shown = command.get_arguments().filter(|arg| wanted(arg) && !arg.is_hide_set());
    let rows: Vec<String> = shown.filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version")).map(row).collect();
    if rows.is_empty() { String::new() } else { format!("| | |\n| --- | --- |\n{}", rows.concat()) }
}

fn row(arg: &Arg) -> String {
    let takes = arg.get_action().takes_values();
    let values: Vec<String> = arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
    let values = if takes { values.join(" ") } else { String::new() };
    let name = match arg.get_long() {
        Some(long) => format!("--{long} {values}").trim_end().to_owned(),
        None => values,
    };
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default().replace('\n', " ").replace('|', "\\|");
    let default: Vec<String> = arg.get_default_values().iter().map(|it| it.to_string_lossy().into_owned()).collect();
    let default =
        if default.is_empty() || !takes { String::new() } else { format!(" [default: {}]", default.join(" ")) };
    format!("| `{name}` | {help}{default} |\n")
}

#[test]
fn the_command_reference_is_what_the_command_line_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    let now = reference();
    if std::env::var_os("AMPARO_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(&path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(now, kept, "docs/commands.md says something else; AMPARO_BLESS=1 writes it anew");
}
