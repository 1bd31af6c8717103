//! A kill at any instant of a reviewer's command loses nothing that a finished one said.
//!
//! Hundreds of rounds: `cargo bench --bench vault_kills -- ROUNDS`.

use crate::common::vault_kills::Vault;

#[test]
fn what_a_reviewers_finished_commands_said_survives_kills_of_others_at_random_instants() {
    let mut vault = Vault::new();
    for _ in 0..20 {
        vault.round();
    }
    vault.settle();
    eprintln!("{} killed, {} ended before", vault.killed, vault.ended);
    assert!(vault.killed > 0 && vault.ended > 0, "the kills came in the middle of commands");
}
