"""The rules on content, in the order in which they run."""

from __future__ import annotations

from datetime import date

from lessonpack.check import (
    addresses,
    care,
    citations,
    context,
    factors,
    helplines,
    letters,
    numbers,
    persons,
    places,
    prompts,
    ratings,
    reading,
    rights,
    sources,
    terms,
    texts,
    times,
    titles,
)
from lessonpack.check.case import Content, Rule
from lessonpack.diagnostics import Diagnostic, ordered
from lessonpack.model.help import HelpRegistry
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy

RULES: tuple[Rule, ...] = (
    *ratings.RULES,
    *terms.RULES,
    *letters.RULES,
    *prompts.RULES,
    *persons.RULES,
    *texts.RULES,
    *titles.RULES,
    *factors.RULES,
    *times.RULES,
    *numbers.RULES,
    *places.RULES,
    *sources.RULES,
    *citations.RULES,
    *context.RULES,
    *rights.RULES,
    *helplines.RULES,
    *care.RULES,
    *addresses.RULES,
    *reading.RULES,
)


def check(module: Module, policy: Policy, *, today: date, help_lines: HelpRegistry) -> tuple[Diagnostic, ...]:
    """Everything that the rules find in a module, by place; warnings that the module waives are left out."""
    content = Content(module, policy, help_lines, today)
    return ordered(finding for rule in RULES for finding in rule.findings(content))
