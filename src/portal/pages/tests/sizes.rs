//! Sizes: what fits into an answer, and what a form sends.

use serde_json::json;

use super::super::*;
use super::*;
use crate::form::reply;
use crate::portal::one_size::{GET_BYTES, MOST_HEAD_BYTES, POST_BYTES};

/// What is left for a page beside the head of its answer.
const ANSWER_TO_GET: usize = GET_BYTES - MOST_HEAD_BYTES;
const ANSWER_TO_POST: usize = POST_BYTES - MOST_HEAD_BYTES;

#[test]
fn a_mailbox_fits_into_an_answer_however_much_lies_in_it() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let lines = ["a\n\n".repeat(1200), "a\n".repeat(1800), "\n".repeat(3599) + "a"];
        for text in ["x".repeat(3600), "<".repeat(720), "\u{1}".repeat(900)].into_iter().chain(lines) {
            let json = json!({ "schema": "amparo/v1/reply", "desk": "main", "day": "2031-05-17", "text": text });
            let written = reply::Reply::read(json.to_string().as_bytes()).unwrap();
            let reply = |n| Reply {
                is_there: true,
                opens: true,
                n,
                desk: Some("\"Detenciones & desapariciones\" ".repeat(3)),
                day: "2031-05-17".to_owned(),
                lines: written.lines_shown(),
            };
            for count in [0, 1, 16] {
                let replies: Vec<_> = (1..=count).map(reply).collect();
                let page = mailbox(&site, lang, &MailboxPage::sample(&replies, &Typed::default(), None));
                assert!(page.len() < ANSWER_TO_POST, "{}: {count}: {}", lang.code(), page.len());
            }
        }
    }
}

#[test]
fn the_largest_mark_and_as_many_contacts_as_may_be_fit_into_the_answer_too() {
    let drawing = format!("<svg viewBox=\"0 0 8 8\"><path d=\"{}\"/></svg>", "M0 0 ".repeat(800));
    let look = Look::new(None, None, Some(Mark::read(drawing.as_bytes()).unwrap())).unwrap();
    let mut site = Site { look, support: Vec::new(), ..Site::sample() };
    for lang in site.languages.clone() {
        site.support.clear();
        while support_bytes(&site, lang) < MOST_SUPPORT_BYTES {
            site.support.extend(Place::samples());
        }
        let (typed, desk) = (Typed::default(), &site.desks[0]);
        let fresh = form(&site, lang, &FormPage { whole: false, ..FormPage::sample(desk, &typed, &[]) });
        for page in [safety(&site, lang), landing(&site, lang), pause(&site, lang, desk), fresh] {
            assert!(page.len() < ANSWER_TO_GET, "{}: {}", lang.code(), page.len());
        }
    }
}

#[test]
fn the_page_on_safety_leaves_room_for_contacts() {
    let site = Site { support: Vec::new(), ..Site::sample() };
    for &lang in &site.languages {
        let page = safety(&site, lang);
        let main = &page[page.find("<main").unwrap()..page.find("</main>").unwrap()];
        assert!(main.len() < 20 << 10, "{}: {}", lang.code(), main.len());
        for part in ["before", "place", "phone", "telling", "files", "after", "exit", "server", "care"] {
            assert!(main.contains(&format!("id=\"{part}\"")), "{part}");
        }
    }
}

#[test]
fn every_page_fits_into_the_answer_that_it_is_sent_in() {
    for (name, page) in everywhere() {
        // What is only ever an answer to POST.
        let is_post =
            ["-back", "-again", "form-guided", "form-detention", "form-short", "mailbox", "changed", "confirmation"];
        let is_first = name.ends_with("-first") || name.contains("-first ");
        let most = if !is_first && is_post.iter().any(|of| name.contains(of)) { ANSWER_TO_POST } else { ANSWER_TO_GET };
        assert!(page.len() <= most, "{name}: {} of {most}", page.len());
    }
}

/// Bytes and parts that a browser sends of a page's first form, as it stands; the box that must be marked is.
fn sent_by(page: &str) -> (usize, usize) {
    let form = page.split("<form ").nth(1).unwrap().split_once("</form>").unwrap().0;
    let (mut parts, mut bytes, mut select) = (0, 0, None);
    let attribute =
        |tag: &str, name: &str| Some(tag.split_once(&format!(" {name}=\""))?.1.split('"').next().unwrap().to_owned());
    for piece in form.split('<').skip(1) {
        let tag = piece.split_once('>').unwrap().0;
        let (name, value) = (attribute(tag, "name"), attribute(tag, "value").unwrap_or_default());
        let kind = attribute(tag, "type").unwrap_or_default();
        let sent = match (tag.split(' ').next().unwrap(), name) {
            ("select", Some(name)) => {
                select = Some(name.len());
                0
            }
            ("option", _) if tag.ends_with(" selected") => {
                bytes += value.len();
                0
            }
            ("textarea", Some(name)) => name.len(),
            ("input", Some(name)) if kind == "checkbox" && !tag.contains(" required") => {
                let _ = name;
                0
            }
            ("input", Some(name)) if kind == "file" => {
                name.len() + "; filename=\"\"\r\nContent-Type: application/octet-stream".len()
            }
            ("input", Some(name)) => name.len() + value.len(),
            _ => 0,
        };
        let sent = sent + select.take().unwrap_or(0);
        if sent > 0 {
            parts += 1;
            bytes += sent;
        }
    }
    (parts, bytes)
}

#[test]
fn opening_a_mailbox_and_sending_a_form_look_alike_but_for_what_is_typed() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let asked = sent_by(&ask_codename(&site, lang, &CodenamePage::default()));
        for desk in &site.desks {
            let typed = Typed::default();
            let sample = FormPage::sample(desk, &typed, &[]);
            let told = sent_by(&form(&site, lang, &FormPage { whole: false, ..sample }));
            assert_eq!(told, asked, "{}: {}", lang.code(), desk.form.id);
        }
        assert_eq!(sent_by(&changed(&site, lang, CODENAME, Changed::Consent)), asked, "{}", lang.code());
        for form in mailbox(&site, lang, &MailboxPage::sample(&Reply::samples(), &Typed::default(), None))
            .split("<form ")
            .skip(1)
        {
            let (parts, bytes) = sent_by(&format!("<form {form}"));
            // A button's name is sent too, where it has one.
            assert!(asked.0 - parts <= 1 && asked.1 - bytes <= 2, "{parts} {bytes}, {asked:?}");
        }
    }
}
