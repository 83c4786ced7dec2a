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
    """It stands as it was read."""
    ARCHIVED = "archived"
    """It is kept as history."""
    SUPERSEDED = "superseded"
    """A newer one took its place."""


class Verification(StrEnum):
    UNVERIFIED = "unverified"
    """Nobody has compared it with others; students are told so."""
    CHECKED = "checked"
    """Somebody has opened the original and compared it."""
    CORROBORATED = "corroborated"
    """Other sources say the same."""
    DISPUTED = "disputed"
    """Others say otherwise; `dispute_note` says what."""
    WITHDRAWN = "withdrawn"
    """Its maker took it back."""


class Originality(StrEnum):
    UNCHECKED = "unchecked"
    """Nobody has looked."""
    CHECKED = "checked"
    """Somebody has looked."""


class Rights(Record):
    basis: Line
    """Why it may be used: public domain, licence, quotation right, fair use."""
    licence: Line | None = None
    """Name of the licence, such as CC BY 4.0."""
    max_words: Annotated[Whole, Field(ge=0)] | None = None
    """The longest excerpt that the rights allow."""


class Source(Item):
    title: Text
    """As it stands on the document; old titles may hold terms that are not used any more."""
    also_known_as: tuple[Text, ...] = ()
    """Other titles under which it is found."""
    student_title: ByBand | None = None
    """How students' documents name it; without it they name organisation and year only."""
    org: Line | None = None
    """Organisation that made it."""
    unit: Line | None = None
    """Part of the organisation that made it."""
    host: Line | None = None
    """Who keeps the copy that was read, where that is somebody else."""
    author: Line | None = None
    """Person who wrote it."""
    series: Line | None = None
    """Series or larger work that it is part of."""
    format: Format | None = None
    """What it is: a pdf, doc, web page, print, dataset, or pupil-work."""
    language: Language | None = None
    """Language that it is written in."""
    date: Partial | None = None
    """When it was made, as exactly as it says."""
    date_note: Text | None = None
    """Why there is no date, or how it was estimated."""
    accessed: tuple[Partial, ...] = ()
    """Every day on which somebody read it."""
    pages: Whole | None = None
    """Length of the document; excerpts of long ones say where they stand."""
    words: Whole | None = None
    """Length of the document in words."""
    originality: Originality | None = None
    """For pupils' work: whether anybody has compared it with what it may have been copied from."""
    url: Address | None = None
    """Address at which it was read."""
    url_note: Text | None = None
    """Why there is no address, or what is wrong with it."""
    status: SourceStatus
    """Whether it still stands."""
    superseded_by: Slug | None = None
    """Id of the source that took its place."""
    verification: Verification
    """Whether anybody has compared it with others."""
    verified_by: Line | None = None
    """Role of who verified, never a private name."""
    verified_on: Partial | None = None
    """The day of the check."""
    dispute_note: Text | None = None
    """What is disputed, and by whom."""
    rights: Rights
    """Why it may be used, and how much of it."""
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
