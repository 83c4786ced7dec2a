"""The right words for one reader: band and level for students, adult words and the class's for teachers.

What is kept is decided in `select.rules`; what an item's view holds, in `select.views`.
"""

from __future__ import annotations

from lessonpack.model import inline
from lessonpack.model.audience import Audience
from lessonpack.model.items import (
    Comparison,
    ContextNote,
    Definition,
    Excerpt,
    Item,
    Statistic,
)
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.model.record import Record
from lessonpack.model.source import Source
from lessonpack.model.text import ByBand, Text
from lessonpack.select.selection import CareView, ModuleView, NoteView


class Wording:
    """Turns the items of one module into views for one audience."""

    def __init__(self, audience: Audience, policy: Policy, module: Module, withheld: frozenset[str]) -> None:
        self.audience, self.policy, self.module, self.withheld = audience, policy, module, withheld
        self.is_teacher = audience.is_teacher
        self._terms = {d.id: d.term for d in module.definitions}
        self._core_only: dict[str, None] = {}
        self.has_easy = False

    # ---- words -----------------------------------------------------------------------------------------------

    def say(self, words: ByBand | None, item: str) -> Text | None:
        """The wording for this reader, stamped with its item; None where nothing is written for the reader."""
        if words is None:
            return None
        if self.is_teacher:
            chosen = words.text(self.policy.teacher_band) or words.text(self.audience.band)
            return self.stamp(chosen, item)
        levels = words.levels(self.audience.band)
        if levels is not None and levels.easy is not None:
            self.has_easy = True
        elif levels is not None and self.audience.is_easy and _is_long(levels.core):
            self._core_only[item] = None
        return self.stamp(words.text(self.audience.band, easy=self.audience.is_easy), item)

    def must_say(self, words: ByBand, item: str) -> Text:
        """The same for what selection has made sure of; an adult reads any wording rather than none."""
        found = self.say(words, item) or (self.stamp(words.texts()[0], item) if self.is_teacher else None)
        if found is None:
            raise AssertionError(f"{item} was kept without words for {self.audience}")
        return found

    def class_words(self, words: ByBand | None, item: str) -> Text | None:
        """For teachers: what the class reads, where that differs from the teacher's words."""
        if not self.is_teacher or words is None or item in self.withheld:
            return None
        read, own = words.text(self.audience.band), words.text(self.policy.teacher_band)
        return self.stamp(read, item) if read is not None and own is not None and read is not own else None

    def has_adult_words(self, item: Item) -> bool:
        """True when something is written for adults, so that a teacher gets an item that the class does not."""
        match item:
            case Definition() | ContextNote():
                return item.text.levels(self.policy.teacher_band) is not None
            case Statistic():
                return item.label.levels(self.policy.teacher_band) is not None
            case Comparison():
                return item.indicator.levels(self.policy.teacher_band) is not None
            case _:
                return isinstance(item, Source | Excerpt)

    def unwritten_easy(self) -> tuple[str, ...]:
        return tuple(self._core_only)

    def stamp(self, text: Text | None, item: str) -> Text | None:
        if text is None:
            return None
        return Text(tuple(self._named(p) for p in text.paragraphs), text.span, item)

    def _named(self, marks: tuple[inline.Mark, ...]) -> tuple[inline.Mark, ...]:
        """Puts the definition's own term where a `{term-id}` mark has no words."""
        return tuple(self._named_mark(m) for m in marks) if inline.terms(marks) else marks

    def _named_mark(self, mark: inline.Mark) -> inline.Mark:
        if isinstance(mark, inline.Term) and not mark.children:
            term = self._terms[mark.definition]
            words = term.text(self.audience.band) or term.texts()[0]
            return inline.Term(mark.definition, (inline.Words(str(words)),))
        return mark

    def line(self, words: str | None, owner: Record, field: str) -> Text | None:
        """A plain line as a text, so that it is printed with its origin like all words of authors."""
        if words is None:
            return None
        return line_text(words, owner, field)

    def theirs(self, text: Text | None, item: str) -> Text | None:
        """A text for teachers alone."""
        return self.stamp(text, item) if self.is_teacher else None

    # ---- the module ------------------------------------------------------------------------------------------

    def module_view(self) -> ModuleView:
        """The module's own words."""
        module, ours = self.module, self.is_teacher
        student_title = module.student_title.text(self.audience.band) or module.student_title.texts()[0]
        coverage = module.coverage
        return ModuleView(
            id=module.id,
            code=module.code,
            version=module.version,
            language=module.language,
            title=(module.title if ours else student_title).of(module.id),
            student_title=student_title.of(module.id),
            purpose=self.say(module.purpose, module.id),
            legacy_title=self.theirs(module.legacy_title, module.id),
            series=self.theirs(module.series, module.id),
            compiler=self.line(module.compiler, module, "compiler") if ours else None,
            rights=self.theirs(module.rights, module.id),
            subjects=tuple(line_text(s, module, "subjects", n) for n, s in enumerate(module.subjects)) if ours else (),
            objectives=tuple(o.of(module.id) for o in module.objectives) if ours else (),
            minutes=module.minutes,
            coverage=(coverage.from_, coverage.to) if coverage and ours else None,
            caution=self.say(module.caution, module.id),
        )

    def care(self, band: str) -> CareView:
        """The words that protect, as a band reads them."""
        rules, module, easy = self.policy.care, self.module, self.audience.is_easy

        def words(field: str, own: ByBand | None = None) -> Text:
            chosen = own.text(band, easy=easy) if own else None
            general: ByBand = getattr(rules, field)
            return (chosen or general.text(band, easy=easy) or general.texts()[-1]).of(module.id if chosen else _CARE)

        return CareView(
            content_note=words("content_note", module.content_note),
            ground_rules=tuple((r.text(band, easy=easy) or r.texts()[-1]).of(_CARE) for r in rules.ground_rules),
            opt_out=words("opt_out"),
            grounding=words("grounding"),
            not_your_fault=words("not_your_fault"),
            trusted_adult=words("trusted_adult"),
            help_line=words("help_line"),
            closing=words("closing", module.closing),
        )

    def notes(self) -> tuple[NoteView, ...]:
        return tuple(NoteView(n.id, n.title.of(n.id), n.text.of(n.id)) for n in self.module.notes)


_CARE = "policy"
"""Item id of words that come from the policy."""


def _is_long(text: Text) -> bool:
    """True for what a weak reader may stumble over; headwords and names have no easier form."""
    return len(str(text).split()) > _SHORT_WORDS


_SHORT_WORDS = 12


def line_text(words: str, owner: Record, *path: str | int) -> Text:
    """A plain line as a text, so that it is printed with its origin like all words of authors."""
    return Text(((inline.Words(words),),), owner.span_of(*path), getattr(owner, "id", ""))
