use proptest::prelude::*;

use super::*;
use crate::form::consent::{Change, Choices};

const CONTENTS: [Content; 10] = [
    Content::Statistics,
    Content::Structured,
    Content::FreeText,
    Content::File,
    Content::Unstripped,
    Content::FileName,
    Content::Support,
    Content::Contact,
    Content::Identity,
    Content::Sealed,
];
const OTHERS: [Others; 3] = [Others::Refuse, Others::Unclear, Others::Agree];

fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

/// Consent with one value everywhere, as far as each level offers it.
fn all(choice: Choice) -> Effective {
    let mut values = Level::ALL.map(|level| choice.min(level.highest()));
    values[0] = Choice::Yes;
    Effective::of(day(), &Choices::new(values, false).unwrap(), [])
}

fn item(content: Content) -> Item {
    Item { content, others: Others::Agree }
}

const NOTHING: Stated = Stated { reviewed: false, death_penalty_excluded: false };
const EVERYTHING: Stated = Stated { reviewed: true, death_penalty_excluded: true };

#[test]
fn no_and_ask_let_nothing_out_whatever_is_stated() {
    for (choice, refusal) in [(Choice::No, Refusal::No as fn(Level) -> Refusal), (Choice::Ask, Refusal::Ask)] {
        for body in Body::ALL {
            for content in CONTENTS {
                let said = may_leave(&all(choice), body, item(content), EVERYTHING);
                let expected = if is_for(body, content) { refusal(body.level()) } else { Refusal::NotForBody };
                assert_eq!(said, Err(expected), "{body} {content:?}");
            }
        }
    }
}

#[test]
fn who_is_identified_to_a_court_is_never_decided_by_the_form() {
    for content in CONTENTS {
        assert!(may_leave(&all(Choice::Yes), Body::IccIdentified, item(content), EVERYTHING).is_err());
    }
    let said = may_leave(&all(Choice::Yes), Body::IccIdentified, item(Content::Structured), EVERYTHING);
    assert!(said.unwrap_err().to_string().contains("ask the source first"));
}

#[test]
fn without_identity_words_and_what_was_chosen_leave_only_after_a_look() {
    let consent = all(Choice::Anonymous);
    for body in [Body::Partner, Body::Un, Body::Icc, Body::Public] {
        for (content, refusal) in [
            (Content::Structured, Refusal::ListsNotReviewed(body.level())),
            (Content::FreeText, Refusal::NotReviewed(body.level())),
            (Content::File, Refusal::NotReviewed(body.level())),
        ] {
            assert_eq!(may_leave(&consent, body, item(content), NOTHING), Err(refusal));
            let seen = Stated { reviewed: true, ..NOTHING };
            assert_eq!(may_leave(&consent, body, item(content), seen), Ok(()));
        }
        for content in [Content::FileName, Content::Identity, Content::Contact, Content::Sealed] {
            assert!(may_leave(&consent, body, item(content), EVERYTHING).is_err(), "{body} {content:?}");
        }
    }
}

#[test]
fn who_somebody_is_leaves_under_yes_alone_and_is_never_made_public() {
    for body in Body::ALL {
        for content in [Content::Identity, Content::Sealed, Content::FileName] {
            let said = may_leave(&all(Choice::Yes), body, item(content), EVERYTHING);
            assert_eq!(said.is_ok(), matches!(body, Body::Partner | Body::Un), "{body} {content:?}");
        }
    }
}

#[test]
fn statistics_get_facts_and_care_gets_a_way_to_reach_somebody() {
    for content in CONTENTS {
        let statistics = may_leave(&all(Choice::Yes), Body::Statistics, item(content), EVERYTHING);
        assert_eq!(statistics.is_ok(), content == Content::Statistics, "{content:?}");
        let care = may_leave(&all(Choice::Yes), Body::Care, item(content), EVERYTHING);
        assert_eq!(care.is_ok(), matches!(content, Content::Support | Content::Contact), "{content:?}");
    }
    assert!(may_leave(&all(Choice::Anonymous), Body::Care, item(Content::Contact), EVERYTHING).is_err());
    for body in Body::ALL {
        let said = may_leave(&all(Choice::Yes), body, item(Content::Support), EVERYTHING);
        assert_eq!(said.is_ok(), body == Body::Care, "who may contact them alone learns what help they want: {body}");
    }
}

#[test]
fn a_persons_no_holds_against_everything_the_source_and_the_reviewer_say() {
    let refused = |content| Item { content, others: Others::Refuse };
    let unclear = |content| Item { content, others: Others::Unclear };
    for body in Body::ALL {
        for content in CONTENTS {
            assert!(may_leave(&all(Choice::Yes), body, refused(content), EVERYTHING).is_err());
        }
    }
    let yes = all(Choice::Yes);
    assert_eq!(may_leave(&yes, Body::Un, unclear(Content::FreeText), NOTHING), Err(Refusal::MaySpeakOfPerson));
    assert_eq!(may_leave(&yes, Body::Un, unclear(Content::FreeText), EVERYTHING), Ok(()));
    assert_eq!(may_leave(&yes, Body::Un, unclear(Content::Identity), EVERYTHING), Err(Refusal::PersonUnclear));
    assert_eq!(may_leave(&yes, Body::Un, unclear(Content::Structured), NOTHING), Ok(()));
}

#[test]
fn where_the_death_penalty_may_follow_it_must_be_excluded_in_words() {
    let mut values = Level::ALL.map(Level::highest);
    values[0] = Choice::Yes;
    let consent = Effective::of(day(), &Choices::new(values, true).unwrap(), []);
    let looked = Stated { reviewed: true, ..NOTHING };
    for body in [Body::Partner, Body::Un, Body::Public] {
        assert_eq!(may_leave(&consent, body, item(Content::Structured), looked), Err(Refusal::DeathPenalty));
        assert_eq!(may_leave(&consent, body, item(Content::Structured), EVERYTHING), Ok(()));
    }
    assert_eq!(may_leave(&consent, Body::Icc, item(Content::Structured), looked), Ok(()));
}

#[test]
fn nothing_leaves_after_a_withdrawal() {
    let mut values = Level::ALL.map(Level::highest);
    values[0] = Choice::Yes;
    let consent = Effective::of(day(), &Choices::new(values, false).unwrap(), [(day().plus(2), &Change::Withdraw)]);
    for body in Body::ALL {
        for content in CONTENTS {
            let said = may_leave(&consent, body, item(content), EVERYTHING);
            assert_eq!(said, Err(Refusal::Withdrawn(day().plus(2))));
        }
    }
}

#[test]
fn each_body_has_a_name_that_reads_back() {
    for body in Body::ALL {
        assert_eq!(body.as_str().parse(), Ok(body));
    }
    assert_eq!("own".parse::<Body>(), Err(NoSuchBody));
}

/// The rule once more, written from the page that the source reads and not from the code above: a table of
/// what each answer lets out, by body and kind of thing.
///
/// `-` never, `y` under yes alone, `l` under yes or "nothing that identifies me", `a` as `l`, but under the latter only
/// once all of them were looked at together, `w` words and files: under it, or where somebody described did not agree,
/// only once looked at.
fn oracle(body: Body, choice: Choice, held_back: bool, item: Item, stated: Stated) -> bool {
    #[rustfmt::skip]
    #[expect(clippy::match_same_arms, reason = "a table has a row for each body")]
    let row = match body {
        //                     statistics structured words file (to strip) name support contact identity sealed
        Body::Partner       => ["-",      "a",       "w",  "w", "-", "y", "-",    "y",    "y",     "y"],
        Body::Un            => ["-",      "a",       "w",  "w", "-", "y", "-",    "y",    "y",     "y"],
        Body::Icc           => ["-",      "a",       "w",  "w", "-", "-", "-",    "-",    "-",     "-"],
        Body::IccIdentified => ["-",      "-",       "-",  "-", "-", "-", "-",    "-",    "-",     "-"],
        Body::Public        => ["-",      "a",       "w",  "w", "-", "-", "-",    "-",    "-",     "-"],
        Body::Statistics    => ["l",      "-",       "-",  "-", "-", "-", "-",    "-",    "-",     "-"],
        Body::Care          => ["-",      "-",       "-",  "-", "-", "-", "l",    "y",    "-",     "-"],
    };
    let cell = row[CONTENTS.iter().position(|content| *content == item.content).unwrap()];
    let yes = choice == Choice::Yes;
    let some = yes || choice == Choice::Anonymous;
    let nobody_against = item.others != Others::Refuse;
    let all_agree = item.others == Others::Agree;
    let by_cell = match cell {
        "y" => yes && all_agree,
        "l" => some && nobody_against,
        "a" => nobody_against && some && (yes || stated.reviewed),
        "w" => nobody_against && some && ((yes && all_agree) || stated.reviewed),
        _ => false,
    };
    by_cell && !held_back
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn nothing_leaves_that_an_independent_table_does_not_let_out(
        wanted in prop::array::uniform8(0..4_usize),
        no_death_penalty in any::<bool>(),
        changes in prop::collection::vec((0..4_i64, 0..40_usize, 0..4_usize), 0..5),
        stated in (any::<bool>(), any::<bool>()),
    ) {
        let mut values = Level::ALL.map(|level| Choice::ALL[wanted[level as usize]].min(level.highest()));
        values[0] = Choice::Yes;
        let choices = Choices::new(values, no_death_penalty).unwrap();
        let changes: Vec<(Day, Change)> = changes
            .into_iter()
            .map(|(on, level, choice)| {
                let change = match Level::OPTIONAL.get(level % 10) {
                    Some(level) => {
                        let mut values = [None; 8];
                        values[*level as usize] = Some(Choice::ALL[choice].min(level.highest()));
                        Change::Levels { values, no_death_penalty: false }
                    }
                    None if level == 39 => Change::Withdraw,
                    None => Change::Levels { values: [None; 8], no_death_penalty: true },
                };
                (day().plus(on), change)
            })
            .collect();
        let consent = Effective::of(day(), &choices, changes.iter().map(|(on, change)| (*on, change)));
        let withdrawn = changes.iter().any(|(_, change)| *change == Change::Withdraw);
        let shielded = no_death_penalty
            || changes.iter().any(|(_, c)| matches!(c, Change::Levels { no_death_penalty: true, .. }));
        let stated = Stated { reviewed: stated.0, death_penalty_excluded: stated.1 };
        for body in Body::ALL {
            let level = body.level();
            // The last day on which the source said something of this level, and the least that was said then.
            let said = changes.iter().filter_map(|(on, change)| match change {
                Change::Levels { values, .. } => values[level as usize].map(|choice| (*on, choice)),
                Change::Withdraw => None,
            });
            let said: Vec<(Day, Choice)> = said.chain([(day(), choices.get(level))]).collect();
            let last = said.iter().map(|(on, _)| *on).max().unwrap();
            let choice = said.iter().filter(|(on, _)| *on == last).map(|(_, choice)| *choice).min().unwrap();
            let hands_on = [Body::Partner, Body::Un, Body::Public].contains(&body);
            let held_back = withdrawn || (shielded && hands_on && !stated.death_penalty_excluded);
            for content in CONTENTS {
                for others in OTHERS {
                    let item = Item { content, others };
                    let leaves = may_leave(&consent, body, item, stated).is_ok();
                    prop_assert_eq!(leaves, oracle(body, choice, held_back, item, stated), "{} {:?}", body, item);
                }
            }
        }
    }
}
