//! What the server's account may read of what it is to serve. Root, who mostly checks, may read everything.

use std::collections::BTreeMap;
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

/// Who is of which groups. Accounts that a directory service names stand elsewhere; the folder's group is known of them all the
/// same.
const PASSWD: &str = "/etc/passwd";
const GROUP: &str = "/etc/group";

/// Files that the account whose data folder it is may not read, as root finds them.
pub(super) fn closed(config: &Config) -> Vec<Weakness> {
    let Ok(data) = config.data.metadata() else { return Vec::new() };
    let [passwd, group] = [PASSWD, GROUP].map(|path| fs::read_to_string(path).unwrap_or_default());
    let account = Account { uid: data.uid(), gid: data.gid(), groups: groups_of(data.uid(), &passwd, &group) };
    if !rustix::process::geteuid().is_root() || account.uid == 0 {
        return Vec::new();
    }
    // A closed folder is told once, whatever lies in it.
    let mut closed: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for path in served(config) {
        if let Some(at) = account.stopped_at(&path) {
            closed.entry(at).or_default().push(path);
        }
    }
    closed.iter().map(|(at, paths)| weakness(config, &account, at, paths)).collect()
}

/// The groups of an account beside the data folder's, by the system's two files.
fn groups_of(uid: u32, passwd: &str, group: &str) -> Vec<u32> {
    let (mut names, mut groups) = (Vec::new(), Vec::new());
    for line in passwd.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        if let [name, _, id, gid, ..] = fields[..]
            && id.parse() == Ok(uid)
        {
            names.push(name);
            groups.extend(gid.parse::<u32>());
        }
    }
    for line in group.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        if let [_, _, gid, members] = fields[..]
            && members.split(',').any(|member| names.contains(&member.trim()))
        {
            groups.extend(gid.parse::<u32>());
        }
    }
    groups
}

/// Whoever serves: the owner of the data folder, with its group and those that the account has.
struct Account {
    uid: u32,
    gid: u32,
    groups: Vec<u32>,
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
        } else if found.gid() == self.gid || self.groups.contains(&found.gid()) {
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

fn weakness(config: &Config, account: &Account, at: &Path, paths: &[PathBuf]) -> Weakness {
    let (folder, step) = (config.place.folder(), at.display());
    let is_web = |path| config.clearnet.iter().any(|web| [&web.certificate, &web.key].contains(&path));
    let fails = if paths.iter().all(is_web) { "the open web stays closed" } else { "a start or a reload fails" };
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let what = format!(
        "the server's account (user {}, group {}) cannot read {}: {step} is closed to it, so that {fails}",
        account.uid,
        account.gid,
        paths.join(", ")
    );
    let is_ours = absolute(folder).is_ok_and(|folder| at.starts_with(folder));
    let mend = if is_ours {
        format!("chgrp {} {step} && chmod g+{} {step}", account.gid, if at.is_dir() { "rx" } else { "r" })
    } else {
        format!("put it into {}, where the server may read it", folder.display())
    };
    Weakness { about: "permissions", what, mend }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_reads_what_a_group_may_of_which_it_is_a_member() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\namparo:x:995:994::/var/lib/amparo:/usr/sbin/nologin\nodd\n";
        let group = "root:x:0:\nssl-cert:x:112:postgres,amparo\namparo:x:994:\nadm:x:4:amparo-2\nodd:x\n";
        assert_eq!(groups_of(995, passwd, group), [994, 112]);
        assert!(groups_of(996, passwd, group).is_empty() && groups_of(995, "", group).is_empty());

        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key.pem");
        fs::write(&key, "").unwrap();
        fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
        let found = key.metadata().unwrap();
        let of = |groups| Account { uid: found.uid() + 1, gid: found.gid() + 1, groups };
        assert!(of(vec![7, found.gid()]).may(&found, READ));
        assert!(!of(vec![7]).may(&found, READ));
    }
}
