//! What `deploy/` installs, as far as it can be held against the tools that read it without a machine of its own.
//! `tests/machine/run` installs the package on a clean Debian.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use amparo::harden::cage::calls::ALLOWED;

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
    // It may read what is tor's, for the onion keys.
    assert!(exposure("systemd/amparo-backup.service") <= 10);
}

#[test]
fn tor_starts_with_the_keys_that_init_drew_or_not_at_all() {
    let (unit, torrc) = (read("systemd/amparo-tor.service"), include_str!("../static/setup/torrc"));
    for service in ["portal", "reviewers"] {
        assert!(torrc.contains(&format!("\nHiddenServiceDir {{tor}}/{service}\n")), "{torrc}");
        let key = format!("/var/lib/amparo-tor/{service}/hs_ed25519_secret_key");
        // Not a condition: those are passed over without an error.
        assert!(unit.contains(&format!("\nAssertPathExists={key}\n")), "{unit}");
    }
}

#[test]
fn backups_by_a_timer_come_after_the_days_close_and_begin_with_the_operators_word() {
    let timer = deploy("systemd/amparo-backup.timer");
    let checked = Command::new("systemd-analyze").args(["calendar", "--iterations=1", "*-*-* 00:15:00 UTC"]).output();
    assert!(checked.expect("systemd-analyze is installed").status.success());
    let text = fs::read_to_string(&timer).expect("it is there");
    assert!(text.contains("\nOnCalendar=*-*-* 00:15:00 UTC\n"), "{text}");
    let unit = read("systemd/amparo-backup.service");
    assert!(unit.contains("\nUser=amparo\n"), "whoever owns the data folder");
    assert!(unit.contains("\nRestrictAddressFamilies=none\n") && unit.contains("\nPrivateNetwork=yes\n"));
    // Its folder is made, and the unit may write there.
    let to = "/var/backups/amparo";
    assert!(unit.contains(&format!("Environment=TO={to}\n")) && unit.contains(&format!("-{to}\n")), "{unit}");
    assert!(read("tmpfiles.d/amparo.conf").contains(&format!("d {to} 0700 amparo")));
    for script in ["postinst", "preinst"] {
        assert!(!read(&format!("debian/{script}")).contains("amparo-backup"), "{script} starts no timer");
    }
}

#[test]
fn apparmor_lets_the_data_folder_be_locked_and_its_names_be_laid_anew() {
    let profile = read("apparmor/usr.bin.amparo");
    for rule in ["owner /var/lib/amparo/ rwk,", "owner /var/lib/amparo/** rwkl,"] {
        assert!(profile.lines().any(|line| line.trim() == rule), "{rule}");
    }
}

#[test]
fn the_accounts_of_the_units_are_those_that_are_made() {
    let accounts = read("sysusers.d/amparo.conf");
    let made: BTreeSet<&str> = accounts
        .lines()
        .filter(|line| line.starts_with("u "))
        .filter_map(|line| line.split_whitespace().nth(1))
        .collect();
    let units = ["amparo", "amparo-tor", "amparo-backup"].map(|unit| read(&format!("systemd/{unit}.service"))).concat();
    let used: BTreeSet<&str> = units.lines().filter_map(|line| line.strip_prefix("User=")).collect();
    assert_eq!(made, used);
    let folders = read("tmpfiles.d/amparo.conf");
    assert!(folders.lines().all(|line| line.starts_with(['#', 'd'])), "nothing is cleaned up by age: {folders}");
    assert!(folders.lines().filter(|line| line.starts_with("d ")).all(|line| line.ends_with(" -")));
}

/// The system calls that a unit lets through, with its sets as this machine's systemd knows them.
fn let_through(unit: &str) -> BTreeSet<String> {
    let mut through = BTreeSet::new();
    for line in read(unit).lines().filter_map(|line| line.strip_prefix("SystemCallFilter=").map(str::to_owned)) {
        let takes_away = line.starts_with('~');
        for word in line.trim_start_matches('~').split_whitespace() {
            for call in calls_of(word) {
                if takes_away {
                    through.remove(&call);
                } else {
                    through.insert(call);
                }
            }
        }
    }
    through
}

/// The calls of a set of systemd's, and of those in it; a call's name is itself.
fn calls_of(word: &str) -> Vec<String> {
    if !word.starts_with('@') {
        return vec![word.to_owned()];
    }
    let output = Command::new("systemd-analyze").args(["syscall-filter", "--no-pager", word]).output();
    let text = String::from_utf8(output.expect("systemd-analyze is installed").stdout).expect("text");
    let inside = text.lines().skip(1).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    inside.flat_map(calls_of).collect()
}

#[test]
fn every_call_that_the_cage_allows_passes_the_units_filter() {
    let through = let_through("systemd/amparo.service");
    let kept: Vec<&str> = ALLOWED.iter().map(|call| call.name).filter(|name| !through.contains(*name)).collect();
    assert_eq!(kept, Vec::<&str>::new(), "the unit keeps from the server what its own filter allows");
    for call in ["ptrace", "mount", "bpf", "kexec_load", "setuid"] {
        assert!(!through.contains(call), "{call}");
    }
}

#[test]
fn nft_takes_the_rules_and_ipv6_finds_its_neighbours() {
    let rules = read("nftables/amparo.nft");
    for kind in ["nd-neighbor-solicit", "nd-neighbor-advert", "nd-router-advert", "nd-router-solicit"] {
        assert!(rules.contains(kind), "{kind}");
    }
    // Updates have a way that both files know, and nobody else takes it.
    let (torrc, way) = (include_str!("../static/setup/torrc"), "SocksPort 127.0.0.1:9050");
    assert!(torrc.contains("\nSocksPort 0\n") && torrc.contains("amparo.nft") && rules.contains(way));
    assert!(rules.contains("\t\toif \"lo\" tcp dport 9050 meta skuid != \"_apt\" ct state new reject\n"));
    nft_takes(&rules);
    // With what the chapter on the open web adds.
    let guide = include_str!("../docs/clearnet.md");
    let (_, added) = guide.split_once("# in chain input:\n").expect("the guide has it");
    let (added, _) = added.split_once("```").expect("a block");
    let (allowed, chain) = added.split_once("# beside the other chains:\n").expect("and a chain");
    let (first, rest) = rules.split_once("\n\t}\n").expect("the chain input");
    assert!(first.contains("chain input {") && allowed.contains("8443") && chain.contains("redirect to :8443"));
    nft_takes(&format!("{first}\n{allowed}\n\t}}\n{chain}{rest}"));
}

/// Holds rules against nft itself.
#[track_caller]
fn nft_takes(rules: &str) {
    // The accounts are the package's and apt's; here they are numbers.
    let rules = rules.replace("\"amparo\"", "4001").replace("\"amparo-tor\"", "4002").replace("\"_apt\"", "4003");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("amparo.nft");
    fs::write(&file, rules).expect("written");
    // In a network of its own: that needs no root, and nothing of this machine's is looked at.
    let mut command = Command::new("unshare");
    let path = "/usr/sbin:/sbin:/usr/bin:/bin";
    let checked = command.args(["--map-root-user", "--net", "nft", "-c", "-f"]).arg(&file).env("PATH", path).output();
    let checked = checked.expect("util-linux is installed");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

/// Runs the package's last script in a root of its own, where `mask` links to `target`, and gives what it says.
fn postrm(root: &Path, mask: &Path, target: &str, argument: &str) -> String {
    let text = ["/etc/systemd", "/lib/systemd", "/var/lib/amparo", "/run/systemd"]
        .iter()
        .fold(read("debian/postrm"), |text, folder| text.replace(folder, &format!("{}{folder}", root.display())));
    for folder in ["etc/systemd/system", "var/lib/amparo-package", "lib/systemd/system"] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    fs::write(root.join("var/lib/amparo-package/masked-tor"), "").expect("written");
    let _ = fs::remove_file(mask);
    std::os::unix::fs::symlink(target, mask).expect("a link");
    let output = Command::new("sh").args(["-c", &text, "postrm", argument]).output().expect("a shell");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn removing_the_package_takes_its_own_mask_of_tor_along_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let (mask, tor) = (root.join("etc/systemd/system/tor.service"), root.join("lib/systemd/system/tor.service"));
    // A unit of the operator's own stays.
    postrm(root, &mask, "/srv/our-tor.service", "purge");
    assert!(mask.symlink_metadata().is_ok());
    // As long as tor is there, so is the mask, and that is said.
    fs::write(&tor, "").expect("written");
    assert!(postrm(root, &mask, "/dev/null", "remove").contains("systemctl unmask tor.service"));
    assert!(mask.symlink_metadata().is_ok());
    fs::remove_file(&tor).expect("it is there");
    assert_eq!(postrm(root, &mask, "/dev/null", "remove"), "");
    assert!(mask.symlink_metadata().is_err());
}

#[test]
fn the_package_has_every_unit_and_starts_nothing() {
    let cargo = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("it is read");
    for folder in ["systemd", "sysusers.d", "tmpfiles.d"] {
        for entry in fs::read_dir(deploy(folder)).expect("a folder") {
            let name = format!("deploy/{folder}/{}", entry.expect("an entry").file_name().to_string_lossy());
            // What is added to a unit where it is needed lies among the examples.
            let place = if name.ends_with("clearnet.conf") { "usr/share/doc/amparo/examples/" } else { "usr/lib/" };
            assert!(cargo.contains(&format!("[\"{name}\", \"{place}")), "{name} is in the package");
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

/// What `Cargo.toml` says of the package.
fn package() -> toml::Table {
    let cargo = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("it is read");
    let cargo: toml::Table = cargo.parse().expect("TOML");
    cargo["package"]["metadata"]["deb"].as_table().expect("a table").clone()
}

#[test]
fn who_reads_or_signs_installs_the_package_without_a_network_and_without_tor() {
    let package = package();
    // What the program is linked with, which every Debian has; apt brings a server what it needs besides.
    assert_eq!(package["depends"].as_str(), Some("$auto"));
    assert!(package.get("pre-depends").is_none());
    assert_eq!(package["recommends"].as_str(), Some("tor, systemd"));
    // Where nothing of systemd is, the last step of an installation ends well all the same.
    let folder = tempfile::tempdir().expect("a folder");
    for (script, arguments) in [("postinst", ["configure", ""]), ("prerm", ["remove", ""])] {
        let text = read(&format!("debian/{script}"))
            .replace("/run/systemd", folder.path().join("none").to_str().expect("UTF-8"));
        let mut command = Command::new("/bin/sh");
        let ran = command.args(["-c", &text, script]).args(arguments).env("PATH", folder.path()).output();
        let ran = ran.expect("a shell");
        assert!(ran.status.success() && ran.stderr.is_empty(), "{script}: {ran:?}");
    }
}

#[test]
fn what_the_packages_readme_and_changelog_lead_to_is_in_the_package() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let package = package();
    let assets: Vec<(&str, &str)> = package["assets"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|asset| (asset[0].as_str().expect("from"), asset[1].as_str().expect("to")))
        .collect();
    let lies_there = |name: &str| {
        let (folder, file) = name.rsplit_once('/').map_or((String::new(), name), |(at, file)| (format!("{at}/"), file));
        let to = format!("usr/share/doc/amparo/{folder}");
        assets.iter().any(|(from, at)| {
            let any = from.strip_prefix(&*folder).and_then(|rest| rest.strip_prefix('*'));
            *at == to && (*from == name || any.is_some_and(|ending| file.ends_with(ending)))
        })
    };
    let readme = fs::read_to_string(root.join("README.md")).expect("it is read");
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    let links: BTreeSet<&str> = links.filter(|link| !link.is_empty() && !link.contains("://")).collect();
    assert!(links.contains("CHANGELOG.md") && links.contains("LICENSE") && links.len() > 10, "{links:?}");
    for link in links.into_iter().filter(|link| root.join(link).is_file()) {
        assert!(lies_there(link), "{link} is not in the package");
    }
    assert!(read("debian/changelog").contains("told in CHANGELOG.md"));
    // Completions of the three shells that Debian's packages know a place for.
    let places = [
        "bash-completion/completions/amparo",
        "zsh/vendor-completions/_amparo",
        "fish/vendor_completions.d/amparo.fish",
    ];
    for place in places {
        assert!(assets.iter().any(|(_, to)| *to == format!("usr/share/{place}")), "{place}");
    }
    let built = read("package");
    for shell in ["bash", "zsh", "fish"] {
        assert!(built.contains(&format!("completions {shell} >\"$said/completions/")), "{shell}");
    }
}

#[test]
fn what_the_container_copies_is_all_that_its_build_reads() {
    let containerfile = read("container/Containerfile");
    let copied = tempfile::tempdir().unwrap();
    for line in containerfile.lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from")) {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let (to, from) = words.split_last().unwrap();
        for from in from {
            let to = copied.path().join(to.trim_start_matches("./")).join(if *to == "./" { from } else { "" });
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(from);
            assert!(Command::new("cp").arg("-rT").args([&source, &to]).status().unwrap().success(), "{line}");
        }
    }
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--no-deps", "--format-version=1"])
        .current_dir(copied.path())
        .output()
        .unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let found =
        Command::new("grep").args(["-ro", "include_str!(\"[^\"]*", "src"]).current_dir(copied.path()).output().unwrap();
    let found = String::from_utf8(found.stdout).unwrap();
    assert!(!found.is_empty(), "the program includes texts");
    // What only tests read is no part of a build.
    let built = found.lines().filter(|line| !line.contains("/tests/"));
    for (file, name) in built.filter_map(|line| line.split_once(":include_str!(\"")) {
        let beside = copied.path().join(file).parent().unwrap().join(name);
        assert!(beside.exists(), "{file} includes {name}");
    }
    // Templates are found by a configuration, and texts by their language.
    let grep = |pattern: &str| {
        let found = Command::new("grep").args(["-roE", pattern, "src"]).current_dir(copied.path()).output().unwrap();
        let found = String::from_utf8(found.stdout).unwrap();
        let named = found.lines().filter_map(|line| Some((line.split_once(':')?.0, line.split('"').nth(1)?)));
        let named: Vec<_> = named.map(|(file, name)| (file.to_owned(), name.to_owned())).collect();
        assert!(!named.is_empty(), "{pattern}");
        named
    };
    for (_, config) in grep(r#"config = "[^"]*""#) {
        let text = fs::read_to_string(copied.path().join(&config)).expect("it is copied");
        for folder in text.split('"').skip(1).step_by(2) {
            assert!(copied.path().join(folder).is_dir(), "{config} names {folder}");
        }
    }
    for (file, folder) in grep(r#"include_str!\(concat!\("[^"]*"#) {
        let beside = copied.path().join(&file).parent().unwrap().join(folder);
        assert!(beside.is_dir(), "{file} includes from {}", beside.display());
    }
}
