"""How hard the words are."""

from __future__ import annotations

from lessonpack.check.case import Rule

RULES: tuple[Rule, ...] = ()
