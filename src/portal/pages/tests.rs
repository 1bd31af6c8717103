use std::collections::BTreeSet;

use fluent_bundle::FluentArgs;

use super::samples::{CODENAME, HOSTILE};
use super::*;
use crate::form::{Form, Typed};
use crate::intake::{Given, HowFar, KeptFile, NotKeptFile};
use crate::portal::look::Mark;
use crate::portal::support::MOST_SUPPORT_BYTES;
use crate::seal::{Deleted, ProgressNumber};
use crate::texts::OwnTexts;

mod desks;
mod form;
mod mailbox;
mod sizes;

const NUMBER: ProgressNumber = ProgressNumber::from_bytes([0xb2; 16]);
const HALF: HowFar = HowFar { arrived: 450 << 20, announced: Some(900 << 20) };

const NOTICES: [Notice; 4] = [Notice::NotFound, Notice::WrongMethod, Notice::Malformed, Notice::Failed];

/// Every page of a language, from its sample, by name.
fn all(lang: Lang) -> Vec<(String, String)> {
    let site = Site::sample();
    let one_desk = Site { desks: site.desks[..1].to_vec(), ..Site::sample() };
    let (kept, not_kept) = (KeptFile::samples(), NotKeptFile::samples());
    let replies = Reply::samples();
    let (empty, typed, problems) = (Typed::default(), Typed::sample(), Problem::samples());
    let desk = &site.desks[0];
    let confirmed = ConfirmationPage::sample(desk, &kept, &not_kept);
    let nothing_kept = ConfirmationPage { words_kept: false, ..ConfirmationPage::sample(desk, &[], &not_kept) };
    let (whole_again, none_again) = (
        ConfirmationPage { given: Given::Before, ..ConfirmationPage::sample(desk, &kept, &not_kept) },
        ConfirmationPage { given: Given::Before, words_kept: false, ..ConfirmationPage::sample(desk, &[], &not_kept) },
    );
    let adding = |problems| FormPage { again: true, ..FormPage::sample(desk, &typed, problems) };
    let changing = Typed::of(&[("consent-c2", "no"), ("consent-c5", "yes"), ("consent-no-death-penalty", "yes")]);
    let busy = CodenamePage { problem: Some(CodenameProblem::Busy), ..CodenamePage::sample() };
    let not_stored = CodenamePage { problem: Some(CodenameProblem::NotStored), ..CodenamePage::sample() };
    let after = |deleted| {
        mailbox(&site, lang, &MailboxPage { deleted: Some(deleted), ..MailboxPage::sample(&[], &empty, None) })
    };
    let opened = |typed, problem| mailbox(&site, lang, &MailboxPage::sample(&[], typed, problem));
    let mut pages = vec![
        ("landing", landing(&one_desk, lang)),
        ("landing-desks", landing(&site, lang)),
        ("confirmation-whole", confirmation(&site, lang, &ConfirmationPage::sample(desk, &kept[..1], &[]))),
        ("confirmation", confirmation(&site, lang, &confirmed)),
        ("confirmation-none", confirmation(&site, lang, &nothing_kept)),
        ("confirmation-again", confirmation(&site, lang, &whole_again)),
        ("confirmation-none-again", confirmation(&site, lang, &none_again)),
        ("form-again", form(&site, lang, &adding(&[]))),
        ("form-again-back", form(&site, lang, &adding(&problems))),
        ("ask", ask_codename(&site, lang, &CodenamePage::default())),
        ("ask-back", ask_codename(&site, lang, &CodenamePage::sample())),
        ("ask-busy", ask_codename(&site, lang, &busy)),
        ("ask-not-stored", ask_codename(&site, lang, &not_stored)),
        ("mailbox-empty", opened(&empty, None)),
        ("mailbox", mailbox(&site, lang, &MailboxPage::sample(&replies, &empty, None))),
        ("mailbox-deleted", after(Deleted::All)),
        ("mailbox-deleted-some", after(Deleted::Some)),
        ("mailbox-deleted-none", after(Deleted::None)),
        ("mailbox-odd", opened(&changing, Some(MailboxProblem::NotOffered(vec!["consent-c5"])))),
        ("mailbox-not-meant", opened(&empty, Some(MailboxProblem::WithdrawalNotMarked))),
        ("mailbox-not-stored", opened(&changing, Some(MailboxProblem::NotStored))),
        ("mailbox-full", opened(&changing, Some(MailboxProblem::Full))),
        ("mailbox-perhaps-stored", opened(&changing, Some(MailboxProblem::PerhapsStored))),
        ("changed", changed(&site, lang, CODENAME, Changed::Consent)),
        ("changed-nothing", changed(&site, lang, CODENAME, Changed::Nothing)),
        ("changed-withdrawn", changed(&site, lang, CODENAME, Changed::Withdrawal)),
        ("pause", pause(&one_desk, lang, desk)),
        ("pause-desks", pause(&site, lang, &site.desks[1])),
        ("safety", safety(&site, lang)),
        ("about", about(&site, lang)),
        ("progress", progress(&site, lang, NUMBER, Some(HALF))),
        ("progress-none", progress(&site, lang, NUMBER, None)),
        ("not-found", not_found(&site, lang)),
        ("exit", exit(&site)),
    ]
    .into_iter()
    .map(|(name, page)| (name.to_owned(), page))
    .collect::<Vec<_>>();
    for desk in &site.desks {
        let name = &desk.form.id;
        pages.push((format!("form-{name}"), form(&site, lang, &FormPage::sample(desk, &empty, &[]))));
        let first = FormPage { whole: false, ..FormPage::sample(desk, &empty, &[]) };
        pages.push((format!("form-{name}-first"), form(&site, lang, &first)));
        pages.push((format!("form-{name}-back"), form(&site, lang, &FormPage::sample(desk, &typed, &problems))));
    }
    for about_what in NOTICES {
        pages.push((format!("notice-{about_what:?}"), notice(&site, lang, about_what)));
    }
    pages
}

/// The form of a desk of the sample site.
fn form_of(desk: usize, lang: Lang, typed: &Typed, problems: &[Problem]) -> String {
    let site = Site::sample();
    form(&site, lang, &FormPage::sample(&site.desks[desk], typed, problems))
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
    for piece in page.split('<').filter(|piece| !piece.starts_with("style>")) {
        text.push_str(piece.split_once('>').map_or("", |(_, shown)| shown));
        text.push('\n');
    }
    text
}

/// Text out of HTML, as our templates escape it.
fn plain(html: &str) -> String {
    let mut pieces = html.split("&#");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once(';').unwrap();
        text.push(char::from_u32(number.parse().unwrap()).unwrap());
        text.push_str(rest);
    }
    text
}

/// A text of a language with every value that any text may ask for.
fn say(lang: Lang, key: &str, count: usize) -> String {
    let mut values = FluentArgs::new();
    values.set("organisation", "Collective");
    for name in ["file-limit", "visit-limit", "arrived", "whole"] {
        values.set(name, "2 GiB");
    }
    for name in ["max-files", "upload-hours", "count", "position", "bytes"] {
        values.set(name, count);
    }
    for name in ["limit", "day", "desk", "version", "number"] {
        values.set(name, "20");
    }
    Texts::of(lang).with(key, &values)
}

#[test]
fn every_page_is_whole_in_every_language() {
    for (name, page) in everywhere() {
        assert!(page.starts_with("<!DOCTYPE html>"), "{name}");
        assert!(page.trim_end().ends_with("</html>"), "{name}");
        for tag in [
            "main", "form", "section", "ul", "ol", "p", "a", "div", "fieldset", "bdi", "details", "summary", "select",
            "span",
        ] {
            let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{name}: {tag}");
        }
        for empty in [
            "<p></p>",
            "<li></li>",
            "<h1></h1>",
            "<h2></h2>",
            "<h3></h3>",
            "<dd></dd>",
            "label=\"\"",
            "></label>",
            "></option>",
        ] {
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
        // What stands between the tags is the style sheet that the site's policy names.
        let page = page.replacen(&format!("<style>{}</style>", Style::new("").text()), "", 1).to_lowercase();
        for it in banned.into_iter().chain(["<style"]) {
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
    for (desk, path) in [(0, "1"), (1, "1/2"), (2, "1/3")] {
        let address = format!("href=\"/es/{path}\" lang=\"es\"");
        assert!(form_of(desk, english, &empty, &[]).contains(&address));
        // Where it would lose what was typed, or show other words, no link offers it.
        assert!(!form_of(desk, english, &empty, &[Problem::Full]).contains(&address));
    }
    assert!(!confirmation(&site, english, &ConfirmationPage::sample(&site.desks[0], &[], &[])).contains("/es/"));
    assert!(!mailbox(&site, english, &MailboxPage::sample(&[], &empty, None)).contains("/es/"));
}

#[test]
fn an_operators_own_texts_come_before_the_shipped_ones_and_stay_text() {
    let mut texts = OwnTexts::default();
    texts
        .add(Lang::ALL[1], "account-label = ¿<b>Qué</b> vio { $organisation }?\nown-title = Propio\n".to_owned())
        .unwrap();
    let toml = include_str!("../../../static/forms/short.toml").replace("desk-short-title", "own-title");
    let own = Arc::new(Desk { form: Arc::new(Form::read(&toml).unwrap()), texts, ..Desk::sample(4, "short") });
    let mut site = Site::sample();
    site.desks.push(Arc::clone(&own));
    let page = |lang| form(&site, lang, &FormPage::sample(&own, &Typed::default(), &[]));
    assert!(page(Lang::ALL[1]).contains("¿&#60;b&#62;Qué&#60;/b&#62; vio Open Records Collective?"));
    assert!(page(Lang::ALL[1]).contains("<h1>Propio</h1>"));
    // A text of no other language is better than none.
    assert!(page(Lang::ALL[0]).contains("<h1>Propio</h1>"));
    assert_eq!(own.missing(Lang::ALL[0]), [("own-title".to_owned(), 1)]);
    assert_eq!(own.missing(Lang::ALL[1]), []);
    let words = DeskWords { site: Arc::new(Site::sample()), desk: own, lang: Lang::ALL[1] };
    assert_eq!(crate::form::Wording::say(&words, "account-label"), "¿<b>Qué</b> vio Open Records Collective?");
    let mut bad = OwnTexts::default();
    assert_eq!(bad.add(Lang::ALL[0], "fine = yes\n\n= nothing\n".to_owned()).unwrap_err().line, 3);
}

#[test]
fn no_id_stands_twice_and_every_reference_leads_somewhere() {
    for (name, page) in everywhere() {
        let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name}: an id stands twice");
        for reference in [" for=\"", " aria-labelledby=\"", " aria-describedby=\"", "href=\"#"] {
            for list in page.split(reference).skip(1).map(|rest| rest.split('"').next().unwrap()) {
                for id in list.split(' ') {
                    assert!(known.contains(id), "{name}:{reference}{id}");
                }
            }
        }
    }
}

#[test]
fn the_nine_words_stand_numbered_and_in_one_line() {
    let site = Site::sample();
    for page in [
        form_of(0, Lang::ALL[0], &Typed::default(), &[]),
        confirmation(&site, Lang::ALL[0], &ConfirmationPage::sample(&site.desks[0], &[], &[])),
    ] {
        for word in CODENAME.split(' ') {
            assert!(page.contains(&format!("<li>{word}</li>")));
        }
        assert!(page.contains(&format!(">{CODENAME}</p>")));
    }
    // They are said to be in their own language and direction, which need not be the page's.
    for (code, words) in [("en", "en"), ("es", "es"), ("zh-hans", "zh-hans"), ("ar", "en"), ("fa", "en"), ("my", "en")]
    {
        let lang = Lang::parse(code).unwrap();
        let confirmed = confirmation(&site, lang, &ConfirmationPage::sample(&site.desks[0], &[], &[]));
        for page in [form_of(0, lang, &Typed::default(), &[]), confirmed] {
            let said = format!(" lang=\"{words}\" dir=\"ltr\" translate=\"no\"");
            assert!(page.contains(&format!("<ol class=\"words\"{said}>")), "{code}");
            assert!(page.contains(&format!("<p class=\"line\"{said} aria-describedby=\"codename_line\">")), "{code}");
        }
    }
}

#[test]
fn a_visit_that_left_no_file_gives_its_words_and_says_what_is_stored() {
    let (kept, not_kept) = (KeptFile::samples(), NotKeptFile::samples());
    let site = Site::sample();
    let desk = &site.desks[1];
    for lang in Lang::ALL {
        let confirmed = Texts::of(lang).get("confirmation-title");
        for (words_kept, kept) in [(true, &[][..]), (false, &kept[..1])] {
            let visit = ConfirmationPage { words_kept, ..ConfirmationPage::sample(desk, kept, &not_kept) };
            assert!(confirmation(&site, lang, &visit).contains(&confirmed));
        }
        let visit = ConfirmationPage { words_kept: false, ..ConfirmationPage::sample(desk, &[], &not_kept) };
        let page = confirmation(&site, lang, &visit);
        assert!(!page.contains(&confirmed) && page.contains("class=\"not-kept\""));
        assert!(page.contains("id=\"codename\"") && page.contains("class=\"kept\""));
        let names = say(lang, "kept-names", not_kept.len());
        for said in ["confirmation-none-title", "confirmation-none-rest", "confirmation-lead", "kept-choices"] {
            assert!(page.contains(&Texts::of(lang).get(said)), "{}: {said}", lang.code());
        }
        let words = format!("<p class=\"check\">{}</p>", Texts::of(lang).get("kept-words"));
        assert!(page.contains(&names) && !page.contains(&words));
        // A full disk may keep the words and not the list.
        let unlisted = confirmation(&site, lang, &ConfirmationPage { listed: false, ..visit });
        assert!(!unlisted.contains(&names));
    }
}

#[test]
fn hostile_words_and_names_stay_text() {
    let escaped = "\u{202e}&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#39; onload=&#39;x";
    let site = Site { organisation: HOSTILE.to_owned(), ..Site::sample() };
    let account = format!("</textarea>{HOSTILE}");
    let typed = Typed::of(&[("account", &account), ("when", HOSTILE), ("place", HOSTILE), ("consent-c1", HOSTILE)]);
    let problems = [Problem::FilesMustBeChosenAgain { names: vec![HOSTILE.to_owned()], too_many: false }];
    let (kept, replies) = (KeptFile::samples(), Reply::samples());
    let asked = CodenamePage { typed: HOSTILE, problem: Some(CodenameProblem::WordCount(3)) };
    for lang in Lang::ALL {
        let form = form(&site, lang, &FormPage::sample(&site.desks[0], &typed, &problems));
        assert_eq!(form.matches("</textarea>").count(), form.matches("<textarea ").count());
        assert_eq!(form.matches(&format!("<bdi>{escaped}</bdi>")).count(), 3, "bar, foot and file");
        let confirmation = confirmation(&site, lang, &ConfirmationPage::sample(&site.desks[0], &kept, &[]));
        assert!(confirmation.contains(&format!("<bdi>{escaped}</bdi>")));
        let asked = ask_codename(&site, lang, &asked);
        assert_eq!(asked.matches("onload").count(), 3, "in the bar, at the foot and in the input alone");
        let mailbox = mailbox(&site, lang, &MailboxPage::sample(&replies, &typed, None));
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
        let site = Site::sample();
        let page = form_of(0, lang, &Typed::default(), &[]);
        let skip = Texts::of(lang).get("skip-this");
        assert_eq!(page.matches(&skip).count(), site.desks[0].form.groups.len(), "before each group");
        for id in ["codename-lead", "codename-line", "files-original", "consent-promise", "consent-courts"] {
            assert!(page.contains(&say(lang, id, 2)), "{id}");
        }
        let limits = say(lang, "landing-cannot", 2);
        assert!(landing(&Site::sample(), lang).contains(&limits));
        assert!(safety(&Site::sample(), lang).contains(&limits));
    }
}

#[test]
fn before_the_form_stands_what_may_come_and_what_the_way_out_cannot_do() {
    let site = Site::sample();
    let one = Site { desks: site.desks[..1].to_vec(), support: Vec::new(), ..Site::sample() };
    for &lang in &site.languages {
        let (texts, code) = (Texts::of(lang), lang.code());
        let page = pause(&site, lang, &site.desks[1]);
        for key in [
            "pause-lead",
            "landing-cannot-danger",
            "landing-before-exit",
            "safety-exit-tabs",
            "pause-sealed",
            "pause-place",
        ] {
            assert!(plain(&page).contains(&texts.get(key)), "{code}: {key}");
        }
        assert!(page.contains(&format!("<a class=\"button\" href=\"/{code}/1/2\">")), "{code}");
        assert!(page.contains(&format!("href=\"/{code}/3#help\"")), "{code}");
        let page = pause(&one, lang, &one.desks[0]);
        assert!(page.contains(&format!("<a class=\"button\" href=\"/{code}/1\">")), "{code}");
        assert!(!page.contains("/3#help"), "{code}");
        assert!(landing(&one, lang).contains(&format!("<a class=\"button\" href=\"/{code}/5\">")), "{code}");
    }
}

#[test]
fn the_style_sheet_is_small_and_needs_nothing_else() {
    let style = Style::new("");
    assert!(style.text().len() < 16 * 1024);
    for banned in ["url(", "@import", "@font-face", "left", "right:", "expression", "/*", "*/"] {
        assert!(!style.text().contains(banned), "{banned}");
    }
}

#[test]
fn who_comes_back_with_words_is_shown_none_and_told_that_they_stay() {
    let site = Site::sample();
    let (desk, typed) = (&site.desks[0], Typed::default());
    for &lang in &site.languages {
        let fresh = FormPage::sample(desk, &typed, &[]);
        let (shown, hidden) = (form(&site, lang, &fresh), form(&site, lang, &FormPage { again: true, ..fresh }));
        let lines = |page: &str| page.matches("<li>river</li>").count();
        assert_eq!((lines(&shown), lines(&hidden)), (1, 0), "{lang:?}");
        let told = Texts::of(lang).get("again-title");
        assert!(hidden.contains(&told) && !shown.contains(&told));
        let (kept, told) = (KeptFile::samples(), ConfirmationPage::sample);
        let first = confirmation(&site, lang, &told(desk, &kept, &[]));
        let again = confirmation(&site, lang, &ConfirmationPage { given: Given::Before, ..told(desk, &kept, &[]) });
        assert_eq!((lines(&first), lines(&again)), (1, 0));
    }
}
