//! The file of an organisation's own form, as a reviewer names it.

use std::path::Path;

use super::CommandError;
use crate::form::Form;
use crate::serving;

/// Reads the file of `--form`.
pub(super) fn own_form(path: &Path) -> Result<Form, CommandError> {
    serving::read_form(path).map_err(|error| {
        CommandError::failed(format!("the form {} cannot be used", path.display())).because(&error).mend(&error.mend)
    })
}
