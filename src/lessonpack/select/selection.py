"""What templates get to see: items that were kept, already in the reader's words, and the record of what was not.

Nothing that was withheld is in here, so that no template can print it. Student selections hold no answers, no notes and
no help line that nobody checked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lessonpack.diagnostics import Span
from lessonpack.model.audience import Audience, Kind
from lessonpack.model.text import NO_PLACE, Text
from lessonpack.select.shown import (
    ActivityView,
    CareView,
    ComparisonView,
    ContextView,
    DefinitionView,
    ExcerptView,
    FactorView,
    HelpView,
    LinkView,
    ModuleView,
    NoteView,
    OrganiserView,
    ProfileRow,
    QuestionView,
    RaisedView,
    Signature,
    SourceView,
    StatisticView,
    WaiverView,
    YearView,
)


class Reason(StrEnum):
    """Why an item does not reach a reader."""

    UNRATED = "unrated"
    """It has no `topics`: teacher only."""
    ABOVE_CEILING = "above-ceiling"
    NEVER = "never"
    """Its intensity is printed for nobody."""
    HARD_TOGETHER = "hard-together"
    """It carries more hard topics at once than the band meets."""
    QUOTE_TOO_STRONG = "quote-too-strong"
    """A source's own words, stronger than the band reads them; a retelling might do."""
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
            case Reason.HARD_TOGETHER:
                return f"it carries {self.found} topics at intensity 3 or above; this band meets at most {self.limit}"
            case Reason.QUOTE_TOO_STRONG:
                return f"{self.topic} has intensity {self.found} in a source's own words; the limit is {self.limit}"
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
    Reason.HARD_TOGETHER: "Touches too many hard topics at once for this age",
    Reason.QUOTE_TOO_STRONG: "A source's own words, too strong for this age",
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
class Watched:
    """Phrases that a sheet does not say, for the gate: of the band, of the terms that are not used any more, and what
    nobody is asked or frightened with."""

    blocked: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    """Phrases in which such a word may stand."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Ids of the class's items that speak of harm, of those that protect, and how many of these each harm needs."""

    harm: frozenset[str] = frozenset()
    protective: frozenset[str] = frozenset()
    least: int = 0


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
    factors: tuple[FactorView, ...]
    questions: tuple[QuestionView, ...]
    activities: tuple[ActivityView, ...]
    organisers: tuple[OrganiserView, ...]
    help: tuple[HelpView, ...]
    notes: tuple[NoteView, ...]
    links: tuple[LinkView, ...]
    waivers: tuple[WaiverView, ...]
    raised: tuple[RaisedView, ...]
    """Teachers: what the project's policy has loosened."""
    age_mark: Text | None
    """Teachers: the mark that the law of the class's country asks for, as a proposal for whoever signs."""
    years: tuple[YearView, ...]
    """Teachers: the dated sources along time."""
    profile: tuple[ProfileRow, ...]
    """Teachers: each topic that the class meets, with the highest intensity and the ceiling."""
    omitted: tuple[Omission, ...]
    """What the class does not get, the same for students and their teacher."""
    kept: tuple[str, ...]
    """Ids of all items in this selection."""
    unwritten_easy: tuple[str, ...]
    """Items whose core words stand in for easy ones that were not written."""
    has_easy: bool
    """True when at least one item has easy words for this band, so that an easy document is worth making."""
    is_draft: bool
    sign_offs: tuple[Signature, ...]
    """Everybody who must sign."""
    help_kinds: tuple[str, ...]
    """Kinds of help that a final sheet of the band names; a draft has a blank for each that is missing."""
    required: tuple[str, ...]
    """Parts without which the document does not leave the gate."""
    watched: Watched
    balance: Balance

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The omissions counted by reason, in the order of their first mention."""
        groups: dict[str, list[Omission]] = {}
        for omission in self.omitted:
            groups.setdefault(omission.told(), []).append(omission)
        return tuple(
            LeftOut(said, ", ".join(dict.fromkeys(o.kind for o in group)), len(group)) for said, group in groups.items()
        )

    def has_matter_for(self, kind: Kind) -> bool:
        """Whether a document of this kind would hold more than its frame."""
        match kind:
            case Kind.CARDS:
                return bool(self.definitions)
            case Kind.ORGANISERS:
                return bool(self.organisers)
            case _:
                return not self.is_empty

    @property
    def is_empty(self) -> bool:
        """True when nothing but perhaps sources is left: there is no document to make."""
        return not (
            self.definitions
            or self.context
            or self.excerpts
            or self.statistics
            or self.comparisons
            or self.factors
            or self.questions
            or self.activities
            or self.organisers
        )
