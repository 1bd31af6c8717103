//! Sealing one file for a shelf, so that what fails is known: the file itself, or the shelf.

use std::io::{self, Read as _, Write as _};

use sha2::{Digest as _, Sha256};

use super::part::Part;
use super::{PIECE, tar};
use crate::seal::{Digest, Recipient};

/// Why a file was not sealed.
#[derive(Debug)]
pub(super) enum Unsealed {
    /// It cannot be read.
    Source(io::Error),
    /// It cannot be written where it goes.
    Shelf(io::Error),
}

impl From<io::Error> for Unsealed {
    fn from(error: io::Error) -> Self {
        Self::Shelf(error)
    }
}

/// Seals one file of `len` bytes into a part; gives its digest, or `None` when it was not as long as that.
pub(super) fn seal(
    recipient: &Recipient,
    part: &Part,
    path: &str,
    len: u64,
    content: impl io::Read,
) -> Result<Option<Digest>, Unsealed> {
    let mut out = recipient.seal_into(io::BufWriter::with_capacity(PIECE, &part.file))?;
    tar::begin(&mut out, path, len)?;
    let mut content = content.take(len + 1);
    let (mut hash, mut copied, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
    loop {
        let read = content.read(&mut piece).map_err(Unsealed::Source)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        out.write_all(&piece[..read])?;
        copied += read as u64;
    }
    if copied != len {
        return Ok(None);
    }
    tar::pad(&mut out, len)?;
    tar::end(&mut out)?;
    out.finish()?.flush()?;
    Ok(Some(Digest::from_bytes(hash.finalize().into())))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rand_core::OsRng;

    use super::*;
    use crate::seal::{Identity, RecipientKind};

    /// Reads a few bytes, then fails.
    struct Failing(usize);

    impl io::Read for Failing {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::Error::from_raw_os_error(5));
            }
            let read = self.0.min(into.len());
            self.0 -= read;
            Ok(read)
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_from_what_cannot_be_written() {
        let recipient = Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient();
        let folder = tempfile::tempdir().unwrap();
        let part = |path: &Path| Part::begin(path).unwrap();
        let whole = part(&folder.path().join("whole.age"));
        assert!(matches!(seal(&recipient, &whole, "a/b", 3, &b"abc"[..]), Ok(Some(_))));
        assert!(matches!(seal(&recipient, &whole, "a/b", 2, &b"abc"[..]), Ok(None)));
        assert!(matches!(seal(&recipient, &whole, "a/b", 4, &b"abc"[..]), Ok(None)));
        for read in [0, 300_000] {
            assert!(matches!(seal(&recipient, &whole, "a/b", 1 << 20, Failing(read)), Err(Unsealed::Source(_))));
        }
        let mut full = part(&folder.path().join("full.age"));
        full.file = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let failed = seal(&recipient, &full, "a/b", 1 << 20, &vec![7; 1 << 20][..]);
        assert!(matches!(failed, Err(Unsealed::Shelf(error)) if error.kind() == io::ErrorKind::StorageFull));
    }
}
