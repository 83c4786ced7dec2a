"""What a finished file says, read from its bytes: a gate looks at these and trusts no writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from lessonpack.write.writer import Format


class UnreadableError(Exception):
    """A file that was just written holds something that is not known here; nothing can be proved of it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """`pages` are the words of each page (of the whole body where the format has no pages), `margins` what each kind of
    page bears in its header and footer in a Word file, or each part around the page in HTML, `elsewhere` every other
    string: metadata, alternative texts, link targets."""

    pages: tuple[str, ...]
    margins: tuple[str, ...]
    elsewhere: tuple[str, ...]


def spoken(data: bytes, target: Format) -> Spoken:
    """The words of a file that our writers made. Raises UnreadableError."""
    match target:
        case Format.DOCX:
            from lessonpack.write.docx.readback import spoken as read
        case Format.PDF:
            from lessonpack.write.pdf.readback import spoken as read
        case Format.HTML:
            from lessonpack.write.html.readback import spoken as read
        case _:
            assert_never(target)
    return read(data)
