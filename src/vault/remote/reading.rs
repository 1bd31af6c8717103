//! An answer, as it comes in.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use tokio::time::{Instant, timeout};

use super::{RemoteError, broken_off};

/// So much must come while we wait as long as we have patience: a server that sends a byte now and then would hold a pull for
/// years. With two minutes it is an eighth of what servers ask of their connections themselves.
pub(super) const LEAST_BYTES: usize = 16 * 1024;

/// The body of an answer.
pub(super) struct Reading {
    body: Incoming,
    patience: Duration,
    /// How long we have waited for the present [`LEAST_BYTES`]. What we do between two pieces does not count.
    waited: Duration,
    /// How many of them came.
    came: usize,
}

impl Reading {
    pub(super) const fn new(body: Incoming, patience: Duration) -> Self {
        Self { body, patience, waited: Duration::ZERO, came: 0 }
    }

    /// The next piece; `None` at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, RemoteError> {
        loop {
            let since = Instant::now();
            let frame = timeout(self.patience.saturating_sub(self.waited), self.body.frame()).await;
            let frame = frame.map_err(|_| RemoteError::TimedOut("reading an answer", self.patience))?;
            let Some(frame) = frame.transpose().map_err(broken_off)? else { return Ok(None) };
            self.waited += since.elapsed();
            let Ok(piece) = frame.into_data() else { continue };
            self.came += piece.len();
            if self.came >= LEAST_BYTES {
                (self.waited, self.came) = (Duration::ZERO, 0);
            }
            return Ok(Some(piece));
        }
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::Empty;
    use hyper::client::conn::http1;
    use hyper_util::rt::TokioIo;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};
    use tokio::time::sleep;

    use super::*;

    const PATIENCE: Duration = Duration::from_mins(2);

    /// How many bytes are read of a server that sends `pieces` of `len` bytes, one each `every`.
    async fn read(pieces: usize, len: usize, every: Duration) -> Result<usize, RemoteError> {
        let (near, mut far) = duplex(1024 * 1024);
        tokio::spawn(async move {
            let _request = far.read(&mut [0; 1024]).await?;
            far.write_all(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", pieces * len).as_bytes()).await?;
            for _ in 0..pieces {
                sleep(every).await;
                far.write_all(&vec![7; len]).await?;
            }
            std::future::pending::<std::io::Result<()>>().await
        });
        let (mut sender, connection) = http1::handshake(TokioIo::new(near)).await.unwrap();
        tokio::spawn(connection);
        let answer = sender.send_request(hyper::Request::new(Empty::<Bytes>::new())).await.unwrap();
        let mut reading = Reading::new(answer.into_body(), PATIENCE);
        let mut all = 0;
        while let Some(piece) = reading.next().await? {
            all += piece.len();
        }
        Ok(all)
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_that_sends_a_byte_now_and_then_is_left() {
        let since = Instant::now();
        let left = read(1_000_000, 1, Duration::from_mins(1)).await.unwrap_err();
        assert!(matches!(left, RemoteError::TimedOut("reading an answer", PATIENCE)), "{left}");
        assert_eq!(since.elapsed().as_secs(), PATIENCE.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_line_is_waited_for_as_long_as_it_brings_enough() {
        let since = Instant::now();
        assert_eq!(read(30, LEAST_BYTES / 2, Duration::from_secs(50)).await.unwrap(), 15 * LEAST_BYTES);
        assert!(since.elapsed() > 10 * PATIENCE);
        assert!(read(30, LEAST_BYTES / 2 - 1, Duration::from_secs(50)).await.is_err());
    }
}
