//! TLS 1.3 (RFC 8446) between two Ed25519 keys that know each other: mutual raw public keys (RFC 7250).
//!
//! No certificates, names or authorities. Either side sends its `SubjectPublicKeyInfo` (RFC 8410):
//!
//! ```text
//! 30 2a 30 05 06 03 2b 65 70 03 21 00 ‖ Ed25519 public key (32 bytes)
//! ```
//! The key exchange is `X25519MLKEM768` first. There are no tickets, no resumption and no early data: a
//! connection tells nothing of the one before, and each is checked anew.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{AlwaysResolvesClientRawPublicKeys, Resumption};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls13_signature_with_raw_key};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::server::{AlwaysResolvesServerRawPublicKeys, NoServerSessionStorage};
use rustls::sign::CertifiedKey;
use rustls::version::TLS13;
use rustls::{AlertDescription, CertificateError, DigitallySignedStruct, DistinguishedName, SignatureScheme};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio_rustls::{TlsAcceptor, TlsConnector};

pub use rustls::{ClientConfig, ServerConfig};
pub use tokio_rustls::client::TlsStream as ClientStream;
pub use tokio_rustls::server::TlsStream as ServerStream;

/// Says whether a public key may connect; asked anew in every handshake.
pub type Allowed = Arc<dyn Fn(&[u8; 32]) -> bool + Send + Sync>;

/// What stands before the key in an Ed25519 `SubjectPublicKeyInfo` (RFC 8410, section 4).
const SPKI_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The one protocol spoken inside.
const ALPN: &[u8] = b"http/1.1";

/// What a refused caller may still send before it has read why; more is not waited for.
const MAX_DRAINED_BYTES: u64 = 64 * 1024;

/// A connection could not be prepared or made.
#[derive(Debug)]
pub enum LinkError {
    /// Our own key cannot be used.
    Key(rustls::Error),
    /// TLS 1.3 cannot be set up with these keys.
    Setup(rustls::Error),
    /// The server proved another key than the one expected.
    WrongServer,
    /// The other side does not know our key.
    Refused,
    /// The handshake broke off, or what came was not this protocol.
    Handshake(io::Error),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(error) => write!(f, "the connection's own key cannot be used: {error}"),
            Self::Setup(error) => write!(f, "TLS cannot be set up: {error}"),
            Self::WrongServer => f.write_str("the server has another key than the one expected"),
            Self::Refused => f.write_str("the other side does not know this key"),
            Self::Handshake(error) => write!(f, "the TLS handshake failed: {error}"),
        }
    }
}

impl Error for LinkError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Key(error) | Self::Setup(error) => Some(error),
            Self::Handshake(error) => Some(error),
            Self::WrongServer | Self::Refused => None,
        }
    }
}

/// What the server needs: its key, and who may call.
///
/// # Errors
/// [`LinkError::Key`] or [`LinkError::Setup`]; with a sound key neither happens.
pub fn server_config(server_key: &SigningKey, allowed: Allowed) -> Result<Arc<ServerConfig>, LinkError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let check = PeerCheck::new(allowed, &provider);
    let own = AlwaysResolvesServerRawPublicKeys::new(certified(server_key)?);
    let builder = ServerConfig::builder_with_provider(provider);
    let builder = builder.with_protocol_versions(&[&TLS13]).map_err(LinkError::Setup)?;
    Ok(Arc::new(without_memory(builder.with_client_cert_verifier(check).with_cert_resolver(Arc::new(own)))))
}

/// A server that knows no connection from the one before, and speaks one protocol inside.
pub(super) fn without_memory(mut config: ServerConfig) -> ServerConfig {
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    config.max_early_data_size = 0;
    config.alpn_protocols = vec![ALPN.to_vec()];
    config
}

/// What a reviewer needs: its own key, and the server's.
///
/// # Errors
/// [`LinkError::Key`] or [`LinkError::Setup`]; with a sound key neither happens.
pub fn client_config(client_key: &SigningKey, server_public: [u8; 32]) -> Result<Arc<ClientConfig>, LinkError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let check = PeerCheck::new(Arc::new(move |key| *key == server_public), &provider);
    let own = AlwaysResolvesClientRawPublicKeys::new(certified(client_key)?);
    let builder = ClientConfig::builder_with_provider(provider);
    let builder = builder.with_protocol_versions(&[&TLS13]).map_err(LinkError::Setup)?;
    let builder = builder.dangerous().with_custom_certificate_verifier(check);
    let mut config = builder.with_client_cert_resolver(Arc::new(own));
    config.resumption = Resumption::disabled();
    config.enable_early_data = false;
    config.enable_sni = false;
    config.alpn_protocols = vec![ALPN.to_vec()];
    Ok(Arc::new(config))
}

/// The server's side of a handshake: the caller's key and the stream. Has no time limit of its own.
///
/// # Errors
/// [`LinkError::Handshake`], after the caller had a chance to read why it was refused.
pub async fn accept<S>(config: &Arc<ServerConfig>, socket: S) -> Result<([u8; 32], ServerStream<S>), LinkError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let stream = handshake(config, socket).await.map_err(LinkError::Handshake)?;
    let peer = stream.get_ref().1.peer_certificates().and_then(<[_]>::first).and_then(|c| key_of_spki(c));
    let peer = peer.ok_or_else(|| LinkError::Handshake(io::ErrorKind::InvalidData.into()))?;
    Ok((peer, stream))
}

/// The server's side of any handshake; one that fails ends such that the caller can read why.
pub(super) async fn handshake<S>(config: &Arc<ServerConfig>, socket: S) -> io::Result<ServerStream<S>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    match TlsAcceptor::from(Arc::clone(config)).accept(socket).into_fallible().await {
        Ok(stream) => Ok(stream),
        Err((error, socket)) => {
            let_read(socket).await;
            Err(error)
        }
    }
}

/// The reviewer's side of a handshake. Has no time limit of its own.
///
/// A server that does not know our key says so only after this has returned; see [`is_refusal`].
///
/// # Errors
/// [`LinkError::WrongServer`], [`LinkError::Refused`] or [`LinkError::Handshake`].
pub async fn connect<S>(config: &Arc<ClientConfig>, socket: S) -> Result<ClientStream<S>, LinkError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    // With raw public keys a name means nothing, and none is sent.
    let nobody = ServerName::IpAddress(std::net::IpAddr::from([0, 0, 0, 0]).into());
    let connected = TlsConnector::from(Arc::clone(config)).connect(nobody, socket).await;
    connected.map_err(|error| match tls_error(&error) {
        Some(rustls::Error::InvalidCertificate(_)) => LinkError::WrongServer,
        Some(rustls::Error::AlertReceived(AlertDescription::AccessDenied)) => LinkError::Refused,
        _ => LinkError::Handshake(error),
    })
}

/// True when somewhere beneath `error` stands the other side's word that it does not know our key.
///
/// In TLS 1.3 the client is done first, so that this arrives with the first bytes it reads.
pub fn is_refusal(error: &(dyn Error + 'static)) -> bool {
    matches!(tls_error(error), Some(rustls::Error::AlertReceived(AlertDescription::AccessDenied)))
}

/// The Ed25519 key in a `SubjectPublicKeyInfo`; `None` when it holds anything else.
fn key_of_spki(spki: &[u8]) -> Option<[u8; 32]> {
    spki.strip_prefix(&SPKI_PREFIX)?.try_into().ok()
}

/// The `SubjectPublicKeyInfo` of an Ed25519 key.
fn spki_of_key(key: &[u8; 32]) -> [u8; 44] {
    let mut spki = [0; 44];
    spki[..12].copy_from_slice(&SPKI_PREFIX);
    spki[12..].copy_from_slice(key);
    spki
}

/// A key in the form that rustls signs with.
fn certified(key: &SigningKey) -> Result<Arc<CertifiedKey>, LinkError> {
    let unusable = |_| LinkError::Key(rustls::Error::General("it has no PKCS#8 form".to_owned()));
    let document = key.to_pkcs8_der().map_err(unusable)?;
    let signer = aws_lc_rs::sign::any_eddsa_type(&PrivatePkcs8KeyDer::from(document.as_bytes()));
    let spki = CertificateDer::from(spki_of_key(key.verifying_key().as_bytes()).to_vec());
    Ok(Arc::new(CertifiedKey::new(vec![spki], signer.map_err(LinkError::Key)?)))
}

/// The TLS error beneath an error, if there is one.
fn tls_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return Some(tls);
        }
        // An `io::Error` gives its inner error's source as its own: look at the inner one first.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = inner.map(|e| e as &(dyn Error + 'static)).or_else(|| error.source());
    }
    None
}

/// Ends a refused connection such that the alert can be read: a socket closed over unread bytes is
/// reset, and what was sent last may be lost.
async fn let_read<S: AsyncRead + AsyncWrite + Unpin>(mut socket: S) {
    if socket.shutdown().await.is_ok() {
        let mut rest = socket.take(MAX_DRAINED_BYTES);
        let mut sink = [0; 1024];
        while rest.read(&mut sink).await.is_ok_and(|n| n > 0) {}
    }
}

/// Checks the other side: one raw Ed25519 key that is allowed, and a signature by it.
struct PeerCheck {
    allowed: Allowed,
    algorithms: WebPkiSupportedAlgorithms,
}

impl PeerCheck {
    fn new(allowed: Allowed, provider: &CryptoProvider) -> Arc<Self> {
        Arc::new(Self { allowed, algorithms: provider.signature_verification_algorithms })
    }

    fn check_key(&self, spki: &CertificateDer<'_>, others: &[CertificateDer<'_>]) -> Result<(), rustls::Error> {
        let allowed = others.is_empty() && key_of_spki(spki).is_some_and(|key| (self.allowed)(&key));
        if allowed { Ok(()) } else { Err(CertificateError::ApplicationVerificationFailure.into()) }
    }

    fn check_signature(
        &self,
        message: &[u8],
        spki: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        if signature.scheme != SignatureScheme::ED25519 {
            return Err(CertificateError::BadEncoding.into());
        }
        let spki = SubjectPublicKeyInfoDer::from(spki.as_ref());
        verify_tls13_signature_with_raw_key(message, &spki, signature, &self.algorithms)
    }
}

impl fmt::Debug for PeerCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PeerCheck")
    }
}

fn tls_1_2<T>() -> Result<T, rustls::Error> {
    Err(rustls::Error::General("TLS 1.3 only".to_owned()))
}

impl ClientCertVerifier for PeerCheck {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        self.check_key(end_entity, intermediates).map(|()| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        tls_1_2()
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.check_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

impl ServerCertVerifier for PeerCheck {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        self.check_key(end_entity, intermediates).map(|()| ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        tls_1_2()
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.check_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::{NamedGroup, ProtocolVersion};
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_bytes(&[byte; 32])
    }

    fn public(byte: u8) -> [u8; 32] {
        key(byte).verifying_key().to_bytes()
    }

    /// Server 1 allows reviewer 2 alone; who calls with `client`, expecting `server`?
    async fn meet(
        client: u8,
        server: u8,
    ) -> (Result<([u8; 32], ServerStream<tokio::io::DuplexStream>), LinkError>, Result<String, LinkError>) {
        let ours = server_config(&key(1), Arc::new(|k| *k == public(2))).unwrap();
        let theirs = client_config(&key(client), public(server)).unwrap();
        let (near, far) = duplex(64 * 1024);
        let call = async {
            let mut stream = connect(&theirs, far).await?;
            let state = stream.get_ref().1;
            assert_eq!(state.protocol_version(), Some(ProtocolVersion::TLSv1_3));
            let group = state.negotiated_key_exchange_group().map(rustls::crypto::SupportedKxGroup::name);
            assert_eq!(group, Some(NamedGroup::X25519MLKEM768));
            let mut text = String::new();
            match stream.read_to_string(&mut text).await {
                Ok(_) => Ok(text),
                Err(error) if is_refusal(&error) => Err(LinkError::Refused),
                Err(error) => Err(LinkError::Handshake(error)),
            }
        };
        let answer = async {
            let (peer, mut stream) = accept(&ours, near).await?;
            stream.write_all(b"hello").await.unwrap();
            stream.shutdown().await.unwrap();
            Ok((peer, stream))
        };
        tokio::join!(answer, call)
    }

    #[tokio::test]
    async fn keys_that_know_each_other_meet_over_a_post_quantum_exchange() {
        let (server, client) = meet(2, 1).await;
        assert_eq!(server.unwrap().0, public(2));
        assert_eq!(client.unwrap(), "hello");
    }

    #[tokio::test]
    async fn an_unknown_key_is_refused_in_the_handshake_and_told_so() {
        let (server, client) = meet(3, 1).await;
        assert!(matches!(server, Err(LinkError::Handshake(_))));
        assert!(matches!(client, Err(LinkError::Refused)), "{client:?}");
    }

    #[tokio::test]
    async fn a_server_with_another_key_is_not_talked_to() {
        let (server, client) = meet(2, 9).await;
        assert!(server.is_err());
        assert!(matches!(client, Err(LinkError::WrongServer)), "{client:?}");
    }

    #[test]
    fn a_key_has_one_spki() {
        let spki = spki_of_key(&public(1));
        assert_eq!(key_of_spki(&spki), Some(public(1)));
        assert_eq!(key_of_spki(&spki[..43]), None);
        assert_eq!(key_of_spki(&[&spki[..], &[0]].concat()), None);
        assert_eq!(key_of_spki(&public(1)), None);
        assert_eq!(key_of_spki(&[]), None);
    }
}
