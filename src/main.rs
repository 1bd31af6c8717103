//! `amparo`: starts a command.

use std::process::ExitCode;

/// Freed memory is wiped: plaintext must not outlive its use in buffers of libraries either.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    amparo::cli::run()
}
