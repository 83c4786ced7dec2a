"""How far down a circle words must stand to have room between its sides, by the same rule in every format."""

from __future__ import annotations

import math

SINK = 0.78
"""How far circles sink to the foot, which leaves each ring its room at the head; at 1 they would touch there."""
LEAST_LINES = 11
"""Lines to write on that would stand one below the other in the largest circle; where a page has less room left,
circles get one of their own."""
NAME_SHARE = 0.55
"""Of a circle's width, for its name."""


def depth(diameter: float, width: float) -> float:
    """From the head of a circle down to where it is `width` wide."""
    share = min(1.0, width / diameter)
    return diameter * (1 - math.sqrt(1 - share * share)) / 2
