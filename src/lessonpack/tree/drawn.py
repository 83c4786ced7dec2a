"""Elements that are drawn or cut out -> nodes: charts, key figures, timelines, cards, circles, lists to tick.

Reading words, attributes and parts is left to the builder that hands the element over.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lessonpack.tree.nodes import (
    Bar,
    Block,
    Card,
    CardSheet,
    Chart,
    ChartKind,
    CheckList,
    Circles,
    Event,
    Inline,
    KeyFigure,
    ListItem,
    Timeline,
)

if TYPE_CHECKING:
    from lessonpack.tree.build import Builder

DRAWN = ("chart", "key-figure", "timeline", "cards", "circles", "checks")
MOST_BARS = 12
"""More bars than these are no picture any more; a table tells them better."""


def drawn(build: Builder, node: Any) -> Block | None:
    """The node of one of the elements in `DRAWN`; None where it is empty or at fault."""
    match node.tag:
        case "chart":
            return _chart(build, node)
        case "key-figure":
            return _key_figure(build, node)
        case "timeline":
            return _timeline(build, node)
        case "cards":
            return _cards(build, node)
        case "circles":
            return _circles(build, node)
        case _:
            items = tuple(ListItem(blocks) for part in build.parts(node, "check") if (blocks := build.flow(part)))
            return CheckList(items, build.read.origin(node)) if items else None


def _captioned(build: Builder, node: Any, each: str) -> tuple[tuple[Inline, ...], list[Any]]:
    """The caption's words and the other parts; a fault where there is no caption, or more than one."""
    captions: list[Any] = []
    others: list[Any] = []
    for part in build.parts(node, "caption", each):
        (captions if part.tag == "caption" else others).append(part)
    words = build.named(captions[0]) if captions else ()
    if len(captions) != 1:
        found = f"<{node.tag}> needs one <caption> with words in it"
        build.read.fault("template/no-caption", node, found, hint=f"<{node.tag}><caption>...</caption> ...")
    return words, others


def _chart(build: Builder, node: Any) -> Block | None:
    caption, parts = _captioned(build, node, "bar")
    bars = tuple(bar for part in parts if (bar := _bar(build, part)) is not None)
    typed = node.get("kind", "bars")
    if typed not in set(ChartKind):
        found = f'kind="{typed[:40]}": one of {", ".join(ChartKind)} is expected'
        build.read.fault("template/wrong-value", node, found)
        return None
    if len(bars) > MOST_BARS:
        found = f"a chart shows at most {MOST_BARS} figures; here are {len(bars)}"
        build.read.fault("template/wrong-value", node, found, hint="print them as a table")
    return Chart(ChartKind(typed), caption, bars, build.read.origin(node)) if bars and caption else None


def _bar(build: Builder, node: Any) -> Bar | None:
    typed = node.get("size", "")
    if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", typed):
        hint = '<bar size="{{ part.value | size }}">'
        build.read.fault("template/wrong-value", node, f'size="{typed[:40]}": a number is expected', hint=hint)
        return None
    found = _pair(build, node, "bar-label", "bar-value")
    return Bar(*found, Decimal(typed)) if found else None


def _key_figure(build: Builder, node: Any) -> Block | None:
    found = _pair(build, node, "value", "counted")
    return KeyFigure(*found, build.read.origin(node)) if found else None


def _timeline(build: Builder, node: Any) -> Block | None:
    caption, parts = _captioned(build, node, "event")
    found = [_pair(build, part, "when", "what") for part in parts]
    events = tuple(Event(*pair) for pair in found if pair)
    return Timeline(caption, events, build.read.origin(node)) if events and caption else None


def _pair(build: Builder, node: Any, first: str, second: str) -> tuple[tuple[Inline, ...], tuple[Inline, ...]] | None:
    """The words of two parts that each stand once."""
    words: dict[str, tuple[Inline, ...]] = {}
    for part in build.parts(node, first, second):
        build.once(part, words)
        words[part.tag] = build.named(part)
    if words.keys() == {first, second} and all(words.values()):
        return words[first], words[second]
    if words.keys() != {first, second}:
        found = f"<{node.tag}> needs <{first}> and <{second}>, each once"
        build.read.fault("template/no-words", node, found)
    return None


def _cards(build: Builder, node: Any) -> Block | None:
    columns = build.read.whole(node, "columns", 2, least=1, most=4)
    cards = []
    for part in build.parts(node, "card"):
        sides: dict[str, tuple[Block, ...]] = {}
        for side in build.parts(part, "front", "back"):
            build.once(side, sides)
            sides[side.tag] = build.flow(side)
        cards.append(Card(sides.get("front", ()), sides.get("back", ())))
        if not cards[-1].front:
            build.read.fault("template/no-words", part, "<card> needs a <front> with words in it")
    return CardSheet(tuple(cards), columns, build.read.origin(node)) if cards else None


def _circles(build: Builder, node: Any) -> Block | None:
    caption, parts = _captioned(build, node, "ring")
    rings = tuple(build.named(part) for part in parts)
    if not 2 <= len(rings) <= 5:
        build.read.fault("template/wrong-value", node, f"<circles> takes two to five rings; here are {len(rings)}")
        return None
    return Circles(caption, rings, build.read.origin(node)) if caption else None
