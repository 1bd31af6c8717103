//! What a parcel shows without any key: its header and its lengths.

use std::fs;
use std::path::Path;

/// The first line of an age file.
pub(crate) const MAGIC: &str = "age-encryption.org/v1";

/// What anybody sees of a parcel.
pub(crate) struct Sealed {
    /// The types of its stanzas, in order.
    pub(crate) stanzas: Vec<String>,
    /// Bytes of plaintext.
    pub(crate) plaintext: u64,
    /// Bytes of the header.
    pub(crate) header: usize,
    pub(crate) bytes: Vec<u8>,
}

impl Sealed {
    /// Reads a parcel as the age specification draws it (C2SP age.md).
    pub(crate) fn read(path: &Path) -> Self {
        let bytes = fs::read(path).expect("it is there");
        let mac = memchr::memmem::find(&bytes, b"\n--- ").expect("a header") + 1;
        let header = mac + memchr::memchr(b'\n', &bytes[mac..]).expect("a line ends") + 1;
        let text = std::str::from_utf8(&bytes[..header]).expect("a header is text");
        assert_eq!(text.lines().next(), Some(MAGIC));
        let stanza = |line: &str| Some(line.strip_prefix("-> ")?.split(' ').next()?.to_owned());
        let stanzas = text.lines().filter_map(stanza).collect();
        // A nonce of 16 bytes, then chunks of 64 KiB with a tag of 16 bytes each.
        let payload = (bytes.len() - header - 16) as u64;
        let plaintext = payload - 16 * payload.div_ceil(64 * 1024 + 16);
        Self { stanzas, plaintext, header, bytes }
    }

    /// The stanzas but for the one of random type that age may add.
    pub(crate) fn recipients(&self) -> Vec<&str> {
        let grease = self.stanzas.iter().filter(|stanza| stanza.ends_with("-grease")).count();
        assert!(grease <= 1, "{:?}", self.stanzas);
        self.stanzas.iter().map(String::as_str).filter(|stanza| !stanza.ends_with("-grease")).collect()
    }
}

/// True for a Padmé size of 64 KiB at least (Nikitin et al., `PoPETs` 2019, algorithm 1), in our own words:
/// after its first ⌊log₂⌊log₂ len⌋⌋ + 1 bits below the leading one, a length is all zeros.
pub(crate) fn is_padded(len: u64) -> bool {
    if len < 64 * 1024 {
        return false;
    }
    let exponent = len.ilog2();
    let kept = exponent.ilog2() + 1;
    len.trailing_zeros() >= exponent - kept
}
