"""Drawings in line with the text: the frame around a chart or a group of shapes, and what is told of it.

Lengths are English Metric Units, of which a twip has 635 (ECMA-376 part 1, 20.1.2.1).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonpack.write.docx.markup import CHART, WPG, R, clipped, escaped

EMU_PER_TWIP = 635
EMU_PER_POINT = 12_700
_LONGEST_TOLD = 250
"""Characters; whoever listens to a page should not have to sit through more."""
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(slots=True)
class Drawings:
    """All drawings of one document: counts them, and collects the charts, which are parts of their own."""

    charts: list[ChartParts] = field(default_factory=list)
    _count: int = 0

    def next_id(self) -> int:
        """A number that no other drawing or shape of the document bears (20.4.2.5)."""
        self._count += 1
        return self._count

    def chart(self, parts: ChartParts, size: Size, *, title: str, told: str) -> str:
        """A run with the chart; `told` is for those who do not see it."""
        self.charts.append(parts)
        relation = chart_relation(len(self.charts))
        graphic = (
            f'<a:graphic><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" xmlns:r="{R}" r:id="{relation}"/>'
            "</a:graphicData></a:graphic>"
        )
        return f"<w:r>{_inline(graphic, size, self._properties(title, told))}</w:r>"

    def group(self, shapes: str, size: Size, *, title: str, told: str) -> str:
        """A run with shapes that are drawn together."""
        return _grouped(shapes, size, self._properties(title, told))

    def ornament(self, shapes: str, size: Size) -> str:
        """A run with shapes that say nothing, which a screen reader passes over."""
        number = self.next_id()
        return _grouped(shapes, size, f'<wp:docPr id="{number}" name="Drawing {number}">{_DECORATIVE}</wp:docPr>')

    def _properties(self, title: str, told: str) -> str:
        number, words = self.next_id(), escaped(clipped(told, _LONGEST_TOLD))
        name = escaped(clipped(title, _LONGEST_TOLD))
        return f'<wp:docPr id="{number}" name="Drawing {number}" descr="{words}" title="{name}"/>'


@dataclass(frozen=True, slots=True)
class ChartParts:
    """A chart, and the workbook that Word opens on `Edit data`."""

    chart: bytes
    workbook: bytes


@dataclass(frozen=True, slots=True)
class Size:
    """EMU."""

    width: int
    height: int


def chart_relation(number: int) -> str:
    """The relationship id of a document's chart, counted from 1."""
    return f"rIdChart{number}"


def _inline(graphic: str, size: Size, properties: str) -> str:
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{size.width}" cy="{size.height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"{properties}<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing>"
    )


def _grouped(shapes: str, size: Size, properties: str) -> str:
    extent = f'cx="{size.width}" cy="{size.height}"'
    graphic = (
        f'<a:graphic><a:graphicData uri="{WPG}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {extent}/><a:chOff x="0" y="0"/><a:chExt {extent}/></a:xfrm></wpg:grpSpPr>'
        f"{shapes}</wpg:wgp></a:graphicData></a:graphic>"
    )
    drawing = _inline(graphic, size, properties)
    # Shapes of this kind came with Word 2010; an older one passes over the choice (ECMA-376 part 3, 10.2).
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wpg">{drawing}</mc:Choice></mc:AlternateContent></w:r>'
