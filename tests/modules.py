"""Small makers for content: modules, policies and help lines from plain data, validated by the real models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lessonpack.load.files import load_policy
from lessonpack.model.audience import Audience, Level, Role
from lessonpack.model.help import HelpRegistry
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.select.select import select
from lessonpack.select.selection import Selection

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 1)
RIGHTS = {"basis": "public domain"}


@dataclass(frozen=True)
class Made:
    """Plain data of one item, and the list of the module that it belongs into."""

    group: str
    data: dict[str, Any]


def _made(group: str, item: str, topics: dict[str, int] | None, data: dict[str, Any], **defaults: Any) -> Made:
    rated = {} if topics is None else {"topics": topics}
    return Made(group, {"id": item, **rated, **defaults, **data})


def a_definition(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    return _made("definitions", item, topics, data, term=f"term {item}", text=f"Meaning of {item}.")


def a_note(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    return _made("context", item, topics, data, heading=f"heading {item}", text=f"Context {item}.")


def a_source(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    defaults = {"title": f"Full title {item}", "org": f"Maker {item}", "status": "current", "rights": RIGHTS}
    return _made("sources", item, topics, data, **defaults, verification="unverified")


def an_excerpt(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    defaults = {"source": "s1", "kind": "paraphrase", "text": f"Adult words {item}."}
    return _made("excerpts", item, topics, data, **defaults, student_text=f"Retold {item}.")


def a_statistic(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    return _made("statistics", item, topics, data, label=f"figure {item}", value="47", unit="cases")


def a_comparison(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    period = {"from": "2019", "to": "2019"}
    values = [{"place": place, "period": period, "value": "Tier 3"} for place in ("Here", "There")]
    defaults = {"indicator": f"indicator {item}", "unit": "tiers", "definition": f"Measured {item}.", "values": values}
    return _made("comparisons", item, topics, data, **defaults)


def a_question(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    defaults = {"skill": "explain", "text": f"Question {item}?", "answer": f"Answer {item}."}
    return _made("questions", item, topics, data, **defaults)


def an_activity(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    defaults = {"title": f"activity {item}", "minutes": 10, "teacher": f"Run {item}.", "steps": [f"Step {item}."]}
    return _made("activities", item, topics, data, **defaults)


def an_organiser(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    defaults = {"kind": "columns", "title": f"page {item}", "task": f"Task {item}.", "headings": ["One", "Two"]}
    return _made("organisers", item, topics, data, **defaults, teacher=f"Use {item}.")


def a_factor(item: str, *, topics: dict[str, int] | None = None, **data: Any) -> Made:
    defaults = {"level": "family", "risk": f"Risk {item}.", "protection": f"What protects {item}."}
    return _made("factors", item, topics, data, **defaults)


def module_data(*items: Made, **module: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "lessonpack": "1",
        "id": "sample",
        "code": "staying-safe-9",
        "version": 1,
        "title": "Full title of the module",
        "student_title": "Staying safe, pack 9",
        "purpose": "To know who helps.",
        "language": "en",
        "objectives": ["Name somebody who helps."],
        "minutes": 45,
    }
    for item in items:
        data.setdefault(item.group, []).append(item.data)
    return {**data, **module}


def a_module(*items: Made, **module: Any) -> Module:
    return Module.model_validate(module_data(*items, **module))


@cache
def shipped_policy() -> Policy:
    return load_policy(ROOT / "content/policy.yaml", shown="content/policy.yaml")


def with_ceilings(policy: Policy, **ceilings: dict[str, int]) -> Policy:
    """The policy with other ceilings for the named topics."""
    topics = dict(policy.topics)
    for name, limits in ceilings.items():
        topics[name] = topics[name].model_copy(update={"ceilings": limits})
    return policy.model_copy(update={"topics": topics})


def a_help_line(item: str, **data: Any) -> dict[str, Any]:
    """A line that somebody called a month before TODAY."""
    checked = {"status": "verified", "verified_on": "2026-10-01", "verified_by": "lead", "method": "called"}
    base = {"id": item, "org": f"Org {item}", "service": f"Service {item}", "kind": "helpline", "places": ["BY"]}
    return {**base, **checked, "phone": "8 801 100 16 11", **data}


def registry(*lines: dict[str, Any]) -> HelpRegistry:
    return HelpRegistry.model_validate({"lessonpack": "1", "resources": list(lines)})


def students(
    module: Module,
    band: str = "C",
    *,
    level: Level = Level.CORE,
    policy: Policy | None = None,
    help_lines: HelpRegistry | None = None,
    today: date = TODAY,
) -> Selection:
    audience = Audience(Role.STUDENT, band, level)
    return select(module, audience, policy or shipped_policy(), help_lines=help_lines or registry(), today=today)


def teacher(
    module: Module,
    band: str = "C",
    *,
    policy: Policy | None = None,
    help_lines: HelpRegistry | None = None,
    today: date = TODAY,
) -> Selection:
    audience = Audience(Role.TEACHER, band)
    return select(module, audience, policy or shipped_policy(), help_lines=help_lines or registry(), today=today)


def strings_in(value: object) -> Iterator[str]:
    """Every string below a value, through dataclasses and tuples: what a template could possibly print."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (found for pair in value.items() for part in pair for found in strings_in(part))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (found for part in value for found in strings_in(part))
    elif is_dataclass(value):
        yield from (found for part in fields(value) for found in strings_in(getattr(value, part.name)))
