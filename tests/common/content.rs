//! Files of any size that nobody has to hold in memory.

use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

/// What a file holds.
#[derive(Clone)]
pub(crate) enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// So many bytes that follow from a number.
    Drawn { seed: u64, len: u64 },
}

impl Content {
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Drawn { len, .. } => *len,
        }
    }

    pub(crate) fn read(&self) -> Box<dyn Read + '_> {
        match self {
            Self::Bytes(bytes) => Box::new(bytes.as_slice()),
            Self::Drawn { seed, len } => Box::new(Drawn { state: *seed, rest: [0; 8], held: 0, left: *len }.take(*len)),
        }
    }

    /// The SHA-256, in hex.
    pub(crate) fn sha256(&self) -> String {
        sha256_of(self.read())
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self::Bytes(text.as_bytes().to_vec())
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

/// The SHA-256 of all that can be read, in hex.
pub(crate) fn sha256_of(mut from: impl Read) -> String {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 256 * 1024];
    loop {
        let len = from.read(&mut piece).expect("it can be read");
        if len == 0 {
            return hex::encode(hash.finalize());
        }
        hash.update(&piece[..len]);
    }
}

/// `splitmix64` (Steele, Lea, Flood, OOPSLA 2014): fast, and nothing compresses or repeats.
struct Drawn {
    state: u64,
    rest: [u8; 8],
    held: usize,
    left: u64,
}

impl Drawn {
    fn next(&mut self) -> [u8; 8] {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)).to_le_bytes()
    }
}

impl Read for Drawn {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let mut at = 0;
        while at < len {
            if self.held == 0 {
                self.rest = self.next();
                self.held = 8;
            }
            let taken = self.held.min(len - at);
            let from = 8 - self.held;
            buffer[at..at + taken].copy_from_slice(&self.rest[from..from + taken]);
            self.held -= taken;
            at += taken;
        }
        self.left -= len as u64;
        Ok(len)
    }
}
