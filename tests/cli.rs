//! The commands, typed one by one: custodian, operator and reviewers, without the demo; and what ends a demo.

#[allow(dead_code, reason = "the tests from outside use the rest")]
mod common;
#[path = "cli/demos.rs"]
mod demos;
#[path = "cli/environment.rs"]
mod environment;
#[path = "cli/errors.rs"]
mod errors;
#[path = "cli/guides.rs"]
mod guides;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/journey.rs"]
mod journey;
#[path = "cli/keys.rs"]
mod keys;
#[path = "cli/messages.rs"]
mod messages;
#[path = "cli/odd_paths.rs"]
mod odd_paths;
#[path = "cli/refusals.rs"]
mod refusals;
#[path = "cli/remedies.rs"]
mod remedies;
#[path = "cli/reports.rs"]
mod reports;
#[path = "cli/rosters.rs"]
mod rosters;
#[path = "cli/setup.rs"]
mod setup;
#[path = "cli/shell.rs"]
mod shell;
