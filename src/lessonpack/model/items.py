"""The things a module is made of. Which of them a reader may see is decided elsewhere (`select`), from `topics`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from lessonpack.model.record import Record
from lessonpack.model.text import ByBand, Text
from lessonpack.model.values import BandName, Figure, Language, Line, Partial, Slug, TopicName, Whole, YesNo

Intensity = Annotated[Whole, Field(ge=0, le=5)]
Topics = dict[TopicName, Intensity]


class Item(Record):
    id: Slug
    """Unique in the module; other items refer to it."""
    topics: Topics | None = None
    """Which topics it touches, and how strongly (0 absent to 5 never printed). `{}` says: rated, and none.
    Without it the item is not rated, and only the teacher sees it."""
    bands: tuple[BandName, ...] | None = None
    """The only bands that it is meant for; all whose ceilings allow it where absent."""


class Definition(Item):
    term: ByBand
    text: ByBand
    """What it means, as one or two sentences."""
    example: ByBand | None = None
    translations: dict[Language, Line] = Field(default_factory=dict)
    """The term in other languages of the class, as dictionaries there give it."""
    source: Slug | None = None
    locator: Text | None = None


class ContextKind(StrEnum):
    BACKGROUND = "background"
    LAW = "law"
    """What a law or treaty says; always dated, and never advice."""
    GOOD_PRACTICE = "good-practice"
    """What somebody did that helped."""


class ContextNote(Item):
    kind: ContextKind = ContextKind.BACKGROUND
    heading: ByBand
    text: ByBand
    as_of: Partial | None = None
    """The time that the words describe; printed before them, so that nobody takes them for today."""
    source: Slug | None = None
    locator: Text | None = None


class ExcerptKind(StrEnum):
    QUOTE = "quote"
    SUMMARY = "summary"
    PARAPHRASE = "paraphrase"
    ABSTRACT = "abstract"


class Excerpt(Item):
    """A part of a source. `text` is the teacher's; students read `student_text`, which `topics` rates."""

    source: Slug
    kind: ExcerptKind
    """`quote` only for the source's own words; our retelling is a paraphrase."""
    locator: Text | None = None
    heading: Text | None = None
    text: Text
    student_text: ByBand | None = None
    prompts: tuple[ByBand, ...] = ()
    """Questions that a reader puts to the source: who made this, when, why?"""
    conflicts_with: tuple[Slug, ...] = ()
    """Excerpts or statistics that say otherwise."""
    note: Text | None = None
    """For the teacher: what to know of the source, terms that it uses."""


class Period(Record):
    from_: Partial = Field(alias="from")
    to: Partial

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.to.first_day() < self.from_.first_day():
            raise PydanticCustomError("content/period", "the period ends before it starts")
        return self

    def __str__(self) -> str:
        first, last = str(self.from_), str(self.to)
        return first if first == last else f"{first} to {last}"


class Part(Record):
    label: ByBand
    value: Figure


class Change(Record):
    """How a figure differs from an earlier one, as the source says it."""

    per_cent: Figure
    """Signed: 11 is more, -11 is less than before."""
    since: Partial
    previous: Figure | None = None
    """The earlier figure, where the source gives it; without it the program works it out."""


class Statistic(Item):
    label: ByBand
    """What the figure says, as a heading."""
    value: Figure
    unit: Text
    """What one counts: cases, victims, per cent of victims."""
    period: Period | None = None
    place: Line | None = None
    population: Text | None = None
    """Among whom it was counted."""
    counted_by: Text | None = None
    source: Slug | None = None
    locator: Text | None = None
    parts: tuple[Part, ...] = ()
    """Figures of the same unit that make up the value."""
    adds_up: YesNo = True
    """False declares that the parts do not make up the value, and that the lesson is about just that."""
    parts_count: Whole | None = None
    """How many parts the source claims that there are."""
    change: Change | None = None
    ratio_of: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=2)] | None = None
    """Two figures of this module that the value sets in proportion: it is a ratio only where both count the same."""
    note: ByBand | None = None
    """For the reader: what the figure does not say."""
    teacher_note: Text | None = None


class ComparedValue(Record):
    place: Line
    period: Period
    value: Text
    unit: Text | None = None
    """Where this value counts something else than the others."""
    definition: ByBand | None = None
    """Where this place measures something else under the same name."""
    source: Slug | None = None
    note: ByBand | None = None


class Comparison(Item):
    """One indicator over several places, with the question whether the values are comparable at all."""

    indicator: ByBand
    unit: Text
    definition: ByBand
    """What is measured, and what is not."""
    values: Annotated[tuple[ComparedValue, ...], Field(min_length=2)]
    question: ByBand | None = None
    """Are these comparable?"""
    answer: Text | None = None
    source: Slug | None = None
    locator: Text | None = None


class Skill(StrEnum):
    RECALL = "recall"
    EXPLAIN = "explain"
    COMPARE = "compare"
    CALCULATE = "calculate"
    EVALUATE = "evaluate"
    DECIDE = "decide"
    CREATE = "create"
    RESEARCH = "research"
    """To look into the sources of the pack alone; for the elder bands."""


class FactorLevel(StrEnum):
    INDIVIDUAL = "individual"
    FAMILY = "family"
    COMMUNITY = "community"
    SOCIETY = "society"


class Factor(Item):
    """A situation that raises a risk, and what protects in it. It says nothing about anybody's worth or fault."""

    level: FactorLevel
    risk: ByBand
    protection: ByBand | None = None
    """What lowers the risk, and whose task it is."""
    source: Slug | None = None
    locator: Text | None = None


class Misconception(Record):
    wrong: Text
    right: Text
    source: Slug | None = None
    """What the correction rests on."""


class Question(Item):
    skill: Skill
    text: ByBand
    expected_words: Annotated[Whole, Field(ge=0, le=400)] = 30
    """Length of a good answer; answer lines are sized from it. 0: to be talked about, no lines."""
    answer: Text
    """For the teacher."""
    misconceptions: tuple[Misconception, ...] = ()
    """For the teacher: what pupils may think, and what is right."""
    uses: tuple[Slug, ...] = ()
    """Items that one must have read; where one of them is withheld, so is the question."""


class Activity(Item):
    title: ByBand
    minutes: Annotated[Whole, Field(ge=1, le=300)]
    grouping: Text | None = None
    materials: tuple[Text, ...] = ()
    intro: ByBand | None = None
    steps: tuple[ByBand, ...] = ()
    """What the pupils do, one step each."""
    expected_words: Annotated[Whole, Field(ge=0, le=400)] = 0
    teacher: Text
    """How to run it, and what to watch."""
    answer: Text | None = None
    uses: tuple[Slug, ...] = ()


class OrganiserKind(StrEnum):
    COLUMNS = "columns"
    """A heading above each column, and room to write below it."""
    GRID = "grid"
    """Headings across and down, and room to write where they meet."""
    CIRCLES = "circles"
    """Circles one around the other, named from the innermost out."""


class Organiser(Item):
    """A page to think on with a pen, of its own; what pupils write on it is theirs."""

    kind: OrganiserKind
    title: ByBand
    task: ByBand
    """What to do with it, in a sentence or two."""
    headings: Annotated[tuple[ByBand, ...], Field(min_length=2, max_length=5)]
    rows: tuple[ByBand, ...] = ()
    """Headings down the side; for a grid alone."""
    teacher: Text
    """How to use it, and what to watch."""
    answer: Text | None = None
    uses: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _has_its_shape(self) -> Self:
        if (self.kind is OrganiserKind.GRID) != bool(self.rows):
            raise PydanticCustomError("content/wrong-value", "a grid has `rows`, and nothing else has")
        return self


class TeacherNote(Record):
    id: Slug
    title: Text
    text: Text


Format = Literal["pdf", "doc", "web", "print", "dataset", "pupil-work"]
