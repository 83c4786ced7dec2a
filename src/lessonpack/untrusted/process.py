"""Starts a child for one task, and reads no more and waits no longer than it must."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any

from lessonpack.untrusted.messages import MAX_ANSWER, Task

MAX_SECONDS = 60
"""Of the clock, for one document."""
_SECONDS_TO_END = 5
_CHUNK = 1 << 16
_START = "import sys; sys.path[:] = sys.argv[1:]; from lessonpack.untrusted.child import serve; serve()"


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a child."""

    said: bytes
    """What it wrote; one byte more than MAX_ANSWER where it wrote too much."""
    status: int
    """As `subprocess` has it: minus the signal that ended it."""
    is_late: bool


def run(task: Task) -> Ended:
    """The child's end. Raises OSError where no process can be started."""
    # A file, not a pipe: whoever does not read it does not stop us.
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryDirectory(prefix="lessonpack-", ignore_cleanup_errors=True) as empty,
    ):
        pickle.dump(task, given)
        given.seek(0)
        return _run(given, empty)


def _run(given: IO[bytes], empty: str) -> Ended:
    process = subprocess.Popen(  # noqa: S603  # no shell; Python itself
        [sys.executable, "-I", "-S", "-B", "-c", _START, *_places()],
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=empty,
        env=_environment(),
        bufsize=0,
        start_new_session=True,
    )
    said = bytearray()
    reader = Thread(target=_drain, args=(process.stdout, said), daemon=True)
    reader.start()
    try:
        reader.join(MAX_SECONDS)
        is_late = reader.is_alive()
        if not is_late and len(said) <= MAX_ANSWER:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_SECONDS_TO_END)
    finally:
        _end(process)
    # Where somebody else holds the other end of the pipe, nobody waits for it.
    reader.join(_SECONDS_TO_END)
    return Ended(bytes(said), process.returncode, is_late)


def _drain(pipe: Any, said: bytearray) -> None:
    with pipe:
        while len(said) <= MAX_ANSWER and (chunk := pipe.read(min(_CHUNK, MAX_ANSWER + 1 - len(said)))):
            said += chunk


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the child and whatever it may have started."""
    if sys.platform != "win32":
        # It leads a group of its own, which may outlive it.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _places() -> list[str]:
    """Where the child finds this program and its libraries: as this process does, but never in the current folder,
    which may be the stranger's."""
    program, here = str(Path(__file__).resolve().parents[2]), Path.cwd()
    others = (place for place in sys.path if place and Path(place).is_absolute() and Path(place) != here)
    return list(dict.fromkeys((program, *others)))


def _environment() -> dict[str, str]:
    """None; Windows starts no program without a word on where it is itself."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if sys.platform == "win32" and name in os.environ}
