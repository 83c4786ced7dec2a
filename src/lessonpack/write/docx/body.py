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
    DefinitionEntry,
    DefinitionList,
    Group,
    Heading,
    HelpBox,
    Inline,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Quote,
    Row,
    Table,
    WriteIn,
)
from lessonpack.write.direction import is_leftward, runs_leftward
from lessonpack.write.docx import boxes
from lessonpack.write.docx.fixed import CELL_PADDING
from lessonpack.write.docx.flow import TABLE_END, Flow, Marker
from lessonpack.write.docx.inline import Words
from lessonpack.write.docx.looks import BOX_OF, HEADING_OF, ROLE_OF, Frame, Look, Role
from lessonpack.write.docx.markup import TAB, escaped, run
from lessonpack.write.docx.numbering import DEEPEST, CountedList, own_number, style_number
from lessonpack.write.docx.styles import DEFINITION_INDENT, MOST_BLANKS, Styles
from lessonpack.write.docx.table import cell_open, is_short, row_open, table_open, widths

_MOST_KEPT_LINES = 10
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

    def inward(self, step: int, text: Role) -> Place:
        return replace(self, indent=self.indent + step, width=self.width - step, text=text)


@dataclass(slots=True)
class Body:
    """The body of one document as it is built."""

    styles: Styles
    band: str
    words: Words
    flow: Flow = field(default_factory=Flow)
    counted: list[CountedList] = field(default_factory=list)

    def markup(self, blocks: tuple[Block, ...]) -> str:
        """The content of w:body but for its section."""
        place = Place(self.styles.frame_twips)
        self.blocks(blocks, place)
        if self.flow.lacks_paragraph_since(0):
            self._add(Role.AFTER_TABLE, "", place)
        return self.flow.markup()

    def blocks(self, blocks: tuple[Block, ...], place: Place) -> None:
        for block in blocks:
            self.block(block, place)

    def block(self, block: Block, place: Place) -> None:
        match block:
            case Heading(level, children):
                self._line(HEADING_OF[level], children, place)
            case Paragraph(children, kind):
                role = place.text if kind is ParagraphKind.BODY else ROLE_OF[kind]
                self._line(role, children, place)
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
            case Callout(kind, title, blocks):
                self._box(BOX_OF[kind], title, blocks, place)
            case HelpBox(title, blocks):
                self._help_box(title, blocks, place)
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

    def _line(self, role: Role, children: tuple[Inline, ...], place: Place) -> None:
        turned = runs_leftward(children, self.words.language) is not is_leftward(self.words.language)
        self._add(role, self.words.runs(children), place, is_turned=turned)

    def _add(self, role: Role, content: str, place: Place, rank: int = 1, *, is_turned: bool = False) -> None:
        indent = place.indent
        if role is Role.CONTINUE:
            rank = _rank(place.depth)
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
        rank = _rank(place.depth + 1)
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
            self._line(Role.TERM, entry.term, place)
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
            self._line(Role.QUOTE_SOURCE if inner.frame.is_box else Role.SMALL, quote.attribution, inner)

    def _box(self, frame: Frame, title: tuple[Inline, ...], blocks: tuple[Block, ...], place: Place) -> None:
        """A box as wide as the page, wherever it stands; a table's cell is a frame already and gets no other."""
        if place.frame is Frame.CELL:
            self._line(Role.CELL_HEAD, title, place)
            self.blocks(blocks, place)
            return
        inside = Place(self.styles.frame_twips - 2 * boxes.EDGE, frame, self._is_second(frame))
        start = self.flow.position
        if title:
            self._line(Role.BOX_TITLE, title, inside)
        self.blocks(blocks, inside)
        if self.flow.lines_since(start) <= _MOST_KEPT_PARAGRAPHS:
            self.flow.keep_from(start)

    def _help_box(self, title: tuple[Inline, ...], blocks: tuple[Block, ...], place: Place) -> None:
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
        self.flow.keep_last()
        label = self.words.plain(space.label).replace("{lines}", str(count))
        blank = TAB if place.frame.is_box else ""
        start = self.flow.position
        for index in range(count):
            is_control = index == 0 and label and place.frame is not Frame.CELL
            self._add(Role.ANSWER, _control(label) if is_control else blank, place)
        if count <= _MOST_KEPT_LINES:
            self.flow.keep_from(start)

    def _write_in(self, labels: tuple[tuple[Inline, ...], ...], place: Place) -> None:
        if place.frame is Frame.CELL:
            # Tab stops would leave the cell: the label stands above its line instead.
            for label in labels:
                self._line(place.text, label, place)
                self.flow.keep_last()
                self._add(Role.ANSWER, "", place)
            return
        for first in range(0, len(labels), MOST_BLANKS):
            some = labels[first : first + MOST_BLANKS]
            content = TAB.join(self.words.runs(label) + run(" ") + TAB for label in some)
            self._add(Role.WRITE_IN, content, place, len(some))

    def _table(self, table: Table, place: Place) -> None:
        """A table stands between the paragraphs of a box, not in it, and takes the width of the page."""
        if place.frame.is_box:
            place = Place(self.styles.frame_twips)
        if table.caption:
            self._line(Role.CAPTION, table.caption, place)
        elif self.flow.position and self.flow.lacks_paragraph_since(0):
            # Word makes one table of two that touch.
            self._add(Role.AFTER_TABLE, "", place)
        columns = widths(table.shares, place.width)
        self.flow.raw(table_open(table, columns, place.indent, is_leftward=is_leftward(self.words.language)))
        rows = (*table.head, *table.body)
        # A row goes to the page of the next one if its paragraphs do; a long table may part below any row but its head.
        tied = len(rows) - 1 if is_short(table, columns, self.styles.scale.body.size_pt) else len(table.head)
        for index, row in enumerate(rows):
            start = self.flow.position
            self._row(row, columns, is_head=index < len(table.head))
            if index < tied:
                self.flow.tie_from(start)
        self.flow.raw(TABLE_END)

    def _row(self, row: Row, columns: tuple[int, ...], *, is_head: bool) -> None:
        self.flow.raw(row_open(is_head=is_head))
        for cell, width in zip(row.cells, columns, strict=True):
            text = Role.CELL_HEAD if is_head or cell.is_header else Role.CELL_TEXT
            place = Place(width - 2 * CELL_PADDING, Frame.CELL, text=text)
            self.flow.raw(cell_open(width))
            start = self.flow.position
            self.blocks(cell.blocks, place)
            if self.flow.lacks_paragraph_since(start):
                # A cell must end with a paragraph, or Word calls the file damaged (ECMA-376 part 1, 17.4.65).
                self._add(text, "", place)
            self.flow.raw("</w:tc>")
        self.flow.raw("</w:tr>")


def _control(label: str) -> str:
    """A line to type on as a content control, which is read out by its title (ECMA-376 part 1, 17.5.2).

    It stands inside the first line and not around all of them, so that question and lines are paragraphs side by side
    that any program can keep together. The tab keeps it from being empty, and so from being filled with a prompt.
    """
    return f'<w:sdt><w:sdtPr><w:alias w:val="{escaped(label)}"/></w:sdtPr><w:sdtContent>{TAB}</w:sdtContent></w:sdt>'


def _rank(depth: int) -> int:
    return min(max(depth, 1), DEEPEST)
