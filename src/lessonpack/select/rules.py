"""Which items a band of students may see, and for the others why not. Denies by default; knows nothing of wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from lessonpack.model import inline
from lessonpack.model.help import HelpResource, HelpStatus
from lessonpack.model.items import (
    Activity,
    Comparison,
    ContextNote,
    Definition,
    Excerpt,
    ExcerptKind,
    Factor,
    Item,
    Organiser,
    Question,
    Statistic,
)
from lessonpack.model.kept import kept
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.model.reach import TEACHERS_FIELDS
from lessonpack.model.record import Record
from lessonpack.model.source import Source, Verification
from lessonpack.model.text import ByBand, Text
from lessonpack.select.selection import Omission, Reason


@kept(8)
def withheld_items(module: Module, band: str, policy: Policy) -> Mapping[str, Omission]:
    """Item id -> why students of the band do not get it; what is not in here, they get."""
    withheld: dict[str, Omission] = {}
    for item in module.items():
        reason = _own_reason(item, band, policy)
        if reason:
            withheld[item.id] = reason
    # An item may need another that needs a third: go on until nothing more falls.
    needed = {item.id: (*needs(item), *_named_definitions(item, band)) for item in module.items()}
    pending = True
    while pending:
        pending = False
        for item in module.items():
            missing = next((n for n in needed[item.id] if n in withheld), None)
            if item.id not in withheld and missing:
                withheld[item.id] = _omission(item, Reason.NEEDS_WITHHELD, needs=missing)
                pending = True
    return withheld


def is_printable(item: Item, policy: Policy) -> bool:
    """False for what not even teachers may read: an intensity at or above `caps.never`, or above the adult ceiling."""
    return all(
        intensity <= policy.ceiling(topic, policy.teacher_band) for topic, intensity in (item.topics or {}).items()
    )


def help_reason(resource: HelpResource, band: str, policy: Policy, today: date) -> Reason | None:
    """Why a help line is not printed for students of the band, or None when it is."""
    if resource.status is HelpStatus.CLOSED:
        return Reason.CLOSED
    if not resource.is_current(today, policy.help.recheck_days):
        return Reason.NOT_CHECKED
    if not resource.serves(policy.bands[band].ages):
        return Reason.NOT_FOR_BAND
    return Reason.NO_TEXT if resource.service.levels(band) is None else None


def kind_of(item: Item) -> str:
    """The item's kind as people call it."""
    return "context note" if isinstance(item, ContextNote) else type(item).__name__.lower()


def needs(item: Item) -> Iterator[str]:
    """Ids of the items without which this one makes no sense."""
    match item:
        case Question() | Activity() | Organiser():
            yield from item.uses
        case Excerpt() | Definition() | ContextNote() | Statistic() | Factor():
            if item.source:
                yield item.source
        case Comparison():
            yield from (s for s in (item.source, *(value.source for value in item.values)) if s)
        case _:
            return


def _named_definitions(value: object, band: str) -> Iterator[str]:
    """Definitions whose own term stands in what students of the band read: `{term-id}` without words of its own."""
    match value:
        case Text():
            for paragraph in value.paragraphs:
                yield from _unworded(paragraph)
        case ByBand():
            levels = value.levels(band)
            for text in (levels.core, levels.easy) if levels else ():
                yield from _named_definitions(text, band)
        case Record():
            for name in type(value).model_fields:
                found = getattr(value, name)
                if name not in TEACHERS_FIELDS or isinstance(found, ByBand):
                    yield from _named_definitions(found, band)
        case tuple():
            for part in value:
                yield from _named_definitions(part, band)
        case _:
            return


def _unworded(marks: tuple[inline.Mark, ...]) -> Iterator[str]:
    for mark in marks:
        if isinstance(mark, inline.Term) and not mark.children:
            yield mark.definition
        elif not isinstance(mark, inline.Words):
            yield from _unworded(mark.children)


def _own_reason(item: Item, band: str, policy: Policy) -> Omission | None:
    if item.topics is None:
        return _omission(item, Reason.UNRATED)
    above = _worst(item.topics, band, policy)
    if above:
        topic, found, limit = above
        reason = Reason.NEVER if limit == policy.caps.never else Reason.ABOVE_CEILING
        known = policy.topics.get(topic)
        omission = _omission(item, reason, topic=topic, found=found, limit=limit)
        return replace(omission, topic_name=known.name if known else "")
    together = _together(item, band, policy)
    if together:
        return together
    if item.bands is not None and band not in item.bands:
        return _omission(item, Reason.NOT_FOR_BAND)
    if isinstance(item, Source) and item.verification is Verification.WITHDRAWN:
        return _omission(item, Reason.WITHDRAWN)
    if any(text is None or text.levels(band) is None for text in _student_texts(item)):
        return _omission(item, Reason.NO_TEXT)
    return None


HARD = 3
"""The intensity from which a topic counts as hard."""


def _together(item: Item, band: str, policy: Policy) -> Omission | None:
    """What each ceiling would let pass by itself: many hard topics in one item, or a source's own words."""
    topics = item.topics or {}
    hard, most = sum(found >= HARD for found in topics.values()), _tightest(policy.caps.hard_topics, band, policy)
    if most is not None and hard > most:
        return _omission(item, Reason.HARD_TOGETHER, found=hard, limit=most)
    limit = _tightest(policy.caps.quote_max, band, policy)
    if limit is not None and isinstance(item, Excerpt) and item.kind is ExcerptKind.QUOTE:
        topic, found = max(topics.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        if found > limit:
            return _omission(item, Reason.QUOTE_TOO_STRONG, topic=topic, found=found, limit=limit)
    return None


def _tightest(caps: dict[str, int], band: str, policy: Policy) -> int | None:
    """The lowest cap of the band and of all elder ones: what is too much for these is too much for the band, too."""
    bands = policy.student_bands()
    return min((caps[name] for name in bands[bands.index(band) :] if name in caps), default=None)


def _worst(topics: dict[str, int], band: str, policy: Policy) -> tuple[str, int, int] | None:
    """Topic, intensity and limit of what is printed for nobody, or else of what is furthest above its ceiling.

    The same whatever the order in which topics were typed.
    """
    never = policy.caps.never
    limits = {topic: never if found >= never else policy.ceiling(topic, band) for topic, found in topics.items()}
    above = [
        (limit != never, limit - found, topic, found, limit)
        for topic, limit in limits.items()
        if (found := topics[topic]) > limit or found >= never
    ]
    return min(above)[2:] if above else None


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
        case Factor():
            return (item.risk, item.protection)
        case Question():
            return (item.text,)
        case Activity():
            return (item.title, *item.steps)
        case Organiser():
            return (item.title, item.task, *item.headings, *item.rows)
        case Source():
            # Without a title for students, organisation or author name it; the document's own title never does.
            return () if item.org or item.author else (item.student_title,)
        case _:
            return ()


def _omission(
    item: Item, reason: Reason, *, topic: str = "", found: int = 0, limit: int = 0, needs: str = ""
) -> Omission:
    return Omission(item.id, kind_of(item), reason, topic, found, limit, needs, span=item.span)
