//! From a codename to its keys: Argon2id once, then HKDF with a label for each use.

use std::fmt;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use hkdf::Hkdf;
use rand_core::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::codename::Codename;
use super::hybrid::HybridIdentity;
use super::mailbox::MailboxKey;
use super::names::{Digest, MailboxId};
use crate::harden::stack::forgetting;

/// How this instance derives keys from codenames. Without it all mailboxes are lost, so backups hold it.
///
/// Version 1: Argon2id 1.3 with 19 MiB, 2 passes, 1 lane (RFC 9106; the 91 bits carry the strength, and
/// intake must not starve on its own key derivation).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Derivation {
    version: u32,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: Digest,
}

/// The parameters of an instance are not ones this version can use.
#[derive(Debug, PartialEq, Eq)]
pub struct BadDerivation;

impl Derivation {
    /// Version 1 with a fresh 32-byte salt.
    pub fn generate(rng: &mut (impl RngCore + CryptoRng)) -> Self {
        Self { version: 1, memory_kib: 19 * 1024, passes: 2, lanes: 1, salt: Digest::random(rng) }
    }

    /// Checks that this version knows the parameters.
    pub fn check(&self) -> Result<(), BadDerivation> {
        let known = self.version == 1 && self.memory_kib == 19 * 1024 && self.passes == 2 && self.lanes == 1;
        if known { Ok(()) } else { Err(BadDerivation) }
    }

    /// The memory that a derivation works in.
    pub fn arena(&self) -> Result<Arena, BadDerivation> {
        Ok(Arena(vec![Block::default(); self.params()?.block_count()]))
    }

    fn params(&self) -> Result<Params, BadDerivation> {
        self.check()?;
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(|_| BadDerivation)
    }

    /// The root of a codename's keys, worked out in `arena`, which is wiped after it.
    ///
    /// Takes tens of milliseconds: not for a network thread.
    pub fn root(&self, codename: &Codename, arena: &mut Arena) -> Result<Root, BadDerivation> {
        forgetting(|| self.work_out(codename, arena))
    }

    fn work_out(&self, codename: &Codename, arena: &mut Arena) -> Result<Root, BadDerivation> {
        let params = self.params()?;
        let mut root = Box::new(Zeroizing::new([0; 32]));
        let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
            codename.entropy(),
            self.salt.as_bytes(),
            &mut **root,
            &mut arena.0,
        );
        // The blocks, not the list of them: that would leave none for the next one.
        arena.0.iter_mut().for_each(Zeroize::zeroize);
        done.map_err(|_| BadDerivation)?;
        Ok(Root(root))
    }
}

/// 19 MiB to derive in, kept from one derivation to the next: an allocator would keep more.
pub struct Arena(Vec<Block>);

impl fmt::Display for BadDerivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the key derivation of this instance has parameters that this version does not know")
    }
}

impl std::error::Error for BadDerivation {}

/// What a codename's keys grow from. Never leaves memory.
///
/// On the heap, so that moves leave no copy.
pub struct Root(Box<Zeroizing<[u8; 32]>>);

impl Root {
    /// Where the replies to this codename lie.
    pub fn mailbox_id(&self) -> MailboxId {
        forgetting(|| MailboxId::from_bytes(*self.key(b"amparo/v1/mailbox-id")))
    }

    /// The identity that opens them.
    pub fn mailbox_identity(&self) -> HybridIdentity {
        forgetting(|| HybridIdentity::from_seed(self.key(b"amparo/v1/mailbox-identity")))
    }

    /// The same, to open them with.
    pub fn mailbox_key(&self) -> MailboxKey {
        MailboxKey::new(self.mailbox_identity())
    }

    /// HKDF-SHA256 (RFC 5869) without salt: the root is uniform already.
    fn key(&self, label: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, &**self.0).expand(label, &mut *key).expect("32 bytes are fewer than HKDF can give");
        key
    }
}
