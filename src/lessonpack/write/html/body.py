"""Blocks as the elements that HTML has for them; one method a node, no decision about content or looks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from lessonpack.theme.tokens import POINTS_PER_MM, Scale, Theme
from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    CardSheet,
    Cell,
    Chart,
    CheckList,
    Circles,
    DefinitionEntry,
    DefinitionList,
    Group,
    Heading,
    HelpBox,
    Inline,
    KeyFigure,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Quote,
    Row,
    Table,
    Timeline,
    WriteIn,
)
from lessonpack.tree.walk import all_lines, lines_of, plain
from lessonpack.write.html.drawn import Measures, drawn
from lessonpack.write.html.inline import Words
from lessonpack.write.html.markup import block as line
from lessonpack.write.html.markup import classes, element, void

_CLASS_OF = {ParagraphKind.BODY: "", ParagraphKind.FOOTNOTE: "small"}
_MOST_KEPT_LINES = 8
"""Of a box or room to write that is not to be split over two pages."""
_MOST_KEPT_ROWS_MM = 120.0
"""Of a table, by a guess: a higher one would leave the rest of a page empty."""
# How far things are set in, as sheet.css has it.
_LIST_STEP_EM = 1.7
_INDENT_MM = 6.0
_BOX_EDGE_MM = 4.0
_CELL_PADDING_MM = 2.0
_CARD_ROWS = {1: 3, 2: 3, 3: 4, 4: 4}
"""Rows of cards on one sheet of paper, by the number of cards side by side; sheet.css says how high they are."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: how wide that is on paper, and whether directly in the body."""

    width_mm: float
    is_top: bool = False

    def narrower(self, by_mm: float) -> Place:
        return Place(max(self.width_mm - by_mm, 10.0))


@dataclass(slots=True)
class Body:
    """The body of one document as it is built."""

    theme: Theme
    scale: Scale
    band: str
    words: Words
    measures: Measures = field(default_factory=Measures)
    _named: int = 0

    def markup(self, blocks: tuple[Block, ...]) -> str:
        """The content of the main element."""
        width_mm = self.theme.page_mm()[0] - 2 * self.scale.margin_mm
        return self.blocks(blocks, Place(width_mm, is_top=True))

    def blocks(self, blocks: tuple[Block, ...], place: Place) -> str:
        """Blocks one after the other. Of page breaks that meet one counts, and at the very start or end none does."""
        inner = replace(place, is_top=False)
        out: list[str] = []
        waiting: list[str] = []
        for block in blocks:
            if isinstance(block, PageBreak):
                waiting = [self.block(block, inner)] if out or not place.is_top else []
                continue
            out += [*waiting, self.block(block, inner)]
            waiting = []
        return "".join(out)

    def block(self, block: Block, place: Place) -> str:
        match block:
            case Heading(level, children):
                return line(f"h{level}", self.words.markup(children))
            case Paragraph(children, kind):
                return line("p", self.words.markup(children), class_=_CLASS_OF.get(kind, str(kind)))
            case BulletList(items):
                return line("ul", self._items(items, place))
            case CheckList(items):
                return line("ul", self._items(items, place), class_="checks", role="list")
            case OrderedList(items, start):
                return line("ol", self._items(items, place), start="" if start == 1 else str(start))
            case DefinitionList(entries):
                return line("dl", "\n" + "".join(self._entry(entry, place) for entry in entries))
            case Quote(blocks, attribution):
                return self._quote(blocks, attribution, place)
            case Table():
                return self._table(block, place)
            case Chart() | KeyFigure() | Timeline() | Circles():
                return drawn(block, self.words, self.measures)
            case CardSheet():
                return self._cards(block, place)
            case Callout():
                return self._callout(block, place)
            case HelpBox():
                return self._help(block, place)
            case AnswerSpace():
                return self._answer_space(block, place)
            case WriteIn(labels):
                return self._write_in(labels)
            case Group(blocks):
                return line("div", "\n" + self.blocks(blocks, place), class_="group")
            case PageBreak():
                return line("div", "", class_="page-break")
            case _:
                assert_never(block)

    def _name(self, kind: str) -> str:
        """An id that nothing else in the document has."""
        self._named += 1
        return f"{kind}-{self._named}"

    def _items(self, items: tuple[ListItem, ...], place: Place) -> str:
        inside = place.narrower(_LIST_STEP_EM * self.scale.body.size_pt / POINTS_PER_MM)
        out = ["\n"]
        for item in items:
            # A question stays with the lines for its answer.
            is_kept = any(isinstance(block, AnswerSpace) for block in item.blocks)
            out.append(line("li", self.blocks(item.blocks, inside).rstrip("\n"), class_="keep" if is_kept else ""))
        return "".join(out)

    def _entry(self, entry: DefinitionEntry, place: Place) -> str:
        meaning = line("dd", self.blocks(entry.blocks, place.narrower(_INDENT_MM)).rstrip("\n"))
        return line("div", "\n" + line("dt", self.words.markup(entry.term)) + meaning, class_="keep")

    def _quote(self, blocks: tuple[Block, ...], attribution: tuple[Inline, ...], place: Place) -> str:
        said = line("blockquote", "\n" + self.blocks(blocks, place.narrower(_BOX_EDGE_MM)))
        if attribution:
            said += line("figcaption", element("cite", self.words.markup(attribution)))
        return line("figure", "\n" + said, class_="quote")

    # ---- boxes ---------------------------------------------------------------------------------------------------

    def _callout(self, box: Callout, place: Place) -> str:
        head, name = self._head(box)
        content = "\n" + head + self.blocks(box.blocks, place.narrower(2 * _BOX_EDGE_MM))
        is_short = sum(1 for _ in lines_of(box)) <= _MOST_KEPT_LINES
        looks = classes("box", str(box.kind), "keep" if is_short else "")
        if box.kind is CalloutKind.SOURCE:
            return line("article", content, class_=looks, aria_labelledby=name)
        return line("aside", content, class_=looks, role="note", aria_labelledby=name)

    def _head(self, box: Callout) -> tuple[str, str]:
        """Badge, title and status of a box, and the ids of what it is called by."""
        parts = (("badge", box.badge, True), ("box-title", box.title, True), ("status", box.status, False))
        said = ""
        names = []
        for kind, words, is_name in parts:
            if words:
                names += [self._name("box")] if is_name else []
                said += line("p", self.words.markup(words), class_=kind, id=names[-1] if is_name else "")
        return (line("div", "\n" + said, class_="head") if said else ""), " ".join(names)

    def _help(self, box: HelpBox, place: Place) -> str:
        """A region with a heading of its own: what a pupil must find, by every way of finding."""
        name = self._name("help") if box.title else ""
        title = line("h2", self.words.markup(box.title), id=name) if box.title else ""
        content = "\n" + title + self.blocks(box.blocks, place.narrower(2 * _BOX_EDGE_MM))
        return line("section", content, class_="box help keep", aria_labelledby=name)

    # ---- room to write -------------------------------------------------------------------------------------------

    def _answer_space(self, space: AnswerSpace, place: Place) -> str:
        """Ruled lines, as one picture with a name; borders are printed where grounds are not."""
        count = space.lines or self.theme.answer_lines(space.words, self.band, place.width_mm)
        label = self.words.plain(space.label).replace("{lines}", str(count))
        looks = classes("answer", "keep" if count <= _MOST_KEPT_LINES else "")
        ruled = element("span", "", class_="line") * count
        if not label:
            return line("div", ruled, class_=looks, aria_hidden="true")
        return line("div", ruled, class_=looks, role="img", aria_label=label)

    def _write_in(self, labels: tuple[tuple[Inline, ...], ...]) -> str:
        blanks = (line("p", f"{self.words.markup(label)} {element('span', '', class_='blank')}") for label in labels)
        return line("div", "\n" + "".join(blanks), class_="write-in")

    # ---- tables --------------------------------------------------------------------------------------------------

    def _table(self, table: Table, place: Place) -> str:
        """A table in a frame that scrolls by itself, by keyboard too, where a narrow screen cannot hold it."""
        total = sum(table.shares)
        widths = tuple(place.width_mm * share / total for share in table.shares)
        columns = [self.measures.width(share / total) for share in table.shares]
        name = self._name("table") if table.caption else ""
        content = line("caption", self.words.markup(table.caption), id=name) if table.caption else ""
        content += line("colgroup", "".join(void("col", class_=column) for column in columns))
        for tag, scope, rows in (("thead", "col", table.head), ("tbody", "row", table.body)):
            content += line(tag, "\n" + "".join(self._row(row, widths, scope) for row in rows)) if rows else ""
        kept = "keep" if self._height_mm(table, widths) <= _MOST_KEPT_ROWS_MM else ""
        made = line("table", "\n" + content, class_=classes("organiser" if table.is_organiser else "", kept))
        if not name:
            return line("div", "\n" + made, class_="table")
        return line("div", "\n" + made, class_="table", role="group", aria_labelledby=name, tabindex="0")

    def _height_mm(self, table: Table, widths: tuple[float, ...]) -> float:
        """About how high the rows are; a character is about half as wide as it is high."""
        body, pitch_mm = self.scale.body, self.scale.answer_pitch_mm

        def height_mm(cell: Cell, width_mm: float) -> float:
            blocks = [block for block in cell.blocks if isinstance(block, AnswerSpace)]
            lines = sum(
                math.ceil(len(plain(said)) * body.size_pt / 2 / POINTS_PER_MM / width_mm)
                for said in all_lines(cell.blocks)
            )
            return lines * body.leading_pt / POINTS_PER_MM + sum(block.lines for block in blocks) * pitch_mm

        return sum(max(map(height_mm, row.cells, widths), default=0.0) for row in table.body)

    def _row(self, row: Row, widths: tuple[float, ...], scope: str) -> str:
        cells = zip(row.cells, widths, strict=True)
        return line("tr", "\n" + "".join(self._cell(cell, width_mm, scope) for cell, width_mm in cells))

    def _cell(self, cell: Cell, width_mm: float, scope: str) -> str:
        content = self.blocks(cell.blocks, Place(width_mm).narrower(2 * _CELL_PADDING_MM)).rstrip("\n")
        # A heading without words would be announced before every cell that it heads.
        if cell.is_header and any(all_lines(cell.blocks)):
            return line("th", content, scope=scope)
        return line("td", content)

    # ---- cards ---------------------------------------------------------------------------------------------------

    def _cards(self, sheet: CardSheet, place: Place) -> str:
        """A page of fronts, then the page of their backs, mirrored by the style sheet, and so on."""
        inside = Place(place.width_mm / sheet.columns).narrower(2 * _BOX_EDGE_MM)
        on_a_page = _CARD_ROWS[sheet.columns] * sheet.columns
        has_backs = any(card.back for card in sheet.cards)
        out = ""
        for start in range(0, len(sheet.cards), on_a_page):
            cards = sheet.cards[start : start + on_a_page]
            out += self._side([card.front for card in cards], inside, f"cards columns{sheet.columns} fronts")
            if has_backs:
                out += self._side([card.back for card in cards], inside, f"cards columns{sheet.columns} backs")
        return out

    def _side(self, sides: Sequence[tuple[Block, ...]], inside: Place, looks: str) -> str:
        cards = (line("div", "\n" + line("div", "\n" + self.blocks(side, inside)), class_="card") for side in sides)
        return line("div", "\n" + "".join(cards), class_=looks)
