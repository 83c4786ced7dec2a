"""Words that a policy watches for, as data: what to write instead, what an age does not meet, what nobody is asked.

A phrase is typed as words: `*` at the end of a word stands for any ending, `(a|b)` for one or the other, `...` for up
to six words of the same sentence. Capitals matter only in a word that starts with `=`. How phrases are found is
`check.phrases`'.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lessonpack.model.record import Record
from lessonpack.model.values import BandName, Language, Line, Replacement, Slug, YesNo

_CHOICES = r"\([^()\n]*\)"
"""Brackets inside of brackets would be looked for as they stand, and so be found nowhere."""
Phrase = Annotated[str, StringConstraints(pattern=rf"^(?:[^()\s]|{_CHOICES})(?:[^()\n]|{_CHOICES})*$", max_length=200)]
Phrases = Annotated[tuple[Phrase, ...], Field(min_length=1)]
Weight = Literal["error", "warning", "note"]
"""A note tells once for a module what to think about; it is no fault."""
_WEIGHTS = ("error", "warning", "note")


class TermRule(Record):
    """A word that is not used any more, and what to write instead (Terminology Guidelines, 2nd edition, 2025)."""

    id: Slug
    """Name of the rule."""
    match: Phrases
    """Words that it watches for."""
    use: Line
    """What to write instead."""
    severity: Weight
    """How much it weighs: an error, a warning, or a note."""
    students: Weight | None = None
    """Where students read it, if that weighs otherwise."""
    near: tuple[Phrase, ...] = ()
    """Only where one of these stands in the same sentence: words that are wrong of a child and right otherwise."""
    unless: tuple[Phrase, ...] = ()
    """Not where one of these stands in the same sentence: words that deny it, or that mean something else."""
    swap: dict[Phrase, Replacement] = Field(default_factory=dict)
    """Exact words -> what may stand in their place in any sentence, whatever stands around them, so that no person has
    to look: `lessonpack check --fix` writes it. Only in rules with one successor, and without `near` and `unless`."""
    allow_in: tuple[Literal["source-title", "teacher-quote", "legal-title"], ...] = ()
    """Where the old word may stand, for it is cited: a law's exact title in words for teachers and in notes on law."""

    @model_validator(mode="after")
    def _swaps_anywhere(self) -> Self:
        """Words that depend on their sentence, or have several successors, are for a person to choose."""
        if self.swap and (self.near or self.unless or ";" in self.use):
            why = "`swap` goes with one successor under `use`, and with neither `near` nor `unless`"
            raise PydanticCustomError("content/wrong-value", why)
        return self

    @model_validator(mode="after")
    def _students_are_not_told_less(self) -> Self:
        if self.students and _WEIGHTS.index(self.students) > _WEIGHTS.index(self.severity):
            message = "`students: {students}` weighs less than `severity: {severity}`; it is for what weighs more"
            given = {"students": self.students, "severity": self.severity}
            raise PydanticCustomError("content/wrong-value", message, given)
        return self

    @property
    def is_error_for_students(self) -> bool:
        return (self.students or self.severity) == "error"


class PromptRule(Record):
    """What no question, step or activity asks of pupils."""

    id: Slug
    """Name of the rule."""
    match: Phrases
    """Words that it watches for."""
    severity: Weight
    """How much it weighs: an error, a warning, or a note."""
    say: Line
    """What to ask instead."""
    unless: tuple[Phrase, ...] = ()
    """Not where one of these stands in the same sentence: words that reject what the rule looks for."""
    bands: tuple[BandName, ...] | None = None
    """Only for these bands; for all where absent."""


class Exemption(Record):
    """Where the policy itself lets a blocked word stand: a decision that is recorded here and not in a module."""

    words: Phrases
    """As they stand under `blocked`."""
    bands: tuple[BandName, ...] | None = None
    """Only for these bands; for all where absent."""
    subjects: tuple[Line, ...] = ()
    """Subjects, as modules name them, that cannot do without the words."""
    in_legal_titles: YesNo = False
    """In the exact title of a law, inside a note on law."""

    def is_for(self, band: str) -> bool:
        return self.bands is None or band in self.bands


class Lexicon(Record):
    """The watched words of one language."""

    needs_native_reader: YesNo = False
    """True until somebody who grew up with the language and knows child protection has approved it."""
    terms: tuple[TermRule, ...] = ()
    """Words that are not used any more, and what to write instead."""
    blocked: dict[BandName, Phrases] = Field(default_factory=dict)
    """Band -> words that its sheets do not say."""
    blocked_for_all: tuple[Phrase, ...] = ()
    """Words that no student's sheet says."""
    exempt: tuple[Exemption, ...] = ()
    """Where the policy lets a blocked word stand."""
    allowed: tuple[Phrase, ...] = ()
    """Phrases in which a blocked or a frightening word may stand: names, fixed sentences."""
    legal_titles: tuple[Phrase, ...] = ()
    """Exact names of laws and treaties, which may hold words that are not used any more."""
    fear: tuple[Phrase, ...] = ()
    """Words that frighten or preach; an error for the bands in `fear_is_error`, a warning for others."""
    fear_is_error: tuple[BandName, ...] = ()
    """Bands for which a frightening word is an error."""
    warning: tuple[Phrase, ...] = ()
    """Words that warn: an exclamation mark after one of them only makes it louder."""
    blame: tuple[Phrase, ...] = ()
    """Words that look for the cause in whoever is harmed: no factor uses them, and no wrong answer goes uncorrected."""
    blame_rejected: tuple[Phrase, ...] = ()
    """Words of a correction that takes the blame off whoever was harmed."""
    prompts: tuple[PromptRule, ...] = ()
    """What no question, step or activity asks of pupils."""
    advice: tuple[Phrase, ...] = ()
    """Legal advice, which no sheet gives."""
    superlatives: tuple[Phrase, ...] = ()
    """Rankings, which need a source."""
    relative_time: tuple[Phrase, ...] = ()
    """Times that shift with the reader's day."""
    groups: tuple[tuple[Phrase, ...], ...] = ()
    """Words for groups that belong together, such as girls and boys: a pack that names one names the other."""

    def stems(self, band: str, subjects: tuple[str, ...]) -> tuple[str, ...]:
        """Words that sheets of a band on these subjects do not say."""
        named = {subject.casefold() for subject in subjects}
        free = {
            word
            for exemption in self.exempt
            if exemption.is_for(band) and named & {subject.casefold() for subject in exemption.subjects}
            for word in exemption.words
        }
        return tuple(stem for stem in (*self.blocked.get(band, ()), *self.blocked_for_all) if stem not in free)

    def free_in_titles(self, band: str) -> frozenset[str]:
        """Those of them that may stand in the title of a law."""
        titled = (e for e in self.exempt if e.in_legal_titles and e.is_for(band))
        return frozenset(word for exemption in titled for word in exemption.words)

    def joined(self, other: Self) -> Self:
        """The words of both: nothing is taken away."""
        return self.model_copy(
            update={name: _both(getattr(self, name), getattr(other, name)) for name in type(self).model_fields}
        )


def _both(one: object, other: object) -> object:
    match one, other:
        case dict(), dict():
            return {key: _both(one.get(key, ()), other.get(key, ())) for key in {**one, **other}}
        case tuple(), tuple():
            return (*one, *(entry for entry in other if entry not in one))
        case _:
            return one or other


LexiconByLanguage = dict[Language, Lexicon]
