"""A source as a historian describes it: who made it, when, where it stood, who checked it, what may be done with it.

The fields follow what the seed bibliography records (several access dates, exact only to the year; documents without a
date; addresses that were lost).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from lessonpack.model.items import Format, Item
from lessonpack.model.record import Record
from lessonpack.model.text import ByBand, Text
from lessonpack.model.values import Address, Country, Language, Line, Partial, Slug, Whole


class SourceStatus(StrEnum):
    CURRENT = "current"
    ARCHIVED = "archived"
    SUPERSEDED = "superseded"


class Verification(StrEnum):
    UNVERIFIED = "unverified"
    CHECKED = "checked"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Originality(StrEnum):
    UNCHECKED = "unchecked"
    CHECKED = "checked"


class Rights(Record):
    basis: Line
    """Why it may be used: public domain, licence, quotation right, fair use."""
    licence: Line | None = None
    max_words: Annotated[Whole, Field(ge=0)] | None = None
    """The longest excerpt that the rights allow."""


class Source(Item):
    title: Text
    """As it stands on the document; old titles may hold terms that are not used any more."""
    also_known_as: tuple[Text, ...] = ()
    student_title: ByBand | None = None
    """How students' documents name it; without it they name organisation and year only."""
    org: Line | None = None
    unit: Line | None = None
    """Part of the organisation that made it."""
    host: Line | None = None
    """Who keeps the copy that was read, where that is somebody else."""
    author: Line | None = None
    series: Line | None = None
    format: Format | None = None
    language: Language | None = None
    date: Partial | None = None
    date_note: Text | None = None
    """Why there is no date, or how it was estimated."""
    accessed: tuple[Partial, ...] = ()
    """Every day on which somebody read it."""
    pages: Whole | None = None
    """Length of the document; excerpts of long ones say where they stand."""
    words: Whole | None = None
    originality: Originality | None = None
    """For pupils' work: whether anybody has compared it with what it may have been copied from."""
    url: Address | None = None
    url_note: Text | None = None
    status: SourceStatus
    superseded_by: Slug | None = None
    verification: Verification
    verified_by: Line | None = None
    """Role of who verified, never a private name."""
    verified_on: Partial | None = None
    dispute_note: Text | None = None
    rights: Rights
    restricted_in: tuple[Country, ...] = ()
    """Countries where passing the address on can endanger the reader; it is not printed there."""

    @model_validator(mode="after")
    def _claims_are_backed(self) -> Self:
        backed = self.verification in (Verification.CHECKED, Verification.CORROBORATED)
        if backed and not (self.verified_by and self.verified_on):
            raise PydanticCustomError(
                "content/unbacked",
                "verification is {status}, but verified_by or verified_on is missing",
                {"status": str(self.verification)},
            )
        if self.verification is Verification.DISPUTED and not self.dispute_note:
            raise PydanticCustomError("content/unbacked", "verification is disputed, but dispute_note is missing")
        return self
