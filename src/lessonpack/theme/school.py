"""The school that a pack is printed for: its name, and its logo as one small picture without anything else in it."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from lessonpack.diagnostics import Span
from lessonpack.theme.beside import read_beside

_MOST_MB = 5
_MOST_PIXELS = 16_000_000
_MOST_SIDE = 1200
"""Pixels that a logo keeps on its longer side: 600 dots an inch at 50 mm."""
_MOST_WIDTH_MM = 60.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG of red, green and blue, or of grey, eight bits each; not interlaced, no transparency, no metadata."""

    data: bytes = field(repr=False)
    width: int
    height: int
    is_grey: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a theme adds to documents, and where they were typed."""

    text: str
    span: Span | None = None


def _words(typed: object) -> Words:
    if isinstance(typed, Words):
        return typed
    text = " ".join(typed.split()) if isinstance(typed, str) else ""
    if not text or len(text) > 120 or not text.isprintable():
        raise PydanticCustomError("theme_school", "the school's name is one line of 1 to 120 characters")
    return Words(text, getattr(typed, "span", None))


def _refuse(why: str) -> PydanticCustomError:
    return PydanticCustomError("theme_logo", "{why}", {"why": why})


def _picture(typed: object, info: ValidationInfo) -> Picture:
    if isinstance(typed, Picture):
        return typed
    return reduced(read_beside(typed, info, "theme_logo", most_mb=_MOST_MB, may_be_absolute=False))


def reduced(data: bytes) -> Picture:
    """A PNG or JPEG file as the one picture that all writers embed: upright, on white, no larger than print shows.

    Raises PydanticCustomError for other files, broken ones, and those with more than 16 million pixels.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        pixels = opened.width * opened.height
        image = None if pixels > _MOST_PIXELS else ImageOps.exif_transpose(opened).convert("RGBA")
    except UnidentifiedImageError:
        raise _refuse("the logo is neither a PNG nor a JPEG file") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _refuse("the logo has far more than 16 million pixels") from None
    except (OSError, ValueError, SyntaxError, LookupError, EOFError):
        raise _refuse("the logo's file is damaged") from None
    if image is None:
        raise _refuse(f"the logo has {pixels / 1e6:.0f} million pixels; at most 16 million are taken")
    flat = Image.new("RGBA", image.size, "white")
    flat.alpha_composite(image)
    plain = flat.convert("RGB")
    plain.thumbnail((_MOST_SIDE, _MOST_SIDE), Image.Resampling.LANCZOS)
    red, green, blue = (channel.tobytes() for channel in plain.split())
    is_grey = red == green == blue
    # A picture made anew carries no metadata of the file that it came from.
    bare = Image.frombytes("L", plain.size, red) if is_grey else Image.frombytes("RGB", plain.size, plain.tobytes())
    made = io.BytesIO()
    bare.save(made, "PNG", optimize=True)
    return Picture(made.getvalue(), *plain.size, is_grey)


def _alternative(typed: str) -> str:
    if not typed.strip() or len(typed) > 200 or not typed.isprintable():
        why = "the logo needs `alt:`, one line of words for those who cannot see it, such as the name of the school"
        raise _refuse(why)
    return typed.strip()


class Logo(BaseModel):
    """A picture at the head of the first page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Annotated[Picture, PlainValidator(_picture), WithJsonSchema({"type": "string"})]
    """PNG or JPEG file, named from the theme file on."""
    alt: Annotated[str, AfterValidator(_alternative), Field(validate_default=True)] = ""
    """Words for those who cannot see it, such as the school's name."""
    height_mm: Annotated[float, Field(ge=5, le=40)] = 12.0
    """Its height on paper."""

    def size_mm(self) -> tuple[float, float]:
        """Width and height on paper; a long one is lower than `height_mm`, so that it leaves room beside it."""
        ratio = self.file.width / self.file.height
        width = min(_MOST_WIDTH_MM, self.height_mm * ratio)
        return width, width / ratio


class School(BaseModel):
    """`name` and `logo` stand at the head of the first page of every document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[Words, PlainValidator(_words), WithJsonSchema({"type": "string"})] | None = None
    """The school's name, on one line."""
    logo: Logo | None = None
    """Its logo."""
