"""What can be mended in a content file whatever it says: line ends, letters in two parts, dates in another form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lessonpack.load.decode import mistyped_dates
from lessonpack.mend.dates import rewritten
from lessonpack.mend.edits import Edit
from lessonpack.model.module import Module
from lessonpack.model.placed import Mapping, Scalar


def mended_form(text: str, tree: Mapping) -> Iterator[Edit]:
    """Edits of a module's text; `tree` is what the text was read as."""
    yield from _line_ends(text)
    yield from _file_end(text)
    for scalar in _scalars(tree):
        yield from _letters(text, scalar)
    for scalar in mistyped_dates(Module, tree):
        yield from _date(text, scalar)


def _line_ends(text: str) -> Iterator[Edit]:
    # A backslash and a space at the end of a line are one escape inside double quotes.
    for match in re.finditer(r"(?<![ \t\\])[ \t]+(?=\n)", text):
        yield Edit(*match.span(), "", "spacing", "spaces at the end of the line are gone")


def _file_end(text: str) -> Iterator[Edit]:
    end = len(text.rstrip(" \t\n"))
    if text[end:] != "\n":
        what = "the last line ends" if "\n" not in text[end:] else "blank lines at the end of the file are gone"
        yield Edit(end, len(text), "\n", "spacing", what)


def _scalars(value: object) -> Iterator[Scalar]:
    match value:
        case Scalar():
            yield value
        case dict():
            for part in value.values():
                yield from _scalars(part)
        case list():
            for part in value:
                yield from _scalars(part)
        case _:
            return


def _letters(text: str, scalar: Scalar) -> Iterator[Edit]:
    """A letter and the mark above it as one character, as they are printed anyway (NFC); addresses stay as they are."""
    start, end = scalar.written
    for match in re.finditer(r"\S+", text[start:end]):
        word = match.group()
        composed = unicodedata.normalize("NFC", word)
        if composed != word and "/" not in word and "@" not in word:
            said = f"letters and their marks are one character each in {composed!r}"
            yield Edit(start + match.start(), start + match.end(), composed, "letters", said)


def _date(text: str, scalar: Scalar) -> Iterator[Edit]:
    new = rewritten(scalar)
    start, end = scalar.written
    if not scalar.is_plain:
        start, end = start + 1, end - 1
    if new and text[start:end].strip() == scalar.strip():
        yield Edit(start, end, new, "date", f"{scalar.strip()!r} is written {new}")
