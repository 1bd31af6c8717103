//! The source interface on the open web: TLS 1.3 alone, a certificate that is renewed, and pages that say where one is.

use std::fs::{self, Permissions};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use amparo::roster::onion_host;
use amparo::seal::{Clock, Codename, WordList};
use rand_core::OsRng;
use rustix::process::Signal;
use rustls::crypto::aws_lc_rs::kx_group;
use rustls::{NamedGroup, ProtocolVersion};

use crate::common::process::{command, limit_files};
use crate::common::site::{Server, Site, path_text};
use crate::common::source::{Source, Visit};
use crate::common::tls::{Caller, HOST, began_earlier, make_certificate};
use crate::common::wait_until;
use crate::monitoring::asked;

/// A server that is on the open web too.
struct Open {
    site: Site,
    address: SocketAddr,
    tls: PathBuf,
}

impl Open {
    fn configured(change: impl FnOnce(&mut toml::Table)) -> Self {
        let mut address = None;
        let site = Site::configured(|config| {
            let portal: SocketAddr = config["portal"]["listen"].as_str().unwrap().parse().unwrap();
            let open = SocketAddr::new(portal.ip(), 8444);
            address = Some(open);
            let mut clearnet = toml::toml! {
                certificate = "tls/chain.pem"
                key = "tls/key.pem"
                look_secs = 1
            };
            clearnet.insert("listen".to_owned(), open.to_string().into());
            change(&mut clearnet);
            config.insert("clearnet".to_owned(), clearnet.into());
        });
        let tls = site.folder.path().join("tls");
        make_certificate(&tls, 30);
        Self { site, address: address.unwrap(), tls }
    }

    /// A source's browser that comes by TLS.
    fn source(&self) -> Source {
        Source::at(Caller::trusting(&self.tls, self.address).relay().0)
    }
}

fn onion() -> String {
    onion_host(&[7; 32])
}

#[test]
fn what_is_told_over_tls_reaches_the_reviewers_as_over_the_onion_service() {
    let open = Open::configured(|_| {});
    let server = open.site.start();
    let source = open.source();
    let form = source.form("es");
    let visit = Visit::to("es", &form).with("account", "por la red abierta").file("a.bin", vec![7; 3_000_000]);
    let answer = source.tell(&visit);
    assert_eq!((answer.status, answer.kept()), (200, vec!["a.bin".to_owned()]));
    assert_eq!(source.open_mailbox("es", &form.codename).status, 200, "the nine words open a mailbox there too");
    assert_eq!(server.open_mailbox("es", &form.codename).status, 200, "and at the onion service");
    open.site.reviewer.pull();
    let inbox = open.site.reviewer.inbox();
    assert_eq!(inbox.len(), 1);
    assert_eq!(inbox[0]["complete"], true);
    server.stop();
}

#[test]
fn tls_is_1_3_with_a_key_exchange_that_outlasts_quantum_computers_and_nothing_older_gets_in() {
    let open = Open::configured(|_| {});
    let _server = open.site.start();
    let agreed = Caller::trusting(&open.tls, open.address).shake_hands().unwrap();
    assert_eq!((agreed.version, agreed.group), (ProtocolVersion::TLSv1_3, NamedGroup::X25519MLKEM768));
    let agreed = Caller::offering(&open.tls, open.address, &[kx_group::X25519]).shake_hands().unwrap();
    assert_eq!(agreed.group, NamedGroup::X25519, "a browser of before still gets in");

    let ask = |versions: &[&str]| {
        let at = format!("{HOST}:{}:{}", open.address.port(), open.address.ip());
        let url = format!("https://{HOST}:{}/es/", open.address.port());
        let mut asked = command("curl");
        asked.args(["-sS", "--noproxy", "*", "--resolve", &at, "--cacert"]);
        let asked = asked.arg(open.tls.join("chain.pem")).args(versions).arg(&url).output().unwrap();
        (asked.status.success(), String::from_utf8(asked.stdout).unwrap())
    };
    assert!(ask(&["--tlsv1.3"]).1.contains("<html lang=\"es\""), "another program gets the page");
    assert!(!ask(&["--tlsv1.2", "--tls-max", "1.2"]).0, "TLS 1.2 is refused");
    assert!(Source::at(open.address).send_raw(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").len() < 32, "and so is plain HTTP");
}

#[test]
fn pages_on_the_open_web_say_so_and_name_the_onion_address_without_a_link() {
    let open = Open::configured(|clearnet| {
        clearnet.insert("onion".to_owned(), onion().into());
    });
    let server = open.site.start();
    let source = open.source();
    for path in ["/", "/es/", "/es/1", "/es/2", "/en/3", "/en/4"] {
        let (here, there) = (source.get(path), server.get(path));
        assert_eq!(here.header("onion-location"), Some(format!("http://{}{path}", onion()).as_str()));
        assert_eq!(there.header("onion-location"), None, "{path}");
        assert!(here.body.contains("class=\"open-web\"") && here.body.contains(&onion()), "{path}");
        assert!(!there.body.contains("class=\"open-web\"") && !there.body.contains(&onion()), "{path}");
        assert!(!here.body.contains(&format!("//{}", onion())), "a click would tell the network: {path}");
        for answer in [here, there] {
            assert_eq!(answer.header("strict-transport-security"), None, "a browser keeps no trace of a visit: {path}");
        }
    }
    let form = source.form("en");
    for answer in [source.get("/en/no-such-page"), source.tell(&Visit::to("en", &form).with("account", "Here."))] {
        assert_eq!(answer.header("onion-location"), None, "only what can be asked for there");
        assert!(answer.body.contains("class=\"open-web\""));
    }
}

#[test]
fn browsers_are_told_to_come_by_https_alone_only_where_the_operator_says_so() {
    let open = Open::configured(|clearnet| {
        clearnet.insert("hsts_days".to_owned(), 7.into());
    });
    let server = open.site.start();
    let answer = open.source().get("/es/");
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=604800"));
    assert_eq!(answer.header("onion-location"), None);
    assert_eq!(server.get("/es/").header("strict-transport-security"), None);
}

#[test]
fn a_renewed_certificate_is_taken_without_a_restart_and_without_breaking_an_upload() {
    let open = Open::configured(|_| {});
    let server = open.site.start();
    let old = Caller::trusting(&open.tls, open.address).shake_hands().unwrap();
    let source = open.source();
    let form = source.form("en");
    let visit = Visit::to("en", &form).with("account", "Before.").file("video", vec![9; 4_000_000]);
    let mut upload = source.begin(&visit);
    upload.send(1_000_000).unwrap();

    make_certificate(&open.tls, 90);
    let said = server.process.stderr.line_with("the certificate was renewed").unwrap();
    let ends = Clock::system().today().plus(90);
    assert!(said.ends_with(&format!("it ends on {ends}")), "{said}");
    let new = Caller::trusting(&open.tls, open.address).shake_hands().unwrap();
    assert_ne!(new.chain, old.chain);

    upload.send(u64::MAX).unwrap();
    assert_eq!(upload.answer().expect("it was not broken off").kept(), ["video"]);

    // Half a renewal, or none at all, changes nothing.
    fs::write(open.tls.join("chain.pem"), "rubbish").unwrap();
    server.process.stderr.line_with("the certificate before stays in use").unwrap();
    let source = Caller::trusting(
        &{
            let kept = open.site.folder.path().join("kept");
            fs::create_dir(&kept).unwrap();
            fs::write(kept.join("chain.pem"), pem(&new.chain[0])).unwrap();
            kept
        },
        open.address,
    );
    assert_eq!(source.shake_hands().unwrap().chain, new.chain);
    server.stop();
}

/// A certificate as PEM.
fn pem(der: &[u8]) -> String {
    use base64::Engine as _;
    let base64 = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<&str> = base64.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

#[test]
fn a_server_on_the_open_web_says_when_its_certificate_ends() {
    let open = Open::configured(|_| {});
    let server = open.site.start();
    let ends = Clock::system().today().plus(30);
    server.process.stderr.line_with(&format!("the certificate ends on {ends}")).unwrap();
    server.stop();
}

#[test]
fn a_certificate_that_nobody_renews_is_told_by_check_and_status_and_to_a_monitor() {
    let open = Open::configured(|_| {});
    let config = fs::read_to_string(open.site.config_file()).unwrap();
    fs::write(open.site.config_file(), format!("{config}\n[status]\nsocket = \"status.sock\"\n")).unwrap();
    let said = |open: &Open, line: &[&str]| {
        let config = open.site.config_file();
        let output = command(crate::common::AMPARO).args(line).args(["--config", path_text(&config)]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let server = open.site.start();
    let today = Clock::system().today();
    let socket = open.site.folder.path().join("status.sock");
    let told_to_a_monitor = |days: i64| {
        let (_, figures) = asked(&socket, "GET /metrics");
        figures.contains(&format!("\namparo_certificate_ends_seconds {}\n", today.plus(days).unix_midnight()))
    };
    assert!(!said(&open, &["check"]).contains("certificate: "));
    assert!(said(&open, &["status"]).contains(&format!("\ncertificate: until {}, 30 days left\n", today.plus(30))));
    assert!(told_to_a_monitor(30));
    make_certificate(&open.tls, 13);
    server.process.stderr.line_with("the certificate was renewed").unwrap();
    assert!(told_to_a_monitor(13), "{:?}", asked(&socket, "GET /metrics"));
    assert!(!said(&open, &["check"]).contains("certificate: "), "it lives no longer, and is new");
    began_earlier(&open.tls, 77);
    server.process.stderr.line_with("the certificate was renewed").unwrap();
    assert!(said(&open, &["check"]).contains(&format!("certificate: it ends on {}, in 13 days", today.plus(13))));
    assert!(said(&open, &["status", "--json"]).contains("\"certificate_days_left\":13"));
    server.stop();
    fs::remove_file(open.tls.join("key.pem")).unwrap();
    assert!(
        said(&open, &["status"])
            .contains("certificate: it cannot be used: with the next start the open web stays closed")
    );
}

#[test]
fn a_certificate_that_cannot_be_used_closes_the_open_web_alone_and_what_mends_it_opens_it_at_a_reload() {
    // Nobody looks by themselves while this lasts.
    let open = Open::configured(|clearnet| {
        clearnet.insert("look_secs".to_owned(), 86_400.into());
    });
    let config = open.site.config_file();
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, format!("{text}\n[status]\nsocket = \"status.sock\"\n")).unwrap();
    let told = |what: &str| {
        let ran = command(crate::common::AMPARO).args([what, "--config", path_text(&config)]).output().unwrap();
        assert!(ran.status.success(), "{ran:?}");
        String::from_utf8(ran.stdout).unwrap()
    };
    let other = open.site.folder.path().join("other");
    make_certificate(&other, 30);
    // Also the folder is gone at the start.
    let aside = open.site.folder.path().join("aside");
    fs::rename(&open.tls, &aside).unwrap();
    let server = open.site.start();
    let closed = "amparo: the open web stays closed, and all else is served: ";
    let lines = || server.process.stderr.so_far().lines().filter(|line| line.starts_with(closed)).count();
    server.process.stderr.line_with(closed).unwrap();
    assert!(!server.process.stderr.so_far().contains("https://"), "nobody answers there");
    let asked = |what: &str| asked(&open.site.folder.path().join("status.sock"), "GET /metrics").1.contains(what);
    let opens = || Caller::trusting(&aside, open.address).shake_hands().is_ok();
    let reload = || {
        let before = server.process.stderr.so_far().lines().count();
        server.signal(Signal::HUP);
        wait_until("it says what came of both", || server.process.stderr.so_far().lines().count() == before + 2);
    };
    let (chain, key) = (open.tls.join("chain.pem"), open.tls.join("key.pem"));
    let cases: [(&str, &str, &dyn Fn()); 5] = [
        ("cannot be read", "put certificate and key there", &|| fs::create_dir(&open.tls).unwrap()),
        ("no certificate", "copy chain and key anew", &|| {
            fs::write(&chain, "").unwrap();
            fs::write(&key, "").unwrap();
            fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
        }),
        ("no private key", "copy chain and key anew", &|| {
            fs::copy(aside.join("chain.pem"), &chain).unwrap();
        }),
        ("do not fit together", "copy chain and key anew", &|| {
            fs::copy(other.join("key.pem"), &key).unwrap();
        }),
        ("every account can read the private key", "chmod o= ", &|| {
            fs::copy(aside.join("key.pem"), &key).unwrap();
            fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
        }),
    ];
    for (n, (why, mend, prepare)) in cases.into_iter().enumerate() {
        prepare();
        reload();
        let said = server.process.stderr.so_far();
        let line = said.lines().rfind(|line| line.starts_with(closed)).unwrap();
        assert!(line.contains(why) && line.contains(mend), "{line}");
        assert_eq!(lines(), n + 2, "once at the start, and once for each reload: {said}");
        let weak = told("check");
        assert!(weak.contains("\n  open web: ") && weak.contains(why) && weak.contains(mend), "{weak}");
        assert!(!opens());
    }
    assert!(told("status").contains("certificate: it cannot be used: with the next start the open web stays closed"));
    assert!(asked("\namparo_open_web 0\n") && !asked("\namparo_certificate_ends_seconds "));
    let visit = Visit::to("en", &server.form("en")).with("account", "Over Tor.");
    assert_eq!(server.tell(&visit).status, 200);
    open.site.reviewer.pull();
    assert_eq!(open.site.reviewer.inbox().len(), 1);

    fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    reload();
    let ends = Clock::system().today().plus(30);
    server.process.stderr.line_with(&format!("amparo: the open web is open; its certificate ends on {ends}")).unwrap();
    assert!(opens() && asked("\namparo_open_web 1\n") && asked("\namparo_certificate_ends_seconds "));
    assert!(!told("check").contains("open web: "));
    server.stop();
}

#[test]
fn an_address_that_is_taken_closes_the_open_web_alone() {
    let open = Open::configured(|_| {});
    let taken = std::net::TcpListener::bind(open.address).unwrap();
    let server = open.site.start();
    let said = server.process.stderr.line_with("the open web stays closed, and all else is served").unwrap();
    assert!(said.contains(&format!("cannot listen on {}", open.address)) && said.contains("start again"), "{said}");
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", "Over Tor.")).status, 200);
    server.stop();
    drop(taken);
}

#[test]
fn what_makes_no_sense_of_the_open_web_is_refused_before_a_start() {
    for (setting, value, what) in
        [("listen", "unix:web", "must be HOST:PORT"), ("onion", "example.org", "56 characters")]
    {
        let open = Open::configured(|clearnet| {
            clearnet.insert(setting.to_owned(), value.into());
        });
        let ended = open.site.refused();
        assert!(ended.status.code() == Some(1) && ended.stderr.contains(what), "{setting}: {ended:?}");
    }
}

#[test]
fn those_who_hold_a_handshake_open_keep_nobody_else_out() {
    let open = Open::configured(|_| {});
    let server: Server = open.site.start();
    // More than handshakes may be under way: all of them say nothing.
    let silent: Vec<_> = (0..300).map(|_| std::net::TcpStream::connect(open.address).unwrap()).collect();
    assert_eq!(server.get("/es/").status, 200, "the onion service is another door");
    let source = Caller::trusting(&open.tls, open.address);
    assert!(source.shake_hands().is_ok(), "the one who comes has a place");
    drop(silent);
}

#[test]
fn where_few_files_may_be_open_a_flood_on_the_open_web_leaves_everybody_enough() {
    let open = Open::configured(|_| {});
    let server: Server = open.site.start_by(|command| limit_files(command, 200));
    let (address, agreed) = Caller::trusting(&open.tls, open.address).relay();
    // Each has shaken hands, and says nothing from then on.
    let silent: Vec<_> = (1..=120)
        .map(|n| {
            let connection = std::net::TcpStream::connect(address).unwrap();
            wait_until("the one who comes has a place", || agreed.lock().unwrap().len() == n);
            connection
        })
        .collect();
    let files = fs::read_dir(format!("/proc/{}/fd", server.process.id())).unwrap().count();
    assert!(files < 120, "five places, as many handshakes, and what the server opens itself, but {files}");
    let visit = Visit::to("en", &server.form("en")).with("account", "Over Tor.").file("a.bin", vec![7; 300_000]);
    assert_eq!(server.tell(&visit).kept(), ["a.bin"]);
    drop(silent);
    server.stop();
}

#[test]
fn a_flood_on_the_open_web_takes_no_place_at_a_mailbox_from_the_onion_service() {
    let open = Open::configured(|_| {});
    let server: Server = open.site.start();
    let source = open.source();
    let words = || Codename::generate(WordList::of_language("en"), &mut OsRng).words();
    let (over, answered) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        // More than the open web has places, and fewer than there were when both shared them.
        for _ in 0..100 {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let status = source.open_mailbox("en", &words()).status;
                    assert!([200, 503].contains(&status), "{status}");
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        wait_until("the open web's places are taken", || answered.load(Ordering::Relaxed) > 5);
        for _ in 0..3 {
            assert_eq!(server.open_mailbox("en", &words()).status, 200);
            let visit = Visit::to("en", &server.form("en")).with("account", "Over Tor.");
            assert_eq!(server.tell(&visit).status, 200);
        }
        let visit = Visit::to("en", &source.form("en")).with("account", "Over the open web.");
        assert_eq!(source.tell(&visit).status, 200, "its own testimonies stand before its guesses");
        over.store(true, Ordering::Relaxed);
    });
    server.stop();
}
