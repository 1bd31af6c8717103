use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::Path;

use zeroize::Zeroizing;

use super::CommandError;
use super::output::talk;

/// The bytes of a file, or with `-` of stdin, for `what` is to be written; `None` when there are more than `most`.
///
/// Whether they are text is looked at later: what was cut in the middle of a letter would be none.
pub(super) fn given_text(file: &Path, most: usize, what: &str) -> Result<Option<Zeroizing<Vec<u8>>>, CommandError> {
    // Its room is never outgrown: what a vector leaves behind is not wiped.
    let mut text = Zeroizing::new(Vec::with_capacity(2 * most));
    let enough = most as u64 + 1;
    let read = if file.as_os_str() == "-" {
        if io::stdin().is_terminal() {
            talk(&format!("Type the {what}; Ctrl-D on a line of its own ends it."));
        }
        io::stdin().lock().take(enough).read_to_end(&mut text)
    } else {
        File::open(file).and_then(|file| file.take(enough).read_to_end(&mut text))
    };
    read.map_err(|error| {
        CommandError::failed(format!("{} cannot be read", file.display()))
            .because(error)
            .mend("name a file with the text, or - to type it")
    })?;
    Ok((text.len() <= most).then_some(text))
}
