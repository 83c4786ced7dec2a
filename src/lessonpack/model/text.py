"""What authors write: a text with its place, one for all readers or one per band and reading level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from lessonpack.diagnostics import Span
from lessonpack.model import inline
from lessonpack.model.placed import Scalar

NO_PLACE = Span("")
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))
"""Categories of characters that leave no mark on a page: white space, soft hyphens, what turns or joins letters."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words with marks. `paragraphs` are the parts that blank lines separate; there is at least one.

    `item` is the id of the content item that the words belong to; selection sets it.
    """

    paragraphs: tuple[tuple[inline.Mark, ...], ...]
    span: Span = NO_PLACE
    item: str = ""
    typed: Scalar | None = field(default=None, compare=False, repr=False)
    _words: str | None = field(default=None, init=False, compare=False, repr=False)
    """The words without marks, once somebody has asked: every rule does."""

    def __str__(self) -> str:
        if self._words is None:
            object.__setattr__(self, "_words", "\n\n".join(inline.plain(p) for p in self.paragraphs))
        return self._words or ""

    def of(self, item: str) -> Text:
        """The same words, stamped with the item they belong to."""
        return Text(self.paragraphs, self.span, item, self.typed)

    def place_of(self, words: str) -> Span:
        """Where the words stand in what was typed, or where the text starts."""
        if self.typed is not None:
            # Typed words may be broken over lines, and marks may stand between them.
            loose = r"[\s*\[\]\\]+".join(re.escape(word) for word in words.split())
            if loose and (match := re.search(loose, self.typed, re.IGNORECASE)):
                return self.typed.place(match.start(), len(match.group()))
        return self.span

    @classmethod
    def parse(cls, value: object) -> Text:
        """Reads what was typed; a value that is no scalar, or is empty, is refused."""
        if not isinstance(value, str):
            raise PydanticCustomError("content/not-text", "a text is expected here, found {found}", _named(value))
        if all(unicodedata.category(c) in _UNSEEN for c in value):
            raise PydanticCustomError("content/empty", "the text is empty; write it, or delete the key")
        paragraphs = []
        for start, words in _paragraphs(str(value)):
            try:
                paragraphs.append(inline.parse(words))
            except inline.MarkError as fault:
                offset = start + fault.offset
                place = value.place(offset) if isinstance(value, Scalar) else NO_PLACE
                raise PydanticCustomError("content/mark", "{what}", {"what": str(fault), "place": place}) from None
        typed = value if isinstance(value, Scalar) else None
        return cls(tuple(paragraphs), typed.span if typed else NO_PLACE, typed=typed)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, Text) else cls.parse(value),
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each part that blank lines separate, with its offset in the text."""
    start = 0
    for gap in (*re.finditer(r"\n[ \t]*\n", text), None):
        part = text[start : gap.start() if gap else None]
        words = part.lstrip(" \t\n")
        if words.strip():
            yield start + len(part) - len(words), words.rstrip(" \t\n")
        start = gap.end() if gap else start


def _named(value: object) -> dict[str, Any]:
    kinds = ((dict, "a mapping"), (list, "a list"), (type(None), "nothing"))
    return {"found": next((name for kind, name in kinds if isinstance(value, kind)), type(value).__name__)}


ALL_BANDS = "*"


@dataclass(frozen=True, slots=True)
class Levels:
    """One band's words: `core`, and `easy` for those who read with effort, with the same meaning."""

    core: Text
    easy: Text | None = None


@dataclass(frozen=True, slots=True)
class ByBand:
    """A text for all bands, or one per band, each perhaps with an easy wording.

    Typed as a string, or as a mapping from band to a string or to `{core: ..., easy: ...}`.
    """

    bands: tuple[tuple[str, Levels], ...]
    span: Span = NO_PLACE

    def levels(self, band: str) -> Levels | None:
        """The words for a band, or None where nothing was written for it."""
        return next((levels for name, levels in self.bands if name in (band, ALL_BANDS)), None)

    def text(self, band: str, *, easy: bool = False) -> Text | None:
        """The words for a reader; the core wording stands in for an easy one that was not written."""
        levels = self.levels(band)
        if levels is None:
            return None
        return levels.easy if easy and levels.easy else levels.core

    def texts(self) -> tuple[Text, ...]:
        """Every wording, in the order written."""
        return tuple(t for _, levels in self.bands for t in (levels.core, levels.easy) if t)

    @classmethod
    def of(cls, value: Self | Text | dict[str, Any]) -> ByBand:
        if isinstance(value, ByBand):
            return value
        if isinstance(value, Text):
            return cls(((ALL_BANDS, Levels(value)),), value.span)
        bands = tuple((name, v if isinstance(v, Levels) else Levels(v)) for name, v in value.items())
        if not bands:
            raise PydanticCustomError("content/empty", "no band has a text here; write one, or delete the key")
        return cls(bands, bands[0][1].core.span)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        text = handler.generate_schema(Text)
        levels = core_schema.dataclass_schema(
            Levels,
            core_schema.dataclass_args_schema(
                "Levels",
                [
                    core_schema.dataclass_field("core", text),
                    core_schema.dataclass_field(
                        "easy", core_schema.with_default_schema(core_schema.nullable_schema(text), default=None)
                    ),
                ],
                extra_behavior="forbid",
            ),
            ["core", "easy"],
            slots=True,
        )
        name = core_schema.str_schema(pattern=BAND_NAME)
        written = core_schema.dict_schema(name, _shape(levels, text))
        return core_schema.no_info_after_validator_function(cls.of, _shape(written, text))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        text = {"type": "string", "minLength": 1}
        pair = {
            "type": "object",
            "properties": {
                "core": {**text, "title": "Core", "description": "The usual wording."},
                "easy": {
                    **text,
                    "title": "Easy",
                    "description": "The same in easier words.",
                },
            },
            "required": ["core"],
            "additionalProperties": False,
        }
        each = {"anyOf": [text, pair]}
        bands = {
            "type": "object",
            "description": "Words for each band, such as C, or none for a band that does not get them.",
            "patternProperties": {BAND_NAME: each},
            "additionalProperties": False,
            "examples": [{"C": "Words for band C.", "D": {"core": "Words for band D.", "easy": "Easier words."}}],
        }
        return {"anyOf": [{**text, "description": "Words for all bands."}, bands]}


BAND_NAME = "^[A-Z][A-Za-z0-9]*$"


def _shape(mapping: core_schema.CoreSchema, text: core_schema.CoreSchema) -> core_schema.CoreSchema:
    """A mapping where a mapping was typed, else a text: one error for each fault, not one for each possibility."""
    return core_schema.tagged_union_schema(
        {"mapping": mapping, "text": text},
        discriminator=lambda value: "mapping" if isinstance(value, dict) else "text",
    )
