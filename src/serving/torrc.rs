//! tor's configuration beside ours: where it lies, and what it says of the sources' onion service, held against ours.

use std::path::{Path, PathBuf};

use super::machine::Weakness;

/// Where it lies, when it is the one that `init` wrote: in the folder of our configuration.
pub(super) fn in_folder(folder: &Path) -> PathBuf {
    folder.join("torrc")
}

/// The lines of a torrc that are of the service which leads to where we listen, `unix:PATH` or `HOST:PORT`; `None` where none does.
fn service<'a>(torrc: &'a str, listen: &str) -> Option<Vec<&'a str>> {
    let quoted = listen.strip_prefix("unix:").map(|path| format!("unix:\"{path}\""));
    let targets = [Some(listen.to_owned()), quoted];
    let leads =
        |line: &str, target: &str| line.strip_suffix(target).is_some_and(|to| to.ends_with(char::is_whitespace));
    let mut services = vec![Vec::new()];
    for line in torrc.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
        if option(line, "HiddenServiceDir").is_some() {
            services.push(Vec::new());
        }
        services.last_mut()?.push(line);
    }
    let leads_there =
        |service: &Vec<&str>| service.iter().any(|line| targets.iter().flatten().any(|target| leads(line, target)));
    services.into_iter().find(leads_there)
}

/// The value of an option, which tor reads in any case.
fn option<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (option, value) = line.split_once(char::is_whitespace)?;
    option.eq_ignore_ascii_case(name).then(|| value.trim())
}

/// The folder of the service that leads to where we listen.
pub(super) fn folder(torrc: &str, listen: &str) -> Option<PathBuf> {
    let service = service(torrc, listen)?;
    let folder = service.iter().find_map(|line| option(line, "HiddenServiceDir"))?;
    Some(folder.trim_matches('"').into())
}

/// What a torrc and our configuration say that does not fit together.
pub(super) fn weakness(torrc: &str, socket: &str, circuit_ids: bool) -> Option<Weakness> {
    let weak = |what: String, mend: &str| Some(Weakness { about: "tor", what, mend: mend.to_owned() });
    let Some(service) = service(torrc, &format!("unix:{socket}")) else {
        return weak(
            format!("the torrc beside the configuration leads to another socket than {socket}"),
            "name the same socket in both, then start both anew",
        );
    };
    let sends = service.iter().any(|line| {
        option(line, "HiddenServiceExportCircuitID").is_some_and(|value| value.eq_ignore_ascii_case("haproxy"))
    });
    match (circuit_ids, sends) {
        (true, false) => weak(
            "the configuration awaits circuit ids (`portal.circuit_ids`), and the torrc beside it sends none: nobody is \
             answered"
                .to_owned(),
            "HiddenServiceExportCircuitID haproxy below the sources' HiddenServiceDir, then start both anew",
        ),
        (false, true) => weak(
            "the torrc sends circuit ids, and the configuration does not await them: nobody is answered".to_owned(),
            "circuit_ids = true below [portal], then start both anew",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TORRC: &str = "SocksPort 0\nHiddenServiceDir /t/portal\nHiddenServicePort 80 unix:/run/p.sock\n\
                         hiddenserviceexportcircuitid haproxy\n\nHiddenServiceDir /t/reviewers\n\
                         HiddenServicePort 443 127.0.0.1:7001\n";

    #[test]
    fn both_say_the_same_or_what_to_mend() {
        let mend = |torrc: &str, ids| weakness(torrc, "/run/p.sock", ids).map(|weakness| weakness.mend);
        let without = TORRC.replace("hiddenserviceexportcircuitid", "#");
        // Of the reviewers' service it says nothing to the sources'.
        let elsewhere = format!("{without}HiddenServiceExportCircuitID haproxy\n");
        assert_eq!(mend(TORRC, true), None);
        assert_eq!(mend(&without, false), None);
        assert_eq!(mend(&elsewhere, false), None);
        assert!(mend(TORRC, false).unwrap().contains("circuit_ids = true"));
        assert!(mend(&without, true).unwrap().contains("HiddenServiceExportCircuitID haproxy"));
        assert!(mend(&elsewhere, true).is_some());
        assert!(mend(&TORRC.replace("/run/p.sock", "/run/q.sock"), true).unwrap().contains("the same socket"));
        assert!(mend(&TORRC.replace("HiddenServicePort 80", "#HiddenServicePort 80"), true).is_some());
        assert_eq!(folder(TORRC, "unix:/run/p.sock"), Some("/t/portal".into()));
        assert_eq!(folder(&TORRC.replace("/t/portal", "\"/t/portal\""), "unix:/run/p.sock"), Some("/t/portal".into()));
        assert_eq!(folder(TORRC, "unix:/run/q.sock"), None);
        assert_eq!(folder(TORRC, "127.0.0.1:7001"), Some("/t/reviewers".into()));
        assert_eq!(folder(TORRC, "27.0.0.1:7001"), None);
        // As tor reads them too: another case, a comment behind, quotes.
        let written = TORRC.replace("haproxy", "HAProxy # ids").replace("unix:/run/p.sock", "unix:\"/run/p.sock\"");
        assert_eq!(mend(&written, true), None);
    }
}
