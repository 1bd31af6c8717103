//! Somebody who has the server's key: stands before the reviewer interface, and passes all on but one answer.

use std::fs;
use std::io;
use std::sync::{Arc, Mutex};
use std::thread;

use amparo::link::{self, ClientConfig, ServerConfig};
use amparo::roster::SignedRoster;
use amparo::vault::Home;
use ed25519_dalek::SigningKey;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::site::Site;
use super::tls;

/// What comes in place of an answer.
#[derive(Clone, Copy)]
pub(crate) enum Instead {
    /// So many bytes.
    Bytes(usize),
    /// Pieces without end, though this length may be announced.
    Endless(Option<u64>),
    /// The end at once, as if it were all, though this length is announced.
    Nothing(u64),
    /// The beginning of one, once: with it the connection ends.
    Beginning,
    /// Nothing, once, for as long as the reviewer waits for it.
    Silence,
}

/// Such a one.
pub(crate) struct Between {
    as_server: Arc<ServerConfig>,
    as_reviewer: Arc<ClientConfig>,
    /// Where the interface listens.
    to: String,
    /// How the request begins that is answered so.
    instead: Mutex<Option<(String, Instead)>>,
}

impl Between {
    /// Where the roster of a site says that its interface is, which listens elsewhere from the next start on. Speaks to it as
    /// the site's reviewer.
    pub(crate) fn before(site: &Site) -> Arc<Self> {
        let config = fs::read_to_string(site.config_file()).expect("it is there");
        assert_eq!(config.matches(":8443").count(), 1);
        fs::write(site.config_file(), config.replace(":8443", ":8444")).expect("written");
        let interface =
            SignedRoster::read(&site.roster_file()).expect("it is there").claim().expect("it is one").interface;
        let keys = Home::at(site.reviewer.home.clone()).keys(None).expect("no passphrase");
        let mut server = [0; 32];
        let key = fs::read_to_string(site.data.join("reviewing.key")).expect("it is there");
        hex::decode_to_slice(key.trim(), &mut server).expect("a key");
        let key = SigningKey::from_bytes(&server);
        let between = Arc::new(Self {
            as_server: link::server_config(&key, Arc::new(|_| true)).expect("a key"),
            as_reviewer: link::client_config(&keys.signing, *interface.key.as_bytes()).expect("a key"),
            to: interface.address.replace(":8443", ":8444"),
            instead: Mutex::new(None),
        });
        let listener = std::net::TcpListener::bind(interface.address).expect("it is free");
        listener.set_nonblocking(true).expect("it can wait");
        let theirs = Arc::clone(&between);
        thread::spawn(move || {
            tls::runtime().block_on(async move {
                let listener = TcpListener::from_std(listener).expect("it is a listener");
                // A reviewer has one connection at a time, and ends it in the middle of what is too long.
                while let Ok((socket, _)) = listener.accept().await {
                    let _ = theirs.pass_on(socket).await;
                }
            });
        });
        between
    }

    /// Answers so what begins like this from now on, and passes all else on.
    pub(crate) fn answers(&self, begins: &str, instead: Instead) {
        *self.instead.lock().expect("nobody panics with it") = Some((begins.to_owned(), instead));
    }

    /// Whether it passes everything on, as it was told, or since what it does once was asked for.
    pub(crate) fn passes_all_on(&self) -> bool {
        self.instead.lock().expect("nobody panics with it").is_none()
    }

    /// Passes everything on.
    pub(crate) fn only_passes_on(&self) {
        *self.instead.lock().expect("nobody panics with it") = None;
    }

    /// What comes in place of the answer to a request.
    fn instead_of_answering(&self, request: &[u8]) -> Option<Instead> {
        let mut all = self.instead.lock().expect("nobody panics with it");
        let instead = all.as_ref().filter(|(begins, _)| request.starts_with(begins.as_bytes())).map(|(_, it)| *it);
        if matches!(instead, Some(Instead::Beginning | Instead::Silence)) {
            *all = None;
        }
        instead
    }

    async fn pass_on(&self, socket: TcpStream) -> io::Result<()> {
        let (_, mut near) = link::accept(&self.as_server, socket).await.map_err(io::Error::other)?;
        let far = TcpStream::connect(&self.to).await?;
        let mut far = link::connect(&self.as_reviewer, far).await.map_err(io::Error::other)?;
        loop {
            let request = head(&mut near).await?;
            match self.instead_of_answering(&request) {
                None => {}
                Some(Instead::Bytes(len)) => {
                    near.write_all(format!("HTTP/1.1 200 OK\r\ncontent-length: {len}\r\n\r\n").as_bytes()).await?;
                    near.write_all(&vec![b' '; len]).await?;
                    near.flush().await?;
                    continue;
                }
                Some(Instead::Nothing(len)) => {
                    let head =
                        format!("HTTP/1.1 200 OK\r\ncontent-length: {len}\r\ntransfer-encoding: chunked\r\n\r\n");
                    near.write_all(format!("{head}0\r\n\r\n").as_bytes()).await?;
                    near.flush().await?;
                    continue;
                }
                Some(Instead::Beginning) => {
                    near.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{").await?;
                    return near.shutdown().await;
                }
                Some(Instead::Silence) => loop {
                    near.read_u8().await?;
                },
                Some(Instead::Endless(announced)) => {
                    let len = announced.map(|len| format!("content-length: {len}\r\n")).unwrap_or_default();
                    let head = format!("HTTP/1.1 200 OK\r\n{len}transfer-encoding: chunked\r\n\r\n");
                    near.write_all(head.as_bytes()).await?;
                    let piece = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
                    loop {
                        near.write_all(piece.as_bytes()).await?;
                    }
                }
            }
            hand_on(&request, (&mut near, &mut far)).await?;
            let answer = head(&mut far).await?;
            hand_on(&answer, (&mut far, &mut near)).await?;
        }
    }
}

/// Gives on a request or an answer whose head was read already.
async fn hand_on<A, B>(head: &[u8], (from, to): (&mut A, &mut B)) -> io::Result<()>
where
    A: AsyncRead + Unpin,
    B: AsyncWrite + Unpin,
{
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let len = text.lines().find_map(|line| line.strip_prefix("content-length: "));
    let len = len.map_or(0, |len| len.parse().expect("a number"));
    to.write_all(head).await?;
    tokio::io::copy(&mut from.take(len), to).await?;
    to.flush().await
}

/// A request or an answer up to its body.
async fn head(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(head)
}
