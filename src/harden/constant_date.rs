//! One `Date` for every HTTP/1.1 response, whoever wrote it.
//!
//! A server's clock tells it from others: an onion service whose `Date` runs 1.7 seconds behind is
//! the clear-net host whose `Date` does. Middleware can fix what a handler answers, but not the 408
//! and 400 that the HTTP stack writes by itself; so the bytes on their way out are read here.
//!
//! Response by response, [`ConstantDate`] tells heads from bodies by their framing (RFC 9112, 6.3)
//! and puts a constant over the value of `Date`. Lengths never change, bodies are only counted.

use std::io::IoSlice;
use std::mem;

use memchr::memmem;

/// What stands in every `Date`, in IMF-fixdate (RFC 9110, 5.6.7): as good as none, and well formed.
pub(super) const DATE: &[u8; 29] = b"Thu, 01 Jan 1970 00:00:00 GMT";
/// For what a longer value than a date has left: trailing blanks mean nothing.
const BLANKS: &[u8; 29] = &[b' '; 29];
/// How every response begins.
const RESPONSE: &[u8] = b"HTTP/1.";
/// How a request begins whose response has a body's headers, and no body.
const HEAD_REQUEST: &[u8; 5] = b"HEAD ";
/// A body that ends with the connection: longer than any can get.
const UNTIL_CLOSE: u64 = u64::MAX;
/// The longest header name that matters here, `transfer-encoding`.
const NAME_BYTES: usize = 17;

/// The most slices that one write is cut into: enough for three responses, each `Date` amid as-is.
pub(super) const PIECES: usize = 7;

/// Where in the stream of responses the next byte stands.
///
/// Moved on only by what the peer's side accepted ([`sent`](Self::sent)), so a write may be cut
/// anywhere, and offered again as often as needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ConstantDate {
    place: Place,
    head: Head,
    requests: Requests,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In a status line, after so many spaces.
    Status { spaces: u8 },
    /// In a header's name, of which the first bytes are kept, in lower case.
    Name { name: [u8; NAME_BYTES], len: usize },
    /// In the value of a header that says nothing about framing.
    Value,
    /// In the value of `Content-Length`.
    Length,
    /// In the value of `Date`, so many bytes of which were replaced.
    Date { replaced: usize },
    /// At the first byte of a body that may not be there: so many bytes look like the next response.
    Doubt { like_response: usize, left: u64 },
    /// In a body.
    Body { left: u64 },
}

const RESPONSE_START: Place = Place::Status { spaces: 0 };
const HEADER_START: Place = Place::Name { name: [0; NAME_BYTES], len: 0 };

/// What the present head has said about its body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Head {
    status: u16,
    length: Option<u64>,
    /// Framed by `Transfer-Encoding` (which the app never uses), or by a length that is none.
    other_framing: bool,
}

/// How the next bytes go out: so many as they are, or these in place of as many.
enum Piece {
    AsIs(usize),
    Instead(&'static [u8]),
}

impl ConstantDate {
    /// At the start of a connection.
    pub(super) fn new() -> Self {
        Self { place: RESPONSE_START, head: Head::default(), requests: Requests::default() }
    }

    /// True where the next byte begins a response.
    pub(super) fn at_response(&self) -> bool {
        self.place == RESPONSE_START
    }

    /// Takes note of what the peer sent, before anything that answers it goes out.
    pub(super) fn received(&mut self, bytes: &[u8]) {
        self.requests.received(bytes);
    }

    /// Cuts the next bytes into slices as they shall go out, and says how many slices there are.
    ///
    /// Together they are as long as `bytes`, or shorter where it takes more than [`PIECES`].
    pub(super) fn pieces<'a>(&self, bytes: &'a [u8]) -> ([IoSlice<'a>; PIECES], usize) {
        let mut ahead = *self;
        let mut slices = [IoSlice::new(&[]); PIECES];
        let mut count = 0;
        let mut at = 0;
        let mut as_is_from = 0;
        while at < bytes.len() && count < PIECES {
            match ahead.next(&bytes[at..]) {
                Piece::AsIs(len) => at += len,
                Piece::Instead(text) => {
                    if as_is_from < at {
                        slices[count] = IoSlice::new(&bytes[as_is_from..at]);
                        count += 1;
                    }
                    at += text.len();
                    as_is_from = at;
                    if count < PIECES {
                        slices[count] = IoSlice::new(text);
                        count += 1;
                    }
                }
            }
        }
        if as_is_from < at && count < PIECES {
            slices[count] = IoSlice::new(&bytes[as_is_from..at]);
            count += 1;
        }
        (slices, count)
    }

    /// Moves on by bytes that were accepted, as they were before any was replaced.
    pub(super) fn sent(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let len = match self.next(bytes) {
                Piece::AsIs(len) => len,
                Piece::Instead(text) => text.len(),
            };
            bytes = &bytes[len..];
        }
    }

    /// Moves over the longest beginning that goes out in one manner; `bytes` must not be empty.
    fn next(&mut self, bytes: &[u8]) -> Piece {
        match &mut self.place {
            Place::Body { left } => {
                let len = usize::try_from(*left).map_or(bytes.len(), |left| left.min(bytes.len()));
                *left -= len as u64;
                if *left == 0 {
                    self.place = RESPONSE_START;
                }
                Piece::AsIs(len)
            }
            Place::Date { replaced } => {
                let value = bytes.iter().take_while(|&&byte| byte != b'\r' && byte != b'\n');
                let len = value.count().min(DATE.len());
                let before_value = *replaced == 0 && matches!(bytes[0], b' ' | b'\t');
                if len == 0 {
                    self.place = Place::Value;
                    self.next(bytes)
                } else if before_value {
                    Piece::AsIs(1)
                } else if *replaced == DATE.len() {
                    Piece::Instead(&BLANKS[..len])
                } else {
                    let text = &DATE[*replaced..DATE.len().min(*replaced + len)];
                    *replaced += text.len();
                    Piece::Instead(text)
                }
            }
            Place::Doubt { .. } => Piece::AsIs(self.settle_doubt(bytes)),
            _ => {
                let in_head = bytes.iter().take_while(|&&byte| self.head_byte(byte));
                // The byte that ended the head, or began the date's value, belongs to it.
                let len = in_head.count();
                Piece::AsIs((len + 1).min(bytes.len()))
            }
        }
    }

    /// Reads a byte of a head; whether the next one is read here as well.
    fn head_byte(&mut self, byte: u8) -> bool {
        match (&mut self.place, byte) {
            (Place::Name { len: 0, .. }, b'\n') => self.end_head(),
            (Place::Status { .. } | Place::Name { .. } | Place::Value | Place::Length, b'\n') => {
                self.place = HEADER_START;
            }
            (_, b'\r') => {}
            (Place::Status { spaces }, b' ') => *spaces = spaces.saturating_add(1),
            (Place::Status { spaces: 1 }, digit @ b'0'..=b'9') => {
                let status = self.head.status;
                self.head.status = status.saturating_mul(10).saturating_add((digit - b'0').into());
            }
            (Place::Name { name, len }, b':') => {
                let (name, len) = (*name, *len);
                self.end_name(name.get(..len).unwrap_or_default());
            }
            (Place::Name { name, len }, byte) => {
                if let Some(place) = name.get_mut(*len) {
                    *place = byte.to_ascii_lowercase();
                }
                *len = len.saturating_add(1);
            }
            (Place::Length, digit @ b'0'..=b'9') => {
                let length = self.head.length.unwrap_or(0).checked_mul(10);
                self.head.length = length.and_then(|l| l.checked_add((digit - b'0').into()));
                self.head.other_framing |= self.head.length.is_none();
            }
            (Place::Length, byte) if !matches!(byte, b' ' | b'\t') => {
                self.head.other_framing = true;
            }
            _ => {}
        }
        !matches!(self.place, Place::Date { .. } | Place::Doubt { .. } | Place::Body { .. })
    }

    /// Decides what a header's value means; longer names come as an empty one.
    fn end_name(&mut self, name: &[u8]) {
        self.place = match name {
            b"date" => Place::Date { replaced: 0 },
            b"content-length" => Place::Length,
            _ => Place::Value,
        };
        // A second length contradicts the first, or repeats it: neither is sent by the app.
        self.head.other_framing |=
            name == b"transfer-encoding" || name == b"content-length" && self.head.length.is_some();
    }

    /// Decides by the head that just ended how its body is framed.
    fn end_head(&mut self) {
        let head = mem::take(&mut self.head);
        let left = match head.status {
            101 => UNTIL_CLOSE,
            100..=199 | 204 | 304 => 0,
            _ if head.other_framing => UNTIL_CLOSE,
            _ => head.length.unwrap_or(UNTIL_CLOSE),
        };
        let unframed = head.length.is_none() && !head.other_framing;
        self.place = if left == 0 {
            RESPONSE_START
        } else if unframed || self.requests.head_asked {
            Place::Doubt { like_response: 0, left }
        } else {
            Place::Body { left }
        };
    }

    /// Looks at a body's first bytes where there may be none: the next response begins instead after
    /// the answer to a HEAD request, or where a head has no framing at all. Says how many it took.
    fn settle_doubt(&mut self, bytes: &[u8]) -> usize {
        let Place::Doubt { like_response, left } = &mut self.place else {
            return 0;
        };
        let like = bytes.iter().zip(&RESPONSE[*like_response..]);
        let len = like.take_while(|(byte, expected)| byte == expected).count();
        *like_response += len;
        if *like_response == RESPONSE.len() {
            self.place = RESPONSE_START;
        } else if len < bytes.len() {
            let left = left.saturating_sub(*like_response as u64);
            self.place = match left {
                0 => RESPONSE_START,
                left => Place::Body { left },
            };
        }
        len
    }
}

/// Whether a HEAD request can have been among what the peer sent.
///
/// Requests are not parsed: these five bytes anywhere, even in a body, arm [`Place::Doubt`], which
/// harms no body that does not begin like a response. Without them no request is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Requests {
    head_asked: bool,
    /// The last bytes received, in which a `HEAD ` may have begun.
    tail: [u8; HEAD_REQUEST.len() - 1],
}

impl Requests {
    fn received(&mut self, bytes: &[u8]) {
        const TAIL: usize = HEAD_REQUEST.len() - 1;
        if self.head_asked || bytes.is_empty() {
            return;
        }
        let mut seam = [0; 2 * TAIL];
        let first = bytes.len().min(TAIL);
        seam[..TAIL].copy_from_slice(&self.tail);
        seam[TAIL..TAIL + first].copy_from_slice(&bytes[..first]);
        self.head_asked = memmem::find(&seam, HEAD_REQUEST).is_some() || memmem::find(bytes, HEAD_REQUEST).is_some();

        match bytes.last_chunk() {
            Some(last) => self.tail = *last,
            None => self.tail.copy_from_slice(&seam[first..first + TAIL]),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CLOCK: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const CONSTANT: &str = "Thu, 01 Jan 1970 00:00:00 GMT";

    /// What goes out when `bytes` are written in the given cuts, and of each write so much is taken.
    fn written(bytes: &[u8], mut cut: impl FnMut(usize) -> usize) -> Vec<u8> {
        written_on(ConstantDate::new(), bytes, &mut cut)
    }

    fn written_on(mut state: ConstantDate, bytes: &[u8], cut: &mut dyn FnMut(usize) -> usize) -> Vec<u8> {
        let mut out = Vec::new();
        while out.len() < bytes.len() {
            let rest = &bytes[out.len()..];
            let offered = &rest[..cut(rest.len())];
            let (slices, count) = state.pieces(offered);
            let text: Vec<u8> = slices[..count].iter().flat_map(|s| s.to_vec()).collect();
            assert!(!text.is_empty() && text.len() <= offered.len());
            let taken = cut(text.len());
            out.extend_from_slice(&text[..taken]);
            state.sent(&offered[..taken]);
        }
        out
    }

    fn whole(text: &str) -> String {
        String::from_utf8(written(text.as_bytes(), |len| len)).unwrap()
    }

    #[test]
    fn dates_of_heads_are_constant_and_bodies_are_left_alone() {
        let response = |date: &str| {
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: 41\r\nDate: {date}\r\nx-date: {CLOCK}\r\n\r\n\
                 \r\n\r\ndate: {CLOCK}\r\n\r\n"
            )
        };
        let (sent, expected) = (response(CLOCK), response(CONSTANT));
        assert_eq!(sent.split_once("\r\n\r\n").unwrap().1.len(), 43);
        let sent = sent.replace("length: 41", "length: 43");
        let expected = expected.replace("length: 41", "length: 43");
        assert_eq!(whole(&sent.repeat(5)), expected.repeat(5));
    }

    #[test]
    fn what_follows_a_response_without_a_body_is_a_head() {
        for status in ["100 Continue", "204 No Content", "304 Not Modified"] {
            let response =
                |date: &str| format!("HTTP/1.1 {status}\r\n\r\nHTTP/1.1 400 Bad Request\r\ndate: {date}\r\n\r\n");
            assert_eq!(whole(&response(CLOCK)), response(CONSTANT));
        }
    }

    #[test]
    fn a_body_without_a_known_length_is_left_alone_until_the_end() {
        for framing in ["", "transfer-encoding: chunked\r\n", "content-length: many\r\n"] {
            let response =
                |date: &str| format!("HTTP/1.1 200 OK\r\n{framing}date: {date}\r\n\r\n9\r\n\r\ndate: {CLOCK}\r\n");
            assert_eq!(whole(&response(CLOCK)), response(CONSTANT));
        }
    }

    #[test]
    fn the_answer_to_a_head_request_has_no_body_however_long_it_says() {
        let responses = |date: &str| {
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: 5000\r\ndate: {date}\r\n\r\n\
                 HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\ndate: {date}\r\n\r\n"
            )
        };
        let mut state = ConstantDate::new();
        state.received(b"GET / HTTP/1.1\r\nhost: a\r\n\r\nHE");
        state.received(b"A");
        state.received(b"D / HTTP/1.1\r\nhost: a\r\n\r\n\0");
        for step in [1, 7, 5000] {
            let out = written_on(state, responses(CLOCK).as_bytes(), &mut |len| len.min(step));
            assert_eq!(String::from_utf8(out).unwrap(), responses(CONSTANT));
        }
    }

    #[test]
    fn a_body_that_begins_almost_like_a_response_stays_whole() {
        let responses = |date: &str| {
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: 4\r\ndate: {date}\r\n\r\nHTTP\
                 HTTP/1.1 200 OK\r\ncontent-length: 6\r\ndate: {date}\r\n\r\nHTTP/2\
                 HTTP/1.1 200 OK\r\ncontent-length: 0\r\ndate: {date}\r\n\r\n"
            )
        };
        let mut state = ConstantDate::new();
        state.received(b"HEAD / HTTP/1.1\r\n\r\n");
        for step in [1, 3, 5000] {
            let out = written_on(state, responses(CLOCK).as_bytes(), &mut |len| len.min(step));
            assert_eq!(String::from_utf8(out).unwrap(), responses(CONSTANT));
        }
    }

    #[test]
    fn a_date_in_another_shape_tells_nothing_either() {
        for (sent, expected) in
            [("1", "T"), ("", ""), ("Sunday, 06-Nov-94 08:49:37 GMT+0000", "Thu, 01 Jan 1970 00:00:00 GMT      ")]
        {
            let head = |date: &str| format!("HTTP/1.1 200 OK\r\nDATE:{date}\r\n\r\n");
            assert_eq!(whole(&head(sent)), head(expected));
        }
    }

    /// Responses as the stack writes them, with `date` where it writes the time.
    fn responses(date: &'static str) -> impl Strategy<Value = Vec<String>> {
        let body = prop::collection::vec(
            prop_oneof![
                Just("\r\n".to_owned()),
                Just(format!("date: {CLOCK}\r\n")),
                Just("HTTP/1.1 200 OK\r\n".to_owned()),
                "[ -~]{0,40}",
            ],
            0..6,
        );
        let response = (body, any::<bool>(), prop::sample::select(&[200, 404, 204, 304, 100][..]));
        let response = response.prop_map(move |(body, date_first, status)| {
            let body = if matches!(status, 200 | 404) { body.concat() } else { String::new() };
            let date = format!("Date: {date}\r\n");
            let length = match status {
                200 | 404 => format!("Content-Length: {}\r\n", body.len()),
                304 => "content-length: 700\r\n".to_owned(),
                _ => String::new(),
            };
            let headers = if date_first { date + &length } else { length + &date };
            format!("HTTP/1.1 {status} Reason 200\r\n{headers}x-a: b\r\n\r\n{body}")
        });
        prop::collection::vec(response, 1..6)
    }

    proptest! {
        #[test]
        fn any_cuts_give_what_one_write_gives(
            sent in responses(CLOCK),
            cuts in prop::collection::vec(1_usize..90, 1..40),
        ) {
            let sent = sent.concat();
            // In a head `Date` stands capitalised, in a body not.
            let expected = sent.replace(&format!("Date: {CLOCK}"), &format!("Date: {CONSTANT}"));
            let mut cuts = cuts.into_iter().cycle();
            let out = written(sent.as_bytes(), |len| len.min(cuts.next().unwrap_or(1)));
            prop_assert_eq!(str::from_utf8(&out).unwrap(), &expected);
            prop_assert_eq!(whole(&sent), expected);
        }

        #[test]
        fn any_bytes_go_out_at_their_length_and_in_any_cuts_alike(
            bytes in prop::collection::vec(
                prop_oneof![
                    Just(b"\r\n".to_vec()),
                    Just(b"date:".to_vec()),
                    Just(b"content-length: 3".to_vec()),
                    Just(b"HTTP/1.1 200".to_vec()),
                    prop::collection::vec(any::<u8>(), 0..40),
                ],
                0..30,
            ),
            cuts in prop::collection::vec(1_usize..30, 1..40),
        ) {
            let bytes = bytes.concat();
            let mut cuts = cuts.into_iter().cycle();
            let out = written(&bytes, |len| len.min(cuts.next().unwrap_or(1)));
            prop_assert_eq!(out, written(&bytes, |len| len));
        }

        #[test]
        fn a_head_request_is_noticed_across_any_cut(at in 0..60_usize, cut in 1_usize..20) {
            let mut requests = Requests::default();
            let mut bytes = vec![b'H'; 60];
            bytes.splice(at..at, *HEAD_REQUEST);
            for part in bytes.chunks(cut) {
                requests.received(part);
            }
            prop_assert!(requests.head_asked);
        }
    }
}
