"""A document laid out: the pages, what stands where on them, and the structure that drawing will fill.

This is what a gate or a test looks at to learn which block stands on which page; `draw` turns it into a file.
"""

from __future__ import annotations

from dataclasses import dataclass

from lessonpack.diagnostics import LessonPackError
from lessonpack.theme.tokens import Theme
from lessonpack.tree.nodes import AnswerSpace, Block, CardSheet, CheckList, Circles, Document, Furniture, Meta, WriteIn
from lessonpack.tree.walk import every_block
from lessonpack.write.pdf.blocks import Bookmark, Builder
from lessonpack.write.pdf.furniture import Geometry, check, geometry
from lessonpack.write.pdf.measure import Typography, typography
from lessonpack.write.pdf.place import Page, paginate
from lessonpack.write.pdf.school import school_strips
from lessonpack.write.pdf.tags import Element
from lessonpack.write.pdf.texts import Frame, Spot
from lessonpack.write.writer import PrintPlan

_MEASURED = (AnswerSpace, CardSheet, CheckList, Circles, WriteIn)


@dataclass(frozen=True, slots=True)
class Layout:
    meta: Meta
    furniture: Furniture
    typography: Typography
    geometry: Geometry
    pages: tuple[Page, ...]
    root: Element
    bookmarks: tuple[Bookmark, ...]
    plan: PrintPlan
    is_two_sided: bool
    """True where the plan says so, or where backs of cards stand behind their fronts."""
    is_measured: bool
    """True where a printer that shrinks the page would shrink what has a measure: room to write, margins for holes."""


def lay_out(document: Document, theme: Theme, plan: PrintPlan, *, is_fillable: bool = False) -> Layout:
    """The document on pages of the theme's paper, with margins as the plan needs them.

    Raises LessonPackError with every character that no font has and every table too wide for the page.
    """
    type_ = typography(theme, document.meta, is_fillable=is_fillable)
    page = geometry(type_, document.furniture, is_duplex=plan.is_duplex)
    # Where lines start, for those who reflow the page (ISO 32000-1, 14.8.5.4.2).
    attributes = "/A<</O/Layout/WritingMode/RlTb>>" if type_.is_leftward else ""
    root = Element("Document", attributes=attributes, is_attached=True)
    builder = Builder(type_, page.bottom - page.top)
    spot = Spot(Frame(page.left, page.right), root)
    head = school_strips(document.furniture, type_, spot)
    strips = builder.flow(document.blocks, spot)
    if head and strips:
        strips[0].space = type_.unit
    check(type_, document.furniture)
    if type_.faults:
        raise LessonPackError(type_.faults)
    pages = tuple(paginate(head + strips, page.top, page.bottom))
    blocks = tuple(every_block(document.blocks))
    return Layout(
        meta=document.meta,
        furniture=document.furniture,
        typography=type_,
        geometry=page,
        pages=pages,
        root=root,
        bookmarks=tuple(builder.bookmarks),
        plan=plan,
        is_two_sided=plan.is_duplex or any(map(_has_backs, blocks)),
        is_measured=plan.is_duplex or any(isinstance(block, _MEASURED) for block in blocks),
    )


def _has_backs(block: Block) -> bool:
    return isinstance(block, CardSheet) and any(card.back for card in block.cards)
