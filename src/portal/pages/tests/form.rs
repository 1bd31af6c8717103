//! The form: what stands on it, and what comes back.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::*;
use super::{form_of, plain, say};
use crate::form::{FieldKind, Form, Typed};
use crate::intake::{Given, HowFar};

#[test]
fn the_form_sends_codename_and_nonce_first_then_consent_and_files_last() {
    let page = form_of(0, Lang::ALL[0], &Typed::default(), &[]);
    let names = page.split(" name=\"").skip(3).map(|rest| rest.split('"').next().unwrap());
    let names: Vec<&str> = names.filter(|name| *name != "filler").collect();
    let consent = (1..=7).map(|level| format!("consent-c{level}"));
    let own = ["desk", "page", "codename", "nonce", "progress", "again", "consent"];
    let first: Vec<String> = own.map(str::to_owned).into_iter().chain(consent).collect();
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
        for own in ["desk", "page", "codename", "nonce", "progress", "again", "files", "filler"] {
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
fn a_first_page_has_few_groups_though_all_are_closed() {
    let closed = include_str!("../../../../static/forms/short.toml").replace("[[group]]\n", "[[group]]\nfold = true\n");
    let desk = Desk { form: Arc::new(Form::read(&closed).unwrap()), ..Desk::sample(1, "short") };
    let typed = Typed::default();
    let first = FormPage { whole: false, ..FormPage::sample(&desk, &typed, &[]) };
    let page = form(&Site::sample(), Lang::ALL[0], &first);
    assert!(page.contains("name=\"account\"") && page.contains("id=\"files\"") && !page.contains("name=\"more\""));
}

#[test]
fn closed_parts_stay_closed_until_something_in_them_is_typed_or_to_be_looked_at() {
    let fresh = form_of(0, Lang::ALL[0], &Typed::default(), &[]);
    assert!(!fresh.contains(" open>"));
    let typed = Typed::of(&[("persons-2-call", "B"), ("consent-c3", "no")]);
    let back = form_of(0, Lang::ALL[0], &typed, &[Problem::Full]);
    for open in ["<details class=\"more\" open>", "id=\"group_persons\" open>", "<details class=\"inner\" open>"] {
        assert!(back.contains(open), "{open}");
    }
    assert_eq!(back.matches("<details class=\"each\" open>").count(), 1);
    assert!(!back.contains("id=\"group_held\" open>"));
    let wrong = Problem::Answer(crate::form::Mistake { name: "held-law".to_owned(), why: crate::form::Why::Broken });
    assert!(form_of(0, Lang::ALL[0], &Typed::default(), &[wrong]).contains("id=\"group_held\" open>"));
    // The defaults open nothing.
    let defaults = Typed::of(&[("consent", "yes"), ("consent-c1", "ask"), ("consent-c7", "ask"), ("place", " ")]);
    assert!(!form_of(0, Lang::ALL[0], &defaults, &[Problem::Full]).contains(" open>"));
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
fn what_identifies_people_is_said_to_be_for_few_only_where_it_is() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let texts = |key: &str| Texts::of(lang).get(key);
        let page = |few_read_identity| {
            let desk = Desk { few_read_identity, ..Desk::sample(1, "guided") };
            let mark = page_mark(&site, lang, &desk);
            (form(&site, lang, &FormPage::sample(&desk, &Typed::default(), &[])), mark)
        };
        let ((few, mark), (all, other)) = (page(true), page(false));
        assert!(few.contains(&texts("identity-mark")) && few.contains(&texts("identity-hint")), "{}", lang.code());
        assert!(!few.contains(&texts("identity-hint-all")) && all.contains(&texts("identity-hint-all")));
        assert!(!all.contains("class=\"sealed\"") && !all.contains(&texts("identity-hint")), "{}", lang.code());
        // Whoever has the one page open has not read the other.
        assert_ne!(mark, other);
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
        // Which of the persons, and then the question.
        let link = page.split("<a href=\"#persons-2-real-name\">").nth(1).expect("a link");
        let named = link.split_once("</a>").expect("it ends").0;
        assert!(named.contains('2') && named.contains(&question("real-name-label")), "{named}");
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
        assert!(page.contains("name=\"nonce\" value=\"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\""));
        assert!(page.contains("name=\"progress\" value=\"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2\""));
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
fn a_returned_form_begins_at_what_is_to_be_looked_at_and_leads_to_it() {
    let lang = Lang::ALL[0];
    let wrong = || Problem::Answer(crate::form::Mistake { name: "when".to_owned(), why: crate::form::Why::NoSuchDay });
    let page = form_of(0, lang, &Typed::of(&[("when-day", "31"), ("when-month", "2")]), &[wrong()]);
    assert!(page.contains("<div class=\"problems\" role=\"alert\" tabindex=\"-1\" autofocus "));
    assert!(!form_of(0, lang, &Typed::default(), &[]).contains("autofocus"));
    let said = " aria-describedby=\"when_problem\" aria-invalid=\"true\"";
    for part in ["day", "month", "year"] {
        let input = page.split(&format!(" id=\"when-{part}\"")).nth(1).unwrap().split('>').next().unwrap();
        assert!(input.ends_with(said), "{part}: {input}");
    }
    assert_eq!(page.matches(said).count(), 3);
    // What is said to be still there was written.
    let still = Texts::of(lang).get("problems-kept");
    assert!(page.contains(&still));
    let box_only = Typed::of(&[("consent", "yes"), ("consent-c1", "ask"), ("account", " ")]);
    assert!(!form_of(0, lang, &box_only, &[wrong()]).contains(&still));
    // And what may have lost its end is not said to be there.
    let much = Typed::of(&[("account", "as much as there was room for")]);
    let cut = Texts::of(lang).get("problems-cut");
    let account = || Problem::TextTooLong(Some("account".to_owned()));
    let of_before = vec![Problem::PageOfBefore, account()];
    for problems in [vec![account()], vec![Problem::TextTooLong(None)], vec![Problem::Malformed], of_before] {
        let page = form_of(0, lang, &much, &problems);
        assert!(page.contains(&cut) && !page.contains(&still));
    }
    let page = form_of(0, lang, &much, &[account()]);
    let said = format!("<a href=\"#account\">{} ", Texts::of(lang).get("account-label"));
    assert!(page.contains(&said) && page.contains("id=\"account_problem\""));
}

#[test]
fn a_leading_newline_that_was_typed_survives() {
    let typed = Typed::of(&[("account", "\n\n  first line")]);
    let page = form_of(1, Lang::ALL[0], &typed, &[Problem::Full]);
    let after_tag = page.split("<textarea ").nth(1).unwrap().split_once('>').unwrap().1;
    let content = after_tag.split("</textarea>").next().unwrap();
    // HTML, "The in body insertion mode": one newline after the tag is ignored.
    assert_eq!(content.strip_prefix('\n'), Some("\n\n  first line"));
}

#[test]
fn how_long_sending_may_take_stands_beside_the_files_and_what_an_answer_that_never_comes_means_beside_the_button() {
    let mut site = Site::sample();
    for lang in Lang::ALL {
        for hours in [24, 1, 0] {
            site.limits.upload_hours = hours;
            let page = plain(&form(&site, lang, &FormPage::sample(&site.desks[0], &Typed::default(), &[])));
            let said = say(lang, "files-long", hours as usize);
            let limits = page.split("id=\"files_limits\">").nth(1).unwrap().split("</p>").next().unwrap();
            assert_eq!(limits.contains(&said), hours > 0, "{}: {hours}", lang.code());
            let send = page.split("id=\"send_title\">").nth(1).unwrap().split("<button").next().unwrap();
            assert!(send.contains(&say(lang, "send-lost", 2)), "{}", lang.code());
        }
    }
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
        let page = form_of(0, Lang::ALL[1], &Typed::of(&fields), &[Problem::Full]);
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
    let page = form_of(0, Lang::ALL[0], &Typed::of(&fields), &[Problem::Full]);
    let expected: Vec<_> = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    assert_eq!(sent_back(&page), expected);
}

#[test]
fn a_first_page_has_what_stands_open_and_a_door_to_the_rest_before_the_files() {
    for lang in Lang::ALL {
        let site = Site::sample();
        for (desk, has_door) in [(0, true), (1, false), (2, true)] {
            let typed = Typed::default();
            let sample = FormPage::sample(&site.desks[desk], &typed, &[]);
            let page = form(&site, lang, &FormPage { whole: false, ..sample });
            assert_eq!(page.contains("name=\"more\""), has_door);
            assert_eq!(page.matches("<details class=\"group\"").count(), 0, "{}", lang.code());
            let open =
                site.desks[desk].form.groups.iter().filter(|group| !group.fold).flat_map(crate::form::Group::inputs);
            for name in open.map(|input| input.name()).filter(|name| name != "when") {
                assert!(page.contains(&format!("name=\"{name}\"")), "{name}");
            }
            let files = page.find("name=\"files\"").unwrap();
            assert!(page.find("name=\"more\"").is_none_or(|door| door < files), "files are chosen after it");
            assert!(
                page.find("name=\"more\"")
                    .is_none_or(|door| page[door..].starts_with("name=\"more\" value=\"1\" formaction=\"/"))
            );
        }
    }
}

#[test]
fn a_form_that_was_asked_for_whole_has_every_group_and_no_door() {
    let page = form_of(0, Lang::ALL[0], &Typed::default(), &[]);
    assert!(page.contains("id=\"group_held\"") && !page.contains("name=\"more\""));
}

#[test]
fn how_far_a_visit_is_stands_in_words_and_in_a_bar() {
    let site = Site::sample();
    let number = super::NUMBER;
    let page = progress(&site, Lang::ALL[0], number, Some(super::HALF));
    assert!(plain(&page).replace(['\u{2068}', '\u{2069}'], "").contains("450 MiB of 900 MiB have arrived."));
    assert!(page.contains("<progress max=\"100\" value=\"50\""));
    assert!(page.contains(&format!("href=\"/en/6/{number}\"")));
    let unknown = HowFar { announced: None, ..super::HALF };
    assert!(!progress(&site, Lang::ALL[0], number, Some(unknown)).contains("<progress"));
    let nothing = HowFar { arrived: 0, announced: Some(0) };
    assert!(!progress(&site, Lang::ALL[0], number, Some(nothing)).contains("<progress"));
}

/// What a link has that opens beside the page, and says so.
const BESIDE: &str = " aria-describedby=\"new_tab\" target=\"_blank\" rel=\"noopener noreferrer\"";

#[test]
fn no_link_leaves_the_nine_words_on_the_page_that_shows_them_for_the_last_time() {
    let site = Site::sample();
    let visit = ConfirmationPage::sample(&site.desks[0], &[], &[]);
    let links = |visit: &ConfirmationPage<'_>| {
        let page = confirmation(&site, Lang::ALL[0], visit);
        let all = page.split("<a ").skip(1).map(|rest| rest.split('>').next().unwrap().to_owned());
        all.filter(|link| !link.contains("href=\"#")).collect::<Vec<_>>()
    };
    let shown = links(&visit);
    assert!(shown.len() > 5 && shown[1..].iter().all(|link| link.ends_with(BESIDE)), "{shown:?}");
    assert!(shown[0].starts_with("class=\"exit\"") && !shown[0].contains("target"), "{shown:?}");
    // Who brought them has them.
    let brought = links(&ConfirmationPage { given: Given::Before, ..visit });
    assert!(brought.iter().all(|link| !link.contains("target")), "{brought:?}");
}

#[test]
fn enter_in_a_line_presses_no_button() {
    for lang in Lang::ALL {
        for desk in 0..3 {
            let page = form_of(desk, lang, &Typed::default(), &[]);
            let form = page.split_once("<form ").unwrap().1;
            let first = form.split("type=\"submit\"").nth(1).unwrap().split('>').next().unwrap();
            assert_eq!(first, " disabled hidden");
            assert_eq!(form.matches(" disabled").count(), 1);
        }
    }
}

#[test]
fn no_link_of_a_form_but_the_way_out_leaves_what_is_written_on_it() {
    for lang in Lang::ALL {
        for problems in [vec![], Problem::samples()] {
            let page = form_of(0, lang, &Typed::default(), &problems);
            assert!(page.contains(&Texts::of(lang).get("codename-leave")), "{}", lang.code());
            let links = page.split("<a ").skip(1).map(|rest| rest.split('>').next().unwrap());
            let away: Vec<&str> = links.filter(|link| !link.contains("href=\"#")).collect();
            assert!(away[0].starts_with("class=\"exit\"") && !away[0].contains("target"), "{}", away[0]);
            for link in &away[1..] {
                assert!(link.ends_with(BESIDE), "{}: {link}", lang.code());
            }
            assert!(away.len() > 7, "{}", lang.code());
            let said = format!("<p id=\"new_tab\" hidden>{}</p>", Texts::of(lang).get("new-tab"));
            assert!(page.contains(&said), "{}", lang.code());
        }
        // Where nothing is written, a link leads on.
        assert!(!safety(&Site::sample(), lang).contains("target="));
    }
}
