//! What the server's account may read of what it is to serve. Root, who mostly checks, may read everything.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf, absolute};

use rustix::fs::getxattr;

use super::Config;
use super::machine::Weakness;

const PASS: u32 = 0o1;
const READ: u32 = 0o4;
/// Where a list of further accounts stands: it says more than the mode does.
const ACL: &str = "system.posix_acl_access";

/// Files that the account whose data folder it is may not read, as root finds them.
pub(super) fn closed(config: &Config) -> Vec<Weakness> {
    let Ok(data) = config.data.metadata() else { return Vec::new() };
    let account = Account { uid: data.uid(), gid: data.gid() };
    if !rustix::process::geteuid().is_root() || account.uid == 0 {
        return Vec::new();
    }
    let told = |path: PathBuf| Some((account.stopped_at(&path)?, path));
    served(config).into_iter().filter_map(told).map(|(at, path)| weakness(config, &account, &at, &path)).collect()
}

/// Whoever serves: the owner of the data folder, with its group.
struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// The first step on the way to a file that is closed to the account; `None` also where there is no such file.
    fn stopped_at(&self, path: &Path) -> Option<PathBuf> {
        // As it is named, and where links lead.
        let ways = [absolute(path).ok()?, path.canonicalize().ok()?];
        let mut steps = ways.iter().flat_map(|way| {
            let mut steps: Vec<&Path> = way.ancestors().collect();
            steps.reverse();
            steps
        });
        let is_closed = |step: &&Path| {
            let is_end = ways.iter().any(|way| way == step);
            step.metadata().is_ok_and(|found| {
                // In a folder the names are known: to pass is enough.
                let wanted = if is_end && !found.is_dir() { READ } else { PASS };
                !self.may(&found, wanted) && getxattr(*step, ACL, &mut [0_u8; 0]).is_err()
            })
        };
        steps.find(is_closed).map(Path::to_owned)
    }

    /// Whether owner, group and mode let it do that.
    fn may(&self, found: &Metadata, wanted: u32) -> bool {
        let shift = if found.uid() == self.uid {
            6
        } else if found.gid() == self.gid {
            3
        } else {
            0
        };
        (found.mode() >> shift) & wanted == wanted
    }
}

/// All that a start reads, but for the data folder.
fn served(config: &Config) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for path in config.files() {
        let within = fs::read_dir(&path).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
        let texts: Vec<PathBuf> = within.filter(|path| path.extension().is_some_and(|end| end == "ftl")).collect();
        paths.push(path);
        paths.extend(texts);
    }
    paths.extend(config.clearnet.iter().flat_map(|web| [web.certificate.clone(), web.key.clone()]));
    paths
}

fn weakness(config: &Config, account: &Account, at: &Path, path: &Path) -> Weakness {
    let (folder, step) = (config.place.folder(), at.display());
    let what = format!(
        "the server's account (user {}, group {}) cannot read {}: {step} is closed to it, so that a start or a reload fails",
        account.uid,
        account.gid,
        path.display()
    );
    let is_ours = absolute(folder).is_ok_and(|folder| at.starts_with(folder));
    let mend = if is_ours {
        format!("chgrp {} {step} && chmod g+{} {step}", account.gid, if at.is_dir() { "rx" } else { "r" })
    } else {
        format!("put it into {}, where the server may read it", folder.display())
    };
    Weakness { about: "permissions", what, mend }
}
