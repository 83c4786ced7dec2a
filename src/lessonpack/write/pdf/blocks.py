"""Blocks of the tree as strips and structure elements: one case for every kind of block.

Panels, tables and room to write have files of their own; where the strips stand is left to `place`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    CardSheet,
    Chart,
    CheckList,
    Circles,
    DefinitionList,
    Group,
    Heading,
    HelpBox,
    KeyFigure,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Quote,
    Table,
    Timeline,
    WriteIn,
)
from lessonpack.tree.walk import plain
from lessonpack.write.pdf.charts import chart_strips, key_figure_strips
from lessonpack.write.pdf.cutouts import card_strips
from lessonpack.write.pdf.measure import Typography, width_of
from lessonpack.write.pdf.organisers import check_strips, circle_strips
from lessonpack.write.pdf.panels import callout_strips, draft_strips, help_strips, quote_strips
from lessonpack.write.pdf.place import height_of
from lessonpack.write.pdf.strips import Ink, Keep, Rule, Span, Strip, Words
from lessonpack.write.pdf.tables import table_strips
from lessonpack.write.pdf.tags import Element, note
from lessonpack.write.pdf.texts import Spot, clings, gap, gap_between_items, heading_strips, hold, paragraph_strips
from lessonpack.write.pdf.timelines import timeline_strips
from lessonpack.write.pdf.writing import answer_strips, write_in_strips

_BULLETS = ("•", "–")
_ACCENT_RULE = 3.0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading for the outline, by the element whose first words it leads to."""

    element: Element
    level: int
    title: str


@dataclass(slots=True)
class Builder:
    """Makes the strips of one document; `page_height` is what one page holds."""

    typography: Typography
    page_height: float
    bookmarks: list[Bookmark] = field(default_factory=list)
    _depth: int = 0
    """Of bulleted lists, one inside the other."""
    _level: int = 0
    """Of the heading before, in the structure tree."""

    def flow(self, blocks: Sequence[Block], spot: Spot) -> list[Strip]:
        """The strips of `blocks`, with their distances and what holds them together."""
        strips: list[Strip] = []
        before: Block | None = None
        starts_page = False
        asked = spot.prompt
        for block in blocks:
            if isinstance(block, PageBreak):
                starts_page = True
                continue
            if isinstance(block, Paragraph) and block.kind is ParagraphKind.BODY:
                asked = plain(block.children)
            here = replace(spot, prompt=asked) if self.typography.is_fillable else spot
            fills = block.is_organiser if isinstance(block, Table) else isinstance(block, Circles)
            if fills and spot.parent.parent is None:
                here = replace(here, above=0.0 if starts_page else self._taken(strips))
            more = self._strips(block, here)
            if not more:
                continue
            more[0].starts_page |= starts_page
            starts_page = False
            if before is not None:
                more[0].space = gap(before, block) * self.typography.unit
                strips[-1].keep = max(strips[-1].keep, clings(before, block))
            before = block
            # The backs of cards are the back of a sheet to be cut up: nothing else may stand there.
            starts_page = isinstance(block, CardSheet)
            strips += more
        return strips

    def _taken(self, strips: Sequence[Strip]) -> float | None:
        """Points that the strips take of their last page; None where they run on from the page before."""
        start = max((index for index, strip in enumerate(strips) if strip.starts_page), default=0)
        height = height_of(strips[start:])
        return height if height < self.page_height else None

    def _strips(self, block: Block, spot: Spot) -> list[Strip]:
        match block:
            case Heading():
                return self._heading(block, spot)
            case Paragraph():
                return self._paragraph(block, spot)
            case BulletList():
                return self._bullets(block, spot)
            case OrderedList():
                return self._numbers(block, spot)
            case DefinitionList():
                return self._definitions(block, spot)
            case Quote() | Table() | Callout() | HelpBox():
                return self._panel(block, spot)
            case Chart() | KeyFigure() | Timeline() | Circles() | CardSheet() | CheckList():
                return self._drawn(block, spot)
            case AnswerSpace():
                return answer_strips(block, self.typography, spot)
            case WriteIn():
                return write_in_strips(block, self.typography, spot)
            case Group():
                return self._group(block, spot)
            case PageBreak():
                return []
        assert_never(block)

    def _panel(self, block: Quote | Table | Callout | HelpBox, spot: Spot) -> list[Strip]:
        typography, height = self.typography, self.page_height
        match block:
            case Quote():
                return quote_strips(block, typography, spot, flow=self.flow)
            case Table():
                return table_strips(block, typography, spot, flow=self.flow, page_height=height)
            case Callout():
                return callout_strips(block, typography, spot, flow=self.flow, page_height=height)
            case HelpBox():
                return help_strips(block, typography, spot, flow=self.flow, page_height=height)
        assert_never(block)

    def _drawn(self, block: Chart | KeyFigure | Timeline | Circles | CardSheet | CheckList, spot: Spot) -> list[Strip]:
        typography, height = self.typography, self.page_height
        match block:
            case Chart():
                return chart_strips(block, typography, spot)
            case KeyFigure():
                return key_figure_strips(block, typography, spot)
            case Timeline():
                return timeline_strips(block, typography, spot, page_height=height)
            case Circles():
                return circle_strips(block, typography, spot, page_height=height)
            case CardSheet():
                return card_strips(block, typography, spot, flow=self.flow, page_height=height)
            case CheckList():
                return check_strips(block, typography, spot, flow=self.flow)
        assert_never(block)

    def _heading(self, block: Heading, spot: Spot) -> list[Strip]:
        style = self.typography.style(("title", spot.headline, "h3")[block.level - 1])
        # No level may be skipped (ISO 14289-1, 7.4.2), however large the heading is meant to look.
        level = min(block.level, self._level + 1)
        element = spot.parent.child(f"H{level}")
        spans = self.typography.spans(block.children, style, element)
        if not any(span.text.strip() for span in spans):
            return []
        self._level = level
        self.bookmarks.append(Bookmark(element, level, "".join(span.text for span in spans).replace("\n", " ")))
        strips = heading_strips(spans, style, spot.frame, block=block)
        if block.level == 1:
            colour = self.typography.theme.colours.accent
            rule = Rule(spot.frame.left, spot.frame.right, _ACCENT_RULE / 2, _ACCENT_RULE, colour)
            strips.insert(0, Strip(block, self.typography.unit * 1.5, [rule], keep=Keep.LINES))
        return strips

    def _paragraph(self, block: Paragraph, spot: Spot) -> list[Strip]:
        if block.kind is ParagraphKind.DRAFT:
            return draft_strips(block, self.typography, spot)
        style = self.typography.style(block.kind.value)
        element = note(spot.parent) if block.kind is ParagraphKind.FOOTNOTE else spot.parent.child("P")
        spans = self.typography.spans(block.children, style, element)
        return paragraph_strips(spans, style, spot.frame, block=block)

    def _group(self, block: Group, spot: Spot) -> list[Strip]:
        strips = self.flow(block.blocks, spot)
        if height_of(strips) <= self.page_height:
            hold(strips, Keep.GROUP)
        return strips

    # ---- lists --------------------------------------------------------------------------------------------------

    def _bullets(self, block: BulletList, spot: Spot) -> list[Strip]:
        element = spot.parent.child("L", attributes="/A<</O/List/ListNumbering/Disc>>")
        sign = _BULLETS[min(self._depth, len(_BULLETS) - 1)]
        self._depth += 1
        strips = self._items(block, block.items, [sign] * len(block.items), spot=Spot(spot.frame, element))
        self._depth -= 1
        return strips

    def _numbers(self, block: OrderedList, spot: Spot) -> list[Strip]:
        element = spot.parent.child("L", attributes="/A<</O/List/ListNumbering/Decimal>>")
        labels = [f"{number}." for number in range(block.start, block.start + len(block.items))]
        return self._items(block, block.items, labels, spot=Spot(spot.frame, element))

    def _items(
        self,
        block: BulletList | OrderedList,
        items: Sequence[ListItem],
        labels: Sequence[str],
        *,
        spot: Spot,
    ) -> list[Strip]:
        """The items, their labels hanging at the left of what they label."""
        style = self.typography.style("body").bolder()
        inked = [self.typography.inked(label, style) for label in labels]
        widest = max((width_of(pieces) for pieces in inked), default=0.0)
        inner = spot.frame.inset(max(self.typography.indent, widest + style.size * 0.5))
        bodies = []
        for item, pieces in zip(items, inked, strict=True):
            line = spot.parent.child("LI")
            label = line.child("Lbl")
            body = self.flow(item.blocks, Spot(inner, line.child("LBody"))) or [Strip(block, style.leading)]
            mark = _label(pieces, label, spot.frame.left, baseline=_first_baseline(body[0], style.baseline))
            body[0].marks.insert(0, mark)
            bodies.append(body)
        is_close = all(_is_one_line_each(item, body) for item, body in zip(items, bodies, strict=True))
        for i, body in enumerate(bodies):
            if is_close:
                for strip in body:
                    strip.space = 0.0
            elif i:
                body[0].space = gap_between_items(items[i - 1], items[i]) * self.typography.unit
        return [strip for body in bodies for strip in body]

    def _definitions(self, block: DefinitionList, spot: Spot) -> list[Strip]:
        """Each term in bold above its meaning, kept together where a page can hold them."""
        element = spot.parent.child("L", attributes="/A<</O/List/ListNumbering/None>>")
        style = self.typography.style("body").bolder()
        inner = spot.frame.inset(self.typography.indent)
        strips: list[Strip] = []
        for entry in block.entries:
            item = element.child("LI")
            term = heading_strips(
                self.typography.spans(entry.term, style, item.child("Lbl")), style, spot.frame, block=block
            )
            meaning = self.flow(entry.blocks, Spot(inner, item.child("LBody")))
            whole = term + meaning
            if height_of(whole) <= self.page_height:
                hold(whole, Keep.GROUP)
            if whole and strips:
                whole[0].space = self.typography.unit
            if whole and not meaning:
                whole[-1].keep = Keep.FREE
            strips += whole
        return strips


def _first_baseline(strip: Strip, otherwise: float) -> float:
    return next((mark.baseline for mark in strip.marks if isinstance(mark, Words)), otherwise)


def _label(pieces: Sequence[tuple[str, Ink]], element: Element, left: float, *, baseline: float) -> Words:
    """A list label; the space after it keeps it apart from the item for those who listen."""
    segments = []
    for index, (text, ink) in enumerate(pieces, 1):
        segments.append((left, text + " " * (index == len(pieces)), 0.0, Span(text, ink, element)))
        left += width_of([(text, ink)])
    return Words(baseline, segments)


def _is_one_line_each(item: ListItem, strips: Sequence[Strip]) -> bool:
    """Whether an item, with the lists inside it, holds nothing but paragraphs of one line."""
    return 0 < _paragraphs(item) == len(strips)


def _paragraphs(item: ListItem) -> int:
    """How many paragraphs the item and its lists hold; -1000 or less where it holds anything else."""
    count = 0
    for block in item.blocks:
        match block:
            case Paragraph():
                count += 1
            case BulletList() | OrderedList():
                count += sum(_paragraphs(inner) for inner in block.items)
            case _:
                count -= 1000
    return count
