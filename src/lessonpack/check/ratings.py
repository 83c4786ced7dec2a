"""Ratings and bands: whether the policy knows what the module names, and whether ratings fit the words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from lessonpack.check.case import ERROR, Content, Finding, Rule


def _unknown_topic(content: Content) -> Iterator[Finding]:
    policy = content.policy
    for item in content.module.items():
        for topic in item.topics or {}:
            if topic not in policy.topics:
                near = get_close_matches(topic, list(policy.topics), n=1, cutoff=0.6)
                hint = f"did you mean `{near[0]}`?" if near else f"topics: {', '.join(policy.topics)}"
                yield Finding(item.span_of("topics", topic), f"the policy has no topic `{topic}`", hint, item.id)


def _unknown_band(content: Content) -> Iterator[Finding]:
    bands = content.policy.bands
    known = f"bands: {', '.join(bands)}"
    for item in content.module.items():
        for number, band in enumerate(item.bands or ()):
            if band not in bands:
                yield Finding(item.span_of("bands", number), f"the policy has no band `{band}`", known, item.id)
    for said in content.said:
        for band in said.bands or ():
            if band not in bands and not said.is_easy:
                yield Finding(said.text.span, f"the policy has no band `{band}`", known, said.about)


RULES = (
    Rule(
        "policy/unknown-topic",
        ERROR,
        "A rating names a topic that the policy does not have.",
        "Its ceiling would be 0 for everybody, so the item would reach nobody.",
        "use a topic of the policy",
        _unknown_topic,
    ),
    Rule(
        "policy/unknown-band",
        ERROR,
        "Words or items are meant for a band that the policy does not have.",
        "Nobody would ever read them.",
        "use a band of the policy",
        _unknown_band,
    ),
)
