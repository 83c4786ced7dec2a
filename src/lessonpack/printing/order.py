"""Which page stands where on which side of which sheet. Arithmetic alone; `impose` puts the pages there."""

from __future__ import annotations

Side = tuple[int | None, ...]
"""One side of a sheet: for each place, from the left and from the top, the index of its page; None leaves it empty."""


def saddle_stitched(pages: int) -> list[Side]:
    """Sides of the sheets, two pages each, which folded and put into each other make a booklet of `pages` pages.

    Fronts and backs take turns, the outermost sheet first; empty pages come last and fill up to a multiple of four.
    """
    last = pages + -pages % 4 - 1
    pairs = ((last - side, side) if side % 2 == 0 else (side, last - side) for side in range((last + 1) // 2))
    return [tuple(page if page < pages else None for page in pair) for pair in pairs]


def in_rows(pages: int, places: int) -> list[Side]:
    """Sides with `places` pages each, in reading order; the last side may have empty places."""
    starts = range(0, pages, places)
    return [tuple(page if page < pages else None for page in range(start, start + places)) for start in starts]
