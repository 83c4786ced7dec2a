"""What parent and child say to each other.

The parent is trusted: its task is a pickle. The child may be anybody's by the time it answers: two lengths, a short
head of JSON, and markup, all of bounded size, in which nothing is believed that is not what it must be.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass
from typing import Any

from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.render.sandbox import MAX_MARKUP
from lessonpack.render.sections import Order
from lessonpack.render.sources import Held
from lessonpack.select.selection import Selection

READY = b"lessonpack: ready\n"
"""What the child says before it looks at a template: from then on, what happens to it is the template's doing."""
MAX_HEAD = 300_000
"""Bytes. A document prints a thousand texts, of six bytes each."""
MAX_ANSWER = len(READY) + 8 + MAX_HEAD + 4 * MAX_MARKUP
"""Bytes; a character takes up to four."""
_MAX_FAULTS = 50
_MAX_WORDS = 1_000
"""Characters of a message or a hint."""
_LENGTHS = struct.Struct(">II")
_CODE = re.compile(r"(?:template|env|project|pack)/[a-z-]{1,40}")
_SECTION = re.compile(r"\w{1,60}")


class NoAnswerError(ValueError):
    """What came back is not what a child says."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document to render: all that the child gets to know."""

    held: Held
    name: str
    parents: tuple[str, ...]
    order: Order | None
    document: str
    selection: Selection


@dataclass(frozen=True, slots=True)
class Answer:
    markup: str = ""
    ledger: tuple[object, ...] = ()
    """Numbers, as yet unproved."""
    left_out: tuple[str, ...] = ()
    """Sections that the pack file's order does not name."""
    faults: tuple[Diagnostic, ...] = ()
    """Where there are any, there is no markup."""


def written(answer: Answer) -> bytes:
    """The answer as bytes, behind READY."""
    told = [fault.as_json() for fault in answer.faults[:_MAX_FAULTS]]
    head = json.dumps({"ledger": answer.ledger, "left_out": answer.left_out, "faults": told}).encode()
    # A template can make half a character; the parser refuses it as it would here.
    markup = answer.markup.encode("utf-8", "surrogatepass")
    return _LENGTHS.pack(len(head), len(markup)) + head + markup


def read(data: bytes) -> Answer:
    """The answer in the bytes behind READY. Raises NoAnswerError."""
    try:
        return _read(data)
    except (ValueError, KeyError, TypeError, RecursionError, struct.error) as fault:
        raise NoAnswerError(type(fault).__name__) from None


def _read(data: bytes) -> Answer:
    of_head, of_markup = _LENGTHS.unpack_from(data)
    start = _LENGTHS.size + of_head
    if of_head > MAX_HEAD or len(data) != start + of_markup:
        raise ValueError("lengths")
    head = json.loads(data[_LENGTHS.size : start])
    markup = data[start:].decode("utf-8", "surrogatepass")
    if len(markup) > MAX_MARKUP or not isinstance(head, dict):
        raise ValueError("size")
    faults = tuple(_fault(told) for told in _list(head["faults"])[:_MAX_FAULTS])
    left_out = tuple(name for name in _list(head["left_out"]) if isinstance(name, str) and _SECTION.fullmatch(name))
    return Answer(markup, tuple(_list(head["ledger"])), left_out, faults)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


def _fault(told: dict[str, object]) -> Diagnostic:
    """A finding as the child tells it; none but an error of a template, and no control characters."""
    code = str(told["code"])
    if not _CODE.fullmatch(code):
        raise ValueError("code")
    line, column, end = (_whole(told[part]) for part in ("line", "column", "end_column"))
    span = Span(_words(told["file"]), line, column, max(1, end - column))
    return error(code, span, _words(told["message"]), hint=_words(told["hint"] or ""))


def _whole(value: object) -> int:
    if type(value) is not int or not 1 <= value < 1_000_000:
        raise ValueError("number")
    return value


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("words")
    return "".join(letter for letter in value[:_MAX_WORDS] if letter.isprintable())
