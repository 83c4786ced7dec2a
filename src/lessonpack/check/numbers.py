"""Arithmetic: figures that claim to be the sum of their parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lessonpack.diagnostics import Diagnostic, error
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy


def parts_sum(module: Module, policy: Policy, *, today: date) -> Iterator[Diagnostic]:
    """numbers/parts-sum: the parts of a figure do not make the figure, or do although `adds_up` denies it."""
    for figure in module.statistics:
        if not figure.parts:
            continue
        total = sum((part.value.value for part in figure.parts), Decimal(0))
        difference = total - figure.value.value
        if difference and figure.adds_up:
            found = f"the parts make {total}, the value is {figure.value.typed}: a difference of {difference:+}"
            hint = "mend the figures; if the source itself is wrong, say so with `adds_up: false`"
            yield error("numbers/parts-sum", figure.span_of("value"), found, hint=hint)
        if not difference and not figure.adds_up:
            found = f"`adds_up: false`, but the parts do make {figure.value.typed}"
            yield error("numbers/parts-sum", figure.span_of("adds_up"), found, hint="delete `adds_up`")
