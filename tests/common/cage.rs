//! A process that confines itself as the server does, and then tries one thing.
//!
//! It is the test's own program, started anew with the act's name: what is tried runs inside the cage, and
//! what ends the process does not end the test.

use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use amparo::harden::cage::{Lack, Reach, confine};

const ACT: &str = "AMPARO_TEST_ACT";
const FOLDER: &str = "AMPARO_TEST_FOLDER";
const SAID: &str = "came of it: ";

/// What the process has when the door closes.
pub(crate) struct Inside {
    pub(crate) folder: PathBuf,
    /// A socket that is connected to nobody.
    pub(crate) tcp: i64,
    pub(crate) udp: UdpSocket,
    pub(crate) listener: TcpListener,
    /// Connected to the listener.
    pub(crate) client: TcpStream,
}

/// What is tried.
pub(crate) type Act = dyn Fn(&Inside) -> io::Result<()>;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Refused(i32),
    /// The kernel ended the process for its system call.
    Killed,
    /// Something else.
    Other(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => f.write_str("done"),
            Self::Refused(errno) => write!(f, "refused {errno}"),
            Self::Killed => f.write_str("killed"),
            Self::Other(what) => f.write_str(what),
        }
    }
}

/// A folder as a server has it, with one more beside it that is not its own.
pub(crate) fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in [("data/inner/kept", "kept"), ("other/secret", "secret"), ("amparo.toml", "configuration")] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
        fs::write(path, content).expect("written");
    }
    folder
}

/// Tries `act` in a process of its own, which runs the test `test` as far as [`be_inside`].
pub(crate) fn outcome_of(test: &str, act: &str, folder: &Path) -> Outcome {
    let program = std::env::current_exe().expect("the test is a program");
    let mut command = Command::new(program);
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(ACT, act).env(FOLDER, folder);
    let output = command.output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = said.lines().find_map(|line| line.split_once(SAID)).map(|(_, said)| said.to_owned());
    match said {
        Some(said) if said == "done" => Outcome::Done,
        Some(said) => said
            .strip_prefix("refused ")
            .and_then(|errno| errno.parse().ok())
            .map_or(Outcome::Other(said.clone()), Outcome::Refused),
        None if was_killed(output.status) => Outcome::Killed,
        None => Outcome::Other(format!("{output:?}")),
    }
}

fn was_killed(status: ExitStatus) -> bool {
    status.signal() == Some(libc::SIGSYS)
}

/// In the process that [`outcome_of`] starts: confines it, tries, says what came of it, and ends.
pub(crate) fn be_inside(find: impl FnOnce(&str) -> Option<Box<Act>>) {
    let Ok(name) = std::env::var(ACT) else { return };
    let act = find(&name).expect("an act of this test");
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("a folder"));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let client = TcpStream::connect(listener.local_addr().expect("an address")).expect("it listens");
    let udp = UdpSocket::bind("127.0.0.1:0").expect("a port");
    let stream = i64::from(libc::SOCK_STREAM);
    let tcp = raw(libc::SYS_socket, [i64::from(libc::AF_INET), stream, 0, 0, 0, 0]).expect("a socket");
    let inside = Inside { folder, tcp, udp, listener, client };
    confine_here(&inside.folder);
    let outcome = match act(&inside) {
        Ok(()) => Outcome::Done,
        Err(error) => error.raw_os_error().map_or_else(|| Outcome::Other(error.to_string()), Outcome::Refused),
    };
    writeln!(io::stdout(), "{SAID}{outcome}").expect("the test listens");
    std::process::exit(0);
}

/// Confines this process to `folder/data` and `folder/amparo.toml`, as the server confines itself.
fn confine_here(folder: &Path) {
    let reach = Reach {
        read_write: vec![folder.join("data")],
        read_only: vec![folder.join("amparo.toml")],
        ..Reach::default()
    };
    let lacks = confine(&reach).expect("the cage stands");
    // The test's own first thread only waits.
    let lacks: Vec<_> = lacks.into_iter().filter(|lack| !matches!(lack, Lack::EarlierThreads(_))).collect();
    assert_eq!(lacks, [], "this machine can hold all of it");
}

/// A system call as it is.
pub(crate) fn raw(number: i64, args: [i64; 6]) -> io::Result<i64> {
    #[expect(unsafe_code, reason = "what is tried here has no safe wrapper, nor should it")]
    // SAFETY: every caller passes numbers, null pointers, or pointers to what lives longer than the call.
    let result = unsafe { libc::syscall(number, args[0], args[1], args[2], args[3], args[4], args[5]) };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
