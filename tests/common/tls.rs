//! The open web before a portal: a certificate of the test's own, and a caller who trusts it.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use amparo::seal::Clock;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rustls::crypto::{CryptoProvider, SupportedKxGroup, aws_lc_rs};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, NamedGroup, ProtocolVersion, RootCertStore};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;

use super::process::command;
use super::site::path_text;

/// The name that every certificate here is for.
pub(crate) const HOST: &str = "portal.example";

/// Makes a certificate for [`HOST`] that lasts so many days, as `chain.pem` and `key.pem` of a folder.
pub(crate) fn make_certificate(folder: &Path, days: u32) {
    fs::create_dir_all(folder).expect("a folder");
    let (chain, key) = (folder.join("chain.pem"), folder.join("key.pem"));
    let days = days.to_string();
    let name = format!("subjectAltName=DNS:{HOST}");
    let made = command("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=portal"])
        .args(["-addext", &name, "-addext", "basicConstraints=critical,CA:FALSE", "-days", &days])
        .args(["-keyout", path_text(&key), "-out", path_text(&chain)])
        .output()
        .expect("openssl runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("it is ours");
}

/// Says of a certificate that it began so many days earlier. Nobody looks at its signature here.
pub(crate) fn began_earlier(folder: &Path, days: i64) {
    let chain = folder.join("chain.pem");
    let text = fs::read_to_string(&chain).expect("it is there");
    let lines: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let mut der = BASE64_STANDARD.decode(lines).expect("PEM");
    // The first UTCTime of a certificate, YYMMDD and the time of day (RFC 5280, §4.1.2.5).
    let at = der.windows(2).position(|two| two == [0x17, 13]).expect("a time") + 2;
    let begins = Clock::system().today().plus(-days).to_string().replace('-', "");
    der[at..at + 6].copy_from_slice(&begins.as_bytes()[2..]);
    let changed = BASE64_STANDARD.encode(der);
    fs::write(&chain, format!("-----BEGIN CERTIFICATE-----\n{changed}\n-----END CERTIFICATE-----\n")).expect("written");
}

/// What a handshake came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agreed {
    pub(crate) version: ProtocolVersion,
    pub(crate) group: NamedGroup,
    pub(crate) chain: Vec<CertificateDer<'static>>,
}

/// Somebody who comes by TLS.
pub(crate) struct Caller {
    config: Arc<ClientConfig>,
    to: SocketAddr,
}

impl Caller {
    /// A caller who trusts the certificate in `folder`, and offers what rustls offers by itself.
    pub(crate) fn trusting(folder: &Path, to: SocketAddr) -> Self {
        Self::offering(folder, to, &aws_lc_rs::default_provider().kx_groups)
    }

    /// The same, offering these key exchanges.
    pub(crate) fn offering(folder: &Path, to: SocketAddr, groups: &[&'static dyn SupportedKxGroup]) -> Self {
        let mut roots = RootCertStore::empty();
        let chain = CertificateDer::from_pem_file(folder.join("chain.pem")).expect("a certificate");
        roots.add(chain).expect("it can be trusted");
        let provider = CryptoProvider { kx_groups: groups.to_vec(), ..aws_lc_rs::default_provider() };
        let builder = ClientConfig::builder_with_provider(Arc::new(provider)).with_safe_default_protocol_versions();
        let config = builder.expect("versions").with_root_certificates(roots).with_no_client_auth();
        Self { config: Arc::new(config), to }
    }

    /// Shakes hands once.
    pub(crate) fn shake_hands(&self) -> io::Result<Agreed> {
        runtime().block_on(connect(&self.config, self.to)).map(|(_, agreed)| agreed)
    }

    /// A port of ours that leads to the other through TLS, for as long as the test runs, and what was agreed on.
    pub(crate) fn relay(self) -> (SocketAddr, Arc<Mutex<Vec<Agreed>>>) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("it can wait");
        let address = listener.local_addr().expect("it is bound");
        let agreed: Arc<Mutex<Vec<Agreed>>> = Arc::default();
        let theirs = Arc::clone(&agreed);
        thread::spawn(move || {
            runtime().block_on(async move {
                let listener = TcpListener::from_std(listener).expect("it is a listener");
                while let Ok((mut near, _)) = listener.accept().await {
                    let (config, agreed, to) = (Arc::clone(&self.config), Arc::clone(&theirs), self.to);
                    tokio::spawn(async move {
                        if let Ok((mut far, what)) = connect(&config, to).await {
                            agreed.lock().expect("nobody panics with it").push(what);
                            let _ = copy_bidirectional(&mut near, &mut far).await;
                        }
                    });
                }
            });
        });
        (address, agreed)
    }
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

async fn connect(
    config: &Arc<ClientConfig>,
    to: SocketAddr,
) -> io::Result<(tokio_rustls::client::TlsStream<TcpStream>, Agreed)> {
    let name = ServerName::try_from(HOST).expect("a name");
    let stream = TlsConnector::from(Arc::clone(config)).connect(name, TcpStream::connect(to).await?).await?;
    let session = stream.get_ref().1;
    let agreed = Agreed {
        version: session.protocol_version().expect("it is agreed"),
        group: session.negotiated_key_exchange_group().expect("it is agreed").name(),
        chain: session.peer_certificates().expect("it showed one").iter().map(|c| c.clone().into_owned()).collect(),
    };
    Ok((stream, agreed))
}
