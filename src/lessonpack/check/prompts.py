"""Questions and tasks: what nobody is asked."""

from __future__ import annotations

from lessonpack.check.case import Rule

RULES: tuple[Rule, ...] = ()
