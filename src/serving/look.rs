//! `[look]`: the operator's own colours and mark, read and checked. (Decision 0036.)

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::portal::look::{Colour, Look, MOST_BYTES, Mark};

use super::check::Finding;
use super::{Config, Fault};

const ABOUT: &str = "the look cannot be used";

/// `[look]`. The path is taken from the configuration's own folder.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LookConfig {
    /// What links, buttons and the mark are painted with, `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<Spanned<String>>,
    /// The same on dark pages; else a lighter shade of `accent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent_dark: Option<Spanned<String>>,
    /// A small SVG or PNG in place of our mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Spanned<PathBuf>>,
}

impl LookConfig {
    /// Whether it is what a configuration without the table has.
    pub(super) const fn is_default(&self) -> bool {
        self.accent.is_none() && self.accent_dark.is_none() && self.mark.is_none()
    }

    /// The file of the mark.
    pub(super) fn file(&self, folder: &Path) -> Option<PathBuf> {
        self.mark.as_ref().map(|mark| folder.join(mark.get_ref()))
    }

    /// The look, if everybody can read it.
    pub(super) fn read(&self, config: &Config) -> Result<Look, Fault> {
        let colour = |key: &str, value: Option<&Spanned<String>>| {
            let read = |text: &Spanned<String>| {
                text.get_ref().parse::<Colour>().map_err(|()| {
                    let what = format!("`look.{key}` is {:?}, which is no colour", text.get_ref());
                    config.fault(ABOUT, text, what, "write it as six digits behind a hash, such as \"#1b5e53\"")
                })
            };
            value.map(read).transpose()
        };
        let light = colour("accent", self.accent.as_ref())?;
        let dark = colour("accent_dark", self.accent_dark.as_ref())?;
        let mark = self.mark.as_ref().map(|mark| read_mark(config, mark)).transpose()?;
        Look::new(light, dark, mark).map_err(|bad| {
            let place = if bad.key == "accent" { &self.accent } else { &self.accent_dark };
            let what = format!("`look.{}`: {}", bad.key, bad.what);
            let span = place.as_ref().map_or(0..0, Spanned::span);
            config.fault(ABOUT, &Spanned::new(span, ()), what, &bad.mend)
        })
    }

    /// What does not keep it from being used.
    pub(super) fn warning(&self, config: &Config) -> Result<Option<Finding>, Fault> {
        let look = self.read(config)?;
        let unseen = look.mark().is_some_and(Mark::is_svg).then_some(self.mark.as_ref()).flatten();
        Ok(unseen.map(|mark| Finding {
            file: config.place.file.clone(),
            line: config.place.line_of(mark.span().start).unwrap_or_default(),
            what: "Tor Browser draws no SVG at its level \"Safest\"; a PNG is drawn at every level".to_owned(),
        }))
    }
}

fn read_mark(config: &Config, named: &Spanned<PathBuf>) -> Result<Mark, Fault> {
    let path = config.place.folder().join(named.get_ref());
    let file = read_bounded(&path).map_err(|error| {
        let what = format!("the mark {} cannot be read: {error}", path.display());
        config.fault(ABOUT, named, what, "name a small SVG or PNG that the server's account may read")
    })?;
    Mark::read(&file).map_err(|bad| Fault {
        about: ABOUT,
        file: path,
        line: bad.line,
        what: bad.what,
        mend: "save it smaller, as a PNG or as a plain SVG of shapes alone, or leave `look.mark` out".to_owned(),
    })
}

/// As much of a file as tells whether it is too large.
fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = Vec::new();
    File::open(path)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut file)?;
    Ok(file)
}

impl Config {
    /// Something of the configuration itself that cannot be served.
    pub(super) fn fault<T>(&self, about: &'static str, at: &Spanned<T>, what: String, mend: &str) -> Fault {
        let line = self.place.line_of(at.span().start);
        Fault { about, file: self.place.file.clone(), line, what, mend: mend.to_owned() }
    }
}
