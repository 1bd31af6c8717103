//! Random submissions, held against what a person who has read only the consent page would say.

use proptest::prelude::*;

use super::*;

/// Something that a random submission holds: a word that stands nowhere else, and what a person who has read
/// only the consent page would say of it.
#[derive(Clone, Debug)]
struct Secret {
    token: String,
    item: String,
    kind: Kind,
    /// What the person says whom it stands under; `None` where it stands under nobody.
    person: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Words,
    Name,
    Contact,
}

#[derive(Clone, Debug)]
struct Submission {
    testimony: Value,
    identity: Value,
    secrets: Vec<Secret>,
    somebody_refused: bool,
    support: bool,
}

const PERMISSIONS: [&str; 4] = ["", "yes", "no", "could-not-ask"];

fn submission() -> impl Strategy<Value = Submission> {
    let persons = prop::collection::vec((0..4_usize, any::<bool>(), any::<bool>()), 0..4);
    (persons, any::<[bool; 6]>(), any::<bool>()).prop_map(|(persons, has, support)| {
        let mut secrets = Vec::new();
        let mut answers = json!({ "kind": ["killed"], "ongoing": "yes" });
        let mut identity = json!({});
        let mut word = |item: String, kind, person| {
            let token = format!("secret{}x", secrets.len());
            secrets.push(Secret { token: token.clone(), item, kind, person });
            token
        };
        for (at, id) in ["account", "place", "unit"].into_iter().enumerate() {
            if has[at] {
                answers[id] = json!(word(id.to_owned(), Kind::Words, None));
            }
        }
        if has[3] {
            answers["when"] = json!({ "edtf": "2024", "words": word("when:words".to_owned(), Kind::Words, None) });
        }
        if has[4] {
            identity["contact"] = json!(word("contact".to_owned(), Kind::Contact, None));
        }
        if support {
            answers["support"] = json!(["medical"]);
        }
        let mut somebody_refused = false;
        for (at, (permission, call, name)) in persons.into_iter().enumerate() {
            let n = at + 1;
            let says = PERMISSIONS[permission];
            somebody_refused |= says == "no";
            let mut own = json!({ "n": n, "age": "adult-18-29" });
            if !says.is_empty() {
                own["permission"] = json!(says);
            }
            if call {
                own["call"] = json!(word(format!("persons:{n}:call"), Kind::Words, Some(says)));
            }
            if name {
                let named =
                    json!({ "n": n, "real-name": word(format!("persons:{n}:real-name"), Kind::Name, Some(says)) });
                if identity["persons"].is_null() {
                    identity["persons"] = json!([]);
                }
                identity["persons"].as_array_mut().unwrap().push(named);
            }
            if answers["persons"].is_null() {
                answers["persons"] = json!([]);
            }
            answers["persons"].as_array_mut().unwrap().push(own);
        }
        let testimony = json!({
            "form": { "sha256": guided().digest().to_string() }, "answers": answers, "not_said": {},
        });
        let identity = json!({ "answers": identity, "not_said": {} });
        Submission { testimony, identity, secrets, somebody_refused, support }
    })
}

/// Whether a word may leave, told without a look at the code: from the consent page and ADR 0014.
fn permitted(secret: &Secret, body: Body, choice: Choice, reviewed: bool, somebody_refused: bool) -> bool {
    if secret.person == Some("no") {
        return false;
    }
    let yes = choice == Choice::Yes;
    #[expect(clippy::match_same_arms, reason = "told body by body")]
    match (body, secret.kind) {
        (Body::IccIdentified | Body::Statistics, _) => false,
        (Body::Care, kind) => kind == Kind::Contact && yes,
        (Body::Partner | Body::Un, Kind::Contact) => yes,
        (Body::Partner | Body::Un, Kind::Name) => yes && secret.person == Some("yes"),
        (Body::Icc | Body::Public, Kind::Contact | Kind::Name) => false,
        (Body::Partner | Body::Un | Body::Icc | Body::Public, Kind::Words) => match choice {
            Choice::No | Choice::Ask => false,
            Choice::Anonymous => reviewed,
            Choice::Yes => {
                let all_clear = !somebody_refused && secret.person != Some("could-not-ask");
                reviewed || all_clear
            }
        },
    }
}

/// The answers under their questions, as a page shows them.
fn told_as_read(selection: &Selection, form: &Form) -> String {
    let read = |told: &Told, part| told.document(part, Some(form), &Nothing).text();
    read(&selection.testimony, crate::form::Part::Open) + &read(&selection.identity, crate::form::Part::Identity)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn of_ten_thousand_random_submissions_nothing_leaves_without_permission(
        submission in submission(),
        body in 0..7_usize,
        wanted in prop::array::uniform8(0..4_usize),
        no_death_penalty in any::<bool>(),
        death_penalty_excluded in any::<bool>(),
        reviewed in prop::array::uniform16(any::<bool>()),
        lists in any::<bool>(),
        change in prop::option::of((0..7_usize, 0..4_usize, any::<bool>())),
    ) {
        let body = Body::ALL[body];
        let mut values = Level::ALL.map(|level| Choice::ALL[wanted[level as usize]].min(level.highest()));
        values[0] = Choice::Yes;
        let choices = Choices::new(values, no_death_penalty).unwrap();
        let mut choice = values[body.level() as usize];
        let mut withdrawn = false;
        let change = change.map(|(level, to, withdraw)| {
            if withdraw {
                withdrawn = true;
                return Change::Withdraw;
            }
            let level = Level::OPTIONAL[level];
            let to = Choice::ALL[to].min(level.highest());
            if level == body.level() {
                choice = to;
            }
            let mut values = [None; 8];
            values[level as usize] = Some(to);
            Change::Levels { values, no_death_penalty: false }
        });
        let consent = Effective::of(day(), &choices, change.iter().map(|change| (day().plus(1), change)));
        let looked_at = |at: usize| reviewed[at % reviewed.len()];
        let items: BTreeSet<String> = submission
            .secrets
            .iter()
            .enumerate()
            .filter(|(at, _)| looked_at(*at))
            .map(|(_, secret)| secret.item.clone())
            .chain(lists.then(|| "lists".to_owned()))
            .collect();
        let form = guided();
        let material = Material {
            identity: Some(&submission.identity),
            files: &[1],
            ..alone(&submission.testimony, &form)
        };
        let stated = Statement { reviewed: items, death_penalty_excluded };
        let selection = Selection::of(&material, Some(&consent), body, &stated);
        // All that would be written.
        let out = [
            json!([&selection.testimony.answers, &selection.testimony.not_said]).to_string(),
            json!([&selection.identity.answers, &selection.identity.not_said]).to_string(),
            by_name(&selection.testimony),
            by_name(&selection.identity),
            format!("{:?}", selection.facts),
            told_as_read(&selection, &form),
        ]
        .concat();
        let shut = withdrawn
            || matches!(choice, Choice::No | Choice::Ask)
            || (no_death_penalty && !death_penalty_excluded && ["partner", "un", "public"].contains(&body.as_str()));
        for (at, secret) in submission.secrets.iter().enumerate() {
            let expected = !shut && permitted(secret, body, choice, looked_at(at), submission.somebody_refused);
            prop_assert_eq!(out.contains(&secret.token), expected, "{:?} {} {:?}", secret, body, choice);
            let told = selection.refused.iter().any(|refused| refused.item == secret.item);
            prop_assert_eq!(told, !expected, "what stays is told, and what leaves is not");
        }
        prop_assert!(!shut || selection.is_empty());
        let file = !shut && match body {
            Body::Partner | Body::Un => choice == Choice::Yes && !submission.somebody_refused,
            _ => false,
        };
        prop_assert_eq!(!selection.files.is_empty(), file);
        // A sealed parcel leaves only where no secret that is in it stays.
        let sealed = &selection.sealed;
        let names_stay = selection.files.iter().any(|file| !file.named);
        prop_assert!(sealed.files.is_empty() || (file && choice == Choice::Yes && !names_stay));
        let stays = |part: &Value| {
            submission.secrets.iter().any(|secret| part.to_string().contains(&secret.token) && !out.contains(&secret.token))
        };
        let given = choice == Choice::Yes && !shut && matches!(body, Body::Partner | Body::Un);
        prop_assert!(!sealed.testimony || (given && !stays(&submission.testimony)));
        prop_assert!(!sealed.identity || (given && !stays(&submission.identity)));
        let support = out.contains("medical");
        prop_assert_eq!(support, submission.support && !shut && body == Body::Care);
        prop_assert!(!(sealed.testimony && submission.support));
        // What was chosen is nobody's secret, and all together may be somebody's.
        let listed = selection.testimony.answers.contains_key("kind");
        let told = [Body::Partner, Body::Un, Body::Icc, Body::Public].contains(&body);
        prop_assert_eq!(listed, !shut && told && (choice == Choice::Yes || lists));
    }
}
