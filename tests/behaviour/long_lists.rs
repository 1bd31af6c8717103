//! A server with more parcels in a day than a list is read of.

use std::fs;
use std::io;
use std::sync::Arc;
use std::thread;

use amparo::link::wire::MAX_LIST_BYTES;
use amparo::link::{self, ClientConfig, ServerConfig};
use amparo::roster::{DeskEntry, SignedRoster};
use amparo::seal::{Clock, RecipientKind};
use amparo::vault::Home;
use ed25519_dalek::SigningKey;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::common::site::{DESK, Site};
use crate::common::source::{Visit, parse_head};
use crate::common::tls;

/// Stands before the reviewer interface with its key, and passes all on but one answer, which is longer than a list may be.
struct Between {
    as_server: Arc<ServerConfig>,
    as_reviewer: Arc<ClientConfig>,
    /// Where the interface listens.
    to: String,
    /// The request that is answered so.
    too_long: String,
}

impl Between {
    /// Before the interface of a site, where its roster says that it is.
    fn begin(site: &Site, to: String, too_long: String) {
        let interface = SignedRoster::read(&site.roster_file()).unwrap().claim().unwrap().interface;
        let keys = Home::at(site.reviewer.home.clone()).keys(None).unwrap();
        let mut server = [0; 32];
        hex::decode_to_slice(fs::read_to_string(site.data.join("reviewing.key")).unwrap().trim(), &mut server).unwrap();
        let between = Self {
            as_server: link::server_config(&SigningKey::from_bytes(&server), Arc::new(|_| true)).unwrap(),
            as_reviewer: link::client_config(&keys.signing, *interface.key.as_bytes()).unwrap(),
            to,
            too_long,
        };
        let listener = std::net::TcpListener::bind(interface.address).unwrap();
        listener.set_nonblocking(true).unwrap();
        thread::spawn(move || {
            tls::runtime().block_on(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                // A reviewer has one connection at a time, and ends it in the middle of what is too long.
                while let Ok((socket, _)) = listener.accept().await {
                    let _ = between.pass_on(socket).await;
                }
            });
        });
    }

    async fn pass_on(&self, socket: TcpStream) -> io::Result<()> {
        let (_, mut near) = link::accept(&self.as_server, socket).await.map_err(io::Error::other)?;
        let far = TcpStream::connect(&self.to).await?;
        let mut far = link::connect(&self.as_reviewer, far).await.map_err(io::Error::other)?;
        loop {
            let request = head(&mut near).await?;
            if request.starts_with(self.too_long.as_bytes()) {
                let len = MAX_LIST_BYTES + 1;
                near.write_all(format!("HTTP/1.1 200 OK\r\ncontent-length: {len}\r\n\r\n").as_bytes()).await?;
                near.write_all(&vec![b' '; len]).await?;
                near.flush().await?;
                continue;
            }
            far.write_all(&request).await?;
            far.flush().await?;
            let answer = head(&mut far).await?;
            let (_, headers) = parse_head(&answer).unwrap();
            let (_, len) = headers.iter().find(|(name, _)| name == "content-length").unwrap();
            near.write_all(&answer).await?;
            tokio::io::copy(&mut (&mut far).take(len.parse().unwrap()), &mut near).await?;
            near.flush().await?;
        }
    }
}

/// A request or an answer up to its body.
async fn head(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(head)
}

#[test]
fn a_day_whose_list_is_too_long_is_named_and_all_others_are_pulled() {
    let site = Site::made(RecipientKind::Hybrid, 1, |_| {});
    site.sign_roster(|text| {
        let reviewers = text.desks[0].reviewers.clone();
        text.desks.push(DeskEntry::new("second".parse().unwrap(), "Second", reviewers));
    });
    let server = site.start();
    let visit = |words| Visit::to("en", &server.form("en")).with("account", words);
    assert_eq!(server.tell(&visit("before")).status, 200);
    site.reviewer.pull();
    let second = server.get("/en/1/2").form();
    let visit = Visit::to("en", &second).at_desk(2).with("account", "at the other desk");
    assert_eq!(server.tell(&visit).status, 200);
    server.stop();

    let config = fs::read_to_string(site.config_file()).unwrap();
    assert_eq!(config.matches(":8443").count(), 1);
    fs::write(site.config_file(), config.replace(":8443", ":8444")).unwrap();
    let server = site.start();
    let interface = SignedRoster::read(&site.roster_file()).unwrap().claim().unwrap().interface.address;
    let today = Clock::system().today();
    Between::begin(&site, interface.replace(":8443", ":8444"), format!("GET /day/{DESK}/{today} "));
    let ran = site.reviewer.run(&["pull", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let unread = format!("{DESK}, {today}: a list or roster is longer than one can be");
    assert!(ran.err.contains(&unread), "{}", ran.err);
    let pulled: serde_json::Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(pulled["unread_days"], json!([unread]));
    assert_eq!(pulled["complaints"], json!([]));
    assert_eq!(pulled["missing_on_server"], json!([]), "of what is not listed nothing is known");
    let given = site.reviewer.run(&["push", "--missing"]);
    assert_eq!(given.code, 1, "{given:?}");
    assert!(given.err.contains(&unread) && !given.err.contains("lacks nothing"), "{}", given.err);
    let mut desks: Vec<_> = site.reviewer.inbox().into_iter().map(|s| s["desk"].as_str().unwrap().to_owned()).collect();
    desks.sort();
    assert_eq!(desks, [DESK, "second"]);
    server.stop();
}
