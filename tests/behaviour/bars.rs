//! Bars that show how far a command is: for whoever looks at a terminal, and for nobody else.

use crate::bags::{EVERYTHING, Told, verify};
use crate::common::AMPARO;
use crate::common::process::command;
use crate::common::site::path_text;
use crate::common::terminal::OnTerminal;

#[test]
fn a_bar_is_drawn_on_a_terminal_and_no_pipe_gets_any_of_it() {
    let told = Told::with(&EVERYTHING, |visit| visit);
    let bag = told.export("partner", &[]);
    let piped = verify(&bag, &[]);
    assert_eq!(piped.code, 0, "{}", piped.err);
    for part in ["verifying", "\u{1b}", "\r", "B/s"] {
        assert!(!piped.err.contains(part) && !piped.text().contains(part), "{part:?}: {}{}", piped.err, piped.text());
    }
    let mut program = command(AMPARO);
    program.args(["verify", path_text(&bag)]);
    let ended = OnTerminal::start(&program, &told.folder().join("pid")).ends();
    assert!(ended.status.success(), "{}", ended.stdout);
    assert!(ended.stdout.contains("verifying ") && ended.stdout.contains("B/s"), "{}", ended.stdout);
    assert!(ended.stdout.contains("holds    digests"), "{}", ended.stdout);
}
