"""Tags change nothing to be seen, and nothing that is shown goes without one."""

from __future__ import annotations

import io
from datetime import date
from functools import cache

import pikepdf
import pypdfium2
import pytest

from lessonpack.documents import Documents
from lessonpack.pack import DOCUMENTS
from lessonpack.project import Project, shipped_root
from lessonpack.tree.nodes import Document
from lessonpack.write.pdf.draw import draw
from lessonpack.write.pdf.embedding import FontBook
from lessonpack.write.pdf.paint import DECORATION, FOOTER, Brush
from lessonpack.write.pdf.tags import Element
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import document, every_node, para
from tests.write.pdf.reading import page_text, structure

ROOT = Project(shipped_root())
SHIPPED = (("trafficking-belarus", "D"), ("check-the-numbers", "C"), ("safe-and-heard", "A"))


@cache
def shipped(module: str, band: str) -> tuple[Document, ...]:
    made = Documents(ROOT, ROOT.module(module), date(2026, 11, 1))
    selections = made.selections(band, made.students(band), DOCUMENTS)
    return tuple(document for _, document in made.composed(selections))


def pixels(data: bytes) -> list[tuple[tuple[int, int], bytes]]:
    """Size and colours of each page, at 144 dots an inch."""
    with pypdfium2.PdfDocument(data) as pdf:
        pictures = [page.render(scale=2).to_pil() for page in pdf]
    return [(picture.size, picture.tobytes()) for picture in pictures]


def assert_alike(writer: PdfWriter, whole: Document) -> None:
    tagged, untagged = (draw(writer.layout(whole), is_tagged=is_tagged) for is_tagged in (True, False))
    shown, plain = pixels(tagged), pixels(untagged)
    assert len(shown) == len(plain)
    assert [n for n, (one, other) in enumerate(zip(shown, plain, strict=True), 1) if one != other] == []


@pytest.mark.parametrize(("module", "band"), SHIPPED)
@pytest.mark.parametrize("look", ["standard", "ink-saver"])
def test_pages_of_shipped_documents_look_the_same_without_their_tags(module: str, band: str, look: str) -> None:
    writer = PdfWriter(ROOT.theme_called(look))
    assert shipped(module, band)
    for whole in shipped(module, band):
        assert_alike(writer, whole)


@pytest.mark.parametrize("kind", ["student", "teacher"])
def test_every_kind_of_node_looks_the_same_without_its_tags(writer: PdfWriter, kind: str) -> None:
    assert_alike(writer, every_node(kind=kind))


def test_a_pixel_that_differs_is_seen(writer: PdfWriter) -> None:
    one, other = (pixels(writer.write(document(para(text))).data) for text in ("A word.", "A word,"))
    assert one != other


def test_a_file_without_tags_has_none_and_claims_nothing(writer: PdfWriter) -> None:
    data = draw(writer.layout(every_node()), is_tagged=False)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/MarkInfo" not in pdf.Root
        for page in pdf.pages:
            assert "/StructParents" not in page
            assert "/Tabs" not in page
            operators = {str(one.operator) for one in pikepdf.parse_content_stream(page)}
            assert not {"BDC", "BMC", "EMC"} & operators
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            assert "pdfuaid:part" not in xmp
    assert b"pdfuaid:part" in draw(writer.layout(every_node()))


@pytest.fixture
def brush() -> Brush:
    return Brush(FontBook(), 0, 842.0)


def test_words_cannot_be_painted_outside_a_tag_or_as_decoration(brush: Brush, writer: PdfWriter) -> None:
    ink = writer.layout(document()).typography.style("body").ink()
    with pytest.raises(AssertionError, match="outside a tagged sequence"):
        brush.text(10, 10, "lost", ink=ink)
    brush.artifact(DECORATION)
    with pytest.raises(AssertionError, match="'lost' would be decoration"):
        brush.text(10, 10, "lost", ink=ink)
    assert not any("Tj" in piece for piece in brush.code)
    brush.tagged(Element("P"))
    brush.text(10, 10, "heard", ink=ink)
    brush.artifact(FOOTER)
    brush.text(10, 10, "furniture", ink=ink)
    brush.close()
    with pytest.raises(AssertionError, match="outside a tagged sequence"):
        brush.line([(0, 0), (9, 9)], 1.0, "#000000")
    assert sum("Tj" in piece for piece in brush.code) >= 2


@pytest.mark.parametrize("opening", [b"", b"/Artifact BMC", b"/Artifact <</Type/Layout>> BDC"])
def test_the_reader_of_the_tests_refuses_words_in_an_undeclared_artifact(writer: PdfWriter, opening: bytes) -> None:
    with pikepdf.open(io.BytesIO(writer.write(document(para("A word."))).data)) as pdf:
        page = pdf.pages[0]
        words = page.Contents.read_bytes()
        start = words.index(b"/P <</MCID")
        end = words.index(b"BDC", start) + len(b"BDC")
        untagged = words[:start] + opening + words[end:]
        if not opening:
            stop = untagged.index(b"EMC", start)
            untagged = untagged[:stop] + untagged[stop + len(b"EMC") :]
        page.Contents = pdf.make_stream(untagged)
        with pytest.raises(AssertionError, match="neither tagged nor furniture"):
            page_text(page)


def test_all_words_of_shipped_pages_are_tagged_or_furniture() -> None:
    writer = PdfWriter(ROOT.theme_called("standard"))
    for whole in shipped("trafficking-belarus", "D"):
        assert structure(writer.write(whole).data).text
