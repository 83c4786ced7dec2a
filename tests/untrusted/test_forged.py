"""Whatever a child says, no word passes that the selection does not hold or that the program has not printed."""

from __future__ import annotations

import json
import struct
from datetime import date
from pathlib import Path

import pytest

from lessonpack.diagnostics import LessonPackError
from lessonpack.render.compose import compose
from lessonpack.render.sandbox import MAX_MARKUP
from lessonpack.select.selection import Selection
from lessonpack.untrusted import messages, process
from lessonpack.untrusted.messages import MAX_HEAD, Answer, NoAnswerError, read, written
from lessonpack.untrusted.printable import ledger_of, numbers_of, printable
from lessonpack.untrusted.templates import UntrustedTemplates
from tests.modules import a_definition, a_module, a_note, a_source, students, teacher
from tests.render.project import SHIPPED, a_selection
from tests.untrusted.apart import answering, instead, refused, untrusted
from tests.untrusted.test_taken_over import READIES

MODULE = a_module(
    a_definition("d1", topics={"child_rights": 2}, text="Words for pupils."),
    a_definition("d2", topics={"child_rights": 2}, bands=["D"], text="Words that are withheld."),
    a_note("n1", text="Words for the teacher."),
    a_source("s1", topics={}),
)
PUPILS, ELDER, TEACHER = students(MODULE), students(MODULE, "D"), teacher(MODULE)


def framed(head: object, markup: bytes = b"<h1>A</h1>") -> bytes:
    data = json.dumps(head).encode()
    return struct.pack(">II", len(data), len(markup)) + data + markup


def head(**parts: object) -> dict[str, object]:
    return {"ledger": [], "left_out": [], "faults": [], **parts}


def number_of(item: str, selection: Selection) -> int:
    """The number of the words that the item is about."""
    return next(
        i for i, entry in enumerate(printable(selection)) if entry.item == item and entry.words.startswith("Words ")
    )


def stamp(item: str, words: str, number: int = 0, place: str = "") -> str:
    where = f' s="{place}"' if place else ""
    return f'<h1>A</h1><p><t i="{item}"{where} n="{number}">{words}</t></p>'


FAULT = {"code": "template/failed", "file": "a", "line": 1, "column": 1, "end_column": 2, "message": "m", "hint": None}
GARBAGE = {
    "nothing": b"",
    "noise": bytes(range(256)) * 40,
    "no JSON": struct.pack(">II", 3, 0) + b"{,}",
    "cut off": framed(head())[:-1],
    "too long": framed(head()) + b"x",
    "lengths of gigabytes": struct.pack(">II", 2**32 - 1, 2**32 - 1) + b"{}",
    "a long head": framed(head(ledger=[None] * (MAX_HEAD // 4))),
    "lists in lists": struct.pack(">II", 200_000, 0) + b"[" * 200_000,
    "a long number": struct.pack(">II", 100_000, 0) + b"9" * 100_000,
    "long markup": framed(head(), b"a" * (MAX_MARKUP + 1)),
    "no UTF-8": framed(head(), b"\xff\xfe"),
    "a list": framed([]),
    "null": framed(None),
    "no ledger": framed({"left_out": [], "faults": []}),
    "a ledger of words": framed(head(ledger="012")),
    "a ledger of pairs": framed(head(ledger={"0": 0})),
    "negative": framed(head(ledger=[-1])),
    "out of range": framed(head(ledger=[10_000])),
    "just out of range": framed(head(ledger=[len(printable(a_selection()))])),
    "a huge number": framed(head(ledger=[10**300])),
    "a fraction": framed(head(ledger=[0.0])),
    "not a number": framed(head(ledger=[float("nan")])),
    "yes": framed(head(ledger=[True])),
    "words": framed(head(ledger=["0"])),
    "a list in it": framed(head(ledger=[[0]])),
    "an entry of its own": framed(head(ledger=[{"item": "d1", "place": "", "words": "mine"}])),
    "twice": framed(head(ledger=[0, 0])),
    "a fault of the gate": framed(head(faults=[{**FAULT, "code": "gate/help"}])),
    "a fault without a place": framed(head(faults=[{**FAULT, "line": None}])),
    "a fault at no line": framed(head(faults=[{**FAULT, "line": -4}])),
    "a fault without end": framed(head(faults=[{**FAULT, "end_column": 10**12}])),
    "a fault of numbers": framed(head(faults=[{**FAULT, "message": 7}])),
    "a fault that is none": framed(head(faults=[1])),
    "faults that are none": framed(head(faults=7)),
}


@pytest.mark.parametrize("said", GARBAGE.values(), ids=GARBAGE)
def test_what_is_no_answer_stops_the_document(said: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, said)
    (finding,) = refused(untrusted(tmp_path, student=""))
    assert (finding.code, str(finding.span)) == ("template/stopped", "templates/standard/student.html.j2:1:1")


def test_the_answer_that_all_these_spoil_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, framed(head(ledger=[0, None, 1])))
    assert len(untrusted(tmp_path, student="").tree("student", a_selection()).blocks) == 1


def test_an_answer_comes_back_as_it_was_written(tmp_path: Path) -> None:
    said = Answer("<p>\ud800 ä</p>", (1, None, 0), ("questions",))
    assert read(written(said)) == said
    with pytest.raises(NoAnswerError):
        read(written(said)[:20])


@pytest.mark.parametrize(("item", "others"), [("d2", ELDER), ("n1", TEACHER)], ids=["withheld", "teacher's"])
def test_the_number_of_what_only_others_read_is_none_here(
    item: str, others: Selection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert item not in {entry.item for entry in printable(PUPILS)}
    number = number_of(item, others)
    entry = printable(others)[number]
    for claimed in (number, 0):
        forged = Answer(stamp(item, entry.words, place=entry.place), (claimed,))
        answering(monkeypatch, written(forged))
        codes = {finding.code for finding in refused(untrusted(tmp_path, student=""), PUPILS)}
        assert codes <= {"template/stopped", "template/reserved"}


def test_words_of_a_number_are_those_of_the_selection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = number_of("d1", PUPILS)
    entry = printable(PUPILS)[number]
    honest = stamp("d1", entry.words, place=entry.place)
    for forged, ledger in [
        (honest.replace("for pupils", "of mine"), (number,)),
        (honest.replace('i="d1"', 'i="s1"'), (number,)),
        (honest.replace('n="0"', 'n="1"'), (number,)),
        (honest.replace('n="0"', 'n="-1"'), (number,)),
        (honest, ()),
        (honest, (None,)),
        (honest, (None, number)),
    ]:
        answering(monkeypatch, written(Answer(forged, ledger)))
        assert [d.code for d in refused(untrusted(tmp_path, student=""), PUPILS)] == ["template/reserved"]
    answering(monkeypatch, written(Answer(honest, (number,))))
    assert len(untrusted(tmp_path, student="").tree("student", PUPILS).blocks) == 2


def test_the_gate_is_asked_about_what_a_forger_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    number = number_of("d1", PUPILS)
    entry = printable(PUPILS)[number]
    words = stamp("d1", entry.words, place=entry.place) + "<p>Ring 8 801 100 16 11.</p>"
    answering(monkeypatch, written(Answer(words, (number,))))
    with pytest.raises(LessonPackError) as caught:
        compose(PUPILS, UntrustedTemplates((SHIPPED,)), today=date(2026, 11, 1))
    assert {"gate/template-number", "gate/part-missing"} <= {d.code for d in caught.value.diagnostics}


def test_words_for_the_terminal_hold_no_controls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = {**FAULT, "file": "a\x9b", "message": "\x1b[2Jgone\nnote: all is well", "hint": "\u202etxt"}
    answering(monkeypatch, framed(head(faults=[fault])))
    (finding,) = refused(untrusted(tmp_path, student=""))
    assert (str(finding.span), finding.message, finding.hint) == ("a:1:1", "[2Jgonenote: all is well", "txt")


@pytest.mark.parametrize(
    "code",
    ["say()\nwhile True: sys.stdout.buffer.write(b'[' * 1_000_000)",
     "say()\nsys.stdout.buffer.write(b'\\xff' * 8)\nwhile True: sys.stdout.buffer.write(b'0,' * 500_000)",
     "say()\nimport pickle\nsys.stdout.buffer.write(pickle.dumps(print))"],
    ids=["gigabytes", "numbers without end", "a pickle"],
)  # fmt: skip
def test_a_forger_that_is_a_process_is_refused(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MAX_SECONDS", 20)
    instead(monkeypatch, READIES + code)
    assert [d.code for d in refused(untrusted(tmp_path))] == ["template/stopped"]


def test_numbers_and_ledger_are_inverse() -> None:
    known = printable(TEACHER)
    ledger = ledger_of((3, None, 0), known)
    assert numbers_of(ledger, known) == [3, None, 0]
    assert [ledger.holds(str(i), known[n]) for i, n in ((0, 3), (1, 0), (2, 0), (3, 0))] == [True, False, True, False]


def test_an_answer_has_room_for_all_that_a_document_prints() -> None:
    everything = Answer("", tuple(range(5_000)))
    assert len(written(everything)) < messages.MAX_HEAD
