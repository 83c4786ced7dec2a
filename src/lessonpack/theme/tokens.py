"""The look of a document as numbers: sizes, colours, fonts, spacing; the only thing a writer knows beside the tree.

Sizes are points, page measures millimetres, colours `#rrggbb`. Contrast is checked here (WCAG 2.2, 1.4.3), so that no
theme can be loaded whose text a pupil could not read. Reading files is left to `theme.load`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from lessonpack.theme.school import Logo, School
from lessonpack.theme.typefaces import Family

Paper = Literal["a4", "letter"]
PAPERS_MM: dict[Paper, tuple[float, float]] = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
POINTS_PER_MM = 72 / 25.4


def _hex(value: str) -> str:
    if len(value) != 7 or value[0] != "#" or any(c not in "0123456789abcdefABCDEF" for c in value[1:]):
        raise PydanticCustomError("theme_colour", "a colour is written #rrggbb, such as #1f4e79")
    return value.lower()


Colour = Annotated[
    str,
    AfterValidator(_hex),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}),
    Field(examples=["#1f4e79"]),
]
Points = Annotated[float, Field(ge=1, le=200)]
LEAST_SIZE_PT = 8.0
"""Smaller type is not read by all who must read it (UKAAF asks 12 for text); it could hide words from who signs."""
LEADING = (1.1, 3.0)
"""From baseline to baseline, in sizes of type: closer lines touch, further ones fall apart."""


class Token(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TypeSize(Token):
    """One size of type, with the distance from baseline to baseline."""

    size_pt: Points
    """Size of the letters in points."""
    leading_pt: Points
    """From one baseline to the next, in points; not less than the size."""

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        if self.size_pt < LEAST_SIZE_PT:
            found = {"size": f"{self.size_pt:g}", "least": f"{LEAST_SIZE_PT:g}"}
            raise PydanticCustomError("theme_size", "{size} pt cannot be read; {least} pt is the least", found)
        least, most = (self.size_pt * factor for factor in LEADING)
        if not least <= self.leading_pt <= most:
            found = {"least": f"{least:.1f}", "most": f"{most:.1f}", "size": f"{self.size_pt:g}"}
            message = "the leading of {size} pt type goes from {least} to {most} pt"
            raise PydanticCustomError("theme_leading", message, found)
        return self


class Scale(Token):
    """The sizes of one kind of reader; four of type at most meet on a page."""

    body: TypeSize
    """Running text."""
    title: TypeSize
    """The title of the document."""
    h2: TypeSize
    """Headings."""
    h3: TypeSize
    """Headings below those."""
    small: TypeSize
    """Citations and what stands in the margins."""
    answer_pitch_mm: Annotated[float, Field(ge=5, le=30)]
    """From one answer line to the next."""
    margin_mm: Annotated[float, Field(ge=10, le=50)]
    """Margins of the page."""
    stress: Literal["bold", "italic"]
    """How emphasis looks; bold for young readers, who read italics badly."""


class Colours(Token):
    text: Colour
    """Running text."""
    muted: Colour
    """Small print: citations, furniture."""
    accent: Colour
    """Headings, rules, callout bars; never the only bearer of a meaning."""
    rule: Colour
    """Answer lines and table grids."""
    tint: Colour
    """Ground of callouts."""
    head_tint: Colour
    """Ground of table header rows."""
    draft: Colour
    """The mark across a draft page: pale enough to read words on it, and dark enough to be seen."""


_PICTURES = re.compile(r"wingdings|webdings|symbol|dingbats|marlett|mt extra|mdl2|icons|barcode|emoji", re.IGNORECASE)
"""Families whose letters are pictures: a Word file that names one for its text says nothing that can be read."""


def is_readable(family: str) -> bool:
    """Whether a family's name is one that a file may name for its text."""
    return bool(re.fullmatch(r"[^\W_][\w .-]{0,60}", family)) and not _PICTURES.search(family)


def _readable(family: str) -> str:
    if not is_readable(family):
        raise PydanticCustomError(
            "theme_font", "{family} is no font with letters to read", {"family": repr(family[:40])}
        )
    return family


Readable = Annotated[str, AfterValidator(_readable)]


class Fonts(Token):
    """`text` and `heading` are families that the PDF embeds: one that comes with the program, or files of your own.
    The `docx_` ones are named in Word files, which use what the reader's machine has."""

    text: Family
    """Family of running text in PDF: noto-sans, firago, or files."""
    heading: Family
    """Family of headings in PDF: noto-sans, firago, or files."""
    docx_text: Readable
    """Font of running text in Word files."""
    docx_heading: Readable
    """Font of headings in Word files."""


class Theme(Token):
    name: str = ""
    """As the file is called; `standard` for theme.yaml."""
    extends: str = ""
    """The theme that has what this one does not say."""
    about: str = ""
    """What it is for, in one line."""
    paper: Paper
    """Size of the paper: a4 or letter."""
    fonts: Fonts
    """Families of type."""
    colours: Colours
    """Inks and grounds; pairs that cannot be told apart are refused."""
    scales: dict[str, Scale]
    """Name -> sizes for one kind of reader."""
    student_scales: dict[str, str]
    """Which scale the students of a band read: band -> name in `scales`."""
    teacher_scale: str
    """The scale that teachers read, by its name in `scales`."""
    handwriting_cm: dict[str, Annotated[float, Field(gt=0, le=5)]]
    """Line that one handwritten word takes: band -> centimetres."""
    punch_margin_mm: Annotated[float, Field(ge=10, le=50)] = 25
    """Least margin on the side where sheets are punched or bound, when both of their sides are printed."""
    letter_spacing: Annotated[float, Field(ge=0, le=0.2)] = 0.0
    """Room added after every letter, as a share of the type size."""
    line_weight: Annotated[float, Field(ge=0.25, le=1)] = 1.0
    """Share of their usual weight that rules and frames have."""
    draft_mark: Literal["filled", "outlined"] = "filled"
    """How the mark across a draft page is drawn."""
    school: School | None = None
    """The school that the packs are printed for."""

    @property
    def logo(self) -> Logo | None:
        return self.school.logo if self.school else None

    @model_validator(mode="after")
    def _scales_exist(self) -> Self:
        asked = [(("student_scales", band), name) for band, name in self.student_scales.items()]
        known = ", ".join(sorted(self.scales))
        _refuse(
            "theme_scale",
            [
                ((path,), f"there is no scale {name!r}; the theme has {known}")
                for path, name in (*asked, (("teacher_scale",), self.teacher_scale))
                if name not in self.scales
            ],
        )
        return self

    @model_validator(mode="after")
    def _is_legible(self) -> Self:
        _refuse("theme_contrast", list(_illegible(self.colours)))
        return self

    def scale(self, document: str, band: str) -> Scale:
        """The sizes for a kind of document and a band; a band that the theme does not name reads the
        teacher's scale."""
        name = self.teacher_scale if document == "teacher" else self.student_scales.get(band, self.teacher_scale)
        return self.scales[name]

    def page_mm(self) -> tuple[float, float]:
        """Width and height of the paper, upright."""
        return PAPERS_MM[self.paper]

    def side_margins_mm(self, scale: Scale, *, is_duplex: bool) -> tuple[float, float]:
        """The margin towards the holes and the outer one; on sheets printed on one side the two are alike."""
        outer = scale.margin_mm
        return (max(outer, self.punch_margin_mm) if is_duplex else outer), outer

    def on(self, paper: Paper) -> Theme:
        return self.model_copy(update={"paper": paper})

    def answer_lines(self, words: int, band: str, width_mm: float) -> int:
        """Ruled lines, at least two, that `words` handwritten words of a pupil in `band` fill at this width."""
        cm_per_word = self.handwriting_cm.get(band, min(self.handwriting_cm.values(), default=1.0))
        return max(2, math.ceil(words * cm_per_word * 10 / width_mm))


LEAST_CONTRAST = 4.5
LEAST_MARK = 1.12
"""Of the mark of a draft with white paper."""
_WHITE = "#ffffff"
_GROUNDS_OF = {
    "text": ("tint", "head_tint", "draft"),
    "muted": ("tint", "draft"),
    "accent": ("tint", "head_tint", "draft"),
}

Fault = tuple[tuple[tuple[str, ...], ...], str]
"""Paths to the values that are at fault together, the likelier one first; and what is wrong."""


def _refuse(code: str, faults: list[Fault]) -> None:
    """All faults as one finding of pydantic's, which cannot tell several at once; `load.decode` takes them apart."""
    if faults:
        raise PydanticCustomError(code, "{first}", {"first": faults[0][1], "faults": tuple(faults)})


def _illegible(colours: Colours) -> Iterator[Fault]:
    """Pairs of ink and ground that cannot be told apart; an ink too pale for white paper is told once."""
    for ink, grounds in _GROUNDS_OF.items():
        typed = getattr(colours, ink)
        if said := _pale(ink, typed, "white paper", _WHITE):
            yield ((("colours", ink),), said)
            continue
        for ground in grounds:
            if said := _pale(ink, typed, ground, getattr(colours, ground)):
                yield ((("colours", ground), ("colours", ink)), said)
    if (ratio := contrast(colours.draft, _WHITE)) < LEAST_MARK:
        said = (
            f"draft {colours.draft} on white paper has a contrast of {ratio:.2f}:1; below {LEAST_MARK}:1 nobody sees it"
        )
        yield ((("colours", "draft"),), said)


def _pale(ink: str, typed: str, ground: str, paper: str) -> str:
    ratio = contrast(typed, paper)
    if ratio >= LEAST_CONTRAST:
        return ""
    return (
        f"{ink} {typed} on {ground} {paper} has a contrast of {ratio:.1f}:1; "
        f"at least {LEAST_CONTRAST}:1 is needed to be read"
    )


def contrast(ink: str, ground: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
