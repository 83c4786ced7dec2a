"""Slips in a theme read like slips in content: place, what is allowed, the nearest right name, an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.project import Project

# What is typed below `extends: standard` -> the words at the column of the fault, and parts of what is told.
SLIPS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "paper": ("paper: a44\n", "a44", ("is not one of 'a4' or 'letter'", "did you mean `a4`?", "Size of the paper")),
    "far paper": ("paper: legal-size\n", "legal-size", ("'a4' or 'letter'", "Size of the paper")),
    "key": ("papper: a4\n", "papper", ("did you mean `paper`?",)),
    "far key": ("xyzzy: a4\n", "xyzzy", ("known keys here:", "colours")),
    "key of a scale": ("scales: {young: {boddy: {size_pt: 3}}}\n", "boddy", ("did you mean `body`?",)),
    "colour": ("colours: {accent: blue}\n", "blue", ("#rrggbb", 'For example: accent: "#1f4e79"', "Headings")),
    "pale colour": ('colours: {text: "#cccccc"}\n', '"#cccccc"', ("at least 4.5:1", "Running text", "For example")),
    "number": ("punch_margin_mm: wide\n", "wide", ("a number is expected", "punched or bound")),
    "range": ("punch_margin_mm: 400\n", "400", ("at most 50.0 is allowed", "punched or bound")),
    "scale": ("teacher_scale: oldr\n", "oldr", ("there is no scale 'oldr'; the theme has", "by its name in `scales`")),
    "mark": ("draft_mark: outlin\n", "outlin", ("'filled' or 'outlined'", "did you mean `outlined`?")),
    "stress": ("scales: {young: {stress: bald}}\n", "bald", ("'bold' or 'italic'", "did you mean `bold`?")),
    "logo": ("school: {logo: {file: none.png, alt: Ours}}\n", "none.png", ("there is no such file", "PNG or JPEG")),
}  # fmt: skip


def refused(folder: Path, text: str) -> str:
    path = folder / "templates/standard/theme.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LessonPackError) as caught:
        _ = Project(folder).theme
    found = caught.value.diagnostics[0]
    assert found.span is not None
    assert found.span.file == "templates/standard/theme.yaml"
    line = text.split("\n")[found.span.line - 1]
    return line[found.span.column - 1 :][: found.span.width] + "|" + f"{found.message} {found.hint}"


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_points_at_its_words_and_says_what_may_stand_there(slip: str, tmp_path: Path) -> None:
    typed, words, parts = SLIPS[slip]
    at, _, told = refused(tmp_path, f"extends: standard\n{typed}").partition("|")
    assert at == words
    assert [part for part in parts if part not in told] == []


def test_a_theme_that_extends_a_mistyped_one_is_told_the_nearest(tmp_path: Path) -> None:
    at, _, told = refused(tmp_path, "extends: standrad\n").partition("|")
    assert (at, "did you mean `standard`?" in told) == ("standrad", True)
