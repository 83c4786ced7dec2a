"""One content module: a subject for one or more lessons, with everything that any of its documents may draw on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from lessonpack.model.items import (
    Activity,
    Comparison,
    ContextNote,
    Definition,
    Excerpt,
    Factor,
    Item,
    Organiser,
    Question,
    Statistic,
    TeacherNote,
)
from lessonpack.model.record import Record
from lessonpack.model.source import Source
from lessonpack.model.text import ByBand, Text
from lessonpack.model.values import Address, CallingCode, Code, Country, Language, Line, Partial, Slug, Whole, YesNo

Year = Annotated[Whole, Field(ge=1, le=9999)]


class Coverage(Record):
    from_: Year = Field(alias="from")
    """First year."""
    to: Year
    """Last year."""


class Place(Record):
    iso: Country
    """The country's two letters, ISO 3166-1, such as BY."""
    name: Line
    """Its usual name."""
    official_name: Line | None = None
    """Its name in treaties and laws."""
    neighbours: tuple[Country, ...] = ()
    """Countries that it borders on."""
    calling_code: CallingCode | None = None
    """What one dials before numbers of the country from abroad, such as +375."""


class TeacherLink(Record):
    """Further material for the teacher."""

    label: Text
    """What it is."""
    url: Address | None = None
    """None: known of, but its address was lost."""


class Waiver(Record):
    """A warning that somebody has looked at and accepts. Errors cannot be waived."""

    rule: Code
    """Code of the warning, such as reading/grade."""
    item: Slug | None = None
    """The item that it is about; all places of the module where absent."""
    reason: Line
    """Why the warning does not matter here; printed in the teacher's guide."""
    by: Line
    """Role of who accepts it, never a private name."""
    on: Partial
    """The day of the decision."""


class Module(Record):
    lessonpack: Literal["1"]
    """Version of this schema."""
    id: Slug
    """Name of the module, the same as that of its folder; commands take it."""
    code: Slug
    """Neutral name that files and footers carry: a sheet may be seen by anybody."""
    version: Annotated[Whole, Field(ge=1)]
    """Number of the edition, one more whenever the content changes."""
    title: Text
    """For teachers."""
    student_title: ByBand
    """Neutral: says nothing that a stranger could hold against the child who carries the sheet."""
    purpose: ByBand
    """One line below the title."""
    legacy_title: Text | None = None
    """The title of the material that it grew from; teacher's bibliography only."""
    series: Text | None = None
    """Title of the row of packs that this one belongs to."""
    compiler: Line | None = None
    """Role or body that put the pack together, never a private name."""
    language: Language
    """Language of all texts, as a BCP 47 tag such as en or ru."""
    subjects: tuple[Line, ...] = ()
    """School subjects that the pack is for."""
    objectives: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What pupils can do afterwards, one sentence each; for the teacher."""
    minutes: Annotated[Whole, Field(ge=5, le=600)]
    """Length of the lesson."""
    coverage: Coverage | None = None
    """The years that the content is about."""
    place: Place | None = None
    """The country that the content is about."""
    cite_as: Text | None = None
    """How to name this pack in somebody else's list of sources."""
    citation_style: Literal["plain", "apa", "mla", "chicago", "gost"] = "plain"
    """How the guide's list writes its sources: plain, or as APA, MLA, Chicago or GOST R 7.0.5 do."""
    rights: Text | None = None
    """Terms under which the pack itself may be used."""
    redistribute: YesNo = False
    """True: the pack is passed on to others, so that every quotation needs a licence."""
    caution: ByBand | None = None
    """What to know before trusting the sources; printed wherever an unverified one is shown."""
    content_note: ByBand | None = None
    """At most 60 calm words on what is ahead; the policy's own stands in where it is absent."""
    closing: ByBand | None = None
    """A fact of hope to end on."""
    definitions: tuple[Definition, ...] = ()
    """Words that the pack explains."""
    context: tuple[ContextNote, ...] = ()
    """Background, law and good practice, each with the time it describes."""
    sources: tuple[Source, ...] = ()
    """What the pack rests on."""
    excerpts: tuple[Excerpt, ...] = ()
    """Parts of sources, quoted or retold."""
    statistics: tuple[Statistic, ...] = ()
    """Figures, each with what one counts, when and where."""
    comparisons: tuple[Comparison, ...] = ()
    """One indicator over several places."""
    factors: tuple[Factor, ...] = ()
    """Situations that raise a risk, and what protects in them."""
    questions: tuple[Question, ...] = ()
    """Questions on the content, with answers for the teacher."""
    activities: tuple[Activity, ...] = ()
    """What the class does together."""
    organisers: tuple[Organiser, ...] = ()
    """Pages to fill in by hand, as a document of their own."""
    help: tuple[Slug, ...] = ()
    """Ids of entries in the help registry, in the order in which to print them."""
    notes: tuple[TeacherNote, ...] = ()
    """For the teacher alone."""
    links: tuple[TeacherLink, ...] = ()
    """For the teacher alone."""
    lint_waivers: tuple[Waiver, ...] = ()
    """Warnings of `lessonpack check` that somebody has looked at and accepts."""

    def items(self) -> Iterator[Item]:
        """Everything that carries a rating, in reading order."""
        yield from self.definitions
        yield from self.context
        yield from self.sources
        yield from self.excerpts
        yield from self.statistics
        yield from self.comparisons
        yield from self.factors
        yield from self.questions
        yield from self.activities
        yield from self.organisers
