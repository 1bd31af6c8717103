//! The rules that the shipped forms keep, and the example that operators begin with.

use std::collections::BTreeSet;
use std::fs;

use fluent_bundle::FluentResource;

use crate::form::{FieldKind, Form};

use super::{Lang, folder, say, shipped};

/// Groups with hard questions, which a warning stands before.
const HARD: [&str; 7] = ["held", "missing", "death", "torture", "sexual-violence", "defenders", "arrest-more"];

/// How a warning says, in each language, that its questions can be passed.
const WAYS_PAST: [(&str, &[&str]); 12] = [
    ("en", &["You can leave", "You don’t have to"]),
    ("es", &["Puede dejar", "No tiene que"]),
    ("pt", &["Você pode deixar", "Você não precisa"]),
    ("fr", &["Vous pouvez", "Vous n’avez pas"]),
    ("ar", &["يمكنك تركها كلها فارغة", "لا حاجة إلى"]),
    ("fa", &["می‌توانید همه را خالی بگذارید", "لازم نیست"]),
    ("ru", &["Вы можете оставить", "Вам не нужно"]),
    ("uk", &["Ви можете залишити", "Вам не потрібно"]),
    ("zh-hans", &["您可以全部留空", "您不需要"]),
    ("my", &["အားလုံး ဗလာထားပြီး", "မလိုပါ"]),
    ("tr", &["Hepsini boş bırak", "gerekmiyor"]),
    ("ht", &["Ou ka kite", "Ou pa bezwen"]),
];

#[test]
fn every_text_that_a_form_names_exists_in_every_language() {
    for (lang, form) in Lang::ALL.into_iter().flat_map(|lang| shipped().into_iter().map(move |form| (lang, form))) {
        let ids = lang.ids();
        for key in form.text_keys() {
            assert!(ids.contains(key.as_str()), "{}: no text {key} in {}", form.id, lang.code());
        }
    }
}

#[test]
fn every_group_says_what_its_answers_are_good_for() {
    for form in shipped() {
        for group in &form.groups {
            assert!(group.lead.is_some(), "{}: {} has no lead", form.id, group.id);
            for key in [Some(&group.title), group.each.as_ref()].into_iter().flatten() {
                for lang in Lang::ALL {
                    let words = say(lang, key, 1).split_whitespace().count();
                    assert!(words <= 12, "{}: {key} is no title, with {words} words", lang.code());
                }
            }
        }
    }
}

#[test]
fn what_stands_open_is_short() {
    for form in shipped() {
        let open = form.groups.iter().filter(|group| !group.fold);
        let fields: Vec<&str> = open.flat_map(|group| &group.fields).map(|field| field.id.as_str()).collect();
        assert!(fields.len() <= 4, "{}: {fields:?}", form.id);
        for needed in ["account", "files"] {
            assert!(fields.contains(&needed), "{}: {needed} is not to be searched for", form.id);
        }
    }
}

#[test]
fn questions_that_need_a_hint_have_one() {
    for form in shipped() {
        for field in form.groups.iter().flat_map(|group| &group.fields) {
            let needs = matches!(field.kind, FieldKind::Date | FieldKind::Count | FieldKind::Files)
                || field.identity
                || field.id == "account";
            assert!(!needs || field.hint.is_some(), "{}: {}", form.id, field.id);
        }
    }
}

#[test]
fn a_warning_and_a_way_past_stand_before_hard_questions() {
    let mut warned = BTreeSet::new();
    for form in shipped() {
        for group in &form.groups {
            let id = group.id.as_str();
            assert_eq!(HARD.contains(&id), group.warning.is_some(), "{}: {id}", form.id);
            let Some(warning) = &group.warning else { continue };
            assert!(group.fold, "{}: {id} stands open", form.id);
            for (code, ways) in WAYS_PAST {
                let says = say(Lang::parse(code).unwrap(), warning, 1);
                assert!(ways.iter().any(|way| says.contains(way)), "{code}: {warning}");
            }
            warned.insert(id.to_owned());
        }
    }
    assert_eq!(warned.len(), HARD.len());
}

#[test]
fn nobody_is_asked_to_describe_sexual_violence() {
    let forms = shipped();
    let groups: Vec<_> =
        forms.iter().flat_map(|form| &form.groups).filter(|group| group.id == "sexual-violence").collect();
    assert_eq!(groups.len(), 1);
    for field in groups.into_iter().flat_map(|group| &group.fields) {
        assert!(matches!(field.kind, FieldKind::Choice(_) | FieldKind::Choices(_)), "{}", field.id);
    }
}

#[test]
fn the_example_of_the_docs_is_a_form_with_all_its_texts() {
    let page = fs::read_to_string(folder("docs/forms.md")).unwrap();
    let block =
        |kind: &str| page.split_once(&format!("```{kind}\n")).unwrap().1.split_once("```").unwrap().0.to_owned();
    let form = Form::read(&block("toml")).unwrap();
    let texts = block("ftl");
    assert!(FluentResource::try_new(texts.clone()).is_ok());
    let own: BTreeSet<&str> = texts.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect();
    let asked = form.text_keys();
    for key in &asked {
        assert!(own.contains(key.as_str()) || Lang::ALL[0].ids().contains(key.as_str()), "no text {key}");
    }
    for key in own {
        assert!(asked.iter().any(|asked| asked == key), "{key} is not used");
    }
}
