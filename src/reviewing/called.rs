//! A connection that knows who called.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::roster::PublicKey;

/// Carries the key that was proved in the handshake past whatever `T` wraps around the stream.
pub(super) struct Called<T> {
    caller: PublicKey,
    stream: T,
}

impl<T> Called<T> {
    /// Notes who called.
    pub(super) const fn new(caller: PublicKey, stream: T) -> Self {
        Self { caller, stream }
    }

    /// The key that the caller proved to hold.
    pub(super) const fn caller(&self) -> PublicKey {
        self.caller
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Called<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Called<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
