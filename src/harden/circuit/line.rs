//! The line by which tor says on which circuit a connection came (`HiddenServiceExportCircuitID haproxy`).
//!
//! `PROXY TCP6 fc00:dead:beef:4dad::AAAA:BBBB ::1 PORT PORT\r\n`: the first version of the PROXY protocol, with the
//! circuit's number in the last 32 bits of the first address (tor(1), `HiddenServiceExportCircuitID`). What is not
//! exactly that is refused: whoever speaks without it is not tor, or a tor that is set up otherwise.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use memchr::memchr;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf};
use zeroize::{Zeroize as _, Zeroizing};

use super::OnCircuit;

/// The longest line that the protocol has, with its end (proxy-protocol.txt, 2.1).
const MOST_BYTES: usize = 107;
const BEGINS: &str = "PROXY TCP6 fc00:dead:beef:4dad::";

/// The number that a tor gives a circuit. Has no `Debug` and no way out: it is compared, and nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CircuitId(u32);

impl CircuitId {
    /// Understands a line with its end.
    fn of_line(line: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(line).ok()?.strip_suffix("\r\n")?;
        let mut words = line.strip_prefix(BEGINS)?.split(' ');
        let (high, low) = words.next()?.split_once(':')?;
        let circuit = Self(u32::from(hex(high)?) << 16 | u32::from(hex(low)?));
        let ends = words.next()? == "::1" && is_port(words.next()?) && is_port(words.next()?) && words.next().is_none();
        ends.then_some(circuit)
    }
}

/// A group of an address, as tor writes it.
fn hex(group: &str) -> Option<u16> {
    let written = matches!(group.len(), 1..=4) && group.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    u16::from_str_radix(group, 16).ok().filter(|_| written)
}

fn is_port(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit()) && word.parse::<u16>().is_ok()
}

/// A stream of which the line was read, and with it perhaps some of what follows.
pub struct AfterLine<T> {
    inner: T,
    /// What was read beyond the line and is still to be given.
    rest: Zeroizing<Vec<u8>>,
    circuit: Option<OnCircuit>,
}

impl<T> AfterLine<T> {
    /// A stream that begins without such a line.
    pub fn without(inner: T) -> Self {
        Self { inner, rest: Zeroizing::default(), circuit: None }
    }

    /// The same, as part of its circuit.
    #[must_use]
    pub fn on(self, circuit: OnCircuit) -> Self {
        Self { circuit: Some(circuit), ..self }
    }

    /// Its part in its circuit; `None` where there was no line.
    pub const fn circuit(&self) -> Option<&OnCircuit> {
        self.circuit.as_ref()
    }
}

impl<T: AsyncRead + Unpin> AfterLine<T> {
    /// Reads the line and nothing after it but what came along.
    ///
    /// # Errors
    /// `InvalidData` when there is no such line; nothing is to be answered then.
    pub async fn of(mut inner: T) -> io::Result<(CircuitId, Self)> {
        // On the heap, where it is wiped.
        let mut read = Zeroizing::new(vec![0; MOST_BYTES]);
        let mut len = 0;
        let end = loop {
            let more = inner.read(&mut read[len..]).await?;
            let Some(end) = memchr(b'\n', &read[len..len + more]) else {
                len += more;
                if more == 0 || len == MOST_BYTES {
                    return Err(io::ErrorKind::InvalidData.into());
                }
                continue;
            };
            let end = len + end + 1;
            len += more;
            break end;
        };
        let circuit = CircuitId::of_line(&read[..end]).ok_or(io::ErrorKind::InvalidData)?;
        let rest = Zeroizing::new(read[end..len].to_vec());
        Ok((circuit, Self { inner, rest, circuit: None }))
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for AfterLine<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.rest.is_empty() {
            return Pin::new(&mut this.inner).poll_read(cx, buffer);
        }
        let len = this.rest.len().min(buffer.remaining());
        buffer.put_slice(&this.rest[..len]);
        this.rest[..len].zeroize();
        this.rest.drain(..len);
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for AfterLine<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncWriteExt as _, duplex};

    use super::*;

    /// As tor 0.4.9 sent it.
    const LINE: &str = "PROXY TCP6 fc00:dead:beef:4dad::0:38 ::1 56 80\r\n";

    #[test]
    fn the_circuits_number_is_read_from_the_line_that_tors_manual_gives() {
        let read = |line: &str| CircuitId::of_line(line.as_bytes()).map(|circuit| circuit.0);
        assert_eq!(read(LINE), Some(56));
        assert_eq!(read("PROXY TCP6 fc00:dead:beef:4dad::ffff:ffff ::1 65535 42\r\n"), Some(u32::MAX));
        assert_eq!(read("PROXY TCP6 fc00:dead:beef:4dad::1a2b:3c ::1 60 80\r\n"), Some(0x1a2b_003c));
    }

    #[test]
    fn what_is_not_exactly_that_line_is_no_circuit() {
        for (from, to) in [
            ("PROXY", "proxy"),
            ("TCP6", "TCP4"),
            ("TCP6 ", "TCP6  "),
            ("4dad", "4dae"),
            ("::0:38", "::0:0:38"),
            ("::0:38", "::38"),
            ("::0:38", "::0:138ff"),
            ("::0:38", "::0:3g"),
            ("::0:38", "::0:3F"),
            ("::0:38", "::0:"),
            ("::0:38", "::+1:38"),
            ("::1 ", "::2 "),
            ("56", "65536"),
            ("56", "-1"),
            ("56 ", ""),
            (" 80", " 80 1"),
            ("80\r\n", "80\n"),
            ("80\r\n", "80\r\n\r\n"),
            ("80\r\n", "+80\r\n"),
        ] {
            let line = LINE.replace(from, to);
            assert_ne!(line, LINE);
            assert!(CircuitId::of_line(line.as_bytes()).is_none(), "{line:?}");
        }
    }

    #[tokio::test]
    async fn what_follows_the_line_is_given_on_whole_however_it_comes() {
        let request = "GET /es/ HTTP/1.1\r\nhost: x\r\n\r\n".repeat(9);
        let sent = format!("{LINE}{request}");
        for piece in [1, 7, 48, 49, 107, 1000] {
            let (ours, mut theirs) = duplex(4096);
            let sent = sent.clone().into_bytes();
            let sending = tokio::spawn(async move {
                for piece in sent.chunks(piece) {
                    theirs.write_all(piece).await.unwrap();
                    tokio::task::yield_now().await;
                }
            });
            let (circuit, mut stream) = AfterLine::of(ours).await.unwrap();
            assert!(circuit == CircuitId(56));
            let mut received = String::new();
            stream.read_to_string(&mut received).await.unwrap();
            assert_eq!(received, request);
            sending.await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_line_that_is_too_long_or_ends_early_or_is_another_is_refused() {
        for sent in
            ["GET / HTTP/1.1\r\n\r\n", "PROXY TCP6 fc00", "\n", &"P".repeat(200), &format!("PROXY UNKNOWN\r\n{LINE}")]
        {
            let (ours, mut theirs) = duplex(4096);
            theirs.write_all(sent.as_bytes()).await.unwrap();
            drop(theirs);
            let refused = AfterLine::of(ours).await.err().map(|error| error.kind());
            assert_eq!(refused, Some(io::ErrorKind::InvalidData), "{sent:?}");
        }
    }
}
