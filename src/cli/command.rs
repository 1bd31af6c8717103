//! The command line as the parser knows it, with what its derive cannot say: who uses which command, and styles.

use std::fmt::Write as _;

use clap::builder::{StyledStr, Styles};
use clap::{Arg, Command, CommandFactory as _, FromArgMatches as _};

use super::Arguments;
use super::output::palette;

/// Who uses which command, in the order of the help.
const WHO: [(&str, &[&str]); 4] = [
    ("Commands for anyone", &["demo", "verify", "completions", "man", "help"]),
    ("Commands for operators", &["init", "serve", "check", "status", "backup", "restore", "retention"]),
    ("Commands for custodians", &["roster"]),
    ("Commands for reviewers", &REVIEWERS),
];

/// The commands that work in a reviewer's folder.
const REVIEWERS: [&str; 18] = [
    "keygen",
    "join",
    "passwd",
    "pull",
    "inbox",
    "read",
    "extract",
    "reply",
    "push",
    "outbox",
    "mark",
    "label",
    "note",
    "report",
    "custody",
    "export",
    "handed-over",
    "withdraw",
];

/// The options that only some commands have a use for, by their ids; and which commands have one beside the reviewers'.
pub(super) const OF_SOME: [(&str, &[&str]); 3] =
    [("home", &["verify"]), ("passphrase_file", &["verify", "restore", "roster"]), ("no_record", &["verify"])];

/// The list of commands is as wide as a terminal is at least.
const LINE: usize = 80;

/// How a help text looks on a terminal.
const STYLES: Styles = Styles::plain()
    .header(palette::HEADING)
    .usage(palette::HEADING)
    .literal(palette::LITERAL)
    .placeholder(palette::QUIET)
    .error(palette::ERROR)
    .valid(palette::LITERAL)
    .invalid(palette::WARNING);

/// What the arguments say, and the name of the command.
pub(super) fn parse() -> Result<(Arguments, String), clap::Error> {
    let matches = command().try_get_matches()?;
    let arguments = Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command()))?;
    Ok((arguments, matches.subcommand_name().unwrap_or_default().to_owned()))
}

/// Whether a command has a use for an option that every command knows.
pub(super) fn has_use_for(command: &str, option: &str) -> bool {
    let of_some = OF_SOME.iter().find(|(id, _)| *id == option);
    of_some.is_none_or(|(_, others)| REVIEWERS.contains(&command) || others.contains(&command))
}

/// The command line, for people at a terminal.
pub(super) fn command() -> Command {
    let command = plain().styles(STYLES).mut_subcommands(with_headings);
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{}{}\n{{options}}{{after-help}}",
        commands(&command),
        heading("Options:")
    );
    with_headings(command.help_template(StyledStr::from(template)))
}

/// The same without styles, for what is made of it. Where an option has no use, no help shows it.
pub(super) fn plain() -> Command {
    let command = Arguments::command();
    let of_some = command.get_arguments().filter(|arg| OF_SOME.iter().any(|(id, _)| arg.get_id() == id));
    let hidden: Vec<Arg> = of_some.map(|arg| arg.clone().hide(true)).collect();
    command.mut_subcommands(|one| {
        let name = one.get_name().to_owned();
        // One of its own goes before the one that all share.
        one.args(hidden.iter().filter(|arg| !has_use_for(&name, arg.get_id().as_str())))
    })
}

/// The commands by who uses them. One that nobody claims is listed too, so that none is ever hidden by mistake.
fn commands(command: &Command) -> String {
    let help = [("help", "Print this, or the help of a command".to_owned())];
    let own = command.get_subcommands().filter(|one| !one.is_hide_set());
    let all: Vec<(&str, String)> = own
        .map(|one| (one.get_name(), one.get_about().map(ToString::to_string).unwrap_or_default()))
        .chain(help)
        .collect();
    let width = all.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let claimed = |name: &str| WHO.iter().any(|(_, names)| names.contains(&name));
    let others: Vec<&str> = all.iter().map(|(name, _)| *name).filter(|name| !claimed(name)).collect();
    let mut text = String::new();
    for (who, names) in WHO.into_iter().chain([("Other commands", &others[..])]) {
        let known: Vec<_> = names.iter().filter_map(|name| all.iter().find(|(own, _)| own == name)).collect();
        if known.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}", heading(&format!("{who}:")));
        for (name, about) in known {
            let lines = wrapped(about, LINE - width - 4);
            let _ = writeln!(text, "  {}  {}", literal(name, width), lines.join(&format!("\n{:1$}", "", width + 4)));
        }
        text.push('\n');
    }
    text
}

/// Marks the headings in what stands under the options.
fn with_headings(command: Command) -> Command {
    let Some(after) = command.get_after_help().map(ToString::to_string) else { return nested(command) };
    let lines: Vec<String> = after
        .lines()
        .map(|line| if line.ends_with(':') && !line.starts_with(' ') { heading(line) } else { line.to_owned() })
        .collect();
    nested(command.after_help(StyledStr::from(lines.join("\n"))))
}

fn nested(command: Command) -> Command {
    // Commands below the first level; the first is walked by who called.
    if command.get_name() == "amparo" { command } else { command.mut_subcommands(with_headings) }
}

fn heading(text: &str) -> String {
    let style = palette::HEADING;
    format!("{style}{text}{style:#}")
}

fn literal(text: &str, width: usize) -> String {
    let style = palette::LITERAL;
    format!("{style}{text}{style:#}{:1$}", "", width - text.len())
}

/// A text in lines of at most `width` letters, broken between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is always one");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parser_finds_nothing_wrong_with_the_commands() {
        command().debug_assert();
    }

    #[test]
    fn every_command_is_claimed_once() {
        let command = plain();
        let names: Vec<&str> =
            command.get_subcommands().filter(|one| !one.is_hide_set()).map(Command::get_name).collect();
        for name in names {
            let claims = WHO.iter().flat_map(|(_, names)| *names).filter(|claimed| **claimed == name).count();
            assert_eq!(claims, 1, "`amparo {name}` stands in WHO once, by who uses it");
        }
    }

    #[test]
    fn long_lines_are_broken_between_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("", 7), [""]);
        assert_eq!(wrapped("indivisible", 3), ["indivisible"]);
    }
}
