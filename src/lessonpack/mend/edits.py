"""Changes of a file's text at exact places: what is not meant stays byte for byte, comments and layout with it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from lessonpack.diagnostics import Span

BOM = "\ufeff"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`text[start:end]` becomes `new`; `kind` and `said` tell people what that is."""

    start: int
    end: int
    new: str
    kind: str
    said: str

    def place(self, text: str, file: str) -> Span:
        """Where it is, in the text before it."""
        before = text[: self.start]
        return Span(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def apart(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """In order of place, without those that reach into an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


@dataclass(frozen=True, slots=True)
class FileText:
    """A file as it stands on disk. Edits are made in `text`, whose lines end in line feeds alone."""

    raw: str
    """With its byte order mark and its line ends."""

    @classmethod
    def of(cls, data: bytes) -> FileText:
        """Raises UnicodeDecodeError for what is not UTF-8."""
        return cls(data.decode("utf-8"))

    @property
    def text(self) -> str:
        return self.raw.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")

    def after(self, edits: Iterable[Edit]) -> FileText:
        """The file after edits of its `text`: lines that no edit touches keep their ends."""
        start = len(self.raw) - len(self.raw.removeprefix(BOM))
        # Each \r\n of the file is one character of the text: those before a place shift it.
        pairs = [match.start() - start - nth for nth, match in enumerate(re.finditer("\r\n", self.raw))]
        line_end = "\r\n" if pairs else "\n"

        def placed(at: int) -> int:
            return start + at + bisect_left(pairs, at)

        raw = self.raw
        for edit in sorted(edits, reverse=True):
            raw = raw[: placed(edit.start)] + edit.new.replace("\n", line_end) + raw[placed(edit.end) :]
        return FileText(raw)
