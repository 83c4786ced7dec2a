"""What the rules say of a module that a test makes."""

from __future__ import annotations

from datetime import date
from typing import Any

from lessonpack.check.registry import check
from lessonpack.diagnostics import Diagnostic
from lessonpack.model.policy import Policy
from tests.modules import TODAY, Made, a_module, registry, shipped_policy


def findings(
    *items: Made,
    policy: Policy | None = None,
    help_lines: tuple[dict[str, Any], ...] = (),
    today: date = TODAY,
    **module: Any,
) -> list[Diagnostic]:
    """All findings on a module of these items."""
    register = registry(*help_lines)
    return list(check(a_module(*items, **module), policy or shipped_policy(), help_lines=register, today=today))


def told(code: str, /, *items: Made, **given: Any) -> list[tuple[str, str]]:
    """Severity and message of the findings with a code."""
    return [(str(f.severity), f.message) for f in findings(*items, **given) if f.code == code]


def count(code: str, /, *items: Made, **given: Any) -> int:
    return len(told(code, *items, **given))
