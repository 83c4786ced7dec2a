"""The body on its way: paragraphs and raw markup in reading order, until what follows each of them is known.

Only here are paragraphs tied to the next one, numbered, or moved to a new page; what they say is left to `body`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonpack.write.docx.looks import HEADING_OF, Frame, Look, Role
from lessonpack.write.docx.markup import paragraph

TABLE_END = "</w:tbl>"
_LEADS_IN = frozenset({*HEADING_OF.values(), Role.LABEL})


@dataclass(slots=True)
class Line:
    """One paragraph: its look, its runs, and the switches that are no looks."""

    look: Look
    content: str
    number: int = 0
    """numId of the ordered list whose marker it bears; 0 for none."""
    level: int = 0
    keeps_next: bool = False
    parts_next: bool = False
    """True where its style would keep it with what comes next, and this is about something else."""
    keeps_lines: bool = False
    breaks_before: bool = False
    is_leftward: bool | None = None
    """Of a paragraph in another direction than its style's."""
    section: str = ""
    """The sectPr of the section that ends with it."""

    def markup(self) -> str:
        # The order of CT_PPr: keepNext, keepLines, pageBreakBefore, numPr, bidi, sectPr (ECMA-376 part 1, 17.3.1.26).
        properties = (
            ("<w:keepNext/>" if self.keeps_next else '<w:keepNext w:val="0"/>' if self.parts_next else "")
            + ("<w:keepLines/>" if self.keeps_lines else "")
            + ("<w:pageBreakBefore/>" if self.breaks_before else "")
        )
        if self.number:
            properties += f'<w:numPr><w:ilvl w:val="{self.level}"/><w:numId w:val="{self.number}"/></w:numPr>'
        if self.is_leftward is not None:
            properties += "<w:bidi/>" if self.is_leftward else '<w:bidi w:val="0"/>'
        return paragraph(self.look.style_id, self.content, properties + self.section)


@dataclass(frozen=True, slots=True)
class Marker:
    """The bullet or number that the next paragraph of a list item bears."""

    look: Look
    number: int
    level: int
    indent: int
    """Twips from the margin of what it stands in."""
    box: str = ""
    """Runs that stand before the words instead of a bullet or number."""


@dataclass(slots=True)
class Flow:
    pieces: list[Line | str] = field(default_factory=list)
    _marker: Marker | None = None
    _breaks: bool = False

    def add(self, look: Look, content: str, *, text_role: Role, is_leftward: bool | None = None) -> None:
        """One paragraph; a marker that waits goes to it, and makes a list's paragraph of plain text."""
        line = Line(look, content, breaks_before=self._breaks, is_leftward=is_leftward)
        self._breaks = False
        before = self.pieces[-1] if self.pieces else None
        if isinstance(before, Line) and look.frame is Frame.PAGE:
            # Small print right below a heading belongs to it, and must not end a page with it.
            line.keeps_next = look.role is Role.SMALL and before.look.role in _LEADS_IN
            # A label inside a list is about the words before it as well.
            before.keeps_next |= look.role is Role.LABEL and look.indent > 0
        if isinstance(before, Line) and before.look.role is Role.LABEL and before.look.indent:
            # It goes on with the rest of its item, such as lines to write on or an answer, but not with the next item.
            is_outside = not look.indent if look.frame is Frame.PAGE else look.frame is Frame.HELP
            before.parts_next = self._marker is not None or is_outside
        marker, self._marker = self._marker, None
        if marker and marker.box:
            line.content = marker.box + content
        if marker and look.role is text_role:
            line.look, line.number, line.level = marker.look, marker.number, marker.level
        elif marker:
            own = Look(look.role, look.frame, look.rank, marker.indent, look.second)
            line.look, line.number, line.level = own, marker.number or int(not marker.box), marker.level
        self.pieces.append(line)

    def raw(self, markup: str) -> None:
        self.pieces.append(markup)

    def mark(self, marker: Marker) -> None:
        self._marker = marker

    def place_marker(self) -> None:
        """An empty paragraph for a marker that no paragraph took: an empty item, or a list right in a list."""
        if self._marker:
            self.add(self._marker.look, "", text_role=self._marker.look.role)

    def break_page(self) -> None:
        self._breaks = True

    def end_section(self, section: str) -> None:
        """Ends a section with the last paragraph; the next one begins on a page of its own anyway."""
        last = self.pieces[-1]
        if not isinstance(last, Line):
            raise AssertionError("a section ends with a paragraph")
        last.section = section
        self._breaks = False

    @property
    def position(self) -> int:
        return len(self.pieces)

    def keep_from(self, start: int) -> None:
        """Ties all paragraphs since `start` to one page."""
        lines = self._since(start)
        for line in lines:
            line.keeps_lines = True
        for line in lines[:-1]:
            line.keeps_next = True

    def tie_from(self, start: int) -> None:
        """Ties all paragraphs since `start` to each other and to what comes next."""
        for line in self._since(start):
            line.keeps_next = True

    def lines_of_page(self) -> list[Line]:
        """The paragraphs since the last break to a new page."""
        if self._breaks:
            return []
        lines = self._since(0)
        begins = [n for n, line in enumerate(lines) if line.breaks_before or (n and lines[n - 1].section)]
        return lines[begins[-1] :] if begins else lines

    def lines_since(self, start: int) -> int:
        return len(self._since(start))

    def _since(self, start: int) -> list[Line]:
        return [piece for piece in self.pieces[start:] if isinstance(piece, Line)]

    def keep_last(self) -> None:
        """Ties the last paragraph to what comes next."""
        if self.pieces and isinstance(self.pieces[-1], Line):
            self.pieces[-1].keeps_next = True

    def touches(self, frame: Frame) -> Look | None:
        """The look of the paragraph just before, if it stands in a box of the same kind."""
        last = next((piece for piece in reversed(self.pieces[-2:]) if isinstance(piece, Line)), None)
        return last.look if last and last.look.frame is frame and self.pieces[-1] != TABLE_END else None

    def end(self) -> None:
        """Drops a page break after which nothing comes."""
        self._breaks = False

    def lacks_paragraph_since(self, start: int) -> bool:
        """Whether nothing, or a table, came last: cells and bodies must end with a paragraph."""
        return self.position == start or self.pieces[-1] == TABLE_END

    def looks(self) -> set[Look]:
        return {piece.look for piece in self.pieces if isinstance(piece, Line)}

    def markup(self) -> str:
        return "".join([piece if isinstance(piece, str) else piece.markup() for piece in self.pieces])
