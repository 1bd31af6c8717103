//! Every field of every shipped form, told in a browser's bytes and read back value for value.

use std::env;
use std::fs;
use std::path::Path;

use amparo::form::{FieldKind, Form, Input, Part};
use serde_json::{Map, Value, json};

use crate::common::process::command;
use crate::common::site::{Site, path_text};
use crate::common::source::Visit;

/// The demo's desks, in the order of the portal.
const FORMS: [&str; 3] = ["guided", "short", "detention"];

/// What is sent under the names of one field, and what must come back for it.
fn sample(input: &Input<'_>) -> (Vec<(String, String)>, Value) {
    let name = input.name();
    let part = |part: &str| format!("{name}-{part}");
    match &input.field.kind {
        FieldKind::Line(_) => {
            let said = format!("línea «{name}» <b>&amp; \"1\"");
            (vec![(name.clone(), said.clone())], said.into())
        }
        FieldKind::Text(_) => {
            let said = format!("  Primero: {name}.\r\n\r\nУ лінії два — 証言, شهادة.\r\n");
            (vec![(name.clone(), said.clone())], said.into())
        }
        FieldKind::Choice(options) => {
            let chosen = options.values.last().unwrap();
            (vec![(name.clone(), chosen.clone())], chosen.as_str().into())
        }
        FieldKind::Choices(options) => {
            // Sent backwards, kept in the order of the form.
            let sent = options.values.iter().rev().map(|value| (name.clone(), value.clone())).collect();
            (sent, options.values.as_slice().into())
        }
        FieldKind::Date => {
            let words = format!("más o menos, {name}");
            let sent = vec![
                (name.clone(), words.clone()),
                (part("day"), "29".to_owned()),
                (part("month"), "7".to_owned()),
                (part("year"), "2024".to_owned()),
                (part("about"), "yes".to_owned()),
                (part("until-month"), "08".to_owned()),
                (part("until-year"), "2024".to_owned()),
            ];
            (sent, json!({ "edtf": "2024-07-29~/2024-08~", "words": words }))
        }
        FieldKind::Count => {
            let sent = vec![(name.clone(), "12".to_owned()), (part("how"), "estimate".to_owned())];
            (sent, json!({ "count": 12, "how": "estimate" }))
        }
        FieldKind::Files => unreachable!("it is sent apart"),
    }
}

/// What a part must read as, put together without the code that makes it.
#[derive(Default)]
struct Expected {
    answers: Map<String, Value>,
    not_said: Map<String, Value>,
}

impl Expected {
    fn put(&mut self, input: &Input<'_>, value: Value, said: bool) {
        let id = input.field.id.clone();
        if input.n == 0 {
            if said { &mut self.answers } else { &mut self.not_said }.insert(id, value);
            return;
        }
        let group = self.answers.entry(&input.group.id).or_insert_with(|| json!([])).as_array_mut().unwrap();
        if !group.iter().any(|one| one["n"] == input.n) {
            group.push(json!({ "n": input.n }));
        }
        let one = group.iter_mut().find(|one| one["n"] == input.n).unwrap();
        if said {
            one[id] = value;
        } else {
            one["not_said"][id] = value;
        }
    }

    fn as_json(&self) -> Value {
        json!({ "answers": self.answers, "not_said": self.not_said })
    }
}

/// Fills in the whole form; with `marks`, every field that allows it is marked as not said instead.
fn filled(form: &Form, mut visit: Visit, marks: bool) -> (Visit, Expected, Expected) {
    let (mut open, mut identity) = (Expected::default(), Expected::default());
    visit.fields.retain(|(name, _)| !form.names().contains(name));
    for (at, input) in form.inputs().filter(|input| input.field.kind != FieldKind::Files).enumerate() {
        let part = if input.field.identity { &mut identity } else { &mut open };
        if marks && input.field.not_said {
            let why = ["unknown", "declined"][at % 2];
            let choice = matches!(input.field.kind, FieldKind::Choice(_));
            let name = if choice { input.name() } else { format!("{}-not", input.name()) };
            visit.fields.push((name, why.as_bytes().to_vec()));
            part.put(&input, why.into(), false);
        } else {
            let (sent, value) = sample(&input);
            visit.fields.extend(sent.into_iter().map(|(name, text)| (name, text.into_bytes())));
            part.put(&input, value, true);
        }
    }
    (visit, open, identity)
}

/// Validates a document against a form's published schema, with a validator that is not ours.
#[track_caller]
fn validate(form: &str, document: &Value, part: Part, folder: &Path) {
    let venv = env::var_os("AMPARO_VENV").map_or_else(|| "target/venv".into(), std::path::PathBuf::from);
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join(venv).join("bin/python");
    assert!(python.exists(), "{} is missing: run ./test once", python.display());
    let (schema, instance) = (folder.join("schema.json"), folder.join("instance.json"));
    fs::write(&schema, Form::shipped(form).unwrap().schema(part).to_string()).unwrap();
    fs::write(&instance, document.to_string()).unwrap();
    let script = "import json, sys, jsonschema\nschema, instance = (json.load(open(p)) for p in sys.argv[1:])\n\
                  jsonschema.Draft202012Validator.check_schema(schema)\n\
                  jsonschema.Draft202012Validator(schema).validate(instance)";
    let ran = command(path_text(&python)).args(["-c", script]).args([&schema, &instance]).output().unwrap();
    assert!(ran.status.success(), "{form}: {}", String::from_utf8_lossy(&ran.stderr));
}

fn without_rest(mut document: Value) -> Value {
    document.as_object_mut().unwrap().retain(|key, _| key == "answers" || key == "not_said");
    document
}

#[test]
fn every_field_of_every_form_is_read_back_value_for_value_and_fits_its_schema() {
    let site = Site::demo();
    let server = site.start();
    let folder = tempfile::tempdir().unwrap();
    for (at, name) in FORMS.into_iter().enumerate() {
        let form = Form::shipped(name).unwrap();
        for marks in [false, true] {
            let visit = Visit::to("es", &server.form("es")).at_desk(at + 1);
            let (mut visit, open, identity) = filled(&form, visit, marks);
            for (field, value) in [("consent-c1", "yes"), ("consent-c2", "anonymous"), ("consent-c3", "no")] {
                visit.fields.push((field.to_owned(), value.as_bytes().to_vec()));
            }
            let answer = server.tell(&visit.file("a.txt", "evidence"));
            assert_eq!(answer.status, 200, "{name}: {:?}", answer.problems());
            let before: Vec<Value> = site.reviewer.inbox();
            site.reviewer.pull();
            let after = site.reviewer.inbox();
            let new = after.iter().find(|one| !before.iter().any(|old| old["id"] == one["id"])).unwrap();
            let id = new["id"].as_str().unwrap();
            assert_eq!(new["complete"], true);

            let testimony = site.reviewer.testimony(id);
            assert_eq!(without_rest(testimony.clone()), open.as_json(), "{name}");
            let consent = ["c0", "c1", "c2", "c3", "c4"].map(|level| testimony["consent"][level].as_str().unwrap());
            assert_eq!(consent, ["yes", "yes", "anonymous", "no", "ask"]);
            assert_eq!(testimony["form"]["id"], name);
            validate(name, &testimony, Part::Open, folder.path());
            let read = site.reviewer.run(&["read", id]);
            assert!(read.err.is_empty() || !read.err.contains("not known"), "{}", read.err);
            assert!(!read.text().contains("is not asked by this form"), "{name}: {}", read.text());
            if identity.answers.is_empty() && identity.not_said.is_empty() {
                assert_eq!(testimony.get("identity"), None);
                continue;
            }
            let sealed = site.reviewer.done(&["read", id, "--identity", "--json"]);
            let sealed: Value = serde_json::from_slice(&sealed).unwrap();
            assert_eq!(without_rest(sealed.clone()), identity.as_json(), "{name}");
            validate(name, &sealed, Part::Identity, folder.path());
        }
    }
}
