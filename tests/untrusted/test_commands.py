"""Every command that renders takes `--untrusted`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from lessonpack.check.catalogue import explain
from lessonpack.cli import commands
from lessonpack.untrusted import process
from lessonpack.untrusted.messages import READY, Task


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

    def noted(task: Task) -> process.Ended:
        rendered.append(task.document)
        return process.Ended(READY, 1, is_late=False)

    monkeypatch.setattr(process, "run", noted)
    words = [word.format(tmp_path) for word in command]
    ran = CliRunner().invoke(commands, [*words, "--untrusted", "--today", "2026-11-01"])
    assert (ran.exit_code, "template/stopped" in ran.output, bool(rendered)) == (1, True, True)
    assert "Traceback" not in ran.output


def test_signing_takes_it_too() -> None:
    assert "--untrusted" in CliRunner().invoke(commands, ["sign", "--help"]).output


def test_a_computer_that_starts_no_process_is_told_with_status_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "run", lambda task: process.Ended(b"", 1, is_late=False))
    ran = CliRunner().invoke(commands, ["build", "water-cycle", "--untrusted", "--out", str(tmp_path)])
    assert (ran.exit_code, "env/no-process" in ran.output) == (3, True)


@pytest.mark.parametrize("code", ["template/stopped", "env/no-process"])
def test_the_codes_are_explained(code: str) -> None:
    assert explain(code)
