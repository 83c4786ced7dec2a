"""Where the text of templates comes from: files of a set and of those that it extends, or texts read before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from lessonpack.diagnostics import Diagnostic, LessonPackError, Span, error
from lessonpack.render.locate import Found, Place, Root, first_of, places_in_sets

MAX_FILE = 120_000
"""Bytes of one template; the longest of the standard set has 35,000."""
MAX_FILES = 400_000
"""Bytes of all templates that one set reads."""
MAX_HELD = 2_000_000
"""Bytes of all templates of a set that are read beforehand, whether anything asks for them or not."""


class Sources(Protocol):
    """A template is looked for by the name that templates use, and known by the name for people.

    `standard/blocks.html.j2` names the file of one of the sets and of those that it extends: so a set's own file can
    use what it hides.
    """

    @property
    def starts(self) -> tuple[str, ...]:
        """What names for people begin with."""

    def shown(self, template: str) -> str | None:
        """The name for people of the file that answers; None where none does."""

    def text(self, shown: str) -> str:
        """Raises LessonPackError for a file that cannot be used."""

    def quoted(self, shown: str) -> str:
        """The text as a finding quotes it; empty where it cannot be had."""

    def names(self) -> Iterator[str]:
        """Files that there are, without their folders."""


def _meant(template: str, sets: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The file's name in a set, and the sets to look in."""
    named, _, file = template.partition("/")
    return (file, sets[sets.index(named) :]) if file and named in sets else (template, sets)


class Files:
    """Reads the roots."""

    def __init__(self, roots: tuple[Root, ...], sets: tuple[str, ...]) -> None:
        self.roots, self.sets = roots, sets
        self._found: dict[str, Found] = {}
        self._read = 0

    @property
    def starts(self) -> tuple[str, ...]:
        return tuple(start for _, start in self._folders())

    def shown(self, template: str) -> str | None:
        found = first_of(places_in_sets(*_meant(template, self.sets), self.roots))
        if found is None:
            return None
        self._found[found.shown] = found
        return found.shown

    def text(self, shown: str) -> str:
        text, size = _text_of(self._found[shown], self._read, MAX_FILES)
        self._read += size
        return text

    def quoted(self, shown: str) -> str:
        for folder, start in self._folders():
            name = shown.removeprefix(start)
            if name != shown:
                with suppress(OSError, UnicodeDecodeError):
                    return (folder / name).read_text(encoding="utf-8-sig")
        return ""

    def names(self) -> Iterator[str]:
        for folder, _ in self._folders():
            for path in folder.glob("*.j2"):
                yield path.name

    def held(self) -> Held:
        """All files of the sets whose names end in `.j2`, read now. One that cannot be used is told when it is asked
        for."""
        made, size = Held(self.sets, tuple(root.label for root in self.roots)), 0
        for root in self.roots:
            for name in self.sets:
                for path in sorted((root.folder / "templates" / name).rglob("*.j2")):
                    place = Place(root, path.relative_to(root.folder).as_posix())
                    try:
                        found = place.found()
                        if found:
                            made.texts[found.shown], read = _text_of(found, size, MAX_HELD)
                            size += read
                    except LessonPackError as fault:
                        made.faults[root.shown(place.name)] = fault.diagnostics
        return made

    def _folders(self) -> tuple[tuple[Path, str], ...]:
        """Where templates of the set may be, each folder with what people know it as."""
        return tuple(
            (root.folder / "templates" / name, root.shown(f"templates/{name}/"))
            for name in self.sets
            for root in self.roots
        )


def _text_of(found: Found, read: int, most: int) -> tuple[str, int]:
    """The text of a file, and its bytes; `read` bytes of at most `most` have been read already."""
    try:
        with found.path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
        if len(data) > MAX_FILE or read + len(data) > most:
            raise LessonPackError([_too_large(found.shown, most)])
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "save the file with the encoding UTF-8"
        raise LessonPackError([error("template/encoding", Span(found.shown), "not UTF-8", hint=hint)]) from None
    except OSError as fault:
        said = f"the file cannot be read: {fault.strerror or type(fault).__name__}"
        raise LessonPackError([error("env/cannot-read", Span(found.shown), said)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n"), len(data)


def _too_large(shown: str, most: int) -> Diagnostic:
    said = f"templates hold at most {MAX_FILE:,} bytes each, and {most:,} bytes in all"
    return error("template/too-large", Span(shown), said)


@dataclass(slots=True)
class Held:
    """Texts that somebody has read: whoever has these opens no file."""

    sets: tuple[str, ...]
    labels: tuple[str, ...]
    """What the roots are called, in the order in which they answer."""
    texts: dict[str, str] = field(default_factory=dict)
    """Name for people -> text."""
    faults: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    """Name for people -> why the file cannot be used."""
    _read: int = 0

    @property
    def starts(self) -> tuple[str, ...]:
        return tuple(f"{label}templates/{name}/" for name in self.sets for label in self.labels)

    def shown(self, template: str) -> str | None:
        file, sets = _meant(template, self.sets)
        asked = (f"{label}templates/{name}/{file}" for name in sets for label in self.labels)
        return next((shown for shown in asked if _plain(shown) in self.texts or _plain(shown) in self.faults), None)

    def text(self, shown: str) -> str:
        if faults := self.faults.get(_plain(shown)):
            raise LessonPackError(faults)
        text = self.texts[_plain(shown)]
        self._read += len(text.encode())
        if self._read > MAX_FILES:
            raise LessonPackError([_too_large(shown, MAX_FILES)])
        return text

    def quoted(self, shown: str) -> str:
        return self.texts.get(_plain(shown), "")

    def names(self) -> Iterator[str]:
        starts = self.starts
        for shown in (*self.texts, *self.faults):
            start = next(start for start in starts if shown.startswith(start))
            if "/" not in (name := shown.removeprefix(start)):
                yield name


def _plain(shown: str) -> str:
    """Without `./` and `//` in it."""
    return str(PurePosixPath(shown))
