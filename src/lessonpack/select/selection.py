"""What templates get to see: items that were kept, already in the reader's words, and the record of what was not.

Nothing that was withheld is in here, so that no template can print it. Student selections hold no answers, no notes and
no help line that nobody checked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lessonpack.diagnostics import Span
from lessonpack.model.audience import Audience
from lessonpack.model.text import NO_PLACE, Text
from lessonpack.model.values import Amount, PartialDate


class Reason(StrEnum):
    """Why an item does not reach a reader."""

    UNRATED = "unrated"
    """It has no `topics`: teacher only."""
    ABOVE_CEILING = "above-ceiling"
    NEVER = "never"
    """Its intensity is printed for nobody."""
    NOT_FOR_BAND = "not-for-band"
    """Its `bands` do not name the band."""
    NO_TEXT = "no-text"
    """Nothing was written for the band."""
    WITHDRAWN = "withdrawn"
    """Its source was withdrawn."""
    NEEDS_WITHHELD = "needs-withheld"
    """It cannot be understood without an item that is withheld."""
    NOT_CHECKED = "not-checked"
    """A help line that no person has checked, or too long ago."""
    CLOSED = "closed"
    """A help line that is out of service."""


@dataclass(frozen=True, slots=True)
class Omission:
    """One withheld item; it never holds the item's words. `topic`, `found` and `limit` belong to ceilings, `needs` to
    items that are missed."""

    item: str
    kind: str
    reason: Reason
    topic: str = ""
    found: int = 0
    limit: int = 0
    needs: str = ""
    topic_name: str = field(default="", compare=False)
    """The topic as the policy names it to people."""
    span: Span = field(default=NO_PLACE, compare=False)

    def said(self) -> str:
        """The reason in words, with what was found and the limit."""
        match self.reason:
            case Reason.ABOVE_CEILING:
                return f"{self.topic} has intensity {self.found}; this band meets at most {self.limit}"
            case Reason.NEVER:
                return f"{self.topic} has intensity {self.found}; {self.limit} and above are printed for nobody"
            case Reason.NEEDS_WITHHELD:
                return f"it needs `{self.needs}`, which is withheld"
            case _:
                return _SAID[self.reason]

    def told(self) -> str:
        """The reason in words for a teacher, who knows neither ids nor intensities."""
        if self.reason in (Reason.ABOVE_CEILING, Reason.NEVER):
            return f"{self.topic_name or self.topic}: more than this age should meet"
        return _TOLD[self.reason]


_TOLD = {
    Reason.UNRATED: "Background for the teacher only",
    Reason.NOT_FOR_BAND: "Written for another age group",
    Reason.NO_TEXT: "Not written for this age",
    Reason.WITHDRAWN: "The source was withdrawn",
    Reason.NEEDS_WITHHELD: "Makes no sense without something that is withheld",
    Reason.NOT_CHECKED: "Help lines that nobody has checked yet, or too long ago",
    Reason.CLOSED: "Help lines that are out of service",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many items are withheld for one reason, and of which kinds."""

    said: str
    kinds: str
    count: int


_SAID = {
    Reason.UNRATED: "it is not rated (no `topics`), so it is the teacher's",
    Reason.NOT_FOR_BAND: "its `bands` do not name this band",
    Reason.NO_TEXT: "nothing is written for this band",
    Reason.WITHDRAWN: "the source was withdrawn",
    Reason.NOT_CHECKED: "no person has checked it, or the check is too old",
    Reason.CLOSED: "it is out of service",
}


@dataclass(frozen=True, slots=True)
class SourceView:
    id: str
    number: int
    """1, 2, 3 ... in the order of the module's sources that this reader meets."""
    name: Text
    """How the reader knows it: for students the student title, or organisation and year."""
    title: Text | None
    """As it stands on the document; teachers only."""
    also_known_as: tuple[Text, ...]
    makers: tuple[Text, ...]
    """Author, unit, organisation, host, as far as they are known."""
    date: PartialDate | None
    date_note: Text | None
    accessed: tuple[PartialDate, ...]
    url: str | None
    url_note: Text | None
    format: str
    status: str
    verification: str
    is_verified: bool
    dispute_note: Text | None
    rights: Text
    reaches_class: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement comes from."""

    source: SourceView
    locator: Text | None


@dataclass(frozen=True, slots=True)
class DefinitionView:
    id: str
    term: Text
    text: Text
    example: Text | None
    translations: tuple[tuple[str, Text], ...]
    """Language tag and term."""
    citation: Citation | None
    class_text: Text | None
    """What the class reads, where the teacher's words differ."""
    reaches_class: bool


@dataclass(frozen=True, slots=True)
class ContextView:
    id: str
    heading: Text
    text: Text
    as_of: PartialDate | None
    citation: Citation | None
    reaches_class: bool


@dataclass(frozen=True, slots=True)
class ExcerptView:
    id: str
    letter: str
    """A, B, C ... as the card is called on the class's sheet; empty where the class does not get it."""
    kind: str
    heading: Text | None
    text: Text
    class_text: Text | None
    prompts: tuple[Text, ...]
    citation: Citation
    conflicts_with: tuple[str, ...]
    note: Text | None
    reaches_class: bool


@dataclass(frozen=True, slots=True)
class PartView:
    label: Text
    value: Amount


@dataclass(frozen=True, slots=True)
class StatisticView:
    id: str
    label: Text
    value: Amount
    unit: Text
    period: tuple[PartialDate, PartialDate] | None
    place: Text | None
    population: Text | None
    counted_by: Text | None
    parts: tuple[PartView, ...]
    parts_sum: Amount | None
    adds_up: bool
    note: Text | None
    teacher_note: Text | None
    citation: Citation | None
    reaches_class: bool


@dataclass(frozen=True, slots=True)
class ComparedView:
    place: Text
    period: tuple[PartialDate, PartialDate]
    value: Text
    note: Text | None
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class ComparisonView:
    id: str
    indicator: Text
    unit: Text
    definition: Text
    values: tuple[ComparedView, ...]
    question: Text | None
    answer: Text | None
    citation: Citation | None
    reaches_class: bool


@dataclass(frozen=True, slots=True)
class MisconceptionView:
    wrong: Text
    right: Text


@dataclass(frozen=True, slots=True)
class QuestionView:
    id: str
    skill: str
    text: Text
    expected_words: int
    answer: Text | None
    misconceptions: tuple[MisconceptionView, ...]


@dataclass(frozen=True, slots=True)
class ActivityView:
    id: str
    title: Text
    minutes: int
    grouping: Text | None
    materials: tuple[Text, ...]
    intro: Text | None
    steps: tuple[Text, ...]
    expected_words: int
    teacher: Text | None
    answer: Text | None


@dataclass(frozen=True, slots=True)
class HelpView:
    """A service. `is_checked` is true for all that students see."""

    id: str
    org: Text
    service: Text
    kind: str
    places: tuple[str, ...]
    phone: Text | None
    phone_intl: Text | None
    sms: Text | None
    web: str | None
    site: Text | None
    """The address as one reads it out: without scheme."""
    hours: Text | None
    cost: Text | None
    status: str
    checked_on: PartialDate | None
    is_checked: bool
    evidence: tuple[tuple[Text, PartialDate | None], ...]
    notes: Text | None


@dataclass(frozen=True, slots=True)
class NoteView:
    id: str
    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class CareView:
    """The fixed words that protect, in the reader's words."""

    content_note: Text
    ground_rules: tuple[Text, ...]
    opt_out: Text
    grounding: Text
    not_your_fault: Text
    trusted_adult: Text
    help_line: Text
    closing: Text


@dataclass(frozen=True, slots=True)
class ModuleView:
    """The module's own words. What students never see is None or empty for them."""

    id: str
    code: str
    version: int
    language: str
    title: Text
    """The student title for students, the full one for teachers."""
    student_title: Text
    purpose: Text | None
    legacy_title: Text | None
    series: Text | None
    compiler: Text | None
    rights: Text | None
    subjects: tuple[Text, ...]
    objectives: tuple[Text, ...]
    minutes: int
    coverage: tuple[int, int] | None
    caution: Text | None


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything that one document may draw on."""

    audience: Audience
    band_name: str
    ages: tuple[int, int]
    module: ModuleView
    care: CareView | None
    """None where nothing sensitive was kept: then no help box is needed."""
    class_care: CareView | None
    """Teachers: the words that the class reads."""
    definitions: tuple[DefinitionView, ...]
    context: tuple[ContextView, ...]
    sources: tuple[SourceView, ...]
    excerpts: tuple[ExcerptView, ...]
    statistics: tuple[StatisticView, ...]
    comparisons: tuple[ComparisonView, ...]
    questions: tuple[QuestionView, ...]
    activities: tuple[ActivityView, ...]
    help: tuple[HelpView, ...]
    notes: tuple[NoteView, ...]
    omitted: tuple[Omission, ...]
    """What the class does not get, the same for students and their teacher."""
    kept: tuple[str, ...]
    """Ids of all items in this selection."""
    unwritten_easy: tuple[str, ...]
    """Items whose core words stand in for easy ones that were not written."""
    has_easy: bool
    """True when at least one item has easy words for this band, so that an easy document is worth making."""
    is_draft: bool
    sign_offs: tuple[str, ...]
    """Roles that must still sign."""

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The omissions counted by reason, in the order of their first mention."""
        groups: dict[str, list[Omission]] = {}
        for omission in self.omitted:
            groups.setdefault(omission.told(), []).append(omission)
        return tuple(
            LeftOut(said, ", ".join(dict.fromkeys(o.kind for o in group)), len(group)) for said, group in groups.items()
        )

    @property
    def is_empty(self) -> bool:
        """True when nothing but perhaps sources is left: there is no document to make."""
        return not (
            self.definitions
            or self.context
            or self.excerpts
            or self.statistics
            or self.comparisons
            or self.questions
            or self.activities
        )
