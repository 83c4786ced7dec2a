"""What a layout has where it has no room: lines past their frame, words on other words, strips past a page's end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from lessonpack.write.pdf.layout import Layout
from lessonpack.write.pdf.measure import width_of
from lessonpack.write.pdf.place import Page, Placed
from lessonpack.write.pdf.strips import Picture, Rule, Words

_SLACK = 0.1


def overfull(layout: Layout) -> list[str]:
    """One line for each fault, beginning with its page; none for a sound layout."""
    pages = [f"page {n}: {said}" for n, page in enumerate(layout.pages, 1) for said in _page(layout, page)]
    return [*pages, *_margins(layout)]


def _page(layout: Layout, page: Page) -> Iterator[str]:
    frame = layout.geometry
    for placed in (*page.placed, *page.repeated):
        right = min([frame.right, *(box.right for box in placed.strip.boxes)])
        yield from _past(placed, frame.left, right)
        if placed.bottom > frame.bottom + _SLACK:
            yield f"{placed.block!r:.60} ends {placed.bottom - frame.bottom:.1f} pt below the frame"
        yield from _on_each_other(placed)
    for edging in page.edgings:
        if edging.y + edging.height > frame.bottom + _SLACK or edging.box.right > frame.right + _SLACK:
            yield f"a box of {edging.box.block!r:.60} is larger than the frame"


def _past(placed: Placed, left: float, right: float) -> Iterator[str]:
    for mark in placed.strip.marks:
        match mark:
            case Words():
                for x, text, width, _ in mark.segments:
                    if x < left - _SLACK or x + width > right + _SLACK:
                        yield f"{text!r} ends at {x + width:.1f}, its frame at {right:.1f}"
            case Rule() | Picture():
                if mark.left < left - _SLACK or mark.right > right + _SLACK:
                    yield f"a rule or picture ends at {mark.right:.1f}, its frame at {right:.1f}"
            case _:
                pass


def _on_each_other(placed: Placed) -> Iterator[str]:
    """Words of one line that run into the next ones: a cell whose words are wider than its column."""
    lines: dict[float, list[tuple[float, float, str]]] = defaultdict(list)
    for mark in placed.strip.marks:
        if isinstance(mark, Words):
            lines[round(mark.baseline, 1)] += [(x, x + width, text) for x, text, width, _ in mark.segments]
    for segments in lines.values():
        ordered = sorted(segments)
        for (_, end, text), (start, _, after) in pairwise(ordered):
            if end > start + _SLACK:
                yield f"{text!r} runs into {after!r}"


def _margins(layout: Layout) -> Iterator[str]:
    """Strip, running foot and page number, each on one line of the frame."""
    furniture, type_ = layout.furniture, layout.typography
    room = layout.geometry.right - layout.geometry.left
    small, label = type_.style("small"), type_.style("label")
    number = furniture.page_label.replace("{page}", "88").replace("{pages}", "88")
    foot = width_of(type_.inked(furniture.running, small)) + width_of(type_.inked(number, small))
    if foot + small.size > room:
        yield f"the foot needs {foot:.0f} of {room:.0f} pt"
    strip = width_of(type_.inked(furniture.strip, label)) + 2 * type_.unit
    if furniture.strip and strip > room:
        yield f"the strip needs {strip:.0f} of {room:.0f} pt"
