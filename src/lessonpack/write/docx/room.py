"""How high words will stand on a page, by a guess: only the reader's machine has the font, and sets the lines."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Furniture
from lessonpack.write.docx.flow import Line
from lessonpack.write.docx.shell import FOOTER_MM, HEADER_MM
from lessonpack.write.docx.styles import Styles

_GLYPH = 0.54
"""Width of a letter as a share of its size, with some air; a bold one is not much wider."""
_LEAST_FURNITURE_MM = 12.0
"""Of a page's height, what head and foot may take beyond the margins where a letterhead stands in them."""
_STRIP_PT = 8.0
_DRAFT_MARK_PT = 9.0
_HELP_LINE_PT = 7.0
"""Rules and spaces around each, beside its lines."""
_TAG = re.compile("<[^>]*>")


def page_room(styles: Styles, furniture: Furniture) -> float:
    """Points of a page between what stands at its head and at its foot."""
    scale, width = styles.scale, styles.frame_twips
    lines = {text: rows_of(text, scale.small.size_pt, width) for text in (furniture.strip, furniture.help_line)}
    small = scale.small.leading_pt
    head = HEADER_MM * POINTS_PER_MM
    head += (_STRIP_PT + lines[furniture.strip] * small) * bool(furniture.strip)
    head += (_DRAFT_MARK_PT + small) * bool(furniture.draft_mark)
    foot = FOOTER_MM * POINTS_PER_MM + small
    foot += (_HELP_LINE_PT + lines[furniture.help_line] * small) * bool(furniture.help_line)
    margin = scale.margin_mm * POINTS_PER_MM
    taken = max(head, margin) + max(foot, margin)
    return styles.theme.page_mm()[1] * POINTS_PER_MM - max(taken, 2 * margin + _LEAST_FURNITURE_MM * POINTS_PER_MM)


def height(styles: Styles, lines: Iterable[Line]) -> float:
    """Points that paragraphs take below each other; of two spaces that meet the larger counts."""
    taken = after = 0.0
    for line in lines:
        space = styles.space(line.look)
        rows = rows_of(_TAG.sub("", line.content), space.size_pt, styles.width(line.look))
        taken += max(after, space.before_pt) + rows * space.leading_pt
        after = space.after_pt
    return taken + after


def rows_of(text: str, size_pt: float, width: int) -> int:
    """Lines that a text takes in a width of so many twips."""
    return max(1, math.ceil(len(text) * size_pt * 20 * _GLYPH / width))
