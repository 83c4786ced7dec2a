"""A pack file: what is built of which modules for which class, in which look, and in which order of sections.

Whether the names in it mean anything in a project is asked by `plan`; this file knows forms alone.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lessonpack.model.audience import Kind
from lessonpack.model.record import Record
from lessonpack.model.values import BandName, Line, SectionName, Slug

Names = Annotated[tuple[Slug, ...], Field(min_length=1)]
Order = Annotated[tuple[SectionName, ...], Field(min_length=1)]


class PackPlan(Record):
    """Whatever a pack file does not say stays as it is without one."""

    lessonpack: Literal["1"]
    """Version of this schema."""
    about: Line | None = None
    """For whom the pack is; printed nowhere."""
    modules: Names | None = None
    """Ids of the modules to build; all of the project where absent."""
    bands: Annotated[tuple[BandName, ...], Field(min_length=1)] | None = None
    """The only bands to build for; all of students where absent."""
    documents: Annotated[tuple[Kind, ...], Field(min_length=1)] | None = None
    """The only documents to build: student, cards, organisers, teacher."""
    themes: Names | None = None
    """The looks to build; `lessonpack build --list-themes` lists them."""
    paper: Literal["a4", "letter"] | None = None
    """The theme's where absent."""
    templates: Slug | None = None
    """The template set; `standard` where absent."""
    sections: dict[Kind, Order] = Field(default_factory=dict)
    """Document -> its sections, by name, in the order of the pages. A section that is not named is left out."""


class SetFile(Record):
    """What a template set says of itself, in its `set.yaml`."""

    lessonpack: Literal["1"]
    """Version of this schema."""
    about: Line | None = None
    """For whom the set is; printed nowhere."""
    extends: Slug | None = None
    """The set whose files answer for those that this one does not have. A set that extends none has them all."""
