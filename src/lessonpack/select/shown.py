"""Items as templates see them: the words of one reader, without anything that is not the reader's."""

from __future__ import annotations

from dataclasses import dataclass

from lessonpack.model.text import Text
from lessonpack.model.values import Amount, PartialDate


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
    """Author, unit, organisation, host, as far as they are known; for students author and organisation alone."""
    date: PartialDate | None
    date_note: Text | None
    accessed: tuple[PartialDate, ...]
    url: str | None
    address: Text | None
    """The same, as words of the source; for teachers."""
    url_note: Text | None
    format: str
    status: str
    verification: str
    is_verified: bool
    dispute_note: Text | None
    rights: Text | None
    """Teachers only."""
    reaches_class: bool


@dataclass(frozen=True, slots=True)
class YearView:
    """What was published in one year."""

    year: PartialDate
    sources: tuple[SourceView, ...]
    """The earlier first, as far as their dates tell."""


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
    kind: str
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
class ChangeView:
    """How a figure differs from an earlier one."""

    per_cent: Amount
    """Without its sign."""
    is_less: bool
    since: PartialDate
    previous: Amount | None
    """The earlier figure as the source gives it; for teachers else what the change implies, as a whole number."""
    is_implied: bool


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
    change: ChangeView | None
    note: Text | None
    teacher_note: Text | None
    citation: Citation | None
    reaches_class: bool


@dataclass(frozen=True, slots=True)
class ComparedView:
    place: Text
    period: tuple[PartialDate, PartialDate]
    value: Text
    unit: Text | None
    definition: Text | None
    """Where this place measures something else than the table."""
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
class FactorView:
    id: str
    level: str
    risk: Text
    protection: Text
    citation: Citation | None
    reaches_class: bool


@dataclass(frozen=True, slots=True)
class OrganiserView:
    id: str
    kind: str
    title: Text
    task: Text
    headings: tuple[Text, ...]
    rows: tuple[Text, ...]
    teacher: Text | None
    answer: Text | None


@dataclass(frozen=True, slots=True)
class MisconceptionView:
    wrong: Text
    right: Text
    citation: Citation | None
    """What the correction rests on."""


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
    is_told_by_org: bool
    """True where the name of the organisation says the service, as the Police of Belarus does."""
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
    caution_line: Text
    private: Text
    disclosure: tuple[Text, ...]
    """Teachers only."""
    closing: Text


@dataclass(frozen=True, slots=True)
class LinkView:
    """Further material for the teacher; `url` is None where its address was lost."""

    label: Text
    url: str | None


@dataclass(frozen=True, slots=True)
class WaiverView:
    """A warning that somebody accepted."""

    rule: str
    reason: Text
    by: Text
    on: PartialDate


@dataclass(frozen=True, slots=True)
class RaisedView:
    """A rule that the project has loosened, and who decided it."""

    what: Text
    """Path of the rule."""
    to: Text
    by: Text
    on: PartialDate
    reason: Text


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where the class is."""

    name: Text
    official_name: Text | None
    neighbours: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """How strongly the class meets a topic, and how strongly it may."""

    topic: Text
    found: int
    limit: int


@dataclass(frozen=True, slots=True)
class Signature:
    """Who has agreed, by role, and when; `on` is None where the signature is missing or void."""

    role: str
    name: Text
    on: PartialDate | None


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
    cite_as: Text | None
    citation_style: str
    subjects: tuple[Text, ...]
    objectives: tuple[Text, ...]
    minutes: int
    coverage: tuple[int, int] | None
    caution: Text | None
    place: PlaceView | None
    """Teachers only."""
