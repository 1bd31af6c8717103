//! Forms and answers as a whole.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::Keys;
use super::*;

pub(super) const SMALL: &str = r#"
form = "small"
version = 3
title = "t"

[[group]]
id = "told"
title = "told"
[[group.field]]
id = "account"
type = "text"
label = "account"
max_chars = 20
[[group.field]]
id = "kind"
type = "choices"
label = "kind"
options = ["killed", "arrested"]
[[group.field]]
id = "link"
type = "choice"
label = "link"
options = ["saw", "heard"]
[[group.field]]
id = "when"
type = "date"
label = "when"
[[group.field]]
id = "affected"
type = "count"
label = "affected"
[[group.field]]
id = "contact"
type = "line"
label = "contact"
identity = true

[[group]]
id = "persons"
title = "persons"
repeat = 2
each = "person-each"
[[group.field]]
id = "call"
type = "line"
label = "call"
[[group.field]]
id = "name"
type = "line"
label = "name"
identity = true

[[group]]
id = "attached"
title = "files"
[[group.field]]
id = "files"
type = "files"
label = "files"
"#;

pub(super) const LIMITS: TextLimits = TextLimits { line_chars: 30, text_chars: 100 };

pub(super) fn typed(fields: &[(&str, &str)]) -> Typed {
    let mut typed = Typed::default();
    for (name, value) in fields {
        typed.add(name, value.as_bytes().to_vec());
    }
    typed
}

fn json_of(fields: &[(&str, &str)], part: Part) -> Value {
    let form = Form::read(SMALL).unwrap();
    let Ok(answers) = form.understand(&typed(fields), LIMITS) else { panic!("a mistake") };
    let (answers, not_said) = answers.json(part);
    json!({ "answers": answers, "not_said": not_said })
}

fn mistakes(fields: &[(&str, &str)]) -> Vec<(String, Why)> {
    let form = Form::read(SMALL).unwrap();
    let Err(mistakes) = form.understand(&typed(fields), LIMITS) else { panic!("no mistake") };
    mistakes.into_iter().map(|mistake| (mistake.name, mistake.why)).collect()
}

#[test]
fn every_kind_of_answer_becomes_typed_json_and_identity_stays_apart() {
    let fields = [
        ("account", "They came.\nAt night."),
        ("kind", "arrested"),
        ("kind", "killed"),
        ("link", "saw"),
        ("when", "after the election"),
        ("when-month", "7"),
        ("when-year", "2024"),
        ("when-about", "yes"),
        ("affected", "3"),
        ("affected-how", "estimate"),
        ("contact", "a friend"),
        ("persons-2-call", "B"),
        ("persons-2-name", "Real Name"),
        ("persons-1-call-not", "declined"),
    ];
    assert_eq!(
        json_of(&fields, Part::Open),
        json!({
            "answers": {
                "account": "They came.\nAt night.",
                "kind": ["killed", "arrested"],
                "link": "saw",
                "when": { "edtf": "2024-07~", "words": "after the election" },
                "affected": { "count": 3, "how": "estimate" },
                "persons": [{ "n": 1, "not_said": { "call": "declined" } }, { "n": 2, "call": "B" }],
            },
            "not_said": {},
        })
    );
    assert_eq!(
        json_of(&fields, Part::Identity),
        json!({ "answers": { "contact": "a friend", "persons": [{ "n": 2, "name": "Real Name" }] }, "not_said": {} })
    );
}

#[test]
fn not_knowing_and_not_saying_are_kept_apart_and_an_answer_counts_before_them() {
    let fields = [
        ("link", "unknown"),
        ("kind-not", "declined"),
        ("kind-not", "unknown"),
        ("affected-not", "unknown"),
        ("account", "words"),
        ("account-not", "declined"),
        ("when-not", ""),
    ];
    assert_eq!(
        json_of(&fields, Part::Open),
        json!({
            "answers": { "account": "words" },
            "not_said": { "link": "unknown", "kind": "declined", "affected": "unknown" },
        })
    );
    let form = Form::read(SMALL).unwrap();
    let marks = typed(&[("link", "unknown"), ("kind-not", "declined"), ("account", "  \n")]);
    assert!(form.understand(&marks, LIMITS).ok().unwrap().is_empty());
    assert!(!form.understand(&typed(&[("kind", "killed")]), LIMITS).ok().unwrap().is_empty());
}

#[test]
fn each_mistake_is_told_at_its_own_field_and_no_other() {
    let fields = [
        ("account", "more than twenty characters"),
        ("kind", "killed"),
        ("kind", "burned"),
        ("link", "nothing"),
        ("when-month", "13"),
        ("affected", "many"),
        ("persons-2-call", "far more than the thirty characters of a line"),
        ("contact", "fine"),
    ];
    let expected = [
        ("account", Why::TooLong(20)),
        ("kind", Why::NotAnOption),
        ("link", Why::NotAnOption),
        ("when", Why::NoSuchDay),
        ("affected", Why::NotANumber),
        ("persons-2-call", Why::TooLong(30)),
    ];
    assert_eq!(mistakes(&fields), expected.map(|(name, why)| (name.to_owned(), why)));
}

#[test]
fn what_makes_no_sense_is_kept_as_it_was_typed_where_nobody_can_be_asked_any_more() {
    let form = Form::read(SMALL).unwrap();
    let told = |fields: &[(&str, &str)]| {
        let answers = form.understand_all(&typed(fields), LIMITS);
        let (told, not_said) = answers.json(Part::Open);
        // A reviewer reads it back as it was, and sees all of it.
        let back = form.read_back(Part::Open, &json!({ "answers": told, "not_said": not_said }));
        assert_eq!(back.answers.json(Part::Open), (told.clone(), not_said));
        assert_eq!(back.document(&Keys).text(), answers.document(Part::Open, &Keys).text());
        (Value::from(told), answers.document(Part::Open, &Keys).text())
    };
    let long = "more than twenty characters";
    let (answers, text) = told(&[
        ("account", long),
        ("kind", "killed"),
        ("kind", "burned"),
        ("link", "nothing"),
        ("when", "in the rain"),
        ("when-day", "15-16"),
        ("when-year", "2024"),
        ("when-about", "yes"),
        ("affected", "a dozen"),
        ("affected-how", "estimate"),
        ("persons-2-call", long),
    ]);
    assert_eq!(
        answers,
        json!({
            "account": long,
            "kind": ["killed"],
            "when": { "words": "in the rain (15-16 / ? / 2024)", "about": true },
            "affected": { "words": "a dozen", "how": "estimate" },
            "persons": [{ "n": 2, "call": long }],
        })
    );
    for said in ["    in the rain (15-16 / ? / 2024)\n    <date-about>", "    a dozen\n    <count-estimate>"] {
        assert!(text.contains(said), "{text}");
    }
    let when = |fields: &[(&str, &str)]| told(fields).0["when"].clone();
    let span = [("when-day", "2"), ("when-month", "8"), ("when-year", "2024"), ("when-until-year", "2023")];
    assert_eq!(when(&span), json!({ "words": "2 / 8 / 2024 – ? / ? / 2023" }));
    assert_eq!(when(&[("when-until-month", "julio")]), json!({ "words": "? – ? / julio / ?" }));
    // Numbers that make sense stay a date, however many words stand beside them.
    let wordy = "far more than the thirty characters of a line";
    assert_eq!(when(&[("when", wordy), ("when-year", "2024")]), json!({ "edtf": "2024", "words": wordy }));
    // Where all makes sense, it is what it always was.
    assert_eq!(told(&[("affected", "３"), ("when-about", "yes")]).0, json!({ "affected": { "count": 3 } }));
}

#[test]
fn a_date_of_another_calendar_is_kept_as_it_was_typed_and_no_month_of_it_is_read_as_ours() {
    let when = |fields: &[(&str, &str)]| json_of(fields, Part::Open)["answers"]["when"].clone();
    let persian = [("when-day", "۳۱"), ("when-month", "۲"), ("when-year", "۱۴۰۳"), ("when-about", "yes")];
    assert_eq!(when(&persian), json!({ "words": "۳۱ / ۲ / ۱۴۰۳", "about": true }));
    let span = [("when", "بهار"), ("when-month", "1"), ("when-year", "1403"), ("when-until-year", "1404")];
    assert_eq!(when(&span), json!({ "words": "بهار (? / 1 / 1403 – ? / ? / 1404)" }));
    assert_eq!(when(&[("when-year", "2568")]), json!({ "words": "? / ? / 2568" }));
    for year in ["1800", "1987", "2199"] {
        assert_eq!(when(&[("when-year", year)]), json!({ "edtf": year }));
    }
    // Three digits are a slip still.
    assert_eq!(mistakes(&[("when-year", "203")]), [("when".to_owned(), Why::NoSuchDay)]);
}

#[test]
fn about_then_is_kept_beside_words_alone() {
    let json = json_of(&[("when", "after the rain"), ("when-about", "yes")], Part::Open);
    assert_eq!(json["answers"], json!({ "when": { "words": "after the rain", "about": true } }));
    let form = Form::read(SMALL).unwrap();
    let text = form.read_back(Part::Open, &json).document(&Keys).text();
    assert!(text.contains("    after the rain\n    <date-about>\n"), "{text}");
}

#[test]
fn bytes_that_are_no_text_are_told_and_kept() {
    let form = Form::read(SMALL).unwrap();
    let mut typed = typed(&[("link", "saw")]);
    typed.add("account", b"caf\xe9 solo".to_vec());
    assert!(form.understand(&typed, LIMITS).is_ok());
    assert_eq!(typed.first("account"), "café solo");
    typed.forget("account");
    typed.add("account", b"caf\x8d solo".to_vec());
    let Err(mistakes) = form.understand(&typed, LIMITS) else { panic!("no mistake") };
    assert_eq!(mistakes, [Mistake { name: "account".to_owned(), why: Why::Broken }]);
    assert_eq!(typed.first("account"), "caf\u{8d} solo");
}

#[test]
fn the_shipped_forms_are_sound_and_take_an_account_and_files() {
    for name in Form::shipped_names() {
        let form = Form::shipped(name).unwrap();
        assert_eq!(form.id.as_str(), name);
        let names = form.names();
        assert!(names.contains("account") && !names.contains("files"));
        assert_eq!(names.len(), form.inputs().map(|input| input.names().len()).sum::<usize>() - 1, "{name}");
    }
}

#[test]
fn a_mistaken_definition_is_named_by_its_line_with_the_remedy() {
    let broken = |from: &str, to: &str| Form::read(&SMALL.replacen(from, to, 1)).unwrap_err().to_string();
    let line = |text: &str| 1 + SMALL.lines().position(|line| line == text).unwrap();
    let told = [
        (broken("id = \"link\"", "id = \"kind\""), line("id = \"link\""), "stands twice"),
        (broken("id = \"contact\"", "id = \"consent-c9\""), line("id = \"contact\""), "choose another"),
        (broken("id = \"contact\"", "id = \"Contact\""), line("id = \"contact\""), "a letter first"),
        (broken("id = \"contact\"", "id = \"send\""), line("id = \"contact\""), "choose another"),
        (broken("id = \"contact\"", "id = \"lists\""), line("id = \"contact\""), "choices, dates and counts"),
        (broken("type = \"date\"", "type = \"day\""), 1 + line("id = \"when\""), "unknown variant"),
        (broken("options = [\"saw\", \"heard\"]", "options = []"), line("id = \"link\""), "one at least"),
        (broken("options = [\"saw\", \"heard\"]", "options = [\"unknown\"]"), line("id = \"link\""), "offered already"),
        (broken("repeat = 2", "repeat = 0"), line("repeat = 2"), "between 1 and 20"),
        (broken("id = \"link\"", "id = \"permission\""), line("id = \"link\""), "decides what may leave"),
        (broken("id = \"contact\"", "id = \"hidden\""), line("id = \"contact\""), "leave identity out"),
        (broken("id = \"affected\"", "id = \"hidden\""), line("id = \"affected\""), "with \"remove\""),
        (broken("label = \"link\"", "lable = \"link\""), 2 + line("id = \"link\""), "unknown field"),
    ];
    let behind = "label = \"files\"\n[[group.field]]\nid = \"lost\"\ntype = \"line\"\nlabel = \"lost\"";
    let told = told.into_iter().chain([
        // A browser sends fields in the page's order, and words are sealed when the first file begins.
        (broken("label = \"files\"", behind), 4 + line("id = \"files\""), "files come last"),
        (broken("id = \"call\"", "id = \"n\""), line("id = \"call\""), "number of a repetition"),
        (broken("id = \"contact\"", "id = \"when-day\""), line("id = \"contact\""), "which another field"),
        (broken("id = \"contact\"", "id = \"link-not\""), line("id = \"contact\""), "which another field"),
        (broken("id = \"contact\"", "id = \"persons-2-call\""), line("id = \"call\""), "which another field"),
    ]);
    for (told, line, why) in told {
        assert!(told.starts_with(&format!("line {line}: ")) && told.contains(why), "{told}");
    }
    assert!(broken("type = \"files\"", "type = \"line\"").contains("called id = \"files\""));
    let without_files = &SMALL[..SMALL.find("[[group]]\nid = \"attached\"").unwrap()];
    assert!(Form::read(without_files).unwrap_err().to_string().contains("takes no files"));
    assert!(Form::read("form = \"x\"\nversion = 1\ntitle = \"t\"").unwrap_err().to_string().contains("asks nothing"));
}

#[test]
fn a_form_with_nothing_on_its_first_page_is_refused() {
    let more = "[[group]]\nid = \"fourth\"\ntitle = \"t\"\n[[group.field]]\nid = \"fourth\"\ntype = \"line\"\nlabel = \"more\"\n\n";
    let three = SMALL.replace("[[group]]\n", "[[group]]\nfold = true\n");
    let four = SMALL.replacen("[[group]]\n", &format!("{more}[[group]]\n"), 1);
    let four = four.replace("[[group]]\n", "[[group]]\nfold = true\n");
    let told = Form::read(&four).unwrap_err().to_string();
    let line = 1 + four.lines().position(|line| line == "[[group]]").unwrap();
    assert!(told.starts_with(&format!("line {line}: all 4 groups are closed")), "{told}");
    assert!(Form::read(&four.replacen("fold = true\n", "", 1)).is_ok());
    // Fewer are all on the first page.
    assert!(Form::read(&three).is_ok());
}

proptest! {
    #[test]
    fn no_change_to_a_definition_makes_it_panic(at in any::<usize>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut data = SMALL.as_bytes().to_vec();
        let at = at % data.len();
        if cut { data.truncate(at) } else { data[at] = byte }
        crate::fuzzing::form_definition(&data);
    }

    #[test]
    fn whatever_is_sent_is_answers_or_mistakes_that_name_a_field(
        fields in prop::collection::vec(("(account|kind|link|when(-year|-day)?|affected(-how)?|persons-[0-9]-call|x)(-not)?", ".{0,40}"), 0..12),
    ) {
        let form = Form::read(SMALL).unwrap();
        let mut typed = Typed::default();
        for (name, value) in &fields {
            typed.add(name, value.as_bytes().to_vec());
 }
        match form.understand(&typed, LIMITS) {
            Ok(answers) => for part in [Part::Open, Part::Identity] {
                let (told, not_said) = answers.json(part);
                let sealed = json!({ "answers": told, "not_said": not_said });
                let back = form.read_back(part, &sealed);
                prop_assert_eq!(back.answers.json(part), answers.json(part));
                prop_assert_eq!(back.document(&Keys).text(), answers.document(part, &Keys).text());
            },
            Err(mistakes) => {
                let names: Vec<String> = form.inputs().map(|input| input.name()).collect();
                prop_assert!(mistakes.iter().all(|mistake| names.contains(&mistake.name)));
            }
        }
    }
}
