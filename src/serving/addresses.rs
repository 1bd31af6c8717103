//! The two onion addresses: whether tor has their keys, and whether pages and roster name what it has.

use std::path::PathBuf;

use super::machine::Weakness;
use super::{Config, onion, torrc};
use crate::roster::{Interface, is_onion};

/// What is known of the addresses. Only who may look into tor's folder learns it.
#[derive(Default)]
pub(super) struct Addresses {
    /// Folders of services that the torrc names, without a secret key.
    pub(super) lost: Vec<PathBuf>,
    /// The onion service that the open web's pages name, and the one that tor has for sources.
    pub(super) open_web: Option<(String, String)>,
    /// The address that the roster names, and the one that tor has for reviewers.
    pub(super) reviewers: Option<(String, String)>,
}

impl Addresses {
    /// Holds what `torrc` names against the configuration and the roster's interface.
    pub(super) fn gather(config: &Config, interface: &Interface, torrc: &str) -> Self {
        let folder = |listen: &str| torrc::folder(torrc, listen);
        let (sources, reviewers) = (folder(&config.portal.listen), folder(&config.reviewing.listen));
        let known = |folder: &Option<PathBuf>| onion::known_host(folder.as_deref()?).ok()?;
        let named = config.clearnet.as_ref().map(|web| web.onion.clone()).filter(|onion| !onion.is_empty());
        let (host, port) = interface.address.rsplit_once(':').unwrap_or((&interface.address, ""));
        let ours = known(&reviewers).filter(|_| is_onion(host)).map(|host| format!("{host}:{port}"));
        Self {
            open_web: named.zip(known(&sources)),
            reviewers: ours.map(|ours| (interface.address.clone(), ours)),
            lost: [sources, reviewers].into_iter().flatten().filter(|folder| onion::is_lost(folder)).collect(),
        }
    }

    pub(super) fn weaknesses(&self) -> Vec<Weakness> {
        let weak = |what: String, mend: String| Weakness { about: "tor", what, mend };
        let lost = self.lost.iter().map(|folder| {
            weak(
                format!("{} has no key, and it is an address of this server", folder.display()),
                "bring it back from a backup before tor starts, which draws another: docs/compromise.md, \"The onion keys \
                 are lost\""
                    .to_owned(),
            )
        });
        let differ = |(named, known): &&(String, String)| !named.eq_ignore_ascii_case(known);
        let open_web = self.open_web.as_ref().filter(differ).map(|(named, known)| {
            weak(
                format!("pages on the open web send sources to {named}, and this server's onion service is {known}"),
                format!("onion = \"{known}\" below [clearnet], then a restart"),
            )
        });
        let reviewers = self.reviewers.as_ref().filter(differ).map(|(named, known)| {
            weak(
                format!("the roster sends reviewers to {named}, and this server's onion service is {known}"),
                format!(
                    "bring the key of the first back from a backup; where it is lost, the custodian writes {known} below \
                     [interface] in roster.toml, and signs"
                ),
            )
        });
        lost.chain(open_web).chain(reviewers).collect()
    }
}
