//! What of a configuration, or of a file that it names, cannot be served.

use std::fmt;
use std::path::PathBuf;

/// How to mend a file that is there, and that we may not read.
pub const TO_BE_READ: &str = "run it as root; a server's own account: let it read that, by its group on the file and on the \
                              folders above (chgrp, chmod g+rX)";

/// Something cannot be served: what, where, why, and how to mend it.
#[derive(Debug)]
pub struct Fault {
    /// What cannot be done because of it.
    pub about: &'static str,
    /// The file: the configuration, a form, an operator's texts, a mark.
    pub file: PathBuf,
    /// The line in it, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.file.display(), self.what),
            None => write!(f, "{}: {}", self.file.display(), self.what),
        }
    }
}

impl std::error::Error for Fault {}
