"""Small values with a meaning of their own: dates that know their precision, figures as typed, yes or no, numbers.

Each is read from the typed text by its own rule, so that nothing is guessed: `2009` is a year, `1.10` has two decimals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError


def _typed(value: object, wanted: str) -> str:
    if not isinstance(value, str):
        found = "nothing" if value is None else "a list or a mapping"
        raise PydanticCustomError("content/wrong-type", "{wanted} is expected here, found {found}", _w(wanted, found))
    return str(value).strip()


def _w(wanted: str, found: str) -> dict[str, Any]:
    return {"wanted": wanted, "found": found}


def _wrong(wanted: str, found: str) -> PydanticCustomError:
    return PydanticCustomError(
        "content/wrong-type", "{wanted} is expected here, found {found}", _w(wanted, repr(found))
    )


DATE = "a date as 2009, 2009-05 or 2009-05-26"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exact as its source gives it: year; year and month; or year, month and day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{p:02}" for p in (self.month, self.day) if p is not None]
        return "-".join(parts)

    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    def in_order(self) -> tuple[int, int, int]:
        """To sort by: earlier first, and of two that begin alike the less exact first."""
        return self.year, self.month or 0, self.day or 0

    @classmethod
    def parse(cls, value: object) -> PartialDate:
        if isinstance(value, cls):
            return value
        typed = _typed(value, DATE)
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", typed)
        if not match:
            raise _wrong(DATE, typed)
        made = cls(*(int(g) if g else None for g in match.groups()))  # type: ignore[arg-type]  # the year always matches
        try:
            made.first_day()
        except ValueError:
            raise PydanticCustomError("content/no-such-date", "the calendar has no {date}", {"date": typed}) from None
        return made


_DATES = ["2009", "2009-05", "2009-05-26"]
Partial = Annotated[
    PartialDate,
    PlainValidator(PartialDate.parse),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
            "minimum": 1,
            "maximum": 9999,
            "examples": _DATES,
        }
    ),
    Field(examples=_DATES),
]


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: `typed` as the source prints it, `value` for arithmetic."""

    typed: str
    value: Decimal

    @classmethod
    def parse(cls, value: object) -> Amount:
        if isinstance(value, cls):
            return value
        wanted = "a number as 1751 or 27.6, without separators of thousands"
        typed = _typed(value, wanted)
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", typed):
            raise _wrong(wanted, typed)
        return cls(typed, Decimal(typed))


Figure = Annotated[
    Amount,
    PlainValidator(Amount.parse),
    PlainSerializer(lambda amount: amount.typed),
    WithJsonSchema({"type": ["number", "string"], "pattern": r"^-?\d{1,15}(\.\d{1,6})?$"}),
    Field(examples=["1751", "27.6"]),
]


def _whole(value: object) -> object:
    if isinstance(value, int):
        return value
    typed = _typed(value, "a whole number")
    if not re.fullmatch(r"-?[0-9]{1,9}", typed):
        raise _wrong("a whole number", typed)
    return int(typed)


Whole = Annotated[int, BeforeValidator(_whole)]
Age = Annotated[Whole, Field(ge=0, le=120)]


def _yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    typed = _typed(value, "true or false")
    if typed not in ("true", "false"):
        raise _wrong("true or false", typed)
    return typed == "true"


YesNo = Annotated[bool, BeforeValidator(_yes_no)]

_SLUG = r"^[a-z][a-z0-9-]*$"
_TOPIC = r"^[a-z][a-z0-9_]*$"
_BAND = r"^[A-Z][A-Za-z0-9]*$"
_LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_COUNTRY = r"^[A-Z]{2}$"
_REACH = r"^([A-Z]{2}|WORLD)$"
_ADDRESS = r"^(https?://|mailto:)[^\s<>\"]+$"
_LINE = r"^\S[^\n]*$"
_CALLING_CODE = r"^\+[1-9][0-9]{0,3}$"
_REPLACEMENT = r"^[^\s\d!-,./:-@\[-`{-~]+( [^\s\d!-,./:-@\[-`{-~]+)*$"
_CODE = r"^[a-z]+/[a-z][a-z-]*$"

FORMS = {
    _SLUG: "small letters, digits and hyphens, starting with a letter",
    _TOPIC: "small letters, digits and underscores, starting with a letter",
    _BAND: "a band such as C, starting with a capital letter",
    _LANGUAGE: "a language tag such as en, ru or be-BY",
    _COUNTRY: "the two capital letters of a country, such as BY",
    _REACH: "the two capital letters of a country, such as BY, or WORLD",
    _ADDRESS: "an address that starts with https://, http:// or mailto: and has no spaces",
    _LINE: "words on one line, not starting with a space",
    _CALLING_CODE: "a country calling code such as +375",
    r"^[0-9a-f]{64}$": "64 digits and small letters from a to f, as `lessonpack sign` writes them",
    r"^(help|[A-Z][A-Za-z0-9]*)$": "a band such as C, or help",
    _REPLACEMENT: "words of letters with one space between them",
    _CODE: "the code of a rule, such as reading/grade",
}
"""What a pattern asks for, in words: pattern -> form."""

Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=60)]
TopicName = Annotated[str, StringConstraints(pattern=_TOPIC, max_length=60)]
SectionName = Annotated[str, StringConstraints(pattern=_TOPIC, max_length=60)]
"""Name of a section of a document, which is that of a template's macro."""
BandName = Annotated[str, StringConstraints(pattern=_BAND, max_length=12)]
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE)]
"""A BCP 47 language tag."""
Country = Annotated[str, StringConstraints(pattern=_COUNTRY)]
"""An ISO 3166-1 alpha-2 code."""
Reach = Annotated[str, StringConstraints(pattern=_REACH)]
"""A country, or WORLD."""
Address = Annotated[str, StringConstraints(pattern=_ADDRESS, max_length=500)]
Line = Annotated[str, StringConstraints(pattern=_LINE, max_length=300)]
"""Words on one line that carry no marks, printed as typed."""
Replacement = Annotated[str, StringConstraints(pattern=_REPLACEMENT, max_length=200)]
"""Words that can stand in any YAML text without quotation marks."""
CallingCode = Annotated[str, StringConstraints(pattern=_CALLING_CODE)]
Code = Annotated[str, StringConstraints(pattern=_CODE)]
"""The stable name of a rule, `area/what`; `lessonpack check --list` has them all."""
