"""People: nobody of flesh and blood can be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonpack.check.case import ERROR, Content, Finding, Rule
from lessonpack.check.contacts import seen
from lessonpack.check.phrases import sentences
from lessonpack.model.reach import Use

_NAME_AND_AGE = re.compile(
    r"\b([^\W\d_a-z][^\W\d_]+)(?: [^\W\d_a-z][^\W\d_]+)?(?:,? (?:who )?(?:is|was|aged|turned)|, )\s?(\d{1,2})\b"
    r"|\b(\d{1,2})[- ]year[- ]old ([^\W\d_a-z][^\W\d_]+)"
)
"""A name with an age: `Olga, 16`, `Olga is 16`, `16-year-old Olga`."""
_PLACE = re.compile(r"\b(?:in|from|near|at|of) (?:the (?:town|city|village) of )?([^\W\d_a-z][^\W\d_]{2,})")
_FILE = re.compile(
    r"\b(?:case|file|docket|court) (?:no\.?|number|file)? ?(?:[A-Z]{0,3}[-/ ]?)\d{2,}[-/]?\d*", re.IGNORECASE
)
_SCHOOL = re.compile(r"\b(?:school|gymnasium|lyceum|orphanage) (?:no\.?|number|№) ?\d+", re.IGNORECASE)
_NO_PLACES = frozenset(
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December", "English", "Source", "Question", "Lesson", "Saturdays", "Sundays")
)  # fmt: skip


def _identifiable(content: Content) -> Iterator[Finding]:
    for said in content.said:
        if not said.is_for_students or said.use is Use.SOURCE_TITLE or said.field == "locator":
            continue
        found = _recognised(said.words)
        if found:
            yield Finding(said.text.place_of(found), f"{found!r} lets a person be recognised", about=said.about)


def _recognised(words: str) -> str:
    """The words by which somebody could be found: name, age and place close together, a file, a school's number."""
    plain = seen(words)
    for pattern in (_FILE, _SCHOOL):
        if match := pattern.search(plain):
            return match.group()
    parts = sentences(plain)
    for number, sentence in enumerate(parts):
        person = _NAME_AND_AGE.search(sentence)
        if person:
            for place in _PLACE.finditer(" ".join(parts[number : number + 2])):
                if place.group(1) not in _NO_PLACES and place.group(1) not in person.groups():
                    return person.group()
    return ""


def _pupil_named(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        if source.format == "pupil-work":
            for field in ("author", "org"):
                if getattr(source, field) not in (None, "withheld"):
                    message = f"a pupil's work names {getattr(source, field)!r}"
                    yield Finding(source.span_of(field), message, about=source.id)


RULES = (
    Rule(
        "persons/identifiable",
        ERROR,
        "A text for students gives name, age and place of a person, a file number, or the number of a school.",
        "Together they find somebody, who never agreed to be a lesson; invented people have a first name and no place.",
        "leave the place out, and say that the people are invented",
        _identifiable,
    ),
    Rule(
        "persons/pupil-named",
        ERROR,
        "A pupil's work is printed with its author or school.",
        "A pupil cannot take back what thousands of copies say.",
        "write `author: withheld`, and no organisation",
        _pupil_named,
    ),
)
