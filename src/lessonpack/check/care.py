"""A policy's fixed words of care: they stand on every sheet, so they are looked at as content is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonpack.check.case import ERROR, Content, Finding, Rule
from lessonpack.check.contacts import reached, sites, telephone
from lessonpack.check.phrases import first, used
from lessonpack.check.texts import PLACEHOLDER
from lessonpack.model import inline
from lessonpack.model.text import ByBand, Text


def _words(content: Content) -> Iterator[Finding]:
    care, told = content.policy.care, set()
    for name in type(care).model_fields:
        value = getattr(care, name)
        for words in value if isinstance(value, tuple) else (value,):
            for band, text in _read(words, tuple(content.policy.bands)):
                found = _fault(content, text, band)
                if found and text.span not in told:
                    told.add(text.span)
                    yield Finding(text.span, f"`care.{name}` for band {band} {found}")


def _read(words: ByBand, bands: tuple[str, ...]) -> Iterator[tuple[str, Text]]:
    for band in bands:
        levels = words.levels(band)
        yield from ((band, text) for text in (levels.core, levels.easy) if text) if levels else ()


def _fault(content: Content, text: Text, band: str) -> str:
    words = str(text)
    if PLACEHOLDER.search(words) or not re.search(r"\w\w", words):
        return "says nothing"
    linked = (link.href for paragraph in text.paragraphs for link in inline.links(paragraph))
    if found := telephone(words) or reached(words) or next(iter((*sites(words), *linked)), ""):
        return f"holds {found!r}; numbers and addresses come from the register of help lines"
    found = "" if band == content.policy.teacher_band else _unsaid(content, words, band)
    return f"says {found!r}, which sheets do not say" if found else ""


def _unsaid(content: Content, words: str, band: str) -> str:
    """What the band does not read: blocked words, fear, blame that nothing denies, words that are not used any more."""
    lexicon = content.lexicon
    blame = () if first(lexicon.blame_rejected, words) else lexicon.blame
    outdated = (used(rule, words, near=rule.near) for rule in lexicon.terms if rule.is_error_for_students)
    asked = (used(rule, words) for rule in lexicon.prompts if rule.severity == "error")
    found = first((*lexicon.stems(band, ()), *lexicon.fear, *blame), words, allowed=lexicon.allowed)
    return found or next(filter(None, (*outdated, *asked)), "")


RULES = (
    Rule(
        "policy/care-words",
        ERROR,
        "The policy's fixed words of care say nothing, blame, frighten, or hold a number or an address.",
        "They are the part of a sheet that protects; emptied or turned round, the sheet still looks complete.",
        "write what comforts, in the words of the band",
        _words,
    ),
)
