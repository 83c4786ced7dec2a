"""Words that come from beside the module and stand on its sheets: the policy's words of care, and what the register
says of a help line. They are looked at as content is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonpack.check.case import ERROR, Content, Finding, Rule
from lessonpack.check.contacts import reached, sites, telephone
from lessonpack.check.phrases import first, used
from lessonpack.check.texts import PLACEHOLDER
from lessonpack.check.turned import turned, turned_step
from lessonpack.model import inline
from lessonpack.model.help import HelpResource, HelpStatus
from lessonpack.model.kept import kept
from lessonpack.model.lexicon import Lexicon
from lessonpack.model.policy import Policy
from lessonpack.model.text import ByBand, Text


def _words(content: Content) -> Iterator[Finding]:
    yield from _of_policy(content.policy, content.lexicon)


@kept(4)
def _of_policy(policy: Policy, lexicon: Lexicon) -> tuple[Finding, ...]:
    """The same for every module in the language of the lexicon."""
    return tuple(_of_care(policy, lexicon))


def _of_care(policy: Policy, lexicon: Lexicon) -> Iterator[Finding]:
    care, told = policy.care, set()
    for name in type(care).model_fields:
        value = getattr(care, name)
        for words in value if isinstance(value, tuple) else (value,):
            for band, text in _read(words, tuple(policy.bands)):
                found = _fault(text, lexicon, "" if band == policy.teacher_band else band)
                if found and text.span not in told:
                    told.add(text.span)
                    yield Finding(text.span, f"`care.{name}` for band {band} {found}")


def _read(words: ByBand, bands: tuple[str, ...]) -> Iterator[tuple[str, Text]]:
    for band in bands:
        levels = words.levels(band)
        yield from ((band, text) for text in (levels.core, levels.easy) if text) if levels else ()


def _fault(text: Text, lexicon: Lexicon, band: str) -> str:
    """What is wrong with words that the band reads; no band: teachers do."""
    words = str(text)
    if PLACEHOLDER.search(words) or not re.search(r"\w\w", words):
        return "says nothing"
    linked = (link.href for paragraph in text.paragraphs for link in inline.links(paragraph))
    if found := telephone(words) or reached(words) or next(iter((*sites(words), *linked)), ""):
        return f"holds {found!r}; numbers and addresses come from the register of help lines"
    found = _unsaid(lexicon, words, band) if band else ""
    if found:
        return f"says {found!r}, which sheets do not say"
    found = turned(words) if band else turned_step(words)
    return f"says {found!r}, which turns what protects into its opposite" if found else ""


def _unsaid(lexicon: Lexicon, words: str, band: str) -> str:
    """What the band does not read: blocked words, fear, blame that nothing denies, words that are not used any more."""
    blame = () if first(lexicon.blame_rejected, words) else lexicon.blame
    outdated = (used(rule, words, near=rule.near) for rule in lexicon.terms if rule.is_error_for_students)
    asked = (used(rule, words) for rule in lexicon.prompts if rule.severity == "error")
    found = first((*lexicon.stems(band, ()), *lexicon.fear, *blame), words, allowed=lexicon.allowed)
    return found or next(filter(None, (*outdated, *asked)), "")


_AS_CARE = ("content_note", "caution", "closing")


def _own_care(content: Content) -> Iterator[Finding]:
    """A module's own words in the place of the policy's. What else they may hold, other rules look at."""
    lexicon = content.lexicon
    for said in content.said:
        if said.item or said.field not in _AS_CARE:
            continue
        is_rejected = said.is_teachers or first(lexicon.blame_rejected, said.words)
        found = turned(said.words) or ("" if is_rejected else first(lexicon.blame, said.words))
        if found:
            yield Finding(said.text.place_of(found), f"`{said.field}` says {found!r}")


_UNDONE = (
    "(do not|don't|never) (call|ring|use|text|write|trust)",
    "(call|ring|use) ... instead",
    "out of service",
)


def _line_words(content: Content) -> Iterator[Finding]:
    for line in content.help:
        if line.status is not HelpStatus.CLOSED:
            yield from _of_line(line, content.lexicon, content.policy.student_bands()[-1])


@kept(256)
def _of_line(line: HelpResource, lexicon: Lexicon, eldest: str) -> tuple[Finding, ...]:
    """The same for every module that names the line."""
    return tuple(_of_register(line, lexicon, eldest))


def _of_register(line: HelpResource, lexicon: Lexicon, eldest: str) -> Iterator[Finding]:
    own = (*sites(line.web or ""),)
    for field in ("org", "service", "hours", "cost"):
        value = getattr(line, field)
        for words in map(_with_links, value.texts()) if isinstance(value, ByBand) else (value or "",):
            found = telephone(words) or reached(words) or next((s for s in sites(words) if s not in own), "")
            found = found or first(_UNDONE, words) or turned(words) or _unsaid_of_a_line(lexicon, words, eldest)
            if found:
                message = f"the {field} of `{line.id}` says {found!r}"
                yield Finding(line.span_of(field), message, about=line.id)


def _with_links(text: Text) -> str:
    """The words with the addresses that stand behind them."""
    return "\n".join((str(text), *(link.href for paragraph in text.paragraphs for link in inline.links(paragraph))))


def _unsaid_of_a_line(lexicon: Lexicon, words: str, eldest: str) -> str:
    """Names of lines may say what they help with; what no student's sheet says they do not say either."""
    return first((*lexicon.stems(eldest, ()), *lexicon.fear), words, allowed=lexicon.allowed)


RULES = (
    Rule(
        "help/line-words",
        ERROR,
        "A help line's name, service, hours or cost holds a second number, an address, or words that undo the line.",
        "They are printed beside the number, and whoever is in need follows what stands there.",
        "write the number into `phone:`, the address into `web:`, and leave the rest out",
        _line_words,
    ),
    Rule(
        "texts/care-words",
        ERROR,
        "A module's own content note, caution or closing blames, asks for secrecy or speaks against help.",
        "These stand in the place of the policy's words of care, and are what a pupil reads first and last.",
        "write what comforts, in the words of the band",
        _own_care,
    ),
    Rule(
        "policy/care-words",
        ERROR,
        "The policy's fixed words of care say nothing, blame, frighten, ask for secrecy, or hold a number or address.",
        "They are the part of a sheet that protects; emptied or turned round, the sheet still looks complete.",
        "write what comforts, in the words of the band",
        _words,
    ),
)
