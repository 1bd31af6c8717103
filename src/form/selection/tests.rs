use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::form::consent::{Change, Choice, Choices, Level};
use crate::seal::Day;

mod random;

fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

fn guided() -> Form {
    static ONE: std::sync::LazyLock<Form> = std::sync::LazyLock::new(|| Form::shipped("guided").unwrap());
    ONE.clone()
}

fn effective(values: [Choice; 8], no_death_penalty: bool) -> Effective {
    Effective::of(day(), &Choices::new(values, no_death_penalty).unwrap(), [])
}

/// Consent with this value for one body, and "no" for every other.
fn only(body: Body, choice: Choice) -> Effective {
    let mut values = [Choice::No; 8];
    values[0] = Choice::Yes;
    values[body.level() as usize] = choice;
    effective(values, false)
}

fn sample() -> (Value, Value) {
    let testimony = json!({
        "schema": "amparo/v1/testimony", "desk": "main", "language": "es",
        "form": { "id": "guided", "version": guided().version, "sha256": guided().digest().to_string() },
        "answers": {
            "kind": ["arrested", "beaten"], "account": "the words of it",
            "when": { "edtf": "2024-07~", "words": "after the vote" },
            "affected": { "count": 3, "how": "estimate" }, "support": ["legal"],
            "persons": [
                { "n": 1, "call": "first", "age": "adult-18-29", "permission": "yes", "not_said": { "role": "unknown" } },
                { "n": 3, "call": "third", "age": "child-0-11", "permission": "no" },
            ],
        },
        "not_said": { "place": "declined" },
    });
    let identity = json!({
        "answers": { "contact": "at the shop", "persons": [{ "n": 1, "real-name": "One" }, { "n": 3, "real-name": "Three" }] },
        "not_said": {},
    });
    (testimony, identity)
}

/// A testimony that answers this form, and nothing beside it.
fn alone<'a>(testimony: &'a Value, form: &'a Form) -> Material<'a> {
    Material {
        testimony: Some(testimony),
        identity: None,
        identity_closed: false,
        form: Some(form),
        files: &[],
        labels: &[],
    }
}

fn select(body: Body, consent: &Effective, reviewed: &[&str]) -> Selection {
    let (testimony, identity) = sample();
    let form = guided();
    let labels = ["un:wgad".to_owned()];
    let material = Material { identity: Some(&identity), files: &[1, 2], labels: &labels, ..alone(&testimony, &form) };
    let reviewed = reviewed.iter().map(|item| (*item).to_owned()).collect();
    Selection::of(&material, Some(consent), body, &Statement { reviewed, death_penalty_excluded: false })
}

fn reasons(selection: &Selection) -> BTreeMap<&str, &str> {
    selection.refused.iter().map(|refused| (refused.item.as_str(), refused.code)).collect()
}

#[test]
fn without_identity_lists_dates_and_counts_leave_after_one_look_at_them_and_words_after_one_at_each() {
    let consent = only(Body::Icc, Choice::Anonymous);
    let unseen = select(Body::Icc, &consent, &["account"]);
    assert_eq!(Value::from(unseen.testimony.answers.clone()), json!({ "account": "the words of it" }));
    let why = reasons(&unseen);
    for item in ["kind", "when", "affected", "place", "persons:1:age", "persons:1:role"] {
        assert_eq!(why[item], "lists-not-reviewed", "{item}");
    }
    // Each can be named by itself too.
    let one = select(Body::Icc, &consent, &["kind"]);
    assert_eq!(Value::from(one.testimony.answers.clone()), json!({ "kind": ["arrested", "beaten"] }));

    let selection = select(Body::Icc, &consent, &["lists", "account", "file:2", "nothing"]);
    let expected = json!({
        "kind": ["arrested", "beaten"], "account": "the words of it", "when": { "edtf": "2024-07~" },
        "affected": { "count": 3, "how": "estimate" },
        "persons": [{ "n": 1, "age": "adult-18-29", "permission": "yes", "not_said": { "role": "unknown" } }],
    });
    assert_eq!(Value::from(selection.testimony.answers.clone()), expected);
    assert_eq!(Value::from(selection.testimony.not_said.clone()), json!({ "place": "declined" }));
    assert!(selection.identity.is_empty());
    assert_eq!(selection.files, [LeavingFile { n: 2, named: false }]);
    assert_eq!(selection.unknown, ["nothing"]);
    let reasons = reasons(&selection);
    assert_eq!(reasons["support"], "not-for-body");
    assert_eq!(reasons["when:words"], "not-reviewed");
    assert_eq!(reasons["persons:1:call"], "not-reviewed");
    assert_eq!(reasons["persons:3:age"], "person-refused");
    assert_eq!(reasons["persons:1:real-name"], "identifies");
    assert_eq!(reasons["file:1"], "not-reviewed");
}

#[test]
fn under_yes_a_persons_no_still_holds_for_them_and_what_may_speak_of_them() {
    let selection = select(Body::Un, &only(Body::Un, Choice::Yes), &[]);
    let reasons = reasons(&selection);
    assert_eq!(reasons["account"], "may-speak-of-person");
    assert_eq!(reasons["file:1"], "may-speak-of-person");
    assert_eq!(reasons["persons:3:call"], "person-refused");
    assert_eq!(reasons["persons:3:real-name"], "person-refused");
    let named = json!({ "contact": "at the shop", "persons": [{ "n": 1, "real-name": "One" }] });
    assert_eq!(Value::from(selection.identity.answers), named);
}

#[test]
fn nobody_is_named_whom_the_form_asks_about_and_who_did_not_clearly_say_yes() {
    let form = Form::shipped("detention").unwrap();
    let named = |permission: Value, known: Option<&Form>| {
        let testimony = json!({
            "form": { "sha256": Form::shipped("detention").unwrap().digest().to_string() },
            "answers": permission, "not_said": {},
        });
        let identity = json!({ "answers": { "real-name": "One", "contact": "at the shop" }, "not_said": {} });
        let material = Material { identity: Some(&identity), form: known, ..alone(&testimony, &form) };
        let consent = only(Body::Partner, Choice::Yes);
        let selection = Selection::of(&material, Some(&consent), Body::Partner, &Statement::default());
        Value::from(selection.identity.answers)
    };
    let all = json!({ "real-name": "One", "contact": "at the shop" });
    let contact = json!({ "contact": "at the shop" });
    assert_eq!(named(json!({ "permission": "yes" }), Some(&form)), all);
    for unclear in [json!({}), json!({ "permission": "could-not-ask" })] {
        assert!(named(unclear, Some(&form)).get("real-name").is_none());
    }
    assert_eq!(named(json!({}), Some(&form)), contact, "left out is no yes");
    assert_eq!(named(json!({}), None), contact, "nor in a form that is not known");
}

#[test]
fn statistics_are_coded_facts_and_care_is_a_way_to_reach_somebody() {
    let statistics = select(Body::Statistics, &only(Body::Statistics, Choice::Anonymous), &["account"]);
    let facts = json!({
        "answers": { "kind": ["arrested", "beaten"], "affected": { "count": 3, "how": "estimate" } },
        "labels": ["un:wgad"],
    });
    assert_eq!(statistics.facts, Some(facts));
    assert!(statistics.testimony.is_empty() && statistics.identity.is_empty() && statistics.files.is_empty());

    let care = select(Body::Care, &only(Body::Care, Choice::Yes), &["account", "file:1"]);
    assert_eq!(Value::from(care.testimony.answers), json!({ "support": ["legal"] }));
    assert_eq!(Value::from(care.identity.answers), json!({ "contact": "at the shop" }));
    assert!(care.files.is_empty() && care.facts.is_none());
}

#[test]
fn what_help_somebody_wants_leaves_for_those_alone_who_may_contact_them_whatever_the_form() {
    let known = guided();
    let (mut testimony, _) = sample();
    testimony["answers"] = json!({ "account": "words", "support": ["legal"], "specialist-needs": "a woman" });
    let identity = json!({ "answers": { "specialist": "at night" }, "not_said": {} });
    let chosen = |body: Body, form: Option<&Form>| {
        let material = Material { identity: Some(&identity), form, ..alone(&testimony, &known) };
        let looked = ["account", "support", "specialist", "specialist-needs"].map(str::to_owned).into();
        let stated = Statement { reviewed: looked, death_penalty_excluded: false };
        let selection = Selection::of(&material, Some(&only(body, Choice::Yes)), body, &stated);
        assert!(selection.unknown.is_empty() && !selection.sealed.testimony && !selection.sealed.identity, "{body}");
        (Value::from(selection.testimony.answers), Value::from(selection.identity.answers))
    };
    for body in [Body::Partner, Body::Un] {
        for form in [Some(&known), None] {
            assert_eq!(chosen(body, form), (json!({ "account": "words" }), json!({})), "{body}");
        }
    }
    assert_eq!(chosen(Body::Care, Some(&known)), (json!({ "support": ["legal"] }), json!({})));
}

#[test]
fn what_a_form_is_not_known_for_counts_as_words() {
    let (mut testimony, _) = sample();
    testimony["form"]["sha256"] = json!("00");
    testimony["answers"]["0412 555"] = json!("x");
    let form = guided();
    let material = Material { identity_closed: true, ..alone(&testimony, &form) };
    let consent = only(Body::Public, Choice::Anonymous);
    let selection = Selection::of(&material, Some(&consent), Body::Public, &Statement::default());
    assert!(selection.is_empty());
    assert_eq!(reasons(&selection)["kind"], "not-reviewed");
    assert_eq!(reasons(&selection)["0412 555"], "no-field");
    assert_eq!(reasons(&selection)["identity"], "closed");
    // And where no consent is recorded, nothing leaves at all.
    let nothing = Selection::of(&material, None, Body::Public, &Statement::default());
    assert!(nothing.is_empty() && nothing.refused.iter().all(|refused| refused.code != "not-reviewed"));
}

#[test]
fn an_answer_that_only_looks_like_a_choice_or_a_date_is_words() {
    let (mut testimony, _) = sample();
    testimony["answers"] = json!({
        "kind": ["arrested", "María"], "link": "María saw it", "when": { "edtf": "2024-07-28 María" },
        "held-since": { "edtf": "04125551234" }, "affected": { "count": 3, "who": "María" }, "ongoing": { "x": 1 },
    });
    let form = guided();
    let material = alone(&testimony, &form);
    let consent = only(Body::Un, Choice::Anonymous);
    let lists = Statement { reviewed: ["lists".to_owned()].into(), death_penalty_excluded: false };
    let selection = Selection::of(&material, Some(&consent), Body::Un, &lists);
    assert_eq!(Value::from(selection.testimony.answers), json!({}));
    assert_eq!(selection.refused.len(), 6);
}

#[test]
fn words_of_a_date_or_a_count_are_an_item_and_their_mark_goes_where_they_go() {
    let form = guided();
    let (mut testimony, _) = sample();
    let mut chosen = |when: Value, reviewed: &str| {
        testimony["answers"] = json!({ "when": when, "persons": [{ "n": 2, "when": when }] });
        let looked = [reviewed, "lists"].map(str::to_owned).into();
        let stated = Statement { reviewed: looked, death_penalty_excluded: false };
        let consent = only(Body::Un, Choice::Anonymous);
        Selection::of(&alone(&testimony, &form), Some(&consent), Body::Un, &stated)
    };
    let items = |selection: &Selection| reasons(selection).into_keys().map(str::to_owned).collect::<Vec<_>>();
    let marked = json!({ "words": "after the vote", "about": true });
    let both = chosen(marked.clone(), "nothing");
    assert!(both.testimony.answers.is_empty());
    assert_eq!(items(&both), ["persons:2:when:words", "when:words"]);
    let one = chosen(marked.clone(), "when:words");
    assert_eq!(Value::from(one.testimony.answers.clone()), json!({ "when": marked }));
    assert!(by_name(&one.testimony).contains("when:words\n\n    after the vote (about)\n"));
    let other = chosen(marked.clone(), "persons:2:when:words");
    assert_eq!(Value::from(other.testimony.answers), json!({ "persons": [{ "n": 2, "when": marked }] }));
    let counted = chosen(json!({ "words": "a dozen", "how": "estimate" }), "when:words");
    assert!(by_name(&counted.testimony).contains("when:words\n\n    a dozen (estimate)\n"));
    // What is no such mark is looked at with all that it stands beside.
    for odd in [
        json!({ "words": "after the vote", "about": "María saw it" }),
        json!({ "words": "after the vote", "about": false }),
        json!({ "edtf": "2024", "words": "after the vote", "about": true }),
        json!({ "edtf": "2024", "about": true }),
        json!({ "about": true }),
        json!({ "words": "a dozen", "how": "as María said" }),
        json!({ "words": "a dozen", "how": "exact", "about": true }),
    ] {
        assert_eq!(items(&chosen(odd.clone(), "nothing")), ["persons:2:when", "when"], "{odd}");
        assert_eq!(Value::from(chosen(odd.clone(), "when").testimony.answers), json!({ "when": odd }));
    }
}

#[test]
fn a_wish_to_take_hidden_data_out_keeps_every_file_here() {
    let (mut testimony, _) = sample();
    testimony["answers"] = json!({ "about-files": [{ "n": 2, "hidden": "remove" }] });
    let form = guided();
    let material = Material { files: &[1], ..alone(&testimony, &form) };
    let stated = Statement { reviewed: ["file:1".to_owned()].into(), death_penalty_excluded: false };
    let selection = Selection::of(&material, Some(&only(Body::Un, Choice::Yes)), Body::Un, &stated);
    assert_eq!(reasons(&selection)["file:1"], "hidden-data");
    assert!(selection.files.is_empty());
}

#[test]
fn text_for_human_eyes_tells_the_same() {
    let selection = select(Body::Icc, &only(Body::Icc, Choice::Anonymous), &["account", "lists"]);
    let text = by_name(&selection.testimony);
    for told in
        ["account\n\n    the words of it\n", "affected\n\n    3 (estimate)\n", "kind\n\n    arrested\n    beaten\n"]
    {
        assert!(text.contains(told), "{text}");
    }
    assert!(!text.contains("after the vote") && !text.contains("first"));
}

/// Words of no language.
struct Nothing;

impl crate::form::Wording for Nothing {
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

/// What leaves for human eyes where the form is not known.
fn by_name(told: &super::Told) -> String {
    told.document(crate::form::Part::Open, None, &Nothing).text()
}
