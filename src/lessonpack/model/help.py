"""Where a person can find help. An entry that no person has checked is data for the teacher, not advice for a child."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from lessonpack.model.record import Record
from lessonpack.model.text import ByBand, Text
from lessonpack.model.values import Address, Age, Language, Line, Partial, Reach, Slug, Whole, YesNo


class HelpStatus(StrEnum):
    VERIFIED = "verified"
    """A person has checked it; printed for students."""
    UNVERIFIED = "unverified"
    """Nobody has checked it; for the teacher to call first."""
    DISPUTED = "disputed"
    """Sources contradict each other; teacher only until somebody has called."""
    CLOSED = "closed"
    """Known to be out of service; printed nowhere, kept so that nobody adds it again."""


class HelpKind(StrEnum):
    EMERGENCY = "emergency"
    """Police, ambulance, fire."""
    CHILD_HELPLINE = "child-helpline"
    """A line for children and young people."""
    HELPLINE = "helpline"
    """A line for everybody."""
    ONLINE = "online"
    """A site or chat."""
    DIRECTORY = "directory"
    """A list of places that help."""


class Evidence(Record):
    found: Text
    """What was seen, and where."""
    dated: Partial | None = None
    """The date that stands on it."""
    url: Address | None = None
    """Where it was seen."""


WORLD = "WORLD"
"""Reached from everywhere."""


class HelpResource(Record):
    id: Slug
    """Unique in the register; modules name help lines by it."""
    org: Line
    """Who runs it."""
    service: ByBand
    """What it is called, or what it does, in words for the band."""
    kind: HelpKind
    """What kind of help it is."""
    places: tuple[Reach, ...]
    """Countries where it answers, or WORLD."""
    phone: Line | None = None
    """Exactly as it is dialled inside the country; printed as typed."""
    phone_intl: Line | None = None
    """How it is dialled from abroad; printed as typed."""
    sms: Line | None = None
    """Number for text messages; printed as typed."""
    web: Address | None = None
    """Address of its site or chat."""
    hours: ByBand | None = None
    """When somebody answers."""
    languages: tuple[Language, ...] = ()
    """Languages in which one is answered."""
    cost: ByBand | None = None
    """What a call costs, such as free."""
    ages: Annotated[tuple[Age, ...], Field(min_length=2, max_length=2)] | None = None
    """Youngest and oldest who may use it alone, both included; students of other ages do not get it."""
    anonymous: YesNo | None = None
    """Whether one may keep one's name to oneself."""
    status: HelpStatus
    """Whether a person has checked it."""
    verified_on: Partial | None = None
    """The day on which it was called, opened or written to."""
    verified_by: Line | None = None
    """Role of the person who called or opened it, never a private name."""
    method: Literal["called", "opened", "wrote"] | None = None
    """How it was checked: called, opened, or wrote."""
    recheck_days: Annotated[Whole, Field(ge=1, le=730)] | None = None
    """Days after which the check is void, where that is sooner than the policy's limit."""
    evidence: tuple[Evidence, ...] = ()
    """What is known of it, and from where."""
    notes: Text | None = None
    """For the teacher."""
    supersedes: tuple[Slug, ...] = ()
    """Ids of entries that it took the place of."""

    @model_validator(mode="after")
    def _verified_means_checked(self) -> Self:
        missing = [f for f in ("verified_on", "verified_by", "method") if getattr(self, f) is None]
        if self.status is HelpStatus.VERIFIED and missing:
            raise PydanticCustomError(
                "help/unbacked", "status is verified, but {missing} is missing", {"missing": " and ".join(missing)}
            )
        if self.status is HelpStatus.VERIFIED and not (self.phone or self.web or self.sms):
            raise PydanticCustomError("help/no-contact", "status is verified, but there is no phone, sms or web")
        return self

    def is_current(self, today: date, recheck_days: int) -> bool:
        """True when a person has checked it, not later than `today` and not longer ago than the limit in days."""
        if self.status is not HelpStatus.VERIFIED or self.verified_on is None:
            return False
        age = today - self.verified_on.first_day()
        return timedelta(0) <= age <= timedelta(days=self.limit_days(recheck_days))

    def serves(self, ages: tuple[int, ...]) -> bool:
        """True where everybody between the two ages may use it alone."""
        return self.ages is None or (self.ages[0] <= ages[0] and ages[-1] <= self.ages[-1])

    def answers_in(self, country: str | None) -> bool:
        """True where it is reached from the country, or where no country is asked for."""
        return country is None or country in self.places or WORLD in self.places

    def limit_days(self, recheck_days: int) -> int:
        """Days for which a check holds: the policy's, or fewer where the line asks for it; never more."""
        return min(self.recheck_days or recheck_days, recheck_days)


class HelpRegistry(Record):
    lessonpack: Literal["1"]
    """Version of this schema."""
    resources: tuple[HelpResource, ...]
    """All help lines, checked or not."""
