"""Pages of finished PDFs on sheets to print: booklets, two or four pages on a side, several files in one.

The sheets hold the pages as pictures of vectors and words: nothing is added to what they say, tags, links and
bookmarks are lost. Needs pikepdf, which comes with the extra `print` and is imported where it is used.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from lessonpack.diagnostics import LessonPackError, error
from lessonpack.printing.order import Side, in_rows, saddle_stitched

_PRODUCER = "lessonpack"
_KEPT = ("/Author", "/CreationDate", "/ModDate")


class PrintForm(StrEnum):
    """How pages stand on a side; the value is part of file names."""

    PLAIN = ""
    """One page on a side."""
    BOOKLET = "booklet"
    """Two, in the order of sheets that are folded and stapled in the middle."""
    TWO_UP = "2up"
    FOUR_UP = "4up"

    @property
    def grid(self) -> tuple[int, int]:
        """Columns and rows of a side."""
        return _GRIDS[self]

    @property
    def is_turned(self) -> bool:
        """True where the sheet lies on its long edge."""
        columns, rows = self.grid
        return columns > rows

    def sides(self, pages: int) -> list[Side]:
        columns, rows = self.grid
        return saddle_stitched(pages) if self is PrintForm.BOOKLET else in_rows(pages, columns * rows)


_GRIDS = {PrintForm.PLAIN: (1, 1), PrintForm.BOOKLET: (2, 1), PrintForm.TWO_UP: (2, 1), PrintForm.FOUR_UP: (2, 2)}


@dataclass(frozen=True, slots=True)
class Source:
    """A finished PDF; `name` is what people are told of it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sheets:
    """A PDF whose pages are sides of sheets."""

    data: bytes
    sides: int


def print_only_name(name: str, form: PrintForm) -> str:
    """The file name of the sheets made of the file `name`, which says that they are not the file to share."""
    return "-".join(part for part in (PurePath(name).stem, str(form), "print-only.pdf") if part)


def library() -> Any:
    """The library that reads and writes any PDF. Raises LessonPackError with `env/no-print-extra` where it is not
    installed."""
    try:
        import pikepdf
    except ImportError:
        hint = "install it once with: python -m pip install pikepdf (pipx: pipx inject lessonpack pikepdf)"
        found = "putting pages on sheets needs the package pikepdf, which is not installed"
        raise LessonPackError([error("env/no-print-extra", None, found, hint=hint)]) from None
    return pikepdf


def opened(source: Source) -> Any:
    """The file as a pikepdf.Pdf with at least one page. Raises LessonPackError with `print/not-pdf`."""
    pikepdf = library()
    try:
        pdf = pikepdf.open(io.BytesIO(source.data))
        has_pages = len(pdf.pages) > 0
    except pikepdf.PasswordError:
        raise _refused(source, "is locked by a password", "save a copy without a password") from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        hint = "print the .pdf of a pack; a Word file is printed from the program that opens it"
        raise _refused(source, "is not a PDF, or is damaged", hint) from None
    if not has_pages:
        raise _refused(source, "has no pages", "build it again")
    return pdf


def _refused(source: Source, found: str, hint: str) -> LessonPackError:
    return LessonPackError([error("print/not-pdf", None, f"{source.name} {found}", hint=hint)])


def impose(sources: Sequence[Source], form: PrintForm, *, is_duplex: bool) -> Sheets:
    """The pages of the sources on sheets of their own paper, centred in their places and never enlarged.

    Each source begins on a sheet of its own: where both sides are printed, its last sheet ends with an empty side if
    need be. The same sources give the same bytes. Raises LessonPackError for a source that is no PDF.
    """
    pdfs = [opened(source) for source in sources]
    out = library().new()
    for pdf in pdfs:
        _put(out, pdf, form)
        if is_duplex and len(out.pages) % 2:
            out.add_blank_page(page_size=_size(out.pages[-1]))
    _describe(out, pdfs, form, is_duplex=is_duplex)
    stored = io.BytesIO()
    modes = library().ObjectStreamMode
    out.save(stored, deterministic_id=True, object_stream_mode=modes.generate, min_version="1.7")
    return Sheets(stored.getvalue(), len(out.pages))


def _put(out: Any, pdf: Any, form: PrintForm) -> None:
    """All sides of one document behind those that are there."""
    # What somebody has filled in stands in annotations, which a picture of the page would lose.
    pdf.flatten_annotations("print")
    pictures = [out.copy_foreign(page.as_form_xobject()) for page in pdf.pages]
    for picture in pictures:
        # It leads into a tree of tags that is not here (ISO 32000-1, 14.7.4.4).
        if "/StructParents" in picture:
            del picture["/StructParents"]
    width, height = _size(pdf.pages[0])
    sheet = (height, width) if form.is_turned else (width, height)
    for side in form.sides(len(pictures)):
        _add_side(out, sheet, form, ((place, pictures[page]) for place, page in enumerate(side) if page is not None))


def _add_side(out: Any, sheet: tuple[float, float], form: PrintForm, pictures: Iterable[tuple[int, Any]]) -> None:
    pikepdf = library()
    page = out.add_blank_page(page_size=sheet)
    width, height = (length / count for length, count in zip(sheet, form.grid, strict=True))
    shown, code = pikepdf.Dictionary(), []
    for place, picture in pictures:
        row, column = divmod(place, form.grid[0])
        name = pikepdf.Name(f"/Page{place + 1}")
        shown[name] = picture
        top = sheet[1] - row * height
        cell = pikepdf.Rectangle(column * width, top - height, (column + 1) * width, top)
        code.append(page.calc_form_xobject_placement(picture, name, cell))
    page.obj.Resources = pikepdf.Dictionary(XObject=shown)
    page.obj.Contents = out.make_stream(b"".join(code))


def _size(page: Any) -> tuple[float, float]:
    """Width and height as a reader shows the page."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    width, height = right - left, top - bottom
    return (height, width) if int(page.obj.get("/Rotate", 0)) % 180 else (width, height)


def _describe(out: Any, pdfs: Sequence[Any], form: PrintForm, *, is_duplex: bool) -> None:
    """Title, language and wishes to the print dialogue, from the sources' own; no claim to be accessible."""
    pikepdf = library()
    titles = dict.fromkeys(str(pdf.docinfo.get("/Title", "")) for pdf in pdfs)
    out.docinfo["/Title"] = f"{' + '.join(title for title in titles if title)} (print only)".strip()
    out.docinfo["/Producer"] = _PRODUCER
    for key in _KEPT:
        if key in pdfs[0].docinfo:
            out.docinfo[key] = str(pdfs[0].docinfo[key])
    if "/Lang" in pdfs[0].Root:
        out.Root.Lang = str(pdfs[0].Root.Lang)
    wishes = pikepdf.Dictionary(DisplayDocTitle=True, PrintScaling=pikepdf.Name("/None"))
    sides = sides_of(form, is_duplex=is_duplex)
    if sides is not Sides.ONE:
        wishes.Duplex = pikepdf.Name("/DuplexFlipShortEdge" if sides is Sides.SHORT_EDGE else "/DuplexFlipLongEdge")
    out.Root.ViewerPreferences = wishes
    out.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D)])


class Sides(StrEnum):
    """The values of the attribute `sides` of a print job (RFC 8011, 5.2.8)."""

    ONE = "one-sided"
    LONG_EDGE = "two-sided-long-edge"
    SHORT_EDGE = "two-sided-short-edge"


def sides_of(form: PrintForm, *, is_duplex: bool) -> Sides:
    """How the sheets are printed: a booklet always on both sides; a sheet that lies turns like a page of a book."""
    if form is not PrintForm.BOOKLET and not is_duplex:
        return Sides.ONE
    return Sides.SHORT_EDGE if form.is_turned else Sides.LONG_EDGE
