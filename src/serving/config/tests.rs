use ed25519_dalek::SigningKey;
use proptest::prelude::*;

use super::*;
use crate::roster::NoteSigner;

fn plain() -> String {
    let custodian = NoteSigner::new("custodian", SigningKey::from_bytes(&[7; 32])).unwrap().verifier();
    format!(
        "organisation = \"Casa\"\ndata = \"data\"\n[roster]\nfile = \"roster.note\"\ncustodian = \"{custodian}\"\n\
         [portal]\nlisten = \"unix:run/portal\"\n[reviewing]\nlisten = \"127.0.0.1:7001\"\n"
    )
}

fn read(text: &str) -> Result<Config, ConfigError> {
    Config::from_text(Path::new("/etc/amparo/amparo.toml"), text)
}

#[test]
fn paths_are_taken_from_the_configurations_own_folder() {
    let config = read(&plain()).unwrap();
    assert_eq!(config.data, Path::new("/etc/amparo/data"));
    assert_eq!(config.roster.file, Path::new("/etc/amparo/roster.note"));
    assert_eq!(config.languages().unwrap(), Lang::OFFERED);
}

#[test]
fn the_sizes_that_are_documented_are_those_that_hold_where_nothing_is_said() {
    let config = read(&plain()).unwrap();
    let sizes = [
        ("`min_free_bytes`", config.min_free_bytes, 512 << 20),
        ("`free_for_words_bytes`", config.free_for_words_bytes, 1 << 30),
        ("`[limits]` `file_bytes`", config.limits.file_bytes, 4 << 30),
        ("`[limits]` `visit_bytes`", config.limits.visit_bytes, 8 << 30),
    ];
    let formats = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/formats.md")).unwrap();
    for (key, holds, meant) in sizes {
        let (_, row) = formats.split_once(&format!("\n| {key} | ")).expect(key);
        let (documented, _) = row.split_once(" |").expect(key);
        assert_eq!((documented.replace(' ', "").parse(), holds), (Ok(meant), meant), "{key}");
    }
}

#[test]
fn what_cannot_be_served_is_refused_by_name() {
    let broken = |from: &str, to: &str| read(&plain().replace(from, to)).unwrap_err();
    assert!(matches!(broken("organisation", "organization"), ConfigError::Parse(..)));
    assert!(matches!(broken("unix:run", "unix:data/run"), ConfigError::SocketInData));
    assert!(matches!(broken("127.0.0.1:7001", "unix:reviewing"), ConfigError::ReviewingOnUnix));
    assert!(matches!(broken("data =", "languages = []\ndata ="), ConfigError::NoLanguage));
    assert!(matches!(broken("data =", "languages = [\"xx\"]\ndata ="), ConfigError::Language(_)));
    let lasting = |secs: u64| read(&format!("{}[timeouts]\nlifetime_secs = {secs}\n", plain()));
    assert!(matches!(lasting(86_401), Err(ConfigError::Lifetime)));
    lasting(86_400).unwrap();
}

#[test]
fn no_socket_lies_in_the_data_folder_whatever_way_leads_there() {
    let root = tempfile::tempdir().unwrap();
    let at = |path: &str| root.path().join(path);
    std::fs::create_dir_all(at("data/days")).unwrap();
    std::fs::create_dir(at("run")).unwrap();
    std::os::unix::fs::symlink(at("data/days"), at("linked")).unwrap();
    std::os::unix::fs::symlink("data", at("other")).unwrap();
    let with = |portal: &str, data: &str, status: &str| {
        let text = plain().replace("unix:run/portal", &format!("unix:{portal}"));
        let text = text.replace("\"data\"", &format!("\"{data}\""));
        Config::from_text(&at("amparo.toml"), &format!("{text}[status]\nsocket = \"{status}\"\n"))
    };
    for there in ["data/s", "run/../data/s", "linked/s", "linked/../s", "other/s", "./run/.././data/days/s"] {
        for data in ["data", "other", "run/../data"] {
            assert!(matches!(with(there, data, "run/s"), Err(ConfigError::SocketInData)), "{there} {data}");
            assert!(matches!(with("run/s", data, there), Err(ConfigError::SocketInData)), "{there} {data}");
        }
    }
    for elsewhere in ["run/s", "s", "data/../s", "data/../run/s", "linked/../../s", "data-run/s", "away/s"] {
        with(elsewhere, "data", elsewhere).unwrap();
    }
}

#[test]
fn a_configuration_without_its_custodian_is_enough_for_the_servers_key_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("amparo.toml");
    let early: Vec<_> = plain().lines().filter(|line| !line.starts_with("custodian")).map(str::to_owned).collect();
    let early = early.join("\n");
    for text in [early, plain().replace("custodian+", "custodian-")] {
        std::fs::write(&path, text).unwrap();
        assert!(matches!(Config::read(&path), Err(ConfigError::Custodian)));
        Config::read_early(&path).unwrap();
    }
}

/// A configuration of any bytes is understood or refused.
fn fuzz_config(data: &[u8]) {
    if let Ok(config) = read(&String::from_utf8_lossy(data)) {
        assert!(!config.languages().unwrap().is_empty());
        let _ = config.custodian();
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_configuration_panic(data in proptest::collection::vec(any::<u8>(), 0..400)) {
        fuzz_config(&data);
    }

    #[test]
    fn no_change_to_a_configuration_makes_it_panic(at in any::<usize>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut data = plain().into_bytes();
        let at = at % data.len();
        if cut { data.truncate(at) } else { data[at] = byte }
        fuzz_config(&data);
    }
}
