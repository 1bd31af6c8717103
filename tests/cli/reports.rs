//! What a report tells, and where it stands.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use amparo::form::Form;
use amparo::seal::Kind;
use serde_json::{Value, json};

use crate::common::files_in;
use crate::common::process::command;
use crate::environment::{Environment, ran};
use crate::messages::{place, put};

/// What a source typed; none of it may stand in a report.
const WORDS: [&str; 3] = ["Ana Torres", "Calle Bolívar 12", "<script>"];

/// A vault with two testimonies on the guided form.
fn vault() -> Environment {
    let place = place();
    let sha256 = Form::shipped("guided").expect("it ships").digest().to_string();
    for n in [0x3f, 0x5c] {
        let answers = json!({
            "account": WORDS[0], "place": WORDS[1], "country": WORDS[2], "kind": ["arrested", "custody"],
            "place-kind": "street",
        });
        let told = json!({ "form": { "sha256": sha256 }, "answers": answers, "not_said": {} });
        put(&place, Kind::Testimony, n, "testimony.json", &told);
    }
    place
}

#[test]
fn a_report_is_one_private_page_without_a_word_of_a_source() {
    let place = vault();
    let told = place.done("report --home ana --to report.html");
    assert!(told.contains("2 submissions") && told.contains("2  Someone was arrested or held"), "{told}");
    let page = place.read("report.html");
    let ids = ["3f3f3f3f", "5c5c5c5c"];
    for never in WORDS.iter().chain(&ids) {
        assert!(!page.contains(never) && !told.contains(never), "{never}");
    }
    assert!(page.contains("A street or square"), "{page}");
    let mode = fs::metadata(place.path("report.html")).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_report_that_has_no_room_leaves_nothing_of_it_and_touches_no_other_file() {
    let place = vault();
    fs::create_dir(place.path("out")).expect("a folder");
    place.write("out/r.html.part", "a stranger's");
    let plain = place.command("report --home ana --to out/r.html --identifying");
    // A limit on the length of files stands in for the disk's end.
    let mut limited = command("bash");
    limited.current_dir(place.path(".")).env("HOME", place.path("nobody"));
    limited.args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$@\"", "bash"]).arg(plain.get_program());
    let ran = ran(limited.args(plain.get_args()));
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("out/r.html cannot be written"), "{}", ran.err);
    let files = || files_in(&place.path("out")).len();
    assert_eq!(files(), 1, "nothing of the page is left");
    place.done("report --home ana --to out/r.html");
    assert_eq!((files(), place.read("out/r.html.part").as_str()), (2, "a stranger's"));
}

#[test]
fn a_report_in_spanish_for_a_machine_and_over_an_older_one() {
    let place = vault();
    place.write("report.html", "an older one");
    let told = place.done("report --home ana --to report.html --force --language es --json");
    let figures: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(figures["submissions"], 2);
    assert_eq!(figures["kinds"]["marks"][0], json!({ "code": "arrested", "number": 2 }));
    assert_eq!(figures["waiting"]["unanswered"], 2);
    assert!(figures["named"].is_null());
    assert!(place.read("report.html").contains("<html lang=\"es\""));
}

#[test]
fn what_identifies_is_told_where_it_is_asked_for() {
    let place = vault();
    place.done("report --home ana --to report.html --identifying");
    let page = place.read("report.html");
    assert!(page.contains("3f3f3f3f") && page.contains("Calle Bolívar 12"), "{page}");
    assert!(
        !page.contains("Ana Torres") && !page.contains("<script>"),
        "an account is no place, and no page is open to it"
    );
    let none = place.done("report --home ana --json --until 2001-01-01");
    assert!(none.contains("\"submissions\":0"), "{none}");
}
