"""The style sheet of one document: the rules of sheet.css, over the theme's sizes and colours as custom properties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from lessonpack.theme.tokens import Scale, Theme, TypeSize
from lessonpack.tree.nodes import Furniture

SMALLEST_ON_SCREEN_PT = 12.0
"""Running text of a smaller size is for paper; on screens, held farther away, it is as large as browsers have it."""
_SIDES = {"w": "width", "h": "height"}
_STRESS = {
    "bold": "em { font-style: normal; font-weight: bold; }",
    "italic": "em { font-style: italic; }",
}


def style_sheet(theme: Theme, scale: Scale, furniture: Furniture, measures: Iterable[str]) -> str:
    """The sheet without remarks, with a rule for each class that stands for a size: w250 is 25% wide."""
    sizes = sorted((name[0], int(name[1:])) for name in measures)
    columns = "\n".join(f".{kind}{size} {{ {_SIDES[kind]}: {size / 10:g}%; }}" for kind, size in sizes)
    return "\n".join(part for part in (_tokens(theme, scale), _rules(), _STRESS[scale.stress], columns) if part) + (
        f"\n{_paper(theme, scale, furniture)}\n"
    )


@cache
def _rules() -> str:
    written = files(__package__).joinpath("sheet.css").read_text(encoding="utf-8")
    return re.sub(r"\n{2,}", "\n", re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)).strip()


def _tokens(theme: Theme, scale: Scale) -> str:
    body, fonts = scale.body, theme.fonts
    properties = {
        **{name.replace("_", "-"): value for name, value in theme.colours.model_dump().items()},
        "text-face": f"{quoted(fonts.docx_text)}, sans-serif",
        "heading-face": f"{quoted(fonts.docx_heading)}, sans-serif",
        "paper": f"{body.size_pt:g}pt",
        "screen": f"{100 * max(1.0, body.size_pt / SMALLEST_ON_SCREEN_PT):.5g}%",
        "leading": f"{body.leading_pt / body.size_pt:.4g}",
        "unit": f"{body.leading_pt / body.size_pt / 2:.4g}rem",
        "pitch": f"{scale.answer_pitch_mm:g}mm",
        **_size("title", scale.title, body),
        **_size("h2", scale.h2, body),
        **_size("h3", scale.h3, body),
        **_size("small", scale.small, body),
    }
    return ":root {\n" + "".join(f"  --{name}: {value};\n" for name, value in properties.items()) + "}"


def _size(name: str, size: TypeSize, body: TypeSize) -> dict[str, str]:
    return {
        name: f"{size.size_pt / body.size_pt:.4g}rem",
        f"{name}-leading": f"{size.leading_pt / size.size_pt:.4g}",
    }


def _paper(theme: Theme, scale: Scale, furniture: Furniture) -> str:
    """What a browser that knows boxes in the margins prints there (CSS Paged Media 3, 4.2): the page numbers."""
    width, height = theme.page_mm()
    page = f"size: {width:g}mm {height:g}mm; margin: {scale.margin_mm:g}mm;"
    label = furniture.page_label
    if not label:
        return f"@page {{ {page} }}"
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    pieces = (counters.get(piece) or quoted(piece) for piece in re.split(r"(\{pages?\})", label) if piece)
    looks = (
        f"color: {theme.colours.muted}; font: {scale.small.size_pt:g}pt {quoted(theme.fonts.docx_text)}, sans-serif; "
        "vertical-align: top;"
    )
    return f"@page {{ {page} @bottom-right {{ content: {' '.join(pieces)}; {looks} }} }}"


def quoted(text: str) -> str:
    """Text as a string of CSS that cannot end the string, nor the element that the sheet stands in."""
    return '"' + re.sub(r"[^\w .,:|·-]", lambda odd: f"\\{ord(odd.group()):x} ", text) + '"'
