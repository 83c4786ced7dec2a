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
Topics = Annotated[dict[TopicName, Intensity], Field(examples=[{"grooming": 1, "child_rights": 2}, {}])]


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
    """The word itself."""
    text: ByBand
    """What it means, as one or two sentences."""
    example: ByBand | None = None
    """The word in a sentence."""
    translations: dict[Language, Line] = Field(default_factory=dict)
    """The term in other languages of the class, as dictionaries there give it."""
    source: Slug | None = None
    """Id of the source that it rests on."""
    locator: Text | None = None
    """Where in the source it stands, such as a page or a chapter."""


class ContextKind(StrEnum):
    BACKGROUND = "background"
    """How things are, or were."""
    LAW = "law"
    """What a law or treaty says; always dated, and never advice."""
    GOOD_PRACTICE = "good-practice"
    """What somebody did that helped."""


class ContextNote(Item):
    kind: ContextKind = ContextKind.BACKGROUND
    """Background, law, or good practice."""
    heading: ByBand
    """Heading above the words."""
    text: ByBand
    """The words, in a paragraph or a few."""
    as_of: Partial | None = None
    """The time that the words describe; printed before them, so that nobody takes them for today."""
    source: Slug | None = None
    """Id of the source that it rests on."""
    locator: Text | None = None
    """Where in the source it stands, such as a page or a chapter."""


class ExcerptKind(StrEnum):
    QUOTE = "quote"
    """The source's own words, verbatim."""
    SUMMARY = "summary"
    """What it says, shortened by us."""
    PARAPHRASE = "paraphrase"
    """What it says, in our words."""
    ABSTRACT = "abstract"
    """The summary that the source itself gives."""


class Excerpt(Item):
    """A part of a source. `text` is the teacher's; students read `student_text`, which `topics` rates."""

    source: Slug
    """Id of the source that it is taken from."""
    kind: ExcerptKind
    """`quote` only for the source's own words; our retelling is a paraphrase."""
    locator: Text | None = None
    """Where in the source it stands, such as a page or a chapter."""
    heading: Text | None = None
    """Heading above it in the teacher's guide."""
    text: Text
    """The teacher's words."""
    student_text: ByBand | None = None
    """The words that students read; without it they do not get the excerpt."""
    prompts: tuple[ByBand, ...] = ()
    """Questions that a reader puts to the source: who made this, when, why?"""
    conflicts_with: tuple[Slug, ...] = ()
    """Excerpts or statistics that say otherwise."""
    note: Text | None = None
    """For the teacher: what to know of the source, terms that it uses."""


class Period(Record):
    from_: Partial = Field(alias="from")
    """First year, month or day."""
    to: Partial
    """Last year, month or day; the same as `from` for a single one."""

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
    """What the part counts."""
    value: Figure
    """Its figure, without separators of thousands."""


class Change(Record):
    """How a figure differs from an earlier one, as the source says it."""

    per_cent: Figure
    """Signed: 11 is more, -11 is less than before."""
    since: Partial
    """The time of the earlier figure."""
    previous: Figure | None = None
    """The earlier figure, where the source gives it; without it the program works it out."""


class Statistic(Item):
    label: ByBand
    """What the figure says, as a heading."""
    value: Figure
    """The figure, as the source prints it but for separators of thousands."""
    unit: Text
    """What one counts: cases, victims, per cent of victims."""
    period: Period | None = None
    """The time that was counted."""
    place: Line | None = None
    """Where it was counted."""
    population: Text | None = None
    """Among whom it was counted."""
    counted_by: Text | None = None
    """Who counted."""
    source: Slug | None = None
    """Id of the source that it rests on."""
    locator: Text | None = None
    """Where in the source it stands, such as a page or a chapter."""
    parts: tuple[Part, ...] = ()
    """Figures of the same unit that make up the value."""
    adds_up: YesNo = True
    """False declares that the parts do not make up the value, and that the lesson is about just that."""
    parts_count: Whole | None = None
    """How many parts the source claims that there are."""
    change: Change | None = None
    """How it differs from an earlier figure."""
    ratio_of: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=2)] | None = None
    """Two figures of this module that the value sets in proportion: it is a ratio only where both count the same."""
    note: ByBand | None = None
    """For the reader: what the figure does not say."""
    teacher_note: Text | None = None
    """What the teacher should know of it."""


class ComparedValue(Record):
    place: Line
    """The place that has the value."""
    period: Period
    """The time that the value is of."""
    value: Text
    """The value, a figure or words."""
    unit: Text | None = None
    """Where this value counts something else than the others."""
    definition: ByBand | None = None
    """Where this place measures something else under the same name."""
    source: Slug | None = None
    """Id of its source, where that is not the comparison's."""
    note: ByBand | None = None
    """For the reader: what the value does not say."""


class Comparison(Item):
    """One indicator over several places, with the question whether the values are comparable at all."""

    indicator: ByBand
    """What is compared."""
    unit: Text
    """What one counts."""
    definition: ByBand
    """What is measured, and what is not."""
    values: Annotated[tuple[ComparedValue, ...], Field(min_length=2)]
    """The places, two or more, with their values."""
    question: ByBand | None = None
    """Are these comparable?"""
    answer: Text | None = None
    """For the teacher: whether the values are comparable."""
    source: Slug | None = None
    """Id of the source that it rests on."""
    locator: Text | None = None
    """Where in the source it stands, such as a page or a chapter."""


class Skill(StrEnum):
    RECALL = "recall"
    """To say again what stands in the pack."""
    EXPLAIN = "explain"
    """To say why."""
    COMPARE = "compare"
    """To find what is alike and what differs."""
    CALCULATE = "calculate"
    """To work with figures."""
    EVALUATE = "evaluate"
    """To judge with reasons."""
    DECIDE = "decide"
    """To choose what to do."""
    CREATE = "create"
    """To make something."""
    RESEARCH = "research"
    """To look into the sources of the pack alone; for the elder bands."""


class FactorLevel(StrEnum):
    INDIVIDUAL = "individual"
    """With one person."""
    FAMILY = "family"
    """In a family."""
    COMMUNITY = "community"
    """In a school, a town, an online group."""
    SOCIETY = "society"
    """In law, economy, and what people take for granted."""


class Factor(Item):
    """A situation that raises a risk, and what protects in it. It says nothing about anybody's worth or fault."""

    level: FactorLevel
    """Where it lies: with a person, a family, a community, or society."""
    risk: ByBand
    """What raises the risk, in words that blame nobody who is harmed."""
    protection: ByBand | None = None
    """What lowers the risk, and whose task it is."""
    source: Slug | None = None
    """Id of the source that it rests on."""
    locator: Text | None = None
    """Where in the source it stands, such as a page or a chapter."""


class Misconception(Record):
    wrong: Text
    """What pupils may think."""
    right: Text
    """What is right."""
    source: Slug | None = None
    """What the correction rests on."""


class Question(Item):
    skill: Skill
    """The thinking that it asks for."""
    text: ByBand
    """The question."""
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
    """What it is called."""
    minutes: Annotated[Whole, Field(ge=1, le=300)]
    """How long it takes."""
    grouping: Text | None = None
    """Alone, in pairs or in groups."""
    materials: tuple[Text, ...] = ()
    """What one needs."""
    intro: ByBand | None = None
    """What pupils read before the first step."""
    steps: tuple[ByBand, ...] = ()
    """What the pupils do, one step each."""
    expected_words: Annotated[Whole, Field(ge=0, le=400)] = 0
    """Length of what each pupil writes; answer lines are sized from it. 0: no lines."""
    teacher: Text
    """How to run it, and what to watch."""
    answer: Text | None = None
    """For the teacher: what may come out."""
    uses: tuple[Slug, ...] = ()
    """Items that one must have read; where one of them is withheld, so is the activity."""


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
    """The shape of the page."""
    title: ByBand
    """What it is called."""
    task: ByBand
    """What to do with it, in a sentence or two."""
    headings: Annotated[tuple[ByBand, ...], Field(min_length=2, max_length=5)]
    """Headings of its columns or circles."""
    rows: tuple[ByBand, ...] = ()
    """Headings down the side; for a grid alone."""
    teacher: Text
    """How to use it, and what to watch."""
    answer: Text | None = None
    """For the teacher: what may come out."""
    uses: tuple[Slug, ...] = ()
    """Items that one must have read; where one of them is withheld, so is the page."""

    @model_validator(mode="after")
    def _has_its_shape(self) -> Self:
        if (self.kind is OrganiserKind.GRID) != bool(self.rows):
            raise PydanticCustomError("content/wrong-value", "a grid has `rows`, and nothing else has")
        return self


class TeacherNote(Record):
    id: Slug
    """Unique in the module."""
    title: Text
    """Heading of the note."""
    text: Text
    """Its words."""


Format = Literal["pdf", "doc", "web", "print", "dataset", "pupil-work"]
