"""How a finding is shown: its line, a caret below its column, its hint."""

from __future__ import annotations

import pytest

from lessonpack.diagnostics import Diagnostic, LessonPackError, Severity, Span, error, explained, ordered, warning


def shown(text: str | None, line: int, column: int, *, hint: str = "") -> list[str]:
    return explained(error("a/b", Span("x.yaml", line, column), "wrong", hint=hint), lambda _: text).split("\n")


def test_the_line_is_shown_with_a_caret_below_the_column() -> None:
    assert shown("id: a\ntitle: b\n", 2, 8, hint="mend it") == [
        "x.yaml:2:8: error a/b: wrong",
        "    2 | title: b",
        "               ^",
        "  hint: mend it",
    ]


def caret_stands_below(lines: list[str]) -> str:
    return lines[1][lines[2].index("^") :][:1]


def test_tabs_and_controls_do_not_move_the_caret() -> None:
    lines = shown("a:\t\tX\x07Y\n", 1, 7)
    assert lines[1] == "    1 | a:  X Y"
    assert caret_stands_below(lines) == "Y"


@pytest.mark.parametrize(
    ("text", "span", "carets"),
    [
        ("title: bad words here", Span("x", 1, 8, 9), " " * 15 + "^" * 9),
        ("title: bad", Span("x", 1, 8, 99), " " * 15 + "^" * 3),
        ("t: 水の x", Span("x", 1, 7, 1), " " * 16 + "^"),
        ("t: 水の x", Span("x", 1, 4, 2), " " * 11 + "^" * 4),
        ("t: cafe\u0301s", Span("x", 1, 9, 1), " " * 15 + "^"),
    ],
)
def test_carets_stand_below_all_that_is_meant_in_columns_of_a_terminal(text: str, span: Span, carets: str) -> None:
    assert explained(error("a/b", span, "wrong"), lambda _: text).split("\n")[2] == carets


def test_places_that_begin_alike_are_one_however_wide() -> None:
    assert Span("x", 1, 8, 9) == Span("x", 1, 8)
    assert len(ordered([error("a/b", Span("x", 1, 8, 9), "m"), error("a/b", Span("x", 1, 8), "m")])) == 1


def test_paint_reaches_each_part_of_a_finding_once() -> None:
    said = explained(error("a/b", Span("x", 1, 1, 2), "m", hint="h"), lambda _: "abc", lambda part, w: f"<{part}:{w}>")
    assert said.split("\n") == [
        "<place:x:1:1:> <error:error a/b:> m",
        "<gutter:    1 | >abc",
        "        <caret:^^>",
        "  <hint:hint:> h",
    ]


@pytest.mark.parametrize("column", [1, 90, 111, 300, 1000])
def test_of_a_wide_line_the_part_around_the_column_is_shown(column: int) -> None:
    text = "." * (column - 1) + "X" + "." * (1000 - column)
    lines = shown(text, 1, column)
    assert caret_stands_below(lines) == "X"
    assert len(lines[1]) <= 120


def test_a_caret_may_stand_right_behind_the_end_of_its_line() -> None:
    assert shown("title: 'b", 1, 10)[1:] == ["    1 | title: 'b", "                 ^"]


@pytest.mark.parametrize(("text", "line"), [(None, 1), ("", 1), ("one\n", 2), ("one\n", 99)])
def test_where_there_is_no_such_line_none_is_shown(text: str | None, line: int) -> None:
    assert shown(text, line, 1) == [f"x.yaml:{line}:1: error a/b: wrong"]


def test_a_finding_without_a_place_asks_for_no_file() -> None:
    asked: list[str] = []
    assert explained(error("env/disk-full", None, "no room"), lambda name: asked.append(name)) == (
        "error env/disk-full: no room"
    )
    assert asked == []


def test_findings_are_ordered_by_place_and_told_once() -> None:
    far, near = error("z/z", Span("a.yaml", 10, 1), "far"), error("z/z", Span("a.yaml", 9, 30), "near")
    other, nowhere = warning("a/a", Span("b.yaml", 1, 1), "other"), error("env/lock", None, "nowhere")
    assert ordered([far, other, near, nowhere, far]) == (nowhere, near, far, other)


def test_an_error_carries_its_findings_in_order_and_says_each_in_a_line() -> None:
    second, first = error("a/b", Span("a", 2, 1), "second"), warning("a/b", Span("a", 1, 1), "first")
    raised = LessonPackError([second, first])
    assert raised.diagnostics == (first, second)
    assert str(raised) == "a:1:1: warning a/b: first\na:2:1: error a/b: second"


def test_the_keys_of_the_json_form_are_stable() -> None:
    assert error("a/b", Span("x", 3, 4), "m", hint="h").as_json() == {
        "code": "a/b", "severity": "error", "file": "x", "line": 3, "column": 4, "message": "m", "hint": "h",
        "item": None, "end_column": 5,
    }  # fmt: skip
    assert warning("env/font", None, "m").as_json() == {
        "code": "env/font", "severity": "warning", "file": None, "line": None, "column": None, "message": "m",
        "hint": None, "item": None, "end_column": None,
    }  # fmt: skip


def test_only_the_environment_is_to_blame_for_what_no_change_of_content_mends() -> None:
    assert Diagnostic("env/disk-full", "m").is_environment
    assert not Diagnostic("help/unbacked", "m").is_environment
    assert Diagnostic("a/b", "m").severity is Severity.ERROR
