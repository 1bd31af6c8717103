//! A reply that is written on the terminal: it meets no disk, and nothing of it is lost unasked.

use std::fs;
use std::path::PathBuf;

use rustix::process::{Pid, Signal, kill_process};

use crate::common::eyes::{Eyes, marker};
use crate::common::files_in;
use crate::common::site::{Server, Site};
use crate::common::source::Visit;
use crate::common::terminal::OnTerminal;
use crate::common::trace::{self, Trace};

const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
const CTRL_T: &str = "\u{14}";
const BACKSPACE: &str = "\u{7f}";
const UP: &str = "\u{1b}[A";
const END: &str = "\u{1b}[F";

/// A site with one submission in the reviewer's vault.
struct Told {
    site: Site,
    server: Server,
    codename: String,
    id: String,
}

impl Told {
    fn by(account: &str) -> Self {
        let site = Site::demo();
        let server = site.start();
        let form = server.form("es");
        assert_eq!(server.tell(&Visit::to("es", &form).with("account", account)).status, 200);
        site.reviewer.pull();
        let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
        Self { site, server, codename: form.codename, id }
    }

    fn replies(&self) -> OnTerminal {
        OnTerminal::start(&self.site.reviewer.command(&["reply", &self.id]), &self.pid_file())
    }

    fn pid_file(&self) -> PathBuf {
        self.site.folder.path().join("pid")
    }

    fn waiting(&self) -> usize {
        files_in(&self.site.reviewer.home.join("outbox")).len()
    }
}

#[test]
fn what_is_written_on_the_terminal_reaches_the_source_and_no_disk() {
    let told = Told::by("Eran dos. \u{202e}vuelta\u{1b}[2J\r\n\r\nأمي رأت كل شيء.");
    let (trace, marker) = (told.site.folder.path().join("trace"), marker());
    let mut command = trace::of(&trace, crate::common::AMPARO);
    command.args(told.site.reviewer.command(&["reply", &told.id]).get_args());
    let mut terminal = OnTerminal::start(&command, &told.pid_file());
    terminal.sees("3600 bytes left");
    terminal.types(CTRL_T);
    terminal.sees("Eran dos. ⟨U+202E⟩vuelta⟨U+001B⟩[2J");
    terminal.sees("أمي رأت كل شيء.");
    terminal.types(CTRL_T);
    terminal.sees("Ctrl-D done");
    // Words that are mended on the way, and keys of other alphabets.
    terminal.types(&format!("¿Qe{BACKSPACE}ué color? هل\r\r{marker}{UP}{UP}{END} رأيت"));
    terminal.sees(&marker);
    terminal.types(CTRL_C);
    terminal.sees("s send   g go on   t throw away");
    terminal.types("xg!");
    terminal.types(CTRL_D);
    terminal.types("s");
    let ended = terminal.ends();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stdout);
    assert!(ended.stdout.contains("Next: amparo push"), "{}", ended.stdout);
    assert!(ended.stdout.contains("\u{1b}[?1049l"), "the other screen is left");

    let id = fs::read_to_string(told.pid_file()).unwrap().trim().parse().unwrap();
    let trace = Trace::finished(&trace, id);
    let eyes = Eyes::for_markers(&[&marker]);
    let on_the_terminal = |fault: &String| fault.contains(" to \"/dev/tty\"") || fault.contains(" to \"/dev/pts/");
    let (seen, faults): (Vec<_>, Vec<_>) = trace.faults(&eyes).into_iter().partition(on_the_terminal);
    assert!(!seen.is_empty(), "the trace sees what is written");
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(eyes.seen_below(&told.site.reviewer.home), Vec::<String>::new());

    told.site.reviewer.done(&["push"]);
    let page = told.server.open_mailbox("es", &told.codename).body;
    assert!(page.contains(&format!("¿Qué color? هل رأيت!<br><br>{marker}")), "{page}");
    told.server.stop();
}

#[test]
fn nothing_is_thrown_away_unasked_and_what_is_thrown_away_is_gone() {
    let told = Told::by("words");
    let mut terminal = told.replies();
    terminal.sees("3600 bytes left");
    terminal.types(CTRL_D);
    terminal.sees("Nothing is written. g go on   t throw away");
    // What is pasted may hold anything, and commands nothing.
    terminal.types(&format!("sg\u{1b}[200~{}{CTRL_C}t{CTRL_D}t\u{1b}[201~", "a".repeat(3600)));
    terminal.sees("2 bytes too many");
    terminal.types(CTRL_D);
    terminal.sees("It has 2 bytes too many. g go on   t throw away");
    terminal.types(&format!("sg{BACKSPACE}{BACKSPACE}{CTRL_C}"));
    terminal.sees("s send   g go on   t throw away");
    terminal.types("t");
    let ended = terminal.ends();
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.stdout.contains("the reply was thrown away"), "{}", ended.stdout);
    assert_eq!(told.waiting(), 0);
    told.server.stop();
}

#[test]
fn a_signal_leaves_no_testimony_on_the_screen_and_the_terminal_as_it_was() {
    let told = Told::by("words of a source");
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let terminal = told.replies();
        terminal.sees("3600 bytes left");
        let id: i32 = fs::read_to_string(told.pid_file()).unwrap().trim().parse().unwrap();
        kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
        let ended = terminal.ends();
        assert_eq!(ended.status.code(), Some(1), "{signal:?}: {}", ended.stdout);
        let (_, after) = ended.stdout.rsplit_once("\u{1b}[?1049l").expect("the other screen is left");
        assert!(after.contains("interrupted") && !after.contains("words of a source"), "{after}");
    }
    assert_eq!(told.waiting(), 0);
    told.server.stop();
}

#[test]
fn a_reply_that_cannot_be_kept_stays_on_the_terminal() {
    let told = Told::by("words");
    let mut terminal = told.replies();
    terminal.sees("3600 bytes left");
    // Where the outbox should be stands a file.
    let outbox = told.site.reviewer.home.join("outbox");
    fs::write(&outbox, "").unwrap();
    terminal.types(&format!("An answer.{CTRL_D}"));
    terminal.sees("s send");
    terminal.types("s");
    terminal.sees("outbox");
    fs::remove_file(&outbox).unwrap();
    terminal.types(&format!("{CTRL_D}s"));
    assert_eq!(terminal.ends().status.code(), Some(0));
    assert_eq!(told.waiting(), 1);
    told.server.stop();
}
