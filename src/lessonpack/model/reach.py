"""Every text of a module with who reads it and as what: the one place that knows which fields are the teacher's.

Checks walk a module by this, and selection asks it what students may meet, so that no rule keeps a list of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lessonpack.model import inline
from lessonpack.model.items import Excerpt, ExcerptKind, Item
from lessonpack.model.kept import kept
from lessonpack.model.module import Module
from lessonpack.model.record import Record
from lessonpack.model.text import ALL_BANDS, ByBand, Text

TEACHERS_FIELDS = frozenset(
    ("also_known_as", "answer", "cite_as", "date_note", "dispute_note", "heading", "label", "legacy_title", "materials",
     "note", "objectives", "right", "rights", "series", "teacher", "teacher_note", "text", "title", "url_note", "wrong")
)  # fmt: skip
"""Fields whose text, where it is one for all bands, is the teacher's; any other text may meet students."""
_CITED = frozenset(("title", "also_known_as", "series", "legacy_title"))
_LINES = frozenset(("author", "org", "place", "translations", "name", "official_name"))
"""Fields of plain lines that are printed for students."""


class Use(StrEnum):
    """As what words stand on a page."""

    OWN = "own"
    """The pack's own words."""
    SOURCE_TITLE = "source-title"
    """A title as it stands on a document."""
    TEACHER_QUOTE = "teacher-quote"
    """A source's own words, before the teacher alone."""
    STUDENT_QUOTE = "student-quote"


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a module, and whom it reaches."""

    text: Text
    item: Item | None
    """None: the module's own."""
    field: str
    bands: tuple[str, ...] | None
    """The bands that it is written for; None: whoever gets the item."""
    is_easy: bool
    is_teachers: bool
    """True for a field, or a band's words, that are the teacher's, whatever the item's rating."""
    use: Use

    @property
    def about(self) -> str:
        return self.item.id if self.item else ""

    @property
    def words(self) -> str:
        return str(self.text)

    @property
    def is_for_students(self) -> bool:
        """True where some student may read it: not the teacher's, and rated."""
        return not self.is_teachers and not (self.item and self.item.topics is None)

    def reaches(self, band: str) -> bool:
        """True where students of the band may read it, as far as it is written for them."""
        own = self.item.bands if self.item else None
        return self.is_for_students and all(bands is None or band in bands for bands in (self.bands, own))


@kept(2)
def everything_said(module: Module, teacher_band: str) -> tuple[Said, ...]:
    """All texts of a module, in the order of its fields: its own first, then those of its items."""
    return tuple(_everything_said(module, teacher_band))


def _everything_said(module: Module, teacher_band: str) -> Iterator[Said]:
    for name in type(module).model_fields:
        if name not in _NOT_ITS_OWN:
            said = Said(NO_TEXT, None, name, None, False, name == "notes", Use.OWN)
            yield from _below(getattr(module, name), module, name, said, teacher_band)
    for item in module.items():
        for name in type(item).model_fields:
            said = Said(NO_TEXT, item, name, None, False, False, _use(item, name))
            yield from _below(getattr(item, name), item, name, said, teacher_band)


NO_TEXT = Text(())
_NOT_ITS_OWN = frozenset(
    ("definitions", "context", "sources", "excerpts", "statistics", "comparisons", "factors", "questions", "activities",
     "organisers", "lint_waivers")
)  # fmt: skip


def _use(item: Item, field: str) -> Use:
    if isinstance(item, Excerpt) and item.kind is ExcerptKind.QUOTE:
        return {"text": Use.TEACHER_QUOTE, "student_text": Use.STUDENT_QUOTE}.get(field, Use.OWN)
    return Use.OWN


def _below(value: object, owner: Record, field: str, said: Said, teacher_band: str) -> Iterator[Said]:
    match value:
        case Text():
            use = Use.SOURCE_TITLE if field in _CITED else said.use
            is_teachers = said.is_teachers or field in TEACHERS_FIELDS
            yield Said(value, said.item, field, said.bands, said.is_easy, is_teachers, use)
        case ByBand():
            for band, levels in value.bands:
                bands = None if band == ALL_BANDS else (band,)
                is_teachers = said.is_teachers or band == teacher_band
                yield Said(levels.core, said.item, field, bands, said.is_easy, is_teachers, said.use)
                if levels.easy:
                    yield Said(levels.easy, said.item, field, bands, True, is_teachers, said.use)
        case Record():
            for name in type(value).model_fields:
                yield from _below(getattr(value, name), value, name, said, teacher_band)
        case tuple():
            for part in value:
                yield from _below(part, owner, field, said, teacher_band)
        case str() if field in _LINES:
            yield _in_a_line(said, field, _line(value, owner, field))
        case dict() if field in _LINES:
            yield from (_in_a_line(said, field, _line(line, owner, field, key)) for key, line in value.items())
        case _:
            return


def _in_a_line(said: Said, field: str, text: Text) -> Said:
    return Said(text, said.item, field, said.bands, said.is_easy, said.is_teachers, said.use)


def _line(words: str, owner: Record, *path: str) -> Text:
    return Text(((inline.Words(words),),), owner.span_of(*path))
