"""Claims that lose their footing: times without a date, rankings without a source."""

from __future__ import annotations

from lessonpack.check.case import Rule

RULES: tuple[Rule, ...] = ()
