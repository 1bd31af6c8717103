//! Plaintext on its way out of its parcel, as long as somebody wants it.

use std::io::{self, Write};
use std::ops::ControlFlow;

/// A writer that asks after each piece whether to go on, and fails where not: who copies then takes the usual way of a
/// copy that failed, and leaves no half behind.
pub(in crate::vault) struct Leaving<W, F> {
    out: W,
    /// Told the bytes of each piece.
    going: F,
    broken_off: bool,
}

impl<W: Write, F: FnMut(u64) -> ControlFlow<()>> Leaving<W, F> {
    pub(in crate::vault) const fn new(out: W, going: F) -> Self {
        Self { out, going, broken_off: false }
    }

    /// It failed because it was to go no further.
    pub(in crate::vault) const fn is_broken_off(&self) -> bool {
        self.broken_off
    }
}

impl<W: Write, F: FnMut(u64) -> ControlFlow<()>> Write for Leaving<W, F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        if (self.going)(written as u64).is_break() {
            self.broken_off = true;
            // No `ErrorKind::Interrupted`: whoever writes takes that for a call to be made again.
            return Err(io::Error::other("interrupted"));
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_no_more_is_not_written_on() {
        let mut told = 0;
        let going = |bytes| {
            told += bytes;
            if told < 8 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let mut leaving = Leaving::new(Vec::new(), going);
        assert!(leaving.write_all(b"first").is_ok() && !leaving.is_broken_off());
        assert!(io::copy(&mut &b"second, third"[..], &mut leaving).is_err(), "nothing takes it for a call to repeat");
        assert!(leaving.is_broken_off());
        assert_eq!(leaving.out, b"firstsecond, third");
    }
}
