"""What the child may ask the kernel for: a seccomp filter, by libseccomp (pyseccomp).

Namespaces take away what there is to reach; the filter takes away the ways to reach: no
new process, no new program, no mounts, no debugging of others, no sockets, no corners of
the kernel that notebooks never need. Where libseccomp is missing the grader goes without.
"""

import errno
import tempfile

# no process but this one: a fork bomb ends here, also for root, whom RLIMIT_NPROC spares
_PROCESSES = "fork vfork execve execveat"
_OTHERS = (
    "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp "
    "pidfd_open pidfd_getfd pidfd_send_signal tkill rt_sigqueueinfo rt_tgsigqueueinfo "
    "migrate_pages move_pages"
)
_SYSTEM = (
    "mount umount2 pivot_root chroot unshare setns mount_setattr move_mount open_tree "
    "fsopen fsmount fsconfig fspick swapon swapoff reboot sethostname setdomainname "
    "init_module finit_module delete_module kexec_load kexec_file_load acct quotactl "
    "settimeofday clock_settime clock_adjtime adjtimex ioperm iopl syslog lookup_dcookie "
    "nfsservctl vhangup personality uselib"
)
_CORNERS = (
    "bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register "
    "add_key request_key keyctl name_to_handle_at open_by_handle_at fanotify_init "
    "memfd_secret vmsplice landlock_create_ruleset"
)
# memory that belongs to no process, so that no limit counts it
_UNCOUNTED = "memfd_create shmget shmat shmctl semget semop msgget msgsnd"
# what Landlock does not watch; said to have worked, so that copying a file does
_MARKS = (
    "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes "
    "futimesat utimensat setxattr lsetxattr fsetxattr removexattr lremovexattr "
    "fremovexattr"
)
_NETWORK = "socket connect bind listen accept accept4"
_OF_OTHERS = (
    ("prlimit64", 0), ("sched_setaffinity", 0), ("sched_setscheduler", 0),
    ("sched_setparam", 0), ("sched_setattr", 0), ("setpriority", 0),
    ("setpriority", 1), ("ioprio_set", 1),
)  # fmt: skip
_CLONE_THREAD = 0x10000
_DEATH_SIGNAL = 1


def available() -> bool:
    """Whether libseccomp can be loaded, and makes filters for this machine."""
    try:
        import pyseccomp

        return pyseccomp.SyscallFilter(pyseccomp.ALLOW) is not None
    except (ImportError, OSError, RuntimeError):
        return False


def compiled(pid: int, alone: bool = False) -> bytes:
    """The filter for the process that will have this number, as the kernel takes it.

    Made once, in the warm parent: in a pid namespace every child has number 1. `alone`:
    without namespaces, so that files outside can be named.
    """
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    denied = pyseccomp.ERRNO(errno.EPERM)
    for group in (_PROCESSES, _OTHERS, _SYSTEM, _CORNERS, _UNCOUNTED, _NETWORK):
        for name in group.split():
            _add(rules, denied, name)
    for name in _MARKS.split() if alone else ():
        _add(rules, pyseccomp.ERRNO(0), name)
    _threads_only(rules, pyseccomp, denied)
    _itself_only(rules, pyseccomp, denied, pid)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _add(rules, action, name, *arguments):
    try:
        rules.add_rule(action, name, *arguments)
    except OSError as error:  # a call that this machine or libseccomp does not know
        if error.errno not in (errno.EDOM, errno.EFAULT, errno.EINVAL):
            raise


def _threads_only(rules, seccomp, denied):
    """Threads may be made, processes not. clone3 hides its flags from filters: with
    ENOSYS the C library takes clone instead, with EPERM it would give up threads."""
    _add(rules, seccomp.ERRNO(errno.ENOSYS), "clone3")
    thread = seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0)
    _add(rules, denied, "clone", thread)


def _itself_only(rules, seccomp, denied, pid):
    """Signals, limits and priorities of this process only (also without namespaces)."""
    for name in ("kill", "tgkill"):
        _add(rules, denied, name, seccomp.Arg(0, seccomp.NE, pid))
    for name, place in _OF_OTHERS:
        _add(rules, denied, name, seccomp.Arg(place, seccomp.NE, 0))
    low_half = seccomp.Arg(0, seccomp.MASKED_EQ, 0xFFFFFFFF, _DEATH_SIGNAL)
    _add(rules, denied, "prctl", low_half)
