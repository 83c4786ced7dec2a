"""The right words for one reader: band and level for students, adult words and the class's for teachers.

What is kept is decided in `select.rules`; what an item's view holds, in `select.views`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from lessonpack.diagnostics import LessonPackError, error
from lessonpack.model import inline
from lessonpack.model.audience import Audience
from lessonpack.model.items import (
    Comparison,
    ContextNote,
    Definition,
    Excerpt,
    Factor,
    Item,
    Statistic,
)
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.model.record import Record
from lessonpack.model.source import Source
from lessonpack.model.text import ALL_BANDS, ByBand, Text
from lessonpack.select.shown import CareView, LinkView, ModuleView, NoteView, PlaceView, RaisedView, WaiverView
from lessonpack.select.written import locale_of


class Wording:
    """Turns the items of one module into views for one audience.

    `withheld` are the ids that the class does not get, `unnamed` those whose term this reader must not even meet.
    """

    def __init__(
        self, audience: Audience, policy: Policy, module: Module, withheld: frozenset[str], unnamed: frozenset[str]
    ) -> None:
        self.audience, self.policy, self.module = audience, policy, module
        self.withheld, self.unnamed = withheld, unnamed
        self.is_teacher = audience.is_teacher
        self._terms = {d.id: d.term for d in module.definitions}
        self._withheld_addresses = frozenset(map(_bare, restricted_addresses(module)))
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
        found = self.say(words, item) or (self.stamp(self._eldest(words), item) if self.is_teacher else None)
        if found is None:
            raise AssertionError(f"{item} was kept without words for {self.audience}")
        return found

    def _eldest(self, words: ByBand) -> Text:
        """Any wording at all, for adults: that of the eldest band, in whatever order they were typed."""
        return next((t for band in reversed(self.policy.bands) if (t := words.text(band))), words.texts()[0])

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
            case Factor():
                return item.risk.levels(self.policy.teacher_band) is not None
            case Comparison():
                return item.indicator.levels(self.policy.teacher_band) is not None
            case _:
                return isinstance(item, Source | Excerpt)

    def unwritten_easy(self) -> tuple[str, ...]:
        return tuple(self._core_only)

    def stamp(self, text: Text | None, item: str) -> Text | None:
        return None if text is None else self.stamped(text, item)

    def stamped(self, text: Text, item: str) -> Text:
        """The text as its item's, with a definition's own term where a `{term-id}` mark has no words, and without links
        to what is restricted where the class is.

        Raises LessonPackError where the reader does not get that definition.
        """
        return Text(tuple(self._named(p, text) for p in text.paragraphs), text.span, item)

    def _named(self, marks: tuple[inline.Mark, ...], text: Text) -> tuple[inline.Mark, ...]:
        named: list[inline.Mark] = []
        for mark in marks:
            if isinstance(mark, inline.Link) and self.is_restricted(mark.href):
                named += self._named(mark.children, text)
            else:
                named.append(self._named_mark(mark, text))
        return tuple(named)

    def is_restricted(self, address: str | None) -> bool:
        """True for an address that can endanger who passes it on where the class is."""
        return address is not None and _bare(address) in self._withheld_addresses

    def _named_mark(self, mark: inline.Mark, text: Text) -> inline.Mark:
        if isinstance(mark, inline.Words):
            return mark
        if not isinstance(mark, inline.Term) or mark.children:
            return replace(mark, children=self._named(mark.children, text))
        term = self._terms.get(mark.definition)
        if term is None:
            # Modules were searched for these when they were read; the policy and the help lines belong to no module.
            found = f"no definition of this module has the id `{mark.definition}`"
            raise LessonPackError([error("content/dangling-reference", text.span, found)])
        band, is_easy = self.audience.band, self.audience.is_easy
        words = term.text(band, easy=is_easy) or (self._eldest(term) if self.is_teacher else None)
        if words is None or mark.definition in self.unnamed:
            found = f"the words name `{mark.definition}`, which {'nobody gets' if self.is_teacher else 'is withheld'}"
            hint = f"write {{{mark.definition}|other words}}, or leave it out; this is about band {band}"
            raise LessonPackError([error("content/withheld-term", text.span, found, hint=hint)])
        return inline.Term(mark.definition, (inline.Words(str(words)),))

    def line(self, words: str | None, owner: Record, field: str) -> Text | None:
        """A plain line as a text, so that it is printed with its origin like all words of authors."""
        if words is None:
            return None
        return line_text(words, owner, field)

    def theirs(self, text: Text | None, item: str) -> Text | None:
        """A text for teachers alone."""
        return self.stamp(text, item) if self.is_teacher else None

    # ---- the module ------------------------------------------------------------------------------------------

    def own(self, words: ByBand | None, *, is_sensitive: bool) -> ByBand | None:
        """The module's own words as far as they are this class's: no rating says how strong they are, so in a pack on a
        sensitive topic words that name no band are taken as written for the eldest, and younger ones do not get them.

        The title is not among these: it is neutral for every band, or refused.
        """
        names_no_band = words is not None and words.bands[0][0] == ALL_BANDS
        is_eldest = self.audience.band == self.policy.student_bands()[-1]
        if not (is_sensitive and names_no_band) or is_eldest:
            return words
        return None

    def module_view(self, *, is_sensitive: bool) -> ModuleView:
        """The module's own words."""
        module, ours = self.module, self.is_teacher
        student_title, coverage = self._student_title(), module.coverage

        def own(words: ByBand | None) -> ByBand | None:
            return words if ours else self.own(words, is_sensitive=is_sensitive)

        return ModuleView(
            id=module.id,
            code=module.code,
            version=module.version,
            language=module.language,
            title=self.stamped(module.title, module.id) if ours else student_title,
            student_title=student_title,
            purpose=self.say(own(module.purpose), module.id),
            legacy_title=self.theirs(module.legacy_title, module.id),
            series=self.theirs(module.series, module.id),
            compiler=self.line(module.compiler, module, "compiler") if ours else None,
            rights=self.theirs(module.rights, module.id),
            cite_as=self.theirs(module.cite_as, module.id),
            citation_style=module.citation_style,
            subjects=tuple(line_text(s, module, "subjects", n) for n, s in enumerate(module.subjects)) if ours else (),
            objectives=tuple(self.stamped(o, module.id) for o in module.objectives) if ours else (),
            minutes=module.minutes,
            coverage=(coverage.from_, coverage.to) if coverage and ours else None,
            caution=self.say(own(module.caution), module.id),
            place=self._place() if ours else None,
        )

    def _place(self) -> PlaceView | None:
        place, of = self.module.place, self.module.id
        if place is None:
            return None
        name, official = (self.line(getattr(place, f), place, f) for f in ("name", "official_name"))
        return PlaceView(
            name=name.of(of) if name else line_text(place.iso, place, "iso").of(of),
            official_name=official.of(of) if official else None,
            neighbours=tuple(line_text(n, place, "neighbours").of(of) for n in self._names(place.neighbours)),
        )

    def _names(self, countries: tuple[str, ...]) -> Iterator[str]:
        """Countries as the language of the module calls them."""
        locale = locale_of(self.module.language)
        for code in countries:
            yield str(locale.territories.get(code, code)) if locale else code

    def _student_title(self) -> Text:
        """What the students' sheet is called; the pack's neutral code where no title was written for the band."""
        module = self.module
        written = module.student_title.text(self.audience.band, easy=self.audience.is_easy)
        return self.stamped(written, module.id) if written else line_text(module.code, module, "code")

    def care(self, band: str) -> CareView:
        """The words that protect, as a band reads them. Raises LessonPackError where the policy has none for it."""
        module, easy = self.module, self.audience.is_easy

        def words(field: str, own: ByBand | None = None) -> Text:
            mine = self.own(own, is_sensitive=True) if band != self.policy.teacher_band else own
            chosen = mine.text(band, easy=easy) if mine else None
            if chosen:
                return self.stamped(chosen, module.id)
            return self._policy_words(getattr(self.policy.care, field), band, field)

        rules = self.policy.care.ground_rules
        return CareView(
            content_note=words("content_note", module.content_note),
            ground_rules=tuple(self._policy_words(r, band, "ground_rules", n) for n, r in enumerate(rules)),
            opt_out=words("opt_out"),
            grounding=words("grounding"),
            not_your_fault=words("not_your_fault"),
            trusted_adult=words("trusted_adult"),
            help_line=words("help_line"),
            caution_line=words("caution_line"),
            private=words("private"),
            disclosure=self._disclosure(band),
            closing=words("closing", module.closing),
        )

    def _disclosure(self, band: str) -> tuple[Text, ...]:
        steps = self.policy.care.disclosure if band == self.policy.teacher_band else ()
        return tuple(self._policy_words(step, band, "disclosure", n) for n, step in enumerate(steps))

    def _policy_words(self, words: ByBand, band: str, *path: str | int) -> Text:
        chosen = words.text(band, easy=self.audience.is_easy)
        if chosen is None:
            # Another band's words would be wrong here: adults read "Safeguarding lead" where children "a grown-up".
            found = f"the policy has no words for band {band} here"
            raise LessonPackError([error("policy/no-words", self.policy.span_of("care", *path), found)])
        return self.stamped(chosen, _CARE)

    def notes(self) -> tuple[NoteView, ...]:
        return tuple(NoteView(n.id, self.stamped(n.title, n.id), self.stamped(n.text, n.id)) for n in self.module.notes)

    def links(self) -> tuple[LinkView, ...]:
        return tuple(
            LinkView(self.stamped(link.label, self.module.id), None if self.is_restricted(link.url) else link.url)
            for link in self.module.links
        )

    def raised(self) -> tuple[RaisedView, ...]:
        return tuple(
            RaisedView(
                line_text(r.what, r, "what").of(_CARE),
                line_text(r.to, r, "to").of(_CARE),
                line_text(next((s.name for s in self.policy.sign_offs if s.id == r.role), r.role), r, "role").of(_CARE),
                r.on,
                line_text(r.reason, r, "reason").of(_CARE),
            )
            for r in self.policy.raised
        )

    def waivers(self) -> tuple[WaiverView, ...]:
        of = self.module.id
        return tuple(
            WaiverView(w.rule, line_text(w.reason, w, "reason").of(of), line_text(w.by, w, "by").of(of), w.on)
            for w in self.module.lint_waivers
        )


def restricted_addresses(module: Module) -> Iterator[str]:
    """Addresses that are not passed on where the class is, or anywhere while nobody has said where that is."""
    for source in module.sources:
        if source.url and source.restricted_in and (module.place is None or module.place.iso in source.restricted_in):
            yield source.url


def _bare(address: str) -> str:
    """An address as it is known however it is typed: without scheme, `www.` and the last slash."""
    return re.sub(r"^[a-z]+:(//)?(www\.)?|/+$", "", address.lower())


_CARE = "policy"
"""Item id of words that come from the policy."""


def _is_long(text: Text) -> bool:
    """True for what a weak reader may stumble over; headwords and names have no easier form."""
    return len(str(text).split()) > _SHORT_WORDS


_SHORT_WORDS = 12


def line_text(words: str, owner: Record, *path: str | int) -> Text:
    """A plain line as a text, so that it is printed with its origin like all words of authors."""
    composed = unicodedata.normalize("NFC", words)
    return Text(((inline.Words(composed),),), owner.span_of(*path), getattr(owner, "id", ""))
