"""Character styles: stress, terms and links, and their combinations, since a run can carry one style only."""

from __future__ import annotations

from enum import Flag, auto

from lessonpack.theme.tokens import Colours, Scale


class Mark(Flag):
    """What a run of words is; several at a time may hold."""

    NONE = 0
    STRONG = auto()
    EMPHASIS = auto()
    TERM = auto()
    LINK = auto()


_NAMES = {
    Mark.STRONG: ("Strong", "Strong"),
    Mark.EMPHASIS: ("Emphasis", "Emphasis"),
    Mark.TERM: ("TermInText", "Term in text"),
    Mark.LINK: ("Hyperlink", "Hyperlink"),
}
SINGLE = tuple(_NAMES)


def style_id(mark: Mark) -> str:
    return "".join(_NAMES[single][0] for single in mark)


def character_style(mark: Mark, scale: Scale, colours: Colours) -> str:
    """The style for words that carry all the marks in `mark`."""
    is_single = mark in _NAMES
    is_bold = Mark.STRONG in mark or Mark.TERM in mark or (Mark.EMPHASIS in mark and scale.stress == "bold")
    is_italic = Mark.EMPHASIS in mark and scale.stress == "italic"
    looks = "<w:b/><w:bCs/>" if is_bold else ""
    looks += "<w:i/><w:iCs/>" if is_italic else ""
    looks += f'<w:color w:val="{colours.accent[1:]}"/>' if mark & (Mark.LINK | Mark.TERM) else ""
    looks += '<w:u w:val="single"/>' if Mark.LINK in mark else ""
    name = " and ".join(_NAMES[single][1] for single in mark)
    custom = ' w:customStyle="1"' if not is_single or mark is Mark.TERM else ""
    shown = "<w:qFormat/>" if is_single else "<w:semiHidden/><w:unhideWhenUsed/>"
    return (
        f'<w:style w:type="character"{custom} w:styleId="{style_id(mark)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="20"/>{shown}<w:rPr>{looks}</w:rPr></w:style>'
    )
