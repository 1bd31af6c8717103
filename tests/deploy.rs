//! What `deploy/` installs, as far as it can be held against the tools that read it without a machine of its own.
//! `tests/machine/run` installs the package on a clean Debian.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn deploy(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(deploy(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The exposure that `systemd-analyze security` finds, in tenths.
fn exposure(unit: &str) -> u32 {
    let mut command = Command::new("systemd-analyze");
    let output = command.args(["security", "--offline=true", "--no-pager"]).arg(deploy(unit)).output();
    let output = output.expect("systemd-analyze is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (_, rest) = text.split_once("Overall exposure level for ").unwrap_or_else(|| panic!("{text} {output:?}"));
    let number = rest.split_whitespace().nth(1).expect("a number");
    number.replace('.', "").parse().unwrap_or_else(|_| panic!("{number}"))
}

#[test]
fn systemd_finds_little_exposed() {
    assert!(exposure("systemd/amparo.service") <= 10);
    // It speaks to the network, which is its purpose.
    assert!(exposure("systemd/amparo-tor.service") <= 12);
}

#[test]
fn the_accounts_of_the_units_are_those_that_are_made() {
    let accounts = read("sysusers.d/amparo.conf");
    let made: BTreeSet<&str> = accounts
        .lines()
        .filter(|line| line.starts_with("u "))
        .filter_map(|line| line.split_whitespace().nth(1))
        .collect();
    let units = read("systemd/amparo.service") + &read("systemd/amparo-tor.service");
    let used: BTreeSet<&str> = units.lines().filter_map(|line| line.strip_prefix("User=")).collect();
    assert_eq!(made, used);
    let folders = read("tmpfiles.d/amparo.conf");
    assert!(folders.lines().all(|line| line.starts_with(['#', 'd'])), "nothing is cleaned up by age: {folders}");
    assert!(folders.lines().filter(|line| line.starts_with("d ")).all(|line| line.ends_with(" -")));
}

#[test]
fn the_package_has_every_unit_and_starts_nothing() {
    let cargo = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("it is read");
    for folder in ["systemd", "sysusers.d", "tmpfiles.d"] {
        for entry in fs::read_dir(deploy(folder)).expect("a folder") {
            let name = format!("deploy/{folder}/{}", entry.expect("an entry").file_name().to_string_lossy());
            assert!(cargo.contains(&format!("[\"{name}\", \"usr/lib/")), "{name} is in the package");
        }
    }
    for script in ["preinst", "postinst", "prerm", "postrm"] {
        let path = deploy("debian").join(script);
        let checked = Command::new("sh").arg("-n").arg(&path).status().expect("a shell");
        assert!(checked.success(), "{script}");
        let text = read(&format!("debian/{script}"));
        let commands: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.starts_with('#')).collect();
        for line in commands {
            assert!(!line.contains("systemctl start") && !line.contains("enable --now"), "{script}: {line}");
            let touches = line.contains("rm ") && (line.contains("/var/lib/amparo ") || line.contains("/etc/amparo"));
            assert!(!touches, "{script} leaves data alone: {line}");
        }
    }
}
