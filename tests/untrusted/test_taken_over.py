"""A child that somebody has taken over can do little, and not for long."""

from __future__ import annotations

import json
import struct
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from lessonpack.render.sources import Files
from lessonpack.untrusted import limits, process, syscalls
from lessonpack.untrusted.messages import MAX_ANSWER, Task
from lessonpack.untrusted.syscalls import is_known
from tests.render.project import a_selection
from tests.untrusted.apart import instead, refused, untrusted

SELECTION = a_selection()
READIES = """
import os
from lessonpack.untrusted.messages import READY
def say():
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds only the time")
linux = pytest.mark.skipif(sys.platform != "linux", reason="the limit holds on Linux")

TRIES = """
import json, os, socket, subprocess, sys
from lessonpack.untrusted.limits import give_up
from lessonpack.untrusted.messages import READY, Answer, written
try:
    at_first = os.listdir(".")
    give_up()
    def tried(work):
        try:
            return "done " + repr(work())
        except BaseException as fault:
            return type(fault).__name__
    found = {name: tried(work) for name, work in {
        "read": lambda: open("/etc/passwd"), "write": lambda: open("taken", "w"), "list": lambda: os.listdir("/"),
        "connect": lambda: socket.socket(), "pipe": lambda: os.pipe(), "fork": lambda: os.fork(),
        "start": lambda: subprocess.run(["true"]), "memory": lambda: bytearray(1 << 31),
        "folder": lambda: os.mkdir("taken"), "delete": lambda: os.unlink("taken"),
        "signal": lambda: os.kill(os.getppid(), 0), "replace": lambda: os.execv("/bin/true", ["true"]),
    }.items()}
    found["environment"] = sorted(set(os.environ) - {"LC_CTYPE"})
    found["empty folder"] = at_first
except BaseException as fault:
    found = {"fault": repr(fault)}
os.write(1, READY + written(Answer(json.dumps(found))))
"""


@posix
def test_it_opens_nothing_starts_nothing_and_knows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    instead(monkeypatch, TRIES)
    found = json.loads(untrusted(tmp_path).render("student", SELECTION))
    memory = found.pop("memory")
    assert memory == "MemoryError" or sys.platform != "linux"
    assert [found.pop(part) for part in ("environment", "empty folder")] == [[], []]
    if is_known():
        assert found == dict.fromkeys(found, "PermissionError")
    else:
        needs_files = ("read", "write", "list", "connect", "pipe", "start")
        assert {part: found[part] for part in needs_files} == dict.fromkeys(needs_files, "OSError")
        assert found["fork"] == "BlockingIOError"


@posix
def test_limits_hold_where_the_kernel_has_no_filter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = "from lessonpack.untrusted import limits\nlimits.refuse_others = lambda: False\n"
    instead(monkeypatch, without + TRIES.replace('"signal"', '"last"').replace("os.execv(", "str("))
    found = json.loads(untrusted(tmp_path).render("student", SELECTION))
    tried = {part: found[part] for part in ("read", "write", "list", "connect", "pipe", "start", "fork")}
    assert tried == {**dict.fromkeys(tried, "OSError"), "fork": "BlockingIOError"}


@linux
def test_each_processor_s_filter_lets_through_its_list_and_no_more() -> None:
    for processor, allowed in syscalls._ALLOWED.values():
        steps = list(struct.iter_unpack("=HBBI", syscalls._steps(processor, allowed)))
        passed = {number for number in range(1_000) if _filtered(steps, processor, number)}
        assert passed == set(allowed.values())
        assert not any(_filtered(steps, processor + 1, number) for number in range(1_000))
        assert not any(_filtered(steps, processor, 0x40000000 + number) for number in range(1_000))


def _filtered(steps: list[tuple[Any, ...]], processor: int, number: int) -> bool:
    """Runs the filter as the kernel does: True where it lets the call through."""
    at, loaded = 0, 0
    while True:
        code, holds, fails, value = steps[at]
        if code == syscalls._RETURN:
            return bool(value == syscalls._ALLOW)
        if code == syscalls._LOAD:
            loaded = {syscalls._AT_NUMBER: number, syscalls._AT_PROCESSOR: processor}[value]
        else:
            at += holds if loaded == value else fails
        at += 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("say()\nwhile True: pass", "it takes more than 2 seconds"),
        ("say()\nimport time; time.sleep(60)", "it takes more than 2 seconds"),
        ("say()\nwhile True: sys.stdout.buffer.write(b'x' * 99999)", "its process says more than any template makes"),
        ("say()\nos.abort()", "its process ended before its time, with status "),
        ("say()\nos._exit(3)", "its process ended before its time, with status 3"),
        ("say()\nos._exit(0)", "its process says what no template makes"),
    ],
    ids=["spins", "sleeps", "floods", "aborts", "fails", "says nothing"],
)
def test_what_does_not_end_well_is_ended(code: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, READIES + code)
    monkeypatch.setattr(process, "MAX_SECONDS", 2)
    started = time.monotonic()
    (finding,) = refused(untrusted(tmp_path, student=""))
    assert (finding.code, str(finding.span)) == ("template/stopped", "templates/standard/student.html.j2:1:1")
    assert said in finding.message
    assert finding.hint
    assert time.monotonic() - started < 2 + 10


def test_a_flood_costs_no_more_memory_than_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, READIES + "say()\nfor _ in range(40_000): sys.stdout.buffer.write(b'x' * 100_000)")
    held = Files((), ()).held()
    ended = process.run(Task(held, "standard", (), None, "student", SELECTION))
    assert (len(ended.said), ended.is_late) == (MAX_ANSWER + 1, False)


@linux
def test_the_processor_s_time_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, READIES + "from lessonpack.untrusted import limits\nlimits.MAX_CPU_SECONDS = 2\n"
                         "limits.give_up()\nsay()\nwhile True: pass")  # fmt: skip
    (finding,) = refused(untrusted(tmp_path))
    assert f"more than {limits.MAX_CPU_SECONDS} seconds of the processor" in finding.message


@posix
def test_a_grandchild_that_holds_the_pipe_is_ended_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, READIES + "say()\nimport time\nif os.fork() == 0: time.sleep(60)")
    monkeypatch.setattr(process, "MAX_SECONDS", 2)
    started = time.monotonic()
    assert [d.code for d in refused(untrusted(tmp_path))] == ["template/stopped"]
    assert time.monotonic() - started < 12


@posix
def test_nobody_waits_for_one_that_has_left_the_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "say()\nimport time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(12)"
    instead(monkeypatch, READIES + code)
    monkeypatch.setattr(process, "MAX_SECONDS", 2)
    monkeypatch.setattr(process, "_SECONDS_TO_END", 1)
    started = time.monotonic()
    assert [d.code for d in refused(untrusted(tmp_path))] == ["template/stopped"]
    assert time.monotonic() - started < 10


def test_a_child_that_does_not_start_is_no_fault_of_the_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, "import no_such_module")
    (finding,) = refused(untrusted(tmp_path))
    assert (finding.code, finding.is_environment) == ("env/no-process", True)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nope"))
    (finding,) = refused(untrusted(tmp_path))
    assert finding.code == "env/no-process"


def test_libraries_are_not_taken_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "jinja2.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "<h1" in untrusted(tmp_path, student="<h1>A</h1>").render("student", SELECTION)
