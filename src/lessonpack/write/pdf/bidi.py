"""The order in which the characters of a paragraph stand on a line that holds words of both directions (UAX #9).

The rules themselves are those of python-bidi. What a line shows is the paragraph's order without the characters of
other lines, since reversals (rule L2) never cross a character that stands between two others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Two marks that take no part in the rules (class BN) follow each character and tell its place: the order in which the
# two are found tells the direction. Tag characters, which no font shows, are free for this.
_FIRST = 0xE0020
_SHARE = 48
_MARKS = re.compile(
    f"([{chr(_FIRST)}-{chr(_FIRST + _SHARE - 1)}])([{chr(_FIRST + _SHARE)}-{chr(_FIRST + 2 * _SHARE - 1)}])"
    f"|([{chr(_FIRST + _SHARE)}-{chr(_FIRST + 2 * _SHARE - 1)}])([{chr(_FIRST)}-{chr(_FIRST + _SHARE - 1)}])"
)
_AT_ONCE = _SHARE * _SHARE
"""Characters that two marks can number; a longer paragraph is ordered in parts that end at a space."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of a paragraph, which stand side by side in one direction; `place` orders the
    stretches of one line from left to right."""

    start: int
    end: int
    is_leftward: bool
    place: int


def stretches(text: str, *, is_leftward: bool) -> list[Stretch]:
    """The parts of a paragraph in logical order; `is_leftward` is the direction of the paragraph itself."""
    found: list[Stretch] = []
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > _AT_ONCE:
            end = text.rfind(" ", start, start + _AT_ONCE) + 1 or start + _AT_ONCE
        found += _ordered(text[start:end], start, is_leftward=is_leftward)
        start = end
    return found


def _ordered(text: str, start: int, *, is_leftward: bool) -> list[Stretch]:
    # Parts follow each other in the paragraph's own direction.
    shift = -2 * start - len(text) if is_leftward else start
    places = _places(text, is_leftward=is_leftward)
    found: list[Stretch] = []
    begin = 0
    for index in range(1, len(text) + 1):
        if index < len(text):
            (before, turned), (after, also) = places[index - 1], places[index]
            if turned == also and after - before == (-1 if turned else 1):
                continue
        place = min(places[begin][0], places[index - 1][0])
        found.append(Stretch(start + begin, start + index, places[begin][1], place + shift))
        begin = index
    return found


def _places(text: str, *, is_leftward: bool) -> list[tuple[int, bool]]:
    """Place from the left, and whether it runs leftwards, of each character."""
    from bidi import get_display

    marked = "".join(
        f"{character}{chr(_FIRST + index // _SHARE)}{chr(_FIRST + _SHARE + index % _SHARE)}"
        for index, character in enumerate(text)
    )
    # A letter of the paragraph's direction is what its end counts as (rules X10, N1); without one, marks at the very
    # end would be taken for trailing space (L1).
    ordered = get_display(marked + ("\u05d0" if is_leftward else "a"), base_dir="R" if is_leftward else "L")
    places = [(0, False)] * len(text)
    for place, match in enumerate(_MARKS.finditer(ordered)):
        high, low = (match[1], match[2]) if match[1] else (match[4], match[3])
        places[(ord(high) - _FIRST) * _SHARE + ord(low) - _FIRST - _SHARE] = (place, not match[1])
    return places
