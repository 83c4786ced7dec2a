"""The rules of an age-appropriate pack as data: bands, topics and their ceilings. What the rules decide is in `select`.

A policy is total and denies by default: a topic or band that it does not name has the ceiling 0.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from lessonpack.model.audience import Kind
from lessonpack.model.help import HelpKind
from lessonpack.model.items import Intensity
from lessonpack.model.kept import kept
from lessonpack.model.lexicon import Lexicon, LexiconByLanguage, Phrase
from lessonpack.model.record import Record
from lessonpack.model.text import ByBand
from lessonpack.model.values import Age, BandName, Country, Figure, Line, Partial, Slug, TopicName, Whole, YesNo

Count = Annotated[Whole, Field(ge=0, le=1000)]


class GradeLimit(Record):
    """Highest Flesch-Kincaid grade of a document, for each level of words."""

    core: Figure
    """For the usual wording."""
    easy: Figure
    """For the easy wording."""


class Reading(Record):
    """How hard the words of a band's sheets may be."""

    grade: GradeLimit
    """Highest Flesch-Kincaid grade."""
    mean_words: Count
    """Words in a sentence, on average."""
    max_words: Count
    """Words in the longest sentence."""
    long_words: Figure
    """Highest share of words with four syllables or more, in per cent, in languages without a grade formula."""


class Band(Record):
    """A stage of maturity: what may appear. How hard the words are is the reading level, a separate choice."""

    name: Line
    """What people call it."""
    ages: Annotated[tuple[Age, ...], Field(min_length=2, max_length=2)]
    """Youngest and oldest, both included."""
    years: dict[Slug, Line] = Field(default_factory=dict)
    """School years that come near, by school system; hints for people, never used to decide."""
    age_mark: dict[Country, Line] = Field(default_factory=dict)
    """Mark that a country's law asks for, as a proposal for whoever signs."""
    reading: Reading | None = None
    """How hard its words may be; no limit where absent."""
    pages: Count | None = None
    """Highest number of pages of a student's sheet."""
    terms_per_page: Count | None = None
    """Highest number of new words on one page."""

    @model_validator(mode="after")
    def _ages_rise(self) -> Self:
        youngest, oldest = self.ages
        if youngest > oldest:
            raise PydanticCustomError(
                "content/wrong-value",
                "the ages run from {youngest} to {oldest}; write the youngest first",
                {"youngest": youngest, "oldest": oldest},
            )
        return self


class Topic(Record):
    name: Line
    """What people call it."""
    ceilings: dict[BandName, Intensity]
    """Band -> highest intensity; a band that is not named gets 0."""
    protective: YesNo = False
    """Skills, rights and help, which weigh against harm."""
    sexual: YesNo = False
    """Sexual content, for which a lower cap holds."""
    harm: YesNo = False
    """What is done to people: these blocks are counted against the protective ones."""
    words: dict[str, tuple[Phrase, ...]] = Field(default_factory=dict)
    """Language -> words that betray the topic: who uses one rates the topic."""


class ExcerptWords(Record):
    """Longest verbatim excerpt of one source, in words."""

    student: Count
    """On students' sheets."""
    teacher: Count
    """In teachers' guides."""
    hard: Count
    """Above this nothing is printed."""


class Caps(Record):
    student_max: Intensity
    """No student document goes above this, whatever a ceiling says."""
    student_sexual_max: Intensity
    """The same for sexual topics."""
    never: Intensity
    """This and anything above is printed nowhere, not even for teachers."""
    quote_max: dict[BandName, Intensity] = Field(default_factory=dict)
    """Band -> highest intensity of a source's own words; retellings may go to the topic's ceiling."""
    hard_topics: dict[BandName, Count] = Field(default_factory=dict)
    """Band -> how many topics one item may carry at intensity 3 or above."""
    protective_ratio: dict[BandName, Count] = Field(default_factory=dict)
    """Band -> protective items for each item on harm, at least."""
    help_line_from: Intensity = 2
    """From this intensity on, the line on help stands on the same page."""
    note_words: Count = 60
    """Longest content note."""
    grounding_words: Count = 25
    """Longest exercise to calm down."""
    excerpt_words: ExcerptWords = ExcerptWords(student=90, teacher=150, hard=300)
    """How much of one source may be quoted."""
    source_years: Count = 5
    """A source, or a description of a country, that is older is told so."""


class AloneFrom(Record):
    """A kind of service that children of a country reach without their parents only from an age on."""

    place: Country
    """The country."""
    age: Age
    """Age from which children go there alone."""
    services: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    """Words by which such a service is named."""


class HelpRules(Record):
    recheck_days: Annotated[Whole, Field(ge=1, le=730)]
    """A help line that was checked longer ago counts as unverified."""
    minimum: dict[HelpKind, tuple[BandName, ...]] = Field(default_factory=dict)
    """Kind -> bands whose final sheets name at least one checked line of it."""
    short_codes: dict[Country, tuple[Line, ...]] = Field(default_factory=dict)
    """Short numbers of a country that no public register lists."""
    alone_from: tuple[AloneFrom, ...] = ()
    """Services that children reach alone only from an age on."""


class Care(Record):
    """Fixed words that protect, for every pack that touches a sensitive topic."""

    content_note: ByBand
    """What is ahead, where the module has no note of its own."""
    ground_rules: Annotated[tuple[ByBand, ...], Field(min_length=3, max_length=5)]
    """Rules of the talk in class, three to five."""
    opt_out: ByBand
    """How a pupil may leave the talk."""
    grounding: ByBand
    """A short exercise to calm down."""
    not_your_fault: ByBand
    """The sentence that takes the blame off whoever was harmed."""
    trusted_adult: ByBand
    """Label of the line on which a pupil may write a name."""
    help_line: ByBand
    """The short line at the foot of every page."""
    caution_line: ByBand
    """The short line on every card that retells or quotes a source nobody verified."""
    private: ByBand
    """How to keep this sheet and a search for help to oneself."""
    disclosure: Annotated[tuple[ByBand, ...], Field(min_length=5, max_length=9)]
    """Steps for the teacher to whom a pupil tells something."""
    closing: ByBand
    """The words to end on, where the module has none of its own."""


class SignOff(Record):
    """A person who must have agreed before a document leaves DRAFT. Recorded by role, never by name."""

    id: Slug
    """Name of the role; signatures carry it."""
    name: Line
    """What people call the role."""
    signs: Literal["content", "help"] = "content"
    """What is signed: the content of the documents, or the help lines."""
    always: YesNo = False
    """True: needed for harmless subjects as well."""
    may_raise: YesNo = False
    """True: may decide that a rule is loosened."""


class Raised(Record):
    """A recorded decision to loosen one rule of the policy that a project builds on."""

    what: Line
    """Path of the rule, such as `topics.grooming.ceilings.C`."""
    to: Line
    """The value that was decided on."""
    role: Slug
    """Id of the sign-off role that decided."""
    on: Partial
    """The day of the decision."""
    reason: Line
    """Why."""


StudentPart = Literal[
    "title", "name_line", "content_note", "ground_rules", "opt_out", "grounding", "help", "trusted_adult",
    "not_your_fault", "closing", "private", "caution",
]  # fmt: skip
TeacherPart = Literal[
    "title", "objectives", "plan", "activities", "content_note", "ground_rules", "opt_out", "grounding",
    "not_your_fault", "closing", "disclosure", "safeguarding_lead", "sources", "answer_key", "help", "left_out",
    "profile", "waivers", "sign_off", "caution",
]  # fmt: skip


_ON_EVERY_SHEET: tuple[StudentPart, ...] = ("title", "help", "trusted_adult", "not_your_fault", "private")


class RequiredParts(Record):
    """Parts without which a document on a sensitive topic does not leave the program."""

    student: tuple[StudentPart, ...] = get_args(StudentPart)
    """Of students' handouts: any of title, name_line, content_note, ground_rules, opt_out, grounding, help,
    trusted_adult, not_your_fault, closing, private and caution."""
    cards: tuple[StudentPart, ...] = _ON_EVERY_SHEET
    """Of cards to cut out; the same parts."""
    organisers: tuple[StudentPart, ...] = _ON_EVERY_SHEET
    """Of pages to fill in; the same parts."""
    teacher: tuple[TeacherPart, ...] = get_args(TeacherPart)
    """Of teachers' guides: any of title, objectives, plan, content_note, ground_rules, opt_out, grounding,
    not_your_fault, closing, disclosure, safeguarding_lead, sources, answer_key, help, left_out, profile, waivers,
    sign_off and caution."""

    def of(self, kind: Kind) -> tuple[str, ...]:
        parts: tuple[str, ...] = getattr(self, str(kind))
        return parts


_CYRILLIC = ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk")


def _is_cyrillic(language: str) -> bool:
    return language.lower().partition("-")[0] in _CYRILLIC


class Policy(Record):
    lessonpack: Literal["1"]
    """Version of this schema."""
    id: Slug
    """Name of the policy."""
    version: Annotated[Whole, Field(ge=1)]
    """Number of the edition."""
    teacher_band: BandName
    """The band of adults; teachers read in it."""
    bands: dict[BandName, Band]
    """The stages of maturity, from the youngest on."""
    topics: dict[TopicName, Topic]
    """What content is rated by, each with its ceilings."""
    caps: Caps
    """Limits for all topics."""
    help: HelpRules
    """Rules on help lines."""
    sign_offs: Annotated[tuple[SignOff, ...], Field(min_length=1)]
    """Roles that must sign before a document leaves DRAFT."""
    raised: tuple[Raised, ...] = ()
    """Rules that a project loosens, each with who decided it."""
    required: RequiredParts = RequiredParts()
    """Parts that no document may lack."""
    regions: tuple[Line, ...] = ()
    """Names of regions that a figure may belong to, beside those of countries."""
    lexicon: LexiconByLanguage = Field(default_factory=dict)
    """Language -> its watched words."""
    care: Care
    """Fixed words that protect."""

    @model_validator(mode="after")
    def _is_closed(self) -> Self:
        paths = [*self._named_bands()]
        unknown = [path for path in paths if path[-1] not in self.bands]
        if self.teacher_band not in self.bands:
            unknown.append(("teacher_band",))
        if unknown:
            raise ValidationError.from_exception_data("Policy", [self._no_such_band(path) for path in unknown])
        return self

    @model_validator(mode="after")
    def _one_role_for_each_id(self) -> Self:
        names = [role.id for role in self.sign_offs]
        twice = next((name for number, name in enumerate(names) if name in names[:number]), None)
        if twice:
            message = "the role `{id}` stands twice under `sign_offs`; a policy adds roles and changes none"
            raise PydanticCustomError("content/duplicate-id", message, {"id": twice})
        return self

    def _named_bands(self) -> list[tuple[str | int, ...]]:
        """Every place where a band is named as a key."""
        named: list[tuple[str | int, ...]] = [
            ("topics", name, "ceilings", band) for name, topic in self.topics.items() for band in topic.ceilings
        ]
        caps = {f: getattr(self.caps, f) for f in ("quote_max", "hard_topics", "protective_ratio")}
        named += [("caps", field, band) for field, limits in caps.items() for band in limits]
        named += [
            ("lexicon", tag, "blocked", band) for tag, lexicon in self.lexicon.items() for band in lexicon.blocked
        ]
        return named

    def _no_such_band(self, path: tuple[str | int, ...]) -> InitErrorDetails:
        name = self.teacher_band if path == ("teacher_band",) else path[-1]
        words = {"unknown": name, "known": ", ".join(self.bands)}
        kind = PydanticCustomError("policy/unknown-band", "no band is called {unknown}; the policy has {known}", words)
        return InitErrorDetails(type=kind, loc=path, input=name)

    def student_bands(self) -> tuple[str, ...]:
        """All bands but the teacher's, in the policy's order."""
        return tuple(b for b in self.bands if b != self.teacher_band)

    def lexicon_of(self, language: str) -> Lexicon:
        """The watched words of a language tag and of every shorter one: those of `en` hold for `en-GB`, which may add
        to them. An empty lexicon where there is none."""
        return reduce(Lexicon.joined, self._lexicons(language), Lexicon())

    @kept(4)
    def watched_in(self, language: str) -> Lexicon:
        """All words to watch for in a text of a language: its own, and those of languages in another script, so that
        words of one of them do not pass under the name of the other."""
        own, script = self.lexicon_of(language), _is_cyrillic(language)
        others = (lexicon for tag, lexicon in self.lexicon.items() if _is_cyrillic(tag) != script)
        return reduce(Lexicon.joined, others, own).model_copy(update={"needs_native_reader": own.needs_native_reader})

    def has_lexicon(self, language: str) -> bool:
        return bool(self._lexicons(language))

    def _lexicons(self, language: str) -> tuple[Lexicon, ...]:
        parts = language.lower().split("-")
        tags = ["-".join(parts[:length]) for length in range(1, len(parts) + 1)]
        return tuple(lexicon for tag in tags for name, lexicon in self.lexicon.items() if name.lower() == tag)

    def ceiling(self, topic: str, band: str) -> int:
        """The highest intensity of a topic that a band may meet; 0 for what the policy does not name."""
        rule = self.topics.get(topic)
        limit = rule.ceilings.get(band, 0) if rule else 0
        if band == self.teacher_band:
            return min(limit, self.caps.never - 1)
        cap = self.caps.student_sexual_max if rule and rule.sexual else self.caps.student_max
        return min(limit, cap, self.caps.never - 1)

    def is_stale(self, last: date, today: date) -> bool:
        """True for what was last true longer ago than the policy's number of years."""
        return (today - last).days > self.caps.source_years * 365.25
