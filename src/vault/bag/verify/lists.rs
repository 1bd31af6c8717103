//! Manifests and `bag-info.txt`, read strictly: each has one spelling.

use std::collections::BTreeMap;

/// A manifest may be this long: 200 000 paths of 300 bytes.
pub(super) const MOST_BYTES: u64 = 64 << 20;

/// Paths and their digests.
pub(super) type Manifest = BTreeMap<String, String>;

/// Reads a manifest whose digests have this many hex digits; `sorted` when its lines must be in order.
///
/// # Errors
/// What is wrong with it, in words that follow its name.
pub(super) fn manifest(text: &str, digits: usize, sorted: bool) -> Result<Manifest, String> {
    let mut all = Manifest::new();
    let mut last = "";
    if !text.is_empty() && !text.ends_with('\n') {
        return Err("its last line is cut off".to_owned());
    }
    for line in text.split_terminator('\n') {
        let (digest, path) = line.split_once("  ").ok_or_else(|| format!("a line makes no sense: {line}"))?;
        let is_hex = digest.len() == digits && digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !is_hex || !is_inside(path) {
            return Err(format!("a line makes no sense: {line}"));
        }
        if all.insert(path.to_owned(), digest.to_owned()).is_some() {
            return Err(format!("it lists {path} twice"));
        }
        if sorted && path <= last {
            return Err("its lines are not in their order".to_owned());
        }
        last = path;
    }
    Ok(all)
}

/// True for a path that leads nowhere but into the bag.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0', '\r'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

/// Labels of `bag-info.txt`, each once.
pub(super) fn info(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut all = BTreeMap::new();
    for line in text.lines() {
        let (label, value) = line.split_once(": ").ok_or_else(|| format!("a line makes no sense: {line}"))?;
        if all.insert(label.to_owned(), value.to_owned()).is_some() {
            return Err(format!("it has {label} twice"));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_that_leads_out_of_the_bag_is_none() {
        let digest = "ab".repeat(32);
        let line = |path: &str| manifest(&format!("{digest}  {path}\n"), 64, true);
        assert_eq!(line("data/a b").unwrap().len(), 1);
        for path in ["../a", "/etc/passwd", "data/../../a", "data//a", "data/./a", "", "data\\a", "a\0b"] {
            assert!(line(path).is_err(), "{path:?}");
        }
        for text in [
            format!("{digest} data/a\n"),
            format!("{}  data/a\n", digest.to_uppercase()),
            format!("{digest}00  data/a\n"),
            format!("{digest}  data/a"),
            format!("{digest}  data/b\n{digest}  data/a\n"),
            format!("{digest}  data/a\n{digest}  data/a\n"),
        ] {
            assert!(manifest(&text, 64, true).is_err(), "{text}");
        }
    }
}
