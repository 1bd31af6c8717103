//! What the guides say to type, typed.

use std::fs;
use std::net::Ipv4Addr;

use rand_core::{OsRng, RngCore as _};
use serde_json::{Value, json};

use crate::common::AMPARO;
use crate::common::process::{Process, command};
use crate::common::reviewer::Ran;
use crate::common::site::path_text;
use crate::environment::{Environment, ran};

const CUSTODIANS: &str = include_str!("../../docs/custodians.md");
const COMPROMISE: &str = include_str!("../../docs/compromise.md");
const OPERATORS: &str = include_str!("../../docs/operators.md");

const SERVER_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// What is to be typed below a heading: each block of it.
fn blocks(guide: &str, heading: &str) -> Vec<String> {
    let (_, below) = guide.split_once(&format!("\n## {heading}\n")).expect(heading);
    let below = below.split("\n## ").next().expect("there is a first part");
    let fenced = below.split("```\n").skip(1).step_by(2);
    fenced.map(|block| block.trim().lines().map(str::trim_start).collect::<Vec<_>>().join("\n")).collect()
}

/// Types a block in a shell, to the first line that fails. Passphrases come from a file, and nobody asks for root.
fn typed(place: &Environment, block: &str) -> Ran {
    let script = format!(
        "set -e\nsudo() {{ \"$@\"; }}\nsystemctl() {{ :; }}\n\
         amparo() {{ case $1 in roster) set -- \"$@\" --passphrase-file passphrase;; esac; '{AMPARO}' \"$@\"; }}\n{block}"
    );
    let mut shell = command("sh");
    shell.current_dir(place.path("")).env("HOME", place.path("nobody")).env("PATH", "/usr/bin:/bin");
    ran(shell.args(["-c", &script]))
}

/// The first block of the custodians' guide, for this server.
fn first_roster(place: &Environment, interface: &str, key: &str) -> String {
    let backup: toml::Table =
        place.done("keygen --home backup-key --passphrase-file passphrase").parse().expect("two lines of TOML");
    let backup = backup["recipient"].as_str().expect("text");
    let block = &blocks(CUSTODIANS, "The first roster")[0];
    block.replace("ADDRESS.onion:443", interface).replace("HEX", key).replace("AGE", backup)
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn the_guides_lines_make_a_roster_and_take_a_reviewer_out_of_it() {
    let place = Environment::new();
    for name in ["ana", "bea", "cruz"] {
        place.keygen(name, "");
    }
    let ran = typed(&place, &first_roster(&place, "127.0.0.1:7001", SERVER_KEY));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let [leaves, rules] = blocks(CUSTODIANS, "Later").try_into().expect("two blocks");
    assert_eq!(blocks(COMPROMISE, "A reviewer's keys were stolen")[0], leaves, "both guides say the same");

    let show = "roster show custodian/roster.note --dir custodian";
    let spoken = CUSTODIANS.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(spoken.contains(&format!("`amparo {show}`")), "the guide says how the fingerprint is told");
    assert!(
        place.done(show).contains("\nfingerprint  ") && !place.done("roster show --dir custodian").contains("finger")
    );
    let desk = || json_of(&place.done(&format!("{show} --json")))["desks"][0].clone();
    assert_eq!(typed(&place, &leaves).code, 0);
    assert_eq!(
        (&desk()["reviewers"], &desk()["identity_reviewers"], &desk()["withdrawal_signatures"]),
        (&json!(["ana", "cruz"]), &json!(["ana"]), &json!(2))
    );

    // Ana alone reads what identifies people, and two of two sign: without her neither holds.
    let leaves = leaves.replace("bea", "ana");
    for (refused, mend) in [
        ("would be left without the last of its identity reviewers", "--identity-reviewer cruz"),
        ("withdrawal signatures must be at least 1", "--withdrawal-signatures 1"),
    ] {
        let ran = typed(&place, &leaves);
        assert!(ran.code == 1 && ran.err.contains(refused), "{ran:?}");
        let option = mend.split(' ').next().expect("a word");
        assert!(ran.err.contains(&format!("amparo roster set desk main {option}")), "{ran:?}");
        assert!(!place.path("custodian/signed/00000003.note").exists(), "what was not changed is not signed");
        place.done(&format!("roster set desk main {mend} --dir custodian"));
    }
    // In one step, as the guide has it.
    assert_eq!(typed(&place, &rules.replace("ana", "cruz")).code, 0);
    assert_eq!(typed(&place, &leaves).code, 0);
    assert_eq!((&desk()["reviewers"], &desk()["identity_reviewers"]), (&json!(["cruz"]), &json!(["cruz"])));

    // A successor is named in the same folder.
    let line = "amparo roster add successor KEY --dir custodian";
    assert!(spoken.contains(&format!("`{line}`")));
    assert_eq!(typed(&place, &line.replace("KEY", &format!("\"{}\"", second(&place)))).code, 0);
    assert!(place.read("custodian/roster.toml").contains("successors = "));
}

/// The key of somebody who may follow.
fn second(place: &Environment) -> String {
    place.done(&format!(
        "roster new --dir second --name second --interface 127.0.0.1:7001 --server-key {SERVER_KEY} --passphrase-file passphrase"
    ));
    place.read("second/custodian.pub").trim().to_owned()
}

/// Starts what the configuration says, on a port that nobody else has, and stops it.
#[track_caller]
fn serve(place: &Environment) {
    let drawn = OsRng.next_u32().to_be_bytes();
    let address = Ipv4Addr::new(127, drawn[0] | 1, drawn[1], drawn[2] | 1);
    place.replace("etc/amparo.toml", "127.0.0.1:7001", &format!("{address}:7001"));
    fs::create_dir_all(place.path("run")).expect("a folder");
    let server = Process::start(&mut place.command("serve --config etc/amparo.toml"));
    let Ok(_) = server.stderr.line_with("amparo: serving on ") else { panic!("{:?}", server.wait()) };
    assert!(server.stop().status.success());
}

#[test]
fn a_trial_that_is_thrown_away_as_the_guide_has_it_makes_room_for_the_real_thing() {
    let place = Environment::new();
    let init =
        "init --config etc/amparo.toml --data data --tor tor --socket run/portal.sock --organisation Casa --json";
    let trial = json_of(&place.done(init));
    place.keygen("ana", "");
    let text = |said: &Value, what: &str| said[what].as_str().expect("text").to_owned();
    place.done(&format!(
        "roster new --dir trial --interface {} --server-key {} --desk main --reviewer ana=ana.toml --sign --passphrase-file \
         passphrase",
        text(&trial, "interface"),
        text(&trial, "server_key")
    ));
    let key = place.read("trial/custodian.pub");
    place.done(&format!("init --config etc/amparo.toml --roster trial/roster.note --custodian {}", key.trim()));
    place.done(&format!("join trial/roster.note --custodian {} --home ana", key.trim()));
    serve(&place);

    let blocks = blocks(OPERATORS, "From nothing to an address");
    let block = blocks.last().expect("a block");
    let block = block.replace("amparo init", &format!("amparo {init}"));
    let block = block.replace("/var/lib/amparo", path_text(&place.path("data")));
    let ran = typed(&place, &block.replace("/etc/amparo/", path_text(&place.path("etc/"))));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let real = json_of(ran.text());
    assert_eq!(real["portal"], trial["portal"], "the addresses stay");
    fs::rename(place.path("ana"), place.path("ana.trial")).expect("a folder of their own");
    for name in ["ana", "bea", "cruz"] {
        place.keygen(name, "");
    }
    let ran = typed(&place, &first_roster(&place, &text(&real, "interface"), &text(&real, "server_key")));
    assert_eq!(ran.code, 0, "{}", ran.err);
    place.done("init --config etc/amparo.toml --roster custodian/roster.note --custodian {vkey}");
    serve(&place);
    place.done("join custodian/roster.note --custodian {vkey} --home ana");
    place.done("check --config etc/amparo.toml");
}
