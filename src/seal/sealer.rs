//! Sealing a parcel in one pass: plaintext in, age ciphertext out, nothing kept.

use std::fmt;
use std::io;

use bytes::Bytes;
use rand_core::OsRng;
use zeroize::{Zeroize as _, Zeroizing};

use super::age_writer::{AgeWriter, CHUNK_BYTES, SEALED_BYTES, TAG_BYTES};
use super::bag::{self, AttachmentTag, ParcelHead, ParcelInfo, PayloadFile};
use super::day::Day;
use super::names::{Digest, ParcelId};
use super::recipients::Recipients;
use super::sums::Sum;
use super::zip::ZipWriter;

/// A piece of what a source sends, on its way to the seal.
///
/// No `Clone`, `Debug`, `Display` or `Serialize`: giving it to [`Sealer::write`] by value is the only way on.
pub struct Plaintext(Bytes);

impl Plaintext {
    /// Takes bytes as they arrived.
    pub const fn new(bytes: Bytes) -> Self {
        Self(bytes)
    }

    /// How many bytes it holds.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// True when it holds none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Pieces of plaintext gathered into one, as they will lie when they are sealed: behind each whole chunk of age's there is room
/// for its tag.
pub struct PlaintextBatch {
    bytes: Vec<u8>,
    /// Bytes of plaintext.
    len: usize,
    capacity: usize,
}

impl PlaintextBatch {
    /// Holds `bytes` before it must be taken.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(laid_out(bytes)), len: 0, capacity: bytes }
    }

    /// The same in the place of a chunk that is of no more use, where that fits.
    pub fn in_place_of(SealedChunk(mut spent): SealedChunk, bytes: usize) -> Self {
        if spent.capacity() != laid_out(bytes) {
            return Self::with_capacity(bytes);
        }
        spent.clear();
        Self { bytes: spent, len: 0, capacity: bytes }
    }

    /// Adds as much of a piece as there is room for; gives back what is left of it.
    pub fn fill(&mut self, piece: Plaintext) -> Plaintext {
        let Plaintext(mut bytes) = piece;
        while !self.is_full() && !bytes.is_empty() {
            let chunk = CHUNK_BYTES - self.len % CHUNK_BYTES;
            let now = bytes.split_to(bytes.len().min(chunk).min(self.capacity - self.len));
            self.bytes.extend_from_slice(&now);
            self.len += now.len();
            if now.len() == chunk {
                self.bytes.extend_from_slice(&[0; TAG_BYTES]);
            }
        }
        Plaintext(bytes)
    }

    /// True when there is no more room.
    pub const fn is_full(&self) -> bool {
        self.len == self.capacity
    }

    /// How many bytes it holds before it must be taken.
    pub const fn capacity(&self) -> usize {
        self.capacity
    }
}

/// What so much plaintext takes with the room for its tags.
const fn laid_out(bytes: usize) -> usize {
    bytes + bytes / CHUNK_BYTES * TAG_BYTES
}

/// A piece of one parcel's age file. Made here alone; the only bytes a store accepts.
pub struct SealedChunk(Vec<u8>);

impl SealedChunk {
    /// What came sealed from a reviewer's machine.
    pub(super) const fn of(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The ciphertext.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Where a parcel's ciphertext goes as it is made.
pub trait SealedSink {
    /// Takes the next piece.
    fn accept(&mut self, chunk: &SealedChunk) -> io::Result<()>;
}

impl<S: SealedSink + ?Sized> SealedSink for Box<S> {
    fn accept(&mut self, chunk: &SealedChunk) -> io::Result<()> {
        (**self).accept(chunk)
    }
}

/// In memory.
impl SealedSink for Vec<u8> {
    fn accept(&mut self, chunk: &SealedChunk) -> io::Result<()> {
        self.extend_from_slice(chunk.as_bytes());
        Ok(())
    }
}

/// The end of a parcel: its id and length. A store consumes it when it keeps the parcel.
#[derive(Debug)]
pub struct Finished {
    id: ParcelId,
    size: u64,
}

impl Finished {
    pub(super) const fn of(id: ParcelId, size: u64) -> Self {
        Self { id, size }
    }

    /// The SHA-256 of the ciphertext.
    pub const fn id(&self) -> ParcelId {
        self.id
    }

    /// Bytes of ciphertext.
    pub const fn size(&self) -> u64 {
        self.size
    }
}

/// A parcel that is sealed whole, and not yet kept.
pub struct Sealed<S> {
    /// The sink, which has taken every piece.
    pub sink: S,
    /// Its id and length, for the store.
    pub finished: Finished,
    /// Its payload's names, lengths and digests: plaintext facts, for the closing parcel alone.
    pub payload: Vec<PayloadFile>,
}

/// A parcel could not be sealed.
#[derive(Debug)]
pub enum SealError {
    /// The sink took no more, or the parcel grew past its largest size.
    Io(io::Error),
    /// A recipient could not be sealed to.
    Recipient(age::EncryptError),
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "a parcel could not be written: {error}"),
            Self::Recipient(error) => write!(f, "a recipient could not be sealed to: {error}"),
        }
    }
}

impl std::error::Error for SealError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Recipient(error) => Some(error),
        }
    }
}

impl From<io::Error> for SealError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Seals one parcel: a bag, in a ZIP, padded, in an age file, into a sink.
///
/// Dropped before [`Sealer::finish`], it leaves an age file that nobody can open.
pub struct Sealer<S: SealedSink> {
    sealing: Sealing,
    sink: S,
}

impl<S: SealedSink> Sealer<S> {
    /// Starts a parcel for `recipients`.
    pub fn begin(head: ParcelHead, recipients: &Recipients, sink: S) -> Result<Self, SealError> {
        Ok(Self { sealing: Sealing::begin(head, recipients)?, sink })
    }

    /// Starts the payload file `name`, which must be a safe one and stand once.
    pub fn begin_file(&mut self, name: &str) -> Result<(), SealError> {
        self.sealing.begin_file(name)
    }

    /// Adds a piece to the file that was started.
    pub fn write(&mut self, piece: Plaintext) -> Result<(), SealError> {
        let Plaintext(bytes) = piece;
        let sealed = self.sealing.add(&bytes)?;
        Ok(self.sink.accept(&sealed)?)
    }

    /// Adds a whole small file.
    pub fn add_file(&mut self, name: &str, content: Zeroizing<Vec<u8>>) -> Result<(), SealError> {
        self.begin_file(name)?;
        self.write(Plaintext(Bytes::from_owner(WipedBytes(content))))
    }

    /// Ends the parcel; `day` is the one it will be kept under.
    pub fn finish(self, day: Day, tag: Option<&AttachmentTag>) -> Result<Sealed<S>, SealError> {
        self.sealing.finish(day, tag, self.sink)
    }

    /// What seals and where it goes, so that one piece is written while the next is sealed.
    pub fn split(self) -> (Sealing, S) {
        (self.sealing, self.sink)
    }
}

/// The half of a [`Sealer`] that makes ciphertext of plaintext. What it gives must reach the sink in that order.
pub struct Sealing {
    head: ParcelHead,
    top: String,
    zip: ZipWriter<AgeWriter>,
    payload: Vec<PayloadFile>,
    file: Option<OpenFile>,
    /// Of all the ciphertext; in the end the parcel's id.
    sum: Sum,
    size: u64,
}

struct OpenFile {
    name: String,
    len: u64,
    sum: Sum,
}

impl Sealing {
    fn begin(head: ParcelHead, recipients: &Recipients) -> Result<Self, SealError> {
        let stream = AgeWriter::begin(recipients.as_age()).map_err(SealError::Recipient)?;
        let top = head.top_folder();
        let zip = ZipWriter::new(stream);
        Ok(Self { head, top, zip, payload: Vec::new(), file: None, sum: Sum::default(), size: 0 })
    }

    fn begin_file(&mut self, name: &str) -> Result<(), SealError> {
        self.end_file();
        self.zip.begin(format!("{}{}{name}", self.top, bag::PAYLOAD_FOLDER))?;
        self.file = Some(OpenFile { name: name.to_owned(), len: 0, sum: Sum::default() });
        Ok(())
    }

    /// How much of the file that was started fills a chunk of age's: batches behind that are sealed where they lie.
    pub fn to_next_chunk(&mut self) -> usize {
        self.zip.out().room()
    }

    /// Seals what was gathered of the file that was started; whole chunks where they lie.
    pub fn write_batch(&mut self, batch: PlaintextBatch) -> Result<SealedChunk, SealError> {
        let PlaintextBatch { mut bytes, len, .. } = batch;
        let file = self.file.as_mut().ok_or_else(|| io::Error::other("no file was started"))?;
        file.len += len as u64;
        let whole = if self.zip.out().is_empty() { bytes.len() - bytes.len() % SEALED_BYTES } else { 0 };
        let (chunks, rest) = bytes.split_at_mut(whole);
        // One chunk's ciphertext is summed beside the next one's plaintext: two streams at once take less.
        let mut sealed: &[u8] = &[];
        for chunk in chunks.as_chunks_mut().0 {
            let text = &chunk[..CHUNK_BYTES];
            file.sum.add_beside(text, &mut self.sum, sealed);
            self.zip.count(text)?;
            self.zip.out().seal_in_place(chunk)?;
            sealed = &chunk[..];
        }
        self.sum.add(sealed);
        self.size += whole as u64;
        for laid in rest.chunks(SEALED_BYTES) {
            let piece = &laid[..laid.len().min(CHUNK_BYTES)];
            file.sum.add(piece);
            self.zip.write(piece)?;
        }
        // The end of the ZIP is still to come.
        self.zip.out().goes_on()?;
        // Whoever gets this buffer gets no plaintext with it, not even behind its end.
        rest.zeroize();
        bytes.truncate(whole);
        if whole > 0 {
            return Ok(SealedChunk(bytes));
        }
        Ok(self.take(bytes))
    }

    fn add(&mut self, bytes: &[u8]) -> Result<SealedChunk, SealError> {
        let file = self.file.as_mut().ok_or_else(|| io::Error::other("no file was started"))?;
        file.len += bytes.len() as u64;
        self.zip.out().make_room(bytes.len());
        // What was summed is still near when it is sealed.
        for piece in bytes.chunks(CHUNK_BYTES) {
            file.sum.add(piece);
            self.zip.write(piece)?;
        }
        Ok(self.take(Vec::new()))
    }

    /// What is sealed by now.
    fn take(&mut self, spare: Vec<u8>) -> SealedChunk {
        let sealed = self.zip.out().take(spare);
        self.sum.add(&sealed);
        self.size += sealed.len() as u64;
        SealedChunk(sealed)
    }

    /// Ends the parcel: manifest, tag files, padding, the age file's last chunk. Hands the last of the ciphertext to `sink` as it
    /// comes.
    pub fn finish<S: SealedSink>(
        mut self,
        day: Day,
        tag: Option<&AttachmentTag>,
        mut sink: S,
    ) -> Result<Sealed<S>, SealError> {
        self.end_file();
        let Self { head, top, mut zip, payload, file: _, mut sum, mut size } = self;
        let info =
            ParcelInfo { head, day, software: bag::SOFTWARE.to_owned(), ledger_salt: Digest::random(&mut OsRng) };
        let mut add = |name: &str, text: &str| -> io::Result<()> {
            zip.begin(format!("{top}{name}"))?;
            zip.write(text.as_bytes())
        };
        add(bag::MANIFEST_FILE, &bag::manifest_text(&payload))?;
        add(bag::BAGIT_FILE, bag::BAGIT_TEXT)?;
        add(bag::INFO_FILE, &info.to_text(&payload))?;
        if let Some(tag) = tag {
            add(bag::ATTACHMENT_FILE, &serde_json::to_string(tag).map_err(io::Error::other)?)?;
        }
        let mut give = |sealed: Vec<u8>| {
            sum.add(&sealed);
            size += sealed.len() as u64;
            sink.accept(&SealedChunk(sealed))
        };
        let padding = format!("{top}{}", bag::PADDING_FILE);
        let stream = zip
            .finish_padded(padding, |stream| if stream.ready() > 0 { give(stream.take(Vec::new())) } else { Ok(()) })?;
        give(stream.finish()?)?;
        let id = ParcelId::from_bytes(sum.finish());
        Ok(Sealed { sink, finished: Finished { id, size }, payload })
    }

    fn end_file(&mut self) {
        if let Some(file) = self.file.take() {
            let sha256 = Digest::from_bytes(file.sum.finish());
            self.payload.push(PayloadFile { name: file.name, len: file.len, sha256 });
        }
    }
}

/// Lets `Bytes` own a buffer that is wiped when it is dropped.
struct WipedBytes(Zeroizing<Vec<u8>>);

impl AsRef<[u8]> for WipedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
