//! Addresses elsewhere that an office document asks when it is opened: its template, pictures, linked data.
//!
//! Office Open XML names in `.rels` parts what lies outside of it (ECMA-376 part 2, §6.5); `OpenDocument` in `xlink:href`
//! (ODF 1.3 part 3, §19.918). Links that a person must follow themselves ask nothing when a document is opened.
//!
//! ```text
//! archive ─▶ members that can name addresses ─▶ unpacked piece by piece ─▶ characters ─▶ tags ─▶ addresses
//! ```
//!
//! Memory holds one piece and one tag, whatever the archive unpacks to.

use std::borrow::Cow;
use std::io::{self, Read, Seek};

use super::characters::Characters;
use super::office::{Member, each_piece};

/// So much is unpacked of one document; what lies beyond is said not to have been looked through.
const MOST_UNPACKED: u64 = 64 << 20;
/// What a member costs of that before its first byte.
const MEMBER_COST: u64 = 4 << 10;
/// A longer tag is not looked at: the longest that matter have some hundred bytes.
const MOST_TAG: usize = 64 << 10;

/// What was found of addresses elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outside {
    /// It names none that is asked when it is opened.
    Nothing,
    /// Not all of it could be looked through.
    Unread,
    /// It names some.
    Named,
}

/// Looks through the members of a document that can name addresses.
///
/// # Errors
/// The file cannot be read. An archive that is broken is [`Outside::Unread`].
pub(super) fn look_through(file: &mut (impl Read + Seek), members: &[Member]) -> io::Result<Outside> {
    let (mut found, mut left) = (Outside::Nothing, MOST_UNPACKED);
    for member in members {
        let name = member.name.to_ascii_lowercase();
        let fetches = if name.rsplit_once('.').is_some_and(|(_, end)| end == "rels") {
            relationship
        } else if ["content.xml", "styles.xml", "settings.xml", "meta.xml"].iter().any(|own| name.ends_with(own)) {
            href
        } else {
            continue;
        };
        // Each member costs something, however little it holds.
        let Some(rest) = left.checked_sub(MEMBER_COST) else { return Ok(found.max(Outside::Unread)) };
        left = rest;
        let mut tags = Tags::new(fetches);
        let whole = each_piece(file, member, &mut left, &mut |piece| tags.read(piece))?;
        found = found.max(tags.found).max(if whole { Outside::Nothing } else { Outside::Unread });
        if found == Outside::Named {
            break;
        }
    }
    Ok(found)
}

/// A relationship to what lies elsewhere, but for links that a person follows.
fn relationship(tag: &str) -> bool {
    let (name, rest) = element(tag);
    let value = |wanted: &str| attributes(rest).find(|(name, _)| local(name) == wanted).map(|(_, value)| value);
    name == "Relationship"
        && value("Target").is_some_and(|target| is_elsewhere(&target))
        && !value("Type").is_some_and(|kind| kind.ends_with("/hyperlink"))
}

/// A reference to what lies elsewhere, but for links that a person follows.
fn href(tag: &str) -> bool {
    let (name, rest) = element(tag);
    name != "a" && attributes(rest).any(|(name, value)| local(name) == "href" && is_elsewhere(&value))
}

/// True for an address that somebody else answers; a path of the sender's own machine asks nobody.
fn is_elsewhere(target: &str) -> bool {
    let target = target.trim().replace('\\', "/");
    if target.starts_with("//") {
        return true;
    }
    let Some((scheme, rest)) = target.split_once(':') else { return false };
    let is_scheme = scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    match scheme.to_ascii_lowercase().as_str() {
        _ if !is_scheme => false,
        "data" | "mailto" => false,
        // What a macro is called by; that there are macros is told beside it.
        own if own.starts_with("vnd.sun.star") => false,
        "file" => {
            // file://HOST/… and file:////HOST/… ask a machine of the network, file:///… and file:/… this one.
            let slashes = rest.bytes().take_while(|b| *b == b'/').count();
            let host = rest.trim_start_matches('/');
            let is_drive = host.as_bytes().get(1) == Some(&b':');
            (slashes == 2 && !is_drive && !host.to_ascii_lowercase().starts_with("localhost/")) || slashes > 3
        }
        _ => true,
    }
}

/// An element's name without its prefix, and the rest of the tag.
fn element(tag: &str) -> (&str, &str) {
    let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len());
    (local(&tag[..end]), &tag[end..])
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Names and values of attributes.
fn attributes(mut rest: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'')?;
        let (value, behind) = after[1..].split_once(quote)?;
        rest = behind;
        Some((name.trim(), plain(value)))
    })
}

/// A value without references to characters.
fn plain(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, behind) = after.split_once(';').unwrap_or((after, ""));
        out.extend(character(name));
        rest = behind;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// Where a reader of XML is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Text,
    Tag,
    /// In a value of a tag.
    Value(u8),
    /// In a comment, a section of text or an instruction, until this.
    Until(&'static [u8]),
}

/// The tags of XML that comes in pieces.
struct Tags {
    fetches: fn(&str) -> bool,
    characters: Characters,
    at: At,
    tag: Vec<u8>,
    found: Outside,
}

impl Tags {
    fn new(fetches: fn(&str) -> bool) -> Self {
        Self { fetches, characters: Characters::default(), at: At::Text, tag: Vec::new(), found: Outside::Nothing }
    }

    fn read(&mut self, piece: &[u8]) {
        let mut characters = std::mem::take(&mut self.characters);
        for byte in piece {
            characters.read(*byte, &mut |byte| self.take(byte));
        }
        if characters.is_strange {
            self.found = self.found.max(Outside::Unread);
        }
        self.characters = characters;
    }

    fn take(&mut self, byte: u8) {
        match self.at {
            At::Text => {
                if byte == b'<' {
                    self.tag.clear();
                    self.at = At::Tag;
                }
            }
            At::Tag if byte == b'>' => {
                if (self.fetches)(&String::from_utf8_lossy(&self.tag)) {
                    self.found = Outside::Named;
                }
                self.at = At::Text;
            }
            At::Tag => {
                if byte == b'"' || byte == b'\'' {
                    self.at = At::Value(byte);
                }
                self.keep(byte);
                match &self.tag[..] {
                    b"!--" => self.skip(b"-->"),
                    b"![CDATA[" => self.skip(b"]]>"),
                    b"?" => self.skip(b"?>"),
                    // It could give other names to what follows.
                    b"!DOCTYPE" => self.found = self.found.max(Outside::Unread),
                    _ => {}
                }
            }
            At::Value(quote) => {
                if byte == quote {
                    self.at = At::Tag;
                }
                self.keep(byte);
            }
            At::Until(end) => {
                self.tag.push(byte);
                if self.tag.len() > end.len() {
                    self.tag.remove(0);
                }
                if self.tag == end {
                    self.at = At::Text;
                }
            }
        }
    }

    fn keep(&mut self, byte: u8) {
        if self.tag.len() < MOST_TAG {
            self.tag.push(byte);
        } else {
            self.found = self.found.max(Outside::Unread);
        }
    }

    fn skip(&mut self, end: &'static [u8]) {
        self.tag.clear();
        self.at = At::Until(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(fetches: fn(&str) -> bool, xml: &[u8], piece: usize) -> Outside {
        let mut tags = Tags::new(fetches);
        xml.chunks(piece).for_each(|piece| tags.read(piece));
        tags.found
    }

    fn rels(xml: &str) -> Outside {
        let whole = found(relationship, xml.as_bytes(), xml.len());
        assert_eq!(found(relationship, xml.as_bytes(), 1), whole, "{xml}");
        for order in [u16::to_be_bytes, u16::to_le_bytes] {
            let wide: Vec<u8> = xml.encode_utf16().flat_map(order).collect();
            assert_eq!(found(relationship, &wide, 7), whole, "{xml}");
            let marked: Vec<u8> = "\u{feff}".encode_utf16().flat_map(order).chain(wide).collect();
            assert_eq!(found(relationship, &marked, 3), whole, "{xml}");
        }
        whole
    }

    #[test]
    fn halves_of_characters_hide_nothing() {
        // In these, one half or both look like a mark of XML: `<!`, `--`, `""`, `''`, `>>`, `]]`, `<?`.
        for hides in
            ["\u{213c}\u{2d2d}", "\u{3c21}\u{2d2d}", "\u{2222}", "\u{2727}", "\u{3e3e}", "\u{3c3f}", "\u{3f3c}"]
        {
            let remote = "<Relationship Type=\"x/image\" Target=\"http://a.example\" TargetMode=\"External\"/>";
            for xml in [
                format!("<?xml version=\"1.0\"?><!-- {hides} --><Relationships>{remote}</Relationships>"),
                format!("<?xml version=\"1.0\"?><Relationships x=\"{hides}\">{remote}</Relationships>"),
                format!("<Relationships>{hides}{remote}</Relationships>"),
            ] {
                assert_eq!(rels(&xml), Outside::Named, "{xml}");
            }
        }
        let declared = "<?xml version=\"1.0\" encoding=\"UTF-7\"?><Relationships/>";
        assert_eq!(
            found(relationship, declared.as_bytes(), 5),
            Outside::Unread,
            "in other characters, all may be hidden"
        );
    }

    #[test]
    fn a_relationship_to_elsewhere_is_found_however_it_is_written() {
        for tag in [
            "<Relationship Id=\"a\" Type=\"x/attachedTemplate\" Target=\"http://a.example/t\" TargetMode=\"External\"/>",
            "<r:Relationship TargetMode = 'External'\n Target = 'https://a.example/' Type='x/image' ></r:Relationship>",
            "<Relationship Type=\"x/image\" Target=\"&#104;&#x74;tp://a.example\" TargetMode=\"External\"/>",
            "<Relationship Type=\"x/oleObject\" Target=\"\\\\a.example\\share\\x\" TargetMode=\"External\"/>",
            "<Relationship Type=\"x/attachedTemplate\" Target=\"file:///\\\\a.example\\t.dotm\" TargetMode=\"External\"/>",
            "<Relationship Type=\"x/attachedTemplate\" Target=\"file://a.example/t.dotm\" TargetMode=\"External\"/>",
            "<Relationship Type=\"x/frame\" Target=\"mhtml:http://a.example/\" TargetMode=\"External\"/>",
            "<!-- ' --><Relationship Type=\"x/image\" Target=\"http://a.example\"/><!-- ' -->",
            "<?x '?><Relationship Type=\"x/image\" Target=\"http://a.example\"/><?x '?>",
        ] {
            assert_eq!(
                rels(&format!("<?xml version=\"1.0\"?><Relationships>{tag}</Relationships>")),
                Outside::Named,
                "{tag}"
            );
        }
    }

    #[test]
    fn what_asks_nobody_raises_no_alarm() {
        for tag in [
            "<Relationship Type=\"x/styles\" Target=\"styles.xml\"/>",
            "<Relationship Type=\"x/hyperlink\" Target=\"https://a.example/\" TargetMode=\"External\"/>",
            "<Relationship Type=\"x/attachedTemplate\" Target=\"file:///C:\\Users\\a\\Normal.dotm\" TargetMode=\"External\"/>",
            "<Relationship Type=\"x/attachedTemplate\" Target=\"C:\\Normal.dotm\" TargetMode=\"External\"/>",
            "<Relationship Type=\"x/externalLinkPath\" Target=\"Book2.xlsx\" TargetMode=\"External\"/>",
            "<!-- <Relationship Type=\"x/image\" Target=\"http://a.example\"/> -->",
            "<![CDATA[<Relationship Type=\"x/image\" Target=\"http://a.example\"/>]]>",
            "<x a=\"<Relationship Type='x/image' Target='http://a.example'/>\"/>",
        ] {
            assert_eq!(rels(tag), Outside::Nothing, "{tag}");
        }
    }

    #[test]
    fn a_reference_of_an_open_document_is_found_and_a_link_to_follow_is_none() {
        let at = |xml: &str| found(href, xml.as_bytes(), 3);
        let types = "<x xmlns:xlink=\"http://www.w3.org/1999/xlink\">";
        assert_eq!(at(&format!("{types}<draw:image xlink:href=\"http://a.example/p.png\"/>")), Outside::Named);
        assert_eq!(at(&format!("{types}<meta:template xlink:href=\"https://a.example/t.ott\"/>")), Outside::Named);
        assert_eq!(at(&format!("{types}<text:section-source xlink:href=\"//a.example/x\"/>")), Outside::Named);
        assert_eq!(at(&format!("{types}<text:a xlink:href=\"http://a.example/\">")), Outside::Nothing);
        assert_eq!(at(&format!("{types}<draw:image xlink:href=\"Pictures/p.png\"/>")), Outside::Nothing);
        assert_eq!(at(&format!("{types}<draw:object xlink:href=\"./Object 1\"/>")), Outside::Nothing);
    }

    #[test]
    fn what_cannot_be_understood_is_not_called_looked_through() {
        assert_eq!(rels("<!DOCTYPE x [<!ENTITY h 'http:'>]><Relationships/>"), Outside::Unread);
        assert_eq!(rels(&format!("<x a=\"{}\"/>", "a".repeat(MOST_TAG))), Outside::Unread);
    }
}
