"""The school at the head of the first page: its logo, a figure, and its name beside it."""

from __future__ import annotations

from lessonpack.theme.school import Logo
from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import Furniture, Paragraph
from lessonpack.write.pdf.lines import broken
from lessonpack.write.pdf.measure import Typography
from lessonpack.write.pdf.strips import Keep, Mark, Picture, Strip, Words
from lessonpack.write.pdf.texts import Frame, Spot


def school_strips(furniture: Furniture, typography: Typography, spot: Spot) -> list[Strip]:
    """One strip, as high as the higher of logo and name; none where the theme knows no school."""
    logo, frame = typography.theme.logo, spot.frame
    if not (furniture.school or logo):
        return []
    marks: list[Mark] = []
    height = 0.0
    if logo:
        picture = _picture(logo, spot)
        marks.append(picture)
        height = picture.height
        frame = frame.inset(picture.width + typography.unit)
    lines = _name(furniture, typography, Spot(frame, spot.parent))
    leading = typography.style("label").leading
    height = max(height, leading * len(lines))
    top = (height - leading * len(lines)) / 2
    for number, words in enumerate(lines):
        words.baseline += top + leading * number
        marks.append(words)
    return [Strip(Paragraph(()), height, marks, keep=Keep.LINES)]


def _picture(logo: Logo, spot: Spot) -> Picture:
    width, height = (side * POINTS_PER_MM for side in logo.size_mm())
    element = spot.parent.child("Figure", alternative=logo.alt)
    return Picture(spot.frame.left, spot.frame.left + width, 0.0, height, logo.file.data, element)


def _name(furniture: Furniture, typography: Typography, spot: Spot) -> list[Words]:
    if furniture.school is None:
        return []
    style = typography.style("label")
    spans = typography.spans((furniture.school,), style, spot.parent.child("P"))
    return [
        Words(style.baseline, [(spot.frame.left + x, text, width, span) for x, text, width, span in line.segments])
        for line in broken(spans, Frame(spot.frame.left, spot.frame.right).width)
    ]
