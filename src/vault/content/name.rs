//! What a file's name hides or pretends.

use super::caution::Caution;
use super::types::{self, FileType};
use crate::seal::is_invisible;

/// Ends of names by which a system runs a file, whatever is in it.
const RUNNING: [&str; 48] = [
    "exe", "scr", "com", "pif", "cpl", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta",
    "msi", "msp", "mst", "reg", "inf", "lnk", "url", "scf", "jar", "jnlp", "sh", "bash", "run", "command", "app",
    "desktop", "appimage", "py", "pyw", "pl", "rb", "php", "apk", "ipa", "deb", "rpm", "dmg", "pkg", "workflow", "xll",
    "gadget", "chm",
];

/// What a name hides or pretends.
pub(super) fn name_cautions(name: &str, is: FileType) -> Vec<Caution> {
    let mut found = Vec::new();
    if name.chars().any(|c| c.is_control() || is_invisible(c)) {
        found.push(Caution::HiddenInName);
    }
    let seen: String = name.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect();
    let mut ends = seen.rsplit('.').map(|end| end.trim().to_ascii_lowercase());
    let (last, before) = (ends.next().unwrap_or_default(), ends.next().unwrap_or_default());
    if !seen.contains('.') {
        return found;
    }
    let runs = RUNNING.contains(&last.as_str());
    if runs && seen.matches('.').count() > 1 && types::ALL.iter().any(|kind| kind.extensions.contains(&before.as_str()))
    {
        found.push(Caution::TwoEnds);
    }
    if runs {
        found.push(Caution::RunsByName);
    }
    let known = types::ALL.iter().any(|kind| kind.extensions.contains(&last.as_str()));
    if known && !is.extensions.contains(&last.as_str()) && !runs && is != types::UNKNOWN {
        found.push(Caution::OtherEnd);
    }
    found
}
