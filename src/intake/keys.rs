//! Codename keys, in bounded numbers: each derivation takes 19 MiB and tens of milliseconds.

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::seal::{Codename, Derivation, Root};

use super::IntakeError;

/// Derives roots, with permits of their own for testimonies and for mailboxes: guesses at mailboxes
/// never hold up a testimony.
pub struct Keys {
    derivation: Derivation,
    testimonies: Semaphore,
    mailboxes: Semaphore,
}

impl Keys {
    /// `permits` derivations of each kind run at once; one for each processor is enough.
    pub fn new(derivation: Derivation, permits: usize) -> Self {
        Self { derivation, testimonies: Semaphore::new(permits), mailboxes: Semaphore::new(permits) }
    }

    /// The root of a codename that is about to be given out.
    pub(super) async fn for_testimony(&self, codename: Codename) -> Result<(Codename, Root), IntakeError> {
        self.derive(&self.testimonies, codename).await
    }

    /// The root of a codename that came back.
    pub async fn for_mailbox(&self, codename: Codename) -> Result<Root, IntakeError> {
        self.derive(&self.mailboxes, codename).await.map(|(_, root)| root)
    }

    async fn derive(&self, permits: &Semaphore, codename: Codename) -> Result<(Codename, Root), IntakeError> {
        let _permit = permits.acquire().await.map_err(|_| IntakeError::Worker)?;
        let derivation = self.derivation.clone();
        let work = move || {
            let root = derivation.root(&codename);
            root.map(|root| (codename, root))
        };
        spawn_blocking(work).await.map_err(|_| IntakeError::Worker)?.map_err(|_| IntakeError::Worker)
    }
}
