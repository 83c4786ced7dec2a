"""What a finished file says, read from its bytes: a gate looks at these and trusts no writer."""

from __future__ import annotations

from dataclasses import dataclass

from lessonpack.write.writer import Format


class UnreadableError(Exception):
    """A file that was just written holds something that is not known here; nothing can be proved of it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """`pages` are the words of each page (of the whole body where the format has no pages), `margins` what stands in
    headers and footers of such a format, `elsewhere` every other string: metadata, alternative texts, link targets."""

    pages: tuple[str, ...]
    margins: tuple[str, ...]
    elsewhere: tuple[str, ...]


def spoken(data: bytes, target: Format) -> Spoken:
    """The words of a file that our writers made. Raises UnreadableError."""
    if target is Format.PDF:
        from lessonpack.write.pdf.readback import spoken as read
    else:
        from lessonpack.write.docx.readback import spoken as read
    return read(data)
