"""Names for the paragraph styles: which role a paragraph plays, in which frame it stands, how far it is set in.

A look is a key and knows nothing of sizes or colours; `styles` makes the style for it. Names are those that Word knows
(ECMA-376 part 1, 17.7.4.9, latent styles) where it has one, so that its navigation pane and style menu work.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lessonpack.tree.nodes import CalloutKind, ParagraphKind


class Role(Enum):
    """What a paragraph is, as (style id, name shown in Word)."""

    TEXT = ("Normal", "Normal")
    TITLE = ("Heading1", "heading 1")
    HEADING = ("Heading2", "heading 2")
    SUBHEADING = ("Heading3", "heading 3")
    LEAD = ("Lead", "Lead")
    SMALL = ("Small", "Small")
    LABEL = ("Label", "Label")
    DRAFT = ("DraftNotice", "Draft notice")
    BULLET = ("ListBullet", "List Bullet")
    NUMBER = ("ListNumber", "List Number")
    CONTINUE = ("ListContinue", "List Continue")
    TERM = ("DefinitionTerm", "Definition term")
    MEANING = ("Definition", "Definition")
    QUOTE = ("Quote", "Quote")
    QUOTE_SOURCE = ("QuoteSource", "Quote source")
    CAPTION = ("Caption", "caption")
    CELL_TEXT = ("TableText", "Table text")
    CELL_HEAD = ("TableHeading", "Table heading")
    BOX_TITLE = ("BoxTitle", "Box title")
    FIGURE = ("Figure", "Figure")
    FIGURES = ("Figures", "Figures")
    KEY_FIGURE = ("KeyFigure", "Key figure")
    EVENT = ("TimelineEvent", "Timeline event")
    EVENT_TEXT = ("TimelineText", "Timeline text")
    RING = ("RingName", "Ring name")
    CHECK = ("CheckItem", "Check item")
    CUT = ("CutMark", "Cut mark")
    CARD_TERM = ("CardTerm", "Card term")
    GUIDE = ("WritingGuide", "Writing guide")
    ANSWER = ("AnswerLine", "Answer line")
    WRITE_IN = ("WriteIn", "Write-in")
    AFTER_TABLE = ("AfterTable", "After table")

    def __init__(self, style_id: str, shown: str) -> None:
        self.style_id = style_id
        self.shown = shown


_INNER_NAMES = {Role.TEXT: "text", Role.BOX_TITLE: "title"}
LISTS = (Role.BULLET, Role.NUMBER, Role.CHECK, Role.CONTINUE)


class Frame(Enum):
    """What surrounds a paragraph, as (style id, name shown in Word)."""

    PAGE = ("", "")
    CELL = ("Cell", "Table")
    QUOTE = ("Quoted", "Quote")
    NOTE = ("Note", "Callout note")
    CAUTION = ("Caution", "Caution")
    ACTION = ("Action", "Action")
    SOURCE = ("Source", "Source")
    TEACHER = ("Teacher", "Teacher note")
    HELP = ("Help", "Help box")

    def __init__(self, prefix: str, shown: str) -> None:
        self.prefix = prefix
        self.shown = shown

    @property
    def is_box(self) -> bool:
        return self not in (Frame.PAGE, Frame.CELL)


_HOME = {
    Role.QUOTE: Frame.QUOTE,
    Role.QUOTE_SOURCE: Frame.QUOTE,
    Role.CELL_TEXT: Frame.CELL,
    Role.CELL_HEAD: Frame.CELL,
    Role.EVENT_TEXT: Frame.CELL,
    Role.CUT: Frame.CELL,
    Role.CARD_TERM: Frame.CELL,
    Role.GUIDE: Frame.CELL,
}
BOX_OF = {
    CalloutKind.NOTE: Frame.NOTE,
    CalloutKind.CAUTION: Frame.CAUTION,
    CalloutKind.ACTION: Frame.ACTION,
    CalloutKind.SOURCE: Frame.SOURCE,
    CalloutKind.TEACHER: Frame.TEACHER,
}
ROLE_OF = {
    ParagraphKind.LEAD: Role.LEAD,
    ParagraphKind.SMALL: Role.SMALL,
    ParagraphKind.FOOTNOTE: Role.SMALL,
    ParagraphKind.LABEL: Role.LABEL,
    ParagraphKind.DRAFT: Role.DRAFT,
}
HEADING_OF = {1: Role.TITLE, 2: Role.HEADING, 3: Role.SUBHEADING}


@dataclass(frozen=True, slots=True)
class Look:
    """The key of one paragraph style."""

    role: Role
    frame: Frame = Frame.PAGE
    rank: int = 1
    """Depth of a list, 1 to 3; blanks of a write-in line, 1 to 4; steps that an event's time takes, 1 to 8; else 1."""
    indent: int = 0
    """Twips that it is set in for standing inside something else, beyond what its role and rank bring along."""
    second: bool = False
    """Whether it stands in a box that touches another of its kind and must not melt into it."""

    @property
    def is_plain(self) -> bool:
        """Whether it is its role's own style, the one that the other looks of the role are based on."""
        return self == self.base

    @property
    def base(self) -> Look:
        return Look(self.role, _HOME.get(self.role, Frame.PAGE), self.rank)

    @property
    def style_id(self) -> str:
        stem = self.role.style_id
        if self.frame is not self.base.frame:
            stem = self.frame.prefix + ("Text" if self.role is Role.TEXT else stem)
        return stem + (str(self.rank) if self.rank > 1 else "") + self._variant(f"In{self.indent}", "Next")

    @property
    def shown(self) -> str:
        name = self.role.shown
        if self.frame is not self.base.frame:
            inner = _INNER_NAMES.get(self.role, name[0].lower() + name[1:])
            name = f"{self.frame.shown} {inner}"
        name += f" {self.rank}" if self.rank > 1 else ""
        return name + self._variant(f", in {self.indent / 20:g} pt", ", next box")

    def _variant(self, inner: str, second: str) -> str:
        return (inner if self.indent else "") + (second if self.second else "")
