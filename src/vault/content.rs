//! What a stranger's file really is, by its content, and what it could do to whoever opens it.
//!
//! Pure: looks at bytes and names that are handed in, and never at what the sender claims.

mod caution;
mod characters;
mod name;
mod office;
mod outside;
mod sniff;
mod types;

use std::io::{self, Read, Seek, SeekFrom};

use serde::Serialize;

use crate::seal::{ANY_MEDIA_TYPE, essence};
pub use caution::Caution;
use name::name_cautions;
use outside::Outside;
pub use types::FileType;

/// As much of a file's beginning as is looked at: beyond an ISO 9660 image's mark at 32 KiB.
const HEAD_BYTES: u64 = 64 * 1024;

/// What was found out about a file.
#[derive(Clone, Debug, Serialize)]
pub struct Examined {
    /// The type by its content.
    #[serde(flatten)]
    pub is: FileType,
    /// What the browser claimed agrees with it; `None` where nothing was claimed that says anything.
    pub as_claimed: Option<bool>,
    /// What it could do, and what its name hides.
    pub cautions: Vec<Caution>,
}

/// Looks at a file's content, and at the name and type that came with it.
///
/// # Errors
/// It cannot be read.
pub fn examine(file: &mut (impl Read + Seek), name: &str, claimed: &str) -> io::Result<Examined> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(HEAD_BYTES).read_to_end(&mut head)?;
    let mut is = sniff::sniff(&head);
    let mut cautions: Vec<Caution> = Vec::new();
    if is == types::ZIP {
        let listing = office::list(file)?;
        is = listing.file_type();
        if listing.has_macros() {
            cautions.push(Caution::Macros);
        }
        if is.caution() == Some(Caution::Office) {
            cautions.extend(match outside::look_through(file, &listing.members)? {
                Outside::Named => Some(Caution::Outside),
                Outside::Nothing if listing.whole => None,
                Outside::Nothing | Outside::Unread => Some(Caution::Unread),
            });
        }
    }
    // What it does say is more than what its kind can do.
    cautions.extend(is.caution().filter(|_| !cautions.contains(&Caution::Outside)));
    cautions.extend(name_cautions(name, is));
    let mut seen = std::collections::BTreeSet::new();
    cautions.retain(|caution| seen.insert(*caution));
    Ok(Examined { is, as_claimed: agrees(claimed, is), cautions })
}

/// What comes out when a video of the MPEG-4 family is rewrapped.
pub(super) const fn plain_mp4() -> FileType {
    types::MP4
}

/// Whether a claimed type, or family of types, is the one it is; `None` for a claim that says nothing.
fn agrees(claimed: &str, is: FileType) -> Option<bool> {
    let claimed = essence(claimed).to_ascii_lowercase();
    if claimed.is_empty() || claimed == ANY_MEDIA_TYPE {
        return None;
    }
    let family = claimed.strip_suffix('*').filter(|family| family.ends_with('/'));
    let is_it = |known: &str| family.map_or(known == claimed, |family| known.starts_with(family));
    Some(is_it(is.mime) || is.also.iter().any(|known| is_it(known)))
}

#[cfg(test)]
mod tests;
