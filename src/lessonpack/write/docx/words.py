"""Character styles: stress, terms, links, figures, badges, and their combinations: a run can carry one style only."""

from __future__ import annotations

from enum import Flag, auto

from lessonpack.theme.tokens import Scale, Theme
from lessonpack.write.docx.fixed import fonts


class Mark(Flag):
    """What a run of words is; several at a time may hold."""

    NONE = 0
    STRONG = auto()
    EMPHASIS = auto()
    TERM = auto()
    LINK = auto()
    VALUE = auto()
    """A figure that is worth a look."""
    BADGE = auto()
    STATUS = auto()
    PLACEHOLDER = auto()
    CHECK_BOX = auto()


_NAMES = {
    Mark.STRONG: ("Strong", "Strong"),
    Mark.EMPHASIS: ("Emphasis", "Emphasis"),
    Mark.TERM: ("TermInText", "Term in text"),
    Mark.LINK: ("Hyperlink", "Hyperlink"),
    Mark.VALUE: ("KeyValue", "Key value"),
    Mark.BADGE: ("Badge", "Badge"),
    Mark.STATUS: ("Status", "Status"),
    Mark.PLACEHOLDER: ("PlaceholderText", "Placeholder Text"),
    Mark.CHECK_BOX: ("CheckBox", "Check box"),
}
_BUILT_IN = Mark.STRONG | Mark.EMPHASIS | Mark.LINK | Mark.PLACEHOLDER
CHECK_BOX_FONT = "MS Gothic"
"""Comes with Word on every system, and is what Word itself names for its check boxes."""
_BOLD = Mark.STRONG | Mark.TERM | Mark.VALUE | Mark.BADGE | Mark.STATUS
SINGLE = tuple(_NAMES)


def style_id(mark: Mark) -> str:
    return "".join(_NAMES[single][0] for single in mark)


def character_style(mark: Mark, scale: Scale, theme: Theme) -> str:
    """The style for words that carry all the marks in `mark`."""
    is_single = mark in _NAMES
    name = " and ".join(_NAMES[single][1] for single in mark)
    custom = "" if is_single and mark in _BUILT_IN else ' w:customStyle="1"'
    shown = "<w:qFormat/>" if is_single else "<w:semiHidden/><w:unhideWhenUsed/>"
    return (
        f'<w:style w:type="character"{custom} w:styleId="{style_id(mark)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="20"/>{shown}'
        f"<w:rPr>{_looks(mark, scale, theme)}</w:rPr></w:style>"
    )


def _looks(mark: Mark, scale: Scale, theme: Theme) -> str:
    """The content of rPr, in the order of the schema (ECMA-376 part 1, 17.3.2.28)."""
    is_bold = bool(mark & _BOLD) or (Mark.EMPHASIS in mark and scale.stress == "bold")
    is_italic = Mark.EMPHASIS in mark and scale.stress == "italic"
    return (
        _face(mark, theme)
        + ("<w:b/><w:bCs/>" if is_bold else "")
        + ("<w:i/><w:iCs/>" if is_italic else "")
        + _colour(mark, theme)
        + _size(mark, scale)
        + ('<w:u w:val="single"/>' if Mark.LINK in mark else "")
        + (
            f'<w:shd w:val="clear" w:color="auto" w:fill="{_darkened(theme.colours.accent)[1:]}"/>'
            if Mark.BADGE in mark
            else ""
        )
    )


def _face(mark: Mark, theme: Theme) -> str:
    if Mark.CHECK_BOX in mark:
        return fonts(CHECK_BOX_FONT)
    return fonts(theme.fonts.docx_heading) if mark & (Mark.VALUE | Mark.BADGE) else ""


def _colour(mark: Mark, theme: Theme) -> str:
    colours = theme.colours
    if Mark.BADGE in mark:
        # Word and LibreOffice write white on a dark ground by themselves, whoever changes that ground.
        return '<w:color w:val="auto"/>'
    if mark & (Mark.LINK | Mark.TERM | Mark.VALUE):
        colour = colours.accent
    elif mark & (Mark.STATUS | Mark.PLACEHOLDER):
        colour = colours.muted
    else:
        return ""
    return f'<w:color w:val="{colour[1:]}"/>'


def _size(mark: Mark, scale: Scale) -> str:
    if not mark & (Mark.VALUE | Mark.STATUS):
        return ""
    size = round((scale.title if Mark.VALUE in mark else scale.small).size_pt * 2)
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


_DARK = 50
"""Brightness, of 255, at which both programs take a ground for dark; they begin at 62."""


def _darkened(colour: str) -> str:
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    brightness = sum(share * channel for share, channel in zip((0.30, 0.59, 0.11), channels, strict=True))
    factor = min(1.0, _DARK / brightness) if brightness else 1.0
    return "#" + "".join(f"{int(channel * factor):02x}" for channel in channels)
