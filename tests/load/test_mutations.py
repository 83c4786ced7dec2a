"""Whatever is done to a module file, reading it gives a module or findings inside the file, never another exception."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessonpack.diagnostics import Diagnostic, LessonPackError
from lessonpack.load.files import read_module

GOOD = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")
FILE = "content/roads/module.yaml"


def findings(data: bytes) -> tuple[Diagnostic, ...]:
    """What reading the bytes finds; checks that each finding stands inside them."""
    try:
        read_module(data, FILE)
        found: tuple[Diagnostic, ...] = ()
    except LessonPackError as refused:
        found = refused.diagnostics
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for diagnostic in found:
        assert diagnostic.span is not None
        assert diagnostic.span.file == FILE
        assert 1 <= diagnostic.span.line <= lines + 1
        assert diagnostic.span.column >= 1
        assert diagnostic.message.isprintable()
    return found


def replaced(old: str, new: str) -> Callable[[str], str]:
    def operator(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return operator


def without_line(start: str) -> Callable[[str], str]:
    def operator(text: str) -> str:
        lines = text.split("\n")
        kept = [line for line in lines if not line.lstrip(" -").startswith(start)]
        assert len(kept) < len(lines), start
        return "\n".join(kept)

    return operator


def followed_by(more: str) -> Callable[[str], str]:
    return lambda text: text + more


BOMB = "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 10)}]\n" for n in range(1, 9))

# What is done -> the operator, and the codes that it must raise; none: the module is as good as before.
OPERATORS: dict[str, tuple[Callable[[str], str], set[str]]] = {
    "nothing": (replaced("road", "road"), set()),
    "key dropped": (without_line("minutes:"), {"content/missing-key"}),
    "key dropped in an item": (without_line("answer:"), {"content/missing-key"}),
    "rating dropped": (without_line("topics:"), set()),
    "key renamed": (replaced("purpose:", "purposes:"), {"content/missing-key", "content/unknown-key"}),
    "key in capitals": (replaced("title:", "Title:"), {"content/missing-key", "content/unknown-key"}),
    "key repeated": (replaced("minutes: 45", "minutes: 45\nminutes: 45"), {"yaml/duplicate-key"}),
    "list for a text": (replaced("text: The edge of a road.", "text: [The edge]"), {"content/not-text"}),
    "text for a list": (replaced("steps: [Walk., Look.]", "steps: Walk."), {"content/wrong-value"}),
    "text for a mapping": (replaced("{traffic: 1}", "traffic"), {"content/wrong-value"}),
    "mapping for a text": (replaced("unit: crossings", "unit: {a: b}"), {"content/not-text"}),
    "nothing for a text": (replaced("unit: crossings", "unit:"), {"content/not-text"}),
    "empty text": (replaced("unit: crossings", 'unit: ""'), {"content/empty"}),
    "duplicate id": (replaced("id: report", "id: kerb"), {"content/duplicate-id", "content/dangling-reference"}),
    "id renamed": (replaced("- id: report", "- id: raport"), {"content/dangling-reference"}),
    "id in capitals": (replaced("- id: report", "- id: Report"), {"content/dangling-reference", "content/wrong-value"}),
    "term renamed": (replaced("{kerb}", "{krebs}"), {"content/dangling-reference"}),
    "band unknown": (replaced("bands: [C, D]", "bands: [C, d]"), {"content/wrong-value"}),
    "band of a text unknown": (replaced("    C: Stop", "    grown-ups: Stop"), {"content/wrong-value"}),
    "day that is not in the calendar": (replaced("2009-05-26", "2009-02-29"), {"content/no-such-date"}),
    "date of another habit": (replaced("2009-05-26", "26.05.2009"), {"content/wrong-type"}),
    "period that runs backwards": (replaced("from: 2000", "from: 2020"), {"content/period"}),
    "figure with separators": (replaced("1751", "1,751"), {"content/wrong-type"}),
    "words for a figure": (replaced("1751", "many"), {"content/wrong-type"}),
    "yes for true": (replaced("adds_up: false", "adds_up: yes"), {"content/wrong-type"}),
    "intensity too high": (replaced("{traffic: 1}", "{traffic: 6}"), {"content/wrong-value"}),
    "number without end": (replaced("minutes: 45", "minutes: " + "9" * 9999), {"content/wrong-type"}),
    "mark not closed": (replaced("**edge**", "**edge"), {"content/mark"}),
    "address that runs code": (replaced("https://example.org", "javascript:alert(1)"), {"content/wrong-value"}),
    "tab before a key": (replaced("minutes:", "\tminutes:"), {"yaml/syntax"}),
    "tab inside a text": (replaced("Stop and look", "Stop\tand look"), set()),
    "one space too many": (replaced("minutes:", " minutes:"), {"yaml/syntax"}),
    "colon in a text": (replaced("unit: crossings", "unit: crossings: a day"), {"yaml/syntax"}),
    "quote not closed": (replaced("unit: crossings", "unit: 'crossings"), {"yaml/syntax"}),
    "bracket not closed": (replaced("[Walk., Look.]", "[Walk., Look."), {"yaml/syntax"}),
    "byte order mark": (lambda text: "\ufeff" + text, set()),
    "byte order mark inside": (replaced("Stop", "\ufeffStop"), {"yaml/control-character"}),
    "line ends of Windows": (lambda text: text.replace("\n", "\r\n"), set()),
    "no last line end": (lambda text: text.rstrip("\n"), set()),
    "NUL": (replaced("Stop", "St\0op"), {"yaml/control-character"}),
    "NUL as an escape": (replaced("unit: crossings", 'unit: "a\\0"'), {"yaml/control-character"}),
    "escape of a terminal": (replaced("Stop", "\x1b[2JStop"), {"yaml/control-character"}),
    "bidi override": (replaced("Stop", "\u202eStop"), {"yaml/hidden-character"}),
    "merge marker": (replaced("definitions:", "<<<<<<< ours\ndefinitions:"), {"yaml/conflict"}),
    "merge key": (replaced("{traffic: 1}", "{<<: {traffic: 1}}"), {"yaml/merge"}),
    "tag": (replaced("minutes: 45", "minutes: !!python/object:os.system 45"), {"yaml/tag"}),
    "hidden character in a key": (replaced("minutes:", "minutes\u200b:"), {"content/missing-key", "yaml/key"}),
    "alias bomb": (followed_by("b0: &b0 [a, a]\n" + BOMB), {"yaml/too-large"}),
    "alias to itself": (followed_by("help: &help [*help]\n"), {"yaml/alias"}),
    "alias to nothing": (followed_by("help: *help\n"), {"yaml/syntax"}),
    "200 levels": (followed_by("help: " + "[" * 200 + "]" * 200), {"yaml/too-deep"}),
    "200 levels that are not closed": (followed_by("help: " + "{a: " * 200), {"yaml/syntax"}),
    "second document": (followed_by("---\nid: b\n"), {"yaml/syntax"}),
    "long text": (replaced("Stop and look", "word " * 300_000), set()),
    "longer than a file may be": (replaced("Stop and look", "word " * 500_000), {"yaml/too-large"}),
    "long line for a short one": (replaced("place: Norway", "place: " + "N" * 400), {"content/wrong-value"}),
    "markup of ours in a text": (replaced("Stop and look", "Stop <help>and</help> look & see"), set()),
    "template in a text": (replaced("Stop and look", "Stop {{ pack }}"), {"content/mark"}),
}


@pytest.mark.parametrize("name", OPERATORS)
def test_a_change_of_a_good_module_raises_what_it_must(name: str) -> None:
    operator, codes = OPERATORS[name]
    assert {d.code for d in findings(operator(GOOD).encode())} == codes


@given(st.binary(max_size=60))
@example(b"\xef\xbb\xbf")
@example(b"%YAML 9.9\n---\na")
@example(b"? ?\n")
@example(b"&a : *a")
@example(b"!<tag:yaml.org,2002:str> a: b")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    findings(data)


@given(st.integers(0, len(GOOD.encode()) - 1), st.integers(0, 9), st.binary(max_size=4))
def test_any_bytes_may_stand_in_place_of_others(start: int, count: int, new: bytes) -> None:
    data = GOOD.encode()
    findings(data[:start] + new + data[start + count :])


LINES = GOOD.split("\n")
YAML_ALPHABET = "abC1:-?#&*!|>'\"%@`{}[], \t\n\\\r\u00e9\u2028\ufeff<="


@given(st.integers(0, len(LINES) - 1), st.text(alphabet=YAML_ALPHABET, max_size=12))
@example(10, "a: *b\n- c")
def test_any_line_may_be_another(number: int, line: str) -> None:
    findings("\n".join([*LINES[:number], line, *LINES[number + 1 :]]).encode())


@given(st.permutations(range(4)), st.integers(0, len(LINES) - 5))
def test_lines_may_change_places(order: list[int], start: int) -> None:
    some = LINES[start : start + 4]
    findings("\n".join([*LINES[:start], *(some[n] for n in order), *LINES[start + 4 :]]).encode())
