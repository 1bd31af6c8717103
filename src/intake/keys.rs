//! Codename keys, in bounded numbers: each derivation takes 19 MiB and tens of milliseconds.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::seal::{Arena, BadDerivation, Codename, Decoy, Derivation, Root};

use super::{IntakeError, worker};

/// Derives roots, with permits of their own for testimonies and for mailboxes: guesses at mailboxes
/// never hold up a testimony.
pub struct Keys {
    derivation: Derivation,
    testimonies: Permits,
    mailboxes: Permits,
    /// What is opened where a mailbox holds nothing.
    pub(super) decoy: Arc<Decoy>,
}

/// So many derivations at once, each in an arena of its own.
struct Permits {
    free: Semaphore,
    /// Arenas that no derivation uses now; made when first needed, never more than permits.
    arenas: Arc<Mutex<Vec<Arena>>>,
}

impl Keys {
    /// `permits` derivations of each kind run at once; one for each processor is enough.
    pub fn new(derivation: Derivation, permits: usize) -> Self {
        let permits = || Permits { free: Semaphore::new(permits), arenas: Arc::default() };
        Self { derivation, testimonies: permits(), mailboxes: permits(), decoy: Arc::new(Decoy::new()) }
    }

    /// The root of a codename that is about to be given out.
    pub(super) async fn for_testimony(&self, codename: Codename) -> Result<(Codename, Root), IntakeError> {
        self.derive(&self.testimonies, codename).await
    }

    /// The root of a codename that came back.
    pub async fn for_mailbox(&self, codename: Codename) -> Result<(Codename, Root), IntakeError> {
        self.derive(&self.mailboxes, codename).await
    }

    async fn derive(&self, permits: &Permits, codename: Codename) -> Result<(Codename, Root), IntakeError> {
        let _permit = permits.free.acquire().await.map_err(|_| IntakeError::Worker)?;
        let (derivation, arenas) = (self.derivation.clone(), Arc::clone(&permits.arenas));
        let work = move || {
            let free = arenas.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut arena = free.map_or_else(|| derivation.arena(), Ok)?;
            let root = derivation.root(&codename, &mut arena);
            arenas.lock().unwrap_or_else(PoisonError::into_inner).push(arena);
            Ok::<_, BadDerivation>((codename, root?))
        };
        worker::start(work).await.map_err(|_| IntakeError::Worker)?.map_err(|_| IntakeError::Worker)
    }
}
