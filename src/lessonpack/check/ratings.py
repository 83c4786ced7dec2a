"""Ratings and bands: whether the policy knows what the module names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from lessonpack.diagnostics import Diagnostic, Span, error
from lessonpack.model.module import Module
from lessonpack.model.policy import Policy
from lessonpack.model.record import Record
from lessonpack.model.text import ALL_BANDS, ByBand


def unknown_topic(module: Module, policy: Policy, *, today: date) -> Iterator[Diagnostic]:
    """policy/unknown-topic: a rating for a topic that the policy does not name; its ceiling would be 0 for all."""
    for item in module.items():
        for topic in item.topics or {}:
            if topic not in policy.topics:
                near = get_close_matches(topic, list(policy.topics), n=1, cutoff=0.6)
                hint = f"did you mean `{near[0]}`?" if near else f"topics: {', '.join(policy.topics)}"
                span = item.span_of("topics", topic)
                yield error("policy/unknown-topic", span, f"the policy has no topic `{topic}`", hint=hint)


def unknown_band(module: Module, policy: Policy, *, today: date) -> Iterator[Diagnostic]:
    """policy/unknown-band: words or items for a band that the policy does not name; nobody would read them."""
    known = f"bands: {', '.join(policy.bands)}"
    for item in module.items():
        for number, band in enumerate(item.bands or ()):
            if band not in policy.bands:
                span = item.span_of("bands", number)
                yield error("policy/unknown-band", span, f"the policy has no band `{band}`", hint=known)
    for band, span in _written_for(module):
        if band not in policy.bands:
            yield error("policy/unknown-band", span, f"the policy has no band `{band}`", hint=known)


def _written_for(value: object) -> Iterator[tuple[str, Span]]:
    """Every band that some text below `value` is written for, with the place of the words."""
    match value:
        case ByBand():
            yield from ((band, levels.core.span) for band, levels in value.bands if band != ALL_BANDS)
        case Record():
            for field in type(value).model_fields:
                yield from _written_for(getattr(value, field))
        case tuple():
            for part in value:
                yield from _written_for(part)
        case _:
            return
