"""Words: what is not written any more, what an age does not meet, what frightens."""

from __future__ import annotations

from lessonpack.check.case import Rule

RULES: tuple[Rule, ...] = ()
