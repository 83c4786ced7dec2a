"""A finished layout as a PDF file: every placed strip becomes operators, tags and links on ReportLab's canvas.

Decides nothing about looks or places. The private doors of ReportLab that tagging needs (the canvas's document and
preamble, the keys of a page) are opened here and nowhere else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from reportlab.pdfbase.pdfdoc import PDFArray, PDFPage
from reportlab.pdfgen.canvas import Canvas

from lessonpack.write.pdf.edges import draw_edging
from lessonpack.write.pdf.embedding import FontBook
from lessonpack.write.pdf.forms import Form
from lessonpack.write.pdf.furniture import Geometry, draw_around, draw_beneath
from lessonpack.write.pdf.layout import Layout
from lessonpack.write.pdf.metadata import advise, describe, outline
from lessonpack.write.pdf.paint import DECORATION, REPETITION, Brush
from lessonpack.write.pdf.place import Page, Placed
from lessonpack.write.pdf.raw import Raw, number, register, stream, string
from lessonpack.write.pdf.serialise import file_of
from lessonpack.write.pdf.strips import Edging, Field, Ground, Mark, Path, Picture, Rule, Span, Words
from lessonpack.write.pdf.tags import Annotation, Element, PageTags, write_tree
from lessonpack.write.picture import pixels

# ReportLab's pages know neither key; without them no reader can follow a tag back to its page (ISO 32000-1, 14.7.4.4).
_PAGE_KEYS = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
_PICTURE = "Logo"
_URI_SIGNS = "%/:=&?~#+!$,;'@()*[]"


@dataclass(slots=True)
class LinkArea:
    """Where a link can be clicked; y downwards."""

    span: Span
    left: float
    right: float
    top: float
    bottom: float


@dataclass(slots=True)
class Drawing:
    """The state of one file while it is drawn."""

    layout: Layout
    canvas: Any
    is_tagged: bool = True
    fonts: FontBook = field(default_factory=FontBook)
    tags: list[PageTags] = field(default_factory=list)
    link_owners: list[Element] = field(default_factory=list)
    bound: dict[int, str] = field(default_factory=dict)
    """Keys of the headings that were drawn, by their place in the layout's bookmarks."""
    pending: dict[int, int] = field(init=False)
    """Headings not drawn yet: identity of the element -> place in the layout's bookmarks."""

    form: Form = field(init=False)

    def __post_init__(self) -> None:
        style = self.layout.typography.style("body")
        self.form = Form(style.ink().face, style.size, self.layout.meta.language)
        self.pending = {id(bookmark.element): place for place, bookmark in enumerate(self.layout.bookmarks)}


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab is untyped
    """ReportLab's canvas without the line that names Helvetica, which is not embedded, on every page."""

    def _make_preamble(self) -> None:
        self._preamble = ""


def draw(layout: Layout, *, is_tagged: bool = True) -> bytes:
    """The file's bytes. A layout can be drawn once: its elements remember where they were drawn.

    Without tags a file is no PDF/UA: that is for measuring what tags cost, and that they change nothing to be seen.
    """
    size = (layout.geometry.width, layout.geometry.height)
    # No file is opened: the data is taken from the canvas. `invariant` keeps the clock out.
    canvas = TaggedCanvas(io.BytesIO(), pagesize=size, invariant=1, pdfVersion=(1, 7), lang=layout.meta.language)
    drawing = Drawing(layout, canvas, is_tagged)
    for index, content in enumerate(layout.pages):
        _draw_page(drawing, index, content)
    return _finished(drawing)


def _finished(drawing: Drawing) -> bytes:
    """Fonts, structure tree and metadata, after the last page."""
    canvas, document = drawing.canvas, drawing.canvas._doc
    drawing.form.finish(document)
    drawing.fonts.embed(document)
    if drawing.is_tagged:
        _add_tree(drawing)
    describe(canvas, drawing.layout.meta, is_tagged=drawing.is_tagged)
    layout = drawing.layout
    advise(canvas, layout.plan.copies, is_two_sided=layout.is_two_sided, is_measured=layout.is_measured)
    # In the order of the tree: cells side by side are not drawn in it.
    marks = enumerate(drawing.layout.bookmarks)
    outline(canvas, [(drawing.bound[place], mark.level, mark.title) for place, mark in marks])
    return file_of(canvas)


def _add_tree(drawing: Drawing) -> None:
    document = drawing.canvas._doc
    page_numbers = [document.idToObjectNumberAndVersion[f"Page{i + 1}"][0] for i in range(len(drawing.tags))]
    tree = write_tree(
        document,
        drawing.layout.root,
        drawing.tags,
        page_numbers=page_numbers,
        annotations=drawing.link_owners,
    )
    document.Catalog.StructTreeRoot = f"{tree} 0 R"
    document.Catalog.MarkInfo = "<</Marked true>>"


def _draw_page(drawing: Drawing, index: int, page: Page) -> None:
    layout = drawing.layout
    weight = layout.typography.theme.line_weight
    mirror = layout.geometry.width if layout.typography.is_leftward else 0.0
    brush = Brush(drawing.fonts, index, layout.geometry.height, mirror, line_weight=weight, is_tagged=drawing.is_tagged)
    drawing.tags.append(brush.tags)
    draw_beneath(brush, layout.typography, layout.furniture, page=layout.geometry, number=index + 1)
    _decorate(brush, layout, page)
    for placed in page.repeated:
        _repeat(brush, placed)
    links: list[LinkArea] = []
    for placed in page.placed:
        _bookmark(drawing, placed)
        links += _draw_strip(brush, placed)
    draw_around(
        brush, layout.typography, layout.furniture, page=layout.geometry, number=index + 1, pages=len(layout.pages)
    )
    brush.close()
    numbers = [_annotate(drawing, index, area) for area in links]
    numbers += [_field(drawing, brush, placed, area) for placed in page.placed for area in _fields(placed)]
    _show_page(drawing, brush, page, index=index, annotations=numbers)


def _decorate(brush: Brush, layout: Layout, page: Page) -> None:
    """Boxes from the outermost in, then grounds and rules of the strips, all beneath the text."""
    colours = layout.typography.theme.colours
    brush.artifact(DECORATION)
    for edging in page.edgings:
        draw_edging(brush, edging, colours)
    for placed in (*page.placed, *page.repeated):
        for mark in placed.strip.marks:
            match mark:
                case Words():
                    _underline(brush, mark, placed.top)
                case Edging():
                    draw_edging(brush, mark, colours, y=placed.top)
                case Ground():
                    y = placed.top + mark.y
                    brush.area(mark.left, mark.right, y=y, height=mark.height, colour=mark.colour)
                case Rule(element=None):
                    y = placed.top + mark.y
                    brush.line([(mark.left, y), (mark.right, y)], mark.weight, mark.colour)
                case Path(element=None):
                    brush.path(mark, placed.top)
                case Rule() | Path() | Field() | Picture():
                    pass


def _underline(brush: Brush, words: Words, top: float) -> None:
    """A line under links: on a grey copy their colour says nothing."""
    for x, _, width, span in words.segments:
        if span.href:
            y = top + words.baseline + span.ink.size * 0.14
            brush.line([(x, y), (x + width, y)], span.ink.size * 0.05, span.ink.colour)


def _repeat(brush: Brush, placed: Placed) -> None:
    """A header row shown once more; its text was tagged where it stood first."""
    brush.artifact(REPETITION)
    for mark in placed.strip.marks:
        if isinstance(mark, Words):
            for x, text, _, span in mark.segments:
                brush.text(x, placed.top + mark.baseline, text, ink=span.ink)


def _draw_strip(brush: Brush, placed: Placed) -> list[LinkArea]:
    """Text, answer lines and pictures of a strip; returns where its links are."""
    links: list[LinkArea] = []
    for mark in placed.strip.marks:
        match mark:
            case Words():
                y = placed.top + mark.baseline
                for x, text, width, span in mark.segments:
                    brush.tagged(span.element)
                    brush.text(x, y, text, ink=span.ink)
                    if span.href:
                        size = span.ink.size
                        links.append(LinkArea(span, *brush.across(x, x + width), y - size, y + size * 0.3))
            case Rule(element=Element() as element):
                brush.tagged(element)
                y = placed.top + mark.y
                brush.line([(mark.left, y), (mark.right, y)], mark.weight, mark.colour)
            case Path(element=Element() as element):
                brush.tagged(element)
                brush.path(mark, placed.top)
            case Picture():
                brush.tagged(mark.element)
                y = placed.top + mark.y
                brush.picture(_PICTURE, mark.left, mark.right, y=y, height=mark.height)
                left, right = brush.across(mark.left, mark.right)
                mark.element.attributes = _extent(left, brush.height - y - mark.height, right, brush.height - y)
            case _:
                pass
    if any(isinstance(mark, Rule | Path) for mark in placed.strip.marks):
        _give_extent(brush, placed)
    return links


def _give_extent(brush: Brush, placed: Placed) -> None:
    """Each figure's bounding box on its page (ISO 32000-1, 14.8.5.4.3)."""
    extents: dict[int, tuple[Element, list[tuple[float, float, float, float]]]] = {}
    for mark in placed.strip.marks:
        for element, extent in _extents(mark):
            if element.role == "Figure":
                extents.setdefault(id(element), (element, []))[1].append(extent)
    for element, own in extents.values():
        left, right = brush.across(min(edge[0] for edge in own), max(edge[1] for edge in own))
        top = brush.height - placed.top - min(edge[2] for edge in own) + 1
        bottom = brush.height - placed.top - max(edge[3] for edge in own) - 1
        element.attributes = _extent(left, bottom, right, top)


def _extent(*edges: float) -> str:
    return f"/A<</O/Layout/Placement/Block/BBox[{' '.join(map(number, edges))}]>>"


def _extents(mark: Mark) -> Iterator[tuple[Element, tuple[float, float, float, float]]]:
    """Left, right, top and bottom of what a mark paints for an element."""
    match mark:
        case Rule(element=Element() as element):
            yield element, (mark.left, mark.right, mark.y, mark.y)
        case Path(element=Element() as element):
            yield element, mark.extent
        case Words():
            for x, _, width, span in mark.segments:
                size = span.ink.size
                yield span.element, (x, x + width, mark.baseline - size, mark.baseline + size * 0.3)
        case _:
            return


def _bookmark(drawing: Drawing, placed: Placed) -> None:
    """Bind the outline's entries to headings whose first words stand here, be it beside a list label or in a cell."""
    if not drawing.pending:
        return
    for mark in placed.strip.marks:
        for _, _, _, span in mark.segments if isinstance(mark, Words) else ():
            place = drawing.pending.pop(id(_outer(span.element)), None)
            if place is not None:
                drawing.bound[place] = key = f"heading-{place + 1}"
                drawing.canvas.bookmarkHorizontalAbsolute(key, drawing.layout.geometry.height - placed.top)


def _outer(element: Element) -> Element:
    """The block's element around a link's or another language's words."""
    while element.parent and element.role in ("Link", "Span"):
        element = element.parent
    return element


def _annotate(drawing: Drawing, index: int, area: LinkArea) -> int:
    """Object number of a link annotation, which its element refers to (ISO 32000-1, 14.7.4.3)."""
    height = drawing.layout.geometry.height
    edges = (area.left, height - area.bottom, area.right, height - area.top)
    box = " ".join(number(edge) for edge in edges)
    key = len(drawing.layout.pages) + len(drawing.link_owners)
    contents = string(f"{area.span.text} ({area.span.href})")
    target = string(quote(area.span.href, safe=_URI_SIGNS))
    item = Raw(
        f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/StructParent {key}".encode("ascii")
        + b"/Contents%b/A<</S/URI/URI%b>>>>" % (contents, target)
    )
    annotation = register(drawing.canvas._doc, item)
    area.span.element.add(Annotation(index, annotation))
    drawing.link_owners.append(area.span.element)
    return annotation


def _fields(placed: Placed) -> Iterator[Field]:
    return (mark for mark in placed.strip.marks if isinstance(mark, Field))


def _field(drawing: Drawing, brush: Brush, placed: Placed, area: Field) -> int:
    """Object number of a form field, which its element refers to."""
    height = drawing.layout.geometry.height
    left, right = brush.across(area.left, area.right)
    box = (left, height - placed.top - area.bottom, right, height - placed.top - area.top)
    key = len(drawing.layout.pages) + len(drawing.link_owners)
    widget = drawing.form.add(drawing.canvas._doc, area, box=box, key=key)
    area.element.add(Annotation(brush.page, widget))
    drawing.link_owners.append(area.element)
    return widget


def _shows_picture(page: Page) -> bool:
    return any(isinstance(mark, Picture) for placed in page.placed for mark in placed.strip.marks)


def _picture_number(drawing: Drawing) -> int:
    """Object number of the school's logo; its rows are packed as they are in the PNG (ISO 32000-1, 7.4.4)."""
    logo = drawing.layout.typography.theme.logo
    if logo is None:
        raise AssertionError("a page shows a picture that the theme does not have")
    image = pixels(logo.file.data)
    space = "DeviceRGB" if image.channels == 3 else "DeviceGray"
    head = (
        f"<</Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}/ColorSpace/{space}/BitsPerComponent 8"
        f"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {image.channels}/Columns {image.width}>>"
        f"/Length {len(image.packed)}>>\nstream\n"
    )
    return register(drawing.canvas._doc, Raw(head.encode("ascii") + image.packed + b"\nendstream"))


def _show_page(drawing: Drawing, brush: Brush, content: Page, *, index: int, annotations: Sequence[int]) -> None:
    drawing.canvas.showPage()
    page = drawing.canvas._doc.Pages.pages[-1]
    page.Contents = stream("\n".join(brush.code).encode("latin-1"))
    page.__NoDefault__ = _PAGE_KEYS
    # All pages share the fonts of the file; ReportLab would add procedure sets, which are obsolete (ISO 32000-1, 14.2).
    fonts = drawing.canvas._doc.idToObjectNumberAndVersion["BasicFonts"][0]
    pictures = f"/XObject<</{_PICTURE} {_picture_number(drawing)} 0 R>>" if _shows_picture(content) else ""
    page.Resources = f"<</Font {fonts} 0 R{pictures}>>"
    if drawing.is_tagged:
        page.StructParents = index
        page.Tabs = "/S"
    page.MediaBox = PDFArray([number(edge) for edge in _paper(drawing.layout.geometry, index)])
    if annotations:
        page.Annots = PDFArray([f"{annotation} 0 R" for annotation in annotations])


def _paper(geometry: Geometry, index: int) -> tuple[float, float, float, float]:
    left = geometry.paper_left(index)
    return (left, 0.0, left + geometry.width, geometry.height)
