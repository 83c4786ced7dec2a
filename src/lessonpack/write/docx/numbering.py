"""The numbering part: what stands before list items, and which list counts from where.

Levels carry no indents: the paragraph styles do, and Word lets a level's indent win over a style's (ECMA-376 part 1,
17.9.22), so that two places would quarrel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lessonpack.write.docx.looks import Frame, Look, Role
from lessonpack.write.docx.markup import part

DEEPEST = 3
_BULLETS = ("\u2022", "\u2013", "\u2022")


def rank_of(depth: int) -> int:
    """The level of a list that `depth` lists are around or at, of those that have a style."""
    return min(max(depth, 1), DEEPEST)


@dataclass(frozen=True, slots=True)
class CountedList:
    """One ordered list of a document: what it stands in, how deep it is nested (1 to 3), where it starts."""

    frame: Frame
    rank: int
    start: int


def style_number(role: Role, frame: Frame) -> int | None:
    """The list (numId) that a style of this role belongs to; None where the style is no list's."""
    match role:
        case Role.BULLET:
            return 3 if frame.is_box else 1
        case Role.NUMBER:
            return 4 if frame.is_box else 2
        case _:
            return None


UNMARKED = 5
"""The list (numId) without any marker, whose hanging indent sets a paragraph in without moving its box."""
_FIRST_OWN = 6
_AT_START = '<w:lvlJc w:val="left"/>'


def own_number(index: int) -> int:
    """The numId of a document's ordered list, counted from 0."""
    return _FIRST_OWN + index


def numbering(lists: Sequence[CountedList], *, is_leftward: bool = False) -> bytes:
    """The part with one num for every ordered list, so that each starts anew.

    Where lines run from right to left, markers are centred: Word takes "left" for the start of the line there and
    LibreOffice for the left of the page, so that with either a marker would hang outside the margin in one of them.
    """
    nums = [f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, UNMARKED + 1)]
    nums += [_own(own_number(i), counted) for i, counted in enumerate(lists)]
    kinds = _ABSTRACT.replace(_AT_START, '<w:lvlJc w:val="center"/>') if is_leftward else _ABSTRACT
    return part("numbering", kinds + "".join(nums))


def _own(number: int, counted: CountedList) -> str:
    kind = style_number(Role.NUMBER, counted.frame)
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/><w:lvlOverride w:ilvl="{counted.rank - 1}">'
        f'<w:startOverride w:val="{counted.start}"/></w:lvlOverride></w:num>'
    )


def _abstract(number: int, levels: Iterable[str]) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def _level(index: int, kind: str, text: str, *, bold: str = "", role: Role | None = None) -> str:
    # A style's own ilvl counts for nothing: Word asks which level names the style (ECMA-376 part 1, 17.9.18, 17.9.23).
    style = f'<w:pStyle w:val="{Look(role, rank=index + 1).style_id}"/>' if role else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{style}<w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{text}"/>{_AT_START}{bold}</w:lvl>'
    )


def _bullets(number: int, *, push: str = "", role: Role | None = None) -> str:
    return _abstract(number, (_level(i, "bullet", push * i + mark, role=role) for i, mark in enumerate(_BULLETS)))


def _decimals(number: int, *, push: str = "", role: Role | None = None) -> str:
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>"
    texts = (f"{push * i}%{i + 1}." for i in range(DEEPEST))
    return _abstract(number, (_level(i, "decimal", text, bold=bold, role=role) for i, text in enumerate(texts)))


# In a box every paragraph starts at the box's edge, or the box would break; blanks push a nested marker inwards.
_PUSH = "\u2003\u2002\u2005"
_ABSTRACT = (
    _bullets(1, role=Role.BULLET)
    + _decimals(2, role=Role.NUMBER)
    + _bullets(3, push=_PUSH)
    + _decimals(4, push=_PUSH)
    + _abstract(UNMARKED, [_level(0, "none", "")])
)
