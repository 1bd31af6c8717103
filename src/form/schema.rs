//! A form's JSON Schema (draft 2020-12): what its `testimony.json` or `identity.json` may hold.

use serde_json::{Map, Value, json};

use super::answers::{Exactness, NotSaid, Part};
use super::consent::{Choice, Level};
use super::definition::{Field, FieldKind, Form};
use super::edtf::Edtf;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const SHA256: &str = "^[0-9a-f]{64}$";

impl Form {
    /// The schema of one part of a testimony that this form was used for.
    pub fn schema(&self, part: Part) -> Value {
        let (answers, not_said) = self.answers_schema(part);
        let mut properties = json!({
            "schema": { "const": match part { Part::Open => "amparo/v1/testimony", Part::Identity => "amparo/v1/identity" } },
            "desk": { "type": "string", "pattern": "^[a-z][a-z0-9-]{0,31}$" },
            "form": object(json!({
                "id": { "const": self.id.as_str() },
                "version": { "const": self.version },
                "sha256": { "const": self.digest().to_string() },
            }), &["id", "version", "sha256"]),
            "language": { "type": "string", "pattern": "^[A-Za-z0-9-]{1,35}$" },
            "answers": answers,
            "not_said": not_said,
        });
        let mut required = vec!["schema", "desk", "form", "language", "answers", "not_said"];
        if part == Part::Open {
            properties["identity"] = object(json!({ "parcel": { "type": "string", "pattern": SHA256 } }), &["parcel"]);
            properties["consent"] = consent();
            required.push("consent");
        }
        let mut schema = object(properties, &required);
        schema["$schema"] = DRAFT.into();
        schema["title"] = format!("{} {}", self.id, self.version).into();
        schema
    }

    fn answers_schema(&self, part: Part) -> (Value, Value) {
        let (mut answers, mut not_said) = (Map::new(), Map::new());
        for group in &self.groups {
            let asked =
                group.fields.iter().filter(|f| f.kind != FieldKind::Files && f.identity == (part == Part::Identity));
            let asked: Vec<&Field> = asked.collect();
            if asked.is_empty() {
                continue;
            }
            let (mut own, mut own_not_said) = (Map::new(), Map::new());
            for field in asked {
                own.insert(field.id.clone(), answer(field));
                if field.not_said {
                    own_not_said.insert(field.id.clone(), json!({ "enum": NotSaid::ALL.map(NotSaid::as_str) }));
                }
            }
            if group.is_repeated() {
                own.insert("n".to_owned(), json!({ "type": "integer", "minimum": 1, "maximum": group.repeat }));
                own.insert("not_said".to_owned(), object(own_not_said, &[]));
                let items = object(own, &["n"]);
                answers.insert(group.id.clone(), json!({ "type": "array", "maxItems": group.repeat, "items": items }));
            } else {
                answers.extend(own);
                not_said.extend(own_not_said);
            }
        }
        (object(answers, &[]), object(not_said, &[]))
    }
}

fn object(properties: impl Into<Value>, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties.into(), "required": required, "additionalProperties": false })
}

fn answer(field: &Field) -> Value {
    // Where nobody could be asked to shorten it, a text is longer than its field allows.
    let text = || json!({ "type": "string", "minLength": 1 });
    match &field.kind {
        FieldKind::Line(_) | FieldKind::Text(_) => text(),
        FieldKind::Choice(options) => json!({ "enum": options.values }),
        FieldKind::Choices(options) => {
            json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": options.values } })
        }
        FieldKind::Date => {
            let mut date = object(
                json!({
                    "edtf": { "type": "string", "pattern": Edtf::pattern(), "minLength": 4 },
                    "words": text(),
                    "about": { "const": true },
                }),
                &[],
            );
            date["minProperties"] = 1.into();
            // A mark stands beside words alone.
            date["dependentSchemas"] = json!({ "about": { "required": ["words"], "not": { "required": ["edtf"] } } });
            date
        }
        FieldKind::Count => {
            let mut count = object(
                json!({
                    "count": { "type": "integer", "minimum": 0 },
                    "words": text(),
                    "how": { "enum": Exactness::CHOICES.map(Exactness::as_str) },
                }),
                &[],
            );
            count["oneOf"] = json!([{ "required": ["count"] }, { "required": ["words"] }]);
            count
        }
        FieldKind::Files => Value::Bool(false),
    }
}

/// The `consent` object: every level with the values that are offered for it, and what was shown.
fn consent() -> Value {
    let mut properties = Map::new();
    for level in Level::ALL {
        let offered: Vec<&str> = level.offered().map(Choice::as_str).collect();
        properties.insert(level.as_str().to_owned(), json!({ "enum": offered }));
    }
    properties.insert("no_death_penalty".to_owned(), json!({ "type": "boolean" }));
    properties.insert("version".to_owned(), json!({ "type": "integer", "minimum": 1 }));
    properties.insert("language".to_owned(), json!({ "type": "string", "pattern": "^[A-Za-z0-9-]{1,35}$" }));
    properties.insert("text".to_owned(), json!({ "type": "string", "minLength": 1 }));
    properties.insert("text_sha256".to_owned(), json!({ "type": "string", "pattern": SHA256 }));
    let names: Vec<String> = properties.keys().cloned().collect();
    object(properties, &names.iter().map(String::as_str).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_published_schemas_are_those_of_the_shipped_forms() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas");
        for name in Form::shipped_names() {
            let form = Form::shipped(name).unwrap();
            for (part, what) in [(Part::Open, "testimony"), (Part::Identity, "identity")] {
                let path = folder.join(format!("{name}-{what}.json"));
                let text = serde_json::to_string_pretty(&form.schema(part)).unwrap() + "\n";
                if std::env::var_os("AMPARO_BLESS").is_some_and(|value| value == "1") {
                    fs::create_dir_all(&folder).unwrap();
                    fs::write(&path, &text).unwrap();
                }
                let kept = fs::read_to_string(&path).unwrap_or_default();
                assert!(kept == text, "{}: run the test with AMPARO_BLESS=1", path.display());
            }
        }
    }
}
