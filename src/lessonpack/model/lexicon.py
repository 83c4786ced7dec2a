"""Words that a policy watches for, as data: what to write instead, what an age does not meet, what nobody is asked.

A phrase is typed as words: `*` at the end of a word stands for any ending, `(a|b)` for one or the other, `...` for up
to six words of the same sentence. Capitals do not matter. How phrases are found is `check.phrases`'.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from lessonpack.model.record import Record
from lessonpack.model.values import BandName, Language, Line, Slug, YesNo

Phrase = Annotated[str, StringConstraints(pattern=r"^\S[^\n]*$", max_length=200)]
Phrases = Annotated[tuple[Phrase, ...], Field(min_length=1)]
Weight = Literal["error", "warning"]


class TermRule(Record):
    """A word that is not used any more, and what to write instead (Terminology Guidelines, 2nd edition, 2025)."""

    id: Slug
    match: Phrases
    use: Line
    """What to write instead."""
    severity: Weight
    near: tuple[Phrase, ...] = ()
    """Only where one of these stands in the same sentence: words that are wrong of a child and right otherwise."""
    allow_in: tuple[Literal["source-title", "teacher-quote"], ...] = ()
    """Where the old word may stand, for it is cited."""


class PromptRule(Record):
    """What no question, step or activity asks of pupils."""

    id: Slug
    match: Phrases
    severity: Weight
    say: Line
    """What to ask instead."""
    bands: tuple[BandName, ...] | None = None
    """Only for these bands; for all where absent."""


class Lexicon(Record):
    """The watched words of one language."""

    needs_native_reader: YesNo = False
    """True until somebody who grew up with the language and knows child protection has approved it."""
    terms: tuple[TermRule, ...] = ()
    blocked: dict[BandName, Phrases] = Field(default_factory=dict)
    """Band -> words that its sheets do not say."""
    allowed: tuple[Phrase, ...] = ()
    """Phrases in which a blocked or a frightening word may stand: names, fixed sentences."""
    fear: tuple[Phrase, ...] = ()
    """Words that frighten or preach; an error for the bands in `fear_is_error`, a warning for others."""
    fear_is_error: tuple[BandName, ...] = ()
    prompts: tuple[PromptRule, ...] = ()
    advice: tuple[Phrase, ...] = ()
    """Legal advice, which no sheet gives."""
    superlatives: tuple[Phrase, ...] = ()
    """Rankings, which need a source."""
    relative_time: tuple[Phrase, ...] = ()
    """Times that shift with the reader's day."""
    groups: tuple[tuple[Phrase, ...], ...] = ()
    """Words for groups that belong together, such as girls and boys: a pack that names one names the other."""


LexiconByLanguage = dict[Language, Lexicon]
