"""The structure tree says what the page shows, once, in the order of the document."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import page
import pikepdf
import pytest

from lessonpack.tree.nodes import AnswerSpace, Callout, CalloutKind, Cell, Paragraph, ParagraphKind, Row, Table
from lessonpack.write.pdf.writer import PdfWriter
from tests.documents import WORDS, document, every_node, heading, para, table, words
from tests.write.pdf.reading import artifacts, dump, spoken, structure
from tests.write.pdf.treetext import tree_text


def failures(data: bytes) -> list[tuple[str, str]]:
    """What the validator finds wrong, as (rule, message)."""
    # It reads files only.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "written.pdf"
        path.write_bytes(data)
        report = page.validate_pdf(str(path), profile="ua1")
    return [(failure.rule_id, failure.message) for failure in report.failures]


@pytest.mark.parametrize("kind", ["student", "teacher"])
@pytest.mark.parametrize("band", ["A", "C"])
def test_every_kind_of_node_is_written_as_valid_pdf_ua(writer: PdfWriter, kind: str, band: str) -> None:
    assert failures(writer.write(every_node(band=band, kind=kind)).data) == []


@pytest.mark.parametrize("kind", ["student", "teacher"])
def test_the_tag_tree_of_every_kind_of_node(writer: PdfWriter, kind: str, golden: Callable[[str, str], None]) -> None:
    golden(f"every-node-{kind}", dump(structure(writer.write(every_node(kind=kind)).data)))


def test_the_words_of_the_tags_are_the_words_of_the_tree(writer: PdfWriter) -> None:
    for whole in (every_node(), every_node(band="A"), every_node(kind="teacher")):
        assert spoken(structure(writer.write(whole).data)) == tree_text(whole)


def test_a_paragraph_over_two_pages_is_one_element_and_keeps_its_spaces(writer: PdfWriter) -> None:
    text = " ".join([WORDS] * 60)
    data = writer.write(document(para(text))).data
    paragraphs = [node for node in structure(data).walk() if node.role == "P"]
    assert [node.pages for node in paragraphs] == [[1, 2]]
    assert paragraphs[0].text == text
    assert failures(data) == []


def test_header_rows_that_come_again_are_artifacts(writer: PdfWriter) -> None:
    data = writer.write(document(table(30))).data
    heads = [node for node in structure(data).walk() if node.scope == "Column"]
    assert [(node.text, node.pages) for node in heads] == [("Country", [1]), ("Year", [1]), ("What is counted", [1])]
    repeated = [[text for kind, text in page if kind == "/Pagination"] for page in artifacts(data)]
    assert repeated[0] == []
    assert repeated[1:] == [["Country", "Year", "What is counted"]] * (len(repeated) - 1)
    assert failures(data) == []


def test_furniture_stands_on_every_page_as_artifact(writer: PdfWriter) -> None:
    pages = artifacts(writer.write(document(para(WORDS * 60), kind="teacher")).data)
    for number, found in enumerate(pages, start=1):
        assert found == [
            ("/Watermark", "DRAFT"),
            ("/Header", "TEACHER COPY - do not hand out"),
            ("/Footer", "Worried? Tell a grown-up you trust."),
            ("/Footer", "staying-safe-3 | C | version 1"),
            ("/Footer", f"Page {number} of {len(pages)}"),
        ]


def test_answer_space_tells_how_many_lines_it_has(writer: PdfWriter) -> None:
    data = writer.write(document(AnswerSpace(lines=3, label="Space to write, {lines} lines"))).data
    assert [n.alternative for n in structure(data).walk() if n.role == "Figure"] == ["Space to write, 3 lines"]


def test_a_long_answer_space_is_divided_and_no_line_is_lost(writer: PdfWriter) -> None:
    data = writer.write(document(AnswerSpace(lines=13, label="{lines}"))).data
    assert [n.alternative for n in structure(data).walk() if n.role == "Figure"] == ["5", "4", "4"]


def test_every_note_has_a_name_by_which_the_tree_finds_it(writer: PdfWriter) -> None:
    notes = [para(f"Source {number}", ParagraphKind.FOOTNOTE) for number in range(12)]
    data = writer.write(document(para(), *notes, para("Small", ParagraphKind.SMALL))).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        flat = list(pdf.Root.StructTreeRoot.IDTree.Names)
        names = [bytes(name) for name in flat[::2]]
        assert names == sorted(set(names))
        assert len(names) == 12
        assert [bytes(element.ID) for element in flat[1::2]] == names
        assert {str(element.S) for element in flat[1::2]} == {"/Note"}
    assert [node.text for node in structure(data).walk() if node.role == "Note"] == [f"Source {n}" for n in range(12)]
    assert failures(data) == []


def test_a_file_without_notes_has_no_tree_of_names(writer: PdfWriter) -> None:
    with pikepdf.open(io.BytesIO(writer.write(document(para())).data)) as pdf:
        assert "/IDTree" not in pdf.Root.StructTreeRoot


def test_a_link_has_its_target_and_its_words(writer: PdfWriter) -> None:
    with pikepdf.open(io.BytesIO(writer.write(every_node()).data)) as pdf:
        links = [annotation for sheet in pdf.pages for annotation in sheet.get("/Annots", [])]
        assert [str(link.A.URI) for link in links] == ["https://example.org/help"]
        assert [str(link.Contents) for link in links] == ["a link to help (https://example.org/help)"]


def test_the_file_says_its_title_language_and_date(writer: PdfWriter) -> None:
    with pikepdf.open(io.BytesIO(writer.write(document(para(), language="lv")).data)) as pdf:
        assert str(pdf.docinfo.Title) == "Staying safe, pack 3"
        assert str(pdf.docinfo.CreationDate) == "D:20261101000000Z"
        assert str(pdf.Root.Lang) == "lv"
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            assert xmp["dc:title"] == "Staying safe, pack 3"
            assert xmp["pdfuaid:part"] == "1"
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["Staying safe, pack 3"]


def test_no_heading_level_is_skipped_in_the_tags(writer: PdfWriter) -> None:
    data = writer.write(document(heading("Deep", 3), heading("Deeper", 3), heading("Back", 2))).data
    roles = [(node.role, node.text) for node in structure(data).walk() if node.role.startswith("H")]
    assert roles == [("H1", "Staying safe, pack 3"), ("H2", "Deep"), ("H3", "Deeper"), ("H2", "Back")]
    assert failures(data) == []


def test_headings_in_cells_stand_in_the_outline_in_the_order_of_the_tree(writer: PdfWriter) -> None:
    late = Cell((para(" ".join([WORDS] * 60)), heading("Left", 2)))
    early = Cell((heading("Right", 3), para()))
    data = writer.write(document(Table((), (), (Row((late, early)),), (1.0, 1.0)))).data
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        assert [(e.title, [c.title for c in e.children]) for e in title.children] == [("Left", ["Right"])]
    assert failures(data) == []


def test_a_boxed_paragraph_is_tagged_inside_its_section(writer: PdfWriter) -> None:
    box = Callout(CalloutKind.NOTE, words("Remember"), (Paragraph(words("One word.")),))
    sections = [n for n in structure(writer.write(document(box)).data).walk() if n.role == "Sect"]
    assert [n.text for n in sections] == ["RememberOne word."]
