"""The PDF writer: from a document to the bytes of a tagged PDF 1.7 file that claims PDF/UA-1, and is held to it.

Looks come from the theme, words and order from the document; this file only joins the two steps.
"""

from __future__ import annotations

from lessonpack.diagnostics import LessonPackError, error
from lessonpack.theme.tokens import Theme
from lessonpack.tree.nodes import Document
from lessonpack.write.pdf.draw import draw
from lessonpack.write.pdf.fonts import FAMILIES
from lessonpack.write.pdf.layout import Layout, lay_out
from lessonpack.write.writer import ONE_SIDED, PrintPlan, Rendition


class PdfWriter:
    """Writes documents in one theme. Faces of type are read when the first document needs them."""

    def __init__(self, theme: Theme, plan: PrintPlan = ONE_SIDED, *, is_fillable: bool = False) -> None:
        """With `is_fillable` room to write becomes form fields.

        Raises LessonPackError for a font family that cannot be embedded.
        """
        named = (family for family in (theme.fonts.text, theme.fonts.heading) if isinstance(family, str))
        unknown = [name for name in named if name not in FAMILIES]
        if unknown:
            families = ", ".join(FAMILIES)
            raise LessonPackError(
                error(
                    "env/no-font",
                    None,
                    f"the theme's font {name!r} is not there to embed",
                    hint=f"use {families}, or files of your own",
                )
                for name in unknown
            )
        self._theme, self._plan, self._is_fillable = theme, plan, is_fillable

    def layout(self, document: Document) -> Layout:
        """Which block stands where; for looking at, nothing is written."""
        return lay_out(document, self._theme, self._plan, is_fillable=self._is_fillable)

    def write(self, document: Document) -> Rendition:
        """The file and its number of pages; the same bytes for the same document and theme."""
        layout = self.layout(document)
        return Rendition(draw(layout), len(layout.pages))
