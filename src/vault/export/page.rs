//! Documents for people: a text and an HTML page of the same words. No script, nothing from elsewhere.

use std::fmt::Write as _;

use crate::vault::display::sanitize_for_display;

/// The looks of every page, on a screen and on paper.
const STYLE: &str = "\
body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 serif;color:#000;background:#fff}\
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;break-after:avoid}h3{font-size:1rem;break-after:avoid}\
pre,.said{white-space:pre-wrap;overflow-wrap:anywhere;margin:.3rem 0 1rem;padding-inline-start:1rem;border-inline-start:3px solid #999}\
pre{font:0.85rem/1.4 monospace}.q{margin:1rem 0 0;font-weight:bold;break-after:avoid}\
.chosen{margin:.3rem 0 1rem;padding-inline-start:1rem}\
table{border-collapse:collapse;width:100%;font-size:.85rem}td,th{border:1px solid #999;padding:.2rem .4rem;text-align:start;\
vertical-align:top;overflow-wrap:anywhere}@media print{body{margin:0;max-width:none;font-size:11pt}@page{margin:2cm}}";

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 11] = ["ar", "fa", "he", "ur", "ps", "sd", "ckb", "dv", "yi", "ug", "syr"];

/// The direction of a language, by its tag.
pub(super) fn direction(language: &str) -> &'static str {
    let main = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&&*main) { "rtl" } else { "ltr" }
}

/// Text that stands in HTML as itself, whoever wrote it: markup is escaped, what cannot be seen is named.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in sanitize_for_display(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// A page; `body` is HTML already.
pub(super) fn page(language: &str, title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape(language),
        direction(language),
        escape(title),
    )
}

/// A piece of a document.
pub(super) enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Words(String),
    /// One of several.
    Item(String),
    /// What is typed into a terminal.
    Typed(String),
}

/// The document as a page of HTML in a language.
pub(super) fn as_html(language: &str, title: &str, blocks: &[Block]) -> String {
    let mut body = format!("<h1>{}</h1>\n", escape(title));
    let mut in_list = false;
    for block in blocks {
        let is_item = matches!(block, Block::Item(_));
        if is_item != in_list {
            body.push_str(if is_item { "<ul>\n" } else { "</ul>\n" });
            in_list = is_item;
        }
        let _ = match block {
            Block::Heading(text) => writeln!(body, "<h2>{}</h2>", escape(text)),
            Block::Words(text) => writeln!(body, "<p>{}</p>", escape(text)),
            Block::Item(text) => writeln!(body, "<li>{}</li>", escape(text)),
            Block::Typed(text) => writeln!(body, "<pre dir=\"ltr\">{}</pre>", escape(text)),
        };
    }
    if in_list {
        body.push_str("</ul>\n");
    }
    page(language, title, &body)
}

/// The document as text, in lines of 78 characters.
pub(super) fn as_text(title: &str, blocks: &[Block]) -> String {
    let mut text = format!("{title}\n{}\n", "=".repeat(title.chars().count()));
    for block in blocks {
        text.push_str(match block {
            Block::Item(_) => "",
            _ => "\n",
        });
        match block {
            Block::Heading(words) => {
                let _ = writeln!(text, "{words}\n{}", "-".repeat(words.chars().count()));
            }
            Block::Words(words) => wrap(&mut text, "", words),
            Block::Item(words) => wrap(&mut text, "  * ", words),
            Block::Typed(lines) => {
                for line in lines.lines() {
                    let _ = writeln!(text, "    {line}");
                }
            }
        }
    }
    text
}

fn wrap(text: &mut String, first: &str, words: &str) {
    let mut line = first.to_owned();
    let indent = " ".repeat(first.len());
    let mut empty = true;
    for word in words.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > 78 {
            text.push_str(line.trim_end());
            text.push('\n');
            line.clone_from(&indent);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_stranger_wrote_is_text_and_nothing_else() {
        let hostile = "</p><script>alert('x')</script>\u{202e}&amp;\u{0}";
        let page = as_html("en", "T<i>tle", &[Block::Words(hostile.to_owned()), Block::Item("a".to_owned())]);
        assert!(!page.contains("<script") && !page.contains('\u{202e}') && !page.contains("<i>"), "{page}");
        assert!(page.contains("&lt;script&gt;") && page.contains("⟨U+202E⟩&amp;amp;⟨U+0000⟩"), "{page}");
        assert!(page.ends_with("</ul>\n</body>\n</html>\n"));
        assert_eq!((direction("fa"), direction("ar-SY"), direction("es")), ("rtl", "rtl", "ltr"));
    }

    #[test]
    fn a_text_keeps_within_its_lines() {
        let text = as_text("Title", &[Block::Words("word ".repeat(60)), Block::Item("item ".repeat(40))]);
        assert!(text.lines().all(|line| line.chars().count() <= 78), "{text}");
        assert!(text.contains("\n  * item item"));
    }
}
