//! Replies: a file that waits in the source's mailbox, and the desk's own copy.

use super::not_taken::NotTaken;
use crate::link::wire::ReplyBody;
use crate::seal::{Day, DeskId, ParcelId, ReceivedParcel, SealedSink as _};
use crate::store::{Room, Store, StoreError};

/// Keeps both files, first the source's: when both are durable the desk's parcel is there, and the same reply handed in
/// again changes nothing.
pub(super) fn take(store: &dyn Store, desk: &DeskId, body: &[u8], today: Day) -> Result<ParcelId, NotTaken> {
    let ReplyBody { mailbox, reply, parcel } = ReplyBody::from_bytes(body).ok_or(NotTaken::Nonsense)?;
    let ReceivedParcel { content, finished } = ReceivedParcel::new(parcel).map_err(|_| NotTaken::Nonsense)?;
    let id = finished.id();
    if store.is_withdrawn(desk, id) || store.open(desk, id)?.is_some() {
        return Ok(id);
    }
    let mut part = store.begin(desk, Room::Words)?;
    part.accept(&content).map_err(|e| StoreError::Io("writing a reply", e).or_full())?;
    if !store.keep_reply(&mailbox.slots(), &reply, today)? {
        return Err(NotTaken::MailboxFull);
    }
    part.keep(finished, store.filing_day(desk, today))?;
    Ok(id)
}
