use serde_json::json;

use super::*;
use crate::form::tests::{LIMITS, SMALL, typed};
use crate::form::{Form, Keys, Part};

/// A language without a single text.
struct Silent;

impl Wording for Silent {
    fn say(&self, _: &str) -> String {
        String::new()
    }

    fn say_number(&self, _: &str, _: u64) -> String {
        String::new()
    }

    fn say_with(&self, _: &str, _: &[(&'static str, &str)]) -> String {
        String::new()
    }
}

#[test]
fn people_read_the_questions_and_answers_in_the_forms_order() {
    let form = Form::read(SMALL).unwrap();
    let fields = [("account", "One\nTwo"), ("kind", "killed"), ("link", "declined"), ("persons-2-call", "B")];
    let text = form.understand(&typed(&fields), LIMITS).ok().unwrap().document(Part::Open, &Keys).text();
    let expected = "== <told>\n\n<account>\n\n    One\n    Two\n\n<kind>\n\n    <kind-killed>\n\n<link>\n\n    – \
                    <not-said-declined>\n\n\n== <person-each 2>\n\n<call>\n\n    B\n\n";
    assert_eq!(text, expected);
}

#[test]
fn a_date_is_written_for_people_with_the_sources_words_beside_it() {
    let form = Form::read(SMALL).unwrap();
    let date = |date: serde_json::Value| {
        let sealed = json!({ "answers": { "when": date } });
        let document = form.read_back(Part::Open, &sealed).document(&Keys);
        document.sections[0].entries[0].answer.iter().map(|said| said.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        date(json!({ "edtf": "2024-07-28", "words": "election day" })),
        ["<spoken-day-month-year 28 <spoken-month-7> 2024> (2024-07-28)", "election day"]
    );
    assert_eq!(date(json!({ "edtf": "2024" })), ["2024"]);
    assert_eq!(date(json!({ "edtf": "2024~" })), ["<spoken-about 2024> (2024~)"]);
    assert_eq!(date(json!({ "edtf": "XXXX-XX-03" })), ["<spoken-day 3> (XXXX-XX-03)"]);
    assert_eq!(
        date(json!({ "edtf": "2024/2025-02" })),
        ["<spoken-span 2024 <spoken-month-year <spoken-month-2> 2025>> (2024/2025-02)"]
    );
    assert_eq!(date(json!({ "edtf": "/2023" })), ["<spoken-until 2023> (/2023)"]);
    assert_eq!(date(json!({ "words": "after the rain" })), ["after the rain"]);
}

#[test]
fn what_a_form_does_not_ask_is_shown_all_the_same_and_passes_for_no_heading() {
    let form = Form::read(SMALL).unwrap();
    let sealed = json!({
        "answers": {
            "account": "words",
            "kind": ["killed", "other"],
            "when": { "edtf": "2024-13" },
            "contact": "not asked of all",
            "x\n== Consent": "odd",
            "persons": [
                { "n": 1, "call": "A" }, { "n": 9, "call": "I" }, { "n": 1, "call": "twice" },
                { "n": 2, "not_said": { "call": "perhaps" } },
            ],
        },
        "not_said": { "affected": "declined", "account": "unknown" },
    });
    let text = form.read_back(Part::Open, &sealed).document(&Keys).text();
    for kept in ["[\"killed\",\"other\"]", "2024-13", "not asked of all", "odd", "\"I\"", "twice", "perhaps"] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert!(text.contains("== <person-each 1>\n\n<call>\n\n    A\n"), "{text}");
    assert!(text.contains("== <reading-unasked>") && text.contains("    – <not-said-declined>"), "{text}");
    assert!(!text.lines().any(|line| line.starts_with("== Consent")), "{text}");
    assert!(text.contains("\"x\\n== Consent\"\n\n    \"odd\"\n"), "{text}");
    for rubbish in [json!(null), json!([]), json!({ "answers": [], "not_said": 1 })] {
        assert!(form.read_back(Part::Open, &rubbish).document(&Keys).sections.is_empty());
    }
}

#[test]
fn what_no_form_writes_into_a_date_or_a_count_is_shown_with_all_that_it_stands_beside() {
    let form = Form::read(SMALL).unwrap();
    for (id, value) in [
        ("when", json!({ "edtf": "2024", "more": "unseen" })),
        ("when", json!({ "edtf": "2024", "about": true })),
        ("when", json!({ "about": true })),
        ("when", json!({ "words": "the rains", "about": false })),
        ("when", json!({ "edtf": 2024, "words": "the rains" })),
        ("affected", json!({ "count": 3, "more": "unseen" })),
        ("affected", json!({ "words": "a dozen", "more": "unseen" })),
        ("affected", json!({ "count": 3, "words": "a dozen" })),
        ("affected", json!({ "how": "exact" })),
    ] {
        let text = form.read_back(Part::Open, &json!({ "answers": { id: value } })).document(&Keys).text();
        assert!(text.contains("== <reading-unasked>") && text.contains(&value.to_string()), "{value}: {text}");
    }
}

#[test]
fn no_answer_and_no_name_passes_for_a_heading_whatever_ends_a_line() {
    let form = Form::read(SMALL).unwrap();
    for end in ["\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"] {
        let forged = format!("x{end}== Your agreement");
        let mut sealed = json!({ "answers": { "account": forged } });
        sealed["answers"][forged.as_str()] = "odd".into();
        let text = form.read_back(Part::Open, &sealed).document(&Keys).text();
        let mut lines = text.split(|c| "\n\r\u{b}\u{c}\u{85}\u{2028}\u{2029}".contains(c));
        assert!(lines.all(|line| !line.starts_with("== Your")), "{end:?}: {text:?}");
        assert!(text.contains("    x\n    == Your agreement\n"), "{end:?}: {text:?}");
    }
}

#[test]
fn without_a_text_the_names_of_the_form_stand_in() {
    let form = Form::read(SMALL).unwrap();
    let sealed = json!({
        "answers": { "link": "saw", "when": { "edtf": "2024-07" }, "persons": [{ "n": 2, "call": "B" }] },
        "not_said": { "affected": "unknown" },
    });
    let text = form.read_back(Part::Open, &sealed).document(&Silent).text();
    let expected = "== told\n\nlink\n\n    saw\n\nwhen\n\n    2024-07\n\naffected\n\n    – unknown\n\n\n== persons 2\n\ncall\n\n    B\n\n";
    assert_eq!(text, expected);
}
