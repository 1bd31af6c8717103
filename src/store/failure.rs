//! How the rest of the process learns that the store is broken.

use std::sync::Arc;

use tokio::sync::Notify;

/// Raised once when storage fails: nothing more is acknowledged, and the process ends for its supervisor
/// to start it again.
#[derive(Clone, Default)]
pub struct FailureSignal(Arc<Notify>);

impl FailureSignal {
    /// Says that the store is broken.
    pub fn raise(&self) {
        // Keeps one permit when nobody waits yet.
        self.0.notify_one();
    }

    /// Waits until it is.
    pub async fn raised(&self) {
        self.0.notified().await;
    }
}
