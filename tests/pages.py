"""What a typesetter would mark on a laid-out document: lines past the frame, lines left alone, empty pages."""

from __future__ import annotations

from collections.abc import Iterator

from lessonpack.tree.nodes import Heading, Paragraph, ParagraphKind
from lessonpack.tree.walk import plain
from lessonpack.write.pdf.layout import Layout
from lessonpack.write.pdf.place import Page
from lessonpack.write.pdf.strips import Path
from tests.write.pdf.overfull import overfull

LEAST_FULL = 0.15
"""Share of a page that is to be used, but on the last one and on the blank back of a page before cards."""
_ROUNDING = 0.05


def marks(layout: Layout) -> list[str]:
    """One sentence for each fault; none for pages that can be printed."""
    return [*overfull(layout), *_past(layout), *_alone(layout), *_empty(layout)]


def fullness(page: Page, layout: Layout) -> float:
    """Share of the frame's height down to the lowest thing on the page."""
    frame = layout.geometry
    lowest = max((placed.bottom for placed in page.placed), default=frame.top)
    return (lowest - frame.top) / (frame.bottom - frame.top)


def _past(layout: Layout) -> Iterator[str]:
    """Lines of figures; `overfull` looks at words and boxes."""
    frame = layout.geometry
    for number, page in enumerate(layout.pages, 1):
        for placed in page.placed:
            for mark in placed.strip.marks:
                if isinstance(mark, Path) and not frame.left - _ROUNDING <= mark.extent[0] <= mark.extent[1] <= (
                    frame.right + _ROUNDING
                ):
                    yield f"page {number}: a line of {type(placed.block).__name__} reaches past the frame"


def _alone(layout: Layout) -> Iterator[str]:
    """Widows, orphans, and headings or labels that end a page."""
    shown: dict[int, list[int]] = {}
    for number, page in enumerate(layout.pages, 1):
        for placed in page.placed:
            if isinstance(placed.block, Paragraph):
                shown.setdefault(id(placed.strip.block), []).append(number)
        last = page.placed[-1].block if page.placed and number < len(layout.pages) else None
        if isinstance(last, Heading) or (isinstance(last, Paragraph) and last.kind is ParagraphKind.LEAD):
            yield f"page {number} ends with {plain(last.children)!r}"
    for pages in shown.values():
        counts = [pages.count(number) for number in dict.fromkeys(pages)]
        if len(counts) > 1 and (counts[0] == 1 or counts[-1] == 1):
            yield f"pages {pages[0]} and {pages[-1]}: one line of a paragraph stands alone"


def _empty(layout: Layout) -> Iterator[str]:
    for number, page in enumerate(layout.pages[:-1], 1):
        is_blank_back = not page.placed and layout.pages[number].placed[0].strip.starts_recto
        if not is_blank_back and fullness(page, layout) < LEAST_FULL:
            yield f"page {number} is {fullness(page, layout):.0%} full"
