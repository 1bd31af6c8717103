//! All answers to GET have one size, and all answers to POST another, with their heads: whoever watches a connection
//! cannot tell pages, languages or outcomes by it.
//!
//! What fills an answer up comes last, so that the page can be read before it is there.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_http::ConnectionType;
use actix_web::HttpRequest;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ResponseHead, ServiceResponse};
use actix_web::http::{Method, Version};
use actix_web::web::Bytes;

use super::desk::Desk;
use super::headers;
use super::pages::{self, Site};
use crate::intake::TextShare;
use crate::texts::Lang;

/// Bytes of an answer to GET, and to what is no request of a browser's.
pub(super) const GET_BYTES: usize = 64 << 10;
/// Bytes of an answer to POST.
pub(super) const POST_BYTES: usize = 256 << 10;

/// What is left of an answer to GET for its page: heads are shorter than this.
pub(super) const MOST_HEAD_BYTES: usize = 2048;

/// How many bytes the first page of a desk's form has more than an answer to GET holds; it would be sent in twice as many.
pub fn too_much(site: &Site, lang: Lang, desk: &Desk) -> Option<usize> {
    let page = pages::first_page(site, lang, desk).len();
    page.checked_sub(GET_BYTES - MOST_HEAD_BYTES).filter(|more| *more > 0)
}

/// What the HTTP stack adds; IMF-fixdate has one length (RFC 9110, 5.6.7).
const DATE_LINE: usize = "date: Thu, 01 Jan 1970 00:00:00 GMT\r\n".len();
/// Stands around what fills up: a comment may follow the end of a page (HTML Standard, 13.1).
const AROUND: [&[u8]; 2] = [b"<!--", b"-->\n"];
/// What fills up, again and again: whoever does not read an answer keeps a page in memory, and not the whole of it.
static SPACES: [u8; PIECE_BYTES] = [b' '; PIECE_BYTES];
/// A body goes out in pieces of this size: the HTTP stack copies each before it is sent, and would copy a page whole.
const PIECE_BYTES: usize = 16 << 10;

/// Fills an answer up to its size; or to a multiple of it, where somebody wrote so much that it comes back in no less.
pub(super) fn fill(answer: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let (request, mut answer) = answer.into_parts();
    let room = answer.extensions_mut().remove();
    // The stack uses heads again, and leaves the last one's version in them; one of before 1.1 would be told as closing,
    // which the stack does not look at when it writes.
    answer.head_mut().version = Version::HTTP_11;
    headers::put_in_order(answer.headers_mut());
    let size = if request.method() == Method::POST { POST_BYTES } else { GET_BYTES };
    let answer = answer.map_body(|head, body| match body.try_into_bytes() {
        Ok(page) => {
            let filled = Filled::new(page, size, |len| head_len(&request, head, len));
            BoxBody::new(Filled { _room: room, ..filled })
        }
        Err(body) => body,
    });
    ServiceResponse::new(request, answer)
}

/// A page, filled up so that it has so many bytes together with its head, or a multiple.
struct Filled {
    len: usize,
    /// What is still to be sent, the last piece first.
    pieces: Vec<Bytes>,
    /// For what a source wrote, where it stands in the page.
    _room: Option<TextShare>,
}

impl Filled {
    fn new(mut page: Bytes, size: usize, head_len: impl Fn(usize) -> usize) -> Self {
        let [open, close] = AROUND.map(Bytes::from_static);
        let least = page.len() + open.len() + close.len();
        let whole = (head_len(least) + least).next_multiple_of(size);
        let len = whole - head_len(whole);
        let (mut pieces, mut spaces) = (vec![close], len - least);
        while spaces > 0 {
            let some = Bytes::from_static(&SPACES[..SPACES.len().min(spaces)]);
            spaces -= some.len();
            pieces.push(some);
        }
        pieces.push(open);
        while page.len() > PIECE_BYTES {
            pieces.push(page.split_off((page.len() - 1) / PIECE_BYTES * PIECE_BYTES));
        }
        pieces.push(page);
        Self { len, pieces, _room: None }
    }
}

impl MessageBody for Filled {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.len as u64)
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        Poll::Ready(self.get_mut().pieces.pop().map(Ok))
    }
}

/// Bytes of an answer's head, as the HTTP stack writes it (actix-http 3, `h1/encoder.rs`).
fn head_len(request: &HttpRequest, head: &ResponseHead, content_len: usize) -> usize {
    let status = "HTTP/1.1 200 ".len() + head.reason().len() + "\r\n".len();
    let length = format!("content-length: {content_len}\r\n").len();
    let asked = request.head().connection_type();
    let version = request.version();
    let connection = match head.connection_type() {
        ConnectionType::KeepAlive => asked,
        own => own,
    };
    let connection = match connection {
        ConnectionType::KeepAlive if version < Version::HTTP_11 => "connection: keep-alive\r\n".len(),
        ConnectionType::Close if version >= Version::HTTP_11 => "connection: close\r\n".len(),
        ConnectionType::Upgrade => "connection: upgrade\r\n".len(),
        ConnectionType::KeepAlive | ConnectionType::Close => 0,
    };
    let line = |name: &str, value: &[u8]| name.len() + ": ".len() + value.len() + "\r\n".len();
    let lines: usize = head.headers().iter().map(|(name, value)| line(name.as_str(), value.as_bytes())).sum();
    status + length + connection + lines + DATE_LINE + "\r\n".len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_filled_up_with_its_head_and_stands_whole_before_what_fills_it() {
        let head = |len: usize| 300 + len.to_string().len();
        for len in [0, 1, 700, 10_000, 65_000, 65_200, 65_220, 65_300, 70_000, 300_000] {
            let page = vec![b'a'; len];
            let body = Filled::new(page.clone().into(), GET_BYTES, head);
            let filled: Vec<u8> = body.pieces.iter().rev().flatten().copied().collect();
            assert_eq!(body.size(), BodySize::Sized(filled.len() as u64));
            assert_eq!((filled.len() + head(filled.len())) % GET_BYTES, 0, "{len}");
            assert!(filled.starts_with(&page) && filled.ends_with(b"-->\n"), "{len}");
            let fits = len + 8 + head(GET_BYTES) <= GET_BYTES;
            assert_eq!(filled.len() < GET_BYTES, fits, "{len}");
        }
    }
}
