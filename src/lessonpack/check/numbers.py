"""Arithmetic: figures that claim to be the sum of their parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lessonpack.check.case import ERROR, Content, Finding, Rule


def _parts_sum(content: Content) -> Iterator[Finding]:
    for figure in content.module.statistics:
        if not figure.parts:
            continue
        total = sum((part.value.value for part in figure.parts), Decimal(0))
        difference = total - figure.value.value
        if difference and figure.adds_up:
            found = f"the parts make {total}, the value is {figure.value.typed}: a difference of {difference:+}"
            yield Finding(figure.span_of("value"), found, about=figure.id)
        if not difference and not figure.adds_up:
            found = f"`adds_up: false`, but the parts do make {figure.value.typed}"
            yield Finding(figure.span_of("adds_up"), found, "delete `adds_up`", figure.id)


RULES = (
    Rule(
        "numbers/parts-sum",
        ERROR,
        "The parts of a figure do not make the figure, or do although `adds_up` denies it.",
        "A sum that fails is a slip, or a fault of the source that the lesson must speak of.",
        "mend the figures; if the source itself is wrong, say so with `adds_up: false`",
        _parts_sum,
    ),
)
