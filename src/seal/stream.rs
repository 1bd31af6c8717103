//! Files of the operator's own, sealed as they stream: age files to one recipient, which any age can open.

use std::io::{self, BufReader, Read, Write};

use super::age_writer::AgeWriter;
use super::header::decryptor;
use super::opened::OpenError;
use super::recipients::{Identity, Recipient};

/// What is written to it comes out sealed; without [`SealedWriter::finish`] it opens for nobody.
pub struct SealedWriter<W: Write> {
    stream: AgeWriter,
    /// What was written last, to seal into again.
    spent: Vec<u8>,
    out: W,
}

/// So much ciphertext is written at a time.
const PIECE_BYTES: usize = 256 * 1024;

impl Recipient {
    /// Seals to this recipient alone what is written, on to `out`.
    pub fn seal_into<W: Write>(&self, out: W) -> io::Result<SealedWriter<W>> {
        let stream = AgeWriter::begin(std::iter::once(self.as_age())).map_err(io::Error::other)?;
        Ok(SealedWriter { stream, spent: Vec::new(), out })
    }
}

impl<W: Write> SealedWriter<W> {
    /// Writes what is sealed.
    fn hand_on(&mut self) -> io::Result<()> {
        self.spent = self.stream.take(std::mem::take(&mut self.spent));
        self.out.write_all(&self.spent)
    }

    /// Ends the file and gives back what it was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&self.stream.finish()?)?;
        Ok(self.out)
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stream.ready() >= PIECE_BYTES {
            self.hand_on()?;
        }
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hand_on()?;
        self.out.flush()
    }
}

impl Identity {
    /// Opens what [`Recipient::seal_into`] sealed, piece by piece. A piece that was changed, or an end that is missing,
    /// is an error where it is read.
    pub fn open_stream<R: Read>(&self, sealed: R) -> Result<impl Read + use<R>, OpenError> {
        Ok(decryptor(BufReader::new(sealed))?.decrypt(std::iter::once(self.as_age()))?)
    }
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;
    use crate::seal::RecipientKind;

    #[test]
    fn what_streams_in_streams_out_for_its_identity_alone_and_whole_or_not() {
        let identity = Identity::generate(RecipientKind::Hybrid, &mut OsRng);
        let content: Vec<u8> = (0..200_000_u32).map(|n| n as u8).collect();
        let mut sealed = identity.to_recipient().seal_into(Vec::new()).unwrap();
        sealed.write_all(&content).unwrap();
        let sealed = sealed.finish().unwrap();
        let read = |sealed: &[u8], identity: &Identity| {
            let mut opened = Vec::new();
            identity
                .open_stream(sealed)
                .map_err(|e| e.to_string())?
                .read_to_end(&mut opened)
                .map_err(|e| e.to_string())?;
            Ok::<_, String>(opened)
        };
        assert_eq!(read(&sealed, &identity).unwrap(), content);
        assert!(read(&sealed, &Identity::generate(RecipientKind::Hybrid, &mut OsRng)).is_err());
        assert!(read(&sealed[..sealed.len() - 1], &identity).is_err());
        assert!(read(&sealed[..sealed.len() - 70_000], &identity).is_err());
    }

    #[test]
    fn what_is_sealed_is_handed_on_piece_by_piece_and_at_once_when_asked() {
        let recipient = Identity::generate(RecipientKind::Classic, &mut OsRng).to_recipient();
        let mut sealing = recipient.seal_into(Vec::new()).unwrap();
        let piece = vec![7; 64 * 1024];
        for _ in 0..100 {
            sealing.write_all(&piece).unwrap();
            assert!(sealing.stream.ready() < PIECE_BYTES + 2 * 65_552, "{}", sealing.stream.ready());
        }
        assert!(sealing.out.len() > 5 << 20);
        sealing.flush().unwrap();
        assert!(sealing.out.len() > 99 * 65_552 && sealing.stream.ready() == 0);
    }
}
