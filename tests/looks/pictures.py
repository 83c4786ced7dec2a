"""Pages of shipped packs as small pictures, made afresh by `python -m tests.looks.pictures` when pages change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from lessonpack.api import PackRequest, Press, Project, build

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "pages"
TODAY = date(2026, 11, 1)
WIDTH = 420
"""Pixels of a picture's width; an A4 page is then legible in its headings, and the file small."""


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    module: str
    stem: str
    page: int
    """Counted from 1."""


PICTURES = (
    Picture("student-first-page", "safe-and-heard", "staying-safe-1-B-student", 1),
    Picture("student-sources", "trafficking-belarus", "staying-safe-3-C-student", 2),
    Picture("student-help", "trafficking-belarus", "staying-safe-3-C-student", 4),
    Picture("student-figures", "check-the-numbers", "checking-sources-1-C-student", 2),
    Picture("young-students", "water-cycle", "water-1-A-student", 1),
    Picture("circles", "safe-and-heard", "staying-safe-1-C-organisers", 1),
    Picture("cards", "trafficking-belarus", "staying-safe-3-D-cards", 3),
    Picture("teacher-guide", "trafficking-belarus", "staying-safe-3-C-teacher", 1),
)


def rendered(data: bytes, page: int) -> Image.Image:
    """A page of a PDF in grey levels and colours, `WIDTH` pixels wide."""
    with pypdfium2.PdfDocument(data) as document:
        sheet = document[page - 1]
        picture: Image.Image = sheet.render(scale=WIDTH / sheet.get_width()).to_pil()
    # A renderer may round the height up or down.
    return picture.convert("RGB").crop((0, 0, WIDTH, int(WIDTH * 1.41)))


def pictures(name: str) -> dict[str, Image.Image]:
    """The pictures of one module, by their names."""
    wanted = [picture for picture in PICTURES if picture.module == name]
    project = Project(ROOT)
    pack = build(project, name, PackRequest(TODAY, formats=("pdf",)), Press(project.theme, None))
    made = {file.name.removesuffix(".pdf"): file.data for file in pack.files}
    return {picture.name: rendered(made[picture.stem], picture.page) for picture in wanted}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in sorted({picture.module for picture in PICTURES}):
        for title, picture in pictures(name).items():
            # A few dozen colours are all that a page of text has.
            small = picture.quantize(colors=24, dither=Image.Dither.NONE)
            small.save(FOLDER / f"{title}.png", optimize=True)


if __name__ == "__main__":
    main()
