//! A reviewer at their command line.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use amparo::link::{self, ClientConfig};
use amparo::roster::SignedRoster;
use amparo::seal::{Identity, OpenedParcel};
use amparo::vault::Home;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::AMPARO;
use super::process::command;
use super::site::{Site, path_text};
use super::source::parse_head;
use super::{LIMIT, tls};

/// A reviewer's home.
#[derive(Clone)]
pub(crate) struct Reviewer {
    pub(crate) home: PathBuf,
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).expect("it prints UTF-8")
    }
}

impl Reviewer {
    pub(crate) const fn at(home: PathBuf) -> Self {
        Self { home }
    }

    /// A command of this reviewer's.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(AMPARO);
        command.arg("--home").arg(&self.home).args(arguments);
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().expect("it runs");
        let code = output.status.code().expect("it ends by itself");
        Ran { code, out: output.stdout, err: String::from_utf8(output.stderr).expect("it prints UTF-8") }
    }

    /// Runs a command that must succeed, and gives what it prints.
    #[track_caller]
    pub(crate) fn done(&self, arguments: &[&str]) -> Vec<u8> {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        ran.out
    }

    /// Pulls; everything must verify.
    #[track_caller]
    pub(crate) fn pull(&self) -> Value {
        let pulled: Value = serde_json::from_slice(&self.done(&["pull", "--json"])).expect("JSON");
        assert_eq!(pulled["complaints"], serde_json::json!([]));
        assert_eq!(pulled["verified"], true);
        pulled
    }

    /// Pulls from a server that lacks what it should have: all that came verifies, and that is told.
    #[track_caller]
    pub(crate) fn pull_and_miss(&self) -> Value {
        let ran = self.run(&["pull", "--json"]);
        assert!(ran.code == 3 && ran.err.contains("no longer on the server"), "{ran:?}");
        let pulled: Value = serde_json::from_slice(&ran.out).expect("JSON");
        assert_eq!((&pulled["complaints"], &pulled["looked_for_missing"]), (&serde_json::json!([]), &true.into()));
        pulled
    }

    /// The submissions in the vault.
    #[track_caller]
    pub(crate) fn inbox(&self) -> Vec<Value> {
        serde_json::from_slice(&self.done(&["inbox", "--json"])).expect("a JSON array")
    }

    /// The one submission in the vault.
    #[track_caller]
    pub(crate) fn the_submission(&self) -> Value {
        let mut all = self.inbox();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    /// The testimony as JSON.
    #[track_caller]
    pub(crate) fn testimony(&self, id: &str) -> Value {
        serde_json::from_slice(&self.done(&["read", id, "--json"])).expect("JSON")
    }

    /// Extracts a submission's files and gives their paths, by number.
    #[track_caller]
    pub(crate) fn extract(&self, id: &str, to: &Path) -> Vec<PathBuf> {
        let printed = self.done(&["extract", id, "--to", path_text(to)]);
        String::from_utf8(printed).expect("paths of UTF-8").lines().map(PathBuf::from).collect()
    }

    /// The secret key of a home without a passphrase.
    pub(crate) fn identity(&self) -> Identity {
        let text = fs::read_to_string(self.home.join("identity.txt")).expect("a demo's reviewer has no passphrase");
        Identity::from_file(&text).expect("an identity")
    }

    /// Whether a parcel is sealed to us.
    pub(crate) fn opens(&self, parcel: &Path) -> bool {
        OpenedParcel::open(File::open(parcel).expect("it is there"), &self.identity()).is_ok()
    }

    /// Opens a parcel.
    #[track_caller]
    pub(crate) fn open(&self, parcel: &Path) -> OpenedParcel<File> {
        OpenedParcel::open(File::open(parcel).expect("it is there"), &self.identity()).expect("it is sealed to us")
    }
}

/// A reviewer's own software on the reviewer interface: raw bytes behind the handshake.
pub(crate) struct Interfaced {
    address: String,
    config: Arc<ClientConfig>,
}

impl Interfaced {
    /// The first reviewer of a served site.
    pub(crate) fn of(site: &Site) -> Self {
        let roster = SignedRoster::read(&site.roster_file()).expect("it is there").claim().expect("a roster");
        let keys = Home::at(site.reviewer.home.clone()).keys(None).expect("no passphrase");
        let server = *roster.interface.key.as_bytes();
        let config = link::client_config(&keys.signing, server).expect("a key");
        Self { address: roster.interface.address, config }
    }

    /// Sends these bytes and gives all that comes back until the connection ends, which it must.
    #[track_caller]
    pub(crate) fn send_raw(&self, request: &[u8]) -> Vec<u8> {
        self.say(request, |_| false)
    }

    /// Sends a request and gives its answer.
    #[track_caller]
    pub(crate) fn ask(&self, request: &[u8]) -> Vec<u8> {
        self.say(request, |heard| {
            let Some(end) = memchr::memmem::find(heard, b"\r\n\r\n") else { return false };
            let (_, headers) = parse_head(&heard[..end + 4]).expect("an answer");
            let len = headers.iter().find(|(name, _)| name == "content-length").expect("a length").1.parse();
            heard.len() == end + 4 + len.unwrap_or(0)
        })
    }

    #[track_caller]
    fn say(&self, request: &[u8], enough: impl Fn(&[u8]) -> bool) -> Vec<u8> {
        let talk = async {
            let socket = tokio::net::TcpStream::connect(&self.address).await.expect("it listens");
            let mut stream = link::connect(&self.config, socket).await.expect("we are known");
            // It may have heard enough before the end, which may come without a goodbye.
            let _ = stream.write_all(request).await;
            let mut heard = Vec::new();
            while !enough(&heard) && stream.read_buf(&mut heard).await.is_ok_and(|len| len > 0) {}
            heard
        };
        let talk = async { tokio::time::timeout(LIMIT, talk).await };
        tls::runtime().block_on(talk).expect("it hangs")
    }
}
