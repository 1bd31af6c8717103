//! What a command that was killed left of its work: a source's file, in the clear.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use rustix::process::geteuid;

use crate::harden::private_file;

const NAME: &str = ".amparo-";
const HEX_DIGITS: usize = 8;

/// What a workshop's folder is called.
pub(super) fn name(random: u32) -> String {
    format!("{NAME}{random:0HEX_DIGITS$x}")
}

/// Removes the workshops below a folder in which nobody works any more. Asks for the folder's lock: a workshop is made,
/// and held, under it.
pub(super) fn take_away(below: &Path) -> io::Result<()> {
    for entry in fs::read_dir(below)? {
        let entry = entry?;
        let found = entry.metadata()?;
        let is_ours = found.is_dir() && found.uid() == geteuid().as_raw();
        if is_ours && entry.file_name().to_str().is_some_and(is_name) {
            let path = entry.path();
            let Some(_held) = private_file::try_lock_folder(&path)? else { continue };
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    let random = name.strip_prefix(NAME).filter(|random| random.len() == HEX_DIGITS);
    random.is_some_and(|random| random.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
}
