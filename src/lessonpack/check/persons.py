"""People: nobody of flesh and blood can be recognised."""

from __future__ import annotations

from lessonpack.check.case import Rule

RULES: tuple[Rule, ...] = ()
