//! How commands speak: results on stdout, talk and errors on stderr.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::CommandError;
use crate::vault::display::{escape_json, sanitize_for_display};

/// Tells the person at the terminal; never an error of its own.
pub(super) fn talk(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", sanitize_for_display(text));
}

/// Prints lines of a result, made safe for a terminal.
pub(super) fn print(text: &str) -> Result<(), CommandError> {
    write_stdout(sanitize_for_display(text).as_bytes())
}

/// Prints a result as JSON, one value on lines of its own.
pub(super) fn print_json(value: &impl Serialize) -> Result<(), CommandError> {
    let json = serde_json::to_string(value).map_err(|e| CommandError::failed(e.to_string()))?;
    write_stdout((escape_json(&json) + "\n").as_bytes())
}

/// Prints bytes of a sealed file as they are; on a terminal, harmful characters are escaped.
pub(super) fn print_sealed_json(json: &[u8]) -> Result<(), CommandError> {
    if io::stdout().is_terminal() {
        write_stdout(escape_json(&String::from_utf8_lossy(json)).as_bytes())
    } else {
        write_stdout(json)
    }
}

fn write_stdout(bytes: &[u8]) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// A progress bar on stderr, on a terminal only, in bytes or in pieces.
pub(super) fn progress(bytes: bool) -> ProgressBar {
    let bar = if io::stderr().is_terminal() { ProgressBar::no_length() } else { ProgressBar::hidden() };
    let template = if bytes {
        "{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}"
    } else {
        "{msg} {wide_bar} {pos}/{len} {eta}"
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar.with_style(style)
}

/// A number of bytes for people.
pub(super) fn size(bytes: u64) -> String {
    indicatif::BinaryBytes(bytes).to_string()
}
