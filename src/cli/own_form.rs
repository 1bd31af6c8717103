//! The files of an organisation's own form, as a reviewer names them.

use std::path::Path;

use super::CommandError;
use crate::form::Form;
use crate::serving;
use crate::texts::OwnTexts;

/// Reads the file of `--form`.
pub(super) fn own_form(path: &Path) -> Result<Form, CommandError> {
    serving::read_form(path).map_err(|error| {
        CommandError::failed(format!("the form {} cannot be used", path.display())).because(&error).mend(&error.mend)
    })
}

/// Reads the folder of `--texts`; no texts where none is named.
pub(super) fn own_texts(folder: Option<&Path>) -> Result<OwnTexts, CommandError> {
    let Some(folder) = folder else { return Ok(OwnTexts::default()) };
    serving::read_texts(folder)?.ok_or_else(|| {
        CommandError::failed(format!("{} has no texts", folder.display()))
            .mend("name the folder that holds en.ftl, es.ftl, … as the server's configuration does")
    })
}
