//! The reviewer's side: pull, open, read, extract. Plaintext lives here only.

pub mod display;
mod home;
mod inbox;

pub use home::{Home, HomeError, ReviewerKeys};
pub use inbox::{Attachment, Inbox, InboxError, NotKept, Submission, VaultFile, files, open};
