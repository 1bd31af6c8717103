//! A load file: one line for each item, for who takes evidence into a case system.
//!
//! The columns follow what is said in public of the ICC's e-Court protocol. They are to be confirmed with the Office of
//! the Prosecutor, and the first line of the file says so.

use std::fmt::Write as _;

use super::layout::{CHAIN, ORIGINALS, PARCELS};
use super::writer::Listed;
use crate::seal::{Day, SubmissionId};

const COLUMNS: [&str; 12] = [
    "item",
    "type",
    "path",
    "bytes",
    "sha256",
    "sha512",
    "date_received",
    "author",
    "recipient",
    "source",
    "custody",
    "related_items",
];

/// What all items of a bag have in common.
pub(in crate::vault) struct Common<'a> {
    pub(in crate::vault) submission: SubmissionId,
    pub(in crate::vault) received: Day,
    /// The desk, as the roster names it.
    pub(in crate::vault) desk: &'a str,
}

/// The load file of these files.
pub(in crate::vault) fn load_file(payload: &[Listed], common: &Common<'_>) -> String {
    let mut text = String::from("\"columns to be confirmed with the Office of the Prosecutor before loading\"\r\n");
    text.push_str(&row(&COLUMNS.map(str::to_owned)));
    let mut files: Vec<&Listed> = payload.iter().filter(|file| kind(&file.path).is_some()).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    for (n, file) in files.iter().enumerate() {
        let short = &common.submission.to_string()[..8];
        let item = |n: usize| format!("{short}-{:04}", n + 1);
        let related = files.iter().position(|file| file.path == "data/testimony.json").filter(|at| *at != n).map(item);
        text.push_str(&row(&[
            item(n),
            kind(&file.path).unwrap_or_default().to_owned(),
            file.path.clone(),
            file.sums.len.to_string(),
            file.sums.sha256.to_string(),
            file.sums.sha512.clone(),
            common.received.to_string(),
            "not stated".to_owned(),
            common.desk.to_owned(),
            "anonymous submission".to_owned(),
            CHAIN.to_owned(),
            related.unwrap_or_default(),
        ]));
    }
    text
}

/// The type of an item; `None` for what only describes others.
fn kind(path: &str) -> Option<&'static str> {
    match path {
        "data/testimony.json" => Some("statement"),
        "data/identity.json" => Some("identity of persons"),
        path if path.starts_with(ORIGINALS) => Some("file"),
        path if path.starts_with(PARCELS) => Some("sealed parcel"),
        _ => None,
    }
}

/// A line of CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in front.
fn row(cells: &[String]) -> String {
    let mut line = String::new();
    for (at, cell) in cells.iter().enumerate() {
        let begins = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
        let _ = write!(
            line,
            "{}\"{}{}\"",
            if at > 0 { "," } else { "" },
            if begins { "'" } else { "" },
            cell.replace('"', "\"\"")
        );
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_finds_no_formula_and_no_broken_cell() {
        let cells = ["=1+1", " @cmd", "-2", "+x", "\tx", "a \"b\", c", "plain"].map(str::to_owned);
        let expected = "\"'=1+1\",\"' @cmd\",\"'-2\",\"'+x\",\"'\tx\",\"a \"\"b\"\", c\",\"plain\"\r\n";
        assert_eq!(row(&cells), expected);
    }
}
