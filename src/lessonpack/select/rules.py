"""Which items a band of students may see, and for the others why not. Denies by default; knows nothing of wording."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lessonpack.model.help import HelpResource, HelpStatus
from lessonpack.model.items import (
    Activity,
    Comparison,
    ContextNote,
    Definition,
    Excerpt,
    Item,
    Question,
    Statistic,
)
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.model.source import Source, Verification
from lessonpack.model.text import ByBand
from lessonpack.select.selection import Omission, Reason


def withheld_items(module: Module, band: str, policy: Policy) -> dict[str, Omission]:
    """Item id -> why students of the band do not get it; what is not in here, they get."""
    withheld: dict[str, Omission] = {}
    for item in module.items():
        reason = _own_reason(item, band, policy)
        if reason:
            withheld[item.id] = reason
    # An item may need another that needs a third: go on until nothing more falls.
    pending = True
    while pending:
        pending = False
        for item in module.items():
            missing = next((n for n in needs(item) if n in withheld), None)
            if item.id not in withheld and missing:
                withheld[item.id] = _omission(item, Reason.NEEDS_WITHHELD, needs=missing)
                pending = True
    return withheld


def is_printable(item: Item, policy: Policy) -> bool:
    """False for what not even teachers may read: an intensity at or above `caps.never`, or above the adult ceiling."""
    return all(
        intensity <= policy.ceiling(topic, policy.teacher_band) for topic, intensity in (item.topics or {}).items()
    )


def help_reason(resource: HelpResource, policy: Policy, today: date) -> Reason | None:
    """Why a help line is not printed for students, or None when it is."""
    if resource.status is HelpStatus.CLOSED:
        return Reason.CLOSED
    return None if resource.is_current(today, policy.help.recheck_days) else Reason.NOT_CHECKED


def kind_of(item: Item) -> str:
    """The item's kind as people call it."""
    return "context note" if isinstance(item, ContextNote) else type(item).__name__.lower()


def needs(item: Item) -> Iterator[str]:
    """Ids of the items without which this one makes no sense."""
    match item:
        case Question() | Activity():
            yield from item.uses
        case Excerpt() | Definition() | ContextNote() | Statistic() | Comparison():
            if item.source:
                yield item.source
        case _:
            return


def _own_reason(item: Item, band: str, policy: Policy) -> Omission | None:
    if item.topics is None:
        return _omission(item, Reason.UNRATED)
    for topic, intensity in item.topics.items():
        if intensity >= policy.caps.never:
            return _omission(item, Reason.NEVER, topic=topic, found=intensity, limit=policy.caps.never)
    for topic, intensity in item.topics.items():
        limit = policy.ceiling(topic, band)
        if intensity > limit:
            return _omission(item, Reason.ABOVE_CEILING, topic=topic, found=intensity, limit=limit)
    if item.bands is not None and band not in item.bands:
        return _omission(item, Reason.NOT_FOR_BAND)
    if isinstance(item, Source) and item.verification is Verification.WITHDRAWN:
        return _omission(item, Reason.WITHDRAWN)
    if any(text is None or text.levels(band) is None for text in _student_texts(item)):
        return _omission(item, Reason.NO_TEXT)
    return None


def _student_texts(item: Item) -> tuple[ByBand | None, ...]:
    """The texts without which students have nothing to read."""
    match item:
        case Definition():
            return (item.term, item.text)
        case ContextNote():
            return (item.heading, item.text)
        case Excerpt():
            return (item.student_text,)
        case Statistic():
            return (item.label, *(part.label for part in item.parts))
        case Comparison():
            return (item.indicator, item.definition)
        case Question():
            return (item.text,)
        case Activity():
            return (item.title, *item.steps)
        case _:
            return ()


def _omission(
    item: Item, reason: Reason, *, topic: str = "", found: int = 0, limit: int = 0, needs: str = ""
) -> Omission:
    return Omission(item.id, kind_of(item), reason, topic, found, limit, needs, item.span)
