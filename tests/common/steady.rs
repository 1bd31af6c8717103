//! Many who talk to a portal at once, with as little work of their own as can be: connections that are kept, answers
//! read in large pieces, and how long each took.

use std::fmt;
use std::io::{self, Read as _, Write as _};
use std::time::{Duration, Instant};

use memchr::memmem;

use super::source::Source;

const BOUNDARY: &str = "----geckoformboundary0a1b2c3d4e5f6071";

/// Times of something that was done again and again.
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        assert!(!times.is_empty(), "nothing was measured");
        times.sort_unstable();
        Self(times)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// In milliseconds, what so many percent stayed below.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let at = (self.0.len() * percent).div_ceil(100).clamp(1, self.0.len());
        self.0[at - 1].as_secs_f64() * 1000.0
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [p50, p95, p99] = [50, 95, 99].map(|percent| self.percentile(percent));
        write!(f, "p50 {p50:7.1}  p95 {p95:7.1}  p99 {p99:7.1} ms  (n {})", self.len())
    }
}

/// A connection that is kept from one request to the next.
pub(crate) struct Kept {
    stream: std::net::TcpStream,
    buffer: Vec<u8>,
}

impl Kept {
    pub(crate) fn open(source: &Source) -> io::Result<Self> {
        Ok(Self { stream: source.try_connect()?, buffer: vec![0; 512 * 1024] })
    }

    /// Sends a request, and gives the answer's status and how long both took.
    pub(crate) fn ask(&mut self, request: &[u8]) -> io::Result<(u16, Duration)> {
        let begun = Instant::now();
        self.stream.write_all(request)?;
        let mut len = 0;
        let mut whole = usize::MAX;
        while len < whole {
            match self.stream.read(&mut self.buffer[len..])? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                more => len += more,
            }
            if whole == usize::MAX {
                whole = whole_len(&self.buffer[..len]).unwrap_or(whole);
            }
        }
        let status = std::str::from_utf8(&self.buffer[9..12]).ok().and_then(|status| status.parse().ok());
        Ok((status.ok_or(io::ErrorKind::InvalidData)?, begun.elapsed()))
    }
}

/// Bytes of an answer whose head is here.
fn whole_len(answer: &[u8]) -> Option<usize> {
    let head = memmem::find(answer, b"\r\n\r\n")? + 4;
    let name = b"content-length: ";
    let at = memmem::find(&answer[..head], name)? + name.len();
    let digits = answer[at..].split(|b| *b == b'\r').next()?;
    Some(head + std::str::from_utf8(digits).ok()?.parse::<usize>().ok()?)
}

/// A request for a page.
pub(crate) fn page(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: example.onion\r\n\r\n").into_bytes()
}

/// A request that sends a form of these fields.
pub(crate) fn form(path: &str, fields: &[(&str, &str)]) -> Vec<u8> {
    let part = |(name, value): &(&str, &str)| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = fields.iter().map(part).collect::<Vec<_>>().concat() + &format!("--{BOUNDARY}--\r\n");
    let mut request = head_of_form(path, body.len()).into_bytes();
    request.extend_from_slice(body.as_bytes());
    request
}

/// The head of a request that sends a form of so many bytes.
pub(crate) fn head_of_form(path: &str, bytes: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: example.onion\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {bytes}\r\n\r\n"
    )
}

/// A small testimony under these nine words.
pub(crate) fn testimony(codename: &str, nonce: &str) -> Vec<u8> {
    let account = "Vi dos camionetas frente a la casa. Bajaron a tres personas. ".repeat(20);
    form(
        "/en/1",
        &[("codename", codename), ("nonce", nonce), ("consent", "yes"), ("when", "2026-11"), ("account", &account)],
    )
}
