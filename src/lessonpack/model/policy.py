"""The rules of an age-appropriate pack as data: bands, topics and their ceilings. What the rules decide is in `select`.

A policy is total and denies by default: a topic or band that it does not name has the ceiling 0.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from lessonpack.model.items import Intensity
from lessonpack.model.record import Record
from lessonpack.model.text import ByBand
from lessonpack.model.values import BandName, Line, Slug, TopicName, Whole, YesNo

Age = Annotated[Whole, Field(ge=0, le=120)]


class Band(Record):
    """A stage of maturity: what may appear. How hard the words are is the reading level, a separate choice."""

    name: Line
    ages: Annotated[tuple[Age, ...], Field(min_length=2, max_length=2)]
    """Youngest and oldest, both included."""


class Topic(Record):
    name: Line
    ceilings: dict[BandName, Intensity]
    """Band -> highest intensity; a band that is not named gets 0."""
    protective: YesNo = False
    sexual: YesNo = False


class Caps(Record):
    student_max: Intensity
    """No student document goes above this, whatever a ceiling says."""
    student_sexual_max: Intensity
    never: Intensity
    """This and anything above is printed nowhere, not even for teachers."""


class HelpRules(Record):
    recheck_days: Annotated[Whole, Field(ge=1, le=730)]
    """A help line that was checked longer ago counts as unverified."""


class Care(Record):
    """Fixed words that protect, for every pack that touches a sensitive topic."""

    content_note: ByBand
    ground_rules: Annotated[tuple[ByBand, ...], Field(min_length=3, max_length=5)]
    opt_out: ByBand
    grounding: ByBand
    not_your_fault: ByBand
    trusted_adult: ByBand
    """Label of the line on which a pupil may write a name."""
    help_line: ByBand
    """The short line at the foot of every page."""
    closing: ByBand


class Policy(Record):
    lessonpack: Literal["1"]
    """Version of this schema."""
    id: Slug
    version: Annotated[Whole, Field(ge=1)]
    teacher_band: BandName
    """The band of adults; teachers read in it."""
    bands: dict[BandName, Band]
    topics: dict[TopicName, Topic]
    caps: Caps
    help: HelpRules
    sign_offs: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Roles that must sign before a document leaves DRAFT."""
    care: Care

    @model_validator(mode="after")
    def _is_closed(self) -> Self:
        named: list[tuple[str | int, ...]] = [
            ("topics", name, "ceilings", band) for name, topic in self.topics.items() for band in topic.ceilings
        ]
        unknown = [path for path in named if path[-1] not in self.bands]
        if self.teacher_band not in self.bands:
            unknown.append(("teacher_band",))
        if unknown:
            raise ValidationError.from_exception_data("Policy", [self._no_such_band(path) for path in unknown])
        return self

    def _no_such_band(self, path: tuple[str | int, ...]) -> InitErrorDetails:
        name = self.teacher_band if path == ("teacher_band",) else path[-1]
        words = {"unknown": name, "known": ", ".join(self.bands)}
        kind = PydanticCustomError("policy/unknown-band", "no band is called {unknown}; the policy has {known}", words)
        return InitErrorDetails(type=kind, loc=path, input=name)

    def student_bands(self) -> tuple[str, ...]:
        """All bands but the teacher's, in the policy's order."""
        return tuple(b for b in self.bands if b != self.teacher_band)

    def ceiling(self, topic: str, band: str) -> int:
        """The highest intensity of a topic that a band may meet; 0 for what the policy does not name."""
        rule = self.topics.get(topic)
        limit = rule.ceilings.get(band, 0) if rule else 0
        if band == self.teacher_band:
            return min(limit, self.caps.never - 1)
        cap = self.caps.student_sexual_max if rule and rule.sexual else self.caps.student_max
        return min(limit, cap, self.caps.never - 1)
