use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::seal::Day;

fn day(n: i64) -> Day {
    "2026-11-24".parse::<Day>().unwrap().plus(n)
}

fn shown() -> Shown {
    Shown { version: 1, language: "es".to_owned().try_into().unwrap(), text: "Usted decide.".to_owned() }
}

/// Any choices that a form can hold.
fn choices() -> impl Strategy<Value = Choices> {
    (prop::array::uniform8(0..4_usize), any::<bool>()).prop_map(|(wanted, no_death_penalty)| {
        let mut values = Level::ALL.map(|level| Choice::ALL[wanted[level as usize]].min(level.highest()));
        values[0] = Choice::Yes;
        Choices::new(values, no_death_penalty).unwrap()
    })
}

fn change() -> impl Strategy<Value = Change> {
    let levels = (prop::array::uniform8(prop::option::of(0..4_usize)), any::<bool>());
    prop_oneof![
        1 => Just(Change::Withdraw),
        9 => levels.prop_map(|(wanted, no_death_penalty)| {
            let mut values =
                Level::ALL.map(|level| wanted[level as usize].map(|at| Choice::ALL[at].min(level.highest())));
            values[0] = None;
            Change::Levels { values, no_death_penalty: no_death_penalty || values.iter().all(Option::is_none) }
        }),
    ]
}

/// A change of one level.
fn set(level: Level, choice: Choice) -> Change {
    let mut values = [None; 8];
    values[level as usize] = Some(choice);
    Change::Levels { values, no_death_penalty: false }
}

fn asked(fields: &[(&str, &str)]) -> (Choices, Vec<ConsentProblem>) {
    Choices::from_fields(fields.iter().copied())
}

#[test]
fn nothing_chosen_is_ask_me_first_and_only_the_box_is_required() {
    let (chosen, problems) = asked(&[("consent", "yes")]);
    assert_eq!(problems, []);
    assert_eq!(chosen.get(Level::C0), Choice::Yes);
    for level in Level::OPTIONAL {
        assert_eq!(chosen.get(level), Choice::Ask, "{level}");
    }
    assert!(!chosen.no_death_penalty());
    for fields in [&[][..], &[("consent", "")], &[("consent", "no")], &[("consent-c2", "yes")]] {
        assert_eq!(asked(fields).1, [ConsentProblem { field: "consent", wrong: Wrong::Required }], "{fields:?}");
    }
}

#[test]
fn each_level_offers_what_the_matrix_says() {
    let offered = |level: Level| level.offered().map(Choice::as_str).collect::<Vec<_>>().join(" ");
    assert_eq!(offered(Level::C0), "yes");
    for level in [Level::C1, Level::C2, Level::C3, Level::C7] {
        assert_eq!(offered(level), "no ask anonymous yes", "{level}");
    }
    for level in [Level::C4, Level::C6] {
        assert_eq!(offered(level), "no ask anonymous", "{level}");
    }
    assert_eq!(offered(Level::C5), "no ask");
}

#[test]
fn a_value_that_is_not_offered_is_a_problem_beside_its_field_and_permits_nothing() {
    for (field, value) in
        [("consent-c1", "perhaps"), ("consent-c4", "yes"), ("consent-c5", "anonymous"), ("consent-c6", "YES")]
    {
        let (chosen, problems) = asked(&[("consent", "yes"), (field, value), (field, value)]);
        assert_eq!(problems, [ConsentProblem { field, wrong: Wrong::NotOffered }]);
        assert_eq!(chosen, asked(&[("consent", "yes")]).0);
    }
    // What comes twice counts the more careful way, whatever its order.
    let twice = asked(&[("consent-c2", "no"), ("consent-c2", "yes"), ("consent", "yes")]).0;
    assert_eq!(twice.get(Level::C2), Choice::No);
}

#[test]
fn the_record_is_as_documented() {
    let (choices, _) = asked(&[("consent", "yes"), ("consent-c2", "yes"), ("consent-no-death-penalty", "yes")]);
    let record = serde_json::to_value(Consent { choices, shown: shown() }).unwrap();
    let expected = json!({
        "c0": "yes", "c1": "ask", "c2": "yes", "c3": "ask", "c4": "ask", "c5": "ask", "c6": "ask", "c7": "ask",
        "no_death_penalty": true, "version": 1, "language": "es", "text": "Usted decide.",
        "text_sha256": hex::encode(Sha256::digest("Usted decide.")),
    });
    assert_eq!(record, expected);

    let change = ChangeRecord { change: set(Level::C2, Choice::No), shown: shown() };
    let mut expected = json!({
        "schema": "amparo/v1/consent", "change": {"c2": "no"}, "version": 1, "language": "es",
        "text": "Usted decide.", "text_sha256": expected["text_sha256"],
    });
    assert_eq!(serde_json::to_value(&change).unwrap(), expected);
    expected.as_object_mut().unwrap().remove("change");
    expected["withdraw"] = json!(true);
    assert_eq!(serde_json::to_value(ChangeRecord { change: Change::Withdraw, ..change }).unwrap(), expected);
}

#[test]
fn a_record_that_is_not_exactly_one_is_refused() {
    let (choices, _) = asked(&[("consent", "yes")]);
    let good = serde_json::to_value(Consent { choices, shown: shown() }).unwrap();
    let read = |value: &Value| serde_json::from_value::<Consent>(value.clone());
    assert!(read(&good).is_ok());
    for (name, value) in [
        ("c0", json!("ask")),
        ("c1", json!("maybe")),
        ("c2", json!(null)),
        ("c4", json!("yes")),
        ("c5", json!("anonymous")),
        ("c6", json!("yes")),
        ("c8", json!("no")),
        ("version", json!(0)),
        ("text", json!("Usted decide")),
        ("no_death_penalty", json!("yes")),
        ("language", json!("e s")),
    ] {
        let mut bad = good.clone();
        bad[name] = value;
        assert!(read(&bad).is_err(), "{name}");
    }
    for name in good.as_object().unwrap().keys() {
        let mut bad = good.clone();
        bad.as_object_mut().unwrap().remove(name);
        assert!(read(&bad).is_err(), "{name}");
    }

    let good = serde_json::to_value(ChangeRecord { change: set(Level::C3, Choice::Yes), shown: shown() }).unwrap();
    let read = |value: &Value| serde_json::from_value::<ChangeRecord>(value.clone());
    assert!(read(&good).is_ok());
    for (name, value) in [
        ("schema", json!("amparo/v2/consent")),
        ("change", json!({})),
        ("change", json!({"c0": "no"})),
        ("change", json!({"c4": "yes"})),
        ("change", json!(null)),
        ("withdraw", json!(true)),
        ("text_sha256", json!("00")),
        ("more", json!(1)),
    ] {
        let mut bad = good.clone();
        bad[name] = value;
        assert!(read(&bad).is_err(), "{name}");
    }
}

#[test]
fn a_page_that_changes_nothing_is_no_change() {
    assert_eq!(Change::from_fields([]), Ok(None));
    assert_eq!(Change::from_fields([("consent-c2", ""), ("consent", "yes"), ("action", "consent")]), Ok(None));
    assert_eq!(Change::from_fields([("consent-c2", "no")]), Ok(Some(set(Level::C2, Choice::No))));
    assert_eq!(
        Change::from_fields([("consent-c5", "yes"), ("consent-c1", "no")]),
        Err(vec![ConsentProblem { field: "consent-c5", wrong: Wrong::NotOffered }])
    );
}

#[test]
fn later_days_override_and_within_a_day_the_more_careful_value_counts() {
    let (choices, _) = asked(&[("consent", "yes"), ("consent-c2", "anonymous"), ("consent-c3", "anonymous")]);
    let partner = |changes: &[(i64, Change)]| {
        Effective::of(day(0), &choices, changes.iter().map(|(on, change)| (day(*on), change))).get(Level::C2)
    };
    let (no, yes) = (set(Level::C2, Choice::No), set(Level::C2, Choice::Yes));
    assert_eq!(partner(&[]), Choice::Anonymous);
    assert_eq!(partner(&[(1, yes)]), Choice::Yes);
    assert_eq!(partner(&[(2, yes), (1, no)]), Choice::Yes);
    assert_eq!(partner(&[(1, yes), (2, no)]), Choice::No);
    for both in [[(1, yes), (1, no)], [(1, no), (1, yes)]] {
        assert_eq!(partner(&both), Choice::No);
    }
    // On the day of the testimony its own value counts among the others.
    assert_eq!(partner(&[(0, yes)]), Choice::Anonymous);
    assert_eq!(partner(&[(0, no)]), Choice::No);
    // What was said before the testimony was sent is not about it.
    assert_eq!(partner(&[(-1, no)]), Choice::Anonymous);
}

#[test]
fn a_withdrawal_ends_everything_and_nothing_brings_it_back() {
    let (choices, _) = asked(&[("consent", "yes"), ("consent-c2", "yes"), ("consent-c1", "yes")]);
    let again = set(Level::C2, Choice::Yes);
    let changes = [(day(9), &again), (day(3), &Change::Withdraw), (day(5), &Change::Withdraw)];
    let effective = Effective::of(day(0), &choices, changes);
    assert_eq!(effective.withdrawn(), Some(day(3)));
    assert_eq!(effective.get(Level::C0), Choice::Yes);
    for level in Level::OPTIONAL {
        assert_eq!(effective.get(level), Choice::No, "{level}");
        assert_eq!(effective.since(level), day(3));
    }
    // Who tells anew later is not bound by it.
    assert_eq!(Effective::of(day(4), &choices, [(day(3), &Change::Withdraw)]).withdrawn(), None);
    assert_eq!(Effective::of(day(3), &choices, [(day(3), &Change::Withdraw)]).withdrawn(), Some(day(3)));
}

#[test]
fn what_holds_today_is_written_level_by_level() {
    let (choices, _) = asked(&[("consent", "yes"), ("consent-c1", "yes")]);
    let effective = Effective::of(day(0), &choices, [(day(1), &set(Level::C2, Choice::No))]);
    let expected = json!({
        "c0": "yes", "c1": "yes", "c2": "no", "c3": "ask", "c4": "ask", "c5": "ask", "c6": "ask", "c7": "ask",
        "no_death_penalty": false, "changed": "2026-11-25", "withdrawn": null,
    });
    assert_eq!(serde_json::to_value(effective).unwrap(), expected);
}

proptest! {
    #[test]
    fn consent_reads_back_as_it_was_sealed(choices in choices(), text in "\\PC{0,80}", version in 1..9_u32) {
        let consent = Consent { choices, shown: Shown { version, text, ..shown() } };
        let json = serde_json::to_string(&consent).unwrap();
        prop_assert_eq!(serde_json::from_str::<Consent>(&json).unwrap(), consent);
    }

    #[test]
    fn a_change_reads_back_as_it_was_sealed(change in change()) {
        let record = ChangeRecord { change, shown: shown() };
        let json = serde_json::to_string(&record).unwrap();
        prop_assert_eq!(serde_json::from_str::<ChangeRecord>(&json).unwrap(), record);
    }

    #[test]
    fn no_field_ever_permits_more_than_is_offered(
        fields in prop::collection::vec(("consent(-c[0-9]|-no-death-penalty)?", "no|ask|anonymous|yes|\\PC{0,6}"), 0..12),
    ) {
        let pairs = || fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let (chosen, problems) = Choices::from_fields(pairs());
        for level in Level::OPTIONAL {
            prop_assert!(chosen.get(level) <= level.highest());
            let said: Vec<&str> = pairs().filter(|(name, _)| *name == level.field()).map(|(_, v)| v).collect();
            if said.iter().all(|value| *value != chosen.get(level).as_str()) {
                prop_assert_eq!(chosen.get(level), Choice::Ask);
            }
        }
        prop_assert_eq!(chosen.get(Level::C0) == Choice::Yes, pairs().any(|pair| pair == ("consent", "yes")));
        if problems.is_empty() {
            let consent = Consent { choices: chosen, shown: shown() };
            let json = serde_json::to_string(&consent).unwrap();
            prop_assert!(serde_json::from_str::<Consent>(&json).is_ok());
        }
    }

    #[test]
    fn what_holds_is_what_a_plain_retelling_of_the_rule_says(
        choices in choices(),
        mut changes in prop::collection::vec((-2..6_i64, change()), 0..8),
    ) {
        let effective = Effective::of(day(0), &choices, changes.iter().map(|(on, change)| (day(*on), change)));
        // Order of arrival does not matter.
        changes.reverse();
        let other_way = Effective::of(day(0), &choices, changes.iter().map(|(on, change)| (day(*on), change)));
        prop_assert_eq!(effective, other_way);

        let withdrawn = changes.iter().filter(|(on, change)| *on >= 0 && *change == Change::Withdraw).map(|c| c.0).min();
        prop_assert_eq!(effective.withdrawn(), withdrawn.map(day));
        for level in Level::OPTIONAL {
            // The newest day on which anything was said of the level, and the least of what was said on it.
            let mut said = vec![(0, choices.get(level))];
            for (on, change) in &changes {
                if let (true, Change::Levels { values, .. }) = (*on >= 0, change) {
                    said.extend(values[level as usize].map(|choice| (*on, choice)));
                }
            }
            let newest = said.iter().map(|(on, _)| *on).max().unwrap();
            let least = said.iter().filter(|(on, _)| *on == newest).map(|(_, choice)| *choice).min().unwrap();
            let expected = if withdrawn.is_some() { Choice::No } else { least };
            prop_assert_eq!(effective.get(level), expected);
        }
    }
}
