"""The styles part: every look of the tokens as a named style, so that a document needs no formatting of its own.

Sizes and colours come from the theme's scale; which looks a document uses, `body` says. Spacing goes in multiples of
half the body's leading; of two spaces that meet Word takes the larger, which is what the values rely on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lessonpack.letterhead.model import Face
from lessonpack.theme.tokens import Scale, Theme, TypeSize
from lessonpack.write.direction import is_leftward
from lessonpack.write.docx import boxes
from lessonpack.write.docx.fixed import defaults, fixed_styles, fonts, letter_spacing
from lessonpack.write.docx.looks import LISTS, Frame, Look, Role
from lessonpack.write.docx.markup import part, twips, twips_of_mm
from lessonpack.write.docx.numbering import DEEPEST, UNMARKED, style_number
from lessonpack.write.docx.words import SINGLE, Mark, character_style

MOST_BLANKS = 4
DEFINITION_INDENT = twips_of_mm(6)
_EVENT_EDGE = twips(9.5)
"""The rule at the left of events begins on the margin."""
TIME_STEP = twips_of_mm(7)
"""Of these steps an event's time takes one to eight."""
CUT_MM = 5
"""Height of the row with scissors above cards."""
_RULE_TWIPS = 15
_RULED = (Role.ANSWER, Role.GUIDE)
_BUILT_IN = frozenset(
    {Role.TEXT, Role.TITLE, Role.HEADING, Role.SUBHEADING, Role.QUOTE, Role.CAPTION, Role.BULLET, Role.NUMBER}
    | {Role.CONTINUE}
)
_BOLD = frozenset(
    {Role.TITLE, Role.HEADING, Role.SUBHEADING, Role.TERM, Role.CELL_HEAD, Role.BOX_TITLE, Role.CAPTION}
    | {Role.LABEL, Role.DRAFT, Role.KEY_FIGURE, Role.RING, Role.CARD_TERM}
)
_DISPLAYED = frozenset({Role.TITLE, Role.HEADING, Role.SUBHEADING, Role.BOX_TITLE, Role.CARD_TERM})
"""Set in the face for headings."""
_ACCENT = frozenset({Role.HEADING, Role.BOX_TITLE, Role.CARD_TERM})
_MUTED = frozenset({Role.SMALL, Role.LABEL, Role.QUOTE_SOURCE, Role.LEAD})
_KEEPS_NEXT = frozenset(
    {Role.TITLE, Role.HEADING, Role.SUBHEADING, Role.LABEL, Role.TERM, Role.BOX_TITLE, Role.CAPTION, Role.DRAFT}
)
_MARKED_IN_BOXES = (Role.BULLET, Role.NUMBER, Role.CONTINUE, Role.MEANING)
_OUTLINE = {Role.TITLE: 0, Role.HEADING: 1, Role.SUBHEADING: 2, Role.CARD_TERM: 1}
# Space before and after in halves of the body's leading.
_SPACE = {
    Role.TEXT: (0.5, 1),
    Role.TITLE: (0, 1),
    Role.HEADING: (2, 0.5),
    Role.SUBHEADING: (1.5, 0),
    Role.LEAD: (0, 1),
    Role.SMALL: (0, 1),
    Role.LABEL: (0, 0.25),
    Role.DRAFT: (1, 2),
    Role.BULLET: (0.25, 0.25),
    Role.NUMBER: (0.25, 0.25),
    Role.CONTINUE: (0.25, 0.25),
    Role.TERM: (1, 0),
    Role.MEANING: (0, 0.5),
    Role.QUOTE: (2, 0.5),
    Role.QUOTE_SOURCE: (0, 2),
    Role.CAPTION: (1.5, 0.25),
    Role.CELL_TEXT: (0.25, 0.25),
    Role.CELL_HEAD: (0.25, 0.25),
    Role.BOX_TITLE: (1, 0.25),
    Role.FIGURE: (0.5, 1),
    Role.FIGURES: (0, 0.25),
    Role.KEY_FIGURE: (1, 0.25),
    Role.EVENT: (0, 0.25),
    Role.EVENT_TEXT: (0.25, 0.25),
    Role.RING: (0, 0),
    Role.CHECK: (0.5, 0.5),
    Role.CUT: (0, 0),
    Role.CARD_TERM: (0, 0.5),
    Role.GUIDE: (0, 0),
    Role.ANSWER: (0, 1),
    Role.WRITE_IN: (0, 1),
    Role.AFTER_TABLE: (0, 0),
}
_BOX_ROLES = (Role.BOX_TITLE, Role.TEXT, Role.SMALL, Role.BULLET, Role.NUMBER)
_BOXED_SPACE = dict.fromkeys((Role.TEXT, Role.NUMBER, Role.QUOTE), (0.5, 0.5)) | {
    Role.SMALL: (0, 0.5),
    Role.QUOTE_SOURCE: (0, 1),
    Role.ANSWER: (0, 0),
}


class Space(NamedTuple):
    """Points around a paragraph, of its lines and of its letters."""

    before_pt: float
    after_pt: float
    leading_pt: float
    size_pt: float


@dataclass(slots=True)
class Styles:
    """All styles of one scale, paper and language; makes each style's text once."""

    theme: Theme
    scale: Scale
    language: str
    is_duplex: bool = False
    faces: Mapping[Role, Face] = field(default_factory=dict)
    """How a school's own styles set some roles."""
    letterhead: str = ""
    """The styles of a school's own headers and footers."""
    _made: dict[Look, str] = field(default_factory=dict)

    @property
    def frame_twips(self) -> int:
        """Width between the margins."""
        margins = self.theme.side_margins_mm(self.scale, is_duplex=self.is_duplex)
        return twips_of_mm(self.theme.page_mm()[0] - sum(margins))

    @property
    def half(self) -> float:
        return self.scale.body.leading_pt / 2

    @property
    def list_step(self) -> int:
        """Twips between a list's marker and its text; room for two bold digits and a point."""
        return twips(1.7 * self.scale.body.size_pt)

    def part(self, looks: Iterable[Look], marks: Iterable[Mark]) -> bytes:
        """The part with the styles that an author may want, and those that this document uses besides."""
        variants = sorted(set(looks) - set(_OFFERED), key=lambda look: look.style_id)
        combined = sorted(set(marks) - set(SINGLE), key=lambda mark: mark.value)
        characters = (character_style(mark, self.scale, self.theme) for mark in (*SINGLE, *combined))
        return part(
            "styles",
            defaults(self.theme.fonts, self.scale, self.language)
            + "".join(self.style(look) for look in (*_OFFERED, *variants))
            + fixed_styles(self.theme, self.scale, self.frame_twips)
            + self.letterhead
            + "".join(characters),
        )

    def style(self, look: Look) -> str:
        if look not in self._made:
            self._made[look] = self._style(look)
        return self._made[look]

    def _style(self, look: Look) -> str:
        is_default = look.role is Role.TEXT and look.is_plain
        custom = "" if look.is_plain and look.role in _BUILT_IN else ' w:customStyle="1"'
        default = ' w:default="1"' if is_default else ""
        based = "" if is_default else f'<w:basedOn w:val="{self._parent(look)}"/>'
        shown = "<w:qFormat/>" if look in _OFFERED else "<w:semiHidden/><w:unhideWhenUsed/>"
        return (
            f'<w:style w:type="paragraph"{default}{custom} w:styleId="{look.style_id}"><w:name w:val="{look.shown}"/>'
            f'{based}{self._follower(look)}<w:uiPriority w:val="10"/>{shown}'
            f"<w:pPr>{self._paragraph(look)}</w:pPr><w:rPr>{self._words(look)}</w:rPr></w:style>"
        )

    @staticmethod
    def _parent(look: Look) -> str:
        # A style takes over the borders of its parent, side by side; a box must have no other than its own.
        brings_borders = look.frame.is_box and look.role in (Role.ANSWER, Role.TITLE, Role.DRAFT)
        return Role.TEXT.style_id if look.is_plain or brings_borders else look.base.style_id

    @staticmethod
    def _follower(look: Look) -> str:
        """What Word goes on with after a line break: a title is followed by text, all else by its like."""
        if look.role in _OUTLINE or look.role in (Role.LEAD, Role.CAPTION, Role.DRAFT):
            return f'<w:next w:val="{Role.TEXT.style_id}"/>'
        if look.role is Role.BOX_TITLE:
            return f'<w:next w:val="{Look(Role.TEXT, look.frame).style_id}"/>'
        return f'<w:next w:val="{Role.MEANING.style_id}"/>' if look.role is Role.TERM else ""

    def _paragraph(self, look: Look) -> str:
        """The content of pPr, in the order of the schema (ECMA-376 part 1, 17.3.1.26)."""
        role = look.role
        keeps_lines = role in _KEEPS_NEXT or look.frame is Frame.HELP
        pieces = (
            "<w:keepNext/>" if role in _KEEPS_NEXT else "",
            "<w:keepLines/>" if keeps_lines else "",
            "<w:widowControl/>" if look == Look(Role.TEXT) else "",
            self._numbered(look),
            self._borders(look),
            boxes.shading(look, self.theme.colours),
            self._tabs(look),
            "<w:suppressAutoHyphens/>" if look == Look(Role.TEXT) else "",
            "<w:bidi/>" if look == Look(Role.TEXT) and is_leftward(self.language) else "",
            self._spacing(look),
            self._indents(look),
            "<w:contextualSpacing/>" if role in _RULED and not look.frame.is_box else "",
            '<w:jc w:val="center"/>' if role in (Role.RING, Role.FIGURE) else "",
            f'<w:outlineLvl w:val="{_OUTLINE[role]}"/>' if role in _OUTLINE else "",
        )
        return "".join(pieces)

    @staticmethod
    def _numbered(look: Look) -> str:
        number = style_number(look.role, look.frame)
        if number is None:
            hangs = look.frame.is_box and (look.indent or look.role in _MARKED_IN_BOXES)
            return f'<w:numPr><w:numId w:val="{UNMARKED}"/></w:numPr>' if hangs else ""
        return f'<w:numPr><w:ilvl w:val="{look.rank - 1}"/><w:numId w:val="{number}"/></w:numPr>'

    def _borders(self, look: Look) -> str:
        colours = self.theme.colours
        if look.frame.is_box:
            return boxes.borders(look, colours, self.theme.line_weight, is_leftward=is_leftward(self.language))
        if look.role in _RULED:
            kind = "dotted" if look.role is Role.GUIDE else "single"
            rule = f'w:val="{kind}" w:sz="6" w:space="0" w:color="{colours.rule[1:]}"'
            # Without `between` Word would draw one rule below several answer lines (17.3.1.5).
            return f"<w:pBdr><w:bottom {rule}/><w:between {rule}/></w:pBdr>"
        if look.role is Role.TITLE and look.is_plain:
            weight = round(24 * self.theme.line_weight)
            rule = f'w:val="single" w:sz="{weight}" w:space="8" w:color="{colours.accent[1:]}"'
            return f"<w:pBdr><w:top {rule}/></w:pBdr>"
        if look.role is Role.EVENT:
            return f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{colours.accent[1:]}"/></w:pBdr>'
        if look.role is Role.DRAFT:
            rule = f'w:val="single" w:sz="4" w:space="4" w:color="{colours.muted[1:]}"'
            return f"<w:pBdr><w:top {rule}/><w:bottom {rule}/></w:pBdr>"
        return ""

    def _tabs(self, look: Look) -> str:
        """Blanks to write on, each an equal share of the line, 4 mm apart; the right end of a source's head."""
        is_head = look.role is Role.BOX_TITLE and look.frame is Frame.SOURCE
        if is_head or (look.role is Role.ANSWER and look.frame.is_box):
            return f"<w:tabs>{_tab('right', self._right(look), leads=not is_head)}</w:tabs>"
        if look.role is not Role.WRITE_IN:
            return ""
        left, right = self._left(look), self._right(look)
        ends = [left + (right - left) * (i + 1) // look.rank for i in range(look.rank)]
        gap = twips_of_mm(4)
        stops = [_tab("right", end - gap, leads=True) + _tab("left", end, leads=False) for end in ends[:-1]]
        return f"<w:tabs>{''.join(stops)}{_tab('right', right, leads=True)}</w:tabs>"

    def _left(self, look: Look) -> int:
        return (boxes.EDGE if look.frame.is_box else 0) + look.indent

    def _right(self, look: Look) -> int:
        return self.frame_twips - boxes.right_edge(look)

    def width(self, look: Look) -> int:
        """Twips of a line of words that stand on the page."""
        return max(1, self._right(look) - self._left(look))

    def space(self, look: Look) -> Space:
        """What a paragraph of one line takes."""
        before, after, line, _ = self._measures(look)
        return Space(before / 20, after / 20, line / 20, self._type(look).size_pt)

    def _spacing(self, look: Look) -> str:
        before, after, line, rule = self._measures(look)
        return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'

    def _measures(self, look: Look) -> tuple[int, int, int, str]:
        """Twips before, after and of a line, and whether that is its least height or the exact one."""
        is_boxed = look.frame.is_box and not look.is_plain
        shares = _BOXED_SPACE.get(look.role, _SPACE[look.role]) if is_boxed else _SPACE[look.role]
        before, after = (twips(self.half * share) for share in shares)
        height, rule = twips(self._type(look).leading_pt), "atLeast"
        pitch = twips_of_mm(self.scale.answer_pitch_mm)
        if look.role is Role.ANSWER and is_boxed:
            # Space and not height: LibreOffice shortens high lines that follow each other in one box.
            before = max(0, pitch - height)
        elif look.role in _RULED:
            height, rule = pitch - _RULE_TWIPS, "exact"
        elif look.role is Role.WRITE_IN:
            height, rule = pitch, "exact"
        elif look.role is Role.AFTER_TABLE:
            height, rule = 20, "exact"
        elif look.role is Role.CUT:
            height = twips_of_mm(CUT_MM)
        return before, after, height, rule

    def _indents(self, look: Look) -> str:
        if look.role is Role.EVENT and not look.frame.is_box:
            left = look.indent + _EVENT_EDGE + TIME_STEP * look.rank
            return f'<w:ind w:left="{left}" w:hanging="{TIME_STEP * look.rank}"/>'
        is_list, left = look.role in LISTS, self._left(look)
        if is_list:
            left += self.list_step * look.rank
        elif look.role is Role.MEANING:
            left += DEFINITION_INDENT
        elif look.role is Role.EVENT:
            left += TIME_STEP * look.rank
        hanging = self.list_step if is_list and look.role is not Role.CONTINUE else 0
        if hanging and is_leftward(self.language):
            # Half of a number such as 1. in bold: markers are centred there.
            hanging -= twips(0.5 * self.scale.body.size_pt)
        if look.frame.is_box:
            # Every paragraph reaches out to the box's edge, by its marker or by an empty one.
            hanging = left - (self._left(look) - look.indent)
        hang = f' w:hanging="{hanging}"' if hanging else ""
        return f'<w:ind w:left="{left}" w:right="{boxes.right_edge(look)}"{hang}/>'

    def _type(self, look: Look) -> TypeSize:
        """Help is set larger: it is what a pupil must find."""
        scale, is_help = self.scale, look.frame is Frame.HELP
        match look.role:
            case Role.TITLE | Role.CARD_TERM:
                return scale.title
            case Role.HEADING:
                return scale.h2
            case Role.SUBHEADING:
                return scale.h3
            case Role.SMALL | Role.LABEL | Role.QUOTE_SOURCE | Role.DRAFT | Role.EVENT_TEXT:
                return scale.small
            case Role.BOX_TITLE:
                return scale.h2 if is_help else scale.body
            case _:
                return scale.h3 if is_help else scale.body

    def _words(self, look: Look) -> str:
        colours, role = self.theme.colours, look.role
        colour = colours.accent if role in _ACCENT else colours.muted if role in _MUTED else colours.text
        if role is Role.BOX_TITLE and look.frame in (Frame.CAUTION, Frame.SOURCE, Frame.TEACHER):
            colour = colours.text
        size = round(self._type(look).size_pt * 2)
        face = self.faces.get(role, Face())
        family = face.font or (self.theme.fonts.docx_heading if role in _DISPLAYED else "")
        # What is bold here is so for a reason; a school's style may make more bold, and titles light.
        is_light = role in _OUTLINE and role in self.faces and not face.bold
        colour = face.colour or colour
        return (
            (fonts(family) if family else "")
            + ("<w:b/><w:bCs/>" if (role in _BOLD or face.bold) and not is_light else "")
            + ("<w:i/><w:iCs/>" if face.italic else "")
            + ("<w:caps/>" if face.caps else "")
            + f'<w:color w:val="{colour[1:]}"/>{letter_spacing(self.theme, size / 2)}'
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        )


def _tab(kind: str, position: int, *, leads: bool) -> str:
    leader = ' w:leader="underscore"' if leads else ""
    return f'<w:tab w:val="{kind}"{leader} w:pos="{position}"/>'


_OFFERED = (
    *(Look(role).base for role in Role),
    *(Look(role, rank=rank) for role in LISTS for rank in range(2, DEEPEST + 1)),
    *(Look(Role.WRITE_IN, rank=rank) for rank in range(2, MOST_BLANKS + 1)),
    *(Look(role, frame) for frame in Frame if frame.is_box and frame is not Frame.QUOTE for role in _BOX_ROLES),
)
"""Shown in Word's style menu whether a document uses them or not: what an author may want next."""
