"""Shapes: circles one around the other with their names, and a pair of scissors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lessonpack.write.docx.drawing import EMU_PER_POINT, Size
from lessonpack.write.rings import NAME_SHARE, SINK, depth

_RING_PT = 1.25


def circles(names: Sequence[str], *, widest: int, leading_pt: float, colour: str, number: Callable[[], int]) -> str:
    """One circle for each name, from the innermost out, as the shapes of a group `widest` EMU wide and high.

    `names` are the paragraphs of the names; `number` gives an unused id.
    """
    shapes, texts = [], []
    for index, name in enumerate(names):
        size = widest * (index + 1) // len(names)
        top, left = round((widest - size) * SINK), (widest - size) // 2
        line = round(_RING_PT * EMU_PER_POINT)
        inset = line // 2
        round_ = _placed(left + inset, top + inset, size - line, size - line) + _geometry("ellipse")
        shapes.append(_shape(number(), f"{round_}<a:noFill/>{_line(line, colour)}"))
        room = round(size * NAME_SHARE)
        down = round(max(leading_pt * EMU_PER_POINT / 2, depth(size, room)))
        box = _placed((widest - room) // 2, top + down, room, _two_lines(leading_pt))
        texts.append(_text(number(), box + _geometry("rect") + "<a:noFill/><a:ln><a:noFill/></a:ln>", name))
    # Larger circles first: none may lie over a smaller one.
    return "".join([*reversed(shapes), *texts])


def _two_lines(leading_pt: float) -> int:
    return round(2.2 * leading_pt * EMU_PER_POINT)


def scissors(colour: str, number: Callable[[], int]) -> tuple[str, Size]:
    """An open pair of scissors that cuts downwards, as shapes of a group of the size given with them."""
    line, ring = round(1.0 * EMU_PER_POINT), round(4.2 * EMU_PER_POINT)
    size = Size(12 * EMU_PER_POINT, 14 * EMU_PER_POINT)
    pen = _line(line, colour)
    shapes = [
        _shape(number(), _placed(left, line, ring, ring) + _geometry("ellipse") + "<a:noFill/>" + pen)
        for left in (line, size.width - line - ring)
    ]
    top, height = line + ring, size.height - 2 * line - ring
    for flip in ("", ' flipH="1"'):
        left = round(size.width * (0.22 if not flip else 0.3))
        blade = _placed(left, top, round(size.width * 0.48), height, flip) + _geometry("line") + pen
        shapes.append(_shape(number(), blade))
    return "".join(shapes), size


def _placed(left: int, top: int, width: int, height: int, flip: str = "") -> str:
    return f'<a:xfrm{flip}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _geometry(preset: str) -> str:
    return f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'


def _line(width: int, colour: str) -> str:
    return f'<a:ln w="{width}"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill></a:ln>'


def _shape(number: int, properties: str) -> str:
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Shape {number}"/><wps:cNvSpPr/>'
        f"<wps:spPr>{properties}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _text(number: int, properties: str, paragraph: str) -> str:
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Name {number}"/><wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr>{properties}</wps:spPr><wps:txbx><w:txbxContent>{paragraph}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )
