//! Files out of their parcels: what they really are, and copies without what hides in them.
//!
//! Real files, made here by ffmpeg and exiftool or byte by byte, and the tools that reviewers have: mat2 and its own.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::Signal;
use serde_json::{Value, json};

use super::originals::{MARKER, has_marker, real_files, zip};
use crate::common::content::sha256_of;
use crate::common::everything_in;
use crate::common::process::{Process, command};
use crate::common::reviewer::Reviewer;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;
use crate::common::wait_until;

/// A site with a submission of these files, pulled, and its id.
fn told(files: &[(&str, &str, Vec<u8>)]) -> (Site, String) {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "words");
    let visit =
        files.iter().fold(visit, |visit, (name, claimed, bytes)| visit.file_of_type(name, claimed, bytes.clone()));
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    server.stop();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    (site, id)
}

/// A folder of programs that stands before the system's, and runs `script` as mat2.
fn with_mat2(folder: &Path, script: &str) -> String {
    let path = folder.join("mat2");
    let mut file = File::create(&path).unwrap();
    file.write_all(format!("#!/bin/sh\n{script}\n").as_bytes()).unwrap();
    drop(file);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    format!("{}:{}", path_text(folder), std::env::var("PATH").unwrap())
}

fn copying(reviewer: &Reviewer, id: &str, to: &Path, more: &[&str]) -> Command {
    reviewer.command(&[&["extract", id, "--to", path_text(to), "--working-copy"], more].concat())
}

#[test]
fn working_copies_of_real_files_have_nothing_hidden_and_the_originals_stay() {
    let files = real_files();
    let (site, id) = told(&files);
    let to = site.folder.path().join("copies");
    let trace = site.folder.path().join("trace");
    let mut traced = command("strace");
    traced.args(["-f", "-e", "trace=openat,open,creat,mkdir,rename,renameat2", "-o", path_text(&trace)]);
    let plain = copying(&site.reviewer, &id, &to, &["--json"]);
    traced.arg(plain.get_program()).args(plain.get_args());
    let ran = traced.output().unwrap();
    let err = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{err} {}", String::from_utf8_lossy(&ran.stdout));
    let copies: Vec<Value> = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(copies.len(), files.len());
    for ((name, _, original), copy) in files.iter().zip(&copies) {
        assert!(has_marker(original), "{name} has something to hide");
        let path = PathBuf::from(copy["path"].as_str().unwrap());
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.is_empty() && !has_marker(&bytes), "{name}");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(copy["original"]["sha256"], sha256_of(&original[..]));
        assert_eq!(copy["copy"]["sha256"], sha256_of(&bytes[..]));
        assert!(path_text(&path).contains(".working-copy."), "{}", path.display());
    }
    // The packed parts of the office document too, and its words are still there.
    let unpacked = command("unzip").args(["-p", copies[4]["path"].as_str().unwrap()]).output().unwrap().stdout;
    assert!(!has_marker(&unpacked) && String::from_utf8_lossy(&unpacked).contains("seen"));
    let left = command("exiftool").arg(copies[0]["path"].as_str().unwrap()).output().unwrap().stdout;
    assert!(!String::from_utf8_lossy(&left).contains("GPS"));
    assert_eq!(everything_in(&to).len(), 1 + files.len(), "the tools' folder is gone");

    // What was written was written below the folder that was named, or sealed in the reviewer's own.
    let calls = fs::read_to_string(&trace).unwrap();
    let allowed = [path_text(&to), path_text(&site.reviewer.home), "/dev/", "/proc/"];
    for call in
        calls.lines().filter(|call| call.contains("O_CREAT") || call.contains("mkdir(") || call.contains("O_WRONLY"))
    {
        let path = call.split('"').nth(1).unwrap_or_default();
        let ok = !path.starts_with('/') || allowed.iter().any(|allowed| path.starts_with(allowed));
        assert!(ok || call.contains("EEXIST") || call.contains("ENOENT") || call.contains("EACCES"), "{call}");
    }
    assert!(calls.contains("copy.cleaned.jpg"), "strace saw the tools");

    // Recorded with both hashes; and the originals come out as they were sent.
    let shown: Value = serde_json::from_slice(&site.reviewer.done(&["custody", &id, "--json"])).unwrap();
    let acts = shown["events"].as_array().unwrap();
    let recorded: Vec<_> = acts.iter().filter(|event| event["act"] == "working-copy").collect();
    assert_eq!(recorded.len(), files.len());
    assert_eq!(recorded[0]["in"][0]["sha256"], copies[0]["original"]["sha256"]);
    assert_eq!(recorded[0]["out"][0]["sha256"], copies[0]["copy"]["sha256"]);
    let originals = site.reviewer.extract(&id, &site.folder.path().join("originals"));
    for ((_, _, original), path) in files.iter().zip(originals) {
        assert_eq!(&fs::read(path).unwrap(), original);
    }
}

#[test]
fn a_tool_that_fails_lies_or_never_ends_leaves_no_copy_and_no_plaintext() {
    let (site, id) = told(&[("foto.jpg", "image/jpeg", b"\xff\xd8\xff\xe0 a picture".to_vec())]);
    let folder = tempfile::tempdir().unwrap();
    let to = site.folder.path().join("copies");
    let cases = [
        ("sleep 1000 & sleep 1000", "mat2 was not done after 1 s"),
        ("printf '\\033[2Jgone \\342\\200\\256' >&2; exit 1", "mat2 gave up: ⟨U+001B⟩[2Jgone ⟨U+202E⟩"),
        ("exit 1", "mat2 gave up without a word"),
        ("exit 0", "mat2 made no file"),
        (": > copy.cleaned.jpg", "mat2 made something that is no file, or an empty one"),
        ("ln -s /etc/passwd copy.cleaned.jpg", "mat2 made something that is no file, or an empty one"),
        ("printf 'MZ' > copy.cleaned.jpg", "mat2 made a file of another type"),
        (
            "[ \"$1\" = --show ] || { cp copy.jpg copy.cleaned.jpg; exit; }; echo '[+] Metadata for x:'; echo '  GPS: 1'",
            "hidden data is left in the copy, so it was deleted: GPS",
        ),
        ("[ \"$1\" = --show ] && exit; cp copy.jpg copy.cleaned.jpg", "what is in it could not be seen"),
        ("yes | head -c 3000000; exit 1", "mat2 gave up: y y y"),
    ];
    for (script, why) in cases {
        let path = with_mat2(folder.path(), script);
        let ran = copying(&site.reviewer, &id, &to, &["--patience", "1"]).env("PATH", path).output().unwrap();
        let err = String::from_utf8(ran.stderr).unwrap();
        assert!(ran.status.code() == Some(1) && ran.stdout.is_empty(), "{script}: {err}");
        assert!(err.contains(why) && err.contains("of 1 of 1 file there is no copy"), "{script}: {err}");
        assert!(!err.contains('\u{1b}') && !err.contains('\u{202e}'), "{err}");
        assert_eq!(everything_in(&to), std::slice::from_ref(&to), "{script}: nothing is left");
    }

    // Without the tool it is said how to get it.
    let empty = tempfile::tempdir().unwrap();
    let ran = copying(&site.reviewer, &id, &to, &[]).env("PATH", empty.path()).output().unwrap();
    let err = String::from_utf8(ran.stderr).unwrap();
    assert!(err.contains("mat2 is not installed; on Debian and Ubuntu: apt install mat2"), "{err}");

    // One that cannot be run says so, and blames no kernel.
    let path = with_mat2(folder.path(), "exit 0");
    let mat2 = folder.path().join("mat2");
    let home = folder.path().join("python3");
    fs::copy("/bin/sh", &home).unwrap();
    // What it is run by is not there, or lies where a confined tool reaches nothing.
    for by in [Path::new("/nowhere/python3"), &home] {
        fs::write(&mat2, format!("#!{}\nexit 0\n", by.display())).unwrap();
        let ran = copying(&site.reviewer, &id, &to, &[]).env("PATH", &path).output().unwrap();
        let err = String::from_utf8(ran.stderr).unwrap();
        assert!(err.contains(&format!("{} cannot be run", mat2.display())), "{}: {err}", by.display());
        assert!(!err.contains("Landlock"), "{}: {err}", by.display());
    }

    // Ctrl-C, a request to end and a terminal that is closed end the tool, and take away what it worked on.
    let path = with_mat2(folder.path(), "echo $$ > pid.new; mv pid.new pid; sleep 1000");
    let pid = || everything_in(&to).into_iter().find(|path| path.ends_with("in/pid"));
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let process = Process::start(copying(&site.reviewer, &id, &to, &[]).env("PATH", &path));
        wait_until("the tool works", || pid().is_some());
        let tool = fs::read_to_string(pid().unwrap()).unwrap();
        process.signal(signal);
        let ended = process.wait();
        assert_eq!(ended.status.code(), Some(1), "{signal:?}: {}", ended.stderr);
        assert!(ended.stderr.contains("interrupted"), "{}", ended.stderr);
        assert_eq!(everything_in(&to), std::slice::from_ref(&to), "{signal:?}");
        wait_until("the tool is gone", || !Path::new("/proc").join(tool.trim()).exists());
    }
}

#[test]
fn the_next_copy_takes_away_what_a_kill_left_of_one_and_nothing_else() {
    let (site, id) = told(&[("foto.jpg", "image/jpeg", b"\xff\xd8\xff\xe0 a picture".to_vec())]);
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let to = site.folder.path().join("copies");
    let path = with_mat2(folder.path(), "echo $$ > pid.new; mv pid.new pid; exec sleep 1000");
    let workshops = || {
        let all =
            fs::read_dir(&to).into_iter().flatten().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut all: Vec<_> = all.filter(|name| name.starts_with(".amparo-")).collect();
        all.sort();
        all
    };
    let works = || {
        let before = workshops();
        let process = Process::start(copying(&site.reviewer, &id, &to, &[]).env("PATH", &path));
        let is_at_work = |name: &String| !before.contains(name) && to.join(name).join("make/in/pid").exists();
        wait_until("the tool works", || workshops().iter().any(is_at_work));
        process
    };
    works().kill();
    let left = workshops();
    assert_eq!(left.len(), 1, "a source's file lies in it: {left:?}");
    let tool = fs::read_to_string(to.join(&left[0]).join("make/in/pid")).unwrap();
    wait_until("the tool is gone too", || !Path::new("/proc").join(tool.trim()).exists());
    fs::create_dir(to.join(".amparo-notes")).unwrap();
    // One that works goes on, while the next takes away what was left.
    let going = works();
    let gives_up = with_mat2(other.path(), "exit 1");
    let ran = copying(&site.reviewer, &id, &to, &[]).env("PATH", gives_up).output().unwrap();
    assert_eq!(ran.status.code(), Some(1));
    let now = workshops();
    assert!(!now.contains(&left[0]) && now.contains(&".amparo-notes".to_owned()), "{now:?}");
    assert_eq!(now.len(), 2, "that of the one that works: {now:?}");
    going.signal(Signal::INT);
    going.wait();
    assert_eq!(workshops(), [".amparo-notes"]);
}

#[test]
fn what_a_tool_leaves_running_changes_no_finished_copy() {
    let (site, id) = told(&[("foto.jpg", "image/jpeg", b"\xff\xd8\xff\xe0 a picture".to_vec())]);
    let folder = tempfile::tempdir().unwrap();
    let to = site.folder.path().join("copies");
    // It holds what the tool made open, in a session of its own, and writes to it when all is done.
    let name = format!("left-by-{}", folder.path().file_name().unwrap().to_str().unwrap());
    let script = format!(
        "[ \"$1\" = --show ] && {{ echo '  No metadata found in it.'; exit; }}\n\
         cp copy.jpg copy.cleaned.jpg\n\
         setsid sh -c 'exec 3>>copy.cleaned.jpg; : > holds; sleep 4; echo {MARKER} >&3' {name} >/dev/null 2>&1 &\n\
         until [ -e holds ]; do sleep 0.05; done"
    );
    let path = with_mat2(folder.path(), &script);
    let ran = copying(&site.reviewer, &id, &to, &["--json"]).env("PATH", path).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let made: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let is_there = || {
        let running =
            fs::read_dir("/proc").unwrap().filter_map(|entry| fs::read(entry.ok()?.path().join("cmdline")).ok());
        running.into_iter().any(|words| words.split(|byte| *byte == 0).any(|word| word == name.as_bytes()))
    };
    assert!(is_there(), "it outlives the command");
    wait_until("it has written", || !is_there());
    let bytes = fs::read(made[0]["path"].as_str().unwrap()).unwrap();
    assert!(!has_marker(&bytes));
    assert_eq!(made[0]["copy"]["sha256"], sha256_of(&bytes[..]));
}

#[test]
fn a_tool_in_a_hostile_files_hands_reaches_neither_the_network_nor_the_reviewers_files() {
    let (site, id) = told(&[("foto.jpg", "image/jpeg", b"\xff\xd8\xff\xe0 a picture".to_vec())]);
    let folder = tempfile::tempdir().unwrap();
    let to = site.folder.path().join("copies");
    // The tool may lie beside what it must not read.
    let home = &folder;
    let secret = home.path().join("letter.txt");
    fs::write(&secret, "a secret").unwrap();
    // Each attempt says its name when it succeeds, and its error's number when not.
    let attempts = format!(
        "import os, socket\n\
         def attempt(name, act):\n \
          try: act(); print(name, 'REACHED')\n \
          except OSError as error: print(name, error.errno)\n\
         attempt('tcp', lambda: socket.socket())\n\
         attempt('udp', lambda: socket.socket(type=socket.SOCK_DGRAM))\n\
         attempt('unix', lambda: socket.socket(socket.AF_UNIX))\n\
         attempt('letter', lambda: open({secret:?}).read())\n\
         attempt('home', lambda: os.listdir({home:?}))\n\
         attempt('vault', lambda: os.listdir({vault:?}))\n\
         attempt('parent', lambda: open('/proc/%d/environ' % os.getppid()).read())\n\
         attempt('write', lambda: open({dropped:?}, 'w'))\n\
         open('own', 'w').write('it may')\n\
         print('own', os.listdir('.').count('own'))\n",
        home = home.path(),
        vault = site.folder.path().join("demo/reviewer"),
        dropped = home.path().join("dropped"),
    );
    let script = format!("python3 - <<'END'\n{attempts}END\nexit 1");
    let path = with_mat2(folder.path(), &script);
    let ran = copying(&site.reviewer, &id, &to, &[]).env("PATH", path).output().unwrap();
    let err = String::from_utf8(ran.stderr).unwrap();
    assert!(!err.contains("REACHED") && !home.path().join("dropped").exists(), "{err}");
    for refused in ["tcp 1", "udp 1", "unix 1", "letter 13", "home 13", "vault 13", "parent 13", "write 13", "own 1"] {
        assert!(err.contains(refused), "{refused}: {err}");
    }
}

#[test]
fn what_a_file_really_is_is_told_and_what_it_could_do() {
    let (site, id) = told(&[
        ("foto.jpg", "image/jpeg", b"\xff\xd8\xff\xe0 a picture".to_vec()),
        ("foto\u{202e}gpj.exe", "image/jpeg", b"MZ a program".to_vec()),
        (
            "plan.docx",
            "",
            zip(&[("[Content_Types].xml", "x"), ("word/document.xml", "x"), ("word/vbaProject.bin", "x")]),
        ),
        ("nota.txt", "text/plain\u{1b}[2J", b"words".to_vec()),
        ("dibujo.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
    ]);
    let to = |name: &str| site.folder.path().join(name);
    let ran = site.reviewer.run(&["extract", &id, "--to", path_text(&to("all"))]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.text().lines().count(), 5, "a path a line: {}", ran.text());
    for said in [
        "   a JPEG picture (image/jpeg), as claimed\n",
        "   a Windows program (application/vnd.microsoft.portable-executable), but claimed to be image/jpeg\n",
        "   ! Opened, it runs and can do all that you can.",
        "   ! Its name holds characters that cannot be seen",
        "   ! It holds macros",
        "   ! A browser treats it as a web page",
        "without a network",
    ] {
        assert!(ran.err.contains(said), "{said} in {}", ran.err);
    }
    for path in ran.text().lines() {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600, "{path}");
    }

    let some = to("some");
    let some = ["extract", &id, "--to", path_text(&some), "--file", "2", "--file", "4", "--json"];
    let told: Vec<Value> = serde_json::from_slice(&site.reviewer.done(&some)).unwrap();
    assert_eq!(told.iter().map(|file| file["n"].as_u64().unwrap()).collect::<Vec<_>>(), [2, 4]);
    assert_eq!((&told[0]["called"], &told[0]["as_claimed"]), (&json!("a Windows program"), &json!(false)));
    assert_eq!(told[0]["cautions"][0]["code"], "program");
    assert_eq!((&told[1]["type"], &told[1]["cautions"]), (&json!("text/plain"), &json!([])));
    assert_eq!(everything_in(&to("some")).len(), 1 + 2);

    let missing = site.reviewer.run(&["extract", &id, "--to", path_text(&to("none")), "--file", "9"]);
    assert!(missing.code == 1 && missing.err.contains("no file 9") && !to("none").exists(), "{}", missing.err);
    let none = site.reviewer.run(&["extract", &id, "--to", path_text(&to("no")), "--file", "2", "--working-copy"]);
    assert!(
        none.code == 1
            && none.err.contains("no tool that we rely on takes hidden data out of what is a Windows program")
    );
}

#[test]
fn that_nothing_cleans_a_file_of_no_known_type_is_said_in_a_whole_sentence() {
    let (site, id) = told(&[("raro.bin", "", vec![7; 4000])]);
    let to = site.folder.path().join("copies");
    let none = site.reviewer.run(&["extract", &id, "--to", path_text(&to), "--working-copy"]);
    let sentence = "no tool that we rely on takes hidden data out of what is of a type that is not known here";
    assert!(none.code == 1 && none.err.contains(sentence), "{}", none.err);
}

#[test]
fn on_a_full_disk_no_part_of_a_file_stays_and_it_is_said() {
    let (site, id) = told(&[("largo.bin", "", vec![7; 3 << 20])]);
    let to = site.folder.path().join("out");
    // A limit on the length of files stands in for the disk's end.
    let mut limited = command("bash");
    let plain = site.reviewer.command(&["extract", &id, "--to", path_text(&to)]);
    limited.args(["-c", "trap '' XFSZ; ulimit -f 1024; exec \"$@\"", "bash"]).arg(plain.get_program());
    let ran = limited.args(plain.get_args()).output().unwrap();
    let err = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{err}");
    assert!(err.contains("1-largo.bin cannot be used") && err.contains("see that the disk has room"), "{err}");
    assert_eq!(everything_in(&to), std::slice::from_ref(&to));
}

#[test]
fn a_document_that_would_ask_an_address_is_told_when_it_is_extracted() {
    let relationship = |kind: &str, target: &str| {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!(
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{office}/{kind}\" Target=\"{target}\" TargetMode=\"External\"/></Relationships>"
        )
    };
    let word = |kind: &str, target: &str| {
        zip(&[
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", "<w:document/>"),
            ("word/_rels/settings.xml.rels", &relationship(kind, target)),
        ])
    };
    let text = |href: &str| {
        zip(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", &format!("<office:text><draw:image xlink:href=\"{href}\"/></office:text>")),
        ])
    };
    let named = "application/octet-stream";
    let files = [
        ("remote.docx", named, word("attachedTemplate", "https://a.example/t.dotm")),
        ("share.docx", named, word("image", "\\\\a.example\\share\\p.png")),
        ("picture.odt", named, text("http://a.example/p.png")),
        ("link.docx", named, word("hyperlink", "https://a.example/")),
        ("own.docx", named, word("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm")),
        ("own.odt", named, text("Pictures/p.png")),
    ];
    let (site, id) = told(&files);
    let to = site.folder.path().join("files");
    let found = site.reviewer.done(&["extract", &id, "--to", path_text(&to), "--json"]);
    let found: Value = serde_json::from_slice(&found).unwrap();
    let codes = |file: &Value| -> Vec<String> {
        file["cautions"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    };
    let all: Vec<_> = found.as_array().unwrap().iter().map(codes).collect();
    assert_eq!(all, [["outside"], ["outside"], ["outside"], ["office"], ["office"], ["office"]]);
    let again = site.folder.path().join("again");
    let ran = site.reviewer.run(&["extract", &id, "--to", path_text(&again), "--file", "1"]);
    assert!(ran.err.contains("! Opened, it asks an address elsewhere"), "{}", ran.err);
}
