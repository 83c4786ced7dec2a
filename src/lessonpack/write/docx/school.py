"""The school at the head of the first page: its logo as an inline picture, and its name, in one paragraph."""

from __future__ import annotations

from collections.abc import Callable

from lessonpack.theme.school import Logo
from lessonpack.tree.nodes import Furniture
from lessonpack.write.docx.inline import Words
from lessonpack.write.docx.markup import TAB, escaped, paragraph

_EMU_PER_MM = 36_000
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WP = f"{_DRAWING}/wordprocessingDrawing"
# [MS-ODRAWXML] 2.3.3.1: skipped by screen readers.
_DECORATION = (
    f'<a:extLst xmlns:a="{_DRAWING}/main"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def school_head(
    furniture: Furniture, logo: Logo | None, relation: str, words: Words, next_id: Callable[[], int]
) -> str:
    """The paragraph, or nothing where the theme knows no school; `relation` leads to the logo's part, `next_id`
    numbers its picture among the drawings."""
    pieces = [picture(logo.size_mm(), logo.alt, relation, next_id(), name="Logo")] if logo else []
    if furniture.school:
        # The paragraph hangs: a tab leads to where all lines of the name begin.
        pieces.append((TAB if logo else "") + words.runs((furniture.school,)))
    return paragraph("School", "".join(pieces)) if pieces else ""


def picture(size_mm: tuple[float, float], alt: str, relation: str, number: int, *, name: str = "Letterhead") -> str:
    """An inline picture with its words for those who do not see it (ECMA-376 part 1, 20.4.2.8 and 20.4.2.5); without
    any, it is marked as decoration."""
    width, height = (round(side * _EMU_PER_MM) for side in size_mm)
    described = f'id="{number}" name="{name}" descr="{escaped(alt)}"'
    told = f"<wp:docPr {described}/>" if alt else f"<wp:docPr {described}>{_DECORATION}</wp:docPr>"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>{told}'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
        "</wp:cNvGraphicFramePr>"
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
