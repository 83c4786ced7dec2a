"""Charts, key figures, timelines and circles: words in lists that are read out as they stand, drawn by the style sheet.

What is drawn has no words and is hidden from those who listen; sizes are classes, since no element may bear a style of
its own (CSP, style-src).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from lessonpack.tree.nodes import Bar, Chart, ChartKind, Circles, Event, KeyFigure, Timeline
from lessonpack.write.html.inline import Words
from lessonpack.write.html.markup import block as line
from lessonpack.write.html.markup import classes, element

MOST_BESIDE = 6
"""Events of a timeline that stand side by side."""
_PATTERNS = 6
_LONGEST_BAR = 0.8
"""Of the room beside the labels, or above them; the rest is for the figure."""


@dataclass(slots=True)
class Measures:
    """Classes for sizes in thousandths of what is around: `w250` is a quarter of the width, `h250` of the height."""

    used: set[str] = field(default_factory=set)

    def width(self, share: float) -> str:
        return self._named(f"w{round(1000 * share)}")

    def height(self, share: float) -> str:
        return self._named(f"h{round(1000 * share)}")

    def _named(self, name: str) -> str:
        self.used.add(name)
        return name


def drawn(block: Chart | KeyFigure | Timeline | Circles, words: Words, measures: Measures) -> str:
    match block:
        case Chart():
            return _chart(block, words, measures)
        case KeyFigure(value, counted):
            said = line("p", words.markup(value), class_="value") + line("p", words.markup(counted))
            return line("div", "\n" + said, class_="key-figure keep")
        case Timeline():
            return _timeline(block, words)
        case Circles():
            return _circles(block, words, measures)
        case _:
            assert_never(block)


def _chart(chart: Chart, words: Words, measures: Measures) -> str:
    """Labels as terms, and figures as what is said of them."""
    bars = chart.bars
    largest = float(max((bar.size for bar in bars), default=0)) or 1.0
    total = float(sum(bar.size for bar in bars)) or 1.0
    whole = ""
    match chart.kind:
        case ChartKind.BARS:
            marks = [classes("bar", measures.width(_LONGEST_BAR * float(bar.size) / largest)) for bar in bars]
        case ChartKind.COLUMNS:
            marks = [classes("bar", measures.height(_LONGEST_BAR * float(bar.size) / largest)) for bar in bars]
        case ChartKind.PARTS:
            marks = [classes("swatch", _pattern(index, len(bars))) for index in range(len(bars))]
            pieces = (
                element("span", "", class_=classes(_pattern(index, len(bars)), measures.width(float(bar.size) / total)))
                for index, bar in enumerate(bars)
            )
            whole = line("div", "".join(pieces), class_="whole", aria_hidden="true")
        case _:
            assert_never(chart.kind)
    entries = "".join(_entry(bar, mark, words) for bar, mark in zip(bars, marks, strict=True))
    caption = line("figcaption", words.markup(chart.caption))
    content = "\n" + caption + whole + line("dl", "\n" + entries)
    return line("figure", content, class_=classes("chart", str(chart.kind), "keep"))


def _entry(bar: Bar, mark: str, words: Words) -> str:
    figure = element("span", "", class_=mark) + element("span", words.markup(bar.value))
    return line("div", line("dt", words.markup(bar.label)).rstrip("\n") + element("dd", figure))


def _pattern(index: int, count: int) -> str:
    """Parts beside each other differ without colour; the last one is blank, as in the PDF."""
    return f"part{_PATTERNS}" if 0 < index == count - 1 else f"part{index % (_PATTERNS - 1) + 1}"


def _timeline(timeline: Timeline, words: Words) -> str:
    beside = "across" if len(timeline.events) <= MOST_BESIDE else "down"
    # A list without bullets is no list to some screen readers unless it says so.
    events = line("ol", "\n" + "".join(_event(event, words) for event in timeline.events), role="list")
    caption = line("figcaption", words.markup(timeline.caption))
    return line("figure", "\n" + caption + events, class_=classes("timeline", beside, "keep"))


def _event(event: Event, words: Words) -> str:
    return line("li", line("p", words.markup(event.when), class_="when") + line("p", words.markup(event.what)))


def _circles(circles: Circles, words: Words, measures: Measures) -> str:
    """Each circle holds the smaller one and then its own name, so that the names are read from the innermost out."""
    inside = ""
    for number, name in enumerate(circles.rings, 1):
        size = measures.width(number / (number + 1)) if number < len(circles.rings) else ""
        inside = line("div", "\n" + inside + line("p", words.markup(name)), class_=classes("ring", size))
    caption = line("figcaption", words.markup(circles.caption))
    return line("figure", "\n" + caption + inside, class_="circles keep")
