//! seccomp: which system calls are let through, by three filters of which the strictest counts.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    apply_filter_all_threads,
};

use super::calls::{ABSENT, ALLOWED, Arg, Call, FATAL, Only};
use super::{CageError, Lack};

/// Filters this thread, those that run and those that will.
pub(super) fn confine() -> Result<Option<Lack>, CageError> {
    // What allows least comes last: it does not allow another filter.
    let filters = [
        program(ABSENT, SeccompAction::Errno(libc::ENOSYS.cast_unsigned()), SeccompAction::Allow)?,
        program(FATAL, SeccompAction::KillProcess, SeccompAction::Allow)?,
        allow_list()?,
    ];
    for filter in &filters {
        match apply_filter_all_threads(filter) {
            Ok(()) => {}
            Err(error @ (seccompiler::Error::Prctl(_) | seccompiler::Error::Seccomp(_))) => {
                return Ok(Some(Lack::Seccomp(error.to_string())));
            }
            Err(error) => return Err(CageError::System(error.to_string())),
        }
    }
    Ok(None)
}

/// What a tool does that only works on files: it runs others like it, and does nothing else of what ends a server.
const OF_A_TOOL: [&str; 4] = ["execve", "execveat", "fork", "vfork"];

/// Filters a tool: no socket, and nothing that leads into other processes or the kernel. It is refused, not ended:
/// libraries try much.
pub(super) fn confine_tool() -> Result<(), CageError> {
    let refused = FATAL.iter().filter(|call| !OF_A_TOOL.contains(&call.name));
    let filter = compile(refused, SeccompAction::Errno(libc::EPERM.cast_unsigned()), SeccompAction::Allow)?;
    apply_filter_all_threads(&filter).map_err(|error| CageError::System(error.to_string()))
}

/// What is absent passes here too, or the refusal of this filter would hide the other's.
fn allow_list() -> Result<BpfProgram, CageError> {
    let calls = ALLOWED.iter().chain(ABSENT);
    compile(calls, SeccompAction::Allow, SeccompAction::Errno(libc::EPERM.cast_unsigned()))
}

fn program(calls: &[Call], on: SeccompAction, otherwise: SeccompAction) -> Result<BpfProgram, CageError> {
    compile(calls.iter(), on, otherwise)
}

fn compile<'a>(
    calls: impl Iterator<Item = &'a Call>,
    on: SeccompAction,
    otherwise: SeccompAction,
) -> Result<BpfProgram, CageError> {
    let failed = |error: seccompiler::BackendError| CageError::System(error.to_string());
    let mut rules = BTreeMap::new();
    for call in calls {
        if let Some(number) = call.number {
            rules.insert(number, rules_of(&call.only).map_err(failed)?);
        }
    }
    let arch = std::env::consts::ARCH.try_into().map_err(failed)?;
    let filter = SeccompFilter::new(rules, otherwise, on, arch).map_err(failed)?;
    filter.try_into().map_err(failed)
}

/// One rule for each way in which a call's arguments may be; none for a call that is let through with all.
fn rules_of(only: &Only) -> Result<Vec<SeccompRule>, seccompiler::BackendError> {
    match only {
        Only::Any => Ok(Vec::new()),
        Only::If(_, ways) => {
            ways.iter().map(|way| SeccompRule::new(way.iter().map(condition).collect::<Result<_, _>>()?)).collect()
        }
        Only::Oneself => {
            let oneself = Arg { index: 0, mask: u64::MAX, value: u64::from(std::process::id()) };
            Ok(vec![SeccompRule::new(vec![condition(&oneself)?])?])
        }
    }
}

/// The kernel looks at the whole register, and so do we: but what is declared as `int` has no upper half.
fn condition(arg: &Arg) -> Result<SeccompCondition, seccompiler::BackendError> {
    let pointer = arg.mask == u64::MAX && arg.value == 0;
    let len = if pointer { SeccompCmpArgLen::Qword } else { SeccompCmpArgLen::Dword };
    SeccompCondition::new(arg.index, len, SeccompCmpOp::MaskedEq(arg.mask), arg.value)
}
