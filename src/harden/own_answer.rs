//! Answers that the HTTP stack writes by itself, of what is no request or comes too late: filled up like any other, so
//! that whoever watches the connection cannot tell them by their size.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use memchr::memmem;
use tokio::io::AsyncWrite;

use super::constant_date::DATE;

const HEAD_END: &[u8] = b"\r\n\r\n";

/// An answer that is being sent in place of the stack's own.
pub(super) struct OwnAnswer {
    answer: Vec<u8>,
    sent: usize,
    instead_of: usize,
}

impl OwnAnswer {
    /// What is sent in place of these bytes, which begin an answer; `None` when they are the application's, whose
    /// answers are never empty.
    pub(super) fn of(bytes: &[u8], size: usize) -> Option<Self> {
        let is_whole = memmem::find(bytes, HEAD_END) == Some(bytes.len().checked_sub(HEAD_END.len())?);
        let is_empty = memmem::find(bytes, b"\r\ncontent-length: 0\r\n").is_some();
        if !(is_whole && is_empty && bytes.starts_with(b"HTTP/1.")) {
            return None;
        }
        let status = &bytes[..memmem::find(bytes, b"\r\n")?];
        let date = std::str::from_utf8(DATE).unwrap_or_default();
        let head = |len: usize| {
            format!(
                "\r\ncontent-length: {len:05}\r\nconnection: close\r\ncontent-type: text/html; charset=utf-8\r\n\
                 cache-control: no-store\r\ndate: {date}\r\n\r\n"
            )
        };
        let len = size.saturating_sub(status.len() + head(0).len());
        let mut answer =
            [status, head(len).as_bytes(), b"<!DOCTYPE html><html lang=\"en\"><title>Page</title>"].concat();
        answer.resize(size.max(answer.len()), b' ');
        Some(Self { answer, sent: 0, instead_of: bytes.len() })
    }

    /// Sends what is left of it; says, when all of it is, how many bytes it stood for.
    pub(super) fn poll_write(
        &mut self,
        to: &mut (impl AsyncWrite + Unpin),
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        while self.sent < self.answer.len() {
            match ready!(Pin::new(&mut *to).poll_write(cx, &self.answer[self.sent..]))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                len => self.sent += len,
            }
        }
        Poll::Ready(Ok(self.instead_of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_answer_is_filled_up_and_keeps_its_status() {
        let own = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\ndate: x\r\n\r\n";
        let filled = OwnAnswer::of(own, 4096).unwrap();
        let text = String::from_utf8(filled.answer).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 400 Bad Request\r\n"));
        assert!(head.contains(&format!("content-length: {:05}", body.len())), "{head}");
        assert_eq!((text.len(), filled.instead_of), (4096, own.len()));
    }

    #[test]
    fn an_answer_of_the_applications_is_left_as_it_is() {
        for other in [
            "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
            "content-length: 0\r\n\r\n",
            "",
        ] {
            assert!(OwnAnswer::of(other.as_bytes(), 4096).is_none(), "{other}");
        }
    }
}
