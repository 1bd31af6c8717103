//! Landlock: which files the process reaches, by what it may do with them. All else that Landlock knows is
//! refused: other files, TCP ports, abstract sockets and signals of other processes.

use std::fs;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible as _, LandlockStatus, PathBeneath, PathFd,
    RestrictionStatus, Ruleset, RulesetAttr as _, RulesetCreated, RulesetCreatedAttr as _, RulesetError, RulesetStatus,
    Scope,
};

use super::{CageError, Lack, Reach};

/// The newest version whose rights are named here: Linux 6.12. What an older kernel lacks is left out.
const KNOWN: ABI = ABI::V6;

/// Where semaphores are made, which Python's pools of processes need. What is there already cannot be listed; who knows
/// its name can read it, if it is this user's.
const SHARED: &str = "/dev/shm";

/// Confines this thread and those that it starts.
pub(super) fn confine(reach: &Reach) -> Result<Vec<Lack>, CageError> {
    let mut ruleset = rules()?;
    for (paths, rights) in [
        (&reach.read_write, read_write()),
        (&reach.read_only, AccessFs::ReadFile | AccessFs::ReadDir),
        (&reach.remove_folders, AccessFs::RemoveDir.into()),
    ] {
        for path in paths {
            ruleset = allow(ruleset, path, rights)?;
        }
    }
    let threads = fs::read_dir("/proc/self/task").map_or(1, Iterator::count);
    let status = ruleset.restrict_self()?;
    Ok(lacks(&status, threads))
}

/// Confines a tool: `room` is its own, what is `installed` it may read and run, what is `asked` read, and write to
/// `nothing`.
pub(super) fn confine_tool(
    room: &Path,
    installed: &[PathBuf],
    asked: &[PathBuf],
    nothing: &Path,
) -> Result<(), CageError> {
    let mut ruleset = allow(rules()?, room, AccessFs::from_all(KNOWN))?;
    for path in installed {
        ruleset = allow(ruleset, path, AccessFs::Execute | AccessFs::ReadFile | AccessFs::ReadDir)?;
    }
    for path in asked {
        ruleset = allow(ruleset, path, AccessFs::ReadFile.into())?;
    }
    if Path::new(SHARED).is_dir() {
        let own = AccessFs::MakeReg | AccessFs::ReadFile | AccessFs::WriteFile | AccessFs::Truncate;
        ruleset = allow(ruleset, Path::new(SHARED), own | AccessFs::RemoveFile)?;
    }
    ruleset = allow(ruleset, nothing, AccessFs::ReadFile | AccessFs::WriteFile)?;
    match ruleset.restrict_self()?.ruleset {
        RulesetStatus::NotEnforced => Err(CageError::System(Lack::Landlock.to_string())),
        _ => Ok(()),
    }
}

/// Whether the kernel has Landlock, of any version.
pub(super) fn are_held() -> bool {
    let asked = Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
    asked.handle_access(AccessFs::from_all(ABI::V1)).and_then(Ruleset::create).is_ok()
}

/// Whether the kernel knows all that is refused here.
pub(super) fn are_held_whole() -> bool {
    let asked = Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
    let asked = asked.handle_access(AccessFs::from_all(KNOWN));
    let asked = asked.and_then(|rules| rules.handle_access(AccessNet::from_all(KNOWN)));
    asked.and_then(|rules| rules.scope(Scope::from_all(KNOWN))).and_then(Ruleset::create).is_ok()
}

fn rules() -> Result<RulesetCreated, CageError> {
    let handled = Ruleset::default()
        .handle_access(AccessFs::from_all(KNOWN))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(KNOWN)))
        .and_then(|rules| rules.scope(Scope::from_all(KNOWN)));
    Ok(handled.and_then(Ruleset::create)?)
}

/// What a store does with its folder. No device, socket, pipe or link is made, nothing is run.
fn read_write() -> BitFlags<AccessFs> {
    AccessFs::ReadFile
        | AccessFs::ReadDir
        | AccessFs::WriteFile
        | AccessFs::Truncate
        | AccessFs::MakeReg
        | AccessFs::MakeDir
        | AccessFs::RemoveFile
        | AccessFs::RemoveDir
        | AccessFs::Refer
}

fn allow(ruleset: RulesetCreated, path: &Path, rights: BitFlags<AccessFs>) -> Result<RulesetCreated, CageError> {
    let folder = path.is_dir();
    let rights = if folder { rights } else { rights & AccessFs::from_file(KNOWN) };
    let opened = PathFd::new(path).map_err(|error| CageError::Path(PathBuf::from(path), error.to_string()))?;
    Ok(ruleset.add_rule(PathBeneath::new(opened, rights))?)
}

impl From<RulesetError> for CageError {
    fn from(error: RulesetError) -> Self {
        Self::System(error.to_string())
    }
}

fn lacks(status: &RestrictionStatus, threads: usize) -> Vec<Lack> {
    let mut lacks = Vec::new();
    if status.ruleset == RulesetStatus::NotEnforced || !matches!(status.landlock, LandlockStatus::Available { .. }) {
        return vec![Lack::Landlock];
    }
    if status.ruleset == RulesetStatus::PartiallyEnforced {
        lacks.push(Lack::OldLandlock);
    }
    if threads > 1 && !status.all_threads {
        lacks.push(Lack::EarlierThreads(threads - 1));
    }
    lacks
}
