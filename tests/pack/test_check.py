"""`lessonpack check` as an editor's friend: forms of output, colours, and mending."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from lessonpack.api import unpainted
from lessonpack.commands.shared import paint_for, painted, summary
from lessonpack.diagnostics import error, warning
from tests.gate.projects import a_project
from tests.gate.test_gate import FULL
from tests.modules import ROOT
from tests.pack.test_cli import DAY, run

__all__ = ["run"]


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("environment", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"CLICOLOR": "1"}, True, True),
        ({"CLICOLOR": "1"}, False, False),
        ({"CLICOLOR_FORCE": "1", "FORCE_COLOR": "1"}, False, False),
        ({"CLICOLOR": "0"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": "1", "CLICOLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colours_are_for_terminals_whose_owner_wants_them(
    environment: dict[str, str], terminal: bool, coloured: bool
) -> None:
    paint = paint_for(Stream(terminal=terminal), environment)
    assert (paint is painted) == coloured
    assert (paint is unpainted) != coloured
    assert ("\x1b[" in paint("error", "x")) == coloured


def test_a_pipe_gets_no_escapes_and_a_summary_at_its_end(run: Any, tmp_path: Path) -> None:
    answer = run("check", "--project", a_project(tmp_path, FULL).folder, *DAY)
    assert "\x1b" not in answer.out + answer.err
    assert answer.out.endswith(" in 1 module\n")
    assert answer.out.startswith("0 errors, ")


def test_the_summary_counts_in_words_that_fit() -> None:
    found = [error("a/b", None, "m"), warning("a/b", None, "m"), warning("a/b", None, "n")]
    assert summary(found, 2) == "1 error, 2 warnings, 0 notes in 2 modules"
    assert summary([], 1) == "0 errors, 0 warnings, 0 notes in 1 module"


def test_findings_of_all_modules_are_sorted_by_place(run: Any, tmp_path: Path) -> None:
    folder = a_project(tmp_path, FULL).folder
    found = json.loads(run("check", "--format", "json", "--project", folder, *DAY).out)
    places = [(d["file"], d["line"], d["column"]) for d in found]
    assert places == sorted(places)
    assert (
        run("check", "--json", "--project", folder, *DAY).out == json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    )


def test_sarif_is_one_log_on_standard_output_also_of_a_theme_that_is_broken(run: Any, tmp_path: Path) -> None:
    folder = a_project(tmp_path, FULL).folder
    theme = folder / "templates/standard/theme.yaml"
    theme.parent.mkdir(parents=True, exist_ok=True)
    theme.write_text("extends: standard\npaper: a5\n", encoding="utf-8")
    answer = run("check", "--format", "sarif", "--project", folder, *DAY)
    assert answer.code == 1
    (result,) = json.loads(answer.out)["runs"][0]["results"]
    assert result["ruleId"] == "content/wrong-value"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "templates/standard/theme.yaml"
    assert place["region"] == {"startLine": 2, "startColumn": 8, "endColumn": 10}


# ---- mending ---------------------------------------------------------------------------------------------------------

WATER = (ROOT / "content/water-cycle/module.yaml").read_text(encoding="utf-8")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "content/water-cycle/module.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(WATER.replace("date: 1993\n", "date: May 1993 # of the book\n"), encoding="utf-8")
    return tmp_path


def test_fix_mends_tells_and_checks_what_is_left(run: Any, faulty: Path) -> None:
    answer = run("check", "--fix", "--project", faulty, *DAY)
    assert (answer.code, answer.out[:9]) == (0, "0 errors,")
    line = WATER[: WATER.index("date: 1993\n")].count("\n") + 1
    said = f"content/water-cycle/module.yaml:{line}:11: fixed date: 'May 1993' is written 1993-05"
    assert answer.err.splitlines()[0] == said
    text = (faulty / "content/water-cycle/module.yaml").read_text(encoding="utf-8")
    assert text == WATER.replace("date: 1993\n", "date: 1993-05 # of the book\n")
    assert "fixed" not in run("check", "--fix", "--project", faulty, *DAY).err


def test_a_dry_run_prints_a_diff_changes_nothing_and_answers_1_where_there_is_something_to_do(
    run: Any, faulty: Path
) -> None:
    path = faulty / "content/water-cycle/module.yaml"
    before = path.read_bytes()
    answer = run("check", "--fix", "--dry-run", "--project", faulty, *DAY)
    assert answer.code == 1
    assert answer.out.startswith("--- a/content/water-cycle/module.yaml\n+++ b/content/water-cycle/module.yaml\n@@ ")
    assert "\n-    date: May 1993 # of the book\n+    date: 1993-05 # of the book\n" in answer.out
    assert path.read_bytes() == before
    run("check", "--fix", "--project", faulty, *DAY)
    answer = run("check", "--fix", "--dry-run", "--project", faulty, *DAY)
    assert (answer.code, answer.out, answer.err) == (0, "", "")


def test_a_file_that_is_no_yaml_is_left_and_told(run: Any, faulty: Path) -> None:
    path = faulty / "content/water-cycle/module.yaml"
    path.write_text("a: 'b  \n", encoding="utf-8")
    answer = run("check", "--fix", "--project", faulty, *DAY)
    assert answer.code == 1
    assert "error yaml/syntax" in answer.err
    assert path.read_text(encoding="utf-8") == "a: 'b  \n"


def test_modules_of_the_program_are_not_changed_and_a_dry_run_alone_is_wrong_usage(run: Any, tmp_path: Path) -> None:
    answer = run("check", "water-cycle", "--fix", "--dry-run", "--project", tmp_path, *DAY)
    assert (answer.code, answer.err) == (0, "water-cycle comes with lessonpack; only your own modules are changed\n")
    answer = run("check", "--dry-run", "--project", tmp_path)
    assert answer.code == 2
    assert "--dry-run goes with --fix" in answer.err
