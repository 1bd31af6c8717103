use std::collections::BTreeSet;

use fluent_bundle::FluentArgs;
use proptest::prelude::*;

use super::samples::{CODENAME, HOSTILE};
use super::*;
use crate::form::{FieldKind, Form, Typed};
use crate::intake::{KeptFile, NotKeptFile};
use crate::portal::desk::OwnTexts;

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
    let one_desk = Site { desks: site.desks[..1].to_vec(), ..Site::sample() };
    let (kept, not_kept) = (KeptFile::samples(), NotKeptFile::samples());
    let replies = Reply::samples();
    let (empty, typed, problems) = (Typed::default(), Typed::sample(), Problem::samples());
    let desk = &site.desks[0];
    let confirmed = ConfirmationPage::sample(desk, &kept, &not_kept);
    let nothing_kept = ConfirmationPage { words_kept: false, ..ConfirmationPage::sample(desk, &[], &not_kept) };
    let changing = Typed::of(&[("consent-c2", "no"), ("consent-c5", "yes"), ("consent-no-death-penalty", "yes")]);
    let deleted = MailboxPage { deleted: true, ..MailboxPage::sample(&[], &empty, None) };
    let opened = |typed, problem| mailbox(&site, lang, &MailboxPage::sample(&[], typed, problem));
    let mut pages = vec![
        ("landing", landing(&one_desk, lang)),
        ("landing-desks", landing(&site, lang)),
        ("confirmation-whole", confirmation(&site, lang, &ConfirmationPage::sample(desk, &kept[..1], &[]))),
        ("confirmation", confirmation(&site, lang, &confirmed)),
        ("confirmation-none", confirmation(&site, lang, &nothing_kept)),
        ("ask", ask_codename(&site, lang, &CodenamePage::default())),
        ("ask-back", ask_codename(&site, lang, &CodenamePage::sample())),
        ("mailbox-empty", opened(&empty, None)),
        ("mailbox", mailbox(&site, lang, &MailboxPage::sample(&replies, &empty, None))),
        ("mailbox-deleted", mailbox(&site, lang, &deleted)),
        ("mailbox-odd", opened(&changing, Some(MailboxProblem::NotOffered(vec!["consent-c5"])))),
        ("mailbox-not-meant", opened(&empty, Some(MailboxProblem::WithdrawalNotMarked))),
        ("mailbox-not-stored", opened(&changing, Some(MailboxProblem::NotStored))),
        ("mailbox-busy", opened(&changing, Some(MailboxProblem::Busy))),
        ("changed", changed(&site, lang, CODENAME, Changed::Consent)),
        ("changed-nothing", changed(&site, lang, CODENAME, Changed::Nothing)),
        ("changed-withdrawn", changed(&site, lang, CODENAME, Changed::Withdrawal)),
        ("safety", safety(&site, lang)),
        ("about", about(&site, lang)),
        ("not-found", not_found(&site, lang)),
        ("exit", exit(&site)),
    ]
    .into_iter()
    .map(|(name, page)| (name.to_owned(), page))
    .collect::<Vec<_>>();
    for desk in &site.desks {
        let name = &desk.form.id;
        pages.push((format!("form-{name}"), form(&site, lang, &FormPage::sample(desk, &empty, &[]))));
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
fn a_mailbox_has_one_length_however_much_lies_in_it() {
    let site = Site::sample();
    for lang in Lang::ALL {
        for text in ["x".repeat(3600), "<".repeat(720), "\u{fffd}".repeat(900)] {
            let reply = |n| Reply {
                n,
                desk: Some("\"Detenciones & desapariciones\" ".repeat(3)),
                day: "2031-05-17".to_owned(),
                text: text.clone(),
            };
            for count in [0, 1, 16] {
                let replies: Vec<_> = (1..=count).map(reply).collect();
                let page = mailbox(&site, lang, &MailboxPage::sample(&replies, &Typed::default(), None));
                assert_eq!(page.len(), 96 << 10, "{}: {count}", lang.code());
            }
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
    for (desk, path) in [(0, "1"), (1, "1/2"), (2, "1/3")] {
        let address = format!("href=\"/es/{path}\" lang=\"es\"");
        assert!(form_of(desk, english, &empty, &[]).contains(&address));
        // Where it would lose what was typed, or show other words, no link offers it.
        assert!(!form_of(desk, english, &empty, &[Problem::Busy]).contains(&address));
    }
    assert!(!confirmation(&site, english, &ConfirmationPage::sample(&site.desks[0], &[], &[])).contains("/es/"));
    assert!(!mailbox(&site, english, &MailboxPage::sample(&[], &empty, None)).contains("/es/"));
}

#[test]
fn the_start_offers_each_desk_where_there_are_several() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let code = lang.code();
        let page = landing(&site, lang);
        for (path, name) in [("1", "guided"), ("1/2", "short"), ("1/3", "detention")] {
            let title = Texts::of(lang).get(&format!("desk-{name}-title"));
            let lead = Texts::of(lang).get(&format!("desk-{name}-lead"));
            assert!(page.contains(&format!("<a href=\"/{code}/{path}\">{title}</a>")), "{code}: {name}");
            assert!(page.contains(&lead), "{code}: {name}");
        }
        let one = Site { desks: site.desks[..1].to_vec(), ..Site::sample() };
        assert!(!landing(&one, lang).contains("class=\"desks\""));
    }
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
fn the_form_sends_codename_and_nonce_first_then_consent_and_files_last() {
    let page = form_of(0, Lang::ALL[0], &Typed::default(), &[]);
    let names: Vec<&str> = page.split(" name=\"").skip(3).map(|rest| rest.split('"').next().unwrap()).collect();
    let consent = (1..=7).map(|level| format!("consent-c{level}"));
    let first: Vec<String> = ["codename", "nonce", "consent"].map(str::to_owned).into_iter().chain(consent).collect();
    assert_eq!(names[..first.len()], first);
    assert_eq!(names[first.len()], "consent-no-death-penalty");
    assert_eq!(names[names.len() - 3..], ["files", "files", "files"]);
    assert_eq!(names.iter().filter(|name| **name == "files").count(), 3);
    assert!(page.contains(
        "method=\"post\" action=\"/en/1\" enctype=\"multipart/form-data\" accept-charset=\"utf-8\" autocomplete=\"off\""
    ));
    assert_eq!(page.matches(" required").count(), 1);
    assert!(page.contains("name=\"consent\" value=\"yes\" required"));
}

#[test]
fn every_name_that_a_form_understands_stands_on_its_page_and_no_other() {
    let site = Site::sample();
    for desk in &site.desks {
        let page = form(&site, Lang::ALL[0], &FormPage::sample(desk, &Typed::default(), &[]));
        let mut names: BTreeSet<&str> = page.split(" name=\"").skip(3).map(|r| r.split('"').next().unwrap()).collect();
        for own in ["codename", "nonce", "files"] {
            assert!(names.remove(own));
        }
        names.retain(|name| !name.starts_with("consent"));
        let mut understood = desk.form.names();
        // What a choice is not said with stands among its options.
        for input in desk.form.inputs().filter(|input| matches!(input.field.kind, FieldKind::Choice(_))) {
            understood.remove(&input.part(crate::form::NOT_SAID));
        }
        assert_eq!(names, understood.iter().map(String::as_str).collect(), "{}", desk.form.id);
    }
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
fn closed_parts_stay_closed_until_something_in_them_is_typed_or_to_be_looked_at() {
    let fresh = form_of(0, Lang::ALL[0], &Typed::default(), &[]);
    assert!(!fresh.contains(" open>"));
    let typed = Typed::of(&[("persons-2-call", "B"), ("consent-c3", "no")]);
    let back = form_of(0, Lang::ALL[0], &typed, &[Problem::Busy]);
    for open in ["<details class=\"more\" open>", "id=\"group_persons\" open>", "<details class=\"inner\" open>"] {
        assert!(back.contains(open), "{open}");
    }
    assert_eq!(back.matches("<details class=\"each\" open>").count(), 1);
    assert!(!back.contains("id=\"group_held\" open>"));
    let wrong = Problem::Answer(crate::form::Mistake { name: "held-law".to_owned(), why: crate::form::Why::Broken });
    assert!(form_of(0, Lang::ALL[0], &Typed::default(), &[wrong]).contains("id=\"group_held\" open>"));
    // The defaults open nothing.
    let defaults = Typed::of(&[("consent", "yes"), ("consent-c1", "ask"), ("consent-c7", "ask"), ("place", " ")]);
    assert!(!form_of(0, Lang::ALL[0], &defaults, &[Problem::Busy]).contains(" open>"));
}

#[test]
fn a_link_leads_past_hard_questions_and_each_begins_with_its_warning() {
    for lang in Lang::ALL {
        for (desk, past) in [(0, "group_others"), (2, "group_measures")] {
            let page = form_of(desk, lang, &Typed::default(), &[]);
            let link = format!("<p class=\"past\"><a href=\"#{past}\">");
            assert_eq!(page.matches("class=\"past\"").count(), 1);
            let at = page.find(&link).expect("a way past");
            assert!(at < page.find("class=\"warning\"").unwrap());
            let hard = &page[at..page.find(&format!("id=\"{past}\"")).unwrap()];
            assert_eq!(hard.matches("<details class=\"group\"").count(), hard.matches("class=\"warning\"").count() + 1);
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
}

#[test]
fn a_visit_that_left_nothing_is_not_confirmed() {
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
        assert!(!page.contains(&confirmed) && !page.contains("class=\"kept\"") && !page.contains("id=\"codename\""));
        assert!(page.contains("class=\"not-kept\""));
        assert!(page.contains(&format!("href=\"/{}/1/2\"", lang.code())), "again at the same desk");
    }
}

#[test]
fn an_answer_to_look_at_is_named_in_the_summary_by_its_question() {
    for lang in Lang::ALL {
        let page = form_of(0, lang, &Typed::sample(), &Problem::samples());
        let question = |key: &str| Texts::of(lang).get(key);
        for (anchor, key) in [("account", "account-label"), ("place", "place-label"), ("when-day", "when-label")] {
            let link = format!("<a href=\"#{anchor}\">{} ", question(key));
            assert!(page.contains(&link), "{anchor}");
        }
        let person =
            format!("{} 2 – {} ", if lang.code() == "en" { "Person" } else { "Persona" }, question("real-name-label"));
        assert!(page.contains(&format!("<a href=\"#persons-2-real-name\">{person}")));
        assert!(page.contains(&format!("<a href=\"#consent-c4\">{} ", question("consent-c4"))));
    }
}

#[test]
fn a_returned_form_keeps_everything_and_names_the_field() {
    let typed =
        Typed::of(&[("when", "\"May\" & later"), ("account", "They came at night.\nI was"), ("consent", "yes")]);
    let problems = Problem::samples();
    for lang in Lang::ALL {
        let page = form_of(0, lang, &typed, &problems);
        assert!(page.contains("name=\"nonce\" value=\"c2FtcGxlIG5vbmNl\""));
        assert!(page.contains("value=\"river candle orange"));
        assert!(page.contains("value=\"&#34;May&#34; &#38; later\""));
        assert!(page.contains(">\nThey came at night.\nI was"));
        assert!(page.contains("required checked"));
        for anchor in ["consent", "consent-c4", "place", "account", "affected", "link", "files", "send", "codename"] {
            assert!(page.contains(&format!("<a href=\"#{anchor}\">")), "{anchor}");
            assert!(page.contains(&format!(" id=\"{anchor}\"")), "{anchor}");
            assert!(page.contains(&format!(" id=\"{anchor}_problem\"")), "{anchor}");
        }
        let summary = page.find("role=\"alert\"").unwrap();
        assert!(summary < page.find("id=\"codename\"").unwrap());
    }
}

#[test]
fn a_leading_newline_that_was_typed_survives() {
    let typed = Typed::of(&[("account", "\n\n  first line")]);
    let page = form_of(1, Lang::ALL[0], &typed, &[Problem::Busy]);
    let after_tag = page.split("<textarea ").nth(1).unwrap().split_once('>').unwrap().1;
    let content = after_tag.split("</textarea>").next().unwrap();
    // HTML, "The in body insertion mode": one newline after the tag is ignored.
    assert_eq!(content.strip_prefix('\n'), Some("\n\n  first line"));
}

/// What a browser would send of a page's form, without its hidden fields: names and values, sorted.
fn sent_back(page: &str) -> Vec<(String, String)> {
    let form = page.split_once("<form ").unwrap().1.split_once("</form>").unwrap().0;
    let attribute =
        |tag: &str, name: &str| Some(plain(tag.split_once(&format!(" {name}=\""))?.1.split('"').next().unwrap()));
    let (mut sent, mut select) = (Vec::new(), String::new());
    for piece in form.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let (name, value) = (attribute(tag, "name"), attribute(tag, "value").unwrap_or_default());
        match (tag.split(' ').next().unwrap(), name) {
            ("select", Some(name)) => select = name,
            ("option", _) if tag.ends_with(" selected") => sent.push((select.clone(), value)),
            ("textarea", Some(name)) => sent.push((name, plain(text.strip_prefix('\n').unwrap_or(text)))),
            ("input", Some(name)) if tag.contains("\"checkbox\"") && tag.contains(" checked") => {
                sent.push((name, value));
            }
            ("input", Some(name)) if tag.contains("\"text\"") => sent.push((name, value)),
            _ => {}
        }
    }
    let is_default = |name: &str, value: &str| value.is_empty() || name.starts_with("consent-c") && value == "ask";
    sent.retain(|(name, value)| !is_default(name, value));
    sent.sort();
    sent
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

/// Something typed into any field of a form: what it offers, and what it does not.
fn anything(form: &Form) -> impl Strategy<Value = Vec<(String, String)>> + use<> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for input in form.inputs() {
        match &input.field.kind {
            FieldKind::Files => {}
            FieldKind::Choice(options) | FieldKind::Choices(options) => {
                fields.push((input.name(), options.values.clone()));
            }
            _ => fields.extend(input.names().into_iter().filter(|n| !n.ends_with("-about")).map(|n| (n, Vec::new()))),
        }
    }
    fields.extend((1..=7).map(|level| (format!("consent-c{level}"), vec!["no".to_owned()])));
    let all = fields.len();
    let text = "(\\PC|[<>&\"'\n]){1,12}";
    prop::collection::btree_map(0..all, (text, any::<prop::sample::Index>(), any::<bool>()), 0..20).prop_map(
        move |chosen| {
            let value = |(at, (text, index, odd)): (usize, (String, prop::sample::Index, bool))| {
                let (name, values) = &fields[at];
                let value = if odd || values.is_empty() { text } else { index.get(values).clone() };
                (name.clone(), value)
            };
            chosen.into_iter().map(value).collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn everything_that_was_typed_comes_back(typed in anything(&Form::shipped("guided").unwrap())) {
        let fields: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let page = form_of(0, Lang::ALL[1], &Typed::of(&fields), &[Problem::Busy]);
        let mut expected = typed.clone();
        expected.sort();
        prop_assert_eq!(sent_back(&page), expected);
    }
}

#[test]
fn several_choices_marks_and_boxes_come_back_as_they_were() {
    let fields = [
        ("affected-how", "estimate"),
        ("consent", "yes"),
        ("consent-no-death-penalty", "yes"),
        ("kind", "arrested"),
        ("kind", "burned"),
        ("kind", "raid"),
        ("link", "declined"),
        ("place-not", "declined"),
        ("place-not", "unknown"),
        ("when-about", "yes"),
        ("when-until-year", "2024"),
    ];
    let page = form_of(0, Lang::ALL[0], &Typed::of(&fields), &[Problem::Busy]);
    let expected: Vec<_> = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    assert_eq!(sent_back(&page), expected);
}

#[test]
fn a_change_from_the_mailbox_begins_with_everything_left_as_it_is() {
    let site = Site::sample();
    let page = mailbox(&site, Lang::ALL[0], &MailboxPage::sample(&[], &Typed::default(), None));
    let keep = format!("<option value=\"\" selected>{}</option>", Texts::of(Lang::ALL[0]).get("consent-value-keep"));
    assert_eq!(page.matches(&keep).count(), 7);
    assert_eq!(page.matches(" selected").count(), 7);
    assert_eq!(page.matches(" checked").count(), 0);
    assert!(page.contains("name=\"meant\" value=\"yes\" required"));
    for action in ["add", "consent", "withdraw"] {
        assert!(page.contains(&format!("name=\"action\" value=\"{action}\"")));
    }
    // The words travel in the forms, never in an address.
    assert_eq!(page.matches(CODENAME).count(), 3);
    assert!(page.matches("method=\"post\" action=\"/en/2\"").count() == 3);
}

#[test]
fn what_is_sealed_of_consent_is_what_the_page_shows() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let shown = text_of(&form_of(0, lang, &Typed::default(), &[]));
        let mailbox = text_of(&mailbox(&site, lang, &MailboxPage::sample(&[], &Typed::default(), None)));
        let sealed = [
            (consent_text(&site, lang, &site.desks[0]), &shown),
            (change_text(&site, lang), &mailbox),
            (withdraw_text(&site, lang), &mailbox),
        ];
        for (text, page) in sealed {
            assert!(text.lines().count() > 5);
            let page = plain(page);
            for line in text.lines() {
                assert!(!line.is_empty() && page.contains(line), "{line}");
            }
        }
    }
}

#[test]
fn hostile_words_and_names_stay_text() {
    let escaped = "\u{202e}&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#39; onload=&#39;x";
    let site = Site { organisation: HOSTILE.to_owned(), ..Site::sample() };
    let account = format!("</textarea>{HOSTILE}");
    let typed = Typed::of(&[("account", &account), ("when", HOSTILE), ("place", HOSTILE), ("consent-c1", HOSTILE)]);
    let problems = [Problem::FilesMustBeChosenAgain(vec![HOSTILE.to_owned()])];
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
    assert!(STYLE.len() < 16 * 1024);
    for banned in ["url(", "@import", "@font-face", "left", "right:", "expression"] {
        let outside_comments: String = STYLE.split("/*").map(|part| part.rsplit("*/").next().unwrap()).collect();
        assert!(!outside_comments.contains(banned), "{banned}");
    }
}
