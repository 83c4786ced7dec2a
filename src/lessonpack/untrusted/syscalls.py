"""Linux: a process that can ask the kernel for nothing but memory, the time, and to read and write what is open.

What is not in the list is refused: opening, looking for, moving or deleting files, connections, other processes and
signals to them. It is seccomp's filter; on other systems and processors there is none, and the limits alone hold.
"""

from __future__ import annotations

import platform
import struct
import sys

try:
    import ctypes
except ImportError:  # some builds of Python have none
    ctypes = None  # type: ignore[assignment]  # asked below

_ALLOWED = {
    "x86_64": (0xC000003E, {
        "read": 0, "write": 1, "close": 3, "fstat": 5, "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12,
        "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "sched_yield": 24, "mremap": 25, "madvise": 28,
        "nanosleep": 35, "getpid": 39, "exit": 60, "gettimeofday": 96, "gettid": 186, "futex": 202,
        "restart_syscall": 219, "clock_gettime": 228, "exit_group": 231, "getrandom": 318, "rseq": 334,
    }),
    "aarch64": (0xC00000B7, {
        "close": 57, "lseek": 62, "read": 63, "write": 64, "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98,
        "nanosleep": 101, "clock_gettime": 113, "sched_yield": 124, "restart_syscall": 128, "rt_sigaction": 134,
        "rt_sigprocmask": 135, "rt_sigreturn": 139, "gettimeofday": 169, "getpid": 172, "gettid": 178, "brk": 214,
        "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226, "madvise": 233, "getrandom": 278, "rseq": 293,
    }),
}  # fmt: skip
"""Processor -> its name in the kernel, and what may be called, by its number there."""
_LOAD, _IS_EQUAL, _RETURN = 0x20, 0x15, 0x06
_AT_NUMBER, _AT_PROCESSOR = 0, 4
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
"""The second: with the error number 1, which Python tells as PermissionError."""
_NO_NEW_PRIVILEGES, _SET_FILTER, _MODE = 38, 22, 2


def is_known() -> bool:
    """Whether this system and processor have a list."""
    # A program for another processor could call by other numbers.
    return sys.platform == "linux" and sys.maxsize > 2**32 and platform.machine() in _ALLOWED


def refuse_others() -> bool:
    """Calls that are not in the list fail from now on. False where the system has no such filter."""
    if not is_known() or ctypes is None:
        return False

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))

    library = ctypes.CDLL(None)
    steps = _steps(*_ALLOWED[platform.machine()])
    program = Program(len(steps) // 8, steps)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(library.prctl(_SET_FILTER, _MODE, ctypes.byref(program), 0, 0) == 0)


def _steps(processor: int, allowed: dict[str, int]) -> bytes:
    """The filter: each step has a code, how many steps to jump where it holds and where not, and a number."""
    numbers = sorted(allowed.values())
    steps = [(_LOAD, 0, 0, _AT_PROCESSOR), (_IS_EQUAL, 0, len(numbers) + 1, processor), (_LOAD, 0, 0, _AT_NUMBER)]
    steps += [(_IS_EQUAL, len(numbers) - place, 0, number) for place, number in enumerate(numbers)]
    steps += [(_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
