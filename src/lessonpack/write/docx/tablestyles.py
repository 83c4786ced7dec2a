"""Table styles: a table of data, a grid to fill in by hand, a timeline, cards to cut out."""

from __future__ import annotations

from lessonpack.theme.tokens import Colours
from lessonpack.write.docx.markup import twips_of_mm

TABLE_STYLE = "LessonTable"
ORGANISER_STYLE = "LessonOrganiser"
TIMELINE_STYLE = "LessonTimeline"
CARDS_STYLE = "LessonCards"
CELL_PADDING = 100
"""Twips between a cell's rule and its words, left and right."""
CARD_PADDING = twips_of_mm(5)
"""Between a cut line and the nearest word: scissors and copiers wander."""


def table_styles(colours: Colours) -> str:
    return _data(colours) + _organiser(colours) + _timeline(colours) + _cards(colours)


def _rule(colour: str, eighths: int, kind: str = "single") -> str:
    return f'w:val="{kind}" w:sz="{eighths}" w:space="0" w:color="{colour[1:]}"'


def _sides(rule: str, *sides: str) -> str:
    return "".join(f"<w:{side} {rule}/>" for side in sides)


def _padding(top: int, left: int, bottom: int, right: int) -> str:
    widths = (("top", top), ("left", left), ("bottom", bottom), ("right", right))
    return "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in widths)


def _style(identifier: str, name: str, borders: str, padding: str, parts: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="40"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{padding}</w:tblCellMar></w:tblPr>"
        f"{parts}</w:style>"
    )


def _head(borders: str, fill: str = "") -> str:
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>' if fill else ""
    return (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>'
        f"<w:tcPr><w:tcBorders>{borders}</w:tcBorders>{ground}</w:tcPr></w:tblStylePr>"
    )


_BOLD_FIRST_COLUMN = '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>'


def _data(colours: Colours) -> str:
    """Thin rules between rows; a tinted head that is also bold and ruled off, since a copier may lose the tint."""
    thin = _sides(_rule(colours.rule, 4), "bottom", "insideH")
    head = _head(_sides(_rule(colours.accent, 12), "bottom"), colours.head_tint)
    padding = _padding(20, CELL_PADDING, 60, CELL_PADDING)
    return _style(TABLE_STYLE, "Lesson table", thin, padding, head + _BOLD_FIRST_COLUMN)


def _organiser(colours: Colours) -> str:
    """Strong rules on all sides, that a copy of a copy still shows."""
    grid = _sides(_rule(colours.text, 8), "top", "left", "bottom", "right", "insideH", "insideV")
    head = _head(_sides(_rule(colours.text, 12), "bottom"), colours.head_tint)
    padding = _padding(20, CELL_PADDING, 100, CELL_PADDING)
    return _style(ORGANISER_STYLE, "Lesson organiser", grid, padding, head + _BOLD_FIRST_COLUMN)


def _timeline(colours: Colours) -> str:
    """Times stand on one line, what happened below it."""
    head = _head(_sides(_rule(colours.accent, 18), "bottom"))
    return _style(TIMELINE_STYLE, "Lesson timeline", "", _padding(20, 0, 60, 2 * CELL_PADDING), head)


def _cards(colours: Colours) -> str:
    """Dashed lines to cut along; the marks of the scissors above them stand in no frame."""
    cuts = _sides(_rule(colours.rule, 4, "dashed"), "top", "left", "bottom", "right", "insideH", "insideV")
    head = _head(
        _sides('w:val="nil"', "top", "left")
        + _sides(_rule(colours.rule, 4, "dashed"), "bottom")
        + _sides('w:val="nil"', "right", "insideV")
    )
    padding = _padding(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
    return _style(CARDS_STYLE, "Lesson cards", cuts, padding, head)
