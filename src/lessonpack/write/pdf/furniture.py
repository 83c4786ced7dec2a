"""What stands in the margins of every page, and how much of them it takes. All of it is artifact: a screen reader
meets the help box in the text, not forty times at the foot of a page."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Furniture, Run
from lessonpack.write.pdf.lines import broken
from lessonpack.write.pdf.measure import Style, Typography, width_of
from lessonpack.write.pdf.paint import DECORATION, FOOTER, HEADER, WATERMARK, Brush
from lessonpack.write.pdf.strips import Ink, Span
from lessonpack.write.pdf.tags import Element

Inked = list[tuple[str, Ink]]
Segments = list[tuple[float, str, float, Span]]


@dataclass(frozen=True, slots=True)
class Geometry:
    """Of every page, in points: the paper, and the frame that the text keeps to, measured from the upper left."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    mirror: float = 0.0
    """How much nearer to the left edge the frame stands on the back of a sheet."""

    def paper_left(self, index: int) -> float:
        """Where the paper of a page begins, counted from 0. On backs the paper is moved and not what stands on it, so
        that one frame serves all pages, and halves of a cut-out card meet."""
        return self.mirror if index % 2 else 0.0


def geometry(typography: Typography, furniture: Furniture, *, is_duplex: bool = False) -> Geometry:
    """The frame between the margins, smaller where strip or foot need more than the margin."""
    theme = typography.theme
    inside, outside = (side * POINTS_PER_MM for side in theme.side_margins_mm(typography.scale, is_duplex=is_duplex))
    width, height = (side * POINTS_PER_MM for side in theme.page_mm())
    margin = typography.scale.margin_mm * POINTS_PER_MM
    small = typography.scale.small.leading_pt
    top = margin
    if furniture.strip:
        top = max(margin, _strip_top(margin) + small * 1.5 + typography.unit * 3)
    foot = _foot_baseline(margin) + small
    if furniture.help_line:
        foot += small * len(_help_lines(typography, furniture, width - inside - outside))
    bottom = height - max(margin, foot + typography.unit)
    return Geometry(width, height, inside, width - outside, top, bottom, inside - outside)


def check(typography: Typography, furniture: Furniture) -> None:
    """Note the characters of the furniture that no font has."""
    style = _small(typography)
    for text in (furniture.strip, furniture.running, furniture.page_label, furniture.help_line, furniture.draft_mark):
        typography.inked(text, style)


def _strip_top(margin: float) -> float:
    return margin * 0.4


def _foot_baseline(margin: float) -> float:
    """Above the lower edge of the paper; printers reach to 5 mm."""
    return max(margin * 0.45, 8 * POINTS_PER_MM)


def _small(typography: Typography) -> Style:
    return typography.style("small")


def _help_lines(typography: Typography, furniture: Furniture, width: float) -> list[Segments]:
    style = typography.style("label")
    spans = typography.spans((Run(furniture.help_line),), style, Element("Artifact"))
    return [
        [(x, text.rstrip(), taken, span) for x, text, taken, span in line.segments] for line in broken(spans, width)
    ]


def draw_beneath(brush: Brush, typography: Typography, furniture: Furniture, *, page: Geometry, number: int) -> None:
    """The draft mark, across the page and under everything else."""
    if not furniture.draft_mark:
        return
    theme = typography.theme
    style = Style(theme.fonts.heading, 100.0, 100.0, theme.colours.draft, bold=True)
    pieces = typography.inked(furniture.draft_mark, style)
    diagonal = math.hypot(page.width, page.height)
    size = min(150.0, 100.0 * diagonal * 0.5 / max(1.0, width_of(pieces)))
    angle = math.atan2(page.height, page.width)
    across, up = math.cos(angle), math.sin(angle)
    length = width_of(pieces) * size / 100
    # Centred: half the length back along the baseline, a third of the size down across it.
    x = page.paper_left(number - 1) + page.width / 2 - across * length / 2 + up * size * 0.35
    y = page.height / 2 + up * length / 2 + across * size * 0.35
    brush.artifact(WATERMARK)
    show = brush.outlined if theme.draft_mark == "outlined" else brush.text
    # It runs from left to right on every page.
    for text, ink in reversed(pieces) if typography.is_leftward else pieces:
        turn = f"{across:.4f} {up:.4f} {-up:.4f} {across:.4f}"
        show(x, y, text, ink=Ink(ink.face, size, ink.colour), turn=turn)
        advance = ink.face.width(text) * size / 1000
        x, y = x + across * advance, y - up * advance


def draw_around(
    brush: Brush, typography: Typography, furniture: Furniture, *, page: Geometry, number: int, pages: int
) -> None:
    """Strip at the head, help line, running foot and page number."""
    margin = typography.scale.margin_mm * POINTS_PER_MM
    small = _small(typography)
    if furniture.strip:
        _strip(brush, typography, furniture.strip, page=page)
    baseline = page.height - _foot_baseline(margin)
    label = furniture.page_label.replace("{page}", str(number)).replace("{pages}", str(pages))
    right = typography.inked(label, small)
    left = typography.inked(furniture.running, small)
    helps = _help_lines(typography, furniture, page.right - page.left) if furniture.help_line else []
    if not (left or right or helps):
        return
    rule = baseline - small.leading * (len(helps) + 1) + small.leading * 0.1
    brush.artifact(DECORATION)
    brush.line([(page.left, rule), (page.right, rule)], 0.5, typography.theme.colours.rule)
    brush.artifact(FOOTER)
    for i, line in enumerate(helps):
        for x, text, _, span in line:
            brush.text(page.left + x, baseline - small.leading * (len(helps) - i), text, ink=span.ink)
    _row(brush, left, page.left, baseline=baseline)
    _row(brush, right, page.right - width_of(right), baseline=baseline)


def _strip(brush: Brush, typography: Typography, text: str, *, page: Geometry) -> None:
    """A shaded band over the width of the frame: seen on the pile before the sheet is read."""
    margin = typography.scale.margin_mm * POINTS_PER_MM
    style = typography.style("label")
    top, height = _strip_top(margin), style.leading * 1.5
    colours = typography.theme.colours
    brush.artifact(DECORATION)
    brush.area(page.left, page.right, y=top, height=height, colour=colours.head_tint)
    brush.line([(page.left, top + height), (page.right, top + height)], 1.0, colours.accent)
    brush.artifact(HEADER)
    pieces = typography.inked(text, style)
    _row(brush, pieces, page.left + typography.unit, baseline=top + height / 2 + style.size * 0.357)


def _row(brush: Brush, pieces: Inked, x: float, *, baseline: float) -> None:
    for text, ink in pieces:
        brush.text(x, baseline, text, ink=ink)
        x += ink.face.width(text) * ink.size / 1000
