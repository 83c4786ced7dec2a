"""Room to write by hand: ruled answer lines and labelled blanks, on the pitch that the theme gives a hand.

How many lines an answer needs is the theme's measure; where they may break over pages is decided here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import AnswerSpace, WriteIn
from lessonpack.tree.walk import plain
from lessonpack.write.pdf.lines import Line, broken
from lessonpack.write.pdf.measure import Typography
from lessonpack.write.pdf.shapes import line, rectangle
from lessonpack.write.pdf.strips import Entry, Field, Keep, Mark, Pen, Rule, Strip, Words
from lessonpack.write.pdf.tags import Element
from lessonpack.write.pdf.texts import Frame, Spot, hold, line_strips

MOST_LINES_TOGETHER = 8
_RULE_WEIGHT = 0.6
_DOTS = "[0.6 3] 0"
_LEAST_BLANK_MM = 25.0


def answer_strips(block: AnswerSpace, typography: Typography, spot: Spot) -> list[Strip]:
    """One strip of ruled lines, or several of similar size where there are more than eight.

    Each strip is a figure of its own, so that its extent and its number of lines are true on its page.
    """
    theme, meta = typography.theme, typography.meta
    frame = spot.frame
    count = block.lines or theme.answer_lines(block.words, meta.band, frame.width / POINTS_PER_MM)
    if math.isfinite(spot.tallest):
        count = max(2, min(count, int(spot.tallest / (typography.scale.answer_pitch_mm * POINTS_PER_MM))))
    if typography.is_fillable:
        return _text_field(block, typography, spot, count)
    strips = []
    for lines in _parts(count):
        element = spot.parent.child("Figure", alternative=block.label.replace("{lines}", str(lines)) or " ")
        pitch = typography.scale.answer_pitch_mm * POINTS_PER_MM
        pen = Pen(_RULE_WEIGHT, theme.colours.rule, _DOTS) if spot.is_guided else Pen(_RULE_WEIGHT, theme.colours.rule)
        rules: list[Mark] = [
            line((frame.left, pitch * n), (frame.right, pitch * n), pen, element) for n in range(1, lines + 1)
        ]
        strips.append(Strip(block, pitch * lines, rules))
    return strips


_LONGEST_NAME = 200
"""Characters of a field's name: who listens must not hear a page before each field."""


def _text_field(block: AnswerSpace, typography: Typography, spot: Spot, count: int) -> list[Strip]:
    """A framed field as high as the lines would be; it does not break over pages."""
    frame, element = spot.frame, spot.parent.child("Form")
    if not math.isfinite(spot.tallest):
        count = min(count, MOST_LINES_TOGETHER * 2)
    gap, height = typography.unit * 0.5, typography.scale.answer_pitch_mm * POINTS_PER_MM * count
    label = block.label.replace("{lines}", str(count))
    told = f"{spot.prompt[:_LONGEST_NAME]} ({label})" if spot.prompt else label
    pen = Pen(_RULE_WEIGHT, typography.theme.colours.rule)
    edge = rectangle(frame.left, frame.right, top=gap, bottom=height, pen=pen)
    field = Field(Entry.TEXT, frame.left, frame.right, gap, height, told, element)
    return [Strip(block, height, [edge, field])]


def _parts(count: int) -> list[int]:
    if count <= MOST_LINES_TOGETHER:
        return [count]
    parts = -(-count // (MOST_LINES_TOGETHER // 2 + 1))
    return [count // parts + (i < count % parts) for i in range(parts)]


@dataclass(frozen=True, slots=True)
class _Blank:
    """One label, as lines and in words, and the element that its form field belongs to."""

    lines: list[Line]
    told: str
    form: Element

    @property
    def width(self) -> float:
        return self.lines[0].width if self.lines else 0.0


def write_in_strips(block: WriteIn, typography: Typography, spot: Spot) -> list[Strip]:
    """All blanks on one line, or each on its own where the labels leave too little room to write."""
    style = typography.style("body")
    gap = typography.unit * 1.5
    frame = spot.frame
    share = (frame.width - gap * (len(block.labels) - 1)) / max(1, len(block.labels))
    blanks = []
    for label in block.labels:
        lines = broken(typography.spans(label, style, spot.parent.child("P")), frame.width)
        blanks.append(_Blank(lines, plain(label), spot.parent.child("Form")))
    least = _LEAST_BLANK_MM * POINTS_PER_MM
    if all(len(blank.lines) <= 1 and blank.width + least <= share for blank in blanks):
        return [_one_line(block, typography, frame, blanks=blanks, share=share, gap=gap)]
    strips: list[Strip] = []
    for blank in blanks:
        strips += _own_line(block, typography, frame, blank=blank, least=least)
    hold(strips, Keep.GROUP)
    return strips


def _one_line(
    block: WriteIn, typography: Typography, frame: Frame, *, blanks: list[_Blank], share: float, gap: float
) -> Strip:
    pitch = typography.scale.answer_pitch_mm * POINTS_PER_MM
    marks: list[Mark] = []
    left = frame.left
    for blank in blanks:
        marks += _label_and_rule(typography, blank, Frame(left, left + share), baseline=pitch)
        left += share + gap
    return Strip(block, pitch + _descent(typography), marks)


def _own_line(block: WriteIn, typography: Typography, frame: Frame, *, blank: _Blank, least: float) -> list[Strip]:
    """The label's lines; the rule follows the last one, or takes a line of its own where too little is left."""
    pitch = typography.scale.answer_pitch_mm * POINTS_PER_MM
    style = typography.style("body")
    lines = blank.lines
    last = lines[-1:] if lines and lines[-1].width + least <= frame.width else []
    strips = line_strips(lines[: len(lines) - len(last)], style, frame.left, block=block)
    marks = _label_and_rule(typography, replace(blank, lines=last), frame, baseline=pitch)
    strips.append(Strip(block, pitch + _descent(typography), marks))
    hold(strips, Keep.LINES)
    return strips


def _label_and_rule(typography: Typography, blank: _Blank, room: Frame, *, baseline: float) -> list[Mark]:
    """The blank's rule stands a little below the baseline, where a pen would write."""
    start = room.left
    marks: list[Mark] = []
    if blank.lines and blank.lines[0].segments:
        segments = [(room.left + x, text, width, span) for x, text, width, span in blank.lines[0].segments]
        marks.append(Words(baseline, segments))
        start += blank.width + typography.unit * 0.75
    colour = typography.theme.colours.rule
    marks.append(Rule(start, room.right, baseline + 1.5, _RULE_WEIGHT, colour))
    if typography.is_fillable:
        top = baseline - typography.scale.body.size_pt * 1.1
        bottom = baseline + typography.scale.body.size_pt * 0.3
        marks.append(Field(Entry.LINE, start, room.right, top, bottom, blank.told, blank.form))
    return marks


def _descent(typography: Typography) -> float:
    return typography.scale.body.size_pt * 0.3
