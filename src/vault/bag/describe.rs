//! The description of a bag's payload: RO-Crate 1.1, with `data/` as the crate's root.
//!
//! <https://www.researchobject.org/ro-crate/specification/1.1/>, and its implementation note on `BagIt`: the crate is
//! the payload. Nothing stands in it that is not in the payload: paths, lengths, digests, and what kind of file it is.

use serde_json::{Value, json};

use super::layout::{
    CHAIN, CONSENT, CRATE, CUSTODY, LOAD_FILE, ORIGINALS, PARCEL_LIST, PARCELS, PAYLOAD, PROOFS, ROSTERS,
};
use super::writer::Listed;
use crate::form::permit::Body;
use crate::seal::Day;

const CONTEXT: &str = "https://w3id.org/ro/crate/1.1/context";
const PROFILE: &str = "https://w3id.org/ro/crate/1.1";
const TERMS: &str = "#terms";

/// Describes the payload.
pub(in crate::vault) fn describe(payload: &[Listed], body: Body, day: Day) -> Value {
    let within = |file: &Listed| file.path.strip_prefix(PAYLOAD).unwrap_or(&file.path).to_owned();
    let mut files: Vec<(String, Value)> =
        payload.iter().map(|file| (within(file), entity(file, &within(file)))).collect();
    files.sort_by(|one, other| one.0.cmp(&other.0));
    let parts: Vec<Value> = files.iter().map(|(path, _)| json!({ "@id": id(path) })).collect();
    let descriptor = CRATE.strip_prefix(PAYLOAD).unwrap_or(CRATE);
    let mut graph = vec![
        json!({
            "@id": descriptor, "@type": "CreativeWork", "about": { "@id": "./" }, "conformsTo": { "@id": PROFILE },
        }),
        json!({
            "@id": "./", "@type": "Dataset",
            "name": format!("Excerpt of a submission, for {body}"),
            "description": "What a source permits for this body of one submission, exported by Amparo. README.html beside this \
                            folder says what is proven and what is not.",
            "datePublished": day, "license": { "@id": TERMS }, "hasPart": parts,
        }),
        json!({
            "@id": TERMS, "@type": "CreativeWork", "name": "Terms of use",
            "description": format!("Not for publication beyond what the source permits: consent.json says what it is ({body})."),
        }),
    ];
    graph.extend(files.into_iter().map(|(_, entity)| entity));
    // schema.org's term for a digest is younger than the crate's context.
    json!({ "@context": [CONTEXT, { "sha256": "http://schema.org/sha256" }], "@graph": graph })
}

/// The paths that a description lists, as they stand below the payload's folder; `None` where it makes no sense.
pub(in crate::vault) fn described(json: &Value) -> Option<Vec<String>> {
    let graph = json["@graph"].as_array()?;
    let root = graph.iter().find(|entity| entity["@id"] == "./")?;
    let part = |part: &Value| path(part["@id"].as_str()?);
    root["hasPart"].as_array()?.iter().map(part).collect()
}

fn entity(file: &Listed, path: &str) -> Value {
    let mut entity = json!({
        "@id": id(path), "@type": "File", "name": what(&file.path), "contentSize": file.sums.len.to_string(),
        "sha256": file.sums.sha256,
    });
    if let Some(format) = format(&file.path) {
        entity["encodingFormat"] = format.into();
    }
    entity
}

/// What a file is, in words.
fn what(path: &str) -> &'static str {
    match path {
        CONSENT => "The consent by which it leaves",
        PARCEL_LIST => "The sealed parcels, and why some are not here",
        CHAIN => "The chain of custody, event by event",
        LOAD_FILE => "Load file",
        PROOFS => "The place of the ledger's proofs",
        path if path.starts_with(ORIGINALS) => "A file as the source sent it, bit for bit",
        path if path.starts_with(PARCELS) => "A sealed parcel as it was fetched",
        path if path.starts_with(CUSTODY) => "An event of custody, signed",
        path if path.starts_with(ROSTERS) => "A roster: desks, reviewers and their keys, signed by the custodian",
        path if path.ends_with("statistics.json") => "Coded facts",
        path if path.contains("identity") => "Answers that identify people, as far as they leave",
        _ => "The testimony, as far as it leaves",
    }
}

/// The type of what we write ourselves; what a source sent is taken for nothing.
fn format(path: &str) -> Option<&'static str> {
    if path.starts_with(ORIGINALS) {
        return None;
    }
    match path.rsplit_once('.')?.1 {
        "json" => Some("application/json"),
        "txt" | "note" => Some("text/plain"),
        "html" => Some("text/html"),
        "csv" => Some("text/csv"),
        _ => None,
    }
}

/// A path as a relative reference (RFC 3986).
fn id(path: &str) -> String {
    use std::fmt::Write as _;
    let mut id = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            id.push(char::from(byte));
        } else {
            let _ = write!(id, "%{byte:02X}");
        }
    }
    id
}

/// The path of a relative reference.
fn path(id: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(id.len());
    let mut rest = id.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_survives_as_a_reference() {
        for name in ["originals/1-niñez 拘留.mp4", "a%20b", "x#y?z", "plain.txt"] {
            let written = id(name);
            assert!(written.is_ascii() && !written.contains([' ', '#', '?']), "{written}");
            assert_eq!(path(&written).as_deref(), Some(name));
        }
        assert_eq!(path("%2"), None);
    }
}
