"""Paths for figures: lines, rectangles, circles and hatching, in points from the left and downwards."""

from __future__ import annotations

from lessonpack.write.pdf.strips import Path, Pen
from lessonpack.write.pdf.tags import Element

_ROUND = 0.5523
"""Length of the handles of a Bezier curve that stands for a quarter of a circle, in radii."""


TICK_SIDE = 0.72
"""Side of a box to tick, in sizes of type: as high as a capital."""


def line(start: tuple[float, float], end: tuple[float, float], pen: Pen, element: Element | None = None) -> Path:
    (left, top), (right, bottom) = start, end
    extent = (min(left, right), max(left, right), min(top, bottom), max(top, bottom))
    return Path((("m", start), ("l", end)), extent, pen, element)


def rectangle(
    left: float, right: float, *, top: float, bottom: float, pen: Pen, element: Element | None = None
) -> Path:
    steps = (("m", (left, top)), ("l", (right, top)), ("l", (right, bottom)), ("l", (left, bottom)), ("h", ()))
    return Path(steps, (left, right, top, bottom), pen, element)


def circle(x: float, y: float, radius: float, pen: Pen, element: Element | None = None) -> Path:
    """A circle around (x, y), of four curves."""
    r, k = radius, radius * _ROUND
    steps = (
        ("m", (x + r, y)),
        ("c", (x + r, y + k, x + k, y + r, x, y + r)),
        ("c", (x - k, y + r, x - r, y + k, x - r, y)),
        ("c", (x - r, y - k, x - k, y - r, x, y - r)),
        ("c", (x + k, y - r, x + r, y - k, x + r, y)),
        ("h", ()),
    )
    return Path(steps, (x - r, x + r, y - r, y + r), pen, element)


def hatched(
    left: float, right: float, *, top: float, bottom: float, step: float, rising: bool, pen: Pen, element: Element
) -> Path | None:
    """Slanted lines inside a rectangle, `step` points apart: what tells areas apart on a grey copy. None where the
    rectangle is too narrow for any."""
    height, steps = bottom - top, []
    start = left - height + step
    while start < right:
        # Along the line x = start + t, with t from 0 at one edge to the height at the other.
        first, last = max(0.0, left - start), min(height, right - start)
        if last > first:
            ends = [(start + t, bottom - t if rising else top + t) for t in (first, last)]
            steps += [("m", ends[0]), ("l", ends[1])]
        start += step
    return Path(tuple(steps), (left, right, top, bottom), pen, element) if steps else None


def scissors(x: float, y: float, size: float, colour: str) -> tuple[Path, ...]:
    """An open pair of scissors that cuts to the right, `size` points long, with its middle at (x, y)."""
    pen = Pen(size * 0.07, colour)
    ring, back = size * 0.14, x - size * 0.34
    paths = [circle(back, y + way * size * 0.2, ring, pen) for way in (-1, 1)]
    paths += [
        line((back + ring * 0.8, y + way * size * 0.12), (x + size / 2, y - way * size * 0.22), pen) for way in (-1, 1)
    ]
    return tuple(paths)


def box_to_tick(left: float, baseline: float, size: float, colour: str, element: Element | None = None) -> Path:
    """A square as high as a capital, on the baseline."""
    side = size * TICK_SIDE
    return rectangle(left, left + side, top=baseline - side, bottom=baseline, pen=Pen(0.9, colour), element=element)
