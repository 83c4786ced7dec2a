"""Room to write by hand: ruled answer lines and labelled blanks, on the pitch that the theme gives a hand.

How many lines an answer needs is the theme's measure; where they may break over pages is decided here.
"""

from __future__ import annotations

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import AnswerSpace, WriteIn
from lessonpack.write.pdf.lines import Line, broken
from lessonpack.write.pdf.measure import Typography
from lessonpack.write.pdf.shapes import line
from lessonpack.write.pdf.strips import Keep, Mark, Pen, Rule, Strip, Words
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


def _parts(count: int) -> list[int]:
    if count <= MOST_LINES_TOGETHER:
        return [count]
    parts = -(-count // (MOST_LINES_TOGETHER // 2 + 1))
    return [count // parts + (i < count % parts) for i in range(parts)]


def write_in_strips(block: WriteIn, typography: Typography, spot: Spot) -> list[Strip]:
    """All blanks on one line, or each on its own where the labels leave too little room to write."""
    style = typography.style("body")
    gap = typography.unit * 1.5
    frame = spot.frame
    share = (frame.width - gap * (len(block.labels) - 1)) / max(1, len(block.labels))
    lines: list[list[Line]] = []
    for label in block.labels:
        element = spot.parent.child("P")
        lines.append(broken(typography.spans(label, style, element), frame.width))
    blank = _LEAST_BLANK_MM * POINTS_PER_MM
    if all(len(label) <= 1 and _width(label) + blank <= share for label in lines):
        return [_one_line(block, typography, frame, lines=lines, share=share, gap=gap)]
    strips: list[Strip] = []
    for own in lines:
        strips += _own_line(block, typography, frame, label=own, blank=blank)
    hold(strips, Keep.GROUP)
    return strips


def _width(label: list[Line]) -> float:
    return label[0].width if label else 0.0


def _one_line(
    block: WriteIn, typography: Typography, frame: Frame, *, lines: list[list[Line]], share: float, gap: float
) -> Strip:
    pitch = typography.scale.answer_pitch_mm * POINTS_PER_MM
    marks: list[Mark] = []
    left = frame.left
    for label in lines:
        marks += _label_and_rule(typography, label, Frame(left, left + share), baseline=pitch)
        left += share + gap
    return Strip(block, pitch + _descent(typography), marks)


def _own_line(block: WriteIn, typography: Typography, frame: Frame, *, label: list[Line], blank: float) -> list[Strip]:
    """The label's lines; the rule follows the last one, or takes a line of its own where too little is left."""
    pitch = typography.scale.answer_pitch_mm * POINTS_PER_MM
    style = typography.style("body")
    last = label[-1:] if label and label[-1].width + blank <= frame.width else []
    strips = line_strips(label[: len(label) - len(last)], style, frame.left, block=block)
    marks = _label_and_rule(typography, last, frame, baseline=pitch)
    strips.append(Strip(block, pitch + _descent(typography), marks))
    hold(strips, Keep.LINES)
    return strips


def _label_and_rule(typography: Typography, label: list[Line], room: Frame, *, baseline: float) -> list[Mark]:
    """The blank's rule stands a little below the baseline, where a pen would write."""
    start = room.left
    marks: list[Mark] = []
    if label and label[0].segments:
        segments = [(room.left + x, text, width, span) for x, text, width, span in label[0].segments]
        marks.append(Words(baseline, segments))
        start += label[0].width + typography.unit * 0.75
    colour = typography.theme.colours.rule
    marks.append(Rule(start, room.right, baseline + 1.5, _RULE_WEIGHT, colour))
    return marks


def _descent(typography: Typography) -> float:
    return typography.scale.body.size_pt * 0.3
