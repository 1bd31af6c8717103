//! Invariant 11: after its start the server can open no connection, run no program, and touch no path but its
//! data folder and, to read it, its configuration. The kernel enforces it.
//!
//! From inside: this test's own program, started anew for each act, confines itself as the server does and
//! then tries. From outside: what the kernel says of the server that ships, and a trace of it under load.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::net::{TcpStream, UdpSocket};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use amparo::harden::cage::calls::{ABSENT, ALLOWED, Call, FATAL, Only};
use amparo::seal::Day;
use amparo::store::{FileStore, Free, Store as _};

use crate::common::cage::{Act, Inside, Outcome, be_inside, folder, outcome_of, raw};
use crate::common::process::{Process, command};
use crate::common::site::{Server, Site, path_text};
use crate::common::source::Visit;
use crate::common::trace::{self, made_in_the_cage};

const EACCES: Outcome = Outcome::Refused(libc::EACCES);
const EPERM: Outcome = Outcome::Refused(libc::EPERM);
const EXDEV: Outcome = Outcome::Refused(libc::EXDEV);

/// Past every file system call that Linux has numbered by now.
const PAST_ALL_CALLS: i64 = 600;

/// `uretprobe` and `uprobe` on x86-64: the kernel lets no filter see them, and ends who calls them from anywhere
/// but its own trampoline.
const PAST_ALL_FILTERS: [i64; 2] = [335, 336];

/// Its name, what must come of it, and how it is done.
type Tried = (&'static str, Outcome, fn(&Inside) -> io::Result<()>);

/// What is tried inside.
const TRIED: &[Tried] = &[
    // What the server does.
    ("write in the data folder", Outcome::Done, |i| fs::write(i.folder.join("data/inner/new"), "new")),
    ("read there", Outcome::Done, |i| fs::read(i.folder.join("data/inner/kept")).map(drop)),
    ("list it", Outcome::Done, |i| fs::read_dir(i.folder.join("data")).map(drop)),
    ("make a folder there", Outcome::Done, |i| fs::create_dir(i.folder.join("data/made"))),
    ("rename there", Outcome::Done, |i| fs::rename(i.folder.join("data/inner/new"), i.folder.join("data/made/new"))),
    ("remove there", Outcome::Done, |i| fs::remove_dir_all(i.folder.join("data/made"))),
    ("read the configuration", Outcome::Done, |i| fs::read(i.folder.join("amparo.toml")).map(drop)),
    ("start a thread", Outcome::Done, |_| {
        std::thread::Builder::new().spawn(|| ())?.join().map_err(|_| io::Error::other("it failed"))
    }),
    ("take a connection", Outcome::Done, |i| {
        i.client.try_clone()?.write_all(b"a")?;
        i.listener.accept()?.0.read_exact(&mut [0])
    }),
    ("a pair of sockets", Outcome::Done, |_| UnixStream::pair().map(drop)),
    // Files.
    ("read another file", EACCES, |_| fs::read("/etc/passwd").map(drop)),
    ("read a file beside the data folder", EACCES, |i| fs::read(i.folder.join("other/secret")).map(drop)),
    ("read it by a link in the data folder", EACCES, |i| fs::read(i.folder.join("data/link")).map(drop)),
    ("list another folder", EACCES, |_| fs::read_dir("/").map(drop)),
    ("read memory of its own", EACCES, |_| fs::read("/proc/self/maps").map(drop)),
    ("write beside the data folder", EACCES, |i| fs::write(i.folder.join("new"), "new")),
    ("write the configuration", EACCES, |i| fs::write(i.folder.join("amparo.toml"), "new")),
    ("remove the configuration", EACCES, |i| fs::remove_file(i.folder.join("amparo.toml"))),
    ("take a file out of the data folder", EACCES, |i| {
        fs::rename(i.folder.join("data/inner/kept"), i.folder.join("other/kept"))
    }),
    ("take a file in", EACCES, |i| fs::rename(i.folder.join("other/secret"), i.folder.join("data/secret"))),
    ("link a file in", EXDEV, |i| fs::hard_link(i.folder.join("other/secret"), i.folder.join("data/secret"))),
    ("make a link", EPERM, |i| symlink("/etc/passwd", i.folder.join("data/passwd"))),
    ("change a mode", EPERM, |i| fs::set_permissions(i.folder.join("other/secret"), fs::Permissions::from_mode(0o777))),
    ("change an owner", EPERM, |i| std::os::unix::fs::chown(i.folder.join("other/secret"), Some(1), None)),
    ("change the working folder", EPERM, |_| std::env::set_current_dir("/")),
    ("cut a file", EPERM, |_| raw(libc::SYS_truncate, [0; 6]).map(drop)),
    // Ways out.
    ("connect over TCP", Outcome::Killed, |i| TcpStream::connect(i.listener.local_addr()?).map(drop)),
    ("connect to a unix socket", Outcome::Killed, |_| UnixStream::connect("/run/x").map(drop)),
    ("a socket for UDP", Outcome::Killed, |_| UdpSocket::bind("127.0.0.1:0").map(drop)),
    ("connect a socket of before", Outcome::Killed, |i| raw(libc::SYS_connect, [i.tcp, 0, 0, 0, 0, 0]).map(drop)),
    ("connect by sending", EPERM, |i| send(i.tcp, libc::MSG_FASTOPEN, 0)),
    ("send to an address", EPERM, |i| i.udp.send_to(b"a", i.udp.local_addr()?).map(drop)),
    ("send to nobody, which is asked of the kernel", Outcome::Refused(libc::EPIPE), |i| {
        send(i.tcp, libc::MSG_NOSIGNAL, 0)
    }),
    ("listen", EPERM, |i| raw(libc::SYS_listen, [i.tcp, 1, 0, 0, 0, 0]).map(drop)),
    ("a pair of sockets of another kind", EPERM, |_| {
        raw(libc::SYS_socketpair, [i64::from(libc::AF_INET), 1, 0, 0, 0, 0]).map(drop)
    }),
    ("run a program", EPERM, |_| Command::new("/bin/true").status().map(drop)),
    ("run a program in its own place", Outcome::Killed, |_| Err(Command::new("/bin/true").exec())),
    // Processes and memory.
    ("a process", EPERM, |_| raw(libc::SYS_clone, [i64::from(libc::SIGCHLD), 0, 0, 0, 0, 0]).map(drop)),
    ("a thread in a namespace", EPERM, |_| {
        raw(libc::SYS_clone, [i64::from(libc::CLONE_THREAD | libc::CLONE_NEWUSER), 0, 0, 0, 0, 0]).map(drop)
    }),
    ("memory to run", EPERM, |_| memory(libc::PROT_READ | libc::PROT_EXEC).map(drop)),
    ("memory", Outcome::Done, |_| memory(libc::PROT_READ | libc::PROT_WRITE).map(drop)),
    ("memory made to run", EPERM, |_| {
        let at = memory(libc::PROT_READ | libc::PROT_WRITE)?;
        raw(libc::SYS_mprotect, [at, 4096, i64::from(libc::PROT_READ | libc::PROT_EXEC), 0, 0, 0]).map(drop)
    }),
    ("a signal to another process", EPERM, |_| raw(libc::SYS_tgkill, [1, 1, 0, 0, 0, 0]).map(drop)),
    ("a signal to oneself", Outcome::Done, |_| {
        let (process, thread) = (raw(libc::SYS_getpid, [0; 6])?, raw(libc::SYS_gettid, [0; 6])?);
        raw(libc::SYS_tgkill, [process, thread, 0, 0, 0, 0]).map(drop)
    }),
    ("to be readable again", EPERM, |_| {
        raw(libc::SYS_prctl, [i64::from(libc::PR_SET_DUMPABLE), 1, 0, 0, 0, 0]).map(drop)
    }),
    ("another filter", EPERM, |_| raw(libc::SYS_seccomp, [1, 0, 0, 0, 0, 0]).map(drop)),
    ("higher limits", EPERM, |_| {
        let limit = libc::rlimit { rlim_cur: 1, rlim_max: 1 };
        raw(libc::SYS_prlimit64, [0, i64::from(libc::RLIMIT_CORE), (&raw const limit) as i64, 0, 0, 0]).map(drop)
    }),
    ("keys for a terminal", EPERM, |_| raw(libc::SYS_ioctl, [0, libc::TIOCSTI.cast_signed(), 0, 0, 0, 0]).map(drop)),
    ("signals by descriptor", EPERM, |_| raw(libc::SYS_fcntl, [0, i64::from(libc::F_SETOWN), 1, 0, 0, 0]).map(drop)),
    ("a filter on a socket", EPERM, |i| {
        raw(libc::SYS_setsockopt, [i.tcp, i64::from(libc::SOL_SOCKET), i64::from(libc::SO_ATTACH_FILTER), 0, 0, 0])
            .map(drop)
    }),
    ("every call that is not on the list", EPERM, |_| every_other_call()),
];

fn send(socket: i64, flags: i32, address: i64) -> io::Result<()> {
    raw(libc::SYS_sendto, [socket, b"a".as_ptr() as i64, 1, i64::from(flags), address, 0]).map(drop)
}

fn memory(protection: i32) -> io::Result<i64> {
    raw(libc::SYS_mmap, [0, 4096, i64::from(protection), i64::from(libc::MAP_PRIVATE | libc::MAP_ANONYMOUS), -1, 0])
}

/// The error that all of them give; what comes of the first that does otherwise.
fn every_other_call() -> io::Result<()> {
    let listed: BTreeSet<i64> = [ALLOWED, FATAL, ABSENT].into_iter().flatten().filter_map(|call| call.number).collect();
    for number in (0..PAST_ALL_CALLS).filter(|number| !listed.contains(number) && !PAST_ALL_FILTERS.contains(number)) {
        match raw(number, [0; 6]) {
            Err(error) if error.raw_os_error() == Some(libc::EPERM) => {}
            other => return Err(io::Error::other(format!("call {number}: {other:?}"))),
        }
    }
    Err(io::Error::from_raw_os_error(libc::EPERM))
}

#[test]
fn in_the_cage_the_servers_work_goes_on_and_everything_else_is_refused() {
    be_inside(|name| TRIED.iter().find(|tried| tried.0 == name).map(|tried| Box::new(tried.2) as Box<Act>));
    let folder = folder();
    symlink("../other/secret", folder.path().join("data/link")).unwrap();
    let test = "invariant_11::in_the_cage_the_servers_work_goes_on_and_everything_else_is_refused";
    let faults: Vec<_> = TRIED
        .iter()
        .filter_map(|(name, expected, _)| {
            let outcome = outcome_of(test, name, folder.path());
            (outcome != *expected).then(|| format!("{name}: {outcome}, expected {expected}"))
        })
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(fs::read(folder.path().join("other/secret")).unwrap(), b"secret");
}

#[test]
fn in_the_cage_what_only_a_break_in_would_call_ends_the_process_or_looks_unknown() {
    let listed = || FATAL.iter().chain(ABSENT).filter_map(|call| Some((call.name, call.number?)));
    be_inside(|name| {
        let (_, number) = listed().find(|(known, _)| *known == name)?;
        Some(Box::new(move |_: &Inside| raw(number, [0; 6]).map(drop)))
    });
    let folder = folder();
    let test = "invariant_11::in_the_cage_what_only_a_break_in_would_call_ends_the_process_or_looks_unknown";
    let unknown = |name| ABSENT.iter().any(|call| call.name == name);
    let faults: Vec<_> = listed()
        .filter_map(|(name, _)| {
            let expected = if unknown(name) { Outcome::Refused(libc::ENOSYS) } else { Outcome::Killed };
            let outcome = outcome_of(test, name, folder.path());
            (outcome != expected).then(|| format!("{name}: {outcome}, expected {expected}"))
        })
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

/// A line of `/proc/PID/…` of the server's every thread.
fn of_every_thread(server: &Server, name: &str) -> BTreeSet<String> {
    let tasks = fs::read_dir(format!("/proc/{}/task", server.process.id())).unwrap();
    let line = |task: io::Result<fs::DirEntry>| {
        let status = fs::read_to_string(task.unwrap().path().join("status")).unwrap_or_default();
        status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(":\t").map(str::to_owned))
    };
    tasks.filter_map(line).collect()
}

#[test]
fn every_thread_of_the_server_that_ships_is_confined_and_it_holds_nothing_of_who_started_it() {
    let site = Site::configured(|_| {});
    // Whoever starts it has a folder open.
    let server = site.start_by(|command| {
        let program = command.get_program().to_owned();
        *command = self::command("sh");
        command.args(["-c", "exec 7</etc; exec \"$0\" \"$@\""]).arg(program);
    });
    assert_eq!(server.get("/en/").status, 200);
    let only = |value: &str| BTreeSet::from([value.to_owned()]);
    assert_eq!(of_every_thread(&server, "Seccomp"), only("2"));
    assert_eq!(of_every_thread(&server, "Seccomp_filters"), only("3"));
    assert_eq!(of_every_thread(&server, "NoNewPrivs"), only("1"));
    let proc = Path::new("/proc").join(server.process.id().to_string());
    let targets: Vec<_> =
        fs::read_dir(proc.join("fd")).unwrap().filter_map(|fd| fs::read_link(fd.unwrap().path()).ok()).collect();
    assert!(targets.iter().all(|target| target != Path::new("/etc")), "{targets:?}");
    let limits = fs::read_to_string(proc.join("limits")).unwrap();
    let limit = |name: &str| {
        let line = limits.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(limit("Max core file size"), ["0", "0"]);
    assert_eq!(limit("Max processes"), ["4096", "4096"]);
    let files = limit("Max open files");
    assert_eq!(files[0], files[1], "as many as there can be");
    server.stop();
}

#[test]
fn a_link_that_somebody_lays_into_the_data_folder_leads_the_server_nowhere() {
    let site = Site::configured(|_| {});
    let server = site.start();
    server.tell(&Visit::to("en", &server.form("en")).with("account", "a"));
    // Not beside the configuration: that folder is read again at a reload.
    let elsewhere = tempfile::tempdir().unwrap();
    let outside = elsewhere.path().join("outside.age");
    let parcel = site.parcels().remove(0);
    fs::rename(&parcel, &outside).unwrap();
    symlink(&outside, &parcel).unwrap();
    assert_ne!(site.reviewer.run(&["pull"]).code, 0, "the server read a file outside");
}

/// The server under a strace that makes a call fail, as on a kernel that lacks it.
fn on_a_kernel_without(call: &str, errno: &str, site: &Site, more: &[&str]) -> Process {
    let mut strace = command("strace");
    strace.args(["-D", "-f", "-o", "/dev/null", "-e", &format!("trace={call}"), "-e"]);
    strace.arg(format!("inject={call}:error={errno}")).arg(crate::common::AMPARO);
    Process::start(strace.args(["serve", "--config", path_text(&site.config_file())]).args(more))
}

#[test]
fn what_a_kernel_lacks_is_said_at_the_start_and_refuses_it_where_the_sandbox_is_required() {
    let site = Site::configured(|_| {});
    for (call, errno, said) in [
        ("landlock_create_ruleset", "ENOSYS", "this kernel has no Landlock"),
        ("landlock_create_ruleset", "EOPNOTSUPP", "this kernel has no Landlock"),
        ("seccomp", "EINVAL", "system calls cannot be filtered"),
    ] {
        let server = on_a_kernel_without(call, errno, &site, &[]);
        server.stderr.line_with("serving on").unwrap();
        server.stderr.line_with(said).unwrap();
        assert!(server.stop().status.success());
        let ended = on_a_kernel_without(call, errno, &site, &["--require-sandbox"]).wait();
        assert_eq!(ended.status.code(), Some(1), "{ended:?}");
        assert!(ended.stderr.contains(said) && ended.stderr.contains("the sandbox is required"), "{}", ended.stderr);
    }
    let config = fs::read_to_string(site.config_file()).unwrap();
    fs::write(site.config_file(), format!("sandbox = \"require\"\n{config}")).unwrap();
    let server = site.start();
    assert_eq!(server.process.stderr.so_far().lines().count(), 1, "nothing is lacking here");
    server.stop();
}

/// The calls of the list, by name.
fn allowed() -> BTreeSet<String> {
    ALLOWED.iter().chain(ABSENT).map(|call| call.name.to_owned()).collect()
}

#[test]
fn under_load_the_server_makes_no_call_that_is_not_on_the_list() {
    let site = Site::made(amparo::seal::RecipientKind::Hybrid, 1, |_| {});
    let trace = site.folder.path().join("trace");
    let server = site.start_by(|command| *command = trace::of_all(&trace, crate::common::AMPARO));
    std::thread::scope(|scope| {
        for n in 0..4_u8 {
            let server = &server;
            scope.spawn(move || {
                let form = server.form("en");
                let visit = Visit::to("en", &form).with("account", "what I saw").file("a.jpg", vec![n; 300_000]);
                assert_eq!(server.tell(&visit).status, 200);
                let mut broken =
                    server.begin(&Visit::to("en", &form).with("account", "cut").file("b", vec![n; 300_000]));
                broken.send(200_000).unwrap();
                drop(broken);
                assert_eq!(server.open_mailbox("en", &form.codename).status, 200);
            });
        }
    });
    site.reviewer.pull();
    let told = site.reviewer.inbox();
    let id = told.iter().find(|s| s["complete"] == true).unwrap()["id"].as_str().unwrap().to_owned();
    let answer = site.folder.path().join("answer.txt");
    fs::write(&answer, "thank you").unwrap();
    site.reviewer.done(&["reply", &id, "--file", path_text(&answer)]);
    site.reviewer.done(&["push"]);
    site.reviewer.pull();
    let id = server.process.id();
    server.stop();
    let made = made_in_the_cage(&trace, id);
    let off: Vec<_> = made.difference(&allowed()).cloned().collect();
    assert_eq!(off, Vec::<String>::new(), "off the list");
    assert!(made.len() > 30, "{made:?}");
}

#[test]
fn in_the_cage_a_store_closes_days_builds_its_index_anew_scrubs_and_opens_again() {
    let day = |n: u8| format!("2026-11-{n:02}").parse::<Day>().unwrap();
    be_inside(|name| {
        (name == "keep house").then(|| {
            Box::new(move |inside: &Inside| {
                let root = inside.folder.join("data/store");
                for today in [20, 21] {
                    let store = FileStore::open(&root, Free::default(), day(today)).map_err(io::Error::other)?;
                    let desk = "main".parse().map_err(|_| io::Error::other("a name"))?;
                    store.prepare([&desk], day(today)).map_err(io::Error::other)?;
                    store.close_days(day(today + 1)).map_err(io::Error::other)?;
                    store.tick(day(today + 1)).map_err(io::Error::other)?;
                    store.scrub().map_err(io::Error::other)?;
                    store.close(day(today + 1)).map_err(io::Error::other)?;
                }
                Ok(())
            }) as Box<Act>
        })
    });
    let folder = folder();
    let test = "invariant_11::in_the_cage_a_store_closes_days_builds_its_index_anew_scrubs_and_opens_again";
    assert_eq!(outcome_of(test, "keep house", folder.path()), Outcome::Done);
}

/// The list as the docs show it.
fn as_text() -> String {
    let only = |call: &Call| match call.only {
        Only::Any => String::new(),
        Only::If(words, _) => words.to_owned(),
        Only::Oneself => "to the process itself".to_owned(),
    };
    let head = "# System calls\n\n\
        What the server may ask of the kernel once it serves ([decision 0023](decisions/0023-no-way-out.md)). The list stands\n\
        in `src/harden/cage/calls.rs`; this page is held equal to it by a test\n\
        (`tests/invariants/11_no_way_out.rs`: `the_page_of_system_calls_is_the_list_that_is_enforced`).\n\n\
        ## Let through\n\n| call | only | what for |\n| --- | --- | --- |\n";
    let fatal = "\n## The end of the process\n\n\
        No bug makes these, only somebody who has broken in: SIGSYS, and the supervisor starts the server again.\n\n\
        | call | what it would be good for |\n| --- | --- |\n";
    let absent = "\n## As if the kernel did not know them\n\nLibraries try these first, and take the older way on ENOSYS.\n\n\
        | call | why |\n| --- | --- |\n";
    let row = |call: &Call| format!("| `{}` | {} |\n", call.name, call.why);
    let row_of_three = |call: &Call| format!("| `{}` | {} | {} |\n", call.name, only(call), call.why);
    let rows = |calls: &[Call]| calls.iter().map(row).collect::<String>();
    let allowed: String = ALLOWED.iter().map(row_of_three).collect();
    [head, &allowed, fatal, &rows(FATAL), absent, &rows(ABSENT), "\nEverything else fails with EPERM.\n"].concat()
}

#[test]
fn the_page_of_system_calls_is_the_list_that_is_enforced() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/system-calls.md");
    if std::env::var_os("AMPARO_BLESS").is_some() {
        fs::write(&page, as_text()).unwrap();
    }
    assert!(fs::read_to_string(&page).unwrap() == as_text(), "if the list is meant, run with AMPARO_BLESS=1");
    let mut names = BTreeSet::new();
    for call in [ALLOWED, FATAL, ABSENT].into_iter().flatten() {
        assert!(names.insert(call.name), "{} is listed twice", call.name);
    }
}
