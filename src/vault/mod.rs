//! The reviewer's side: pull, open, read, extract, answer, export. Plaintext lives here only.
//!
//! The only folder that names `hyper`. Nothing that a server says is believed: names are parsed, lengths
//! bounded, and a parcel counts only when its bytes have the digest that it is named by.

mod bag;
mod beginning;
mod closed;
mod consents;
pub mod content;
mod custody;
pub mod display;
mod expired;
mod export;
mod facts;
mod fetch;
mod file;
mod holdings;
mod home;
mod inbox;
mod index;
mod kept;
mod outbox;
mod pulling;
mod pushing;
mod records;
mod remote;
mod rosters;
mod search;
mod served;
mod verify;
mod withdrawal;
mod words;
mod working_copy;

use std::io;

pub use bag::layout::is_evidence as tells_who_reviewed;
pub use bag::verify::{Finding, Report, State, Trust, verify as verify_bag};
pub use beginning::{Beginning, NoBeginning, more_of};
pub use closed::{Closed, ClosedParcel};
pub use consents::{Given, Standing};
pub use custody::{
    Act, ActKind, Agent, Basis, ChainId, Custody, CustodyError, CustodyLog, Event, Gone, KeptEvent,
    Known as KnownRoster, Line, Link, NotALine, Object, Outcome, What, check as check_chain, known as known_rosters,
};
pub use expired::{LetGo, NewlyExpired};
pub use export::{Evidence, Export, ExportError, Purpose, Stays, Written};
pub use facts::NotKept;
pub use fetch::{
    Broken, BrokenParcel, FetchCause, FetchError, FetchOptions, Fetched, FetchedParcel, Progress, ServersLists, fetch,
};
pub use file::VaultFile;
pub use holdings::{GiveError, Held, Holder, give_back};
pub use home::{Accepted, Custodian, Home, HomeError, LeftOut, ReviewerKeys};
pub use inbox::{
    Against, Answering, Attachment, Contest, Conversation, IdentityAnswers, Inbox, InboxError, Lack, Submission, files,
    names,
};
pub use index::{Answers, Index, IndexFile};
pub use kept::KeptError;
pub use outbox::{Damaged, Outbox, OutboxError, Queued, Sending, Waiting};
pub use pulling::{Brought, Looked, Pulled, Puller, Step, bring};
pub use pushing::{PushStep, Pushed, Pusher, Waits};
pub use records::{MAX_NOTE_BYTES, NoStatus, Note as RecordNote, Record, Records, RecordsFile, Status};
pub use remote::{ParcelStream, Patience, Remote, RemoteError};
pub use rosters::{OlderRoster, OlderRosters, RosterNews};
pub use search::Query;
pub use verify::{Verified, verify};
pub use withdrawal::{TakenOut, Withdrawable};
pub use working_copy::{CopyError, WorkingCopy, Workshop};

/// Runs a conversation with a server to its end, on this thread.
///
/// # Errors
/// The system gives no means to wait for a connection.
pub fn converse<T>(conversation: impl Future<Output = T>) -> io::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    Ok(runtime.block_on(conversation))
}
