//! X-Wing, the key encapsulation under the hybrid recipient: ML-KEM-768 and X25519 together
//! (draft-connolly-cfrg-xwing-kem; MLKEM768-X25519 of draft-ietf-hpke-pq), for the `hpke` crate.
//!
//! ```text
//! private key   seed(32)            grown by SHAKE256 to d(32) ‖ z(32) ‖ x25519 scalar(32)
//! public key    ek_m(1184) ‖ pk_x(32)
//! share         ct_m(1088) ‖ ct_x(32)
//! secret        SHA3-256(ss_m ‖ ss_x ‖ ct_x ‖ pk_x ‖ `\.//^\`)
//! ```
//!
//! As in Go's age, and more strictly than the draft, an X25519 exchange that yields all zeros is
//! refused on both sides.

use std::fmt;

use age::secrecy::zeroize::{Zeroize, Zeroizing};
use hpke::generic_array::GenericArray;
use hpke::generic_array::typenum::{Sum, U32, U96, U192, U1024};
use hpke::kem::SharedSecret;
use hpke::{Deserializable, HpkeError, Serializable};
use ml_kem::kem::{Decapsulate, Encapsulate};
use ml_kem::{B32, Ciphertext, Encoded, EncodedSizeUser, KemCore, MlKem768};
use rand_core::{CryptoRng, RngCore};
use sha3::digest::{ExtendableOutput, Update, XofReader};
use sha3::{Digest, Sha3_256, Shake256};
use x25519_dalek::StaticSecret;

pub(super) const SEED_BYTES: usize = 32;
pub(super) const PUBLIC_KEY_BYTES: usize = 1216;
const SHARE_BYTES: usize = 1120;
const ML_KEM_KEY_BYTES: usize = 1184;
const ML_KEM_SHARE_BYTES: usize = 1088;

/// X-Wing's name in the combiner: a picture of the ship, `\./` over `/^\`.
const COMBINER_LABEL: &[u8] = br"\.//^\";

type DecapsulationKey = <MlKem768 as KemCore>::DecapsulationKey;
type EncapsulationKey = <MlKem768 as KemCore>::EncapsulationKey;

pub(super) struct XWing;

/// A public key that was checked: ML-KEM reduced (FIPS 203, 7.2), X25519 not of low order.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct PublicKey([u8; PUBLIC_KEY_BYTES]);

/// The seed, on the heap so that moves leave no copy, wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct PrivateKey(Box<Zeroizing<[u8; SEED_BYTES]>>);

/// What the sender's half of the exchange leaves in the stanza.
#[derive(Clone)]
pub(super) struct EncappedKey([u8; SHARE_BYTES]);

impl PublicKey {
    fn ml_kem(&self) -> Result<EncapsulationKey, HpkeError> {
        let bytes = Encoded::<EncapsulationKey>::try_from(&self.0[..ML_KEM_KEY_BYTES])
            .map_err(|_| HpkeError::ValidationError)?;
        Ok(EncapsulationKey::from_bytes(&bytes))
    }

    fn x25519(&self) -> x25519_dalek::PublicKey {
        last_32(&self.0).into()
    }
}

impl PrivateKey {
    pub(super) fn from_seed(seed: &[u8; SEED_BYTES]) -> Self {
        let mut place = Box::new(Zeroizing::new([0; SEED_BYTES]));
        place.copy_from_slice(seed);
        Self(place)
    }

    pub(super) fn seed(&self) -> &[u8; SEED_BYTES] {
        &self.0
    }

    /// Grows both private keys (`expandDecapsulationKey` of the draft).
    fn expand(&self) -> (DecapsulationKey, StaticSecret) {
        let mut stream = Shake256::default().chain(self.seed()).finalize_xof();
        let mut d = B32::default();
        let mut z = B32::default();
        let mut scalar = Zeroizing::new([0; 32]);
        stream.read(&mut d);
        stream.read(&mut z);
        stream.read(&mut *scalar);
        let (ml_kem, _) = MlKem768::generate_deterministic(&d, &z);
        d.as_mut_slice().zeroize();
        z.as_mut_slice().zeroize();
        (ml_kem, StaticSecret::from(*scalar))
    }
}

impl hpke::Kem for XWing {
    type PublicKey = PublicKey;
    type PrivateKey = PrivateKey;
    type EncappedKey = EncappedKey;
    type NSecret = U32;

    /// MLKEM768-X25519 in IANA's registry of HPKE KEMs.
    const KEM_ID: u16 = 0x647a;

    fn sk_to_pk(private: &PrivateKey) -> PublicKey {
        let (ml_kem, x25519) = private.expand();
        let mut bytes = [0; PUBLIC_KEY_BYTES];
        let (m, x) = bytes.split_at_mut(ML_KEM_KEY_BYTES);
        m.copy_from_slice(&ml_kem.encapsulation_key().as_bytes());
        x.copy_from_slice(x25519_dalek::PublicKey::from(&x25519).as_bytes());
        PublicKey(bytes)
    }

    /// `DeriveKeyPair` of the draft, which age never calls: its identities are seeds.
    fn derive_keypair(ikm: &[u8]) -> (PrivateKey, PublicKey) {
        let mut seed = Zeroizing::new([0; SEED_BYTES]);
        Shake256::default().chain(ikm).finalize_xof().read(&mut *seed);
        let private = PrivateKey::from_seed(&seed);
        let public = Self::sk_to_pk(&private);
        (private, public)
    }

    /// Draws 32 bytes for ML-KEM, then 32 for X25519, in the order of the draft's `eseed`.
    fn encap<R: CryptoRng + RngCore>(
        recipient: &PublicKey,
        sender: Option<(&PrivateKey, &PublicKey)>,
        rng: &mut R,
    ) -> Result<(SharedSecret<Self>, EncappedKey), HpkeError> {
        if sender.is_some() {
            return Err(HpkeError::EncapError); // X-Wing has no authenticated mode.
        }
        let (ct_m, mut ss_m) = recipient.ml_kem()?.encapsulate(rng).map_err(|()| HpkeError::EncapError)?;
        let ephemeral = StaticSecret::random_from_rng(rng);
        let ct_x = x25519_dalek::PublicKey::from(&ephemeral);
        let pk_x = recipient.x25519();
        let ss_x = ephemeral.diffie_hellman(&pk_x);
        let secret = combine(&ss_m, &ss_x, &ct_x, &pk_x).ok_or(HpkeError::EncapError);
        ss_m.as_mut_slice().zeroize();

        let mut share = [0; SHARE_BYTES];
        let (m, x) = share.split_at_mut(ML_KEM_SHARE_BYTES);
        m.copy_from_slice(&ct_m);
        x.copy_from_slice(ct_x.as_bytes());
        Ok((secret?, EncappedKey(share)))
    }

    fn decap(
        private: &PrivateKey,
        sender: Option<&PublicKey>,
        share: &EncappedKey,
    ) -> Result<SharedSecret<Self>, HpkeError> {
        if sender.is_some() {
            return Err(HpkeError::DecapError); // X-Wing has no authenticated mode.
        }
        let (ml_kem, x25519) = private.expand();
        let ct_m =
            Ciphertext::<MlKem768>::try_from(&share.0[..ML_KEM_SHARE_BYTES]).map_err(|_| HpkeError::DecapError)?;
        let ct_x = x25519_dalek::PublicKey::from(last_32(&share.0));
        let pk_x = x25519_dalek::PublicKey::from(&x25519);
        let mut ss_m = ml_kem.decapsulate(&ct_m).map_err(|()| HpkeError::DecapError)?;
        let ss_x = x25519.diffie_hellman(&ct_x);
        let secret = combine(&ss_m, &ss_x, &ct_x, &pk_x).ok_or(HpkeError::DecapError);
        ss_m.as_mut_slice().zeroize();
        secret
    }
}

/// The draft's `Combiner`; `None` when X25519 contributed nothing.
fn combine(
    ss_m: &[u8],
    ss_x: &x25519_dalek::SharedSecret,
    ct_x: &x25519_dalek::PublicKey,
    pk_x: &x25519_dalek::PublicKey,
) -> Option<SharedSecret<XWing>> {
    ss_x.was_contributory().then(|| {
        let mut hash = Sha3_256::new();
        Update::update(&mut hash, ss_m);
        Update::update(&mut hash, ss_x.as_bytes());
        Update::update(&mut hash, ct_x.as_bytes());
        Update::update(&mut hash, pk_x.as_bytes());
        Update::update(&mut hash, COMBINER_LABEL);
        SharedSecret(hash.finalize())
    })
}

/// The X25519 half of a key or share of either length.
fn last_32<const N: usize>(bytes: &[u8; N]) -> [u8; 32] {
    let mut half = [0; 32];
    half.copy_from_slice(&bytes[N - 32..]);
    half
}

/// Takes exactly `N` bytes.
fn exactly<const N: usize>(bytes: &[u8]) -> Result<[u8; N], HpkeError> {
    bytes.try_into().map_err(|_| HpkeError::IncorrectInputLength(N, bytes.len()))
}

impl Deserializable for PublicKey {
    /// # Errors
    /// `IncorrectInputLength`, or `ValidationError` for a key that must not be used.
    fn from_bytes(bytes: &[u8]) -> Result<Self, HpkeError> {
        let key = Self(exactly(bytes)?);
        // `ml-kem` reduces what it reads; a key that was not reduced comes back changed.
        let reduced = key.ml_kem()?.as_bytes().as_slice() == &key.0[..ML_KEM_KEY_BYTES];
        // Every clamped scalar is a multiple of 8, so any takes the low-order points to zero.
        let probe = StaticSecret::from([0; 32]).diffie_hellman(&key.x25519());
        if reduced && probe.was_contributory() { Ok(key) } else { Err(HpkeError::ValidationError) }
    }
}

impl Serializable for PublicKey {
    type OutputSize = Sum<U1024, U192>;

    fn write_exact(&self, buffer: &mut [u8]) {
        buffer.copy_from_slice(&self.0);
    }

    fn to_bytes(&self) -> GenericArray<u8, Self::OutputSize> {
        *GenericArray::from_slice(&self.0)
    }
}

impl Deserializable for PrivateKey {
    fn from_bytes(bytes: &[u8]) -> Result<Self, HpkeError> {
        Ok(Self::from_seed(&Zeroizing::new(exactly(bytes)?)))
    }
}

impl Serializable for PrivateKey {
    type OutputSize = U32;

    fn write_exact(&self, buffer: &mut [u8]) {
        buffer.copy_from_slice(self.seed());
    }
}

impl Deserializable for EncappedKey {
    fn from_bytes(bytes: &[u8]) -> Result<Self, HpkeError> {
        exactly(bytes).map(Self)
    }
}

impl Serializable for EncappedKey {
    type OutputSize = Sum<U1024, U96>;

    fn write_exact(&self, buffer: &mut [u8]) {
        buffer.copy_from_slice(&self.0);
    }
}

/// `hpke` asks for it; the key's own string is [`super::HybridRecipient`]'s.
impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublicKey")
    }
}

#[cfg(test)]
mod tests {
    use hpke::Kem;
    use serde_json::Value;

    use super::*;

    /// Gives out the bytes that a vector prescribes.
    struct Prescribed(Vec<u8>);

    impl RngCore for Prescribed {
        fn next_u32(&mut self) -> u32 {
            rand_core::impls::next_u32_via_fill(self)
        }

        fn next_u64(&mut self) -> u64 {
            rand_core::impls::next_u64_via_fill(self)
        }

        fn fill_bytes(&mut self, out: &mut [u8]) {
            let rest = self.0.split_off(out.len());
            out.copy_from_slice(&self.0);
            self.0 = rest;
        }

        fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand_core::Error> {
            self.fill_bytes(out);
            Ok(())
        }
    }

    impl CryptoRng for Prescribed {}

    #[test]
    fn the_drafts_vectors_come_out_to_the_byte() {
        let vectors = include_str!("../../../tests/vectors/xwing/test-vectors.json");
        let vectors: Vec<Value> = serde_json::from_str(vectors).unwrap();
        assert_eq!(vectors.len(), 3);
        for vector in vectors {
            let field = |name: &str| hex::decode(vector[name].as_str().unwrap()).unwrap();
            let private = PrivateKey::from_bytes(&field("sk")).unwrap();
            let public = XWing::sk_to_pk(&private);
            assert_eq!(public.0.as_slice(), field("pk"));
            assert_eq!(PublicKey::from_bytes(&field("pk")), Ok(public.clone()));

            let mut rng = Prescribed(field("eseed"));
            let (secret, share) = XWing::encap(&public, None, &mut rng).unwrap();
            assert_eq!(share.0.as_slice(), field("ct"));
            assert_eq!(secret.0.as_slice(), field("ss"));

            let secret = XWing::decap(&private, None, &share).unwrap();
            assert_eq!(secret.0.as_slice(), field("ss"));
        }
    }

    #[test]
    fn an_exchange_without_x25519s_contribution_is_refused_on_both_sides() {
        let (private, public) = XWing::derive_keypair(b"");
        let mut share = [1; SHARE_BYTES];
        share[ML_KEM_SHARE_BYTES..].fill(0);
        let opened = XWing::decap(&private, None, &EncappedKey(share));
        assert!(matches!(opened, Err(HpkeError::DecapError)));

        let mut weak = public;
        weak.0[ML_KEM_KEY_BYTES..].fill(0);
        let sealed = XWing::encap(&weak, None, &mut rand_core::OsRng);
        assert!(matches!(sealed, Err(HpkeError::EncapError)));
    }
}
