use super::samples::{HOSTILE, typed, typed_sample};
use super::*;

const NOTICES: [Notice; 7] = [
    Notice::NotFound,
    Notice::WrongMethod,
    Notice::Expired,
    Notice::Busy,
    Notice::TooLarge,
    Notice::Malformed,
    Notice::Failed,
];

/// Every page of a language, from its sample, by name.
fn all(lang: Lang) -> Vec<(String, String)> {
    let site = Site::sample();
    let (kept, not_kept) = (KeptFile::samples(), NotKeptFile::samples());
    let replies = Reply::samples();
    let (empty, answers, problems) = (Typed::default(), typed_sample(), Problem::samples());
    let confirmed = ConfirmationPage::sample(&kept, &not_kept);
    let nothing_kept = ConfirmationPage { words_kept: false, ..ConfirmationPage::sample(&[], &not_kept) };
    let mut pages = vec![
        ("landing", landing(&site, lang)),
        ("form", form(&site, lang, &FormPage::sample(&empty, &[]))),
        ("form-back", form(&site, lang, &FormPage::sample(&answers, &problems))),
        ("confirmation-whole", confirmation(&site, lang, &ConfirmationPage::sample(&kept[..1], &[]))),
        ("confirmation", confirmation(&site, lang, &confirmed)),
        ("confirmation-none", confirmation(&site, lang, &nothing_kept)),
        ("ask", ask_codename(&site, lang, &CodenamePage::default())),
        ("ask-back", ask_codename(&site, lang, &CodenamePage::sample())),
        ("mailbox-empty", mailbox(&site, lang, &MailboxPage::sample(&[]))),
        ("mailbox", mailbox(&site, lang, &MailboxPage::sample(&replies))),
        ("safety", safety(&site, lang)),
        ("about", about(&site, lang)),
        ("not-found", not_found(&site, lang)),
        ("exit", exit(&site)),
    ]
    .into_iter()
    .map(|(name, page)| (name.to_owned(), page))
    .collect::<Vec<_>>();
    for about_what in NOTICES {
        pages.push((format!("notice-{about_what:?}"), notice(&site, lang, about_what)));
    }
    pages
}

fn everywhere() -> impl Iterator<Item = (String, String)> {
    Lang::ALL.into_iter().flat_map(|lang| {
        let named = move |(name, page)| (format!("{}/{name}", lang.code()), page);
        all(lang).into_iter().map(named)
    })
}

/// The text of a page, without its tags.
fn text_of(page: &str) -> String {
    let mut text = String::new();
    for piece in page.split('<') {
        text.push_str(piece.split_once('>').map_or("", |(_, shown)| shown));
        text.push('\n');
    }
    text
}

/// A text of a language with every value that any text may ask for.
fn say(lang: Lang, key: &str, count: usize) -> String {
    let mut values = FluentArgs::new();
    values.set("organisation", "Collective");
    for name in ["file-limit", "visit-limit"] {
        values.set(name, "2 GiB");
    }
    for name in ["max-files", "count", "position", "bytes"] {
        values.set(name, count);
    }
    for name in ["limit", "day", "version", "number"] {
        values.set(name, "20");
    }
    Texts::of(lang).with(key, &values)
}

#[test]
fn every_page_is_whole_in_every_language() {
    for (name, page) in everywhere() {
        assert!(page.starts_with("<!DOCTYPE html>"), "{name}");
        assert!(page.trim_end().ends_with("</html>"), "{name}");
        for tag in ["main", "form", "section", "ul", "ol", "p", "a", "div", "fieldset", "bdi"] {
            let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{name}: {tag}");
        }
        for empty in ["<p></p>", "<li></li>", "<h1></h1>", "<h2></h2>", "<dd></dd>", "label=\"\""] {
            assert!(!page.contains(empty), "{name}: {empty}");
        }
    }
}

#[test]
fn no_key_and_no_fluent_syntax_is_shown() {
    for (name, page) in everywhere() {
        let text = text_of(&page);
        for id in Lang::ALL[0].ids().into_iter().filter(|id| id.contains('-')) {
            assert!(!text.contains(id), "{name}: {id}");
        }
        assert!(!text.contains(['{', '}', '$']), "{name}");
    }
}

#[test]
fn nothing_runs_and_nothing_leads_elsewhere() {
    let banned = [
        "<script",
        "<style",
        "<iframe",
        "<object",
        "<svg",
        "<img",
        "<base",
        " style=",
        "http:",
        "https:",
        "//",
        "javascript:",
        "http-equiv",
        "set-cookie",
        "document.",
    ];
    for (name, page) in everywhere() {
        let page = page.to_lowercase();
        for it in banned {
            assert!(!page.contains(it), "{name}: {it}");
        }
        for tag in page.split('<').filter_map(|piece| piece.split('>').next()) {
            // What stands in quotes is a value; an attribute that begins with "on" runs something.
            let attributes: String = tag.split('"').step_by(2).collect();
            assert!(!attributes.contains(" on"), "{name}: {tag}");
        }
    }
}

#[test]
fn every_page_has_the_way_out_first_and_says_nothing_in_its_title() {
    for lang in Lang::ALL {
        for (name, page) in all(lang).into_iter().filter(|(name, _)| name != "exit") {
            let first_link = page.split("<a ").nth(1).unwrap();
            assert!(first_link.starts_with("class=\"exit\" href=\"/exit\""), "{name}");
            let second_link = page.split("<a ").nth(2).unwrap();
            assert!(second_link.starts_with("class=\"skip\" href=\"#text\""), "{name}");
            let title = format!("<title>{}</title>", Texts::of(lang).get("page-title"));
            assert!(page.contains(&title), "{name}");
            let html = format!("<html lang=\"{}\" dir=\"{}\">", lang.code(), lang.dir());
            assert!(page.contains(&html), "{name}");
            for meta in [
                "<meta name=\"viewport\"",
                "<meta name=\"referrer\" content=\"no-referrer\">",
                "<link rel=\"icon\" href=\"data:,\">",
            ] {
                assert!(page.contains(meta), "{name}");
            }
        }
    }
}

#[test]
fn the_way_out_can_lead_where_the_site_says() {
    let site = Site { quick_exit: "https://weather.example/".to_owned(), ..Site::sample() };
    let page = landing(&site, Lang::ALL[0]);
    assert!(page.contains("href=\"https://weather.example/\" rel=\"noreferrer\""));
}

#[test]
fn other_languages_lead_to_the_same_page() {
    let site = Site::sample();
    let (english, spanish) = (Lang::ALL[0], Lang::ALL[1]);
    assert!(landing(&site, english).contains("href=\"/es/\" lang=\"es\""));
    assert!(safety(&site, spanish).contains("href=\"/en/3\" lang=\"en\""));
    let empty = Typed::default();
    let fresh = form(&site, english, &FormPage::sample(&empty, &[]));
    assert!(fresh.contains("href=\"/es/1\" lang=\"es\""));
    // Where it would lose what was typed, or show other words, no link offers it.
    let back = form(&site, english, &FormPage::sample(&empty, &[Problem::Busy]));
    assert!(!back.contains("href=\"/es/1\""));
    assert!(!confirmation(&site, english, &ConfirmationPage::sample(&[], &[])).contains("/es/"));
}

#[test]
fn the_form_sends_codename_and_nonce_first_and_files_last() {
    let answers = Typed::default();
    let page = form(&Site::sample(), Lang::ALL[0], &FormPage::sample(&answers, &[]));
    let names: Vec<&str> = page.split(" name=\"").skip(3).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(names, ["codename", "nonce", "consent", "when", "place", "account", "files", "files", "files"]);
    assert!(page.contains(
        "method=\"post\" action=\"/en/1\" enctype=\"multipart/form-data\" accept-charset=\"utf-8\" autocomplete=\"off\""
    ));
    assert_eq!(page.matches(" required").count(), 1);
    assert!(page.contains("name=\"consent\" value=\"yes\" required"));
}

#[test]
fn the_nine_words_stand_numbered_and_in_one_line() {
    let answers = Typed::default();
    let context = FormPage::sample(&answers, &[]);
    for page in [
        form(&Site::sample(), Lang::ALL[0], &context),
        confirmation(&Site::sample(), Lang::ALL[0], &ConfirmationPage::sample(&[], &[])),
    ] {
        for word in context.codename.split(' ') {
            assert!(page.contains(&format!("<li>{word}</li>")));
        }
        assert!(page.contains(&format!(">{}</p>", context.codename)));
    }
}

#[test]
fn a_visit_that_left_nothing_is_not_confirmed() {
    let (kept, not_kept) = (KeptFile::samples(), NotKeptFile::samples());
    for lang in Lang::ALL {
        let confirmed = Texts::of(lang).get("confirmation-title");
        for (words_kept, kept) in [(true, &[][..]), (false, &kept[..1])] {
            let visit = ConfirmationPage { words_kept, ..ConfirmationPage::sample(kept, &not_kept) };
            assert!(confirmation(&Site::sample(), lang, &visit).contains(&confirmed));
        }
        let visit = ConfirmationPage { words_kept: false, ..ConfirmationPage::sample(&[], &not_kept) };
        let page = confirmation(&Site::sample(), lang, &visit);
        assert!(!page.contains(&confirmed) && !page.contains("class=\"kept\"") && !page.contains("id=\"codename\""));
        assert!(page.contains("class=\"not-kept\""));
    }
}

#[test]
fn a_question_that_holds_too_much_is_named_in_the_summary() {
    let answers = typed_sample();
    let problems = Problem::samples();
    for lang in Lang::ALL {
        let page = form(&Site::sample(), lang, &FormPage::sample(&answers, &problems));
        for field in ["when", "place", "account"] {
            let question = Texts::of(lang).get(&format!("{field}-label"));
            assert!(page.contains(&format!("<a href=\"#{field}\">{question} ")), "{field}");
        }
    }
}

#[test]
fn a_returned_form_keeps_everything_and_names_the_field() {
    let answers = typed(&[
        ("account", "They came at night.\nI was there."),
        ("when", "\"May\" & later"),
        ("place", "near the bridge"),
        ("consent", "yes"),
    ]);
    let problems = Problem::samples();
    for lang in Lang::ALL {
        let page = form(&Site::sample(), lang, &FormPage::sample(&answers, &problems));
        assert!(page.contains("name=\"nonce\" value=\"c2FtcGxlIG5vbmNl\""));
        assert!(page.contains("value=\"river candle orange"));
        assert!(page.contains("value=\"&#34;May&#34; &#38; later\""));
        assert!(page.contains(">\nThey came at night.\nI was"));
        assert!(page.contains("required checked"));
        for anchor in ["consent", "when", "place", "account", "files", "send", "codename"] {
            assert!(page.contains(&format!("<a href=\"#{anchor}\">")), "{anchor}");
            assert!(page.contains(&format!(" id=\"{anchor}\"")), "{anchor}");
            assert!(page.contains(&format!(" id=\"{anchor}-problem\"")), "{anchor}");
        }
        let summary = page.find("role=\"alert\"").unwrap();
        assert!(summary < page.find("id=\"codename\"").unwrap());
    }
}

#[test]
fn a_leading_newline_that_was_typed_survives() {
    let answers = typed(&[("account", "\n\n  first line")]);
    let page = form(&Site::sample(), Lang::ALL[0], &FormPage::sample(&answers, &[Problem::Busy]));
    let after_tag = page.split("<textarea ").nth(1).unwrap().split_once('>').unwrap().1;
    let content = after_tag.split("</textarea>").next().unwrap();
    // HTML, "The in body insertion mode": one newline after the tag is ignored.
    assert_eq!(content.strip_prefix('\n'), Some("\n\n  first line"));
}

#[test]
fn hostile_words_and_names_stay_text() {
    let escaped = "\u{202e}&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#39; onload=&#39;x";
    let hostile = || HOSTILE.to_owned();
    let site = Site { organisation: hostile(), ..Site::sample() };
    let answers = typed(&[("account", &format!("</textarea>{HOSTILE}")), ("when", HOSTILE), ("place", HOSTILE)]);
    let problems = [Problem::FilesMustBeChosenAgain(vec![hostile()])];
    let (kept, replies) = (KeptFile::samples(), Reply::samples());
    let asked = CodenamePage { typed: HOSTILE, problem: Some(CodenameProblem::WordCount(3)) };
    for lang in Lang::ALL {
        let form = form(&site, lang, &FormPage::sample(&answers, &problems));
        assert_eq!(form.matches("</textarea>").count(), 1);
        assert_eq!(form.matches(&format!("<bdi>{escaped}</bdi>")).count(), 3, "bar, foot and file");
        let confirmation = confirmation(&site, lang, &ConfirmationPage::sample(&kept, &[]));
        assert!(confirmation.contains(&format!("<bdi>{escaped}</bdi>")));
        let asked = ask_codename(&site, lang, &asked);
        assert_eq!(asked.matches("onload").count(), 3, "in the bar, at the foot and in the input alone");
        let mailbox = mailbox(&site, lang, &MailboxPage::sample(&replies));
        for page in [form, confirmation, asked, mailbox] {
            assert!(page.contains(escaped));
            assert!(!page.contains("<script"));
        }
    }
}

#[test]
fn the_question_for_the_codename_repeats_words_in_the_input_alone() {
    let page = ask_codename(&Site::sample(), Lang::ALL[0], &CodenamePage::sample());
    assert_eq!(page.matches("markte").count(), 1);
    assert!(page.contains("number 7 "));
    assert!(page.contains("name=\"action\" value=\"open\""));
}

#[test]
fn every_language_says_what_a_source_must_be_told() {
    for lang in Lang::ALL {
        let answers = Typed::default();
        let page = form(&Site::sample(), lang, &FormPage::sample(&answers, &[]));
        let skip = Texts::of(lang).get("skip-this");
        assert_eq!(page.matches(&skip).count(), 3, "before each optional group");
        for id in ["codename-lead", "files-original", "consent-promise", "consent-courts"] {
            assert!(page.contains(&say(lang, id, 2)), "{id}");
        }
        let limits = say(lang, "landing-cannot", 2);
        assert!(landing(&Site::sample(), lang).contains(&limits));
        assert!(safety(&Site::sample(), lang).contains(&limits));
    }
}

#[test]
fn the_style_sheet_is_small_and_needs_nothing_else() {
    assert!(STYLE.len() < 12 * 1024);
    for banned in ["url(", "@import", "@font-face", "left", "right:", "expression"] {
        let outside_comments: String = STYLE.split("/*").map(|part| part.rsplit("*/").next().unwrap()).collect();
        assert!(!outside_comments.contains(banned), "{banned}");
    }
}
