"""Sources: what must be said about them before anybody trusts them."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.check.case import ERROR, Content, Finding, Rule
from lessonpack.model.source import Source, Verification
from lessonpack.model.values import PartialDate

_TRUSTED = (Verification.CHECKED, Verification.CORROBORATED)


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
)
