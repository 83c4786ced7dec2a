"""theme.yaml -> Theme, with every fault at its place."""

from __future__ import annotations

from lessonpack.load.decode import decode
from lessonpack.theme.tokens import Theme


def load_theme(data: bytes, file: str) -> Theme:
    """The theme in a file's bytes; `file` is its name for people. Raises LessonPackError with all faults."""
    return decode(Theme, data, file)
