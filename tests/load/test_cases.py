"""Case files: each is one complete small file; comments at its head say what is to be found in it, and where.

# ERROR 4:9 content/unknown-key
# HINT did you mean `title`?       (of the error above it; where it stands, it is compared)

The first part of a file's name tells its kind: module, policy, help, pack, set or theme. A file without ERROR is sound.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lessonpack.diagnostics import Diagnostic, LessonPackError
from lessonpack.load.files import load_help, load_module, load_plan, load_policy, load_set
from lessonpack.theme.load import ThemeFile, load_theme

CASES = Path(__file__).parent / "cases"
LOADERS: dict[str, Callable[[Path], object]] = {
    "module": lambda path: load_module(path, shown=path.name),
    "policy": lambda path: load_policy(path, shown=path.name),
    "help": lambda path: load_help(path, shown=path.name),
    "pack": lambda path: load_plan(path, shown=path.name),
    "set": lambda path: load_set(path, shown=path.name),
    "theme": lambda path: load_theme(ThemeFile("plain", path, path.name, path.parent), lambda name, file: None),
}


def findings(path: Path) -> tuple[Diagnostic, ...]:
    try:
        LOADERS[path.stem.partition("-")[0]](path)
    except LessonPackError as refused:
        return refused.diagnostics
    return ()


def expected(path: Path) -> list[tuple[str, str, str | None]]:
    """Place, code and, where the file says one, hint."""
    out: list[tuple[str, str, str | None]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if match := re.fullmatch(r"# ERROR (\d+:\d+) (\S+)", line):
            out.append((match.group(1), match.group(2), None))
        elif line.startswith("# HINT "):
            out[-1] = (*out[-1][:2], line.removeprefix("# HINT "))
    return out


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_is_read_with_exactly_the_findings_that_it_names(path: Path) -> None:
    wanted, found = expected(path), findings(path)
    hints = [hint for _, _, hint in wanted] + [None] * len(found)
    assert [
        (f"{d.span.line}:{d.span.column}" if d.span else "", d.code, None if hint is None else d.hint)
        for d, hint in zip(found, hints, strict=False)
    ] == wanted
    assert {d.span.file for d in found if d.span} <= {path.name}


def test_the_case_files_hold_every_code_that_reading_content_can_raise() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for layer in ("load", "model")
        for path in (Path(__file__).parents[2] / "src/lessonpack" / layer).glob("*.py")
    )
    raised = set(re.findall(r'"((?:yaml|content|help|policy)/[a-z-]+)"', source))
    shown = {code for path in CASES.glob("*.yaml") for _, code, _ in expected(path)}
    # One needs bytes that no text file holds, the other two files: test_source and test_overlay make them.
    assert raised - shown == {"yaml/encoding", "policy/raised"}
