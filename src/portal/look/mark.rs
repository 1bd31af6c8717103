//! An operator's mark: a small drawing that stands inside the page, and holds nothing but the drawing.
//!
//! What reaches a page was written anew from what was understood: shapes of an SVG, and of a PNG the pieces that paint it.
//! A title, an author or a date that an editor left in the file stays behind.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use roxmltree::{Document, Node, NodeType};

/// The largest file that is taken: it stands in every page.
pub const MOST_BYTES: usize = 4096;
/// The widest and highest PNG, in pixels: it unpacks to no more than 1 MiB.
const MOST_PIXELS: u32 = 512;
/// How high it is drawn before the style sheet says so, in CSS pixels.
const HEIGHT: f64 = 30.0;
/// The widest it is drawn: beside it, a name and the way out have room on a narrow screen.
const MOST_WIDTH: f64 = 72.0;

const SVG: &str = "http://www.w3.org/2000/svg";
const PNG_BEGINS: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// The pieces of a PNG that paint it.
const PAINTING: [&[u8; 4]; 7] = [b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"IDAT", b"IEND"];

/// Shapes, and what holds them together.
const ELEMENTS: [&str; 9] = ["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];
/// Where shapes are and how they are painted.
const ATTRIBUTES: [&str; 31] = [
    "viewBox",
    "width",
    "height",
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "transform",
    "fill",
    "fill-rule",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-opacity",
    "opacity",
    "preserveAspectRatio",
    "version",
];

/// A mark as a page shows it.
#[derive(Clone, Debug)]
pub struct Mark {
    /// `data:image/…;base64,…`
    uri: String,
    width: u32,
    height: u32,
    is_svg: bool,
}

/// A file cannot be a mark.
#[derive(Debug, PartialEq, Eq)]
pub struct BadMark {
    /// The line of an SVG, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

impl BadMark {
    fn new(what: impl Into<String>) -> Self {
        Self { line: None, what: what.into() }
    }
}

impl Mark {
    /// Reads an SVG or a PNG.
    ///
    /// # Errors
    /// One that is too large, damaged, or holds more than a drawing.
    pub fn read(file: &[u8]) -> Result<Self, BadMark> {
        if file.len() > MOST_BYTES {
            return Err(BadMark::new(format!("it is too large; a mark may have {MOST_BYTES} bytes")));
        }
        if let Some(pieces) = file.strip_prefix(&PNG_BEGINS) {
            return png(pieces);
        }
        match std::str::from_utf8(file) {
            Ok(text) if text.contains("<svg") => svg(text),
            _ => Err(BadMark::new("it is neither a PNG nor an SVG")),
        }
    }

    fn new(kind: &str, file: &[u8], width: f64, height: f64) -> Self {
        let scaled = (width / height * HEIGHT).clamp(1.0, MOST_WIDTH);
        let height = (scaled * height / width).clamp(1.0, HEIGHT);
        #[expect(clippy::cast_sign_loss, reason = "both are at least 1")]
        let [width, height] = [scaled, height].map(|it| it.round() as u32);
        let uri = format!("data:image/{kind};base64,{}", BASE64.encode(file));
        Self { uri, width, height, is_svg: kind != "png" }
    }

    /// What an image's source is.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// In CSS pixels.
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// In CSS pixels.
    pub const fn height(&self) -> u32 {
        self.height
    }

    /// Whether it is of a kind that Tor Browser's level "Safest" does not draw.
    pub const fn is_svg(&self) -> bool {
        self.is_svg
    }
}

/// A PNG behind its signature (<https://www.w3.org/TR/png-3/#5DataRep>).
fn png(mut rest: &[u8]) -> Result<Mark, BadMark> {
    let damaged = || BadMark::new("the PNG is damaged");
    let (mut painted, mut size, mut ended) = (PNG_BEGINS.to_vec(), None, false);
    while !ended {
        let (len, behind) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
        let len = u32::from_be_bytes(*len) as usize;
        let (name, content) = behind.split_first_chunk::<4>().ok_or_else(damaged)?;
        let whole = rest.get(..12 + len).ok_or_else(damaged)?;
        if size.is_none() {
            let (b"IHDR", 13) = (name, len) else { return Err(damaged()) };
            let [width, height] =
                [0, 4].map(|at| content[at..].first_chunk::<4>().map_or(0, |it| u32::from_be_bytes(*it)));
            if [width, height].into_iter().any(|it| it == 0 || it > MOST_PIXELS) {
                return Err(BadMark::new(format!(
                    "the PNG has {width} × {height} pixels, and a mark may have {MOST_PIXELS} × {MOST_PIXELS}"
                )));
            }
            size = Some((width, height));
        }
        if PAINTING.contains(&name) {
            painted.extend_from_slice(whole);
        }
        ended = name == b"IEND";
        rest = &rest[whole.len()..];
    }
    let (width, height) = size.ok_or_else(damaged)?;
    Ok(Mark::new("png", &painted, f64::from(width), f64::from(height)))
}

fn svg(text: &str) -> Result<Mark, BadMark> {
    // A document type, and with it every entity, is refused by the reader's default.
    let document = Document::parse(text).map_err(|error| BadMark {
        line: Some(error.pos().row as usize),
        what: format!("the SVG cannot be read: {error}"),
    })?;
    let root = document.root_element();
    let bad = |what: String| bad_at(&document, root, what);
    let view = root.attribute("viewBox").ok_or_else(|| bad("the SVG has no viewBox".to_owned()))?;
    let numbers: Vec<f64> = view.split([' ', ',']).filter_map(|it| it.parse().ok()).collect();
    let [_, _, width, height] = numbers[..] else { return Err(bad(format!("the viewBox {view:?} is none"))) };
    if !(width.is_normal() && height.is_normal() && width > 0.0 && height > 0.0) {
        return Err(bad(format!("the viewBox {view:?} is empty")));
    }
    let mut drawing = String::new();
    write_anew(&document, root, &mut drawing)?;
    Ok(Mark::new("svg+xml", drawing.as_bytes(), width, height))
}

fn bad_at(document: &Document<'_>, node: Node<'_, '_>, what: String) -> BadMark {
    BadMark { line: Some(document.text_pos_at(node.range().start).row as usize), what }
}

/// Writes an element of a drawing, and all in it, if it is nothing but a drawing.
fn write_anew(document: &Document<'_>, node: Node<'_, '_>, to: &mut String) -> Result<(), BadMark> {
    let name = node.tag_name().name();
    let is_root = node == document.root_element();
    let is_known = ELEMENTS.contains(&name) && (name == "svg") == is_root;
    if !is_known || node.tag_name().namespace().unwrap_or(SVG) != SVG {
        return Err(bad_at(document, node, format!("the SVG has an element {name:?}; a mark has shapes alone")));
    }
    to.push('<');
    to.push_str(name);
    if is_root {
        to.push_str(" xmlns=\"");
        to.push_str(SVG);
        to.push('"');
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if attribute.namespace().is_some() || !ATTRIBUTES.contains(&name) {
            return Err(bad_at(document, node, format!("the SVG has an attribute {name:?}; a mark has shapes alone")));
        }
        // Numbers, colours, transformations; with no colon, slash, quote or `url(…)` nothing can be named.
        let plain = |c: char| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || ".,-+#%()".contains(c);
        if !value.chars().all(plain) || value.to_ascii_lowercase().contains("url") {
            return Err(bad_at(document, node, format!("the SVG has {name}={value:?}, which a mark has no use for")));
        }
        let _ = write!(to, " {name}=\"{value}\"");
    }
    to.push('>');
    for child in node.children() {
        match child.node_type() {
            NodeType::Element => write_anew(document, child, to)?,
            NodeType::Text if child.text().is_some_and(|text| !text.trim().is_empty()) => {
                return Err(bad_at(document, child, "the SVG has text; draw letters as shapes".to_owned()));
            }
            // What editors note beside a drawing stays behind.
            _ => {}
        }
    }
    let _ = write!(to, "</{name}>");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: &str = "<?xml version=\"1.0\"?>\n<!-- by Ana -->\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\">\n\
        <g fill=\"#1f3a8a\" transform=\"translate(1 1)\"><path d=\"M0 0h8v8z\"/></g>\n<circle cx=\"15\" cy=\"5\" r=\"4\"/></svg>\n";

    fn shown(mark: &Mark) -> Vec<u8> {
        BASE64.decode(mark.uri().split_once("base64,").unwrap().1).unwrap()
    }

    /// A piece of a PNG; nobody looks at its sum here.
    fn piece(name: [u8; 4], content: &[u8]) -> Vec<u8> {
        [&(content.len() as u32).to_be_bytes()[..], &name, content, &[0; 4]].concat()
    }

    fn a_png(width: u32, height: u32, more: &[u8]) -> Vec<u8> {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        [&PNG_BEGINS[..], &piece(*b"IHDR", &header), more, &piece(*b"IDAT", b"pixels"), &piece(*b"IEND", b"")].concat()
    }

    #[test]
    fn shapes_are_drawn_and_what_an_editor_noted_stays_behind() {
        let mark = Mark::read(FINE.as_bytes()).unwrap();
        assert!(mark.is_svg() && mark.uri().starts_with("data:image/svg+xml;base64,"));
        assert_eq!((mark.width(), mark.height()), (60, 30));
        let drawn = String::from_utf8(shown(&mark)).unwrap();
        assert!(drawn.starts_with("<svg xmlns=") && drawn.contains("<path d=\"M0 0h8v8z\"></path>"), "{drawn}");
        assert!(!drawn.contains("Ana") && !drawn.contains('?'));
        // What was written anew says the same once more.
        assert_eq!(shown(&Mark::read(drawn.as_bytes()).unwrap()), drawn.as_bytes());
    }

    #[test]
    fn an_svg_that_is_more_than_a_drawing_is_refused_with_its_line() {
        let with = |more: &str| FINE.replace("<circle", &format!("{more}<circle"));
        for (svg, line, what) in [
            (with("<script>alert(1)</script>"), 5, "element \"script\""),
            (with("<style>*{}</style>"), 5, "element \"style\""),
            (with("<title>Casa</title>"), 5, "element \"title\""),
            (with("<text>Casa</text>"), 5, "element \"text\""),
            (with("<image href=\"a.png\"/>"), 5, "element \"image\""),
            (with("<use href=\"#a\"/>"), 5, "element \"use\""),
            (with("<foreignObject/>"), 5, "element \"foreignObject\""),
            (with("<a/>"), 5, "element \"a\""),
            (with("<svg viewBox=\"0 0 1 1\"/>"), 5, "element \"svg\""),
            (with("<g xmlns=\"http://www.w3.org/1999/xhtml\"/>"), 5, "element \"g\""),
            (with("<g onload=\"alert(1)\"/>"), 5, "attribute \"onload\""),
            (with("<g style=\"fill:red\"/>"), 5, "attribute \"style\""),
            (with("<g id=\"a\"/>"), 5, "attribute \"id\""),
            (with("<g xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"#a\"/>"), 5, "attribute \"href\""),
            (with("<g fill=\"url(#a)\"/>"), 5, "fill=\"url(#a)\""),
            (with("<g fill=\"URL(#a)\"/>"), 5, "fill=\"URL(#a)\""),
            (with("<g fill=\"http://a\"/>"), 5, "fill=\"http://a\""),
            (with("<g fill=\"&quot;\"/>"), 5, "fill=\"\\\"\""),
            (with("<g>Casa</g>"), 5, "the SVG has text"),
            (with("<g><![CDATA[Casa]]></g>"), 5, "the SVG has text"),
            (with("<g>&lt;</g>"), 5, "the SVG has text"),
            (FINE.replace("viewBox=\"0 0 20 10\"", ""), 3, "no viewBox"),
            (FINE.replace("0 0 20 10", "0 0 20"), 3, "is none"),
            (FINE.replace("0 0 20 10", "0 0 20 0"), 3, "is empty"),
            (FINE.replace("</svg>", ""), 1, "cannot be read"),
            (FINE.replace("<!-- by Ana -->", "<!DOCTYPE svg [<!ENTITY a \"b\">]>"), 2, "cannot be read"),
        ] {
            let refused = Mark::read(svg.as_bytes()).unwrap_err();
            assert!(refused.what.contains(what), "{refused:?}: {what}");
            assert!(refused.line.is_some_and(|it| it.abs_diff(line) <= 1), "{refused:?}: {line}");
        }
    }

    #[test]
    fn a_png_is_taken_by_its_header_and_without_what_does_not_paint() {
        let noted = piece(*b"tEXt", b"Author\0Ana");
        let mark = Mark::read(&a_png(64, 64, &noted)).unwrap();
        assert_eq!((mark.width(), mark.height(), mark.is_svg()), (30, 30, false));
        assert_eq!(shown(&mark), a_png(64, 64, b""));
        assert_eq!(Mark::read(&a_png(512, 64, b"")).map(|mark| (mark.width(), mark.height())), Ok((72, 9)));
        for (file, what) in [
            (a_png(513, 64, b""), "513 × 64 pixels"),
            (a_png(0, 64, b""), "0 × 64 pixels"),
            (a_png(64, 64, b"")[..60].to_vec(), "damaged"),
            (a_png(64, 64, &[255; 12]), "damaged"),
            ([&PNG_BEGINS[..], &piece(*b"IDAT", b""), &piece(*b"IEND", b"")].concat(), "damaged"),
            (a_png(64, 64, &vec![0; MOST_BYTES]), "a mark may have 4096"),
            (b"GIF89a".to_vec(), "neither a PNG nor an SVG"),
            (vec![], "neither a PNG nor an SVG"),
            (b"\xff\xfe<svg".to_vec(), "neither a PNG nor an SVG"),
        ] {
            assert!(Mark::read(&file).unwrap_err().what.contains(what), "{what}");
        }
    }
}
