//! Reading `multipart/form-data` as it streams in (RFC 7578, HTML "multipart form data").
//!
//! A state machine over bytes, without I/O. It is our own because a visit must not be lost by a file's
//! name: browsers send every byte of it but CR, LF and the quote as it is, and header parsers refuse
//! control bytes (`docs/decisions/0004-own-multipart-reader.md`). Nothing is copied but what straddles
//! two pieces of the stream.

use std::collections::VecDeque;
use std::fmt;

use bytes::{Buf as _, Bytes, BytesMut};
use memchr::memmem::Finder;

use crate::form::text_of;

/// A part's headers are a line or two; file systems end names at 255 characters.
const MAX_HEAD_BYTES: usize = 16 * 1024;
/// What ends a part's headers.
const HEAD_END: &[u8] = b"\r\n\r\n";
/// RFC 2046 ends a boundary at 70 characters.
const MAX_BOUNDARY_BYTES: usize = 70;
/// A form has a few dozen parts and a visit bounded files; this many empty ones are an attack.
const MAX_PARTS: usize = 20_000;

/// The stream is not the form that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MultipartError {
    /// The request is not `multipart/form-data` with a boundary.
    NotMultipart,
    /// What follows a boundary, or a part's headers, does not make sense.
    Form,
    /// There are more parts than any form has.
    TooManyParts,
}

impl fmt::Display for MultipartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotMultipart => "the request is not multipart/form-data",
            Self::Form => "the form's parts do not make sense",
            Self::TooManyParts => "the form has too many parts",
        })
    }
}

impl std::error::Error for MultipartError {}

/// What a part says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartHead {
    /// The field's name; empty when it has none.
    pub name: String,
    /// The file's name as sent, when the part is a file.
    pub file_name: Option<String>,
    /// The type that the browser claims.
    pub content_type: String,
}

/// The next thing in the stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    /// A part begins.
    Part(PartHead),
    /// Bytes of the part.
    Data(Bytes),
    /// The part is whole.
    PartEnd,
    /// The form is whole; what follows is ignored.
    End,
}

/// Reads a form from pieces of any size.
pub struct Multipart {
    /// CR LF `--` boundary.
    delimiter: Finder<'static>,
    input: Bytes,
    state: State,
    parts: usize,
    ready: VecDeque<Event>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first boundary.
    Preamble,
    /// In a part's content.
    Content,
    /// Behind a boundary: `--`, or CR LF and headers.
    Head,
    /// Behind the last boundary.
    Done,
}

impl Multipart {
    /// Reads the boundary from the request's `Content-Type`.
    pub fn new(content_type: &str) -> Result<Self, MultipartError> {
        let boundary = boundary_of(content_type).ok_or(MultipartError::NotMultipart)?;
        let delimiter = Finder::new(format!("\r\n--{boundary}").as_bytes()).into_owned();
        // The first boundary stands at the start of the body; a line end before it makes it like the others.
        let input = Bytes::from_static(b"\r\n");
        Ok(Self { delimiter, input, state: State::Preamble, parts: 0, ready: VecDeque::new() })
    }

    /// Adds the next piece of the stream. Call [`Self::next_event`] until it gives `None` before the next one.
    pub fn push(&mut self, piece: Bytes) {
        if self.input.is_empty() {
            self.input = piece;
        } else {
            let mut joined = BytesMut::with_capacity(self.input.len() + piece.len());
            joined.extend_from_slice(&self.input);
            joined.extend_from_slice(&piece);
            self.input = joined.freeze();
        }
    }

    /// The next event, or `None` when more of the stream is needed.
    pub fn next_event(&mut self) -> Result<Option<Event>, MultipartError> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Ok(Some(event));
            }
            let moved = match self.state {
                State::Preamble | State::Content => self.content(),
                State::Head => self.head()?,
                State::Done => {
                    self.input.clear();
                    false
                }
            };
            if !moved && self.ready.is_empty() {
                return Ok(None);
            }
        }
    }

    /// Hands on content up to the next boundary, or to where one may begin.
    fn content(&mut self) -> bool {
        let in_part = self.state == State::Content;
        if let Some(at) = self.delimiter.find(&self.input) {
            let data = self.input.split_to(at);
            self.input.advance(self.delimiter.needle().len());
            if in_part {
                self.give(data);
                self.ready.push_back(Event::PartEnd);
            }
            self.state = State::Head;
            return true;
        }
        let data = self.input.split_to(self.input.len() - self.boundary_begun());
        if in_part {
            self.give(data);
        }
        false
    }

    fn give(&mut self, data: Bytes) {
        if !data.is_empty() {
            self.ready.push_back(Event::Data(data));
        }
    }

    /// How many bytes at the end of the input may be the beginning of a boundary.
    fn boundary_begun(&self) -> usize {
        let needle = self.delimiter.needle();
        let longest = self.input.len().min(needle.len() - 1);
        let tail = &self.input[self.input.len() - longest..];
        memchr::memchr_iter(b'\r', tail)
            .map(|at| &tail[at..])
            .find(|begun| needle.starts_with(begun))
            .map_or(0, <[u8]>::len)
    }

    /// Reads what follows a boundary.
    fn head(&mut self) -> Result<bool, MultipartError> {
        if self.input.len() < 2 {
            return Ok(false);
        }
        if self.input.starts_with(b"--") {
            self.state = State::Done;
            self.ready.push_back(Event::End);
            return Ok(true);
        }
        if !self.input.starts_with(b"\r\n") {
            return Err(MultipartError::Form);
        }
        // From the first line end on, so that a part without headers ends at once.
        let Some(end) = memchr::memmem::find(&self.input, HEAD_END) else {
            // Of the end that is still to come, up to three bytes may be here: in any pieces, a head may be as long.
            let most = MAX_HEAD_BYTES + HEAD_END.len() - 1;
            return if self.input.len() > most { Err(MultipartError::Form) } else { Ok(false) };
        };
        if end > MAX_HEAD_BYTES {
            return Err(MultipartError::Form);
        }
        self.parts += 1;
        if self.parts > MAX_PARTS {
            return Err(MultipartError::TooManyParts);
        }
        let head = self.input.split_to(end);
        self.input.advance(HEAD_END.len());
        self.ready.push_back(Event::Part(parse_head(&head)));
        self.state = State::Content;
        Ok(true)
    }
}

/// `boundary` of a `multipart/form-data` type.
fn boundary_of(content_type: &str) -> Option<String> {
    let mut parts = content_type.split(';');
    if !parts.next()?.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"').to_owned())
    })?;
    let fits = (1..=MAX_BOUNDARY_BYTES).contains(&boundary.len()) && boundary.bytes().all(|b| b.is_ascii_graphic());
    fits.then_some(boundary)
}

/// Reads a part's headers; what is missing or odd stays empty.
fn parse_head(head: &[u8]) -> PartHead {
    let mut part = PartHead { name: String::new(), file_name: None, content_type: String::new() };
    for line in head.split(|b| *b == b'\n') {
        let line = line.trim_ascii();
        let Some(colon) = memchr::memchr(b':', line) else { continue };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if name.eq_ignore_ascii_case(b"content-type") {
            part.content_type = String::from_utf8_lossy(value).into_owned();
        } else if name.eq_ignore_ascii_case(b"content-disposition") {
            for (name, value) in parameters(value) {
                let value = text_of(value.to_vec());
                if name.eq_ignore_ascii_case(b"name") {
                    part.name = value;
                } else if name.eq_ignore_ascii_case(b"filename") {
                    part.file_name = Some(value);
                }
            }
        }
    }
    part
}

/// The parameters of a `Content-Disposition`.
///
/// A value in quotes ends at the first quote that a parameter or nothing follows: browsers escape
/// quotes as `%22`, and a backslash is an ordinary character of a name.
fn parameters(value: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut found = Vec::new();
    let mut rest = value;
    while let Some(semicolon) = memchr::memchr(b';', rest) {
        rest = rest[semicolon + 1..].trim_ascii_start();
        let Some(equals) = memchr::memchr(b'=', rest) else { break };
        let name = rest[..equals].trim_ascii();
        rest = &rest[equals + 1..];
        let len = match rest.strip_prefix(b"\"") {
            Some(quoted) => {
                let len = closing_quote(quoted);
                rest = quoted;
                len
            }
            None => memchr::memchr(b';', rest).unwrap_or(rest.len()),
        };
        found.push((name, &rest[..len]));
        rest = &rest[len..];
    }
    found
}

fn closing_quote(quoted: &[u8]) -> usize {
    memchr::memchr_iter(b'"', quoted)
        .find(|at| matches!(quoted[at + 1..].trim_ascii_start().first(), None | Some(b';')))
        .unwrap_or(quoted.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TYPE: &str = "multipart/form-data; boundary=----B1";

    /// A form in the way browsers write it.
    fn form(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, file, content) in parts {
            body.extend_from_slice(b"------B1\r\n");
            let file = file.map(|f| format!("; filename=\"{f}\"\r\nContent-Type: image/jpeg")).unwrap_or_default();
            body.extend_from_slice(format!("Content-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"------B1--\r\n");
        body
    }

    /// Name, file name and content of each part, when the stream comes in pieces of these sizes.
    type Parts = Vec<(String, Option<String>, Vec<u8>)>;

    fn read(body: &[u8], sizes: &[usize]) -> Result<(Parts, bool), MultipartError> {
        let mut multipart = Multipart::new(TYPE)?;
        let (mut parts, mut whole) = (Parts::new(), false);
        let mut sizes = sizes.iter().copied().cycle();
        let mut rest = body;
        loop {
            while let Some(event) = multipart.next_event()? {
                match event {
                    Event::Part(head) => parts.push((head.name, head.file_name, Vec::new())),
                    Event::Data(data) => parts.last_mut().unwrap().2.extend_from_slice(&data),
                    Event::PartEnd => {}
                    Event::End => whole = true,
                }
            }
            if rest.is_empty() {
                return Ok((parts, whole));
            }
            let (piece, left) = rest.split_at(sizes.next().unwrap_or(1).clamp(1, rest.len()));
            multipart.push(Bytes::copy_from_slice(piece));
            rest = left;
        }
    }

    #[test]
    fn names_that_browsers_send_arrive_as_they_are() {
        for name in [
            "a.jpg",
            "a\u{1}b\u{7f}.jpg",
            "tab\there",
            "back\\slash\\",
            "%22quoted%22",
            "é 中 \u{202e}x",
            "a;b=c.jpg",
            "q\\\"q.txt",
        ] {
            let body = form(&[("files", Some(name), b"x")]);
            let (parts, whole) = read(&body, &[7]).unwrap();
            assert!(whole);
            assert_eq!(parts, [("files".into(), Some(name.into()), b"x".to_vec())]);
        }
    }

    #[test]
    fn a_name_that_is_no_utf8_does_not_lose_the_visit() {
        let body =
            b"------B1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\xff\"\r\n\r\nx\r\n------B1--\r\n";
        let (parts, whole) = read(body, &[3]).unwrap();
        assert!(whole && parts[0].1.as_deref() == Some("aÿ"));
    }

    #[test]
    fn what_is_no_form_is_refused() {
        for kind in
            ["text/plain", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a b"]
        {
            assert!(Multipart::new(kind).is_err(), "{kind}");
        }
        assert_eq!(read(b"------B1xx", &[1]).unwrap_err(), MultipartError::Form);
        let mut long = b"------B1\r\nX: ".to_vec();
        long.resize(MAX_HEAD_BYTES + 100, b'a');
        assert_eq!(read(&long, &[999]).unwrap_err(), MultipartError::Form);
    }

    #[test]
    fn a_head_has_one_longest_length_in_any_pieces() {
        let with_head = |bytes: usize| {
            let disposition = "\r\nContent-Disposition: form-data; name=\"f\"\r\nX: ";
            let filler = "a".repeat(bytes - disposition.len());
            format!("------B1{disposition}{filler}\r\n\r\nx\r\n------B1--\r\n").into_bytes()
        };
        for sizes in [[1], [1000], [100_000]] {
            let (parts, whole) = read(&with_head(MAX_HEAD_BYTES), &sizes).unwrap();
            assert!(whole && parts[0].2 == b"x");
            assert_eq!(read(&with_head(MAX_HEAD_BYTES + 1), &sizes).unwrap_err(), MultipartError::Form);
        }
        // Nobody waits for its end where it can fit no more.
        let endless = |bytes: usize| [b"------B1\r\n".as_slice(), &vec![b'a'; bytes - 2]].concat();
        assert_eq!(read(&endless(MAX_HEAD_BYTES + 3), &[1]), Ok((Parts::new(), false)));
        assert_eq!(read(&endless(MAX_HEAD_BYTES + 4), &[1]), Err(MultipartError::Form));
    }

    #[test]
    fn a_form_has_so_many_parts_and_no_more() {
        let parts = |count| [b"------B1\r\n\r\n\r\n".repeat(count), b"------B1--\r\n".to_vec()].concat();
        let (read_parts, whole) = read(&parts(MAX_PARTS), &[10_000]).unwrap();
        assert!(whole && read_parts.len() == MAX_PARTS);
        assert_eq!(read(&parts(MAX_PARTS + 1), &[10_000]).unwrap_err(), MultipartError::TooManyParts);
    }

    #[test]
    fn a_part_says_its_type_whole() {
        let parse = |head: &str| parse_head(head.as_bytes()).content_type;
        assert_eq!(parse("\r\nContent-Disposition: form-data\r\nContent-Type: image/jpeg"), "image/jpeg");
        assert_eq!(parse("\r\ncontent-type:video/mp4"), "video/mp4");
        assert_eq!(parse("\r\nContent-Disposition: form-data"), "");
    }

    #[test]
    fn a_form_that_is_cut_off_is_not_whole() {
        let body = form(&[("account", None, b"words"), ("files", Some("a"), b"content")]);
        for len in 0..body.len() - 4 {
            let (_, whole) = read(&body[..len], &[5]).unwrap();
            assert!(!whole, "{len}");
        }
    }

    proptest! {
        #[test]
        fn a_form_reads_the_same_in_any_pieces(
            contents in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..5),
            near in prop::collection::vec(prop::sample::select(vec!["\r", "\r\n", "\r\n--", "\r\n------B", "--", "-B1"]), 0..6),
            sizes in prop::collection::vec(1..40usize, 1..20),
        ) {
            let mut contents = contents;
            contents.push(near.concat().into_bytes());
            let parts: Vec<_> = contents.iter().map(|c| ("f", Some("n"), c.as_slice())).collect();
            let body = form(&parts);
            prop_assume!(contents.iter().all(|c| memchr::memmem::find(c, b"\r\n------B1").is_none()));
            let (read, whole) = read(&body, &sizes).unwrap();
            prop_assert!(whole);
            prop_assert_eq!(read.into_iter().map(|p| p.2).collect::<Vec<_>>(), contents);
        }
    }
}
