"""What every writer promises: bytes from a document and a theme, with no decision about content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from lessonpack.tree.nodes import Document


class Format(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Rendition:
    """A finished file. `pages` is None where only the reader's program decides on page breaks (Word, browsers)."""

    data: bytes
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class PrintPlan:
    """How the sheets are to be printed: writers make margins for it, and say it in the file where that is possible."""

    is_duplex: bool = False
    """Both sides, turned over at the long edge, with room for holes there."""
    copies: int | None = None
    """What a print dialogue offers first; None leaves it to the reader's program."""


ONE_SIDED = PrintPlan()


class Writer(Protocol):
    """Made once for a theme and used for many documents: fonts and templates are read the first time only."""

    def write(self, document: Document) -> Rendition:
        """The file's bytes, the same for the same document and theme.

        Raises LessonPackError with every fault of the document that the format cannot bear (a character that no font
        has, a column too narrow for its longest word), each at its place in the content.
        """
        ...
