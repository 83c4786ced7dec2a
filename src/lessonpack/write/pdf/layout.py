"""A document laid out: the pages, what stands where on them, and the structure that drawing will fill.

This is what a gate or a test looks at to learn which block stands on which page; `draw` turns it into a file.
"""

from __future__ import annotations

from dataclasses import dataclass

from lessonpack.diagnostics import LessonPackError
from lessonpack.theme.tokens import Theme
from lessonpack.tree.nodes import Document, Furniture, Meta
from lessonpack.write.pdf.blocks import Bookmark, Builder
from lessonpack.write.pdf.furniture import Geometry, check, geometry
from lessonpack.write.pdf.measure import Typography, typography
from lessonpack.write.pdf.place import Page, paginate
from lessonpack.write.pdf.tags import Element
from lessonpack.write.pdf.texts import Frame, Spot


@dataclass(frozen=True, slots=True)
class Layout:
    meta: Meta
    furniture: Furniture
    typography: Typography
    geometry: Geometry
    pages: tuple[Page, ...]
    root: Element
    bookmarks: tuple[Bookmark, ...]


def lay_out(document: Document, theme: Theme) -> Layout:
    """The document on pages of the theme's paper.

    Raises LessonPackError with every character that no font has and every table too wide for the page.
    """
    type_ = typography(theme, document.meta)
    page = geometry(type_, document.furniture)
    # Where lines start, for those who reflow the page (ISO 32000-1, 14.8.5.4.2).
    attributes = "/A<</O/Layout/WritingMode/RlTb>>" if type_.is_leftward else ""
    root = Element("Document", attributes=attributes, is_attached=True)
    builder = Builder(type_, page.bottom - page.top)
    strips = builder.flow(document.blocks, Spot(Frame(page.left, page.right), root))
    check(type_, document.furniture)
    if type_.faults:
        raise LessonPackError(type_.faults)
    pages = tuple(paginate(strips, page.top, page.bottom))
    return Layout(document.meta, document.furniture, type_, page, pages, root, tuple(builder.bookmarks))
