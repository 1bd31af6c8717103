//! What a page says to whoever reads it.

use super::source::{Answer, Form};

impl Answer {
    /// The form's hidden fields.
    #[track_caller]
    pub(crate) fn form(&self) -> Form {
        let hidden = |name: &str| {
            let start = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
            unescaped(self.between(&start, "\">").unwrap_or_else(|| panic!("no {name} in {}", self.body)))
        };
        Form {
            codename: hidden("codename").trim_end().to_owned(),
            nonce: hidden("nonce"),
            desk: hidden("desk"),
            page: hidden("page"),
        }
    }

    /// The nine words as the page shows them.
    #[track_caller]
    pub(crate) fn codename(&self) -> String {
        let line = self.between("<p class=\"line\"", "</p>").expect("the page shows the words");
        unescaped(line.split_once('>').expect("a tag ends").1)
    }

    /// What is in the text area, as a browser's parser takes it: without the first newline.
    #[track_caller]
    pub(crate) fn account(&self) -> String {
        let area = self.between("<textarea id=\"account\"", "</textarea>").expect("a text area");
        let text = area.split_once('>').expect("a tag ends").1;
        unescaped(text.strip_prefix('\n').unwrap_or(text))
    }

    /// Where each problem at the head of a form points to.
    pub(crate) fn problems(&self) -> Vec<&str> {
        let Some(list) = self.between("<div class=\"problems\"", "</div>") else { return Vec::new() };
        list.split("<a href=\"#").skip(1).map(|rest| &rest[..rest.find('"').expect("a quote ends")]).collect()
    }

    /// The names of the files that were kept.
    pub(crate) fn kept(&self) -> Vec<String> {
        self.names_in("<section class=\"kept\">", "</section>")
    }

    /// The names of the files that were not.
    pub(crate) fn not_kept(&self) -> Vec<String> {
        self.names_in("<section class=\"not-kept\">", "</section>")
    }

    /// What has no place on the page any more.
    #[track_caller]
    pub(crate) fn aside(&self) -> String {
        let area = self.between("<textarea id=\"aside_text\"", "</textarea>").unwrap_or_default();
        unescaped(area.split_once('>').map_or("", |(_, text)| text)).trim().to_owned()
    }

    /// The names of the files that must be chosen again.
    pub(crate) fn to_choose_again(&self) -> Vec<String> {
        self.names_in("id=\"files_problem\">", "</div>")
    }

    fn names_in(&self, from: &str, to: &str) -> Vec<String> {
        let list = self.between(from, to).unwrap_or_default();
        list.split("<bdi>").skip(1).map(|rest| unescaped(&rest[..rest.find("</bdi>").expect("a tag ends")])).collect()
    }

    fn between(&self, from: &str, to: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(from)?;
        rest.split_once(to).map(|(found, _)| found)
    }
}

/// Text out of HTML.
fn unescaped(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let (name, after) = rest.split_once(';').expect("every ampersand of a page is escaped");
        let named = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];
        let number = name.strip_prefix('#').and_then(|n| match n.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => n.parse().ok(),
        });
        let named = named.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
        text.push(named.or_else(|| number.and_then(char::from_u32)).expect("an entity that we know"));
        rest = after;
    }
    text + rest
}
