"""A school's letterhead in our files: its margins in styles of their own, and what the theme takes over.

Nothing of the school's file is copied but words and bare pictures; the markup around them is made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lessonpack.letterhead.model import Block, Cell, Face, Grid, Image, Letterhead, Line, Number, Variant, Words, images
from lessonpack.theme.tokens import LEADING, LEAST_CONTRAST, Scale, Theme, TypeSize, contrast
from lessonpack.write.docx.fields import field as number_field
from lessonpack.write.docx.looks import Role
from lessonpack.write.docx.markup import LINE_BREAK, R, escaped, run
from lessonpack.write.docx.school import picture

FIRST_DRAWING = 900_001
"""Numbers of drawings in margins begin here, above those of any body."""
_ROLES = {
    Role.TEXT: "Normal",
    Role.TITLE: "heading 1",
    Role.HEADING: "heading 2",
    Role.SUBHEADING: "heading 3",
    Role.BULLET: "List Bullet",
    Role.NUMBER: "List Number",
    Role.QUOTE: "Quote",
    Role.CAPTION: "caption",
}
_LARGEST = 1.5
"""A school's type may be so many times as large as the theme's."""


def dressed(theme: Theme, letterhead: Letterhead) -> Theme:
    """The theme with the fonts and colours of the school's styles, and its larger sizes.

    Type is never smaller than the theme has it for the age. Colours are taken where they are read on the tints, too.
    """
    styles = letterhead.styles
    text, title, second = (styles.get(name, Face()) for name in ("Normal", "heading 1", "heading 2"))
    fonts = {"docx_text": text.font or theme.fonts.docx_text}
    fonts["docx_heading"] = (second.font or title.font or text.font) or theme.fonts.docx_heading
    colours = {"text": _legible(text.colour, theme), "accent": _legible(second.colour or title.colour, theme)}
    taken = {name: colour for name, colour in colours.items() if colour}
    return theme.model_copy(
        update={
            "fonts": theme.fonts.model_copy(update=fonts),
            "colours": theme.colours.model_copy(update=taken),
            "scales": {name: _scaled(scale, letterhead) for name, scale in theme.scales.items()},
        }
    )


def _legible(colour: str, theme: Theme) -> str:
    grounds = (theme.colours.tint, theme.colours.head_tint, theme.colours.draft, "#ffffff")
    return colour if colour and all(contrast(colour, ground) >= LEAST_CONTRAST for ground in grounds) else ""


def _scaled(scale: Scale, letterhead: Letterhead) -> Scale:
    asked = {"body": "Normal", "title": "heading 1", "h2": "heading 2", "h3": "heading 3"}
    sizes = {key: _larger(getattr(scale, key), letterhead.styles.get(name)) for key, name in asked.items()}
    sheet = letterhead.sheet
    sides = min(35.0, max(scale.margin_mm, sheet.left, sheet.right)) if sheet else scale.margin_mm
    return scale.model_copy(update={**sizes, "margin_mm": sides})


def _larger(ours: TypeSize, face: Face | None) -> TypeSize:
    size = min(face.size_pt if face else 0.0, ours.size_pt * _LARGEST)
    if size <= ours.size_pt:
        return ours
    leading = min(LEADING[1], ours.leading_pt / ours.size_pt) * size
    return TypeSize(size_pt=size, leading_pt=round(leading, 1))


def faces(letterhead: Letterhead, theme: Theme) -> dict[Role, Face]:
    """How the school's styles set our roles, with colours that are read on every ground."""
    found = {role: letterhead.styles[name] for role, name in _ROLES.items() if name in letterhead.styles}
    return {role: replace(face, colour=_legible(face.colour, theme)) for role, face in found.items()}


@dataclass(slots=True)
class Margins:
    """The markup of a letterhead's margins, and the styles and pictures that it needs."""

    theme: Theme
    variants: tuple[Variant, ...]
    styles: dict[tuple[str, tuple[tuple[str, int], ...]], str] = field(default_factory=dict)
    faces: dict[Face, str] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)
    relations: dict[str, str] = field(default_factory=dict)
    """Name of a header's or footer's part -> the content of its relationships."""
    _drawings: int = 0

    @classmethod
    def of(cls, theme: Theme, letterhead: Letterhead | None) -> Margins:
        made = cls(theme, letterhead.variants if letterhead else (Variant("default"),))
        for number, variant in enumerate(made.variants, 1):
            made.headers.append(made._part(f"header{number}.xml", variant.header))
            made.footers.append(made._part(f"footer{number}.xml", variant.footer))
        return made

    def _part(self, name: str, blocks: tuple[Block, ...]) -> str:
        ids: dict[bytes, str] = {}
        for image in images(blocks):
            data = image.picture.data
            if data not in self.pictures:
                self.pictures.append(data)
            ids.setdefault(data, f"rId{len(ids) + 1}")
        if ids:
            self.relations[name] = "".join(
                f'<Relationship Id="{key}" Type="{R}/image" '
                f'Target="media/letterhead{self.pictures.index(data) + 1}.png"/>'
                for data, key in ids.items()
            )
        return "".join(self._block(block, ids) for block in blocks)

    def _block(self, block: Block, ids: Mapping[bytes, str]) -> str:
        if isinstance(block, Line):
            return self._line(block, ids)
        # Two tables that touch would become one, and a part must not end with one.
        return self._grid(block, ids) + self._line(Line(()), ids)

    def _line(self, line: Line, ids: Mapping[bytes, str]) -> str:
        key = (line.align, line.tabs)
        style = self.styles.setdefault(key, f"Letterhead{len(self.styles) + 1}")
        pieces = "".join(self._piece(piece, ids) for piece in line.pieces)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{pieces}</w:p>'

    def _piece(self, piece: Words | Number | Image, ids: Mapping[bytes, str]) -> str:
        if isinstance(piece, Image):
            self._drawings += 1
            size, number = (piece.width_mm, piece.height_mm), FIRST_DRAWING + self._drawings
            return picture(size, piece.alt, ids[piece.picture.data], number)
        if isinstance(piece, Number):
            return number_field(piece.code)
        style = self.faces.setdefault(piece.face, f"LetterheadText{len(self.faces) + 1}")
        named = f'<w:rStyle w:val="{style}"/>'
        tabs = ("<w:r><w:tab/></w:r>".join(run(part, named) if part else "" for part in line.split("\t"))
                for line in piece.text.split("\n"))  # fmt: skip
        return LINE_BREAK.join(tabs)

    def _grid(self, grid: Grid, ids: Mapping[bytes, str]) -> str:
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.columns)
        rows = "".join(f"<w:tr>{self._cells(row, grid, ids)}</w:tr>" for row in grid.rows)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid.columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _cells(self, row: tuple[Cell, ...], grid: Grid, ids: Mapping[bytes, str]) -> str:
        made, at = [], 0
        for cell in row:
            width = sum(grid.columns[at : at + cell.span])
            at += cell.span
            span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
            lines = "".join(self._line(line, ids) for line in cell.lines)
            made.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{lines}</w:tc>')
        return "".join(made)

    def stylesheet(self) -> str:
        """The styles that the markup names; they lean on no other style, so that the theme does not change them."""
        return "".join(
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="Letterhead '
            f'{number}"/><w:uiPriority w:val="99"/><w:pPr>{_tabs(tabs)}<w:spacing w:before="0" w:after="0" '
            f'w:line="240" w:lineRule="auto"/>{_aligned(align)}</w:pPr></w:style>'
            for number, ((align, tabs), name) in enumerate(self.styles.items(), 1)
        ) + "".join(
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{name}"><w:name w:val="Letterhead text '
            f'{number}"/><w:uiPriority w:val="99"/><w:rPr>{self._words(face)}</w:rPr></w:style>'
            for number, (face, name) in enumerate(self.faces.items(), 1)
        )

    def _words(self, face: Face) -> str:
        font, size = escaped(face.font), round((face.size_pt or 10) * 2)
        colour = face.colour or self.theme.colours.text
        return (
            (f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>' if font else "")
            + "<w:b/><w:bCs/>" * face.bold
            + "<w:i/><w:iCs/>" * face.italic
            + "<w:caps/>" * face.caps
            + f'<w:color w:val="{colour[1:]}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        )


def room_mm(letterhead: Letterhead | None, margin_mm: float) -> tuple[float, float]:
    """The least margin above and below: the school's where it is wider, as far as a page has room for it."""
    sheet = letterhead.sheet if letterhead else None
    if sheet is None:
        return margin_mm, margin_mm
    return min(60.0, max(margin_mm, sheet.top)), min(60.0, max(margin_mm, sheet.bottom))


def _tabs(tabs: tuple[tuple[str, int], ...]) -> str:
    stops = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for kind, at in sorted(tabs, key=lambda tab: tab[1]))
    return f"<w:tabs>{stops}</w:tabs>" if stops else ""


def _aligned(align: str) -> str:
    return f'<w:jc w:val="{align}"/>' if align else ""
