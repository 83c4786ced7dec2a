"""Module x audience x policy x day -> Selection: the only place that withholds.

The rules are in `select.rules`, the words in `select.wording`; here they meet, for a class or for its teacher.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from lessonpack.diagnostics import LessonPackError, error
from lessonpack.model.audience import Audience, Kind
from lessonpack.model.help import HelpRegistry, HelpResource
from lessonpack.model.items import Item
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.model.source import Source
from lessonpack.model.text import Text
from lessonpack.select.rules import help_reason, is_printable, withheld_items
from lessonpack.select.selection import Balance, Omission, Reason, Selection, Watched
from lessonpack.select.shown import ProfileRow, Signature
from lessonpack.select.views import Views
from lessonpack.select.wording import Wording, line_text
from lessonpack.select.written import locale_of

I = TypeVar("I", bound=Item)  # noqa: E741  # the letter that stands for an item


def select(module: Module, audience: Audience, policy: Policy, *, help_lines: HelpRegistry, today: date) -> Selection:
    """What a document for this audience may hold.

    Students get what is rated, within every ceiling of their band, written for the band, and does not need what is
    withheld. Teachers get what their class gets, and the background that is written for adults; answers and notes are
    theirs alone. `omitted` lists what the class does not get, the same for both.

    Raises LessonPackError for a band that is no students' band of the policy, and for words of the module itself that
    name what the reader does not get.
    """
    if audience.band not in policy.student_bands():
        known = f"students' bands: {', '.join(policy.student_bands())}"
        found = f"`{audience.band}` is no band of students"
        raise LessonPackError([error("policy/unknown-band", policy.span_of("bands"), found, hint=known)])
    if locale_of(module.language) is None:
        found = f"nobody knows how dates and figures are written in the language `{module.language}`"
        hint = "write a language tag such as en, ru or be-BY"
        raise LessonPackError([error("content/language", module.span_of("language"), found, hint=hint)])
    return _Selector(module, audience, policy, help_lines, today).selection()


HARMFUL = 2
"""The intensity from which an item on a harmful topic counts as speaking of harm."""


def for_document(selection: Selection, kind: Kind, policy: Policy) -> Selection:
    """What the same reader gets for another document: all the same, but for what the policy asks of it."""
    audience = replace(selection.audience, kind=kind)
    return replace(selection, audience=audience, required=policy.required.of(kind))


class _Selector:
    def __init__(
        self, module: Module, audience: Audience, policy: Policy, help_lines: HelpRegistry, today: date
    ) -> None:
        self.module, self.audience, self.policy, self.today = module, audience, policy, today
        self.help_lines = {r.id: r for r in help_lines.resources}
        self.withheld = withheld_items(module, audience.band, policy)
        self.wording = Wording(audience, policy, module, frozenset(self.withheld), self._unnamed())

    def _unnamed(self) -> frozenset[str]:
        """Definitions whose term this reader must not meet, not even in passing."""
        if not self.audience.is_teacher:
            return frozenset(self.withheld)
        return frozenset(d.id for d in self.module.definitions if not is_printable(d, self.policy))

    def selection(self) -> Selection:
        words, policy, audience = self.wording, self.policy, self.audience
        band = policy.bands[audience.band]
        shown = self._shown()
        kept = tuple(view.id for group in shown.values() for view in group)
        is_sensitive = self._is_sensitive(kept)
        return Selection(
            audience=audience,
            band_name=band.name,
            ages=(band.ages[0], band.ages[1]),
            module=words.module_view(is_sensitive=is_sensitive),
            care=words.care(self._own_band()) if is_sensitive else None,
            class_care=words.care(audience.band) if is_sensitive and audience.is_teacher else None,
            **shown,
            help=Views(words, ()).help(self._help(), self.today) if is_sensitive else (),
            **self._teachers_alone(),
            omitted=self._omitted(),
            kept=kept,
            **self._for_gate(is_sensitive),
        )

    def _shown(self) -> dict[str, Any]:
        """The views of all items that this reader gets, by the selection's names for them; sources first."""
        module, kept, for_class = self.module, self._kept, self._for_class
        make = Views(self.wording, kept(module.sources))
        return {
            "sources": make.sources,
            "definitions": make.definitions(kept(module.definitions)),
            "context": make.context(kept(module.context)),
            "excerpts": make.excerpts(kept(module.excerpts)),
            "statistics": make.statistics(kept(module.statistics)),
            "comparisons": make.comparisons(kept(module.comparisons)),
            "factors": make.factors(kept(module.factors)),
            "questions": make.questions(for_class(module.questions)),
            "activities": make.activities(for_class(module.activities)),
            "organisers": make.organisers(for_class(module.organisers)),
        }

    def _own_band(self) -> str:
        return self.policy.teacher_band if self.audience.is_teacher else self.audience.band

    def _for_gate(self, is_sensitive: bool) -> dict[str, Any]:
        required = self.policy.required
        minimum = self.policy.help.minimum.items()
        return {
            "unwritten_easy": self.wording.unwritten_easy(),
            "has_easy": self.wording.has_easy,
            "is_draft": True,
            "sign_offs": self._sign_offs(is_sensitive),
            "help_kinds": tuple(str(kind) for kind, bands in minimum if self.audience.band in bands),
            "required": required.of(self.audience.document),
            "watched": self._watched(),
            "balance": self._balance(),
        }

    def _teachers_alone(self) -> dict[str, Any]:
        words = self.wording
        if not self.audience.is_teacher:
            return {"notes": (), "links": (), "waivers": (), "raised": (), "age_mark": None, "profile": (), "years": ()}
        return {
            "notes": words.notes(),
            "links": words.links(),
            "waivers": words.waivers(),
            "raised": words.raised(),
            "age_mark": self._age_mark(),
            "profile": self._profile(),
            "years": Views(words, self._kept(self.module.sources)).years(),
        }

    def _age_mark(self) -> Text | None:
        band, place = self.policy.bands[self.audience.band], self.module.place
        mark = band.age_mark.get(place.iso) if place else None
        return line_text(mark, band, "age_mark", place.iso).of("policy") if mark and place else None

    def _sign_offs(self, is_sensitive: bool) -> tuple[Signature, ...]:
        asked = (s for s in self.policy.sign_offs if is_sensitive or s.always)
        return tuple(Signature(s.id, line_text(s.name, s, "name").of("policy"), None) for s in asked)

    def _watched(self) -> Watched:
        lexicon, band = self.policy.watched_in(self.module.language), self.audience.band
        plain = (rule for rule in lexicon.terms if rule.is_error_for_students and not (rule.near or rule.unless))
        outdated = tuple(phrase for rule in plain for phrase in rule.match)
        asked = (r for r in lexicon.prompts if r.severity == "error" and (r.bands is None or band in r.bands))
        prompts = tuple(phrase for rule in asked for phrase in rule.match)
        fear = lexicon.fear if band in lexicon.fear_is_error else ()
        blocked = lexicon.stems(band, self.module.subjects)
        return Watched(blocked, outdated, (*prompts, *fear), (*lexicon.allowed, *lexicon.legal_titles))

    def _balance(self) -> Balance:
        """Of what the class gets; an item may speak of harm and of what protects."""
        topics = self.policy.topics
        rated = {i.id: i.topics or {} for i in self._for_class(self.module.items()) if not isinstance(i, Source)}
        known = {item: [(topics[t], found) for t, found in r.items() if t in topics] for item, r in rated.items()}
        harm = {item for item, r in known.items() if any(t.harm and found >= HARMFUL for t, found in r)}
        protective = {item for item, r in known.items() if any(t.protective and found for t, found in r)}
        least = self.policy.caps.protective_ratio.get(self.audience.band, 0)
        return Balance(frozenset(harm), frozenset(protective), least)

    def _profile(self) -> tuple[ProfileRow, ...]:
        """Each topic that the class meets, in the policy's order, with the highest intensity and the ceiling."""
        met: dict[str, int] = {}
        for item in self._for_class(self.module.items()):
            for topic, found in (item.topics or {}).items():
                met[topic] = max(met.get(topic, 0), found)
        band = self.audience.band
        return tuple(
            ProfileRow(line_text(topic.name, topic, "name").of("policy"), met[name], self.policy.ceiling(name, band))
            for name, topic in self.policy.topics.items()
            if met.get(name)
        )

    def _for_class(self, items: Iterable[I]) -> tuple[I, ...]:
        """What the class itself gets: tasks, which nobody reads as background."""
        return tuple(i for i in items if i.id not in self.withheld)

    def _kept(self, items: Iterable[I]) -> tuple[I, ...]:
        """What the class gets; for a teacher also what is written for adults."""
        if not self.audience.is_teacher:
            return self._for_class(items)
        return tuple(
            i
            for i in items
            if is_printable(i, self.policy) and (i.id not in self.withheld or self.wording.has_adult_words(i))
        )

    def _is_sensitive(self, kept: tuple[str, ...]) -> bool:
        """Whether anything kept is rated above 0; what nobody rated, and only teachers get, counts as sensitive."""
        rated = {item.id: item.topics for item in self.module.items()}
        return any(topics is None or any(topics.values()) for topics in (rated[name] for name in kept))

    def _help(self) -> Iterator[HelpResource]:
        """Help lines for this reader: students get checked ones, teachers all that may still be in service."""
        for name in self.module.help:
            entry = self.help_lines.get(name)
            reason = self._help_reason(entry) if entry else Reason.CLOSED
            if entry and (reason is None or (self.audience.is_teacher and reason is not Reason.CLOSED)):
                yield entry

    def _help_reason(self, resource: HelpResource) -> Reason | None:
        return help_reason(resource, self.audience.band, self.policy, self.today)

    def _omitted(self) -> tuple[Omission, ...]:
        order = [item.id for item in self.module.items() if item.id in self.withheld]
        lines = []
        for name in self.module.help:
            resource = self.help_lines.get(name)
            reason = self._help_reason(resource) if resource else None
            if resource and reason:
                lines.append(Omission(name, "help line", reason, span=resource.span))
        return (*(self.withheld[name] for name in order), *lines)
