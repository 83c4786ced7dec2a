"""What a view holds: kept items, in the words of one reader, without anything that is not the reader's.

Which words are right is left to `select.wording`; which items are kept, to `select.rules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from lessonpack.model.help import HelpResource
from lessonpack.model.items import (
    Activity,
    ComparedValue,
    Comparison,
    ContextNote,
    Definition,
    Excerpt,
    Factor,
    Organiser,
    Period,
    Question,
    Statistic,
)
from lessonpack.model.source import Source, Verification
from lessonpack.model.text import ByBand, Text
from lessonpack.model.values import Amount, PartialDate
from lessonpack.select.shown import (
    ActivityView,
    ChangeView,
    Citation,
    ComparedView,
    ComparisonView,
    ContextView,
    DefinitionView,
    ExcerptView,
    FactorView,
    HelpView,
    MisconceptionView,
    OrganiserView,
    PartView,
    QuestionView,
    SourceView,
    StatisticView,
    YearView,
)
from lessonpack.select.wording import Wording, line_text


class Views:
    """Makes the views of one document. `withheld` are the ids that the class does not get."""

    def __init__(self, words: Wording, sources: Iterable[Source]) -> None:
        self.words, self.withheld, self.is_teacher = words, words.withheld, words.is_teacher
        self.band = words.audience.band
        self.sources = tuple(self._source(s, n) for n, s in enumerate(sources, 1))
        self._source_by_id = {s.id: s for s in self.sources}

    def _source(self, source: Source, number: int) -> SourceView:
        # Pupils meet who made it; the rest nobody has read for their age.
        known = ("author", "unit", "org", "host") if self.is_teacher else ("author", "org")
        makers = (self.words.line(getattr(source, f), source, f) for f in known)
        is_restricted = self.words.is_restricted(source.url)
        return SourceView(
            id=source.id,
            number=number,
            name=self._source_name(source),
            title=self.words.theirs(source.title, source.id),
            also_known_as=self._stamped(source.also_known_as, source.id) if self.is_teacher else (),
            makers=tuple(m for m in makers if m),
            date=source.date,
            date_note=self.words.theirs(source.date_note, source.id),
            accessed=tuple(sorted(source.accessed, key=PartialDate.in_order)),
            url=None if is_restricted else source.url,
            address=self.words.line(source.url, source, "url") if self.is_teacher and not is_restricted else None,
            url_note=None if is_restricted else self.words.theirs(source.url_note, source.id),
            format=source.format or "",
            status=str(source.status),
            verification=str(source.verification),
            is_verified=source.verification in (Verification.CHECKED, Verification.CORROBORATED),
            dispute_note=self.words.theirs(source.dispute_note, source.id),
            rights=line_text(source.rights.basis, source, "rights", "basis") if self.is_teacher else None,
            reaches_class=source.id not in self.withheld,
        )

    def _source_name(self, source: Source) -> Text:
        """For students their own title, or else who made it: the document's title may hold words nobody uses now."""
        if self.is_teacher:
            return self.words.stamped(source.title, source.id)
        named = self.words.say(source.student_title, source.id)
        maker = self.words.line(source.org, source, "org") or self.words.line(source.author, source, "author")
        if not (named or maker):
            raise AssertionError(f"{source.id} was kept without a name for {self.words.audience}")
        return named or maker  # type: ignore[return-value]  # one of the two is there

    def _stamped(self, texts: tuple[Text, ...], item: str) -> tuple[Text, ...]:
        return tuple(self.words.stamped(t, item) for t in texts)

    def _cite(self, source: str | None, locator: Text | None, item: str) -> Citation | None:
        """None where the reader does not get the source."""
        view = self._source_by_id.get(source or "")
        return Citation(view, self.words.stamp(locator, item)) if view else None

    def years(self) -> tuple[YearView, ...]:
        """The dated sources along time."""
        dated = sorted(((s.date.in_order(), s) for s in self.sources if s.date), key=lambda pair: pair[0])
        years = groupby((source for _, source in dated), lambda source: source.date.year if source.date else 0)
        return tuple(YearView(PartialDate(year), tuple(sources)) for year, sources in years)

    # ---- items -----------------------------------------------------------------------------------------------

    def definitions(self, items: Iterable[Definition]) -> tuple[DefinitionView, ...]:
        return tuple(
            DefinitionView(
                id=d.id,
                term=self.words.must_say(d.term, d.id),
                text=self.words.must_say(d.text, d.id),
                example=self.words.say(d.example, d.id),
                translations=tuple(
                    (language, line_text(word, d, "translations", language))
                    for language, word in d.translations.items()
                ),
                citation=self._cite(d.source, d.locator, d.id),
                class_text=self.words.class_words(d.text, d.id),
                reaches_class=d.id not in self.withheld,
            )
            for d in items
        )

    def context(self, items: Iterable[ContextNote]) -> tuple[ContextView, ...]:
        return tuple(
            ContextView(
                id=c.id,
                kind=str(c.kind),
                heading=self.words.must_say(c.heading, c.id),
                text=self.words.must_say(c.text, c.id),
                as_of=c.as_of,
                citation=self._cite(c.source, c.locator, c.id),
                reaches_class=c.id not in self.withheld,
            )
            for c in items
        )

    def excerpts(self, items: Iterable[Excerpt]) -> tuple[ExcerptView, ...]:
        """Cards, lettered as the class meets them, so that a sheet and its guide speak of the same card."""
        made, cards = [], 0
        for excerpt in items:
            on_sheet = excerpt.id not in self.withheld
            view = self._excerpt(excerpt, _letter(cards) if on_sheet else "")
            if view:
                made.append(view)
                cards += on_sheet
        return tuple(made)

    def _excerpt(self, excerpt: Excerpt, letter: str) -> ExcerptView | None:
        citation = self._cite(excerpt.source, excerpt.locator, excerpt.id)
        adult = self.words.theirs(excerpt.text, excerpt.id)
        text = adult or self.words.say(excerpt.student_text, excerpt.id)
        if citation is None or text is None:
            return None
        reaches_class = excerpt.id not in self.withheld
        read = excerpt.student_text.text(self.band) if excerpt.student_text and reaches_class else None
        return ExcerptView(
            id=excerpt.id,
            letter=letter,
            kind=str(excerpt.kind),
            heading=self.words.theirs(excerpt.heading, excerpt.id),
            text=text,
            class_text=self.words.theirs(read, excerpt.id),
            prompts=tuple(t for p in excerpt.prompts if (t := self.words.say(p, excerpt.id))),
            citation=citation,
            conflicts_with=excerpt.conflicts_with if self.is_teacher else (),
            note=self.words.theirs(excerpt.note, excerpt.id),
            reaches_class=reaches_class,
        )

    def statistics(self, items: Iterable[Statistic]) -> tuple[StatisticView, ...]:
        return tuple(self._statistic(s) for s in items)

    def _statistic(self, item: Statistic) -> StatisticView:
        total = sum((p.value.value for p in item.parts), Decimal(0))
        return StatisticView(
            id=item.id,
            label=self.words.must_say(item.label, item.id),
            value=item.value,
            unit=self.words.stamped(item.unit, item.id),
            period=_period(item.period),
            place=self.words.line(item.place, item, "place"),
            population=self.words.stamp(item.population, item.id),
            counted_by=self.words.stamp(item.counted_by, item.id),
            parts=tuple(PartView(self.words.must_say(p.label, item.id), p.value) for p in item.parts),
            # The sum is the pupils' to find where the lesson is about it.
            parts_sum=Amount(str(total), total) if item.parts and self.is_teacher else None,
            adds_up=item.adds_up,
            change=self._change(item),
            note=self.words.say(item.note, item.id),
            teacher_note=self.words.theirs(item.teacher_note, item.id),
            citation=self._cite(item.source, item.locator, item.id),
            reaches_class=item.id not in self.withheld,
        )

    def _change(self, item: Statistic) -> ChangeView | None:
        change = item.change
        if change is None:
            return None
        previous, is_implied = change.previous, False
        if previous is None and self.is_teacher:
            # The pupils work it out themselves where the source leaves it out.
            previous = implied_previous(item.value.value, change.per_cent.value)
            is_implied = previous is not None
        is_less = change.per_cent.value < 0
        size = Amount(change.per_cent.typed.lstrip("-"), abs(change.per_cent.value))
        return ChangeView(size, is_less, change.since, previous, is_implied)

    def comparisons(self, items: Iterable[Comparison]) -> tuple[ComparisonView, ...]:
        return tuple(
            ComparisonView(
                id=c.id,
                indicator=self.words.must_say(c.indicator, c.id),
                unit=self.words.stamped(c.unit, c.id),
                definition=self.words.must_say(c.definition, c.id),
                values=tuple(self._compared(v, c.id) for v in c.values),
                question=self.words.say(c.question, c.id),
                answer=self.words.theirs(c.answer, c.id),
                citation=self._cite(c.source, c.locator, c.id),
                reaches_class=c.id not in self.withheld,
            )
            for c in items
        )

    def _compared(self, value: ComparedValue, item: str) -> ComparedView:
        return ComparedView(
            place=line_text(value.place, value, "place").of(item),
            period=(value.period.from_, value.period.to),
            value=self.words.stamped(value.value, item),
            unit=self.words.stamp(value.unit, item),
            definition=self.words.say(value.definition, item),
            note=self.words.say(value.note, item),
            citation=self._cite(value.source, None, item),
        )

    def factors(self, items: Iterable[Factor]) -> tuple[FactorView, ...]:
        return tuple(
            FactorView(
                id=f.id,
                level=str(f.level),
                risk=self.words.must_say(f.risk, f.id),
                protection=self.words.must_say(f.protection, f.id),
                citation=self._cite(f.source, f.locator, f.id),
                reaches_class=f.id not in self.withheld,
            )
            for f in items
            if f.protection is not None
        )

    def questions(self, items: Iterable[Question]) -> tuple[QuestionView, ...]:
        return tuple(
            QuestionView(
                id=q.id,
                skill=str(q.skill),
                text=self._as_class_reads(q.text, q.id),
                expected_words=q.expected_words,
                answer=self.words.theirs(q.answer, q.id),
                misconceptions=self._misconceptions(q) if self.is_teacher else (),
            )
            for q in items
        )

    def _misconceptions(self, question: Question) -> tuple[MisconceptionView, ...]:
        stamped, item = self.words.stamped, question.id
        return tuple(
            MisconceptionView(stamped(m.wrong, item), stamped(m.right, item), self._cite(m.source, None, item))
            for m in question.misconceptions
        )

    def activities(self, items: Iterable[Activity]) -> tuple[ActivityView, ...]:
        return tuple(
            ActivityView(
                id=a.id,
                title=self._as_class_reads(a.title, a.id),
                minutes=a.minutes,
                grouping=self.words.stamp(a.grouping, a.id),
                materials=self._stamped(a.materials, a.id) if self.is_teacher else (),
                intro=self._as_class_reads(a.intro, a.id) if a.intro and a.intro.text(self.band) else None,
                steps=tuple(self._as_class_reads(s, a.id) for s in a.steps),
                expected_words=a.expected_words,
                teacher=self.words.theirs(a.teacher, a.id),
                answer=self.words.theirs(a.answer, a.id),
            )
            for a in items
        )

    def organisers(self, items: Iterable[Organiser]) -> tuple[OrganiserView, ...]:
        return tuple(
            OrganiserView(
                id=o.id,
                kind=str(o.kind),
                title=self._as_class_reads(o.title, o.id),
                task=self._as_class_reads(o.task, o.id),
                headings=tuple(self._as_class_reads(heading, o.id) for heading in o.headings),
                rows=tuple(self._as_class_reads(row, o.id) for row in o.rows),
                teacher=self.words.theirs(o.teacher, o.id),
                answer=self.words.theirs(o.answer, o.id),
            )
            for o in items
        )

    def _as_class_reads(self, words: ByBand, item: str) -> Text:
        """Tasks stand in the teacher's guide in the very words that the class has before it."""
        read = words.text(self.band) if self.is_teacher else None
        return self.words.stamp(read, item) or self.words.must_say(words, item)

    def help(self, resources: Iterable[HelpResource], today: date) -> tuple[HelpView, ...]:
        return tuple(self._help(r, today) for r in resources)

    def _help(self, entry: HelpResource, today: date) -> HelpView:
        service = self.words.must_say(entry.service, entry.id)
        return HelpView(
            id=entry.id,
            org=line_text(entry.org, entry, "org"),
            service=service,
            kind=str(entry.kind),
            places=entry.places,
            is_told_by_org=str(service).casefold() in str(entry.org).casefold(),
            phone=self.words.line(entry.phone, entry, "phone"),
            phone_intl=self.words.line(entry.phone_intl, entry, "phone_intl"),
            sms=self.words.line(entry.sms, entry, "sms"),
            web=entry.web,
            site=_site(entry),
            hours=self.words.say(entry.hours, entry.id),
            cost=self.words.say(entry.cost, entry.id),
            status=str(entry.status),
            checked_on=entry.verified_on,
            is_checked=entry.is_current(today, self.words.policy.help.recheck_days),
            evidence=tuple((self.words.stamped(e.found, entry.id), e.dated) for e in entry.evidence)
            if self.is_teacher
            else (),
            notes=self.words.theirs(entry.notes, entry.id),
        )


def _site(entry: HelpResource) -> Text | None:
    found = re.fullmatch(r"(?:https?://(?:www\.)?|mailto:)(.+?)/?", entry.web or "")
    return line_text(found.group(1), entry, "web") if found else None


def implied_previous(value: Decimal, per_cent: Decimal) -> Amount | None:
    """The figure that a change of so many per cent has led away from, to the nearest whole: 1751 and 11 -> 1577.

    None where all of it has gone, for then it may have been anything."""
    if per_cent <= -100:
        return None
    whole = (value / (1 + per_cent / 100)).quantize(Decimal(1), ROUND_HALF_UP)
    return Amount(str(whole), whole)


def _letter(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    first, last = divmod(number, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)


def _period(period: Period | None) -> tuple[PartialDate, PartialDate] | None:
    return (period.from_, period.to) if period else None
