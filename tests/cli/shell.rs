//! What belongs around the commands: manual pages, completions, colours.

use std::process::{Command, Stdio};

use crate::common::process::command;
use crate::common::{AMPARO, site::path_text};
use crate::environment::{Environment, kept_folder, ran};

/// True where a tool of the system is here.
fn is_here(tool: &str) -> bool {
    Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

#[test]
fn every_command_has_a_manual_page_that_is_set_without_a_warning() {
    let place = Environment::new();
    place.done("man --to man1");
    let helps = kept_folder().join("help").read_dir().expect("texts are kept").count();
    let pages: Vec<_> = place.path("man1").read_dir().expect("pages").map(|entry| entry.expect("one").path()).collect();
    assert_eq!(pages.len(), helps, "{pages:?}");
    for path in &pages {
        let page = std::fs::read_to_string(path).expect("a page");
        for part in [".TH ", ".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH EXAMPLES", ".SH \"EXIT STATUS\""] {
            assert!(page.contains(part), "{} has no {part}", path.display());
        }
        assert!(!page.contains('\u{1b}'), "{}", path.display());
    }
    if is_here("groff") {
        for path in &pages {
            let set = ran(Command::new("groff").args(["-man", "-ww", "-Kutf8", "-Tutf8", "-z", path_text(path)]));
            assert_eq!((set.code, set.err.as_str()), (0, ""), "{}", path.display());
        }
    }
}

#[test]
fn completions_are_scripts_that_complete() {
    let place = Environment::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = place.done(&format!("completions {shell}"));
        assert!(script.contains("withdraw") && script.contains("passphrase-file"), "{shell}");
        place.write(shell, &script);
    }
    for shell in ["bash", "zsh", "fish"].into_iter().filter(|shell| is_here(shell)) {
        let read = ran(command(shell).arg("-n").arg(place.path(shell)));
        assert_eq!((read.code, read.err.as_str()), (0, ""), "{shell}");
    }
    let asked =
        "source ./bash; COMP_WORDS=(amparo ros); COMP_CWORD=1; _amparo amparo ros amparo; echo \"${COMPREPLY[*]}\"";
    let completed = ran(command("bash").current_dir(place.path(".")).args(["-c", asked]));
    assert_eq!(completed.text().trim(), "roster", "{}", completed.err);
}

/// What a command says to a terminal, by `script` of util-linux.
fn on_a_terminal(place: &Environment, line: &str, variables: &[(&str, &str)]) -> String {
    let mut script = command("script");
    script.current_dir(place.path(".")).env("HOME", place.path("nobody")).env("TERM", "xterm");
    script.envs(variables.iter().copied()).args(["-qec", &format!("{AMPARO} {line}"), "/dev/null"]);
    script.stdin(Stdio::null());
    let output = script.output().expect("script(1) is here");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_terminal_gets_colours_and_nobody_else() {
    let place = Environment::new();
    for line in ["--help", "pull --help", "pull --home nobody", "reed", "roster show --dir nowhere"] {
        assert!(on_a_terminal(&place, line, &[]).contains("\u{1b}["), "amparo {line} is plain on a terminal");
        for plain in [("NO_COLOR", "1"), ("TERM", "dumb")] {
            let told = on_a_terminal(&place, line, &[plain]);
            assert!(!told.contains('\u{1b}') && told.len() > 20, "amparo {line} with {plain:?}: {told:?}");
        }
        let piped = place.run(line);
        assert!(!piped.text().contains('\u{1b}') && !piped.err.contains('\u{1b}'), "amparo {line} in a pipe");
        let forced = ran(place.command(line).env("CLICOLOR_FORCE", "1"));
        assert!(forced.text().contains('\u{1b}') || forced.err.contains('\u{1b}'), "amparo {line} is forced");
    }
}

#[test]
fn help_fits_a_terminal_of_eighty_columns() {
    let place = Environment::new();
    for line in ["--help", "report --help", "roster add reviewer --help"] {
        let told = on_a_terminal(
            &place,
            &format!("{line} | cat; stty rows 24 cols 80; {AMPARO} {line}"),
            &[("NO_COLOR", "1")],
        );
        let second = told.rsplit("Usage:").next().expect("it has a usage");
        let options = second.split("\nExample").next().unwrap_or_default();
        for text in options.lines() {
            assert!(text.trim_end().chars().count() <= 80, "{line}: {text}");
        }
    }
}

#[test]
fn a_mistyped_command_is_told_which_one_may_be_meant() {
    let place = Environment::new();
    let told = place.refused(2, "inbx");
    assert!(told.contains("'inbox'"), "{told}");
    assert_eq!(place.done("help pull"), place.done("pull --help"));
    assert_eq!(place.done("help roster add"), place.done("roster add --help"));
}
