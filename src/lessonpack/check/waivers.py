"""Warnings that somebody has looked at and accepts: told no more, and printed in the teacher's guide instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lessonpack.diagnostics import Diagnostic, Severity, error, warning
from lessonpack.model.module import Module, Waiver


def waived(findings: Iterable[Diagnostic], module: Module, *, is_all: bool) -> tuple[Diagnostic, ...]:
    """The findings that are left, and what is wrong with the waivers themselves.

    An error cannot be waived; a waiver that meets nothing although `is_all` was looked at is told, so that it does not
    outlive its reason.
    """
    listed = tuple(findings)
    left = tuple(f for f in listed if f.is_error or not any(_meets(w, f) for w in module.lint_waivers))
    return (*left, *(told for waiver in module.lint_waivers for told in _faults(waiver, listed, is_all=is_all)))


def _meets(waiver: Waiver, finding: Diagnostic) -> bool:
    return waiver.rule == finding.code and waiver.item in (None, finding.about)


def _faults(waiver: Waiver, findings: tuple[Diagnostic, ...], *, is_all: bool) -> Iterator[Diagnostic]:
    met = [finding for finding in findings if _meets(waiver, finding)]
    if any(finding.severity is Severity.ERROR for finding in met):
        found = f"`{waiver.rule}` is an error here; only warnings can be waived"
        yield error("waivers/error", waiver.span_of("rule"), found, hint="mend what the error says, delete the waiver")
    if is_all and not met:
        of = f" on `{waiver.item}`" if waiver.item else ""
        message = f"nothing is found by `{waiver.rule}`{of} any more"
        yield warning("waivers/unused", waiver.span, message, hint="delete the waiver, or mend its rule and item")
