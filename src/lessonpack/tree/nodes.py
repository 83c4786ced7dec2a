"""The document tree: everything that will stand in a file, by meaning and in reading order, never by looks.

Templates are read into it, the gate inspects it, writers turn it into bytes. Nodes are frozen and have no behaviour;
code that walks them matches on the unions `Block` and `Inline`, ending in `assert_never`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lessonpack.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Origin:
    """Where words come from: a content item (`item` is its id, `span` its text), or a template (`item` is empty)."""

    item: str = ""
    span: Span | None = None


NOWHERE = Origin()


# ---- inline -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """Plain words; white space is already folded as in HTML."""

    text: str
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress. A theme decides how it looks: bands A to C get no italics (UKAAF, BDA style guides)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink to an absolute http, https, mailto or tel address."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the document's definitions explain."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than the document's; `language` is a BCP 47 tag."""

    language: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    pass


Inline = Run | Strong | Emphasis | Link | Term | Foreign | LineBreak


# ---- blocks -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the document's title and stands once; 2 and 3 structure the body."""

    level: int
    children: tuple[Inline, ...]
    origin: Origin = NOWHERE


class ParagraphKind(StrEnum):
    BODY = "p"
    LEAD = "lead"
    """The one-line purpose below the title."""
    SMALL = "small"
    FOOTNOTE = "footnote"
    """A note on what stands before it, apart from the text itself: where that comes from, when it was checked."""
    LABEL = "label"
    """A short marker above or below its block, such as a question's thinking skill."""
    DRAFT = "draft"
    """The first line of a document that is not signed off."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: tuple[Inline, ...]
    kind: ParagraphKind = ParagraphKind.BODY
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class ListItem:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[ListItem, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class OrderedList:
    """Numbered 1, 2, 3 ... from `start`."""

    items: tuple[ListItem, ...]
    start: int = 1
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class DefinitionEntry:
    term: tuple[Inline, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    entries: tuple[DefinitionEntry, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else, verbatim; `attribution` says whose, and where."""

    blocks: tuple[Block, ...]
    attribution: tuple[Inline, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. A header cell in the head rows heads its column, in the body rows its row."""

    blocks: tuple[Block, ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data: `head` rows repeat on every page; `shares` are the columns' relative widths, one a column.

    Every row has as many cells as there are shares. `caption` is shown above the table and is its title for
    assistive technology.
    """

    caption: tuple[Inline, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    shares: tuple[float, ...]
    origin: Origin = NOWHERE
    is_organiser: bool = False
    """A grid to be filled in by hand: strong rules, and dotted guides in the room to write."""


class ChartKind(StrEnum):
    BARS = "bars"
    """Horizontal, one below the other: long labels."""
    COLUMNS = "columns"
    """Vertical, side by side: short labels, such as years."""
    PARTS = "parts"
    """One bar divided into the parts of a whole."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of a chart. `size` is the figure as a number, at least 0; `value` the figure as it is printed."""

    label: tuple[Inline, ...]
    value: tuple[Inline, ...]
    size: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures drawn to scale, each with its value printed on it. A table beside it gives the same figures as text."""

    kind: ChartKind
    caption: tuple[Inline, ...]
    bars: tuple[Bar, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure that is worth a look: the value, large, and what it counts."""

    value: tuple[Inline, ...]
    counted: tuple[Inline, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Event:
    when: tuple[Inline, ...]
    what: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order of time."""

    caption: tuple[Inline, ...]
    events: tuple[Event, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Card:
    front: tuple[Block, ...]
    back: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CardSheet:
    """Cards to cut out, `columns` side by side; backs stand on the next page, mirrored, so that they meet their fronts
    when the sheet is printed on both sides."""

    cards: tuple[Card, ...]
    columns: int
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Circles:
    """Circles one around the other to write in, named from the innermost out."""

    caption: tuple[Inline, ...]
    rings: tuple[tuple[Inline, ...], ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class CheckList:
    items: tuple[ListItem, ...]
    origin: Origin = NOWHERE


class CalloutKind(StrEnum):
    NOTE = "note"
    """Content note, remember, ground rules: something to read before going on."""
    CAUTION = "caution"
    """What is shown here was not verified."""
    ACTION = "action"
    """What one can do, and whom one can tell."""
    SOURCE = "source"
    """One source: who made it, when, what it says."""
    TEACHER = "teacher"
    """For the teacher alone: an answer, a misconception. Never in a student document."""


@dataclass(frozen=True, slots=True)
class Callout:
    kind: CalloutKind
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    origin: Origin = NOWHERE
    badge: tuple[Inline, ...] = ()
    """The letter by which a class speaks of the box; sources alone bear one."""
    status: tuple[Inline, ...] = ()
    """A few words at the end of the head: year, checked or not."""


@dataclass(frozen=True, slots=True)
class HelpBox:
    """Where to find help. Never splits over pages."""

    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class AnswerSpace:
    """Ruled lines to write on: either a number of `lines`, or the `words` expected, from which the theme's
    handwriting measure gives the lines. Exactly one of the two is above 0.

    `label` is for those who listen to the page or fill it in on a screen; `{lines}` in it stands for the number.
    """

    words: int = 0
    lines: int = 0
    label: str = ""
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class WriteIn:
    """Labelled blanks on one line, such as Name, Class and Date; each blank gets the same share of the line."""

    labels: tuple[tuple[Inline, ...], ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stay on one page, as long as one page can hold them."""

    blocks: tuple[Block, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class PageBreak:
    origin: Origin = NOWHERE


Block = (
    Heading
    | Paragraph
    | BulletList
    | OrderedList
    | DefinitionList
    | Quote
    | CheckList
    | Table
    | Chart
    | KeyFigure
    | Timeline
    | CardSheet
    | Circles
    | Callout
    | HelpBox
    | AnswerSpace
    | WriteIn
    | Group
    | PageBreak
)


# ---- the whole --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meta:
    """What a file says of itself. Neutral in student documents: a sheet may be carried into an unsafe home."""

    title: str
    language: str
    creator: str
    document: str
    """`student` or `teacher`: with `band` it selects the theme's scale."""
    band: str
    dated: date


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around the text of every template; an empty string means that there is none."""

    strip: str = ""
    """Band at the head of the page, such as the mark of a teacher's copy."""
    running: str = ""
    """Foot, left: pack code, band, version."""
    page_label: str = ""
    """Foot, right: with `{page}` and `{pages}` in it."""
    help_line: str = ""
    """Foot, above: the short line that says where to find help."""
    draft_mark: str = ""
    """Large and pale across the page, for drafts."""
    school: Run | None = None
    """The school's name, at the head of the first page; a run, since it was typed in a file that can be told."""


@dataclass(frozen=True, slots=True)
class Document:
    meta: Meta
    furniture: Furniture
    blocks: tuple[Block, ...]
    stem: str
    """File name without its ending."""
