//! The system calls of a server at work, each with its reason, and what becomes of all others.
//!
//! [`ALLOWED`] are let through. [`FATAL`] end the process at once: no bug of ours makes them, only somebody
//! who has broken in. [`ABSENT`] look as if the kernel did not know them, so that libraries take the older
//! way. Everything else fails with EPERM.

/// A system call.
pub struct Call {
    /// Its name, as the kernel and strace have it.
    pub name: &'static str,
    /// Its number here; `None` where this processor's kernel has no such call.
    pub number: Option<i64>,
    /// With which arguments; none: with all.
    pub only: Only,
    /// What it is needed for, or what it would be good for.
    pub why: &'static str,
}

/// Which arguments a call is let through with.
pub enum Only {
    /// Any.
    Any,
    /// Those of which one of these lines holds whole; said in words for the list.
    If(&'static str, &'static [&'static [Arg]]),
    /// The process itself as the first.
    Oneself,
}

/// One argument: where these bits of it are set in `mask`, they must be as in `value`.
pub struct Arg {
    /// Which, from 0.
    pub index: u8,
    /// The bits that are looked at.
    pub mask: u64,
    /// What they must be.
    pub value: u64,
}

/// `ioctl`: whether a descriptor blocks. A number of its own, as C libraries differ in its type.
const FIONBIO: u64 = 0x5421;

/// An argument that must be just this.
const fn is(index: u8, value: u64) -> Arg {
    Arg { index, mask: u64::MAX, value }
}

/// An argument that must have none of these bits.
const fn without(index: u8, bits: i32) -> Arg {
    Arg { index, mask: bits.cast_unsigned() as u64, value: 0 }
}

const fn bits(flags: i32) -> u64 {
    flags.cast_unsigned() as u64
}

/// A call that every processor's kernel has.
macro_rules! call {
    ($name:ident, $only:expr, $why:literal) => {
        Call { name: named(stringify!($name)), number: Some(libc::$name), only: $only, why: $why }
    };
    ($name:ident, $why:literal) => {
        call!($name, Only::Any, $why)
    };
}

/// A call that x86-64 has kept from its early days; later processors have its successor alone.
macro_rules! early_call {
    ($name:ident, $why:literal) => {
        Call {
            name: named(stringify!($name)),
            #[cfg(target_arch = "x86_64")]
            number: Some(libc::$name),
            #[cfg(not(target_arch = "x86_64"))]
            number: None,
            only: Only::Any,
            why: $why,
        }
    };
}

/// `SYS_read` is written `read`.
const fn named(constant: &'static str) -> &'static str {
    constant.split_at(4).1
}

const NO_CODE: Only = Only::If("without PROT_EXEC", &[&[without(2, libc::PROT_EXEC)]]);

/// What makes a namespace or another process of a clone.
const NOT_A_THREAD: i32 = libc::CLONE_NEWNS
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNET
    | libc::CLONE_NEWCGROUP
    | libc::CLONE_VFORK
    | libc::CLONE_PTRACE;

const A_THREAD: Only = Only::If(
    "CLONE_THREAD, no namespace",
    &[&[Arg { index: 0, mask: bits(libc::CLONE_THREAD | NOT_A_THREAD), value: bits(libc::CLONE_THREAD) }]],
);

const DESCRIPTOR_FLAGS: Only = Only::If(
    "F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC",
    &[
        &[is(1, bits(libc::F_GETFD))],
        &[is(1, bits(libc::F_SETFD))],
        &[is(1, bits(libc::F_GETFL))],
        &[is(1, bits(libc::F_SETFL))],
        &[is(1, bits(libc::F_DUPFD_CLOEXEC))],
    ],
);

/// The calls of a server at work.
pub const ALLOWED: &[Call] = &[
    // Connections that others make to us.
    call!(SYS_accept4, "taking a connection"),
    call!(SYS_recvfrom, "reading from a connection"),
    call!(
        SYS_sendto,
        Only::If("without address and MSG_FASTOPEN", &[&[without(3, libc::MSG_FASTOPEN), is(4, 0)]]),
        "writing to a connection"
    ),
    call!(SYS_shutdown, "ending a connection"),
    call!(SYS_getsockname, "which listener a connection came by"),
    call!(SYS_getpeername, "actix asks on each connection; the answer is dropped"),
    call!(SYS_getsockopt, "whether a connection has failed"),
    call!(
        SYS_setsockopt,
        Only::If(
            "TCP_NODELAY, SO_LINGER, SO_REUSEADDR",
            &[
                &[is(1, bits(libc::IPPROTO_TCP)), is(2, bits(libc::TCP_NODELAY))],
                &[is(1, bits(libc::SOL_SOCKET)), is(2, bits(libc::SO_LINGER))],
                &[is(1, bits(libc::SOL_SOCKET)), is(2, bits(libc::SO_REUSEADDR))],
            ]
        ),
        "answers leave without delay"
    ),
    call!(SYS_ioctl, Only::If("FIONBIO", &[&[is(1, FIONBIO)]]), "connections that do not block"),
    call!(
        SYS_socketpair,
        Only::If("AF_UNIX", &[&[is(0, bits(libc::AF_UNIX))]]),
        "tokio's handlers of signals wake its loop"
    ),
    // Waiting.
    early_call!(SYS_epoll_wait, "waiting for connections"),
    call!(SYS_epoll_pwait, "the same"),
    call!(SYS_epoll_create1, "an event loop for each worker"),
    call!(SYS_epoll_ctl, "what a loop waits for"),
    call!(SYS_eventfd2, "waking a loop from another thread"),
    early_call!(SYS_poll, "waiting for one descriptor"),
    call!(SYS_ppoll, "the same"),
    call!(SYS_nanosleep, "waiting for sled's lock"),
    call!(SYS_clock_nanosleep, "the same"),
    call!(SYS_clock_gettime, "the time, where the kernel does not give it without a call"),
    call!(SYS_restart_syscall, "the kernel goes on with a wait that a signal broke"),
    // Descriptors.
    call!(SYS_read, "parcels, the index, wake-ups"),
    call!(SYS_readv, "the same"),
    call!(SYS_write, "notes and replies, wake-ups, words to the operator"),
    call!(SYS_writev, "answers in pieces"),
    call!(SYS_close, "what is done with"),
    call!(SYS_fcntl, DESCRIPTOR_FLAGS, "flags of a descriptor"),
    call!(SYS_lseek, "reading a parcel from where a reviewer's download broke"),
    call!(SYS_pread64, "the index"),
    call!(SYS_pwrite64, "parcels, the index"),
    call!(SYS_fsync, "what is acknowledged is on the disk"),
    call!(SYS_fdatasync, "the same"),
    call!(SYS_sync_file_range, "parcels go to the disk while they grow; sled before it syncs"),
    call!(SYS_ftruncate, "the index's files"),
    call!(SYS_fallocate, "space held back for a full disk"),
    call!(SYS_flock, "one server for a data folder"),
    // Files, as far as Landlock lets them be reached.
    early_call!(SYS_open, "files of the data folder"),
    call!(SYS_openat, "the same"),
    early_call!(SYS_stat, "which files there are"),
    early_call!(SYS_lstat, "the same"),
    call!(SYS_fstat, "the same"),
    call!(SYS_newfstatat, "the same"),
    call!(SYS_statx, "the same"),
    call!(SYS_statfs, "how much space is left"),
    call!(SYS_fstatfs, "the same"),
    call!(SYS_getdents64, "what lies in a folder"),
    call!(SYS_getcwd, "where a path that does not begin with / begins"),
    early_call!(SYS_rename, "a parcel is kept by its rename"),
    early_call!(SYS_mkdir, "a day's folder"),
    early_call!(SYS_rmdir, "an old index"),
    early_call!(SYS_unlink, "parcels that were given up or withdrawn"),
    call!(SYS_renameat, "a parcel is kept by its rename"),
    call!(SYS_renameat2, "the same; a day's folder, laid anew, takes the place of the one before"),
    call!(SYS_linkat, "names of a day's folder are laid into a fresh one"),
    call!(SYS_mkdirat, "a day's folder"),
    call!(SYS_unlinkat, "parcels that were given up or withdrawn, an old index"),
    call!(SYS_utimensat, "files tell a day and nothing finer"),
    // Memory.
    call!(SYS_mmap, NO_CODE, "memory; never any to run"),
    call!(SYS_mprotect, NO_CODE, "the same"),
    call!(SYS_munmap, "memory given back"),
    call!(SYS_mremap, "the same, grown"),
    call!(SYS_madvise, "memory given back"),
    call!(SYS_brk, "memory"),
    // Threads.
    call!(SYS_clone, A_THREAD, "a worker thread"),
    call!(SYS_set_robust_list, "a thread begins"),
    call!(SYS_rseq, "the same"),
    call!(SYS_prctl, Only::If("PR_SET_NAME", &[&[is(0, bits(libc::PR_SET_NAME))]]), "a thread's name"),
    call!(SYS_gettid, "which thread this is"),
    call!(SYS_getpid, "which process this is"),
    call!(SYS_sched_getaffinity, "how many processors there are"),
    call!(
        SYS_setpriority,
        Only::If("oneself, to the lowest", &[&[is(0, 0), is(1, 0), is(2, 19)]]),
        "mailboxes stand behind testimonies"
    ),
    call!(SYS_sched_yield, "a lock is waited for"),
    call!(SYS_futex, "locks"),
    call!(SYS_exit, "a thread ends"),
    call!(SYS_exit_group, "the process ends"),
    // Signals.
    call!(SYS_rt_sigaction, "SIGINT and SIGTERM stop the server"),
    call!(SYS_rt_sigprocmask, "a thread begins or ends"),
    call!(SYS_rt_sigreturn, "a handler returns"),
    call!(SYS_sigaltstack, "overflowing stacks end the process"),
    call!(SYS_tgkill, Only::Oneself, "the process aborts"),
    // The rest.
    call!(SYS_getrandom, "keys, codenames, ids"),
    call!(SYS_sysinfo, "sled asks how much memory there is"),
    call!(
        SYS_prlimit64,
        Only::If("to read one's own", &[&[is(0, 0), is(2, 0)]]),
        "sled asks how much memory it may take"
    ),
];

/// What ends the process at once.
pub const FATAL: &[Call] = &[
    // Calling out.
    call!(SYS_connect, "a connection outwards"),
    call!(SYS_socket, "a socket of any kind"),
    // Other programs and processes.
    call!(SYS_execve, "running a program"),
    call!(SYS_execveat, "the same"),
    early_call!(SYS_fork, "a process of its own"),
    early_call!(SYS_vfork, "the same"),
    call!(SYS_ptrace, "reading and steering other processes"),
    call!(SYS_process_vm_readv, "the same"),
    call!(SYS_process_vm_writev, "the same"),
    call!(SYS_process_madvise, "the same"),
    call!(SYS_pidfd_open, "the same"),
    call!(SYS_pidfd_getfd, "taking other processes' descriptors"),
    call!(SYS_pidfd_send_signal, "signals to other processes"),
    call!(SYS_kcmp, "looking into other processes"),
    // Ways around this filter, and into the kernel.
    call!(SYS_io_uring_setup, "system calls that no filter sees"),
    call!(SYS_io_uring_enter, "the same"),
    call!(SYS_io_uring_register, "the same"),
    call!(SYS_bpf, "programs in the kernel"),
    call!(SYS_userfaultfd, "holding the kernel up, a tool of its exploits"),
    call!(SYS_perf_event_open, "watching the processor; many holes"),
    call!(SYS_add_key, "keys in the kernel, and many holes"),
    call!(SYS_request_key, "the same; starts a program"),
    call!(SYS_keyctl, "the same"),
    call!(SYS_init_module, "code in the kernel"),
    call!(SYS_finit_module, "the same"),
    call!(SYS_delete_module, "the same"),
    call!(SYS_kexec_load, "another kernel"),
    call!(SYS_reboot, "the machine's end"),
    early_call!(SYS_iopl, "devices without the kernel"),
    early_call!(SYS_ioperm, "the same"),
    early_call!(SYS_modify_ldt, "segments of the processor; many holes"),
    // Namespaces and mounts.
    call!(SYS_unshare, "a namespace in which more is allowed"),
    call!(SYS_setns, "the same"),
    call!(SYS_mount, "file systems where there were none"),
    call!(SYS_umount2, "the same"),
    call!(SYS_move_mount, "the same"),
    call!(SYS_open_tree, "the same"),
    call!(SYS_fsopen, "the same"),
    call!(SYS_fsconfig, "the same"),
    call!(SYS_fsmount, "the same"),
    call!(SYS_fspick, "the same"),
    call!(SYS_mount_setattr, "the same"),
    call!(SYS_pivot_root, "another root of all paths"),
    call!(SYS_chroot, "the same"),
    call!(SYS_open_by_handle_at, "files past all folders"),
    call!(SYS_swapon, "memory on a disk"),
    call!(SYS_swapoff, "the same"),
];

/// What looks as if the kernel did not know it: libraries try these first and have an older way.
pub const ABSENT: &[Call] = &[
    call!(SYS_clone3, "its flags lie in memory, where no filter sees them; `clone` takes its place"),
    call!(SYS_openat2, "`openat` takes its place"),
    call!(SYS_faccessat2, "nothing asks for access beforehand"),
    call!(SYS_copy_file_range, "`read` and `write` take its place"),
    call!(SYS_epoll_pwait2, "`epoll_pwait` takes its place"),
    call!(SYS_preadv2, "`pread64` takes its place"),
    call!(SYS_pwritev2, "`pwrite64` takes its place"),
    call!(SYS_mseal, "`mprotect` without it"),
];
