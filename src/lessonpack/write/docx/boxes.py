"""How a frame looks: its rules, its ground and its padding, as paragraph borders and shading.

All paragraphs of a box carry the same borders and start at the same edge, so that Word draws one box around them
(ECMA-376 part 1, 17.3.1.7 and 17.3.1.24). Boxes of different kinds differ in their borders; two of a kind that touch
are told apart by `second`.
"""

from __future__ import annotations

from typing import NamedTuple, assert_never

from lessonpack.theme.tokens import Colours
from lessonpack.write.docx.looks import Frame, Look, Role

EDGE_PT = 11
EDGE = 20 * EDGE_PT
"""Twips from the margin to the text of a box, on both sides: the outer edge of its rule stands on the margin."""
_PADDING_PT = {"top": 6, "bottom": 8}
_WHITE = "#ffffff"
_TINTED = (Frame.NOTE, Frame.CAUTION, Frame.ACTION, Frame.TEACHER)


class _Rule(NamedTuple):
    kind: str
    width_pt: float
    colour: str


def borders(look: Look, colours: Colours, weight: float, *, is_leftward: bool = False) -> str:
    """The pBdr of a box, its rules at that share of their usual weight, or nothing outside of boxes; its bar stands
    where lines start.

    Word mirrors a paragraph's indents with its direction, and not its borders.
    """
    across, start, end = _rules(look, colours, weight)
    return _sides(across, *((end, start) if is_leftward else (start, end)))


def _rules(look: Look, colours: Colours, weight: float) -> tuple[_Rule | None, _Rule | None, _Rule | None]:
    """Above and below, where lines start, where they end."""

    def drawn(width_pt: float, colour: str, kind: str = "single") -> _Rule:
        return _Rule(kind, width_pt * weight, colour)

    accent, text, muted, rule = colours.accent, colours.text, colours.muted, colours.rule
    blank = _Rule("single", 0.25, _ground(look, colours))
    match look.frame:
        case Frame.PAGE | Frame.CELL:
            return (None, None, None)
        case Frame.QUOTE:
            return (None, drawn(1.5, rule), None)
        case Frame.NOTE:
            return (blank, drawn(3, accent), blank)
        case Frame.ACTION:
            return (blank, drawn(6, accent), blank)
        case Frame.CAUTION:
            return (drawn(0.75, text), drawn(3, text), blank)
        case Frame.TEACHER:
            return (blank, drawn(1.5, muted), blank)
        case Frame.SOURCE:
            thin = drawn(0.75, rule)
            return (thin, thin, thin)
        case Frame.HELP:
            double = drawn(2.25, accent, "double")
            return (double, double, double)
        case _:
            assert_never(look.frame)


def shading(look: Look, colours: Colours) -> str:
    if look.frame is Frame.SOURCE and look.role is Role.BOX_TITLE and colours.head_tint != _WHITE:
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{colours.head_tint[1:]}"/>'
    if look.frame not in _TINTED or colours.tint == _WHITE:
        return ""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{_ground(look, colours)[1:]}"/>'


def right_edge(look: Look) -> int:
    """Twips that a box's text ends before the margin; a trifle more in a second box, which keeps it from merging."""
    if not look.frame.is_box:
        return 0
    return (0 if look.frame is Frame.QUOTE else EDGE) + (4 if look.second else 0)


def _ground(look: Look, colours: Colours) -> str:
    """The tint, off by a shade nobody sees: LibreOffice fills the gap between two boxes of the very same colour."""
    if look.frame not in _TINTED:
        return _WHITE
    # Four kinds, each twice, take the eight ways to move red, green and blue by one step or not.
    code = 2 * _TINTED.index(look.frame) + look.second
    channels = (int(colours.tint[i : i + 2], 16) for i in (1, 3, 5))
    moved = (value - (code >> bit & 1) if value else code >> bit & 1 for bit, value in enumerate(channels))
    return "#" + "".join(f"{value:02x}" for value in moved)


def _sides(across: _Rule | None, left: _Rule | None, right: _Rule | None) -> str:
    # The order of the schema: top, left, bottom, right.
    rules = (("top", across), ("left", left), ("bottom", across), ("right", right))
    sides = "".join(_side(side, rule) for side, rule in rules if rule)
    return f"<w:pBdr>{sides}</w:pBdr>" if sides else ""


def _side(side: str, rule: _Rule) -> str:
    # Word counts the width of a rule in eighths of a point; a double rule is three of them wide, gap included.
    eighths = round(rule.width_pt * 8 / (3 if rule.kind == "double" else 1))
    space = _PADDING_PT.get(side) or round(EDGE_PT - rule.width_pt)
    return f'<w:{side} w:val="{rule.kind}" w:sz="{eighths}" w:space="{space}" w:color="{rule.colour[1:]}"/>'
