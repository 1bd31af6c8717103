//! Opening a parcel, on a reviewer's machine.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufReader, Read, Seek, Write};

use age::stream::StreamReader;
use age_core::format::{FileKey, Stanza};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::bag::{self, AttachmentTag, BadLabel, ParcelInfo, PayloadFile};
use super::header::{HeaderFirst, decryptor};
use super::names::{Digest, Kind};
use super::padding;
use super::recipients::{Identity, RecipientKind};
use super::unzip::{Entry, UnzipError, ZipReader};

/// The largest tag file and testimony that is read into memory.
const MAX_TEXT_BYTES: u64 = 16 << 20;

/// From here on a second thread is worth its start.
const LARGE_BYTES: u64 = 1 << 20;

/// A parcel cannot be opened, or is not what it should be.
#[derive(Debug)]
pub enum OpenError {
    /// The age layer: not for this key, or damaged.
    Age(age::DecryptError),
    /// The ZIP is not of our form, or the stream broke while it was read.
    Zip(UnzipError),
    /// A tag file does not make sense.
    Bag(BadLabel),
    /// The bag does not hold what it says; says what.
    Content(&'static str),
    /// What was read could not be handed on.
    Output(io::Error),
}

impl OpenError {
    /// True when nothing is wrong with the file but that this key does not open it.
    pub const fn is_not_ours(&self) -> bool {
        matches!(self, Self::Age(age::DecryptError::NoMatchingKeys))
    }

    /// True when the same bytes fail again for whoever has this key: not where a disk could not be read.
    pub fn lasts(&self) -> bool {
        match self {
            Self::Age(age::DecryptError::Io(error)) | Self::Zip(UnzipError::Io(error)) => {
                matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
            }
            Self::Output(_) => false,
            _ => !self.is_not_ours(),
        }
    }

    /// What may pass of it: a disk that could not be read or written.
    ///
    /// # Errors
    /// The same again, where it lasts or the file is not for this key.
    pub fn passing(self) -> Result<io::Error, Self> {
        match self {
            error if error.lasts() => Err(error),
            Self::Age(age::DecryptError::Io(error)) | Self::Zip(UnzipError::Io(error)) | Self::Output(error) => {
                Ok(error)
            }
            error => Err(error),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Age(age::DecryptError::NoMatchingKeys) => f.write_str("it is not sealed to this key"),
            Self::Age(error) => write!(f, "its seal is damaged: {error}"),
            Self::Zip(error) => error.fmt(f),
            Self::Bag(error) => error.fmt(f),
            Self::Content(what) => write!(f, "its content does not hold together: {what}"),
            Self::Output(error) => write!(f, "what was opened cannot be written: {error}"),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Age(error) => Some(error),
            Self::Zip(error) => Some(error),
            Self::Bag(error) => Some(error),
            Self::Content(_) => None,
            Self::Output(error) => Some(error),
        }
    }
}

impl From<age::DecryptError> for OpenError {
    fn from(error: age::DecryptError) -> Self {
        Self::Age(error)
    }
}

impl From<UnzipError> for OpenError {
    fn from(error: UnzipError) -> Self {
        Self::Zip(error)
    }
}

impl From<BadLabel> for OpenError {
    fn from(error: BadLabel) -> Self {
        Self::Bag(error)
    }
}

/// The stanzas of an age header, by type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Stanzas {
    types: Vec<String>,
}

impl Stanzas {
    /// Reads the stanzas of an age header without any key.
    ///
    /// # Errors
    /// [`OpenError::Age`] when it is no age header. Only who opens the file can tell whether somebody changed it.
    pub fn read(input: impl Read) -> Result<Self, OpenError> {
        let watch = Watch { inner: &Nobody, seen: RefCell::default() };
        let decryptor = decryptor(BufReader::new(input))?;
        match decryptor.decrypt(std::iter::once(&watch as &dyn age::Identity)) {
            Ok(_) | Err(age::DecryptError::NoMatchingKeys) => Ok(Self { types: watch.seen.into_inner() }),
            Err(error) => Err(error.into()),
        }
    }

    /// True when there are exactly `count` of `kind` and nothing else but at most one grease stanza.
    pub fn are_exactly(&self, kind: RecipientKind, count: usize) -> bool {
        let ours = self.types.iter().filter(|t| *t == kind.stanza()).count();
        let grease = self.types.iter().filter(|t| t.ends_with("-grease")).count();
        ours == count && grease <= 1 && ours + grease == self.types.len()
    }

    /// True when all are of one kind that we know, but for at most one grease stanza.
    pub fn are_of_one_kind(&self) -> bool {
        [RecipientKind::Hybrid, RecipientKind::Classic].into_iter().any(|kind| {
            let count = self.types.iter().filter(|t| *t == kind.stanza()).count();
            count > 0 && self.are_exactly(kind, count)
        })
    }
}

/// A parcel whose seal and directory are open. Its payload is checked when it is read.
pub struct OpenedParcel<R: Read + Seek> {
    zip: ZipReader<StreamReader<HeaderFirst<BufReader<R>>>>,
    info: ParcelInfo,
    payload: Vec<(PayloadFile, Entry)>,
    attachment: Option<AttachmentTag>,
    padding: Entry,
    stanzas: Stanzas,
}

impl<R: Read + Seek + Send> OpenedParcel<R> {
    /// Opens an age file with `identity` and reads the bag's tag files.
    pub fn open(input: R, identity: &Identity) -> Result<Self, OpenError> {
        let watch = Watch { inner: identity.as_age(), seen: RefCell::default() };
        let stream = decryptor(BufReader::new(input))?.decrypt(std::iter::once(&watch as &dyn age::Identity))?;
        let stanzas = Stanzas { types: watch.seen.into_inner() };

        let mut zip = ZipReader::open(stream)?;
        if padding::padded_len(zip.len) != Ok(zip.len) {
            return Err(OpenError::Content("its length is not a padded one"));
        }
        let first = zip.entries().first().ok_or(OpenError::Content("it is empty"))?;
        let top = first.name.split_inclusive('/').next().unwrap_or_default().to_owned();
        let mut tags = HashMap::new();
        let mut files = Vec::new();
        for entry in zip.entries() {
            let name = entry.name.strip_prefix(&top).ok_or(OpenError::Content("it has two top folders"))?;
            match name.strip_prefix(bag::PAYLOAD_FOLDER) {
                Some(file) => files.push((file.to_owned(), entry.clone())),
                None => {
                    tags.insert(name.to_owned(), entry.clone());
                }
            }
        }
        let mut tag = |name: &'static str| tags.remove(name).ok_or(OpenError::Bag(BadLabel(name)));
        if *read_text(&mut zip, &tag(bag::BAGIT_FILE)?)? != *bag::BAGIT_TEXT {
            return Err(OpenError::Bag(BadLabel(bag::BAGIT_FILE)));
        }
        let info = ParcelInfo::from_text(&read_text(&mut zip, &tag(bag::INFO_FILE)?)?)?;
        let manifest = bag::parse_manifest(&read_text(&mut zip, &tag(bag::MANIFEST_FILE)?)?)?;
        let padding = tag(bag::PADDING_FILE)?;
        let attachment = match tag(bag::ATTACHMENT_FILE) {
            Ok(entry) => {
                let text = read_text(&mut zip, &entry)?;
                Some(serde_json::from_str(&text).map_err(|_| BadLabel(bag::ATTACHMENT_FILE))?)
            }
            Err(_) => None,
        };
        if !tags.is_empty() {
            return Err(OpenError::Content("it holds a tag file that does not belong there"));
        }
        if top != info.head.top_folder() {
            return Err(OpenError::Content("its top folder is not its own"));
        }
        if attachment.is_some() != (info.head.kind == Kind::Attachment) {
            return Err(OpenError::Content("its kind and its tag files disagree"));
        }
        let payload = match_manifest(manifest, files)?;
        Ok(Self { zip, info, payload, attachment, padding, stanzas })
    }

    /// What the parcel says of itself.
    pub const fn info(&self) -> &ParcelInfo {
        &self.info
    }

    /// How the source named an attachment.
    pub const fn attachment(&self) -> Option<&AttachmentTag> {
        self.attachment.as_ref()
    }

    /// To how many and what recipients it is sealed.
    pub const fn stanzas(&self) -> &Stanzas {
        &self.stanzas
    }

    /// The payload, as the manifest lists it.
    pub fn payload(&self) -> impl Iterator<Item = &PayloadFile> {
        self.payload.iter().map(|(file, _)| file)
    }

    /// Reads a small payload file and checks its digest.
    pub fn read_file(&mut self, name: &str) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let mut content = Zeroizing::new(Vec::new());
        let found = self.payload.iter().find(|(file, _)| file.name == name);
        let len = found.map_or(0, |(file, _)| file.len);
        if len > MAX_TEXT_BYTES {
            return Err(OpenError::Content("a text is too long to be read at once"));
        }
        content.reserve_exact(len as usize);
        self.copy_file(name, &mut *content)?;
        Ok(content)
    }

    /// Writes a payload file to `out` and checks its digest at the end.
    ///
    /// A large one is opened by a second thread, while this one sums and writes.
    pub fn copy_file(&mut self, name: &str, out: &mut impl Write) -> Result<(), OpenError> {
        let found = self.payload.iter().find(|(file, _)| file.name == name);
        let (file, entry) = found.cloned().ok_or(OpenError::Content("a file is missing"))?;
        let mut hash = Sha256::new();
        let take = |piece: &[u8]| {
            hash.update(piece);
            out.write_all(piece).map_err(OpenError::Output)
        };
        if entry.len < LARGE_BYTES {
            self.zip.each_piece(&entry, take)?;
        } else {
            self.zip.each_piece_read_ahead(&entry, take)?;
        }
        let digest = Digest::from_bytes(hash.finalize().into());
        if digest == file.sha256 { Ok(()) } else { Err(OpenError::Content("a file is not the one its manifest names")) }
    }

    /// Reads everything: each payload file against its digest, the padding against zero.
    pub fn verify(&mut self) -> Result<(), OpenError> {
        let names: Vec<String> = self.payload().map(|f| f.name.clone()).collect();
        for name in names {
            self.copy_file(&name, &mut io::sink())?;
        }
        let padding = self.padding.clone();
        self.zip.each_piece(&padding, |piece| {
            let zero = piece.iter().all(|b| *b == 0);
            if zero { Ok(()) } else { Err(OpenError::Content("its padding is not empty")) }
        })
    }
}

/// Joins the manifest's lines with the files in the ZIP; each must have exactly the other.
fn match_manifest(
    manifest: Vec<(Digest, String)>,
    files: Vec<(String, Entry)>,
) -> Result<Vec<(PayloadFile, Entry)>, OpenError> {
    if manifest.len() != files.len() {
        return Err(OpenError::Content("its manifest lists other files than it holds"));
    }
    let mut entries: HashMap<String, Entry> = files.into_iter().collect();
    manifest
        .into_iter()
        .map(|(sha256, name)| {
            let entry = entries.remove(&name).ok_or(OpenError::Content("a file in its manifest is missing"))?;
            Ok((PayloadFile { name, len: entry.len, sha256 }, entry))
        })
        .collect()
}

fn read_text<R: Read + Seek>(zip: &mut ZipReader<R>, entry: &Entry) -> Result<Zeroizing<String>, OpenError> {
    if entry.len > MAX_TEXT_BYTES {
        return Err(OpenError::Content("a tag file is too long"));
    }
    let mut text = Vec::with_capacity(entry.len as usize);
    zip.each_piece(entry, |piece| {
        text.extend_from_slice(piece);
        Ok::<(), OpenError>(())
    })?;
    String::from_utf8(text).map(Zeroizing::new).map_err(|_| OpenError::Content("a tag file is not UTF-8"))
}

/// Opens nothing.
struct Nobody;

impl age::Identity for Nobody {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<FileKey, age::DecryptError>> {
        None
    }
}

/// Notes the types of all stanzas while another identity unwraps them: age does not tell them otherwise.
struct Watch<'a> {
    inner: &'a dyn age::Identity,
    seen: RefCell<Vec<String>>,
}

impl age::Identity for Watch<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, age::DecryptError>> {
        self.inner.unwrap_stanza(stanza)
    }

    fn unwrap_stanzas(&self, stanzas: &[Stanza]) -> Option<Result<FileKey, age::DecryptError>> {
        *self.seen.borrow_mut() = stanzas.iter().map(|s| s.tag.clone()).collect();
        self.inner.unwrap_stanzas(stanzas)
    }
}
