"""PDFs whose pages can be told apart by a look: each is of one colour of its own."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2

from lessonpack.printing.impose import Source

A4 = (595.28, 841.89)
LETTER = (612.0, 792.0)
COLOURS = [(200, 0, 0), (0, 150, 0), (0, 0, 200), (200, 150, 0), (150, 0, 150), (0, 150, 150), (90, 90, 90), (60, 0, 0)]
WHITE = (255, 255, 255)


def coloured(
    pages: int, size: tuple[float, float] = A4, *, left: float = 0.0, title: str = "Staying safe, pack 3"
) -> bytes:
    """A PDF of `pages` pages, each filled with its colour; `left` is where its paper begins."""
    pdf = pikepdf.new()
    for red, green, blue in COLOURS[:pages]:
        page = pdf.add_blank_page(page_size=size)
        page.obj.MediaBox = pikepdf.Array([left, 0, left + size[0], size[1]])
        fill = f"{red / 255:.4f} {green / 255:.4f} {blue / 255:.4f} rg {left} 0 {size[0]} {size[1]} re f"
        page.obj.Contents = pdf.make_stream(fill.encode())
    pdf.docinfo["/Title"] = title
    stored = io.BytesIO()
    pdf.save(stored, deterministic_id=True)
    return stored.getvalue()


def source(pages: int, size: tuple[float, float] = A4, **more: object) -> Source:
    return Source("staying-safe-3-C-student.pdf", coloured(pages, size, **more))  # type: ignore[arg-type]  # as above


def shown(data: bytes, columns: int, rows: int) -> list[list[int | None]]:
    """For each side and each of its places: the page whose colour is in its middle; None for white."""
    with pypdfium2.PdfDocument(data) as pdf:
        pictures = [page.render(scale=0.25).to_pil().convert("RGB") for page in pdf]
    found = []
    for picture in pictures:
        middles = [
            (picture.width * (2 * column + 1) // (2 * columns), picture.height * (2 * row + 1) // (2 * rows))
            for row in range(rows)
            for column in range(columns)
        ]
        found.append([page_of(picture.getpixel(middle)) for middle in middles])
    return found


def page_of(colour: object) -> int | None:
    if colour == WHITE:
        return None
    assert isinstance(colour, tuple)
    distances = [sum(abs(one - other) for one, other in zip(colour, known, strict=True)) for known in COLOURS]
    assert min(distances) < 8, colour
    return distances.index(min(distances))
