"""Sources: what must be said about them before anybody trusts them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lessonpack.diagnostics import Diagnostic, error
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.model.source import Verification

_TRUSTED = (Verification.CHECKED, Verification.CORROBORATED)


def no_caution(module: Module, policy: Policy, *, today: date) -> Iterator[Diagnostic]:
    """sources/no-caution: an excerpt of a source that nobody verified, in a module that warns of nothing."""
    doubtful = {s.id for s in module.sources if s.verification not in _TRUSTED}
    if module.caution is None:
        for excerpt in module.excerpts:
            if excerpt.source in doubtful:
                found = f"the source `{excerpt.source}` is not verified, and the module has no caution"
                hint = "write `caution:` at the top of the module; it is printed beside the excerpts"
                yield error("sources/no-caution", excerpt.span_of("source"), found, hint=hint)


def date_order(module: Module, policy: Policy, *, today: date) -> Iterator[Diagnostic]:
    """sources/date-order: a source that was read before it was published, or on a day that has not come."""
    for source in module.sources:
        for number, read in enumerate(source.accessed):
            span = source.span_of("accessed", number)
            if read.first_day() > today:
                yield error("sources/date-order", span, f"accessed {read} lies after {today}")
            elif source.date and (read.year, read.month or 12, read.day or 31) < (
                source.date.year,
                source.date.month or 1,
                source.date.day or 1,
            ):
                yield error("sources/date-order", span, f"accessed {read}, but published {source.date}")
