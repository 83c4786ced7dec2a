"""How a frame looks: its rules, its ground and its padding, as paragraph borders and shading.

All paragraphs of a box carry the same borders and start at the same edge, so that Word draws one box around them
(ECMA-376 part 1, 17.3.1.7 and 17.3.1.24). Boxes of different kinds differ in their borders; two of a kind that touch
are told apart by `second`.
"""

from __future__ import annotations

from lessonpack.theme.tokens import Colours
from lessonpack.write.docx.looks import Frame, Look

PADDING_PT = 8
BAR_PT = 3
EDGE = 20 * (PADDING_PT + BAR_PT)
"""Twips from the margin to the text of a box: its rule stands on the margin, the text inside its padding."""

_ORDER = tuple(Frame)


def borders(look: Look, colours: Colours) -> str:
    """The pBdr of a box, or nothing outside of boxes."""
    accent, text, muted, rule = colours.accent, colours.text, colours.muted, colours.rule
    ground = _ground(look, colours)
    match look.frame:
        case Frame.PAGE | Frame.CELL:
            return ""
        case Frame.QUOTE:
            return _sides(left=_rule("single", 12, rule))
        case Frame.NOTE | Frame.ACTION:
            width = 24 if look.frame is Frame.NOTE else 48
            return _sides(_rule("single", 2, ground), _rule("single", width, accent), _rule("single", 2, ground))
        case Frame.CAUTION:
            thin = _rule("single", 6, text)
            return _sides(thin, _rule("single", 24, text), _rule("single", 2, ground))
        case Frame.SOURCE:
            thin = _rule("single", 6, rule)
            return _sides(thin, thin, thin)
        case Frame.TEACHER:
            return _sides(_rule("single", 2, ground), _rule("single", 12, muted), _rule("single", 2, ground))
        case Frame.HELP:
            double = _rule("double", 6, accent)
            return _sides(double, double, double)


def shading(look: Look, colours: Colours) -> str:
    if look.frame in (Frame.PAGE, Frame.CELL, Frame.QUOTE, Frame.SOURCE, Frame.HELP):
        return ""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{_ground(look, colours)[1:]}"/>'


def right_edge(look: Look) -> int:
    """Twips that a box's text ends before the margin; a trifle more in a second box, which keeps it from merging."""
    return EDGE + (4 if look.second else 0) if look.frame.is_box and look.frame is not Frame.QUOTE else 0


def _ground(look: Look, colours: Colours) -> str:
    """The tint, off by a shade nobody sees: LibreOffice fills the gap between two boxes of the very same colour."""
    if look.frame in (Frame.SOURCE, Frame.HELP):
        return "#ffffff"
    blue = int(colours.tint[5:], 16)
    step = 2 * _ORDER.index(look.frame) + look.second
    return f"{colours.tint[:5]}{blue - step if blue > 127 else blue + step:02x}"


def _rule(kind: str, eighths: int, colour: str) -> str:
    return f'w:val="{kind}" w:sz="{eighths}" w:space="{{space}}" w:color="{colour[1:]}"'


def _sides(across: str = "", left: str = "", right: str = "") -> str:
    # The order of the schema: top, left, bottom, right.
    sides = (("top", across, 6), ("left", left, PADDING_PT), ("bottom", across, 6), ("right", right, PADDING_PT))
    drawn = "".join(f"<w:{side} {rule.format(space=space)}/>" for side, rule, space in sides if rule)
    return f"<w:pBdr>{drawn}</w:pBdr>"
