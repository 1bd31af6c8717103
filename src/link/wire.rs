//! The lists that a reviewer asks for, as JSON.
//!
//! ```text
//! GET /days          {"desks":[{"desk":"detentions","days":["2026-11-23","2026-11-24"]}]}
//! GET /day/DESK/DAY  {"parcels":[{"id":"64 hex digits","size":65912}]}
//! GET /rosters       {"rosters":[1,2,5]}
//! GET /withdrawn/DESK  {"notes":["amparo/v1/withdrawal\ndesk …"]}
//! POST /withdrawal   {"notes":["amparo/v1/withdrawal\ndesk …"]}
//!                    {"parcels":[{"id":"64 hex digits","removal":"waiting","signatures":1}]}
//! POST /reply/DESK   no JSON: mailbox id (32) ‖ length n of the reply (4) ‖ the reply (n) ‖ the desk's parcel
//!                    {"kept":"64 hex digits"}
//! POST /acknowledgement  {"notes":["amparo/v1/acknowledgement\ndesk …"]}
//!                    {"days":[{"day":"2026-11-24","kept":true}]}
//! GET /acknowledged/DESK, /expired/DESK  {"notes":["amparo/v1/acknowledgement\ndesk …"]}
//! POST /parcel/DESK/DAY/ID  no JSON: where the piece begins (8) ‖ the parcel's length (8) ‖ the piece
//!                    {"have":1048576,"kept":false}
//! ```
//! Names are parsed into their types where a list is read: no list can hold a path.

use serde::{Deserialize, Serialize};

use crate::seal::{Day, DeskId, MAX_PARCEL_BYTES, MAX_SEALED_REPLY_BYTES, MailboxId, ParcelId, SealedReply};

/// A longer list is not read, in bytes of JSON: some seven hundred thousand parcels in a day. One circuit of Tor has turns
/// for five hundred thousand (`harden::circuit`).
pub const MAX_LIST_BYTES: usize = 64 << 20;

/// A longer roster is not read, in bytes: what a signed note may have.
pub const MAX_ROSTER_BYTES: usize = 1 << 20;

/// So many notes, of withdrawals or acknowledgements, are handed in at once at most.
pub const MAX_NOTES: usize = 64;

/// A longer request to withdraw or to acknowledge is not read, in bytes of JSON: [`MAX_NOTES`] notes of some thirty
/// signatures.
pub const MAX_NOTES_BYTES: usize = 256 << 10;

/// A longer desk's copy of a reply is not read, in bytes: 64 KiB of plaintext and some 280 recipients.
const MAX_REPLY_PARCEL_BYTES: usize = 512 << 10;

/// A longer request to keep a reply is not read, in bytes.
pub const MAX_REPLY_BODY_BYTES: usize = 32 + 4 + MAX_SEALED_REPLY_BYTES + MAX_REPLY_PARCEL_BYTES;

/// A piece of a parcel that is given back has at most so many bytes.
pub const MAX_GIVEN_PIECE_BYTES: usize = 1 << 20;

/// What becomes of an acknowledged day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct AcknowledgedDay {
    /// The day.
    pub day: Day,
    /// False when it has other parcels by now, or is not over.
    pub kept: bool,
}

/// What becomes of acknowledgements.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct AcknowledgedDays {
    /// In the order in which they came.
    pub days: Vec<AcknowledgedDay>,
}

/// How far a parcel has come that a reviewer gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Given {
    /// Bytes of it that are here.
    pub have: u64,
    /// True when it is kept.
    pub kept: bool,
}

/// A piece of a parcel that is given back: where it begins, the parcel's length, and the bytes.
pub fn given_body(at: u64, size: u64, piece: &[u8]) -> Vec<u8> {
    [&at.to_be_bytes()[..], &size.to_be_bytes(), piece].concat()
}

/// Reads [`given_body`]; `None` for what no reviewer's program sends.
pub fn parse_given(body: &[u8]) -> Option<(u64, u64, &[u8])> {
    let (at, rest) = body.split_first_chunk::<8>()?;
    let (size, piece) = rest.split_first_chunk::<8>()?;
    let (at, size) = (u64::from_be_bytes(*at), u64::from_be_bytes(*size));
    let end = at.checked_add(piece.len() as u64)?;
    (size <= MAX_PARCEL_BYTES && end <= size && !piece.is_empty()).then_some((at, size, piece))
}

/// A reply as a reviewer hands it in: both of its files.
#[derive(Clone, PartialEq, Eq)]
pub struct ReplyBody {
    /// The source's mailbox.
    pub mailbox: MailboxId,
    /// The file for the source.
    pub reply: SealedReply,
    /// The parcel for the desk.
    pub parcel: Vec<u8>,
}

/// What became of a reply that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyKept {
    /// The desk's parcel.
    pub kept: ParcelId,
}

impl ReplyBody {
    /// The bytes that are posted.
    pub fn to_bytes(&self) -> Vec<u8> {
        let reply = self.reply.as_bytes();
        // A reply has some thousand bytes.
        let len = (reply.len() as u32).to_be_bytes();
        [&self.mailbox.as_bytes()[..], &len, reply, &self.parcel].concat()
    }

    /// Reads them; `None` for what no reviewer's program sends.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (mailbox, rest) = bytes.split_first_chunk::<32>()?;
        let (len, rest) = rest.split_first_chunk::<4>()?;
        let (reply, parcel) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*len)).ok()?)?;
        let reply = SealedReply::received(reply.to_vec())?;
        let fits = !parcel.is_empty() && parcel.len() <= MAX_REPLY_PARCEL_BYTES;
        fits.then(|| Self { mailbox: MailboxId::from_bytes(*mailbox), reply, parcel: parcel.to_vec() })
    }
}

/// Withdrawal notes: those that a reviewer hands in, or a desk's tombstones.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// Sorted by parcel, each once.
    pub notes: Vec<String>,
}

/// What became of the notes that were handed in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Outcomes {
    /// In the order in which they came.
    pub parcels: Vec<ParcelOutcome>,
}

/// What became of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ParcelOutcome {
    /// The parcel.
    pub id: ParcelId,
    /// How far its removal is.
    pub removal: Removal,
    /// The reviewers who have signed by now; 0 where it does not matter any more.
    pub signatures: u32,
}

/// How far a parcel's removal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Removal {
    /// The parcel is gone.
    Done,
    /// It waits for more signatures, or for its day.
    Waiting,
    /// Another reviewer has signed for another day; nothing was changed.
    OtherDay,
    /// The desk has no such parcel.
    Missing,
}

/// The desks that the caller belongs to, and the days on which each has parcels.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Days {
    /// In the roster's order.
    pub desks: Vec<DeskDays>,
}

/// The days on which a desk has parcels.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct DeskDays {
    /// The desk.
    pub desk: DeskId,
    /// Oldest first.
    pub days: Vec<Day>,
}

/// A day's parcels of one desk.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct DayList {
    /// Sorted by id, each once.
    pub parcels: Vec<ListedParcel>,
}

/// A parcel in a day's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct ListedParcel {
    /// The SHA-256 of its ciphertext.
    pub id: ParcelId,
    /// Bytes of ciphertext.
    pub size: u64,
}

/// The versions of the rosters that were served.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Rosters {
    /// The oldest first. A version may be missing: not every roster that is signed is served.
    pub rosters: Vec<u64>,
}

impl DayList {
    /// True when it stands as it should: sorted by id, each once.
    pub fn is_sorted(&self) -> bool {
        self.parcels.is_sorted_by(|a, b| a.id < b.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_read_as_they_are_drawn() {
        let days: Days = serde_json::from_str(r#"{"desks":[{"desk":"detentions","days":["2026-11-24"]}]}"#).unwrap();
        assert_eq!(days.desks[0].days[0].to_string(), "2026-11-24");
        let id = "ab".repeat(32);
        let text = format!(r#"{{"parcels":[{{"id":"{id}","size":65912}}]}}"#);
        let list: DayList = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&list).unwrap(), text);
    }

    #[test]
    fn a_list_cannot_hold_a_path() {
        for desk in ["..", "/etc", "a/b", ""] {
            let text = format!(r#"{{"desks":[{{"desk":"{desk}","days":[]}}]}}"#);
            assert!(serde_json::from_str::<Days>(&text).is_err(), "{desk}");
        }
        for text in [r#"{"parcels":[{"id":"../x","size":1}]}"#, r#"{"parcels":[{"id":"","size":-1}]}"#, "[]", ""] {
            assert!(serde_json::from_str::<DayList>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_list_that_says_an_id_twice_is_not_sorted() {
        let parcel = |byte| ListedParcel { id: ParcelId::from_bytes([byte; 32]), size: 1 };
        assert!(DayList { parcels: vec![parcel(1), parcel(2)] }.is_sorted());
        assert!(!DayList { parcels: vec![parcel(1), parcel(1)] }.is_sorted());
        assert!(!DayList { parcels: vec![parcel(2), parcel(1)] }.is_sorted());
    }
}
