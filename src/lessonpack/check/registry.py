"""The rules on content, in the order in which they run; a rule is a function that yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from lessonpack.check import helplines, numbers, ratings, sources
from lessonpack.diagnostics import Diagnostic, ordered
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy

Rule = Callable[..., Iterator[Diagnostic]]
"""(module, policy, *, today) -> findings. The first word of its docstring is its code."""

RULES: tuple[Rule, ...] = (
    ratings.unknown_topic,
    ratings.unknown_band,
    numbers.parts_sum,
    helplines.number_in_text,
    sources.no_caution,
    sources.date_order,
)


def check(module: Module, policy: Policy, *, today: date) -> tuple[Diagnostic, ...]:
    """Everything that the rules find in a module, errors and warnings, by place."""
    return ordered(finding for rule in RULES for finding in rule(module, policy, today=today))
