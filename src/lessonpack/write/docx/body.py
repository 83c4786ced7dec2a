"""Blocks as paragraphs and tables of a document body; one method a node, no decision about content or looks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import assert_never

from lessonpack.theme.tokens import POINTS_PER_MM
from lessonpack.tree.nodes import (
    AnswerSpace,
    Block,
    BulletList,
    Callout,
    CardSheet,
    Chart,
    CheckList,
    Circles,
    DefinitionEntry,
    DefinitionList,
    Furniture,
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
from lessonpack.tree.walk import plain
from lessonpack.write.direction import is_leftward, runs_leftward
from lessonpack.write.docx import boxes, controls, drawn
from lessonpack.write.docx.cards import card_sheet
from lessonpack.write.docx.drawing import Drawings
from lessonpack.write.docx.flow import TABLE_END, Flow, Marker
from lessonpack.write.docx.inline import Words
from lessonpack.write.docx.looks import BOX_OF, HEADING_OF, ROLE_OF, Frame, Look, Role
from lessonpack.write.docx.markup import TAB, twips_of_mm
from lessonpack.write.docx.numbering import CountedList, own_number, rank_of, style_number
from lessonpack.write.docx.room import height, page_room
from lessonpack.write.docx.styles import DEFINITION_INDENT, MOST_BLANKS, Styles
from lessonpack.write.docx.table import (
    cell_open,
    fitted,
    has_row_heads,
    is_low,
    is_short,
    lines_of_row,
    records,
    row_open,
    table_open,
    told_of,
    widths,
)
from lessonpack.write.docx.tablestyles import CELL_PADDING, ORGANISER_STYLE, TABLE_STYLE
from lessonpack.write.docx.timeline import timeline

_MOST_KEPT_LINES = 10
_FRONT, _BACK = '<w:type w:val="oddPage"/>', '<w:type w:val="evenPage"/>'
_LEAST_BLANK_MM = 25.0
_LEAST_PARTED = 2
"""Rows that a table has more of before it may part."""
_MOST_KEPT_PARAGRAPHS = 8
"""Of a box that is not to be split over two pages."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: in which frame, how far set in, and how wide (twips)."""

    width: int
    frame: Frame = Frame.PAGE
    second: bool = False
    indent: int = 0
    depth: int = 0
    """How many lists are around it."""
    text: Role = Role.TEXT
    """What a plain paragraph is here."""
    heading: Role = Role.HEADING
    """What a heading of the second level is here."""
    ruled: Role = Role.ANSWER
    """What a line to write on is here."""

    most: int = 0
    """Lines to write on that there is room for in one space; 0 for any number."""

    def cell(self, width: int, text: Role) -> Place:
        return Place(width, Frame.CELL, text=text)

    def inward(self, step: int, text: Role) -> Place:
        return replace(self, indent=self.indent + step, width=self.width - step, text=text)


@dataclass(slots=True)
class Body:
    """The body of one document as it is built."""

    styles: Styles
    band: str
    words: Words
    section: str = ""
    """The sectPr of every section but for where it begins."""
    furniture: Furniture = field(default_factory=Furniture)
    drawings: Drawings = field(default_factory=Drawings)
    flow: Flow = field(default_factory=Flow)
    counted: list[CountedList] = field(default_factory=list)
    _side: str = ""
    """How the section that is being written begins, where it must begin on one side of a sheet."""

    def markup(self, blocks: tuple[Block, ...]) -> str:
        """The content of w:body."""
        place = self.page_place()
        self.blocks(blocks, place)
        self.flow.end()
        if self.flow.lacks_paragraph_since(0):
            self.add(Role.AFTER_TABLE, "", place)
        return self.flow.markup() + self._own_section()

    def begin_side(self, *, is_front: bool) -> None:
        """What follows stands on the front or the back of a sheet of paper, behind a blank page where one must be."""
        if not self.flow.position:
            return
        if self.flow.lacks_paragraph_since(0):
            self.add(Role.AFTER_TABLE, "", self.page_place())
        self.flow.end_section(self._own_section())
        self._side = _FRONT if is_front else _BACK

    def _own_section(self) -> str:
        # Its place in sectPr is before the size of the page (ECMA-376 part 1, 17.6.17).
        section = self.section.replace("<w:pgSz", f"{self._side}<w:pgSz")
        # The margins of a first page stand on the first page of the document alone.
        return section.replace("<w:titlePg/>", "") if self._side else section

    def room_below(self) -> float:
        """Points for what takes the rest of a page."""
        page = page_room(self.styles, self.furniture)
        return page - height(self.styles, self.flow.lines_of_page()) % page

    def page_place(self) -> Place:
        return Place(self.styles.frame_twips)

    def blocks(self, blocks: tuple[Block, ...], place: Place) -> None:
        for block in blocks:
            self.block(block, place)

    def block(self, block: Block, place: Place) -> None:
        match block:
            case Heading(level, children):
                self.line(place.heading if level == 2 else HEADING_OF[level], children, place)
            case Paragraph(children, kind):
                role = place.text if kind is ParagraphKind.BODY else ROLE_OF[kind]
                self.line(role, children, place)
            case BulletList(items):
                self._list(items, place, Role.BULLET, start=0)
            case OrderedList(items, start):
                self._list(items, place, Role.NUMBER, start=start)
            case DefinitionList(entries):
                self._definitions(entries, place)
            case Quote():
                self._quote(block, place)
            case Table():
                self._table(block, place)
            case CheckList():
                drawn.check_list(self, block, place)
            case Chart() | KeyFigure() | Timeline() | Circles() | CardSheet():
                self._drawn(block, place)
            case Callout(kind, blocks=blocks):
                self._box(BOX_OF[kind], drawn.callout_head(self, block, place), blocks, place)
            case HelpBox(title, blocks):
                self._help_box(self.words.runs(title), blocks, place)
            case AnswerSpace():
                self._answer_space(block, place)
            case WriteIn(labels):
                self._write_in(labels, place)
            case Group(blocks):
                self._group(blocks, place)
            case PageBreak():
                self.flow.break_page()
            case _:
                assert_never(block)

    def _drawn(self, block: Chart | KeyFigure | Timeline | Circles | CardSheet, place: Place) -> None:
        match block:
            case Chart():
                drawn.chart(self, block, place)
            case KeyFigure():
                drawn.key_figure(self, block, place)
            case Timeline():
                timeline(self, block, place)
            case Circles():
                drawn.circle_group(self, block, place)
            case CardSheet():
                card_sheet(self, block, place)
            case _:
                assert_never(block)

    def line(self, role: Role, children: tuple[Inline, ...], place: Place) -> None:
        turned = runs_leftward(children, self.words.language) is not is_leftward(self.words.language)
        self.add(role, self.words.runs(children), place, is_turned=turned)

    def add(self, role: Role, content: str, place: Place, rank: int = 1, *, is_turned: bool = False) -> None:
        indent = place.indent
        if role is Role.CONTINUE:
            rank = rank_of(place.depth)
            indent -= rank * self.styles.list_step
        elif role is Role.MEANING:
            indent -= DEFINITION_INDENT
        look = Look(role, place.frame, rank, indent, place.second)
        self.flow.add(look, content, text_role=place.text, is_leftward=self._turned if is_turned else None)

    @property
    def _turned(self) -> bool:
        return not is_leftward(self.words.language)

    def _list(self, items: tuple[ListItem, ...], place: Place, role: Role, *, start: int) -> None:
        self.flow.place_marker()
        rank = rank_of(place.depth + 1)
        indent = place.indent - (rank - 1) * self.styles.list_step
        look = Look(role, place.frame, rank, indent, place.second)
        # LibreOffice takes a bullet from the style that its list was made for, and from no style based on it.
        number = 0 if look.is_plain else style_number(role, place.frame) or 0
        if role is Role.NUMBER:
            number = own_number(len(self.counted))
            self.counted.append(CountedList(place.frame, rank, start))
        inner = replace(place.inward(self.styles.list_step, Role.CONTINUE), depth=place.depth + 1)
        for item in items:
            begin = self.flow.position
            self.flow.mark(Marker(look, number, rank - 1, place.indent))
            self.blocks(item.blocks, inner)
            self.flow.place_marker()
            if any(isinstance(block, AnswerSpace) for block in item.blocks):
                self.flow.keep_from(begin)

    def _definitions(self, entries: tuple[DefinitionEntry, ...], place: Place) -> None:
        for entry in entries:
            start = self.flow.position
            self.line(Role.TERM, entry.term, place)
            self.blocks(entry.blocks, place.inward(DEFINITION_INDENT, Role.MEANING))
            self.flow.keep_from(start)

    def _quote(self, quote: Quote, place: Place) -> None:
        if place.frame is Frame.PAGE:
            second = self._is_second(Frame.QUOTE)
            inner = Place(place.width - boxes.EDGE, Frame.QUOTE, second, place.indent, text=Role.QUOTE)
        else:
            inner = place.inward(DEFINITION_INDENT, Role.QUOTE if place.frame.is_box else place.text)
        self.blocks(quote.blocks, inner)
        if quote.attribution:
            self.flow.keep_last()
            self.line(Role.QUOTE_SOURCE if inner.frame.is_box else Role.SMALL, quote.attribution, inner)

    def _box(self, frame: Frame, title: str, blocks: tuple[Block, ...], place: Place) -> None:
        """A box as wide as the page, wherever it stands; a table's cell is a frame already and gets no other.

        `title` are the runs of its head.
        """
        if place.frame is Frame.CELL:
            self.add(Role.CELL_HEAD, title, place)
            self.blocks(blocks, place)
            return
        inside = Place(self.styles.frame_twips - 2 * boxes.EDGE, frame, self._is_second(frame))
        start = self.flow.position
        if title:
            self.add(Role.BOX_TITLE, title, inside)
        self.blocks(blocks, inside)
        if self.flow.lines_since(start) <= _MOST_KEPT_PARAGRAPHS:
            self.flow.keep_from(start)

    def _help_box(self, title: str, blocks: tuple[Block, ...], place: Place) -> None:
        start = self.flow.position
        self._box(Frame.HELP, title, blocks, place)
        self.flow.keep_from(start)

    def _group(self, blocks: tuple[Block, ...], place: Place) -> None:
        start = self.flow.position
        self.blocks(blocks, place)
        self.flow.keep_from(start)

    def _is_second(self, frame: Frame) -> bool:
        before = self.flow.touches(frame)
        return before is not None and not before.second

    def _answer_space(self, space: AnswerSpace, place: Place) -> None:
        width_mm = place.width / 20 / POINTS_PER_MM
        count = space.lines or self.styles.theme.answer_lines(space.words, self.band, width_mm)
        count = min(count, place.most) if place.most else count
        self.flow.keep_last()
        label = self.words.plain(space.label).replace("{lines}", str(count))
        rule, control = (TAB, controls.led_answer) if place.frame.is_box else ("", controls.answer)
        start = self.flow.position
        for index in range(count):
            self.add(place.ruled, control(label) if index == 0 and label else rule, place)
        if count <= _MOST_KEPT_LINES:
            self.flow.keep_from(start)

    def _write_in(self, labels: tuple[tuple[Inline, ...], ...], place: Place) -> None:
        if place.frame is Frame.CELL:
            # Tab stops would leave the cell: the label stands above its line instead.
            for label in labels:
                self.line(place.text, label, place)
                self.flow.keep_last()
                self.add(place.ruled, controls.blank(plain(label)), place)
            return
        most = self._blanks_a_line(labels, place)
        for first in range(0, len(labels), most):
            some = labels[first : first + most]
            content = TAB.join(self.words.runs(label) + controls.blank(plain(label)) + TAB for label in some)
            self.add(Role.WRITE_IN, content, place, len(some))

    def _blanks_a_line(self, labels: tuple[tuple[Inline, ...], ...], place: Place) -> int:
        """How many labels leave each other room to write: by a guess, since only the reader's machine has the font."""
        scale = self.styles.scale
        size = (scale.h3 if place.frame is Frame.HELP else scale.body).size_pt
        widest = max(len(plain(label)) for label in labels) * size * 10 + twips_of_mm(_LEAST_BLANK_MM)
        most = min(MOST_BLANKS, len(labels))
        return most if widest * most <= place.width else 1

    def _table(self, table: Table, place: Place) -> None:
        """A table stands between the paragraphs of a box, not in it, and takes the width of the page."""
        if place.frame.is_box:
            place = self.page_place()
        columns = fitted(table, place.width, self.styles.scale.body.size_pt)
        if columns is None and table.head and table.body:
            for record in records(table):
                self._columns(record, place, widths(record.shares, place.width))
        else:
            self._columns(table, place, columns or widths(table.shares, place.width))

    def _columns(self, table: Table, place: Place, columns: tuple[int, ...]) -> None:
        if table.caption:
            self.line(Role.CAPTION, table.caption, place)
        elif self.flow.position and self.flow.lacks_paragraph_since(0):
            # Word makes one table of two that touch.
            self.add(Role.AFTER_TABLE, "", place)
        style, ruled = (ORGANISER_STYLE, Role.GUIDE) if table.is_organiser else (TABLE_STYLE, Role.ANSWER)
        opening = table_open(
            style,
            columns,
            told_of(table),
            place.indent,
            row_heads=has_row_heads(table),
            is_leftward=is_leftward(self.words.language),
        )
        self.flow.raw(opening)
        rows = (*table.head, *table.body)
        # A row goes to the page of the next one if its paragraphs do; a long table may part below any row but its head.
        # No row stands alone before or after such a break.
        may_part = not table.is_organiser and len(table.body) > _LEAST_PARTED
        whole = is_short(table, columns, self.styles.scale.body.size_pt)
        tied = len(rows) - 1 if whole else len(table.head) + may_part
        most = lines_of_row(table, columns, self.styles.scale, self.room_below()) if table.is_organiser else 0
        for index, row in enumerate(rows):
            start = self.flow.position
            self._row(row, columns, ruled, is_head=index < len(table.head), most=most)
            if index < tied or (may_part and index == len(rows) - 2):
                self.flow.tie_from(start)
        self.flow.raw(TABLE_END)
        if not table.is_organiser:
            self.end_table(place)

    def end_table(self, place: Place) -> None:
        """LibreOffice keeps a table whose first row is kept with the next also with what follows the table, and parts
        headings from their words where that makes more than a page."""
        self.add(Role.AFTER_TABLE, "", place)

    def _row(self, row: Row, columns: tuple[int, ...], ruled: Role, *, is_head: bool, most: int) -> None:
        low = is_low(row, columns, self.styles.scale.body, self.styles.theme.page_mm()[1] * POINTS_PER_MM)
        self.flow.raw(row_open(is_head=is_head, is_low=low))
        for cell, width in zip(row.cells, columns, strict=True):
            text = Role.CELL_HEAD if is_head or cell.is_header else Role.CELL_TEXT
            place = Place(width - 2 * CELL_PADDING, Frame.CELL, text=text, ruled=ruled, most=most)
            self.flow.raw(cell_open(width))
            start = self.flow.position
            self.blocks(cell.blocks, place)
            if self.flow.lacks_paragraph_since(start):
                # A cell must end with a paragraph, or Word calls the file damaged (ECMA-376 part 1, 17.4.65).
                self.add(text, "", place)
            self.flow.raw("</w:tc>")
        self.flow.raw("</w:tr>")
