use super::{CommandError, Shared};

/// Fetch what arrived
#[derive(clap::Args)]
pub(super) struct Pull {}

impl Pull {
    #[expect(clippy::unused_self, reason = "to come")]
    pub(super) fn run(&self, _: &Shared) -> Result<(), CommandError> {
        Ok(())
    }
}
