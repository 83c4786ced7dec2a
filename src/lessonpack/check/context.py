"""Context notes: of which time they speak, and on what they rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonpack.check.case import ERROR, NOTE, WARNING, Content, Finding, Rule
from lessonpack.check.phrases import first
from lessonpack.model.items import ContextKind, ContextNote, Item


def _student_notes(content: Content) -> Iterator[ContextNote]:
    """Context that some band of students may read, whether it is written for all or for one."""
    bands = content.policy.student_bands()
    for note in content.module.context:
        if note.topics is not None and any(note.text.levels(band) and _is_meant(note, band) for band in bands):
            yield note


def _is_meant(item: Item, band: str) -> bool:
    return item.bands is None or band in item.bands


def _no_as_of(content: Content) -> Iterator[Finding]:
    place = content.module.place
    names = tuple(name for name in (place.name, place.official_name) if name) if place else ()
    for note in _student_notes(content):
        if note.as_of is not None or note.kind is ContextKind.LAW:
            continue
        words = "\n".join(map(str, note.text.texts()))
        if note.source:
            yield Finding(note.span, f"`{note.id}` retells a source and does not say of when", about=note.id)
        elif (told := first(names, words)) or (told := next(iter(re.findall(r"\d{2,}|\d+ per cent", words)), "")):
            found = f"`{note.id}` says something of {told!r}, from no source and of no time"
            yield Finding(note.text.span, found, about=note.id)


def _no_footing(content: Content) -> Iterator[Finding]:
    topics = content.policy.topics
    told = {found.about for found in _no_as_of(content)}
    for note in _student_notes(content):
        rated = [topics[name] for name, found in (note.topics or {}).items() if found and name in topics]
        is_skill = any(topic.protective for topic in rated)
        if not (note.as_of or note.source or is_skill or note.id in told):
            yield Finding(note.span, f"`{note.id}` names neither source nor time", about=note.id)


def _law_date(content: Content) -> Iterator[Finding]:
    for note in content.module.context:
        if note.kind is ContextKind.LAW and note.as_of is None:
            yield Finding(note.span, f"`{note.id}` is about law and does not say of when", about=note.id)


def _stale(content: Content) -> Iterator[Finding]:
    for note in _student_notes(content):
        if note.as_of and content.policy.is_stale(note.as_of.first_day(), content.today):
            severity = NOTE if note.kind is ContextKind.LAW else WARNING
            yield Finding(
                note.span_of("as_of"), f"`{note.id}` describes {note.as_of}", about=note.id, severity=severity
            )


def _good_practice(content: Content) -> Iterator[Finding]:
    kinds = [note.kind for note in content.module.context]
    if content.is_sensitive and ContextKind.GOOD_PRACTICE not in kinds:
        yield Finding(content.module.span, "no context note tells of something that helped")


RULES = (
    Rule(
        "sources/no-as-of",
        ERROR,
        "A context note for students retells a source, gives a figure or speaks of the country, and is of no time.",
        "Without a date, readers take it for today.",
        "write `as_of:`; it is printed before the words",
        _no_as_of,
    ),
    Rule(
        "sources/no-footing",
        WARNING,
        "A context note for students names neither a source nor a time, and teaches no skill or right.",
        "What stands in a pack is believed; a reader must be able to ask whence it comes.",
        "write `source:` or `as_of:`",
        _no_footing,
    ),
    Rule(
        "sources/law-date",
        WARNING,
        "A note on law does not say of when it is.",
        "Laws change, and a pack is read for years.",
        "write `as_of:`",
        _law_date,
    ),
    Rule(
        "sources/stale",
        WARNING,
        "A context note for students describes a time that is long past; of a law in force this is a note.",
        "A country is not what it was.",
        "look for something newer; or keep it as history, and waive this",
        _stale,
    ),
    Rule(
        "sources/good-practice",
        NOTE,
        "A module on a sensitive subject tells of nothing that helped.",
        "People who help are part of the truth, and the part that protects.",
        "add a context note with `kind: good-practice`",
        _good_practice,
    ),
)
