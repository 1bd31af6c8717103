//! What every connection of both listeners passes through: an end for those that only hold a place,
//! and a `Date` that tells nothing.
//!
//! Stands between the socket (or TLS) and the HTTP stack, and knows tokio's I/O traits alone. The
//! stack has a limit for request heads, none for bodies or for a peer who does not read.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use super::constant_date::ConstantDate;
use super::own_answer::OwnAnswer;
use super::patience::Patience;
use super::room::{AtWork, Place};

pub use super::patience::ConnectionLimits;

/// A connection that ends when it only holds its place, and whose responses all have one `Date`.
///
/// Over its limits, every operation gives [`io::ErrorKind::TimedOut`]. To be polled by one task at a
/// time, as HTTP/1.1 does: the last to wait is the one that is woken.
pub struct Guarded<T> {
    inner: T,
    date: ConstantDate,
    patience: Patience,
    timer: Pin<Box<Sleep>>,
    /// How large the HTTP stack's own answers are made; `None` leaves them as they are.
    own_answers: Option<usize>,
    own_answer: Option<OwnAnswer>,
    /// Its place among all connections, which it may have to give up.
    place: Option<Place>,
}

impl<T> Guarded<T> {
    /// Guards a connection from now on.
    ///
    /// # Panics
    /// Outside a tokio runtime with time.
    pub fn new(inner: T, limits: ConnectionLimits) -> Self {
        let patience = Patience::new(limits, Instant::now());
        let timer = Box::pin(sleep_until(patience.began + limits.soonest()));
        Self { inner, date: ConstantDate::new(), patience, timer, own_answers: None, own_answer: None, place: None }
    }

    /// The same, and answers that the HTTP stack writes by itself have so many bytes.
    #[must_use]
    pub fn with_own_answers_of(self, bytes: usize) -> Self {
        Self { own_answers: Some(bytes), ..self }
    }

    /// The same, in a place that it gives up when somebody else needs it more.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Says of its place when we are at work for it.
    pub fn at_work(&self) -> Option<AtWork> {
        self.place.as_ref().map(Place::at_work)
    }

    /// The connection itself, for whoever asks it about its peer.
    pub fn get_ref(&self) -> &T {
        &self.inner
    }

    /// Passes on how the inner operation went; where it waits, waits with it until patience ends.
    ///
    /// The timer is never set back when bytes move. It runs out at the earliest time that anything
    /// could be over, and then is set to the next such time.
    fn while_patient<R>(&mut self, cx: &mut Context<'_>, inner: Poll<io::Result<R>>) -> Poll<io::Result<R>> {
        if inner.is_pending() {
            self.patience.waits();
            if let Some(place) = &self.place {
                place.waits();
                if place.is_over_or_wakes(cx) {
                    return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                }
            }
            loop {
                ready!(self.timer.as_mut().poll(cx));
                let next = self.patience.judge(Instant::now())?;
                self.timer.as_mut().reset(next);
            }
        }
        inner
    }

    /// # Errors
    /// `TimedOut`, from the moment that a limit was passed or the place was needed.
    fn not_over(&self) -> io::Result<()> {
        if self.place.as_ref().is_some_and(Place::is_over) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.patience.not_over()
    }

    fn sent(&mut self, bytes: usize) {
        self.patience.moved(bytes);
        if let Some(place) = &self.place {
            place.sent(bytes);
        }
    }

    fn received(&mut self, bytes: usize) {
        self.patience.moved(bytes);
        if let Some(place) = &self.place {
            place.received(bytes);
        }
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Guarded<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.not_over()?;
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.inner).poll_read(cx, buffer);
        if let Poll::Ready(Ok(())) = read {
            let received = &buffer.filled()[before..];
            this.date.received(received);
            this.received(received.len());
        }
        this.while_patient(cx, read)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Guarded<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.not_over()?;
        if this.own_answer.is_none() && this.date.at_response() {
            this.own_answer = this.own_answers.and_then(|size| OwnAnswer::of(bytes, size));
        }
        if let Some(own) = &mut this.own_answer {
            let written = own.poll_write(&mut this.inner, cx);
            if let Poll::Ready(Ok(accepted)) = written {
                this.own_answer = None;
                this.sent(accepted);
            }
            return this.while_patient(cx, written);
        }
        let (slices, count) = this.date.pieces(bytes);
        let inner = Pin::new(&mut this.inner);
        let written = if count > 1 && inner.is_write_vectored() {
            inner.poll_write_vectored(cx, &slices[..count])
        } else {
            inner.poll_write(cx, &slices[0])
        };
        if let Poll::Ready(Ok(accepted)) = written {
            this.date.sent(&bytes[..accepted]);
            this.sent(accepted);
        }
        this.while_patient(cx, written)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.not_over()?;
        let flushed = Pin::new(&mut this.inner).poll_flush(cx);
        this.while_patient(cx, flushed)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let shut = Pin::new(&mut this.inner).poll_shutdown(cx);
        if shut.is_pending() {
            this.not_over()?;
        }
        this.while_patient(cx, shut)
    }

    /// One buffer at a time: the HTTP stack has but one.
    fn is_write_vectored(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
    use tokio::time::{sleep, timeout};

    use super::super::patience::FAR;
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    fn connection() -> (Guarded<DuplexStream>, DuplexStream) {
        let (ours, theirs) = duplex(1024);
        (Guarded::new(ours, ConnectionLimits::default()), theirs)
    }

    fn timed_out<R>(result: &io::Result<R>) -> bool {
        result.as_ref().err().map(io::Error::kind) == Some(io::ErrorKind::TimedOut)
    }

    /// Reads until the connection ends, and says after how long and how many bytes.
    async fn read_on(connection: &mut Guarded<DuplexStream>) -> (io::Result<()>, Duration, u64) {
        let begin = Instant::now();
        let (mut buffer, mut total) = ([0; 4096], 0);
        loop {
            match connection.read(&mut buffer).await {
                Ok(0) => return (Ok(()), begin.elapsed(), total),
                Ok(len) => total += len as u64,
                Err(error) => return (Err(error), begin.elapsed(), total),
            }
        }
    }

    /// Sends `bytes` every `pause`, until the connection ends.
    fn send_on(mut peer: DuplexStream, bytes: usize, pause: Duration) {
        tokio::spawn(async move {
            loop {
                sleep(pause).await;
                if peer.write_all(&vec![b'a'; bytes]).await.is_err() {
                    return;
                }
            }
        });
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_connection_ends_after_the_idle_time() {
        let (mut connection, _peer) = connection();
        let (end, after, _) = read_on(&mut connection).await;
        assert!(timed_out(&end));
        assert!(after >= 5 * MINUTE && after < 5 * MINUTE + Duration::from_secs(1));
        assert!(timed_out(&connection.write(b"a").await));
        assert!(timed_out(&connection.read(&mut [0]).await));
    }

    #[tokio::test(start_paused = true)]
    async fn the_idle_time_begins_with_the_last_byte() {
        let (mut connection, mut peer) = connection();
        tokio::spawn(async move {
            sleep(4 * MINUTE).await;
            peer.write_all(b"a").await.unwrap();
            sleep(60 * MINUTE).await;
        });
        let (end, after, total) = read_on(&mut connection).await;
        assert!(timed_out(&end));
        assert!(after >= 9 * MINUTE && after < 9 * MINUTE + Duration::from_secs(1));
        assert_eq!(total, 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_who_does_not_read_is_silent_too() {
        let (mut connection, _peer) = connection();
        let begin = Instant::now();
        assert!(timed_out(&connection.write_all(&[0; 5000]).await));
        assert!(begin.elapsed() < 6 * MINUTE);
        assert!(connection.shutdown().await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_drip_ends_with_its_first_window() {
        let (mut connection, peer) = connection();
        send_on(peer, 1, Duration::from_secs(1));
        let (end, after, total) = read_on(&mut connection).await;
        assert!(timed_out(&end));
        assert!(after >= 10 * MINUTE && after < 10 * MINUTE + Duration::from_secs(2));
        assert!(total >= 599);
    }

    #[tokio::test(start_paused = true)]
    async fn a_drip_ends_in_a_later_window_as_well() {
        let (mut connection, mut peer) = connection();
        tokio::spawn(async move {
            peer.write_all(&vec![0; 5_000_000]).await.unwrap();
            send_on(peer, 1000, Duration::from_secs(1));
        });
        let (end, after, total) = read_on(&mut connection).await;
        assert!(timed_out(&end));
        assert!(after >= 20 * MINUTE && after < 20 * MINUTE + Duration::from_secs(2));
        assert!(total > 5_000_000 + 1_190_000);
    }

    #[tokio::test(start_paused = true)]
    async fn stalls_of_minutes_are_borne_until_the_day_is_over() {
        let (mut connection, peer) = connection();
        send_on(peer, 400 * 1024, 4 * MINUTE);
        let (end, after, _) = read_on(&mut connection).await;
        assert!(timed_out(&end));
        let day = 24 * 60 * MINUTE;
        assert!(after >= day && after < day + 5 * MINUTE, "{after:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn time_that_we_take_ourselves_does_not_count() {
        let (mut connection, mut peer) = connection();
        let waiting = connection.read_u8();
        assert!(timeout(MINUTE, waiting).await.is_err());
        peer.write_all(b"ab").await.unwrap();
        connection.read_u8().await.unwrap();
        sleep(60 * MINUTE).await;
        connection.read_u8().await.unwrap();
        let (end, after, _) = read_on(&mut connection).await;
        assert!(timed_out(&end));
        assert!(after >= 5 * MINUTE);
    }

    #[tokio::test(start_paused = true)]
    async fn limits_out_of_reach_are_borne_too() {
        let limits = ConnectionLimits {
            idle: Duration::MAX,
            drip_window: Duration::MAX,
            drip_bytes_per_second: u64::MAX,
            lifetime: Duration::MAX,
        };
        let (ours, mut peer) = duplex(64);
        let mut connection = Guarded::new(ours, limits);
        tokio::spawn(async move {
            sleep(FAR + MINUTE).await;
            peer.write_all(b"a").await.unwrap();
        });
        assert_eq!(connection.read_u8().await.unwrap(), b'a');
    }

    #[tokio::test(start_paused = true)]
    async fn dates_are_constant_through_a_stream_that_takes_little_at_a_time() {
        let head = |date: &str| format!("HTTP/1.1 408 Late\r\ncontent-length: 9000\r\nDate: {date}\r\n\r\n");
        let body = "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n".repeat(300);
        let body = &body[..9000];
        let sent = head("Sun, 06 Nov 1994 08:49:37 GMT") + body;
        let expected = head("Thu, 01 Jan 1970 00:00:00 GMT") + body;
        for capacity in [1, 7, 70, 20_000] {
            let (ours, mut peer) = duplex(capacity);
            let mut connection = Guarded::new(ours, ConnectionLimits::default());
            let sent = sent.clone();
            let writer = tokio::spawn(async move {
                connection.write_all(sent.as_bytes()).await.unwrap();
                connection.shutdown().await.unwrap();
            });
            let mut received = String::new();
            peer.read_to_string(&mut received).await.unwrap();
            writer.await.unwrap();
            assert!(received == expected, "capacity {capacity}");
        }
    }
}
