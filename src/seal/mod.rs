//! Sealing: age, the hybrid recipient, bags, padding, codenames.
//!
//! The only folder that names `age` and `argon2`. It does no I/O of its own: a [`Sealer`] writes to a
//! sink that its caller hands in, an [`OpenedParcel`] reads what its caller opened.

mod age_writer;
mod bag;
mod blind_names;
mod codename;
mod day;
mod derive;
mod file_name;
mod header;
pub mod hybrid;
mod mailbox;
mod media_type;
mod names;
mod opened;
mod own;
mod padding;
mod passphrase;
mod receiving;
mod recipients;
mod sealer;
mod stream;
mod sums;
#[cfg(test)]
mod tests;
mod unzip;
mod word_list;
mod zip;

pub use age::secrecy::{ExposeSecret, SecretString};
pub use bag::{
    AttachmentTag, BAGIT_FILE, BAGIT_TEXT, BadLabel, INFO_FILE, LanguageTag, Mailbox, PAYLOAD_FOLDER, ParcelHead,
    ParcelInfo, PayloadFile, RosterRef, SOFTWARE,
};
pub use blind_names::BlindNames;
pub use codename::{Codename, CodenameError, WORDS};
pub use day::{Clock, Day, NotADay};
pub use derive::{Arena, BadDerivation, Derivation, Root};
pub use file_name::{MAX_NAME_BYTES, is_invisible, safe_file_name};
pub use mailbox::{
    Decoy, Deleted, Deletion, MAX_SEALED_REPLY_BYTES, MailboxKey, NotShown, REPLY_BYTES, ReceivedParcel, ReplyMark,
    SLOTS, SealedReply, ShownReplies,
};
pub use media_type::{ANY_MEDIA_TYPE, essence, known_media_type};
pub use names::{
    BadName, COVER_FILE, DeskId, Digest, FormNonce, IDENTITY_NUMBER, Kind, MailboxId, ParcelId, ProgressNumber,
    REPLY_NUMBER, ShortName, SlotName, SubmissionId,
};
pub use opened::{OpenError, OpenedParcel, Stanzas};
pub use padding::{FLOOR_BYTES, MAX_PARCEL_BYTES, SizeError, padded_len};
pub use passphrase::{PassphraseError, open_with_passphrase, seal_with_passphrase};
pub use receiving::{NotAParcel, Receiving};
pub use recipients::{BadIdentity, BadRecipient, Identity, Recipient, RecipientKind, Recipients, RecipientsError};
pub use sealer::{Finished, Plaintext, PlaintextBatch, SealError, Sealed, SealedChunk, SealedSink, Sealer, Sealing};
pub use stream::SealedWriter;
pub use unzip::UnzipError;
pub use word_list::WordList;

/// A parcel's ZIP of entries that anybody chose, padded as ours are; for `crate::fuzzing`.
#[cfg(any(test, fuzzing))]
pub(crate) fn zip_of(entries: &[(String, &[u8])]) -> std::io::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Vec::new());
    for (name, content) in entries {
        zip.begin(name.clone())?;
        zip.write(content)?;
    }
    let top = entries.first().and_then(|(name, _)| name.split_inclusive('/').next()).unwrap_or_default();
    zip.finish_padded(format!("{top}{}", bag::PADDING_FILE), |_| Ok::<_, std::io::Error>(()))
}
