//! A source's browser: raw HTTP/1.1 over a socket, in the words of the portal.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};

use super::LIMIT;
use super::content::Content;

const BOUNDARY: &str = "----geckoformboundary5f1c6d9aa1f3b4c2";

/// Somebody who talks to a portal.
#[derive(Clone)]
pub(crate) struct Source {
    address: SocketAddr,
    headers: Vec<(String, String)>,
    /// What tor says before all else, where it says on which circuit a connection comes.
    line: String,
}

/// What comes back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case, sorted.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    /// Bytes before the body.
    pub(crate) head_bytes: usize,
}

/// A form as the page gave it.
#[derive(Clone)]
pub(crate) struct Form {
    pub(crate) codename: String,
    pub(crate) nonce: String,
    /// What the page says of itself.
    pub(crate) desk: String,
    pub(crate) page: String,
}

/// A file that is chosen.
#[derive(Clone)]
pub(crate) struct SentFile {
    /// As a browser writes it between the quotes.
    pub(crate) name: Vec<u8>,
    pub(crate) content_type: String,
    pub(crate) content: Content,
}

/// What is sent to the form.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) lang: String,
    /// The desk's place on the portal, from 1.
    pub(crate) desk: usize,
    pub(crate) fields: Vec<(String, Vec<u8>)>,
    pub(crate) files: Vec<SentFile>,
}

impl Visit {
    /// The same, sent by the page as it stood when it was opened.
    pub(crate) fn by_the_page(lang: &str, form: &Form) -> Self {
        let mut visit = Self::to(lang, form);
        let says = [("desk", &form.desk), ("page", &form.page)];
        visit.fields.splice(0..0, says.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())));
        visit
    }

    /// A visit to this form, with consent and without a word.
    pub(crate) fn to(lang: &str, form: &Form) -> Self {
        let fields = [("codename", form.codename.as_str()), ("nonce", &form.nonce), ("consent", "yes")];
        let fields = fields.into_iter().chain([("when", ""), ("place", ""), ("account", "")]);
        let fields = fields.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())).collect();
        Self { lang: lang.to_owned(), desk: 1, fields, files: Vec::new() }
    }

    /// Fills in a field.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        let field = self.fields.iter_mut().find(|(known, _)| known == name);
        field.unwrap_or_else(|| panic!("the form has no {name}")).1 = value.as_bytes().to_vec();
        self
    }

    /// To the desk at this place of the portal instead.
    #[must_use]
    pub(crate) const fn at_desk(mut self, desk: usize) -> Self {
        self.desk = desk;
        self
    }

    /// The form's address.
    fn path(&self) -> String {
        match self.desk {
            1 => format!("/{}/1", self.lang),
            desk => format!("/{}/1/{desk}", self.lang),
        }
    }

    /// Answers a question more: one of those that stand folded in the page.
    #[must_use]
    pub(crate) fn and(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.as_bytes().to_vec()));
        self
    }

    /// Takes a field out, as an unticked box is not sent.
    #[must_use]
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    /// Chooses a file.
    #[must_use]
    pub(crate) fn file(self, name: impl AsRef<[u8]>, content: impl Into<Content>) -> Self {
        self.file_of_type(name, "application/octet-stream", content)
    }

    #[must_use]
    pub(crate) fn file_of_type(
        mut self,
        name: impl AsRef<[u8]>,
        content_type: &str,
        content: impl Into<Content>,
    ) -> Self {
        let name = name.as_ref().to_vec();
        self.files.push(SentFile { name, content_type: content_type.to_owned(), content: content.into() });
        self
    }

    /// The body, piece by piece, as browsers write it.
    fn pieces(&self) -> Vec<Content> {
        let mut pieces = Vec::new();
        let mut head = Vec::new();
        for (name, value) in &self.fields {
            head.extend_from_slice(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n").as_bytes(),
            );
            head.extend_from_slice(value);
            head.extend_from_slice(b"\r\n");
        }
        let nothing = SentFile {
            name: Vec::new(),
            content_type: "application/octet-stream".to_owned(),
            content: Content::Bytes(Vec::new()),
        };
        // The page has three inputs for files; one in which nothing is chosen is sent empty.
        for file in self.files.iter().chain([&nothing, &nothing]) {
            head.extend_from_slice(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"").as_bytes(),
            );
            head.extend_from_slice(&file.name);
            head.extend_from_slice(format!("\"\r\nContent-Type: {}\r\n\r\n", file.content_type).as_bytes());
            pieces.push(Content::Bytes(std::mem::take(&mut head)));
            pieces.push(file.content.clone());
            head.extend_from_slice(b"\r\n");
        }
        head.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        pieces.push(Content::Bytes(head));
        pieces
    }

    /// Bytes of the whole body.
    pub(crate) fn len(&self) -> u64 {
        self.pieces().iter().map(Content::len).sum()
    }

    /// Bytes of the body up to the first byte of the file number `n`, from 1.
    pub(crate) fn len_before_file(&self, n: usize) -> u64 {
        self.pieces().iter().take(2 * n - 1).map(Content::len).sum()
    }
}

impl Source {
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) const fn at(address: SocketAddr) -> Self {
        Self { address, headers: Vec::new(), line: String::new() }
    }

    /// The same, with a header in every request.
    #[must_use]
    pub(crate) fn with_header(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.push((name.to_owned(), value.to_owned()));
        other
    }

    /// The same, on a circuit with this number, as tor says it (`HiddenServiceExportCircuitID haproxy`).
    #[must_use]
    pub(crate) fn on_circuit(&self, number: u32) -> Self {
        let (high, low) = (number >> 16, number & 0xffff);
        Self { line: format!("PROXY TCP6 fc00:dead:beef:4dad::{high:x}:{low:x} ::1 {low} 80\r\n"), ..self.clone() }
    }

    fn connect(&self) -> TcpStream {
        self.try_connect().expect("the portal answers")
    }

    pub(crate) fn try_connect(&self) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        stream.write_all(self.line.as_bytes())?;
        Ok(stream)
    }

    fn head(&self, method: &str, path: &str, more: &str) -> String {
        let headers: Vec<String> = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!("{method} {path} HTTP/1.1\r\nHost: example.onion\r\n{}{more}\r\n", headers.concat())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path)
    }

    /// A request without a body.
    pub(crate) fn ask(&self, method: &str, path: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(self.head(method, path, "").as_bytes()).expect("it is taken");
        Answer::read(&mut stream, method).expect("an answer")
    }

    /// Sends these bytes, then nothing more, and gives all that comes back until the connection ends, which it must.
    #[track_caller]
    pub(crate) fn send_raw(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // The portal may have heard enough before the end.
        let _ = stream.write_all(request);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        // A reset is an end as well.
        if let Err(error) = stream.read_to_end(&mut answer) {
            assert!(error.kind() == io::ErrorKind::ConnectionReset, "it hangs: {error}");
        }
        answer
    }

    /// Opens the form.
    #[track_caller]
    pub(crate) fn form(&self, lang: &str) -> Form {
        let answer = self.get(&format!("/{lang}/1"));
        assert_eq!(answer.status, 200);
        answer.form()
    }

    /// Opens the form of a portal that may be gone.
    pub(crate) fn try_form(&self, lang: &str) -> Option<Form> {
        let mut stream = self.try_connect().ok()?;
        stream.write_all(self.head("GET", &format!("/{lang}/1"), "").as_bytes()).ok()?;
        Some(Answer::read(&mut stream, "GET")?.form())
    }

    /// Sends the form, as the page that gave it would.
    pub(crate) fn tell(&self, visit: &Visit) -> Answer {
        let mut upload = self.begin(visit);
        let _ = upload.send(u64::MAX);
        upload.answer().expect("an answer")
    }

    /// Sends the form with a body of chunks, as no browser does.
    pub(crate) fn tell_chunked(&self, visit: &Visit) -> Answer {
        let path = visit.path();
        let more = format!("Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nTransfer-Encoding: chunked\r\n");
        let mut stream = self.connect();
        stream.write_all(self.head("POST", &path, &more).as_bytes()).expect("it is taken");
        for piece in visit.pieces() {
            let mut bytes = Vec::new();
            piece.read().read_to_end(&mut bytes).expect("from memory");
            for chunk in bytes.chunks(7777) {
                stream.write_all(format!("{:x}\r\n", chunk.len()).as_bytes()).expect("it is taken");
                stream.write_all(chunk).expect("it is taken");
                stream.write_all(b"\r\n").expect("it is taken");
            }
        }
        stream.write_all(b"0\r\n\r\n").expect("it is taken");
        Answer::read(&mut stream, "POST").expect("an answer")
    }

    /// Begins to send the form; the body is still to be sent.
    pub(crate) fn begin(&self, visit: &Visit) -> Upload {
        self.try_begin(visit).expect("the portal answers")
    }

    /// Begins to send the form to a portal that may be gone.
    pub(crate) fn try_begin(&self, visit: &Visit) -> Option<Upload> {
        let mut stream = self.try_connect().ok()?;
        let path = visit.path();
        let more =
            format!("Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {}\r\n", visit.len());
        stream.write_all(self.head("POST", &path, &more).as_bytes()).ok()?;
        Some(Upload { stream, pieces: visit.pieces(), sent: 0 })
    }

    /// Sends a small form, such as the codename's.
    pub(crate) fn send_fields(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let part = |(name, value): &(&str, &str)| {
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = fields.iter().map(part).collect::<Vec<_>>().concat() + &format!("--{BOUNDARY}--\r\n");
        let more =
            format!("Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {}\r\n", body.len());
        let mut stream = self.connect();
        stream.write_all((self.head("POST", path, &more) + &body).as_bytes()).expect("it is taken");
        Answer::read(&mut stream, "POST").expect("an answer")
    }

    /// Opens the mailbox of a codename.
    pub(crate) fn open_mailbox(&self, lang: &str, codename: &str) -> Answer {
        self.send_fields(&format!("/{lang}/2"), &[("action", "open"), ("codename", codename)])
    }

    /// Deletes the reply `n` of those that a mailbox shows now, or `all`.
    pub(crate) fn delete_replies(&self, lang: &str, codename: &str, n: &str) -> Answer {
        let page = self.open_mailbox(lang, codename).body;
        self.delete_shown(lang, codename, n, &page)
    }

    /// The same, as a page from before has it. One without a reply shows none to delete.
    pub(crate) fn delete_shown(&self, lang: &str, codename: &str, n: &str, page: &str) -> Answer {
        let shown = page.split_once("name=\"shown\" value=\"").and_then(|(_, rest)| rest.split('"').next());
        let none = "0".repeat(256);
        let fields = [("action", "delete"), ("codename", codename), ("shown", shown.unwrap_or(&none)), ("n", n)];
        self.send_fields(&format!("/{lang}/2"), &fields)
    }
}

/// A form on its way. Dropped, it is cut off.
pub(crate) struct Upload {
    stream: TcpStream,
    pieces: Vec<Content>,
    sent: u64,
}

impl Upload {
    /// Sends so many bytes more of the body, or all that is left.
    pub(crate) fn send(&mut self, bytes: u64) -> io::Result<()> {
        let mut skip = self.sent;
        let mut left = bytes;
        let mut buffer = vec![0; 64 * 1024];
        for piece in &self.pieces {
            if skip >= piece.len() {
                skip -= piece.len();
                continue;
            }
            let mut reader = piece.read();
            io::copy(&mut (&mut reader).take(skip), &mut io::sink())?;
            skip = 0;
            while left > 0 {
                let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
                let len = reader.read(&mut buffer[..most])?;
                if len == 0 {
                    break;
                }
                self.stream.write_all(&buffer[..len])?;
                self.sent += len as u64;
                left -= len as u64;
            }
        }
        Ok(())
    }

    /// Waits for what comes back; `None` when the connection broke before.
    pub(crate) fn answer(mut self) -> Option<Answer> {
        Answer::read(&mut self.stream, "POST")
    }

    /// The port that the portal sees.
    pub(crate) fn port(&self) -> u16 {
        self.stream.local_addr().expect("it is connected").port()
    }
}

impl Answer {
    /// Reads one answer; `None` when there is no whole one.
    pub(crate) fn read(stream: &mut impl Read, method: &str) -> Option<Self> {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            if stream.read(&mut byte).ok()? == 0 {
                return None;
            }
            head.push(byte[0]);
        }
        let (status, headers) = parse_head(&head)?;
        let mut answer = Self { status, headers, body: String::new(), head_bytes: head.len() };
        let len = answer.header("content-length").and_then(|len| len.parse().ok()).unwrap_or(0);
        if method != "HEAD" {
            let mut body = vec![0; len];
            stream.read_exact(&mut body).ok()?;
            answer.body = String::from_utf8(body).expect("pages are UTF-8");
        }
        Some(answer)
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Names in lower case, and values; sorted.
pub(crate) type Headers = Vec<(String, String)>;

/// Status and headers of an answer's head.
pub(crate) fn parse_head(head: &[u8]) -> Option<(u16, Headers)> {
    let head = std::str::from_utf8(head).ok()?;
    let mut lines = head.trim_end().lines();
    let status = lines.next()?.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    });
    let mut headers: Vec<_> = headers.collect::<Option<_>>()?;
    // Their order is drawn by the HTTP stack for each answer.
    headers.sort();
    Some((status, headers))
}

/// Every answer in a stream of them: its status, its headers, and how many bytes it has with its body.
pub(crate) fn answers_in(stream: &[u8]) -> Vec<(u16, Headers, usize)> {
    let mut found = Vec::new();
    let mut rest = stream;
    while let Some(end) = memchr::memmem::find(rest, b"\r\n\r\n") {
        let (status, headers) = parse_head(&rest[..end + 4]).expect("an answer");
        let len = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |h| h.1.parse().expect("bytes"));
        let bytes = (end + 4 + len).min(rest.len());
        rest = &rest[bytes..];
        found.push((status, headers, bytes));
    }
    assert!(rest.is_empty(), "{}", String::from_utf8_lossy(rest));
    found
}
