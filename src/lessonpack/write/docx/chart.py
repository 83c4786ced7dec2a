"""Charts as DrawingML parts (ECMA-376 part 1, 21.2): bars to scale, told apart without colour, values printed as typed.

A value is shown by a label that takes its words from the workbook's cells ([MS-ODRAWXML] 2.24.3, datalabelsRange), so
that no program can print it in a form of its own; a program that does not know this shows the words kept with it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Chart, ChartKind
from lessonpack.tree.walk import plain
from lessonpack.write.docx.drawing import EMU_PER_POINT, EMU_PER_TWIP, ChartParts, Size
from lessonpack.write.docx.markup import CHART, PROLOGUE, A, R, escaped
from lessonpack.write.docx.styles import Styles
from lessonpack.write.docx.workbook import SHEET, workbook

_C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
_LABELS_SHARE = 0.4
"""Of the width, at most, for the labels beside horizontal bars."""
_COLUMNS_MM = 40.0
_WHOLE_MM = 11.0
_WIDEST_COLUMN_MM = 24.0
_WIDEST_GAP = 500
"""Per cent of a column's width; the schema allows no more."""
_GLYPH = 0.54
"""Width of a letter as a share of its size, with some air."""
# The first part is solid, the others are hatched ever more lightly; the third is blank.
_PATTERNS = ("", "wdUpDiag", "blank", "diagCross", "wdDnDiag", "ltUpDiag", "openDmnd", "ltDnDiag")
_AXES = (1, 2)


@dataclass(frozen=True, slots=True)
class _Figure:
    label: str
    value: str
    size: Decimal


@dataclass(frozen=True, slots=True)
class _Box:
    """A part of the chart's area, each number a share of it."""

    x: float
    y: float
    width: float
    height: float

    def markup(self, target: str = '<c:layoutTarget val="inner"/>') -> str:
        places = zip("xywh", (self.x, self.y, self.width, self.height), strict=True)
        numbers = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in places)
        return (
            f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
            f"{numbers}</c:manualLayout></c:layout>"
        )


def chart_parts(chart: Chart, styles: Styles, width: int) -> tuple[ChartParts, Size]:
    """The parts of a chart that is `width` twips wide, and the size that it takes on the page."""
    drawn = _Chart(chart, styles, width / 20)
    match chart.kind:
        case ChartKind.BARS:
            height, plot = drawn.bars()
        case ChartKind.COLUMNS:
            height, plot = drawn.columns()
        case ChartKind.PARTS:
            height, plot = drawn.parts()
        case _:
            assert_never(chart.kind)
    size = Size(width * EMU_PER_TWIP, round(height * EMU_PER_POINT))
    return ChartParts(drawn.part(plot), workbook(drawn.rows())), size


class _Chart:
    def __init__(self, chart: Chart, styles: Styles, width_pt: float) -> None:
        self.caption = plain(chart.caption)
        self.figures = [_Figure(plain(bar.label), plain(bar.value), bar.size) for bar in chart.bars]
        self.width, self.type = width_pt, styles.scale.body
        self.colours, self.font = styles.theme.colours, styles.theme.fonts.docx_text
        self.is_whole = chart.kind is ChartKind.PARTS
        self.key: _Box | None = None

    def rows(self) -> list[tuple[str | Decimal, ...]]:
        """What the workbook holds; the references in the chart count on it."""
        if self.is_whole:
            return [("", self.caption, ""), *((f.value, f.label, f.size) for f in self.figures)]
        return [("", self.caption, ""), *((f.label, f.size, f.value) for f in self.figures)]

    def part(self, plot: str) -> bytes:
        key = (
            f'<c:legend><c:legendPos val="b"/>{self.key.markup("")}<c:overlay val="0"/></c:legend>' if self.key else ""
        )
        chart = (
            f'<c:chart><c:autoTitleDeleted val="1"/>{plot}{key}<c:plotVisOnly val="1"/>'
            '<c:dispBlanksAs val="gap"/></c:chart>'
        )
        return (
            f'{PROLOGUE}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{A}" xmlns:r="{R}">'
            f'<c:date1904 val="0"/><c:roundedCorners val="0"/>{chart}'
            f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{self._type()}"
            '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        ).encode()

    # ---- the three kinds: height in points, plot area ----------------------------------------------------------------

    def bars(self) -> tuple[float, str]:
        """One below the other, the first on top; labels at the left."""
        leading, unit = self.type.leading_pt, self.type.leading_pt / 2
        labels = min(max(self._long(f.label) for f in self.figures), self.width * _LABELS_SHARE) + unit
        lines = max(math.ceil(self._long(f.label) / labels) for f in self.figures)
        slot = max(leading * lines, leading) + unit / 2
        height = slot * len(self.figures)
        values = max(self._long(f.value) for f in self.figures) + unit
        room = max(self.width - labels - values, self.width / 4)
        plot = _Box(labels / self.width, 0.0, room / self.width, 1.0)
        return height, self._plot(plot, "bar", gap=slot / (0.75 * leading) - 1)

    def columns(self) -> tuple[float, str]:
        """Side by side; labels below."""
        leading, slot = self.type.leading_pt, self.width / len(self.figures)
        lines = max(math.ceil(self._long(f.label) / (slot * 0.9)) for f in self.figures)
        tallest = _COLUMNS_MM * POINTS_PER_MM
        height = leading + tallest + leading * lines + leading / 2
        column = min(slot * 0.6, _WIDEST_COLUMN_MM * POINTS_PER_MM)
        plot = _Box(0.0, leading / height, 1.0, tallest / height)
        return height, self._plot(plot, "col", gap=slot / column - 1)

    def parts(self) -> tuple[float, str]:
        """One bar as long as the whole, and a key below it with the values."""
        bar, unit = _WHOLE_MM * POINTS_PER_MM, self.type.leading_pt / 2
        key = 2.5 * unit * self._key_lines()
        height = bar + key + 1.5 * unit
        self.key = _Box(0.0, (bar + unit) / height, 1.0, key / height)
        return height, self._plot(_Box(0.0, unit / 2 / height, 1.0, bar / height), "bar", gap=0.0)

    def _key_lines(self) -> int:
        entry = max(self._long(f"{f.value} {f.label}") for f in self.figures) + 3 * self.type.leading_pt
        return math.ceil(len(self.figures) / max(1, int(self.width / entry)))

    # ---- plot area ------------------------------------------------------------------------------------------------

    def _plot(self, box: _Box, direction: str, *, gap: float) -> str:
        grouping, overlap = ("percentStacked", '<c:overlap val="100"/>') if self.is_whole else ("clustered", "")
        series = self._parts_of_whole() if self.is_whole else self._one_series()
        across, up = ("l", "b") if direction == "bar" else ("b", "l")
        order = "maxMin" if direction == "bar" else "minMax"
        # One, of a bar that is stacked to the whole, however its figures are edited.
        most = '<c:max val="1"/>' if self.is_whole else ""
        gap_per_cent = min(_WIDEST_GAP, round(gap * 100))
        ids = "".join(f'<c:axId val="{axis}"/>' for axis in _AXES)
        return (
            f'<c:plotArea>{box.markup()}<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/>'
            f'<c:varyColors val="0"/>{series}<c:gapWidth val="{gap_per_cent}"/>{overlap}{ids}</c:barChart>'
            f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
            f'<c:delete val="{int(self.is_whole)}"/><c:axPos val="{across}"/><c:numFmt formatCode="General" '
            'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f"<c:spPr>{self._edge(1.0, self.colours.text)}</c:spPr>"
            '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
            '<c:lblOffset val="50"/><c:noMultiLvlLbl val="1"/></c:catAx>'
            f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{most}<c:min val="0"/></c:scaling>'
            f'<c:delete val="1"/><c:axPos val="{up}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
            '<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
            "<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        )

    def _one_series(self) -> str:
        last, accent = len(self.figures) + 1, self.colours.accent
        values = [f.value for f in self.figures]
        labels = "".join(_label(index, value) for index, value in enumerate(values))
        shown = f'<c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" xmlns:c15="{_C15}">'
        return (
            f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx>{_words("$B$1", [self.caption])}</c:tx>'
            f"<c:spPr>{_solid(accent)}{self._edge(0.75, accent)}</c:spPr>"
            f'<c:invertIfNegative val="0"/><c:dLbls>{labels}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
            f'{self._type(bold=True)}<c:dLblPos val="outEnd"/>{_SHOWN}'
            f'<c:extLst>{shown}<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbls>'
            f"<c:cat>{_words(f'$A$2:$A${last}', [f.label for f in self.figures])}</c:cat>"
            f"<c:val>{_numbers(f'$B$2:$B${last}', [f.size for f in self.figures])}</c:val>"
            f'<c:extLst><c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" xmlns:c15="{_C15}">'
            f"<c15:datalabelsRange><c15:f>{SHEET}!$C$2:$C${last}</c15:f><c15:dlblRangeCache>{_cache(values)}"
            "</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst></c:ser>"
        )

    def _parts_of_whole(self) -> str:
        """A series for each part, named by the two cells with its value and its label."""
        return "".join(
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
            f"<c:tx>{_words(f'$A${index + 2}:$B${index + 2}', [figure.value, figure.label])}</c:tx>"
            f"<c:spPr>{self._patterned(index)}{self._edge(0.75, self.colours.accent)}</c:spPr>"
            f'<c:invertIfNegative val="0"/><c:val>{_numbers(f"$C${index + 2}", [figure.size])}</c:val></c:ser>'
            for index, figure in enumerate(self.figures)
        )

    def _patterned(self, index: int) -> str:
        pattern = _PATTERNS[index % len(_PATTERNS)]
        if not pattern:
            return _solid(self.colours.accent)
        if pattern == "blank":
            return _solid("#ffffff")
        ink = f'<a:srgbClr val="{self.colours.accent[1:]}"/>'
        paper = '<a:srgbClr val="ffffff"/>'
        return f'<a:pattFill prst="{pattern}"><a:fgClr>{ink}</a:fgClr><a:bgClr>{paper}</a:bgClr></a:pattFill>'

    @staticmethod
    def _edge(points: float, colour: str) -> str:
        return f'<a:ln w="{round(points * EMU_PER_POINT)}">{_solid(colour)}</a:ln>'

    def _type(self, *, bold: bool = False) -> str:
        face = escaped(self.font)
        return (
            f"<c:txPr>{_UNBROKEN if bold else '<a:bodyPr/>'}<a:lstStyle/><a:p><a:pPr>"
            f'<a:defRPr sz="{round(self.type.size_pt * 100)}" b="{int(bold)}">{_solid(self.colours.text)}'
            f'<a:latin typeface="{face}"/><a:ea typeface="{face}"/><a:cs typeface="{face}"/></a:defRPr>'
            '</a:pPr><a:endParaRPr lang="en"/></a:p></c:txPr>'
        )

    def _long(self, words: str) -> float:
        """Points, by a guess, of words on one line."""
        return len(words) * self.type.size_pt * _GLYPH


_SHOWN = "".join(
    f'<c:{name} val="{int(name == "showVal")}"/>'
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
)


_UNBROKEN = '<a:bodyPr wrap="none"/>'


def _label(index: int, value: str) -> str:
    """The label of one bar: a field that Word fills from the workbook, with the words themselves as its result."""
    identity = f"{{00000000-0000-4000-8000-{index + 1:012X}}}"
    return (
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich>{_UNBROKEN}<a:p><a:fld id="{identity}" type="CELLRANGE">'
        f"<a:rPr/><a:pPr/><a:t>{escaped(value)}</a:t></a:fld></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="outEnd"/>{_SHOWN}<c:extLst><c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" '
        f'xmlns:c15="{_C15}"><c15:dlblFieldTable/><c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbl>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'


def _cache(values: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{escaped(value)}</c:v></c:pt>' for i, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _words(place: str, values: Sequence[str]) -> str:
    return f"<c:strRef><c:f>{SHEET}!{place}</c:f><c:strCache>{_cache(values)}</c:strCache></c:strRef>"


def _numbers(place: str, values: Sequence[Decimal]) -> str:
    cache = _cache([f"{value:f}" for value in values])
    return (
        f"<c:numRef><c:f>{SHEET}!{place}</c:f><c:numCache><c:formatCode>General</c:formatCode>{cache}</c:numCache>"
        "</c:numRef>"
    )
