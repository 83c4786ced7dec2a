"""Texts as they were typed: placeholders, empty values, debris."""

from __future__ import annotations

from lessonpack.check.case import Rule

RULES: tuple[Rule, ...] = ()
