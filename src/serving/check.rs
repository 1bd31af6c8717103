//! Whether a configuration can be served, without serving it.

use std::fmt;
use std::net::ToSocketAddrs as _;
use std::path::PathBuf;

use crate::portal;
use crate::portal::pages::Site;
use crate::roster::Roster;
use crate::seal::{Clock, Day};
use crate::store::DataFolder;

use super::desks::DEFAULT_FORM;
use super::disk::Disk;
use super::edition::Named;
use super::listeners;
use super::machine::{self, Weakness};
use super::{ClearnetError, Config, ServeError};

/// What can be served, and what is less than it could be.
pub struct Checked {
    /// The roster's version.
    pub roster: u64,
    /// Each desk's id and its form's.
    pub desks: Vec<(String, String)>,
    /// How full the disk is; `None` where there is no data folder yet.
    pub disk: Option<Disk>,
    /// What does not keep it from being served.
    pub warnings: Vec<Finding>,
    /// What of the machine and of the server's files is weaker than it could be.
    pub weaknesses: Vec<Weakness>,
}

/// Something to mend, where it stands.
pub struct Finding {
    /// The form's file or name.
    pub file: PathBuf,
    /// The line of it, from 1.
    pub line: usize,
    /// What it is.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file.display(), self.line, self.what)
    }
}

/// Reads all that serving would read, and says what is missing.
///
/// # Errors
/// As [`super::serve`] would refuse it.
pub fn check(config: &Config, clock: &Clock) -> Result<Checked, ServeError> {
    let named = Named::read(config)?;
    named.check(&config.data)?;
    let (roster, site): (&Roster, &Site) = (named.published.roster(), &named.site);
    for listen in [&config.portal.listen, &config.reviewing.listen] {
        if !listen.starts_with("unix:") {
            listen.to_socket_addrs().map_err(|error| ServeError::Bind(listen.clone(), error))?;
        }
    }
    let (certificate, closed) = open_web(config);
    let mut warnings: Vec<Finding> = config.look.warning(config)?.into_iter().collect();
    for desk in &site.desks {
        for lang in &site.languages {
            if let Some(more) = portal::too_much(site, *lang, desk) {
                let what = format!(
                    "its first page has {more} bytes more in {} than one answer holds, so that its size tells it from \
                     others; fold groups that can wait (`fold = true`)",
                    lang.own_name()
                );
                warnings.push(Finding { file: config.form_file(desk.id.as_str()), line: 1, what });
            }
            for (key, line) in desk.missing(*lang) {
                let what = format!("no text {key:?} in {}; English stands in where it has one", lang.own_name());
                warnings.push(Finding { file: config.form_file(desk.id.as_str()), line, what });
            }
        }
    }
    let desks = site.desks.iter().map(|desk| (desk.id.to_string(), desk.form.id.to_string())).collect();
    let disk = DataFolder::at(&config.data).and_then(|data| data.left()).ok();
    let disk = disk.map(|left| Disk::of(left, config.free()));
    let mut weaknesses = machine::weaknesses(config, roster, certificate, clock.today());
    weaknesses.extend(closed);
    weaknesses.extend(listeners::without_folder(config));
    Ok(Checked { roster: roster.text().version, desks, disk, warnings, weaknesses })
}

/// The first and the last day of the open web's certificate, and what would leave the open web closed at a start.
fn open_web(config: &Config) -> (Option<(Day, Day)>, Option<Weakness>) {
    let Some(clearnet) = &config.clearnet else { return (None, None) };
    let found = clearnet.listen.to_socket_addrs().map_err(|error| ClearnetError::Bind(clearnet.listen.clone(), error));
    match found.and_then(|_| clearnet.read()) {
        Ok(certificate) => (Some((certificate.begins(), certificate.ends())), None),
        Err(why) => {
            let what = format!("{why}: a start leaves the open web closed, and serves all else");
            (None, Some(Weakness { about: "open web", what, mend: why.mend() }))
        }
    }
}

impl Config {
    /// Where a desk's form stands: its path, or its name.
    fn form_file(&self, desk: &str) -> PathBuf {
        let entry = self.desks.iter().find(|entry| entry.id.get_ref() == desk);
        entry.map_or(DEFAULT_FORM, |entry| entry.form.as_str()).into()
    }
}
