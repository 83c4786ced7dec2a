"""Widths of table columns, by the same rule in every format."""

from __future__ import annotations

from collections.abc import Sequence


def shared_out(shares: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Widths by `shares`, together `width`; a column that would be too narrow takes its least, and the others share the
    rest. Together the least must fit into `width`."""
    fixed: dict[int, float] = {}
    while True:
        rest = width - sum(fixed.values())
        total = sum(share for i, share in enumerate(shares) if i not in fixed)
        widths = [fixed[i] if i in fixed else rest * share / total for i, share in enumerate(shares)]
        narrow = {i: least[i] for i, w in enumerate(widths) if i not in fixed and w < least[i] - 0.001}
        if not narrow:
            return widths
        fixed.update(narrow)
