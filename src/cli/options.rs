//! Options that several commands take, each in one wording.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::vault::Beginning;

/// The server's configuration.
#[derive(clap::Args)]
pub(super) struct ConfigFile {
    /// The configuration
    #[arg(long, value_name = "FILE")]
    pub(super) config: PathBuf,
}

/// A submission.
#[derive(clap::Args)]
pub(super) struct OneId {
    /// The submission's id, or an unambiguous beginning of it; DESK/ID where two desks have one
    pub(super) id: Beginning,
}

/// Submissions.
#[derive(clap::Args)]
pub(super) struct Ids {
    /// The submissions' ids, or unambiguous beginnings of them; DESK/ID where two desks have one
    #[arg(required = true, value_name = "ID")]
    pub(super) ids: Vec<Beginning>,
}

/// What of a submission is not the source's.
#[derive(clap::Args)]
pub(super) struct Without {
    /// Go on as if this contested parcel were not the source's; may be given several times
    #[arg(long, value_name = "PARCEL")]
    pub(super) without: Vec<Beginning>,
}

/// A form that does not come with Amparo.
#[derive(clap::Args)]
pub(super) struct OwnForm {
    /// The form that was answered, when it is one of your organisation's own
    #[arg(long, value_name = "FILE")]
    pub(super) form: Option<PathBuf>,
}

/// The words of a form that does not come with Amparo.
#[derive(clap::Args)]
pub(super) struct OwnWords {
    /// The folder with your organisation's own texts: en.ftl, es.ftl, …
    #[arg(long, value_name = "DIR")]
    pub(super) texts: Option<PathBuf>,
}

/// How onion addresses are reached.
#[derive(clap::Args)]
pub(super) struct Tor {
    /// The SOCKS5 proxy for onion addresses [default: 127.0.0.1:9050]
    #[arg(long, value_name = "HOST:PORT")]
    pub(super) socks: Option<SocketAddr>,
}
