//! TLS 1.3 (RFC 8446) for the open web: a certificate that browsers know, and callers who are nobody in particular.
//!
//! The key exchange is `X25519MLKEM768` first. There are no tickets, no resumption and no early data, so that a
//! second visit cannot be told by the first.

use std::fmt;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::{Error as PemError, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::io::{AsyncRead, AsyncWrite};
use x509_cert::Certificate as X509;
use x509_cert::der::Decode as _;

use super::raw_keys::{LinkError, ServerConfig, ServerStream, handshake, without_memory};
use crate::seal::Day;

/// A certificate that cannot be served.
#[derive(Debug)]
pub enum CertificateError {
    /// The chain is not PEM, or holds no certificate.
    Chain(PemError),
    /// The key is not PEM, or holds no private key.
    Key(PemError),
    /// The first certificate is none of X.509.
    Form,
    /// The key is another certificate's, or of a kind that TLS 1.3 has no use for.
    Mismatch(rustls::Error),
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chain(error) => write!(f, "no certificate can be read from it: {error}"),
            Self::Key(error) => write!(f, "no private key can be read from it: {error}"),
            Self::Form => f.write_str("its first certificate cannot be read"),
            Self::Mismatch(error) => write!(f, "key and certificate do not fit together: {error}"),
        }
    }
}

impl std::error::Error for CertificateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Chain(error) | Self::Key(error) => Some(error),
            Self::Mismatch(error) => Some(error),
            Self::Form => None,
        }
    }
}

/// A certificate with its chain and private key, and the first and last day that it is good for.
pub struct Certificate {
    key: Arc<CertifiedKey>,
    begins: Day,
    ends: Day,
}

impl Certificate {
    /// Reads a chain, the server's certificate first, and its private key (PKCS#8, SEC 1 or PKCS#1), both PEM (RFC 7468).
    ///
    /// # Errors
    /// What cannot be read, or that the two do not fit.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, CertificateError> {
        let chain: Vec<_> =
            CertificateDer::pem_slice_iter(chain).collect::<Result<_, _>>().map_err(CertificateError::Chain)?;
        let first = chain.first().ok_or(CertificateError::Chain(PemError::NoItemsFound))?;
        let (begins, ends) = days(first).ok_or(CertificateError::Form)?;
        let key = PrivateKeyDer::from_pem_slice(key).map_err(CertificateError::Key)?;
        // Also holds the key against the certificate.
        let key = CertifiedKey::from_der(chain, key, &aws_lc_rs::default_provider());
        Ok(Self { key: Arc::new(key.map_err(CertificateError::Mismatch)?), begins, ends })
    }

    /// The first day that it is good for.
    pub const fn begins(&self) -> Day {
        self.begins
    }

    /// The last day that it is good for.
    pub const fn ends(&self) -> Day {
        self.ends
    }
}

/// The UTC days on which a certificate begins and ends.
fn days(der: &[u8]) -> Option<(Day, Day)> {
    let validity = X509::from_der(der).ok()?.tbs_certificate.validity;
    let [begins, ends] = [validity.not_before, validity.not_after]
        .map(|time| Day::from_unix(i64::try_from(time.to_unix_duration().as_secs()).ok()?).ok());
    begins.zip(ends)
}

/// What the open web's listener shows to callers: one certificate, which may be changed while connections last. While there
/// is none, no handshake comes to its end.
pub struct Shown(RwLock<Option<Certificate>>);

impl Shown {
    /// Shows this certificate, where there is one already.
    pub fn new(certificate: Option<Certificate>) -> Arc<Self> {
        Arc::new(Self(RwLock::new(certificate)))
    }

    /// Shows another from the next handshake on.
    pub fn change(&self, certificate: Certificate) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(certificate);
    }

    /// The last day that the one of the moment is good for; `None` while there is none.
    pub fn ends(&self) -> Option<Day> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(Certificate::ends)
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|shown| Arc::clone(&shown.key))
    }
}

/// What a listener needs to speak TLS with anybody.
///
/// # Errors
/// [`LinkError::Setup`], which does not happen with the cipher suites built in.
pub fn web_config(shown: Arc<Shown>) -> Result<Arc<ServerConfig>, LinkError> {
    let builder = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let builder = builder.with_protocol_versions(&[&rustls::version::TLS13]).map_err(LinkError::Setup)?;
    Ok(Arc::new(without_memory(builder.with_no_client_auth().with_cert_resolver(shown))))
}

/// The server's side of a handshake with somebody unknown. Has no time limit of its own.
///
/// # Errors
/// The handshake's, after the caller had a chance to read why.
pub async fn accept_anyone<S>(config: &Arc<ServerConfig>, socket: S) -> io::Result<ServerStream<S>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    handshake(config, socket).await
}
