"""Sources: what must be known of each before anybody trusts it. How they are used is `citations`'."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.case import ERROR, NOTE, WARNING, Content, Finding, Rule
from lessonpack.model.source import Originality, Source, SourceStatus, Verification
from lessonpack.model.values import PartialDate

_TRUSTED = (Verification.CHECKED, Verification.CORROBORATED)
_LONG_PAGES = 10
_GAP_YEARS = 3


def _no_caution(content: Content) -> Iterator[Finding]:
    doubtful = {s.id for s in content.module.sources if s.verification not in _TRUSTED}
    if content.module.caution is None:
        for excerpt in content.module.excerpts:
            if excerpt.source in doubtful:
                found = f"the source `{excerpt.source}` is not verified, and the module has no caution"
                yield Finding(excerpt.span_of("source"), found, about=excerpt.id)


def _date_order(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        for number, read in enumerate(source.accessed):
            span = source.span_of("accessed", number)
            if read.first_day() > content.today:
                yield Finding(span, f"accessed {read} lies after {content.today}", about=source.id)
            elif _is_before(read, source):
                yield Finding(span, f"accessed {read}, but published {source.date}", about=source.id)


def _is_before(read: PartialDate, source: Source) -> bool:
    """True only where even the latest day that is meant lies before the earliest of the publication."""
    published = source.date
    if published is None:
        return False
    return (read.year, read.month or 12, read.day or 31) < (published.year, published.month or 1, published.day or 1)


def _no_maker(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        if not (source.org or source.author or source.host):
            yield Finding(source.span, f"nobody is named who made `{source.id}`", about=source.id)


def _no_date(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        if source.date is None and source.date_note is None:
            yield Finding(source.span, f"`{source.id}` has no date, and nothing says why", about=source.id)


def _no_address(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        if source.url is None and source.url_note is None:
            yield Finding(source.span, f"`{source.id}` has no address, and nothing says why", about=source.id)


def _coverage(content: Content) -> Iterator[Finding]:
    coverage = content.module.coverage
    years = [source.date.year for source in content.module.sources if source.date]
    if coverage and years and coverage.to - max(years) > _GAP_YEARS:
        found = f"the pack covers {coverage.from_} to {coverage.to}, and its newest source is of {max(years)}"
        yield Finding(content.module.span_of("coverage"), found)


def _none_current(content: Content) -> Iterator[Finding]:
    sources = content.module.sources
    if sources and all(source.status is not SourceStatus.CURRENT for source in sources):
        yield Finding(sources[0].span, "every source of this module is archived or superseded")


def _archived_only(content: Content) -> Iterator[Finding]:
    shown = [source for source in content.module.sources if source.topics is not None]
    if shown and all(source.status is not SourceStatus.CURRENT for source in shown):
        yield Finding(shown[0].span, "students see only archived or superseded sources")


def _no_locator(content: Content) -> Iterator[Finding]:
    pages = {source.id: source.pages for source in content.module.sources}
    for excerpt in content.module.excerpts:
        length = pages.get(excerpt.source) or 0
        if excerpt.locator is None and length > _LONG_PAGES:
            yield Finding(excerpt.span, f"`{excerpt.source}` has {length} pages, and no place in it is named",
                          about=excerpt.id)  # fmt: skip


def _originality(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        if source.format == "pupil-work" and source.originality is not Originality.CHECKED:
            yield Finding(source.span, f"nobody has compared `{source.id}` with what it may be copied from",
                          about=source.id)  # fmt: skip


def _attribution(content: Content) -> Iterator[Finding]:
    module = content.module
    if (module.legacy_title or module.series) and not module.compiler:
        field = "legacy_title" if module.legacy_title else "series"
        yield Finding(module.span_of(field), "the module grew from somebody's material and names nobody")


def _unverified(content: Content) -> Iterator[Finding]:
    *younger, eldest = content.policy.student_bands()
    for source in content.module.sources:
        if source.verification is Verification.UNVERIFIED and source.topics is not None:
            reached = [band for band in younger if source.bands is None or band in source.bands]
            severity = WARNING if reached or content.module.caution is None else NOTE
            reader = f"band {', '.join(reached)}" if reached else f"band {eldest}"
            found = f"nobody has checked `{source.id}`, and students of {reader} may read of it"
            yield Finding(source.span_of("verification"), found, about=source.id, severity=severity)


def _last_access(content: Content) -> Iterator[Finding]:
    for source in content.module.sources:
        last = max(source.accessed, key=PartialDate.in_order, default=None)
        if last and content.policy.is_stale(last.first_day(), content.today):
            number = source.accessed.index(last)
            found = f"`{source.id}` was last read {last}; its address may lead elsewhere by now"
            yield Finding(source.span_of("accessed", number), found, about=source.id)


RULES = (
    Rule(
        "sources/no-caution",
        ERROR,
        "An excerpt of a source that nobody verified stands in a module that warns of nothing.",
        "A page that looks official is believed; the caution is printed beside the excerpts.",
        "write `caution:` at the top of the module",
        _no_caution,
    ),
    Rule(
        "sources/date-order",
        ERROR,
        "A source was read before it was published, or on a day that has not come.",
        "One of the two dates is wrong, and a reader cannot tell which.",
        "mend the date",
        _date_order,
    ),
    Rule(
        "sources/no-maker",
        WARNING,
        "A source names neither organisation nor author nor host.",
        "Who made this is the first question that pupils learn to ask.",
        "write `org:` or `author:`; where nobody knows, waive this and say so in `date_note`",
        _no_maker,
    ),
    Rule(
        "sources/no-date",
        WARNING,
        "A source has no date, and no note on it.",
        "A source without a date can be neither old nor new.",
        "write `date:`, or `date_note:` with what is known",
        _no_date,
    ),
    Rule(
        "sources/no-address",
        WARNING,
        "A source has no address, and no note on it.",
        "Who wants to check it must know that the address was lost, and not overlooked.",
        "write `url:`, or `url_note:`; never guess an address",
        _no_address,
    ),
    Rule(
        "sources/coverage",
        WARNING,
        "The pack claims to cover years after its newest source.",
        "A span that no source reaches is a promise on a title page.",
        "end the coverage with the newest source, or add one",
        _coverage,
    ),
    Rule(
        "sources/none-current",
        WARNING,
        "Every source of the module is archived or superseded.",
        "A pack of old pages alone describes a country that was.",
        "add a current source",
        _none_current,
    ),
    Rule(
        "sources/archived-only",
        NOTE,
        "Students see only archived or superseded sources.",
        "They should know that newer ones exist.",
        "add a current source for students, or say in the caution that all are old",
        _archived_only,
    ),
    Rule(
        "sources/no-locator",
        WARNING,
        "An excerpt of a long document does not say where in it it stands.",
        "Nobody reads a hundred pages to check one sentence.",
        "write `locator:`",
        _no_locator,
    ),
    Rule(
        "sources/originality",
        WARNING,
        "A pupil's work is used, and nobody has looked whether it is copied.",
        "Copied sentences carry rights and faults of somebody else.",
        "compare it, then set `originality: checked`; or retell it only, and waive this",
        _originality,
    ),
    Rule(
        "sources/attribution",
        WARNING,
        "The module grew from somebody's material, and nobody is named.",
        "Who gathered sources for years deserves a line.",
        "write `compiler:`",
        _attribution,
    ),
    Rule(
        "sources/unverified",
        WARNING,
        "Students may read of a source that nobody has checked; for the eldest band alone, with a caution, a note.",
        "The card says so, and the class learns to ask; still, somebody should look at the original.",
        "open the original, then set verification, verified_by and verified_on; or waive this with a reason",
        _unverified,
    ),
    Rule(
        "sources/last-access",
        NOTE,
        "Nobody has read a source for longer than the policy's number of years.",
        "Pages change and vanish behind an address that stays.",
        "open it again, and add the day to `accessed:`",
        _last_access,
    ),
)
