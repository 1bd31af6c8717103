//! A parcel on its way to a reviewer: a piece at a time, read where waiting is allowed.

use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_http::body::{BodySize, MessageBody};
use actix_web::web;
use bytes::Bytes;

use crate::store::{ReadSeek, StoredParcel};

/// What one connection holds of a parcel in memory, in bytes.
const PIECE_BYTES: u64 = 64 * 1024;

type Content = Box<dyn ReadSeek>;
type Reading = Pin<Box<dyn Future<Output = io::Result<(Content, Bytes)>>>>;

/// The ciphertext from some place to its end; always of known length.
pub(super) struct ParcelBody {
    /// Where the next piece starts.
    at: u64,
    end: u64,
    size: u64,
    state: State,
}

enum State {
    Resting(Content),
    Reading(Reading),
    Over,
}

impl ParcelBody {
    /// The parcel's bytes from `from` on.
    pub(super) fn starting_at(from: u64, parcel: StoredParcel) -> Self {
        let size = parcel.len.saturating_sub(from);
        Self { at: from, end: parcel.len, size, state: State::Resting(parcel.content) }
    }
}

impl MessageBody for ParcelBody {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.size)
    }

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Poll::Ready(None),
                State::Resting(_) if self.at >= self.end => return Poll::Ready(None),
                State::Resting(content) => {
                    let (at, len) = (self.at, PIECE_BYTES.min(self.end - self.at));
                    self.at += len;
                    self.state = State::Reading(Box::pin(read_piece(content, at, len as usize)));
                }
                State::Reading(mut reading) => {
                    let polled = reading.as_mut().poll(cx);
                    if polled.is_pending() {
                        self.state = State::Reading(reading);
                    }
                    let read = ready!(polled);
                    return Poll::Ready(Some(read.map(|(content, bytes)| {
                        self.state = State::Resting(content);
                        bytes
                    })));
                }
            }
        }
    }
}

/// Reads the `len` bytes at `at` on a thread that may wait. A file that ends early is an error: the
/// connection then breaks off, and its reader knows that it has not everything.
async fn read_piece(mut content: Content, at: u64, len: usize) -> io::Result<(Content, Bytes)> {
    let reading = web::block(move || {
        let mut piece = vec![0; len];
        content.seek(SeekFrom::Start(at))?;
        content.read_exact(&mut piece)?;
        Ok((content, Bytes::from(piece)))
    });
    reading.await.map_err(io::Error::other)?
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_http::body::to_bytes;
    use std::io::Cursor;

    fn parcel(bytes: &[u8], len: u64) -> StoredParcel {
        StoredParcel { len, content: Box::new(Cursor::new(bytes.to_vec())) }
    }

    #[actix_web::test]
    async fn a_parcel_is_sent_whole_from_any_place() {
        let bytes: Vec<u8> = (0..200_000_u32).map(|i| (i % 251) as u8).collect();
        for from in [0, 1, 65_535, 65_536, 131_072, 199_999] {
            let body = ParcelBody::starting_at(from, parcel(&bytes, 200_000));
            assert_eq!(body.size(), BodySize::Sized(200_000 - from));
            assert_eq!(to_bytes(body).await.unwrap(), &bytes[from as usize..]);
        }
    }

    #[actix_web::test]
    async fn a_file_that_is_shorter_than_it_should_be_breaks_off() {
        let body = ParcelBody::starting_at(0, parcel(&[7; 1000], 1001));
        assert_eq!(to_bytes(body).await.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
