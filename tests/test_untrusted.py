"""A process that renders for strangers: it gives what this one would give, and can do little else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from lessonpack import untrusted
from lessonpack.cli import commands
from lessonpack.diagnostics import LessonPackError
from lessonpack.render.sandbox import MAX_MARKUP
from lessonpack.render.templates import TemplateSet
from lessonpack.untrusted import rendered_apart
from tests.render.project import a_selection, templates

STUDENT = "{% import 'mine.html.j2' as m %}<p>{{ m.w(pack.context[0].as_of | day(language)) }} &amp; {{ '<b>' }}</p>"
MINE = "{% macro w(x) %}{{ x }}{% endmacro %}"
TAKEN_OVER = """
import sys; sys.path[:] = sys.argv[1:]
import json, os, socket
from lessonpack import untrusted
sys.stdin.buffer.read()
untrusted._give_up()
def tried(work):
    try:
        return repr(work())
    except BaseException as fault:
        return type(fault).__name__
print(json.dumps({"markup": " ".join(map(tried, [
    lambda: open("/etc/passwd"), lambda: open("taken", "w"), lambda: socket.socket(), lambda: os.pipe(),
    lambda: bytearray(1 << 31), lambda: sorted(set(os.environ) - {"LC_CTYPE"}),
]))}))
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds only the time")


def apart(made: TemplateSet) -> str:
    return rendered_apart(made.roots, made.name, "student", a_selection())


def refused(made: TemplateSet) -> str:
    with pytest.raises(LessonPackError) as caught:
        apart(made)
    return str(caught.value)


def started(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(untrusted, "_START", code)


def test_the_markup_is_the_same_as_here(tmp_path: Path) -> None:
    made = templates(tmp_path, student=STUDENT, mine=MINE)
    assert apart(made) == made.render("student", a_selection())


@pytest.mark.parametrize("student", ["<p>\n{{ nope }}", "{% if %}", "{% include '/etc/passwd' %}", "{{ 1 | nope }}",
                                     "{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 60])  # fmt: skip
def test_a_fault_is_told_as_here(student: str, tmp_path: Path) -> None:
    made = templates(tmp_path, student=student)
    with pytest.raises(LessonPackError) as caught:
        made.render("student", a_selection())
    assert refused(made) == str(caught.value)


@posix
def test_one_that_was_taken_over_opens_nothing_and_knows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "x")
    started(monkeypatch, TAKEN_OVER)
    memory = "MemoryError" if sys.platform == "linux" else apart(templates(tmp_path)).split()[4]
    assert apart(templates(tmp_path)) == f"OSError OSError OSError OSError {memory} []"


@pytest.mark.parametrize(
    "answer",
    ["", "x", "[]", "{}", "null", '{"markup": 1}', '{"faults": []}', '{"faults": [1]}', '{"faults": 7}', "[" * 100_000,
     json.dumps({"faults": [{"code": "gate/help", "file": "", "line": 1, "column": 1, "message": "", "hint": ""}]}),
     json.dumps({"markup": "a" * (MAX_MARKUP + 1)})],
)  # fmt: skip
def test_an_answer_that_is_none_stops_the_document(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(untrusted, "_answer", lambda given: answer.encode())
    said = "templates/standard/student.html.j2:1:1: error template/stopped: rendering was stopped:"
    assert refused(templates(tmp_path, student="")).startswith(said)


@pytest.mark.parametrize(
    "code", ["while True: pass", "while True: print('x' * 9999)", "1 / 0", "import os; os.abort()"]
)
def test_what_does_not_end_is_ended(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started(monkeypatch, code)
    monkeypatch.setattr(untrusted, "MAX_SECONDS", 1)
    assert "template/stopped" in refused(templates(tmp_path))


def test_words_for_the_terminal_hold_no_controls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = {"code": "template/failed", "file": "a", "line": 1, "column": 1, "message": "\x1b[2Jgone", "hint": None}
    monkeypatch.setattr(untrusted, "_answer", lambda given: json.dumps({"faults": [fault]}).encode())
    assert refused(templates(tmp_path)) == "a:1:1: error template/failed: [2Jgone"


@pytest.mark.parametrize(
    "command",
    [["check", "check-the-numbers"], ["show", "check-the-numbers", "--tree"],
     ["preview", "check-the-numbers", "--no-open"], ["build", "check-the-numbers", "--out", "{}/out"]],
    ids=lambda command: command[0],
)  # fmt: skip
def test_every_command_that_renders_takes_the_option(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []

    def noted(given: bytes) -> bytes:
        rendered.append("")
        return b""

    monkeypatch.setattr(untrusted, "_answer", noted)
    words = [word.format(tmp_path) for word in command]
    ran = CliRunner().invoke(commands, [*words, "--untrusted", "--today", "2026-11-01"])
    assert (ran.exit_code, "template/stopped" in ran.output, bool(rendered)) == (1, True, True)
