//! Amparo from outside: the program that ships, a browser's bytes, a reviewer's commands.
//!
//! One target, so that it is linked once. `behaviour/` holds what people meet, `invariants/` what must
//! always be true (`docs/threat-model.md` refers to those by number).

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[allow(dead_code, reason = "other tests from outside use the rest")]
mod common;

#[path = "behaviour/absurd.rs"]
mod absurd;
#[path = "behaviour/answers.rs"]
mod answers;
#[path = "behaviour/backups.rs"]
mod backups;
#[path = "behaviour/backups_damaged.rs"]
mod backups_damaged;
#[path = "behaviour/backups_expired.rs"]
mod backups_expired;
#[path = "behaviour/backups_incomplete.rs"]
mod backups_incomplete;
#[path = "behaviour/backups_refused.rs"]
mod backups_refused;
#[path = "behaviour/bag_words.rs"]
mod bag_words;
#[path = "behaviour/bags.rs"]
mod bags;
#[path = "behaviour/bars.rs"]
mod bars;
#[path = "behaviour/circuits.rs"]
mod circuits;
#[path = "behaviour/clearnet.rs"]
mod clearnet;
#[path = "behaviour/codenames.rs"]
mod codenames;
#[path = "behaviour/consent.rs"]
mod consent;
#[path = "behaviour/contested.rs"]
mod contested;
#[path = "behaviour/custody.rs"]
mod custody;
#[path = "behaviour/damaged.rs"]
mod damaged;
#[path = "behaviour/desks.rs"]
mod desks;
#[path = "behaviour/disk.rs"]
mod disk;
#[path = "behaviour/doors.rs"]
mod doors;
#[path = "behaviour/editor.rs"]
mod editor;
#[path = "behaviour/every_field.rs"]
mod every_field;
#[path = "behaviour/extracting.rs"]
mod extracting;
#[path = "behaviour/forged_bags.rs"]
mod forged_bags;
#[path = "behaviour/forms.rs"]
mod forms;
#[path = "behaviour/hostile_parcels.rs"]
mod hostile_parcels;
#[path = "behaviour/identity.rs"]
mod identity;
#[path = "behaviour/inbox.rs"]
mod inbox;
#[path = "behaviour/incomplete.rs"]
mod incomplete;
#[path = "behaviour/index.rs"]
mod index;
#[path = "behaviour/interrupted.rs"]
mod interrupted;
#[path = "behaviour/main_job.rs"]
mod main_job;
#[path = "behaviour/killed_vaults.rs"]
mod killed_vaults;
#[path = "behaviour/laid_anew.rs"]
mod laid_anew;
#[path = "behaviour/odd_servers.rs"]
mod odd_servers;
#[path = "behaviour/look.rs"]
mod look;
#[path = "behaviour/lost_salt.rs"]
mod lost_salt;
#[path = "behaviour/mailbox.rs"]
mod mailbox;
#[path = "behaviour/monitoring.rs"]
mod monitoring;
#[path = "behaviour/much_text.rs"]
mod much_text;
#[path = "behaviour/one_folder.rs"]
mod one_folder;
#[path = "behaviour/operators.rs"]
mod operators;
#[path = "behaviour/other_accounts.rs"]
mod other_accounts;
#[path = "behaviour/originals.rs"]
mod originals;
#[path = "behaviour/outbox.rs"]
mod outbox;
#[path = "behaviour/progress.rs"]
mod progress;
#[path = "behaviour/reading.rs"]
mod reading;
#[path = "behaviour/reloading.rs"]
mod reloading;
#[path = "behaviour/retention.rs"]
mod retention;
#[path = "behaviour/routes.rs"]
mod routes;
#[path = "behaviour/sizes.rs"]
mod sizes;
#[path = "behaviour/reviewers.rs"]
mod reviewers;
#[path = "behaviour/sticks.rs"]
mod sticks;
#[path = "behaviour/succession.rs"]
mod succession;
#[path = "behaviour/support.rs"]
mod support;
#[path = "behaviour/tombstones.rs"]
mod tombstones;
#[path = "behaviour/wishes.rs"]
mod wishes;
#[path = "behaviour/withdrawals.rs"]
mod withdrawals;

#[path = "invariants/01_no_plaintext_at_rest.rs"]
mod invariant_01;
#[path = "invariants/02_acknowledged_is_durable.rs"]
mod invariant_02;
#[path = "invariants/03_words_first.rs"]
mod invariant_03;
#[path = "invariants/04_nothing_about_the_source.rs"]
mod invariant_04;
#[path = "invariants/05_unlinkable_at_rest.rs"]
mod invariant_05;
#[path = "invariants/06_a_codename_cannot_be_tested.rs"]
mod invariant_06;
#[path = "invariants/07_sizes_say_little.rs"]
mod invariant_07;
#[path = "invariants/08_bounded_memory.rs"]
mod invariant_08;
#[path = "invariants/09_only_the_rosters_recipients.rs"]
mod invariant_09;
#[path = "invariants/11_no_way_out.rs"]
mod invariant_11;
#[path = "invariants/12_it_outlives_us.rs"]
mod invariant_12;
#[path = "invariants/13_memory_forgets.rs"]
mod invariant_13;
