//! Mailboxes: a fixed number of slots, each for one sealed reply of one length.
//!
//! ```text
//! slot n of a mailbox   HKDF-SHA256(mailbox id, info "amparo/v1/mailbox-slot" ‖ n), n one byte from 0
//! a reply               a binary age file to the mailbox's recipient alone; its plaintext has 4096 bytes
//! ```
//! Who has the codename, or was told the mailbox's id inside a testimony's seal, finds the slots. To everybody else
//! their names are random, and do not belong together.

use std::fmt;
use std::io;
use std::str::FromStr;

use hkdf::Hkdf;
use rand_core::OsRng;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::hybrid::{HybridIdentity, HybridRecipient};
use super::names::{MailboxId, ParcelId, SlotName};
use super::opened::{OpenError, Stanzas};
use super::own::seal_in_memory;
use super::recipients::{Identity, RecipientKind};
use super::sealer::{Finished, SealedChunk};

/// So many replies fit into a mailbox; so many slots are opened for whoever brings a codename.
pub const SLOTS: usize = 16;

/// The plaintext of every reply, in bytes: age pads nothing by itself.
pub const REPLY_BYTES: usize = 4096;

/// A longer sealed reply is none: header, nonce, plaintext and tag take some 5800 bytes, a grease stanza a few hundred.
pub const MAX_SEALED_REPLY_BYTES: usize = 8 << 10;

/// Header without grease, nonce, plaintext and tag.
const LEAST_SEALED_REPLY_BYTES: usize = 70 + 1557 + 16 + REPLY_BYTES + 16;

/// What is summed where no reply lies.
static NOTHING: [u8; LEAST_SEALED_REPLY_BYTES] = [0; LEAST_SEALED_REPLY_BYTES];

const SLOT_LABEL: &[u8] = b"amparo/v1/mailbox-slot";

impl MailboxId {
    /// The names of its slots.
    pub fn slots(&self) -> [SlotName; SLOTS] {
        std::array::from_fn(|n| {
            let mut name = [0; 32];
            let label = [SLOT_LABEL, &[n as u8]].concat();
            let key = Hkdf::<Sha256>::new(None, self.as_bytes());
            key.expand(&label, &mut name).expect("32 bytes are fewer than HKDF can give");
            SlotName::from_bytes(name)
        })
    }
}

/// What tells one sealed reply from another: the first 8 bytes of its age file's SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyMark([u8; 8]);

impl ReplyMark {
    fn of(sealed: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(sealed).into();
        Self(std::array::from_fn(|n| digest[n]))
    }
}

/// Which replies a page showed: a mark for each slot where one lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownReplies([Option<ReplyMark>; SLOTS]);

impl ShownReplies {
    /// What lies in a mailbox's slots. An empty one costs what a full one does.
    pub fn of(slots: &[Option<SealedReply>]) -> Self {
        Self(std::array::from_fn(|n| {
            let there = slots.get(n).and_then(Option::as_ref);
            let mark = std::hint::black_box(ReplyMark::of(there.map_or(&NOTHING[..], SealedReply::as_bytes)));
            there.map(|_| mark)
        }))
    }

    /// Slot by slot.
    pub const fn marks(&self) -> &[Option<ReplyMark>; SLOTS] {
        &self.0
    }
}

/// 16 hexadecimal digits a slot; zeros where none lies.
impl fmt::Display for ShownReplies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|mark| f.write_str(&hex::encode(mark.map_or([0; 8], |mark| mark.0))))
    }
}

impl FromStr for ShownReplies {
    type Err = NotShown;

    fn from_str(text: &str) -> Result<Self, NotShown> {
        let mut marks = [0; 8 * SLOTS];
        hex::decode_to_slice(text, &mut marks).map_err(|_| NotShown)?;
        let (marks, _) = marks.as_chunks::<8>();
        Ok(Self(std::array::from_fn(|n| marks.get(n).filter(|mark| **mark != [0; 8]).map(|mark| ReplyMark(*mark)))))
    }
}

/// Which replies of a mailbox are to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// What the page showed: in its place another may lie by now, which nobody has read.
    pub shown: ShownReplies,
    /// The slot, from 0, where it is not all of them.
    pub slot: Option<usize>,
}

/// How much of what was to be deleted is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// All that was shown and meant.
    All,
    /// Part of it: elsewhere other replies lie by now than those that were shown.
    Some,
    /// Nothing, for the same reason.
    None,
}

/// A text that does not tell which replies were shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotShown;

/// A reply, sealed to a mailbox.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedReply(Vec<u8>);

impl SealedReply {
    /// Seals what is exactly [`REPLY_BYTES`] long.
    pub fn seal(plaintext: &[u8], mailbox: &HybridRecipient) -> io::Result<Self> {
        if plaintext.len() != REPLY_BYTES {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a reply has one length"));
        }
        seal_in_memory(mailbox, plaintext).map(Self)
    }

    /// Takes what a reviewer sealed, when it has the outer form of a reply.
    pub fn received(bytes: Vec<u8>) -> Option<Self> {
        let fits = (LEAST_SEALED_REPLY_BYTES..=MAX_SEALED_REPLY_BYTES).contains(&bytes.len());
        let one = Stanzas::read(&*bytes).is_ok_and(|stanzas| stanzas.are_exactly(RecipientKind::Hybrid, 1));
        (fits && one).then_some(Self(bytes))
    }

    /// Takes what a store kept.
    pub const fn stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The age file.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A parcel that a reviewer sealed on their own machine, for the store.
pub struct ReceivedParcel {
    /// Its bytes.
    pub content: SealedChunk,
    /// Its id and length.
    pub finished: Finished,
}

impl ReceivedParcel {
    /// Takes an age file whose stanzas are all of one kind. Whose they are its readers hold against the roster that it
    /// names inside.
    pub fn new(bytes: Vec<u8>) -> Result<Self, OpenError> {
        if !Stanzas::read(&*bytes)?.are_of_one_kind() {
            return Err(OpenError::Content("its recipients are not of one kind"));
        }
        let id = ParcelId::from_bytes(Sha256::digest(&bytes).into());
        let finished = Finished::of(id, bytes.len() as u64);
        Ok(Self { content: SealedChunk::of(bytes), finished })
    }
}

/// What is opened in place of a reply where a slot is empty, so that an empty mailbox takes the same work as a full one.
pub struct Decoy {
    identity: Identity,
    sealed: SealedReply,
}

impl Decoy {
    /// Draws a key and seals to it what has the length of a reply.
    pub fn of(plaintext: &[u8]) -> Self {
        let identity = HybridIdentity::generate(OsRng);
        let sealed = SealedReply::seal(plaintext, &identity.to_recipient());
        let sealed = sealed.expect("memory takes what a fresh key seals");
        Self { identity: Identity::Hybrid(Box::new(identity)), sealed }
    }
}

/// What opens a mailbox's replies.
pub struct MailboxKey(Identity);

impl MailboxKey {
    pub(super) fn new(identity: HybridIdentity) -> Self {
        Self(Identity::Hybrid(Box::new(identity)))
    }

    /// Opens what lies in a slot, or the decoy where nothing does; `None` for what is no reply to this mailbox.
    ///
    /// What the decoy holds comes back too: what is done with a reply is to be done with it.
    pub fn open(&self, slot: Option<&SealedReply>, decoy: &Decoy) -> Option<Zeroizing<Vec<u8>>> {
        let (key, sealed) = slot.map_or((&decoy.identity, &decoy.sealed), |sealed| (&self.0, sealed));
        key.open_own(&sealed.0).ok().filter(|plaintext| plaintext.len() == REPLY_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_distinct_and_the_same_each_time() {
        let (one, other) = (MailboxId::from_bytes([1; 32]), MailboxId::from_bytes([2; 32]));
        let mut all: Vec<SlotName> = one.slots().into_iter().chain(other.slots()).collect();
        assert_eq!(one.slots(), one.slots());
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 2 * SLOTS);
        // Another implementation must come to the same.
        let first = "556bd430d884ce20d8af9b087a3a20ee58744161b872560d78c056157a64c20e";
        assert_eq!(one.slots()[0].to_string(), first);
    }

    #[test]
    fn what_was_shown_is_read_back_as_it_was_written() {
        let slots: Vec<_> = (0..SLOTS).map(|n| (n % 3 != 0).then(|| SealedReply::stored(vec![n as u8; 9]))).collect();
        let shown = ShownReplies::of(&slots);
        let text = shown.to_string();
        assert_eq!((text.len(), &text[..16], text.parse()), (16 * SLOTS, "0000000000000000", Ok(shown)));
        assert_eq!(shown.marks()[1], Some(ReplyMark::of(&[1; 9])));
        for other in ["", "0", &text[1..], &format!("{text}00"), &text.replace('0', "x")] {
            assert_eq!(other.parse::<ShownReplies>(), Err(NotShown), "{other}");
        }
    }

    #[test]
    fn a_reply_opens_with_its_mailboxs_key_alone() {
        let identity = HybridIdentity::generate(OsRng);
        let recipient = identity.to_recipient();
        let plaintext = [7; REPLY_BYTES];
        let sealed = SealedReply::seal(&plaintext, &recipient).unwrap();
        let (decoy, key) = (Decoy::of(&[b' '; REPLY_BYTES]), MailboxKey::new(identity));
        assert_eq!(**key.open(Some(&sealed), &decoy).unwrap(), plaintext);
        assert_eq!(**key.open(None, &decoy).unwrap(), [b' '; REPLY_BYTES]);
        let stranger = MailboxKey::new(HybridIdentity::generate(OsRng));
        assert!(stranger.open(Some(&sealed), &decoy).is_none());
        assert!(SealedReply::received(sealed.as_bytes().to_vec()).is_some());
        assert!(SealedReply::seal(&plaintext[1..], &recipient).is_err());
        for hostile in [Vec::new(), vec![0; 6000], sealed.as_bytes()[..5000].to_vec(), vec![b'a'; 9000]] {
            assert!(SealedReply::received(hostile.clone()).is_none());
            assert!(key.open(Some(&SealedReply::stored(hostile)), &decoy).is_none());
        }
    }

    #[test]
    fn a_received_parcel_is_an_age_file_with_recipients_of_one_kind() {
        for hostile in [&b""[..], b"age-encryption.org/v1\n", b"PK\x03\x04", &[0; 9_000]] {
            assert!(ReceivedParcel::new(hostile.to_vec()).is_err());
        }
    }
}
