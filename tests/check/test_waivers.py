"""Waivers: what is accepted is told no more, errors cannot be accepted, and a waiver does not outlive its reason."""

from __future__ import annotations

from typing import Any

from lessonpack.check.waivers import waived
from lessonpack.diagnostics import Diagnostic, Severity, Span, error, warning
from lessonpack.model.module import Module
from tests.modules import a_definition, a_module

PLACE = Span("module.yaml", 3, 4)
HARD = warning("reading/grade", PLACE, "too hard", about="d1")


def module_with(**waiver: Any) -> Module:
    accepted = {"rule": "reading/grade", "reason": "a title of a law", "by": "content author", "on": "2026-11-01"}
    return a_module(a_definition("d1", topics={}), lint_waivers=[{**accepted, **waiver}])


def left(findings: tuple[Diagnostic, ...], *, is_all: bool = True, **waiver: Any) -> list[str]:
    return [found.code for found in waived(findings, module_with(**waiver), is_all=is_all)]


def test_a_warning_that_is_waived_is_told_no_more() -> None:
    assert left((HARD,)) == []
    assert left((HARD,), item="d1") == []


def test_a_waiver_holds_for_its_rule_and_item_alone() -> None:
    other = warning("reading/grade", PLACE, "too hard", about="d2")
    assert left((HARD, other), item="d1") == ["reading/grade"]
    assert left((HARD, warning("times/relative", PLACE, "last year", about="d1"))) == ["times/relative"]


def test_a_note_can_be_waived_as_well() -> None:
    note = Diagnostic("sources/duplicate", "twice", PLACE, Severity.NOTE)
    assert left((note,), rule="sources/duplicate") == []


def test_an_error_stays_and_the_waiver_is_refused() -> None:
    assert left((error("reading/grade", PLACE, "too hard", about="d1"),)) == ["reading/grade", "waivers/error"]


def test_a_waiver_that_meets_nothing_is_told_when_all_was_looked_at() -> None:
    assert left(()) == ["waivers/unused"]
    assert left((HARD,), item="d2") == ["reading/grade", "waivers/unused"]
    assert left((), is_all=False) == []
